"""What everybody may read about calls, and where an application begins."""

from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.foundations.access import Anyone, Permission
from talent.plumbing.clock import now
from talent.plumbing.i18n import gettext
from talent.plumbing.pages import render, see_other, tell
from talent.selection import actions, queries
from talent.selection.rules.applying import is_open
from talent.selection.rules.lifecycle import RoundStatus
from talent.selection.views.blueprint import pages


@pages.get("/calls", needs=Anyone.PUBLIC)
def calls() -> ResponseReturnValue:
    found = queries.open_calls(current_user)
    return render(
        "selection/calls.html",
        taking=[r for r in found if r.status is RoundStatus.OPEN],
        coming=[r for r in found if r.status is RoundStatus.APPROVED],
        past=[r for r in found if r.status not in {RoundStatus.OPEN, RoundStatus.APPROVED}],
    )


@pages.get("/calls/<pid:round_pid>", needs=Anyone.PUBLIC)
def call(round_pid: str) -> ResponseReturnValue:
    round_ = queries.call(current_user, round_pid)
    applies = (
        current_user.is_authenticated and Permission.SELECTION_APPLY in current_user.permissions
    )
    return render(
        "selection/call.html",
        round=round_,
        rules=round_.parsed,
        open_now=is_open(round_.status, round_.opens_at, round_.closes_at, now()),
        applies=applies,
        own=queries.own_application_in(current_user, round_) if applies else None,
    )


@pages.post("/calls/<pid:round_pid>/apply", needs=Permission.SELECTION_APPLY)
def apply(round_pid: str) -> ResponseReturnValue:
    round_ = queries.call(current_user, round_pid)
    own = queries.own_application_in(current_user, round_)
    if own is None:
        own = actions.begin_application(round_, by=current_user, at=now())
        tell(gettext("Your draft has been created. It is saved as you go."))
        return see_other("selection.form_background", application_pid=own.pid)
    return see_other("selection.my_application", application_pid=own.pid)
