"""What waits for people in this room."""

from enum import StrEnum


class PeopleWaiting(StrEnum):
    CONFIRM_RECORD = "confirm-record"
    CONFIRM_NAMES = "confirm-names"
    VERIFY_ORGANISATION = "verify-organisation"
    CONFIRM_CONTACT = "confirm-contact"
