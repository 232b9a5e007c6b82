import random
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from talent.selection.rules.lots import lot
from talent.selection.rules.ranking import (
    LOT,
    Candidate,
    OutcomeKind,
    PlacingFinding,
    rank,
)

SEED = "k3m9"
NAMES = ("plan", "record")


def places(candidates, *, seats=3, at_most=2, threshold=Fraction(60), seed=SEED):
    return rank(
        candidates, seats=seats, at_most=at_most, threshold=threshold, tie_breaks=NAMES, seed=seed
    )


def candidate(key, score, *ties, group=None):
    values = tuple(Fraction(t) for t in ties) or (Fraction(0), Fraction(0))
    return Candidate(key, Fraction(score), values, group)


def test_rank_offers_seats_from_the_highest_score_down():
    ranking = places(
        [candidate("c", 70), candidate("a", 90), candidate("d", 65), candidate("b", 80)]
    )

    assert ranking.keys(OutcomeKind.OFFERED) == ("a", "b", "c")
    assert ranking.keys(OutcomeKind.RESERVE) == ("d",)
    assert ranking.cut == 70


def test_rank_passes_over_a_person_whose_organisation_is_full_and_says_so():
    ranking = places(
        [
            candidate("a", 90, group=1),
            candidate("b", 85, group=1),
            candidate("c", 80, group=1),
            candidate("d", 75, group=2),
        ]
    )

    passed = ranking.places[2]
    assert (passed.key, passed.rank, passed.reserve_rank) == ("c", 3, 1)
    assert passed.reason is PlacingFinding.ORGANISATION_FULL
    assert ranking.keys(OutcomeKind.OFFERED) == ("a", "b", "d")
    assert ranking.taken == {1: 2, 2: 1}


def test_rank_keeps_people_below_the_threshold_off_the_reserve_list():
    ranking = places([candidate("a", 60), candidate("b", Fraction(5999, 100))], seats=5)

    assert ranking.keys(OutcomeKind.OFFERED) == ("a",)
    assert ranking.keys(OutcomeKind.BELOW_THRESHOLD) == ("b",)
    assert ranking.places[1].reserve_rank is None
    assert ranking.places[1].reason is PlacingFinding.BELOW_THRESHOLD


def test_rank_settles_a_true_tie_by_the_published_tie_breaks_in_their_order():
    ranking = places(
        [
            candidate("a", 80, 3, 5),
            candidate("b", 80, 4, 1),
            candidate("c", 80, 3, 4),
        ],
        at_most=None,
    )

    assert [p.key for p in ranking.places] == ["b", "a", "c"]
    assert [p.settled_by for p in ranking.places] == ["plan", "plan", "record"]


def test_rank_settles_what_remains_by_the_recorded_lot():
    same = [candidate("a", 80, 3, 3), candidate("b", 80, 3, 3)]

    ranking = places(same)

    assert [p.key for p in ranking.places] == sorted("ab", key=lambda k: lot(SEED, k))
    assert [p.settled_by for p in ranking.places] == [LOT, LOT]


def test_rank_does_not_make_a_tie_of_what_only_looks_equal():
    ranking = places([candidate("a", "83.33", 0, 0), candidate("b", Fraction(250, 3), 0, 0)])

    assert [p.key for p in ranking.places] == ["b", "a"]
    assert [p.settled_by for p in ranking.places] == [None, None]


def test_another_seed_may_give_another_lot():
    same = [candidate(key, 80, 3, 3) for key in "abcdefgh"]

    orders = {tuple(p.key for p in places(same, seed=f"seed-{n}").places) for n in range(5)}

    assert len(orders) == 5


def test_without_candidates_nobody_is_offered_anything():
    assert places([]).places == ()
    assert places([]).cut is None


fields = st.lists(
    st.tuples(
        st.fractions(0, 100, max_denominator=6),
        st.integers(0, 3),
        st.integers(0, 3),
        st.one_of(st.none(), st.integers(1, 4)),
    ),
    max_size=25,
)


def field_of(rows):
    return [
        candidate(f"k{n}", score, one, two, group=group)
        for n, (score, one, two, group) in enumerate(rows)
    ]


@given(rows=fields, seats=st.integers(0, 10), at_most=st.integers(1, 3), shuffle=st.randoms())
def test_the_order_of_the_candidates_changes_nothing(rows, seats, at_most, shuffle: random.Random):
    candidates = field_of(rows)
    mixed = shuffle.sample(candidates, len(candidates))

    assert places(mixed, seats=seats, at_most=at_most) == places(
        candidates, seats=seats, at_most=at_most
    )


@given(rows=fields, seats=st.integers(0, 10), at_most=st.integers(1, 3))
def test_no_organisation_is_offered_more_than_its_maximum(rows, seats, at_most):
    ranking = places(field_of(rows), seats=seats, at_most=at_most)

    assert all(count <= at_most for count in ranking.taken.values())
    assert len(ranking.keys(OutcomeKind.OFFERED)) <= seats


@given(rows=fields, seats=st.integers(0, 10))
def test_nobody_below_the_threshold_is_offered_or_kept_in_reserve(rows, seats):
    ranking = places(field_of(rows), seats=seats)

    assert all((p.score < 60) == (p.outcome is OutcomeKind.BELOW_THRESHOLD) for p in ranking.places)


@given(rows=fields, seats=st.integers(0, 10), at_most=st.one_of(st.none(), st.integers(1, 3)))
def test_everybody_is_accounted_for_once(rows, seats, at_most):
    candidates = field_of(rows)

    ranking = places(candidates, seats=seats, at_most=at_most)

    assert sorted(p.key for p in ranking.places) == sorted(c.key for c in candidates)
    assert [p.rank for p in ranking.places] == list(range(1, len(candidates) + 1))
    reserve = [p.reserve_rank for p in ranking.places if p.outcome is OutcomeKind.RESERVE]
    assert reserve == list(range(1, len(reserve) + 1))


@given(rows=fields, seats=st.integers(0, 10), at_most=st.integers(1, 3))
def test_a_seat_stays_empty_only_when_nobody_could_take_it(rows, seats, at_most):
    ranking = places(field_of(rows), seats=seats, at_most=at_most)

    if len(ranking.keys(OutcomeKind.OFFERED)) < seats:
        left = [p for p in ranking.places if p.outcome is OutcomeKind.RESERVE]
        assert {p.reason for p in left} <= {PlacingFinding.ORGANISATION_FULL}
