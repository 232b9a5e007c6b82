"""Registering, and everything that comes with a link in a mail."""

from collections.abc import Callable
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from wtforms import Field

from talent.accounts import actions, forms
from talent.accounts.rules.addresses import canonical
from talent.accounts.rules.lifecycle import TokenPurpose
from talent.accounts.views.blueprint import pages
from talent.foundations.access import Anyone
from talent.foundations.refusals import Refused
from talent.plumbing.clock import now
from talent.plumbing.forms import Form, blame
from talent.plumbing.i18n import gettext, language
from talent.plumbing.jobs import enqueue
from talent.plumbing.pages import invalid, render, see_other, tell


@pages.form("/register", needs=Anyone.PUBLIC)
def register() -> ResponseReturnValue:
    form = forms.RegisterForm(request.form, language=language())
    if request.method == "POST" and form.validate():
        return _posted(form, form.email, "accounts/register.html", _register)
    return render("accounts/register.html", invalid(form), form=form)


@pages.form("/forgot", needs=Anyone.PUBLIC)
def forgot() -> ResponseReturnValue:
    form = forms.ForgotForm(request.form)
    if request.method == "POST" and form.validate():
        return _posted(form, form.email, "accounts/forgot.html", _send_reset)
    return render("accounts/forgot.html", invalid(form), form=form)


@pages.form("/reset/<secret>", needs=Anyone.PUBLIC)
def reset(secret: str) -> ResponseReturnValue:
    return _set_password(secret, TokenPurpose.PASSWORD_RESET)


@pages.form("/activate/<secret>", needs=Anyone.PUBLIC)
def activate(secret: str) -> ResponseReturnValue:
    return _set_password(secret, TokenPurpose.ACTIVATION)


def _posted(
    form: Form, field: Field, template: str, work: Callable[[Any], None]
) -> ResponseReturnValue:
    """The one answer for every address, known or not; the work is done later, by the worker."""
    try:
        actions.count_link_request(canonical(field.data), request.remote_addr or "", at=now())
        work(form)
    except Refused as refused:
        blame(field, refused)
        return render(template, invalid(form), form=form)
    return render("accounts/mail_sent.html", email=field.data)


def _register(form: forms.RegisterForm) -> None:
    names = form.names()
    enqueue(
        "accounts.register-applicant",
        at=now(),
        email=canonical(form.email.data),
        language=form.language.data,
        names={
            "parent_mn": names.parent_mn,
            "given_mn": names.given_mn,
            "surname_latin": names.surname_latin,
            "given_latin": names.given_latin,
        },
    )


def _send_reset(form: forms.ForgotForm) -> None:
    enqueue("accounts.send-reset", at=now(), email=canonical(form.email.data))


def _count_use() -> None:
    try:
        actions.count_link_use(request.remote_addr or "", at=now())
    except Refused:
        abort(429)


def _set_password(secret: str, purpose: TokenPurpose) -> ResponseReturnValue:
    form = forms.NewPasswordForm(request.form)
    if request.method == "POST":
        _count_use()
    link = actions.find_link(secret, purpose, at=now())
    if link is None:
        return render("accounts/link_worthless.html", 410)
    if request.method == "POST" and form.validate():
        try:
            if not actions.set_password(link, form.password.data, at=now()):
                return render("accounts/link_worthless.html", 410)
        except Refused as refused:
            blame(form.password, refused)
        else:
            tell(gettext("Your password is set. Sign in with it."))
            return see_other("accounts.sign_in")
    return render(
        "accounts/set_password.html",
        invalid(form),
        form=form,
        email=link.account.email,
        is_new=purpose is TokenPurpose.ACTIVATION,
    )
