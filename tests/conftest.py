"""The application, its database, a mail server and a browser, for every test that asks."""

import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from sqlalchemy import NullPool
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

import config
from talent.app import create_app
from talent.plumbing import jobs
from talent.plumbing.database import db
from tests import statuses
from tests.databases import Databases, PostgresDatabases, SqliteFiles
from tests.databases import statements as count_statements

KINDS = ("sqlite", "postgresql")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--db", choices=KINDS, default="sqlite", help="which database to test on")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what touches a database is run again."""
    if config.getoption("--db") == "sqlite":
        return
    again = [i for i in items if "databases" in getattr(i, "fixturenames", ())]
    config.hook.pytest_deselected(items=[i for i in items if i not in again])
    items[:] = again


class Client(FlaskClient):
    """A test client whose requests share nothing but the database with the test or each other."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        if not has_app_context():
            return super().open(*args, **kwargs)
        db.session.commit()
        with self.application.app_context():
            response = super().open(*args, **kwargs)
        db.session.expire_all()
        return response


def settings(url: str, folder: Path) -> dict[str, Any]:
    """The settings of an application under test: nothing secret, fast passwords."""
    return {
        **config.common(secure=False),
        "TESTING": True,
        "PROPAGATE_ERRORS": True,
        "SECRET_KEY": "a key that is used in tests and nowhere else",
        "VAULT_KEYS": {"t1": b"v" * 32},
        "FINGERPRINT_KEY": b"f" * 32,
        "SQLALCHEMY_DATABASE_URI": url,
        "FILES_DIR": str(folder / "files"),
        "MAIL_DIR": str(folder / "mail"),
        "VAR_DIR": str(folder),
        "PUBLIC_URL": "http://localhost",
        "TRUSTED_HOSTS": ["localhost", "127.0.0.1"],
        "SMTP_URL": "",
        "MAIL_FROM": "no-reply@example.org",
        "CONTACT_EMAIL": "coordinator@example.org",
        "ARGON2": {"time_cost": 1, "memory_cost": 8, "parallelism": 1},
    }


def make_app(url: str, folder: Path, **more: Any) -> Flask:
    made = create_app({**settings(url, folder), **more})
    statuses.watch()
    made.test_client_class = Client
    return made


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    if request.config.getoption("--db") == "sqlite":
        found: Databases = SqliteFiles(tmp_path_factory.mktemp("databases"))
    else:
        found = PostgresDatabases()
    yield found
    found.close()


@pytest.fixture(scope="session")
def app(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application on a migrated database that stays empty: see ``session``."""
    return make_app(databases.copy(), tmp_path_factory.mktemp("var"))


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """The database session. Whatever is committed, here or in a request, is gone after the test."""
    with app.app_context():
        engines = db._app_engines[app]
        engine = engines[None]
        with engine.connect() as connection:
            outer = connection.begin()
            engines[None] = connection  # type: ignore[assignment]
            try:
                yield db.session  # type: ignore[misc]
            finally:
                db.session.remove()
                engines[None] = engine
                outer.rollback()


@pytest.fixture
def statements() -> Callable[..., Any]:
    """``with statements(session) as counted: …; assert len(counted) == 3``"""
    return count_statements


@pytest.fixture
def house(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database of its own, where commits are real and threads may meet."""
    with own_house(databases, tmp_path) as made, made.app_context():
        yield made


@contextmanager
def own_house(databases: Databases, folder: Path, **more: Any) -> Iterator[Flask]:
    url = databases.copy()
    pool = {"SQLALCHEMY_ENGINE_OPTIONS": {"poolclass": NullPool}}
    made = make_app(url, folder, **(pool | more))
    try:
        yield made
    finally:
        with made.app_context():
            db.session.remove()
            db.engine.dispose()
        databases.drop(url)


@dataclass
class Postbox:
    """What a real mail server took in."""

    host: str
    port: int
    messages: list[EmailMessage] = field(default_factory=list)
    refusal: str = ""  # an SMTP answer such as "451 try later", given instead of taking the mail

    @property
    def url(self) -> str:
        return f"smtp://{self.host}:{self.port}"

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802
        if self.refusal:
            return self.refusal
        parser = BytesParser(EmailMessage, policy=policy.default)
        self.messages.append(parser.parsebytes(envelope.content))
        return "250 taken"


@pytest.fixture
def smtp() -> Iterator[Postbox]:
    """A mail server on this machine: ``smtp.url``, ``smtp.messages``."""
    postbox = Postbox("127.0.0.1", free_port())
    server = Controller(postbox, hostname=postbox.host, port=postbox.port)
    server.start()
    yield postbox
    server.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True)
class Live:
    """A served application with its worker."""

    app: Flask
    url: str
    smtp: Postbox


@pytest.fixture
def live(databases: Databases, tmp_path: Path, smtp: Postbox) -> Iterator[Live]:
    """The application as people meet it: a web server, a worker, a mail server."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with own_house(databases, tmp_path, SMTP_URL=smtp.url) as made:
        server = make_server("127.0.0.1", 0, made, threaded=True)
        url = f"http://127.0.0.1:{server.server_port}"
        made.config["PUBLIC_URL"] = url
        stopping = threading.Event()
        threads = [
            threading.Thread(target=server.serve_forever),
            threading.Thread(target=_work, args=(made, stopping)),
        ]
        for thread in threads:
            thread.start()
        try:
            with made.app_context():
                yield Live(made, url, smtp)
        finally:
            stopping.set()
            server.shutdown()
            for thread in threads:
                thread.join(20)


def _work(app: Flask, stopping: threading.Event) -> None:
    with app.app_context():
        jobs.work(stopping.is_set)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for the whole run."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        yield browser
        browser.close()


@pytest.fixture
def browser(chromium: Any) -> Iterator[Any]:
    """A window of its own, with nobody signed in: ``browser.new_page()``."""
    context = chromium.new_context(locale="en-GB")
    context.set_default_timeout(15_000)
    yield context
    context.close()
