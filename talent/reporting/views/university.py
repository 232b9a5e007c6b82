"""Reports to universities: prepared, read, sent once."""

from datetime import date, datetime
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from talent.foundations.access import Permission
from talent.foundations.refusals import Refused
from talent.placements.rules.terms import Term, korean_day, term_of
from talent.plumbing import files, jobs
from talent.plumbing.clock import now
from talent.plumbing.i18n import gettext
from talent.plumbing.pages import invalid, render, see_other, tell
from talent.plumbing.words import word
from talent.reporting import actions, documents, forms, queries
from talent.reporting.rules.university import as_of_day, best_contact, is_confirmed, next_deeds
from talent.reporting.views.blueprint import pages

VIEW, PREPARE, SEND = (
    Permission.REPORTING_VIEW,
    Permission.REPORTING_PREPARE,
    Permission.REPORTING_SEND,
)
TERMS_BACK = 4


@pages.get("/reports", needs=VIEW)
def reports() -> ResponseReturnValue:
    at = now()
    term = _asked_term(at)
    lines = [
        (line, line.contact is not None and is_confirmed(line.contact.confirmed_at, at=at))
        for line in queries.universities(current_user, term)
    ]
    may = PREPARE in current_user.permissions
    return render(
        "reporting/reports.html", lines=lines, term=term, terms=_terms(at), may_prepare=may
    )


def _terms(at: datetime) -> list[Term]:
    last = term_of(korean_day(at))
    return [last + -n for n in range(TERMS_BACK)]


def _asked_term(at: datetime) -> Term:
    asked = request.args.get("term", "")
    known = _terms(at)
    return next((t for t in known if str(t) == asked), known[0])


@pages.get("/reports/universities/<pid:organisation_pid>", needs=VIEW)
def university(organisation_pid: str) -> ResponseReturnValue:
    found = queries.university(current_user, organisation_pid)
    return render(
        "reporting/university.html",
        university=found,
        reports=queries.reports_of(current_user, found),
        contact=best_contact(found.contacts),
        may_prepare=PREPARE in current_user.permissions,
    )


@pages.form("/reports/universities/<pid:organisation_pid>/new", needs=PREPARE)
def new_report(organisation_pid: str) -> ResponseReturnValue:
    found, at = queries.university(current_user, organisation_pid), now()
    form = forms.ReportForm(request.form, data=_suggested(at))
    form.period.choices = [(str(t), word(t.kind, year=t.year)) for t in _terms(at)]
    if request.method == "POST" and form.validate():
        made = _scheduled(found, form, at)
        if made is not None:
            tell(gettext("The report is being prepared."))
            return see_other("reporting.report", report_pid=made.pid)
    return render("reporting/new_report.html", invalid(form), university=found, form=form)


def _suggested(at: datetime) -> dict[str, object]:
    term = _asked_term(at)
    return {"period": str(term), "as_of": as_of_day(term, at)}


def _scheduled(found: Any, form: forms.ReportForm, at: datetime) -> Any:
    try:
        return actions.schedule(
            found, Term.parse(form.period.data), as_of=form.as_of.data, by=current_user, at=at
        )
    except Refused as refused:
        form.as_of.errors = [word(refused.reason, **refused.facts)]
        return None


@pages.get("/reports/<pid:report_pid>", needs=VIEW)
def report(report_pid: str) -> ResponseReturnValue:
    found, at = queries.report(current_user, report_pid), now()
    snapshot = found.snapshot
    contact = best_contact(found.organisation.contacts)
    return render(
        "reporting/report.html",
        report=found,
        rows=[documents.shown(row) for row in snapshot["rows"]] if snapshot else [],
        as_of=date.fromisoformat(snapshot["as_of"]) if snapshot else found.as_of,
        contact=contact,
        contact_ready=contact is not None and is_confirmed(contact.confirmed_at, at=at),
        deeds=next_deeds(found.status, current_user),
        job=jobs.find(f"{actions.JOB}:{found.pid}"),
    )


@pages.post("/reports/<pid:report_pid>/check", needs=PREPARE)
def check_report(report_pid: str) -> ResponseReturnValue:
    found = queries.report(current_user, report_pid)
    actions.check(found, by=current_user, at=now())
    tell(gettext("Checked. The report can be sent."))
    return see_other("reporting.report", report_pid=found.pid)


@pages.post("/reports/<pid:report_pid>/send", needs=SEND)
def send_report(report_pid: str) -> ResponseReturnValue:
    found = queries.report(current_user, report_pid)
    if actions.send(found, by=current_user, at=now()):
        tell(gettext("The report is on its way to the university."))
    else:
        tell(gettext("This report was sent before. Nothing was sent again."))
    return see_other("reporting.report", report_pid=found.pid)


@pages.get("/reports/<pid:report_pid>/files/<kind>", needs=VIEW)
def report_file(report_pid: str, kind: str) -> Response:
    found = queries.report(current_user, report_pid)
    file = {"pdf": found.pdf, "xlsx": found.xlsx}.get(kind)
    if file is None:
        abort(404)
    return files.deliver(file)
