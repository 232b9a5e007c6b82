"""The arithmetic of attendance, trap by trap."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.cohorts.rules.attendance import (
    Attendance,
    AttendanceMark,
    CohortRules,
    CompletionFinding,
    Evidence,
    Standing,
    attendance,
    decide,
    standing,
    units_by_mark,
)
from talent.cohorts.rules.lifecycle import ParticipationStatus

M, F, P = AttendanceMark, CompletionFinding, ParticipationStatus
RAW = {
    "lates_per_absence": 3,
    "excused_cap": "1/3",
    "completion_ratio": "0.90",
    "participation_ratio": "1/2",
    "most_waived": "1/5",
    "post_test_pass": 60,
    "improvement_counts": True,
    "needs_action_plan": True,
    "needs_survey": True,
    "reply_days": 10,
}
RULES = CohortRules.parse(RAW)
ALL_DONE = Evidence(pre_test=40, post_test=75, action_plan_accepted=True, survey_done=True)
UNITS = st.dictionaries(st.sampled_from(list(M)), st.integers(0, 200))


def rules(**changed):
    return CohortRules.parse({**RAW, **changed})


def test_three_lates_cost_one_unit():
    found = attendance({M.PRESENT: 37, M.LATE: 3}, RULES)

    assert (found.attended, found.required, found.ratio) == (39, 40, Fraction(39, 40))


def test_two_lates_and_two_early_leaves_are_counted_apart_and_cost_nothing():
    found = attendance({M.PRESENT: 36, M.LATE: 2, M.EARLY_LEAVE: 2}, RULES)

    assert (found.attended, found.required) == (40, 40)


def test_five_lates_cost_one_unit_and_six_cost_two():
    assert attendance({M.PRESENT: 15, M.LATE: 5}, RULES).attended == 19
    assert attendance({M.PRESENT: 14, M.LATE: 6}, RULES).attended == 18


def test_being_late_to_a_session_of_four_units_is_being_late_once():
    assert units_by_mark([(M.LATE, 4), (M.EARLY_LEAVE, 2), (M.ABSENT, 3)]) == {
        M.LATE: 1,
        M.EARLY_LEAVE: 1,
        M.PRESENT: 4,
        M.ABSENT: 3,
    }


def test_excused_units_count_up_to_a_third_of_what_is_required():
    found = attendance({M.PRESENT: 20, M.EXCUSED: 20}, RULES)

    assert (found.attended, found.required) == (33, 40)


def test_a_late_arrival_by_visa_is_absence_until_it_is_waived():
    arrived_late = attendance({M.PRESENT: 34, M.ABSENT: 6}, RULES)
    waived = attendance({M.PRESENT: 34, M.NOT_REQUIRED: 6}, RULES)

    assert arrived_late.ratio == Fraction(34, 40)
    assert (waived.ratio, waived.waived) == (1, 6)


def test_more_than_a_fifth_waived_blocks_completion_but_not_participation():
    exactly_a_fifth = attendance({M.PRESENT: 32, M.NOT_REQUIRED: 8}, RULES)
    more = attendance({M.PRESENT: 31, M.NOT_REQUIRED: 9}, RULES)

    assert decide(exactly_a_fifth, ALL_DONE, RULES).outcome == P.COMPLETED
    assert decide(more, ALL_DONE, RULES).outcome == P.PARTICIPATED
    assert decide(more, ALL_DONE, RULES).findings == (F.WAIVED_TOO_MUCH,)


def test_89_96_per_cent_is_not_90_per_cent():
    found = attendance({M.PRESENT: 2249, M.ABSENT: 251}, RULES)

    assert found.ratio == Fraction(8996, 10000)
    assert decide(found, ALL_DONE, RULES).outcome == P.PARTICIPATED
    assert decide(found, ALL_DONE, RULES).findings == (F.BELOW_COMPLETION,)


def test_exactly_nine_tenths_is_enough():
    assert decide(Attendance(9, 10), ALL_DONE, RULES).outcome == P.COMPLETED


def test_cohort_with_its_own_threshold_uses_its_own():
    found = Attendance(34, 40)

    assert decide(found, ALL_DONE, rules(completion_ratio="4/5")).outcome == P.COMPLETED
    assert decide(found, ALL_DONE, RULES).outcome == P.PARTICIPATED


def test_two_parallel_groups_are_two_attendances():
    morning = attendance({M.PRESENT: 10}, RULES)
    afternoon = attendance({M.PRESENT: 4, M.ABSENT: 6}, RULES)

    assert (morning.ratio, afternoon.ratio) == (1, Fraction(2, 5))


def test_below_half_is_neither_completion_nor_participation():
    decision = decide(Attendance(19, 40), ALL_DONE, RULES)

    assert (decision.outcome, decision.findings) == (P.NOT_COMPLETED, (F.BELOW_PARTICIPATION,))


def test_every_reason_is_named_in_a_fixed_order():
    nothing_done = Evidence(None, None, action_plan_accepted=False, survey_done=False)

    assert decide(Attendance(30, 40, 20), nothing_done, RULES).findings == (
        F.BELOW_COMPLETION,
        F.WAIVED_TOO_MUCH,
        F.ACTION_PLAN_OPEN,
        F.POST_TEST_MISSING,
        F.SURVEY_MISSING,
    )


def test_a_failed_post_test_is_saved_by_improvement_when_the_rules_say_so():
    improved = Evidence(30, 55, action_plan_accepted=True, survey_done=True)
    found = Attendance(40, 40)

    assert decide(found, improved, RULES).findings == ()
    assert decide(found, improved, rules(improvement_counts=False)).findings == (
        F.POST_TEST_TOO_LOW,
    )


def test_rules_that_ask_for_no_test_do_not_miss_one():
    asked = rules(post_test_pass=0, needs_action_plan=False, needs_survey=False)
    nothing = Evidence(None, None, action_plan_accepted=False, survey_done=False)

    assert decide(Attendance(40, 40), nothing, asked).findings == ()


def test_nobody_completes_a_course_that_required_nothing():
    decision = decide(attendance({M.NOT_REQUIRED: 40}, RULES), ALL_DONE, RULES)

    assert decision.outcome == P.NOT_COMPLETED
    assert decision.findings == (F.NOTHING_REQUIRED, F.WAIVED_TOO_MUCH)


def test_standing_warns_before_the_line_is_crossed():
    shown = [standing(Attendance(n, 100), RULES) for n in (100, 95, 94, 90, 89)]

    assert shown == [Standing.MET, Standing.MET, Standing.CLOSE, Standing.CLOSE, Standing.BELOW]
    assert standing(Attendance(0, 0), RULES) == Standing.UNKNOWN


def test_standing_is_met_by_full_attendance_where_everything_is_asked_for():
    assert standing(Attendance(4, 4), rules(completion_ratio="1")) == Standing.MET


def test_rules_survive_being_written_and_read():
    assert CohortRules.parse(RULES.as_json()) == RULES
    assert RULES.as_json()["completion_ratio"] == "9/10"


@pytest.mark.parametrize(
    "wrong",
    [
        {"completion_ratio": 0.9},
        {"completion_ratio": "1.2"},
        {"lates_per_absence": 0},
        {"post_test_pass": 101},
        {"participation_ratio": "0.95"},
    ],
)
def test_rules_that_make_no_sense_are_not_taken(wrong):
    with pytest.raises(ValueError, match=r"ratio|rules|participation"):
        rules(**wrong)


def test_a_session_without_units_is_a_mistake():
    with pytest.raises(ValueError, match="at least one unit"):
        units_by_mark([(M.PRESENT, 0)])


@given(UNITS)
def test_ratio_always_lies_between_nought_and_one(units):
    found = attendance(units, RULES)

    assert 0 <= found.attended <= found.required
    assert found.ratio is None or 0 <= found.ratio <= 1


@given(UNITS)
def test_turning_an_absent_unit_into_a_present_one_never_lowers_attendance(units):
    better = dict(units)
    better[M.ABSENT] = 0
    better[M.PRESENT] = units.get(M.PRESENT, 0) + units.get(M.ABSENT, 0)

    assert attendance(better, RULES).attended >= attendance(units, RULES).attended
    assert attendance(better, RULES).required == attendance(units, RULES).required


@given(st.lists(st.tuples(st.sampled_from(list(M)), st.integers(1, 8))))
def test_no_unit_is_lost_between_sessions_and_marks(marked):
    assert sum(units_by_mark(marked).values()) == sum(units for _, units in marked)


@given(UNITS)
def test_completion_is_exactly_the_absence_of_findings(units):
    decision = decide(attendance(units, RULES), ALL_DONE, RULES)

    assert (decision.outcome == P.COMPLETED) == (decision.findings == ())
