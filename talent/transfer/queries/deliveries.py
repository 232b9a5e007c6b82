"""Deliveries, and what people reached in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from talent.accounts.models import Account
from talent.accounts.rules.lifecycle import AccountStatus
from talent.foundations.access import Actor, Permission, Role
from talent.foundations.languages import LocalizedText
from talent.people.models import Person
from talent.plumbing import history
from talent.plumbing.database import db
from talent.plumbing.history import AuditEntry
from talent.plumbing.pages import Page, paginate
from talent.transfer.models import Delivery, ModuleResult, ModuleVersion, TransferModule
from talent.transfer.queries.materials import visible
from talent.transfer.rules import prerequisites
from talent.transfer.rules.competency import CompetencyLevel, is_valid_on, levels_up_to
from talent.transfer.rules.lifecycle import DeliveryStatus, ResultStatus
from talent.transfer.rules.prerequisites import Requirement

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list: a delivery, its people and how many of them passed."""

    delivery: Delivery
    people: int
    passed: int


def deliveries(
    viewer: Account, *, status: str = "", module: str = "", page: int = 1
) -> Page[Listed]:
    """One page of the deliveries, the latest first."""
    query = (
        select(Delivery)
        .join(Delivery.taught)
        .join(ModuleVersion.module)
        .where(visible(viewer))
        .options(
            joinedload(Delivery.taught).joinedload(ModuleVersion.module),
            joinedload(Delivery.assessor),
        )
        .order_by(Delivery.starts_on.desc(), Delivery.id.desc())
    )
    if status in set(DeliveryStatus):
        query = query.where(Delivery.status == DeliveryStatus(status))
    if module:
        query = query.where(TransferModule.code == module)
    found = paginate(query, page)
    counts = _counts([delivery.id for delivery in found.rows])
    rows = [Listed(d, *counts.get(d.id, (0, 0))) for d in found.rows]
    return Page(rows, found.number, found.total, found.size)


def _counts(ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    rows = db.session.execute(
        select(ModuleResult.delivery_id, ModuleResult.status, func.count())
        .where(ModuleResult.delivery_id.in_(ids), ModuleResult.status != ResultStatus.WITHDRAWN)
        .group_by(ModuleResult.delivery_id, ModuleResult.status)
    )
    found: dict[int, tuple[int, int]] = {}
    for delivery_id, status, count in rows:
        people, passed = found.get(delivery_id, (0, 0))
        more = count if status is ResultStatus.PASSED else 0
        found[delivery_id] = (people + count, passed + more)
    return found


def delivery(viewer: Account, pid: str) -> Delivery:
    """One delivery with its module, assessor and people, or 404."""
    return db.one_or_404(_whole().where(Delivery.pid == pid, visible(viewer)))


def delivery_to_assess(viewer: Account, pid: str) -> Delivery:
    """A delivery this viewer assesses, or 404 for anybody else's."""
    return db.one_or_404(
        _whole().where(
            Delivery.pid == pid, visible(viewer), Delivery.assessor_id == viewer.person_id
        )
    )


def _whole() -> Select[Delivery]:
    return select(Delivery).options(
        joinedload(Delivery.taught).joinedload(ModuleVersion.module),
        joinedload(Delivery.taught).selectinload(ModuleVersion.equipment),
        joinedload(Delivery.assessor),
        selectinload(Delivery.results).options(
            joinedload(ModuleResult.person).joinedload(Person.organisation),
            joinedload(ModuleResult.version_taught),
        ),
    )


def result(viewer: Account, pid: str) -> ModuleResult:
    """One attempt with its delivery, or 404."""
    return db.one_or_404(_results().where(ModuleResult.pid == pid, visible(viewer)))


def _results() -> Select[ModuleResult]:
    return select(ModuleResult).options(
        joinedload(ModuleResult.person),
        joinedload(ModuleResult.delivery),
        joinedload(ModuleResult.version_taught).joinedload(ModuleVersion.module),
        joinedload(ModuleResult.version_taught).selectinload(ModuleVersion.equipment),
    )


def own_results(viewer: Account) -> list[ModuleResult]:
    """The viewer's own attempts, the latest first."""
    return list(
        db.session.scalars(
            _results()
            .where(ModuleResult.person_id == viewer.person_id)
            .order_by(ModuleResult.created_at.desc(), ModuleResult.id.desc())
        )
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be enrolled, and what they lack for it."""

    person: Person
    missing: tuple[Requirement, ...]


def people_to_enrol(viewer: Account, of: Delivery, q: str) -> list[Candidate]:
    """People found by name or number who are not in the delivery, with what they lack."""
    if Permission.TRANSFER_MANAGE not in viewer.permissions or not q.strip():
        return []
    sought = q.strip().casefold()
    inside = and_(ModuleResult.person_id == Person.id, ModuleResult.delivery_id == of.id)
    people = db.session.scalars(
        select(Person)
        .outerjoin(ModuleResult, inside)
        .where(
            ModuleResult.id.is_(None),
            or_(
                Person.search.contains(sought, autoescape=True),
                func.lower(Person.code) == sought,
            ),
        )
        .options(joinedload(Person.organisation))
        .order_by(Person.sort_latin, Person.id)
        .limit(MOST_FOUND)
    ).all()
    wanted = prerequisites.parse(of.taught.prerequisites)
    passed = all_passed([p.id for p in people], of.starts_on)
    return [Candidate(p, prerequisites.missing(wanted, passed[p.id])) for p in people]


def person_to_enrol(viewer: Account, pid: str) -> Person:
    """One person, for whoever enrols people, or 404."""
    allowed = visible(viewer) if Permission.TRANSFER_MANAGE in viewer.permissions else None
    query = select(Person).where(Person.pid == pid)
    return db.one_or_404(query.where(Person.id < 0 if allowed is None else allowed))


def assessors(viewer: Account) -> list[Person]:
    """People with an assessor's account, by Latin name."""
    if Permission.TRANSFER_MANAGE not in viewer.permissions:
        return []
    accounts = db.session.scalars(
        select(Account)
        .join(Account.person)
        .where(Account.status == AccountStatus.ACTIVE)
        .options(joinedload(Account.person))
        .order_by(Person.sort_latin, Person.id)
    )
    return [a.person for a in accounts if Role.ASSESSOR in a.role_members]


def trail(viewer: Account, of: Delivery) -> list[tuple[AuditEntry, Account | None]]:
    """What was done to a delivery and by whom, newest first."""
    if Permission.TRANSFER_VIEW not in viewer.permissions:
        return []
    entries = history.entries_of(of)
    doers = {e.actor_id for e in entries if e.actor_id is not None}
    found = db.session.scalars(
        select(Account).where(Account.id.in_(doers)).options(joinedload(Account.person))
    )
    accounts = {account.id: account for account in found}
    return [(entry, accounts.get(entry.actor_id or 0)) for entry in entries]


def deeds(viewer: Account, subject: object) -> dict[str, int | None]:
    """Who did each step so far: what decides which steps ``viewer`` is offered."""
    return history.earlier(subject) if Permission.TRANSFER_VIEW in viewer.permissions else {}


@dataclass(frozen=True, slots=True)
class Passing:
    """That somebody passed a module: all a certificate needs to say about it."""

    result_id: int
    result_pid: str
    person: Person
    module_code: str
    title: LocalizedText
    version: int
    level: CompetencyLevel
    hours: int
    delivery_code: str
    delivery_status: DeliveryStatus
    passed_on: date
    valid_until: date | None


def result_of(viewer: Account, of: ModuleResult | int) -> Passing | None:
    """What a passed attempt says, ``None`` before it is passed; the person's own or staff's."""
    key = of if isinstance(of, int) else of.id
    query = _results().where(ModuleResult.id == key, ModuleResult.status == ResultStatus.PASSED)
    if Permission.TRANSFER_VIEW not in viewer.permissions:
        query = query.where(ModuleResult.person_id == viewer.person_id)
    row = db.session.scalars(query).unique().one_or_none()
    if row is None or row.passed_on is None or row.level is None:
        return None
    return Passing(
        result_id=row.id,
        result_pid=row.pid,
        person=row.person,
        module_code=row.version_taught.module.code,
        title=row.version_taught.module.title,
        version=row.version_taught.number,
        level=row.level,
        hours=row.version_taught.hours,
        delivery_code=row.delivery.code,
        delivery_status=row.delivery.status,
        passed_on=row.passed_on,
        valid_until=row.valid_until,
    )


def all_passed(person_ids: Iterable[int], day: date) -> dict[int, frozenset[str]]:
    """For each person the codes of modules passed and valid on a day, and the levels reached."""
    ids = list(person_ids)
    rows = db.session.execute(
        select(
            ModuleResult.person_id,
            TransferModule.code,
            ModuleResult.level,
            ModuleResult.passed_on,
            ModuleResult.valid_until,
        )
        .join(ModuleResult.version_taught)
        .join(ModuleVersion.module)
        .where(ModuleResult.status == ResultStatus.PASSED, ModuleResult.person_id.in_(ids))
    )
    found: dict[int, set[str]] = {i: set() for i in ids}
    for person_id, code, level, passed_on, valid_until in rows:
        if passed_on and level and is_valid_on(day, passed_on, valid_until):
            found[person_id] |= {code} | levels_up_to(level)
    return {i: frozenset(passed) for i, passed in found.items()}


def all_attempts(person: Person, module_id: int) -> list[ModuleResult]:
    """Somebody's attempts at any version of a module, in order."""
    return list(
        db.session.scalars(
            select(ModuleResult)
            .join(ModuleResult.version_taught)
            .where(ModuleResult.person_id == person.id, ModuleVersion.module_id == module_id)
            .order_by(ModuleResult.id)
        )
    )


def all_results_of(of: Delivery) -> list[ModuleResult]:
    """The attempts in a delivery, with people and what was taught."""
    return list(
        db.session.scalars(
            _results().where(ModuleResult.delivery_id == of.id).order_by(ModuleResult.id)
        )
    )


def all_person_of(by: Actor) -> int | None:
    """The person behind an account, ``None`` for the clock."""
    return getattr(by, "person_id", None)
