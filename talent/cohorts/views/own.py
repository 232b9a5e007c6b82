"""A trainee's own cohorts."""

from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.cohorts import actions, queries
from talent.cohorts.rules.lifecycle import PARTICIPATION
from talent.cohorts.views.blueprint import asked_step, check_unchanged, pages
from talent.foundations.access import Permission
from talent.plumbing.clock import now
from talent.plumbing.i18n import gettext, zone
from talent.plumbing.pages import render, see_other, tell

ANSWERS = ("accept", "decline")


@pages.get("/mine", needs=Permission.COHORTS_OWN)
def my_cohorts() -> ResponseReturnValue:
    return render("cohorts/my_cohorts.html", members=queries.own_memberships(current_user))


@pages.get("/mine/<pid:participation_pid>", needs=Permission.COHORTS_OWN)
def my_cohort(participation_pid: str) -> ResponseReturnValue:
    found = queries.own_participation(current_user, participation_pid)
    return render(
        "cohorts/my_cohort.html",
        found=found,
        member=queries.membership(current_user, found),
        timetable=queries.timetable_of(current_user, found),
        zone_name=zone,
        offered=_answers(found.status),
    )


@pages.post("/mine/<pid:participation_pid>/step", needs=Permission.COHORTS_OWN)
def answer(participation_pid: str) -> ResponseReturnValue:
    found = queries.own_participation(current_user, participation_pid)
    check_unchanged(found)
    actions.move_person(found, asked_step(ANSWERS), by=current_user, at=now())
    tell(gettext("Thank you. Your answer has been recorded."))
    return see_other("cohorts.my_cohort", participation_pid=participation_pid)


def _answers(status: object) -> list[str]:
    offered = PARTICIPATION.offered(status, current_user, {})  # type: ignore[arg-type]
    return [name for name in offered if name in ANSWERS]
