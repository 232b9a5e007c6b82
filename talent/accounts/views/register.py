"""The register of accounts, for administrators."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.accounts import actions, forms, queries
from talent.accounts.rules.accounts import AccountRefusal
from talent.accounts.rules.lifecycle import ACCOUNT, AccountStatus
from talent.accounts.views.blueprint import pages
from talent.foundations.access import Permission, Role
from talent.foundations.refusals import Refused
from talent.people import queries as people
from talent.plumbing import history
from talent.plumbing.clock import now
from talent.plumbing.forms import blame
from talent.plumbing.i18n import gettext, language
from talent.plumbing.pages import asked_page, invalid, render, see_other, tell

NEEDS = Permission.ACCOUNTS_MANAGE


@pages.get("/accounts", needs=NEEDS)
def accounts() -> ResponseReturnValue:
    asked = {name: request.args.get(name, "") for name in ("q", "role", "status")}
    page = queries.accounts(
        current_user,
        text=asked["q"],
        role=asked["role"],
        status=asked["status"],
        language=language(),
        page=asked_page(),
    )
    return render(
        "accounts/accounts.html",
        page=page,
        asked=asked,
        roles=tuple(Role),
        statuses=tuple(AccountStatus),
    )


@pages.form("/accounts/new", needs=NEEDS)
def invite() -> ResponseReturnValue:
    form = forms.InviteForm(request.form, language=language())
    if request.method == "POST" and form.validate():
        try:
            account = _invite(form)
        except Refused as refused:
            place = (
                form.email if refused.reason is AccountRefusal.ADDRESS_TAKEN else form.person_code
            )
            blame(place, refused)
        else:
            tell(gettext("The invitation is on its way to %(email)s", email=account.email))
            return see_other("accounts.account", account_pid=account.pid)
    return render("accounts/invite.html", invalid(form), form=form)


@pages.form("/accounts/<pid:account_pid>", needs=NEEDS)
def account(account_pid: str) -> ResponseReturnValue:
    found = queries.account_to_manage(current_user, account_pid)
    form = forms.RolesForm(request.form, roles=found.roles)
    if request.method == "POST" and form.validate():
        actions.change_roles(found, form.chosen(), by=current_user, at=now())
        tell(gettext("The roles have been changed. Open sessions have ended."))
        return see_other("accounts.account", account_pid=found.pid)
    offered = ACCOUNT.offered(found.status, current_user, {})
    return render(
        "accounts/account.html",
        invalid(form),
        account=found,
        form=form,
        can_disable="disable" in offered,
        can_enable="enable" in offered,
        can_remind=found.status is AccountStatus.INVITED,
        is_own=found.id == current_user.id,
        entries=(entries := history.entries_of(found)),
        names_of_actors=history.actor_names(entries),
    )


@pages.post("/accounts/<pid:account_pid>/disable", needs=NEEDS)
def disable(account_pid: str) -> ResponseReturnValue:
    found = queries.account_to_manage(current_user, account_pid)
    actions.disable(found, by=current_user, at=now())
    tell(gettext("The account is disabled. Open sessions have ended."))
    return see_other("accounts.account", account_pid=found.pid)


@pages.post("/accounts/<pid:account_pid>/enable", needs=NEEDS)
def enable(account_pid: str) -> ResponseReturnValue:
    found = queries.account_to_manage(current_user, account_pid)
    actions.enable(found, by=current_user, at=now())
    tell(gettext("The account is open again."))
    return see_other("accounts.account", account_pid=found.pid)


@pages.post("/accounts/<pid:account_pid>/remind", needs=NEEDS)
def remind(account_pid: str) -> ResponseReturnValue:
    found = queries.account_to_manage(current_user, account_pid)
    actions.invite_again(found, by=current_user, at=now())
    tell(gettext("The invitation is on its way to %(email)s", email=found.email))
    return see_other("accounts.account", account_pid=found.pid)


def _invite(form: forms.InviteForm) -> Any:
    roles = [Role(role) for role in form.roles.data]
    common = {"email": form.email.data, "roles": roles, "language": form.language.data}
    if not form.person_code.data:
        return actions.invite_stranger(form.names(), **common, by=current_user, at=now())
    person = people.person_with_code(current_user, form.person_code.data)
    if person is None:
        raise Refused(AccountRefusal.NO_SUCH_PERSON)
    return actions.invite(person, **common, by=current_user, at=now())
