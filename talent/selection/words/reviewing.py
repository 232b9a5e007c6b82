from collections.abc import Hashable, Mapping

from talent.plumbing.i18n import lazy
from talent.selection.rules.reviewing import (
    ConflictType,
    ReviewRefusal,
    ReviewStatus,
    ReviewWaiting,
)
from talent.selection.rules.scoring import ScoringRefusal

WORDS: Mapping[Hashable, object] = {
    ReviewStatus.ASSIGNED: lazy("Declaration awaited"),
    ReviewStatus.COI_CLEARED: lazy("No conflict declared"),
    ReviewStatus.IN_PROGRESS: lazy("Marks begun"),
    ReviewStatus.SUBMITTED: lazy("Marks submitted"),
    ReviewStatus.LOCKED: lazy("Marks locked"),
    ReviewStatus.RECUSED: lazy("Stepped aside"),
    ReviewStatus.VOIDED: lazy("Does not count"),
    ("review", "clear-conflict"): lazy("Declare no conflict"),
    ("review", "declare-conflict"): lazy("Step aside"),
    ("review", "start"): lazy("Begin marking"),
    ("review", "submit"): lazy("Submit marks"),
    ("review", "lock"): lazy("Lock marks"),
    ("review", "release"): lazy("Take the file back"),
    ("review", "void"): lazy("Declare the marks void"),
    ("review", "assign"): lazy("Reviewer assigned"),
    ("review", "remove-reviewer"): lazy("Reviewer removed"),
    ("round", "assign-reviewers"): lazy("Reviewers assigned"),
    ReviewRefusal.CONFLICT_NOT_DECLARED: lazy(
        "The file opens only after you have declared that you have no conflict of interest."
    ),
    ReviewRefusal.NOT_OPEN_FOR_MARKS: lazy(
        "These marks can no longer be changed. If something is wrong, write to the coordinator."
    ),
    ReviewRefusal.SAME_ORGANISATION: lazy(
        "This reviewer belongs to the applicant's organisation. Choose somebody else."
    ),
    ReviewRefusal.ALREADY_ASSIGNED: lazy(
        "This reviewer already has the file, or stepped aside from it. Choose somebody else."
    ),
    ReviewRefusal.ALREADY_BEGUN: lazy(
        "This reviewer has already opened the file. Take the file back instead of removing it."
    ),
    ReviewRefusal.OWN_APPLICATION: lazy("This is the reviewer's own application."),
    ReviewRefusal.NOT_A_REVIEWER: lazy("This account is not an active reviewer."),
    ReviewRefusal.ROUND_NOT_REVIEWING: lazy(
        "This call is not in the reviewing stage, so reviews cannot be changed."
    ),
    ReviewRefusal.REASON_MISSING: lazy("Write the reason."),
    ReviewRefusal.OWN_MARKS_FIRST: lazy(
        "You still have marks of your own to submit in this call. Other marks are shown afterwards."
    ),
    ScoringRefusal.MARK_MISSING: lazy("Give a mark for every criterion before you submit."),
    ScoringRefusal.MARK_OUT_OF_RANGE: lazy("Choose a mark between 0 and %(top)s."),
    ScoringRefusal.COMMENT_MISSING: lazy("Write one or two sentences before you submit."),
}
WAITING: Mapping[Hashable, object] = {
    ReviewWaiting.TO_DECLARE: lazy("Declare whether you have a conflict of interest"),
    ReviewWaiting.TO_MARK: lazy("Mark applications"),
    ReviewWaiting.TO_ASSIGN: lazy("Assign reviewers"),
    ReviewWaiting.TO_CLOSE: lazy("All marks are in: close the reviews"),
    ReviewWaiting.TO_PREPARE: lazy("Prepare the decision"),
    ReviewWaiting.TO_APPROVE: lazy("Approve the decision"),
}
CONFLICTS: Mapping[Hashable, object] = {
    ConflictType.SAME_ORGANISATION: lazy("We belong to the same organisation"),
    ConflictType.SUPERVISOR: lazy("Supervisor or student of mine within the last three years"),
    ConflictType.CO_AUTHOR: lazy("Co-author of mine within the last three years"),
    ConflictType.REFEREE: lazy("I am named as a referee or wrote a recommendation"),
    ConflictType.RELATIVE: lazy(
        "Relative: spouse, parent, child, brother, sister, half-brother, half-sister, aunt, uncle, "
        "niece or nephew"
    ),
    ConflictType.OTHER: lazy("Another reason"),
}
TONES: Mapping[Hashable, str] = {
    ReviewStatus.ASSIGNED: "warn",
    ReviewStatus.COI_CLEARED: "info",
    ReviewStatus.IN_PROGRESS: "info",
    ReviewStatus.SUBMITTED: "ok",
    ReviewStatus.LOCKED: "ok",
    ReviewStatus.RECUSED: "idle",
    ReviewStatus.VOIDED: "idle",
}
