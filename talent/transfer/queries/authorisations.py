"""Who may run what, and for whom it could be proposed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from talent.accounts.models import Account
from talent.foundations.access import Permission
from talent.foundations.periods import ULAANBAATAR
from talent.people.models import Person
from talent.plumbing.database import db
from talent.plumbing.pages import Page, paginate
from talent.transfer.models import Authorisation, EquipmentType, ModuleResult, ModuleVersion
from talent.transfer.queries.materials import visible
from talent.transfer.rules.competency import CompetencyLevel, is_valid_on
from talent.transfer.rules.lifecycle import (
    OPEN_AUTHORISATIONS,
    AuthorisationStatus,
    ResultStatus,
)


def authorisations(
    viewer: Account, *, q: str = "", status: str = "", equipment: str = "", page: int = 1
) -> Page[Authorisation]:
    """One page of authorisations by equipment and name; without a status the open ones."""
    query = (
        _whole()
        .join(Authorisation.person)
        .join(Authorisation.equipment_type)
        .where(visible(viewer))
        .order_by(EquipmentType.code, Person.sort_latin, Authorisation.id.desc())
    )
    if status in set(AuthorisationStatus):
        query = query.where(Authorisation.status == AuthorisationStatus(status))
    elif status != "all":
        query = query.where(Authorisation.status.in_(OPEN_AUTHORISATIONS))
    if equipment:
        query = query.where(EquipmentType.code == equipment)
    if q:
        query = query.where(Person.search.contains(q.casefold(), autoescape=True))
    return paginate(query, page)


def authorisation(viewer: Account, pid: str) -> Authorisation:
    """One authorisation with its ground, or 404."""
    return db.one_or_404(_whole().where(Authorisation.pid == pid, visible(viewer)))


def own_authorisations(viewer: Account) -> list[Authorisation]:
    """What the viewer may run, the longest lasting first."""
    return list(
        db.session.scalars(
            _whole()
            .where(Authorisation.person_id == viewer.person_id)
            .order_by(Authorisation.valid_until.desc(), Authorisation.id)
        )
    )


def _whole() -> Select[Authorisation]:
    return select(Authorisation).options(
        joinedload(Authorisation.person).joinedload(Person.organisation),
        joinedload(Authorisation.equipment_type),
        joinedload(Authorisation.result)
        .joinedload(ModuleResult.version_taught)
        .joinedload(ModuleVersion.module),
    )


@dataclass(frozen=True, slots=True)
class Proposable:
    """A result that carries authorisations, and the equipment without one yet."""

    result: ModuleResult
    equipment: tuple[EquipmentType, ...]


def proposable(viewer: Account, at: datetime) -> list[Proposable]:
    """Results at L3 or above, valid today, with equipment the person may not run yet."""
    if Permission.TRANSFER_ASSESS not in viewer.permissions:
        return []
    day = at.astimezone(ULAANBAATAR).date()
    rows = db.session.scalars(
        select(ModuleResult)
        .join(ModuleResult.person)
        .where(
            ModuleResult.status == ResultStatus.PASSED,
            ModuleResult.level.in_({CompetencyLevel.L3, CompetencyLevel.L4}),
            ModuleResult.person_id != viewer.person_id,
        )
        .options(
            joinedload(ModuleResult.person).joinedload(Person.organisation),
            joinedload(ModuleResult.version_taught).joinedload(ModuleVersion.module),
            joinedload(ModuleResult.version_taught).selectinload(ModuleVersion.equipment),
        )
        .order_by(ModuleResult.passed_on.desc(), Person.sort_latin)
    ).all()
    taken = {
        (person_id, kind_id)
        for person_id, kind_id in db.session.execute(
            select(Authorisation.person_id, Authorisation.equipment_type_id).where(
                Authorisation.status.in_(OPEN_AUTHORISATIONS)
            )
        )
    }
    found = []
    for row in rows:
        if row.passed_on is None or not is_valid_on(day, row.passed_on, row.valid_until):
            continue
        free = tuple(k for k in row.version_taught.equipment if (row.person_id, k.id) not in taken)
        if free:
            found.append(Proposable(row, free))
    return found


def all_open_for(person_id: int, equipment_type_id: int) -> bool:
    """Whether somebody has an authorisation for a type of equipment that is not over."""
    return (
        db.session.scalar(
            select(Authorisation.id).where(
                Authorisation.person_id == person_id,
                Authorisation.equipment_type_id == equipment_type_id,
                Authorisation.status.in_(OPEN_AUTHORISATIONS),
            )
        )
        is not None
    )
