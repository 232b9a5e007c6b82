"""Who may get which certificate."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from talent.certificates.rules.lifecycle import CertificateStatus
from talent.foundations.refusals import Refused


class CertificateRefusal(StrEnum):
    COURSE_NOT_REPORTED = "course-not-reported"
    ATTENDANCE_TOO_LOW = "attendance-too-low"
    REQUIREMENTS_OPEN = "requirements-open"
    DISMISSED = "dismissed"
    MODULE_NOT_PASSED = "module-not-passed"
    DELIVERY_NOT_CLOSED = "delivery-not-closed"
    NAMES_NOT_CONFIRMED = "names-not-confirmed"
    ALREADY_UNDER_WAY = "already-under-way"
    NOT_ISSUED = "not-issued"
    NOT_APPROVED = "not-approved"
    NOT_OPEN = "not-open"
    REASON_MISSING = "reason-missing"
    DATES_MISSING = "dates-missing"


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """How somebody did in a course. ``attended`` and ``required`` are academic units, exact.

    ``requirements_met`` sums up what the course asks besides attendance: test, plan, survey.
    """

    attended: Fraction
    required: Fraction
    requirements_met: bool
    dismissed: bool
    reported: bool


@dataclass(frozen=True, slots=True)
class CoursePolicy:
    """The course's own thresholds as exact ratios, copied to the certificate."""

    completion_ratio: Fraction
    participation_ratio: Fraction


def check_completion(facts: CourseFacts, policy: CoursePolicy) -> None:
    """Raise :class:`Refused` unless the course was completed under its own rules.

    The comparison is exact: 89.96 % does not pass 90 %. No certificate before the report on the
    course was approved.

    Source: programme handbook, attendance and completion; thresholds are the course's rules.
    """
    _check_course(facts, policy.completion_ratio)
    if not facts.requirements_met:
        raise Refused(CertificateRefusal.REQUIREMENTS_OPEN)


def check_participation(facts: CourseFacts, policy: CoursePolicy) -> None:
    """Raise :class:`Refused` unless enough of the course was attended; tests do not count.

    Source: programme handbook, attendance and completion; thresholds are the course's rules.
    """
    _check_course(facts, policy.participation_ratio)


def _check_course(facts: CourseFacts, least: Fraction) -> None:
    if not facts.reported:
        raise Refused(CertificateRefusal.COURSE_NOT_REPORTED)
    if facts.dismissed:
        raise Refused(CertificateRefusal.DISMISSED)
    if facts.required <= 0 or facts.attended < least * facts.required:
        raise Refused(CertificateRefusal.ATTENDANCE_TOO_LOW)


def check_module(*, passed: bool, closed: bool) -> None:
    """Raise :class:`Refused` unless the module was passed and a second person closed its delivery.

    Source: programme handbook, module results; certificates only after the module is closed.
    """
    if not passed:
        raise Refused(CertificateRefusal.MODULE_NOT_PASSED)
    if not closed:
        raise Refused(CertificateRefusal.DELIVERY_NOT_CLOSED)


def check_names_confirmed(confirmed_at: datetime | None) -> None:
    """Raise :class:`Refused` while the holder has not said that the names are right.

    Source: programme handbook, certificates: names are confirmed by the holder before printing.
    """
    if confirmed_at is None:
        raise Refused(CertificateRefusal.NAMES_NOT_CONFIRMED)


def check_still_open(status: CertificateStatus) -> None:
    """Raise :class:`Refused` once the names can no longer change: after the approval."""
    if status is not CertificateStatus.PREPARED:
        raise Refused(CertificateRefusal.NOT_OPEN)
