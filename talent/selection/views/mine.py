"""The applicant's own applications: where they stand, and answers to an offer."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.foundations.access import Permission
from talent.plumbing import files
from talent.plumbing.clock import now
from talent.plumbing.i18n import gettext
from talent.plumbing.pages import render, see_other, tell
from talent.selection import actions, queries
from talent.selection.rules.applying import is_open, may_replace, screening_due
from talent.selection.rules.lifecycle import APPLICATION, ApplicationStatus
from talent.selection.views.blueprint import pages

NEEDS = Permission.SELECTION_APPLY


@pages.get("/my", needs=NEEDS)
def my_applications() -> ResponseReturnValue:
    return render(
        "selection/my_applications.html", applications=queries.my_applications(current_user)
    )


@pages.get("/my/<pid:application_pid>", needs=NEEDS)
def my_application(application_pid: str) -> ResponseReturnValue:
    found = queries.own_application(current_user, application_pid)
    round_, at = found.round, now()
    taking = is_open(round_.status, round_.opens_at, round_.closes_at, at)
    offered = APPLICATION.offered(found.status, current_user, {})
    answerable = found.offer_expires_at is not None and at < found.offer_expires_at
    return render(
        "selection/my_application.html",
        application=found,
        rules=round_.parsed,
        taking=taking,
        recallable="recall" in offered and taking,
        answerable="accept" in offered and answerable,
        withdrawable="withdraw" in offered,
        asked_again=[
            d for d in found.documents if may_replace(found.status, d.verdict, d.ask_until, at)
        ]
        if found.status is ApplicationStatus.SUBMITTED
        else [],
        entries=queries.own_history(current_user, found),
        result_by=screening_due(round_.closes_at, round_.parsed.screening_days, round_.zone),
    )


@pages.post("/my/<pid:application_pid>/recall", needs=NEEDS)
def recall(application_pid: str) -> ResponseReturnValue:
    found = queries.own_application(current_user, application_pid)
    actions.recall(found, by=current_user, at=now())
    tell(gettext("Your application is a draft again. Submit it before the deadline."))
    return see_other("selection.form_review", application_pid=found.pid)


@pages.post("/my/<pid:application_pid>/accept", needs=NEEDS)
def accept(application_pid: str) -> ResponseReturnValue:
    found = queries.own_application(current_user, application_pid)
    actions.accept(found, by=current_user, at=now())
    tell(gettext("You have accepted the place. We will write to you about the next steps."))
    return see_other("selection.my_application", application_pid=found.pid)


@pages.post("/my/<pid:application_pid>/decline", needs=NEEDS)
def decline(application_pid: str) -> ResponseReturnValue:
    found = queries.own_application(current_user, application_pid)
    reason = request.form.get("reason", "")[:1000]
    actions.decline(found, by=current_user, at=now(), reason=reason)
    tell(gettext("You have declined the place."))
    return see_other("selection.my_application", application_pid=found.pid)


@pages.post("/my/<pid:application_pid>/withdraw", needs=NEEDS)
def withdraw(application_pid: str) -> ResponseReturnValue:
    found = queries.own_application(current_user, application_pid)
    reason = request.form.get("reason", "")[:1000]
    actions.withdraw(found, by=current_user, at=now(), reason=reason)
    tell(gettext("Your application has been withdrawn."))
    return see_other("selection.my_application", application_pid=found.pid)


@pages.get("/my/documents/<pid:document_pid>", needs=NEEDS)
def own_document(document_pid: str) -> ResponseReturnValue:
    return files.deliver(queries.own_document(current_user, document_pid).file)
