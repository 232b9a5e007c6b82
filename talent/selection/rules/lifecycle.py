"""The lives of a round and of an application."""

from enum import StrEnum

from talent.foundations.access import Permission
from talent.foundations.workflow import Transition, Workflow


class RoundKind(StrEnum):
    """What the places of a round are for. Source: handbook of the programme, pathways."""

    MSC = "msc"
    PHD = "phd"
    INVITED = "invited"
    LOCAL = "local"
    MODULE = "module"


class RoundStatus(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    OPEN = "open"
    CLOSED = "closed"
    SCREENING = "screening"
    REVIEWING = "reviewing"
    DECIDING = "deciding"
    RESULTS_PUBLISHED = "results_published"
    FINAL = "final"
    CANCELLED = "cancelled"


class ApplicationStatus(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    INELIGIBILITY_PROPOSED = "ineligibility_proposed"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    SELECTED = "selected"
    RESERVE = "reserve"
    NOT_SELECTED = "not_selected"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    OFFER_LAPSED = "offer_lapsed"
    HANDED_OVER = "handed_over"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


_R = RoundStatus
_A = ApplicationStatus
_P = Permission

ROUND = Workflow(
    "round",
    _R.DRAFT,
    Transition(
        "approve", frozenset({_R.DRAFT}), _R.APPROVED, _P.SELECTION_APPROVE, not_by="prepare"
    ),
    Transition("open", frozenset({_R.APPROVED}), _R.OPEN, _P.SELECTION_CLOCK),
    Transition("close", frozenset({_R.OPEN}), _R.CLOSED, _P.SELECTION_CLOCK),
    Transition("begin-screening", frozenset({_R.CLOSED}), _R.SCREENING, _P.SELECTION_SCREEN),
    Transition("begin-reviewing", frozenset({_R.SCREENING}), _R.REVIEWING, _P.SELECTION_ASSIGN),
    Transition("begin-deciding", frozenset({_R.REVIEWING}), _R.DECIDING, _P.SELECTION_RANK),
    Transition("publish", frozenset({_R.DECIDING}), _R.RESULTS_PUBLISHED, _P.SELECTION_DECIDE),
    Transition("finish", frozenset({_R.RESULTS_PUBLISHED}), _R.FINAL, _P.SELECTION_DECIDE),
    Transition(
        "cancel",
        frozenset(
            {
                _R.DRAFT,
                _R.APPROVED,
                _R.OPEN,
                _R.CLOSED,
                _R.SCREENING,
                _R.REVIEWING,
                _R.DECIDING,
            }
        ),
        _R.CANCELLED,
        _P.SELECTION_APPROVE,
    ),
)

APPLICATION = Workflow(
    "application",
    _A.DRAFT,
    Transition("submit", frozenset({_A.DRAFT}), _A.SUBMITTED, _P.SELECTION_APPLY),
    Transition("recall", frozenset({_A.SUBMITTED}), _A.DRAFT, _P.SELECTION_APPLY),
    Transition("find-eligible", frozenset({_A.SUBMITTED}), _A.ELIGIBLE, _P.SELECTION_SCREEN),
    Transition(
        "propose-ineligible",
        frozenset({_A.SUBMITTED}),
        _A.INELIGIBILITY_PROPOSED,
        _P.SELECTION_SCREEN,
    ),
    Transition(
        "confirm-ineligible",
        frozenset({_A.INELIGIBILITY_PROPOSED}),
        _A.INELIGIBLE,
        _P.SELECTION_SCREEN,
        not_by="propose-ineligible",
    ),
    Transition(
        "reject-ineligibility",
        frozenset({_A.INELIGIBILITY_PROPOSED}),
        _A.ELIGIBLE,
        _P.SELECTION_SCREEN,
        not_by="propose-ineligible",
    ),
    Transition("select", frozenset({_A.ELIGIBLE}), _A.SELECTED, _P.SELECTION_DECIDE),
    Transition("put-on-reserve", frozenset({_A.ELIGIBLE}), _A.RESERVE, _P.SELECTION_DECIDE),
    Transition("not-select", frozenset({_A.ELIGIBLE}), _A.NOT_SELECTED, _P.SELECTION_DECIDE),
    Transition("accept", frozenset({_A.SELECTED}), _A.ACCEPTED, _P.SELECTION_APPLY),
    Transition("decline", frozenset({_A.SELECTED}), _A.DECLINED, _P.SELECTION_APPLY),
    Transition("lapse-offer", frozenset({_A.SELECTED}), _A.OFFER_LAPSED, _P.SELECTION_CLOCK),
    Transition("promote", frozenset({_A.RESERVE}), _A.SELECTED, _P.SELECTION_DECIDE),
    Transition("hand-over", frozenset({_A.ACCEPTED}), _A.HANDED_OVER, _P.SELECTION_CLOCK),
    Transition(
        "withdraw",
        frozenset(
            {
                _A.DRAFT,
                _A.SUBMITTED,
                _A.INELIGIBILITY_PROPOSED,
                _A.ELIGIBLE,
                _A.RESERVE,
                _A.ACCEPTED,
            }
        ),
        _A.WITHDRAWN,
        _P.SELECTION_APPLY,
    ),
    Transition("lapse", frozenset({_A.DRAFT}), _A.LAPSED, _P.SELECTION_CLOCK),
)

ANNOUNCED = frozenset(_R) - {_R.DRAFT, _R.APPROVED, _R.CANCELLED}
"""States of a round that strangers may read."""
LIVE = frozenset(_A) - {_A.WITHDRAWN, _A.LAPSED}
"""A person has at most one live application in a round."""
HANDED_IN = frozenset(_A) - {_A.DRAFT, _A.LAPSED}
TOLD_DEEDS = frozenset(
    {
        "begin",
        "upload",
        "remove-upload",
        "submit",
        "recall",
        "confirm-ineligible",
        "select",
        "put-on-reserve",
        "not-select",
        "promote",
        "accept",
        "decline",
        "lapse-offer",
        "hand-over",
        "withdraw",
        "lapse",
    }
)
"""Deeds an applicant finds in the history of their application."""
RANKED = frozenset({_A.ELIGIBLE})
"""Whoever is eligible when the decision is made is ranked."""


def told(state: ApplicationStatus) -> ApplicationStatus:
    """What an applicant is told of a state: nothing of a proposal nobody has confirmed, nor that
    somebody looked and found no fault.

    Source: our default, to be confirmed by the project leader.
    """
    return _A.SUBMITTED if state in {_A.INELIGIBILITY_PROPOSED, _A.ELIGIBLE} else state
