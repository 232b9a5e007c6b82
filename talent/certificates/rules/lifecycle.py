"""The life of a certificate."""

from enum import StrEnum

from talent.foundations.access import Permission
from talent.foundations.workflow import Transition, Workflow


class CertificateType(StrEnum):
    COMPLETION = "completion"
    PARTICIPATION = "participation"
    MODULE = "module"


class CertificateStatus(StrEnum):
    PREPARED = "prepared"
    APPROVED = "approved"
    ISSUED = "issued"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"


class CertificateWaiting(StrEnum):
    """What may wait for somebody here."""

    TO_PREPARE = "certificates-to-prepare"
    TO_APPROVE = "certificates-to-approve"
    NAMES_TO_CONFIRM = "names-to-confirm"
    NAMES_TO_CORRECT = "names-to-correct"
    NOT_PRINTED = "certificates-not-printed"


_S = CertificateStatus

# A number and a paper exist in these states and in no other.
NUMBERED = frozenset({_S.ISSUED, _S.SUPERSEDED, _S.REVOKED})
PENDING = frozenset({_S.PREPARED, _S.APPROVED})

CERTIFICATE = Workflow(
    "certificate",
    _S.PREPARED,
    Transition(
        "approve",
        frozenset({_S.PREPARED}),
        _S.APPROVED,
        Permission.CERTIFICATES_APPROVE,
        not_by="prepare",
    ),
    Transition(
        "withdraw",
        frozenset({_S.PREPARED, _S.APPROVED}),
        _S.WITHDRAWN,
        Permission.CERTIFICATES_PREPARE,
    ),
    Transition("issue", frozenset({_S.APPROVED}), _S.ISSUED, Permission.CERTIFICATES_ISSUE),
    Transition("supersede", frozenset({_S.ISSUED}), _S.SUPERSEDED, Permission.CERTIFICATES_ISSUE),
    Transition(
        "revoke",
        frozenset({_S.ISSUED}),
        _S.REVOKED,
        Permission.CERTIFICATES_APPROVE,
        not_by="prepare",
    ),
)
