"""Laying a cohort down: its details, its rules, its timetable."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.cohorts import actions, forms, queries
from talent.cohorts.rules.attendance import CohortRules
from talent.cohorts.rules.lifecycle import RULES_EDITABLE, SESSION, CohortFormat, SessionKind
from talent.cohorts.views.blueprint import asked_step, check_unchanged, pages
from talent.foundations.access import Permission
from talent.foundations.languages import LocalizedText
from talent.foundations.periods import ZONES
from talent.foundations.refusals import Refused
from talent.plumbing.clock import now
from talent.plumbing.forms import blame, instant
from talent.plumbing.i18n import gettext, language, zone
from talent.plumbing.pages import invalid, render, see_other, tell


@pages.form("/new", needs=Permission.COHORTS_MANAGE)
def new_cohort() -> ResponseReturnValue:
    form = _offer(forms.CohortForm(request.form, **_shown(actions.default_rules())))
    if request.method == "POST" and form.validate():
        made = actions.plan(_plan(form), by=current_user, at=now())
        tell(gettext("Saved."))
        return see_other("cohorts.cohort", cohort_pid=made.pid)
    return render("cohorts/edit.html", invalid(form), form=form, cohort=None, frozen=False)


@pages.form("/<pid:cohort_pid>/edit", needs=Permission.COHORTS_MANAGE)
def edit_cohort(cohort_pid: str) -> ResponseReturnValue:
    found = queries.cohort(current_user, cohort_pid)
    form = _offer(forms.CohortForm(request.form, **_values(found), **_shown(found.rules)))
    if request.method == "POST" and form.validate():
        check_unchanged(found)
        try:
            actions.change(found, _plan(form), by=current_user, at=now())
        except Refused as refused:
            blame(form.completion_percent, refused)
        else:
            tell(gettext("Saved."))
            return see_other("cohorts.cohort", cohort_pid=cohort_pid)
    frozen = found.status not in RULES_EDITABLE
    return render("cohorts/edit.html", invalid(form), form=form, cohort=found, frozen=frozen)


def _offer(form: Any) -> Any:
    form.organiser.choices += [
        (o.pid, o.name.in_(language())) for o in queries.organisers(current_user)
    ]
    return form


def _shown(raw: dict[str, Any]) -> dict[str, Any]:
    """The rules as the form shows them: whole per cents."""
    rules = CohortRules.parse(raw)
    return {
        **raw,
        "excused_cap": str(rules.excused_cap),
        "completion_percent": int(rules.completion_ratio * 100),
        "participation_percent": int(rules.participation_ratio * 100),
        "most_waived_percent": int(rules.most_waived * 100),
    }


def _values(found: Any) -> dict[str, Any]:
    texts = {"title": found.title, "place": found.place, "support": found.support}
    return {
        "form": found.format.value,
        "organiser": found.organiser.pid,
        "starts_on": found.starts_on,
        "ends_on": found.ends_on,
        "zone": found.zone,
        "hours": found.hours,
        "seats": found.seats,
        **{
            f"{name}_{lang}": getattr(text, lang)
            for name, text in texts.items()
            if text is not None
            for lang in ("ko", "mn", "en")
        },
    }


def _plan(form: Any) -> actions.Plan:
    organisers = {o.pid: o for o in queries.organisers(current_user)}
    return actions.Plan(
        form=CohortFormat(form.form.data),
        title=_text(form, "title"),
        place=_text(form, "place"),
        support=_text(form, "support"),
        organiser=organisers[form.organiser.data],
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        zone=form.zone.data,
        hours=form.hours.data,
        seats=form.seats.data,
        rules=form.rules(),
    )


def _text(form: Any, name: str) -> LocalizedText:
    return LocalizedText(*((form[f"{name}_{lang}"].data or None) for lang in ("ko", "mn", "en")))


@pages.form("/<pid:cohort_pid>/sessions/new", needs=Permission.COHORTS_MANAGE)
def new_session(cohort_pid: str) -> ResponseReturnValue:
    found = queries.cohort(current_user, cohort_pid)
    form = _offer_people(forms.SessionForm(request.form))
    if request.method == "POST" and form.validate():
        try:
            actions.add_session(found, _lesson(form, found.zone), by=current_user, at=now())
        except Refused as refused:
            blame(form.starts, refused)
        else:
            tell(gettext("Saved."))
            return see_other("cohorts.cohort", cohort_pid=cohort_pid, _anchor="timetable")
    return render(
        "cohorts/session.html", invalid(form), form=form, cohort=found, session=None, zone_name=zone
    )


@pages.form("/sessions/<pid:session_pid>/edit", needs=Permission.COHORTS_MANAGE)
def edit_session(session_pid: str) -> ResponseReturnValue:
    found = queries.session(current_user, session_pid)
    form = _offer_people(forms.SessionForm(request.form, **_session_values(found)))
    if request.method == "POST" and form.validate():
        check_unchanged(found)
        lesson = _lesson(form, found.cohort.zone)
        try:
            actions.change_session(found, lesson, by=current_user, at=now())
        except Refused as refused:
            blame(form.starts, refused)
        else:
            tell(gettext("Saved."))
            return see_other("cohorts.cohort", cohort_pid=found.cohort.pid, _anchor="timetable")
    return render(
        "cohorts/session.html",
        invalid(form),
        form=form,
        cohort=found.cohort,
        session=found,
        zone_name=zone,
        offered=[n for n in SESSION.offered(found.status, current_user, {}) if n != "hold"],
    )


@pages.post("/sessions/<pid:session_pid>/step", needs=Permission.COHORTS_MANAGE)
def session_step(session_pid: str) -> ResponseReturnValue:
    found = queries.session(current_user, session_pid)
    step = asked_step({"cancel", "reinstate"})
    actions.move_session(found, step, by=current_user, at=now())
    tell(gettext("Saved."))
    return see_other("cohorts.cohort", cohort_pid=found.cohort.pid, _anchor="timetable")


def _offer_people(form: Any) -> Any:
    form.instructor.choices += [
        (p.pid, p.names.shown(language())) for p in queries.instructors(current_user)
    ]
    return form


def _session_values(found: Any) -> dict[str, Any]:
    there = ZONES[found.cohort.zone]
    return {
        **{f"title_{lang}": getattr(found.title, lang) for lang in ("ko", "mn", "en")},
        "kind": found.kind.value,
        "starts": found.starts_at.astimezone(there),
        "ends": found.ends_at.astimezone(there),
        "units": found.units,
        "instructor": found.instructor.pid if found.instructor else "",
        "instructor_name": found.instructor_name,
        "room": found.room,
    }


def _lesson(form: Any, zone_key: str) -> actions.Lesson:
    people = {p.pid: p for p in queries.instructors(current_user)}
    return actions.Lesson(
        title=_text(form, "title"),
        kind=SessionKind(form.kind.data),
        starts_at=instant(form.starts.data, ZONES[zone_key]),
        ends_at=instant(form.ends.data, ZONES[zone_key]),
        units=form.units.data,
        instructor=people.get(form.instructor.data or ""),
        instructor_name=form.instructor_name.data or "",
        room=form.room.data or "",
    )
