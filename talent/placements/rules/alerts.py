"""What is late, about to be, or going wrong with a placement: told from dates and policy alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from talent.placements.rules.checks import add_months
from talent.placements.rules.lifecycle import (
    PresenceStatus,
    SemesterStatus,
    StudyStatus,
)
from talent.placements.rules.policy import PlacementPolicy
from talent.placements.rules.terms import Term


class PlacementFinding(StrEnum):
    """Why somebody should look at a placement now. The most pressing ones come first."""

    VISA_EXPIRED = "visa-expired"
    PASSPORT_EXPIRED = "passport-expired"
    RESIDENCE_CARD_OVERDUE = "residence-card-overdue"
    RESIDENCE_CARD_URGENT = "residence-card-urgent"
    REPORT_OVERDUE = "report-overdue"
    GPA_BELOW_FLOOR = "gpa-below-floor"
    PASSPORT_SHORT = "passport-short"
    VISA_ENDING = "visa-ending"
    RESIDENCE_CARD_ENDING = "residence-card-ending"
    PASSPORT_ENDING = "passport-ending"
    RESIDENCE_CARD_DUE = "residence-card-due"
    REPORT_DUE = "report-due"
    GPA_FALLING = "gpa-falling"


@dataclass(frozen=True, slots=True)
class Alert:
    """One finding and what explains it: ``facts`` fill its words, ``due`` is its day."""

    finding: PlacementFinding
    due: date | None = None
    term: Term | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stay:
    """The dates an alert is told from."""

    study: StudyStatus
    presence: PresenceStatus
    passport_expires_on: date | None = None
    planned_arrival: date | None = None
    arrived_on: date | None = None
    visa_expires_on: date | None = None
    card_registered_on: date | None = None
    card_expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class TermFacts:
    """One semester as alerts see it. ``percent`` is the converted grade, out of 100."""

    term: Term
    status: SemesterStatus
    due_on: date
    gpa: Fraction | None = None
    scale: str | None = None
    percent: Fraction | None = None


def alerts(
    stay: Stay, terms: Iterable[TermFacts], *, policy: PlacementPolicy, today: date
) -> list[Alert]:
    """Everything that needs somebody's eye today, most pressing first."""
    if stay.study in {StudyStatus.WITHDRAWN, StudyStatus.UNPLACED}:
        return []
    found = [
        *_passport(stay, policy, today),
        *_visa(stay, policy, today),
        *_card(stay, policy, today),
        *_terms(sorted(terms, key=lambda t: t.term), policy, today),
    ]
    order = list(PlacementFinding)
    return sorted(found, key=lambda a: (order.index(a.finding), a.due or date.max))


def _passport(stay: Stay, policy: PlacementPolicy, today: date) -> Iterable[Alert]:
    expires = stay.passport_expires_on
    if expires is None or stay.presence in {PresenceStatus.DEPARTED, PresenceStatus.RETURNED}:
        return
    if expires < today:
        yield Alert(PlacementFinding.PASSPORT_EXPIRED, expires)
    elif stay.presence is not PresenceStatus.ARRIVED:
        planned = stay.planned_arrival
        if planned is not None and expires < add_months(planned, policy.passport_months):
            yield Alert(
                PlacementFinding.PASSPORT_SHORT,
                expires,
                facts={"months": policy.passport_months},
            )
    elif (left := (expires - today).days) <= policy.passport_warning_days:
        yield Alert(PlacementFinding.PASSPORT_ENDING, expires, facts={"days": left})


def _visa(stay: Stay, policy: PlacementPolicy, today: date) -> Iterable[Alert]:
    expires = stay.visa_expires_on
    if stay.presence is not PresenceStatus.ARRIVED or expires is None:
        return
    left = (expires - today).days
    if left < 0:
        yield Alert(PlacementFinding.VISA_EXPIRED, expires, facts={"days": -left})
    elif left <= policy.visa_warning_days:
        yield Alert(PlacementFinding.VISA_ENDING, expires, facts={"days": left})


def _card(stay: Stay, policy: PlacementPolicy, today: date) -> Iterable[Alert]:
    """The residence card is registered within 90 days of entry; the day of entry is day 0.

    Source: Korean immigration law for the limit; days 60 and 80 are our default.
    """
    if stay.presence is not PresenceStatus.ARRIVED:
        return
    if stay.card_registered_on is not None:
        if stay.card_expires_on is not None:
            left = (stay.card_expires_on - today).days
            if left <= policy.visa_warning_days:
                yield Alert(
                    PlacementFinding.RESIDENCE_CARD_ENDING,
                    stay.card_expires_on,
                    facts={"days": max(left, 0)},
                )
        return
    if stay.arrived_on is None:
        return
    day = (today - stay.arrived_on).days
    limit = stay.arrived_on + timedelta(days=policy.residence_card_limit)
    first, second = policy.residence_card_days
    if day > policy.residence_card_limit:
        finding = PlacementFinding.RESIDENCE_CARD_OVERDUE
    elif day >= second:
        finding = PlacementFinding.RESIDENCE_CARD_URGENT
    elif day >= first:
        finding = PlacementFinding.RESIDENCE_CARD_DUE
    else:
        return
    yield Alert(finding, limit, facts={"day": day, "limit": policy.residence_card_limit})


def _terms(terms: list[TermFacts], policy: PlacementPolicy, today: date) -> Iterable[Alert]:
    for facts in terms:
        if facts.status not in {SemesterStatus.OPEN, SemesterStatus.SENT_BACK}:
            continue
        left = (facts.due_on - today).days
        if left < 0:
            yield Alert(
                PlacementFinding.REPORT_OVERDUE, facts.due_on, facts.term, facts={"days": -left}
            )
        elif left <= policy.report_warning_days:
            yield Alert(PlacementFinding.REPORT_DUE, facts.due_on, facts.term, facts={"days": left})
    graded = [t for t in terms if t.percent is not None]
    if not graded:
        return
    last = graded[-1]
    if last.percent is not None and last.percent < policy.gpa_floor:
        yield Alert(
            PlacementFinding.GPA_BELOW_FLOOR,
            term=last.term,
            facts={"gpa": _shown(last), "floor": policy.gpa_floor_percent},
        )
    elif len(graded) > 2 and _falls(graded[-3:]):
        yield Alert(PlacementFinding.GPA_FALLING, term=last.term, facts={"gpa": _shown(last)})


def _falls(three: list[TermFacts]) -> bool:
    """Whether each grade is lower than the one before, on the university's own scale."""
    if len({t.scale for t in three}) != 1:
        return False
    values = [t.gpa for t in three if t.gpa is not None]
    return len(values) == len(three) and all(later < first for first, later in pairwise(values))


def _shown(facts: TermFacts) -> str:
    """The grade as the university gave it, never without its scale."""
    if facts.gpa is None or facts.scale is None:
        return f"{float(facts.percent or 0):.1f}/100"
    return f"{float(facts.gpa):.2f}/{facts.scale}"
