"""Mails, made with a few words each."""

from datetime import timedelta
from itertools import count
from typing import Any

from talent.foundations.access import SYSTEM
from talent.outbox.models import Mail, MailAttachment
from talent.plumbing import files
from talent.plumbing.database import db
from tests.factories import AT

_number = count(1)


def make_mail(**other: Any) -> Mail:
    """A mail in Mongolian, written a minute ago and due; committed."""
    number = next(_number)
    values: dict[str, Any] = {
        "event": f"test:{number}",
        "message_id": f"<{number}@example.org>",
        "recipient": f"reader{number}@example.mn",
        "language": "mn",
        "subject": "Өнгөт үүлний тухай мэдэгдэл",
        "body": "Эрхэм хүндэт Сарангэрэл,\n\n.Үүл\nтанд\n",
        "written_at": AT - timedelta(minutes=1),
        "due_at": AT - timedelta(minutes=1),
        **other,
    }
    mail = Mail(**values)
    db.session.add(mail)
    db.session.commit()
    return mail


def make_attachment(name: str, content: bytes = b"%PDF-1.7 paper") -> MailAttachment:
    kept = files.keep(
        content, name=name, media_type="application/pdf", kind="test", by=SYSTEM, at=AT
    )
    return MailAttachment(name=name, file_id=kept.id)
