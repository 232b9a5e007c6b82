"""The one way a rule says no."""

from enum import StrEnum


class Refused(Exception):
    """A rule does not allow this, now. ``reason`` is a code; the room's words say it to people.

    ``facts`` fill the blanks of those words.
    """

    def __init__(self, reason: StrEnum, **facts: object) -> None:
        super().__init__(reason, facts)
        self.reason = reason
        self.facts = facts
