"""University reports for tests."""

from typing import Any

from talent.foundations.access import Role
from talent.people.models import Organisation
from talent.placements.rules.terms import Term
from talent.plumbing import jobs
from talent.plumbing.database import db
from talent.reporting import actions
from talent.reporting.models import UniversityReport
from talent.reporting.queries.reports import all_reports_with
from talent.reporting.rules.university import as_of_day
from tests.factories import AT, make_account

TERM = Term(2025, 2)


def make_report(
    organisation: Organisation, *, term: Term = TERM, by: Any = None, until: str = "generated"
) -> UniversityReport:
    """A report on a term of the past, made by the worker."""
    coordinator = by or make_account(Role.COORDINATOR, who="Park Jihoon")
    db.session.refresh(organisation, ["university"])
    made = actions.schedule(organisation, term, as_of=as_of_day(term, AT), by=coordinator, at=AT)
    number = made.id
    if until != "scheduled":
        db.session.commit()
        jobs.run_pending()
    found = all_reports_with(number)
    assert found is not None
    if until in {"checked", "sent"}:
        actions.check(found, by=coordinator, at=AT)
    if until == "sent":
        actions.send(found, by=coordinator, at=AT)
    return found
