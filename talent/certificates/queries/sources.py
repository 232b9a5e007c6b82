"""Who could get a certificate: participants of reported courses, people who passed a module."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from talent.accounts.models import Account
from talent.certificates.models import Certificate
from talent.certificates.rules.lifecycle import PENDING, CertificateStatus
from talent.cohorts.models import Cohort, Participation
from talent.cohorts.rules.lifecycle import CohortStatus, ParticipationStatus
from talent.foundations.access import Permission
from talent.foundations.languages import LocalizedText
from talent.people.models import Person
from talent.plumbing.database import db
from talent.transfer.models import Delivery, ModuleResult, ModuleVersion, TransferModule
from talent.transfer.rules.lifecycle import DeliveryStatus, ResultStatus

LIVE = PENDING | {CertificateStatus.ISSUED}
_ENTITLED = (ParticipationStatus.COMPLETED, ParticipationStatus.PARTICIPATED)
_REPORTED = (CohortStatus.REPORTED, CohortStatus.CLOSED)


@dataclass(frozen=True, slots=True)
class Candidates:
    """People who are entitled to a certificate and have none: by course and by delivery."""

    courses: list[tuple[Cohort, list[Participation]]]
    modules: list[tuple[Delivery, list[ModuleResult]]]

    @property
    def count(self) -> int:
        courses = sum(len(people) for _, people in self.courses)
        return courses + sum(len(people) for _, people in self.modules)


def candidates(viewer: Account) -> Candidates:
    """Everybody who waits for a certificate, in the order of their courses; two statements."""
    if Permission.CERTIFICATES_PREPARE not in viewer.permissions:
        return Candidates([], [])
    participations = db.session.scalars(
        _participations().order_by(Cohort.ends_on, Cohort.id, Person.sort_latin)
    )
    results = db.session.scalars(
        _results().order_by(Delivery.ends_on, Delivery.id, Person.sort_latin)
    )
    courses: dict[Cohort, list[Participation]] = {}
    for participation in participations:
        courses.setdefault(participation.cohort, []).append(participation)
    modules: dict[Delivery, list[ModuleResult]] = {}
    for result in results:
        modules.setdefault(result.delivery, []).append(result)
    return Candidates(list(courses.items()), list(modules.items()))


def candidate_counts(viewer: Account) -> list[tuple[LocalizedText, str, int]]:
    """How many candidates each course and each delivery has: title, code of a delivery, number.

    One statement, for pages that only name them.
    """
    if Permission.CERTIFICATES_PREPARE not in viewer.permissions:
        return []
    course, module = Cohort.__table__.c, TransferModule.__table__.c
    courses = (
        select(
            course.title_ko,
            course.title_mn,
            course.title_en,
            literal("").label("code"),
            func.count(Participation.id).label("people"),
            course.ends_on,
        )
        .join(Participation.cohort)
        .where(*_open_participations())
        .group_by(Cohort.id)
    )
    modules = (
        select(
            module.title_ko,
            module.title_mn,
            module.title_en,
            Delivery.code,
            func.count(ModuleResult.id),
            Delivery.ends_on,
        )
        .join(ModuleResult.delivery)
        .join(ModuleResult.version_taught)
        .join(ModuleVersion.module)
        .where(*_open_results())
        .group_by(Delivery.id, TransferModule.id)
    )
    both = courses.union_all(modules).subquery()
    rows = db.session.execute(select(both).order_by(both.c.code != "", both.c.ends_on))
    return [(LocalizedText(ko, mn, en), code, people) for ko, mn, en, code, people, _ in rows]


def chosen_sources(viewer: Account, pids: Iterable[str]) -> list[Participation | ModuleResult]:
    """The candidates of these public identifiers, complete enough to prepare their papers."""
    wanted = list(pids)
    if Permission.CERTIFICATES_PREPARE not in viewer.permissions or not wanted:
        return []
    participations = db.session.scalars(
        _participations().where(Participation.pid.in_(wanted)).order_by(Participation.id)
    )
    results = db.session.scalars(
        _results()
        .where(ModuleResult.pid.in_(wanted))
        .options(
            contains_eager(ModuleResult.delivery),
            joinedload(ModuleResult.version_taught).selectinload(ModuleVersion.equipment),
        )
        .order_by(ModuleResult.id)
    )
    return [*participations, *results]


def all_under_way(sources: Sequence[Participation | ModuleResult]) -> list[CertificateStatus]:
    """States of the certificates these sources already have and that still count."""
    query = select(Certificate.status).where(
        Certificate.status.in_(LIVE),
        or_(
            Certificate.participation_id.in_(
                [s.id for s in sources if isinstance(s, Participation)]
            ),
            Certificate.module_result_id.in_(
                [s.id for s in sources if isinstance(s, ModuleResult)]
            ),
        ),
    )
    return list(db.session.scalars(query))


def _participations() -> Select[Any]:
    return (
        select(Participation)
        .join(Participation.cohort)
        .join(Participation.person)
        .options(
            contains_eager(Participation.cohort),
            contains_eager(Participation.person).joinedload(Person.organisation),
        )
        .where(*_open_participations())
    )


def _open_participations() -> tuple[ColumnElement[bool], ...]:
    return (
        Participation.status.in_(_ENTITLED),
        Cohort.status.in_(_REPORTED),
        ~exists().where(
            Certificate.participation_id == Participation.id, Certificate.status.in_(LIVE)
        ),
    )


def _results() -> Select[Any]:
    return (
        select(ModuleResult)
        .join(ModuleResult.delivery)
        .join(ModuleResult.person)
        .options(
            contains_eager(ModuleResult.delivery),
            contains_eager(ModuleResult.person).joinedload(Person.organisation),
            joinedload(ModuleResult.version_taught).joinedload(ModuleVersion.module),
            joinedload(ModuleResult.version_taught).selectinload(ModuleVersion.equipment),
        )
        .where(*_open_results())
    )


def _open_results() -> tuple[ColumnElement[bool], ...]:
    return (
        ModuleResult.status == ResultStatus.PASSED,
        Delivery.status == DeliveryStatus.CLOSED,
        ~exists().where(
            Certificate.module_result_id == ModuleResult.id, Certificate.status.in_(LIVE)
        ),
    )
