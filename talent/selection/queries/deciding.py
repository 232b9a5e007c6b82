"""Decisions as the chair, the approver and the coordinator see them."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from talent.accounts.models import Account
from talent.foundations.access import Actor
from talent.foundations.languages import LocalizedText
from talent.foundations.refusals import Refused
from talent.people.models import Organisation, Person
from talent.people.rules.names import PersonNames
from talent.plumbing.database import db
from talent.plumbing.pages import Page, paginate
from talent.selection.models import Application, Decision, DecisionEntry, Review, Round
from talent.selection.rules import scoring
from talent.selection.rules.lifecycle import HANDED_IN
from talent.selection.rules.ranking import OutcomeKind
from talent.selection.rules.reviewing import PENDING, ReviewRefusal


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a prepared decision, with the name for the staff."""

    entry: DecisionEntry
    number: str
    pid: str
    names: PersonNames
    organisation: LocalizedText | None

    @property
    def score(self) -> Fraction:
        return scoring.read(self.entry.score)


@dataclass(frozen=True, slots=True)
class Letter:
    """Whom to tell what: one applicant, their address and language, their outcome."""

    application: Application
    outcome: OutcomeKind
    reserve_rank: int | None
    names: PersonNames
    email: str
    language: str


def decision(viewer: Actor, decision_pid: str) -> Decision:
    """A prepared, returned or published decision with its round and its two persons, or 404."""
    return db.one_or_404(
        select(Decision)
        .where(Decision.pid == decision_pid, Decision.content_hash.is_not(None))
        .options(
            joinedload(Decision.round),
            joinedload(Decision.prepared_by).joinedload(Account.person),
            joinedload(Decision.approved_by).joinedload(Account.person),
        )
    )


def decisions_of(viewer: Actor, round_: Round) -> list[Decision]:
    """All prepared editions of a round's decision, newest first."""
    return list(
        db.session.scalars(
            select(Decision)
            .where(Decision.round_id == round_.id, Decision.content_hash.is_not(None))
            .order_by(Decision.edition.desc())
        )
    )


def lines_of(viewer: Actor, found: Decision, number: int) -> Page[Line]:
    """One page of what a decision says, in order of rank."""
    query: Any = (
        select(DecisionEntry, Application.number, Application.pid, Person.names, Organisation.name)
        .join(Application, Application.id == DecisionEntry.application_id)
        .join(Person, Person.id == Application.person_id)
        .outerjoin(Organisation, Organisation.id == Application.organisation_id)
        .where(DecisionEntry.decision_id == found.id)
        .order_by(DecisionEntry.rank)
    )
    page = paginate(query, number, scalars=False)
    return Page([Line(*row) for row in page.rows], page.number, page.total, page.size)


def count_outcomes(viewer: Actor, found: Decision) -> dict[OutcomeKind, int]:
    """How many people a decision offers a place, keeps in reserve, or turns down."""
    rows: Any = db.session.execute(
        select(DecisionEntry.outcome, func.count())
        .where(DecisionEntry.decision_id == found.id)
        .group_by(DecisionEntry.outcome)
    )
    counts = dict(rows.all())
    return {outcome: counts.get(outcome, 0) for outcome in OutcomeKind}


def application_in_office(viewer: Actor, application_pid: str) -> Application:
    """An application that was handed in, with its round and its person, or 404."""
    return db.one_or_404(
        select(Application)
        .where(Application.pid == application_pid, Application.status.in_(HANDED_IN))
        .options(joinedload(Application.round), joinedload(Application.person))
    )


def reviews_of(viewer: Actor, application: Application) -> list[Review]:
    """All reviews of one application with their reviewers, for the staff. Raises ``Refused`` while
    the viewer's own review of it is open: nobody sees other marks before giving theirs."""
    found = list(
        db.session.scalars(
            select(Review)
            .where(Review.application_id == application.id)
            .options(joinedload(Review.reviewer).joinedload(Account.person))
            .order_by(Review.id)
        )
    )
    if any(review.reviewer_id == viewer.id and review.status in PENDING for review in found):
        raise Refused(ReviewRefusal.OWN_MARKS_FIRST)
    return found


def all_letters(found: Decision) -> list[Letter]:
    """Everybody a decision is about, with the address and the language of their account."""
    rows: Any = db.session.execute(
        select(
            Application,
            DecisionEntry.outcome,
            DecisionEntry.reserve_rank,
            Person.names,
            Person.email,
            Account.email,
            Account.language,
        )
        .join(DecisionEntry, DecisionEntry.application_id == Application.id)
        .join(Person, Person.id == Application.person_id)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(DecisionEntry.decision_id == found.id)
        .order_by(Application.id)
    )
    return [
        Letter(
            application,
            outcome,
            reserve_rank,
            names,
            account_email or own_email,
            language or application.language,
        )
        for application, outcome, reserve_rank, names, own_email, account_email, language in rows
        if account_email or own_email
    ]
