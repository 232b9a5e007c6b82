"""The coordinator's page of a round's reviewers."""

import secrets

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.foundations.access import Permission
from talent.foundations.refusals import Refused
from talent.plumbing.clock import now
from talent.plumbing.i18n import gettext, language, ngettext
from talent.plumbing.pages import asked_page, invalid, render, see_other, tell
from talent.plumbing.words import word
from talent.selection import actions, forms, queries
from talent.selection.rules.reviewing import REVIEWED_IN
from talent.selection.views.blueprint import pages


@pages.form("/rounds/<pid:round_pid>/reviews", needs=Permission.SELECTION_ASSIGN)
def assignments(round_pid: str) -> ResponseReturnValue:
    round_ = queries.round_in_office(current_user, round_pid)
    form = forms.DistributeForm(request.form, data={"each": round_.parsed.min_reviewers})
    if request.method == "POST" and form.validate():
        plan = actions.distribute_reviews(
            round_,
            form.each.data or 0,
            form.cap.data,
            secrets.token_hex(16),
            by=current_user,
            at=now(),
        )
        given, lacking = len(plan.pairs), sum(count for _, count in plan.unfilled)
        tell(ngettext("%(num)s review assigned.", "%(num)s reviews assigned.", given))
        if lacking:
            tell(
                ngettext(
                    "%(num)s place is still free: everybody else has a conflict or is full.",
                    "%(num)s places are still free: everybody else has a conflict or is full.",
                    lacking,
                )
            )
        return see_other("selection.assignments", round_pid=round_.pid)
    return render(
        "selection/assignments.html",
        invalid(form),
        round=round_,
        form=form,
        open=round_.status in REVIEWED_IN,
        page=queries.files_of(current_user, round_, asked_page()),
        people=queries.reviewers(current_user, round_),
        progress=queries.progress_of(current_user, round_),
    )


@pages.form("/applications/<pid:application_pid>/reviewers", needs=Permission.SELECTION_ASSIGN)
def assign(application_pid: str) -> ResponseReturnValue:
    application = queries.file_to_assign(current_user, application_pid)
    people = queries.reviewers_for(current_user, application)
    choices = [
        (
            one.pid,
            gettext(
                "%(name)s (open: %(open)s, done: %(done)s)",
                name=one.names.shown(language()),
                open=one.open,
                done=one.done,
            ),
        )
        for one in people
    ]
    form = forms.assign_form(choices)(request.form)
    if request.method == "POST" and form.validate():
        try:
            actions.assign(
                application,
                form["reviewer"].data,
                secrets.token_hex(16),
                by=current_user,
                at=now(),
            )
        except Refused as refused:
            form["reviewer"].errors = [word(refused.reason, **refused.facts)]
        else:
            tell(gettext("Reviewer assigned."))
            return see_other("selection.assignments", round_pid=application.round.pid)
    return render(
        "selection/assign.html",
        invalid(form),
        application=application,
        form=form,
        anybody=bool(people),
    )


@pages.post("/reviews/<pid:review_pid>/remove", needs=Permission.SELECTION_ASSIGN)
def remove_review(review_pid: str) -> ResponseReturnValue:
    review = queries.review_in_office(current_user, review_pid)
    actions.remove(review, by=current_user, at=now())
    tell(gettext("Reviewer removed."))
    return see_other("selection.assignments", round_pid=review.application.round.pid)


@pages.form("/reviews/<pid:review_pid>/release", needs=Permission.SELECTION_ASSIGN)
def release_review(review_pid: str) -> ResponseReturnValue:
    review = queries.review_in_office(current_user, review_pid)
    form = forms.ReasonForm(request.form)
    if request.method == "POST" and form.validate():
        actions.take_back(review, form.reason.data or "", by=current_user, at=now())
        tell(gettext("The file has been taken back. Assign somebody else."))
        return see_other("selection.assignments", round_pid=review.application.round.pid)
    return render("selection/release.html", invalid(form), review=review, form=form)


@pages.form("/reviews/<pid:review_pid>/void", needs=Permission.SELECTION_DECIDE)
def void_review(review_pid: str) -> ResponseReturnValue:
    review = queries.review_in_office(current_user, review_pid)
    form = forms.ReasonForm(request.form)
    if request.method == "POST" and form.validate():
        actions.void(review, form.reason.data or "", by=current_user, at=now())
        tell(gettext("The marks are void. The coordinator has to assign somebody else."))
        return see_other("selection.reviews_of", application_pid=review.application.pid)
    return render("selection/void.html", invalid(form), review=review, form=form)
