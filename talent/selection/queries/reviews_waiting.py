"""What waits for reviewers, for the coordinator, for the chair and for the approver."""

from sqlalchemy import func, select

from talent.accounts.models import Account
from talent.foundations.access import Permission
from talent.foundations.waiting import Waiting
from talent.plumbing.database import db
from talent.plumbing.i18n import language
from talent.selection.models import Application, Decision, Review, Round
from talent.selection.rules.deciding import DecisionStatus
from talent.selection.rules.lifecycle import RANKED, RoundStatus
from talent.selection.rules.reviewing import (
    ACTIVE,
    PENDING,
    REVIEWED_IN,
    ReviewStatus,
    ReviewWaiting,
)


def reviews_waiting(viewer: Account) -> list[Waiting]:
    """Everything about reviews and decisions that this viewer can do now."""
    found: list[Waiting] = []
    held = viewer.permissions
    if Permission.SELECTION_REVIEW in held:
        found += _own_reviews(viewer)
    if Permission.SELECTION_ASSIGN in held or Permission.SELECTION_RANK in held:
        found += _stages(viewer)
    if Permission.SELECTION_DECIDE in held:
        found += _to_approve(viewer)
    return found


def _own_reviews(viewer: Account) -> list[Waiting]:
    undeclared = Review.status == ReviewStatus.ASSIGNED
    rows = db.session.execute(
        select(
            Round.title,
            func.count(Review.id).filter(undeclared),
            func.count(Review.id).filter(~undeclared),
        )
        .join(Application, Application.round_id == Round.id)
        .join(Review, Review.application_id == Application.id)
        .where(
            Review.reviewer_id == viewer.id,
            Review.status.in_(PENDING),
            Round.status.in_(REVIEWED_IN),
        )
        .group_by(Round.id)
        .order_by(Round.id)
    )
    return [
        Waiting(kind, title.in_(language()), "selection.my_reviews", count=count)
        for title, to_declare, to_mark in rows
        for kind, count in (
            (ReviewWaiting.TO_DECLARE, to_declare),
            (ReviewWaiting.TO_MARK, to_mark),
        )
        if count
    ]


def _stages(viewer: Account) -> list[Waiting]:
    held = viewer.permissions
    reviews = (
        select(
            Application.round_id,
            Application.id,
            func.count(Review.id).filter(Review.status.in_(ACTIVE)).label("active"),
            func.count(Review.id).filter(Review.status.in_(PENDING)).label("pending"),
        )
        .outerjoin(Review, Review.application_id == Application.id)
        .where(Application.status.in_(RANKED))
        .group_by(Application.round_id, Application.id)
        .subquery()
    )
    least, pending = func.min(reviews.c.active), func.sum(reviews.c.pending)
    rows = db.session.execute(
        select(Round, least, pending, Decision.status)
        .join(reviews, reviews.c.round_id == Round.id)
        .outerjoin(
            Decision,
            (Decision.round_id == Round.id) & (Decision.status != DecisionStatus.RETURNED),
        )
        .where(Round.status.in_(REVIEWED_IN))
        .group_by(Round.id, Decision.status)
        .order_by(Round.id)
    )
    found = []
    for round_, fewest, open_reviews, decided in rows:
        values = {"round_pid": round_.pid}
        name = round_.title.in_(language())
        if fewest < round_.parsed.min_reviewers:
            if Permission.SELECTION_ASSIGN in held:
                found.append(
                    Waiting(ReviewWaiting.TO_ASSIGN, name, "selection.assignments", values)
                )
        elif open_reviews or Permission.SELECTION_RANK not in held:
            continue
        elif round_.status is RoundStatus.REVIEWING:
            found.append(Waiting(ReviewWaiting.TO_CLOSE, name, "selection.ranking", values))
        elif decided is DecisionStatus.DRAFT:
            found.append(Waiting(ReviewWaiting.TO_PREPARE, name, "selection.ranking", values))
    return found


def _to_approve(viewer: Account) -> list[Waiting]:
    rows = db.session.execute(
        select(Decision.pid, Round.title)
        .join(Decision.round)
        .where(
            Decision.status == DecisionStatus.PREPARED,
            Decision.prepared_by_id != viewer.id,
            Round.status == RoundStatus.DECIDING,
        )
        .order_by(Decision.id)
    )
    return [
        Waiting(
            ReviewWaiting.TO_APPROVE,
            title.in_(language()),
            "selection.decision",
            {"decision_pid": pid},
        )
        for pid, title in rows
    ]
