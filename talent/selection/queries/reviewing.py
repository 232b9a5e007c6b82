"""Reviews as their reviewers see them: only their own, and blind once the file is open."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import defer, joinedload, selectinload

from talent.accounts.models import Account
from talent.foundations.languages import LocalizedText
from talent.people.models import Organisation, Person
from talent.people.rules.names import PersonNames
from talent.plumbing.database import db
from talent.plumbing.files import File as StoredFile
from talent.plumbing.pages import Page, paginate
from talent.selection.models import Application, ApplicationDocument, Review, Round
from talent.selection.rules.lifecycle import RoundStatus
from talent.selection.rules.reviewing import PENDING, ReviewStatus, check_open
from talent.selection.rules.round_rules import DegreeType, Question, QuestionKind


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a reviewer's queue. It names nobody: the number of the file is all there is."""

    pid: str
    number: str
    status: ReviewStatus
    saved_at: datetime | None
    submitted_at: datetime | None
    round_title: LocalizedText

    @property
    def is_open(self) -> bool:
        return self.status in PENDING


@dataclass(frozen=True, slots=True)
class Applicant:
    """All a reviewer needs to declare, and all they ever learn, about who applied."""

    names: PersonNames
    organisation: LocalizedText | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the form; that of a choice is its label."""

    label: LocalizedText
    text: str | LocalizedText


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper under the name the round gives it: its own file name may tell whose it is."""

    pid: str
    label: LocalizedText
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class BlindFile:
    """An application as a reviewer reads it: nobody is named."""

    degree: DegreeType | None
    grade: str
    scale: str
    answers: tuple[Answer, ...]
    papers: tuple[Paper, ...]


def my_reviews(viewer: Account, number: int) -> Page[Task]:
    """One page of the reviewer's own files: what is to do first, then what is done, by number."""
    query: Any = (
        select(
            Review.pid,
            Application.number,
            Review.status,
            Review.saved_at,
            Review.submitted_at,
            Round.title,
        )
        .join(Review.application)
        .join(Application.round)
        .where(Review.reviewer_id == viewer.id, Round.status != RoundStatus.CANCELLED)
        .order_by(Review.status.notin_(PENDING), Round.id.desc(), Application.number)
    )
    page = paginate(query, number, scalars=False)
    return Page([Task(*row) for row in page.rows], page.number, page.total, page.size)


def count_reviews_to_do(viewer: Account) -> int:
    """How many of the reviewer's own files wait for a declaration or for marks."""
    return (
        db.session.scalar(
            select(func.count(Review.id))
            .join(Review.application)
            .join(Application.round)
            .where(
                Review.reviewer_id == viewer.id,
                Review.status.in_(PENDING),
                Round.status != RoundStatus.CANCELLED,
            )
        )
        or 0
    )


def own_review(viewer: Account, review_pid: str) -> Review:
    """The viewer's own review with its file's number and round, or 404: a colleague's review is
    not there for them."""
    return db.one_or_404(
        select(Review)
        .where(Review.pid == review_pid, Review.reviewer_id == viewer.id)
        .options(
            joinedload(Review.application).options(
                joinedload(Application.round), defer(Application.snapshot, raiseload=True)
            ),
            selectinload(Review.declarations),
        )
    )


def applicant_of(viewer: Account, review: Review) -> Applicant:
    """Whom the declaration is about. Asked only before the file opens; afterwards it is blind."""
    names, organisation = db.session.execute(
        select(Person.names, Organisation.name)
        .join(Application, Application.person_id == Person.id)
        .outerjoin(Organisation, Organisation.id == Application.organisation_id)
        .where(Application.id == review.application_id)
    ).one()
    return Applicant(names, organisation)


def blind_file(viewer: Account, review: Review) -> BlindFile:
    """What the reviewer reads: answers and papers that name nobody. Raises ``Refused`` before the
    declaration and after stepping aside."""
    check_open(review.status)
    application, rules = review.application, review.application.round.parsed
    shown = {d.code: d.label for d in rules.documents if d.to_reviewers}
    papers = db.session.execute(
        select(
            ApplicationDocument.pid,
            ApplicationDocument.code,
            StoredFile.media_type,
            StoredFile.size,
        )
        .join(ApplicationDocument.file)
        .where(
            ApplicationDocument.application_id == application.id,
            ApplicationDocument.code.in_(shown),
        )
        .order_by(ApplicationDocument.code)
    )
    return BlindFile(
        degree=application.degree,
        grade=application.gpa_raw,
        scale=application.gpa_scale,
        answers=tuple(
            Answer(q.label, _said(q, application.answers.get(q.key, "")))
            for q in rules.questions
            if q.to_reviewers
        ),
        papers=tuple(
            Paper(pid, shown[code], media_type, size) for pid, code, media_type, size in papers
        ),
    )


def paper_for_review(viewer: Account, review: Review, document_pid: str) -> ApplicationDocument:
    """One paper of a file the viewer reviews, with its stored file, or 404. Raises ``Refused``
    before the declaration."""
    check_open(review.status)
    codes = [d.code for d in review.application.round.parsed.documents if d.to_reviewers]
    return db.one_or_404(
        select(ApplicationDocument)
        .where(
            ApplicationDocument.pid == document_pid,
            ApplicationDocument.application_id == review.application_id,
            ApplicationDocument.code.in_(codes),
        )
        .options(joinedload(ApplicationDocument.file))
    )


def _said(question: Question, answer: str) -> str | LocalizedText:
    if question.kind is QuestionKind.CHOICE:
        return dict(question.choices).get(answer, answer)
    return answer


def count_own_reviews(viewer: Account, round_id: int) -> tuple[int, int]:
    """How many of the viewer's reviews in a round are handed in, and how many there are."""
    rows: Any = db.session.execute(
        select(Review.status, func.count())
        .join(Review.application)
        .where(Review.reviewer_id == viewer.id, Application.round_id == round_id)
        .group_by(Review.status)
    )
    counts: dict[ReviewStatus, int] = dict(rows.all())
    done = counts.get(ReviewStatus.SUBMITTED, 0) + counts.get(ReviewStatus.LOCKED, 0)
    return done, done + sum(counts.get(status, 0) for status in PENDING)
