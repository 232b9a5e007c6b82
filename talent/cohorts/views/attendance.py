"""The attendance sheet, and the evaluation at the end."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.cohorts import actions, forms, queries
from talent.cohorts.rules.attendance import AttendanceMark
from talent.cohorts.rules.lifecycle import CohortStatus, ParticipationStatus, is_late_to_mark
from talent.cohorts.views.blueprint import pages
from talent.foundations.access import Permission
from talent.foundations.refusals import Refused
from talent.plumbing.clock import now
from talent.plumbing.forms import Form, blame
from talent.plumbing.i18n import gettext, language, ngettext, zone
from talent.plumbing.pages import invalid, render, see_other, tell
from talent.plumbing.words import word

KEYS = {
    AttendanceMark.PRESENT: "p",
    AttendanceMark.LATE: "l",
    AttendanceMark.EARLY_LEAVE: "d",
    AttendanceMark.ABSENT: "a",
    AttendanceMark.EXCUSED: "e",
    AttendanceMark.NOT_REQUIRED: "n",
}


@pages.form("/sessions/<pid:session_pid>/attendance", needs=Permission.COHORTS_MARK)
def attendance(session_pid: str) -> ResponseReturnValue:
    if request.method == "POST":
        form, saved = _save(session_pid)
        if saved:
            return see_other("cohorts.attendance", session_pid=session_pid)
    else:
        form = forms.mark_form([])()
    everything = request.args.get("all") == "1"
    sheet = queries.sheet(current_user, session_pid, everything=everything)
    return render(
        "cohorts/attendance.html",
        invalid(form),
        sheet=sheet,
        form=form,
        typed=request.form,
        keys=KEYS,
        markable=forms.MARKABLE,
        options=[(mark.value, KEYS[mark], word(mark)) for mark in forms.MARKABLE],
        zone_name=zone,
        everything=everything,
        late=is_late_to_mark(sheet.session.ends_at, now()),
        open=sheet.session.cohort.status is CohortStatus.RUNNING,
        manages=Permission.COHORTS_MANAGE in current_user.permissions,
    )


def _save(session_pid: str) -> tuple[Form, bool]:
    """Write the posted sheet: the form, and whether it was taken."""
    session = queries.session_to_mark(current_user, session_pid)
    sent = [name.removeprefix("mark-") for name in request.form if name.startswith("mark-")]
    form = forms.mark_form([(pid, gettext("Attendance")) for pid in sent])(request.form)
    if not form.validate():
        return form, False
    given = {pid: form[f"mark-{pid}"].data for pid in sent}
    marks = {pid: AttendanceMark(mark) for pid, mark in given.items() if mark}
    try:
        left = actions.mark(
            session, marks, by=current_user, at=now(), reason=form["reason"].data or ""
        )
    except Refused as refused:
        blame(form["reason"], refused)
        return form, False
    if left:
        tell(
            ngettext(
                "Saved. %(num)s person is not marked yet.",
                "Saved. %(num)s people are not marked yet.",
                left,
            )
        )
    else:
        tell(gettext("Saved."))
    return form, True


@pages.form("/<pid:cohort_pid>/evaluation", needs=Permission.COHORTS_MANAGE)
def evaluation(cohort_pid: str) -> ResponseReturnValue:
    found = queries.cohort(current_user, cohort_pid)
    members = [m for m in queries.members(current_user, found) if m.is_shown]
    open_rows = {
        m.participation.pid: m.participation
        for m in members
        if m.participation.status is ParticipationStatus.ATTENDING
    }
    people = [(pid, row.person.names.shown(language())) for pid, row in open_rows.items()]
    form = forms.proofs_form(people)(request.form, data=_proofs_shown(open_rows))
    if request.method == "POST" and form.validate():
        proofs = {row: _proofs(form, pid) for pid, row in open_rows.items()}
        actions.record_proofs(proofs, by=current_user, at=now())
        tell(gettext("Saved."))
        return see_other("cohorts.evaluation", cohort_pid=cohort_pid)
    return render(
        "cohorts/evaluation.html",
        invalid(form),
        cohort=found,
        rules=found.measured_by,
        members=members,
        form=form,
        running=found.status is CohortStatus.RUNNING,
        undecided=len(open_rows),
    )


@pages.post("/<pid:cohort_pid>/evaluation/record", needs=Permission.COHORTS_MANAGE)
def record_outcomes(cohort_pid: str) -> ResponseReturnValue:
    found = queries.cohort(current_user, cohort_pid)
    count = actions.evaluate(found, by=current_user, at=now())
    tell(ngettext("%(num)s outcome recorded.", "%(num)s outcomes recorded.", count))
    return see_other("cohorts.evaluation", cohort_pid=cohort_pid)


def _proofs_shown(rows: dict[str, Any]) -> dict[str, object]:
    shown: dict[str, object] = {}
    for pid, row in rows.items():
        shown |= {
            f"pre-{pid}": row.pre_test,
            f"post-{pid}": row.post_test,
            f"plan-{pid}": row.action_plan_accepted,
            f"survey-{pid}": row.survey_done,
        }
    return shown


def _proofs(form: Form, pid: str) -> actions.Proofs:
    return actions.Proofs(
        pre_test=form[f"pre-{pid}"].data,
        post_test=form[f"post-{pid}"].data,
        action_plan_accepted=form[f"plan-{pid}"].data,
        survey_done=form[f"survey-{pid}"].data,
    )
