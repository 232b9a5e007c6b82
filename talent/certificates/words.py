"""What certificates, their states and refusals are called."""

from collections.abc import Hashable

from talent.certificates.rules.entitlement import CertificateRefusal as R
from talent.certificates.rules.lifecycle import (
    CERTIFICATE,
    CertificateStatus,
    CertificateType,
    CertificateWaiting,
)
from talent.plumbing.i18n import lazy

_S, _W = CertificateStatus, CertificateWaiting

WORDS: dict[Hashable, object] = {
    CertificateType.COMPLETION: lazy("Certificate of completion"),
    CertificateType.PARTICIPATION: lazy("Certificate of participation"),
    CertificateType.MODULE: lazy("Certificate of competency"),
    _S.PREPARED: lazy("Prepared"),
    _S.APPROVED: lazy("Being printed"),
    _S.ISSUED: lazy("Issued"),
    _S.SUPERSEDED: lazy("Replaced"),
    _S.REVOKED: lazy("Revoked"),
    _S.WITHDRAWN: lazy("Withdrawn before issue"),
    (CERTIFICATE.name, "approve"): lazy("Approve for issue"),
    (CERTIFICATE.name, "withdraw"): lazy("Withdraw before issue"),
    (CERTIFICATE.name, "issue"): lazy("Issue"),
    (CERTIFICATE.name, "supersede"): lazy("Replace"),
    (CERTIFICATE.name, "revoke"): lazy("Revoke"),
    ("certificate", "prepare"): lazy("Prepare the certificate"),
    ("certificate", "confirm-names"): lazy("Confirm the names"),
    ("certificate", "object-to-names"): lazy("Object to the names"),
    ("certificate", "take-names-again"): lazy("Take the names from the record again"),
    ("certificate", "print-again"): lazy("Print again"),
    ("certificate", "could-not-print"): lazy("Printing failed"),
    ("signatory", "add"): lazy("Enter a signatory"),
    ("signatory", "change"): lazy("Change the signatory"),
    _W.TO_PREPARE: lazy("Prepare certificates"),
    _W.TO_APPROVE: lazy("Approve certificates"),
    _W.NAMES_TO_CONFIRM: lazy("Check the names on your certificate"),
    _W.NAMES_TO_CORRECT: lazy("Correct the names on a certificate"),
    _W.NOT_PRINTED: lazy("A certificate could not be printed"),
    R.COURSE_NOT_REPORTED: lazy(
        "Certificates are prepared after the report on the course has been approved."
    ),
    R.ATTENDANCE_TOO_LOW: lazy("The attendance is below what this certificate requires."),
    R.REQUIREMENTS_OPEN: lazy("The course was not completed: some of its requirements are open."),
    R.DISMISSED: lazy("Whoever was dismissed from a course gets no certificate for it."),
    R.MODULE_NOT_PASSED: lazy("The module was not passed."),
    R.DELIVERY_NOT_CLOSED: lazy(
        "Certificates are prepared after the delivery of the module has been closed."
    ),
    R.NAMES_NOT_CONFIRMED: lazy(
        "The holder has not confirmed the names yet. Nothing is printed before that."
    ),
    R.ALREADY_UNDER_WAY: lazy("There is a certificate for this already, or one is being prepared."),
    R.NOT_ISSUED: lazy("Only an issued certificate can be replaced."),
    R.NOT_APPROVED: lazy("Only an approved certificate can be printed."),
    R.NOT_OPEN: lazy("The names cannot be changed after the approval."),
    R.REASON_MISSING: lazy("Write down the reason."),
    R.DATES_MISSING: lazy("The first or last day of the course is missing."),
}
TONES: dict[Hashable, str] = {
    _S.PREPARED: "info",
    _S.APPROVED: "info",
    _S.ISSUED: "ok",
    _S.SUPERSEDED: "warn",
    _S.REVOKED: "bad",
    _S.WITHDRAWN: "idle",
}
