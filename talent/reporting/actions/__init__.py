"""What people do in this room, one function for each deed."""

from talent.reporting.actions.university import (
    JOB,
    check,
    keep,
    note_trouble,
    schedule,
    send,
    snapshot_of,
)

__all__ = ["JOB", "check", "keep", "note_trouble", "schedule", "send", "snapshot_of"]
