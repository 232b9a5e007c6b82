"""Who may get which certificate, to the last fraction."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from talent.certificates.rules.entitlement import (
    CertificateRefusal,
    CourseFacts,
    CoursePolicy,
    check_completion,
    check_module,
    check_names_confirmed,
    check_participation,
    check_still_open,
)
from talent.certificates.rules.lifecycle import CERTIFICATE, CertificateStatus
from talent.foundations.access import Permission
from talent.foundations.refusals import Refused
from talent.foundations.workflow import WorkflowRefusal

POLICY = CoursePolicy(completion_ratio=Fraction(9, 10), participation_ratio=Fraction(1, 2))
AT = datetime(2026, 3, 9, 5, 30, tzinfo=UTC)
S, R = CertificateStatus, CertificateRefusal


def facts(attended, required, **other):
    values = {"requirements_met": True, "dismissed": False, "reported": True, **other}
    return CourseFacts(attended=Fraction(attended), required=Fraction(required), **values)


def reason_of(check, *args, **kw):
    with pytest.raises(Refused) as refused:
        check(*args, **kw)
    return refused.value.reason


@pytest.mark.parametrize(
    ("attended", "required"), [(90, 100), (9, 10), (80, 80), (Fraction(72), 80)]
)
def test_completion_needs_the_ratio_and_no_more(attended, required):
    assert check_completion(facts(attended, required), POLICY) is None


@pytest.mark.parametrize(("attended", "required"), [(8996, 10000), (71, 80), (0, 0), (0, 10)])
def test_completion_is_refused_below_the_exact_ratio(attended, required):
    found = reason_of(check_completion, facts(attended, required), POLICY)

    assert found is R.ATTENDANCE_TOO_LOW


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"reported": False}, R.COURSE_NOT_REPORTED),
        ({"dismissed": True}, R.DISMISSED),
        ({"requirements_met": False}, R.REQUIREMENTS_OPEN),
    ],
)
def test_completion_is_refused_with_its_reason(other, reason):
    assert reason_of(check_completion, facts(80, 80, **other), POLICY) is reason


def test_participation_asks_for_its_own_ratio_and_no_test():
    assert check_participation(facts(40, 80, requirements_met=False), POLICY) is None
    assert reason_of(check_participation, facts(39, 80), POLICY) is R.ATTENDANCE_TOO_LOW


def test_a_module_must_be_passed_and_its_delivery_closed():
    assert check_module(passed=True, closed=True) is None
    assert reason_of(check_module, passed=False, closed=True) is R.MODULE_NOT_PASSED
    assert reason_of(check_module, passed=True, closed=False) is R.DELIVERY_NOT_CLOSED


def test_nothing_is_approved_before_the_holder_confirmed_the_names():
    assert check_names_confirmed(AT) is None
    assert reason_of(check_names_confirmed, None) is R.NAMES_NOT_CONFIRMED


@pytest.mark.parametrize("status", [s for s in S if s is not S.PREPARED])
def test_names_are_closed_after_the_approval(status):
    assert reason_of(check_still_open, status) is R.NOT_OPEN


class Somebody:
    def __init__(self, *held, id=1):
        self.permissions, self.id = frozenset(held), id


def test_whoever_prepared_a_certificate_may_not_approve_or_revoke_it():
    both = Somebody(Permission.CERTIFICATES_PREPARE, Permission.CERTIFICATES_APPROVE)

    for step, status in (("approve", S.PREPARED), ("revoke", S.ISSUED)):
        found = reason_of(CERTIFICATE.transition, step, status, both, {"prepare": 1})
        assert found is WorkflowRefusal.SAME_PERSON
    assert CERTIFICATE.transition("approve", S.PREPARED, both, {"prepare": 2}).target is S.APPROVED


def test_only_the_clock_issues():
    approver = Somebody(Permission.CERTIFICATES_APPROVE, Permission.CERTIFICATES_PREPARE)

    found = reason_of(CERTIFICATE.transition, "issue", S.APPROVED, approver, {})

    assert found is WorkflowRefusal.NOT_YOURS


def test_an_issued_certificate_only_ends_as_replaced_or_revoked():
    everything = Somebody(*Permission, id=9)

    assert CERTIFICATE.offered(S.ISSUED, everything, {}) == ["supersede", "revoke"]
    assert CERTIFICATE.offered(S.REVOKED, everything, {}) == []
    assert CERTIFICATE.offered(S.SUPERSEDED, everything, {}) == []
