from datetime import date, datetime
from fractions import Fraction

from talent.foundations import grades
from talent.foundations.access import SYSTEM, Actor
from talent.foundations.refusals import Refused
from talent.placements import queries
from talent.placements.models import Placement, SemesterRecord
from talent.placements.rules import semesters as rules
from talent.placements.rules.lifecycle import SEMESTER, STUDYING, SemesterKind
from talent.placements.rules.semesters import SemesterFacts, SemesterRefusal
from talent.placements.rules.terms import Term, korean_day, term_of
from talent.plumbing import history
from talent.plumbing.database import db
from talent.plumbing.files import File


def plan_semester(
    placement: Placement,
    term: Term,
    *,
    by: Actor,
    at: datetime,
    kind: SemesterKind = SemesterKind.REGULAR,
    registered_on: date | None = None,
) -> SemesterRecord:
    """A record for one term of somebody's study. Raises :class:`Refused` for a second one."""
    if placement.study_status not in STUDYING or placement.university_id is None:
        raise Refused(SemesterRefusal.NOT_ENROLLED)
    if term < placement.intake_term:
        raise Refused(SemesterRefusal.TERM_OUTSIDE)
    if any(s.term == str(term) for s in placement.semesters):
        raise Refused(SemesterRefusal.TERM_TWICE)
    record = SemesterRecord(
        university_id=placement.university_id,
        term=str(term),
        kind=kind,
        registered_on=registered_on,
        due_on=placement.frozen_policy.report_due_on(term),
    )
    placement.semesters.append(record)
    db.session.flush()
    history.record(record, "plan", by=by, at=at, term=str(term))
    if term.starts_on <= korean_day(at):
        history.advance(record, SEMESTER, "begin", by=SYSTEM, at=at)
    return record


def begin_semesters(at: datetime) -> int:
    """Open this term's record of everybody who studies; what the clock does each night."""
    today = korean_day(at)
    begun = 0
    for placement in queries.all_without_term(term_of(today)):
        plan_semester(placement, term_of(today), by=SYSTEM, at=at)
        begun += 1
    for record in queries.all_planned(today):
        history.advance(record, SEMESTER, "begin", by=SYSTEM, at=at)
        begun += 1
    return begun


def register(
    record: SemesterRecord, *, on: date, kind: SemesterKind, by: Actor, at: datetime
) -> None:
    """When the university registered the semester, and as what."""
    record.registered_on, record.kind = on, kind
    history.record(record, "register", by=by, at=at)


def hand_in_transcript(
    record: SemesterRecord, transcript: File, *, by: Actor, at: datetime
) -> None:
    """Keep the transcript with the record; a newer one takes its place until it is accepted."""
    rules.check_changeable(record.status)
    record.transcript = transcript
    history.record(record, "hand-in-transcript", by=by, at=at)


def submit(
    record: SemesterRecord,
    *,
    report: str,
    attempted: int,
    earned: int,
    gpa: str | None,
    scale: str,
    by: Actor,
    at: datetime,
) -> None:
    """The trainee's report on a semester, with the grade as the transcript says it."""
    rules.check_credits(attempted=attempted, earned=earned)
    if attempted and record.transcript_id is None:
        raise Refused(SemesterRefusal.TRANSCRIPT_MISSING)
    record.report, record.submitted_at = report, at
    record.credits_attempted, record.credits_earned = attempted, earned
    record.returned_because = ""
    _grade(record, gpa, scale, by)
    history.advance(record, SEMESTER, "submit", by=by, at=at, credits=earned)


def _grade(record: SemesterRecord, gpa: str | None, scale: str, by: Actor) -> None:
    """Keep the raw grade with its scale, and convert it where a table can: never by proportion."""
    record.gpa_raw = record.gpa_scale = record.gpa_percent = record.gpa_table = None
    record.gpa_reason, record.gpa_by = "", None
    if not gpa:
        return
    raw = grades.read_grade(gpa)
    record.gpa_raw, record.gpa_scale = str(raw), scale
    if scale in grades.scales():
        record.gpa_percent = str(grades.percent_of(raw, scale))
        record.gpa_table, record.gpa_by = grades.TABLE, by.id


def convert_by_hand(
    record: SemesterRecord, *, percent: Fraction, reason: str, by: Actor, at: datetime
) -> None:
    """Enter the grade out of 100 for a scale no table knows, with the reason and the evidence."""
    rules.check_by_hand(has_table=record.gpa_table is not None)
    record.gpa_percent, record.gpa_reason, record.gpa_by = str(percent), reason, by.id
    history.record(record, "convert-by-hand", by=by, at=at, percent=str(percent))


def add_adviser(
    record: SemesterRecord, *, statement: str, given_on: date, by: Actor, at: datetime
) -> None:
    """What the adviser says about the semester: universities have no account, we write it in."""
    record.adviser_statement, record.adviser_given_on = statement, given_on
    history.advance(record, SEMESTER, "add-adviser", by=by, at=at)


def accept(record: SemesterRecord, *, by: Actor, at: datetime) -> None:
    """Accept a semester whose papers are complete."""
    rules.check_acceptance(
        SemesterFacts(
            record.credits_attempted,
            record.credits_earned,
            has_transcript=record.transcript_id is not None,
            has_grade=record.gpa_raw is not None,
            percent=record.percent,
        )
    )
    history.advance(record, SEMESTER, "accept", by=by, at=at)


def send_back(record: SemesterRecord, *, reason: str, by: Actor, at: datetime) -> None:
    """Ask the trainee to correct the report."""
    record.returned_because = reason
    record.submitted_at = None
    history.advance(record, SEMESTER, "return", by=by, at=at)


def lock(record: SemesterRecord, *, by: Actor, at: datetime) -> None:
    """Nothing in this record changes any more."""
    history.advance(record, SEMESTER, "lock", by=by, at=at)


def move_semester(
    record: SemesterRecord, step: str, *, reason: str, by: Actor, at: datetime
) -> None:
    """One of the steps that need no more than a button, or a reason."""
    if step == "accept":
        accept(record, by=by, at=at)
    elif step == "lock":
        lock(record, by=by, at=at)
    elif step == "open":
        history.advance(record, SEMESTER, "open", by=by, at=at)
    else:
        if not reason:
            raise Refused(SemesterRefusal.REASON_MISSING)
        send_back(record, reason=reason, by=by, at=at)
