"""Attendance: marks, corrections and waivers."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert

from talent.cohorts import queries
from talent.cohorts.models import Attendance, CohortSession, Participation
from talent.cohorts.rules.attendance import AttendanceMark
from talent.cohorts.rules.lifecycle import (
    EDITABLE,
    SESSION,
    CohortRefusal,
    CohortStatus,
    ParticipationStatus,
    SessionStatus,
    check_may_mark,
)
from talent.foundations.access import Actor
from talent.foundations.periods import ZONES
from talent.foundations.refusals import Refused
from talent.plumbing import history
from talent.plumbing.database import db


def mark(
    session: CohortSession,
    marks: Mapping[str, AttendanceMark],
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> int:
    """Write how people attended, by the pid of their participation; the session is held once
    everybody has a mark. Returns how many are still without one.

    A changed mark keeps what stood before in the trail. People not in ``marks`` stay as they are,
    as do those whose course is decided.
    """
    if (
        session.status is SessionStatus.CANCELLED
        or session.cohort.status is not CohortStatus.RUNNING
    ):
        raise Refused(CohortRefusal.TOO_LATE_TO_CHANGE)
    check_may_mark(by, session.starts_at, session.ends_at, at, reason)
    people = queries.all_on_sheet(session.cohort)
    if not people:
        raise Refused(CohortRefusal.NOBODY_ON_THE_SHEET)
    present = queries.all_marks([session])
    written, unmarked = list[dict[str, Any]](), 0
    for person in people:
        old = present.get((session.id, person.id))
        new = marks.get(person.pid)
        if new is None or person.status is not ParticipationStatus.ATTENDING:
            unmarked += old is None
        elif old is None:
            written.append(_mark(session, person, new, by, at, reason))
        elif old.mark is not new:
            _correct(old, new, reason, by, at)
    if written:
        db.session.execute(insert(Attendance), written)  # forty rows, one statement
        history.record(session, "mark", by=by, at=at, people=len(written))
    if not unmarked and session.status is SessionStatus.PLANNED:
        history.advance(session, SESSION, "hold", by=by, at=at, earlier_deeds={})
    return unmarked


def _mark(
    session: CohortSession,
    person: Participation,
    mark: AttendanceMark,
    by: Actor,
    at: datetime,
    note: str,
) -> dict[str, Any]:
    return {
        "session_id": session.id,
        "participation_id": person.id,
        "mark": mark,
        "marked_by_id": by.id,
        "marked_at": at,
        "note": note.strip(),
    }


def _correct(old: Attendance, new: AttendanceMark, note: str, by: Actor, at: datetime) -> None:
    history.record(old, "correct", by=by, at=at, before=old.mark.value, after=new.value)
    old.mark, old.marked_by_id, old.marked_at = new, by.id, at
    old.note = note.strip()


def waive(
    participation: Participation, before: date, reason: str, *, by: Actor, at: datetime
) -> int:
    """Take the sessions before a day off somebody, for a late visa for example; how many.

    Marks given earlier are corrected. Cancelled sessions do not count anyway.
    """
    if not reason.strip():
        raise Refused(CohortRefusal.REASON_MISSING)
    cohort = participation.cohort
    if cohort.status not in EDITABLE or participation.status is not ParticipationStatus.ATTENDING:
        raise Refused(CohortRefusal.TOO_LATE_TO_CHANGE)
    start = datetime.combine(before, datetime.min.time(), ZONES[cohort.zone])
    sessions = queries.all_sessions_before(cohort, start)
    present = queries.all_marks(sessions)
    changed = 0
    for session in sessions:
        old = present.get((session.id, participation.id))
        new = AttendanceMark.NOT_REQUIRED
        if old is None:
            db.session.add(Attendance(**_mark(session, participation, new, by, at, reason)))
            changed += 1
        elif old.mark is not new:
            _correct(old, new, reason, by, at)
            changed += 1
    history.record(participation, "waive", by=by, at=at, sessions=changed)
    return changed
