"""Who may run what: the list, proposals, decisions."""

from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.foundations.access import Permission
from talent.foundations.refusals import Refused
from talent.plumbing.clock import now
from talent.plumbing.forms import blame, words_of
from talent.plumbing.i18n import gettext, language
from talent.plumbing.pages import asked_page, invalid, render, see_other, tell
from talent.transfer import actions, forms, queries
from talent.transfer.rules.lifecycle import AUTHORISATION, AuthorisationStatus
from talent.transfer.views.blueprint import asked_step, check_unchanged, pages


@pages.get("/authorisations", needs=Permission.TRANSFER_VIEW)
def authorisations() -> ResponseReturnValue:
    asked = {name: request.args.get(name, "") for name in ("q", "status", "equipment")}
    equipment = queries.equipment(current_user, now())
    return render(
        "transfer/authorisations.html",
        page=queries.authorisations(current_user, **asked, page=asked_page()),
        asked=asked,
        statuses=[("all", gettext("All")), *words_of(AuthorisationStatus)],
        kinds=[(e.kind.code, f"{e.kind.code} {e.kind.name.in_(language())}") for e in equipment],
        short=[e for e in equipment if e.is_short],
        may_propose=Permission.TRANSFER_ASSESS in current_user.permissions,
    )


@pages.get("/authorisations/propose", needs=Permission.TRANSFER_ASSESS)
def proposals() -> ResponseReturnValue:
    return render("transfer/proposals.html", found=queries.proposable(current_user, now()))


@pages.form("/authorisations/propose/<pid:result_pid>", needs=Permission.TRANSFER_ASSESS)
def propose(result_pid: str) -> ResponseReturnValue:
    found = _proposable(result_pid)
    form: Any = forms.ProposeForm(request.form)
    form.equipment.choices += [
        (kind.pid, f"{kind.code} {kind.name.in_(language())}") for kind in found.equipment
    ]
    if request.method == "POST" and form.validate():
        chosen = {kind.pid: kind for kind in found.equipment}[form.equipment.data]
        try:
            made = actions.propose(
                found.result,
                chosen,
                conditions=form.conditions.data or "",
                by=current_user,
                at=now(),
            )
        except Refused as refused:
            blame(form.equipment, refused)
        else:
            tell(gettext("Proposed. The laboratory manager decides."))
            return see_other("transfer.authorisation", authorisation_pid=made.pid)
    return render("transfer/propose.html", invalid(form), form=form, result=found.result)


def _proposable(result_pid: str) -> "queries.Proposable":
    found = queries.proposable(current_user, now())
    return next((p for p in found if p.result.pid == result_pid), None) or abort(404)


@pages.get("/authorisations/<pid:authorisation_pid>", needs=Permission.TRANSFER_VIEW)
def authorisation(authorisation_pid: str) -> ResponseReturnValue:
    found = queries.authorisation(current_user, authorisation_pid)
    done = queries.deeds(current_user, found)
    offered = AUTHORISATION.offered(found.status, current_user, done)
    own = found.person_id == current_user.person_id
    return render(
        "transfer/authorisation.html",
        found=found,
        offered=[] if own else offered,
        needs_reason=actions.NEEDS_REASON,
    )


@pages.post("/authorisations/<pid:authorisation_pid>/step", needs=Permission.TRANSFER_AUTHORISE)
def authorisation_step(authorisation_pid: str) -> ResponseReturnValue:
    found = queries.authorisation(current_user, authorisation_pid)
    check_unchanged(found)
    name = asked_step(AUTHORISATION.transitions)
    reason = request.form.get("reason", "")
    actions.move_authorisation(found, name, by=current_user, at=now(), reason=reason)
    tell(gettext("Saved."))
    return see_other("transfer.authorisation", authorisation_pid=authorisation_pid)
