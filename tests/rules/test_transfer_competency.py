import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.foundations.access import GRANTS, SYSTEM, Role
from talent.foundations.refusals import Refused
from talent.foundations.workflow import WorkflowRefusal
from talent.transfer.rules.competency import (
    CompetencyLevel,
    HazardType,
    TransferPolicy,
    authorisation_until,
    check_assessor,
    check_level,
    check_may_be_authorised,
    is_theory_passed,
    is_valid_on,
    levels_up_to,
    months_after,
    result_valid_until,
)
from talent.transfer.rules.lifecycle import (
    AUTHORISATION,
    DELIVERY,
    RESULT,
    AuthorisationStatus,
    DeliveryStatus,
    ResultStatus,
    TransferRefusal,
)
from talent.transfer.rules.policy import policy

DATA = Path(__file__).parents[2] / "talent" / "transfer" / "data"
POLICY = TransferPolicy.parse(json.loads((DATA / "policy.json").read_text(encoding="utf-8")))
DAY = date(2026, 3, 9)


class Somebody:
    def __init__(self, role, id=1):
        self.id, self.permissions = id, GRANTS[role]


def why(call, *args):
    with pytest.raises(Refused) as refused:
        call(*args)
    return refused.value.reason


def test_every_state_can_be_reached():
    assert DELIVERY.reachable() == set(DeliveryStatus)
    assert RESULT.reachable() == set(ResultStatus)
    assert AUTHORISATION.reachable() == set(AuthorisationStatus)


def test_whoever_proposed_an_authorisation_cannot_grant_it():
    laboratory = Somebody(Role.LABORATORY_MANAGER)
    proposed = AuthorisationStatus.PROPOSED

    assert "authorise" in AUTHORISATION.offered(proposed, laboratory, {"propose": 9})
    assert (
        why(AUTHORISATION.transition, "authorise", proposed, laboratory, {"propose": 1})
        == WorkflowRefusal.SAME_PERSON
    )


def test_only_the_clock_lets_an_authorisation_expire():
    held = AuthorisationStatus.AUTHORISED

    assert AUTHORISATION.offered(held, SYSTEM, {}) == ["expire"]
    assert "expire" not in AUTHORISATION.offered(held, Somebody(Role.LABORATORY_MANAGER), {})


def test_whoever_assessed_a_delivery_does_not_close_it():
    both = Somebody(Role.LABORATORY_MANAGER)

    assert DELIVERY.offered(DeliveryStatus.ASSESSED, both, {"assess": 2}) == ["close"]
    assert DELIVERY.offered(DeliveryStatus.ASSESSED, both, {"assess": both.id}) == []


def test_months_end_on_the_last_day_of_a_shorter_month():
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2027, 8, 31), 6) == date(2028, 2, 29)
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_after(date(2026, 12, 15), 1) == date(2027, 1, 15)


@given(st.dates(date(2000, 1, 1), date(2080, 1, 1)), st.integers(0, 60))
def test_more_months_never_end_earlier(day, months):
    assert months_after(day, months) <= months_after(day, months + 1)


def test_laboratory_safety_lasts_a_year_and_other_modules_for_ever():
    assert result_valid_until(DAY, 12) == date(2027, 3, 9)
    assert result_valid_until(DAY, None) is None


def test_the_first_day_counts_and_the_last_one_does_not():
    until = date(2027, 3, 9)

    assert [
        is_valid_on(d, DAY, until) for d in (date(2026, 3, 8), DAY, date(2027, 3, 8), until)
    ] == [
        False,
        True,
        True,
        False,
    ]
    assert is_valid_on(date(2090, 1, 1), DAY, None)


def test_x_ray_and_pressure_shorten_an_authorisation_to_a_year():
    assert authorisation_until(DAY, [], None, POLICY) == date(2028, 3, 9)
    assert authorisation_until(DAY, [HazardType.ROTATING], None, POLICY) == date(2028, 3, 9)
    assert authorisation_until(DAY, [HazardType.X_RAY], None, POLICY) == date(2027, 3, 9)


def test_an_authorisation_never_outlives_the_result_it_rests_on():
    assert authorisation_until(DAY, [], date(2026, 9, 1), POLICY) == date(2026, 9, 1)


def test_nobody_assesses_themself_and_only_the_assessor_assesses():
    check_assessor(7, 7, 3)

    assert why(check_assessor, 7, 7, 7) == TransferRefusal.OWN_RESULT
    assert why(check_assessor, 7, 8, 3) == TransferRefusal.NOT_THE_ASSESSOR
    assert why(check_assessor, None, None, 3) == TransferRefusal.NOT_THE_ASSESSOR


def test_the_fourth_level_needs_the_trainer_module():
    check_level(CompetencyLevel.L3, [])
    check_level(CompetencyLevel.L4, ["TOT-601"])

    assert (
        why(check_level, CompetencyLevel.L4, ["ANA-201"]) == TransferRefusal.TRAINER_MODULE_MISSING
    )


def test_only_who_works_independently_is_authorised():
    check_may_be_authorised(CompetencyLevel.L3)
    check_may_be_authorised(CompetencyLevel.L4)

    assert why(check_may_be_authorised, CompetencyLevel.L2) == TransferRefusal.LEVEL_TOO_LOW
    assert why(check_may_be_authorised, None) == TransferRefusal.LEVEL_TOO_LOW


def test_a_level_holds_all_levels_below_it():
    assert levels_up_to(CompetencyLevel.L2) == {"L0", "L1", "L2"}


def test_a_written_test_is_measured_by_the_module_and_else_by_the_policy():
    assert is_theory_passed(None, 80, POLICY) is None
    assert is_theory_passed(None, None, POLICY) is True
    assert (is_theory_passed(79, 80, POLICY), is_theory_passed(80, 80, POLICY)) == (False, True)
    assert (is_theory_passed(59, None, POLICY), is_theory_passed(60, None, POLICY)) == (False, True)


def test_the_policy_in_force_is_the_one_in_the_file():
    assert policy() == POLICY
    assert policy().least_operators == 2
