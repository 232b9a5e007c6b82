import re

import pytest
from sqlalchemy import select

from talent.accounts.models import Account
from talent.foundations.access import Role
from talent.outbox.models import Mail
from talent.selection.models import Application, Decision, Review
from talent.selection.rules.deciding import DecisionStatus
from talent.selection.rules.lifecycle import ApplicationStatus, RoundStatus
from talent.selection.rules.reviewing import ReviewStatus
from tests.factories import make_account, make_organisation
from tests.rooms.selection.reviews import (
    make_application,
    make_lots,
    make_marked,
    make_review,
    make_round,
)
from tests.visitor import Visitor

S = ReviewStatus


class Office:
    def __init__(self, status=RoundStatus.DECIDING, **rules):
        self.kim = make_account(Role.REVIEWER, who="Kim Minseo")
        self.dorj = make_account(Role.REVIEWER, who="Dorj")
        self.park = make_account(Role.COORDINATOR, who="Park Jihoon")
        self.oyuna = make_account(Role.APPROVER, who="Oyuna")
        self.round = make_round(status, **rules)
        make_lots(self.round)

    def add(self, *marks, organisation=None):
        return make_marked(self.round, [self.kim, self.dorj], [marks, marks], organisation)

    def path(self, rest):
        return f"/selection/rounds/{self.round.pid}/{rest}"


@pytest.fixture
def office(session):
    made = Office()
    geology = make_organisation("Geology")
    made.add(4, 4, organisation=geology)
    made.add(4, 3, organisation=geology)
    made.add(3, 3)
    made.add(2, 2)
    return made


def outcomes(page):
    return [text.split(" Tie settled")[0] for text in page.texts("tbody tr td:last-child")]


def prepare(app, office):
    page = Visitor(app, office.park).open(office.path("ranking")).press("Prepare the decision")
    return page.path


def test_the_board_shows_score_reason_of_a_skip_and_the_cut_line(app, office):
    page = Visitor(app, office.park).open(office.path("ranking"))

    assert page.texts("tbody th") == ["1", "2", "3", "4"]
    assert page.texts("tbody td.num") == ["80.00", "68.00", "60.00", "40.00"]
    rows = page.texts("tbody tr")
    assert rows[1].endswith("Reserve 1 Passed over: organisation maximum reached")
    assert rows[2].endswith("Offered a place")
    assert rows[3] == "Cut-off score: 60.00 · seats: 2"
    assert rows[4].endswith("Below the threshold")


def test_the_board_says_what_settled_a_tie(app, session):
    office = Office(at_most_per_organisation=None)
    office.add(4, 2)
    office.add(1, 4)
    office.add(1, 4)

    page = Visitor(app, office.park).open(office.path("ranking"))

    assert [row.partition("Tie settled ")[2] for row in page.texts("tbody tr") if "Tie" in row] == [
        "by the recorded lot",
        "by the recorded lot",
        "by: Plan",
    ]


def test_the_board_is_closed_to_reviewers_and_applicants(app, office):
    for role in (Role.REVIEWER, Role.TRAINEE, Role.APPROVER, Role.INSTRUCTOR):
        assert Visitor(app, make_account(role)).open(office.path("ranking")).status == 403


def test_a_chair_with_open_marks_is_asked_for_them_first(app, session, office):
    chair = make_account(Role.CHAIR, who="Lee")
    own = make_application(office.round)
    make_review(own, chair, S.IN_PROGRESS)
    visitor = Visitor(app, chair)

    assert visitor.open(office.path("ranking")).status == 409
    assert visitor.open(f"/selection/applications/{own.pid}/reviews").status == 409


def test_missing_marks_are_named_and_the_reviews_cannot_be_closed(app, session):
    office = Office(RoundStatus.REVIEWING)
    office.add(4, 4)
    lacking = make_application(office.round)
    visitor = Visitor(app, office.park)

    page = visitor.open(office.path("ranking"))

    assert lacking.number in page.texts(".note a")
    assert "Close the reviews" not in page.buttons
    assert visitor.post(office.path("begin-deciding")).status == 409


def test_closing_the_reviews_from_the_board(app, session):
    office = Office(RoundStatus.REVIEWING)
    office.add(4, 4)

    page = Visitor(app, office.park).open(office.path("ranking")).press("Close the reviews")

    assert "Prepare the decision" in page.buttons
    assert set(session.scalars(select(Review.status))) == {S.LOCKED}


def test_two_people_bring_the_results_to_everybody(app, session, office):
    path = prepare(app, office)

    seen = Visitor(app, office.oyuna).open(path)
    page = seen.press("Approve and publish")

    assert page.status == 200
    assert page.texts(".head .tag") == ["Published"]
    statuses = session.scalars(select(Application.status).order_by(Application.id)).all()
    assert statuses == [
        ApplicationStatus.SELECTED,
        ApplicationStatus.RESERVE,
        ApplicationStatus.SELECTED,
        ApplicationStatus.NOT_SELECTED,
    ]
    assert len(session.scalars(select(Mail.id)).all()) == 4


def test_the_approver_sees_exactly_what_was_prepared(app, session, office):
    path = prepare(app, office)

    page = Visitor(app, office.oyuna).open(path)

    assert page.texts("tbody td.num") == ["80.00", "68.00", "60.00", "40.00"]
    assert session.scalar(select(Decision.content_hash)) in page.texts(".code")


def test_the_person_who_prepared_it_gets_no_button_and_no_way(app, session):
    office = Office()
    office.add(4, 4)
    both = make_account(Role.COORDINATOR, Role.APPROVER, who="Lee")
    page = Visitor(app, both).open(office.path("ranking")).press("Prepare the decision")

    assert "Approve and publish" not in page.buttons
    seal = session.scalar(select(Decision.content_hash))
    assert Visitor(app, both).post(f"{page.path}/publish", seal=seal).status == 409
    assert session.scalar(select(Decision.status)) is DecisionStatus.PREPARED


def test_marks_voided_since_the_preparation_answer_409_and_change_nothing(app, session, office):
    path = prepare(app, office)
    visitor = Visitor(app, office.oyuna)
    seen = visitor.open(path)
    review = session.scalars(select(Review).order_by(Review.id)).first()
    voided = visitor.open(f"/selection/reviews/{review.pid}/void").fill(reason="Late conflict.")
    assert voided.press("Declare the marks void").status == 200

    answer = seen.press("Approve and publish")

    assert answer.status == 409
    assert answer.says("The ranking has changed since the decision was prepared.")
    assert session.scalar(select(Decision.status)) is DecisionStatus.PREPARED
    assert session.scalars(select(Mail.id)).all() == []


def test_sending_back_needs_a_reason_and_begins_a_new_edition(app, session, office):
    path = prepare(app, office)
    page = Visitor(app, office.oyuna).open(path)

    again = page.press("Send back")
    assert again.status == 422
    assert again.texts(".errs a") == ["Reason: Fill in this field."]

    again.fill(reason="Check the skip.").press("Send back")
    editions = session.execute(select(Decision.edition, Decision.status).order_by(Decision.id))
    assert editions.all() == [(1, DecisionStatus.RETURNED), (2, DecisionStatus.DRAFT)]
    listed = Visitor(app, office.oyuna).open(office.path("decisions"))
    assert listed.texts("tbody th") == ["Edition 1"]


def test_a_decision_that_is_only_begun_has_no_page(app, session, office):
    draft = session.scalars(select(Decision)).one()

    assert Visitor(app, office.oyuna).open(f"/selection/decisions/{draft.pid}").status == 404


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.TRAINEE, Role.INSTRUCTOR, Role.AUDITOR])
def test_decisions_and_marks_are_closed_to_everybody_else(app, session, office, role):
    path = prepare(app, office)
    application = session.scalars(select(Review)).first().application_id
    pid = session.scalar(select(Application.pid).where(Application.id == application))
    visitor = Visitor(app, make_account(role))

    assert visitor.open(path).status == 403
    assert visitor.open(f"/selection/applications/{pid}/reviews").status == 403


def test_an_applicant_learns_nothing_before_publication(app, session, office):
    """Two worlds that differ only in the applicant's outcome look the same to the applicant."""

    def world(marks):
        made = Office(at_most_per_organisation=None)
        application = made.add(*marks)
        for _ in range(2):
            made.add(3, 4)
        trainee = session.scalars(
            select(Account).where(Account.person_id == application.person_id)
        ).one()
        before = look(trainee, application)
        prepare(app, made)
        assert look(trainee, application) == before
        return before

    def look(trainee, application):
        visitor = Visitor(app, trainee)
        texts = [
            visitor.open(path).text
            for path in ("/selection/my", f"/selection/my/{application.pid}")
        ]
        return [_without(text) for text in texts]

    assert world((4, 4)) == world((1, 1))


def _without(text):
    text = re.sub(r'name="csrf_token" value="[^"]+"|nonce="[^"]+"', "", text)
    text = re.sub(r"[a-z2-9]{26}", "PID", text)
    return re.sub(r"2026-MSC-\d+(-\d+)?|Round \d+|T-\d{6}", "X", text)


def test_an_applicant_never_sees_scores_or_reviewers(app, session, office):
    path = prepare(app, office)
    Visitor(app, office.oyuna).open(path).press("Approve and publish")
    rows = session.execute(select(Application.id, Application.pid, Application.person_id)).all()

    for _, pid, person_id in rows:
        trainee = session.scalars(select(Account).where(Account.person_id == person_id)).one()
        text = Visitor(app, trainee).open(f"/selection/my/{pid}").text
        for secret in ("KIM", "DORJ", "80.00", "68.00", "60.00", "40.00"):
            assert secret not in text
    for mail in session.scalars(select(Mail)):
        assert not any(secret in mail.body for secret in ("KIM", "DORJ", ".00"))


def test_the_board_takes_the_same_statements_for_three_and_thirty(app, session, statements):
    counts = []
    for number in (3, 30):
        office = Office()
        for _ in range(number):
            office.add(4, 4, organisation=make_organisation())
        visitor, path = Visitor(app, office.park), office.path("ranking")
        with statements(session) as counted:
            visitor.open(path)
        counts.append(len(counted))

    assert counts[0] == counts[1] <= 8
