"""The lives of a cohort, of one person's place in it, and of one session."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from talent.foundations.access import Actor, Permission
from talent.foundations.refusals import Refused
from talent.foundations.workflow import Transition, Workflow

MARKING_WINDOW = timedelta(hours=48)


class CohortFormat(StrEnum):
    INVITED = "invited"
    LOCAL = "local"
    ONLINE = "online"
    BLENDED = "blended"


class CohortStatus(StrEnum):
    PLANNED = "planned"
    ANNOUNCED = "announced"
    CONFIRMED = "confirmed"
    RUNNING = "running"
    FINISHED = "finished"
    REPORTED = "reported"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class ParticipationStatus(StrEnum):
    NOMINATED = "nominated"
    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    ATTENDING = "attending"
    COMPLETED = "completed"
    PARTICIPATED = "participated"
    NOT_COMPLETED = "not-completed"
    DECLINED = "declined"
    WITHDREW = "withdrew"


class SessionStatus(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class SessionKind(StrEnum):
    LECTURE = "lecture"
    PRACTICE = "practice"
    VISIT = "visit"
    CEREMONY = "ceremony"


class CohortRefusal(StrEnum):
    TEXT_INCOMPLETE = "text-incomplete"
    NOBODY_CONFIRMED = "nobody-confirmed"
    SESSIONS_OPEN = "sessions-open"
    MARKS_MISSING = "marks-missing"
    NO_SESSIONS = "no-sessions"
    NOT_EVALUATED = "not-evaluated"
    TOO_LATE_TO_CHANGE = "too-late-to-change"
    SEATS_TAKEN = "seats-taken"
    ALREADY_IN_COHORT = "already-in-cohort"
    NOT_OPEN_FOR_PEOPLE = "not-open-for-people"
    NOT_STARTED_YET = "not-started-yet"
    ANNOUNCED_TOO_LATE = "announced-too-late"
    SESSION_NOT_STARTED = "session-not-started"
    MARKING_CLOSED = "marking-closed"
    REASON_MISSING = "reason-missing"
    OUTSIDE_COHORT = "outside-cohort"
    NOBODY_ON_THE_SHEET = "nobody-on-the-sheet"


class CohortWaiting(StrEnum):
    MARK_ATTENDANCE = "mark-attendance"
    EVALUATE = "evaluate"
    APPROVE_REPORT = "approve-report"
    REPLY = "reply"


_C, _P, _S = CohortStatus, ParticipationStatus, SessionStatus
_BEFORE_START = frozenset({_C.PLANNED, _C.ANNOUNCED, _C.CONFIRMED})

COHORT = Workflow(
    "cohort",
    _C.PLANNED,
    Transition("announce", frozenset({_C.PLANNED}), _C.ANNOUNCED, Permission.COHORTS_MANAGE),
    Transition("confirm", frozenset({_C.ANNOUNCED}), _C.CONFIRMED, Permission.COHORTS_MANAGE),
    Transition("start", frozenset({_C.CONFIRMED}), _C.RUNNING, Permission.COHORTS_MANAGE),
    Transition("finish", frozenset({_C.RUNNING}), _C.FINISHED, Permission.COHORTS_MANAGE),
    Transition(
        "report",
        frozenset({_C.FINISHED}),
        _C.REPORTED,
        Permission.COHORTS_APPROVE,
        not_by="finish",
    ),
    Transition("close", frozenset({_C.REPORTED}), _C.CLOSED, Permission.COHORTS_MANAGE),
    Transition("cancel", _BEFORE_START, _C.CANCELLED, Permission.COHORTS_MANAGE),
)

PARTICIPATION = Workflow(
    "participation",
    _P.NOMINATED,
    Transition("accept", frozenset({_P.NOMINATED}), _P.ACCEPTED, Permission.COHORTS_OWN),
    Transition("decline", frozenset({_P.NOMINATED}), _P.DECLINED, Permission.COHORTS_OWN),
    Transition(
        "record-acceptance", frozenset({_P.NOMINATED}), _P.ACCEPTED, Permission.COHORTS_MANAGE
    ),
    Transition(
        "record-refusal",
        frozenset({_P.NOMINATED, _P.ACCEPTED}),
        _P.DECLINED,
        Permission.COHORTS_MANAGE,
    ),
    Transition("confirm", frozenset({_P.ACCEPTED}), _P.CONFIRMED, Permission.COHORTS_MANAGE),
    Transition("attend", frozenset({_P.CONFIRMED}), _P.ATTENDING, Permission.COHORTS_MANAGE),
    Transition("complete", frozenset({_P.ATTENDING}), _P.COMPLETED, Permission.COHORTS_MANAGE),
    Transition(
        "participate", frozenset({_P.ATTENDING}), _P.PARTICIPATED, Permission.COHORTS_MANAGE
    ),
    Transition(
        "fall-short", frozenset({_P.ATTENDING}), _P.NOT_COMPLETED, Permission.COHORTS_MANAGE
    ),
    Transition(
        "withdraw",
        frozenset({_P.ACCEPTED, _P.CONFIRMED, _P.ATTENDING}),
        _P.WITHDREW,
        Permission.COHORTS_MANAGE,
    ),
)

SESSION = Workflow(
    "session",
    _S.PLANNED,
    Transition("hold", frozenset({_S.PLANNED}), _S.HELD, Permission.COHORTS_MARK),
    Transition("cancel", frozenset({_S.PLANNED}), _S.CANCELLED, Permission.COHORTS_MANAGE),
    Transition("reinstate", frozenset({_S.CANCELLED}), _S.PLANNED, Permission.COHORTS_MANAGE),
)

GONE = frozenset({_P.DECLINED, _P.WITHDREW})
DECIDED = frozenset({_P.COMPLETED, _P.PARTICIPATED, _P.NOT_COMPLETED})
ON_THE_SHEET = frozenset({_P.ATTENDING}) | DECIDED
EDITABLE = _BEFORE_START | {_C.RUNNING}
TAKES_PEOPLE = EDITABLE
TOLD = EDITABLE - {_C.PLANNED}
RULES_EDITABLE = frozenset({_C.PLANNED})

BY_HAND = frozenset(PARTICIPATION.transitions) - {"complete", "participate", "fall-short"}


def check_may_mark(
    by: Actor, starts_at: datetime, ends_at: datetime, at: datetime, reason: str
) -> None:
    """Raise ``Refused`` when ``by`` may not mark a session now.

    From the start of the session to 48 hours after its end anyone who marks may; after that only
    whoever manages cohorts, and with a reason.

    Source: handbook of the programme, cohorts: marking window.
    """
    if at < starts_at:
        raise Refused(CohortRefusal.SESSION_NOT_STARTED)
    if not is_late_to_mark(ends_at, at):
        return
    if Permission.COHORTS_MANAGE not in by.permissions:
        raise Refused(CohortRefusal.MARKING_CLOSED)
    if not reason.strip():
        raise Refused(CohortRefusal.REASON_MISSING)


def is_late_to_mark(ends_at: datetime, at: datetime) -> bool:
    """Whether the 48 hours after a session are over."""
    return at > ends_at + MARKING_WINDOW


def check_announced_in_time(status: CohortStatus, starts_at: datetime, at: datetime) -> None:
    """Raise ``Refused`` when a session is added to a running cohort after it has begun.

    Source: handbook of the programme, attendance: a session added later enters the count only if
    announced before its date.
    """
    if status is CohortStatus.RUNNING and starts_at <= at:
        raise Refused(CohortRefusal.ANNOUNCED_TOO_LATE)


def check_days(starts_on: date, ends_on: date, first: date, last: date) -> None:
    """Raise ``Refused`` when a session lies outside the days of its cohort, both counted in."""
    if first < starts_on or last > ends_on:
        raise Refused(CohortRefusal.OUTSIDE_COHORT)
