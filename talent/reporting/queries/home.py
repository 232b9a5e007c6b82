"""What waits for somebody in all rooms together, and how things stand."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import joinedload

from talent.accounts.models import Account
from talent.certificates import queries as certificates
from talent.certificates.models import Certificate
from talent.cohorts import queries as cohorts
from talent.cohorts.models import Cohort, CohortSession, Participation
from talent.cohorts.queries.sight import visible
from talent.cohorts.rules.lifecycle import CohortStatus, ParticipationStatus, SessionStatus
from talent.foundations.access import Permission
from talent.foundations.waiting import Waiting, by_urgency
from talent.outbox import queries as outbox
from talent.people import queries as people
from talent.placements import queries as placements
from talent.placements.models import Placement
from talent.plumbing.database import db
from talent.reporting.queries.reports import report_waiting
from talent.selection import queries as selection
from talent.selection.models import Application, Review, Round
from talent.selection.rules.lifecycle import HANDED_IN, ApplicationStatus, RoundStatus
from talent.selection.rules.reviewing import ReviewStatus
from talent.transfer import queries as transfer

MOST_ROUNDS, MOST_SESSIONS, MOST_OWN = 8, 12, 5
RUNNING = frozenset(RoundStatus) - {RoundStatus.DRAFT, RoundStatus.FINAL, RoundStatus.CANCELLED}
REVIEWED = (ReviewStatus.SUBMITTED, ReviewStatus.LOCKED)
BEGUN = (ReviewStatus.COI_CLEARED, ReviewStatus.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class RunningRound:
    """A round on its way: what was handed in, and how far its reviews are."""

    round: Round
    drafts: int
    handed_in: int
    reviewed: int
    begun: int
    untouched: int


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """What a trainee has here: applications, a placement, courses, papers."""

    applications: list[Application]
    placement: Placement | None
    participations: list[Participation]
    certificates: list[Certificate]


def waiting(viewer: Account, at: datetime) -> list[Waiting]:
    """Everything that waits for ``viewer``, the most pressing first."""
    rooms = (people, outbox, selection, placements, cohorts, transfer, certificates)
    found = [item for room in rooms for item in room.waiting(viewer, at)]
    return by_urgency(found + report_waiting(viewer, at))


def running_rounds(viewer: Account) -> list[RunningRound]:
    """The rounds on their way with their counts, the next to close first: one statement."""
    if Permission.SELECTION_VIEW not in viewer.permissions:
        return []
    rows = db.session.execute(
        select(
            Round,
            _applications(Application.status == ApplicationStatus.DRAFT),
            _applications(Application.status.in_(HANDED_IN)),
            _reviews(Review.status.in_(REVIEWED)),
            _reviews(Review.status.in_(BEGUN)),
            _reviews(Review.status == ReviewStatus.ASSIGNED),
        )
        .where(Round.status.in_(RUNNING))
        .order_by(Round.closes_at, Round.id)
        .limit(MOST_ROUNDS)
    )
    return [RunningRound(*row) for row in rows]


def sessions_today(viewer: Account, *, at: datetime, zone: ZoneInfo) -> list[CohortSession]:
    """Today's sessions of the running cohorts the viewer works with, by the clock."""
    morning = datetime.combine(at.astimezone(zone).date(), time(), zone)
    return list(
        db.session.scalars(
            select(CohortSession)
            .join(CohortSession.cohort)
            .where(
                CohortSession.starts_at >= morning,
                CohortSession.starts_at < morning + timedelta(days=1),
                CohortSession.status != SessionStatus.CANCELLED,
                Cohort.status == CohortStatus.RUNNING,
                visible(viewer),
            )
            .options(joinedload(CohortSession.cohort))
            .order_by(CohortSession.starts_at, CohortSession.id)
            .limit(MOST_SESSIONS)
        )
    )


def own_facts(viewer: Account) -> OwnFacts:
    """The latest of everything the viewer has here: four statements."""
    mine = viewer.person_id
    return OwnFacts(
        applications=list(
            db.session.scalars(
                select(Application)
                .where(Application.person_id == mine)
                .options(joinedload(Application.round))
                .order_by(Application.id.desc())
                .limit(MOST_OWN)
            )
        ),
        placement=db.session.scalars(
            select(Placement)
            .where(Placement.person_id == mine)
            .options(joinedload(Placement.university))
            .order_by(Placement.created_at.desc(), Placement.id.desc())
            .limit(1)
        ).first(),
        participations=list(
            db.session.scalars(
                select(Participation)
                .join(Participation.cohort)
                .where(
                    Participation.person_id == mine,
                    Participation.status != ParticipationStatus.DECLINED,
                    Cohort.status != CohortStatus.PLANNED,
                )
                .options(joinedload(Participation.cohort))
                .order_by(Cohort.starts_on.desc(), Participation.id.desc())
                .limit(MOST_OWN)
            )
        ),
        certificates=certificates.my_certificates(viewer)[:MOST_OWN],
    )


def _applications(which: ColumnElement[bool]) -> ScalarSelect[int]:
    return (
        select(func.count(Application.id))
        .where(Application.round_id == Round.id, which)
        .scalar_subquery()
    )


def _reviews(which: ColumnElement[bool]) -> ScalarSelect[int]:
    return (
        select(func.count(Review.id))
        .join(Application, Review.application_id == Application.id)
        .where(Application.round_id == Round.id, which)
        .scalar_subquery()
    )
