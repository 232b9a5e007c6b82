"""A door commits once, after success, and only on POST."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask, abort
from sqlalchemy import func, select

import config
from talent.foundations.access import Anyone
from talent.plumbing.blueprint import GuardedBlueprint
from talent.plumbing.database import db
from talent.plumbing.jobs import Job
from tests.databases import Databases

AT = datetime(2026, 3, 9, 5, 30, tzinfo=UTC)


def write() -> None:
    db.session.add(Job(kind="sweep", args={}, run_at=AT, created_at=AT))


@pytest.fixture
def tiny(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    """An application of four doors on a database of its own."""
    url = databases.copy()
    app = Flask("tiny")
    app.config.update(config.common(secure=False), SQLALCHEMY_DATABASE_URI=url, TESTING=True)
    pages = GuardedBlueprint("tiny", "tiny")

    @pages.form("/saves", needs=Anyone.PUBLIC)
    def saves() -> str:
        write()
        return "ok"

    @pages.post("/refuses", needs=Anyone.PUBLIC)
    def refuses() -> tuple[str, int]:
        write()
        db.session.flush()
        return "no", 422

    @pages.post("/aborts", needs=Anyone.PUBLIC)
    def aborts() -> str:
        write()
        db.session.flush()
        abort(409)

    @pages.post("/fails", needs=Anyone.PUBLIC)
    def fails() -> str:
        write()
        db.session.flush()
        raise RuntimeError("half way")

    db.init_app(app)
    app.register_blueprint(pages)
    yield app
    with app.app_context():
        db.engine.dispose()
    databases.drop(url)


@pytest.mark.parametrize(
    ("method", "path", "rows"),
    [
        ("post", "/saves", 1),
        ("get", "/saves", 0),
        ("post", "/refuses", 0),
        ("post", "/aborts", 0),
    ],
)
def test_only_a_successful_post_is_kept(tiny: Flask, method: str, path: str, rows: int) -> None:
    getattr(tiny.test_client(), method)(path)

    with tiny.app_context():
        assert db.session.scalar(select(func.count()).select_from(Job)) == rows


def test_a_failure_half_way_leaves_nothing(tiny: Flask) -> None:
    with pytest.raises(RuntimeError):
        tiny.test_client().post("/fails")

    with tiny.app_context():
        assert db.session.scalar(select(func.count()).select_from(Job)) == 0
