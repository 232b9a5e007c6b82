from datetime import date
from fractions import Fraction

import pytest

from talent.foundations.refusals import Refused
from talent.placements.rules import checks
from talent.placements.rules.checks import PlacementRefusal as R
from talent.placements.rules.checks import VisaFacts
from talent.placements.rules.lifecycle import PresenceStatus, SemesterStatus, StudyStatus
from talent.placements.rules.semesters import (
    SemesterFacts,
    check_acceptance,
    check_by_hand,
    check_changeable,
    check_credits,
)
from talent.placements.rules.semesters import SemesterRefusal as S

ARRIVAL = date(2026, 8, 24)


def refusal(check, *args, **facts):
    with pytest.raises(Refused) as caught:
        check(*args, **facts)
    return caught.value.reason


def visa(**facts):
    return VisaFacts(
        **{
            "study": StudyStatus.CONTRACTED,
            "passport_expires_on": date(2027, 2, 24),
            "planned_arrival": ARRIVAL,
            "passport_months": 6,
            **facts,
        }
    )


def test_a_passport_valid_for_exactly_six_months_after_arrival_is_enough():
    checks.check_visa_filing(visa())


def test_one_day_less_is_not():
    facts = visa(passport_expires_on=date(2027, 2, 23))

    assert refusal(checks.check_visa_filing, facts) is R.PASSPORT_TOO_SHORT


def test_six_months_after_the_end_of_august_is_the_end_of_february():
    assert checks.add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert checks.add_months(date(2027, 8, 31), 6) == date(2028, 2, 29)


def test_no_visa_without_knowing_the_passport():
    assert refusal(checks.check_visa_filing, visa(passport_expires_on=None)) is R.PASSPORT_UNKNOWN


@pytest.mark.parametrize("study", [StudyStatus.ADMITTED, StudyStatus.UNIVERSITY_SCREENING])
def test_no_visa_before_the_contract(study):
    assert refusal(checks.check_visa_filing, visa(study=study)) is R.NO_CONTRACT


def test_a_refused_visa_is_filed_again_once_and_no_more():
    checks.check_visa_filing(visa(refusals=1))
    assert refusal(checks.check_visa_filing, visa(refusals=2)) is R.VISA_REFUSED_TWICE


def test_the_contract_comes_after_admission_paper_and_signature():
    held = {"prepared": True, "signed": True, "study": StudyStatus.ADMITTED}
    checks.check_contract(**held)

    before = {**held, "study": StudyStatus.UNIVERSITY_SCREENING}
    assert refusal(checks.check_contract, **before) is R.NOT_ADMITTED_YET
    assert refusal(checks.check_contract, **{**held, "prepared": False}) is R.CONTRACT_NOT_READY
    assert refusal(checks.check_contract, **{**held, "signed": False}) is R.CONTRACT_NOT_SIGNED


def test_a_trainee_signs_once_and_only_what_is_there():
    offered = {"prepared": True, "signed": False, "study": StudyStatus.ADMITTED}
    checks.check_signature(**offered)

    assert refusal(checks.check_signature, **{**offered, "signed": True}) is R.ALREADY_SIGNED
    assert refusal(checks.check_signature, **{**offered, "prepared": False}) is R.CONTRACT_NOT_READY


def test_nobody_enrols_before_arriving():
    for presence in (PresenceStatus.AT_HOME, PresenceStatus.VISA_FILED, PresenceStatus.VISA_ISSUED):
        assert refusal(checks.check_enrolment, presence=presence) is R.NOT_ARRIVED
    checks.check_enrolment(presence=PresenceStatus.ARRIVED)


def test_a_visa_still_holds_on_its_last_day():
    checks.check_arrival(ARRIVAL, visa_expires_on=ARRIVAL)
    late = {"visa_expires_on": date(2026, 8, 23)}
    assert refusal(checks.check_arrival, ARRIVAL, **late) is R.VISA_ENDS_BEFORE_ARRIVAL


def test_an_event_is_neither_in_the_future_nor_before_its_cause():
    checks.check_not_future(ARRIVAL, today=ARRIVAL)
    checks.check_order(ARRIVAL, not_before=ARRIVAL)
    checks.check_order(ARRIVAL, not_before=None)

    assert refusal(checks.check_not_future, ARRIVAL, today=date(2026, 8, 23)) is R.IN_THE_FUTURE
    assert refusal(checks.check_order, ARRIVAL, not_before=date(2026, 8, 25)) is R.OUT_OF_ORDER


def test_preferences_are_one_to_three_different_universities():
    checks.check_preferences([1, 2, 3], at_most=3)

    assert refusal(checks.check_preferences, [], at_most=3) is R.NO_UNIVERSITY_LEFT
    assert refusal(checks.check_preferences, [1, 2, 3, 4], at_most=3) is R.TOO_MANY_PREFERENCES
    assert refusal(checks.check_preferences, [1, 2, 1], at_most=3) is R.SAME_UNIVERSITY_TWICE


def test_ending_and_conferring_rest_on_what_somebody_else_wrote_down():
    checks.check_withdrawal(reason="family")
    checks.check_conferral(degree_recorded=True)

    assert refusal(checks.check_withdrawal, reason="") is R.NO_WITHDRAWAL_ASKED
    assert refusal(checks.check_conferral, degree_recorded=False) is R.NO_DEGREE_RECORDED


def test_only_a_student_changes_university_and_only_to_another():
    checks.check_transfer(study=StudyStatus.ENROLLED, same_university=False)

    study = {"study": StudyStatus.CONTRACTED, "same_university": False}
    assert refusal(checks.check_transfer, **study) is R.NOT_STUDYING
    same = {"study": StudyStatus.ENROLLED, "same_university": True}
    assert refusal(checks.check_transfer, **same) is R.SAME_UNIVERSITY


def facts(**values):
    whole = {
        "credits_attempted": 9,
        "credits_earned": 9,
        "has_transcript": True,
        "has_grade": True,
        "percent": Fraction(80),
    }
    return SemesterFacts(**{**whole, **values})


def test_a_semester_of_courses_needs_transcript_grade_and_conversion():
    check_acceptance(facts())

    assert refusal(check_acceptance, facts(has_transcript=False)) is S.TRANSCRIPT_MISSING
    assert refusal(check_acceptance, facts(has_grade=False)) is S.GRADE_MISSING
    assert refusal(check_acceptance, facts(percent=None)) is S.GRADE_NOT_CONVERTED


def test_a_semester_of_thesis_work_needs_none_of_them():
    check_acceptance(
        facts(
            credits_attempted=0,
            credits_earned=0,
            has_transcript=False,
            has_grade=False,
            percent=None,
        )
    )


def test_nobody_earns_more_credits_than_taken():
    check_credits(attempted=9, earned=9)
    assert refusal(check_credits, attempted=9, earned=10) is S.MORE_EARNED_THAN_TAKEN


def test_a_table_is_not_overruled_by_hand():
    check_by_hand(has_table=False)
    assert refusal(check_by_hand, has_table=True) is S.GRADE_CONVERTED_BY_TABLE


def test_an_accepted_semester_keeps_its_papers():
    check_changeable(SemesterStatus.OPEN)
    for status in (SemesterStatus.ACCEPTED, SemesterStatus.LOCKED):
        assert refusal(check_changeable, status) is S.ALREADY_ACCEPTED
