from dataclasses import dataclass
from fractions import Fraction

import pytest

from talent.foundations.refusals import Refused
from talent.selection.rules import scoring
from talent.selection.rules.scoring import ScoringRefusal


@dataclass(frozen=True)
class Scale:
    key: str
    weight: Fraction
    top_mark: int


RECORD = Scale("record", Fraction(40, 100), 5)
PLAN = Scale("plan", Fraction(60, 100), 7)


def test_score_weighs_each_mark_on_its_own_scale():
    assert scoring.score({"record": 4, "plan": 5}, [RECORD, PLAN]) == 32 + Fraction(300, 7)


def test_score_is_one_hundred_for_top_marks_and_nought_for_none():
    assert scoring.score({"record": 5, "plan": 7}, [RECORD, PLAN]) == 100
    assert scoring.score({"record": 0, "plan": 0}, [RECORD, PLAN]) == 0


def test_score_refuses_a_criterion_without_a_mark():
    with pytest.raises(Refused) as refused:
        scoring.score({"record": 4}, [RECORD, PLAN])

    assert refused.value.reason is ScoringRefusal.MARK_MISSING
    assert refused.value.facts == {"criterion": "plan"}


@pytest.mark.parametrize("mark", [-1, 6])
def test_score_refuses_a_mark_off_the_scale(mark):
    with pytest.raises(Refused) as refused:
        scoring.score({"record": mark, "plan": 5}, [RECORD, PLAN])

    assert refused.value.reason is ScoringRefusal.MARK_OUT_OF_RANGE
    assert refused.value.facts == {"criterion": "record", "top": 5}


@pytest.mark.parametrize(
    ("mark", "top", "needed"),
    [
        (1, 5, True),
        (2, 5, False),
        (4, 5, False),
        (5, 5, True),
        (9, 10, False),
        (10, 10, True),
        (3, 10, True),
        (4, 10, False),
    ],
)
def test_a_comment_is_needed_below_forty_and_above_ninety_percent(mark, top, needed):
    assert scoring.needs_comment(mark, Scale("plan", Fraction(1), top)) is needed


def test_a_blank_comment_does_not_explain_a_mark():
    with pytest.raises(Refused) as refused:
        scoring.check_comments({"record": 1, "plan": 5}, {"record": "  "}, [RECORD, PLAN])

    assert refused.value.reason is ScoringRefusal.COMMENT_MISSING
    assert refused.value.facts == {"criterion": "record"}


def test_explained_marks_and_ordinary_marks_pass():
    scoring.check_comments({"record": 1, "plan": 5}, {"record": "No transcript."}, [RECORD, PLAN])


def test_mean_is_exact_so_that_a_third_ties_with_a_third():
    assert scoring.mean([Fraction(80), Fraction(80), Fraction(90)]) == Fraction(250, 3)
    assert scoring.mean([Fraction(80), Fraction(80), Fraction(90)]) != Fraction("83.33")


def test_mean_of_nothing_is_nothing():
    assert scoring.mean([]) is None


def test_spread_is_the_distance_of_the_outermost_reviews():
    assert scoring.spread([Fraction(70), Fraction(85), Fraction(80)]) == 15
    assert scoring.spread([Fraction(70)]) == 0


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([], None),
        ([70], Fraction(70)),
        ([70, 80], Fraction(75)),
        ([60, 90], Fraction(75)),
        ([80, 85, 87], Fraction(84)),
        ([60, 84, 86], Fraction(84)),
        ([60, 84, 85, 90], Fraction(169, 2)),
    ],
)
def test_final_is_the_mean_unless_one_of_three_strays(scores, expected):
    assert scoring.final([Fraction(s) for s in scores], gap=15) == expected


@pytest.mark.parametrize(
    ("scores", "needed"),
    [([70, 85], False), ([70, 86], True), ([60, 80, 90], False), ([60], False)],
)
def test_a_third_review_is_needed_above_the_gap(scores, needed):
    assert scoring.needs_third([Fraction(s) for s in scores], gap=15) is needed


def test_points_of_all_criteria_make_the_score():
    marks = {"record": 3, "plan": 4}

    total = sum(scoring.points(marks[c.key], c) for c in (RECORD, PLAN))

    assert total == scoring.score(marks, [RECORD, PLAN])


def test_a_stored_score_comes_back_exact():
    assert scoring.written(Fraction(250, 3)) == "250/3"
    assert scoring.reads(["250/3", "80/1"]) == [Fraction(250, 3), Fraction(80)]


def test_a_half_filled_sheet_counts_what_is_marked_and_ignores_what_is_off_the_scale():
    tally = scoring.tally({"record": 4, "plan": 99}, [RECORD, PLAN])

    assert tally == scoring.Tally({"record": Fraction(32)}, Fraction(32), Fraction(40))
