"""Which steps a placement offers just now: those of the tables whose conditions hold, and deeds
that are written down without moving a state.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from talent.foundations.access import Permission
from talent.placements.rules.lifecycle import (
    CONTRACT_HELD,
    HAS_ARRIVED,
    OVER,
    PRESENCE,
    STUDY,
    STUDYING,
    PresenceStatus,
    StudyStatus,
)

MANAGE, APPROVE = Permission.PLACEMENTS_MANAGE, Permission.PLACEMENTS_APPROVE

# Deeds that change no state, and who may do them.
OTHER_DEEDS = {
    "prepare-contract": MANAGE,
    "register-card": MANAGE,
    "extend-visa": MANAGE,
    "record-degree": MANAGE,
    "ask-withdrawal": MANAGE,
    "transfer": APPROVE,
}
# Which table a step belongs to: ``placement`` for deeds without one.
TABLE_OF = {
    **dict.fromkeys(STUDY.transitions, "study"),
    **dict.fromkeys(PRESENCE.transitions, "presence"),
    **dict.fromkeys(OTHER_DEEDS, "placement"),
}
GRAVE = frozenset({"refuse", "leave-unplaced", "refuse-visa", "ask-withdrawal", "withdraw"})


@dataclass(frozen=True, slots=True)
class Readiness:
    """The facts the conditions look at."""

    study: StudyStatus
    presence: PresenceStatus
    wishes_left: bool = False
    contract_prepared: bool = False
    contract_signed: bool = False
    card_registered: bool = False
    degree_recorded: bool = False
    withdrawal_asked: bool = False
    visa_refusals: int = 0


def needs_of(step: str) -> Permission:
    """What a step asks of whoever takes it. ``KeyError`` for an unknown one."""
    if step in OTHER_DEEDS:
        return OTHER_DEEDS[step]
    table = STUDY if step in STUDY.transitions else PRESENCE
    return table.transitions[step].needs


def ready(steps: Iterable[str], facts: Readiness) -> list[str]:
    """Those of ``steps`` whose conditions hold, in the same order."""
    return [step for step in steps if _holds(step, facts)]


def deeds(facts: Readiness) -> list[str]:
    """The deeds without a state that make sense now."""
    return [step for step in OTHER_DEEDS if _holds(step, facts)]


def _holds(step: str, facts: Readiness) -> bool:
    conditions = {
        "next-preference": facts.wishes_left,
        "contract": facts.contract_prepared and facts.contract_signed,
        "enrol": facts.presence in HAS_ARRIVED,
        "confer": facts.degree_recorded,
        "withdraw": facts.withdrawal_asked,
        "file-visa": facts.study in CONTRACT_HELD,
        "file-visa-again": facts.study in CONTRACT_HELD and facts.visa_refusals < 2,
        "prepare-contract": facts.study is StudyStatus.ADMITTED and not facts.contract_signed,
        "register-card": facts.presence is PresenceStatus.ARRIVED and not facts.card_registered,
        "extend-visa": facts.presence is PresenceStatus.ARRIVED,
        "record-degree": facts.study in STUDYING,
        "ask-withdrawal": facts.study not in OVER and not facts.withdrawal_asked,
        "transfer": facts.study in STUDYING,
    }
    return conditions.get(step, True)
