"""Who may see which placement: staff all of them, trainees their own, nobody else any."""

from datetime import datetime
from fractions import Fraction

from sqlalchemy import ColumnElement, false, true

from talent.accounts.models import Account
from talent.foundations.access import Permission
from talent.placements.models import Placement, SemesterRecord
from talent.placements.rules.alerts import Alert, Stay, TermFacts, alerts
from talent.placements.rules.terms import korean_day


def visible(viewer: Account) -> ColumnElement[bool]:
    """The condition that leaves the placements this viewer may see."""
    held = viewer.permissions
    if Permission.PLACEMENTS_VIEW in held:
        return true()
    if Permission.PLACEMENTS_OWN in held:
        return Placement.person_id == viewer.person_id
    return false()


def may_see(viewer: Account, subject: Placement) -> bool:
    """Whether this placement is the viewer's business."""
    held = viewer.permissions
    own = subject.person_id == viewer.person_id and Permission.PLACEMENTS_OWN in held
    return own or Permission.PLACEMENTS_VIEW in held


def alerts_of(viewer: Account, subject: Placement, at: datetime) -> list[Alert]:
    """What somebody should look at, for those who may see this placement at all."""
    if not may_see(viewer, subject):
        return []
    return alerts(
        Stay(
            study=subject.study_status,
            presence=subject.presence_status,
            passport_expires_on=subject.person.passport_expires_on,
            planned_arrival=subject.planned_arrival,
            arrived_on=subject.arrived_on,
            visa_expires_on=subject.visa_expires_on,
            card_registered_on=subject.card_registered_on,
            card_expires_on=subject.card_expires_on,
        ),
        [_term_facts(s) for s in subject.semesters],
        policy=subject.frozen_policy,
        today=korean_day(at),
    )


def _term_facts(record: SemesterRecord) -> TermFacts:
    """One semester as the rules see it."""
    return TermFacts(
        record.term_value,
        record.status,
        record.due_on,
        None if record.gpa_raw is None else Fraction(record.gpa_raw),
        record.gpa_scale,
        record.percent,
    )
