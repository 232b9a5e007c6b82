from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.foundations.access import Permission
from talent.foundations.refusals import Refused
from talent.placements import actions, forms, queries
from talent.placements.rules.lifecycle import SemesterKind
from talent.placements.rules.terms import Term, semester_number, term_of, terms_between
from talent.placements.views.blueprint import pages
from talent.placements.views.receiving import UPLOAD_LIMIT, beside, check_version, given, keep_files
from talent.plumbing.clock import now
from talent.plumbing.i18n import gettext
from talent.plumbing.pages import invalid, render, see_other, tell

MANAGE = Permission.PLACEMENTS_MANAGE


@pages.get("/placements/semesters/<pid:semester_pid>", needs=Permission.PLACEMENTS_VIEW)
def semester(semester_pid: str) -> ResponseReturnValue:
    return _page(queries.semester(current_user, semester_pid))


def _page(record: Any, *, status: int = 200, **bound: Any) -> ResponseReturnValue:
    values = {
        "adviser_form": forms.AdviserForm(),
        "percent_form": forms.PercentForm(),
        "transcript_form": forms.TranscriptForm(),
        **bound,
    }
    return render(
        "placements/semester.html",
        status,
        record=record,
        placement=record.placement,
        number=semester_number(record.term_value, record.placement.intake_term),
        offered=queries.semester_steps(current_user, record),
        may_manage=MANAGE in current_user.permissions,
        **values,
    )


@pages.form("/placements/<pid:placement_pid>/semesters/new", needs=MANAGE)
def new_semester(placement_pid: str) -> ResponseReturnValue:
    found = queries.placement(current_user, placement_pid)
    form = forms.NewSemesterForm(request.form)
    taken = {s.term for s in found.semesters}
    last = max(term_of(found.standard_end), term_of(now().date()))
    terms = [t for t in terms_between(found.intake_term, last + 1) if str(t) not in taken]
    form.term.choices = [(str(t), forms.term_name(t)) for t in terms]
    if request.method == "POST" and form.validate():
        made = actions.plan_semester(
            found,
            Term.parse(form.term.data),
            kind=SemesterKind(form.kind.data),
            registered_on=form.registered_on.data,
            by=current_user,
            at=now(),
        )
        tell(gettext("Saved."))
        return see_other("placements.semester", semester_pid=made.pid)
    return render("placements/new_semester.html", invalid(form), placement=found, form=form)


@pages.post("/placements/semesters/<pid:semester_pid>/steps", needs=MANAGE)
def semester_step(semester_pid: str) -> ResponseReturnValue:
    record = queries.semester(current_user, semester_pid)
    check_version(record.version)
    reason = request.form.get("reason", "").strip()[:1000]
    actions.move_semester(
        record, request.form.get("step", ""), reason=reason, by=current_user, at=now()
    )
    tell(gettext("Saved."))
    return see_other("placements.semester", semester_pid=record.pid)


@pages.post("/placements/semesters/<pid:semester_pid>/adviser", needs=MANAGE)
def adviser_statement(semester_pid: str) -> ResponseReturnValue:
    record = queries.semester(current_user, semester_pid)
    form = forms.AdviserForm(request.form)
    if not form.validate():
        return _page(record, status=422, adviser_form=form)
    actions.add_adviser(record, **form.data, by=current_user, at=now())
    tell(gettext("Saved."))
    return see_other("placements.semester", semester_pid=record.pid)


@pages.post("/placements/semesters/<pid:semester_pid>/percent", needs=MANAGE)
def percent_by_hand(semester_pid: str) -> ResponseReturnValue:
    record = queries.semester(current_user, semester_pid)
    form = forms.PercentForm(request.form)
    if not form.validate():
        return _page(record, status=422, percent_form=form)
    actions.convert_by_hand(
        record, percent=form.exact(), reason=form.percent_reason.data, by=current_user, at=now()
    )
    tell(gettext("Saved."))
    return see_other("placements.semester", semester_pid=record.pid)


@pages.post(
    "/placements/semesters/<pid:semester_pid>/transcript", needs=MANAGE, upload_limit=UPLOAD_LIMIT
)
def transcript(semester_pid: str) -> ResponseReturnValue:
    record, at = queries.semester(current_user, semester_pid), now()
    form = forms.TranscriptForm(given())
    kept = keep_files(form, at).get("transcript") if form.validate() else None
    if kept is not None:
        try:
            actions.hand_in_transcript(record, kept, by=current_user, at=at)
        except Refused as refused:
            beside(form, "transcript", refused)
        else:
            tell(gettext("The file was received."))
            return see_other("placements.semester", semester_pid=record.pid)
    return _page(record, status=422, transcript_form=form)
