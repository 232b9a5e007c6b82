"""Rounds under review, for the tests of reviewers, ranking and decision."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import count
from typing import Any

from talent.accounts.models import Account
from talent.foundations.access import Role
from talent.foundations.languages import LocalizedText
from talent.people.models import Organisation, Person
from talent.plumbing.database import db
from talent.selection.models import Application, ConflictDeclaration, Decision, Review, Round
from talent.selection.rules import scoring
from talent.selection.rules.lifecycle import ApplicationStatus, RoundKind, RoundStatus
from talent.selection.rules.reviewing import ReviewStatus
from tests.factories import AT, make_account, make_person

_number = count(1)


def criterion(key: str, percent: int, top_mark: int = 5) -> dict[str, Any]:
    label = {"ko": f"{key} ko", "mn": f"{key} mn", "en": key.title()}
    anchors = [
        {"ko": f"{n} {key} ko", "mn": f"{n} {key} mn", "en": f"{key} worth {n}"}
        for n in range(top_mark + 1)
    ]
    return {
        "key": key,
        "weight": f"{percent}/100",
        "top_mark": top_mark,
        "label": label,
        "anchors": anchors,
    }


def question(key: str, **other: Any) -> dict[str, Any]:
    label = {"ko": f"{key} ko", "mn": f"{key} mn", "en": key.title()}
    return {"key": key, "kind": "long", "label": label, "required": True, "at_most": 2000, **other}


def document(code: str, **other: Any) -> dict[str, Any]:
    label = {"ko": f"{code} ko", "mn": f"{code} mn", "en": f"Paper {code}"}
    return {"code": code, "label": label, "required": True, **other}


def rules(**other: Any) -> dict[str, Any]:
    """Two criteria with marks to five, two reviewers, two seats, one for each organisation."""
    return {
        "version": "test-1",
        "seats": 2,
        "at_most_per_organisation": 1,
        "min_reviewers": 2,
        "third_review_gap": 15,
        "criteria": [criterion("record", 40), criterion("plan", 60)],
        "threshold": "60",
        "tie_break": ["plan"],
        "documents": [document("DOC-04"), document("DOC-10", to_reviewers=True)],
        "eligibility": {
            "least_percent": None,
            "grade_table": "kr-2026-1",
            "oldest": None,
            "least_degree": None,
            "nationality": None,
        },
        "consents": ["collection"],
        "accept_days": 10,
        "appeal_days": 10,
        "screening_days": 10,
        "supplement_days": 7,
        "questions": [question("motivation"), question("referee", to_reviewers=False)],
        **other,
    }


def make_round(status: RoundStatus = RoundStatus.REVIEWING, **other: Any) -> Round:
    number = next(_number)
    changed = {k: other.pop(k) for k in list(other) if k in rules()}
    made = rules(**changed)
    values: dict[str, Any] = {
        "code": f"2026-MSC-{number}",
        "kind": RoundKind.MSC,
        "title": _title(number),
        "summary": LocalizedText("ko", "mn", "en"),
        "rules": made,
        "rules_hash": "0" * 64,
        "opens_at": AT - timedelta(days=60),
        "closes_at": AT - timedelta(days=20),
        "seats": made["seats"],
        "created_at": AT - timedelta(days=80),
        "status": status,
        **other,
    }
    round_ = Round(**values)
    db.session.add(round_)
    db.session.flush()
    return round_


def _title(number: int) -> LocalizedText:
    return LocalizedText(f"Round {number} ko", f"Round {number} mn", f"Round {number}")


def make_application(
    round_: Round,
    person: Person | None = None,
    organisation: Organisation | None = None,
    **other: Any,
) -> Application:
    """An eligible application of a person with an account."""
    number = next(_number)
    if person is None:
        person = make_person("Sarangerel")
        make_account(Role.TRAINEE, person=person, language="mn")
    values: dict[str, Any] = {
        "number": f"{round_.code}-{number:04}",
        "round": round_,
        "person": person,
        "organisation": organisation,
        "answers": {"motivation": "Scheelite floats with calcite.", "referee": "My uncle."},
        "snapshot": {"phone": "99112233"},
        "language": "mn",
        "created_at": AT - timedelta(days=30),
        "saved_at": AT - timedelta(days=30),
        "submitted_at": AT - timedelta(days=25),
        "submission_hash": "1" * 64,
        "status": ApplicationStatus.ELIGIBLE,
        **other,
    }
    application = Application(**values)
    db.session.add(application)
    db.session.flush()
    return application


def make_review(
    application: Application,
    reviewer: Account,
    status: ReviewStatus = ReviewStatus.ASSIGNED,
    marks: Sequence[int] = (),
    at: datetime = AT,
    **other: Any,
) -> Review:
    """A review in any state; ``marks`` are for record and plan, in this order."""
    given = dict(zip(("record", "plan"), marks, strict=False))
    values: dict[str, Any] = {
        "application": application,
        "reviewer": reviewer,
        "assigned_at": at,
        "marks": given,
        "status": status,
    }
    if status in {ReviewStatus.SUBMITTED, ReviewStatus.LOCKED, ReviewStatus.VOIDED}:
        exact = Fraction(given["record"] * 8 + given["plan"] * 12)
        values |= {"score": scoring.written(exact), "submitted_at": at}
    review = Review(**(values | other))
    db.session.add(review)
    db.session.flush()
    if status not in {ReviewStatus.ASSIGNED, ReviewStatus.RECUSED}:
        db.session.add(ConflictDeclaration(review_id=review.id, declared_at=at))
        db.session.flush()
    return review


def make_marked(
    round_: Round,
    reviewers: Sequence[Account],
    marks: Sequence[Sequence[int]],
    organisation: Organisation | None = None,
    status: ReviewStatus = ReviewStatus.SUBMITTED,
    **other: Any,
) -> Application:
    """An application with one handed-in review for each reviewer."""
    application = make_application(round_, organisation=organisation, **other)
    for reviewer, given in zip(reviewers, marks, strict=True):
        make_review(application, reviewer, status, given)
    return application


def make_lots(round_: Round, seed: str = "5eed") -> Decision:
    decision = Decision(round=round_, seed=seed)
    db.session.add(decision)
    db.session.flush()
    return decision
