"""The people of a cohort and how they attended so far."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from talent.accounts.models import Account
from talent.cohorts.models import Attendance, Cohort, CohortSession, Participation
from talent.cohorts.queries.sight import visible
from talent.cohorts.rules import attendance as rule
from talent.cohorts.rules.attendance import AttendanceMark, CohortRules, Decision, Evidence
from talent.cohorts.rules.lifecycle import (
    DECIDED,
    GONE,
    ON_THE_SHEET,
    CohortFormat,
    CohortStatus,
    ParticipationStatus,
    SessionStatus,
)
from talent.foundations.access import Permission
from talent.foundations.languages import LocalizedText
from talent.people.models import Person
from talent.plumbing.database import db


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a cohort, their attendance so far, and what it would decide today."""

    participation: Participation
    attendance: rule.Attendance
    standing: rule.Standing
    decision: Decision
    unmarked: int

    @property
    def has_place(self) -> bool:
        return self.participation.status not in GONE

    @property
    def is_shown(self) -> bool:
        """Whether attendance says something: before the course there is none."""
        return self.participation.status in ON_THE_SHEET


def members(viewer: Account, of: Cohort) -> list[Member]:
    """Everybody in the cohort by Latin name: three statements, however many there are."""
    found = db.session.scalars(
        select(Participation)
        .join(Participation.cohort)
        .join(Participation.person)
        .where(Participation.cohort_id == of.id, visible(viewer))
        .options(joinedload(Participation.person).joinedload(Person.organisation))
        .order_by(Person.sort_latin, Participation.id)
    ).all()
    return all_members(of, found)


def all_members(of: Cohort, found: Iterable[Participation]) -> list[Member]:
    """The same for participations at hand: what actions evaluate."""
    rules = of.measured_by
    held = all_held(of)
    units = all_units(Attendance.session_id == CohortSession.id, CohortSession.cohort_id == of.id)
    return [_member(p, units.get(p.id, {}), held, rules) for p in found]


def _member(
    participation: Participation,
    marks: Mapping[tuple[AttendanceMark, int], int],
    held: int,
    rules: CohortRules,
) -> Member:
    """One person, from the number of sessions under each mark and length."""
    if participation.status in DECIDED and participation.attended is not None:
        rules = CohortRules.parse(participation.rules_then)
        found = rule.Attendance(participation.attended, participation.required or 0)
        decision = Decision(participation.status, tuple(participation.finding_members))
        return Member(participation, found, rule.standing(found, rules), decision, 0)
    found = rule.attendance(_units(marks), rules)
    return Member(
        participation,
        found,
        rule.standing(found, rules),
        rule.decide(found, _evidence(participation), rules),
        max(0, held - sum(marks.values())),
    )


def _evidence(participation: Participation) -> Evidence:
    """What is known of somebody beside attendance."""
    return Evidence(
        participation.pre_test,
        participation.post_test,
        participation.action_plan_accepted,
        participation.survey_done,
    )


def _units(marks: Mapping[tuple[AttendanceMark, int], int]) -> Counter[AttendanceMark]:
    """Units under each mark, from how often each (mark, units of the session) was given."""
    return rule.units_by_mark(
        (mark, units) for (mark, units), count in marks.items() for _ in range(count)
    )


def all_units(*conditions: ColumnElement[bool]) -> dict[int, dict[tuple[AttendanceMark, int], int]]:
    """For each participation how often it has each mark in held sessions of each length."""
    rows = db.session.execute(
        select(Attendance.participation_id, Attendance.mark, CohortSession.units, func.count())
        .join(Attendance.session)
        .where(CohortSession.status == SessionStatus.HELD, *conditions)
        .group_by(Attendance.participation_id, Attendance.mark, CohortSession.units)
    )
    found: dict[int, dict[tuple[AttendanceMark, int], int]] = {}
    for participation_id, mark, units, count in rows:
        found.setdefault(participation_id, {})[mark, units] = count
    return found


def all_held(of: Cohort) -> int:
    """How many sessions of a cohort have been held."""
    return (
        db.session.scalar(
            select(func.count()).where(
                CohortSession.cohort_id == of.id, CohortSession.status == SessionStatus.HELD
            )
        )
        or 0
    )


def participation(viewer: Account, pid: str) -> Participation:
    """One person's place in a cohort the viewer works with, or 404."""
    return db.one_or_404(
        select(Participation)
        .join(Participation.cohort)
        .where(Participation.pid == pid, visible(viewer))
        .options(
            joinedload(Participation.cohort).joinedload(Cohort.organiser),
            joinedload(Participation.person).joinedload(Person.organisation),
        )
    )


def own_participation(viewer: Account, pid: str) -> Participation:
    """The viewer's own place in a cohort, or 404 for anybody else's."""
    return db.one_or_404(
        select(Participation)
        .join(Participation.cohort)
        .where(
            Participation.pid == pid,
            Participation.person_id == viewer.person_id,
            Cohort.status != CohortStatus.PLANNED,
        )
        .options(
            joinedload(Participation.cohort).joinedload(Cohort.organiser),
            joinedload(Participation.person),
        )
    )


def own_memberships(viewer: Account) -> list[Member]:
    """The viewer's own cohorts, the latest first, with attendance so far."""
    rows = db.session.scalars(
        select(Participation)
        .join(Participation.cohort)
        .where(Participation.person_id == viewer.person_id, Cohort.status != CohortStatus.PLANNED)
        .options(joinedload(Participation.cohort).joinedload(Cohort.organiser))
        .order_by(Cohort.starts_on.desc(), Participation.id)
    ).all()
    units = all_units(Attendance.participation_id.in_([p.id for p in rows]))
    return [_member(p, units.get(p.id, {}), 0, p.cohort.measured_by) for p in rows]


def membership(viewer: Account, of: Participation) -> Member:
    """One person's attendance so far, theirs or of a cohort the viewer works with; else 404."""
    found = db.one_or_404(
        select(Participation)
        .join(Participation.cohort)
        .where(Participation.id == of.id, _own_or_visible(viewer))
        .options(joinedload(Participation.cohort), joinedload(Participation.person))
    )
    return all_members(found.cohort, [found])[0]


@dataclass(frozen=True, slots=True)
class MarkedSession:
    """A line of somebody's timetable, with their own mark once there is one."""

    session: CohortSession
    mark: AttendanceMark | None
    note: str


def timetable_of(viewer: Account, of: Participation) -> list[MarkedSession]:
    """The sessions of somebody's cohort and how they attended, for them and for staff."""
    rows = db.session.execute(
        select(CohortSession, Attendance.mark, Attendance.note)
        .join(CohortSession.cohort)
        .join(Participation, Participation.cohort_id == Cohort.id)
        .outerjoin(
            Attendance,
            (Attendance.session_id == CohortSession.id)
            & (Attendance.participation_id == Participation.id),
        )
        .where(Participation.id == of.id, _own_or_visible(viewer))
        .options(joinedload(CohortSession.instructor))
        .order_by(CohortSession.starts_at, CohortSession.id)
    )
    return [MarkedSession(session, mark, note or "") for session, mark, note in rows]


def _own_or_visible(viewer: Account) -> ColumnElement[bool]:
    own = (Participation.person_id == viewer.person_id) & (Cohort.status != CohortStatus.PLANNED)
    return or_(visible(viewer), own)


@dataclass(frozen=True, slots=True)
class Completion:
    """How a course ended for one person: all a certificate needs to say about it."""

    participation_id: int
    participation_pid: str
    person_id: int
    person: Person
    cohort_id: int
    cohort_code: str
    cohort_status: CohortStatus
    title: LocalizedText
    place: LocalizedText | None
    form: CohortFormat
    starts_on: date
    ends_on: date
    hours: int
    outcome: ParticipationStatus
    attended: int
    required: int
    threshold: Fraction

    @property
    def ratio(self) -> Fraction:
        return Fraction(self.attended, self.required) if self.required else Fraction(0)


REPORTED = frozenset({CohortStatus.REPORTED, CohortStatus.CLOSED})


def completion_of(viewer: Account, participation: Participation | int) -> Completion | None:
    """How the course ended for one person, ``None`` before it is decided; theirs or staff's."""
    key = participation if isinstance(participation, int) else participation.id
    found = _completions(viewer, Participation.id == key)
    return found[0] if found else None


def completions(viewer: Account) -> list[Completion]:
    """Everybody who completed or took part in a cohort whose report is approved."""
    earned = {ParticipationStatus.COMPLETED, ParticipationStatus.PARTICIPATED}
    return _completions(viewer, Cohort.status.in_(REPORTED), Participation.status.in_(earned))


def _completions(viewer: Account, *conditions: ColumnElement[bool]) -> list[Completion]:
    allowed = visible(viewer)
    if Permission.COHORTS_OWN in viewer.permissions:
        allowed = allowed | (Participation.person_id == viewer.person_id)
    rows = db.session.scalars(
        select(Participation)
        .join(Participation.cohort)
        .where(Participation.status.in_(DECIDED), allowed, *conditions)
        .options(joinedload(Participation.cohort), joinedload(Participation.person))
        .order_by(Cohort.starts_on.desc(), Participation.id)
    )
    return [_completion(row) for row in rows]


def _completion(row: Participation) -> Completion:
    return Completion(
        participation_id=row.id,
        participation_pid=row.pid,
        person_id=row.person_id,
        person=row.person,
        cohort_id=row.cohort_id,
        cohort_code=row.cohort.code,
        cohort_status=row.cohort.status,
        title=row.cohort.title,
        place=row.cohort.place,
        form=row.cohort.format,
        starts_on=row.cohort.starts_on,
        ends_on=row.cohort.ends_on,
        hours=row.cohort.hours,
        outcome=row.status,
        attended=row.attended or 0,
        required=row.required or 0,
        threshold=CohortRules.parse(row.rules_then).completion_ratio,
    )


def all_on_sheet(of: Cohort) -> list[Participation]:
    """Everybody who is marked in the sessions of a cohort."""
    return list(
        db.session.scalars(
            select(Participation)
            .join(Participation.person)
            .where(Participation.cohort_id == of.id, Participation.status.in_(ON_THE_SHEET))
            .options(joinedload(Participation.person).joinedload(Person.organisation))
            .order_by(Person.sort_latin, Participation.id)
        )
    )


def all_in_state(of: Cohort, state: ParticipationStatus) -> list[Participation]:
    """Everybody of a cohort in one state, with their names and the cohort itself."""
    return list(
        db.session.scalars(
            select(Participation)
            .where(Participation.cohort_id == of.id, Participation.status == state)
            .options(joinedload(Participation.person), joinedload(Participation.cohort))
            .order_by(Participation.id)
        )
    )


def all_places(of: Cohort) -> dict[int, ParticipationStatus]:
    """The state of everybody in a cohort, by person."""
    rows = db.session.execute(
        select(Participation.person_id, Participation.status).where(
            Participation.cohort_id == of.id
        )
    )
    return dict(rows.all())


def all_sessions(of: Cohort) -> list[CohortSession]:
    """The sessions of a cohort in the order they take place."""
    return list(
        db.session.scalars(
            select(CohortSession)
            .where(CohortSession.cohort_id == of.id)
            .options(joinedload(CohortSession.cohort))
            .order_by(CohortSession.starts_at, CohortSession.id)
        )
    )


def all_sessions_before(of: Cohort, moment: datetime) -> list[CohortSession]:
    """Sessions that began before an instant and were not cancelled."""
    return [
        session
        for session in all_sessions(of)
        if session.starts_at < moment and session.status is not SessionStatus.CANCELLED
    ]


def all_lock(of: Cohort) -> None:
    """Hold a cohort until the end of the transaction: two people never get its last seat."""
    db.session.execute(select(Cohort.id).where(Cohort.id == of.id).with_for_update())
