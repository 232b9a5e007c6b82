"""The lives of a placement (study and stay, side by side) and of one semester of it."""

from enum import StrEnum

from talent.foundations.access import Permission
from talent.foundations.workflow import Transition, Workflow


class Level(StrEnum):
    """Which degree is studied for."""

    MASTER = "master"
    DOCTOR = "doctor"


class StudyStatus(StrEnum):
    NOMINATING = "nominating"
    UNIVERSITY_SCREENING = "university-screening"
    CONDITIONALLY_ADMITTED = "conditionally-admitted"
    ADMITTED = "admitted"
    REFUSED = "refused"
    UNPLACED = "unplaced"
    CONTRACTED = "contracted"
    ENROLLED = "enrolled"
    COURSEWORK_COMPLETED = "coursework-completed"
    DEGREE_CONFERRED = "degree-conferred"
    WITHDRAWN = "withdrawn"


class PresenceStatus(StrEnum):
    AT_HOME = "at-home"
    VISA_FILED = "visa-filed"
    VISA_REFUSED = "visa-refused"
    VISA_ISSUED = "visa-issued"
    ARRIVED = "arrived"
    DEPARTED = "departed"
    RETURNED = "returned"


class SemesterStatus(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    TRAINEE_SUBMITTED = "trainee-submitted"
    ADVISER_SUBMITTED = "adviser-submitted"
    ACCEPTED = "accepted"
    SENT_BACK = "sent-back"
    LOCKED = "locked"


class SemesterKind(StrEnum):
    REGULAR = "regular"
    RESEARCH = "research"


class PreferenceStatus(StrEnum):
    """Where one of the ranked universities stands; told from the placement, never stored."""

    NOT_ASKED = "not-asked"
    ASKED = "asked"
    OFFERED = "place-offered"
    TURNED_DOWN = "turned-down"
    NOT_NEEDED = "not-needed"


class VisaType(StrEnum):
    """Korean residence statuses a degree student holds. The visa's number is not kept."""

    MASTER = "D-2-3"
    DOCTOR = "D-2-4"


_S, _P, _R = StudyStatus, PresenceStatus, SemesterStatus
MANAGE, APPROVE = Permission.PLACEMENTS_MANAGE, Permission.PLACEMENTS_APPROVE

BEFORE_STUDY = frozenset(
    {_S.NOMINATING, _S.UNIVERSITY_SCREENING, _S.CONDITIONALLY_ADMITTED, _S.REFUSED}
)
CONTRACT_HELD = frozenset(
    {_S.CONTRACTED, _S.ENROLLED, _S.COURSEWORK_COMPLETED, _S.DEGREE_CONFERRED}
)
STUDYING = frozenset({_S.ENROLLED, _S.COURSEWORK_COMPLETED})
OVER = frozenset({_S.UNPLACED, _S.DEGREE_CONFERRED, _S.WITHDRAWN})
IN_KOREA = frozenset({_P.ARRIVED})
HAS_ARRIVED = frozenset({_P.ARRIVED, _P.DEPARTED, _P.RETURNED})

STUDY = Workflow(
    "study",
    _S.NOMINATING,
    Transition("nominate", frozenset({_S.NOMINATING}), _S.UNIVERSITY_SCREENING, MANAGE),
    Transition(
        "admit",
        frozenset({_S.UNIVERSITY_SCREENING, _S.CONDITIONALLY_ADMITTED}),
        _S.ADMITTED,
        MANAGE,
    ),
    Transition(
        "admit-conditionally",
        frozenset({_S.UNIVERSITY_SCREENING}),
        _S.CONDITIONALLY_ADMITTED,
        MANAGE,
    ),
    Transition(
        "refuse",
        frozenset({_S.UNIVERSITY_SCREENING, _S.CONDITIONALLY_ADMITTED}),
        _S.REFUSED,
        MANAGE,
    ),
    Transition("next-preference", frozenset({_S.REFUSED}), _S.NOMINATING, MANAGE),
    Transition("leave-unplaced", frozenset({_S.REFUSED}), _S.UNPLACED, MANAGE),
    Transition(
        "contract", frozenset({_S.ADMITTED}), _S.CONTRACTED, APPROVE, not_by="prepare-contract"
    ),
    Transition("enrol", frozenset({_S.CONTRACTED}), _S.ENROLLED, MANAGE),
    Transition("complete-coursework", frozenset({_S.ENROLLED}), _S.COURSEWORK_COMPLETED, MANAGE),
    Transition(
        "confer",
        frozenset({_S.ENROLLED, _S.COURSEWORK_COMPLETED}),
        _S.DEGREE_CONFERRED,
        APPROVE,
        not_by="record-degree",
    ),
    Transition(
        "withdraw",
        BEFORE_STUDY | {_S.ADMITTED, _S.CONTRACTED, _S.ENROLLED, _S.COURSEWORK_COMPLETED},
        _S.WITHDRAWN,
        APPROVE,
        not_by="ask-withdrawal",
    ),
    column="study_status",
)

PRESENCE = Workflow(
    "presence",
    _P.AT_HOME,
    Transition("file-visa", frozenset({_P.AT_HOME}), _P.VISA_FILED, MANAGE),
    Transition("file-visa-again", frozenset({_P.VISA_REFUSED}), _P.VISA_FILED, APPROVE),
    Transition("issue-visa", frozenset({_P.VISA_FILED}), _P.VISA_ISSUED, MANAGE),
    Transition("refuse-visa", frozenset({_P.VISA_FILED}), _P.VISA_REFUSED, MANAGE),
    Transition("arrive", frozenset({_P.VISA_ISSUED}), _P.ARRIVED, MANAGE),
    Transition("depart", frozenset({_P.ARRIVED}), _P.DEPARTED, MANAGE),
    Transition("return", frozenset({_P.DEPARTED}), _P.RETURNED, MANAGE),
    column="presence_status",
)

SEMESTER = Workflow(
    "semester",
    _R.PLANNED,
    Transition("open", frozenset({_R.PLANNED}), _R.OPEN, MANAGE),
    Transition("begin", frozenset({_R.PLANNED}), _R.OPEN, Permission.PLACEMENTS_CLOCK),
    Transition(
        "submit",
        frozenset({_R.OPEN, _R.SENT_BACK}),
        _R.TRAINEE_SUBMITTED,
        Permission.PLACEMENTS_OWN,
    ),
    Transition("add-adviser", frozenset({_R.TRAINEE_SUBMITTED}), _R.ADVISER_SUBMITTED, MANAGE),
    Transition("accept", frozenset({_R.ADVISER_SUBMITTED}), _R.ACCEPTED, MANAGE),
    Transition(
        "return", frozenset({_R.TRAINEE_SUBMITTED, _R.ADVISER_SUBMITTED}), _R.SENT_BACK, MANAGE
    ),
    Transition("lock", frozenset({_R.ACCEPTED}), _R.LOCKED, MANAGE),
)


def preference_status(
    *, rank: int, present_rank: int, refused: bool, study: StudyStatus
) -> PreferenceStatus:
    """Where the university of ``rank`` stands while the one of ``present_rank`` is asked."""
    if refused:
        return PreferenceStatus.TURNED_DOWN
    if rank < present_rank:
        return PreferenceStatus.NOT_NEEDED
    if rank > present_rank:
        waiting = study in BEFORE_STUDY
        return PreferenceStatus.NOT_ASKED if waiting else PreferenceStatus.NOT_NEEDED
    if study is StudyStatus.NOMINATING:
        return PreferenceStatus.NOT_ASKED
    if study in BEFORE_STUDY:
        return PreferenceStatus.ASKED
    if study in {StudyStatus.UNPLACED, StudyStatus.WITHDRAWN}:
        return PreferenceStatus.NOT_NEEDED
    return PreferenceStatus.OFFERED
