"""The audit trail on a page."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.foundations.access import Permission
from talent.plumbing.pages import asked_page, render
from talent.reporting import queries
from talent.reporting.views.blueprint import pages


@pages.get("/audit", needs=Permission.AUDIT_VIEW)
def audit() -> ResponseReturnValue:
    asked = {name: request.args.get(name, "") for name in ("subject", "actor")}
    page = queries.audit_entries(current_user, **asked, page=asked_page())
    return render("reporting/audit.html", page=page, asked=asked)
