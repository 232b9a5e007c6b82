"""What the office does with reviews: give them out, take them back, void them, lock them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from talent.foundations.access import Actor
from talent.foundations.refusals import Refused
from talent.plumbing import history
from talent.plumbing.database import db, hold
from talent.selection import queries
from talent.selection.models import Application, Decision, Review, Round
from talent.selection.rules.assignment import Desk, Paper, Plan, distribute
from talent.selection.rules.reviewing import (
    REVIEW,
    REVIEWED_IN,
    ReviewRefusal,
    ReviewStatus,
    automatic_conflict,
    check_assignable,
)


def draw_lots(round_: Round, seed: str, *, by: Actor, at: datetime) -> Decision:
    """Open the round's decision with the seed of its lots; the one already drawn stays.

    It is drawn when the first reviewer is assigned, before any mark exists.
    """
    found = queries.current_decision(by, round_)
    if found is not None:
        return found
    decision = Decision(round_id=round_.id, seed=seed)
    history.record(decision, "draw-lots", by=by, at=at, seed=seed)
    return decision


def distribute_reviews(
    round_: Round, each: int, cap: int | None, seed: str, *, by: Actor, at: datetime
) -> Plan:
    """Give every eligible application the reviewers it still lacks, evenly and without conflicts.

    ``seed`` is used when no lots have been drawn yet. Returns the plan: what could not be filled
    is in it.
    """
    _hold(round_)
    decision = draw_lots(round_, seed, by=by, at=at)
    people = queries.reviewers(by, round_)
    files = queries.all_unfilled(round_)
    papers = [
        Paper(
            key=file.pid,
            lacking=max(0, each - file.active),
            barred=frozenset(
                one.pid
                for one in people
                if one.id in file.had or automatic_conflict(file.applicant, one.party) is not None
            ),
        )
        for file in files
    ]
    desks = [Desk(one.pid, one.done + one.open) for one in people]
    plan = distribute(papers, desks, seed=decision.seed, cap=cap)
    file_ids, reviewer_ids = {f.pid: f.id for f in files}, {p.pid: p.id for p in people}
    _give_out(
        ((file_ids[file], reviewer_ids[reviewer]) for file, reviewer in plan.pairs), by=by, at=at
    )
    history.record(round_, "assign-reviewers", by=by, at=at, given=len(plan.pairs))
    return plan


def assign(
    application: Application, reviewer_pid: str, seed: str, *, by: Actor, at: datetime
) -> None:
    """Give one application to one reviewer. Raises ``Refused`` for a known conflict."""
    _hold(application.round)
    draw_lots(application.round, seed, by=by, at=at)
    found = [r for r in queries.reviewers(by, application.round) if r.pid == reviewer_pid]
    if not found:
        raise Refused(ReviewRefusal.NOT_A_REVIEWER)
    file = next(f for f in queries.all_unfilled(application.round) if f.id == application.id)
    if found[0].id in file.had:
        raise Refused(ReviewRefusal.ALREADY_ASSIGNED)
    check_assignable(file.applicant, found[0].party, already=())
    _give_out([(application.id, found[0].id)], by=by, at=at)


def remove(review: Review, *, by: Actor, at: datetime) -> None:
    """Take a file back that its reviewer has not answered for: the row goes, the trail stays."""
    _hold(review.application.round)
    if review.status is not ReviewStatus.ASSIGNED:
        raise Refused(ReviewRefusal.ALREADY_BEGUN)
    history.record(review, "remove-reviewer", by=by, at=at, application=review.application_id)
    db.session.delete(review)


def take_back(review: Review, reason: str, *, by: Actor, at: datetime) -> None:
    """Take a file back that was opened but not handed in: what was marked does not count."""
    _hold(review.application.round)
    history.advance(review, REVIEW, "release", by=by, at=at, reason=reason)


def void(review: Review, reason: str, *, by: Actor, at: datetime) -> None:
    """Make handed-in marks void, because a conflict came to light late. Somebody else is needed.

    A round that was already being decided goes on; the decision prepared from the old marks can no
    longer be published, because the ranking is not what it was.
    """
    if not reason.strip():
        raise Refused(ReviewRefusal.REASON_MISSING)
    history.advance(review, REVIEW, "void", by=by, at=at, reason=reason)


def lock_reviews(round_: Round, *, by: Actor, at: datetime) -> None:
    """Lock whatever is handed in."""
    reviews = list(
        db.session.scalars(
            select(Review)
            .join(Review.application)
            .where(Application.round_id == round_.id, Review.status == ReviewStatus.SUBMITTED)
        )
    )
    earlier = history.earlier_of(reviews)
    for review in reviews:
        deeds = earlier.get(history.key(review), {})
        history.advance(review, REVIEW, "lock", by=by, at=at, earlier_deeds=deeds)


def _give_out(pairs: Iterable[tuple[int, int]], *, by: Actor, at: datetime) -> None:
    made = [
        Review(application_id=application_id, reviewer_id=reviewer_id, assigned_at=at)
        for application_id, reviewer_id in pairs
    ]
    db.session.add_all(made)
    db.session.flush()
    for review in made:
        history.record(review, "assign", by=by, at=at)


def _hold(round_: Round) -> None:
    """Lock the round, so that nothing is given out while somebody decides."""
    hold(round_)
    if round_.status not in REVIEWED_IN:
        raise Refused(ReviewRefusal.ROUND_NOT_REVIEWING)
