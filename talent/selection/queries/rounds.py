"""Calls as strangers, applicants and staff see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select

from talent.foundations.access import Actor
from talent.plumbing.database import db
from talent.plumbing.pages import Page, paginate
from talent.selection.models import Application, Round
from talent.selection.rules.lifecycle import (
    ANNOUNCED,
    HANDED_IN,
    ApplicationStatus,
    RoundStatus,
)


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A call in the staff's list: how many drafts it has, and how many were handed in."""

    round: Round
    drafts: int
    handed_in: int


def open_calls(viewer: Any) -> list[Round]:
    """Calls everybody may read, open ones first, then by closing date, newest first."""
    return list(
        db.session.scalars(
            select(Round)
            .where(Round.status.in_(ANNOUNCED | {RoundStatus.APPROVED}))
            .order_by(
                case((Round.status == RoundStatus.OPEN, 0), else_=1),
                Round.closes_at.desc(),
                Round.id.desc(),
            )
            .limit(100)
        )
    )


def call(viewer: Any, pid: str) -> Round:
    """One call everybody may read; one in preparation or cancelled is 404."""
    return db.first_or_404(
        select(Round).where(Round.pid == pid, Round.status.in_(ANNOUNCED | {RoundStatus.APPROVED}))
    )


def rounds(viewer: Actor, *, status: str = "", page: int = 1) -> Page[RoundLine]:
    """All calls with their counts, newest first: three statements."""
    query = select(Round).order_by(Round.opens_at.desc(), Round.id.desc())
    if status in set(RoundStatus):
        query = query.where(Round.status == RoundStatus(status))
    found = paginate(query, page)
    counts = _counts([round_.id for round_ in found.rows])
    lines = [
        RoundLine(
            round_,
            counts.get((round_.id, ApplicationStatus.DRAFT), 0),
            sum(counts.get((round_.id, state), 0) for state in HANDED_IN),
        )
        for round_ in found.rows
    ]
    return Page(lines, found.number, found.total, found.size)


def rounds_to_copy(viewer: Actor) -> list[tuple[str, str]]:
    """Public id and code of earlier calls whose rules a new one may begin with."""
    rows = db.session.execute(select(Round.pid, Round.code).order_by(Round.id.desc()).limit(50))
    return [(pid, code) for pid, code in rows]


def count_applications(viewer: Actor, round_: Round) -> Mapping[ApplicationStatus, int]:
    """How many applications of a call stand in each state; states without any are 0."""
    counts = _counts([round_.id])
    return {state: counts.get((round_.id, state), 0) for state in ApplicationStatus}


def _counts(round_ids: list[int]) -> dict[tuple[int, ApplicationStatus], int]:
    if not round_ids:
        return {}
    rows = db.session.execute(
        select(Application.round_id, Application.status, func.count())
        .where(Application.round_id.in_(round_ids))
        .group_by(Application.round_id, Application.status)
    )
    return {(round_id, status): number for round_id, status, number in rows}
