import pytest

from talent.foundations.access import Role
from talent.plumbing.i18n import in_language
from talent.selection import actions
from talent.selection.queries.reviews_waiting import reviews_waiting
from talent.selection.rules.lifecycle import RoundStatus
from talent.selection.rules.reviewing import ReviewStatus, ReviewWaiting
from tests.factories import AT, make_account
from tests.rooms.selection.reviews import (
    make_application,
    make_lots,
    make_marked,
    make_review,
    make_round,
)

S = ReviewStatus
W = ReviewWaiting


def waiting(account):
    with in_language("en"):
        found = reviews_waiting(account)
    return [(item.kind, item.endpoint, dict(item.values), item.count) for item in found]


@pytest.fixture
def people(session):
    return {
        "kim": make_account(Role.REVIEWER, who="Kim Minseo"),
        "dorj": make_account(Role.REVIEWER, who="Dorj"),
        "park": make_account(Role.COORDINATOR, who="Park Jihoon"),
        "oyuna": make_account(Role.APPROVER, who="Oyuna"),
        "lee": make_account(Role.CHAIR, who="Lee"),
    }


def test_a_reviewer_is_told_what_to_declare_and_what_to_mark_and_nothing_of_others(people):
    round_ = make_round()
    kim, dorj = people["kim"], people["dorj"]
    make_review(make_application(round_), kim)
    make_review(make_application(round_), kim, S.COI_CLEARED)
    make_review(make_application(round_), kim, S.IN_PROGRESS)
    make_review(make_application(round_), kim, S.SUBMITTED, (3, 3))
    make_review(make_application(round_), dorj)
    make_review(make_application(make_round(RoundStatus.CANCELLED)), kim)

    assert sorted(waiting(kim)) == [
        (W.TO_DECLARE, "selection.my_reviews", {}, 1),
        (W.TO_MARK, "selection.my_reviews", {}, 2),
    ]
    assert waiting(dorj) == [(W.TO_DECLARE, "selection.my_reviews", {}, 1)]


def test_the_coordinator_is_told_of_applications_without_enough_reviewers(people):
    round_ = make_round()
    make_review(make_application(round_), people["kim"])

    item = (W.TO_ASSIGN, "selection.assignments", {"round_pid": round_.pid}, 1)
    assert waiting(people["park"]) == [item]
    assert waiting(people["lee"]) == []
    assert waiting(people["oyuna"]) == []


def test_when_all_marks_are_in_the_reviews_wait_to_be_closed(people):
    round_ = make_round()
    make_marked(round_, [people["kim"], people["dorj"]], [(3, 3), (3, 3)])

    item = (W.TO_CLOSE, "selection.ranking", {"round_pid": round_.pid}, 1)
    assert waiting(people["park"]) == [item]
    assert waiting(people["lee"]) == [item]


def test_as_long_as_somebody_still_marks_nothing_waits_for_the_chair(people):
    round_ = make_round()
    application = make_marked(round_, [people["kim"], people["dorj"]], [(3, 3), (3, 3)])
    make_review(application, make_account(Role.REVIEWER))

    assert waiting(people["lee"]) == []


def test_the_decision_waits_to_be_prepared_and_then_for_another_person(session, people):
    round_ = make_round(RoundStatus.DECIDING)
    make_lots(round_)
    make_marked(round_, [people["kim"], people["dorj"]], [(3, 3), (3, 3)])

    item = (W.TO_PREPARE, "selection.ranking", {"round_pid": round_.pid}, 1)
    assert waiting(people["lee"]) == [item]

    decision = actions.prepare_decision(round_, by=people["lee"], at=AT)
    session.flush()

    assert waiting(people["lee"]) == []
    item = (W.TO_APPROVE, "selection.decision", {"decision_pid": decision.pid}, 1)
    assert waiting(people["oyuna"]) == [item]


def test_who_prepared_a_decision_is_not_asked_to_approve_it(session, people):
    both = make_account(Role.COORDINATOR, Role.APPROVER)
    round_ = make_round(RoundStatus.DECIDING)
    make_lots(round_)
    make_marked(round_, [people["kim"], people["dorj"]], [(3, 3), (3, 3)])
    actions.prepare_decision(round_, by=both, at=AT)
    session.flush()

    assert waiting(both) == []
