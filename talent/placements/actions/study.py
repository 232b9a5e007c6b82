from datetime import date, datetime

from talent.foundations.access import Actor
from talent.foundations.languages import LocalizedText
from talent.foundations.refusals import Refused
from talent.people.models import Organisation
from talent.placements import notices
from talent.placements.actions import semesters
from talent.placements.models import DegreeFacts, Placement, Preference, UniversityStay
from talent.placements.rules import checks
from talent.placements.rules.checks import PlacementRefusal
from talent.placements.rules.lifecycle import STUDY
from talent.placements.rules.terms import korean_day, term_of
from talent.plumbing import history
from talent.plumbing.database import db
from talent.plumbing.files import File


def nominate(placement: Placement, *, on: date, by: Actor, at: datetime) -> None:
    """The dossier has gone to the university that is next in the person's order."""
    checks.check_not_future(on, today=korean_day(at))
    wish = _present(placement)
    placement.university_id, placement.university = wish.university_id, wish.university
    placement.department, placement.adviser = wish.department, wish.adviser
    placement.nominated_on = on
    history.advance(placement, STUDY, "nominate", by=by, at=at, rank=wish.rank)


def admit(
    placement: Placement,
    *,
    on: date,
    letter: File | None,
    by: Actor,
    at: datetime,
    student_number: str = "",
    adviser: str = "",
) -> None:
    """The university has admitted; the trainee is told."""
    _happened(on, placement.nominated_on, at)
    placement.admitted_on = on
    if letter is not None:
        placement.admission_letter = letter
    placement.student_number = student_number or placement.student_number
    placement.adviser = adviser or placement.adviser
    history.advance(placement, STUDY, "admit", by=by, at=at, letter=letter is not None)
    notices.admitted(placement, at)


def admit_conditionally(
    placement: Placement,
    *,
    condition: str,
    due_on: date,
    letter: File | None,
    by: Actor,
    at: datetime,
) -> None:
    """The university will admit once a condition is met, often the diploma shown."""
    placement.condition, placement.condition_due_on = condition, due_on
    if letter is not None:
        placement.admission_letter = letter
    history.advance(placement, STUDY, "admit-conditionally", by=by, at=at)


def refuse(placement: Placement, *, on: date, reason: str, by: Actor, at: datetime) -> None:
    """The university has said no."""
    _happened(on, placement.nominated_on, at)
    wish = _present(placement)
    wish.refused_on, wish.refusal_reason = on, reason
    history.advance(placement, STUDY, "refuse", by=by, at=at, rank=wish.rank)


def next_preference(placement: Placement, *, by: Actor, at: datetime) -> None:
    """Go on with the next university of the person's order."""
    if not any(p.rank > placement.preference_rank for p in placement.preferences):
        raise Refused(PlacementRefusal.NO_UNIVERSITY_LEFT)
    history.advance(placement, STUDY, "next-preference", by=by, at=at)
    placement.preference_rank += 1
    placement.condition, placement.condition_due_on, placement.nominated_on = "", None, None


def leave_unplaced(placement: Placement, *, by: Actor, at: datetime) -> None:
    """No university of the order is left to ask, or nobody wants to ask one."""
    history.advance(placement, STUDY, "leave-unplaced", by=by, at=at)


def prepare_contract(placement: Placement, *, contract: File, by: Actor, at: datetime) -> None:
    """Put the award contract before the trainee."""
    checks.check_contract(prepared=True, signed=True, study=placement.study_status)
    if placement.contract_signed_on is not None:
        raise Refused(PlacementRefusal.ALREADY_SIGNED)
    placement.contract = contract
    history.record(placement, "prepare-contract", by=by, at=at)


def sign_contract(placement: Placement, *, by: Actor, at: datetime) -> None:
    """The trainee agrees to the award contract."""
    checks.check_signature(
        prepared=placement.contract_id is not None,
        signed=placement.contract_signed_on is not None,
        study=placement.study_status,
    )
    placement.contract_signed_on = korean_day(at)
    history.record(placement, "sign-contract", by=by, at=at)


def contract(placement: Placement, *, by: Actor, at: datetime) -> None:
    """Somebody else than who prepared it signs for the programme."""
    checks.check_contract(
        prepared=placement.contract_id is not None,
        signed=placement.contract_signed_on is not None,
        study=placement.study_status,
    )
    placement.contracted_on = korean_day(at)
    history.advance(placement, STUDY, "contract", by=by, at=at)


def enrol(
    placement: Placement, *, on: date, by: Actor, at: datetime, student_number: str = ""
) -> None:
    """Registered at the university: from here on this is its student, and a semester begins."""
    checks.check_not_future(on, today=korean_day(at))
    checks.check_enrolment(presence=placement.presence_status)
    placement.enrolled_on = on
    placement.student_number = student_number or placement.student_number
    history.advance(placement, STUDY, "enrol", by=by, at=at)
    placement.stays.append(_stay(placement, on))
    semesters.plan_semester(
        placement, max(placement.intake_term, term_of(on)), registered_on=on, by=by, at=at
    )


def complete_coursework(placement: Placement, *, on: date, by: Actor, at: datetime) -> None:
    """All courses done; the degree itself may come much later, or never."""
    _happened(on, placement.enrolled_on, at)
    placement.coursework_completed_on = on
    history.advance(placement, STUDY, "complete-coursework", by=by, at=at)


def record_degree(
    placement: Placement,
    *,
    title: str,
    on: date,
    number: str,
    diploma: File | None,
    by: Actor,
    at: datetime,
) -> None:
    """Write down what the diploma says. Another person confirms it."""
    _happened(on, placement.enrolled_on, at)
    if placement.degree is None:
        placement.degree = DegreeFacts(title=title, conferred_on=on)
    placement.degree.title, placement.degree.conferred_on = title, on
    placement.degree.diploma_number = number
    if diploma is not None:
        placement.degree.diploma = diploma
    history.record(placement, "record-degree", by=by, at=at)


def confer(placement: Placement, *, by: Actor, at: datetime) -> None:
    """Confirm the degree somebody else has recorded."""
    checks.check_conferral(degree_recorded=placement.degree is not None)
    assert placement.degree is not None  # noqa: S101 -- the check above
    placement.conferred_on = placement.degree.conferred_on
    history.advance(placement, STUDY, "confer", by=by, at=at)


def ask_withdrawal(placement: Placement, *, reason: str, by: Actor, at: datetime) -> None:
    """Ask an approver to end this placement."""
    placement.withdrawal_reason = reason
    history.record(placement, "ask-withdrawal", by=by, at=at)


def withdraw(placement: Placement, *, on: date, by: Actor, at: datetime) -> None:
    """End the placement somebody else asked to end."""
    checks.check_not_future(on, today=korean_day(at))
    checks.check_withdrawal(reason=placement.withdrawal_reason)
    placement.withdrawn_on = on
    history.advance(placement, STUDY, "withdraw", by=by, at=at)
    _end_stay(placement, on)


def transfer(
    placement: Placement,
    *,
    university: Organisation,
    department: LocalizedText,
    adviser: str,
    student_number: str,
    on: date,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    """Move a student to another university: from ``on`` they are its student, and only its."""
    checks.check_transfer(
        study=placement.study_status, same_university=university.id == placement.university_id
    )
    _happened(on, placement.enrolled_on, at)
    _end_stay(placement, on)
    db.session.flush()  # the one open stay ends before the next begins
    placement.university_id, placement.university = university.id, university
    placement.department, placement.adviser = department, adviser
    placement.student_number = student_number
    placement.stays.append(_stay(placement, on))
    history.record(placement, "transfer", by=by, at=at, reason=reason)


def _present(placement: Placement) -> Preference:
    """The wish that is asked now. Raises :class:`Refused` when the order has come to its end."""
    found = next((p for p in placement.preferences if p.rank == placement.preference_rank), None)
    if found is None:
        raise Refused(PlacementRefusal.NO_UNIVERSITY_LEFT)
    return found


def _happened(on: date, not_before: date | None, at: datetime) -> None:
    checks.check_not_future(on, today=korean_day(at))
    checks.check_order(on, not_before=not_before)


def _stay(placement: Placement, on: date) -> UniversityStay:
    return UniversityStay(
        university_id=placement.university_id,
        department=placement.department,
        adviser=placement.adviser,
        student_number=placement.student_number,
        started_on=on,
    )


def _end_stay(placement: Placement, on: date) -> None:
    for stay in placement.stays:
        if stay.ended_on is None:
            stay.ended_on = max(on, stay.started_on)
