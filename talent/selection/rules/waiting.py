"""What may wait for somebody around calls and applications."""

from enum import StrEnum


class SelectionWaiting(StrEnum):
    CALL_TO_APPROVE = "call-to-approve"
    CALL_TO_SCREEN = "call-to-screen"
    TO_SCREEN = "to-screen"
    INELIGIBLE_TO_CONFIRM = "ineligible-to-confirm"
    DRAFT_TO_FINISH = "draft-to-finish"
    DOCUMENT_TO_REPLACE = "document-to-replace"
    OFFER_TO_ANSWER = "offer-to-answer"
