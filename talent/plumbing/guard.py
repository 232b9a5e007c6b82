"""No route is served that does not say who may use it, and no request that is not in order."""

import unicodedata
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, request
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect

from talent.foundations.access import Anyone

csrf = CSRFProtect()
SAFE = frozenset({"GET", "HEAD"})
LONGEST_ADDRESS_PART = 500


class UnguardedRoutes(RuntimeError):
    """Routes exist that never said what they need; the application must not start."""


def install(app: Flask) -> None:
    """Seal the application: call it last, when every room has registered its pages.

    Raises :class:`UnguardedRoutes` when a route has no ``needs`` or is exempt from the token.
    """
    vars(app.view_functions["static"])["needs"] = Anyone.PUBLIC
    unguarded = sorted(e for e, v in app.view_functions.items() if not hasattr(v, "needs"))
    if unguarded:
        raise UnguardedRoutes(", ".join(unguarded))
    csrf.init_app(app)
    if csrf._exempt_views or csrf._exempt_blueprints:
        raise UnguardedRoutes("exempt from the token")
    app.before_request(check)


def check() -> None:
    """Turn away whoever may not come in, before any view runs."""
    if request.endpoint is None:  # no such page, or wrong method: Flask answers 404 or 405
        return
    view = current_app.view_functions[request.endpoint]
    needs = getattr(view, "needs", None)
    if needs is None:
        abort(403)
    if (limit := getattr(view, "upload_limit", None)) is not None:
        request.max_content_length = limit
    _check_text()
    if request.method not in SAFE:
        _check_origin()
    if needs is Anyone.PUBLIC:
        return
    if not current_user.is_authenticated:
        abort(401)
    if needs is not Anyone.SIGNED_IN and needs not in current_user.permissions:
        abort(403)


def _check_origin() -> None:
    """An unsafe request from another site is refused even when it carries a token."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        abort(400)
    origin = request.headers.get("Origin")
    if origin and origin != "null" and urlsplit(origin).netloc != request.host:
        abort(400)


def _check_text() -> None:
    """Views never see control characters, lone surrogates or unassigned code points."""
    for key, value in request.args.items(multi=True):
        if len(value) > LONGEST_ADDRESS_PART or not (_is_clean(key) and _is_clean(value)):
            abort(400)
    if request.method in SAFE:
        return
    for key, value in request.form.items(multi=True):
        if not (_is_clean(key) and _is_clean(value)):
            abort(400)


def _is_clean(text: str) -> bool:
    if text.isascii() and text.isprintable():
        return True
    return all(
        c in "\r\n\t" or unicodedata.category(c) not in {"Cc", "Cs", "Cn", "Co"} for c in text
    )
