"""The attendance sheet of one session."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from talent.accounts.models import Account
from talent.cohorts.models import Attendance, Cohort, CohortSession
from talent.cohorts.queries.people import Member, all_members, all_on_sheet
from talent.cohorts.queries.sight import to_mark
from talent.cohorts.rules.attendance import AttendanceMark
from talent.cohorts.rules.lifecycle import SessionStatus
from talent.plumbing.database import db

SHOWN_BEFORE = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One person on the sheet: earlier marks in the order of its columns, and the present one."""

    member: Member
    before: tuple[AttendanceMark | None, ...]
    mark: AttendanceMark | None
    note: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A session to mark: earlier sessions as columns, everybody in the cohort as lines."""

    session: CohortSession
    earlier: tuple[CohortSession, ...]
    lines: tuple[Line, ...]
    left_out: int

    @property
    def counts(self) -> Counter[AttendanceMark]:
        return Counter(line.mark for line in self.lines if line.mark is not None)

    @property
    def unmarked(self) -> int:
        return sum(line.mark is None for line in self.lines)


def session_to_mark(viewer: Account, pid: str) -> CohortSession:
    """A session whose attendance this viewer may mark, or 404."""
    return db.one_or_404(
        select(CohortSession)
        .where(CohortSession.pid == pid, to_mark(viewer))
        .options(
            joinedload(CohortSession.cohort).joinedload(Cohort.organiser),
            joinedload(CohortSession.instructor),
        )
    )


def sheet(viewer: Account, pid: str, *, everything: bool = False) -> Sheet:
    """The sheet of a session, with the last five before it or all; 404 when not theirs to mark."""
    of = session_to_mark(viewer, pid)
    before = db.session.scalars(
        select(CohortSession)
        .where(
            CohortSession.cohort_id == of.cohort_id,
            CohortSession.status == SessionStatus.HELD,
            CohortSession.starts_at < of.starts_at,
        )
        .order_by(CohortSession.starts_at, CohortSession.id)
    ).all()
    shown = before if everything else before[-SHOWN_BEFORE:]
    marks = all_marks([*shown, of])
    people = all_members(of.cohort, all_on_sheet(of.cohort))
    lines = tuple(_line(member, of, shown, marks) for member in people)
    return Sheet(of, tuple(shown), lines, len(before) - len(shown))


def _line(
    member: Member,
    of: CohortSession,
    shown: Sequence[CohortSession],
    marks: Mapping[tuple[int, int], Attendance],
) -> Line:
    key = member.participation.id
    given = marks.get((of.id, key))
    found = (marks.get((session.id, key)) for session in shown)
    return Line(
        member,
        tuple(mark.mark if mark else None for mark in found),
        given.mark if given else None,
        given.note if given else "",
    )


def all_marks(sessions: Sequence[CohortSession]) -> dict[tuple[int, int], Attendance]:
    """Marks of these sessions by session and participation."""
    rows = db.session.scalars(
        select(Attendance).where(Attendance.session_id.in_([s.id for s in sessions]))
    )
    return {(row.session_id, row.participation_id): row for row in rows}
