from talent.selection.views import (
    applications,
    assigning,
    calls,
    deciding,
    form,
    mine,
    reviewing,
    rounds,
)
from talent.selection.views.blueprint import pages

__all__ = [
    "applications",
    "assigning",
    "calls",
    "deciding",
    "form",
    "mine",
    "pages",
    "reviewing",
    "rounds",
]
