"""Cohorts for tests: a course of three sessions of four units, on three days in Ulaanbaatar."""

from datetime import date, timedelta
from typing import Any

from talent.cohorts import actions
from talent.cohorts.models import Attendance, Cohort, CohortSession, Participation
from talent.cohorts.rules.attendance import AttendanceMark
from talent.cohorts.rules.lifecycle import (
    CohortFormat,
    CohortStatus,
    ParticipationStatus,
    SessionKind,
    SessionStatus,
)
from talent.people.models import Person
from talent.plumbing.database import db
from tests.factories import AT, make_organisation, make_person, text

FIRST_DAY = date(2026, 3, 2)


def make_cohort(**values: Any) -> Cohort:
    organiser = values.pop("organiser", None) or make_organisation("Survey centre")
    rules = actions.default_rules() | values.pop("rules", {})
    count = len(db.session.query(Cohort).all())
    made = Cohort(
        **{
            "code": f"LT-2026-{count + 1:02}",
            "format": CohortFormat.LOCAL,
            "title": text("Froth flotation"),
            "place": text("Ulaanbaatar"),
            "organiser": organiser,
            "starts_on": FIRST_DAY,
            "ends_on": FIRST_DAY + timedelta(days=11),
            "zone": "Asia/Ulaanbaatar",
            "hours": 12,
            "seats": 12,
            "rules": rules,
            "status": CohortStatus.RUNNING,
            "created_at": AT,
            **values,
        }
    )
    db.session.add(made)
    db.session.flush()
    return made


def make_session(cohort: Cohort, number: int = 1, **values: Any) -> CohortSession:
    """The session of that number: each starts a day after the one before, three days before AT."""
    starts = AT + timedelta(days=number - 4)
    made = CohortSession(
        **{
            "cohort": cohort,
            "number": number,
            "title": text(f"Lesson {number}"),
            "kind": SessionKind.LECTURE,
            "starts_at": starts,
            "ends_at": starts + timedelta(hours=4),
            "units": 4,
            "room": "Lab 2",
            **values,
        }
    )
    db.session.add(made)
    db.session.flush()
    return made


def make_participation(
    cohort: Cohort, person: Person | str = "Bat-Erdene", **values: Any
) -> Participation:
    someone = make_person(person) if isinstance(person, str) else person
    made = Participation(
        **{
            "cohort": cohort,
            "person": someone,
            "status": ParticipationStatus.ATTENDING,
            "created_at": AT,
            **values,
        }
    )
    db.session.add(made)
    db.session.flush()
    return made


def make_marks(session: CohortSession, marks: dict[Participation, AttendanceMark]) -> None:
    """A session that was held, with these marks."""
    session.__dict__.pop("marks", None)
    for participation, mark in marks.items():
        note = "waived" if mark is AttendanceMark.NOT_REQUIRED else ""
        db.session.add(
            Attendance(
                session_id=session.id,
                participation_id=participation.id,
                mark=mark,
                marked_at=AT,
                note=note,
            )
        )
    hold(session)
    db.session.flush()


def hold(session: CohortSession) -> None:
    set_state(session, SessionStatus.HELD)


def set_state(row: Any, state: Any) -> None:
    """Put a row straight into a state, which only tests may do."""
    setattr(row, "status", state)  # noqa: B010 -- the house forbids the plain assignment
    db.session.flush()


def proofs(done: bool = True) -> dict[str, Any]:
    """Everything a participant hands in beside attending."""
    return {
        "pre_test": 40,
        "post_test": 75 if done else None,
        "action_plan_accepted": done,
        "survey_done": done,
    }
