"""Every deed of cohorts."""

from talent.cohorts.actions.marking import mark, waive
from talent.cohorts.actions.people import invite, move_all, nominate, nominate_from
from talent.cohorts.actions.people import move as move_person
from talent.cohorts.actions.planning import (
    Lesson,
    Plan,
    add_session,
    change,
    change_session,
    default_rules,
    move_session,
    plan,
)
from talent.cohorts.actions.running import Proofs, evaluate, move, record_proofs

__all__ = [
    "Lesson",
    "Plan",
    "Proofs",
    "add_session",
    "change",
    "change_session",
    "default_rules",
    "evaluate",
    "invite",
    "mark",
    "move",
    "move_all",
    "move_person",
    "move_session",
    "nominate",
    "nominate_from",
    "plan",
    "record_proofs",
    "waive",
]
