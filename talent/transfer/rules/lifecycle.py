"""The lives of a delivery, of one attempt at a module, and of an authorisation."""

from enum import StrEnum

from talent.foundations.access import Permission
from talent.foundations.workflow import Transition, Workflow


class DeliveryStatus(StrEnum):
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    RUNNING = "running"
    ASSESSED = "assessed"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class ResultStatus(StrEnum):
    ENROLLED = "enrolled"
    THEORY_PASSED = "theory-passed"
    THEORY_FAILED = "theory-failed"
    PASSED = "passed"
    NOT_YET = "not-yet"
    WITHDRAWN = "withdrawn"


class AuthorisationStatus(StrEnum):
    PROPOSED = "proposed"
    AUTHORISED = "authorised"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REFUSED = "refused"


class TransferRefusal(StrEnum):
    PREREQUISITES_MISSING = "prerequisites-missing"
    ALREADY_ENROLLED = "already-enrolled"
    ALREADY_PASSED = "already-passed"
    NO_ATTEMPTS_LEFT = "no-attempts-left"
    ENROLMENT_OVER = "enrolment-over"
    NOT_THE_ASSESSOR = "not-the-assessor"
    OWN_RESULT = "own-result"
    NOT_RUNNING = "not-running"
    ASSESSOR_MISSING = "assessor-missing"
    ASSESSOR_IS_TRAINEE = "assessor-is-trainee"
    NOBODY_ENROLLED = "nobody-enrolled"
    RESULTS_OPEN = "results-open"
    LEVEL_TOO_LOW = "level-too-low"
    TRAINER_MODULE_MISSING = "trainer-module-missing"
    EQUIPMENT_NOT_TAUGHT = "equipment-not-taught"
    NO_VALID_RESULT = "no-valid-result"
    ALREADY_AUTHORISED = "already-authorised"
    OWN_AUTHORISATION = "own-authorisation"
    REASON_MISSING = "reason-missing"
    VALIDITY_OVER = "validity-over"


class TransferWaiting(StrEnum):
    RECORD_RESULTS = "record-results"
    AUTHORISE = "authorise"
    RENEW = "renew"
    FEW_OPERATORS = "few-operators"


_D, _R, _A = DeliveryStatus, ResultStatus, AuthorisationStatus
_MANAGE, _ASSESS = Permission.TRANSFER_MANAGE, Permission.TRANSFER_ASSESS
_LAB = Permission.TRANSFER_AUTHORISE

DELIVERY = Workflow(
    "delivery",
    _D.PLANNED,
    Transition("confirm", frozenset({_D.PLANNED}), _D.CONFIRMED, _MANAGE),
    Transition("start", frozenset({_D.CONFIRMED}), _D.RUNNING, _MANAGE),
    Transition("assess", frozenset({_D.RUNNING}), _D.ASSESSED, _ASSESS),
    Transition("close", frozenset({_D.ASSESSED}), _D.CLOSED, _MANAGE, not_by="assess"),
    Transition("cancel", frozenset({_D.PLANNED, _D.CONFIRMED}), _D.CANCELLED, _MANAGE),
)

RESULT = Workflow(
    "module-result",
    _R.ENROLLED,
    Transition("pass-theory", frozenset({_R.ENROLLED}), _R.THEORY_PASSED, _ASSESS),
    Transition("fail-theory", frozenset({_R.ENROLLED}), _R.THEORY_FAILED, _ASSESS),
    Transition("pass", frozenset({_R.THEORY_PASSED}), _R.PASSED, _ASSESS),
    Transition("not-yet", frozenset({_R.THEORY_PASSED}), _R.NOT_YET, _ASSESS),
    Transition("withdraw", frozenset({_R.ENROLLED, _R.THEORY_PASSED}), _R.WITHDRAWN, _MANAGE),
)

AUTHORISATION = Workflow(
    "authorisation",
    _A.PROPOSED,
    Transition("authorise", frozenset({_A.PROPOSED}), _A.AUTHORISED, _LAB, not_by="propose"),
    Transition("refuse", frozenset({_A.PROPOSED}), _A.REFUSED, _LAB),
    Transition("suspend", frozenset({_A.AUTHORISED}), _A.SUSPENDED, _LAB),
    Transition("reinstate", frozenset({_A.SUSPENDED}), _A.AUTHORISED, _LAB),
    Transition(
        "expire",
        frozenset({_A.AUTHORISED, _A.SUSPENDED}),
        _A.EXPIRED,
        Permission.TRANSFER_CLOCK,
    ),
    Transition("revoke", frozenset({_A.AUTHORISED, _A.SUSPENDED}), _A.REVOKED, _LAB),
)

UNDECIDED = frozenset({_R.ENROLLED, _R.THEORY_PASSED})
FAILED = frozenset({_R.THEORY_FAILED, _R.NOT_YET})
OPEN_AUTHORISATIONS = frozenset({_A.PROPOSED, _A.AUTHORISED, _A.SUSPENDED})
TAKES_PEOPLE = frozenset({_D.PLANNED, _D.CONFIRMED})
