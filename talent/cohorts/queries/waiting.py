"""What waits for somebody here: the cohorts' share of the first page after sign-in."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from talent.accounts.models import Account
from talent.cohorts.models import Cohort, CohortSession, Participation
from talent.cohorts.queries.sight import to_mark
from talent.cohorts.rules.lifecycle import (
    MARKING_WINDOW,
    CohortStatus,
    CohortWaiting,
    ParticipationStatus,
    SessionStatus,
)
from talent.foundations.access import Permission
from talent.foundations.periods import ZONES, end_of_day
from talent.foundations.waiting import Waiting
from talent.plumbing import history
from talent.plumbing.database import db
from talent.plumbing.i18n import language


def waiting(viewer: Account, at: datetime) -> list[Waiting]:
    """Everything of the cohorts that waits for ``viewer``."""
    held, found = viewer.permissions, list[Waiting]()
    if Permission.COHORTS_MARK in held:
        found += _unmarked(viewer, at)
    if Permission.COHORTS_MANAGE in held:
        found += _to_evaluate(at)
    if Permission.COHORTS_APPROVE in held:
        found += _to_approve(viewer)
    if Permission.COHORTS_OWN in held:
        found += _to_answer(viewer)
    return found


def _unmarked(viewer: Account, at: datetime) -> Iterable[Waiting]:
    rows = db.session.scalars(
        select(CohortSession)
        .join(CohortSession.cohort)
        .where(
            CohortSession.status == SessionStatus.PLANNED,
            CohortSession.starts_at <= at,
            Cohort.status == CohortStatus.RUNNING,
            to_mark(viewer),
        )
        .options(joinedload(CohortSession.cohort))
        .order_by(CohortSession.starts_at)
    )
    for row in rows:
        yield Waiting(
            CohortWaiting.MARK_ATTENDANCE,
            f"{row.cohort.code} · {row.title.in_(language())}",
            "cohorts.attendance",
            {"session_pid": row.pid},
            row.ends_at + MARKING_WINDOW,
        )


def _to_evaluate(at: datetime) -> Iterable[Waiting]:
    open_sessions = CohortSession.status == SessionStatus.PLANNED
    rows = db.session.scalars(
        select(Cohort)
        .where(Cohort.status == CohortStatus.RUNNING, ~Cohort.sessions.any(open_sessions))
        .order_by(Cohort.ends_on)
    )
    for row in rows:
        over = end_of_day(row.ends_on, ZONES[row.zone])
        if over <= at:
            yield Waiting(
                CohortWaiting.EVALUATE,
                row.title.in_(language()),
                "cohorts.evaluation",
                {"cohort_pid": row.pid},
                over + timedelta(days=7),
            )


def _to_approve(viewer: Account) -> Iterable[Waiting]:
    rows = db.session.scalars(
        select(Cohort).where(Cohort.status == CohortStatus.FINISHED).order_by(Cohort.ends_on)
    ).all()
    done = history.earlier_of(rows)
    for row in rows:
        if done.get(history.key(row), {}).get("finish") != viewer.id:
            yield Waiting(
                CohortWaiting.APPROVE_REPORT,
                row.title.in_(language()),
                "cohorts.cohort",
                {"cohort_pid": row.pid},
            )


def _to_answer(viewer: Account) -> Iterable[Waiting]:
    open_cohorts = {CohortStatus.ANNOUNCED, CohortStatus.CONFIRMED}
    rows = db.session.scalars(
        select(Participation)
        .join(Participation.cohort)
        .where(
            Participation.person_id == viewer.person_id,
            Participation.status == ParticipationStatus.NOMINATED,
            Cohort.status.in_(open_cohorts),
        )
        .options(joinedload(Participation.cohort))
    )
    for row in rows:
        due = None if row.reply_by is None else end_of_day(row.reply_by, ZONES[row.cohort.zone])
        yield Waiting(
            CohortWaiting.REPLY, row.cohort.title.in_(language()), "cohorts.my_cohorts", {}, due
        )
