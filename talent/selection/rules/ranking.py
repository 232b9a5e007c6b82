"""Who is offered a place: by score, above the threshold, no organisation above its maximum."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from talent.selection.rules.lots import lot

LOT = "lot"


class OutcomeKind(StrEnum):
    OFFERED = "offered"
    RESERVE = "reserve"
    BELOW_THRESHOLD = "below-threshold"


class PlacingFinding(StrEnum):
    """Why somebody stands where they stand. Every place has one, so that each skip is explained."""

    WITHIN_SEATS = "within-seats"
    ORGANISATION_FULL = "organisation-full"
    SEATS_TAKEN = "seats-taken"
    BELOW_THRESHOLD = "below-threshold"


@dataclass(frozen=True, slots=True)
class Candidate:
    """``tie_breaks`` in the order published for the round, higher wins; ``group`` is the
    organisation whose maximum counts, ``None`` for nobody's."""

    key: str
    score: Fraction
    tie_breaks: tuple[Fraction, ...] = ()
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """``settled_by`` names the tie-break that set this place apart from its equal neighbour."""

    key: str
    rank: int
    score: Fraction
    outcome: OutcomeKind
    reason: PlacingFinding
    reserve_rank: int | None
    settled_by: str | None
    group: int | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """All places in order. ``cut`` is the score of the last one offered."""

    places: tuple[Place, ...]
    seats: int

    def keys(self, outcome: OutcomeKind) -> tuple[str, ...]:
        """Who has this outcome, in order."""
        return tuple(p.key for p in self.places if p.outcome is outcome)

    @property
    def cut(self) -> Fraction | None:
        offered = [p.score for p in self.places if p.outcome is OutcomeKind.OFFERED]
        return offered[-1] if offered else None

    @property
    def taken(self) -> Counter[int]:
        """Seats offered to each organisation."""
        return Counter(
            p.group for p in self.places if p.outcome is OutcomeKind.OFFERED and p.group is not None
        )


@dataclass(frozen=True, slots=True)
class _Standing:
    candidate: Candidate
    keys: tuple[object, ...]  # score, tie-breaks and lot, as what sorts first

    @property
    def score(self) -> object:
        return self.keys[0]


def rank(
    candidates: Iterable[Candidate],
    *,
    seats: int,
    at_most: int | None,
    threshold: Fraction,
    tie_breaks: Sequence[str],
    seed: str,
) -> Ranking:
    """Offer seats from the highest score down, nobody below ``threshold``, no organisation above
    ``at_most``.

    Equal scores go by the published ``tie_breaks`` (names of ``Candidate.tie_breaks``), then by lot
    from ``seed``: never by id, name or time of submission, which would favour somebody silently.
    A person whose organisation is full is passed over with that reason and leads the reserve list
    in order of rank; below the threshold there is no reserve. Nobody is dropped, and the order of
    ``candidates`` changes nothing.

    Source: handbook of the programme, section on scoring, rules 3 to 6; lot drawn beforehand.
    """
    order = _in_order(list(candidates), seed)
    taken: Counter[int] = Counter()
    offered = waiting = 0
    places: list[Place] = []
    for index, one in enumerate(order):
        candidate, reserve_rank = one.candidate, None
        reason = _reason(candidate, threshold, offered, seats, taken, at_most)
        if reason is PlacingFinding.WITHIN_SEATS:
            offered += 1
            if candidate.group is not None:
                taken[candidate.group] += 1
        elif reason is not PlacingFinding.BELOW_THRESHOLD:
            waiting += 1
            reserve_rank = waiting
        places.append(
            Place(
                key=candidate.key,
                rank=index + 1,
                score=candidate.score,
                outcome=_OUTCOMES[reason],
                reason=reason,
                reserve_rank=reserve_rank,
                settled_by=_settled_by(order, index, tie_breaks),
                group=candidate.group,
            )
        )
    return Ranking(tuple(places), seats)


_OUTCOMES = {
    PlacingFinding.WITHIN_SEATS: OutcomeKind.OFFERED,
    PlacingFinding.ORGANISATION_FULL: OutcomeKind.RESERVE,
    PlacingFinding.SEATS_TAKEN: OutcomeKind.RESERVE,
    PlacingFinding.BELOW_THRESHOLD: OutcomeKind.BELOW_THRESHOLD,
}


def _reason(
    candidate: Candidate,
    threshold: Fraction,
    offered: int,
    seats: int,
    taken: Counter[int],
    at_most: int | None,
) -> PlacingFinding:
    if candidate.score < threshold:
        return PlacingFinding.BELOW_THRESHOLD
    if offered >= seats:
        return PlacingFinding.SEATS_TAKEN
    if at_most is not None and candidate.group is not None and taken[candidate.group] >= at_most:
        return PlacingFinding.ORGANISATION_FULL
    return PlacingFinding.WITHIN_SEATS


def _in_order(candidates: list[Candidate], seed: str) -> list[_Standing]:
    # Whole numbers over one common denominator compare as exactly as fractions, and much faster.
    common = math.lcm(
        *(c.score.denominator for c in candidates),
        *(t.denominator for c in candidates for t in c.tie_breaks),
    )
    standings = [
        _Standing(
            c,
            (
                -c.score.numerator * (common // c.score.denominator),
                *(-t.numerator * (common // t.denominator) for t in c.tie_breaks),
                lot(seed, c.key),
            ),
        )
        for c in candidates
    ]
    return sorted(standings, key=lambda one: one.keys)


def _settled_by(order: list[_Standing], index: int, tie_breaks: Sequence[str]) -> str | None:
    """What set this place apart from the equal one above it, or, for the first of equals, below."""
    for other in (index - 1, index + 1):
        if 0 <= other < len(order) and order[other].score == order[index].score:
            pairs = zip(order[index].keys[1:-1], order[other].keys[1:-1], tie_breaks, strict=True)
            return next((name for mine, theirs, name in pairs if mine != theirs), LOT)
    return None
