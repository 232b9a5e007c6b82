from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from talent.selection.rules.assignment import Desk, Paper, distribute


def desks(*keys, load=0):
    return [Desk(key, load) for key in keys]


def papers(count, *, lacking=2, barred=()):
    return [Paper(f"p{n}", lacking, frozenset(barred)) for n in range(count)]


def test_files_are_spread_evenly_over_the_reviewers():
    plan = distribute(papers(6), desks("kim", "dorj", "bold", "saran"), seed="s")

    assert Counter(reviewer for _, reviewer in plan.pairs) == {
        "kim": 3,
        "dorj": 3,
        "bold": 3,
        "saran": 3,
    }
    assert plan.unfilled == ()


def test_nobody_gets_a_file_they_are_barred_from():
    plan = distribute([*papers(3, barred=["kim"])], desks("kim", "dorj", "bold"), seed="s")

    assert {reviewer for _, reviewer in plan.pairs} == {"dorj", "bold"}


def test_a_reviewer_with_work_already_gets_less_of_the_new():
    plan = distribute(papers(2, lacking=1), [Desk("kim", 5), Desk("dorj", 0)], seed="s")

    assert [reviewer for _, reviewer in plan.pairs] == ["dorj", "dorj"]


def test_what_cannot_be_filled_is_reported():
    plan = distribute(papers(1, lacking=2, barred=["kim"]), desks("kim", "dorj"), seed="s")

    assert plan.pairs == (("p0", "dorj"),)
    assert plan.unfilled == (("p0", 1),)


def test_the_same_seed_makes_the_same_plan_in_whatever_order_things_come():
    many, people = papers(9), desks("kim", "dorj", "bold")

    assert distribute(many, people, seed="s") == distribute(many[::-1], people[::-1], seed="s")


@given(
    count=st.integers(0, 12),
    lacking=st.integers(1, 3),
    people=st.integers(0, 6),
    cap=st.one_of(st.none(), st.integers(1, 6)),
    barred=st.frozensets(st.integers(0, 5)),
)
def test_a_plan_respects_every_limit_and_hides_no_lack(count, lacking, people, cap, barred):
    bars = frozenset(f"r{n}" for n in barred)
    plan = distribute(
        [Paper(f"p{n}", lacking, bars) for n in range(count)],
        [Desk(f"r{n}", 0) for n in range(people)],
        seed="s",
        cap=cap,
    )

    assert len(set(plan.pairs)) == len(plan.pairs)
    assert not {reviewer for _, reviewer in plan.pairs} & bars
    loads = Counter(reviewer for _, reviewer in plan.pairs)
    assert cap is None or all(load <= cap for load in loads.values())
    if cap is None:
        assert not loads or max(loads.values()) - min(loads.values()) <= max(loads.values())
    given_out = Counter(paper for paper, _ in plan.pairs)
    missing = dict(plan.unfilled)
    assert all(given_out[f"p{n}"] + missing.get(f"p{n}", 0) == lacking for n in range(count))
