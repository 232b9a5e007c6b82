"""Lists of cohorts, their timetable, and whom one could add."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, case, exists, false, func, or_, select, true
from sqlalchemy.orm import joinedload

from talent.accounts.models import Account
from talent.accounts.rules.lifecycle import AccountStatus
from talent.cohorts.models import Cohort, CohortSession, Participation
from talent.cohorts.queries.sight import visible
from talent.cohorts.rules.lifecycle import GONE, CohortFormat, CohortStatus, SessionStatus
from talent.foundations.access import Permission, Role
from talent.people.models import Organisation, Person
from talent.people.rules.lifecycle import OrganisationStatus
from talent.plumbing import history
from talent.plumbing.database import db
from talent.plumbing.history import AuditEntry
from talent.plumbing.pages import Page, paginate
from talent.selection import queries as selection
from talent.selection.models import Application
from talent.selection.rules.lifecycle import RoundKind

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list: a cohort, its people, and how many of its sessions are over."""

    cohort: Cohort
    people: int
    held: int
    sessions: int


def cohorts(
    viewer: Account, *, q: str = "", status: str = "", form: str = "", page: int = 1
) -> Page[Listed]:
    """One page of the cohorts the viewer works with, the latest first: five statements."""
    query = (
        select(Cohort)
        .where(visible(viewer))
        .options(joinedload(Cohort.organiser))
        .order_by(Cohort.starts_on.desc(), Cohort.id.desc())
    )
    if q:
        sought = [Cohort.code, Cohort.title_ko, Cohort.title_mn, Cohort.title_en]  # type: ignore[attr-defined]
        query = query.where(or_(*(c.icontains(q, autoescape=True) for c in sought)))
    if status in set(CohortStatus):
        query = query.where(Cohort.status == CohortStatus(status))
    if form in set(CohortFormat):
        query = query.where(Cohort.format == CohortFormat(form))
    found = paginate(query, page)
    counted = _counts([cohort.id for cohort in found.rows])
    rows = [Listed(cohort, *counted.get(cohort.id, (0, 0, 0))) for cohort in found.rows]
    return Page(rows, found.number, found.total, found.size)


def _counts(ids: Sequence[int]) -> dict[int, tuple[int, int, int]]:
    people = db.session.execute(
        select(Participation.cohort_id, func.count())
        .where(Participation.cohort_id.in_(ids), Participation.status.not_in(GONE))
        .group_by(Participation.cohort_id)
    )
    sessions = db.session.execute(
        select(
            CohortSession.cohort_id,
            func.sum(case((CohortSession.status == SessionStatus.HELD, 1), else_=0)),
            func.sum(case((CohortSession.status != SessionStatus.CANCELLED, 1), else_=0)),
        )
        .where(CohortSession.cohort_id.in_(ids))
        .group_by(CohortSession.cohort_id)
    )
    present = dict(people.all())
    met = {cohort_id: (held, planned) for cohort_id, held, planned in sessions}
    return {i: (present.get(i, 0), *met.get(i, (0, 0))) for i in ids}


def cohort(viewer: Account, pid: str) -> Cohort:
    """One cohort with its organiser, or 404 when it is not the viewer's business."""
    return db.one_or_404(
        select(Cohort)
        .where(Cohort.pid == pid, visible(viewer))
        .options(joinedload(Cohort.organiser))
    )


def timetable(viewer: Account, of: Cohort) -> list[CohortSession]:
    """The sessions of a cohort in the order they take place."""
    return list(
        db.session.scalars(
            select(CohortSession)
            .join(CohortSession.cohort)
            .where(CohortSession.cohort_id == of.id, visible(viewer))
            .options(joinedload(CohortSession.instructor))
            .order_by(CohortSession.starts_at, CohortSession.id)
        )
    )


def session(viewer: Account, pid: str) -> CohortSession:
    """One session of a cohort the viewer works with, or 404."""
    return db.one_or_404(
        select(CohortSession)
        .join(CohortSession.cohort)
        .where(CohortSession.pid == pid, visible(viewer))
        .options(
            joinedload(CohortSession.cohort).joinedload(Cohort.organiser),
            joinedload(CohortSession.instructor),
        )
    )


def organisers(viewer: Account) -> list[Organisation]:
    """Organisations that can run a cohort, by name; the two partners of the centre among them."""
    if Permission.COHORTS_MANAGE not in viewer.permissions:
        return []
    return list(
        db.session.scalars(
            select(Organisation)
            .where(Organisation.status == OrganisationStatus.VERIFIED)
            .order_by(Organisation.name_en, Organisation.id)  # type: ignore[attr-defined]
        )
    )


def instructors(viewer: Account) -> list[Person]:
    """People with an instructor's account, by Latin name."""
    if Permission.COHORTS_MANAGE not in viewer.permissions:
        return []
    accounts = db.session.scalars(
        select(Account)
        .where(Account.status == AccountStatus.ACTIVE)
        .join(Account.person)
        .options(joinedload(Account.person))
        .order_by(Person.sort_latin, Person.id)
    )
    return [a.person for a in accounts if Role.INSTRUCTOR in a.role_members]


def people_to_add(viewer: Account, of: Cohort, q: str) -> list[Person]:
    """People found by name or number who are not in the cohort yet, twenty at most."""
    if Permission.COHORTS_MANAGE not in viewer.permissions or not q.strip():
        return []
    sought = q.strip().casefold()
    return list(
        db.session.scalars(
            select(Person)
            .outerjoin(
                Participation,
                and_(Participation.person_id == Person.id, Participation.cohort_id == of.id),
            )
            .where(
                Participation.id.is_(None),
                or_(
                    Person.search.contains(sought, autoescape=True),
                    func.lower(Person.code) == sought,
                ),
            )
            .options(joinedload(Person.organisation))
            .order_by(Person.sort_latin, Person.id)
            .limit(MOST_FOUND)
        )
    )


def person_to_add(viewer: Account, of: Cohort, pid: str) -> Person:
    """One person a manager may add to a cohort, or 404."""
    allowed = true() if Permission.COHORTS_MANAGE in viewer.permissions else false()
    return db.one_or_404(
        select(Person).where(
            Person.pid == pid, allowed, exists().where(Cohort.id == of.id, visible(viewer))
        )
    )


_CALLS = {
    CohortFormat.INVITED: (RoundKind.INVITED,),
    CohortFormat.LOCAL: (RoundKind.LOCAL,),
    CohortFormat.ONLINE: (RoundKind.INVITED, RoundKind.LOCAL),
    CohortFormat.BLENDED: (RoundKind.INVITED, RoundKind.LOCAL),
}


def applications_to_take(viewer: Account, of: Cohort) -> list[Application]:
    """Accepted applications of calls for this kind of training that nobody has taken over yet."""
    if Permission.COHORTS_MANAGE not in viewer.permissions:
        return []
    return [
        application
        for kind in _CALLS[of.format]
        for application in selection.accepted_applications(viewer, kind)
    ]


def trail(viewer: Account, of: Cohort) -> list[tuple[AuditEntry, Account | None]]:
    """What was done to a cohort and by whom, newest first, for those who manage or approve."""
    if not viewer.permissions & {Permission.COHORTS_MANAGE, Permission.COHORTS_APPROVE}:
        return []
    entries = history.entries_of(of)
    doers = {e.actor_id for e in entries if e.actor_id is not None}
    found = db.session.scalars(
        select(Account).where(Account.id.in_(doers)).options(joinedload(Account.person))
    )
    accounts = {account.id: account for account in found}
    return [(entry, accounts.get(entry.actor_id or 0)) for entry in entries]


def deeds(viewer: Account, subject: Cohort | Participation) -> dict[str, int | None]:
    """Who did each step so far: what decides which steps ``viewer`` is offered."""
    return history.earlier(subject) if Permission.COHORTS_VIEW in viewer.permissions else {}
