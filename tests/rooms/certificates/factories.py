"""Courses finished, modules passed, and the papers about them, made with a few words each."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from talent.accounts.models import Account
from talent.certificates import actions, queries
from talent.certificates.models import Certificate, Signatory
from talent.cohorts.models import Cohort, Participation
from talent.cohorts.rules.lifecycle import CohortFormat, CohortStatus, ParticipationStatus
from talent.foundations.access import Role
from talent.foundations.languages import LocalizedText
from talent.people.models import Person
from talent.plumbing import jobs
from talent.plumbing.database import db
from talent.transfer.models import (
    Delivery,
    EquipmentType,
    ModuleEquipment,
    ModuleResult,
    ModuleVersion,
    TransferModule,
)
from talent.transfer.rules.competency import CompetencyLevel, EquipmentGroupType, Track
from talent.transfer.rules.lifecycle import DeliveryStatus, ResultStatus
from tests.factories import AT, make_account, make_organisation, make_person

RULES = {
    "lates_per_absence": 3,
    "excused_cap": "1/3",
    "completion_ratio": "9/10",
    "participation_ratio": "1/2",
    "most_waived": "1/5",
    "post_test_pass": 60,
    "improvement_counts": True,
    "needs_action_plan": False,
    "needs_survey": False,
    "reply_days": 10,
}
_number = count(1)


def make_cohort(**other: Any) -> Cohort:
    """A reported course of 80 hours in March 2026."""
    values: dict[str, Any] = {
        "code": f"IT-2026-{next(_number):03}",
        "format": CohortFormat.INVITED,
        "title": LocalizedText("부유선별 실무", "Флотацийн баяжуулалт", "Froth flotation"),
        "organiser_id": make_organisation().id,
        "starts_on": date(2026, 3, 9),
        "ends_on": date(2026, 3, 20),
        "zone": "Asia/Ulaanbaatar",
        "hours": 80,
        "seats": 20,
        "rules": RULES,
        "status": CohortStatus.REPORTED,
        "created_at": AT,
        **other,
    }
    made = Cohort(**values)
    db.session.add(made)
    db.session.flush()
    return made


def make_participation(
    cohort: Cohort | None = None, person: Person | None = None, **other: Any
) -> Participation:
    """Somebody who completed the course: 80 of 80 units, the rules of the day kept."""
    cohort = cohort or make_cohort()
    values: dict[str, Any] = {
        "cohort": cohort,
        "person": person or make_person(names_confirmed_at=AT),
        "status": ParticipationStatus.COMPLETED,
        "attended": 80,
        "required": 80,
        "rules_then": cohort.rules,
        "decided_at": AT,
        "created_at": AT,
        **other,
    }
    made = Participation(**values)
    db.session.add(made)
    db.session.flush()
    return made


def make_result(person: Person | None = None, **other: Any) -> ModuleResult:
    """Somebody who passed a module with level 3; its delivery is closed."""
    number = next(_number)
    module = TransferModule(
        code=f"BEN-{number}",
        title=LocalizedText("부유선별", "Флотаци", "Froth flotation"),
        track=Track.BENEFICIATION,
    )
    db.session.add(module)
    db.session.flush()
    version = ModuleVersion(
        module_id=module.id,
        number=1,
        theory_hours=24,
        practice_hours=56,
        assessment=LocalizedText("시험", "Туршилт", "Test"),
        published_at=AT,
    )
    equipment = EquipmentType(
        code=f"B{number}",
        name=LocalizedText("부유선별기", "Флотацийн машин", "Flotation machine"),
        group=EquipmentGroupType.BENEFICIATION,
        hazards=[],
        least_operators=2,
    )
    db.session.add_all([version, equipment])
    db.session.flush()
    db.session.add(ModuleEquipment(version_id=version.id, equipment_type_id=equipment.id))
    delivery = Delivery(
        code=f"D-{number}",
        version_id=version.id,
        place=LocalizedText("울란바토르", "Улаанбаатар", "Ulaanbaatar"),
        starts_on=date(2026, 3, 9),
        ends_on=date(2026, 3, 20),
        assessor_id=make_person("Dorj").id,
        status=other.pop("delivery_status", DeliveryStatus.CLOSED),
        created_at=AT,
    )
    db.session.add(delivery)
    db.session.flush()
    values: dict[str, Any] = {
        "person_id": (person or make_person(names_confirmed_at=AT)).id,
        "version_id": version.id,
        "delivery_id": delivery.id,
        "level": CompetencyLevel.L3,
        "passed_on": date(2026, 3, 20),
        "valid_until": date(2028, 3, 20),
        "status": ResultStatus.PASSED,
        "created_at": AT,
        **other,
    }
    made = ModuleResult(**values)
    db.session.add(made)
    db.session.flush()
    return made


def make_signatory(**other: Any) -> Signatory:
    values: dict[str, Any] = {
        "name": LocalizedText("이평구", "Б.БАТБОЛД", "Lee Pyeong-koo"),
        "title": LocalizedText("한국지질자원연구원장", "Захирал", "President"),
        "since": date(2025, 1, 1),
        **other,
    }
    made = Signatory(**values)
    db.session.add(made)
    db.session.flush()
    return made


def make_prepared(
    *sources: Participation | ModuleResult,
    by: Account | None = None,
    languages: tuple[str, ...] = ("ko", "mn", "en"),
    signatory: Signatory | None = None,
) -> list[Certificate]:
    """Prepared papers, by a coordinator."""
    by = by or make_account(Role.COORDINATOR, who="Park Jihoon")
    chosen = [s.pid for s in sources or (make_participation(),)]
    db.session.expire_all()
    return actions.prepare(
        queries.chosen_sources(by, chosen),
        signatory=signatory or make_signatory(),
        languages=languages,
        by=by,
        at=AT,
    )


def make_approved(*sources: Participation | ModuleResult, **other: Any) -> list[Certificate]:
    """Papers approved by a second person, with the jobs that print them, and committed."""
    made = make_prepared(*sources, **other)
    actions.approve(made, by=make_account(Role.APPROVER, who="Oyuna"), at=AT)
    db.session.commit()
    return made


def make_issued(*sources: Participation | ModuleResult, **other: Any) -> list[Certificate]:
    """Papers the worker has printed."""
    made = make_approved(*sources, **other)
    pids = [c.pid for c in made]
    assert jobs.run_pending(later()) >= len(made)
    return list(
        db.session.scalars(
            select(Certificate).where(Certificate.pid.in_(pids)).order_by(Certificate.id)
        )
    )


def later() -> datetime:
    return datetime.now(UTC) + timedelta(minutes=1)
