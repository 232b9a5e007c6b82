"""Preparing, approving and issuing certificates."""

import hashlib
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from talent.certificates import actions, documents, queries
from talent.certificates.models import Certificate, CertificateCounter
from talent.certificates.rules.entitlement import CertificateRefusal
from talent.certificates.rules.lifecycle import CertificateStatus, CertificateType
from talent.cohorts.rules.lifecycle import CohortStatus, ParticipationStatus
from talent.foundations.access import Role
from talent.foundations.refusals import Refused
from talent.foundations.workflow import WorkflowRefusal
from talent.outbox.models import Mail
from talent.people.rules.names import PersonNames
from talent.plumbing import files, history, jobs
from talent.plumbing.database import db
from talent.plumbing.files import File
from talent.plumbing.pdf import PdfRefusal
from talent.transfer.rules.lifecycle import DeliveryStatus
from tests.factories import AT, make_account, make_person
from tests.rooms.certificates.factories import (
    later,
    make_approved,
    make_cohort,
    make_issued,
    make_participation,
    make_prepared,
    make_result,
    make_signatory,
)


def reason_of(call, *args, **kw):
    with pytest.raises(Refused) as refused:
        call(*args, **kw)
    return refused.value.reason


def numbers(session: Session) -> list[str]:
    return list(
        session.scalars(
            select(Certificate.number)
            .where(Certificate.number.is_not(None))
            .order_by(Certificate.series, Certificate.serial)
        )
    )


def test_preparing_freezes_names_course_and_thresholds(session):
    (made,) = make_prepared(make_participation())

    assert made.status is CertificateStatus.PREPARED
    assert made.type is CertificateType.COMPLETION
    assert {k: made.snapshot[k] for k in ("starts_on", "hours", "attended", "least_ratio")} == {
        "starts_on": "2026-03-09",
        "hours": 80,
        "attended": 80,
        "least_ratio": "9/10",
    }
    assert made.names == {
        "latin": made.person.names.latin,
        "hangul": made.person.names.hangul,
        "parent_mn": made.person.names.parent_mn,
        "given_mn": made.person.names.given_mn,
    }
    assert made.number is None


def test_whoever_attended_half_gets_a_certificate_of_participation(session):
    half = make_participation(status=ParticipationStatus.PARTICIPATED, attended=40)

    assert [c.type for c in make_prepared(half)] == [CertificateType.PARTICIPATION]


def test_an_outcome_that_its_own_facts_do_not_bear_is_refused(session):
    wrong = make_participation(attended=71)

    assert reason_of(make_prepared, wrong) is CertificateRefusal.ATTENDANCE_TOO_LOW


def test_rules_changed_after_the_course_do_not_change_what_was_earned(session):
    participation = make_participation(attended=72)
    participation.cohort.rules = {**participation.cohort.rules, "completion_ratio": "1"}
    session.flush()

    assert [c.type for c in make_prepared(participation)] == [CertificateType.COMPLETION]


def test_nothing_is_prepared_before_the_course_is_reported(session):
    early = make_participation(make_cohort(status=CohortStatus.FINISHED))
    park = make_account(Role.COORDINATOR)

    assert queries.chosen_sources(park, [early.pid]) == []


def test_a_module_of_an_open_delivery_is_no_candidate(session):
    open_one = make_result(delivery_status=DeliveryStatus.ASSESSED)
    park = make_account(Role.COORDINATOR)

    assert queries.chosen_sources(park, [open_one.pid]) == []


def test_a_module_certificate_names_level_equipment_and_the_last_valid_day(session):
    (made,) = make_prepared(make_result())

    assert made.type is CertificateType.MODULE
    assert made.snapshot["level"] == 3
    assert made.snapshot["equipment"]["en"] == "Flotation machine"
    assert made.snapshot["valid_until"] == "2028-03-19"


def test_one_achievement_has_one_certificate(session):
    participation = make_participation()
    make_prepared(participation)
    again = queries.chosen_sources(make_account(Role.COORDINATOR), [participation.pid])
    session.refresh(participation, ["cohort", "person"])

    assert again == []
    assert (
        reason_of(
            actions.prepare,
            [participation],
            signatory=make_signatory(),
            languages=["en"],
            by=make_account(Role.COORDINATOR),
            at=AT,
        )
        is CertificateRefusal.ALREADY_UNDER_WAY
    )


def test_the_database_refuses_a_second_pending_certificate(session):
    (made,) = make_prepared(make_participation())
    twin = Certificate(
        type=made.type,
        person_id=made.person_id,
        participation_id=made.participation_id,
        languages=["en"],
        snapshot={},
        verify_code="x",
        prepared_at=AT,
    )

    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(twin)


def test_the_database_refuses_an_issued_certificate_without_number(session):
    (made,) = make_prepared(make_participation())

    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(
            Certificate.__table__.update()  # type: ignore[attr-defined]
            .where(Certificate.id == made.id)
            .values({"status": "issued"})
        )


def test_a_name_no_font_can_print_stops_the_preparation(session):
    person = make_person(
        names=PersonNames(None, None, None, "Nguyen", "Thi Hi\u1ec3n", None, None),
        names_confirmed_at=AT,
    )

    assert reason_of(make_prepared, make_participation(person=person)) is PdfRefusal.MISSING_GLYPH
    assert session.scalar(select(func.count()).select_from(Certificate)) == 0


def test_names_already_confirmed_by_the_holder_need_no_second_confirmation(session):
    (known,) = make_prepared(make_participation(person=make_person(names_confirmed_at=AT)))
    (unknown,) = make_prepared(make_participation(person=make_person()))

    assert (known.names_confirmed_at, unknown.names_confirmed_at) == (AT, None)


def test_nothing_is_approved_while_the_names_are_open(session):
    made = make_prepared(make_participation(person=make_person()))

    found = reason_of(actions.approve, made, by=make_account(Role.APPROVER), at=AT)

    assert found is CertificateRefusal.NAMES_NOT_CONFIRMED


def test_whoever_prepared_may_not_approve(session):
    both = make_account(Role.COORDINATOR, Role.APPROVER)
    made = make_prepared(make_participation(), by=both)

    assert reason_of(actions.approve, made, by=both, at=AT) is WorkflowRefusal.SAME_PERSON


def test_the_holder_confirms_the_names_of_today(session):
    person = make_person()
    holder = make_account(Role.TRAINEE, person=person)
    (made,) = make_prepared(make_participation(person=person))
    person.names = PersonNames(None, "Дорж", "Бат", "DORJ", "BAT", None, None)

    actions.confirm_names(made, by=holder, at=AT)

    assert made.names["latin"] == "DORJ Bat"
    assert (made.names_confirmed_at, person.names_confirmed_at) == (AT, AT)


def test_an_objection_takes_the_confirmation_back_until_the_names_are_taken_again(session):
    person = make_person(names_confirmed_at=AT)
    holder = make_account(Role.TRAINEE, person=person)
    (made,) = make_prepared(make_participation(person=person))

    actions.object_to_names(made, " My passport says Tuya. ", by=holder, at=AT)
    objected = (made.names_confirmed_at, made.names_remark)
    actions.take_names_again(made, by=make_account(Role.COORDINATOR), at=AT)

    assert objected == (None, "My passport says Tuya.")
    assert (made.names_confirmed_at, made.names_remark) == (AT, "")


def test_issuing_gives_number_bytes_hash_day_and_mail_together(session):
    person = make_person("Sarangerel", names_confirmed_at=AT)
    make_account(Role.TRAINEE, person=person, email="saraa@example.mn", language="mn")

    (issued,) = make_issued(make_participation(person=person))
    stored = session.get(File, issued.file_id)
    mail = session.scalars(select(Mail)).one()

    year = issued.issued_on.year
    assert issued.status is CertificateStatus.ISSUED
    assert issued.number == f"KMRMC-CMP-{year}-0001"
    assert (issued.series, issued.year, issued.serial) == ("CMP", year, 1)
    assert issued.sha256 == hashlib.sha256(files.content_of(stored)).hexdigest()
    assert (stored.name, stored.media_type) == (f"{issued.number}.pdf", "application/pdf")
    assert (mail.recipient, mail.language, mail.important) == ("saraa@example.mn", "mn", True)
    deeds = [entry.deed for entry in history.entries_of(issued)]
    assert deeds == ["issue", "approve", "prepare"]


def test_each_type_counts_in_its_own_series(session):
    make_issued(make_participation(), make_result())
    make_issued(make_participation(), make_result())

    assert [n.split("-")[1] + n[-5:] for n in numbers(session)] == [
        "CMP-0001",
        "CMP-0002",
        "MOD-0001",
        "MOD-0002",
    ]


def test_a_new_year_begins_with_number_one(session):
    first, second = make_approved(make_participation(), make_participation())
    old_year = datetime(2026, 12, 31, 15, 59, tzinfo=UTC)
    new_year = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)

    one = actions.issue(first.pid, at=old_year, paper=lambda s, i: b"%PDF-1")
    session.commit()
    other = actions.issue(second.pid, at=new_year, paper=lambda s, i: b"%PDF-2")
    session.commit()

    assert [c.number for c in (one, other)] == ["KMRMC-CMP-2026-0001", "KMRMC-CMP-2027-0001"]
    assert [c.issued_on for c in (one, other)] == [date(2026, 12, 31), date(2027, 1, 1)]


def test_a_failing_printer_takes_no_number(session):
    """Every fifth drawing fails: the numbers are 1 to n without a hole all the same."""
    cohort = make_cohort()
    waiting = [c.pid for c in make_approved(*(make_participation(cohort) for _ in range(40)))]
    drawn = 0

    def printer(snapshot: Any, issue: documents.Issue) -> bytes:
        nonlocal drawn
        drawn += 1
        if drawn % 5 == 0:
            raise OSError("paper jam")
        return f"%PDF {issue.number}".encode()

    failures = 0
    while waiting:
        pid = waiting.pop(0)
        try:
            actions.issue(pid, at=AT, paper=printer)
            session.commit()
        except OSError:
            session.rollback()
            failures += 1
            waiting.append(pid)

    assert failures == 9
    assert numbers(session) == [f"KMRMC-CMP-2026-{n:04}" for n in range(1, 41)]
    assert session.scalars(select(CertificateCounter.last)).all() == [40]


def test_a_number_taken_meanwhile_is_drawn_again(session):
    first, second = make_approved(make_participation(), make_participation())
    begun: list[str] = []

    def printer(snapshot: Any, issue: documents.Issue) -> bytes:
        begun.append(issue.number)
        if len(begun) == 1:  # somebody is faster while the first paper is drawn
            actions.issue(second.pid, at=AT, paper=lambda s, i: b"%PDF faster")
            db.session.commit()
        return f"%PDF {issue.number}".encode()

    issued = actions.issue(first.pid, at=AT, paper=printer)

    assert begun == ["KMRMC-CMP-2026-0001", "KMRMC-CMP-2026-0002"]
    assert files.content_of(issued.file) == b"%PDF KMRMC-CMP-2026-0002"
    session.commit()
    assert numbers(session) == ["KMRMC-CMP-2026-0001", "KMRMC-CMP-2026-0002"]


def test_issuing_twice_does_nothing_the_second_time(session):
    (issued,) = make_issued(make_participation())

    assert actions.issue(issued.pid, at=AT) is None
    assert len(numbers(session)) == 1


def test_a_character_found_unprintable_by_the_worker_is_noted_and_no_number_lost(session):
    (made,) = make_approved(make_participation())
    made.snapshot = {**made.snapshot, "names": {**made.names, "latin": "Hi\u1ec3n"}}
    session.commit()

    jobs.run_pending(later())

    assert made.status is CertificateStatus.APPROVED
    assert made.unprintable == "\u1ec3"
    assert numbers(session) == []
    assert queries.printing(make_account(Role.COORDINATOR)).failed == (made,)


def test_printing_again_asks_the_worker_once_more(session):
    (made,) = make_approved(make_participation())
    names = made.names
    made.snapshot = {**made.snapshot, "names": {**names, "latin": "Hi\u1ec3n"}}
    session.commit()
    jobs.run_pending(later())
    made.snapshot = {**made.snapshot, "names": names}

    actions.print_again(made, by=make_account(Role.COORDINATOR), at=AT)
    session.commit()
    jobs.run_pending(later())

    assert made.status is CertificateStatus.ISSUED


def test_a_replacement_supersedes_the_old_paper_when_it_is_issued(session):
    (old,) = make_issued(make_participation())
    old = queries.certificate_to_replace(make_account(Role.COORDINATOR), old.pid)

    new = actions.replace(
        old,
        signatory=make_signatory(),
        languages=["mn", "en"],
        by=make_account(Role.COORDINATOR),
        at=AT,
    )
    meanwhile = old.status
    actions.approve([new], by=make_account(Role.APPROVER), at=AT)
    session.commit()
    jobs.run_pending(later())

    assert meanwhile is CertificateStatus.ISSUED
    assert (old.status, new.status) == (CertificateStatus.SUPERSEDED, CertificateStatus.ISSUED)
    assert (new.replaces_id, new.serial) == (old.id, 2)


def test_revoking_needs_a_reason_and_tells_the_holder(session):
    person = make_person("Sarangerel", names_confirmed_at=AT)
    make_account(Role.TRAINEE, person=person, language="en")
    (issued,) = make_issued(make_participation(person=person))
    oyuna = make_account(Role.APPROVER)
    issued = queries.certificate_to_change(oyuna, issued.pid)

    refused = reason_of(actions.move, issued, "revoke", by=oyuna, at=AT)
    actions.move(issued, "revoke", reason="Issued by mistake.", by=oyuna, at=AT)
    session.flush()

    assert refused is CertificateRefusal.REASON_MISSING
    assert (issued.status, issued.revoked_reason) == (
        CertificateStatus.REVOKED,
        "Issued by mistake.",
    )
    assert "Issued by mistake." in session.scalars(select(Mail.body)).all()[-1]


def test_a_withdrawn_certificate_leaves_room_for_a_new_one(session):
    participation = make_participation()
    (made,) = make_prepared(participation)

    actions.move(made, "withdraw", by=make_account(Role.COORDINATOR), at=AT)
    session.flush()

    assert len(make_prepared(participation)) == 1
