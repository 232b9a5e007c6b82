"""Coming in and going out, and choosing a language at the door."""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import current_app, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from talent.accounts import actions, forms
from talent.accounts.rules.accounts import AccountRefusal, Theme
from talent.accounts.rules.steps import SignInStep
from talent.accounts.views.blueprint import pages
from talent.foundations.access import Anyone
from talent.foundations.languages import LANGUAGES
from talent.foundations.refusals import Refused
from talent.plumbing.clock import now
from talent.plumbing.forms import blame
from talent.plumbing.pages import invalid, own_path, render, see_other


@pages.form("/sign-in", needs=Anyone.PUBLIC)
def sign_in() -> ResponseReturnValue:
    if request.method == "GET" and current_user.is_authenticated:
        return _to(request.args.get("next"))
    form = forms.SignInForm(request.form, next=request.args.get("next", ""))
    if request.method == "POST" and form.validate():
        outcome = actions.sign_in(
            form.email.data,
            form.password.data,
            address=request.remote_addr or "",
            browser=request.user_agent.string,
            at=now(),
        )
        if outcome is not None and outcome.step is SignInStep.SIGNED_IN:
            return _let_in(outcome.secret, form.next.data)
        blame(form.email, Refused(AccountRefusal.WRONG_SIGN_IN))
    return render(
        "accounts/sign_in.html",
        invalid(form),
        form=form,
        calls=_known("selection.calls"),
        check=_known("certificates.check"),
    )


@pages.post("/sign-out", needs=Anyone.SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    actions.sign_out(current_user, secret_of_request(), at=now())
    session.clear()
    response = see_other("accounts.sign_in")
    response.delete_cookie(current_app.config["LOGIN_COOKIE"], **_cookie_options())
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@pages.post("/language", needs=Anyone.PUBLIC)
def choose_language() -> ResponseReturnValue:
    language = request.form.get("language", "")
    if language in LANGUAGES:
        if current_user.is_authenticated:
            actions.choose_language(current_user, language)
        session["language"] = language
    return _to(_without_language(own_path(request.form.get("next"))))


@pages.post("/theme", needs=Anyone.PUBLIC)
def choose_theme() -> ResponseReturnValue:
    theme = request.form.get("theme", "")
    if theme in set(Theme):
        if current_user.is_authenticated:
            actions.choose_theme(current_user, theme)
        session["theme"] = theme
    return _to(request.form.get("next"))


def secret_of_request() -> str:
    """The secret of the session this browser is in."""
    return request.cookies.get(current_app.config["LOGIN_COOKIE"], "")


def _let_in(secret: str, target: str | None) -> Response:
    session.clear()  # whoever prepared this browser's cookie knows nothing of the new token
    response = _to(target)
    response.set_cookie(current_app.config["LOGIN_COOKIE"], secret, **_cookie_options())
    return response


def _cookie_options() -> dict[str, Any]:
    return {
        "secure": current_app.config["SESSION_COOKIE_SECURE"],
        "httponly": True,
        "samesite": "Lax",
        "path": "/",
    }


def _to(target: str | None) -> Response:
    path = own_path(target)
    if path.startswith("/sign-in"):
        path = "/"
    return Response(status=303, headers={"Location": path})


def _without_language(path: str) -> str:
    """The path without ``lang=…``, which would go on speaking the language just left."""
    parts = urlsplit(path)
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query) if k != "lang"])
    return f"{parts.path}?{query}" if query else parts.path


def _known(endpoint: str) -> str | None:
    return url_for(endpoint) if endpoint in current_app.view_functions else None
