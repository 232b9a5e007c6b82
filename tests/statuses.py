"""While tests run, a status changed without ``history.advance`` is an error, however written."""

import sys
from typing import Any

from sqlalchemy import event, inspect

from talent.plumbing.database import Model

_watched: set[type] = set()


def watch() -> None:
    """Watch the statuses of every model there is by now."""
    for mapper in Model.registry.mappers:
        if mapper.class_ in _watched:
            continue
        _watched.add(mapper.class_)
        for column in mapper.column_attrs:
            if column.key == "status" or column.key.endswith("_status"):
                event.listen(getattr(mapper.class_, column.key), "set", _refuse)


def _refuse(row: Any, value: object, _old: object, _initiator: object) -> None:
    if not inspect(row).persistent:  # a new row may be built in any state by tests
        return
    writer = _writer()
    if writer.startswith("talent.") and writer != "talent.plumbing.history":
        raise AssertionError(f"{writer} sets a status to {value!r} by itself")


def _writer() -> str:
    """The module of ours nearest to the assignment."""
    frame = sys._getframe(2)
    while frame is not None:
        module = frame.f_globals.get("__name__", "")
        if module.startswith(("talent.", "tests.")):
            return str(module)
        frame = frame.f_back  # type: ignore[assignment]
    return ""
