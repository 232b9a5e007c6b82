"""What a trainee does next and by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from talent.placements.rules.lifecycle import (
    STUDYING,
    PresenceStatus,
    SemesterStatus,
    StudyStatus,
)
from talent.placements.rules.policy import PlacementPolicy
from talent.placements.rules.terms import Term


class NextKind(StrEnum):
    """One thing to do, or to wait for."""

    SIGN_CONTRACT = "sign-contract"
    SEND_REPORT = "send-report"
    CORRECT_REPORT = "correct-report"
    REGISTER_CARD = "register-card"
    MEET_CONDITION = "meet-condition"
    APPLY_FOR_VISA = "apply-for-visa"
    TRAVEL = "travel"
    ENROL = "enrol"
    ASK_COORDINATOR = "ask-coordinator"
    WAIT_FOR_UNIVERSITY = "wait-for-university"
    WAIT_FOR_CONTRACT = "wait-for-contract"
    WAIT_FOR_COUNTERSIGNATURE = "wait-for-countersignature"
    WAIT_FOR_VISA = "wait-for-visa"
    STUDY = "study"
    GO_HOME = "go-home"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step, its last day if there is one, and the semester it is about."""

    kind: NextKind
    due: date | None = None
    term: Term | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides a trainee's next steps. ``open_terms``: (semester, state, last day)."""

    study: StudyStatus
    presence: PresenceStatus
    intake: Term
    contract_prepared: bool = False
    contract_signed: bool = False
    condition_due_on: date | None = None
    planned_arrival: date | None = None
    arrived_on: date | None = None
    card_registered: bool = False
    open_terms: tuple[tuple[Term, SemesterStatus, date], ...] = ()


def next_steps(now: Situation, *, policy: PlacementPolicy) -> list[NextStep]:
    """What to do next, the earliest day first; never empty."""
    steps = [*_to_do(now, policy)]
    if not steps:
        steps = [NextStep(_waited_for(now))]
    return sorted(steps, key=lambda step: step.due or date.max)


def _to_do(now: Situation, policy: PlacementPolicy) -> Iterable[NextStep]:
    if now.study is StudyStatus.CONDITIONALLY_ADMITTED:
        yield NextStep(NextKind.MEET_CONDITION, now.condition_due_on)
    if now.study is StudyStatus.ADMITTED and now.contract_prepared and not now.contract_signed:
        yield NextStep(NextKind.SIGN_CONTRACT)
    if now.study is StudyStatus.CONTRACTED:
        yield from _journey(now)
    if now.presence is PresenceStatus.ARRIVED and now.arrived_on and not now.card_registered:
        limit = now.arrived_on + timedelta(days=policy.residence_card_limit)
        yield NextStep(NextKind.REGISTER_CARD, limit)
    for term, status, due in now.open_terms:
        if status is SemesterStatus.OPEN:
            yield NextStep(NextKind.SEND_REPORT, due, term)
        elif status is SemesterStatus.SENT_BACK:
            yield NextStep(NextKind.CORRECT_REPORT, due, term)


def _journey(now: Situation) -> Iterable[NextStep]:
    if now.presence is PresenceStatus.AT_HOME:
        yield NextStep(NextKind.APPLY_FOR_VISA, now.planned_arrival)
    elif now.presence is PresenceStatus.VISA_REFUSED:
        yield NextStep(NextKind.ASK_COORDINATOR)
    elif now.presence is PresenceStatus.VISA_ISSUED:
        yield NextStep(NextKind.TRAVEL, now.planned_arrival)
    elif now.presence is PresenceStatus.ARRIVED:
        yield NextStep(NextKind.ENROL, now.intake.starts_on)


def _waited_for(now: Situation) -> NextKind:
    if now.study in {StudyStatus.NOMINATING, StudyStatus.UNIVERSITY_SCREENING, StudyStatus.REFUSED}:
        return NextKind.WAIT_FOR_UNIVERSITY
    if now.study is StudyStatus.ADMITTED:
        signed = now.contract_signed
        return NextKind.WAIT_FOR_COUNTERSIGNATURE if signed else NextKind.WAIT_FOR_CONTRACT
    if now.study is StudyStatus.CONTRACTED:
        return NextKind.WAIT_FOR_VISA
    if now.study in STUDYING:
        return NextKind.STUDY
    at_home = now.presence is not PresenceStatus.ARRIVED
    return NextKind.NOTHING if at_home else NextKind.GO_HOME
