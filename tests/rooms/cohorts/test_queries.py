from fractions import Fraction

import pytest
from werkzeug.exceptions import NotFound

from talent.cohorts import queries
from talent.cohorts.rules.attendance import AttendanceMark as M
from talent.cohorts.rules.attendance import Standing
from talent.cohorts.rules.lifecycle import CohortStatus, CohortWaiting, ParticipationStatus
from talent.foundations.access import Role
from talent.plumbing import history
from tests.factories import AT, make_account, make_person
from tests.rooms.cohorts.factories import (
    make_cohort,
    make_marks,
    make_participation,
    make_session,
)

W = CohortWaiting


@pytest.fixture
def coordinator(session):
    return make_account(Role.COORDINATOR, who="Park Jihoon")


def absent(call, *args):
    with pytest.raises(NotFound):
        call(*args)
    return True


def test_a_coordinator_sees_all_cohorts_and_an_instructor_those_they_teach_in(coordinator):
    teacher = make_account(Role.INSTRUCTOR, who="Dorj")
    taught, other = make_cohort(), make_cohort()
    make_session(taught, instructor=teacher.person)
    make_session(other)

    assert {line.cohort for line in queries.cohorts(coordinator).rows} == {taught, other}
    assert [line.cohort for line in queries.cohorts(teacher).rows] == [taught]
    assert queries.cohort(teacher, taught.pid) is taught
    assert absent(queries.cohort, teacher, other.pid)


def test_the_list_counts_people_with_a_place_and_sessions_that_count(coordinator):
    cohort = make_cohort()
    person = make_participation(cohort)
    make_participation(cohort, "Sarangerel", status=ParticipationStatus.DECLINED)
    make_marks(make_session(cohort, 1), {person: M.PRESENT})
    make_session(cohort, 2)

    [line] = queries.cohorts(coordinator).rows

    assert (line.people, line.held, line.sessions) == (1, 1, 2)


def test_the_list_is_found_by_word_status_and_format(coordinator):
    cohort = make_cohort(status=CohortStatus.PLANNED)

    def found(**asked):
        return [line.cohort for line in queries.cohorts(coordinator, **asked).rows]

    assert found(q="flotation", status="planned", form="local") == [cohort]
    assert found(q="magnets") == found(status="running") == found(form="online") == []


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_takes_as_many_statements_for_one_cohort_as_for_three(
    coordinator, session, statements, people
):
    for _ in range(people):
        make_participation(make_cohort())
    session.flush()

    with statements(session) as counted:
        queries.cohorts(coordinator)

    assert len(counted) == 4


@pytest.mark.parametrize("people", [1, 3])
def test_members_take_three_statements_however_many_there_are(
    coordinator, session, statements, people
):
    cohort = make_cohort()
    for _ in range(people):
        make_participation(cohort)
    session.flush()

    with statements(session) as counted:
        assert len(queries.members(coordinator, cohort)) == people

    assert len(counted) == 3


def test_members_know_their_exact_ratio_and_what_stands_against_them(coordinator):
    cohort = make_cohort()
    person = make_participation(cohort)
    make_marks(make_session(cohort, 1), {person: M.LATE})
    make_marks(make_session(cohort, 2), {person: M.ABSENT})

    [member] = queries.members(coordinator, cohort)

    assert member.attendance.ratio == Fraction(1, 2)
    assert member.standing == Standing.BELOW
    assert member.unmarked == 0


def test_somebody_else_s_session_to_mark_does_not_exist(coordinator):
    teacher = make_account(Role.INSTRUCTOR, who="Dorj")
    cohort = make_cohort()
    own, other = make_session(cohort, 1, instructor=teacher.person), make_session(cohort, 2)

    assert queries.session_to_mark(teacher, own.pid) is own
    assert absent(queries.session_to_mark, teacher, other.pid)
    assert absent(queries.sheet, teacher, other.pid)
    assert queries.session_to_mark(coordinator, other.pid) is other
    assert absent(queries.session_to_mark, make_account(Role.TRAINEE), own.pid)


def test_the_sheet_shows_the_last_five_sessions_or_all(coordinator):
    cohort = make_cohort()
    person = make_participation(cohort)
    for number in range(1, 8):
        make_marks(make_session(cohort, number), {person: M.PRESENT})
    today = make_session(cohort, 8)

    short = queries.sheet(coordinator, today.pid)
    whole = queries.sheet(coordinator, today.pid, everything=True)

    assert [s.number for s in short.earlier] == [3, 4, 5, 6, 7]
    assert short.left_out == 2
    assert len(whole.earlier) == 7
    assert (short.lines[0].mark, short.unmarked) == (None, 1)


def test_somebody_else_s_participation_does_not_exist(coordinator):
    cohort = make_cohort()
    mine, yours = make_account(), make_account(who="Sarangerel")
    own = make_participation(cohort, mine.person)
    other = make_participation(cohort, yours.person)

    assert queries.own_participation(mine, own.pid) is own
    assert absent(queries.own_participation, mine, other.pid)
    assert absent(queries.participation, mine, own.pid)
    assert absent(queries.membership, mine, other)
    assert queries.timetable_of(mine, other) == []
    assert [m.participation for m in queries.own_memberships(mine)] == [own]
    assert queries.participation(coordinator, other.pid) is other


def test_a_cohort_in_planning_is_not_shown_to_its_nominees(session):
    trainee = make_account()
    place = make_participation(make_cohort(status=CohortStatus.PLANNED), trainee.person)

    assert queries.own_memberships(trainee) == []
    assert absent(queries.own_participation, trainee, place.pid)


def test_people_to_add_are_found_by_name_unless_they_are_in_already(coordinator):
    cohort = make_cohort()
    person = make_person("Sarangerel")
    make_participation(cohort, make_person("Sarangerel"))

    assert queries.people_to_add(coordinator, cohort, "sarangerel") == [person]
    assert queries.people_to_add(coordinator, cohort, person.code) == [person]
    assert queries.people_to_add(coordinator, cohort, " ") == []
    assert queries.people_to_add(make_account(), cohort, "sarangerel") == []
    assert absent(queries.person_to_add, make_account(), cohort, person.pid)


def decided(cohort, person, **values):
    return make_participation(
        cohort,
        person,
        **{
            "status": ParticipationStatus.COMPLETED,
            "attended": 11,
            "required": 12,
            "decided_at": AT,
            "rules_then": cohort.rules,
            **values,
        },
    )


def test_completion_is_known_to_the_person_and_to_staff_only(coordinator):
    mine, yours = make_account(), make_account(who="Sarangerel")
    row = decided(make_cohort(status=CohortStatus.REPORTED), mine.person)

    found = queries.completion_of(mine, row)

    assert (found.attended, found.required, found.threshold) == (11, 12, Fraction(9, 10))
    assert queries.completion_of(coordinator, row.id).person_id == mine.person_id
    assert queries.completion_of(yours, row) is None


def test_completions_are_those_of_reported_cohorts(coordinator):
    done = decided(make_cohort(status=CohortStatus.REPORTED), make_person())
    decided(make_cohort(status=CohortStatus.FINISHED), make_person())

    assert [c.participation_id for c in queries.completions(coordinator)] == [done.id]


def test_sessions_that_have_begun_wait_to_be_marked(coordinator):
    teacher = make_account(Role.INSTRUCTOR, who="Dorj")
    cohort = make_cohort()
    own = make_session(cohort, 2, instructor=teacher.person)
    make_session(cohort, 3)
    make_session(cohort, 9)

    [waiting] = queries.waiting(teacher, AT)

    assert (waiting.kind, waiting.values) == (W.MARK_ATTENDANCE, {"session_pid": own.pid})
    assert [w.kind for w in queries.waiting(coordinator, AT)] == [W.MARK_ATTENDANCE] * 2


def test_a_finished_cohort_waits_for_the_approver_who_did_not_finish_it(session):
    approver, other = make_account(Role.APPROVER), make_account(Role.APPROVER, who="Oyuna")
    cohort = make_cohort(status=CohortStatus.FINISHED)
    history.record(cohort, "finish", by=approver, at=AT)
    session.flush()

    assert queries.waiting(approver, AT) == []
    assert [w.kind for w in queries.waiting(other, AT)] == [W.APPROVE_REPORT]


def test_an_invitation_waits_for_its_nominee(session):
    trainee = make_account()
    make_participation(
        make_cohort(status=CohortStatus.ANNOUNCED),
        trainee.person,
        status=ParticipationStatus.NOMINATED,
        reply_by=AT.date(),
    )

    [waiting] = queries.waiting(trainee, AT)

    assert (waiting.kind, waiting.endpoint) == (W.REPLY, "cohorts.my_cohorts")
    assert waiting.due.isoformat() == "2026-03-10T00:00:00+08:00"


def test_a_course_that_is_over_waits_to_be_evaluated(coordinator):
    cohort = make_cohort(ends_on=(AT.date().replace(day=7)))
    make_marks(make_session(cohort, 1), {make_participation(cohort): M.PRESENT})

    assert [w.kind for w in queries.waiting(coordinator, AT)] == [W.EVALUATE]
