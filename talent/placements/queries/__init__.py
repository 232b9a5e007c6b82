"""Every SELECT of placements."""

from talent.placements.queries.chores import all_planned, all_running_of, all_without_term
from talent.placements.queries.lists import (
    Filters,
    Listed,
    application_to_place,
    applications_to_place,
    placements,
    universities,
    university,
)
from talent.placements.queries.records import (
    offered,
    own_placement,
    own_placement_or_404,
    own_semester,
    paper,
    placement,
    semester,
    semester_steps,
    trail,
)
from talent.placements.queries.sight import alerts_of, may_see
from talent.placements.queries.waiting import waiting

__all__ = [
    "Filters",
    "Listed",
    "alerts_of",
    "all_planned",
    "all_running_of",
    "all_without_term",
    "application_to_place",
    "applications_to_place",
    "may_see",
    "offered",
    "own_placement",
    "own_placement_or_404",
    "own_semester",
    "paper",
    "placement",
    "placements",
    "semester",
    "semester_steps",
    "trail",
    "universities",
    "university",
    "waiting",
]
