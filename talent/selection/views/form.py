"""The application form, step by step. A draft keeps whatever is typed; the last step checks."""

from collections.abc import Mapping
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.foundations.access import Permission
from talent.foundations.refusals import Refused
from talent.people.rules.lifecycle import ConsentPurpose
from talent.plumbing.clock import now
from talent.plumbing.files import MOST_BYTES
from talent.plumbing.forms import Form
from talent.plumbing.i18n import gettext, language
from talent.plumbing.pages import render, see_other, tell
from talent.plumbing.words import word
from talent.selection import actions, queries
from talent.selection.forms import applications as forms
from talent.selection.rules.applying import VerdictKind, is_open, may_replace
from talent.selection.rules.form_steps import StepKind, after, before, states, step_of
from talent.selection.rules.lifecycle import ApplicationStatus
from talent.selection.rules.round_rules import DegreeType
from talent.selection.views.blueprint import pages

NEEDS = Permission.SELECTION_APPLY
UPLOAD_LIMIT = MOST_BYTES + 1024 * 1024
ENDPOINTS = {step: f"selection.form_{step.value}" for step in StepKind}


@pages.form("/my/<pid:application_pid>/background", needs=NEEDS)
def form_background(application_pid: str) -> ResponseReturnValue:
    found = queries.own_application(current_user, application_pid)
    organisations = queries.nominating_organisations(current_user, language=language())
    make = forms.background_form(
        organisations, found.round.parsed, asks_birth_date=found.person.birth_date is None
    )
    shown = {
        "phone": found.person.phone or "",
        "organisation": found.organisation.pid if found.organisation else "",
        "degree": found.degree.value if found.degree else "",
        "gpa_raw": found.gpa_raw,
        "gpa_scale": found.gpa_scale,
    }
    form = make(request.form, data=shown)
    valid = request.method == "POST" and form.validate()
    if request.form.get("autosave"):
        _keep_typed(found, form)
        return "", 204
    if valid:
        try:
            _save_background(found, form.data)
        except Refused as refusal:
            form.form_errors.append(word(refusal.reason, **refusal.facts))
        else:
            return _go_on(found, StepKind.BACKGROUND)
    return _step_page("background", found, StepKind.BACKGROUND, form)


@pages.form("/my/<pid:application_pid>/questions", needs=NEEDS)
def form_questions(application_pid: str) -> ResponseReturnValue:
    found = queries.own_application(current_user, application_pid)
    questions = found.round.parsed.questions
    make = forms.questions_form(questions, language())
    if request.method == "POST":
        typed = forms.typed_answers(make(request.form), questions)
        actions.save_answers(found, typed, at=now())
        return _go_on(found, StepKind.QUESTIONS)
    form = make(data=forms.answers_shown(found.answers, questions))
    return _step_page("questions", found, StepKind.QUESTIONS, form)


@pages.get("/my/<pid:application_pid>/documents", needs=NEEDS)
def form_documents(application_pid: str) -> ResponseReturnValue:
    found = queries.own_application(current_user, application_pid)
    return _documents_page(found, {})


@pages.post("/my/<pid:application_pid>/documents/<code>", needs=NEEDS, upload_limit=UPLOAD_LIMIT)
def upload_document(application_pid: str, code: str) -> ResponseReturnValue:
    found = queries.own_application(current_user, application_pid)
    given = request.files.get("file")
    if given is None or not given.filename:
        return _documents_page(found, {code: gettext("Choose a file first.")})
    try:
        actions.store_document(found, code, given, by=current_user, at=now())
    except Refused as refusal:
        return _documents_page(found, {code: word(refusal.reason, **refusal.facts)})
    tell(gettext("The file has been received."))
    return see_other("selection.form_documents", application_pid=found.pid)


@pages.post("/my/documents/<pid:document_pid>/remove", needs=NEEDS)
def remove_document(document_pid: str) -> ResponseReturnValue:
    document = queries.own_document(current_user, document_pid)
    actions.remove_document(document, by=current_user, at=now())
    tell(gettext("The file has been removed."))
    return see_other("selection.form_documents", application_pid=document.application.pid)


@pages.form("/my/<pid:application_pid>/consents", needs=NEEDS)
def form_consents(application_pid: str) -> ResponseReturnValue:
    found = queries.own_application(current_user, application_pid)
    given = queries.consents_in_force(current_user, found)
    asked = [p for p in found.round.parsed.consents if p not in given]
    form = forms.consents_form(asked)(request.form)
    if request.method == "POST" and form.validate():
        try:
            if ticked := forms.ticked(form, asked):
                actions.agree(found, ticked, by=current_user, at=now())
        except Refused as refusal:
            form.form_errors.append(word(refusal.reason, **refusal.facts))
        else:
            return _go_on(found, StepKind.CONSENTS)
    return _step_page(
        "consents", found, StepKind.CONSENTS, form, given=[p for p in ConsentPurpose if p in given]
    )


@pages.get("/my/<pid:application_pid>/review", needs=NEEDS)
def form_review(application_pid: str) -> ResponseReturnValue:
    found = queries.own_application(current_user, application_pid)
    return _review_page(found)


@pages.post("/my/<pid:application_pid>/submit", needs=NEEDS)
def submit(application_pid: str) -> ResponseReturnValue:
    found = queries.own_application(current_user, application_pid)
    if found.status is ApplicationStatus.DRAFT and queries.submission_gaps(current_user, found):
        return _review_page(found, status=422)
    actions.submit(found, by=current_user, at=now())
    tell(gettext("Your application has been received. A receipt is on its way to you."))
    return see_other("selection.my_application", application_pid=found.pid)


def _keep_typed(found: Any, form: Form) -> None:
    """What the page saves by itself: whatever can be kept as it stands. The person's own record
    waits for the button."""
    typed = {field.short_name: field.data for field in form if not field.errors}
    _save_degree(found, typed)


def _save_background(found: Any, typed: Mapping[str, Any]) -> None:
    actions.save_own_record(
        found,
        phone=typed["phone"] or "",
        birth_date=typed.get("birth_date"),
        by=current_user,
        at=now(),
    )
    _save_degree(found, typed)


def _save_degree(found: Any, typed: Mapping[str, Any]) -> None:
    pid, degree = typed.get("organisation") or "", typed.get("degree")
    actions.save_background(
        found,
        organisation=queries.nominating_organisation(current_user, pid),
        degree=DegreeType(degree) if degree else None,
        gpa_raw=typed.get("gpa_raw") or "",
        gpa_scale=typed.get("gpa_scale") or "",
        at=now(),
    )


def _go_on(found: Any, step: StepKind) -> ResponseReturnValue:
    """Where a saved step leads: nowhere when the page saved itself, else on or to stay."""
    if request.form.get("autosave"):
        return "", 204
    tell(gettext("Saved."))
    then = step if request.form.get("then") == "stay" else after(step)
    return see_other(ENDPOINTS[then], application_pid=found.pid)


def _frame(found: Any, step: StepKind) -> dict[str, Any]:
    """What every step shows around itself."""
    gaps = queries.submission_gaps(current_user, found)
    back, round_ = before(step), found.round
    return {
        "application": found,
        "rules": round_.parsed,
        "step": step,
        "steps": [(kind, state, ENDPOINTS[kind]) for kind, state in states(gaps, step)],
        "back": ENDPOINTS[back] if back else "selection.my_application",
        "gaps": gaps,
        "here": [gap for gap in gaps if step_of(gap[0]) is step],
        "editable": found.status is ApplicationStatus.DRAFT
        and is_open(round_.status, round_.opens_at, round_.closes_at, now()),
    }


def _step_page(
    name: str, found: Any, step: StepKind, form: Form, **more: Any
) -> ResponseReturnValue:
    return render(
        f"selection/form_{name}.html",
        422 if form.errors or form.form_errors else 200,
        form=form,
        **_frame(found, step),
        **more,
    )


def _documents_page(found: Any, errors: Mapping[str, str]) -> ResponseReturnValue:
    held = {d.code: d for d in found.documents}
    at = now()

    def changeable(code: str) -> bool:
        document = held.get(code)
        verdict = document.verdict if document else VerdictKind.UNREAD
        return may_replace(found.status, verdict, document.ask_until if document else None, at)

    return render(
        "selection/form_documents.html",
        422 if errors else 200,
        **_frame(found, StepKind.DOCUMENTS),
        held=held,
        errors=errors,
        changeable={d.code for d in found.round.parsed.documents if changeable(d.code)},
    )


def _review_page(found: Any, status: int = 200) -> ResponseReturnValue:
    frame = _frame(found, StepKind.REVIEW)
    return render(
        "selection/form_review.html",
        status,
        **frame,
        profile=queries.own_profile(current_user, found),
        documents={d.code: d for d in found.documents},
        lacking=[
            (step, [gap for gap in frame["gaps"] if step_of(gap[0]) is step]) for step in StepKind
        ],
        endpoints=ENDPOINTS,
        tried=status == 422,
    )
