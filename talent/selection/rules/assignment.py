"""Who reviews what: enough reviewers for each file, nobody overloaded, nobody with a conflict."""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from talent.selection.rules.lots import lot


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that still lacks reviewers. ``barred`` are the reviewers who may not have it."""

    key: str
    lacking: int
    barred: frozenset[str]


@dataclass(frozen=True, slots=True)
class Desk:
    """A reviewer and how many files lie there already."""

    key: str
    load: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Pairs (file, reviewer) to make, and how many reviewers each unlucky file still lacks."""

    pairs: tuple[tuple[str, str], ...]
    unfilled: tuple[tuple[str, int], ...]


def distribute(
    papers: Iterable[Paper], desks: Sequence[Desk], *, seed: str, cap: int | None = None
) -> Plan:
    """Give each file the reviewers it lacks, the least loaded first, at most ``cap`` each.

    The hardest files (fewest possible reviewers) are served first; equal loads are settled by lot
    from ``seed``, so one seed always gives one plan and nobody chooses their files. What cannot be
    filled is reported, not squeezed in.

    Source: our default, to be confirmed by the project leader.
    """
    papers = sorted(papers, key=lambda p: (-len(p.barred), lot(seed, p.key)))
    waiting = [(desk.load, lot(seed, desk.key), desk.key) for desk in desks]
    heapq.heapify(waiting)
    pairs: list[tuple[str, str]] = []
    unfilled: list[tuple[str, int]] = []
    for paper in papers:
        given, passed = 0, []
        while waiting and given < paper.lacking:
            load, draw, key = heapq.heappop(waiting)
            if cap is not None and load >= cap:
                continue  # this desk is full for good
            if key in paper.barred:
                passed.append((load, draw, key))
                continue
            pairs.append((paper.key, key))
            passed.append((load + 1, draw, key))
            given += 1
        for desk in passed:
            heapq.heappush(waiting, desk)
        if given < paper.lacking:
            unfilled.append((paper.key, paper.lacking - given))
    return Plan(tuple(pairs), tuple(unfilled))
