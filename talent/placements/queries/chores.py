"""What the clock and other deeds ask; no viewer."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from talent.people.models import Person
from talent.placements.models import Placement, SemesterRecord
from talent.placements.rules.lifecycle import OVER, STUDYING, SemesterStatus
from talent.placements.rules.terms import Term
from talent.plumbing.database import db


def all_running_of(person: Person) -> Placement | None:
    """The placement of ``person`` that goes on, if there is one."""
    return db.session.scalar(
        select(Placement).where(
            Placement.person_id == person.id, Placement.study_status.not_in(OVER)
        )
    )


def all_without_term(term: Term) -> list[Placement]:
    """Those who study and have no record for ``term`` yet."""
    return list(
        db.session.scalars(
            select(Placement)
            .where(
                Placement.study_status.in_(STUDYING),
                Placement.enrolled_on <= term.ends_on,
                ~Placement.semesters.any(SemesterRecord.term == str(term)),
            )
            .options(selectinload(Placement.semesters))
        )
    )


def all_planned(today: date) -> list[SemesterRecord]:
    """Semesters that have begun and are still only planned."""
    rows = db.session.scalars(
        select(SemesterRecord).where(SemesterRecord.status == SemesterStatus.PLANNED)
    )
    return [row for row in rows if row.term_value.starts_on <= today]
