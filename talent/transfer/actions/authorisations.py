"""Who may run what, from when until when."""

from datetime import date, datetime

from sqlalchemy import select

from talent.foundations.access import SYSTEM, Actor
from talent.foundations.periods import ULAANBAATAR
from talent.foundations.refusals import Refused
from talent.plumbing import history
from talent.plumbing.database import db
from talent.transfer import queries
from talent.transfer.models import Authorisation, EquipmentType, ModuleResult
from talent.transfer.rules.competency import (
    authorisation_until,
    check_may_be_authorised,
    is_valid_on,
)
from talent.transfer.rules.lifecycle import (
    AUTHORISATION,
    AuthorisationStatus,
    ResultStatus,
    TransferRefusal,
)
from talent.transfer.rules.policy import policy

NEEDS_REASON = frozenset({"suspend", "revoke", "refuse"})


def propose(
    result: ModuleResult,
    equipment: EquipmentType,
    *,
    by: Actor,
    at: datetime,
    conditions: str = "",
) -> Authorisation:
    """Propose that somebody may run a type of equipment, on the ground of a result.

    Raises :class:`Refused` when the result does not carry it, or there is an authorisation already.
    """
    _check_ground(result, at)
    if equipment.id not in {kind.id for kind in result.version_taught.equipment}:
        raise Refused(TransferRefusal.EQUIPMENT_NOT_TAUGHT)
    if queries.all_person_of(by) == result.person_id:
        raise Refused(TransferRefusal.OWN_AUTHORISATION)
    if queries.all_open_for(result.person_id, equipment.id):
        raise Refused(TransferRefusal.ALREADY_AUTHORISED)
    made = Authorisation(
        person=result.person,
        equipment_type=equipment,
        result=result,
        conditions=conditions.strip(),
        created_at=at,
    )
    db.session.add(made)
    history.record(made, "propose", by=by, at=at, equipment=equipment.code)
    return made


def _check_ground(result: ModuleResult, at: datetime) -> None:
    day = _day(at)
    if result.status is not ResultStatus.PASSED or result.passed_on is None:
        raise Refused(TransferRefusal.NO_VALID_RESULT)
    if not is_valid_on(day, result.passed_on, result.valid_until):
        raise Refused(TransferRefusal.NO_VALID_RESULT)
    check_may_be_authorised(result.level)


def _day(at: datetime) -> date:
    return at.astimezone(ULAANBAATAR).date()


def move_authorisation(
    authorisation: Authorisation, name: str, *, by: Actor, at: datetime, reason: str = ""
) -> None:
    """One step of an authorisation. Granting sets its term; stopping it needs a reason."""
    if name in NEEDS_REASON and not reason.strip():
        raise Refused(TransferRefusal.REASON_MISSING)
    if queries.all_person_of(by) == authorisation.person_id:
        raise Refused(TransferRefusal.OWN_AUTHORISATION)
    if name == "authorise":
        _check_ground(authorisation.result, at)
        authorisation.valid_from = _day(at)
        authorisation.valid_until = authorisation_until(
            _day(at),
            authorisation.equipment_type.hazard_members,
            authorisation.result.valid_until,
            policy(),
        )
    if name == "reinstate":
        _check_ground(authorisation.result, at)
        if authorisation.valid_until is None or authorisation.valid_until <= _day(at):
            raise Refused(TransferRefusal.VALIDITY_OVER)
    authorisation.reason = reason.strip()
    history.advance(authorisation, AUTHORISATION, name, by=by, at=at)


def expire_due(*, at: datetime) -> int:
    """The clock ends every authorisation whose last day is over in Ulaanbaatar; how many."""
    due = db.session.scalars(
        select(Authorisation).where(
            Authorisation.status.in_(
                {AuthorisationStatus.AUTHORISED, AuthorisationStatus.SUSPENDED}
            ),
            Authorisation.valid_until <= _day(at),
        )
    ).all()
    earlier = history.earlier_of(due)
    for row in due:
        done = earlier.get(history.key(row), {})
        history.advance(row, AUTHORISATION, "expire", by=SYSTEM, at=at, earlier_deeds=done)
    return len(due)
