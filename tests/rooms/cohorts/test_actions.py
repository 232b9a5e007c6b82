from datetime import date, timedelta
from fractions import Fraction

import pytest
from sqlalchemy import select

from talent.cohorts import actions, queries
from talent.cohorts.models import Attendance, Participation
from talent.cohorts.rules.attendance import AttendanceMark as M
from talent.cohorts.rules.attendance import CohortRules
from talent.cohorts.rules.lifecycle import (
    CohortFormat,
    CohortRefusal,
    CohortStatus,
    ParticipationStatus,
    SessionKind,
    SessionStatus,
)
from talent.foundations.access import Role
from talent.foundations.languages import LocalizedText
from talent.foundations.refusals import Refused
from talent.foundations.workflow import WorkflowRefusal
from talent.outbox.models import Mail
from talent.plumbing.database import db
from talent.plumbing.history import AuditEntry, key
from tests.factories import AT, make_account, make_organisation, make_person, text
from tests.rooms.cohorts.factories import (
    make_cohort,
    make_marks,
    make_participation,
    make_session,
    proofs,
    set_state,
)


@pytest.fixture
def coordinator(session):
    return make_account(Role.COORDINATOR, who="Park Jihoon")


def why(call, *args, **kw):
    with pytest.raises(Refused) as refused:
        call(*args, **kw)
    return refused.value.reason


def deeds(row):
    rows = db.session.scalars(
        select(AuditEntry).where(AuditEntry.subject == key(row)).order_by(AuditEntry.id)
    )
    return [(entry.deed, entry.facts) for entry in rows]


def a_plan(**values):
    return actions.Plan(
        **{
            "form": CohortFormat.INVITED,
            "title": text("Rare metals"),
            "place": text("Daejeon"),
            "support": LocalizedText(None, None, None),
            "organiser": make_organisation("KIGAM"),
            "starts_on": date(2026, 6, 1),
            "ends_on": date(2026, 6, 12),
            "zone": "Asia/Seoul",
            "hours": 60,
            "seats": 2,
            "rules": actions.default_rules(),
            **values,
        }
    )


def test_cohorts_are_numbered_by_format_and_year(coordinator):
    made = [
        actions.plan(a_plan(), by=coordinator, at=AT),
        actions.plan(a_plan(), by=coordinator, at=AT),
        actions.plan(a_plan(form=CohortFormat.LOCAL), by=coordinator, at=AT),
    ]

    assert [cohort.code for cohort in made] == ["IT-2026-01", "IT-2026-02", "LT-2026-01"]
    assert made[0].status == CohortStatus.PLANNED


def test_rules_can_be_changed_in_planning_and_not_after_people_were_told(coordinator):
    cohort = actions.plan(a_plan(), by=coordinator, at=AT)
    milder = actions.default_rules() | {"completion_ratio": "4/5"}

    actions.change(cohort, a_plan(rules=milder), by=coordinator, at=AT)
    assert cohort.measured_by.completion_ratio == Fraction(4, 5)

    actions.move(cohort, "announce", by=coordinator, at=AT)
    assert (
        why(actions.change, cohort, a_plan(), by=coordinator, at=AT)
        == CohortRefusal.TOO_LATE_TO_CHANGE
    )


def test_announcing_needs_all_three_languages(coordinator):
    cohort = make_cohort(status=CohortStatus.PLANNED, title=LocalizedText("ko", None, "en"))

    assert (
        why(actions.move, cohort, "announce", by=coordinator, at=AT)
        == CohortRefusal.TEXT_INCOMPLETE
    )


def test_announcing_invites_everybody_nominated_and_sets_the_day_to_answer(coordinator):
    cohort = make_cohort(status=CohortStatus.PLANNED)
    invited = make_participation(cohort, status=ParticipationStatus.NOMINATED)

    actions.move(cohort, "announce", by=coordinator, at=AT)

    assert invited.reply_by == date(2026, 3, 19)
    assert [m.recipient for m in db.session.scalars(select(Mail))] == [invited.person.email]


def test_the_last_seat_goes_to_one_person(coordinator):
    cohort = make_cohort(seats=1)
    actions.nominate(cohort, make_person("Sarangerel"), by=coordinator, at=AT)

    refused = why(actions.nominate, cohort, make_person(), by=coordinator, at=AT)

    assert refused == CohortRefusal.SEATS_TAKEN


def test_a_seat_given_back_can_be_given_again_but_not_to_the_same_person(coordinator):
    cohort = make_cohort(seats=1)
    gone = make_participation(cohort, status=ParticipationStatus.DECLINED)

    assert (
        why(actions.nominate, cohort, gone.person, by=coordinator, at=AT)
        == CohortRefusal.ALREADY_IN_COHORT
    )
    made = actions.nominate(cohort, make_person("Sarangerel"), by=coordinator, at=AT)
    assert made.status == ParticipationStatus.NOMINATED


def test_starting_lets_everybody_confirmed_attend(coordinator):
    cohort = make_cohort(status=CohortStatus.CONFIRMED)
    make_session(cohort)
    confirmed = make_participation(cohort, status=ParticipationStatus.CONFIRMED)
    silent = make_participation(cohort, "Sarangerel", status=ParticipationStatus.NOMINATED)

    actions.move(cohort, "start", by=coordinator, at=AT)

    assert confirmed.status == ParticipationStatus.ATTENDING
    assert silent.status == ParticipationStatus.NOMINATED


def test_a_cohort_without_people_or_timetable_does_not_start(coordinator):
    empty = make_cohort(status=CohortStatus.CONFIRMED)

    assert (
        why(actions.move, empty, "start", by=coordinator, at=AT) == CohortRefusal.NOBODY_CONFIRMED
    )
    make_participation(empty, status=ParticipationStatus.CONFIRMED)
    assert why(actions.move, empty, "start", by=coordinator, at=AT) == CohortRefusal.NO_SESSIONS


def test_a_session_is_held_once_everybody_has_a_mark(coordinator):
    cohort = make_cohort()
    first, second = make_participation(cohort), make_participation(cohort, "Sarangerel")
    lesson = make_session(cohort, 3)

    assert actions.mark(lesson, {first.pid: M.PRESENT}, by=coordinator, at=AT) == 1
    assert lesson.status == SessionStatus.PLANNED
    assert actions.mark(lesson, {second.pid: M.LATE}, by=coordinator, at=AT) == 0
    assert lesson.status == SessionStatus.HELD
    assert deeds(lesson)[0] == ("mark", {"people": 1})


def test_a_correction_keeps_what_stood_before(coordinator):
    cohort = make_cohort()
    person = make_participation(cohort)
    lesson = make_session(cohort, 3)
    actions.mark(lesson, {person.pid: M.ABSENT}, by=coordinator, at=AT)

    actions.mark(lesson, {person.pid: M.EXCUSED}, by=coordinator, at=AT)

    row = db.session.scalars(select(Attendance)).one()
    assert row.mark == M.EXCUSED
    assert deeds(row) == [("correct", {"before": "absent", "after": "excused"})]


def test_marks_of_people_of_another_cohort_are_not_taken(coordinator):
    cohort, other = make_cohort(), make_cohort()
    make_participation(cohort)
    stranger = make_participation(other, "Sarangerel")

    left = actions.mark(make_session(cohort, 3), {stranger.pid: M.PRESENT}, by=coordinator, at=AT)

    assert left == 1
    assert db.session.scalars(select(Attendance)).all() == []


def test_after_48_hours_an_instructor_may_not_mark_and_a_coordinator_gives_a_reason(coordinator):
    cohort = make_cohort()
    person = make_participation(cohort)
    lesson = make_session(cohort, 3)
    teacher = make_account(Role.INSTRUCTOR, who="Dorj")
    later = AT + timedelta(days=5)
    marks = {person.pid: M.PRESENT}

    assert why(actions.mark, lesson, marks, by=teacher, at=later) == CohortRefusal.MARKING_CLOSED
    assert (
        why(actions.mark, lesson, marks, by=coordinator, at=later) == CohortRefusal.REASON_MISSING
    )
    actions.mark(lesson, marks, by=coordinator, at=later, reason="Paper list found")
    assert db.session.scalars(select(Attendance)).one().note == "Paper list found"


def test_a_late_visa_is_waived_with_a_reason_for_the_sessions_before_arrival(coordinator):
    cohort = make_cohort()
    person = make_participation(cohort)
    lessons = [make_session(cohort, number) for number in (1, 2, 3)]
    make_marks(lessons[0], {person: M.ABSENT})
    arrival = (AT - timedelta(days=1)).date()

    changed = actions.waive(person, arrival, "Visa came late", by=coordinator, at=AT)

    marks = {row.session_id: (row.mark, row.note) for row in db.session.scalars(select(Attendance))}
    assert changed == 2
    assert marks == {
        lessons[0].id: (M.NOT_REQUIRED, "Visa came late"),
        lessons[1].id: (M.NOT_REQUIRED, "Visa came late"),
    }
    assert why(actions.waive, person, arrival, " ", by=coordinator, at=AT) == (
        CohortRefusal.REASON_MISSING
    )


def test_a_cancelled_session_leaves_the_count(coordinator):
    cohort = make_cohort()
    person = make_participation(cohort, **proofs())
    make_marks(make_session(cohort, 1), {person: M.PRESENT})
    actions.move_session(make_session(cohort, 2), "cancel", by=coordinator, at=AT)

    [member] = queries.members(coordinator, cohort)

    assert (member.attendance.attended, member.attendance.required) == (4, 4)


def test_evaluation_decides_each_person_by_the_rules_and_keeps_them(coordinator):
    cohort = make_cohort()
    good = make_participation(cohort, "Sarangerel", **proofs())
    lazy_one = make_participation(cohort, **proofs())
    for number in (1, 2, 3):
        marks = {good: M.PRESENT, lazy_one: M.PRESENT if number == 1 else M.ABSENT}
        make_marks(make_session(cohort, number), marks)

    assert actions.evaluate(cohort, by=coordinator, at=AT) == 2

    assert (good.status, good.attended, good.required) == (ParticipationStatus.COMPLETED, 12, 12)
    assert lazy_one.status == ParticipationStatus.NOT_COMPLETED
    assert lazy_one.findings == ["below-participation"]
    assert CohortRules.parse(good.rules_then) == cohort.measured_by


def test_rules_changed_later_do_not_change_people_already_decided(coordinator):
    cohort = make_cohort()
    person = make_participation(cohort, **proofs())
    make_marks(make_session(cohort, 1), {person: M.PRESENT})
    actions.evaluate(cohort, by=coordinator, at=AT)

    cohort.rules = actions.default_rules() | {"completion_ratio": "1", "participation_ratio": "1"}
    completion = queries.completion_of(coordinator, person)

    assert completion.outcome == ParticipationStatus.COMPLETED
    assert completion.threshold == Fraction(9, 10)
    assert completion.ratio == 1


def test_nothing_is_decided_while_a_session_is_open_or_a_mark_is_missing(coordinator):
    cohort = make_cohort()
    person = make_participation(cohort)
    make_marks(make_session(cohort, 1), {person: M.PRESENT})
    open_one = make_session(cohort, 2)
    assert why(actions.evaluate, cohort, by=coordinator, at=AT) == CohortRefusal.SESSIONS_OPEN

    actions.move_session(open_one, "cancel", by=coordinator, at=AT)
    make_participation(cohort, "Sarangerel")
    assert why(actions.evaluate, cohort, by=coordinator, at=AT) == CohortRefusal.MARKS_MISSING


def test_a_cohort_finishes_after_everybody_is_decided_and_another_person_approves(coordinator):
    approver = make_account(Role.APPROVER, Role.COORDINATOR, who="Oyuna")
    cohort = make_cohort()
    person = make_participation(cohort, **proofs())
    make_marks(make_session(cohort, 1), {person: M.PRESENT})
    assert why(actions.move, cohort, "finish", by=approver, at=AT) == CohortRefusal.NOT_EVALUATED

    actions.evaluate(cohort, by=coordinator, at=AT)
    actions.move(cohort, "finish", by=approver, at=AT)

    assert why(actions.move, cohort, "report", by=approver, at=AT) == WorkflowRefusal.SAME_PERSON
    other = make_account(Role.APPROVER, who="Dorj")
    actions.move(cohort, "report", by=other, at=AT)
    assert cohort.status == CohortStatus.REPORTED


def test_outcomes_cannot_be_recorded_by_hand(coordinator):
    person = make_participation(make_cohort())

    with pytest.raises(ValueError, match="by the rule"):
        actions.move_person(person, "complete", by=coordinator, at=AT)


def test_a_nominee_accepts_and_nobody_attends_before_the_start(coordinator):
    cohort = make_cohort(status=CohortStatus.ANNOUNCED)
    trainee = make_account()
    place = make_participation(cohort, trainee.person, status=ParticipationStatus.NOMINATED)

    actions.move_person(place, "accept", by=trainee, at=AT)
    actions.move_person(place, "confirm", by=coordinator, at=AT)

    assert place.status == ParticipationStatus.CONFIRMED
    assert (
        why(actions.move_person, place, "attend", by=coordinator, at=AT)
        == CohortRefusal.NOT_STARTED_YET
    )


def a_lesson(**values):
    start = AT + timedelta(days=1)
    return actions.Lesson(
        **{
            "title": text("Reagents"),
            "kind": SessionKind.PRACTICE,
            "starts_at": start,
            "ends_at": start + timedelta(hours=2),
            "units": 2,
            **values,
        }
    )


def test_a_session_lies_within_its_cohort_and_is_announced_before_it_begins(coordinator):
    cohort = make_cohort()

    assert actions.add_session(cohort, a_lesson(), by=coordinator, at=AT).number == 1
    outside = AT + timedelta(days=30)
    late = a_lesson(starts_at=outside, ends_at=outside + timedelta(hours=1))
    assert why(actions.add_session, cohort, late, by=coordinator, at=AT) == (
        CohortRefusal.OUTSIDE_COHORT
    )
    past = a_lesson(starts_at=AT - timedelta(hours=3))
    assert why(actions.add_session, cohort, past, by=coordinator, at=AT) == (
        CohortRefusal.ANNOUNCED_TOO_LATE
    )


def test_a_held_session_can_no_longer_be_moved(coordinator):
    cohort = make_cohort()
    lesson = make_session(cohort, 3)
    set_state(lesson, SessionStatus.HELD)

    assert why(actions.change_session, lesson, a_lesson(), by=coordinator, at=AT) == (
        CohortRefusal.TOO_LATE_TO_CHANGE
    )


def test_proofs_are_written_for_those_who_attend_only(coordinator):
    cohort = make_cohort()
    attending = make_participation(cohort)
    gone = make_participation(cohort, "Sarangerel", status=ParticipationStatus.WITHDREW)
    done = actions.Proofs(40, 75, action_plan_accepted=True, survey_done=True)

    assert actions.record_proofs({attending: done, gone: done}, by=coordinator, at=AT) == 1
    assert [
        p.post_test for p in db.session.scalars(select(Participation).order_by(Participation.id))
    ] == [75, None]
    assert actions.record_proofs({attending: done}, by=coordinator, at=AT) == 0
