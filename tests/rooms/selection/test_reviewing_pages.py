import pytest
from sqlalchemy import select

from talent.foundations.access import Role
from talent.plumbing.files import keep
from talent.selection.models import ApplicationDocument, Review
from talent.selection.rules.lifecycle import RoundStatus
from talent.selection.rules.reviewing import ConflictType, ReviewStatus
from tests.factories import AT, make_account, make_organisation, make_person, names
from tests.rooms.selection.reviews import make_application, make_review, make_round
from tests.visitor import Visitor

S = ReviewStatus
SARANGEREL = names("Sarangerel")
SECRETS = {
    SARANGEREL.surname_latin,
    SARANGEREL.given_latin,
    SARANGEREL.given_mn,
    SARANGEREL.latin,
    "99112233",
    "Geology",
}
DORJ = names("Dorj").surname_latin
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def kim(session):
    return make_account(Role.REVIEWER, who="Kim Minseo")


@pytest.fixture
def file(session):
    """A file that names its applicant wherever a careless page could show it."""
    person = make_person("Sarangerel", phone="99112233", organisation=make_organisation("Geology"))
    make_account(person=person)
    application = make_application(make_round(), person, person.organisation)
    for code in ("DOC-04", "DOC-10"):
        stored = keep(
            PDF, name="SARANGEREL.pdf", media_type="application/pdf", kind=code, by=kimless, at=AT
        )
        session.add(
            ApplicationDocument(application=application, code=code, file=stored, uploaded_at=AT)
        )
    session.flush()
    return application


class kimless:  # noqa: N801 -- stands for whoever stored the file
    id = None
    permissions = frozenset()


def path(review, rest=""):
    return f"/selection/reviews/{review.pid}{rest}"


def leaks(page):
    return {secret for secret in SECRETS if secret and secret in page.text}


def sheet(page, **more):
    values = {"mark_record": 3, "mark_plan": 4, "reason_record": "", "reason_plan": ""}
    return page.fill({**values, **more})


def test_the_queue_shows_numbers_and_names_nobody(app, kim, file):
    make_review(file, kim)

    page = Visitor(app, kim).open("/selection/reviews")

    assert page.texts("tbody th") == [file.number]
    assert leaks(page) == set()


def test_the_queue_shows_only_the_viewers_own_reviews(app, session, kim, file):
    dorj = make_account(Role.REVIEWER, who="Dorj")
    make_review(file, kim)
    other = make_application(file.round)
    make_review(other, dorj)

    assert Visitor(app, kim).open("/selection/reviews").texts("tbody th") == [file.number]
    assert Visitor(app, dorj).open("/selection/reviews").texts("tbody th") == [other.number]


def test_the_declaration_page_names_the_applicant_and_nothing_of_the_file(app, kim, file):
    review = make_review(file, kim)

    page = Visitor(app, kim).open(path(review, "/declaration"))

    assert page.says(SARANGEREL.latin)
    assert page.says("Geology")
    assert not page.says("Scheelite floats with calcite.")
    assert "99112233" not in page.text


def test_the_file_does_not_open_before_the_declaration(app, session, kim, file):
    review = make_review(file, kim)
    document = session.scalars(select(ApplicationDocument)).all()[1]
    visitor = Visitor(app, kim)

    page = visitor.open(path(review))
    assert page.path == path(review, "/declaration")

    assert visitor.open(path(review, f"/papers/{document.pid}")).status == 409
    assert visitor.post(path(review), mark_record="3").path == path(review, "/declaration")
    assert visitor.post(path(review, "/draft"), mark_record="3").status == 409


def test_declaring_no_conflict_leads_to_the_sheet(app, session, kim, file):
    review = make_review(file, kim)

    page = Visitor(app, kim).open(path(review, "/declaration")).fill(declared=True)
    page = page.press("Open the file")

    assert page.path == path(review)
    assert session.get(Review, review.id).status is S.COI_CLEARED


def test_the_box_has_to_be_ticked(app, session, kim, file):
    review = make_review(file, kim)

    page = Visitor(app, kim).open(path(review, "/declaration")).press("Open the file")

    assert page.status == 422
    assert session.get(Review, review.id).status is S.ASSIGNED


def test_a_declared_conflict_closes_the_file(app, session, kim, file):
    review = make_review(file, kim)

    page = Visitor(app, kim).open(path(review, "/declaration"))
    page = page.fill(conflict=ConflictType.REFEREE.value, explanation="My letter.").press(
        "Step aside"
    )

    assert page.path == "/selection/reviews"
    assert session.get(Review, review.id).status is S.RECUSED
    assert Visitor(app, kim).open(path(review)).status == 409


def test_the_sheet_is_blind(app, kim, file):
    review = make_review(file, kim, S.COI_CLEARED)

    page = Visitor(app, kim).open(path(review))

    assert page.says("Scheelite floats with calcite.")
    assert page.says("Paper DOC-10")
    assert leaks(page) == set()
    assert not page.says("My uncle.")
    assert not page.says("Paper DOC-04")


def test_a_paper_is_handed_out_under_a_name_that_tells_nothing(app, session, kim, file):
    review = make_review(file, kim, S.COI_CLEARED)
    named, blind = session.scalars(
        select(ApplicationDocument).order_by(ApplicationDocument.code)
    ).all()
    visitor = Visitor(app, kim)

    answer = visitor.open(path(review, f"/papers/{blind.pid}"))

    assert answer.body == PDF
    assert "SARANGEREL" not in answer.response.headers["Content-Disposition"]
    assert visitor.open(path(review, f"/papers/{named.pid}")).status == 404


def test_a_draft_is_kept_incomplete(app, session, kim, file):
    review = make_review(file, kim, S.COI_CLEARED)

    page = Visitor(app, kim).open(path(review)).fill(mark_record=3, reason_record="So far.")
    page = page.press("Save draft")

    kept = session.get(Review, review.id)
    assert (kept.marks, kept.comments, kept.status) == (
        {"record": 3},
        {"record": "So far."},
        S.IN_PROGRESS,
    )
    assert page.texts("b[data-sum]") == ["24.0"]


def test_the_browser_keeps_a_draft_by_itself(app, session, kim, file):
    review = make_review(file, kim, S.COI_CLEARED)

    answer = Visitor(app, kim).post(path(review, "/draft"), mark_plan="4", panel_comment="Ask.")

    assert (answer.status, answer.text) == (204, "")
    assert session.get(Review, review.id).marks == {"plan": 4}


def test_submitting_the_sheet(app, session, kim, file):
    review = make_review(file, kim, S.COI_CLEARED)

    page = sheet(Visitor(app, kim).open(path(review))).press("Submit marks")

    assert page.path == "/selection/reviews"
    assert session.get(Review, review.id).score == "72/1"
    assert Visitor(app, kim).open(path(review)).texts(".figure b") == ["72.00"]


def test_a_missing_mark_and_a_missing_reason_keep_everything_typed(app, session, kim, file):
    review = make_review(file, kim, S.COI_CLEARED)

    page = Visitor(app, kim).open(path(review))
    page = page.fill(mark_plan=5, panel_comment="Ask about fluorite.", reason_record="Why.")
    page = page.press("Submit marks")

    assert page.status == 422
    assert page.texts(".errs a") == [
        "Record: Give a mark for every criterion before you submit.",
        "Reason: Write one or two sentences before you submit.",
    ]
    assert page.texts("textarea") == ["Why.", "", "Ask about fluorite."]
    assert page.soup.select_one("[name=mark_plan][checked]")["value"] == "5"
    assert session.get(Review, review.id).status is S.COI_CLEARED


def test_a_mark_off_the_scale_is_explained_in_the_reviewers_language(app, session, file):
    mongolian = make_account(Role.REVIEWER, who="Dorj", language="mn")
    review = make_review(file, mongolian, S.COI_CLEARED)

    answer = Visitor(app, mongolian).post(path(review), mark_record="9", submit="1")

    assert answer.status == 422
    assert answer.soup.html["lang"] == "mn"
    assert len(answer.texts(".errs a")) == 2


def test_submitted_marks_are_shown_and_not_changed(app, session, kim, file):
    review = make_review(file, kim, S.SUBMITTED, (3, 4))
    visitor = Visitor(app, kim)

    assert visitor.open(path(review)).soup.select("input[type=radio]") == []
    assert visitor.post(path(review), mark_record="5", save="1").status == 409
    assert session.get(Review, review.id).marks == {"record": 3, "plan": 4}


@pytest.mark.parametrize("rest", ["", "/declaration"])
def test_somebody_elses_review_does_not_exist(app, kim, file, rest):
    dorj = make_account(Role.REVIEWER, who="Dorj")
    review = make_review(file, kim, S.COI_CLEARED)

    assert Visitor(app, kim).open(path(review, rest)).status == 200
    assert Visitor(app, dorj).open(path(review, rest)).status == 404
    assert Visitor(app, dorj).post(path(review, rest), save="1").status == 404


def test_somebody_elses_papers_and_drafts_do_not_exist(app, session, kim, file):
    dorj = make_account(Role.REVIEWER, who="Dorj")
    review = make_review(file, kim, S.COI_CLEARED)
    paper = session.scalars(select(ApplicationDocument)).all()[1]

    assert Visitor(app, kim).open(path(review, f"/papers/{paper.pid}")).status == 200
    assert Visitor(app, dorj).open(path(review, f"/papers/{paper.pid}")).status == 404
    assert Visitor(app, dorj).post(path(review, "/draft"), mark_plan="1").status == 404


def test_no_page_of_a_reviewer_shows_a_colleagues_marks_before_or_after(app, session, kim, file):
    dorj = make_account(Role.REVIEWER, who="Dorj")
    make_review(
        file, dorj, S.SUBMITTED, (3, 4), panel_comment="Colleague's word", comments={"plan": "Hm."}
    )
    review = make_review(file, kim, S.COI_CLEARED)
    visitor = Visitor(app, kim)

    def seen():
        return [visitor.open(p).text for p in ("/selection/reviews", path(review))]

    before = seen()
    sheet(visitor.open(path(review))).press("Submit marks")
    after = seen()

    for text in (*before, *after):
        assert "Colleague" not in text
        assert DORJ not in text
        assert "Hm." not in text


def test_a_reviewers_pages_do_not_tell_whether_a_colleague_has_finished(app, session, kim, file):
    dorj = make_account(Role.REVIEWER, who="Dorj")
    theirs = make_review(file, dorj)
    mine = make_review(file, kim, S.COI_CLEARED)

    def pages():
        import re

        visitor = Visitor(app, kim)
        texts = [visitor.open(p).text for p in ("/selection/reviews", path(mine))]
        return [re.sub(r'name="csrf_token" value="[^"]+"', "", text) for text in texts]

    one_world = pages()
    session.delete(theirs)
    session.flush()
    make_review(file, make_account(Role.REVIEWER), S.SUBMITTED, (4, 4))
    session.commit()

    assert pages() == one_world


@pytest.mark.parametrize("at_most", [6])
def test_the_queue_takes_the_same_few_statements_for_three_and_thirty(
    app, session, kim, statements, at_most
):
    counts = []
    for number in (3, 30):
        round_ = make_round()
        for _ in range(number):
            make_review(make_application(round_), kim)
        session.commit()
        visitor = Visitor(app, kim)
        with statements(session) as counted:
            visitor.open("/selection/reviews")
        counts.append(len(counted))

    assert counts[0] == counts[1] <= at_most


def test_the_sheet_takes_few_statements(app, session, kim, file, statements):
    review = make_review(file, kim, S.COI_CLEARED)
    for _ in range(5):
        make_review(make_application(file.round), kim)
    visitor = Visitor(app, kim)

    with statements(session) as counted:
        visitor.open(path(review))

    assert len(counted) <= 8


def test_a_reviewer_of_a_cancelled_call_has_nothing_to_do(app, session, kim):
    make_review(make_application(make_round(RoundStatus.CANCELLED)), kim)

    assert Visitor(app, kim).open("/selection/reviews").texts("tbody th") == []
