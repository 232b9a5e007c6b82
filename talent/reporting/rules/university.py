"""What a university is told about its own students, and the life of such a report.

scheduled ──generate──▶ generated ──check──▶ checked ──send──▶ sent
    └────────────────────────┴──────────────────┴───supersede────┴──▶ superseded
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from talent.foundations.access import Actor, Permission
from talent.foundations.languages import LocalizedText
from talent.foundations.refusals import Refused
from talent.foundations.workflow import Transition, Workflow
from talent.placements.rules.lifecycle import Level
from talent.placements.rules.terms import Term, korean_day, semester_number

QUERY_VERSION = "U1-2026-1"
CONFIRMED_WITHIN = timedelta(days=365)
REPLY_DAYS = 14


class ReportStatus(StrEnum):
    SCHEDULED = "scheduled"
    GENERATED = "generated"
    CHECKED = "checked"
    SENT = "sent"
    SUPERSEDED = "superseded"


class ReportRefusal(StrEnum):
    NO_STUDENTS = "no-students"
    NO_CONTACT = "no-contact"
    CONTACT_NOT_CONFIRMED = "contact-not-confirmed"
    FOREIGN_ATTACHMENT = "foreign-attachment"
    AS_OF_OUTSIDE = "as-of-outside"
    IN_PREPARATION = "in-preparation"


class StandingKind(StrEnum):
    """How somebody stands with the university on the day of the report."""

    STUDYING = "studying"
    THESIS = "thesis"
    GRADUATED = "graduated"


class OpenItemKind(StrEnum):
    """What the university is asked for."""

    STUDENT_NUMBER = "student-number"
    TRANSCRIPT = "transcript"
    ADVISER_STATEMENT = "adviser-statement"
    EXPECTED_END_PASSED = "expected-end-passed"


class ReportWaiting(StrEnum):
    CHECK_REPORT = "check-report"
    SEND_REPORT = "send-checked-report"


_S = ReportStatus
PREPARE, SEND = Permission.REPORTING_PREPARE, Permission.REPORTING_SEND

REPORT = Workflow(
    "university-report",
    _S.SCHEDULED,
    Transition("generate", frozenset({_S.SCHEDULED}), _S.GENERATED, PREPARE),
    Transition("check", frozenset({_S.GENERATED}), _S.CHECKED, PREPARE),
    Transition("send", frozenset({_S.CHECKED}), _S.SENT, SEND),
    Transition(
        "supersede",
        frozenset({_S.SCHEDULED, _S.GENERATED, _S.CHECKED, _S.SENT}),
        _S.SUPERSEDED,
        PREPARE,
    ),
)


@dataclass(frozen=True, slots=True)
class Student:
    """What a report may know of one person: no sex, health, scores or numbers of the state."""

    latin: str
    cyrillic: str | None
    student_number: str
    level: Level
    department: LocalizedText | None
    adviser: str
    intake: Term
    stay_from: date
    stay_until: date | None
    enrolled_on: date
    coursework_completed_on: date | None
    conferred_on: date | None
    withdrawn_on: date | None
    expected_end: date
    funding_until: date | None
    has_transcript: bool
    has_adviser_statement: bool


def as_of_day(term: Term, at: datetime) -> date:
    """The day a report on ``term`` speaks of: today, or the term's last day once it is over.

    Raises :class:`Refused` before the term has begun.
    """
    today = korean_day(at)
    if today < term.starts_on:
        raise Refused(ReportRefusal.AS_OF_OUTSIDE)
    return min(today, term.ends_on)


def check_as_of(day: date, term: Term, *, today: date) -> None:
    """Raise :class:`Refused` for a day outside the term or still to come."""
    if not term.contains(day) or day > today:
        raise Refused(ReportRefusal.AS_OF_OUTSIDE)


def own_students(
    stays: Iterable[Student], *, term: Term, as_of: date, language: str
) -> list[dict[str, Any]]:
    """The rows of a report: who is a student of this university on ``as_of``.

    ``stays`` are the stays at this university only. Whoever was transferred or withdrew on or
    before the day is not its student any more; whoever graduated within the term still appears,
    once. Rows are in the order of Latin names.

    Source: handbook of the programme, 5.3 (U1) and edge case 13.
    """
    found = [s for s in stays if _belongs(s, term, as_of)]
    return [_row(s, term, as_of, language) for s in sorted(found, key=lambda s: s.latin)]


def _belongs(student: Student, term: Term, as_of: date) -> bool:
    if student.stay_from > as_of or student.enrolled_on > as_of:
        return False
    if student.stay_until is not None and student.stay_until <= as_of:
        return False
    if student.withdrawn_on is not None and student.withdrawn_on <= as_of:
        return False
    return student.conferred_on is None or student.conferred_on >= term.starts_on


def standing(student: Student, as_of: date) -> StandingKind:
    """How ``student`` stands on that day, told from dates: later events are not known yet."""
    if student.conferred_on is not None and student.conferred_on <= as_of:
        return StandingKind.GRADUATED
    done = student.coursework_completed_on
    return StandingKind.THESIS if done is not None and done <= as_of else StandingKind.STUDYING


def open_items(student: Student, as_of: date) -> list[OpenItemKind]:
    """What is missing from the university on that day; nothing from those who have graduated."""
    stands = standing(student, as_of)
    if stands is StandingKind.GRADUATED:
        return []
    missing = {
        OpenItemKind.STUDENT_NUMBER: not student.student_number,
        OpenItemKind.TRANSCRIPT: stands is StandingKind.STUDYING and not student.has_transcript,
        OpenItemKind.ADVISER_STATEMENT: not student.has_adviser_statement,
        OpenItemKind.EXPECTED_END_PASSED: student.expected_end < as_of,
    }
    return [item for item, is_missing in missing.items() if is_missing]


def _row(student: Student, term: Term, as_of: date, language: str) -> dict[str, Any]:
    graduated = standing(student, as_of) is StandingKind.GRADUATED
    return {
        "latin": student.latin,
        "cyrillic": student.cyrillic or "",
        "student_number": student.student_number,
        "level": student.level.value,
        "department": student.department.in_(language) if student.department else "",
        "adviser": student.adviser,
        "semester": semester_number(term, student.intake),
        "standing": standing(student, as_of).value,
        "conferral": (student.conferred_on if graduated else student.expected_end).isoformat(),  # type: ignore[union-attr]
        "funding_until": student.funding_until.isoformat() if student.funding_until else None,
        "open": [item.value for item in open_items(student, as_of)],
    }


def totals(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many students in all, by standing, and how many open items."""
    listed = list(rows)
    by_standing = Counter(row["standing"] for row in listed)
    return {
        "students": len(listed),
        **{kind.value: by_standing[kind.value] for kind in StandingKind},
        "open": sum(len(row["open"]) for row in listed),
    }


def reference(term: Term) -> str:
    """The stable mark in a subject line; it names no person."""
    return f"[KMRMC][U1][{term}]"


def check_contact(confirmed_at: datetime | None, *, at: datetime) -> None:
    """Nothing is sent to somebody who has not been confirmed within twelve months.

    Source: handbook of the programme, 5.3.
    """
    if not is_confirmed(confirmed_at, at=at):
        raise Refused(ReportRefusal.CONTACT_NOT_CONFIRMED)


def check_belongs(*, report_of: int, contact_of: int, attached: Iterable[int]) -> None:
    """Recipient and every attachment belong to the organisation the report is about.

    Raises :class:`Refused` otherwise; asked again at the moment of sending.
    """
    if contact_of != report_of or any(owner != report_of for owner in attached):
        raise Refused(ReportRefusal.FOREIGN_ATTACHMENT)


def reply_by(as_of: date) -> date:
    """Until when comments are welcome. Source: our default, to be confirmed."""
    return as_of + timedelta(days=REPLY_DAYS)


def is_confirmed(confirmed_at: datetime | None, *, at: datetime) -> bool:
    """Whether a contact may be written to on that day."""
    return confirmed_at is not None and at - confirmed_at <= CONFIRMED_WITHIN


def next_deeds(status: ReportStatus, by: Actor) -> list[str]:
    """Which of ``check`` and ``send`` this person may do now."""
    return [name for name in REPORT.offered(status, by, {}) if name in {"check", "send"}]


class Reachable(Protocol):
    """Somebody at a university, as far as it matters whether one may write."""

    confirmed_at: Any
    retired_at: Any


Somebody = TypeVar("Somebody", bound=Reachable)


def best_contact(contacts: Iterable[Somebody]) -> Somebody | None:
    """Whom to write to: the one confirmed last among those still there, or else any of them."""
    there = [c for c in contacts if c.retired_at is None]
    confirmed = [c for c in there if c.confirmed_at is not None]
    if confirmed:
        return max(confirmed, key=lambda c: c.confirmed_at)
    return there[0] if there else None
