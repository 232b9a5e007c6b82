"""The life of one review, from assignment to lock, and what a conflict of interest is."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from talent.foundations.access import Permission
from talent.foundations.refusals import Refused
from talent.foundations.workflow import Transition, Workflow
from talent.selection.rules.lifecycle import RoundStatus


class ReviewStatus(StrEnum):
    ASSIGNED = "assigned"
    COI_CLEARED = "coi-cleared"
    IN_PROGRESS = "in-progress"
    SUBMITTED = "submitted"
    LOCKED = "locked"
    RECUSED = "recused"
    VOIDED = "voided"


class ConflictType(StrEnum):
    """Why a reviewer may not judge a file.

    ``RELATIVE`` means a spouse, parent, child, brother, sister, half-brother, half-sister, aunt,
    uncle, niece or nephew. ``CO_AUTHOR`` and ``SUPERVISOR`` reach back three years.

    Source: handbook of the programme, section on scoring, rule 7.
    """

    SAME_ORGANISATION = "same-organisation"
    SUPERVISOR = "supervisor"
    CO_AUTHOR = "co-author"
    REFEREE = "referee"
    RELATIVE = "relative"
    OTHER = "other"


class ReviewWaiting(StrEnum):
    """What waits for a reviewer, a coordinator, a chair or an approver."""

    TO_DECLARE = "to-declare"
    TO_MARK = "to-mark"
    TO_ASSIGN = "to-assign"
    TO_CLOSE = "to-close"
    TO_PREPARE = "to-prepare"
    TO_APPROVE = "to-approve"


class ReviewRefusal(StrEnum):
    CONFLICT_NOT_DECLARED = "conflict-not-declared"
    NOT_OPEN_FOR_MARKS = "not-open-for-marks"
    SAME_ORGANISATION = "same-organisation"
    ALREADY_ASSIGNED = "already-assigned"
    ALREADY_BEGUN = "already-begun"
    OWN_APPLICATION = "own-application"
    NOT_A_REVIEWER = "not-a-reviewer"
    ROUND_NOT_REVIEWING = "round-not-reviewing"
    REASON_MISSING = "reason-missing"
    OWN_MARKS_FIRST = "own-marks-first"


_S = ReviewStatus
_P = Permission

# assigned ──▶ coi-cleared ──▶ in-progress ──▶ submitted ──▶ locked
#    └────────────┴───────────────┴─▶ recused      └──────────┴─▶ voided
REVIEW = Workflow(
    "review",
    _S.ASSIGNED,
    Transition("clear-conflict", frozenset({_S.ASSIGNED}), _S.COI_CLEARED, _P.SELECTION_REVIEW),
    Transition(
        "declare-conflict",
        frozenset({_S.ASSIGNED, _S.COI_CLEARED, _S.IN_PROGRESS}),
        _S.RECUSED,
        _P.SELECTION_REVIEW,
    ),
    Transition("start", frozenset({_S.COI_CLEARED}), _S.IN_PROGRESS, _P.SELECTION_REVIEW),
    Transition("submit", frozenset({_S.IN_PROGRESS}), _S.SUBMITTED, _P.SELECTION_REVIEW),
    Transition("lock", frozenset({_S.SUBMITTED}), _S.LOCKED, _P.SELECTION_RANK),
    Transition(
        "release", frozenset({_S.COI_CLEARED, _S.IN_PROGRESS}), _S.VOIDED, _P.SELECTION_ASSIGN
    ),
    Transition("void", frozenset({_S.SUBMITTED, _S.LOCKED}), _S.VOIDED, _P.SELECTION_DECIDE),
)

OPEN_FILE = frozenset({_S.COI_CLEARED, _S.IN_PROGRESS, _S.SUBMITTED, _S.LOCKED})
COUNTED = frozenset({_S.SUBMITTED, _S.LOCKED})
PENDING = frozenset({_S.ASSIGNED, _S.COI_CLEARED, _S.IN_PROGRESS})
DRAFT = frozenset({_S.COI_CLEARED, _S.IN_PROGRESS})
DECLARABLE = PENDING
ACTIVE = COUNTED | PENDING
REVIEWED_IN = frozenset({RoundStatus.REVIEWING, RoundStatus.DECIDING})
"""When reviews are given out and written: a late conflict asks for one while the round decides."""


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a possible conflict: which person, and the organisations they belong to."""

    person: int
    organisations: frozenset[int]

    @classmethod
    def of(cls, person: int, *organisations: int | None) -> "Party":
        """A party from ids of which some may be empty."""
        return cls(person, frozenset(o for o in organisations if o is not None))


def check_open(status: ReviewStatus) -> None:
    """Raise :class:`Refused` unless the file may be opened in this state.

    Answers, documents and everything else about the file open only after the reviewer has declared
    "no conflict". Before, the reviewer sees the applicant's name and organisation and nothing more:
    nobody can declare about a stranger. Afterwards the file is blind: no name, no birth date, no
    sex, no contact, and no organisation.

    Source: handbook of the programme, section on scoring, rules 1 and 7.
    """
    if status not in OPEN_FILE:
        raise Refused(ReviewRefusal.CONFLICT_NOT_DECLARED)


def automatic_conflict(applicant: Party, reviewer: Party) -> ReviewRefusal | None:
    """Why this reviewer can never be given this file, ``None`` when nothing is known against it.

    Source: handbook of the programme, section on scoring, rule 7 (automatic blocks).
    """
    if applicant.person == reviewer.person:
        return ReviewRefusal.OWN_APPLICATION
    if applicant.organisations & reviewer.organisations:
        return ReviewRefusal.SAME_ORGANISATION
    return None


def check_assignable(applicant: Party, reviewer: Party, *, already: Collection[int]) -> None:
    """Raise :class:`Refused` for a known conflict, or when the reviewer had this file before.

    ``already`` are the persons who hold or held a review of the file; one who stepped aside does
    not come back.
    """
    found = automatic_conflict(applicant, reviewer)
    if found is not None:
        raise Refused(found)
    if reviewer.person in already:
        raise Refused(ReviewRefusal.ALREADY_ASSIGNED)
