from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from talent.foundations.access import Permission
from talent.foundations.refusals import Refused
from talent.placements import actions, forms, queries
from talent.placements.rules.semesters import is_writable
from talent.placements.rules.terms import korean_day, semester_number
from talent.placements.views import shown
from talent.placements.views.blueprint import pages
from talent.placements.views.receiving import FIELD_OF, UPLOAD_LIMIT, beside, given, keep_files
from talent.plumbing import files
from talent.plumbing.clock import now
from talent.plumbing.i18n import gettext
from talent.plumbing.pages import invalid, render, see_other, tell

OWN = Permission.PLACEMENTS_OWN


@pages.get("/my-study", needs=OWN)
def my_placement() -> ResponseReturnValue:
    found = queries.own_placement(current_user)
    if found is None:
        return render("placements/my_none.html")
    return _my_page(found, forms.SignForm())


def _my_page(found: Any, form: forms.SignForm) -> ResponseReturnValue:
    at = now()
    return render(
        "placements/my_placement.html",
        invalid(form),
        placement=found,
        form=form,
        steps=shown.steps_of(found),
        today=korean_day(at),
        alerts=queries.alerts_of(current_user, found, at),
        drawing=shown.drawn(found, at),
        credits=shown.credits_of(found),
        semester_now=shown.semester_now(found, at),
        semesters={s.term: s for s in found.semesters},
    )


@pages.post("/my-study/contract", needs=OWN)
def sign_contract() -> ResponseReturnValue:
    found = queries.own_placement_or_404(current_user)
    form = forms.SignForm(request.form)
    if not form.validate():
        return _my_page(found, form)
    actions.sign_contract(found, by=current_user, at=now())
    tell(gettext("You have signed the contract."))
    return see_other("placements.my_placement")


@pages.get("/my-study/papers/<pid:file_pid>", needs=OWN)
def my_paper(file_pid: str) -> Response:
    found = queries.own_placement_or_404(current_user)
    return files.deliver(queries.paper(current_user, found.pid, file_pid))


@pages.form("/my-study/semesters/<pid:semester_pid>", needs=OWN)
def my_semester(semester_pid: str) -> ResponseReturnValue:
    record = queries.own_semester(current_user, semester_pid)
    form = forms.ReportForm(request.form, data=_typed(record))
    if request.method == "POST" and form.validate() and _sent(record, form):
        tell(gettext("Your report was sent."))
        return see_other("placements.my_placement")
    return _semester_page(record, form, forms.TranscriptForm(), invalid(form))


def _typed(record: Any) -> dict[str, object]:
    return {
        "report": record.report,
        "attempted": record.credits_attempted or None,
        "earned": record.credits_earned or None,
        "gpa": record.gpa_raw or "",
    }


def _sent(record: Any, form: forms.ReportForm) -> bool:
    profile = record.university.university
    try:
        actions.submit(
            record,
            report=form.report.data,
            attempted=form.attempted.data,
            earned=form.earned.data,
            gpa=form.gpa.data or None,
            scale=profile.grade_scale if profile else "",
            by=current_user,
            at=now(),
        )
    except Refused as refused:
        field = FIELD_OF.get(refused.reason)
        if field is None or field not in form:
            raise
        beside(form, field, refused)
        return False
    return True


@pages.post(
    "/my-study/semesters/<pid:semester_pid>/transcript", needs=OWN, upload_limit=UPLOAD_LIMIT
)
def my_transcript(semester_pid: str) -> ResponseReturnValue:
    record, at = queries.own_semester(current_user, semester_pid), now()
    form = forms.TranscriptForm(given())
    kept = keep_files(form, at).get("transcript") if form.validate() else None
    if kept is not None:
        actions.hand_in_transcript(record, kept, by=current_user, at=at)
        tell(gettext("The file was received."))
        return see_other("placements.my_semester", semester_pid=record.pid)
    return _semester_page(record, forms.ReportForm(data=_typed(record)), form, 422)


def _semester_page(
    record: Any, form: forms.ReportForm, transcript_form: forms.TranscriptForm, status: int
) -> ResponseReturnValue:
    profile = record.university.university
    return render(
        "placements/my_semester.html",
        status,
        record=record,
        placement=record.placement,
        form=form,
        transcript_form=transcript_form,
        may_write=is_writable(record.status),
        number=semester_number(record.term_value, record.placement.intake_term),
        scale=profile.grade_scale if profile else "",
    )
