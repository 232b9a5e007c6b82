"""The whole catalogue, and deliveries in it."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from talent.foundations.access import SYSTEM, Role
from talent.people.models import Person
from talent.plumbing.database import db
from talent.transfer import actions
from talent.transfer.models import (
    Authorisation,
    Delivery,
    EquipmentType,
    ModuleResult,
    ModuleVersion,
    TransferModule,
)
from talent.transfer.rules.competency import CompetencyLevel
from talent.transfer.rules.lifecycle import AuthorisationStatus, DeliveryStatus, ResultStatus
from tests.factories import AT, make_account, make_person, text

START = date(2026, 3, 2)


def load() -> None:
    actions.load_catalogue(by=SYSTEM, at=AT)


def version(code: str = "ANA-201") -> ModuleVersion:
    """The version of a module in the catalogue, loaded as the pages load it."""
    return db.session.scalars(
        select(ModuleVersion)
        .join(ModuleVersion.module)
        .where(TransferModule.code == code)
        .options(joinedload(ModuleVersion.module), selectinload(ModuleVersion.equipment))
    ).one()


def kind(code: str) -> EquipmentType:
    return db.session.scalars(select(EquipmentType).where(EquipmentType.code == code)).one()


def make_assessor(who: str = "Dorj") -> Any:
    return make_account(Role.ASSESSOR, who=who)


def make_delivery(code: str = "ANA-201", **values: Any) -> Delivery:
    number = len(db.session.scalars(select(Delivery.id)).all()) + 1
    made = Delivery(
        **{
            "code": f"{code}-2026-{number:02}",
            "taught": version(code),
            "place": text("Ulaanbaatar"),
            "starts_on": START,
            "ends_on": date(2026, 3, 13),
            "instructors": "Kim Minseo",
            "status": DeliveryStatus.PLANNED,
            "created_at": AT,
            **values,
        }
    )
    db.session.add(made)
    db.session.flush()
    return made


def make_result(
    delivery: Delivery, person: Person | str = "Bat-Erdene", **values: Any
) -> ModuleResult:
    someone = make_person(person) if isinstance(person, str) else person
    made = ModuleResult(
        **{
            "person": someone,
            "delivery": delivery,
            "version_taught": delivery.taught,
            "created_at": AT,
            **values,
        }
    )
    db.session.add(made)
    db.session.flush()
    return made


def make_passed(
    code: str = "ANA-201", person: Person | str = "Bat-Erdene", **values: Any
) -> ModuleResult:
    """Somebody who passed a module at L3 in January."""
    delivery = make_delivery(code, status=DeliveryStatus.CLOSED, assessor=make_person("Dorj"))
    return make_result(
        delivery,
        person,
        **{
            "status": ResultStatus.PASSED,
            "level": CompetencyLevel.L3,
            "passed_on": date(2026, 1, 15),
            **values,
        },
    )


def make_authorisation(
    result: ModuleResult, equipment: str = "SP-01", **values: Any
) -> Authorisation:
    made = Authorisation(
        **{
            "person": result.person,
            "equipment_type": kind(equipment),
            "result": result,
            "status": AuthorisationStatus.AUTHORISED,
            "valid_from": date(2026, 1, 20),
            "valid_until": date(2028, 1, 20),
            "created_at": AT,
            **values,
        }
    )
    db.session.add(made)
    db.session.flush()
    return made
