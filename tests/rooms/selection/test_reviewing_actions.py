from fractions import Fraction

import pytest
from sqlalchemy import select

from talent.foundations.access import Role
from talent.foundations.refusals import Refused
from talent.foundations.workflow import WorkflowRefusal
from talent.plumbing.history import AuditEntry, key
from talent.selection import actions
from talent.selection.models import ConflictDeclaration, Review
from talent.selection.rules import scoring
from talent.selection.rules.lifecycle import RoundStatus
from talent.selection.rules.reviewing import ConflictType, ReviewRefusal, ReviewStatus
from talent.selection.rules.scoring import ScoringRefusal
from tests.factories import AT, make_account
from tests.rooms.selection.reviews import make_application, make_review, make_round

S = ReviewStatus


@pytest.fixture
def kim(session):
    return make_account(Role.REVIEWER, who="Kim Minseo")


def review_of(kim, status=S.ASSIGNED, marks=(), **other):
    return make_review(make_application(make_round(**other)), kim, status, marks)


def deeds(session, subject):
    query = select(AuditEntry.deed).where(AuditEntry.subject == key(subject))
    return session.scalars(query.order_by(AuditEntry.id)).all()


def refusal(deed, *given, **more):
    with pytest.raises(Refused) as refused:
        deed(*given, **more)
    return refused.value.reason


def test_the_declaration_of_no_conflict_opens_the_file_and_is_kept(session, kim):
    review = review_of(kim)

    actions.declare_clear(review, by=kim, at=AT)
    session.flush()

    assert review.status is S.COI_CLEARED
    declared = session.scalars(select(ConflictDeclaration)).all()
    assert [(d.review_id, d.conflict, d.declared_at) for d in declared] == [(review.id, None, AT)]
    assert deeds(session, review) == ["clear-conflict"]


def test_a_draft_before_the_declaration_is_refused(session, kim):
    review = review_of(kim)

    why = refusal(actions.keep_draft, review, {"record": 3}, {}, "", by=kim, at=AT)

    assert why is ReviewRefusal.CONFLICT_NOT_DECLARED
    assert review.marks == {}


def test_the_first_draft_starts_the_review_and_may_be_incomplete(session, kim):
    review = review_of(kim, S.COI_CLEARED)

    actions.keep_draft(review, {"record": 3}, {"record": "Good."}, "Ask.", by=kim, at=AT)
    session.flush()

    assert (review.status, review.marks, review.comments) == (
        S.IN_PROGRESS,
        {"record": 3},
        {"record": "Good."},
    )
    assert (review.panel_comment, review.saved_at, review.score) == ("Ask.", AT, None)


def test_submitting_computes_the_exact_score(session, kim):
    criteria = [
        {"key": "record", "weight": "1/3", "top_mark": 7, "label": {"en": "Record"}},
        {"key": "plan", "weight": "2/3", "top_mark": 5, "label": {"en": "Plan"}},
    ]
    review = review_of(kim, S.COI_CLEARED, criteria=criteria)

    actions.submit_review(review, {"record": 5, "plan": 4}, {}, "", by=kim, at=AT)
    session.flush()

    assert scoring.read(review.score) == Fraction(500, 21) + Fraction(160, 3)
    assert (review.status, review.submitted_at) == (S.SUBMITTED, AT)
    assert deeds(session, review) == ["start", "submit"]


@pytest.mark.parametrize(
    ("marks", "why"),
    [
        ({"record": 3}, ScoringRefusal.MARK_MISSING),
        ({"record": 3, "plan": 6}, ScoringRefusal.MARK_OUT_OF_RANGE),
        ({"record": 3, "plan": 5}, ScoringRefusal.COMMENT_MISSING),
        ({"record": 1, "plan": 3}, ScoringRefusal.COMMENT_MISSING),
    ],
)
def test_marks_missing_off_the_scale_or_unexplained_are_not_submitted(session, kim, marks, why):
    review = review_of(kim, S.IN_PROGRESS)

    assert refusal(actions.submit_review, review, marks, {}, "", by=kim, at=AT) is why
    assert review.status is S.IN_PROGRESS


@pytest.mark.parametrize("status", [S.SUBMITTED, S.LOCKED])
def test_submitted_marks_are_never_changed(session, kim, status):
    review = review_of(kim, status, (3, 3))

    why = refusal(actions.keep_draft, review, {"record": 5}, {}, "", by=kim, at=AT)

    assert why is ReviewRefusal.NOT_OPEN_FOR_MARKS
    assert review.marks == {"record": 3, "plan": 3}


def test_a_reviewer_may_step_aside_before_and_after_the_file_opened(session, kim):
    for status in (S.ASSIGNED, S.COI_CLEARED, S.IN_PROGRESS):
        review = review_of(kim, status)

        actions.step_aside(review, ConflictType.REFEREE, "I wrote the letter.", by=kim, at=AT)
        session.flush()

        assert review.status is S.RECUSED
        last = session.scalars(
            select(ConflictDeclaration).where(ConflictDeclaration.review_id == review.id)
        ).all()[-1]
        assert (last.conflict, last.explanation) == (ConflictType.REFEREE, "I wrote the letter.")


def test_a_reviewer_who_stepped_aside_enters_no_marks(session, kim):
    review = review_of(kim, S.RECUSED)

    why = refusal(actions.keep_draft, review, {"record": 3}, {}, "", by=kim, at=AT)

    assert why is ReviewRefusal.CONFLICT_NOT_DECLARED


def test_nobody_marks_in_another_reviewers_place(session, kim):
    dorj = make_account(Role.REVIEWER, who="Dorj")
    review = review_of(kim, S.COI_CLEARED)

    why = refusal(actions.submit_review, review, {"record": 3, "plan": 3}, {}, "", by=dorj, at=AT)

    assert why is WorkflowRefusal.NOT_YOURS


@pytest.mark.parametrize(
    "status", [RoundStatus.SCREENING, RoundStatus.RESULTS_PUBLISHED, RoundStatus.CANCELLED]
)
def test_no_marks_outside_the_reviewing_stage(session, kim, status):
    review = make_review(make_application(make_round(status)), kim, S.COI_CLEARED)

    why = refusal(actions.keep_draft, review, {"record": 3}, {}, "", by=kim, at=AT)

    assert why is ReviewRefusal.ROUND_NOT_REVIEWING


def test_marks_do_not_stand_without_their_score(session, kim):
    from sqlalchemy.exc import IntegrityError

    application = make_application(make_round())
    session.add(
        Review(
            application_id=application.id, reviewer_id=kim.id, assigned_at=AT, status=S.SUBMITTED
        )
    )

    with pytest.raises(IntegrityError, match="submitted_has_score"):
        session.flush()
