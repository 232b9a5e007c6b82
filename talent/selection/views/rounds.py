"""Preparing calls and taking them through their states."""

from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.foundations.access import Permission
from talent.foundations.refusals import Refused
from talent.plumbing.clock import now
from talent.plumbing.forms import Form
from talent.plumbing.i18n import gettext, language
from talent.plumbing.pages import asked_page, invalid, render, see_other, tell
from talent.plumbing.words import word
from talent.selection import actions, queries
from talent.selection.forms import rounds as forms
from talent.selection.rules.lifecycle import ROUND, RoundKind, RoundStatus
from talent.selection.rules.round_details import edited_rules, missing_texts
from talent.selection.views.blueprint import pages

STEPS = ("approve", "begin-screening", "begin-reviewing", "finish", "cancel")


@pages.get("/rounds", needs=Permission.SELECTION_VIEW)
def rounds() -> ResponseReturnValue:
    status = request.args.get("status", "")
    return render(
        "selection/rounds.html",
        page=queries.rounds(current_user, status=status, page=asked_page()),
        chosen=status,
        statuses=[(s.value, word(s)) for s in RoundStatus],
        prepares=Permission.SELECTION_PREPARE in current_user.permissions,
    )


@pages.form("/rounds/new", needs=Permission.SELECTION_PREPARE)
def new_round() -> ResponseReturnValue:
    earlier = queries.rounds_to_copy(current_user)
    form = forms.new_round_form(earlier)(request.form)
    if request.method == "POST" and form.validate():
        kind = RoundKind(form.kind.data)
        like = form.like.data and queries.round_in_office(current_user, form.like.data)
        try:
            made = actions.prepare_round(
                form.details(kind), by=current_user, at=now(), like=like or None
            )
        except Refused as refusal:
            _explain(form, refusal)
        else:
            tell(gettext("The call has been created. Check its rules now."))
            return see_other("selection.edit_rules", round_pid=made.pid)
    return render("selection/round_form.html", invalid(form), form=form, round=None)


@pages.get("/rounds/<pid:round_pid>", needs=Permission.SELECTION_VIEW)
def round(round_pid: str) -> ResponseReturnValue:
    found = queries.round_in_office(current_user, round_pid)
    rules = found.parsed
    entries = queries.history_of(current_user, found)
    earlier = {entry.deed: entry.actor_id for entry, _ in reversed(entries)}
    offered = ROUND.offered(found.status, current_user, earlier)
    lacking = (
        missing_texts(found.title, found.summary, rules)
        if found.status is RoundStatus.DRAFT
        else []
    )
    if lacking:
        offered = [step for step in offered if step != "approve"]
    return render(
        "selection/round.html",
        round=found,
        rules=rules,
        counts=queries.count_applications(current_user, found),
        entries=entries,
        offered=[step for step in offered if step in STEPS],
        lacking=lacking,
        edits=found.status is RoundStatus.DRAFT
        and Permission.SELECTION_PREPARE in current_user.permissions,
        assigns=Permission.SELECTION_ASSIGN in current_user.permissions,
        ranks=Permission.SELECTION_RANK in current_user.permissions,
        own_draft="approve" not in offered
        and not lacking
        and Permission.SELECTION_APPROVE in current_user.permissions
        and found.status is RoundStatus.DRAFT,
    )


@pages.form("/rounds/<pid:round_pid>/edit", needs=Permission.SELECTION_PREPARE)
def edit_round(round_pid: str) -> ResponseReturnValue:
    found = queries.round_in_office(current_user, round_pid)
    form = forms.RoundForm(request.form, data=forms.face_of(found))
    if request.method == "POST" and form.validate():
        try:
            actions.change_round(found, form.details(found.kind), by=current_user, at=now())
        except Refused as refusal:
            _explain(form, refusal)
        else:
            tell(gettext("Saved."))
            return see_other("selection.round", round_pid=found.pid)
    return render("selection/round_form.html", invalid(form), form=form, round=found)


@pages.form("/rounds/<pid:round_pid>/rules", needs=Permission.SELECTION_PREPARE)
def edit_rules(round_pid: str) -> ResponseReturnValue:
    found = queries.round_in_office(current_user, round_pid)
    rules = found.parsed
    form = forms.rules_form(rules)(request.form, data=forms.rules_shown(rules))
    forms.localized_choices(form, rules, language())
    if request.method == "POST" and form.validate():
        try:
            actions.change_rules(
                found,
                edited_rules(found.rules, forms.given_rules(form)),
                by=current_user,
                at=now(),
            )
        except Refused as refusal:
            _explain(form, refusal)
        else:
            tell(gettext("The rules have been saved."))
            return see_other("selection.round", round_pid=found.pid)
    return render("selection/rules_form.html", invalid(form), form=form, round=found, rules=rules)


@pages.post("/rounds/<pid:round_pid>/step", needs=Permission.SELECTION_VIEW)
def step_round(round_pid: str) -> ResponseReturnValue:
    found = queries.round_in_office(current_user, round_pid)
    step = request.form.get("step", "")
    if step not in STEPS:
        abort(400)
    reason = request.form.get("reason", "")
    actions.step_round(found, step, by=current_user, at=now(), reason=reason)
    tell(gettext("Done: %(step)s", step=word((ROUND.name, step))))
    return see_other("selection.round", round_pid=found.pid)


def _explain(form: Form, refusal: Refused) -> None:
    """Say at the head of the form why it cannot be saved like this."""
    facts: dict[str, Any] = refusal.facts
    form.form_errors.append(word(refusal.reason, **facts))
