"""The life of a mail."""

from enum import StrEnum

from talent.foundations.access import Permission
from talent.foundations.workflow import Transition, Workflow


class MailStatus(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    HELD = "held"
    CANCELLED = "cancelled"


class MailWaiting(StrEnum):
    """What may wait for somebody here."""

    DECIDE = "mail-to-decide"
    REPAIR = "mail-to-repair"


_S = MailStatus

MAIL = Workflow(
    "mail",
    _S.QUEUED,
    Transition("claim", frozenset({_S.QUEUED}), _S.SENDING, Permission.OUTBOX_CLOCK),
    Transition("deliver", frozenset({_S.SENDING}), _S.SENT, Permission.OUTBOX_CLOCK),
    Transition("postpone", frozenset({_S.SENDING}), _S.QUEUED, Permission.OUTBOX_CLOCK),
    Transition("refuse", frozenset({_S.SENDING}), _S.FAILED, Permission.OUTBOX_CLOCK),
    Transition("hold", frozenset({_S.SENDING}), _S.HELD, Permission.OUTBOX_CLOCK),
    Transition("send-again", frozenset({_S.HELD, _S.FAILED}), _S.QUEUED, Permission.OUTBOX_MANAGE),
    Transition("treat-as-sent", frozenset({_S.HELD}), _S.SENT, Permission.OUTBOX_MANAGE),
    Transition("cancel", frozenset({_S.QUEUED, _S.HELD}), _S.CANCELLED, Permission.OUTBOX_MANAGE),
)
