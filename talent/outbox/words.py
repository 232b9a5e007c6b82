"""What mails and their states are called."""

from collections.abc import Hashable

from talent.outbox.rules.lifecycle import MAIL, MailStatus, MailWaiting
from talent.plumbing.i18n import lazy

_S = MailStatus

WORDS: dict[Hashable, object] = {
    _S.QUEUED: lazy("Waiting to be sent"),
    _S.SENDING: lazy("Being sent"),
    _S.SENT: lazy("Sent"),
    _S.FAILED: lazy("Returned"),
    _S.HELD: lazy("Held: arrival unknown"),
    _S.CANCELLED: lazy("Cancelled"),
    (MAIL.name, "claim"): lazy("Hand over to the mail server"),
    (MAIL.name, "deliver"): lazy("Delivered to the mail server"),
    (MAIL.name, "postpone"): lazy("Try again later"),
    (MAIL.name, "refuse"): lazy("Refused by the mail server"),
    (MAIL.name, "hold"): lazy("Hold for a decision"),
    (MAIL.name, "send-again"): lazy("Send again"),
    (MAIL.name, "treat-as-sent"): lazy("Treat as sent"),
    (MAIL.name, "cancel"): lazy("Cancel"),
    MailWaiting.DECIDE: lazy("Decide about a mail of which nobody knows whether it arrived"),
    MailWaiting.REPAIR: lazy("A mail was refused: correct the address and send it again"),
}
TONES: dict[Hashable, str] = {
    _S.QUEUED: "info",
    _S.SENDING: "info",
    _S.SENT: "ok",
    _S.FAILED: "bad",
    _S.HELD: "warn",
    _S.CANCELLED: "idle",
}
