"""Every SELECT of this room."""

from talent.reporting.queries.audit import audit_entries
from talent.reporting.queries.home import waiting

__all__ = ["audit_entries", "waiting"]
