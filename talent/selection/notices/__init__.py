"""The mails this room sends."""

from talent.selection.notices.results import (
    results,
)

__all__ = [
    "results",
]
