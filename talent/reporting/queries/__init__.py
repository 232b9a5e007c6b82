"""Every SELECT of this room."""

from talent.reporting.queries.audit import audit_entries
from talent.reporting.queries.home import own_facts, running_rounds, sessions_today, waiting
from talent.reporting.queries.reports import (
    report,
    report_waiting,
    reports_of,
    universities,
    university,
)

__all__ = [
    "audit_entries",
    "own_facts",
    "report",
    "report_waiting",
    "reports_of",
    "running_rounds",
    "sessions_today",
    "universities",
    "university",
    "waiting",
]
