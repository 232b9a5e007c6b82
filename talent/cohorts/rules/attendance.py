"""Attendance as an exact fraction, and what it decides at the end of a course."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from talent.cohorts.rules.lifecycle import ParticipationStatus


class AttendanceMark(StrEnum):
    PRESENT = "present"
    LATE = "late"
    EARLY_LEAVE = "early-leave"
    EXCUSED = "excused"
    ABSENT = "absent"
    NOT_REQUIRED = "not-required"


class CompletionFinding(StrEnum):
    """Why somebody does not get the certificate of completion, or of participation."""

    NOTHING_REQUIRED = "nothing-required"
    BELOW_COMPLETION = "below-completion"
    BELOW_PARTICIPATION = "below-participation"
    WAIVED_TOO_MUCH = "waived-too-much"
    ACTION_PLAN_OPEN = "action-plan-open"
    POST_TEST_MISSING = "post-test-missing"
    POST_TEST_TOO_LOW = "post-test-too-low"
    SURVEY_MISSING = "survey-missing"


@dataclass(frozen=True, slots=True)
class CohortRules:
    """What a cohort asks of its people: frozen with the cohort, copied to each result.

    Ratios are exact; ``reply_days`` are calendar days.
    """

    lates_per_absence: int
    excused_cap: Fraction
    completion_ratio: Fraction
    participation_ratio: Fraction
    most_waived: Fraction
    post_test_pass: int
    improvement_counts: bool
    needs_action_plan: bool
    needs_survey: bool
    reply_days: int

    @classmethod
    def parse(cls, raw: Mapping[str, Any]) -> "CohortRules":
        """The rules kept as JSON with a cohort. ``ValueError`` when they make no sense.

        Shape: ratios are texts such as ``"9/10"`` or ``"0.90"``, never floats.
        Source: handbook of the programme, attendance; defaults to be confirmed by the project
        leader.
        """
        ratios = {
            name: _ratio(raw[name])
            for name in ("excused_cap", "completion_ratio", "participation_ratio", "most_waived")
        }
        rules = cls(
            lates_per_absence=int(raw["lates_per_absence"]),
            post_test_pass=int(raw["post_test_pass"]),
            improvement_counts=bool(raw["improvement_counts"]),
            needs_action_plan=bool(raw["needs_action_plan"]),
            needs_survey=bool(raw["needs_survey"]),
            reply_days=int(raw["reply_days"]),
            **ratios,
        )
        if rules.lates_per_absence < 1 or not 0 <= rules.post_test_pass <= 100:
            raise ValueError("cohort rules out of range")
        if rules.participation_ratio > rules.completion_ratio:
            raise ValueError("participation asks for more than completion")
        return rules

    def as_json(self) -> dict[str, Any]:
        """What :meth:`parse` reads back to the same rules."""
        return {
            name: str(value) if isinstance(value, Fraction) else value
            for name in self.__dataclass_fields__
            for value in [getattr(self, name)]
        }


def _ratio(text: Any) -> Fraction:
    if isinstance(text, float):
        raise ValueError("a ratio is written as text, not as a float")
    ratio = Fraction(text)
    if not 0 <= ratio <= 1:
        raise ValueError("a ratio lies between 0 and 1")
    return ratio


@dataclass(frozen=True, slots=True)
class Attendance:
    """Units attended of units required; ``waived`` were taken off for this person."""

    attended: int
    required: int
    waived: int = 0

    @property
    def ratio(self) -> Fraction | None:
        """Attended over required, ``None`` when nothing was required."""
        return Fraction(self.attended, self.required) if self.required else None


def units_by_mark(marked: Iterable[tuple[AttendanceMark, int]]) -> Counter[AttendanceMark]:
    """Units of 50 minutes under each mark, from one (mark, units) for each session held.

    Whoever comes late to a session of four units is late to one unit and present for three;
    leaving early is alike. Every other mark holds for all units of its session.

    Source: handbook of the programme, attendance: the unit is the academic hour.
    """
    found: Counter[AttendanceMark] = Counter()
    for mark, units in marked:
        if units < 1:
            raise ValueError("a session has at least one unit")
        if mark in {AttendanceMark.LATE, AttendanceMark.EARLY_LEAVE}:
            found[mark] += 1
            found[AttendanceMark.PRESENT] += units - 1
        else:
            found[mark] += units
    return found


def attendance(units: Mapping[AttendanceMark, int], rules: CohortRules) -> Attendance:
    """What these units come to: whole numbers, nothing rounded.

    Every three lates cost one unit, every three early leaves another, counted apart over the whole
    course. Excused units count as attended up to the cap, a share of the required ones rounded
    down. Units not required of this person are in neither number; nor are cancelled sessions,
    which the caller leaves out.

    Source: handbook of the programme, attendance, default rule.
    """

    def of(mark: AttendanceMark) -> int:
        return units.get(mark, 0)

    late, early = of(AttendanceMark.LATE), of(AttendanceMark.EARLY_LEAVE)
    required = sum(units.values()) - of(AttendanceMark.NOT_REQUIRED)
    cap = int(rules.excused_cap * required)
    lost = late // rules.lates_per_absence + early // rules.lates_per_absence
    counted = of(AttendanceMark.PRESENT) + late + early
    excused = min(of(AttendanceMark.EXCUSED), cap)
    return Attendance(counted + excused - lost, required, of(AttendanceMark.NOT_REQUIRED))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one participant beside attendance. Tests are in per cent."""

    pre_test: int | None
    post_test: int | None
    action_plan_accepted: bool
    survey_done: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """How the course ends for one person, and every reason why it is not completion."""

    outcome: ParticipationStatus
    findings: tuple[CompletionFinding, ...]


def decide(found: Attendance, evidence: Evidence, rules: CohortRules) -> Decision:
    """Completion, participation or neither, with all reasons named, in a fixed order.

    Completion needs the ratio, few enough waived units, and each proof the rules ask for;
    participation only its own ratio. Ratios are compared exactly: 89.96 % is not 90 %.

    Source: handbook of the programme, attendance: completion and participation.
    """
    findings = tuple(_findings(found, evidence, rules))
    if not findings:
        return Decision(ParticipationStatus.COMPLETED, ())
    if found.ratio is not None and found.ratio >= rules.participation_ratio:
        return Decision(ParticipationStatus.PARTICIPATED, findings)
    return Decision(ParticipationStatus.NOT_COMPLETED, findings)


def _findings(
    found: Attendance, evidence: Evidence, rules: CohortRules
) -> Iterable[CompletionFinding]:
    if found.ratio is None:
        yield CompletionFinding.NOTHING_REQUIRED
    elif found.ratio < rules.participation_ratio:
        yield CompletionFinding.BELOW_PARTICIPATION
    elif found.ratio < rules.completion_ratio:
        yield CompletionFinding.BELOW_COMPLETION
    if found.waived > rules.most_waived * (found.required + found.waived):
        yield CompletionFinding.WAIVED_TOO_MUCH
    if rules.needs_action_plan and not evidence.action_plan_accepted:
        yield CompletionFinding.ACTION_PLAN_OPEN
    if rules.post_test_pass and evidence.post_test is None:
        yield CompletionFinding.POST_TEST_MISSING
    elif evidence.post_test is not None and not _is_passed(evidence.post_test, evidence, rules):
        yield CompletionFinding.POST_TEST_TOO_LOW
    if rules.needs_survey and not evidence.survey_done:
        yield CompletionFinding.SURVEY_MISSING


def _is_passed(percent: int, evidence: Evidence, rules: CohortRules) -> bool:
    improved = evidence.pre_test is not None and percent > evidence.pre_test
    return percent >= rules.post_test_pass or (rules.improvement_counts and improved)


class Standing(StrEnum):
    """How somebody stands against the completion ratio while the course runs."""

    UNKNOWN = "unknown"
    MET = "met"
    CLOSE = "close"
    BELOW = "below"


CLOSE_BY = Fraction(1, 20)


def standing(found: Attendance, rules: CohortRules) -> Standing:
    """Met, met by less than five points of a hundred, or below: what the sheet shows beside a name.

    Source: our default, to be confirmed by the project leader.
    """
    if found.ratio is None:
        return Standing.UNKNOWN
    if found.ratio < rules.completion_ratio:
        return Standing.BELOW
    # With a threshold close to the whole, only what the next absence could break is "close".
    if found.ratio < min(rules.completion_ratio + CLOSE_BY, Fraction(1)):
        return Standing.CLOSE
    return Standing.MET
