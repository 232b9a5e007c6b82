"""What waits for somebody here: the cohorts' share of the first page after sign-in."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from talent.accounts.models import Account
from talent.cohorts.models import Cohort, Participation
from talent.cohorts.queries.sight import may_mark, visible
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
    if held & {Permission.COHORTS_MARK, Permission.COHORTS_MANAGE}:
        running = _running(viewer)
        found += _unmarked(viewer, running, at)
        if Permission.COHORTS_MANAGE in held:
            found += _to_evaluate(running, at)
    if Permission.COHORTS_APPROVE in held:
        found += _to_approve(viewer)
    if Permission.COHORTS_OWN in held:
        found += _to_answer(viewer)
    return found


def _running(viewer: Account) -> list[Cohort]:
    """The running cohorts the viewer works with and their timetables: one statement."""
    return list(
        db.session.scalars(
            select(Cohort)
            .where(Cohort.status == CohortStatus.RUNNING, visible(viewer))
            .options(joinedload(Cohort.sessions))
            .order_by(Cohort.ends_on, Cohort.id)
        ).unique()
    )


def _unmarked(viewer: Account, running: list[Cohort], at: datetime) -> Iterable[Waiting]:
    begun = [
        (session, cohort)
        for cohort in running
        for session in cohort.sessions
        if session.status is SessionStatus.PLANNED
        and session.starts_at <= at
        and may_mark(viewer, session)
    ]
    for session, cohort in sorted(begun, key=lambda pair: pair[0].starts_at):
        yield Waiting(
            CohortWaiting.MARK_ATTENDANCE,
            f"{cohort.code} · {session.title.in_(language())}",
            "cohorts.attendance",
            {"session_pid": session.pid},
            session.ends_at + MARKING_WINDOW,
        )


def _to_evaluate(running: list[Cohort], at: datetime) -> Iterable[Waiting]:
    for cohort in running:
        over = end_of_day(cohort.ends_on, ZONES[cohort.zone])
        is_marked = all(s.status is not SessionStatus.PLANNED for s in cohort.sessions)
        if over <= at and is_marked:
            yield Waiting(
                CohortWaiting.EVALUATE,
                cohort.title.in_(language()),
                "cohorts.evaluation",
                {"cohort_pid": cohort.pid},
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
