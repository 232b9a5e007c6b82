"""What a semester's record must hold before it moves on."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from talent.foundations.refusals import Refused
from talent.placements.rules.lifecycle import SemesterStatus


class SemesterRefusal(StrEnum):
    TERM_TWICE = "term-twice"
    TERM_OUTSIDE = "term-outside"
    NOT_ENROLLED = "not-enrolled"
    MORE_EARNED_THAN_TAKEN = "more-earned-than-taken"
    TRANSCRIPT_MISSING = "transcript-missing"
    GRADE_MISSING = "grade-missing"
    GRADE_NOT_CONVERTED = "grade-not-converted"
    GRADE_CONVERTED_BY_TABLE = "grade-converted-by-table"
    REASON_MISSING = "reason-missing"
    ALREADY_ACCEPTED = "already-accepted"


@dataclass(frozen=True, slots=True)
class SemesterFacts:
    """What a record holds when the coordinator wants to accept it."""

    credits_attempted: int
    credits_earned: int
    has_transcript: bool
    has_grade: bool
    percent: Fraction | None


def check_credits(*, attempted: int, earned: int) -> None:
    """Nobody earns more credits than they took."""
    if earned > attempted:
        raise Refused(SemesterRefusal.MORE_EARNED_THAN_TAKEN, attempted=attempted)


def check_acceptance(facts: SemesterFacts) -> None:
    """A semester with earned credits needs its transcript, its grade, and the grade out of 100.

    A semester of thesis work without courses has neither. Source: handbook of the programme,
    2.7 and 6.6.
    """
    check_credits(attempted=facts.credits_attempted, earned=facts.credits_earned)
    if not facts.credits_attempted:
        return
    if not facts.has_transcript:
        raise Refused(SemesterRefusal.TRANSCRIPT_MISSING)
    if not facts.has_grade:
        raise Refused(SemesterRefusal.GRADE_MISSING)
    if facts.percent is None:
        raise Refused(SemesterRefusal.GRADE_NOT_CONVERTED)


def check_by_hand(*, has_table: bool) -> None:
    """A percentage is typed only where no table converts: a person may not overrule one."""
    if has_table:
        raise Refused(SemesterRefusal.GRADE_CONVERTED_BY_TABLE)


def check_changeable(status: SemesterStatus) -> None:
    """An accepted or locked record keeps the papers it was accepted with."""
    if status in {SemesterStatus.ACCEPTED, SemesterStatus.LOCKED}:
        raise Refused(SemesterRefusal.ALREADY_ACCEPTED)


def is_writable(status: SemesterStatus) -> bool:
    """Whether the trainee may write the report: it is asked for, or sent back."""
    return status in {SemesterStatus.OPEN, SemesterStatus.SENT_BACK}
