"""One's own account: language, appearance, password, where one is signed in."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.accounts import actions, forms, queries
from talent.accounts.rules.passwords import PasswordRefusal
from talent.accounts.rules.secrets import hash_of
from talent.accounts.views.blueprint import pages
from talent.accounts.views.door import secret_of_request
from talent.foundations.access import Anyone
from talent.foundations.refusals import Refused
from talent.plumbing.clock import now
from talent.plumbing.forms import blame
from talent.plumbing.i18n import gettext
from talent.plumbing.pages import invalid, render, see_other, tell


@pages.get("/account", needs=Anyone.SIGNED_IN)
def my_account() -> ResponseReturnValue:
    theme = forms.ThemeForm(theme=current_user.theme)
    return render("accounts/my_account.html", account=current_user, theme_form=theme)


@pages.form("/account/password", needs=Anyone.SIGNED_IN)
def password() -> ResponseReturnValue:
    form = forms.ChangePasswordForm(request.form)
    if request.method == "POST" and form.validate():
        try:
            actions.count_password_try(current_user.email, request.remote_addr or "", at=now())
            actions.change_password(
                current_user,
                form.old.data,
                form.password.data,
                keep_session=secret_of_request(),
                at=now(),
            )
        except Refused as refused:
            blame(form.password if _is_about_new(refused) else form.old, refused)
        else:
            tell(gettext("Your password has been changed. Other browsers have been signed out."))
            return see_other("accounts.my_account")
    return render("accounts/password.html", invalid(form), form=form)


@pages.get("/account/sessions", needs=Anyone.SIGNED_IN)
def my_sessions() -> ResponseReturnValue:
    return render(
        "accounts/my_sessions.html",
        sessions=queries.my_sessions(current_user, at=now()),
        here=hash_of(secret_of_request()),
    )


@pages.post("/account/sessions/end", needs=Anyone.SIGNED_IN)
def end_session() -> ResponseReturnValue:
    found = queries.my_session(current_user, request.form.get("session", ""))
    actions.end_session(found, by=current_user, at=now())
    tell(gettext("That browser has been signed out."))
    return see_other("accounts.my_sessions")


def _is_about_new(refused: Refused) -> bool:
    new = set(PasswordRefusal) - {PasswordRefusal.WRONG}
    return isinstance(refused.reason, PasswordRefusal) and refused.reason in new
