"""The two tracks of a placement on one axis of time: where each bar and each dot stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from talent.placements.rules.lifecycle import PresenceStatus, StudyStatus
from talent.placements.rules.terms import Term, term_of, terms_between

WIDTH = 1000
MOST_TERMS = 12


class MarkKind(StrEnum):
    """What a bar or a dot of the drawing means."""

    STUDY_NOW = "study-now"
    STUDY_AHEAD = "study-ahead"
    THESIS = "thesis"
    STAY = "stay"
    STAY_UNCOVERED = "stay-uncovered"
    ADMISSION = "admission"
    CONTRACT = "contract"
    ENROLMENT = "enrolment"
    COURSEWORK = "coursework"
    DEGREE = "degree"
    DEGREE_EXPECTED = "degree-expected"
    FUNDING_ENDS = "funding-ends"
    VISA = "visa"
    ARRIVAL = "arrival"
    ARRIVAL_PLANNED = "arrival-planned"
    RESIDENCE_CARD = "residence-card"
    VISA_ENDS = "visa-ends"
    PASSPORT_ENDS = "passport-ends"
    DEPARTURE = "departure"
    RETURN = "return"


class MarkStatus(StrEnum):
    """Whether an event of the drawing has happened."""

    PAST = "past"
    OVERDUE = "overdue"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Dates:
    """Every date of a placement the drawing knows; independent facts, any of them may lack."""

    study: StudyStatus
    presence: PresenceStatus
    intake: Term
    standard_end: date
    admitted_on: date | None = None
    contracted_on: date | None = None
    enrolled_on: date | None = None
    coursework_completed_on: date | None = None
    conferred_on: date | None = None
    funding_until: date | None = None
    visa_issued_on: date | None = None
    visa_expires_on: date | None = None
    planned_arrival: date | None = None
    arrived_on: date | None = None
    card_registered_on: date | None = None
    passport_expires_on: date | None = None
    departed_on: date | None = None
    returned_on: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A bar from ``x`` on, ``width`` wide, drawn as ``style``."""

    x: float
    width: float
    style: str
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Dot:
    """An event at ``x``."""

    x: float
    day: date
    status: MarkStatus
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing, 0 to 1000 wide: term marks, two tracks, and today where it is in sight."""

    ticks: tuple[tuple[float, Term], ...]
    study_spans: tuple[Span, ...]
    study_dots: tuple[Dot, ...]
    stay_spans: tuple[Span, ...]
    stay_dots: tuple[Dot, ...]
    today: float | None


def events(dates: Dates, *, today: date) -> tuple[list[Dot], list[Dot]]:
    """Every dated event of study and of stay, in order of time; ``x`` is not set yet."""
    kind = MarkKind
    study = [
        (dates.admitted_on, kind.ADMISSION),
        (dates.contracted_on, kind.CONTRACT),
        (dates.enrolled_on, kind.ENROLMENT),
        (dates.coursework_completed_on, kind.COURSEWORK),
        (dates.funding_until, kind.FUNDING_ENDS),
        (dates.conferred_on, kind.DEGREE)
        if dates.conferred_on
        else (dates.standard_end, kind.DEGREE_EXPECTED),
    ]
    stay = [
        (dates.visa_issued_on, kind.VISA),
        (dates.arrived_on, kind.ARRIVAL)
        if dates.arrived_on
        else (dates.planned_arrival, kind.ARRIVAL_PLANNED),
        (dates.card_registered_on, kind.RESIDENCE_CARD),
        (dates.visa_expires_on, kind.VISA_ENDS),
        (dates.passport_expires_on, kind.PASSPORT_ENDS),
        (dates.departed_on, kind.DEPARTURE),
        (dates.returned_on, kind.RETURN),
    ]
    over = dates.departed_on is not None
    return _dots(study, today, over=False), _dots(stay, today, over=over)


def _dots(dated: Iterable[tuple[date | None, MarkKind]], today: date, *, over: bool) -> list[Dot]:
    made = [Dot(0, day, _status(day, kind, today, over), kind) for day, kind in dated if day]
    return sorted(made, key=lambda dot: dot.day)


def _status(day: date, kind: MarkKind, today: date, over: bool) -> MarkStatus:
    if day > today:
        return MarkStatus.AHEAD
    awaited = {MarkKind.DEGREE_EXPECTED, MarkKind.ARRIVAL_PLANNED}
    ends = {MarkKind.VISA_ENDS, MarkKind.PASSPORT_ENDS}
    late = kind in awaited or (kind in ends and not over)
    return MarkStatus.OVERDUE if late else MarkStatus.PAST


def chart(dates: Dates, *, today: date) -> Chart:
    """The whole drawing: half a year for each term from the intake, the study's end in sight."""
    study, stay = events(dates, today=today)
    axis = _Axis.over(dates, [dot.day for dot in (*study, *stay)])
    return Chart(
        ticks=tuple((axis.x(t.starts_on), t) for t in axis.terms),
        study_spans=tuple(_study_spans(dates, axis, today)),
        study_dots=axis.placed(study),
        stay_spans=tuple(_stay_spans(dates, axis, today)),
        stay_dots=axis.placed(stay),
        today=axis.x(today) if axis.first <= today <= axis.last else None,
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    last: date
    terms: tuple[Term, ...]

    @classmethod
    def over(cls, dates: Dates, days: list[date]) -> "_Axis":
        """At least the planned study; a term before for visa and travel, at most twelve terms."""
        start = dates.intake + -1
        end = max(term_of(dates.standard_end) + 1, *(_capped(d, dates) for d in days))
        terms = terms_between(start, min(end, start + (MOST_TERMS - 1)))
        return cls(terms[0].starts_on, terms[-1].ends_on, tuple(terms))

    def x(self, day: date) -> float:
        inside = min(max(day, self.first), self.last)
        return round((inside - self.first).days / (self.last - self.first).days * WIDTH, 1)

    def placed(self, dots: list[Dot]) -> tuple[Dot, ...]:
        return tuple(
            Dot(self.x(d.day), d.day, d.status, d.kind)
            for d in dots
            if self.first <= d.day <= self.last
        )

    def span(self, start: date, until: date, style: str, kind: MarkKind) -> list[Span]:
        x, end = self.x(start), self.x(until)
        return [Span(x, round(end - x, 1), style, kind)] if end > x else []


def _capped(day: date, dates: Dates) -> Term:
    """The term of an event, but a passport valid for ten years does not stretch the drawing."""
    far = term_of(dates.standard_end) + 2
    return min(term_of(day), far)


def _study_spans(dates: Dates, axis: _Axis, today: date) -> Iterable[Span]:
    start = dates.enrolled_on
    if start is None:
        if dates.admitted_on is not None:
            yield from axis.span(
                dates.intake.starts_on, dates.standard_end, "planned", MarkKind.STUDY_AHEAD
            )
        return
    end = dates.conferred_on or dates.coursework_completed_on
    yield from axis.span(start, min(end or today, today), "solid", MarkKind.STUDY_NOW)
    if dates.conferred_on is None and dates.coursework_completed_on is not None:
        yield from axis.span(
            dates.coursework_completed_on,
            max(dates.standard_end, today),
            "planned",
            MarkKind.THESIS,
        )
    elif end is None and dates.study is not StudyStatus.WITHDRAWN:
        yield from axis.span(today, dates.standard_end, "hatch", MarkKind.STUDY_AHEAD)


def _stay_spans(dates: Dates, axis: _Axis, today: date) -> Iterable[Span]:
    if dates.arrived_on is None:
        return
    until = dates.departed_on or dates.visa_expires_on or today
    yield from axis.span(dates.arrived_on, until, "soft", MarkKind.STAY)
    if dates.departed_on is None and until < dates.standard_end:
        yield from axis.span(until, dates.standard_end, "need", MarkKind.STAY_UNCOVERED)
