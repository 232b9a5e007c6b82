"""What the list of capabilities says is there is there, and a test shows it."""

import ast
import re
from functools import cache
from typing import NamedTuple

from tests.house.source import ROOT

STATES = {"yes", "part", "later"}
ROW = re.compile(r"\| (\d+) \| \*\*(.+?)\*\* (.+?) \| (\w+)(?:: (.+?))? \| (.*?) ?\|")
NAMED = re.compile(r"`([^`]+)`")


class Row(NamedTuple):
    """One line of the tables."""

    number: int
    state: str
    works: str
    tests: tuple[str, ...]


@cache
def lines() -> tuple[str, ...]:
    text = (ROOT / "docs" / "capabilities.md").read_text(encoding="utf-8")
    heads = ("| no. |", "|---")
    return tuple(
        line for line in text.splitlines() if line.startswith("|") and not line.startswith(heads)
    )


@cache
def rows() -> tuple[Row, ...]:
    found = [match for line in lines() if (match := ROW.fullmatch(line))]
    return tuple(Row(int(m[1]), m[4], m[5] or "", tuple(NAMED.findall(m[6]))) for m in found)


@cache
def named_in(path: str) -> frozenset[str]:
    """Names of the tests of one file, without running it; none when there is no such file."""
    if not (ROOT / path).is_file():
        return frozenset()
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    functions = (n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))
    return frozenset(name for name in functions if name.startswith("test_"))


def test_every_line_of_the_tables_can_be_read() -> None:
    assert [line for line in lines() if not ROW.fullmatch(line)] == []


def test_every_number_from_the_first_to_the_last_stands_there_once() -> None:
    assert [row.number for row in rows()] == list(range(1, 180))


def test_every_state_is_one_of_three() -> None:
    assert [(row.number, row.state) for row in rows() if row.state not in STATES] == []


def test_what_works_names_a_test_that_shows_it() -> None:
    assert [row.number for row in rows() if row.state == "yes" and not row.tests] == []


def test_what_works_in_part_and_only_that_says_what_works() -> None:
    assert [row.number for row in rows() if (row.state == "part") != bool(row.works)] == []


def test_what_comes_later_names_no_test() -> None:
    assert [row.number for row in rows() if row.state == "later" and row.tests] == []


def test_every_test_that_is_named_exists() -> None:
    named = [(row.number, name) for row in rows() for name in row.tests]

    assert [
        (number, name)
        for number, name in named
        if name.partition("::")[2] not in named_in(name.partition("::")[0])
    ] == []
    assert len(named) > 100


def test_the_licence_lets_anybody_use_and_change_it() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")

    assert licence.splitlines()[0] == "MIT License"
    assert "to use, copy, modify, merge, publish, distribute" in " ".join(licence.split())
