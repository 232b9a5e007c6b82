"""Applications as the staff read and check them."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.foundations.access import Permission
from talent.foundations.refusals import Refused
from talent.people.rules.lifecycle import OrganisationType
from talent.plumbing import files, history
from talent.plumbing.clock import now
from talent.plumbing.i18n import gettext, language
from talent.plumbing.pages import asked_page, render, see_other, tell
from talent.plumbing.words import word
from talent.selection import actions, queries
from talent.selection.forms import applications as forms
from talent.selection.rules.applying import VerdictKind, read_day
from talent.selection.rules.eligibility import EligibilityFinding
from talent.selection.rules.lifecycle import (
    APPLICATION,
    HANDED_IN,
    ApplicationStatus,
    RoundStatus,
)
from talent.selection.rules.scoring import read
from talent.selection.views.blueprint import pages


@pages.get("/rounds/<pid:round_pid>/applications", needs=Permission.SELECTION_VIEW)
def applications(round_pid: str) -> ResponseReturnValue:
    round_ = queries.round_in_office(current_user, round_pid)
    asked = request.args
    wanted = queries.Wanted(
        text=asked.get("q", "").strip(),
        status=asked.get("status", ""),
        organisation_type=asked.get("type", ""),
        region=asked.get("region", ""),
        sort=asked.get("sort", "number"),
    )
    return render(
        "selection/applications.html",
        round=round_,
        wanted=wanted,
        page=queries.applications(
            current_user, round_, wanted, language=language(), page=asked_page()
        ),
        counts=queries.count_applications(current_user, round_),
        statuses=[(s.value, word(s)) for s in ApplicationStatus if s in HANDED_IN],
        types=[(t.value, word(t)) for t in OrganisationType],
        regions=[
            ("capital", gettext("Ulaanbaatar")),
            ("countryside", gettext("Outside Ulaanbaatar")),
        ],
        handed_in=HANDED_IN,
    )


@pages.get("/applications/<pid:application_pid>", needs=Permission.SELECTION_VIEW)
def application(application_pid: str) -> ResponseReturnValue:
    return _record(application_pid, forms.IneligibleForm(), forms.PercentForm())


def _record(
    application_pid: str,
    ineligible: forms.IneligibleForm,
    percent: forms.PercentForm,
    refusal: str = "",
) -> ResponseReturnValue:
    found = queries.application(current_user, application_pid)
    entries = queries.history_of(current_user, found)
    earlier = {entry.deed: entry.actor_id for entry, _ in reversed(entries)}
    screening = found.round.status in {RoundStatus.CLOSED, RoundStatus.SCREENING}
    offered = APPLICATION.offered(found.status, current_user, earlier) if screening else []
    computed = queries.computed_findings(current_user, found)
    if ineligible.found.data is None or (request.method == "GET"):
        ineligible.found.data = [finding.value for finding in computed]
    failed = bool(ineligible.errors or percent.errors or refusal)
    return render(
        "selection/application.html",
        422 if failed else 200,
        application=found,
        rules=found.round.parsed,
        documents={d.code: d for d in found.documents},
        percent=read(found.gpa_percent) / 100 if found.gpa_percent else None,
        computed=computed,
        others=queries.other_applications(current_user, found),
        entries=entries,
        offered=offered,
        born=read_day(str(found.snapshot.get("birth_date", ""))),
        sees_people=Permission.PEOPLE_VIEW in current_user.permissions,
        screens=screening and Permission.SELECTION_SCREEN in current_user.permissions,
        must_differ=found.status is ApplicationStatus.INELIGIBILITY_PROPOSED
        and screening
        and not offered,
        ineligible=ineligible,
        percent_form=percent,
        verdict_form=forms.VerdictForm(formdata=None),
        refusal=refusal,
    )


@pages.post("/applications/<pid:application_pid>/eligible", needs=Permission.SELECTION_SCREEN)
def find_eligible(application_pid: str) -> ResponseReturnValue:
    found = queries.application(current_user, application_pid)
    actions.find_eligible(found, by=current_user, at=now())
    tell(gettext("The application is eligible."))
    return see_other("selection.application", application_pid=found.pid)


@pages.post("/applications/<pid:application_pid>/ineligible", needs=Permission.SELECTION_SCREEN)
def propose_ineligible(application_pid: str) -> ResponseReturnValue:
    found = queries.application(current_user, application_pid)
    form = forms.IneligibleForm(request.form)
    if not form.validate():
        return _record(application_pid, form, forms.PercentForm(formdata=None))
    try:
        actions.propose_ineligible(
            found,
            [EligibilityFinding(value) for value in form.found.data or ()],
            note=form.note.data or "",
            by=current_user,
            at=now(),
        )
    except Refused as refusal:
        said = word(refusal.reason, **refusal.facts)
        return _record(application_pid, form, forms.PercentForm(formdata=None), said)
    tell(gettext("Your proposal has been recorded. A second person has to confirm it."))
    return see_other("selection.application", application_pid=found.pid)


@pages.post("/applications/<pid:application_pid>/answer", needs=Permission.SELECTION_SCREEN)
def answer_proposal(application_pid: str) -> ResponseReturnValue:
    found = queries.application(current_user, application_pid)
    step = request.form.get("step", "")
    chosen = step if step == "confirm-ineligible" else "reject-ineligibility"
    reason = request.form.get("reason", "")
    actions.answer_proposal(found, chosen, by=current_user, at=now(), reason=reason)
    tell(gettext("Done: %(step)s", step=word((APPLICATION.name, chosen))))
    return see_other("selection.application", application_pid=found.pid)


@pages.post("/applications/<pid:application_pid>/percentage", needs=Permission.SELECTION_SCREEN)
def write_percentage(application_pid: str) -> ResponseReturnValue:
    found = queries.application(current_user, application_pid)
    form = forms.PercentForm(request.form)
    if not form.validate():
        return _record(application_pid, forms.IneligibleForm(formdata=None), form)
    actions.write_percentage(
        found, form.percent.data, reason=form.reason.data or "", by=current_user, at=now()
    )
    tell(gettext("Saved."))
    return see_other("selection.application", application_pid=found.pid)


@pages.get("/documents/<pid:document_pid>", needs=Permission.SELECTION_SCREEN)
def document(document_pid: str) -> ResponseReturnValue:
    found = queries.document(current_user, document_pid)
    history.note_reading(
        found.application, f"document:{found.code}", by=current_user, at=now(), reason="check"
    )
    return files.deliver(found.file)


@pages.post("/documents/<pid:document_pid>/verdict", needs=Permission.SELECTION_SCREEN)
def judge_document(document_pid: str) -> ResponseReturnValue:
    found = queries.document(current_user, document_pid)
    form = forms.VerdictForm(request.form)
    if not form.validate():
        said = " ".join(str(e) for errors in form.errors.values() for e in errors)
        return _record(
            found.application.pid,
            forms.IneligibleForm(formdata=None),
            forms.PercentForm(formdata=None),
            said,
        )
    actions.judge_document(
        found,
        VerdictKind(form.verdict.data),
        note=form.note.data or "",
        by=current_user,
        at=now(),
    )
    tell(gettext("Saved."))
    return see_other("selection.application", application_pid=found.application.pid)
