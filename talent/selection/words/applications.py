from collections.abc import Hashable, Mapping

from talent.plumbing.i18n import lazy
from talent.selection.rules.applying import ApplicationRefusal, GapFinding, VerdictKind
from talent.selection.rules.eligibility import EligibilityFinding
from talent.selection.rules.lifecycle import ApplicationStatus
from talent.selection.rules.waiting import SelectionWaiting

WORDS: Mapping[Hashable, object] = {
    ApplicationStatus.DRAFT: lazy("Draft"),
    ApplicationStatus.SUBMITTED: lazy("Submitted"),
    ApplicationStatus.INELIGIBILITY_PROPOSED: lazy("Ineligible, to be confirmed"),
    ApplicationStatus.ELIGIBLE: lazy("Eligible"),
    ApplicationStatus.INELIGIBLE: lazy("Ineligible"),
    ApplicationStatus.SELECTED: lazy("Selected"),
    ApplicationStatus.RESERVE: lazy("On the reserve list"),
    ApplicationStatus.NOT_SELECTED: lazy("Not selected"),
    ApplicationStatus.ACCEPTED: lazy("Place accepted"),
    ApplicationStatus.DECLINED: lazy("Place declined"),
    ApplicationStatus.OFFER_LAPSED: lazy("Offer expired"),
    ApplicationStatus.HANDED_OVER: lazy("Handed over"),
    ApplicationStatus.WITHDRAWN: lazy("Withdrawn"),
    ApplicationStatus.LAPSED: lazy("Not submitted in time"),
    ("application", "submit"): lazy("Submit the application"),
    ("application", "recall"): lazy("Take back to change it"),
    ("application", "find-eligible"): lazy("Eligible"),
    ("application", "propose-ineligible"): lazy("Propose as ineligible"),
    ("application", "confirm-ineligible"): lazy("Confirm: ineligible"),
    ("application", "reject-ineligibility"): lazy("Do not confirm: eligible"),
    ("application", "select"): lazy("Select"),
    ("application", "put-on-reserve"): lazy("Put on the reserve list"),
    ("application", "not-select"): lazy("Do not select"),
    ("application", "accept"): lazy("Accept the place"),
    ("application", "decline"): lazy("Decline the place"),
    ("application", "lapse-offer"): lazy("Let the offer expire"),
    ("application", "promote"): lazy("Offer the free place"),
    ("application", "hand-over"): lazy("Hand over"),
    ("application", "withdraw"): lazy("Withdraw the application"),
    ("application", "lapse"): lazy("Close the draft"),
    EligibilityFinding.GRADE_TOO_LOW: lazy("Grade below the minimum"),
    EligibilityFinding.GRADE_NOT_CONVERTED: lazy("Grade without conversion: read the papers"),
    EligibilityFinding.TOO_OLD: lazy("Above the age limit"),
    EligibilityFinding.BIRTH_DATE_MISSING: lazy("Date of birth not known"),
    EligibilityFinding.DEGREE_TOO_LOW: lazy("Required degree not held"),
    EligibilityFinding.NATIONALITY: lazy("Nationality not covered by the call"),
    EligibilityFinding.DOCUMENT_MISSING: lazy("Required document missing"),
    EligibilityFinding.DOCUMENT_DEFECTIVE: lazy("Document not acceptable"),
    EligibilityFinding.FORMER_PARTICIPANT: lazy("Took part in the same programme before"),
    EligibilityFinding.NOT_NOMINATED: lazy("No valid nomination"),
    EligibilityFinding.OTHER: lazy("Another reason"),
    VerdictKind.UNREAD: lazy("Not checked yet"),
    VerdictKind.OK: lazy("Document accepted"),
    VerdictKind.ASK_AGAIN: lazy("Correction asked for"),
    GapFinding.PROFILE: lazy("Complete your own record."),
    GapFinding.NAMES: lazy("Your name in Latin letters is missing in your record."),
    GapFinding.BIRTH_DATE: lazy("Your date of birth is missing in your record."),
    GapFinding.PHONE: lazy("Your phone number is missing in your record."),
    GapFinding.ORGANISATION: lazy("Choose the organisation that nominates you."),
    GapFinding.DEGREE: lazy("Choose your highest degree."),
    GapFinding.GRADE: lazy("Enter your average grade and its scale."),
    GapFinding.ANSWER: lazy("This question has to be answered."),
    GapFinding.ANSWER_TOO_LONG: lazy("This answer is too long."),
    GapFinding.ANSWER_NOT_A_NUMBER: lazy("Enter a number within the limits."),
    GapFinding.ANSWER_NOT_A_DATE: lazy("Enter a date."),
    GapFinding.ANSWER_NOT_A_CHOICE: lazy("Choose one of the answers."),
    GapFinding.DOCUMENT: lazy("This document is missing."),
    GapFinding.CONSENT: lazy("This consent is missing."),
    SelectionWaiting.CALL_TO_APPROVE: lazy("Call to approve"),
    SelectionWaiting.CALL_TO_SCREEN: lazy("Call closed: begin the eligibility check"),
    SelectionWaiting.TO_SCREEN: lazy("Eligibility to check"),
    SelectionWaiting.INELIGIBLE_TO_CONFIRM: lazy("Proposed as ineligible: to be confirmed"),
    SelectionWaiting.DRAFT_TO_FINISH: lazy("Finish and submit your application"),
    SelectionWaiting.DOCUMENT_TO_REPLACE: lazy("A document has to be corrected"),
    SelectionWaiting.OFFER_TO_ANSWER: lazy("Accept or decline your place"),
    ApplicationRefusal.ROUND_NOT_OPEN: lazy(
        "This call does not take applications now. What you saved is kept."
    ),
    ApplicationRefusal.APPLIED_ALREADY: lazy("You already have an application in this call."),
    ApplicationRefusal.NOT_A_DRAFT: lazy(
        "This application has been submitted. Take it back if you want to change it."
    ),
    ApplicationRefusal.INCOMPLETE: lazy(
        "The application is not complete. Entries still missing: %(count)s"
    ),
    ApplicationRefusal.OFFER_EXPIRED: lazy(
        "The time to answer this offer is over. Write to the coordinator."
    ),
    ApplicationRefusal.WRONG_FILE_TYPE: lazy(
        "This document is accepted only in these formats: %(formats)s"
    ),
    ApplicationRefusal.UNKNOWN_DOCUMENT: lazy("This call does not ask for such a document."),
    ApplicationRefusal.DOCUMENT_LOCKED: lazy(
        "This document can no longer be changed: the application has been submitted."
    ),
    ApplicationRefusal.FINDING_MISSING: lazy("Choose at least one reason."),
    ApplicationRefusal.REASON_MISSING: lazy("Write the reason."),
    ApplicationRefusal.TO_BE_SCREENED: lazy(
        "Not every application has been checked. Still waiting: %(count)s"
    ),
    ApplicationRefusal.ROUND_NOT_SCREENING: lazy(
        "Eligibility is decided while the call is in the eligibility check."
    ),
    ApplicationRefusal.NOT_READY_TO_APPROVE: lazy(
        "The call cannot be approved yet. The page lists what is missing."
    ),
    ApplicationRefusal.CHANGED_AFTER_APPROVAL: lazy(
        "The rules of an approved call are frozen and cannot be changed."
    ),
    ApplicationRefusal.CODE_TAKEN: lazy("Another call already has this code: %(code)s"),
}
TONES: Mapping[Hashable, str] = {
    ApplicationStatus.DRAFT: "idle",
    ApplicationStatus.SUBMITTED: "info",
    ApplicationStatus.INELIGIBILITY_PROPOSED: "warn",
    ApplicationStatus.ELIGIBLE: "ok",
    ApplicationStatus.INELIGIBLE: "bad",
    ApplicationStatus.SELECTED: "ok",
    ApplicationStatus.RESERVE: "info",
    ApplicationStatus.NOT_SELECTED: "idle",
    ApplicationStatus.ACCEPTED: "ok",
    ApplicationStatus.DECLINED: "idle",
    ApplicationStatus.OFFER_LAPSED: "bad",
    ApplicationStatus.HANDED_OVER: "ok",
    ApplicationStatus.WITHDRAWN: "idle",
    ApplicationStatus.LAPSED: "idle",
    EligibilityFinding.GRADE_TOO_LOW: "bad",
    EligibilityFinding.GRADE_NOT_CONVERTED: "warn",
    EligibilityFinding.TOO_OLD: "bad",
    EligibilityFinding.BIRTH_DATE_MISSING: "warn",
    EligibilityFinding.DEGREE_TOO_LOW: "bad",
    EligibilityFinding.NATIONALITY: "bad",
    EligibilityFinding.DOCUMENT_MISSING: "bad",
    EligibilityFinding.DOCUMENT_DEFECTIVE: "warn",
    VerdictKind.UNREAD: "idle",
    VerdictKind.OK: "ok",
    VerdictKind.ASK_AGAIN: "warn",
}
