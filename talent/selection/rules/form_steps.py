"""The steps of the application form, and how far each of them is."""

from collections.abc import Collection
from enum import StrEnum

from talent.selection.rules.applying import Gap, GapFinding


class StepKind(StrEnum):
    """In the order they are walked."""

    BACKGROUND = "background"
    QUESTIONS = "questions"
    DOCUMENTS = "documents"
    CONSENTS = "consents"
    REVIEW = "review"


_STEPS = {
    GapFinding.DOCUMENT: StepKind.DOCUMENTS,
    GapFinding.CONSENT: StepKind.CONSENTS,
    GapFinding.ANSWER: StepKind.QUESTIONS,
    GapFinding.ANSWER_TOO_LONG: StepKind.QUESTIONS,
    GapFinding.ANSWER_NOT_A_NUMBER: StepKind.QUESTIONS,
    GapFinding.ANSWER_NOT_A_DATE: StepKind.QUESTIONS,
    GapFinding.ANSWER_NOT_A_CHOICE: StepKind.QUESTIONS,
}


def step_of(gap: GapFinding) -> StepKind:
    """Where in the form a gap is filled."""
    return _STEPS.get(gap, StepKind.BACKGROUND)


def after(step: StepKind) -> StepKind:
    """The next step; the last one stays."""
    steps = list(StepKind)
    return steps[min(steps.index(step) + 1, len(steps) - 1)]


def before(step: StepKind) -> StepKind | None:
    """The step before, ``None`` at the first."""
    steps = list(StepKind)
    place = steps.index(step)
    return steps[place - 1] if place else None


def states(gaps: Collection[Gap], now: StepKind) -> list[tuple[StepKind, str]]:
    """Each step and whether it is ``done``, still has something to ``fix``, or is looked at
    ``now``; the last one is ``todo`` until it is looked at."""
    lacking = {step_of(gap) for gap, _ in gaps}
    return [
        (
            step,
            "now"
            if step is now
            else "todo"
            if step is StepKind.REVIEW
            else "fix"
            if step in lacking
            else "done",
        )
        for step in StepKind
    ]
