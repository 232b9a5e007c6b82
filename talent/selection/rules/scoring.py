"""Marks, weights and the exact score they make."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Protocol

from talent.foundations.refusals import Refused

LOW, HIGH = Fraction(40, 100), Fraction(90, 100)


class ScoringRefusal(StrEnum):
    MARK_MISSING = "mark-missing"
    MARK_OUT_OF_RANGE = "mark-out-of-range"
    COMMENT_MISSING = "comment-missing"


class Scale(Protocol):
    """What a score needs to know of a criterion: its share of the whole and its own scale."""

    @property
    def key(self) -> str: ...
    @property
    def weight(self) -> Fraction: ...
    @property
    def top_mark(self) -> int: ...


def score(marks: Mapping[str, int], criteria: Sequence[Scale]) -> Fraction:
    """One reviewer's score, exact, from 0 to 100.

    Each mark is a whole number from 0 to its criterion's own top mark; weights sum to 1. Exact,
    because a mean such as 250/3 must tie with another 250/3 and must not tie with 83.33: round
    when showing, never before comparing.

    Raises :class:`Refused` when a criterion has no mark or its mark is off the scale.

    Source: handbook of the programme, section on scoring.
    """
    total = Fraction(0)
    for criterion in criteria:
        if criterion.key not in marks:
            raise Refused(ScoringRefusal.MARK_MISSING, criterion=criterion.key)
        total += criterion.weight * share(marks[criterion.key], criterion)
    return total * 100


def share(mark: int, criterion: Scale) -> Fraction:
    """How much of a criterion was reached, from 0 to 1. Raises :class:`Refused` off the scale."""
    if not 0 <= mark <= criterion.top_mark:
        raise Refused(
            ScoringRefusal.MARK_OUT_OF_RANGE, criterion=criterion.key, top=criterion.top_mark
        )
    return Fraction(mark, criterion.top_mark)


def points(mark: int, criterion: Scale) -> Fraction:
    """What a mark adds to the score of 100."""
    return criterion.weight * share(mark, criterion) * 100


@dataclass(frozen=True, slots=True)
class Tally:
    """A sheet half filled: points of each mark so far, their sum, and out of how many."""

    earned: Mapping[str, Fraction]
    total: Fraction
    of: Fraction


def tally(marks: Mapping[str, int], criteria: Sequence[Scale]) -> Tally:
    """What the marks given so far are worth. Marks off the scale do not count."""
    given = [c for c in criteria if 0 <= marks.get(c.key, -1) <= c.top_mark]
    earned = {c.key: points(marks[c.key], c) for c in given}
    return Tally(
        earned, sum(earned.values(), Fraction(0)), sum((c.weight * 100 for c in given), Fraction(0))
    )


def needs_comment(mark: int, criterion: Scale) -> bool:
    """Whether a mark has to be explained: below 40 % or above 90 % of its criterion.

    Both ends are exclusive: exactly 40 % and exactly 90 % need no word.

    Source: handbook of the programme, states of a review.
    """
    return not LOW <= share(mark, criterion) <= HIGH


def check_comments(
    marks: Mapping[str, int], comments: Mapping[str, str], criteria: Sequence[Scale]
) -> None:
    """Raise :class:`Refused` for the first mark that has to be explained and is not."""
    for criterion in criteria:
        mark = marks[criterion.key]
        if needs_comment(mark, criterion) and not comments.get(criterion.key, "").strip():
            raise Refused(ScoringRefusal.COMMENT_MISSING, criterion=criterion.key)


def mean(scores: Sequence[Fraction]) -> Fraction | None:
    """The exact mean of the reviews handed in, ``None`` when there is none."""
    if not scores:
        return None
    whole, unit = _in_whole_numbers(scores)
    return Fraction(sum(whole), unit * len(whole))


def spread(scores: Sequence[Fraction]) -> Fraction:
    """How far apart the reviews of one file are: highest minus lowest, 0 for fewer than two."""
    return max(scores) - min(scores) if len(scores) > 1 else Fraction(0)


def needs_third(scores: Sequence[Fraction], gap: int) -> bool:
    """Whether two reviews lie more than ``gap`` points apart, so that a third reviewer is needed.

    Source: handbook of the programme, section on scoring, rule 2.
    """
    return len(scores) < 3 and spread(scores) > gap


def final(scores: Sequence[Fraction], gap: int) -> Fraction | None:
    """The score a file is ranked by: the mean of its reviews, exact.

    When three or more reviews lie more than ``gap`` points apart it is their median, so that one
    stray review does not carry the file. ``None`` without a review.

    Source: handbook of the programme, section on scoring, rule 2.
    """
    if not scores:
        return None
    whole, unit = _in_whole_numbers(scores)
    if len(whole) < 3 or whole[-1] - whole[0] <= gap * unit:
        return Fraction(sum(whole), unit * len(whole))
    middle = len(whole) // 2
    if len(whole) % 2:
        return Fraction(whole[middle], unit)
    return Fraction(whole[middle - 1] + whole[middle], unit * 2)


def _in_whole_numbers(scores: Sequence[Fraction]) -> tuple[list[int], int]:
    """The scores, lowest first, as whole numbers of one common unit: as exact, and much faster."""
    unit = math.lcm(*(score.denominator for score in scores))
    return sorted(score.numerator * (unit // score.denominator) for score in scores), unit


def written(exact: Fraction) -> str:
    """A score as it is stored: ``250/3``. Exact in every database."""
    return f"{exact.numerator}/{exact.denominator}"


@lru_cache(maxsize=10_000)
def read(text: str) -> Fraction:
    """The score that :func:`written` stored."""
    numerator, _, denominator = text.partition("/")
    return Fraction(int(numerator), int(denominator))


def reads(texts: Iterable[str]) -> list[Fraction]:
    """Several stored scores."""
    return [read(text) for text in texts]
