import pytest
from sqlalchemy import select

from talent.foundations.access import Role
from talent.selection.models import Review
from talent.selection.rules.reviewing import ConflictType, ReviewStatus
from tests.factories import AT, make_account, make_organisation, make_person
from tests.rooms.selection.reviews import make_application, make_review, make_round
from tests.visitor import Visitor

S = ReviewStatus


@pytest.fixture
def park(session):
    return make_account(Role.COORDINATOR, who="Park Jihoon")


def page_of(app, park, round_):
    return Visitor(app, park).open(f"/selection/rounds/{round_.pid}/reviews")


def test_distributing_from_the_page(app, session, park):
    round_ = make_round()
    for who in ("Kim Minseo", "Dorj"):
        make_account(Role.REVIEWER, who=who)
    for _ in range(3):
        make_application(round_)

    page = page_of(app, park, round_).fill(each=2).press("Assign reviewers")

    assert page.texts(".toast p") == ["6 reviews assigned."] or page.says("6 reviews assigned.")
    assert page.says("Every application has enough reviewers")
    assert len(session.scalars(select(Review.id)).all()) == 6


def test_what_could_not_be_filled_is_said(app, session, park):
    round_ = make_round()
    make_account(Role.REVIEWER, who="Dorj")
    make_application(round_)

    page = page_of(app, park, round_).fill(each=2).press("Assign reviewers")

    assert page.says("1 place is still free: everybody else has a conflict or is full.")
    assert page.says("1 application has too few reviewers")


def test_a_number_out_of_range_is_explained_beside_the_field(app, session, park):
    round_ = make_round()

    page = page_of(app, park, round_).fill(each=0, cap=7).press("Assign reviewers")

    assert page.status == 422
    assert len(page.texts(".errs a")) == 1
    assert page.soup.select_one("[name=cap]")["value"] == "7"


def test_a_colleague_is_not_offered_by_hand(app, session, park):
    round_ = make_round()
    ours = make_organisation("Ours")
    make_account(Role.REVIEWER, person=make_person("Kim Minseo", organisation=ours))
    other = make_account(Role.REVIEWER, who="Dorj")
    file = make_application(round_, organisation=ours)
    path = f"/selection/applications/{file.pid}/reviewers"

    page = Visitor(app, park).open(path)

    offered = [o["value"] for o in page.soup.select("select[name=reviewer] option") if o["value"]]
    assert offered == [other.pid]
    page.fill(reviewer=other.pid).press("Assign")
    assert session.scalars(select(Review.reviewer_id)).all() == [other.id]


def test_a_declared_conflict_is_shown_to_the_coordinator(app, session, park):
    from talent.selection import actions

    kim = make_account(Role.REVIEWER, who="Kim Minseo")
    round_ = make_round()
    review = make_review(make_application(round_), kim)
    actions.step_aside(review, ConflictType.OTHER, "We share a patent.", by=kim, at=AT)
    session.flush()

    page = page_of(app, park, round_)

    assert page.says("Another reason: We share a patent.")


def test_removing_and_taking_back(app, session, park):
    kim, dorj = make_account(Role.REVIEWER), make_account(Role.REVIEWER)
    round_ = make_round()
    application = make_application(round_)
    untouched = make_review(application, kim)
    opened = make_review(application, dorj, S.IN_PROGRESS)

    page = page_of(app, park, round_).press_for(f"/reviews/{untouched.pid}/remove")
    assert page.says("Reviewer removed.")
    assert session.scalars(select(Review.id)).all() == [opened.id]

    form = Visitor(app, park).open(f"/selection/reviews/{opened.pid}/release")
    assert form.press("Take the file back").status == 422
    assert form.fill(reason="Fell ill.").press("Take the file back").status == 200
    assert session.get(Review, opened.id).status is S.VOIDED


def test_the_page_shows_no_mark(app, session, park):
    kim = make_account(Role.REVIEWER, who="Kim Minseo")
    round_ = make_round()
    make_review(
        make_application(round_), kim, S.SUBMITTED, (3, 4), panel_comment="Very good indeed"
    )

    page = page_of(app, park, round_)

    assert page.says("Marks submitted")
    assert "72" not in " ".join(page.texts("tbody td"))
    assert not page.says("Very good indeed")


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.CHAIR, Role.APPROVER, Role.TRAINEE])
def test_only_coordinators_assign(app, session, role):
    round_ = make_round()
    review = make_review(make_application(round_), make_account(Role.REVIEWER))
    visitor = Visitor(app, make_account(role))

    assert visitor.open(f"/selection/rounds/{round_.pid}/reviews").status == 403
    assert visitor.post(f"/selection/reviews/{review.pid}/remove").status == 403


def test_the_page_takes_the_same_statements_for_three_and_thirty(app, session, park, statements):
    counts = []
    for number in (3, 30):
        kim, dorj = make_account(Role.REVIEWER), make_account(Role.REVIEWER)
        round_ = make_round()
        for _ in range(number):
            application = make_application(round_)
            make_review(application, kim)
            make_review(application, dorj, S.SUBMITTED, (3, 3))
        visitor, path = Visitor(app, park), f"/selection/rounds/{round_.pid}/reviews"
        with statements(session) as counted:
            visitor.open(path)
        counts.append(len(counted))

    assert counts[0] == counts[1] <= 12
