"""What the states, steps, levels and refusals of technology transfer are called."""

from collections.abc import Hashable

from talent.plumbing.i18n import gettext, lazy
from talent.plumbing.words import merged, word
from talent.transfer.rules.competency import (
    CompetencyLevel,
    EquipmentGroupType,
    HazardType,
    MetalGroupType,
    Track,
)
from talent.transfer.rules.lifecycle import AuthorisationStatus as A
from talent.transfer.rules.lifecycle import DeliveryStatus as D
from talent.transfer.rules.lifecycle import ResultStatus as S
from talent.transfer.rules.lifecycle import TransferRefusal as R
from talent.transfer.rules.lifecycle import TransferWaiting as W
from talent.transfer.rules.prerequisites import AllOf, OneOf, Passed, Requirement

_DELIVERIES: dict[Hashable, object] = {
    D.PLANNED: lazy("Planned"),
    D.CONFIRMED: lazy("Delivery confirmed"),
    D.RUNNING: lazy("Running"),
    D.ASSESSED: lazy("Assessed"),
    D.CLOSED: lazy("Delivery closed"),
    D.CANCELLED: lazy("Cancelled"),
}
_RESULTS: dict[Hashable, object] = {
    S.ENROLLED: lazy("Registered"),
    S.THEORY_PASSED: lazy("Theory passed"),
    S.THEORY_FAILED: lazy("Theory not passed"),
    S.PASSED: lazy("Passed"),
    S.NOT_YET: lazy("Not yet competent"),
    S.WITHDRAWN: lazy("Taken out"),
}
_AUTHORISATIONS: dict[Hashable, object] = {
    A.PROPOSED: lazy("Proposed"),
    A.AUTHORISED: lazy("Authorised"),
    A.SUSPENDED: lazy("Suspended"),
    A.EXPIRED: lazy("Expired"),
    A.REVOKED: lazy("Revoked"),
    A.REFUSED: lazy("Refused"),
}
_TRACKS: dict[Hashable, object] = {
    Track.QUALITY: lazy("Quality and safety"),
    Track.ANALYSIS: lazy("Analysis"),
    Track.BENEFICIATION: lazy("Beneficiation"),
    Track.METALLURGY: lazy("Metallurgy"),
    Track.ENVIRONMENT: lazy("Environment"),
    Track.TRAINING: lazy("Training of trainers"),
    CompetencyLevel.L0: lazy("L0 None"),
    CompetencyLevel.L1: lazy("L1 Aware"),
    CompetencyLevel.L2: lazy("L2 Works under supervision"),
    CompetencyLevel.L3: lazy("L3 Works independently"),
    CompetencyLevel.L4: lazy("L4 Trains and assesses"),
}
_MATERIALS: dict[Hashable, object] = {
    MetalGroupType.ALKALI: lazy("Alkali and alkaline earth metals"),
    MetalGroupType.SEMI_METAL: lazy("Semi-metals"),
    MetalGroupType.IRON: lazy("Iron group"),
    MetalGroupType.BORON: lazy("Boron group"),
    MetalGroupType.REFRACTORY: lazy("Refractory metals"),
    MetalGroupType.RARE_EARTH: lazy("Rare earths"),
    MetalGroupType.PLATINUM: lazy("Platinum group"),
    EquipmentGroupType.SAMPLE_PREPARATION: lazy("Sample preparation"),
    EquipmentGroupType.ANALYSIS: lazy("Analysis"),
    EquipmentGroupType.BENEFICIATION: lazy("Beneficiation"),
    EquipmentGroupType.METALLURGY: lazy("Metallurgy"),
    HazardType.X_RAY: lazy("X-ray"),
    HazardType.HIGH_TEMPERATURE: lazy("High temperature"),
    HazardType.PRESSURE: lazy("Pressure"),
    HazardType.ACID: lazy("Acid"),
    HazardType.ROTATING: lazy("Rotating parts"),
}
_STEPS: dict[Hashable, object] = {
    ("delivery", "confirm"): lazy("Confirm the delivery"),
    ("delivery", "start"): lazy("Start the delivery"),
    ("delivery", "assess"): lazy("Finish the assessment"),
    ("delivery", "close"): lazy("Close the delivery"),
    ("delivery", "cancel"): lazy("Cancel the delivery"),
    ("delivery", "plan"): lazy("Delivery planned"),
    ("delivery", "change"): lazy("Details changed"),
    ("module-result", "pass-theory"): lazy("Record the theory test as passed"),
    ("module-result", "fail-theory"): lazy("Record the theory test as not passed"),
    ("module-result", "pass"): lazy("Record the module as passed"),
    ("module-result", "not-yet"): lazy("Record as not yet competent"),
    ("module-result", "withdraw"): lazy("Take out of the delivery"),
    ("module_result", "enrol"): lazy("Registered for a delivery"),
    ("module_result", "pass-theory"): lazy("Theory passed"),
    ("module_result", "fail-theory"): lazy("Theory not passed"),
    ("module_result", "pass"): lazy("Module passed"),
    ("module_result", "not-yet"): lazy("Not yet competent"),
    ("module_result", "withdraw"): lazy("Taken out of a delivery"),
    ("module_version", "publish"): lazy("Module version published"),
    ("authorisation", "propose"): lazy("Propose the authorisation"),
    ("authorisation", "authorise"): lazy("Authorise"),
    ("authorisation", "refuse"): lazy("Refuse the authorisation"),
    ("authorisation", "suspend"): lazy("Suspend"),
    ("authorisation", "reinstate"): lazy("Reinstate"),
    ("authorisation", "expire"): lazy("Let the authorisation expire"),
    ("authorisation", "revoke"): lazy("Revoke"),
}
_WAITING: dict[Hashable, object] = {
    W.RECORD_RESULTS: lazy("Record results"),
    W.AUTHORISE: lazy("Decide about an authorisation"),
    W.RENEW: lazy("An authorisation ends soon"),
    W.FEW_OPERATORS: lazy("Too few operators"),
}
_REFUSALS: dict[Hashable, object] = {
    R.PREREQUISITES_MISSING: lazy("Prerequisites are missing: %(modules)s"),
    R.ALREADY_ENROLLED: lazy("This person is registered for this module already."),
    R.ALREADY_PASSED: lazy("This person has passed this module and the result is still valid."),
    R.NO_ATTEMPTS_LEFT: lazy(
        "This person has used all attempts at this module: %(attempts)s. Ask the laboratory "
        "manager."
    ),
    R.ENROLMENT_OVER: lazy("This delivery no longer takes people or changes."),
    R.NOT_THE_ASSESSOR: lazy("Only the assessor of this delivery records its results."),
    R.OWN_RESULT: lazy("Nobody assesses their own work. Another assessor has to do it."),
    R.NOT_RUNNING: lazy("Results are recorded while the delivery is running."),
    R.ASSESSOR_MISSING: lazy("Name an assessor first."),
    R.ASSESSOR_IS_TRAINEE: lazy("The assessor of a delivery cannot take part in it."),
    R.NOBODY_ENROLLED: lazy("Nobody is registered yet."),
    R.RESULTS_OPEN: lazy("Some results are still open: %(count)s"),
    R.LEVEL_TOO_LOW: lazy("An authorisation needs level L3: the person works independently."),
    R.TRAINER_MODULE_MISSING: lazy("Level L4 needs this module first: %(module)s"),
    R.EQUIPMENT_NOT_TAUGHT: lazy("This module does not teach that equipment."),
    R.NO_VALID_RESULT: lazy("There is no valid result for this module any more."),
    R.ALREADY_AUTHORISED: lazy("There is an authorisation or a proposal for this already."),
    R.OWN_AUTHORISATION: lazy("Nobody decides about their own authorisation."),
    R.REASON_MISSING: lazy("Give a reason."),
    R.VALIDITY_OVER: lazy("The term of this authorisation is over. Propose a new one."),
}

WORDS = merged(
    _DELIVERIES, _RESULTS, _AUTHORISATIONS, _TRACKS, _MATERIALS, _STEPS, _WAITING, _REFUSALS
)
TONES = merged(
    {
        D.PLANNED: "idle",
        D.CONFIRMED: "info",
        D.RUNNING: "ok",
        D.ASSESSED: "warn",
        D.CLOSED: "idle",
        D.CANCELLED: "bad",
    },
    {
        S.ENROLLED: "info",
        S.THEORY_PASSED: "info",
        S.THEORY_FAILED: "bad",
        S.PASSED: "ok",
        S.NOT_YET: "warn",
        S.WITHDRAWN: "idle",
    },
    {
        A.PROPOSED: "info",
        A.AUTHORISED: "ok",
        A.SUSPENDED: "warn",
        A.EXPIRED: "bad",
        A.REVOKED: "bad",
        A.REFUSED: "idle",
    },
    dict.fromkeys(HazardType, "warn"),
)


def in_words(wanted: Requirement) -> str:
    """A prerequisite as people read it: ``ANA-206, and one of: BEN-302, BEN-303``."""
    match wanted:
        case Passed(name):
            if name in set(CompetencyLevel):
                level = word(CompetencyLevel(name))
                return gettext("in any module: %(level)s", level=level)
            return name
        case AllOf(parts):
            return ", ".join(in_words(part) for part in parts)
        case OneOf(parts):
            return gettext("one of: %(modules)s", modules=" / ".join(in_words(p) for p in parts))
