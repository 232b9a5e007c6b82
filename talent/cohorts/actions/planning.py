"""A cohort and its timetable."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from sqlalchemy import func, select

from talent.cohorts.models import Cohort, CohortSession
from talent.cohorts.rules.attendance import CohortRules
from talent.cohorts.rules.lifecycle import (
    EDITABLE,
    RULES_EDITABLE,
    SESSION,
    CohortFormat,
    CohortRefusal,
    SessionKind,
    check_announced_in_time,
    check_days,
)
from talent.foundations.access import Actor
from talent.foundations.languages import LocalizedText
from talent.foundations.periods import ZONES
from talent.foundations.refusals import Refused
from talent.people.models import Organisation, Person
from talent.plumbing import history
from talent.plumbing.database import db

_LETTERS = {
    CohortFormat.INVITED: "IT",
    CohortFormat.LOCAL: "LT",
    CohortFormat.ONLINE: "OT",
    CohortFormat.BLENDED: "BT",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What is laid down about a cohort. ``rules`` as :meth:`CohortRules.parse` reads them."""

    form: CohortFormat
    title: LocalizedText
    place: LocalizedText
    support: LocalizedText
    organiser: Organisation
    starts_on: date
    ends_on: date
    zone: str
    hours: int
    seats: int
    rules: Mapping[str, Any]


def default_rules() -> dict[str, Any]:
    """The rules a new cohort begins with."""
    text = files("talent.cohorts").joinpath("data/default_rules.json").read_text("utf-8")
    rules: dict[str, Any] = json.loads(text)
    return rules


def plan(wanted: Plan, *, by: Actor, at: datetime) -> Cohort:
    """A new cohort in planning, with the next code of its year."""
    made = Cohort(code=_next_code(wanted.form, wanted.starts_on.year), created_at=at)
    _write(made, wanted)
    db.session.add(made)
    history.record(made, "plan", by=by, at=at)
    return made


def _next_code(form: CohortFormat, year: int) -> str:
    stem = f"{_LETTERS[form]}-{year}-"
    last = db.session.scalar(select(func.max(Cohort.code)).where(Cohort.code.startswith(stem)))
    return f"{stem}{int(last.removeprefix(stem)) + 1 if last else 1:02}"


def change(cohort: Cohort, wanted: Plan, *, by: Actor, at: datetime) -> None:
    """Write what was laid down anew. The rules can only be changed while nobody has been told."""
    if cohort.status not in EDITABLE:
        raise Refused(CohortRefusal.TOO_LATE_TO_CHANGE)
    rules = dict(CohortRules.parse(wanted.rules).as_json())
    if cohort.status not in RULES_EDITABLE and rules != cohort.measured_by.as_json():
        raise Refused(CohortRefusal.TOO_LATE_TO_CHANGE)
    _write(cohort, wanted)
    history.record(cohort, "change", by=by, at=at)


def _write(cohort: Cohort, wanted: Plan) -> None:
    cohort.format, cohort.zone = wanted.form, wanted.zone
    cohort.title, cohort.place, cohort.support = wanted.title, wanted.place, wanted.support
    cohort.organiser_id, cohort.organiser = wanted.organiser.id, wanted.organiser
    cohort.starts_on, cohort.ends_on = wanted.starts_on, wanted.ends_on
    cohort.hours, cohort.seats = wanted.hours, wanted.seats
    cohort.rules = dict(CohortRules.parse(wanted.rules).as_json())


@dataclass(frozen=True, slots=True)
class Lesson:
    """One line of a timetable. Units are academic hours."""

    title: LocalizedText
    kind: SessionKind
    starts_at: datetime
    ends_at: datetime
    units: int
    instructor: Person | None = None
    instructor_name: str = ""
    room: str = ""


def add_session(cohort: Cohort, lesson: Lesson, *, by: Actor, at: datetime) -> CohortSession:
    """One more session, with the next number of the cohort."""
    _check_lesson(cohort, lesson)
    check_announced_in_time(cohort.status, lesson.starts_at, at)
    last = db.session.scalar(
        select(func.max(CohortSession.number)).where(CohortSession.cohort_id == cohort.id)
    )
    made = CohortSession(cohort_id=cohort.id, cohort=cohort, number=(last or 0) + 1)
    _write_lesson(made, lesson)
    db.session.add(made)
    history.record(made, "plan", by=by, at=at)
    return made


def change_session(session: CohortSession, lesson: Lesson, *, by: Actor, at: datetime) -> None:
    """Write a line of the timetable anew; one that was held or cancelled stays as it is."""
    _check_lesson(session.cohort, lesson)
    if session.status is not SESSION.start:
        raise Refused(CohortRefusal.TOO_LATE_TO_CHANGE)
    _write_lesson(session, lesson)
    history.record(session, "change", by=by, at=at)


def _check_lesson(cohort: Cohort, lesson: Lesson) -> None:
    if cohort.status not in EDITABLE:
        raise Refused(CohortRefusal.TOO_LATE_TO_CHANGE)
    zone = ZONES[cohort.zone]
    first = lesson.starts_at.astimezone(zone).date()
    last = lesson.ends_at.astimezone(zone).date()
    check_days(cohort.starts_on, cohort.ends_on, first, last)


def _write_lesson(session: CohortSession, lesson: Lesson) -> None:
    session.title, session.kind, session.units = lesson.title, lesson.kind, lesson.units
    session.starts_at, session.ends_at = lesson.starts_at, lesson.ends_at
    session.instructor_id = lesson.instructor.id if lesson.instructor else None
    session.instructor_name, session.room = lesson.instructor_name, lesson.room


def move_session(session: CohortSession, name: str, *, by: Actor, at: datetime) -> None:
    """Cancel a session, or take the cancelling back. A cancelled one leaves the count."""
    if session.cohort.status not in EDITABLE:
        raise Refused(CohortRefusal.TOO_LATE_TO_CHANGE)
    if name == "hold":
        raise ValueError("a session is held by marking it")
    history.advance(session, SESSION, name, by=by, at=at)
