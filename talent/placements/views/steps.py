from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.foundations.access import Permission
from talent.foundations.refusals import Refused
from talent.placements import actions, forms, queries
from talent.placements.rules.steps import GRAVE, TABLE_OF, needs_of
from talent.placements.views.blueprint import pages
from talent.placements.views.receiving import (
    FIELD_OF,
    UPLOAD_LIMIT,
    beside,
    check_version,
    given,
    keep_files,
)
from talent.plumbing.clock import now
from talent.plumbing.i18n import language
from talent.plumbing.pages import invalid, render, see_other, tell
from talent.plumbing.words import word

# What a step of a page does: each takes the placement and the fields of its form.
DEEDS: dict[str, Callable[..., None]] = {
    "nominate": actions.nominate,
    "admit": actions.admit,
    "admit-conditionally": actions.admit_conditionally,
    "refuse": actions.refuse,
    "next-preference": actions.next_preference,
    "leave-unplaced": actions.leave_unplaced,
    "prepare-contract": actions.prepare_contract,
    "contract": actions.contract,
    "file-visa": actions.file_visa,
    "file-visa-again": actions.file_visa_again,
    "issue-visa": actions.issue_visa,
    "refuse-visa": actions.refuse_visa,
    "arrive": actions.arrive,
    "register-card": actions.register_card,
    "extend-visa": actions.extend_visa,
    "enrol": actions.enrol,
    "complete-coursework": actions.complete_coursework,
    "record-degree": actions.record_degree,
    "confer": actions.confer,
    "ask-withdrawal": actions.ask_withdrawal,
    "withdraw": actions.withdraw,
    "depart": actions.depart,
    "return": actions.return_home,
    "transfer": actions.transfer,
}


@pages.form(
    "/placements/<pid:placement_pid>/steps/<step>",
    needs=Permission.PLACEMENTS_MANAGE,
    upload_limit=UPLOAD_LIMIT,
)
def step(placement_pid: str, step: str) -> ResponseReturnValue:
    return _page(placement_pid, step, Permission.PLACEMENTS_MANAGE)


@pages.form("/placements/<pid:placement_pid>/decisions/<step>", needs=Permission.PLACEMENTS_APPROVE)
def decision(placement_pid: str, step: str) -> ResponseReturnValue:
    return _page(placement_pid, step, Permission.PLACEMENTS_APPROVE)


def _page(placement_pid: str, step: str, held: Permission) -> ResponseReturnValue:
    if step not in forms.STEPS or needs_of(step) is not held:
        abort(404)
    found, at = queries.placement(current_user, placement_pid), now()
    form = forms.STEPS[step](given())
    if isinstance(form, forms.TransferForm):
        form.university.choices = [
            (u.pid, u.name.in_(language())) for u in queries.universities(current_user)
        ]
    if request.method == "POST":
        check_version(found.version)
        if form.validate() and _taken(found, step, form, at):
            tell(word((TABLE_OF[step], step)))
            return see_other("placements.placement", placement_pid=found.pid)
    elif step not in queries.offered(current_user, found):
        abort(404)
    return render(
        "placements/step.html",
        invalid(form),
        placement=found,
        form=form,
        name=word((TABLE_OF[step], step)),
        step=step,
        grave=step in GRAVE,
    )


def _taken(found: Any, step: str, form: forms.StepForm, at: datetime) -> bool:
    """Take the step; what a rule says about a day or a file is said beside that field."""
    kept = keep_files(form, at)
    if form.errors:
        return False
    values = {**form.values(), **kept}
    if isinstance(form, forms.TransferForm):
        values = _transfer_values(form)
    try:
        DEEDS[step](found, **values, by=current_user, at=at)
    except Refused as refused:
        field = FIELD_OF.get(refused.reason)
        if field is None or field not in form:
            raise
        beside(form, field, refused)
        return False
    return True


def _transfer_values(form: forms.TransferForm) -> dict[str, Any]:
    return {
        "university": queries.university(current_user, form.university.data),
        "department": forms.department(form.data),
        "adviser": form.adviser.data,
        "student_number": form.student_number.data,
        "on": form.on.data,
        "reason": form.reason.data,
    }
