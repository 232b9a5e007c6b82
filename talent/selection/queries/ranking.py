"""The standing of every application of a round, and where the ranking puts it."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from sqlalchemy import func, select

from talent.foundations.access import Actor, Permission
from talent.foundations.languages import LocalizedText
from talent.foundations.refusals import Refused
from talent.people.models import Organisation, Person
from talent.people.rules.names import PersonNames
from talent.plumbing.database import db
from talent.selection.models import Application, Decision, Review, Round
from talent.selection.rules import scoring
from talent.selection.rules.deciding import DecisionStatus
from talent.selection.rules.lifecycle import RANKED
from talent.selection.rules.ranking import Candidate, Ranking, rank
from talent.selection.rules.reviewing import COUNTED, PENDING, ReviewRefusal
from talent.selection.rules.round_rules import RoundRules


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one application: its reviews, and what counts for ties and maxima."""

    id: int
    pid: str
    number: str
    organisation_id: int | None
    pending: int
    scores: tuple[Fraction, ...]
    tie_sums: tuple[int, ...]

    @property
    def spread(self) -> Fraction:
        return scoring.spread(self.scores)


@dataclass(frozen=True, slots=True)
class Board:
    """The ranking as it stands now. ``lacking`` still want marks, ``apart`` a third reviewer;
    as long as there are any, nothing can be decided."""

    ranking: Ranking
    standings: dict[str, Standing]
    lacking: tuple[Standing, ...]
    apart: tuple[Standing, ...]
    rules: RoundRules
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Face:
    """Whom a place belongs to, for the pages of the staff."""

    names: PersonNames
    organisation: LocalizedText | None


def ranking_of(viewer: Actor, round_: Round) -> Board:
    """The ranking of a round from the marks as they are now: three statements for any number.

    Raises ``Refused`` while the viewer has a review of their own to hand in: nobody sees other
    marks before giving theirs.
    """
    if Permission.SELECTION_REVIEW in viewer.permissions and _has_pending(viewer, round_):
        raise Refused(ReviewRefusal.OWN_MARKS_FIRST)
    rules = round_.parsed
    decision = current_decision(viewer, round_)
    standings = _standings(round_, rules)
    ready = [s for s in standings if not s.pending and len(s.scores) >= rules.min_reviewers]
    ranking = rank(
        [_candidate(s, rules) for s in standings if s.scores],
        seats=rules.seats,
        at_most=rules.at_most_per_organisation,
        threshold=rules.threshold,
        tie_breaks=rules.tie_break,
        seed=decision.seed if decision else "",
    )
    known = {s.id for s in ready}
    return Board(
        ranking=ranking,
        standings={s.pid: s for s in standings},
        lacking=tuple(s for s in standings if s.id not in known),
        apart=tuple(s for s in ready if scoring.needs_third(s.scores, rules.third_review_gap)),
        rules=rules,
        decision=decision,
    )


def current_decision(viewer: Actor, round_: Round) -> Decision | None:
    """The decision of a round that is neither sent back nor replaced."""
    return db.session.scalar(
        select(Decision).where(
            Decision.round_id == round_.id, Decision.status != DecisionStatus.RETURNED
        )
    )


def faces(viewer: Actor, pids: Iterable[str]) -> dict[str, Face]:
    """Names and organisations of some applications, by the application's ``pid``."""
    rows = db.session.execute(
        select(Application.pid, Person.names, Organisation.name)
        .join(Person, Person.id == Application.person_id)
        .outerjoin(Organisation, Organisation.id == Application.organisation_id)
        .where(Application.pid.in_(list(pids)))
    )
    return {pid: Face(names, organisation) for pid, names, organisation in rows}


def organisation_names(viewer: Actor, ids: Iterable[int]) -> dict[int, LocalizedText]:
    """Names of some organisations, by id."""
    rows: Any = db.session.execute(
        select(Organisation.id, Organisation.name).where(Organisation.id.in_(list(ids)))
    )
    return dict(rows.all())


def _standings(round_: Round, rules: RoundRules) -> list[Standing]:
    # The mean of exact scores cannot be computed by the database; their list can be fetched by it.
    counted = Review.status.in_(COUNTED)
    ties = [func.sum(Review.marks[key].as_integer()).filter(counted) for key in rules.tie_break]
    rows: Any = db.session.execute(
        select(
            Application.id,
            Application.pid,
            Application.number,
            Application.organisation_id,
            func.count(Review.id).filter(Review.status.in_(PENDING)),
            func.aggregate_strings(Review.score, " ").filter(counted),
            *ties,
        )
        .outerjoin(Review, Review.application_id == Application.id)
        .where(Application.round_id == round_.id, Application.status.in_(RANKED))
        .group_by(Application.id)
    )
    return [
        Standing(
            id_,
            pid,
            number,
            organisation_id,
            pending,
            tuple(scoring.reads(scores.split())) if scores else (),
            tuple(tie_sums),
        )
        for id_, pid, number, organisation_id, pending, scores, *tie_sums in rows
    ]


def _candidate(standing: Standing, rules: RoundRules) -> Candidate:
    score = scoring.final(standing.scores, rules.third_review_gap)
    assert score is not None  # noqa: S101 -- only applications with a review become candidates
    count = len(standing.scores)
    return Candidate(
        key=standing.pid,
        score=score,
        tie_breaks=tuple(_mean_mark(total, count) for total in standing.tie_sums),
        group=standing.organisation_id,
    )


@cache
def _mean_mark(total: int, count: int) -> Fraction:
    return Fraction(total, count)


def _has_pending(viewer: Actor, round_: Round) -> bool:
    return (
        db.session.scalar(
            select(Review.id)
            .join(Review.application)
            .where(
                Review.reviewer_id == viewer.id,
                Review.status.in_(PENDING),
                Application.round_id == round_.id,
            )
            .limit(1)
        )
        is not None
    )
