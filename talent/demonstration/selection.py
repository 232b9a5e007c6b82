"""Two calls: one finished last winter, with sixty applications, and one that is open now."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.datastructures import FileStorage

from talent.demonstration.calendar import Calendar
from talent.demonstration.data import read
from talent.demonstration.papers import content
from talent.demonstration.people import Trainee
from talent.demonstration.staff import Team
from talent.foundations.languages import LocalizedText
from talent.plumbing.database import db
from talent.selection import actions, queries
from talent.selection.models import Application, Decision, Review, Round
from talent.selection.rules.eligibility import EligibilityFinding
from talent.selection.rules.lifecycle import ApplicationStatus, RoundKind
from talent.selection.rules.reviewing import ConflictType
from talent.selection.rules.round_details import RoundDetails
from talent.selection.rules.round_rules import Criterion, DegreeType, QuestionKind
from talent.selection.rules.scoring import needs_comment

SEED = "demonstration"
REVIEWERS = ("reviewer", "reviewer_2", "reviewer_3", "reviewer_4")
S = ApplicationStatus


@dataclass(frozen=True, slots=True)
class Stage:
    """Who acts, and when."""

    team: Team
    calendar: Calendar


def run_finished_call(stage: Stage, trainees: list[Trainee]) -> list[tuple[Trainee, Application]]:
    """Sixty applications judged, decided and published. Returns those that accepted, in order."""
    calendar, team = stage.calendar, stage.team
    opens, closes = calendar.finished_opens, calendar.finished_closes
    round_ = _call(stage, "finished", calendar.year, opens, closes)
    applications = [
        _apply(round_, trainee, number, opens + timedelta(days=3, hours=13 * number))
        for number, trainee in enumerate(trainees)
    ]
    leaver = trainees[-1]
    actions.withdraw(applications[-1], by=leaver.account, at=closes - timedelta(days=2))
    db.session.flush()
    actions.close_due_rounds(at=closes)
    _screen(stage, round_, applications[:-1], closes + timedelta(days=2))
    _review(stage, round_, applications, closes + timedelta(days=12))
    published = closes + timedelta(days=33)
    _decide(stage, round_, published)
    offered = [
        (trainee, application)
        for trainee, application in zip(trainees, applications, strict=True)
        if application.status is S.SELECTED
    ]
    for number, (trainee, application) in enumerate(offered):
        answered = published + timedelta(days=2 + number % 4)
        if number == 3:
            actions.decline(application, by=trainee.account, at=answered)
        else:
            actions.accept(application, by=trainee.account, at=answered)
    actions.step_round(round_, "finish", by=team["approver"], at=published + timedelta(days=40))
    return [pair for pair in offered if pair[1].status is S.ACCEPTED]


def open_call(stage: Stage, trainees: list[Trainee]) -> Round:
    """A call that takes applications now: some handed in, some still drafts."""
    calendar = stage.calendar
    round_ = _call(stage, "open", calendar.year + 1, calendar.open_opens, calendar.open_closes)
    for number, trainee in enumerate(trainees):
        begun = min(calendar.open_opens + timedelta(days=1, hours=15 * number), calendar.at)
        _apply(round_, trainee, number, begun, hand_in=number % 3 != 2)
    return round_


def _call(stage: Stage, key: str, year: int, opens: datetime, closes: datetime) -> Round:
    told = read("calls")[key]
    details = RoundDetails(
        code=f"{year}-MSC-1",
        kind=RoundKind.MSC,
        title=LocalizedText(**{lang: text % year for lang, text in told["title"].items()}),
        summary=LocalizedText(**told["summary"]),
        opens_at=opens,
        closes_at=closes,
        zone="Asia/Seoul",
    )
    prepared = opens - timedelta(days=20)
    round_ = actions.prepare_round(details, by=stage.team["coordinator"], at=prepared)
    approved = opens - timedelta(days=12)
    actions.step_round(round_, "approve", by=stage.team["approver"], at=approved)
    db.session.flush()
    actions.open_due_rounds(at=opens)
    return round_


def _apply(
    round_: Round, trainee: Trainee, number: int, at: datetime, *, hand_in: bool = True
) -> Application:
    account = trainee.account
    begun = actions.begin_application(round_, by=account, at=at)
    db.session.flush()
    application = queries.own_application(account, begun.pid)
    draw = Random(number)  # noqa: S311 -- the same answers each time
    actions.save_background(
        application,
        organisation=trainee.employer,
        degree=DegreeType.BACHELOR,
        gpa_raw="2.55" if number in {11, 37} else f"{2.9 + draw.randrange(10) / 10:.2f}",
        gpa_scale="4.0",
        at=at,
    )
    actions.save_answers(application, _answers(round_, number, draw), at=at)
    if not hand_in:
        return application
    db.session.flush()
    for document in round_.parsed.documents:
        if document.required or (len(document.code) + number) % 4 == 0:
            given = FileStorage(
                BytesIO(content(document.code)), filename=read("papers")[document.code]["name"]
            )
            actions.store_document(application, document.code, given, by=account, at=at)
    db.session.flush()
    db.session.expire(application, ["documents"])
    queries.own_application(account, begun.pid)
    actions.submit(application, by=account, at=at + timedelta(hours=5))
    return application


def _answers(round_: Round, number: int, draw: Random) -> dict[str, str]:
    told = read("statements")
    texts = told["en" if number % 4 == 3 else "mn"]
    topic = told["topics"][number % len(told["topics"])]["en" if number % 4 == 3 else "mn"]
    by_key = {
        "field": topic,
        "motivation": " ".join(draw.sample(texts["motivation"], 2)),
        "study_plan": f"{topic}. {draw.choice(texts['plan'])}",
        "work": draw.choice(texts["motivation"]),
        "return": draw.choice(texts["after"]),
        "english": ("IELTS 6.0", "IELTS 6.5", "TOEFL iBT 82", "IELTS 5.5")[number % 4],
    }
    answers = {}
    for question in round_.parsed.questions:
        if question.key in by_key:
            answers[question.key] = by_key[question.key][: question.at_most or None]
        elif question.kind is QuestionKind.CHOICE:
            answers[question.key] = question.choices[number % len(question.choices)][0]
        elif question.kind is QuestionKind.NUMBER:
            answers[question.key] = str(number % 4)
        elif question.kind is QuestionKind.DATE:
            answers[question.key] = f"{2012 + number % 9}-06-20"
    return answers


def _screen(stage: Stage, round_: Round, applications: list[Application], at: datetime) -> None:
    """Two fall short of the grade, one paper is missing; a second coordinator confirms."""
    first, second = stage.team["coordinator"], stage.team["coordinator_mn"]
    actions.step_round(round_, "begin-screening", by=first, at=at)
    for number, application in enumerate(applications):
        later = at + timedelta(hours=number // 3)
        if number in {11, 37}:
            found = [EligibilityFinding.GRADE_TOO_LOW]
            actions.propose_ineligible(application, found, note="", by=first, at=later)
            actions.answer_proposal(
                application, "confirm-ineligible", by=second, at=later + timedelta(days=1)
            )
        else:
            actions.find_eligible(application, by=first, at=later)
    db.session.flush()


def _review(stage: Stage, round_: Round, applications: list[Application], at: datetime) -> None:
    coordinator, team = stage.team["coordinator"], stage.team
    actions.step_round(round_, "begin-reviewing", by=coordinator, at=at)
    db.session.flush()
    seed = hashlib.sha256(SEED.encode()).hexdigest()
    actions.distribute_reviews(round_, 2, None, seed, by=coordinator, at=at)
    db.session.flush()
    accounts = {account.id: account for account in team.by_key.values()}
    waiting = _open_reviews(round_)
    aside = waiting[5]
    actions.step_aside(
        aside,
        ConflictType.SUPERVISOR,
        read("texts")["conflict"],
        by=accounts[aside.reviewer_id],
        at=at + timedelta(days=1),
    )
    db.session.flush()
    actions.distribute_reviews(round_, 2, None, seed, by=coordinator, at=at + timedelta(days=2))
    db.session.flush()
    order = {application.id: number for number, application in enumerate(applications)}
    for count, review in enumerate(_open_reviews(round_)):
        reviewer = accounts[review.reviewer_id]
        when = at + timedelta(days=3, minutes=47 * count)
        marks = _marks(order[review.application_id], count, round_.parsed.criteria)
        comments = _comments(marks, count, reviewer.language, round_.parsed.criteria)
        words = read("statements")["reviews"][reviewer.language]
        actions.declare_clear(review, by=reviewer, at=when)
        actions.submit_review(
            review, marks, comments, words[count % len(words)], by=reviewer, at=when
        )
    db.session.flush()


def _open_reviews(round_: Round) -> list[Review]:
    return list(
        db.session.scalars(
            select(Review)
            .join(Review.application)
            .where(Application.round_id == round_.id, Review.status == "assigned")
            .options(joinedload(Review.application).joinedload(Application.round))
            .order_by(Review.application_id, Review.id)
        )
    )


def _marks(applicant: int, count: int, criteria: tuple[Criterion, ...]) -> dict[str, int]:
    """Around what the file is worth, two reviewers never far apart."""
    draw = Random(1000 + applicant)  # noqa: S311 -- the same marks each time
    worth = draw.gauss(3.6, 0.6)
    marks = {c.key: max(1, min(c.top_mark, round(draw.gauss(worth, 0.6)))) for c in criteria}
    other = criteria[(applicant + count) % len(criteria)]
    if count % 2 and marks[other.key] > 2:
        marks[other.key] -= 1
    return marks


def _comments(
    marks: dict[str, int], count: int, language: str, criteria: tuple[Criterion, ...]
) -> dict[str, str]:
    words = read("statements")["reviews"][language]
    return {
        c.key: words[(count + number) % len(words)]
        for number, c in enumerate(criteria)
        if needs_comment(marks[c.key], c)
    }


def _decide(stage: Stage, round_: Round, at: datetime) -> Decision:
    chair, approver = stage.team["chair"], stage.team["approver"]
    actions.begin_deciding(round_, by=chair, at=at - timedelta(days=4))
    decision = actions.prepare_decision(round_, by=chair, at=at - timedelta(days=3))
    decision.round = round_
    db.session.flush()
    actions.publish(decision, decision.content_hash or "", by=approver, at=at)
    db.session.flush()
    return decision
