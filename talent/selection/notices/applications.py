"""The mails to applicants before a decision."""

from datetime import datetime, timedelta

from talent.accounts.models import Account
from talent.outbox.actions import post_to
from talent.plumbing.i18n import day, in_language, moment
from talent.plumbing.words import word
from talent.selection.models import Application, ApplicationDocument, Round
from talent.selection.queries.applications import all_accounts_of, all_findings_of
from talent.selection.rules.applying import screening_due


def application_received(
    application: Application, round_: Round, account: Account, *, at: datetime
) -> None:
    """The receipt: number, time and seal of what was handed in."""
    due = screening_due(round_.closes_at, round_.parsed.screening_days, round_.zone)
    with in_language(account.language):
        received, result_date = moment(at), day(due)
    post_to(
        account,
        "selection/notices/application_received.txt",
        at=at,
        event=f"selection.application_received:{application.submission_hash}",
        subject=application,
        name=account.person.names.greeted(account.language),
        number=application.number,
        programme=round_.title.in_(account.language),
        received=received,
        result_date=result_date,
        seal=application.submission_hash,
        path=f"/selection/my/{application.pid}",
    )


def ineligible(application: Application, *, at: datetime) -> None:
    """A second person has confirmed that the conditions are not met, and which ones."""
    account = all_accounts_of([application.person_id]).get(application.person_id)
    if account is None:
        return
    round_ = application.round
    with in_language(account.language):
        reasons = [word(finding) for finding in all_findings_of(application)]
        appeal_until = moment(at + timedelta(days=round_.parsed.appeal_days), round_.zone)
    post_to(
        account,
        "selection/notices/ineligible.txt",
        at=at,
        event="selection.ineligible",
        subject=application,
        important=True,
        name=account.person.names.greeted(account.language),
        number=application.number,
        programme=round_.title.in_(account.language),
        reasons=reasons,
        appeal_until=appeal_until,
    )


def document_asked_again(document: ApplicationDocument, *, at: datetime) -> None:
    """One document has to be corrected, and why, and until when."""
    application = document.application
    account = all_accounts_of([application.person_id]).get(application.person_id)
    if account is None:
        return
    round_ = application.round
    label = round_.parsed.document(document.code).label
    with in_language(account.language):
        until = moment(document.ask_until)
    post_to(
        account,
        "selection/notices/document_asked_again.txt",
        at=at,
        event=f"selection.document_asked_again:{document.code}:{at.isoformat()}",
        subject=application,
        name=account.person.names.greeted(account.language),
        document=label.in_(account.language),
        note=document.note,
        until=until,
        path=f"/selection/my/{application.pid}/documents",
    )
