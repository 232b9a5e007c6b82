"""What waits for somebody in all rooms together."""

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec

from talent.accounts.models import Account
from talent.foundations.waiting import Waiting, by_urgency
from talent.reporting.queries.reports import report_waiting

ROOMS = ("people", "outbox", "selection", "placements", "cohorts", "transfer", "certificates")


def waiting(viewer: Account, at: datetime) -> list[Waiting]:
    """Everything that waits for ``viewer``, the most pressing first."""
    found = [item for ask in _rooms() for item in ask(viewer, at)]
    return by_urgency([*found, *report_waiting(viewer, at)])


def _rooms() -> list[Callable[[Account, datetime], list[Waiting]]]:
    asks = []
    for room in ROOMS:
        if find_spec(f"talent.{room}.queries") is not None:
            ask = getattr(import_module(f"talent.{room}.queries"), "waiting", None)
            if ask is not None:
                asks.append(ask)
    return asks
