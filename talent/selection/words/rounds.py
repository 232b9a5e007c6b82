from collections.abc import Hashable, Mapping

from talent.plumbing.i18n import lazy
from talent.selection.rules.form_steps import StepKind
from talent.selection.rules.lifecycle import RoundKind, RoundStatus
from talent.selection.rules.round_rules import DegreeType, FileType, QuestionKind, RulesRefusal

WORDS: Mapping[Hashable, object] = {
    RoundKind.MSC: lazy("Master's degree in Korea"),
    RoundKind.PHD: lazy("Doctoral degree in Korea"),
    RoundKind.INVITED: lazy("Invited training in Korea"),
    RoundKind.LOCAL: lazy("Training in Mongolia"),
    RoundKind.MODULE: lazy("Technology-transfer module"),
    RoundStatus.DRAFT: lazy("In preparation"),
    RoundStatus.APPROVED: lazy("Approved, not open yet"),
    RoundStatus.OPEN: lazy("Open for applications"),
    RoundStatus.CLOSED: lazy("Closed for applications"),
    RoundStatus.SCREENING: lazy("Eligibility check"),
    RoundStatus.REVIEWING: lazy("Reviews under way"),
    RoundStatus.DECIDING: lazy("Decision in preparation"),
    RoundStatus.RESULTS_PUBLISHED: lazy("Results published"),
    RoundStatus.FINAL: lazy("Finished"),
    RoundStatus.CANCELLED: lazy("Call cancelled"),
    ("round", "approve"): lazy("Approve the call"),
    ("round", "open"): lazy("Open the call"),
    ("round", "close"): lazy("Close the call"),
    ("round", "begin-screening"): lazy("Begin the eligibility check"),
    ("round", "begin-reviewing"): lazy("Begin the reviews"),
    ("round", "begin-deciding"): lazy("Begin the decision"),
    ("round", "publish"): lazy("Publish the results"),
    ("round", "finish"): lazy("Finish the call"),
    ("round", "cancel"): lazy("Cancel the call"),
    StepKind.BACKGROUND: lazy("Your record and degree"),
    StepKind.QUESTIONS: lazy("Questions"),
    StepKind.DOCUMENTS: lazy("Documents"),
    StepKind.CONSENTS: lazy("Consents"),
    StepKind.REVIEW: lazy("Check and submit"),
    DegreeType.NONE: lazy("No degree"),
    DegreeType.BACHELOR: lazy("Bachelor"),
    DegreeType.MASTER: lazy("Master"),
    DegreeType.DOCTOR: lazy("Doctor"),
    FileType.PDF: lazy("PDF"),
    FileType.JPEG: lazy("JPEG"),
    FileType.PNG: lazy("PNG"),
    QuestionKind.TEXT: lazy("One line of text"),
    QuestionKind.LONG: lazy("Several lines of text"),
    QuestionKind.CHOICE: lazy("One of several choices"),
    QuestionKind.NUMBER: lazy("Number"),
    QuestionKind.DATE: lazy("Date"),
    RulesRefusal.NOT_READABLE: lazy("These rules cannot be read. Check the entry: %(where)s"),
    RulesRefusal.NO_SEATS: lazy("A call offers at least one place."),
    RulesRefusal.MAXIMUM_ABOVE_SEATS: lazy(
        "The maximum per organisation must lie between 1 and the number of places."
    ),
    RulesRefusal.NO_CRITERIA: lazy(
        "There must be criteria, each with a weight and a highest mark above zero."
    ),
    RulesRefusal.WEIGHTS_DO_NOT_SUM: lazy(
        "The weights of all criteria must add up to 100. Now they add up to: %(percent)s"
    ),
    RulesRefusal.TWICE_THE_SAME_KEY: lazy("Two entries share the same key: %(key)s"),
    RulesRefusal.TOO_FEW_REVIEWERS: lazy("At least one reviewer is needed for each application."),
    RulesRefusal.THRESHOLD_OFF_THE_SCALE: lazy("The threshold must lie between 0 and 100."),
    RulesRefusal.UNKNOWN_TIE_BREAK: lazy(
        "The order for equal scores names each criterion at most once, and only criteria of this "
        "call."
    ),
    RulesRefusal.UNKNOWN_GRADE_TABLE: lazy("There is no grade table of this name."),
    RulesRefusal.DAYS_MISSING: lazy("The days for an answer and for the check must be at least 1."),
    RulesRefusal.CHOICES_MISSING: lazy("A question with choices needs choices."),
    RulesRefusal.DATES_OUT_OF_ORDER: lazy("The closing date must be later than the opening date."),
    RulesRefusal.TEXTS_MISSING: lazy(
        "Some texts are not written in all three languages yet. The page lists them."
    ),
}
TONES: Mapping[Hashable, str] = {
    RoundStatus.DRAFT: "idle",
    RoundStatus.APPROVED: "info",
    RoundStatus.OPEN: "ok",
    RoundStatus.CLOSED: "warn",
    RoundStatus.SCREENING: "info",
    RoundStatus.REVIEWING: "info",
    RoundStatus.DECIDING: "warn",
    RoundStatus.RESULTS_PUBLISHED: "ok",
    RoundStatus.FINAL: "idle",
    RoundStatus.CANCELLED: "bad",
}
