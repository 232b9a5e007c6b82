"""A mail row as the bytes that go out."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from flask import current_app

from talent.outbox.actions import text_to_send
from talent.outbox.models import Mail
from talent.plumbing import files
from talent.plumbing.i18n import gettext, in_language

# Seven bits and short lines pass every relay; header values are checked when they are set.
STRICT = policy.SMTP.clone(cte_type="7bit", raise_on_defect=True)


class Unsendable(ValueError):
    """The row cannot become a message: its address or a header value is not well formed."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything the SMTP dialogue needs, away from the database."""

    sender: str
    recipient: str
    content: bytes


def letter_of(mail: Mail, at: datetime) -> Letter:
    """The message of one mail to its one reader. Raises :class:`Unsendable`."""
    sender = parseaddr(current_app.config["MAIL_FROM"])[1]
    try:
        message = _message(mail, sender, at)
        content = message.as_bytes()
    except (ValueError, UnicodeError, MessageError, IndexError) as error:
        raise Unsendable(str(error)) from error
    return Letter(sender, mail.recipient, content)


def one_line(value: str) -> str:
    """A value fit for a header: no line ends, no control characters."""
    return " ".join(
        "".join(c for c in value if unicodedata.category(c) != "Cc" or c in "\t\r\n").split()
    )


def _message(mail: Mail, sender: str, at: datetime) -> EmailMessage:
    message = EmailMessage(policy=STRICT)
    with in_language(mail.language):
        shown = gettext("Rare Metal Cooperation Center")
    if not re.fullmatch(r"[!-~]+@[!-~]+", mail.recipient):
        raise Unsendable("the address of the reader is not well formed")
    message["From"] = Address(shown, addr_spec=sender)
    message["To"] = Address(addr_spec=mail.recipient)
    message["Subject"] = one_line(mail.subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = mail.language
    message.set_content(text_to_send(mail), charset="utf-8")
    for attachment in mail.attachments:
        kind, _, subkind = attachment.file.media_type.partition("/")
        message.add_attachment(
            files.content_of(attachment.file),
            maintype=kind,
            subtype=subkind,
            filename=one_line(attachment.name),
        )
    return message
