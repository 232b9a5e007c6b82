"""The database session, naming conventions, column types and the shapes rows share."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, Enum, MetaData, String, event, select
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import (
    Composite,
    DeclarativeBase,
    Mapped,
    composite,
    declared_attr,
    mapped_column,
)
from sqlalchemy.types import JSON, TypeDecorator

from talent.foundations.languages import LocalizedText

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
PID_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
PID_LENGTH = 26  # 26 letters out of 32 are 130 random bits


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Refuses naive values on the way in; returns aware UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime: say which time zone it is in")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Model(DeclarativeBase):
    """Base of every table: plain SQLAlchemy, fully typed."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        list[str]: JSON,
        list[dict[str, Any]]: JSON,
    }


# Looks after the session; knows nothing of models. With savepoints the tests can run each
# case inside one outer transaction and take it back.
db = SQLAlchemy(
    metadata=Model.metadata,
    session_options={"join_transaction_mode": "create_savepoint"},
)


def new_pid() -> str:
    """A public identifier: 26 random letters and digits, safe to show in an address."""
    return "".join(secrets.choice(PID_ALPHABET) for _ in range(PID_LENGTH))


def choice(of: type[StrEnum]) -> Enum:
    """A column that holds one member of ``of``, stored by value and checked by the database."""
    return Enum(
        of,
        native_enum=False,
        length=40,
        values_callable=lambda members: [m.value for m in members],
        create_constraint=True,
        name=_snake(of.__name__),
    )


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


def localized(name: str, *, length: int = 300, required: bool = True) -> Composite[LocalizedText]:
    """One text in three columns: ``name_ko``, ``name_mn`` and ``name_en``."""
    return composite(
        LocalizedText,
        mapped_column(f"{name}_ko", String(length), nullable=not required),
        mapped_column(f"{name}_mn", String(length), nullable=not required),
        mapped_column(f"{name}_en", String(length), nullable=not required),
    )


class Public:
    """A row with an integer key for joins and a random one for addresses."""

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)
    pid: Mapped[str] = mapped_column(
        String(PID_LENGTH), unique=True, default=new_pid, sort_order=-1
    )


class Versioned:
    """The second of two simultaneous changes to such a row fails with ``StaleDataError``."""

    version: Mapped[int] = mapped_column(sort_order=90)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 -- SQLAlchemy hands over the class
        return {"version_id_col": cls.version}


def hold(row: Any) -> None:
    """Lock a row until the transaction ends, and read its columns anew: what others did before us
    is seen, what they want to do waits."""
    table = type(row)
    db.session.execute(select(table.id).where(table.id == row.id).with_for_update())
    db.session.refresh(row, [column.key for column in table.__mapper__.column_attrs])


_writing: ContextVar[bool] = ContextVar("writing", default=True)


@contextmanager
def reading() -> Iterator[None]:
    """Transactions begun inside only read: SQLite then takes no write lock for them."""
    token = _writing.set(False)
    try:
        yield
    finally:
        _writing.reset(token)


@event.listens_for(Engine, "connect")
def _prepare_connection(connection: Any, _record: object) -> None:
    if type(connection).__module__.startswith("sqlite3"):
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in (
            "busy_timeout=20000",  # first: the next line may already have to wait
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """Writers queue at BEGIN instead of failing half way: a deferred SQLite transaction that
    turns into a writing one is refused at once, whatever the busy timeout."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN DEFERRED")
