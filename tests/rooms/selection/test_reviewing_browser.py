import pytest
from sqlalchemy import select

from talent.foundations.access import Role
from talent.plumbing.database import db
from talent.selection.models import Review
from talent.selection.rules.reviewing import ReviewStatus
from tests.factories import make_account
from tests.rooms.selection.reviews import make_application, make_review, make_round
from tests.visitor import Visitor

pytestmark = pytest.mark.browser


def test_keys_give_marks_keep_the_sum_open_the_reason_and_save_the_draft(live, browser):
    kim = make_account(Role.REVIEWER, who="Kim Minseo")
    review = make_review(make_application(make_round()), kim, ReviewStatus.COI_CLEARED)
    pid = review.pid
    db.session.commit()
    name = live.app.config["LOGIN_COOKIE"]
    cookie = Visitor(live.app, kim).client.get_cookie(name, domain="localhost")
    browser.add_cookies([{"name": name, "value": cookie.value, "url": live.url}])
    page = browser.new_page()
    page.goto(f"{live.url}/selection/reviews/{pid}")
    reasons = page.locator("[data-reason]")
    assert [reasons.nth(n).is_hidden() for n in (0, 1)] == [True, True]

    page.locator("input[name=mark_record]").first.focus()
    page.keyboard.press("4")
    page.keyboard.press("5")

    assert page.locator("[data-sum]").inner_text() == "92.0"
    assert page.locator("[data-of]").inner_text() == "of 100 marked"
    assert page.locator("[data-earned], .crit b").all_inner_texts()[:2] == [
        "32.0 of 40",
        "60.0 of 60",
    ]
    assert page.locator("[data-anchor]").all_inner_texts() == [
        "4: record worth 4",
        "5: plan worth 5",
    ]
    assert [reasons.nth(n).is_hidden() for n in (0, 1)] == [True, False]
    page.locator(".saved", has_text="Saved at").wait_for()
    db.session.rollback()
    assert db.session.scalar(select(Review.marks)) == {"record": 4, "plan": 5}
