"""One thing that waits for somebody: the first page after sign-in is a list of these."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Waiting:
    """What to do (``kind``, named by the room's words), about whom or what (``name``), by when.

    ``endpoint`` and ``values`` give the page where it is done; ``count`` says how many are meant.
    """

    kind: StrEnum
    name: str
    endpoint: str
    values: Mapping[str, str] = field(default_factory=dict)
    due: datetime | None = None
    count: int = 1


def by_urgency(items: list[Waiting]) -> list[Waiting]:
    """Earliest due date first, those without one last; otherwise in the order given."""
    return sorted(
        items, key=lambda item: (item.due is None, item.due.timestamp() if item.due else 0.0)
    )
