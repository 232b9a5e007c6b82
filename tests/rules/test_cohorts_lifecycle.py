from datetime import UTC, date, datetime, timedelta

import pytest

from talent.cohorts.rules.lifecycle import (
    COHORT,
    PARTICIPATION,
    SESSION,
    CohortRefusal,
    CohortStatus,
    ParticipationStatus,
    SessionStatus,
    check_announced_in_time,
    check_days,
    check_may_mark,
)
from talent.foundations.access import GRANTS, Role
from talent.foundations.refusals import Refused
from talent.foundations.workflow import WorkflowRefusal

START = datetime(2026, 3, 9, 1, 0, tzinfo=UTC)
END = START + timedelta(hours=3)


class Somebody:
    def __init__(self, role, id=1):
        self.id, self.permissions = id, GRANTS[role]


COORDINATOR, INSTRUCTOR = Somebody(Role.COORDINATOR), Somebody(Role.INSTRUCTOR)
APPROVER, TRAINEE = Somebody(Role.APPROVER, 2), Somebody(Role.TRAINEE, 3)


def test_every_state_can_be_reached():
    assert COHORT.reachable() == set(CohortStatus)
    assert PARTICIPATION.reachable() == set(ParticipationStatus)
    assert SESSION.reachable() == set(SessionStatus)


def test_only_an_approver_who_did_not_finish_the_cohort_approves_its_report():
    assert COHORT.offered(CohortStatus.FINISHED, COORDINATOR, {"finish": 1}) == []
    assert COHORT.offered(CohortStatus.FINISHED, APPROVER, {"finish": 1}) == ["report"]
    with pytest.raises(Refused) as refused:
        COHORT.transition("report", CohortStatus.FINISHED, APPROVER, {"finish": APPROVER.id})
    assert refused.value.reason == WorkflowRefusal.SAME_PERSON


def test_a_running_cohort_can_no_longer_be_cancelled():
    assert COHORT.offered(CohortStatus.RUNNING, COORDINATOR, {}) == ["finish"]


def test_a_nominee_answers_for_themselves_and_a_coordinator_records_what_was_said():
    offered = PARTICIPATION.offered(ParticipationStatus.NOMINATED, TRAINEE, {})

    assert offered == ["accept", "decline"]
    assert PARTICIPATION.offered(ParticipationStatus.NOMINATED, COORDINATOR, {}) == [
        "record-acceptance",
        "record-refusal",
    ]


def test_an_instructor_marks_from_the_start_until_48_hours_after_the_end():
    check_may_mark(INSTRUCTOR, START, END, START, "")
    check_may_mark(INSTRUCTOR, START, END, END + timedelta(hours=48), "")


@pytest.mark.parametrize(
    ("who", "at", "reason", "why"),
    [
        (INSTRUCTOR, START - timedelta(minutes=1), "", CohortRefusal.SESSION_NOT_STARTED),
        (INSTRUCTOR, END + timedelta(hours=49), "forgot", CohortRefusal.MARKING_CLOSED),
        (COORDINATOR, END + timedelta(hours=49), " ", CohortRefusal.REASON_MISSING),
    ],
)
def test_marking_is_refused_outside_its_window(who, at, reason, why):
    with pytest.raises(Refused) as refused:
        check_may_mark(who, START, END, at, reason)
    assert refused.value.reason == why


def test_a_coordinator_may_mark_late_with_a_reason():
    check_may_mark(COORDINATOR, START, END, END + timedelta(days=9), "Paper list found")


def test_a_session_is_added_to_a_running_cohort_before_it_begins_or_not_at_all():
    check_announced_in_time(CohortStatus.RUNNING, START, START - timedelta(minutes=1))
    check_announced_in_time(CohortStatus.PLANNED, START, START + timedelta(days=1))

    with pytest.raises(Refused) as refused:
        check_announced_in_time(CohortStatus.RUNNING, START, START)
    assert refused.value.reason == CohortRefusal.ANNOUNCED_TOO_LATE


@pytest.mark.parametrize(("first", "last"), [(8, 9), (20, 21)])
def test_a_session_lies_within_the_days_of_its_cohort(first, last):
    days = [date(2026, 3, d) for d in (9, 20)]
    check_days(*days, *days)

    with pytest.raises(Refused) as refused:
        check_days(*days, date(2026, 3, first), date(2026, 3, last))
    assert refused.value.reason == CohortRefusal.OUTSIDE_COHORT
