"""An applicant at a telephone: from the call to the receipt."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from talent.foundations.access import Role
from talent.people.models import Consent, Person
from talent.plumbing import history
from talent.plumbing.clock import now
from talent.selection import actions, queries
from talent.selection.models import Application, ApplicationDocument, Round
from talent.selection.rules.eligibility import EligibilityFinding
from talent.selection.rules.lifecycle import ApplicationStatus, RoundStatus
from talent.selection.rules.round_rules import DegreeType
from tests.factories import make_account, make_organisation, make_person
from tests.rooms.selection.factories import (
    ANSWERS,
    hand_in_documents,
    make_applicant,
    make_call,
    make_draft,
    make_submitted,
    move,
    pdf_bytes,
)
from tests.visitor import Visitor


def open_now(**values: Any) -> Round:
    """A call that is open by the real clock, as pages read it."""
    at = now()
    return make_call(opens_at=at - timedelta(days=1), closes_at=at + timedelta(days=30), **values)


def test_somebody_applies_from_the_call_to_the_receipt(app: Flask, session: Any) -> None:
    round_, organisation = open_now(), make_organisation("Erdenet Mining")
    account = make_account(Role.TRAINEE, person=make_person(birth_date=None))
    visitor = Visitor(app, account)

    page = visitor.open(f"/selection/calls/{round_.pid}").press("Apply")
    page = page.fill(
        birth_date="1996-05-17",
        phone="99112233",
        organisation=organisation.pid,
        degree="bachelor",
        gpa_raw="3.18",
        gpa_scale="4.3",
    ).press("Save and continue")
    page = page.fill({f"answer_{k}": v for k, v in ANSWERS.items()}).press("Save and continue")
    for document in round_.parsed.documents:
        if document.required:
            form = f"/documents/{document.code}"
            page = page.fill(file=("my paper.pdf", pdf_bytes())).press_for(form)
    page = page.follow("Continue")
    ticks = ("collection", "sensitive", "unique_numbers", "transfer")
    page = page.fill({f"consent_{name}": True for name in ticks}).press("Save and continue")
    page = page.press("Submit the application")

    application = session.query(Application).filter_by(round_id=round_.id).one()
    assert application.status is ApplicationStatus.SUBMITTED
    assert page.says(f"{round_.code}-0001")
    assert page.says(application.submission_hash)
    person = session.get(Person, account.person_id)
    assert (person.phone, str(person.birth_date)) == ("+97699112233", "1996-05-17")


def test_what_lacks_is_listed_and_nothing_is_handed_in(app: Flask, session: Any) -> None:
    by = make_applicant()
    draft = make_draft(open_now(), by, answers={})
    visitor = Visitor(app, by)

    page = visitor.open(f"/selection/my/{draft.pid}/review").press("Submit the application")

    assert page.status == 422
    assert page.says("Motivation – This question has to be answered.")
    assert page.says("Copy of passport – This document is missing.")
    assert draft.status is ApplicationStatus.DRAFT


def test_a_draft_saves_itself_even_when_it_is_wrong(app: Flask, session: Any) -> None:
    by = make_applicant()
    draft = make_draft(open_now(), by)
    visitor = Visitor(app, by)

    page = visitor.post(
        f"/selection/my/{draft.pid}/questions", autosave="1", answer_graduated="last summer"
    )
    session.refresh(draft)
    shown = visitor.open(f"/selection/my/{draft.pid}/questions")

    assert page.status == 204
    assert draft.answers == {**ANSWERS, "graduated": "last summer"}
    assert shown.soup.select_one("[name=answer_graduated]")["value"] == "last summer"
    assert shown.says("Enter a date.")


def test_a_refused_file_is_explained_beside_its_field_and_others_stay(
    app: Flask, session: Any
) -> None:
    by = make_applicant()
    round_ = open_now()
    draft = make_draft(round_, by)
    hand_in_documents(draft, by, now())
    page = Visitor(app, by).open(f"/selection/my/{draft.pid}/documents")

    page = page.fill(file=("virus.pdf", b"not a pdf")).press_for("/documents/DOC-04")

    kept = session.query(ApplicationDocument).filter_by(application_id=draft.id).count()
    assert page.status == 422
    assert len(page.texts("#error-DOC-04")) == 1
    assert page.texts(".msg") == page.texts("#error-DOC-04")
    assert kept == len([d for d in round_.parsed.documents if d.required])


@pytest.mark.parametrize("language", ["ko", "mn", "en"])
def test_every_step_can_be_read_in_three_languages(app: Flask, session: Any, language: str) -> None:
    by = make_applicant()
    by.language = language
    draft = make_draft(open_now(), by)
    visitor = Visitor(app, by, language)

    for step in ("background", "questions", "documents", "consents", "review"):
        page = visitor.open(f"/selection/my/{draft.pid}/{step}")
        assert page.status == 200
        assert page.soup.html["lang"] == language


def test_somebody_elses_application_does_not_exist(app: Flask, session: Any) -> None:
    owner, other = make_applicant(), make_applicant("Sarangerel")
    draft = make_draft(open_now(), owner)
    hand_in_documents(draft, owner, now())
    document = session.query(ApplicationDocument).filter_by(application_id=draft.id).first()
    visitor = Visitor(app, other)
    addresses = [
        f"/selection/my/{draft.pid}",
        *(
            f"/selection/my/{draft.pid}/{step}"
            for step in ("background", "questions", "documents", "consents", "review")
        ),
        f"/selection/my/documents/{document.pid}",
    ]

    assert [visitor.open(address).status for address in addresses] == [404] * len(addresses)
    assert Visitor(app, owner).open(addresses[0]).status == 200
    deeds = ("recall", "accept", "decline", "withdraw", "submit")
    assert {visitor.post(f"/selection/my/{draft.pid}/{deed}").status for deed in deeds} == {404}


def test_a_file_comes_back_under_its_own_name(app: Flask, session: Any) -> None:
    by = make_applicant()
    draft = make_draft(open_now(), by)
    hand_in_documents(draft, by, now())
    document = session.query(ApplicationDocument).filter_by(application_id=draft.id).first()

    page = Visitor(app, by).open(f"/selection/my/documents/{document.pid}")

    disposition = page.response.headers["Content-Disposition"]
    assert disposition == "attachment; filename=\"paper.pdf\"; filename*=UTF-8''paper.pdf"
    assert page.body == pdf_bytes()


def test_an_applicant_takes_back_and_withdraws(app: Flask, session: Any) -> None:
    by = make_applicant()
    application = make_submitted(open_now(), by, at=now())
    visitor = Visitor(app, by)

    page = visitor.open(f"/selection/my/{application.pid}").press("Take back to change it")
    session.refresh(application)
    back = application.status
    page = visitor.open(f"/selection/my/{application.pid}").press("Withdraw for good")
    session.refresh(application)

    assert back is ApplicationStatus.DRAFT
    assert application.status is ApplicationStatus.WITHDRAWN
    assert page.says("Your application has been withdrawn.")


def test_an_offer_is_answered_on_the_page(app: Flask, session: Any) -> None:
    by = make_applicant()
    application = make_submitted(open_now(), by, at=now())
    session.execute(
        Application.__table__.update()
        .where(Application.id == application.id)
        .values({"status": "selected", "offer_expires_at": now() + timedelta(days=3)})
    )
    session.expire(application)
    visitor = Visitor(app, by)

    home = visitor.open("/selection/my")
    page = visitor.open(f"/selection/my/{application.pid}").press("Accept the place")

    assert home.says("Answer the offer")
    assert page.says("Place accepted")
    assert "Accept the place" not in page.buttons


def test_consents_given_once_are_not_asked_again(app: Flask, session: Any) -> None:
    by = make_applicant()
    draft = make_draft(open_now(), by)

    page = Visitor(app, by).open(f"/selection/my/{draft.pid}/consents")

    assert page.soup.select("main input[type=checkbox]") == []
    assert session.query(Consent).filter_by(person_id=by.person_id).count() == 6


def test_a_closed_call_takes_no_changes(app: Flask, session: Any) -> None:
    by = make_applicant()
    draft = make_draft(make_call(RoundStatus.OPEN), by)
    visitor = Visitor(app, by)

    shown = visitor.open(f"/selection/my/{draft.pid}/questions")
    page = visitor.post(f"/selection/my/{draft.pid}/questions", answer_field="late")

    assert "Save and continue" not in shown.buttons
    assert page.status == 409


def test_an_applicant_never_learns_of_a_proposal_nobody_confirmed(app: Flask, session: Any) -> None:
    by, coordinator = make_applicant(), make_account(Role.COORDINATOR, who="Park Jihoon")
    name = coordinator.person.names.latin
    made = make_submitted(make_call(), by)
    move(made.round, RoundStatus.SCREENING)
    application = queries.application(coordinator, made.pid)
    found = [EligibilityFinding.OTHER]
    actions.propose_ineligible(application, found, note="A doubt", by=coordinator, at=now())
    session.flush()

    home = Visitor(app, by).open("/selection/my")
    page = Visitor(app, by).open(f"/selection/my/{application.pid}")

    assert application.status is ApplicationStatus.INELIGIBILITY_PROPOSED
    assert home.texts(".tag") == ["Submitted"]
    assert page.texts(".tag")[0] == "Submitted"
    assert not page.says("neligible")
    assert not page.says(name)


def test_an_autosave_keeps_what_can_be_kept_and_leaves_the_record_alone(
    app: Flask, session: Any
) -> None:
    by = make_applicant()
    draft = make_draft(open_now(), by)
    visitor = Visitor(app, by)

    page = visitor.post(
        f"/selection/my/{draft.pid}/background",
        autosave="1",
        phone="12",
        gpa_raw="3.",
        degree="master",
    )
    session.refresh(draft)
    person = session.get(Person, by.person_id)

    assert page.status == 204
    assert (draft.gpa_raw, draft.degree) == ("3.", DegreeType.MASTER)
    assert person.phone == "+97699112233"


def test_who_read_a_paper_is_written_down(house: Flask) -> None:
    coordinator = make_account(Role.COORDINATOR)
    application = make_submitted(make_call(), make_applicant())
    document = queries.application(coordinator, application.pid).documents[1]
    reader = coordinator.id

    page = Visitor(house, coordinator).open(f"/selection/documents/{document.pid}")

    read = history.entries_of(application)[0]
    assert page.body == pdf_bytes()
    assert (read.deed, read.actor_id) == ("read", reader)
    assert read.facts == {"field": "document:DOC-04", "reason": "check"}
