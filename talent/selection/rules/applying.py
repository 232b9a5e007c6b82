"""When somebody may hand in, take back, answer or leave, and what must be complete for it."""

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from hashlib import sha256
from typing import Any

from talent.foundations.grades import OTHER, percent_of, read_grade
from talent.foundations.periods import ZONES, Period, add_working_days, end_of_day
from talent.foundations.refusals import Refused
from talent.people.rules.lifecycle import ConsentPurpose
from talent.selection.rules.lifecycle import ApplicationStatus, RoundStatus
from talent.selection.rules.round_rules import DegreeType, Question, QuestionKind, RoundRules

NUMBER_WIDTH = 4


class VerdictKind(StrEnum):
    """What screening says about one document."""

    UNREAD = "unread"
    OK = "ok"
    ASK_AGAIN = "ask-again"


class ApplicationRefusal(StrEnum):
    ROUND_NOT_OPEN = "round-not-open"
    APPLIED_ALREADY = "applied-already"
    NOT_A_DRAFT = "not-a-draft"
    INCOMPLETE = "incomplete"
    OFFER_EXPIRED = "offer-expired"
    WRONG_FILE_TYPE = "wrong-file-type"
    UNKNOWN_DOCUMENT = "unknown-document"
    DOCUMENT_LOCKED = "document-locked"
    FINDING_MISSING = "finding-missing"
    REASON_MISSING = "reason-missing"
    TO_BE_SCREENED = "to-be-screened"
    ROUND_NOT_SCREENING = "round-not-screening"
    NOT_READY_TO_APPROVE = "not-ready-to-approve"
    CHANGED_AFTER_APPROVAL = "changed-after-approval"
    CODE_TAKEN = "code-taken"


class GapFinding(StrEnum):
    """What an application still lacks before it can be handed in."""

    PROFILE = "profile"
    NAMES = "names"
    BIRTH_DATE = "birth-date"
    PHONE = "phone"
    ORGANISATION = "organisation"
    DEGREE = "degree"
    GRADE = "grade"
    ANSWER = "answer"
    ANSWER_TOO_LONG = "answer-too-long"
    ANSWER_NOT_A_NUMBER = "answer-not-a-number"
    ANSWER_NOT_A_DATE = "answer-not-a-date"
    ANSWER_NOT_A_CHOICE = "answer-not-a-choice"
    DOCUMENT = "document"
    CONSENT = "consent"


Gap = tuple[GapFinding, str]
"""What lacks, and which: the key of a question, the code of a document, a purpose, or nothing."""


def is_open(status: RoundStatus, opens_at: datetime, closes_at: datetime, at: datetime) -> bool:
    """Whether applications are taken now: the round was opened, and its closing instant, which
    does not count, has not come. The server's clock decides, also when nobody has closed it yet.

    Source: handbook of the programme, call and round; deadlines are half-open instants.
    """
    return status is RoundStatus.OPEN and Period(opens_at, closes_at).is_open(at)


def check_open(status: RoundStatus, opens_at: datetime, closes_at: datetime, at: datetime) -> None:
    """Raise :class:`Refused` unless :func:`is_open`."""
    if not is_open(status, opens_at, closes_at, at):
        raise Refused(ApplicationRefusal.ROUND_NOT_OPEN)


def application_number(round_code: str, serial: int) -> str:
    """``2026-MSC-1-0042``: the round's code and a number of its own, four digits or more."""
    return f"{round_code}-{serial:0{NUMBER_WIDTH}}"


def profile_gaps(profile: Mapping[str, object]) -> list[Gap]:
    """What the person's own record lacks. Keys: latin, birth_date, phone, organisation.

    Source: handbook of the programme, application: profile 100 % before submission.
    """
    asked = {
        "latin": GapFinding.NAMES,
        "birth_date": GapFinding.BIRTH_DATE,
        "phone": GapFinding.PHONE,
        "organisation": GapFinding.ORGANISATION,
    }
    return [(gap, "") for key, gap in asked.items() if not profile.get(key)]


def grade_gaps(raw: str, scale: str, degree: DegreeType | None, rules: RoundRules) -> list[Gap]:
    """What lacks about the last degree and its grade. A scale without a table is no gap: somebody
    reads the papers."""
    found: list[Gap] = [] if degree else [(GapFinding.DEGREE, "")]
    if rules.eligibility.least_percent is None:
        return found
    try:
        if not scale:
            raise ValueError("no scale")
        if scale != OTHER:
            percent_of(read_grade(raw), scale, rules.eligibility.grade_table)
        elif not raw.strip():
            raise ValueError("no grade")
    except (Refused, ValueError):
        found.append((GapFinding.GRADE, ""))
    return found


def answer_gap(question: Question, answer: str) -> GapFinding | None:
    """What is wrong with one answer, ``None`` when it can be handed in."""
    answer = answer.strip()
    if not answer:
        return GapFinding.ANSWER if question.required else None
    if question.kind is QuestionKind.CHOICE:
        known = {key for key, _ in question.choices}
        return None if answer in known else GapFinding.ANSWER_NOT_A_CHOICE
    if question.kind is QuestionKind.NUMBER:
        return _number_gap(answer, question.at_most)
    if question.kind is QuestionKind.DATE:
        return None if read_day(answer) else GapFinding.ANSWER_NOT_A_DATE
    return (
        GapFinding.ANSWER_TOO_LONG
        if question.at_most is not None and length(answer) > question.at_most
        else None
    )


def read_day(text: str) -> date | None:
    """The day written as ``2026-03-09``; ``None`` when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def length(text: str) -> int:
    """Characters as a person counts them: a line end is one, wherever the text was typed."""
    return len(text.replace("\r\n", "\n"))


def _number_gap(answer: str, at_most: int | None) -> GapFinding | None:
    try:
        value = Decimal(answer.replace(",", "."))
    except InvalidOperation:
        return GapFinding.ANSWER_NOT_A_NUMBER
    fits = value.is_finite() and value >= 0 and (at_most is None or value <= at_most)
    return None if fits else GapFinding.ANSWER_NOT_A_NUMBER


def gaps(
    *,
    profile: Mapping[str, object],
    grade: tuple[str, str, DegreeType | None],
    answers: Mapping[str, str],
    documents: Collection[str],
    consents: Collection[ConsentPurpose],
    rules: RoundRules,
) -> list[Gap]:
    """Everything that keeps an application from being handed in, in the order of the form.

    Source: handbook of the programme, application: profile, required documents, consents.
    """
    found = profile_gaps(profile) + grade_gaps(*grade, rules)
    for question in rules.questions:
        if (gap := answer_gap(question, answers.get(question.key, ""))) is not None:
            found.append((gap, question.key))
    found += [
        (GapFinding.DOCUMENT, d.code)
        for d in rules.documents
        if d.required and d.code not in documents
    ]
    return found + [(GapFinding.CONSENT, c.value) for c in rules.consents if c not in consents]


def check_complete(found: Collection[Gap]) -> None:
    """Raise :class:`Refused` when something lacks."""
    if found:
        raise Refused(ApplicationRefusal.INCOMPLETE, count=len(found))


def submission_hash(content: Mapping[str, Any]) -> str:
    """The seal of what was handed in: whoever holds the receipt can prove what it was."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(text.encode()).hexdigest()


def offer_expiry(at: datetime, working_days: int, zone: str) -> datetime:
    """The first instant at which an offer made at ``at`` can no longer be accepted: the end of the
    last of the working days, in the round's zone.

    Source: handbook of the programme, policy parameters: ten working days for an answer.
    """
    tz = ZONES[zone]
    return end_of_day(add_working_days(at.astimezone(tz).date(), working_days), tz)


def screening_due(closes_at: datetime, working_days: int, zone: str) -> date:
    """The day by which everybody hears whether they are eligible.

    Source: handbook of the programme, notices: at most ten working days after closing.
    """
    last_instant = closes_at - timedelta(microseconds=1)
    return add_working_days(last_instant.astimezone(ZONES[zone]).date(), working_days)


def check_answerable(expires_at: datetime | None, at: datetime) -> None:
    """Raise :class:`Refused` when the time to answer an offer is over."""
    if expires_at is None or at >= expires_at:
        raise Refused(ApplicationRefusal.OFFER_EXPIRED)


def may_replace(
    status: ApplicationStatus, verdict: VerdictKind, until: datetime | None, at: datetime
) -> bool:
    """Whether the applicant may change a document: while it is a draft, or when it was asked for
    again and the time for it is not over."""
    if status is ApplicationStatus.DRAFT:
        return True
    return (
        status is ApplicationStatus.SUBMITTED
        and verdict is VerdictKind.ASK_AGAIN
        and until is not None
        and at < until
    )
