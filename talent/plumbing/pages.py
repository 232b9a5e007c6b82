"""Rendering, redirects, pagination, and the pages that say no."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from flask import Flask, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from talent.foundations.refusals import Refused
from talent.plumbing.database import db
from talent.plumbing.forms import Form
from talent.plumbing.i18n import gettext, lazy
from talent.plumbing.words import word

Row = TypeVar("Row")
PAGE_SIZE = 50

EXPLAINED = {
    400: (
        lazy("The request could not be read"),
        lazy(
            "The page may have been open for too long. Go back, load it again and repeat the step."
        ),
    ),
    403: (
        lazy("This page is not open to your role"),
        lazy("If you need it for your work, ask your programme coordinator."),
    ),
    404: (
        lazy("Page not found"),
        lazy("The address may be mistyped, or the page may not be open to you."),
    ),
    405: (
        lazy("This address does not take that request"),
        lazy("Start again from the first page."),
    ),
    409: (
        lazy("This step is not possible"),
        lazy("Somebody else changed the same record at the same time. Load the page again."),
    ),
    413: (
        lazy("The file or text is too large"),
        lazy("Make it smaller and try again. Nothing you saved before is lost."),
    ),
    429: (lazy("Too many attempts"), lazy("Wait a few minutes, then try again.")),
    500: (
        lazy("Something went wrong on our side"),
        lazy("Nothing was changed. Try again; if it happens again, tell us the reference number."),
    ),
    503: (lazy("The system is busy"), lazy("Wait a moment, then try again.")),
    507: (
        lazy("There is no space left on the server"),
        lazy("Nothing was changed. Please tell the administrator, and try again later."),
    ),
}


def render(template: str, status: int = 200, **values: Any) -> ResponseReturnValue:
    """A page with its status code."""
    return render_template(template, **values), status


def invalid(form: Form) -> int:
    """422 when the form has errors to show, else 200: the status of a page that carries a form."""
    return 422 if form.errors else 200


def see_other(endpoint: str, **values: Any) -> Response:
    """Where to go after a deed."""
    return redirect(url_for(endpoint, **values), 303)


def tell(message: str) -> None:
    """A sentence on the next page about what was just done."""
    flash(message)


def own_path(target: str | None) -> str:
    """``target`` when it is a path of this site, else the first page: nobody is sent elsewhere."""
    if (
        target
        and target.startswith("/")
        and not target.startswith(("//", "/\\"))
        and "\n" not in target
    ):
        return target
    return "/"


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of many. ``number`` starts at 1."""

    rows: Sequence[Row]
    number: int
    total: int
    size: int

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.number * self.size, self.total)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))


def asked_page() -> int:
    """The page number in the address, 1 when there is none or it makes no sense."""
    return max(1, min(request.args.get("page", 1, type=int) or 1, 100_000))


def paginate(
    query: Select[Any], number: int, *, size: int = PAGE_SIZE, scalars: bool = True
) -> Page[Any]:
    """One page of ``query`` and how many rows there are in all: two statements."""
    total = (
        db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    )
    number = min(number, max(1, -(-total // size)))
    part = query.limit(size).offset((number - 1) * size)
    rows = db.session.scalars(part).unique().all() if scalars else db.session.execute(part).all()
    return Page(rows, number, total, size)


def page_of(rows: Sequence[Row], number: int, *, size: int = PAGE_SIZE) -> Page[Row]:
    """One page of rows that are all at hand."""
    number = min(number, max(1, -(-len(rows) // size)))
    return Page(rows[(number - 1) * size : number * size], number, len(rows), size)


def with_query(**changes: object) -> str:
    """The present address with other query values; ``None`` takes one away."""
    values = request.args.to_dict(flat=False)
    for name, value in changes.items():
        values.pop(name, None)
        if value is not None:
            values[name] = [str(value)]
    query = urlencode(values, doseq=True)
    return request.path + (f"?{query}" if query else "")


def init_app(app: Flask) -> None:
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(StaleDataError, lambda _e: _explained(409))
    app.register_error_handler(IntegrityError, _at_once)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OSError, _out_of_space)
    app.register_error_handler(Exception, _unexpected)


def _refused(error: Refused) -> ResponseReturnValue:
    db.session.rollback()
    why = word(error.reason, **error.facts)
    return render(
        "error.html", 409, title=gettext("This step is not possible"), why=why, reference=None
    )


def _at_once(error: IntegrityError) -> ResponseReturnValue:
    """Two people did the same at the same instant: the database let one of them."""
    db.session.rollback()
    current_app.logger.warning("refused by the database at %s: %s", request.path, error.orig)
    return _explained(409)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error
    if error.code == 401:
        return redirect(
            url_for("accounts.sign_in", next=own_path(request.full_path.rstrip("?"))), 303
        )
    response = current_app.make_response(_explained(error.code))
    if error.code == 405 and getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))  # type: ignore[attr-defined]
    return response


def _out_of_space(error: OSError) -> ResponseReturnValue:
    return _unexpected(error, code=507 if error.errno in {28, 30, 122} else 500)


def _unexpected(error: Exception, code: int = 500) -> ResponseReturnValue:
    db.session.rollback()
    if current_app.config.get("PROPAGATE_ERRORS"):
        raise error
    reference = secrets.token_hex(4)
    current_app.logger.error("failure %s at %s", reference, request.path, exc_info=error)
    return _explained(code, reference=reference)


def _explained(code: int, reference: str | None = None) -> ResponseReturnValue:
    db.session.rollback()
    title, why = EXPLAINED.get(code, EXPLAINED[500 if code >= 500 else 400])
    return render("error.html", code, title=str(title), why=str(why), reference=reference)


def viewer_name() -> str:
    """How the signed-in person is named in the present language; empty for a stranger."""
    return current_user.name if current_user.is_authenticated else ""
