"""What the states, steps and refusals of reports are called."""

from collections.abc import Hashable

from talent.plumbing.i18n import lazy
from talent.reporting.rules.university import (
    OpenItemKind,
    ReportRefusal,
    ReportStatus,
    ReportWaiting,
    StandingKind,
)

WORDS: dict[Hashable, object] = {
    ReportStatus.SCHEDULED: lazy("Being prepared"),
    ReportStatus.GENERATED: lazy("To be checked"),
    ReportStatus.CHECKED: lazy("Ready to send"),
    ReportStatus.SENT: lazy("Sent to the university"),
    ReportStatus.SUPERSEDED: lazy("Replaced by a newer one"),
    StandingKind.STUDYING: lazy("Enrolled"),
    StandingKind.THESIS: lazy("Coursework completed"),
    StandingKind.GRADUATED: lazy("Degree conferred"),
    OpenItemKind.STUDENT_NUMBER: lazy("Student number"),
    OpenItemKind.TRANSCRIPT: lazy("Transcript of the semester"),
    OpenItemKind.ADVISER_STATEMENT: lazy("Adviser's statement"),
    OpenItemKind.EXPECTED_END_PASSED: lazy("New expected date of the degree"),
    ReportWaiting.CHECK_REPORT: lazy("Check a university report"),
    ReportWaiting.SEND_REPORT: lazy("Send a university report"),
    ("university-report", "generate"): lazy("Report generated"),
    ("university-report", "check"): lazy("Confirm that the rows are right"),
    ("university-report", "send"): lazy("Send to the university"),
    ("university-report", "supersede"): lazy("Replaced by a newer one"),
    ReportRefusal.NO_STUDENTS: lazy("This university has no students of ours on that day."),
    ReportRefusal.NO_CONTACT: lazy("There is no contact at this university. Enter one first."),
    ReportRefusal.CONTACT_NOT_CONFIRMED: lazy(
        "The contact has not been confirmed within the last 12 months. "
        "Ask the university who is responsible now, confirm the contact, then send."
    ),
    ReportRefusal.FOREIGN_ATTACHMENT: lazy(
        "Recipient or attachment do not belong to this university, or a file was changed. "
        "Nothing was sent. Generate the report again and tell the administrator."
    ),
    ReportRefusal.AS_OF_OUTSIDE: lazy("Choose a day within the semester that has already come."),
    ReportRefusal.IN_PREPARATION: lazy("This report is being prepared. Wait a moment."),
}

TONES: dict[Hashable, str] = {
    ReportStatus.SCHEDULED: "info",
    ReportStatus.GENERATED: "warn",
    ReportStatus.CHECKED: "info",
    ReportStatus.SENT: "ok",
    ReportStatus.SUPERSEDED: "idle",
}
