"""Every SELECT of this room."""

from talent.reporting.queries.audit import audit_entries
from talent.reporting.queries.home import waiting
from talent.reporting.queries.reports import (
    report,
    report_waiting,
    reports_of,
    universities,
    university,
)

__all__ = [
    "audit_entries",
    "report",
    "report_waiting",
    "reports_of",
    "universities",
    "university",
    "waiting",
]
