"""A reviewer's pages: the queue, the declaration, the score sheet."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.foundations.access import Permission
from talent.plumbing import files
from talent.plumbing.clock import now
from talent.plumbing.i18n import gettext, language
from talent.plumbing.pages import asked_page, invalid, render, see_other, tell
from talent.selection import actions, forms, queries
from talent.selection.rules import scoring
from talent.selection.rules.reviewing import (
    DECLARABLE,
    DRAFT,
    ConflictType,
    ReviewStatus,
)
from talent.selection.views.blueprint import pages


@pages.get("/reviews", needs=Permission.SELECTION_REVIEW)
def my_reviews() -> ResponseReturnValue:
    page = queries.my_reviews(current_user, asked_page())
    return render(
        "selection/my_reviews.html",
        page=page,
        todo=[task for task in page.rows if task.is_open],
        done=[task for task in page.rows if not task.is_open],
        waiting=queries.count_reviews_to_do(current_user),
    )


@pages.form("/reviews/<pid:review_pid>/declaration", needs=Permission.SELECTION_REVIEW)
def declaration(review_pid: str) -> ResponseReturnValue:
    review = queries.own_review(current_user, review_pid)
    if review.status not in DECLARABLE:
        return see_other("selection.my_reviews")
    clearance, conflict = forms.ClearanceForm(), forms.ConflictForm()
    if request.method == "POST" and "clear" in request.form:
        clearance = forms.ClearanceForm(request.form)
        if clearance.validate():
            actions.declare_clear(review, by=current_user, at=now())
            return see_other("selection.score", review_pid=review.pid)
    elif request.method == "POST":
        conflict = forms.ConflictForm(request.form)
        if conflict.validate():
            actions.step_aside(
                review,
                ConflictType(conflict.conflict.data),
                conflict.explanation.data or "",
                by=current_user,
                at=now(),
            )
            tell(gettext("You have stepped aside. Somebody else reviews this application."))
            return see_other("selection.my_reviews")
    closed = review.status is ReviewStatus.ASSIGNED
    return render(
        "selection/declaration.html",
        max(invalid(clearance), invalid(conflict)),
        review=review,
        closed=closed,
        applicant=queries.applicant_of(current_user, review) if closed else None,
        clearance=clearance,
        conflict=conflict,
    )


@pages.form("/reviews/<pid:review_pid>", needs=Permission.SELECTION_REVIEW)
def score(review_pid: str) -> ResponseReturnValue:
    review = queries.own_review(current_user, review_pid)
    if review.status is ReviewStatus.ASSIGNED:
        return see_other("selection.declaration", review_pid=review.pid)
    criteria = review.application.round.parsed.criteria
    kept = forms.sheet_values(review.marks, review.comments, review.panel_comment)
    form = forms.score_form(criteria)(request.form, data=kept)
    if request.method == "POST":
        handing_in = "submit" in request.form
        if form.is_complete() if handing_in else form.validate():
            values = (form.marks, form.comments, form.panel_comment.data or "")
            if not handing_in:
                actions.keep_draft(review, *values, by=current_user, at=now())
                tell(gettext("Draft saved."))
                return see_other("selection.score", review_pid=review.pid)
            actions.submit_review(review, *values, by=current_user, at=now())
            tell(gettext("Your marks have been submitted."))
            return see_other("selection.my_reviews")
    done, of = queries.count_own_reviews(current_user, review.application.round_id)
    return render(
        "selection/score.html" if review.status in DRAFT else "selection/scored.html",
        invalid(form),
        review=review,
        file=queries.blind_file(current_user, review),
        criteria=criteria,
        anchors={
            c.key: [anchor.in_(language()) for anchor in c.anchors]
            for c in criteria
            if len(c.anchors) > c.top_mark
        },
        form=form,
        tally=scoring.tally(form.marks, criteria),
        low=scoring.LOW,
        high=scoring.HIGH,
        done=done,
        of=of,
    )


@pages.post("/reviews/<pid:review_pid>/draft", needs=Permission.SELECTION_REVIEW)
def keep_draft(review_pid: str) -> ResponseReturnValue:
    """What the browser sends by itself while somebody types: kept, or not, without a page."""
    review = queries.own_review(current_user, review_pid)
    form = forms.score_form(review.application.round.parsed.criteria)(request.form)
    if not form.validate():
        return "", 422
    actions.keep_draft(
        review,
        form.marks,
        form.comments,
        form.panel_comment.data or "",
        by=current_user,
        at=now(),
    )
    return "", 204


@pages.get("/reviews/<pid:review_pid>/papers/<pid:document_pid>", needs=Permission.SELECTION_REVIEW)
def paper_for_review(review_pid: str, document_pid: str) -> ResponseReturnValue:
    review = queries.own_review(current_user, review_pid)
    paper = queries.paper_for_review(current_user, review, document_pid)
    ending = paper.file.media_type.rpartition("/")[2].replace("jpeg", "jpg")
    return files.deliver(paper.file, f"{review.application.number}-{paper.code}.{ending}")
