"""What reviewers do with a file: declare, keep a draft, hand in, step aside."""

from collections.abc import Mapping
from datetime import datetime

from talent.foundations.access import Actor
from talent.foundations.refusals import Refused
from talent.foundations.workflow import WorkflowRefusal
from talent.plumbing import history
from talent.plumbing.database import db
from talent.selection.models import ConflictDeclaration, Review
from talent.selection.rules import scoring
from talent.selection.rules.reviewing import (
    DRAFT,
    REVIEW,
    REVIEWED_IN,
    ConflictType,
    ReviewRefusal,
    ReviewStatus,
    check_open,
)


def declare_clear(review: Review, *, by: Actor, at: datetime) -> None:
    """The reviewer has no conflict of interest: the file opens."""
    _check(review, by)
    history.advance(review, REVIEW, "clear-conflict", by=by, at=at)
    db.session.add(ConflictDeclaration(review_id=review.id, conflict=None, declared_at=at))


def step_aside(
    review: Review, conflict: ConflictType, explanation: str, *, by: Actor, at: datetime
) -> None:
    """The reviewer has a conflict of interest: the file closes, and somebody else is needed."""
    _check(review, by)
    history.advance(review, REVIEW, "declare-conflict", by=by, at=at, conflict=conflict.value)
    db.session.add(
        ConflictDeclaration(
            review_id=review.id, conflict=conflict, explanation=explanation, declared_at=at
        )
    )


def keep_draft(
    review: Review,
    marks: Mapping[str, int],
    comments: Mapping[str, str],
    panel_comment: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Keep marks and words as they are, complete or not."""
    check_open(review.status)
    _check(review, by)
    if review.status not in DRAFT:
        raise Refused(ReviewRefusal.NOT_OPEN_FOR_MARKS)
    if review.status is ReviewStatus.COI_CLEARED:
        history.advance(review, REVIEW, "start", by=by, at=at)
    review.marks, review.comments, review.panel_comment = dict(marks), dict(comments), panel_comment
    review.saved_at = at


def submit_review(
    review: Review,
    marks: Mapping[str, int],
    comments: Mapping[str, str],
    panel_comment: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Hand in the marks: from now on they count, and nobody changes them."""
    criteria = review.application.round.parsed.criteria
    keep_draft(review, marks, comments, panel_comment, by=by, at=at)
    exact = scoring.score(marks, criteria)
    scoring.check_comments(marks, comments, criteria)
    history.advance(review, REVIEW, "submit", by=by, at=at)
    review.score, review.submitted_at = scoring.written(exact), at


def _check(review: Review, by: Actor) -> None:
    if review.reviewer_id != by.id:
        raise Refused(WorkflowRefusal.NOT_YOURS)
    if review.application.round.status not in REVIEWED_IN:
        raise Refused(ReviewRefusal.ROUND_NOT_REVIEWING)
