"""The life of a cohort, and how its course ends for each person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from talent.cohorts import queries
from talent.cohorts.actions import people
from talent.cohorts.models import Cohort, Participation
from talent.cohorts.rules.lifecycle import (
    COHORT,
    PARTICIPATION,
    CohortRefusal,
    CohortStatus,
    ParticipationStatus,
    SessionStatus,
)
from talent.foundations.access import Actor
from talent.foundations.languages import LANGUAGES
from talent.foundations.refusals import Refused
from talent.plumbing import history

_OUTCOMES = {
    ParticipationStatus.COMPLETED: "complete",
    ParticipationStatus.PARTICIPATED: "participate",
    ParticipationStatus.NOT_COMPLETED: "fall-short",
}


def move(cohort: Cohort, name: str, *, by: Actor, at: datetime) -> None:
    """One step of a cohort, under the conditions of that step.

    Announcing invites everybody nominated; starting begins the course for everybody confirmed.
    Raises :class:`Refused`, saying which condition is open.
    """
    check = {"announce": _check_texts, "confirm": _check_people, "start": _check_start}.get(name)
    if name == "finish":
        check = _check_over
    if check is not None:
        check(cohort)
    history.advance(cohort, COHORT, name, by=by, at=at)
    if name == "announce":
        nominated = queries.all_in_state(cohort, ParticipationStatus.NOMINATED)
        people.invite(nominated, cohort, at)
    if name == "start":
        confirmed = queries.all_in_state(cohort, ParticipationStatus.CONFIRMED)
        people.move_all(confirmed, "attend", by=by, at=at)


def _check_texts(cohort: Cohort) -> None:
    for text in (cohort.title, cohort.place):
        if text is None or text.missing():
            lacking = ", ".join(text.missing() if text else LANGUAGES)
            raise Refused(CohortRefusal.TEXT_INCOMPLETE, languages=lacking)


def _check_people(cohort: Cohort) -> None:
    if not queries.all_in_state(cohort, ParticipationStatus.CONFIRMED):
        raise Refused(CohortRefusal.NOBODY_CONFIRMED)


def _check_start(cohort: Cohort) -> None:
    _check_people(cohort)
    if not queries.all_sessions(cohort):
        raise Refused(CohortRefusal.NO_SESSIONS)


def _check_over(cohort: Cohort) -> None:
    _check_marked(cohort)
    if queries.all_in_state(cohort, ParticipationStatus.ATTENDING):
        raise Refused(CohortRefusal.NOT_EVALUATED)


def _check_marked(cohort: Cohort) -> None:
    sessions = queries.all_sessions(cohort)
    if not any(s.status is SessionStatus.HELD for s in sessions):
        raise Refused(CohortRefusal.NO_SESSIONS)
    left = sum(s.status is SessionStatus.PLANNED for s in sessions)
    if left:
        raise Refused(CohortRefusal.SESSIONS_OPEN, count=left)


@dataclass(frozen=True, slots=True)
class Proofs:
    """What a participant has handed in beside attending. Tests are in per cent."""

    pre_test: int | None
    post_test: int | None
    action_plan_accepted: bool
    survey_done: bool


def record_proofs(found: Mapping[Participation, Proofs], *, by: Actor, at: datetime) -> int:
    """Write tests, action plans and surveys; people whose course is decided stay as they are."""
    changed = 0
    for participation, proofs in found.items():
        before = Proofs(
            participation.pre_test,
            participation.post_test,
            participation.action_plan_accepted,
            participation.survey_done,
        )
        if proofs == before or participation.status is not ParticipationStatus.ATTENDING:
            continue
        participation.pre_test, participation.post_test = proofs.pre_test, proofs.post_test
        participation.action_plan_accepted = proofs.action_plan_accepted
        participation.survey_done = proofs.survey_done
        history.record(participation, "record-proofs", by=by, at=at)
        changed += 1
    return changed


def evaluate(cohort: Cohort, *, by: Actor, at: datetime) -> int:
    """Decide the course for everybody attending, by the cohort's own rules, and keep those rules
    with each result; how many were decided.

    Raises :class:`Refused` while a session is open or somebody lacks a mark.
    """
    if cohort.status is not CohortStatus.RUNNING:
        raise Refused(CohortRefusal.TOO_LATE_TO_CHANGE)
    _check_marked(cohort)
    attending = queries.all_in_state(cohort, ParticipationStatus.ATTENDING)
    found = queries.all_members(cohort, attending)
    lacking = sum(member.unmarked > 0 for member in found)
    if lacking:
        raise Refused(CohortRefusal.MARKS_MISSING, count=lacking)
    rules = cohort.measured_by.as_json()
    earlier = history.earlier_of(attending)
    for member in found:
        row, decision = member.participation, member.decision
        row.attended, row.required = member.attendance.attended, member.attendance.required
        row.findings = [finding.value for finding in decision.findings]
        row.rules_then, row.decided_at = rules, at
        history.advance(
            row,
            PARTICIPATION,
            _OUTCOMES[decision.outcome],
            by=by,
            at=at,
            earlier_deeds=earlier.get(history.key(row), {}),
            attended=row.attended,
            required=row.required,
        )
    return len(found)
