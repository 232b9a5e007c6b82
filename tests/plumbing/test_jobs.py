"""Jobs are rows: they outlive whoever was doing them."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from talent.plumbing import jobs
from talent.plumbing.database import db
from talent.plumbing.jobs import MOST_ATTEMPTS, Job, JobState, Schedule

AT = datetime(2026, 3, 9, 5, 30, tzinfo=UTC)
done: list[str] = []


@jobs.job("test-note")
def note(claim, text):
    if text == "bad":
        raise RuntimeError("no")
    return lambda: done.append(text)


@pytest.fixture(autouse=True)
def _nothing_done():
    done.clear()


def states():
    return [(j.args.get("text"), j.state) for j in db.session.scalars(select(Job).order_by(Job.id))]


def test_a_job_is_done_once(session):
    jobs.enqueue("test-note", at=AT, text="a")
    session.commit()

    jobs.run_pending(AT)
    jobs.run_pending(AT)

    assert done == ["a"]
    assert states() == [("a", JobState.DONE)]


def test_a_key_makes_one_job_of_many_wishes(session):
    first = jobs.enqueue("test-note", key="k", at=AT, text="a")
    second = jobs.enqueue("test-note", key="k", at=AT, text="a")

    assert (first is None, second is None) == (False, True)


def test_a_job_for_later_waits(session):
    jobs.enqueue("test-note", at=AT, run_at=AT + timedelta(minutes=1), text="later")
    session.commit()

    assert jobs.claim("w", AT) is None
    assert jobs.claim("w", AT + timedelta(minutes=1)) is not None


def test_a_failed_job_is_tried_again_later_with_its_reason_kept(session):
    jobs.enqueue("test-note", at=AT, text="bad")
    session.commit()

    jobs.run_pending(AT)

    row = session.scalars(select(Job)).one()
    assert (row.state, row.attempts, row.run_at > AT) == (JobState.QUEUED, 1, True)
    assert "RuntimeError: no" in row.error


def test_a_job_left_by_a_dead_worker_is_taken_over_when_its_lease_ends(session):
    jobs.enqueue("test-note", at=AT, text="a")
    session.commit()
    lost = jobs.claim("dead", AT)

    assert jobs.claim("heir", AT + jobs.LEASE) is None
    heir = jobs.claim("heir", AT + jobs.LEASE + timedelta(seconds=1))
    assert heir is not None
    assert (heir.job_id, heir.attempts) == (lost.job_id, 2)


def test_the_overtaken_worker_writes_nothing(session):
    jobs.enqueue("test-note", at=AT, text="a")
    session.commit()
    lost = jobs.claim("slow", AT)
    jobs.claim("heir", AT + jobs.LEASE + timedelta(seconds=1))

    jobs.perform(lost)

    assert states() == [("a", JobState.RUNNING)]


def test_a_job_that_kills_its_workers_is_given_up_and_shown(session):
    jobs.enqueue("test-note", at=AT, text="a")
    session.commit()
    at = AT
    for _ in range(MOST_ATTEMPTS):
        assert jobs.claim("w", at) is not None
        at += jobs.LEASE + timedelta(seconds=1)

    assert jobs.claim("w", at) is None
    assert states() == [("a", JobState.FAILED)]


def test_a_schedule_is_read_in_its_own_zone_and_each_turn_started_once(session):
    jobs.set_schedule("test-note", "0 9 * * 1-5", "Asia/Ulaanbaatar", at=AT)
    session.commit()
    monday_nine = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)
    assert session.get(Schedule, "test-note").next_at == monday_nine

    assert jobs.start_due_schedules(monday_nine) == 1
    assert jobs.start_due_schedules(monday_nine) == 0
    assert session.get(Schedule, "test-note").next_at == monday_nine + timedelta(days=1)
