from collections import Counter

import pytest
from sqlalchemy import select

from talent.foundations.access import Role
from talent.foundations.refusals import Refused
from talent.foundations.workflow import WorkflowRefusal
from talent.plumbing.history import AuditEntry, key
from talent.selection import actions, queries
from talent.selection.models import Decision, Review
from talent.selection.rules.lifecycle import ApplicationStatus, RoundStatus
from talent.selection.rules.reviewing import ReviewRefusal, ReviewStatus
from tests.factories import AT, make_account, make_organisation, make_person
from tests.rooms.selection.reviews import make_application, make_lots, make_review, make_round

S = ReviewStatus


@pytest.fixture
def park(session):
    return make_account(Role.COORDINATOR, who="Park Jihoon")


def make_reviewers(count, organisation=None):
    return [
        make_account(Role.REVIEWER, person=make_person("Dorj", organisation=organisation))
        for _ in range(count)
    ]


def refusal(deed, *given, **more):
    with pytest.raises(Refused) as refused:
        deed(*given, **more)
    return refused.value.reason


def distribute(round_, park, each=2, cap=None, seed="s"):
    return actions.distribute_reviews(round_, each, cap, seed, by=park, at=AT)


def test_every_eligible_application_gets_its_reviewers_evenly(session, park):
    round_ = make_round()
    make_reviewers(4)
    for _ in range(6):
        make_application(round_)
    make_application(round_, status=ApplicationStatus.INELIGIBLE)

    distribute(round_, park)

    reviews = session.scalars(select(Review)).all()
    assert sorted(Counter(r.application_id for r in reviews).values()) == [2] * 6
    assert sorted(Counter(r.reviewer_id for r in reviews).values()) == [3] * 4


def test_the_lots_are_drawn_once_with_the_first_assignment(session, park):
    round_ = make_round()
    make_reviewers(2)
    make_application(round_)

    distribute(round_, park, each=1, seed="first")
    distribute(round_, park, each=2, seed="second")

    assert session.scalars(select(Decision.seed)).all() == ["first"]
    drawn = session.scalars(select(AuditEntry).where(AuditEntry.deed == "draw-lots")).all()
    assert [entry.facts for entry in drawn] == [{"seed": "first"}]


def test_the_same_seed_gives_the_same_assignments(session, park):
    round_ = make_round()
    make_lots(round_, "seed")
    people = make_reviewers(3)
    files = [make_application(round_) for _ in range(5)]

    plan = distribute(round_, park, each=1)
    again = queries.all_unfilled(round_)

    assert {pid for pid, _ in plan.pairs} == {f.pid for f in files}
    assert {pid for _, pid in plan.pairs} <= {p.pid for p in people}
    assert [file.active for file in again] == [1] * 5


def test_nobody_gets_a_file_of_their_own_organisation(session, park):
    round_ = make_round()
    ours, theirs = make_organisation("Ours"), make_organisation("Theirs")
    make_reviewers(2, organisation=ours)
    (other,) = make_reviewers(1, organisation=theirs)
    file = make_application(round_, organisation=ours)

    plan = distribute(round_, park)

    assert plan.pairs == ((file.pid, other.pid),)
    assert plan.unfilled == ((file.pid, 1),)


def test_the_organisation_a_person_belongs_to_counts_even_when_another_nominates(session, park):
    round_ = make_round()
    home, nominating = make_organisation("Home"), make_organisation("Nominating")
    make_reviewers(1, organisation=home)
    person = make_person("Bat-Erdene", organisation=home)
    make_application(round_, person, nominating)

    assert distribute(round_, park, each=1).pairs == ()


def test_a_colleague_chosen_by_hand_is_refused(session, park):
    round_ = make_round()
    ours = make_organisation("Ours")
    (kim,) = make_reviewers(1, organisation=ours)
    file = make_application(round_, organisation=ours)

    why = refusal(actions.assign, file, kim.pid, "s", by=park, at=AT)

    assert why is ReviewRefusal.SAME_ORGANISATION
    assert queries.reviewers_for(park, file) == []


def test_nobody_reviews_their_own_application(session, park):
    round_ = make_round()
    (kim,) = make_reviewers(1)
    file = make_application(round_, kim.person)

    assert (
        refusal(actions.assign, file, kim.pid, "s", by=park, at=AT) is ReviewRefusal.OWN_APPLICATION
    )


@pytest.mark.parametrize("status", [S.ASSIGNED, S.RECUSED, S.VOIDED])
def test_a_file_is_not_given_twice_to_one_reviewer(session, park, status):
    round_ = make_round()
    (kim,) = make_reviewers(1)
    file = make_application(round_)
    make_review(file, kim, status, (3, 3))

    why = refusal(actions.assign, file, kim.pid, "s", by=park, at=AT)

    assert why is ReviewRefusal.ALREADY_ASSIGNED
    assert distribute(round_, park).pairs == ()


def test_an_account_that_is_no_active_reviewer_is_refused(session, park):
    file = make_application(make_round())

    assert (
        refusal(actions.assign, file, park.pid, "s", by=park, at=AT) is ReviewRefusal.NOT_A_REVIEWER
    )


def test_one_reviewer_gets_no_more_than_the_cap(session, park):
    round_ = make_round()
    people = make_reviewers(2)
    for _ in range(4):
        make_application(round_)

    plan = distribute(round_, park, each=1, cap=1)

    assert sorted(reviewer for _, reviewer in plan.pairs) == sorted(p.pid for p in people)
    assert len(plan.unfilled) == 2


def test_reviewers_are_given_out_only_while_the_call_is_reviewed_or_decided(session, park):
    round_ = make_round(RoundStatus.SCREENING)
    make_application(round_)

    assert refusal(distribute, round_, park) is ReviewRefusal.ROUND_NOT_REVIEWING


def test_an_untouched_review_is_removed_and_the_trail_stays(session, park):
    round_ = make_round()
    (kim,) = make_reviewers(1)
    review = make_review(make_application(round_), kim)
    trail = key(review)

    actions.remove(review, by=park, at=AT)
    session.flush()

    assert session.scalars(select(Review)).all() == []
    entries = session.scalars(select(AuditEntry).where(AuditEntry.subject == trail)).all()
    assert [e.deed for e in entries] == ["remove-reviewer"]


def test_a_review_that_was_opened_is_taken_back_and_not_removed(session, park):
    round_ = make_round()
    (kim,) = make_reviewers(1)
    review = make_review(make_application(round_), kim, S.IN_PROGRESS, (3,))

    assert refusal(actions.remove, review, by=park, at=AT) is ReviewRefusal.ALREADY_BEGUN

    actions.take_back(review, "Fell ill.", by=park, at=AT)
    assert review.status is S.VOIDED


def test_only_somebody_who_decides_makes_marks_void_and_says_why(session, park):
    oyuna = make_account(Role.APPROVER, who="Oyuna")
    round_ = make_round()
    (kim,) = make_reviewers(1)
    review = make_review(make_application(round_), kim, S.SUBMITTED, (3, 3))

    assert refusal(actions.void, review, "x", by=park, at=AT) is WorkflowRefusal.NOT_YOURS
    assert refusal(actions.void, review, " ", by=oyuna, at=AT) is ReviewRefusal.REASON_MISSING

    actions.void(review, "Former supervisor.", by=oyuna, at=AT)
    assert review.status is S.VOIDED


def test_the_statements_of_a_distribution_do_not_grow_with_the_applications(
    session, park, statements
):
    counts = []
    for number in (3, 30):
        round_ = make_round()
        make_reviewers(2)
        for _ in range(number):
            make_application(round_)
        session.flush()
        with statements(session) as counted:
            distribute(round_, park)
            session.flush()
        counts.append(len([s for s in counted if s.startswith("SELECT")]))

    assert counts[0] == counts[1]
