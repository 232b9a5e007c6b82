"""Who may see which cohort: managers and approvers all, instructors those they teach in."""

from sqlalchemy import ColumnElement, false, true

from talent.accounts.models import Account
from talent.cohorts.models import Cohort, CohortSession
from talent.foundations.access import Permission


def visible(viewer: Account) -> ColumnElement[bool]:
    """The condition that leaves the cohorts this viewer works with."""
    held = viewer.permissions
    if held & {Permission.COHORTS_MANAGE, Permission.COHORTS_APPROVE}:
        return true()
    if Permission.COHORTS_VIEW in held:
        return Cohort.sessions.any(CohortSession.instructor_id == viewer.person_id)
    return false()


def to_mark(viewer: Account) -> ColumnElement[bool]:
    """The condition that leaves the sessions this viewer may mark: managers all."""
    held = viewer.permissions
    if Permission.COHORTS_MARK not in held:
        return false()
    if Permission.COHORTS_MANAGE in held:
        return true()
    return CohortSession.instructor_id == viewer.person_id


def may_mark(viewer: Account, session: CohortSession) -> bool:
    """The same for one session at hand."""
    held = viewer.permissions
    if Permission.COHORTS_MARK not in held:
        return False
    return Permission.COHORTS_MANAGE in held or session.instructor_id == viewer.person_id
