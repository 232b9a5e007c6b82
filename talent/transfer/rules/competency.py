"""Levels, validity, and who may judge whom."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from talent.foundations.refusals import Refused
from talent.transfer.rules.lifecycle import TransferRefusal

TRAINER_MODULE = "TOT-601"


class Track(StrEnum):
    QUALITY = "quality"
    ANALYSIS = "analysis"
    BENEFICIATION = "beneficiation"
    METALLURGY = "metallurgy"
    ENVIRONMENT = "environment"
    TRAINING = "training"


class CompetencyLevel(StrEnum):
    """How far somebody can do an activity. Source: handbook of the programme, levels."""

    L0 = "L0"
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    L4 = "L4"


class MetalGroupType(StrEnum):
    ALKALI = "alkali"
    SEMI_METAL = "semi-metal"
    IRON = "iron"
    BORON = "boron"
    REFRACTORY = "refractory"
    RARE_EARTH = "rare-earth"
    PLATINUM = "platinum"


class EquipmentGroupType(StrEnum):
    SAMPLE_PREPARATION = "SP"
    ANALYSIS = "AN"
    BENEFICIATION = "BN"
    METALLURGY = "MT"


class HazardType(StrEnum):
    X_RAY = "x-ray"
    HIGH_TEMPERATURE = "high-temperature"
    PRESSURE = "pressure"
    ACID = "acid"
    ROTATING = "rotating"


@dataclass(frozen=True, slots=True)
class TransferPolicy:
    """Numbers the laboratory may change. Months are calendar months.

    Source: handbook of the programme, policy parameters; our defaults, to be confirmed by the
    project leader.
    """

    authorisation_months: int
    shorter_months: Mapping[HazardType, int]
    least_operators: int
    most_attempts: int
    theory_pass_percent: int
    warn_days: int

    @classmethod
    def parse(cls, raw: Mapping[str, Any]) -> "TransferPolicy":
        """The policy kept as JSON. ``KeyError`` or ``ValueError`` when something is wrong."""
        return cls(
            authorisation_months=int(raw["authorisation_months"]),
            shorter_months={
                HazardType(hazard): int(months) for hazard, months in raw["shorter_months"].items()
            },
            least_operators=int(raw["least_operators"]),
            most_attempts=int(raw["most_attempts"]),
            theory_pass_percent=int(raw["theory_pass_percent"]),
            warn_days=int(raw["warn_days"]),
        )


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    _, last = monthrange(year, month + 1)
    return date(year, month + 1, min(day.day, last))


def result_valid_until(passed_on: date, validity_months: int | None) -> date | None:
    """The first day on which the result no longer counts; ``None`` for ever.

    Source: handbook of the programme, module catalogue: yearly renewal of laboratory safety.
    """
    return None if validity_months is None else months_after(passed_on, validity_months)


def authorisation_until(
    start: date, hazards: Iterable[HazardType], result_until: date | None, policy: TransferPolicy
) -> date:
    """The first day an authorisation given on ``start`` no longer holds.

    The shortest term among the hazards of the equipment, and never longer than the result lasts.
    """
    months = min(
        [policy.authorisation_months]
        + [policy.shorter_months[h] for h in hazards if h in policy.shorter_months]
    )
    until = months_after(start, months)
    return until if result_until is None else min(until, result_until)


def is_valid_on(day: date, valid_from: date, valid_until: date | None) -> bool:
    """The first day counts, the last one does not: a half-open period of days."""
    return valid_from <= day and (valid_until is None or day < valid_until)


def levels_up_to(level: CompetencyLevel) -> frozenset[str]:
    """This level and all below it: whoever reached L3 has also reached L1."""
    return frozenset(member.value for member in CompetencyLevel if member <= level)


def is_theory_passed(
    percent: int | None, module_percent: int | None, policy: TransferPolicy
) -> bool | None:
    """Whether a written test was passed; ``None`` while there is no result that is needed.

    A module with its own pass mark needs a result; any other module needs none, and one given
    is measured by the policy. Source: handbook of the programme, module catalogue: assessment.
    """
    if percent is None:
        return None if module_percent is not None else True
    return percent >= (policy.theory_pass_percent if module_percent is None else module_percent)


def check_assessor(assessor_id: int | None, by_id: int | None, trainee_id: int) -> None:
    """Raise ``Refused`` unless ``by_id`` is the delivery's assessor and not the trainee. Persons.

    Source: handbook of the programme, practical sign-off: the assessor may not be the trainee.
    """
    if by_id == trainee_id:
        raise Refused(TransferRefusal.OWN_RESULT)
    if assessor_id is None or assessor_id != by_id:
        raise Refused(TransferRefusal.NOT_THE_ASSESSOR)


def check_level(level: CompetencyLevel, passed: Iterable[str]) -> None:
    """Raise ``Refused`` when L4 is to be given to somebody who has not passed the trainer module.

    Source: handbook of the programme, competency: L4 needs TOT-601.
    """
    if level == CompetencyLevel.L4 and TRAINER_MODULE not in frozenset(passed):
        raise Refused(TransferRefusal.TRAINER_MODULE_MISSING, module=TRAINER_MODULE)


def check_may_be_authorised(level: CompetencyLevel | None) -> None:
    """Raise ``Refused`` below L3: only who works independently can be authorised."""
    if level is None or level < CompetencyLevel.L3:
        raise Refused(TransferRefusal.LEVEL_TOO_LOW)
