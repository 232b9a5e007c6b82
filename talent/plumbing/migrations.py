"""Bringing a database up to the shape the models expect: ``flask migrate``."""

from collections.abc import Callable
from pathlib import Path

import click
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Connection, Engine

from talent.plumbing.database import db

FOLDER = Path(__file__).parents[2] / "migrations"
LOCK = 7212051  # any number nobody else uses: one process at a time changes the tables


def upgrade(engine: Engine, to: str = "head") -> None:
    """Run what has not run yet. Safe to repeat, and from two processes at once."""
    _run(engine, lambda config: command.upgrade(config, to))


def downgrade(engine: Engine, to: str) -> None:
    """Take migrations back, down to revision ``to`` or to ``"base"``."""
    _run(engine, lambda config: command.downgrade(config, to))


def configuration() -> Config:
    """Alembic's settings: where the migrations lie."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    return config


def is_current(engine: Engine) -> bool:
    """Whether the database stands at the newest migration."""
    with engine.connect() as connection:
        stands = MigrationContext.configure(connection).get_current_heads()
    return set(stands) == set(ScriptDirectory.from_config(configuration()).get_heads())


def _run(engine: Engine, step: Callable[[Config], None]) -> None:
    config = configuration()
    with engine.connect() as connection:
        lite = connection.dialect.name == "sqlite"
        if lite:  # outside a transaction; else rebuilding a table would delete its child rows
            _pragma(connection, "foreign_keys=OFF")
        try:
            with connection.begin():
                if not lite:
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
                config.attributes["connection"] = connection
                step(config)
                if lite:
                    _check_foreign_keys(connection)
        finally:
            if lite:
                _pragma(connection, "foreign_keys=ON")


def _pragma(connection: Connection, setting: str) -> None:
    raw = connection.connection.dbapi_connection
    assert raw is not None  # noqa: S101 -- the connection is open
    raw.execute(f"PRAGMA {setting}")


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"the migration would leave rows without their parents: {broken}")


def init_app(app: Flask) -> None:
    @app.cli.command("migrate")
    def migrate() -> None:
        """Bring the database up to date; does nothing when it is."""
        upgrade(db.engine)
        click.echo("database: up to date")
