"""Numbers and enums of the rules as the templates want them: with their words."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from talent.foundations import grades
from talent.placements.forms import term_name
from talent.placements.rules import chart as drawing
from talent.placements.rules.chart import Chart, Dates, Dot, MarkStatus, Span
from talent.placements.rules.expiries import Expiry, PaperType, expiries
from talent.placements.rules.next_steps import NextStep, Situation, next_steps
from talent.placements.rules.terms import korean_day, semester_number, term_of
from talent.plumbing.i18n import day, gettext
from talent.plumbing.words import word

LOOKS = {MarkStatus.PAST: "done", MarkStatus.OVERDUE: "late", MarkStatus.AHEAD: "planned"}


def dates_of(placement: Any) -> Dates:
    return Dates(
        study=placement.study_status,
        presence=placement.presence_status,
        intake=placement.intake_term,
        standard_end=placement.standard_end,
        admitted_on=placement.admitted_on,
        contracted_on=placement.contracted_on,
        enrolled_on=placement.enrolled_on,
        coursework_completed_on=placement.coursework_completed_on,
        conferred_on=placement.conferred_on,
        funding_until=placement.funding_until,
        visa_issued_on=placement.visa_issued_on,
        visa_expires_on=placement.visa_expires_on,
        planned_arrival=placement.planned_arrival,
        arrived_on=placement.arrived_on,
        card_registered_on=placement.card_registered_on,
        passport_expires_on=placement.person.passport_expires_on,
        departed_on=placement.departed_on,
        returned_on=placement.returned_on,
    )


def drawn(placement: Any, at: datetime) -> dict[str, Any]:
    """The drawing with words, and the same events as lists for the table beside it."""
    dates, today = dates_of(placement), korean_day(at)
    chart = drawing.chart(dates, today=today)
    study, stay = drawing.events(dates, today=today)
    return {
        "ticks": [(x, term_name(term)) for x, term in chart.ticks],
        "tracks": _tracks(chart),
        "today": chart.today,
        "today_text": gettext("Today %(day)s", day=day(today)),
        "study": study,
        "stay": stay,
        "desc": "; ".join(f"{word(dot.kind)} {day(dot.day)}" for dot in (*study, *stay)),
    }


def _tracks(chart: Chart) -> list[tuple[str, list[Any], list[Any]]]:
    return [
        (gettext("Study"), _spans(chart.study_spans), _dots(chart.study_dots)),
        (gettext("Stay in Korea"), _spans(chart.stay_spans), _dots(chart.stay_dots)),
    ]


def _spans(spans: tuple[Span, ...]) -> list[tuple[float, float, str, str]]:
    # A hatched bar carries no text: letters on hatching cannot be read.
    return [(s.x, s.width, s.style, "" if s.style == "hatch" else word(s.kind)) for s in spans]


def _dots(dots: tuple[Dot, ...]) -> list[tuple[float, str, str]]:
    return [(d.x, LOOKS[d.status], word(d.kind)) for d in dots]


def papers_of(placement: Any, at: datetime) -> list[Expiry]:
    """What runs out; once somebody has left Korea, only the passport still matters."""
    policy = placement.frozen_policy
    papers = {PaperType.PASSPORT: placement.person.passport_expires_on}
    if placement.departed_on is None:
        papers |= {
            PaperType.VISA: placement.visa_expires_on,
            PaperType.CARD: placement.card_expires_on,
            PaperType.FUNDING: placement.funding_until,
        }
    return expiries(
        papers,
        warning={
            PaperType.VISA: policy.visa_warning_days,
            PaperType.CARD: policy.visa_warning_days,
            PaperType.PASSPORT: policy.passport_warning_days,
        },
        today=korean_day(at),
    )


def steps_of(placement: Any) -> list[NextStep]:
    now = Situation(
        study=placement.study_status,
        presence=placement.presence_status,
        intake=placement.intake_term,
        contract_prepared=placement.contract_id is not None,
        contract_signed=placement.contract_signed_on is not None,
        condition_due_on=placement.condition_due_on,
        planned_arrival=placement.planned_arrival,
        arrived_on=placement.arrived_on,
        card_registered=placement.card_registered_on is not None,
        open_terms=tuple((s.term_value, s.status, s.due_on) for s in placement.semesters),
    )
    return next_steps(now, policy=placement.frozen_policy)


def semester_now(placement: Any, at: datetime) -> int | None:
    """Which semester of study it is, while somebody studies."""
    if placement.enrolled_on is None or placement.conferred_on is not None:
        return None
    return max(1, semester_number(term_of(korean_day(at)), placement.intake_term))


def credits_of(placement: Any) -> tuple[int, int | None]:
    """Credits earned so far, and what the university asks for at this level."""
    earned = sum(s.credits_earned for s in placement.semesters)
    profile = placement.university.university if placement.university else None
    if profile is None:
        return earned, None
    master = placement.level.value == "master"
    return earned, profile.credits_master if master else profile.credits_doctor


def grades_of(placement: Any) -> list[tuple[str, Decimal]]:
    """(semester, grade) on the present scale, oldest first, for the line."""
    graded = [s for s in placement.semesters if s.gpa_raw is not None]
    if not graded:
        return []
    scale = graded[-1].gpa_scale
    return [(s.term, Decimal(s.gpa_raw)) for s in graded if s.gpa_scale == scale]


def ends_of(placement: Any) -> tuple[Decimal, Decimal]:
    """The lowest and highest grade the line is drawn between."""
    known = [s.gpa_scale for s in placement.semesters if s.gpa_scale in grades.scales()]
    high = Decimal(known[-1]) if known else Decimal(5)
    return high / 2, high
