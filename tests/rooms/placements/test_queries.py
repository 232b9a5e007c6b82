from datetime import date

import pytest
from werkzeug.exceptions import NotFound

from talent.foundations.access import Role
from talent.placements import actions, queries
from talent.placements.rules.alerts import PlacementFinding
from talent.placements.rules.lifecycle import SemesterStatus
from talent.placements.rules.terms import Term
from talent.placements.rules.waiting import PlacementWaiting as W
from talent.plumbing.database import db
from tests.factories import AT, make_account, make_person
from tests.rooms.placements.factories import make_file, make_placement, make_uni, semester_of


@pytest.fixture
def two(session):
    """Two trainees with a placement each."""
    found = []
    for who in ("Bat-Erdene", "Sarangerel"):
        trainee = make_account(Role.TRAINEE, who=who)
        found.append((trainee, make_placement(trainee=trainee)))
    db.session.expire_all()
    return found


def absent(question, *args):
    with pytest.raises(NotFound):
        question(*args)
    return True


def test_a_trainee_sees_exactly_their_own(two):
    for trainee, placement in two:
        listed = queries.placements(trainee, queries.Filters(), page=1, at=AT).rows
        assert [row.placement.pid for row in listed] == [placement.pid]
        assert queries.own_placement(trainee).pid == placement.pid
        assert queries.placement(trainee, placement.pid).pid == placement.pid


def test_somebody_elses_placement_semester_and_paper_do_not_exist(two):
    (trainee, _), (_, other) = two
    record = semester_of(queries.placement(make_account(Role.COORDINATOR), other.pid))
    letter = queries.placement(make_account(Role.COORDINATOR), other.pid).admission_letter

    assert absent(queries.placement, trainee, other.pid)
    assert absent(queries.semester, trainee, record.pid)
    assert absent(queries.own_semester, trainee, record.pid)
    assert absent(queries.paper, trainee, other.pid, letter.pid)


def test_staff_see_all_but_no_semester_is_their_own(two):
    coordinator = make_account(Role.COORDINATOR)
    listed = queries.placements(coordinator, queries.Filters(), page=1, at=AT)
    record = semester_of(queries.placement(coordinator, two[0][1].pid))

    assert {r.placement.pid for r in listed.rows} == {p.pid for _, p in two}
    assert queries.semester(coordinator, record.pid).pid == record.pid
    assert absent(queries.own_semester, coordinator, record.pid)


def test_a_reviewer_sees_no_placement(two):
    reviewer = make_account(Role.REVIEWER)
    _, placement = two[0]

    assert queries.placements(reviewer, queries.Filters(), page=1, at=AT).rows == []
    assert absent(queries.placement, reviewer, placement.pid)
    assert absent(queries.own_placement_or_404, reviewer)
    assert queries.universities(reviewer) == []
    assert queries.alerts_of(reviewer, placement, AT) == []
    assert queries.trail(reviewer, placement) == []
    assert queries.waiting(reviewer, AT) == []


def test_a_file_of_another_placement_is_not_reached_through_ones_own(two):
    (trainee, mine), (_, other) = two
    letter = queries.placement(make_account(Role.COORDINATOR), other.pid).admission_letter

    assert absent(queries.paper, trainee, mine.pid, letter.pid)


def test_a_file_that_belongs_to_no_placement_is_not_handed_out(two):
    loose = make_file("other", "loose.pdf")

    assert absent(queries.paper, make_account(Role.COORDINATOR), two[0][1].pid, loose.pid)


def test_alerts_are_told_from_the_rows(session):
    coordinator = make_account(Role.COORDINATOR)
    placement = make_placement()

    found = [a.finding for a in queries.alerts_of(coordinator, placement, AT)]

    assert found == [PlacementFinding.RESIDENCE_CARD_OVERDUE, PlacementFinding.REPORT_OVERDUE]


def kinds(account):
    return [item.kind for item in queries.waiting(account, AT)]


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("nominating", [W.NOMINATE]),
        ("university-screening", [W.RECORD_ANSWER]),
        ("admitted", [W.PREPARE_CONTRACT]),
        ("contracted", [W.RECORD_VISA]),
        ("arrived", [W.RECORD_ENROLMENT, W.CHECK_ALERT]),
        ("enrolled", [W.CHECK_ALERT]),
    ],
)
def test_the_coordinator_is_told_what_comes_next(session, until, expected):
    make_placement(until=until)

    assert kinds(make_account(Role.COORDINATOR)) == expected


def test_the_approver_is_told_what_to_decide(session):
    coordinator, approver = make_account(Role.COORDINATOR), make_account(Role.APPROVER)
    signed = make_placement(make_person("Dorj"), until="admitted")
    actions.prepare_contract(signed, contract=make_file(), by=coordinator, at=AT)
    db.session.flush()
    actions.sign_contract(signed, by=make_account(person=signed.person), at=AT)
    degree = make_placement(make_person("Sarangerel"))
    actions.record_degree(
        degree,
        title="Master",
        on=date(2026, 2, 20),
        number="",
        diploma=None,
        by=coordinator,
        at=AT,
    )
    ending = make_placement(make_person("Oyuna"))
    actions.ask_withdrawal(ending, reason="family", by=coordinator, at=AT)
    db.session.flush()

    assert sorted(kinds(approver)) == sorted(
        [W.COUNTERSIGN, W.CONFIRM_DEGREE, W.CONFIRM_WITHDRAWAL]
    )


def test_the_trainee_is_told_to_sign_and_to_report(session):
    signer, student = make_account(Role.TRAINEE), make_account(Role.TRAINEE, who="Dorj")
    placement = make_placement(until="admitted", trainee=signer)
    actions.prepare_contract(placement, contract=make_file(), by=make_account(), at=AT)
    make_placement(trainee=student)
    db.session.flush()

    assert kinds(signer) == [W.OWN_CONTRACT]
    assert kinds(student) == [W.OWN_REPORT]


def test_a_handed_in_semester_waits_for_the_coordinator(session):
    coordinator, trainee = make_account(Role.COORDINATOR), make_account(Role.TRAINEE)
    record = semester_of(make_placement(trainee=trainee))
    actions.submit(record, report="x", attempted=0, earned=0, gpa=None, scale="", by=trainee, at=AT)

    assert W.ADD_ADVISER in kinds(coordinator)
    actions.add_adviser(record, statement="ok", given_on=AT.date(), by=coordinator, at=AT)
    assert W.ACCEPT_SEMESTER in kinds(coordinator)
    actions.accept(record, by=coordinator, at=AT)
    assert (record.status, W.ACCEPT_SEMESTER in kinds(coordinator)) == (
        SemesterStatus.ACCEPTED,
        False,
    )


def test_waiting_costs_the_same_for_one_and_for_three(session, statements):
    coordinator = make_account(Role.COORDINATOR)
    make_placement(make_person("Dorj"))
    with statements(session) as few:
        queries.waiting(coordinator, AT)
    for who in ("Oyuna", "Sarangerel"):
        make_placement(make_person(who), universities=[make_uni(f"University {who}")])
    with statements(session) as many:
        queries.waiting(coordinator, AT)

    assert len(few) == len(many) <= 3


def test_the_clock_finds_who_lacks_a_record_of_the_term(session):
    placement = make_placement()

    assert queries.all_without_term(Term(2025, 2)) == [placement]
    assert queries.all_without_term(Term(2025, 1)) == []
    assert queries.all_without_term(Term(2024, 2)) == []
