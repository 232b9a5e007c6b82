"""The pages of the outbox: what was written, what became of it."""

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.foundations.access import Permission
from talent.outbox import actions, queries
from talent.outbox.rules.lifecycle import MailStatus
from talent.plumbing import files
from talent.plumbing.blueprint import GuardedBlueprint
from talent.plumbing.clock import now
from talent.plumbing.i18n import gettext
from talent.plumbing.pages import asked_page, render, see_other, tell

pages = GuardedBlueprint("outbox", __name__, url_prefix="/mail")


@pages.get("/", needs=Permission.OUTBOX_VIEW)
def mails() -> ResponseReturnValue:
    asked = {name: request.args.get(name, "") for name in ("q", "status")}
    filters = queries.Filters(
        text=asked["q"], status=next((s for s in MailStatus if s == asked["status"]), None)
    )
    return render(
        "outbox/mails.html",
        page=queries.mails(current_user, filters, asked_page()),
        counts=queries.counts(current_user),
        asked=asked,
        statuses=list(MailStatus),
    )


@pages.get("/<pid:mail_pid>", needs=Permission.OUTBOX_VIEW)
def mail(mail_pid: str) -> ResponseReturnValue:
    found = queries.mail(current_user, mail_pid)
    return render(
        "outbox/mail.html",
        mail=found,
        offered=queries.steps_offered(current_user, found),
        trail=queries.trail(current_user, found),
        may_open=Permission.OUTBOX_MANAGE in current_user.permissions,
    )


@pages.get("/<pid:mail_pid>/attachments/<int:number>", needs=Permission.OUTBOX_MANAGE)
def attachment(mail_pid: str, number: int) -> ResponseReturnValue:
    found = queries.attachment(current_user, mail_pid, number)
    return files.deliver(found.file, found.name)


@pages.post("/<pid:mail_pid>/step", needs=Permission.OUTBOX_MANAGE)
def step(mail_pid: str) -> ResponseReturnValue:
    found = queries.mail_to_change(current_user, mail_pid)
    name = request.form.get("step", "")
    seen = request.form.get("version", found.version, type=int)
    if seen != found.version or name not in queries.steps_offered(current_user, found):
        abort(409)
    actions.move(found, name, by=current_user, at=now())
    tell(gettext("Saved."))
    return see_other("outbox.mail", mail_pid=mail_pid)
