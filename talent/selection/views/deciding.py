"""The chair's ranking, the prepared decision, and its approval."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.foundations.access import Permission
from talent.plumbing.clock import now
from talent.plumbing.i18n import gettext, language
from talent.plumbing.pages import asked_page, invalid, page_of, render, see_other, tell
from talent.selection import actions, forms, queries
from talent.selection.rules import scoring
from talent.selection.rules.deciding import DECISION
from talent.selection.rules.lifecycle import RoundStatus
from talent.selection.rules.ranking import OutcomeKind
from talent.selection.rules.round_rules import RoundRules
from talent.selection.views.blueprint import pages


@pages.get("/rounds/<pid:round_pid>/ranking", needs=Permission.SELECTION_RANK)
def ranking(round_pid: str) -> ResponseReturnValue:
    round_ = queries.round_in_office(current_user, round_pid)
    board = queries.ranking_of(current_user, round_)
    page = page_of(board.ranking.places, asked_page())
    fullest = board.ranking.taken.most_common(7)
    offered = [place.rank for place in board.ranking.places if place.outcome is OutcomeKind.OFFERED]
    cut = board.ranking.cut
    return render(
        "selection/ranking.html",
        round=round_,
        board=board,
        page=page,
        faces=queries.faces(current_user, [place.key for place in page.rows]),
        fullest=fullest,
        organisations=queries.organisation_names(current_user, [group for group, _ in fullest]),
        decisions=queries.decisions_of(current_user, round_),
        criteria=_labels(board.rules),
        offered=len(offered),
        last_offered=offered[-1] if offered else None,
        cut=None if cut is None else float(cut),
        ready=bool(board.standings) and not board.lacking and not board.apart,
        reviewing=round_.status is RoundStatus.REVIEWING,
        deciding=round_.status is RoundStatus.DECIDING,
    )


@pages.post("/rounds/<pid:round_pid>/begin-deciding", needs=Permission.SELECTION_RANK)
def begin_deciding(round_pid: str) -> ResponseReturnValue:
    round_ = queries.round_in_office(current_user, round_pid)
    actions.begin_deciding(round_, by=current_user, at=now())
    tell(gettext("The reviews are closed and all marks are locked."))
    return see_other("selection.ranking", round_pid=round_.pid)


@pages.post("/rounds/<pid:round_pid>/decision", needs=Permission.SELECTION_RANK)
def prepare_decision(round_pid: str) -> ResponseReturnValue:
    round_ = queries.round_in_office(current_user, round_pid)
    decision = actions.prepare_decision(round_, by=current_user, at=now())
    tell(gettext("The decision is prepared. Another person has to approve it."))
    return see_other("selection.decision", decision_pid=decision.pid)


@pages.get("/rounds/<pid:round_pid>/decisions", needs=Permission.SELECTION_VIEW)
def decisions(round_pid: str) -> ResponseReturnValue:
    round_ = queries.round_in_office(current_user, round_pid)
    return render(
        "selection/decisions.html",
        round=round_,
        decisions=queries.decisions_of(current_user, round_),
    )


@pages.get("/decisions/<pid:decision_pid>", needs=Permission.SELECTION_VIEW)
def decision(decision_pid: str) -> ResponseReturnValue:
    return _decision_page(decision_pid, forms.ReasonForm())


@pages.post("/decisions/<pid:decision_pid>/send-back", needs=Permission.SELECTION_DECIDE)
def send_back(decision_pid: str) -> ResponseReturnValue:
    form = forms.ReasonForm(request.form)
    if not form.validate():
        return _decision_page(decision_pid, form)
    found = queries.decision(current_user, decision_pid)
    actions.send_back(found, form.reason.data or "", by=current_user, at=now())
    tell(gettext("The decision has been sent back. It can be prepared again."))
    return see_other("selection.decision", decision_pid=found.pid)


@pages.post("/decisions/<pid:decision_pid>/publish", needs=Permission.SELECTION_DECIDE)
def publish(decision_pid: str) -> ResponseReturnValue:
    found = queries.decision(current_user, decision_pid)
    actions.publish(found, request.form.get("seal", ""), by=current_user, at=now())
    tell(gettext("The results are published, and every applicant has been written to."))
    return see_other("selection.decision", decision_pid=found.pid)


@pages.get("/applications/<pid:application_pid>/reviews", needs=Permission.SELECTION_VIEW)
def reviews_of(application_pid: str) -> ResponseReturnValue:
    application = queries.application_in_office(current_user, application_pid)
    reviews = queries.reviews_of(current_user, application)
    return render(
        "selection/reviews_of.html",
        application=application,
        reviews=reviews,
        scores={r.id: scoring.read(r.score) for r in reviews if r.score},
        criteria=application.round.parsed.criteria,
        may_void=Permission.SELECTION_DECIDE in current_user.permissions,
    )


def _decision_page(decision_pid: str, form: forms.ReasonForm) -> ResponseReturnValue:
    found = queries.decision(current_user, decision_pid)
    return render(
        "selection/decision.html",
        invalid(form),
        decision=found,
        form=form,
        page=queries.lines_of(current_user, found, asked_page()),
        counts=queries.count_outcomes(current_user, found),
        criteria=_labels(found.round.parsed),
        offered=DECISION.offered(found.status, current_user, {"prepare": found.prepared_by_id}),
        own=found.prepared_by_id == current_user.id,
    )


def _labels(rules: RoundRules) -> dict[str, str]:
    """What each criterion is called in the reader's language, by key."""
    return {criterion.key: criterion.label.in_(language()) for criterion in rules.criteria}
