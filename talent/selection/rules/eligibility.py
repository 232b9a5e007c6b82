"""Who may take part: findings from what was handed in and the round's frozen rules."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from talent.people.rules.details import age_on
from talent.selection.rules.round_rules import DegreeType, RoundRules


class EligibilityFinding(StrEnum):
    """Why somebody may not be eligible. The first ones are computed, the last are for people."""

    GRADE_TOO_LOW = "grade-too-low"
    GRADE_NOT_CONVERTED = "grade-not-converted"
    TOO_OLD = "too-old"
    BIRTH_DATE_MISSING = "birth-date-missing"
    DEGREE_TOO_LOW = "degree-too-low"
    NATIONALITY = "nationality"
    DOCUMENT_MISSING = "document-missing"
    DOCUMENT_DEFECTIVE = "document-defective"
    FORMER_PARTICIPANT = "former-participant"
    NOT_NOMINATED = "not-nominated"
    OTHER = "other"


DECISIVE = frozenset(
    {
        EligibilityFinding.GRADE_TOO_LOW,
        EligibilityFinding.TOO_OLD,
        EligibilityFinding.DEGREE_TOO_LOW,
        EligibilityFinding.NATIONALITY,
        EligibilityFinding.DOCUMENT_MISSING,
    }
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What eligibility rests on. ``day`` is the day the round closes."""

    percent: Fraction | None
    born: date | None
    degree: DegreeType | None
    nationality: str
    documents: Collection[str]
    defective: Collection[str]
    day: date


def findings(facts: Facts, rules: RoundRules) -> tuple[EligibilityFinding, ...]:
    """Everything that speaks against eligibility, in the order of the enum; empty when nothing.

    The programme computes, people decide: a finding rejects nobody by itself. A grade without a
    conversion is a finding of its own and never counts as too low.

    Source: handbook of the programme, edge case 1 and eligibility; limits from the round's rules.
    """
    asked = rules.eligibility
    found = {
        EligibilityFinding.GRADE_TOO_LOW: _grade_too_low(facts, rules),
        EligibilityFinding.GRADE_NOT_CONVERTED: (
            asked.least_percent is not None and facts.percent is None
        ),
        EligibilityFinding.TOO_OLD: _too_old(facts, rules),
        EligibilityFinding.BIRTH_DATE_MISSING: asked.oldest is not None and facts.born is None,
        EligibilityFinding.DEGREE_TOO_LOW: (
            asked.least_degree is not None
            and (facts.degree or DegreeType.NONE).height < asked.least_degree.height
        ),
        EligibilityFinding.NATIONALITY: (
            asked.nationality is not None and facts.nationality != asked.nationality
        ),
        EligibilityFinding.DOCUMENT_MISSING: any(
            d.required and d.code not in facts.documents for d in rules.documents
        ),
        EligibilityFinding.DOCUMENT_DEFECTIVE: bool(facts.defective),
    }
    return tuple(finding for finding, holds in found.items() if holds)


def _grade_too_low(facts: Facts, rules: RoundRules) -> bool:
    least = rules.eligibility.least_percent
    return least is not None and facts.percent is not None and facts.percent < least


def _too_old(facts: Facts, rules: RoundRules) -> bool:
    oldest = rules.eligibility.oldest
    return oldest is not None and facts.born is not None and age_on(facts.day, facts.born) > oldest
