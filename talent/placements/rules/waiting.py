"""What waits for people here."""

from enum import StrEnum


class PlacementWaiting(StrEnum):
    NOMINATE = "nominate"
    RECORD_ANSWER = "record-answer"
    TRY_NEXT = "try-next"
    PREPARE_CONTRACT = "prepare-contract"
    COUNTERSIGN = "countersign"
    CONFIRM_DEGREE = "confirm-degree"
    CONFIRM_WITHDRAWAL = "confirm-withdrawal"
    RECORD_VISA = "record-visa"
    RECORD_ENROLMENT = "record-enrolment"
    ADD_ADVISER = "add-adviser"
    ACCEPT_SEMESTER = "accept-semester"
    CHECK_ALERT = "check-alert"
    OWN_CONTRACT = "own-contract"
    OWN_REPORT = "own-report"
