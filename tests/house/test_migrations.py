"""The migrations build exactly what the models say, on either database, and can be taken back."""

import ast
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Engine, create_engine, inspect

from talent.plumbing import migrations
from talent.plumbing.database import Model
from tests.databases import Databases

VERSIONS = sorted((migrations.FOLDER / "versions").glob("*.py"))


@pytest.fixture
def empty(databases: Databases) -> Iterator[Engine]:
    url = databases.empty()
    engine = create_engine(url)
    yield engine
    engine.dispose()
    databases.drop(url)


@pytest.fixture
def modelled(app: Flask, databases: Databases) -> Iterator[Engine]:
    """A database made from the models themselves."""
    url = databases.empty()
    engine = create_engine(url)
    Model.metadata.create_all(engine)
    yield engine
    engine.dispose()
    databases.drop(url)


def shape(engine: Engine) -> set[str]:
    """Everything the database knows about its tables, one line for each fact."""
    seen, facts = inspect(engine), set()
    for table in seen.get_table_names():
        if table == "alembic_version":
            continue
        order = ", ".join(c["name"] for c in seen.get_columns(table))
        facts.add(f"{table} columns: {order}")
        facts.add(f"{table} primary key: {_plain(seen.get_pk_constraint(table))}")
        for what in (
            "columns",
            "foreign_keys",
            "unique_constraints",
            "indexes",
            "check_constraints",
        ):
            facts |= {f"{table} {what}: {_plain(f)}" for f in getattr(seen, f"get_{what}")(table)}
    return facts


def _plain(found: Any) -> str:
    if isinstance(found, dict):
        return "; ".join(f"{k} {_plain(v)}" for k, v in sorted(found.items()))
    return " ".join(str(found).split())


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(migrations.configuration()).get_heads()) == 1


@pytest.mark.parametrize("path", VERSIONS, ids=lambda p: p.stem)
def test_migrations_stand_by_themselves(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        n.module if isinstance(n, ast.ImportFrom) else a.name
        for n in ast.walk(tree)
        if isinstance(n, ast.Import | ast.ImportFrom)
        for a in n.names
    }

    assert [i for i in imported if str(i).split(".")[0] == "talent"] == []
    assert f'revision = "{path.stem}"' in path.read_text(encoding="utf-8")


def test_migrations_build_what_the_models_say(empty: Engine, modelled: Engine) -> None:
    migrations.upgrade(empty)

    built, said = shape(empty), shape(modelled)
    assert sorted(built - said) == [], "only in the migrations"
    assert sorted(said - built) == [], "only in the models"


def test_migrations_can_be_taken_back_and_made_again(empty: Engine) -> None:
    migrations.upgrade(empty)
    before = shape(empty)

    migrations.downgrade(empty, "base")
    assert shape(empty) == set()
    migrations.upgrade(empty)

    assert shape(empty) == before
    assert migrations.is_current(empty)


def test_migrating_twice_and_by_two_at_once_is_harmless(empty: Engine) -> None:
    failed: list[Exception] = []

    def migrate() -> None:
        engine = create_engine(empty.url)
        try:
            migrations.upgrade(engine)
        except Exception as error:
            failed.append(error)
        finally:
            engine.dispose()

    threads = [Thread(target=migrate) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert migrations.is_current(empty)
    migrations.upgrade(empty)


def test_nobody_can_rewrite_the_trail(empty: Engine) -> None:
    migrations.upgrade(empty)
    with empty.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO audit_entry (id, at, deed, subject, facts) "
            "VALUES (1, '2026-03-09 05:30:00', 'admit', 'application:1', '{}')"
        )

    for statement in ("UPDATE audit_entry SET deed = 'reject'", "DELETE FROM audit_entry"):
        with pytest.raises(Exception, match="never changed"), empty.begin() as connection:
            connection.exec_driver_sql(statement)
