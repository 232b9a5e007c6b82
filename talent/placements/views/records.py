from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from talent.foundations.access import Permission
from talent.foundations.refusals import Refused
from talent.placements import actions, forms, queries
from talent.placements.rules.alerts import PlacementFinding
from talent.placements.rules.lifecycle import Level, StudyStatus, preference_status
from talent.placements.rules.pathways import LEVEL_OF
from talent.placements.rules.steps import GRAVE, TABLE_OF, needs_of
from talent.placements.rules.terms import Term, intake_choices, korean_day
from talent.placements.views import shown
from talent.placements.views.blueprint import pages
from talent.placements.views.receiving import check_version
from talent.plumbing import files
from talent.plumbing.clock import now
from talent.plumbing.i18n import gettext, language
from talent.plumbing.pages import asked_page, invalid, render, see_other, tell
from talent.plumbing.words import word


@pages.get("/placements", needs=Permission.PLACEMENTS_VIEW)
def placements() -> ResponseReturnValue:
    asked = {k: request.args.get(k, "") for k in ("q", "university", "state", "alert")}
    found = queries.placements(current_user, queries.Filters(**asked), page=asked_page(), at=now())
    return render(
        "placements/placements.html",
        page=found,
        asked=asked,
        universities=_university_choices(),
        states=[(s.value, word(s)) for s in StudyStatus],
        may_begin=Permission.PLACEMENTS_MANAGE in current_user.permissions,
        findings=[(f.value, word(f)) for f in PlacementFinding],
    )


def _university_choices() -> list[tuple[str, object]]:
    return [(u.pid, u.name.in_(language())) for u in queries.universities(current_user)]


@pages.get("/placements/new", needs=Permission.PLACEMENTS_MANAGE)
def choose_application() -> ResponseReturnValue:
    waiting = queries.applications_to_place(current_user)
    return render("placements/choose.html", applications=waiting)


@pages.form("/placements/new/<pid:application_pid>", needs=Permission.PLACEMENTS_MANAGE)
def new_placement(application_pid: str) -> ResponseReturnValue:
    application = queries.application_to_place(current_user, application_pid)
    level = LEVEL_OF[application.round.kind]
    form = forms.NewPlacementForm(request.form, data={"level": level.value})
    at = now()
    form.offer(_university_choices(), intake_choices(korean_day(at)))
    if request.method == "POST" and form.validate():
        try:
            made = actions.begin_from(
                application,
                level=Level(form.level.data),
                intake=Term.parse(form.intake.data),
                wishes=_wishes(form),
                research_topic=form.research_topic.data,
                by=current_user,
                at=at,
            )
        except Refused as refused:
            form.university_1.errors = [word(refused.reason, **refused.facts)]
        else:
            tell(gettext("The placement has begun."))
            return see_other("placements.placement", placement_pid=made.pid)
    return render(
        "placements/new.html", invalid(form), form=form, application=application, ranks=forms.WISHES
    )


def _wishes(form: forms.NewPlacementForm) -> list[actions.Wish]:
    return [
        actions.Wish(queries.university(current_user, pid), department, adviser)
        for pid, department, adviser in form.wishes()
    ]


@pages.get("/placements/<pid:placement_pid>", needs=Permission.PLACEMENTS_VIEW)
def placement(placement_pid: str) -> ResponseReturnValue:
    found, at = queries.placement(current_user, placement_pid), now()
    earned, asked = shown.credits_of(found)
    return render(
        "placements/placement.html",
        placement=found,
        alerts=queries.alerts_of(current_user, found, at),
        drawing=shown.drawn(found, at),
        papers=shown.papers_of(found, at),
        grades=shown.grades_of(found),
        grade_ends=shown.ends_of(found),
        offered=queries.offered(current_user, found),
        tables=TABLE_OF,
        grave=GRAVE,
        needs_of=needs_of,
        approve=Permission.PLACEMENTS_APPROVE,
        semester_now=shown.semester_now(found, at),
        credits=(earned, asked),
        preferences=_preferences(found),
        trail=queries.trail(current_user, found),
        may_manage=Permission.PLACEMENTS_MANAGE in current_user.permissions,
    )


def _preferences(found: Any) -> list[tuple[Any, Any]]:
    return [
        (
            wish,
            preference_status(
                rank=wish.rank,
                present_rank=found.preference_rank,
                refused=wish.refused_on is not None,
                study=found.study_status,
            ),
        )
        for wish in found.preferences
    ]


@pages.form("/placements/<pid:placement_pid>/details", needs=Permission.PLACEMENTS_MANAGE)
def details(placement_pid: str) -> ResponseReturnValue:
    found = queries.placement(current_user, placement_pid)
    form = forms.DetailsForm(request.form, obj=found)
    if request.method == "POST" and form.validate():
        check_version(found.version)
        actions.correct(
            found,
            adviser=form.adviser.data,
            student_number=form.student_number.data,
            research_topic=form.research_topic.data,
            funding=(form.funding_from.data, form.funding_until.data),
            standard_end=form.standard_end.data,
            planned_arrival=form.planned_arrival.data,
            by=current_user,
            at=now(),
        )
        tell(gettext("Saved."))
        return see_other("placements.placement", placement_pid=found.pid)
    return render("placements/details.html", invalid(form), placement=found, form=form)


@pages.get(
    "/placements/<pid:placement_pid>/papers/<pid:file_pid>", needs=Permission.PLACEMENTS_VIEW
)
def paper(placement_pid: str, file_pid: str) -> Response:
    return files.deliver(queries.paper(current_user, placement_pid, file_pid))
