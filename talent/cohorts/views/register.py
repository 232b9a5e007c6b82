"""The list of cohorts, one cohort, and the steps of its life."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.cohorts import actions, queries
from talent.cohorts.rules.lifecycle import (
    COHORT,
    EDITABLE,
    TAKES_PEOPLE,
    CohortFormat,
    CohortStatus,
    ParticipationStatus,
)
from talent.cohorts.views.blueprint import asked_step, check_unchanged, pages
from talent.foundations.access import Permission
from talent.plumbing.clock import now
from talent.plumbing.forms import words_of
from talent.plumbing.i18n import gettext, language, moment, zone
from talent.plumbing.pages import asked_page, render, see_other, tell
from talent.plumbing.words import deed


@pages.get("/", needs=Permission.COHORTS_VIEW)
def cohorts() -> ResponseReturnValue:
    asked = {name: request.args.get(name, "") for name in ("q", "status", "form")}
    return render(
        "cohorts/cohorts.html",
        page=queries.cohorts(current_user, **asked, page=asked_page()),
        asked=asked,
        statuses=words_of(CohortStatus),
        formats=words_of(CohortFormat),
        may_plan=Permission.COHORTS_MANAGE in current_user.permissions,
    )


@pages.get("/<pid:cohort_pid>", needs=Permission.COHORTS_VIEW)
def cohort(cohort_pid: str) -> ResponseReturnValue:
    found = queries.cohort(current_user, cohort_pid)
    members = queries.members(current_user, found)
    manages = Permission.COHORTS_MANAGE in current_user.permissions
    states = [member.participation.status for member in members]
    return render(
        "cohorts/cohort.html",
        cohort=found,
        rules=found.measured_by,
        members=members,
        sessions=queries.timetable(current_user, found),
        trail=_trail(found),
        offered=COHORT.offered(found.status, current_user, queries.deeds(current_user, found)),
        manages=manages,
        editable=manages and found.status in EDITABLE,
        takes_people=manages and found.status in TAKES_PEOPLE,
        evaluates=manages and found.status is CohortStatus.RUNNING,
        accepted=states.count(ParticipationStatus.ACCEPTED) if manages else 0,
        zone_name=zone,
        marks=Permission.COHORTS_MARK in current_user.permissions,
        seated=sum(member.has_place for member in members),
    )


@pages.post("/<pid:cohort_pid>/step", needs=Permission.COHORTS_VIEW)
def step(cohort_pid: str) -> ResponseReturnValue:
    found = queries.cohort(current_user, cohort_pid)
    check_unchanged(found)
    actions.move(found, asked_step(COHORT.transitions), by=current_user, at=now())
    tell(gettext("Saved."))
    return see_other("cohorts.cohort", cohort_pid=cohort_pid)


def _trail(found: Any) -> list[tuple[str, str, str]]:
    """The record as shown: when, what, who."""
    return [
        (
            moment(entry.at, found.zone),
            deed(entry.subject, entry.deed),
            account.person.names.shown(language()) if account else "",
        )
        for entry, account in queries.trail(current_user, found)
    ]
