"""Teaching a module: planning, enrolling, assessing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from talent.foundations.access import Actor
from talent.foundations.languages import LocalizedText
from talent.foundations.periods import ULAANBAATAR
from talent.foundations.refusals import Refused
from talent.people.models import Person
from talent.plumbing import history
from talent.plumbing.database import db
from talent.transfer import queries
from talent.transfer.models import Delivery, DeliveryParticipant, ModuleResult, ModuleVersion
from talent.transfer.rules import prerequisites
from talent.transfer.rules.competency import (
    CompetencyLevel,
    check_assessor,
    check_level,
    is_theory_passed,
    is_valid_on,
    result_valid_until,
)
from talent.transfer.rules.lifecycle import (
    DELIVERY,
    FAILED,
    RESULT,
    TAKES_PEOPLE,
    UNDECIDED,
    DeliveryStatus,
    ResultStatus,
    TransferRefusal,
)
from talent.transfer.rules.policy import policy


@dataclass(frozen=True, slots=True)
class Teaching:
    """What is laid down about a delivery."""

    version: ModuleVersion
    place: LocalizedText
    starts_on: date
    ends_on: date
    instructors: str = ""
    assessor: Person | None = None


def plan_delivery(wanted: Teaching, *, by: Actor, at: datetime) -> Delivery:
    """A new delivery in planning, with the next code of its module and year."""
    stem = f"{wanted.version.module.code}-{wanted.starts_on.year}-"
    last = db.session.scalar(select(func.max(Delivery.code)).where(Delivery.code.startswith(stem)))
    number = int(last.removeprefix(stem)) + 1 if last else 1
    made = Delivery(code=f"{stem}{number:02}", taught=wanted.version, results=[], created_at=at)
    _write(made, wanted)
    db.session.add(made)
    history.record(made, "plan", by=by, at=at)
    return made


def change_delivery(delivery: Delivery, wanted: Teaching, *, by: Actor, at: datetime) -> None:
    """Write place, days and people anew, before it runs. The module stays."""
    if delivery.status not in TAKES_PEOPLE:
        raise Refused(TransferRefusal.ENROLMENT_OVER)
    _check_assessor_is_no_trainee(delivery, wanted.assessor)
    if delivery.status is not DELIVERY.start and wanted.assessor is None:
        raise Refused(TransferRefusal.ASSESSOR_MISSING)
    _write(delivery, wanted)
    history.record(delivery, "change", by=by, at=at)


def _write(delivery: Delivery, wanted: Teaching) -> None:
    delivery.place, delivery.instructors = wanted.place, wanted.instructors
    delivery.starts_on, delivery.ends_on = wanted.starts_on, wanted.ends_on
    delivery.assessor = wanted.assessor


def _check_assessor_is_no_trainee(delivery: Delivery, assessor: Person | None) -> None:
    if assessor and any(r.person_id == assessor.id for r in queries.all_results_of(delivery)):
        raise Refused(TransferRefusal.ASSESSOR_IS_TRAINEE)


def enrol(delivery: Delivery, person: Person, *, by: Actor, at: datetime) -> ModuleResult:
    """Enrol somebody: an attempt that waits to be assessed.

    Raises :class:`Refused`, naming the modules they lack on the first day, or when they passed it
    already, are enrolled elsewhere, or have no attempt left.
    """
    if delivery.status not in TAKES_PEOPLE:
        raise Refused(TransferRefusal.ENROLMENT_OVER)
    if person.id == delivery.assessor_id:
        raise Refused(TransferRefusal.ASSESSOR_IS_TRAINEE)
    before = queries.all_attempts(person, delivery.taught.module_id)
    _check_attempts(before, delivery.starts_on)
    passed = queries.all_passed([person.id], delivery.starts_on)[person.id]
    lacking = prerequisites.missing(prerequisites.parse(delivery.taught.prerequisites), passed)
    if lacking:
        names = ", ".join(prerequisites.as_text(lack) for lack in lacking)
        raise Refused(TransferRefusal.PREREQUISITES_MISSING, modules=names)
    made = ModuleResult(
        person=person,
        delivery=delivery,
        version_taught=delivery.taught,
        attempt=1 + max((row.attempt for row in before), default=0),
        created_at=at,
    )
    db.session.add(made)
    db.session.add(
        DeliveryParticipant(delivery_id=delivery.id, person_id=person.id, enrolled_at=at)
    )
    history.record(made, "enrol", by=by, at=at, attempt=made.attempt)
    return made


def _check_attempts(before: list[ModuleResult], day: date) -> None:
    failed = 0
    for row in before:
        if row.status in UNDECIDED:
            raise Refused(TransferRefusal.ALREADY_ENROLLED)
        if row.status is ResultStatus.PASSED and row.passed_on is not None:
            if row.valid_until is None or is_valid_on(day, row.passed_on, row.valid_until):
                raise Refused(TransferRefusal.ALREADY_PASSED)
            failed = 0
        failed += row.status in FAILED
    if failed >= policy().most_attempts:
        raise Refused(TransferRefusal.NO_ATTEMPTS_LEFT, attempts=policy().most_attempts)


def withdraw(result: ModuleResult, *, by: Actor, at: datetime) -> None:
    """Take somebody out of a delivery before they are assessed."""
    history.advance(result, RESULT, "withdraw", by=by, at=at)


def move_delivery(delivery: Delivery, name: str, *, by: Actor, at: datetime) -> None:
    """One step of a delivery, under the conditions of that step."""
    results = queries.all_results_of(delivery)
    if name == "confirm":
        if delivery.assessor_id is None:
            raise Refused(TransferRefusal.ASSESSOR_MISSING)
        if not any(r.status in UNDECIDED for r in results):
            raise Refused(TransferRefusal.NOBODY_ENROLLED)
    if name == "assess":
        _check_all_decided(delivery, results, by)
    history.advance(delivery, DELIVERY, name, by=by, at=at)


def _check_all_decided(delivery: Delivery, results: list[ModuleResult], by: Actor) -> None:
    check_assessor(delivery.assessor_id, queries.all_person_of(by), trainee_id=0)
    left = sum(r.status in UNDECIDED for r in results)
    if left:
        raise Refused(TransferRefusal.RESULTS_OPEN, count=left)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the assessor found: theory in per cent, practice passed or not yet, and the level."""

    theory_percent: int | None
    passed: bool | None
    level: CompetencyLevel = CompetencyLevel.L2
    note: str = ""


def assess(
    delivery: Delivery, found: Mapping[ModuleResult, Verdict], *, by: Actor, at: datetime
) -> int:
    """Write what the assessor found; how many attempts moved on. What is decided stays.

    Raises :class:`Refused` unless the delivery runs and ``by`` is its assessor, not the trainee.
    """
    if delivery.status is not DeliveryStatus.RUNNING:
        raise Refused(TransferRefusal.NOT_RUNNING)
    judge = queries.all_person_of(by)
    day = at.astimezone(ULAANBAATAR).date()
    passed = queries.all_passed([row.person_id for row in found], day)
    earlier = history.earlier_of(found)
    moved = 0
    for row, verdict in found.items():
        check_assessor(delivery.assessor_id, judge, row.person_id)
        check_level(verdict.level, passed[row.person_id])
        if row.status in UNDECIDED:
            done = earlier.get(history.key(row), {})
            moved += _assess(row, verdict, done, judge, by, at, day)
    return moved


def _assess(
    row: ModuleResult,
    verdict: Verdict,
    done: Mapping[str, int | None],
    judge: int | None,
    by: Actor,
    at: datetime,
    day: date,
) -> bool:
    before = row.status
    row.practical_note = verdict.note
    if row.status is ResultStatus.ENROLLED:
        if verdict.theory_percent is None and verdict.passed is None:
            return False
        version = row.version_taught
        row.theory_percent, row.assessor_id = verdict.theory_percent, judge
        good = is_theory_passed(verdict.theory_percent, version.theory_pass_percent, policy())
        if good is not None:
            name = "pass-theory" if good else "fail-theory"
            history.advance(row, RESULT, name, by=by, at=at, earlier_deeds=done)
    if row.status is ResultStatus.THEORY_PASSED and verdict.passed is not None:
        row.assessor_id = judge
        if verdict.passed:
            row.passed_on, row.level = day, verdict.level
            row.valid_until = result_valid_until(day, row.version_taught.validity_months)
        name = "pass" if verdict.passed else "not-yet"
        history.advance(row, RESULT, name, by=by, at=at, earlier_deeds=done)
    return row.status is not before
