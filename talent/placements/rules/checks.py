"""What must be true before a placement may take its next step."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from talent.foundations.refusals import Refused
from talent.placements.rules.lifecycle import (
    CONTRACT_HELD,
    HAS_ARRIVED,
    PresenceStatus,
    StudyStatus,
)


class PlacementRefusal(StrEnum):
    NO_UNIVERSITY_LEFT = "no-university-left"
    TOO_MANY_PREFERENCES = "too-many-preferences"
    SAME_UNIVERSITY_TWICE = "same-university-twice"
    ALREADY_PLACED = "already-placed"
    NOT_ADMITTED_YET = "not-admitted-yet"
    CONTRACT_NOT_SIGNED = "contract-not-signed"
    CONTRACT_NOT_READY = "contract-not-ready"
    ALREADY_SIGNED = "already-signed"
    NO_CONTRACT = "no-contract"
    VISA_REFUSED_TWICE = "visa-refused-twice"
    PASSPORT_UNKNOWN = "passport-unknown"
    PASSPORT_TOO_SHORT = "passport-too-short"
    VISA_ENDS_BEFORE_ARRIVAL = "visa-ends-before-arrival"
    NOT_ARRIVED = "not-arrived"
    IN_THE_FUTURE = "in-the-future"
    OUT_OF_ORDER = "out-of-order"
    NO_DEGREE_RECORDED = "no-degree-recorded"
    NO_WITHDRAWAL_ASKED = "no-withdrawal-asked"
    NOT_STUDYING = "not-studying"
    SAME_UNIVERSITY = "same-university"


def add_months(day: date, months: int) -> date:
    """The same day of the month ``months`` later, or the last day of that month."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def check_not_future(day: date, *, today: date) -> None:
    """Raise :class:`Refused` for an event that has not happened yet; today has."""
    if day > today:
        raise Refused(PlacementRefusal.IN_THE_FUTURE)


def check_order(day: date, *, not_before: date | None) -> None:
    """Raise :class:`Refused` when an event is dated before the one it rests on."""
    if not_before is not None and day < not_before:
        raise Refused(PlacementRefusal.OUT_OF_ORDER)


def check_preferences(universities: list[int], *, at_most: int) -> None:
    """Raise :class:`Refused` for none, too many, or one university twice."""
    if not universities:
        raise Refused(PlacementRefusal.NO_UNIVERSITY_LEFT)
    if len(universities) > at_most:
        raise Refused(PlacementRefusal.TOO_MANY_PREFERENCES, most=at_most)
    if len(set(universities)) != len(universities):
        raise Refused(PlacementRefusal.SAME_UNIVERSITY_TWICE)


def check_contract(*, prepared: bool, signed: bool, study: StudyStatus) -> None:
    """The award is countersigned only after admission and after the trainee has signed.

    Source: handbook of the programme, decision 2: selected, admitted, contracted and enrolled
    are four different things.
    """
    if study is not StudyStatus.ADMITTED:
        raise Refused(PlacementRefusal.NOT_ADMITTED_YET)
    if not prepared:
        raise Refused(PlacementRefusal.CONTRACT_NOT_READY)
    if not signed:
        raise Refused(PlacementRefusal.CONTRACT_NOT_SIGNED)


def check_signature(*, prepared: bool, signed: bool, study: StudyStatus) -> None:
    """A trainee signs once, after admission, what was put before them."""
    if study is not StudyStatus.ADMITTED or not prepared:
        raise Refused(PlacementRefusal.CONTRACT_NOT_READY)
    if signed:
        raise Refused(PlacementRefusal.ALREADY_SIGNED)


@dataclass(frozen=True, slots=True)
class VisaFacts:
    """What decides whether a visa may be applied for."""

    study: StudyStatus
    passport_expires_on: date | None
    planned_arrival: date
    passport_months: int
    refusals: int = 0


def check_visa_filing(facts: VisaFacts) -> None:
    """A contract, and a passport valid long enough after the planned arrival; one new try only.

    The passport must still be valid on the same day of the month ``passport_months`` later.
    Source: handbook of the programme, 9.8; six months is our default.
    """
    if facts.study not in CONTRACT_HELD:
        raise Refused(PlacementRefusal.NO_CONTRACT)
    if facts.refusals > 1:
        raise Refused(PlacementRefusal.VISA_REFUSED_TWICE)
    check_passport(facts.passport_expires_on, facts.planned_arrival, months=facts.passport_months)


def check_passport(expires_on: date | None, arrival: date, *, months: int) -> None:
    """Raise :class:`Refused` unless the passport holds for ``months`` after ``arrival``."""
    if expires_on is None:
        raise Refused(PlacementRefusal.PASSPORT_UNKNOWN)
    if expires_on < add_months(arrival, months):
        raise Refused(PlacementRefusal.PASSPORT_TOO_SHORT, months=months)


def check_arrival(arrived_on: date, *, visa_expires_on: date | None) -> None:
    """Nobody arrives on a visa that has run out; on its last day it still holds."""
    if visa_expires_on is not None and visa_expires_on < arrived_on:
        raise Refused(PlacementRefusal.VISA_ENDS_BEFORE_ARRIVAL)


def check_enrolment(*, presence: PresenceStatus) -> None:
    """Arrival comes before enrolment."""
    if presence not in HAS_ARRIVED:
        raise Refused(PlacementRefusal.NOT_ARRIVED)


def check_conferral(*, degree_recorded: bool) -> None:
    """A second person confirms a degree one person has recorded from the diploma."""
    if not degree_recorded:
        raise Refused(PlacementRefusal.NO_DEGREE_RECORDED)


def check_withdrawal(*, reason: str | None) -> None:
    """An approver ends a placement only when a coordinator has asked for it, with a reason."""
    if not reason:
        raise Refused(PlacementRefusal.NO_WITHDRAWAL_ASKED)


def check_transfer(*, study: StudyStatus, same_university: bool) -> None:
    """Only somebody who studies changes university, and only to another one."""
    if study not in {StudyStatus.ENROLLED, StudyStatus.COURSEWORK_COMPLETED}:
        raise Refused(PlacementRefusal.NOT_STUDYING)
    if same_university:
        raise Refused(PlacementRefusal.SAME_UNIVERSITY)
