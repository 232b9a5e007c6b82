"""What waits for somebody here: the placements' share of the first page after sign-in."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from talent.accounts.models import Account
from talent.foundations.access import Permission
from talent.foundations.periods import SEOUL, end_of_day
from talent.foundations.waiting import Waiting
from talent.placements.models import Placement, SemesterRecord
from talent.placements.queries.sight import alerts_of
from talent.placements.rules.lifecycle import (
    BEFORE_STUDY,
    STUDYING,
    PresenceStatus,
    SemesterStatus,
    StudyStatus,
)
from talent.placements.rules.waiting import PlacementWaiting
from talent.plumbing.database import db
from talent.plumbing.i18n import language

_ANSWERS = {
    StudyStatus.NOMINATING: PlacementWaiting.NOMINATE,
    StudyStatus.REFUSED: PlacementWaiting.TRY_NEXT,
    StudyStatus.UNIVERSITY_SCREENING: PlacementWaiting.RECORD_ANSWER,
    StudyStatus.CONDITIONALLY_ADMITTED: PlacementWaiting.RECORD_ANSWER,
}
_SEMESTERS = {
    SemesterStatus.TRAINEE_SUBMITTED: PlacementWaiting.ADD_ADVISER,
    SemesterStatus.ADVISER_SUBMITTED: PlacementWaiting.ACCEPT_SEMESTER,
}


def waiting(viewer: Account, at: datetime) -> list[Waiting]:
    """Everything of the placements that waits for ``viewer``."""
    held, found = viewer.permissions, list[Waiting]()
    if Permission.PLACEMENTS_MANAGE in held:
        found += _for_coordinator(viewer, at)
    if Permission.PLACEMENTS_APPROVE in held:
        found += _for_approver()
    if Permission.PLACEMENTS_OWN in held:
        found += _for_trainee(viewer)
    return found


def _for_coordinator(viewer: Account, at: datetime) -> Iterable[Waiting]:
    for found in _running():
        kind = _ANSWERS.get(found.study_status)
        if found.study_status is StudyStatus.ADMITTED and found.contract_id is None:
            kind = PlacementWaiting.PREPARE_CONTRACT
        if found.study_status is StudyStatus.CONTRACTED:
            kind = PlacementWaiting.RECORD_VISA
            if found.presence_status is PresenceStatus.ARRIVED:
                kind = PlacementWaiting.RECORD_ENROLMENT
        if kind is not None:
            yield _about(found, kind, found.condition_due_on)
        for record in found.semesters:
            if record.status in _SEMESTERS:
                yield _semester(found, record, _SEMESTERS[record.status])
        urgent = alerts_of(viewer, found, at)
        if urgent:
            yield _about(found, PlacementWaiting.CHECK_ALERT, urgent[0].due)


def _for_approver() -> Iterable[Waiting]:
    rows = db.session.scalars(
        select(Placement)
        .where(
            Placement.study_status.in_({StudyStatus.ADMITTED} | STUDYING | BEFORE_STUDY)
            | (Placement.withdrawal_reason != "")
        )
        .options(joinedload(Placement.person), joinedload(Placement.degree))
    )
    for found in rows.unique():
        if found.study_status in {StudyStatus.WITHDRAWN, StudyStatus.DEGREE_CONFERRED}:
            continue
        if found.withdrawal_reason:
            yield _about(found, PlacementWaiting.CONFIRM_WITHDRAWAL)
        elif found.study_status is StudyStatus.ADMITTED and found.contract_signed_on:
            yield _about(found, PlacementWaiting.COUNTERSIGN)
        elif found.degree is not None and found.study_status in STUDYING:
            yield _about(found, PlacementWaiting.CONFIRM_DEGREE)


def _for_trainee(viewer: Account) -> Iterable[Waiting]:
    rows = db.session.scalars(
        select(Placement)
        .where(Placement.person_id == viewer.person_id)
        .options(joinedload(Placement.person), joinedload(Placement.semesters))
    )
    for found in rows.unique():
        if (
            found.study_status is StudyStatus.ADMITTED
            and found.contract_id is not None
            and found.contract_signed_on is None
        ):
            yield _own(found, PlacementWaiting.OWN_CONTRACT, "placements.my_placement")
        for record in found.semesters:
            if record.status in {SemesterStatus.OPEN, SemesterStatus.SENT_BACK}:
                yield Waiting(
                    PlacementWaiting.OWN_REPORT,
                    record.term,
                    "placements.my_semester",
                    {"semester_pid": record.pid},
                    end_of_day(record.due_on, SEOUL),
                )


def _running() -> Iterable[Placement]:
    # Joined, not one more statement: the first page asks every room.
    return db.session.scalars(
        select(Placement)
        .where(Placement.study_status.not_in({StudyStatus.UNPLACED, StudyStatus.WITHDRAWN}))
        .options(joinedload(Placement.person), joinedload(Placement.semesters))
        .order_by(Placement.id)
    ).unique()


def _about(found: Placement, kind: PlacementWaiting, due: date | None = None) -> Waiting:
    return Waiting(
        kind,
        found.person.names.shown(language()),
        "placements.placement",
        {"placement_pid": found.pid},
        None if due is None else end_of_day(due, SEOUL),
    )


def _semester(found: Placement, record: SemesterRecord, kind: PlacementWaiting) -> Waiting:
    return Waiting(
        kind,
        f"{found.person.names.shown(language())} · {record.term}",
        "placements.semester",
        {"semester_pid": record.pid},
        end_of_day(record.due_on, SEOUL),
    )


def _own(found: Placement, kind: PlacementWaiting, endpoint: str) -> Waiting:
    return Waiting(kind, found.person.names.shown(language()), endpoint)
