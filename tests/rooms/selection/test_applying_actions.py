"""From the draft to the answer of an offer."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from talent.foundations.access import Role
from talent.foundations.grades import OTHER
from talent.foundations.refusals import Refused
from talent.foundations.workflow import WorkflowRefusal
from talent.outbox.models import Mail
from talent.plumbing import history, jobs
from talent.plumbing.files import FileRefusal
from talent.selection import actions, queries
from talent.selection.models import Application, Round
from talent.selection.rules.applying import ApplicationRefusal
from talent.selection.rules.lifecycle import ApplicationStatus, RoundStatus
from tests.factories import AT, make_account
from tests.rooms.selection.factories import (
    hand_in_documents,
    make_applicant,
    make_call,
    make_draft,
    make_submitted,
    own,
    pdf,
)

S = ApplicationStatus


def refusal(of: Any) -> Any:
    with pytest.raises(Refused) as caught:
        of()
    return caught.value.reason


def test_a_person_has_one_live_application_in_a_call(session: Any) -> None:
    round_, by = make_call(), make_applicant()
    first = actions.begin_application(round_, by=by, at=AT)

    again = refusal(lambda: actions.begin_application(round_, by=by, at=AT))
    actions.withdraw(first, by=by, at=AT)
    second = actions.begin_application(round_, by=by, at=AT)

    assert again is ApplicationRefusal.APPLIED_ALREADY
    assert (first.status, second.status) == (S.WITHDRAWN, S.DRAFT)


def test_an_application_begins_only_while_the_call_is_open(session: Any) -> None:
    by = make_applicant()
    closing = make_call()

    at_the_end = refusal(lambda: actions.begin_application(closing, by=by, at=closing.closes_at))
    not_open = refusal(
        lambda: actions.begin_application(make_call(RoundStatus.APPROVED), by=by, at=AT)
    )

    assert at_the_end is not_open is ApplicationRefusal.ROUND_NOT_OPEN


def test_a_draft_keeps_what_was_typed_though_it_is_wrong(session: Any) -> None:
    by = make_applicant()
    draft = own(make_draft(by=by, answers={"field": "old"}), by)

    actions.save_answers(draft, {"graduated": "last summer", "unknown": "x"}, at=AT)

    assert draft.answers == {"field": "old", "graduated": "last summer"}


def test_submitting_takes_a_number_a_seal_and_writes_a_receipt(session: Any) -> None:
    round_ = make_call()
    by = make_applicant()

    first = make_submitted(round_, by)
    second = make_submitted(round_)

    assert (first.number, second.number) == (f"{round_.code}-0001", f"{round_.code}-0002")
    assert first.submission_hash != second.submission_hash
    assert first.snapshot["latin"] == by.person.names.latin
    assert (first.gpa_percent, first.gpa_table) == ("84/1", "kr-2026-1")
    mail = session.scalars(select(Mail).where(Mail.recipient == by.email)).one()
    assert first.number in mail.subject
    assert first.submission_hash in mail.body


def test_an_incomplete_application_is_not_taken(session: Any) -> None:
    by = make_applicant()
    draft = own(make_draft(by=by), by)

    why = refusal(lambda: actions.submit(draft, by=by, at=AT))

    assert why is ApplicationRefusal.INCOMPLETE
    assert draft.number is None


def test_the_server_decides_that_the_deadline_has_passed(session: Any) -> None:
    round_, by = make_call(), make_applicant()
    draft = make_draft(round_, by)
    hand_in_documents(draft, by)
    draft = own(draft, by)
    last = round_.closes_at - timedelta(microseconds=1)

    late = refusal(lambda: actions.submit(draft, by=by, at=round_.closes_at))
    actions.submit(draft, by=by, at=last)

    assert late is ApplicationRefusal.ROUND_NOT_OPEN
    assert draft.submitted_at == last


def test_a_grade_without_a_table_is_left_to_people(session: Any) -> None:
    draft = make_submitted(gpa_raw="4.7", gpa_scale=OTHER)

    assert (draft.gpa_percent, draft.gpa_table) == (None, None)


def test_an_application_taken_back_keeps_its_number(session: Any) -> None:
    by = make_applicant()
    draft = make_submitted(by=by)
    number, seal = draft.number, draft.submission_hash

    actions.recall(own(draft, by), by=by, at=AT)
    session.flush()
    back = (draft.status, draft.submitted_at, draft.number)
    actions.submit(own(draft, by), by=by, at=AT + timedelta(hours=1))

    assert back == (S.DRAFT, None, number)
    assert draft.number == number
    assert draft.submission_hash != seal


def test_nothing_is_taken_back_after_the_deadline(session: Any) -> None:
    by = make_applicant()
    draft = make_submitted(by=by)
    closes_at = draft.round.closes_at

    why = refusal(lambda: actions.recall(draft, by=by, at=closes_at))

    assert why is ApplicationRefusal.ROUND_NOT_OPEN


def test_a_new_file_takes_the_place_of_the_old_one_and_keeps_its_own_name(session: Any) -> None:
    by = make_applicant()
    draft = own(make_draft(by=by), by)
    actions.store_document(draft, "DOC-04", pdf("first.pdf"), by=by, at=AT)

    name = "\u04e8\u043b\u0437\u0438\u0439 \uc9c0\uc6d0\uc11c.pdf"
    actions.store_document(own(draft, by), "DOC-04", pdf(name), by=by, at=AT)

    assert [(d.code, d.file.name) for d in own(draft, by).documents] == [("DOC-04", name)]


def test_a_file_of_the_wrong_kind_is_refused(session: Any) -> None:
    by = make_applicant()
    draft = own(make_draft(by=by), by)

    unknown = refusal(lambda: actions.store_document(draft, "DOC-99", pdf(), by=by, at=AT))
    text = refusal(lambda: actions.store_document(draft, "DOC-04", pdf("a.exe"), by=by, at=AT))

    assert unknown is ApplicationRefusal.UNKNOWN_DOCUMENT
    assert text is FileRefusal.NOT_AN_ACCEPTED_TYPE


def test_documents_are_locked_once_handed_in(session: Any) -> None:
    by = make_applicant()
    draft = own(make_submitted(by=by), by)

    why = refusal(lambda: actions.store_document(draft, "DOC-04", pdf(), by=by, at=AT))

    assert why is ApplicationRefusal.DOCUMENT_LOCKED


def offered(session: Any, by: Any, at: Any = AT) -> Application:
    application = make_submitted(by=by)
    session.flush()
    session.execute(
        Application.__table__.update()
        .where(Application.id == application.id)
        .values({"status": S.SELECTED, "offer_expires_at": at + timedelta(days=10)})
    )
    session.expire(application)
    return queries.own_application(by, application.pid)


def test_an_offer_is_accepted_before_it_expires(session: Any) -> None:
    by = make_applicant()
    application = offered(session, by)
    end = application.offer_expires_at
    assert end is not None

    late = refusal(lambda: actions.accept(application, by=by, at=end))
    actions.accept(application, by=by, at=end - timedelta(seconds=1))
    session.flush()

    assert late is ApplicationRefusal.OFFER_EXPIRED
    assert application.status is S.ACCEPTED


def test_an_offer_may_be_declined(session: Any) -> None:
    by = make_applicant()
    application = offered(session, by)

    actions.decline(application, by=by, at=AT, reason="Another place")

    assert application.status is S.DECLINED
    assert history.entries_of(application)[0].facts["reason"] == "Another place"


def test_the_clock_lets_unanswered_offers_lapse(session: Any) -> None:
    application = offered(session, make_applicant())

    early = actions.lapse_offers(at=AT + timedelta(days=9))
    due = actions.lapse_offers(at=AT + timedelta(days=10))

    assert (early, due, application.status) == (0, 1, S.OFFER_LAPSED)


def test_an_accepted_application_is_handed_over_once(session: Any) -> None:
    by, coordinator = make_applicant(), make_account(Role.COORDINATOR)
    application = offered(session, by)
    actions.accept(application, by=by, at=AT)
    session.flush()
    waiting = [a.pid for a in queries.accepted_applications(coordinator)]

    actions.hand_over(application, by=coordinator, at=AT)
    session.flush()
    again = refusal(lambda: actions.hand_over(application, by=coordinator, at=AT))

    assert waiting == [application.pid]
    assert application.status is S.HANDED_OVER
    assert again is WorkflowRefusal.NOT_FROM_HERE
    assert queries.accepted_applications(coordinator) == []
    assert history.entries_of(application)[0].facts["asked_by"] == coordinator.id


def test_the_clock_opens_and_closes_calls_and_drafts_lapse(session: Any) -> None:
    round_ = make_call(RoundStatus.APPROVED)
    opened = actions.open_due_rounds(at=AT)
    draft, handed_in = make_draft(round_), make_submitted(round_)

    early = actions.close_due_rounds(at=round_.closes_at - timedelta(seconds=1))
    closed = actions.close_due_rounds(at=round_.closes_at)
    session.flush()

    assert (opened, early, closed) == (1, 0, 1)
    assert session.get(Round, round_.id).status is RoundStatus.CLOSED
    assert (draft.status, handed_in.status) == (S.LAPSED, S.SUBMITTED)


def test_the_worker_watches_the_clock_each_minute(session: Any) -> None:
    long_ago = make_call(opens_at=AT - timedelta(days=9), closes_at=AT)
    draft = make_draft(long_ago)
    jobs.enqueue("selection.watch", at=AT)
    session.commit()

    done = jobs.run_pending()

    assert done >= 1
    assert session.get(Round, long_ago.id).status is RoundStatus.CLOSED
    assert session.get(Application, draft.id).status is S.LAPSED
