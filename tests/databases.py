"""Databases for tests: one migrated template, copied as often as a test wants one of its own."""

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.orm import Session

from talent.plumbing import migrations
from tests.postgres import Cluster


class Databases(Protocol):
    """Where databases come from."""

    kind: str

    def empty(self) -> str: ...
    def copy(self) -> str: ...
    def drop(self, url: str) -> None: ...
    def close(self) -> None: ...


class SqliteFiles:
    kind = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = itertools.count()
        self.template = self.folder / "template.db"
        _migrate(f"sqlite:///{self.template}")

    def empty(self) -> str:
        return f"sqlite:///{self.folder / f'{next(self.numbers)}.db'}"

    def copy(self) -> str:
        url = self.empty()
        shutil.copyfile(self.template, url.removeprefix("sqlite:///"))
        return url

    def drop(self, url: str) -> None:
        for end in ("", "-wal", "-shm"):
            Path(url.removeprefix("sqlite:///") + end).unlink(missing_ok=True)

    def close(self) -> None:
        pass


class PostgresDatabases:
    kind = "postgresql"

    def __init__(self) -> None:
        self.cluster = Cluster()
        self.numbers = itertools.count()
        self.keeper = create_engine(self.cluster.url("postgres"), isolation_level="AUTOCOMMIT")
        self._create("template")
        _migrate(self.cluster.url("template"))

    def empty(self) -> str:
        return self._create(f"test_{next(self.numbers)}")

    def copy(self) -> str:
        return self._create(f"test_{next(self.numbers)}", "TEMPLATE template STRATEGY file_copy")

    def drop(self, url: str) -> None:
        name = url.split("/")[3].split("?")[0]
        with self.keeper.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        self.keeper.dispose()
        self.cluster.stop()

    def _create(self, name: str, how: str = "") -> str:
        with self.keeper.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} {how}")
        return self.cluster.url(name)


def _migrate(url: str) -> None:
    engine = create_engine(url)
    migrations.upgrade(engine)
    if engine.dialect.name == "sqlite":  # all of it in the one file that is copied
        with engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
    engine.dispose()


@contextmanager
def statements(session: Session) -> Iterator[list[str]]:
    """The SQL sent inside, without savepoints: ``len(counted)`` is the number of statements."""
    connection: Connection = session.connection()
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            sent.append(statement)

    event.listen(connection.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(connection.engine, "before_cursor_execute", note)
