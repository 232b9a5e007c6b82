"""Nothing is looked up without saying for whom."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import ROOMS, in_drawer, name, on, tree


def query_names(path: Path) -> tuple[set[str], set[str]]:
    """Names bound to query modules, and names bound to single query functions."""
    modules, functions = set(), set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            parts = node.module.split(".")
            for alias in node.names:
                bound = alias.asname or alias.name
                if len(parts) == 2 and parts[1] in ROOMS and alias.name == "queries":
                    modules.add(bound)
                elif len(parts) > 2 and parts[2] == "queries":
                    (functions if alias.name.islower() else set()).add(bound)
    return modules, functions


def calls_without_viewer(path: Path) -> Iterator[str]:
    modules, functions = query_names(path)
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        root = called.split(".")[0]
        if not (called in functions or ("." in called and root in modules | functions)):
            continue
        if called.split(".")[-1][:1].isupper():  # a value class, not a question
            continue
        first = ast.unparse(node.args[0]) if node.args else "nothing"
        if first != "current_user":
            yield f"{node.lineno}: {called}({first}, …) must begin with current_user"


def questions(path: Path) -> list[ast.FunctionDef]:
    found = [n for n in tree(path).body if isinstance(n, ast.FunctionDef)]
    return [f for f in found if not f.name.startswith("_")]


@pytest.mark.parametrize("room", ROOMS)
def test_views_say_for_whom_they_ask(room: str) -> None:
    views = on(room, in_drawer("views"))

    assert [f"{name(p)}:{c}" for p in views for c in calls_without_viewer(p)] == []


@pytest.mark.parametrize("room", ROOMS)
def test_questions_take_the_viewer_first_or_are_named_all(room: str) -> None:
    nameless = [
        f"{name(path)}:{f.lineno}: {f.name}"
        for path in on(room, in_drawer("queries"))
        for f in questions(path)
        if not f.name.startswith("all_")
        if [a.arg for a in f.args.posonlyargs + f.args.args][:1] != ["viewer"]
    ]

    assert nameless == []


def test_views_never_ask_for_all() -> None:
    guilty = [
        f"{name(path)}:{node.lineno}"
        for path in in_drawer("views")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr.startswith("all_")
        if isinstance(node.value, ast.Name) and node.value.id in query_names(path)[0]
    ]

    assert guilty == []
