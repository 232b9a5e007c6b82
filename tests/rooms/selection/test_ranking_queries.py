from fractions import Fraction

import pytest

from talent.foundations.access import Role
from talent.foundations.refusals import Refused
from talent.selection import queries
from talent.selection.rules.lifecycle import ApplicationStatus
from talent.selection.rules.ranking import OutcomeKind, PlacingFinding
from talent.selection.rules.reviewing import ReviewRefusal, ReviewStatus
from tests.factories import make_account, make_organisation
from tests.rooms.selection.reviews import (
    make_application,
    make_lots,
    make_marked,
    make_review,
    make_round,
)

S = ReviewStatus


@pytest.fixture
def kim(session):
    return make_account(Role.REVIEWER, who="Kim Minseo")


@pytest.fixture
def dorj(session):
    return make_account(Role.REVIEWER, who="Dorj")


@pytest.fixture
def park(session):
    return make_account(Role.COORDINATOR, who="Park Jihoon")


def test_the_ranking_uses_the_exact_mean_of_the_submitted_reviews(session, park, kim, dorj):
    round_ = make_round()
    first = make_marked(round_, [kim, dorj], [(4, 4), (3, 4)])
    second = make_marked(round_, [kim, dorj], [(4, 3), (4, 4)])

    board = queries.ranking_of(park, round_)

    assert [(p.key, p.score) for p in board.ranking.places] == [
        (first.pid, Fraction(76)),
        (second.pid, Fraction(74)),
    ]


def test_a_tie_goes_by_the_criterion_published_with_the_call(session, park, kim):
    round_ = make_round(min_reviewers=1, threshold="0")
    weak_plan = make_marked(round_, [kim], [(4, 2)])
    strong_plan = make_marked(round_, [kim], [(1, 4)])

    places = queries.ranking_of(park, round_).ranking.places

    assert [(p.key, p.score, p.settled_by) for p in places] == [
        (strong_plan.pid, 56, "plan"),
        (weak_plan.pid, 56, "plan"),
    ]


def test_the_second_of_one_organisation_is_passed_over_with_the_reason(session, park, kim):
    round_ = make_round(min_reviewers=1)
    geology = make_organisation("Geology")
    make_marked(round_, [kim], [(4, 4)], geology)
    passed = make_marked(round_, [kim], [(3, 4)], geology)
    other = make_marked(round_, [kim], [(3, 3)], make_organisation("Mining"))

    places = {p.key: p for p in queries.ranking_of(park, round_).ranking.places}

    assert places[passed.pid].reason is PlacingFinding.ORGANISATION_FULL
    assert places[other.pid].outcome is OutcomeKind.OFFERED


def test_voided_and_open_reviews_do_not_count(session, park, kim, dorj):
    round_ = make_round()
    application = make_marked(round_, [kim], [(4, 4)])
    make_review(application, dorj, S.VOIDED, (1, 1))
    third = make_account(Role.REVIEWER)
    make_review(application, third, S.IN_PROGRESS, (0, 0))

    board = queries.ranking_of(park, round_)

    assert [p.score for p in board.ranking.places] == [80]
    assert [s.pid for s in board.lacking] == [application.pid]


def test_only_eligible_applications_of_this_round_are_ranked(session, park, kim):
    round_ = make_round(min_reviewers=1)
    application = make_marked(round_, [kim], [(4, 4)])
    make_marked(round_, [kim], [(4, 4)])
    withdrawn = make_application(round_, status=ApplicationStatus.WITHDRAWN)
    make_review(withdrawn, kim, S.SUBMITTED, (4, 4))
    make_marked(make_round(), [kim], [(4, 4)])

    board = queries.ranking_of(park, round_)

    assert application.pid in board.standings
    assert withdrawn.pid not in board.standings
    assert len(board.standings) == 2


def test_two_reviews_far_apart_ask_for_a_third(session, park, kim, dorj):
    round_ = make_round()
    application = make_marked(round_, [kim, dorj], [(4, 4), (3, 3)])

    board = queries.ranking_of(park, round_)

    assert [s.pid for s in board.apart] == [application.pid]
    assert board.lacking == ()


def test_a_chair_sees_no_ranking_before_their_own_marks_are_in(session, dorj):
    chair = make_account(Role.CHAIR, who="Lee")
    round_ = make_round()
    make_marked(round_, [dorj], [(4, 4)])
    own = make_review(make_application(round_), chair, S.IN_PROGRESS)

    with pytest.raises(Refused) as refused:
        queries.ranking_of(chair, round_)

    assert refused.value.reason is ReviewRefusal.OWN_MARKS_FIRST
    own_round = own.application.round
    assert queries.reviews_of(chair, make_marked(own_round, [dorj], [(4, 4)])) != []
    with pytest.raises(Refused):
        queries.reviews_of(chair, own.application)


def test_the_ranking_takes_the_same_statements_for_three_and_thirty(
    session, park, kim, dorj, statements
):
    counts = []
    for number in (3, 30):
        round_ = make_round()
        make_lots(round_)
        for _ in range(number):
            make_marked(round_, [kim, dorj], [(4, 4), (4, 3)])
        session.flush()
        with statements(session) as counted:
            board = queries.ranking_of(park, round_)
        counts.append(len(counted))
        assert len(board.ranking.places) == number

    assert counts == [2, 2]
