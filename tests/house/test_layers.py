"""Who may import whom, who writes a status, who commits."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import FILES, FLOORS, ROOMS, imports, in_drawer, name, on, place, tree

# What a drawer may use of its own room, and what of the rooms to its left.
OWN = {
    "rules": set(),
    "models": {"rules"},
    "sessions": {"models", "rules"},
    "queries": {"models", "rules"},
    "words": {"rules"},
    "documents": {"rules", "words"},
    "notices": {"models", "queries", "words", "rules"},
    "actions": {"models", "queries", "notices", "documents", "rules", "words"},
    "forms": {"rules", "words"},
    "work": {"models", "queries", "actions", "notices", "documents", "rules", "words"},
    "views": {"actions", "queries", "forms", "words", "rules", "documents"},
    "commands": {"actions", "queries", "words", "rules"},
}
LEFT = {
    "rules": {"rules"},
    "models": {"models", "rules"},
    "sessions": {"models", "rules"},
    "queries": {"models", "queries", "rules"},
    "words": {"rules"},
    "documents": {"rules"},
    "notices": {"models", "queries", "actions", "rules"},
    "actions": {"models", "queries", "actions", "rules"},
    "forms": {"rules"},
    "work": {"models", "queries", "actions", "documents", "rules"},
    "views": {"actions", "queries", "rules"},
    "commands": {"actions", "queries", "rules"},
}
NEVER = {
    "queries": ("talent.plumbing.clock", "flask.request", "flask.session", "flask_login"),
    "actions": (
        "talent.plumbing.clock",
        "talent.plumbing.pages",
        "flask.request",
        "flask.session",
        "flask.g",
        "flask.flash",
        "flask.render_template",
        "flask_login",
    ),
    "notices": ("talent.plumbing.clock", "talent.plumbing.pages", "flask.request", "flask_login"),
    "models": ("talent.plumbing.clock", "talent.plumbing.pages", "flask"),
    "words": ("sqlalchemy", "flask", "talent.plumbing.database", "talent.plumbing.clock"),
    "forms": ("sqlalchemy", "talent.plumbing.database", "talent.plumbing.clock", "flask_login"),
    "views": ("sqlalchemy", "talent.plumbing.database"),
    "commands": ("sqlalchemy", "talent.plumbing.database.Model"),
}


def complaints(path: Path) -> Iterator[str]:
    floor, drawer = place(path)
    for imported in imports(path):
        if floor == "foundations" or drawer == "rules":
            yield from _impure(imported, floor)
        if any(_is_within(imported, never) for never in NEVER.get(drawer, ())) and floor in ROOMS:
            yield f"{imported}: not in {drawer}"
        parts = imported.split(".")
        if parts[0] == "talent" and len(parts) > 1:
            yield from _wrong_way(imported, floor, drawer, parts[1], [*parts, ""][2])


def _impure(imported: str, floor: str) -> Iterator[str]:
    parts = imported.split(".")
    if parts[0] in sys.stdlib_module_names:
        return
    own_rules = len(parts) > 2 and parts[0] == "talent" and parts[2] == "rules"
    if parts[:2] != ["talent", "foundations"] and not (floor != "foundations" and own_rules):
        yield f"{imported}: pure code rests on Python alone"


def _wrong_way(imported: str, floor: str, drawer: str, target: str, wanted: str) -> Iterator[str]:
    if floor == "plumbing" and target not in {"foundations", "plumbing"}:
        yield f"{imported}: plumbing knows no room"
    if target == "demonstration" and floor not in {"demonstration", "app"}:
        yield f"{imported}: nobody needs the demonstration"
    if floor not in ROOMS or target not in ROOMS:
        return
    if drawer and drawer not in OWN:
        yield f"{drawer}: no such drawer; the house has {', '.join(OWN)}"
    elif (
        target == floor and wanted in OWN and wanted != drawer and wanted not in OWN.get(drawer, ())
    ):
        yield f"{imported}: {drawer} may not use {wanted}"
    elif drawer == "notices" and [target, wanted] == ["outbox", "actions"]:
        return  # every room writes mail
    elif target != floor and ROOMS.index(target) > ROOMS.index(floor):
        yield f"{imported}: {floor} is to the left of {target}"
    elif target != floor and wanted not in LEFT.get(drawer, ()):
        yield f"{imported}: {drawer} may not use another room's {wanted or 'inside'}"


def _is_within(imported: str, package: str) -> bool:
    return imported == package or imported.startswith(f"{package}.")


@pytest.mark.parametrize("floor", [f for f in FLOORS if f not in {"app", "demonstration"}])
def test_imports_point_downwards(floor: str) -> None:
    found = [f"{name(p)}: {complaint}" for p in on(floor, FILES) for complaint in complaints(p)]

    assert found == []


def _is_status(attribute: object) -> bool:
    return isinstance(attribute, str) and (attribute == "status" or attribute.endswith("_status"))


def status_writers(path: Path) -> Iterator[int]:
    """Lines that set a status: by assignment, ``setattr``, ``.values(status=)`` or ``update``."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            flat = [e for t in targets for e in (t.elts if isinstance(t, ast.Tuple) else [t])]
            if any(isinstance(t, ast.Attribute) and _is_status(t.attr) for t in flat):
                yield node.lineno
        elif isinstance(node, ast.Call) and _writes_status(node):
            yield node.lineno


def _writes_status(call: ast.Call) -> bool:
    called = (
        call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    )
    if called in {"setattr", "__setattr__"} and len(call.args) > 1:
        # What a variable names is seen when the tests run: see tests/statuses.py.
        return any(isinstance(a, ast.Constant) and _is_status(a.value) for a in call.args[:2])
    if called in {"values", "update"}:
        keys = [k.arg for k in call.keywords]
        for given in call.args:
            if isinstance(given, ast.Dict):
                keys += [
                    k.value if isinstance(k, ast.Constant) else getattr(k, "attr", None)
                    for k in given.keys
                ]  # type: ignore[misc]
        return any(_is_status(k) for k in keys)
    return False


def test_only_advance_writes_a_status() -> None:
    guilty = [f"{name(p)}:{line}" for p in FILES for line in status_writers(p)]

    assert [g for g in guilty if not g.startswith("plumbing/history.py")] == []


def test_rooms_leave_the_commit_to_the_blueprint() -> None:
    drawers = ("models", "queries", "actions", "notices", "forms", "views", "documents", "words")
    guilty = [
        f"{name(path)}:{node.lineno}"
        for path in in_drawer(*drawers)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "commit"
    ]

    assert guilty == []


def test_only_views_ask_who_is_signed_in() -> None:
    guilty = [
        name(path)
        for path in FILES
        if place(path)[0] in ROOMS and place(path)[1] != "views"
        if "flask_login.current_user" in set(imports(path))
    ]

    assert guilty == []
