"""Calls: prepared by one person, approved by another, read by everybody."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from talent.foundations.access import Role
from talent.foundations.languages import LocalizedText
from talent.plumbing.clock import now
from talent.selection.models import Round
from talent.selection.rules.lifecycle import RoundStatus
from tests.factories import make_account
from tests.rooms.selection.factories import make_call, make_submitted
from tests.visitor import Visitor


def face(**values: str) -> dict[str, str]:
    return {
        "kind": "msc",
        "code": "2027-MSC-1",
        "title_ko": "T ko",
        "title_mn": "T mn",
        "title_en": "Master's degrees 2027",
        "summary_ko": "S ko",
        "summary_mn": "S mn",
        "summary_en": "What it is for",
        "zone": "Asia/Seoul",
        "opens_at": "2027-03-01T09:00",
        "closes_at": "2027-04-30T18:00",
        **values,
    }


def test_a_call_is_prepared_by_one_and_approved_by_another(app: Flask, session: Any) -> None:
    coordinator = Visitor(app, make_account(Role.COORDINATOR, Role.APPROVER))
    approver = Visitor(app, make_account(Role.APPROVER))

    page = coordinator.open("/selection/rounds/new").fill(face()).press("Save")
    page = page.fill(seats="12", c0_weight="20", c3_weight="20").press("Save the rules")
    made = session.query(Round).one()
    own = page.buttons
    page = approver.open(f"/selection/rounds/{made.pid}").press("Approve the call")

    assert "Approve the call" not in own
    assert page.says("Approved, not open yet")
    assert (made.seats, made.parsed.criteria[0].weight * 100) == (12, 20)
    assert made.status is RoundStatus.APPROVED
    assert len(made.rules_hash) == 64
    assert made.opens_at.isoformat() == "2027-03-01T00:00:00+00:00"


def test_weights_that_do_not_add_up_are_refused_with_everything_kept(
    app: Flask, session: Any
) -> None:
    round_ = make_call(RoundStatus.DRAFT)
    coordinator = Visitor(app, make_account(Role.COORDINATOR))

    page = coordinator.open(f"/selection/rounds/{round_.pid}/rules")
    page = page.fill(c0_weight="10.5", seats="11").press("Save the rules")

    assert page.status == 422
    assert page.says("Now they add up to: 95.5")
    assert page.soup.select_one("[name=seats]")["value"] == "11"
    assert round_.seats == 10


def test_criteria_documents_and_questions_are_added_and_left_out(app: Flask, session: Any) -> None:
    round_ = make_call(RoundStatus.DRAFT)
    visitor = Visitor(app, make_account(Role.COORDINATOR))
    rules = round_.parsed
    c, d, q = len(rules.criteria), len(rules.documents), len(rules.questions)
    last = {
        "c1_weight": "",
        f"c{c}_weight": "10",
        f"c{c}_label_en": "Patents",
        "d0_asked": "not-asked",
        f"d{d}_asked": "required",
        f"d{d}_label_en": "Photograph",
        f"q{q}_asked": "optional",
        f"q{q}_label_en": "Hobbies",
        f"q{q}_kind": "text",
    }

    visitor.open(f"/selection/rounds/{round_.pid}/rules").fill(last).press("Save the rules")
    session.refresh(round_)

    changed = round_.parsed
    assert [x.key for x in changed.criteria] == [
        *(x.key for x in rules.criteria if x.key != "fit"),
        "c1",
    ]
    assert changed.documents[-1].label.en == "Photograph"
    assert rules.documents[0].code not in {x.code for x in changed.documents}
    assert (changed.questions[-1].key, changed.questions[-1].required) == ("q1", False)


def test_missing_translations_stop_the_approval_and_are_listed(app: Flask, session: Any) -> None:
    round_ = make_call(
        RoundStatus.DRAFT,
        title=LocalizedText("", "mn", "en"),
        opens_at=now() + timedelta(days=1),
        closes_at=now() + timedelta(days=9),
    )
    visitor = Visitor(app, make_account(Role.APPROVER))

    page = visitor.open(f"/selection/rounds/{round_.pid}")
    forced = visitor.post(f"/selection/rounds/{round_.pid}/step", step="approve")

    assert page.texts(".note li") == ["Title : 한국어"] or page.texts(".note li") == [
        "Title: 한국어"
    ]
    assert "Approve the call" not in page.buttons
    assert forced.status == 409


def test_an_approved_call_is_frozen(app: Flask, session: Any) -> None:
    round_ = make_call(RoundStatus.APPROVED)
    visitor = Visitor(app, make_account(Role.COORDINATOR))

    page = visitor.open(f"/selection/rounds/{round_.pid}/edit").press("Save")

    assert page.status == 422
    assert page.says("The rules of an approved call are frozen and cannot be changed.")


@pytest.mark.parametrize("language", ["ko", "mn", "en"])
def test_strangers_read_open_calls_with_both_deadlines(
    app: Flask, session: Any, statements: Any, language: str
) -> None:
    round_ = make_call()
    hidden = make_call(RoundStatus.DRAFT)
    stranger = Visitor(app, language=language)

    listed = stranger.open("/selection/calls")
    with statements(session) as counted:
        page = stranger.open(f"/selection/calls/{round_.pid}")

    assert page.heading == getattr(round_.title, language)
    assert page.text.count("18:30") == 0
    assert "14:30" in page.text
    assert "13:30" in page.text
    assert listed.says(getattr(round_.title, language))
    assert stranger.open(f"/selection/calls/{hidden.pid}").status == 404
    assert len(counted) <= 3


def test_the_list_of_calls_counts_in_as_many_statements_for_one_as_for_three(
    app: Flask, session: Any, statements: Any
) -> None:
    visitor = Visitor(app, make_account(Role.COORDINATOR))
    make_submitted(make_call())
    visitor.open("/selection/rounds")
    with statements(session) as one:
        visitor.open("/selection/rounds")
    for _ in range(2):
        make_submitted(make_call())
    with statements(session) as three:
        page = visitor.open("/selection/rounds")

    assert len(one) == len(three)
    assert len(page.soup.select("tbody tr")) == 3


def test_a_call_is_cancelled_with_a_reason(app: Flask, session: Any) -> None:
    round_ = make_call()
    visitor = Visitor(app, make_account(Role.APPROVER))
    address = f"/selection/rounds/{round_.pid}"

    without = visitor.open(address).press("Cancel the call")
    visitor.open(address).fill(reason="No budget").press("Cancel the call")
    session.refresh(round_)

    assert without.status == 409
    assert round_.status is RoundStatus.CANCELLED
