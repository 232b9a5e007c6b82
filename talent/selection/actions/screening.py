"""Eligibility: what coordinators find, propose and, as a second person, confirm."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from talent.accounts.models import Account
from talent.foundations.periods import ZONES, end_of_day
from talent.foundations.refusals import Refused
from talent.plumbing import history
from talent.plumbing.database import db
from talent.selection.models import Application, ApplicationDocument, ApplicationFinding
from talent.selection.notices.applications import document_asked_again, ineligible
from talent.selection.rules.applying import ApplicationRefusal, VerdictKind
from talent.selection.rules.eligibility import EligibilityFinding
from talent.selection.rules.lifecycle import APPLICATION, RoundStatus
from talent.selection.rules.scoring import written

BY_HAND = "by-hand"


def find_eligible(application: Application, *, by: Account, at: datetime) -> None:
    """Let the application go to the reviewers."""
    _check_screening(application)
    history.advance(application, APPLICATION, "find-eligible", by=by, at=at)


def propose_ineligible(
    application: Application,
    found: Sequence[EligibilityFinding],
    *,
    note: str,
    by: Account,
    at: datetime,
) -> None:
    """Say why somebody should not take part; a second coordinator decides.

    Raises ``Refused`` without a reason code, or when "another reason" is not written out.
    """
    _check_screening(application)
    if not found:
        raise Refused(ApplicationRefusal.FINDING_MISSING)
    if EligibilityFinding.OTHER in found and not note.strip():
        raise Refused(ApplicationRefusal.REASON_MISSING)
    for finding in found:
        db.session.add(
            ApplicationFinding(
                application_id=application.id,
                finding=finding,
                note=note.strip(),
                found_by_id=by.id,
                found_at=at,
            )
        )
    codes = [finding.value for finding in found]
    history.advance(application, APPLICATION, "propose-ineligible", by=by, at=at, findings=codes)


def answer_proposal(
    application: Application, step: str, *, by: Account, at: datetime, reason: str = ""
) -> None:
    """The second person's answer: ``confirm-ineligible`` or ``reject-ineligibility``."""
    _check_screening(application)
    if step == "reject-ineligibility" and not reason.strip():
        raise Refused(ApplicationRefusal.REASON_MISSING)
    facts: dict[str, Any] = {"reason": reason.strip()} if reason.strip() else {}
    history.advance(application, APPLICATION, step, by=by, at=at, **facts)
    if step == "confirm-ineligible":
        ineligible(application, at=at)


def judge_document(
    document: ApplicationDocument,
    verdict: VerdictKind,
    *,
    note: str,
    by: Account,
    at: datetime,
) -> None:
    """Accept a document, or ask for a better one with the reason and a day."""
    application = document.application
    _check_screening(application)
    if verdict is VerdictKind.ASK_AGAIN:
        if not note.strip():
            raise Refused(ApplicationRefusal.REASON_MISSING)
        round_ = application.round
        zone = ZONES[round_.zone]
        days = timedelta(days=round_.parsed.supplement_days)
        document.ask_until = end_of_day(at.astimezone(zone).date() + days, zone)
    document.note = note.strip() if verdict is VerdictKind.ASK_AGAIN else ""
    document.verdict = verdict
    history.record(
        application, "judge-document", by=by, at=at, code=document.code, verdict=verdict.value
    )
    if verdict is VerdictKind.ASK_AGAIN:
        document_asked_again(document, at=at)


def write_percentage(
    application: Application, percent: Decimal, *, reason: str, by: Account, at: datetime
) -> None:
    """Enter what the papers say in per cent, for a scale no table converts, with the reason."""
    _check_screening(application)
    if not reason.strip():
        raise Refused(ApplicationRefusal.REASON_MISSING)
    application.gpa_percent, application.gpa_table = written(Fraction(percent)), BY_HAND
    application.gpa_note = reason.strip()
    history.record(application, "write-percentage", by=by, at=at, percent=application.gpa_percent)


def _check_screening(application: Application) -> None:
    if application.round.status not in {RoundStatus.CLOSED, RoundStatus.SCREENING}:
        raise Refused(ApplicationRefusal.ROUND_NOT_SCREENING)
