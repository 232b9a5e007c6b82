"""One clock, asked at the door; instants are aware and kept in UTC."""

import ast
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import DateTime

from talent.plumbing.database import Model, UtcDateTime
from tests.house.source import FILES, imports, name, place, tree

MAY_ASK = {"views", "commands", "work", "sessions"}
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_only_the_clock_asks_the_time(path: Path) -> None:
    asked = [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        if ".".join(ast.unparse(node.func).split(".")[-2:]) in CLOCKS
    ]

    assert asked == [] or name(path) == "plumbing/clock.py"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_now_is_said_at_the_door_and_handed_on(path: Path) -> None:
    floor, drawer = place(path)
    if "talent.plumbing.clock.now" in set(imports(path)):
        assert floor in {"plumbing", "demonstration"} or drawer in MAY_ASK


def test_every_instant_in_the_database_is_aware(app: Flask) -> None:
    naive = [
        str(column)
        for table in Model.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, DateTime) and not isinstance(column.type, UtcDateTime)
    ]

    assert naive == []
