"""Eligibility: computed, proposed by one person, confirmed by another."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from talent.accounts.models import Account
from talent.foundations.access import Role
from talent.foundations.grades import OTHER
from talent.foundations.refusals import Refused
from talent.foundations.workflow import WorkflowRefusal
from talent.outbox.models import Mail
from talent.people.rules.lifecycle import OrganisationType
from talent.plumbing.i18n import in_language
from talent.plumbing.words import word
from talent.selection import actions, queries
from talent.selection.models import Application, Round
from talent.selection.rules.applying import ApplicationRefusal, VerdictKind
from talent.selection.rules.eligibility import EligibilityFinding
from talent.selection.rules.lifecycle import ApplicationStatus, RoundStatus
from tests.factories import AT, make_account, make_organisation
from tests.rooms.selection.factories import (
    make_applicant,
    make_call,
    make_draft,
    make_submitted,
    move,
    own,
    pdf,
)
from tests.visitor import Visitor

S = ApplicationStatus


def screened(office: Account, /, **values: Any) -> Application:
    """An application handed in, in a call whose eligibility is being checked, as staff load it."""
    made = make_submitted(**values)
    move(made.round, RoundStatus.SCREENING)
    return queries.application(office, made.pid)


def test_a_second_person_confirms_that_somebody_is_ineligible(session: Any) -> None:
    first, second = make_account(Role.COORDINATOR), make_account(Role.COORDINATOR)
    application = screened(first)
    found = [EligibilityFinding.NOT_NOMINATED]
    actions.propose_ineligible(application, found, note="No seal", by=first, at=AT)
    session.flush()

    with pytest.raises(Refused) as caught:
        actions.answer_proposal(application, "confirm-ineligible", by=first, at=AT)
    actions.answer_proposal(application, "confirm-ineligible", by=second, at=AT)

    assert caught.value.reason is WorkflowRefusal.SAME_PERSON
    assert application.status is S.INELIGIBLE


def test_whoever_is_not_eligible_is_told_the_reasons_in_their_own_language(session: Any) -> None:
    first, second = make_account(Role.COORDINATOR), make_account(Role.COORDINATOR)
    application = screened(first)
    found = [EligibilityFinding.GRADE_TOO_LOW]
    actions.propose_ineligible(application, found, note="", by=first, at=AT)
    session.flush()
    actions.answer_proposal(application, "confirm-ineligible", by=second, at=AT)
    session.flush()

    mail = session.scalars(select(Mail).where(Mail.event.startswith("selection.ineligible"))).one()
    with in_language(mail.language):
        reason = word(EligibilityFinding.GRADE_TOO_LOW)
    assert (mail.important, f"- {reason}" in mail.body.splitlines()) == (True, True)


def test_a_second_person_may_find_otherwise_with_a_reason(session: Any) -> None:
    first, second = make_account(Role.COORDINATOR), make_account(Role.COORDINATOR)
    application = screened(first)
    found = [EligibilityFinding.OTHER]
    actions.propose_ineligible(application, found, note="Doubt", by=first, at=AT)
    session.flush()

    with pytest.raises(Refused) as caught:
        actions.answer_proposal(application, "reject-ineligibility", by=second, at=AT)
    actions.answer_proposal(
        application, "reject-ineligibility", by=second, at=AT, reason="The seal is there"
    )

    assert caught.value.reason is ApplicationRefusal.REASON_MISSING
    assert application.status is S.ELIGIBLE


def test_a_proposal_needs_a_reason_code_and_other_reasons_words(session: Any) -> None:
    by = make_account(Role.COORDINATOR)
    application = screened(by)

    with pytest.raises(Refused) as without:
        actions.propose_ineligible(application, [], note="x", by=by, at=AT)
    with pytest.raises(Refused) as silent:
        actions.propose_ineligible(application, [EligibilityFinding.OTHER], note=" ", by=by, at=AT)

    assert without.value.reason is ApplicationRefusal.FINDING_MISSING
    assert silent.value.reason is ApplicationRefusal.REASON_MISSING


def test_nobody_is_checked_while_the_call_is_open(session: Any) -> None:
    by = make_account(Role.COORDINATOR)
    application = queries.application(by, make_submitted().pid)

    with pytest.raises(Refused) as caught:
        actions.find_eligible(application, by=by, at=AT)

    assert caught.value.reason is ApplicationRefusal.ROUND_NOT_SCREENING


def test_the_rules_of_the_call_find_what_speaks_against_somebody(session: Any) -> None:
    by = make_account(Role.COORDINATOR)
    young = screened(by)
    low = screened(by, gpa_raw="2.79")
    old = screened(by, by=make_applicant(birth_date=date(1970, 1, 1)), gpa_scale=OTHER)

    assert queries.computed_findings(by, young) == ()
    assert queries.computed_findings(by, low) == (EligibilityFinding.GRADE_TOO_LOW,)
    assert queries.computed_findings(by, old) == (
        EligibilityFinding.GRADE_NOT_CONVERTED,
        EligibilityFinding.TOO_OLD,
    )


def test_a_percentage_read_from_the_papers_is_kept_with_its_reason(session: Any) -> None:
    by = make_account(Role.COORDINATOR)
    application = screened(by, gpa_raw="4.8", gpa_scale=OTHER)

    actions.write_percentage(
        application, Decimal("88.5"), reason="Diploma supplement, page 2", by=by, at=AT
    )

    assert (application.gpa_percent, application.gpa_table) == ("177/2", "by-hand")
    assert queries.computed_findings(by, application) == ()


def test_a_document_asked_for_again_can_be_replaced_once_and_the_applicant_hears_of_it(
    session: Any,
) -> None:
    by, applicant = make_account(Role.COORDINATOR), make_applicant()
    application = screened(by, by=applicant)
    document = queries.document(by, application.documents[0].pid)
    note = "Not legible"

    actions.judge_document(document, VerdictKind.ASK_AGAIN, note=note, by=by, at=AT)
    session.flush()
    mine = own(application, applicant)
    actions.store_document(mine, document.code, pdf("better.pdf"), by=applicant, at=AT)
    session.flush()
    with pytest.raises(Refused) as again:
        actions.store_document(
            own(mine, applicant), document.code, pdf("third.pdf"), by=applicant, at=AT
        )

    mail = session.query(Mail).filter(Mail.event.contains("asked_again")).one()
    assert (mail.recipient, note in mail.body) == (applicant.email, True)
    assert again.value.reason is ApplicationRefusal.DOCUMENT_LOCKED
    assert document.file.name == "better.pdf" or own(mine, applicant).documents[0].verdict


def test_reviews_begin_only_when_everybody_was_checked(session: Any) -> None:
    by = make_account(Role.COORDINATOR)
    application = screened(by)
    round_ = session.get(Round, application.round_id)

    with pytest.raises(Refused) as caught:
        actions.step_round(round_, "begin-reviewing", by=by, at=AT)
    actions.find_eligible(application, by=by, at=AT)
    session.flush()
    actions.step_round(round_, "begin-reviewing", by=by, at=AT)

    assert caught.value.facts == {"count": 1}
    assert round_.status is RoundStatus.REVIEWING


def test_a_coordinator_checks_an_application_on_its_page(
    app: Flask, session: Any, statements: Any
) -> None:
    account = make_account(Role.COORDINATOR)
    application = screened(account)
    other = screened(account)
    visitor = Visitor(app, account)
    address = f"/selection/applications/{application.pid}"
    visitor.open(address)

    with statements(session) as counted:
        page = visitor.open(address)
    page = page.press_for("/eligible")
    silent = visitor.open(f"/selection/applications/{other.pid}").press("Send to a second person")
    told = silent.fill(found=["not-nominated"]).press("Send to a second person")

    assert len(counted) <= 10
    assert page.says("The application is eligible.")
    assert silent.status == 422
    assert silent.says("Choose at least one reason.")
    assert told.says("A second person has to confirm it.")
    assert "Confirm: ineligible" not in told.buttons


def test_staff_never_see_drafts(app: Flask, session: Any) -> None:
    round_ = make_call()
    draft = make_draft(round_)
    visitor = Visitor(app, make_account(Role.COORDINATOR))

    listed = visitor.open(f"/selection/rounds/{round_.pid}/applications")

    assert listed.says("No application has been submitted yet.")
    assert visitor.open(f"/selection/applications/{draft.pid}").status == 404


def test_the_list_is_searched_filtered_and_sorted(app: Flask, session: Any) -> None:
    round_ = make_call()
    mine = make_organisation("Erdenet Mining", type=OrganisationType.COMPANY, region="MN-035")
    school = make_organisation("School of Mines", type=OrganisationType.UNIVERSITY, region="MN-1")
    first = make_submitted(round_, make_applicant("Sarangerel"), organisation=mine)
    second = make_submitted(round_, make_applicant(), organisation=school)
    visitor = Visitor(app, make_account(Role.COORDINATOR))
    address = f"/selection/rounds/{round_.pid}/applications"

    def listed(query: str) -> list[str]:
        return visitor.open(f"{address}?{query}").texts("tbody th")

    assert listed("") == [first.number, second.number]
    assert listed("sort=-number") == [second.number, first.number]
    assert listed("type=company") == [first.number]
    assert listed("region=capital") == [second.number]
    assert listed("status=eligible") == []
    assert listed(f"q={second.number[-4:]}") == [second.number]
    assert listed("q=sarangerel") == [first.number]


def test_a_full_page_of_applications_is_small_and_asks_little(
    app: Flask, session: Any, statements: Any
) -> None:
    round_ = make_call()
    organisation = make_organisation("Institute of Geology and Mineral Resources")
    for number in range(60):
        by = make_applicant()
        make_draft(
            round_,
            by,
            organisation,
            number=f"{round_.code}-{number:04}",
            submitted_at=AT,
            submission_hash="0" * 64,
            status=S.SUBMITTED,
        )
    account = make_account(Role.COORDINATOR)
    account.language = "mn"
    visitor = Visitor(app, account)
    address = f"/selection/rounds/{round_.pid}/applications"
    visitor.open(address)

    with statements(session) as counted:
        page = visitor.open(address)

    assert len(page.soup.select("tbody tr")) == 50
    assert len(counted) <= 8
    assert len(page.body) <= 60_000


def test_what_waits_for_whom(session: Any) -> None:
    applicant, coordinator = make_applicant(), make_account(Role.COORDINATOR)
    draft = make_draft(make_call(), applicant)
    application = screened(coordinator)

    own_items = queries.waiting(applicant, AT)
    office = queries.waiting(coordinator, AT)

    assert [(i.kind.value, i.values["application_pid"]) for i in own_items] == [
        ("draft-to-finish", draft.pid)
    ]
    assert own_items[0].due == AT + timedelta(days=10)
    assert [(i.kind.value, i.values["round_pid"], i.count) for i in office] == [
        ("to-screen", application.round.pid, 1)
    ]
