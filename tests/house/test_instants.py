"""One clock, asked at the door; instants are aware and kept in UTC."""

import ast

from flask import Flask
from sqlalchemy import DateTime

from talent.plumbing.database import Model, UtcDateTime
from tests.house.source import FILES, imports, name, place, tree

MAY_ASK = {"views", "commands", "work", "sessions"}
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}


def test_only_the_clock_asks_the_time() -> None:
    asked = [
        f"{name(path)}:{node.lineno}: {ast.unparse(node)}"
        for path in FILES
        if name(path) != "plumbing/clock.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        if ".".join(ast.unparse(node.func).split(".")[-2:]) in CLOCKS
    ]

    assert asked == []


def test_now_is_said_at_the_door_and_handed_on() -> None:
    asking = [p for p in FILES if "talent.plumbing.clock.now" in set(imports(p))]
    floors = {"plumbing", "demonstration"}

    assert [
        name(p) for p in asking if place(p)[0] not in floors and place(p)[1] not in MAY_ASK
    ] == []


def test_every_instant_in_the_database_is_aware(app: Flask) -> None:
    naive = [
        str(column)
        for table in Model.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, DateTime) and not isinstance(column.type, UtcDateTime)
    ]

    assert naive == []
