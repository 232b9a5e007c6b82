"""Adding people to a cohort, and the steps of each."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.cohorts import actions, forms, queries
from talent.cohorts.rules.lifecycle import (
    BY_HAND,
    EDITABLE,
    PARTICIPATION,
    CohortFormat,
    ParticipationStatus,
)
from talent.cohorts.views.blueprint import asked_step, check_unchanged, pages
from talent.foundations.access import Permission
from talent.foundations.refusals import Refused
from talent.plumbing.clock import now
from talent.plumbing.forms import blame
from talent.plumbing.i18n import gettext, ngettext
from talent.plumbing.pages import invalid, render, see_other, tell


@pages.get("/<pid:cohort_pid>/people", needs=Permission.COHORTS_MANAGE)
def add_people(cohort_pid: str) -> ResponseReturnValue:
    found = queries.cohort(current_user, cohort_pid)
    q = request.args.get("q", "")
    return render(
        "cohorts/add_people.html",
        cohort=found,
        q=q,
        people=queries.people_to_add(current_user, found, q),
        applications=queries.applications_to_take(current_user, found),
        kind=CohortFormat(found.format),
    )


@pages.post("/<pid:cohort_pid>/people", needs=Permission.COHORTS_MANAGE)
def add_person(cohort_pid: str) -> ResponseReturnValue:
    found = queries.cohort(current_user, cohort_pid)
    person = queries.person_to_add(current_user, found, request.form.get("person", ""))
    actions.nominate(found, person, by=current_user, at=now())
    tell(gettext("Added to the cohort."))
    return see_other("cohorts.cohort", cohort_pid=cohort_pid)


@pages.post("/<pid:cohort_pid>/applications", needs=Permission.COHORTS_MANAGE)
def take_applications(cohort_pid: str) -> ResponseReturnValue:
    found = queries.cohort(current_user, cohort_pid)
    ticked = set(request.form.getlist("application"))
    wanted = [a for a in queries.applications_to_take(current_user, found) if a.pid in ticked]
    made = actions.nominate_from(found, wanted, by=current_user, at=now())
    tell(ngettext("%(num)s person added.", "%(num)s people added.", len(made)))
    return see_other("cohorts.cohort", cohort_pid=cohort_pid)


@pages.post("/<pid:cohort_pid>/people/confirm", needs=Permission.COHORTS_MANAGE)
def confirm_accepted(cohort_pid: str) -> ResponseReturnValue:
    found = queries.cohort(current_user, cohort_pid)
    members = queries.members(current_user, found)
    rows = [m.participation for m in members]
    accepted = [p for p in rows if p.status is ParticipationStatus.ACCEPTED]
    count = actions.move_all(accepted, "confirm", by=current_user, at=now())
    tell(ngettext("%(num)s person confirmed.", "%(num)s people confirmed.", count))
    return see_other("cohorts.cohort", cohort_pid=cohort_pid)


@pages.form("/people/<pid:participation_pid>", needs=Permission.COHORTS_MANAGE)
def participant(participation_pid: str) -> ResponseReturnValue:
    found = queries.participation(current_user, participation_pid)
    form = forms.WaiveForm(request.form)
    if request.method == "POST" and form.validate():
        try:
            count = actions.waive(
                found, form.before.data, form.reason.data, by=current_user, at=now()
            )
        except Refused as refused:
            blame(form.before, refused)
        else:
            tell(ngettext("%(num)s session waived.", "%(num)s sessions waived.", count))
            return see_other("cohorts.participant", participation_pid=participation_pid)
    offered = PARTICIPATION.offered(found.status, current_user, {})
    attending = found.status is ParticipationStatus.ATTENDING
    return render(
        "cohorts/participant.html",
        invalid(form),
        found=found,
        member=queries.membership(current_user, found),
        timetable=queries.timetable_of(current_user, found),
        offered=[name for name in offered if name in BY_HAND],
        waivable=attending and found.cohort.status in EDITABLE,
        form=form,
    )


@pages.post("/people/<pid:participation_pid>/step", needs=Permission.COHORTS_MANAGE)
def participant_step(participation_pid: str) -> ResponseReturnValue:
    found = queries.participation(current_user, participation_pid)
    check_unchanged(found)
    actions.move_person(found, asked_step(BY_HAND), by=current_user, at=now())
    tell(gettext("Saved."))
    return see_other("cohorts.participant", participation_pid=participation_pid)
