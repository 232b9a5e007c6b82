"""Who reviews what in a round: for the coordinator, who never sees a mark here."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, cast, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from talent.accounts.models import Account
from talent.accounts.rules.lifecycle import AccountStatus
from talent.foundations.access import Actor, Role
from talent.foundations.languages import LocalizedText
from talent.people.models import Organisation, Person
from talent.people.rules.names import PersonNames
from talent.plumbing.database import db
from talent.plumbing.pages import Page, paginate
from talent.selection.models import Application, ConflictDeclaration, Review, Round
from talent.selection.rules.lifecycle import RANKED
from talent.selection.rules.reviewing import (
    ACTIVE,
    COUNTED,
    PENDING,
    ConflictType,
    Party,
    ReviewStatus,
    automatic_conflict,
)

JUDGES = (Role.REVIEWER, Role.CHAIR)


@dataclass(frozen=True, slots=True)
class Seat:
    """One reviewer's place at one file."""

    pid: str
    reviewer: PersonNames
    status: ReviewStatus
    conflict: ConflictType | None
    explanation: str


@dataclass(frozen=True, slots=True)
class File:
    """One application and who reviews it."""

    pid: str
    number: str
    names: PersonNames
    organisation: LocalizedText | None
    seats: tuple[Seat, ...]

    @property
    def active(self) -> int:
        return sum(seat.status in ACTIVE for seat in self.seats)


@dataclass(frozen=True, slots=True)
class Reviewer:
    """An active reviewer and how far they are in this round."""

    pid: str
    id: int
    names: PersonNames
    party: Party
    done: int
    open: int
    aside: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Reviews of a round by how far they are, and the applications with too few reviewers."""

    done: int
    begun: int
    waiting: int
    applications: int
    short: int

    @property
    def total(self) -> int:
        return self.done + self.begun + self.waiting


def round_in_office(viewer: Actor, round_pid: str) -> Round:
    """A round, for whoever prepares, reviews or decides it, or 404."""
    return db.one_or_404(select(Round).where(Round.pid == round_pid))


def reviewers(viewer: Actor, round_: Round) -> list[Reviewer]:
    """Every active reviewer and panel chair with their load in this round, two statements."""
    loads: dict[int, dict[ReviewStatus, int]] = {}
    for reviewer_id, status, count in db.session.execute(
        select(Review.reviewer_id, Review.status, func.count())
        .join(Review.application)
        .where(Application.round_id == round_.id, Application.status.in_(RANKED))
        .group_by(Review.reviewer_id, Review.status)
    ):
        loads.setdefault(reviewer_id, {})[status] = count
    accounts = db.session.scalars(
        select(Account)
        .join(Account.person)
        .where(
            Account.status == AccountStatus.ACTIVE,
            or_(*(cast(Account.roles, String).like(f'%"{role.value}"%') for role in JUDGES)),
        )
        .options(contains_eager(Account.person))
        .order_by(Person.sort_latin, Account.id)
    )
    return [_reviewer(account, loads.get(account.id, {})) for account in accounts]


def _reviewer(account: Account, load: dict[ReviewStatus, int]) -> Reviewer:
    return Reviewer(
        pid=account.pid,
        id=account.id,
        names=account.person.names,
        party=Party.of(account.person_id, account.person.organisation_id),
        done=sum(load.get(status, 0) for status in COUNTED),
        open=sum(load.get(status, 0) for status in PENDING),
        aside=load.get(ReviewStatus.RECUSED, 0),
    )


def progress_of(viewer: Actor, round_: Round) -> Progress:
    """How far the reviewing of a round is, one statement."""
    seats = (
        select(
            Application.id,
            func.count(Review.id).filter(Review.status.in_(COUNTED)).label("done"),
            func.count(Review.id).filter(Review.status == ReviewStatus.IN_PROGRESS).label("begun"),
            func.count(Review.id).filter(Review.status.in_(ACTIVE)).label("active"),
        )
        .outerjoin(Review, Review.application_id == Application.id)
        .where(Application.round_id == round_.id, Application.status.in_(RANKED))
        .group_by(Application.id)
        .subquery()
    )
    done, begun, active, applications, short = db.session.execute(
        select(
            func.coalesce(func.sum(seats.c.done), 0),
            func.coalesce(func.sum(seats.c.begun), 0),
            func.coalesce(func.sum(seats.c.active), 0),
            func.count(),
            func.count().filter(seats.c.active < round_.parsed.min_reviewers),
        )
    ).one()
    return Progress(done, begun, active - done - begun, applications, short)


def files_of(viewer: Actor, round_: Round, number: int) -> Page[File]:
    """One page of a round's eligible applications with their reviewers, four statements."""
    query: Any = (
        select(Application.id, Application.pid, Application.number, Person.names, Organisation.name)
        .join(Person, Person.id == Application.person_id)
        .outerjoin(Organisation, Organisation.id == Application.organisation_id)
        .where(Application.round_id == round_.id, Application.status.in_(RANKED))
        .order_by(Application.number)
    )
    page = paginate(query, number, scalars=False)
    seats = _seats([row[0] for row in page.rows])
    files = [
        File(pid, number_, names, organisation, tuple(seats.get(id_, ())))
        for id_, pid, number_, names, organisation in page.rows
    ]
    return Page(files, page.number, page.total, page.size)


def _seats(application_ids: list[int]) -> dict[int, list[Seat]]:
    found: dict[int, list[Seat]] = {}
    declared = (
        select(func.max(ConflictDeclaration.id))
        .where(ConflictDeclaration.review_id == Review.id)
        .correlate(Review)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            Review.application_id,
            Review.pid,
            Person.names,
            Review.status,
            ConflictDeclaration.conflict,
            ConflictDeclaration.explanation,
        )
        .join(Account, Account.id == Review.reviewer_id)
        .join(Person, Person.id == Account.person_id)
        .outerjoin(ConflictDeclaration, ConflictDeclaration.id == declared)
        .where(Review.application_id.in_(application_ids))
        .order_by(Review.id)
    )
    for application_id, pid, names, status, conflict, explanation in rows:
        found.setdefault(application_id, []).append(
            Seat(pid, names, status, conflict, explanation or "")
        )
    return found


def file_to_assign(viewer: Actor, application_pid: str) -> Application:
    """An eligible application with its person, its round and its reviews, or 404."""
    return db.one_or_404(
        select(Application)
        .where(Application.pid == application_pid, Application.status.in_(RANKED))
        .options(joinedload(Application.round), joinedload(Application.person))
    )


def reviewers_for(viewer: Actor, application: Application) -> list[Reviewer]:
    """Who may still be given this file: no automatic conflict, never had it before."""
    taken = set(
        db.session.scalars(
            select(Review.reviewer_id).where(Review.application_id == application.id)
        )
    )
    applicant = Party.of(
        application.person_id, application.organisation_id, application.person.organisation_id
    )
    return [
        reviewer
        for reviewer in reviewers(viewer, application.round)
        if reviewer.id not in taken and automatic_conflict(applicant, reviewer.party) is None
    ]


def review_in_office(viewer: Actor, review_pid: str) -> Review:
    """A review with its application and round, for the staff's steps, or 404."""
    return db.one_or_404(
        select(Review)
        .where(Review.pid == review_pid)
        .options(joinedload(Review.application).joinedload(Application.round))
    )


@dataclass(frozen=True, slots=True)
class Unfilled:
    """What distribution needs to know about one application."""

    id: int
    pid: str
    applicant: Party
    active: int
    had: frozenset[int]


def all_unfilled(round_: Round) -> list[Unfilled]:
    """Every eligible application of a round, how many reviewers it has and who had it: two
    statements."""
    had: dict[int, set[int]] = {}
    active: dict[int, int] = {}
    for application_id, reviewer_id, status in db.session.execute(
        select(Review.application_id, Review.reviewer_id, Review.status)
        .join(Review.application)
        .where(Application.round_id == round_.id)
    ):
        had.setdefault(application_id, set()).add(reviewer_id)
        active[application_id] = active.get(application_id, 0) + (status in ACTIVE)
    rows = db.session.execute(
        select(
            Application.id,
            Application.pid,
            Application.person_id,
            Application.organisation_id,
            Person.organisation_id,
        )
        .join(Person, Person.id == Application.person_id)
        .where(Application.round_id == round_.id, Application.status.in_(RANKED))
    )
    return [
        Unfilled(
            id_,
            pid,
            Party.of(person_id, applied_from, belongs_to),
            active.get(id_, 0),
            frozenset(had.get(id_, ())),
        )
        for id_, pid, person_id, applied_from, belongs_to in rows
    ]
