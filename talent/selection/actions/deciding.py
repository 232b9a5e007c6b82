"""The decision of a round: prepared from the marks, approved by somebody else, published to all."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import joinedload

from talent.foundations.access import Actor
from talent.foundations.refusals import Refused
from talent.plumbing import history
from talent.plumbing.database import db, hold
from talent.selection import notices, queries
from talent.selection.actions.assigning import lock_reviews
from talent.selection.models import Application, Decision, DecisionEntry, Round
from talent.selection.rules import scoring
from talent.selection.rules.applying import offer_expiry
from talent.selection.rules.deciding import (
    DECISION,
    DecisionRefusal,
    check_unchanged,
    content_hash,
)
from talent.selection.rules.lifecycle import APPLICATION, ROUND, RoundStatus
from talent.selection.rules.ranking import OutcomeKind
from talent.selection.rules.reviewing import ReviewRefusal

STEPS = {
    OutcomeKind.OFFERED: "select",
    OutcomeKind.RESERVE: "put-on-reserve",
    OutcomeKind.BELOW_THRESHOLD: "not-select",
}


def begin_deciding(round_: Round, *, by: Actor, at: datetime) -> None:
    """Close the reviewing stage: all marks are in, and from now on they are locked."""
    hold(round_)
    check_ready(queries.ranking_of(by, round_))
    history.advance(round_, ROUND, "begin-deciding", by=by, at=at)
    lock_reviews(round_, by=by, at=at)


def prepare_decision(round_: Round, *, by: Actor, at: datetime) -> Decision:
    """Write the ranking down as it is now, seal it, and hand it to the approver.

    Raises ``Refused`` as long as marks are missing or lie too far apart.
    """
    hold(round_)
    if round_.status is not RoundStatus.DECIDING:
        raise Refused(DecisionRefusal.NOT_DECIDING)
    board = queries.ranking_of(by, round_)
    decision = board.decision
    if decision is None:
        raise Refused(DecisionRefusal.LOTS_NOT_DRAWN)
    check_ready(board)
    lock_reviews(round_, by=by, at=at)
    history.advance(decision, DECISION, "prepare", by=by, at=at, places=len(board.ranking.places))
    decision.snapshot = snapshot_of(round_, board)
    decision.content_hash = content_hash(decision.snapshot)
    decision.prepared_by_id, decision.prepared_at = by.id, at
    entries = [
        {
            "decision_id": decision.id,
            "application_id": board.standings[place.key].id,
            "outcome": place.outcome,
            "reason": place.reason,
            "rank": place.rank,
            "reserve_rank": place.reserve_rank,
            "score": scoring.written(place.score),
            "settled_by": place.settled_by,
        }
        for place in board.ranking.places
    ]
    db.session.execute(insert(DecisionEntry), entries)
    return decision


def check_ready(board: queries.Board) -> None:
    """Raise ``Refused`` unless everybody has enough marks and no file needs a third reviewer."""
    if not board.standings:
        raise Refused(DecisionRefusal.NOBODY_TO_RANK)
    if board.lacking:
        raise Refused(DecisionRefusal.REVIEWS_INCOMPLETE)
    if board.apart:
        raise Refused(DecisionRefusal.SPREAD_TOO_WIDE)


def snapshot_of(round_: Round, board: queries.Board) -> dict[str, Any]:
    """Everything the ranking rests on, in exact text: the same marks give the same snapshot."""
    rules = board.rules
    return {
        "round": round_.pid,
        "rules": {
            "version": rules.version,
            "seats": rules.seats,
            "at_most_per_organisation": rules.at_most_per_organisation,
            "threshold": scoring.written(rules.threshold),
            "third_review_gap": rules.third_review_gap,
            "tie_break": list(rules.tie_break),
        },
        "seed": board.decision.seed if board.decision else "",
        "places": [
            {
                "application": place.key,
                "number": board.standings[place.key].number,
                "organisation": place.group,
                "rank": place.rank,
                "outcome": place.outcome.value,
                "reason": place.reason.value,
                "reserve_rank": place.reserve_rank,
                "score": scoring.written(place.score),
                "reviews": sorted(map(scoring.written, board.standings[place.key].scores)),
                "tie_sums": list(board.standings[place.key].tie_sums),
                "settled_by": place.settled_by,
            }
            for place in board.ranking.places
        ],
    }


def send_back(decision: Decision, reason: str, *, by: Actor, at: datetime) -> Decision:
    """Return a prepared decision. It stays as it was; a new edition with the same seed is begun."""
    if not reason.strip():
        raise Refused(ReviewRefusal.REASON_MISSING)
    history.advance(decision, DECISION, "send-back", by=by, at=at, reason=reason)
    db.session.flush()  # two current decisions of one round cannot stand side by side
    again = Decision(round_id=decision.round_id, edition=decision.edition + 1, seed=decision.seed)
    history.record(again, "begin-edition", by=by, at=at, edition=again.edition)
    return again


def publish(decision: Decision, seen: str, *, by: Actor, at: datetime) -> None:
    """Approve what was prepared and tell everybody, in one transaction.

    ``seen`` is the seal of what the approver had on the screen. Raises ``Refused`` when it is not
    what was prepared, or when the marks now say something else.
    """
    round_ = decision.round
    hold(round_)
    hold(decision)
    history.advance(decision, DECISION, "publish", by=by, at=at, seal=decision.content_hash)
    decision.approved_by_id, decision.published_at = by.id, at
    now_true = snapshot_of(round_, queries.ranking_of(by, round_))
    check_unchanged(
        decision.content_hash, seen, content_hash(decision.snapshot), content_hash(now_true)
    )
    entries = list(
        db.session.scalars(
            select(DecisionEntry)
            .where(DecisionEntry.decision_id == decision.id)
            .options(joinedload(DecisionEntry.application))
            .order_by(DecisionEntry.rank)
        )
    )
    _move([entry.application for entry in entries], entries, round_, by=by, at=at)
    history.advance(round_, ROUND, "publish", by=by, at=at)
    db.session.flush()
    notices.results(round_, decision, at=at)


def _move(
    applications: list[Application],
    entries: list[DecisionEntry],
    round_: Round,
    *,
    by: Actor,
    at: datetime,
) -> None:
    earlier: Mapping[str, Mapping[str, int | None]] = history.earlier_of(applications)
    expires_at = offer_expiry(at, round_.parsed.accept_days, round_.zone)
    for application, entry in zip(applications, entries, strict=True):
        if entry.outcome is OutcomeKind.OFFERED:
            application.offer_expires_at = expires_at
        history.advance(
            application,
            APPLICATION,
            STEPS[entry.outcome],
            by=by,
            at=at,
            earlier_deeds=earlier.get(history.key(application), {}),
            rank=entry.rank,
            reason=entry.reason.value,
        )
