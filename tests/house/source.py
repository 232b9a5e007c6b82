"""The source of the house as the sweeps read it."""

import ast
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from talent.app import ROOMS

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "talent"
FILES = sorted(HOUSE.rglob("*.py"))
TEMPLATES = sorted(
    p for p in HOUSE.rglob("templates/**/*.*") if p.suffix in {".html", ".txt", ".svg"}
)
FLOORS = ("foundations", "plumbing", *ROOMS, "demonstration", "templates", "app")
__all__ = ["FILES", "FLOORS", "HOUSE", "ROOMS", "ROOT", "TEMPLATES"]


def name(path: Path) -> str:
    """How a failing test calls a file."""
    return str(path.relative_to(HOUSE))


def place(path: Path) -> tuple[str, str]:
    """Floor and drawer: ``talent/selection/rules/ranking.py`` is ``("selection", "rules")``."""
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return parts[0], parts[1] if len(parts) > 1 else ""


def on(floor: str, files: list[Path]) -> list[Path]:
    """Those of ``files`` that belong to one floor, so that a red test names its owner."""
    return [p for p in files if place(p)[0] == floor]


def in_drawer(*drawers: str) -> list[Path]:
    """Every file of the rooms' drawers of these names."""
    return [p for p in FILES if place(p)[0] in ROOMS and place(p)[1] in drawers]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Full names of everything a file imports, wherever in it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}:{node.lineno} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def load(path: Path) -> ModuleType:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))


def pure_files() -> list[Path]:
    return [p for p in FILES if place(p)[0] == "foundations" or place(p)[1] == "rules"]
