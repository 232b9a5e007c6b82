"""Placements for tests, walked to where they are wanted by the deeds themselves."""

from datetime import UTC, date, datetime, time
from types import SimpleNamespace
from typing import Any

from talent.foundations.access import Role
from talent.foundations.languages import LocalizedText
from talent.people.models import Organisation, Person, UniversityProfile
from talent.placements import actions
from talent.placements.actions import Wish
from talent.placements.models import Placement, SemesterRecord
from talent.placements.rules.lifecycle import Level, VisaType
from talent.placements.rules.terms import Term
from talent.plumbing import files
from talent.plumbing.database import db
from tests.factories import make_account, make_person, make_university

DEPARTMENT = LocalizedText("ko Resources", "mn Resources", "Resources Engineering")
INTAKE = Term(2025, 1)
WALK = (
    "nominating",
    "university-screening",
    "admitted",
    "contracted",
    "visa-filed",
    "visa-issued",
    "arrived",
    "enrolled",
    "coursework-completed",
    "degree-conferred",
)


def noon(year: int, month: int, day: int) -> datetime:
    return datetime.combine(date(year, month, day), time(3), UTC)


def make_uni(
    en: str = "Hanbit University", *, scale: str = "4.5", language: str = "ko", **values: Any
) -> Organisation:
    made = make_university(en, **values)
    profile = UniversityProfile(
        organisation_id=made.id,
        grade_scale=scale,
        credits_master=24,
        credits_doctor=36,
        report_language=language,
    )
    db.session.add(profile)
    db.session.flush()
    made.university = profile
    return made


def make_file(kind: str = "contract", name: str = "contract.pdf") -> files.File:
    return files.keep(
        b"%PDF-1.4 " + name.encode(),
        name=name,
        media_type="application/pdf",
        kind=kind,
        by=SimpleNamespace(id=None, permissions=frozenset()),
        at=noon(2025, 1, 2),
    )


def make_placement(
    person: Person | None = None,
    *,
    until: str = "enrolled",
    universities: list[Organisation] | None = None,
    level: Level = Level.MASTER,
    intake: Term = INTAKE,
    trainee: Any = None,
    **values: Any,
) -> Placement:
    """A placement that has come as far as ``until``; every date lies before March 2026."""
    coordinator = make_account(Role.COORDINATOR, who="Park Jihoon")
    approver = make_account(Role.APPROVER, who="Oyuna")
    someone = person or (trainee.person if trainee else make_person())
    someone.passport_expires_on = someone.passport_expires_on or date(2031, 5, 14)
    placement = actions.begin(
        someone,
        level=level,
        intake=intake,
        wishes=[
            Wish(u, DEPARTMENT, "Han Doyun") for u in universities or [make_uni("Asked University")]
        ],
        by=coordinator,
        at=noon(2024, 10, 20),
        **values,
    )
    for step in WALK[1 : WALK.index(until) + 1]:
        _STEPS[step](placement, by=coordinator, approver=approver, trainee=trainee)
    db.session.flush()
    return placement


def _admit(p: Placement, by: Any, **_: Any) -> None:
    letter = make_file("admission", "letter.pdf")
    actions.admit(p, on=date(2024, 12, 10), letter=letter, by=by, at=noon(2024, 12, 11))


def _contract(p: Placement, by: Any, approver: Any, trainee: Any) -> None:
    actions.prepare_contract(p, contract=make_file(), by=by, at=noon(2024, 12, 12))
    db.session.flush()
    signer = trainee or make_account(Role.TRAINEE, person=p.person)
    actions.sign_contract(p, by=signer, at=noon(2024, 12, 16))
    actions.contract(p, by=approver, at=noon(2024, 12, 18))


def _file_visa(p: Placement, by: Any, **_: Any) -> None:
    actions.file_visa(
        p,
        on=date(2025, 1, 8),
        visa_type=VisaType.MASTER,
        planned_arrival=date(2025, 2, 20),
        by=by,
        at=noon(2025, 1, 8),
    )


def _issue_visa(p: Placement, by: Any, **_: Any) -> None:
    actions.issue_visa(
        p, on=date(2025, 1, 24), expires_on=date(2027, 2, 28), by=by, at=noon(2025, 1, 27)
    )


def _confer(p: Placement, by: Any, approver: Any, **_: Any) -> None:
    actions.record_degree(
        p,
        title="Master of Engineering",
        on=date(2026, 2, 20),
        number="M-2026-118",
        diploma=make_file("diploma", "diploma.pdf"),
        by=by,
        at=noon(2026, 2, 24),
    )
    actions.confer(p, by=approver, at=noon(2026, 2, 25))


_STEPS: dict[str, Any] = {
    "university-screening": lambda p, by, **_: actions.nominate(
        p, on=date(2024, 11, 4), by=by, at=noon(2024, 11, 4)
    ),
    "admitted": _admit,
    "contracted": _contract,
    "visa-filed": _file_visa,
    "visa-issued": _issue_visa,
    "arrived": lambda p, by, **_: actions.arrive(
        p, on=date(2025, 2, 20), by=by, at=noon(2025, 2, 21)
    ),
    "enrolled": lambda p, by, **_: actions.enrol(
        p, on=date(2025, 3, 3), student_number="2025-118", by=by, at=noon(2025, 3, 4)
    ),
    "coursework-completed": lambda p, by, **_: actions.complete_coursework(
        p, on=date(2025, 12, 31), by=by, at=noon(2026, 1, 9)
    ),
    "degree-conferred": _confer,
}


def semester_of(placement: Placement, term: str = "2025-S1") -> SemesterRecord:
    return next(s for s in placement.semesters if s.term == term)
