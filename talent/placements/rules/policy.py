"""The numbers a committee could change, kept with each placement from the day it begins."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from talent.placements.rules.lifecycle import Level
from talent.placements.rules.terms import Term


@dataclass(frozen=True, slots=True)
class PlacementPolicy:
    """Thresholds of one placement. Days are whole days, months calendar months.

    Source: handbook of the programme, policy parameters; our defaults, to be confirmed by the
    project leader. The 90 days for the residence card are Korean immigration law.
    """

    version: str = "2026-1"
    preferences: int = 3
    passport_months: int = 6
    residence_card_days: tuple[int, int] = (60, 80)
    residence_card_limit: int = 90
    visa_warning_days: int = 60
    passport_warning_days: int = 180
    report_warning_days: int = 21
    spring_report_due: str = "07-31"
    autumn_report_due: str = "01-31"
    semesters_master: int = 4
    semesters_doctor: int = 6
    gpa_floor_percent: int = 80

    @classmethod
    def parse(cls, stored: Mapping[str, Any]) -> "PlacementPolicy":
        """The policy kept with a placement; a value it does not name has its default."""
        known = {k: v for k, v in stored.items() if k in cls.__dataclass_fields__}
        if "residence_card_days" in known:
            first, second = known["residence_card_days"]
            known["residence_card_days"] = (first, second)
        return cls(**known)

    def stored(self) -> dict[str, Any]:
        """What is written down when a placement begins."""
        return {**asdict(self), "residence_card_days": list(self.residence_card_days)}

    def report_due_on(self, term: Term) -> date:
        """The last day for the report on ``term``: 31 July, or 31 January of the year after."""
        if term.half == 1:
            return date.fromisoformat(f"{term.year}-{self.spring_report_due}")
        return date.fromisoformat(f"{term.year + 1}-{self.autumn_report_due}")

    def standard_end(self, level: Level, intake: Term) -> date:
        """The last day of the last funded semester."""
        semesters = self.semesters_master if level is Level.MASTER else self.semesters_doctor
        return (intake + (semesters - 1)).ends_on

    @property
    def gpa_floor(self) -> Fraction:
        return Fraction(self.gpa_floor_percent)
