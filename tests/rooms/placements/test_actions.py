from datetime import date
from fractions import Fraction

import pytest
from sqlalchemy import select

from talent.foundations.access import SYSTEM, Role
from talent.foundations.languages import LocalizedText
from talent.foundations.refusals import Refused
from talent.foundations.workflow import WorkflowRefusal
from talent.outbox.models import Mail
from talent.placements import actions
from talent.placements.rules.checks import PlacementRefusal as R
from talent.placements.rules.lifecycle import (
    PresenceStatus,
    SemesterStatus,
    StudyStatus,
    VisaType,
)
from talent.placements.rules.semesters import SemesterRefusal
from talent.placements.rules.terms import Term
from talent.plumbing import history
from tests.factories import AT, make_account, make_person
from tests.rooms.placements.factories import (
    DEPARTMENT,
    make_file,
    make_placement,
    make_uni,
    noon,
    semester_of,
)


def refusal(deed, *args, **values):
    with pytest.raises(Refused) as caught:
        deed(*args, **values)
    return caught.value.reason


@pytest.fixture
def coordinator(session):
    return make_account(Role.COORDINATOR, who="Park Jihoon")


@pytest.fixture
def approver(session):
    return make_account(Role.APPROVER, who="Oyuna")


def test_a_placement_walks_from_nomination_to_the_degree(session):
    placement = make_placement(until="degree-conferred")

    assert placement.study_status is StudyStatus.DEGREE_CONFERRED
    assert placement.presence_status is PresenceStatus.ARRIVED
    assert (placement.enrolled_on, placement.conferred_on) == (
        date(2025, 3, 3),
        date(2026, 2, 20),
    )
    assert placement.degree.title == "Master of Engineering"


def test_every_step_is_in_the_record_with_who_and_when(session):
    placement = make_placement(until="admitted")

    deeds = [entry.deed for entry in reversed(history.entries_of(placement))]

    assert deeds == ["begin", "nominate", "admit"]


def test_an_admission_is_told_once_in_the_readers_language(session):
    person = make_person(preferred_language="ko", email="temuulen@example.org")

    make_placement(person, until="admitted")

    mails = session.scalars(select(Mail)).all()
    assert [(m.recipient, m.language) for m in mails] == [("temuulen@example.org", "ko")]


def test_a_refusal_moves_on_to_the_next_university(session, coordinator):
    first, second = make_uni("First"), make_uni("Second")
    placement = make_placement(until="university-screening", universities=[first, second])

    actions.refuse(placement, on=date(2024, 12, 1), reason="full", by=coordinator, at=AT)
    actions.next_preference(placement, by=coordinator, at=AT)
    actions.nominate(placement, on=date(2025, 1, 7), by=coordinator, at=AT)

    assert placement.university is second
    assert [p.refusal_reason for p in placement.preferences] == ["full", ""]
    actions.refuse(placement, on=date(2025, 1, 9), reason="full", by=coordinator, at=AT)
    refused = refusal(actions.next_preference, placement, by=coordinator, at=AT)
    assert refused is R.NO_UNIVERSITY_LEFT
    actions.leave_unplaced(placement, by=coordinator, at=AT)
    assert placement.study_status is StudyStatus.UNPLACED


def test_a_condition_is_kept_until_it_is_met(session, coordinator):
    placement = make_placement(until="university-screening")

    actions.admit_conditionally(
        placement,
        condition="diploma",
        due_on=date(2026, 4, 1),
        letter=None,
        by=coordinator,
        at=AT,
    )
    actions.admit(placement, on=date(2026, 3, 2), letter=None, by=coordinator, at=AT)

    assert (placement.study_status, placement.condition) == (StudyStatus.ADMITTED, "diploma")


def test_nobody_has_two_running_placements(session, coordinator):
    placement = make_placement(until="nominating")
    wishes = [actions.Wish(make_uni("Another"), DEPARTMENT)]

    reason = refusal(
        actions.begin,
        placement.person,
        level=placement.level,
        intake=Term(2026, 2),
        wishes=wishes,
        by=coordinator,
        at=AT,
    )

    assert reason is R.ALREADY_PLACED


def test_the_contract_needs_the_trainee_first_and_two_people(session, coordinator):
    both = make_account(Role.COORDINATOR, Role.APPROVER, who="Lee")
    placement = make_placement(until="admitted")
    trainee = make_account(Role.TRAINEE, person=placement.person)

    assert refusal(actions.sign_contract, placement, by=trainee, at=AT) is R.CONTRACT_NOT_READY
    actions.prepare_contract(placement, contract=make_file(), by=both, at=AT)
    session.flush()
    assert refusal(actions.contract, placement, by=both, at=AT) is R.CONTRACT_NOT_SIGNED
    actions.sign_contract(placement, by=trainee, at=AT)
    assert refusal(actions.sign_contract, placement, by=trainee, at=AT) is R.ALREADY_SIGNED
    assert refusal(actions.contract, placement, by=both, at=AT) is WorkflowRefusal.SAME_PERSON


def test_a_short_passport_stops_the_visa(session, coordinator):
    person = make_person(passport_expires_on=date(2026, 10, 1))
    placement = make_placement(person, until="contracted")

    reason = refusal(
        actions.file_visa,
        placement,
        on=date(2026, 3, 2),
        visa_type=VisaType.MASTER,
        planned_arrival=date(2026, 4, 20),
        by=coordinator,
        at=AT,
    )

    assert (reason, placement.visa_filed_on) == (R.PASSPORT_TOO_SHORT, None)


def test_a_refused_visa_is_an_approvers_business_and_only_once(session, coordinator, approver):
    placement = make_placement(until="visa-filed")
    again = {"on": date(2025, 2, 3), "planned_arrival": date(2025, 2, 26), "at": AT}
    no = {"on": date(2025, 2, 10), "reason": "papers", "by": coordinator, "at": AT}

    actions.refuse_visa(placement, **{**no, "on": date(2025, 1, 30)})
    assert refusal(actions.file_visa_again, placement, **again, by=coordinator) is (
        WorkflowRefusal.NOT_YOURS
    )
    actions.file_visa_again(placement, **again, by=approver)
    actions.refuse_visa(placement, **no)

    late = {**again, "on": date(2025, 2, 12)}
    assert refusal(actions.file_visa_again, placement, **late, by=approver) is R.VISA_REFUSED_TWICE


def test_nobody_enrols_before_arriving_and_nothing_happens_tomorrow(session, coordinator):
    placement = make_placement(until="visa-issued")

    enrol = refusal(actions.enrol, placement, on=date(2025, 3, 3), by=coordinator, at=AT)
    tomorrow = refusal(actions.arrive, placement, on=date(2026, 3, 10), by=coordinator, at=AT)
    before = refusal(actions.arrive, placement, on=date(2025, 1, 23), by=coordinator, at=AT)

    assert (enrol, tomorrow, before) == (R.NOT_ARRIVED, R.IN_THE_FUTURE, R.OUT_OF_ORDER)


def test_somebody_may_leave_before_the_degree_is_conferred(session, coordinator, approver):
    placement = make_placement(until="coursework-completed")

    actions.depart(placement, on=date(2026, 1, 10), by=coordinator, at=AT)
    actions.return_home(placement, on=date(2026, 1, 11), by=coordinator, at=AT)
    actions.record_degree(
        placement,
        title="Doctor",
        on=date(2026, 2, 20),
        number="",
        diploma=None,
        by=coordinator,
        at=AT,
    )
    actions.confer(placement, by=approver, at=AT)

    assert placement.returned_on < placement.conferred_on
    assert placement.presence_status is PresenceStatus.RETURNED


def test_ending_a_placement_takes_a_request_and_another_person(session, coordinator, approver):
    placement = make_placement()
    day = date(2026, 3, 2)

    assert refusal(actions.withdraw, placement, on=day, by=approver, at=AT) is R.NO_WITHDRAWAL_ASKED
    actions.ask_withdrawal(placement, reason="illness in the family", by=coordinator, at=AT)
    actions.withdraw(placement, on=day, by=approver, at=AT)

    assert placement.study_status is StudyStatus.WITHDRAWN
    assert [stay.ended_on for stay in placement.stays] == [day]


def test_a_transfer_ends_one_stay_and_begins_another_the_same_day(session, approver):
    old, new = make_uni("Old"), make_uni("New")
    placement = make_placement(universities=[old])

    actions.transfer(
        placement,
        university=new,
        department=LocalizedText("ko", None, None),
        adviser="Seo",
        student_number="N-1",
        on=date(2025, 9, 1),
        reason="laboratory moved",
        by=approver,
        at=AT,
    )

    assert [(s.university_id, s.started_on, s.ended_on) for s in placement.stays] == [
        (old.id, date(2025, 3, 3), date(2025, 9, 1)),
        (new.id, date(2025, 9, 1), None),
    ]
    assert placement.university is new


def test_an_enrolment_opens_the_first_semester(session):
    placement = make_placement()

    records = [(s.term, s.status, s.due_on) for s in placement.semesters]

    assert records == [("2025-S1", SemesterStatus.OPEN, date(2025, 7, 31))]


def test_the_clock_opens_each_term_once(session):
    placement = make_placement()

    assert actions.begin_semesters(noon(2025, 9, 1)) == 1
    assert actions.begin_semesters(noon(2025, 9, 2)) == 0

    session.expire_all()
    session.refresh(placement, ["semesters"])
    assert [(s.term, s.status) for s in placement.semesters] == [
        ("2025-S1", SemesterStatus.OPEN),
        ("2025-S2", SemesterStatus.OPEN),
    ]


def report(record, by, **values):
    actions.submit(
        record,
        **{
            "report": "Courses passed.",
            "attempted": 9,
            "earned": 9,
            "gpa": "3.18",
            "scale": "4.3",
            "by": by,
            "at": AT,
            **values,
        },
    )


@pytest.fixture
def record(session):
    trainee = make_account(Role.TRAINEE)
    placement = make_placement(trainee=trainee)
    found = semester_of(placement)
    actions.hand_in_transcript(found, make_file("transcript"), by=trainee, at=AT)
    session.flush()
    found.trainee = trainee
    return found


def test_a_semester_goes_from_report_to_lock(session, record, coordinator):
    report(record, record.trainee)
    actions.add_adviser(
        record, statement="Good.", given_on=date(2025, 7, 20), by=coordinator, at=AT
    )
    actions.accept(record, by=coordinator, at=AT)
    actions.lock(record, by=coordinator, at=AT)

    assert record.status is SemesterStatus.LOCKED
    assert (record.gpa_raw, record.gpa_scale, record.gpa_by) == (
        "3.18",
        "4.3",
        record.trainee.id,
    )


def test_a_grade_is_converted_by_table_never_by_proportion(session, record):
    report(record, record.trainee, gpa="2.95", scale="4.5")

    assert record.percent == Fraction(80)
    assert record.gpa_table == "kr-2026-1"


def test_a_grade_of_an_unknown_scale_waits_for_a_person(session, record, coordinator):
    report(record, record.trainee, gpa="8.1", scale="9.0")
    actions.add_adviser(record, statement="ok", given_on=date(2025, 7, 20), by=coordinator, at=AT)

    reason = refusal(actions.accept, record, by=coordinator, at=AT)
    actions.convert_by_hand(
        record, percent=Fraction("85.5"), reason="letter of 1 July", by=coordinator, at=AT
    )
    actions.accept(record, by=coordinator, at=AT)

    assert reason is SemesterRefusal.GRADE_NOT_CONVERTED
    assert (record.percent, record.gpa_reason, record.gpa_by) == (
        Fraction("85.5"),
        "letter of 1 July",
        coordinator.id,
    )


def test_a_person_does_not_overrule_a_table(session, record, coordinator):
    report(record, record.trainee)

    reason = refusal(
        actions.convert_by_hand, record, percent=Fraction(99), reason="x", by=coordinator, at=AT
    )

    assert reason is SemesterRefusal.GRADE_CONVERTED_BY_TABLE


def test_a_report_sent_back_can_be_sent_again(session, record, coordinator):
    report(record, record.trainee)

    actions.send_back(record, reason="credits are wrong", by=coordinator, at=AT)
    report(record, record.trainee, earned=6)

    assert (record.status, record.credits_earned) == (SemesterStatus.TRAINEE_SUBMITTED, 6)
    assert record.returned_because == ""


def test_a_report_on_courses_needs_its_transcript(session):
    trainee = make_account(Role.TRAINEE)
    found = semester_of(make_placement(trainee=trainee))

    assert refusal(report, found, trainee) is SemesterRefusal.TRANSCRIPT_MISSING


def test_there_is_one_record_for_each_term_and_none_before_the_intake(session, coordinator):
    placement = make_placement()

    twice = refusal(actions.plan_semester, placement, Term(2025, 1), by=coordinator, at=AT)
    early = refusal(actions.plan_semester, placement, Term(2024, 2), by=coordinator, at=AT)

    assert (twice, early) == (SemesterRefusal.TERM_TWICE, SemesterRefusal.TERM_OUTSIDE)


def test_a_future_semester_is_planned_and_opens_with_the_clock(session, coordinator):
    placement = make_placement()

    planned = actions.plan_semester(placement, Term(2026, 2), by=coordinator, at=AT)

    assert planned.status is SemesterStatus.PLANNED
    actions.begin_semesters(noon(2026, 9, 1))
    assert planned.status is SemesterStatus.OPEN
    assert SYSTEM.id is None
