"""Work that outlives a request: rows first, done by workers, survived by every crash.

A job is a row in the application's own database, written in the transaction that wants the work.
A worker claims it under a lease and a fencing token, does it without an open transaction, and
commits its final writes together with ``done``. One that dies is overtaken when its lease ends.
"""

import os
import random
import socket
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from croniter import croniter
from flask import Flask
from sqlalchemy import JSON, Index, String, Text, and_, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from talent.plumbing.clock import now
from talent.plumbing.database import Model, choice, db

LEASE = timedelta(seconds=60)
POLL_SECONDS = 0.5
MOST_ATTEMPTS = 6


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Model):
    """One piece of work: which kind, with which arguments, how far it has come."""

    __tablename__ = "job"
    __table_args__ = (Index(None, "state", "run_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    args: Mapped[dict[str, Any]] = mapped_column(JSON)
    key: Mapped[str | None] = mapped_column(String(200), unique=True)
    state: Mapped[JobState] = mapped_column(choice(JobState), default=JobState.QUEUED)
    run_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    token: Mapped[str | None] = mapped_column(String(100))
    lease_until: Mapped[datetime | None]
    progress_done: Mapped[int] = mapped_column(default=0)
    progress_total: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class Schedule(Model):
    """When the clock starts a job of some kind: a cron line read in a zone."""

    __tablename__ = "schedule"

    kind: Mapped[str] = mapped_column(String(60), primary_key=True)
    cron: Mapped[str] = mapped_column(String(60))
    zone: Mapped[str] = mapped_column(String(40))
    next_at: Mapped[datetime]


class LeaseLost(Exception):
    """Another worker has taken the job over; whatever this one did is not written."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A job in a worker's hands."""

    job_id: int
    kind: str
    args: dict[str, Any]
    token: str
    attempts: int

    def report(self, done: int, total: int) -> None:
        """Show progress; raises :class:`LeaseLost` when the job is no longer ours."""
        _own(self, progress_done=done, progress_total=total)


Finish = Callable[[], None]
Handler = Callable[..., Finish | None]
_handlers: dict[str, Handler] = {}
_idle: list[Callable[[], bool]] = []
_declared: dict[str, tuple[str, str]] = {}


def job(kind: str) -> Callable[[Handler], Handler]:
    """Register what does jobs of ``kind``: ``handler(claim, **args)``.

    It runs with no transaction open and returns a function that makes its final writes, or None.
    It must be safe to run twice: a worker may die after the work and before the commit.
    """

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return register


def between_jobs(chore: Callable[[], bool]) -> Callable[[], bool]:
    """Register a chore workers do between jobs; it answers whether there was anything to do."""
    _idle.append(chore)
    return chore


def enqueue(
    kind: str, *, key: str | None = None, at: datetime, run_at: datetime | None = None, **args: Any
) -> Job | None:
    """Write a job row in the caller's transaction. ``None`` when one with this ``key`` exists."""
    if key is not None and db.session.scalar(select(Job.id).where(Job.key == key)) is not None:
        return None
    made = Job(kind=kind, args=args, key=key, run_at=run_at or at, created_at=at)
    db.session.add(made)
    return made


def find(key: str) -> Job | None:
    """The job with this key, to show how far it is."""
    return db.session.scalar(select(Job).where(Job.key == key))


def set_schedule(kind: str, cron: str, zone: str, *, at: datetime) -> None:
    """Have a job of ``kind`` started by the clock: ``cron``, read in ``zone``."""
    row = db.session.get(Schedule, kind) or Schedule(kind=kind, cron="", zone=zone, next_at=at)
    if (row.cron, row.zone) != (cron, zone):
        row.cron, row.zone, row.next_at = cron, zone, next_time(cron, zone, at)
        db.session.add(row)


def declare(schedules: Sequence[tuple[str, str, str]]) -> None:
    """Keep a room's (kind, cron line, zone); a worker puts them into effect when it starts."""
    _declared.update({kind: (cron, zone) for kind, cron, zone in schedules})


def install_schedules(at: datetime) -> None:
    """Put the declared schedules into the database; those unchanged keep their next time."""
    for kind, (cron, zone) in _declared.items():
        set_schedule(kind, cron, zone, at=at)
    db.session.commit()


def next_time(cron: str, zone: str, after: datetime) -> datetime:
    """The first instant later than ``after`` that the cron line names in ``zone``."""
    found: datetime = croniter(cron, after.astimezone(ZoneInfo(zone))).get_next(datetime)
    return found.astimezone(UTC)


def start_due_schedules(at: datetime) -> int:
    """Enqueue what the clock owes; several workers may ask at once, each turn is started once."""
    started = 0
    while True:
        row = db.session.scalars(
            select(Schedule)
            .where(Schedule.next_at <= at)
            .limit(1)
            .with_for_update(skip_locked=True)
        ).first()
        if row is None:
            db.session.rollback()
            return started
        enqueue(row.kind, key=f"schedule:{row.kind}:{row.next_at.isoformat()}", at=at)
        row.next_at = next_time(row.cron, row.zone, at)
        db.session.commit()
        started += 1


def claim(worker: str, at: datetime) -> Claim | None:
    """Take the next due or abandoned job, or ``None``."""
    row = db.session.scalars(
        select(Job)
        .where(
            or_(
                and_(Job.state == JobState.QUEUED, Job.run_at <= at),
                and_(Job.state == JobState.RUNNING, Job.lease_until < at),
            )
        )
        .order_by(Job.run_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if row is None:
        db.session.rollback()
        return None
    if row.attempts >= MOST_ATTEMPTS:
        row.state, row.error = (
            JobState.FAILED,
            f"{row.error or ''}\nthe worker died repeatedly".strip(),
        )
        db.session.commit()
        return None
    row.state, row.attempts = JobState.RUNNING, row.attempts + 1
    row.token, row.lease_until = f"{worker}:{uuid4().hex}", at + LEASE
    taken = Claim(row.id, row.kind, dict(row.args), row.token, row.attempts)
    db.session.commit()
    return taken


def perform(taken: Claim) -> None:
    """Do a claimed job and write how it ended."""
    stop = threading.Event()
    from flask import current_app

    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    beat = threading.Thread(target=_keep_lease, args=(app, taken, stop), daemon=True)
    if not app.config.get("TESTING"):
        beat.start()
    try:
        finish = _handlers[taken.kind](taken, **taken.args)
        if finish is not None:
            finish()
        _mark(taken, state=JobState.DONE, finished_at=now(), error=None)
        db.session.commit()
    except LeaseLost:
        db.session.rollback()
    except Exception:
        db.session.rollback()
        _give_back(taken, traceback.format_exc()[-4000:])
    finally:
        stop.set()


def _give_back(taken: Claim, error: str) -> None:
    last = taken.attempts >= MOST_ATTEMPTS
    wait = timedelta(seconds=min(3600, 5 * 4 ** (taken.attempts - 1)) * (1 + random.random() / 4))  # noqa: S311 -- jitter
    try:
        _mark(
            taken,
            state=JobState.FAILED if last else JobState.QUEUED,
            error=error,
            run_at=now() + wait,
            token=None,
        )
        db.session.commit()
    except LeaseLost:
        db.session.rollback()


def _mark(taken: Claim, **values: Any) -> None:
    done = db.session.execute(
        update(Job).where(Job.id == taken.job_id, Job.token == taken.token).values(**values)
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        raise LeaseLost


def _own(taken: Claim, **values: Any) -> None:
    _mark(taken, **values)
    db.session.commit()


def _keep_lease(app: Flask, taken: Claim, stop: threading.Event) -> None:
    while not stop.wait(LEASE.total_seconds() / 3):
        with app.app_context():
            try:
                _own(taken, lease_until=now() + LEASE)
            except LeaseLost:
                return


def run_pending(at: datetime | None = None) -> int:
    """Do everything that is due, then stop: what the tests call instead of a worker."""
    worker, done = f"{socket.gethostname()}:{os.getpid()}", 0
    while (taken := claim(worker, at or now())) is not None:
        perform(taken)
        done += 1
    for chore in _idle:
        while chore():
            done += 1
    return done


def work(should_stop: Callable[[], bool]) -> None:
    """A worker's life: schedules, jobs, chores, a short sleep; until told to stop."""
    worker = f"{socket.gethostname()}:{os.getpid()}"
    install_schedules(now())
    while not should_stop():
        busy = False
        try:
            start_due_schedules(now())
            taken = claim(worker, now())
            if taken is not None:
                perform(taken)
                busy = True
            for chore in _idle:
                busy = chore() or busy
        except Exception:  # the database may be away for a while: the worker outlives it
            db.session.rollback()
            traceback.print_exc()
            time.sleep(2)
        finally:
            db.session.remove()
        if not busy:
            time.sleep(POLL_SECONDS * (0.5 + random.random()))  # noqa: S311 -- spreads workers out
