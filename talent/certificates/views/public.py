"""The public check: is this paper valid? Anybody may ask; the asking is counted."""

from flask import abort, make_response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.accounts.actions import count_certificate_check
from talent.certificates import queries
from talent.certificates.views.blueprint import pages
from talent.foundations.access import Anyone
from talent.foundations.refusals import Refused
from talent.plumbing.clock import now
from talent.plumbing.pages import render


@pages.get("/check", needs=Anyone.PUBLIC)
def check() -> ResponseReturnValue:
    return _answer(request.args.get("number", ""), request.args.get("code", ""))


@pages.get("/check/<number>/<code>", needs=Anyone.PUBLIC)
def check_scanned(number: str, code: str) -> ResponseReturnValue:
    return _answer(number, code)


def _answer(number: str, code: str) -> ResponseReturnValue:
    at, found = now(), None
    asked = bool(number.strip() or code.strip())
    if asked:
        try:
            count_certificate_check(request.remote_addr or "", at=at)
        except Refused:
            abort(429)
        found = queries.checked(current_user, number[:80], code[:40])
    response = make_response(
        render(
            "certificates/check.html",
            number=number[:80],
            code=code[:40],
            asked=asked,
            found=found,
            at=at,
        )
    )
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
