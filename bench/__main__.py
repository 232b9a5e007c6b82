"""``make bench``: the pages peers were measured on, with our own data, on both databases.

``BENCH_SIZE`` sets the number of applications (2,000), ``BENCH_DB`` one database instead of both.
"""

import gc
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from flask import Flask

import config
from bench import data
from bench.demonstration import walk
from bench.measure import HEAD, memory_mb, page
from talent.accounts.actions import start_session
from talent.accounts.models import Account
from talent.app import create_app
from talent.plumbing.clock import now
from talent.plumbing.database import db
from tests.databases import Databases, PostgresDatabases, SqliteFiles

SIZE = int(os.environ.get("BENCH_SIZE", "2000"))
KINDS = os.environ.get("BENCH_DB", "sqlite,postgresql").split(",")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="talent-bench-") as folder:
        for kind in KINDS:
            databases: Databases = (
                SqliteFiles(Path(folder)) if kind == "sqlite" else PostgresDatabases()
            )
            try:
                bench(kind, databases.copy(), Path(folder))
                walk(create_app(settings(databases.copy(), Path(folder))))
            finally:
                databases.close()
    return 0


def bench(kind: str, url: str, folder: Path) -> None:
    app = create_app(settings(url, folder))
    with app.app_context():
        began = time.perf_counter()
        loaded = data.load(SIZE)
        seconds = time.perf_counter() - began
        coordinator = sign_in(app, loaded.coordinator_id)
        reviewer = sign_in(app, loaded.reviewer_id)
    print(f"\n{kind}: {SIZE:,} applications, {3 * SIZE:,} reviews, loaded in {seconds:.1f} s\n")
    print(HEAD)
    gc.collect()
    gc.freeze()  # as wsgi.py does
    stranger = app.test_client()
    for client, label, path in (
        (stranger, "sign-in page", "/sign-in"),
        (stranger, "public page of the call", f"/selection/calls/{loaded.round_pid}"),
        (coordinator, "coordinator's home", "/"),
        (
            coordinator,
            "list of applications, first 50",
            f"/selection/rounds/{loaded.round_pid}/applications",
        ),
        (
            coordinator,
            "list of applications, last page",
            f"/selection/rounds/{loaded.round_pid}/applications?page={SIZE // 50}",
        ),
        (
            coordinator,
            "one application with its reviews",
            f"/selection/applications/{loaded.application_pid}",
        ),
        (coordinator, "ranking of all with means", f"/selection/rounds/{loaded.round_pid}/ranking"),
        (coordinator, "people, first 50", "/people"),
        (coordinator, "people, searched", "/people?q=bat"),
        (reviewer, "a reviewer's own page", "/selection/reviews"),
        (reviewer, "a reviewer's scoring page", f"/selection/reviews/{loaded.review_pid}"),
    ):
        print(page(app, client, label, path).line(), flush=True)
    print(f"memory of this process: {memory_mb():.0f} MB")
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def sign_in(app: Flask, account_id: int) -> Any:
    """A client in which this account is signed in."""
    account = db.session.get_one(Account, account_id)
    secret = start_session(account, at=now())
    db.session.commit()
    client = app.test_client()
    client.set_cookie(app.config["LOGIN_COOKIE"], secret)
    return client


def settings(url: str, folder: Path) -> dict[str, Any]:
    return {
        **config.common(secure=False),
        "SECRET_KEY": "a key that is used in the bench and nowhere else",
        "VAULT_KEYS": {"b1": b"v" * 32},
        "FINGERPRINT_KEY": b"f" * 32,
        "SQLALCHEMY_DATABASE_URI": url,
        "FILES_DIR": str(folder / "files"),
        "MAIL_DIR": str(folder / "mail"),
        "VAR_DIR": str(folder),
        "PUBLIC_URL": "http://localhost",
        "TRUSTED_HOSTS": ["localhost"],
        "SMTP_URL": "",
        "MAIL_FROM": "no-reply@example.org",
        "CONTACT_EMAIL": "coordinator@example.org",
    }


if __name__ == "__main__":
    sys.exit(main())
