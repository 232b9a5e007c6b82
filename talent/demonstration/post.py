"""Mail of the past: it was sent in its time, and is not sent again when the worker starts."""

from datetime import datetime, timedelta

from sqlalchemy import select

from talent.foundations.access import SYSTEM
from talent.outbox.models import Mail
from talent.outbox.rules.lifecycle import MAIL, MailStatus
from talent.plumbing import history
from talent.plumbing.database import db

A_MOMENT = timedelta(seconds=7)
RECENT = timedelta(hours=12)


def deliver_past_mail(at: datetime) -> int:
    """Let everything written before the last hours have gone out a moment after it was written."""
    db.session.flush()
    waiting = db.session.scalars(
        select(Mail).where(Mail.status == MailStatus.QUEUED, Mail.written_at < at - RECENT)
    ).all()
    for mail in waiting:
        sent_at = mail.written_at + A_MOMENT
        history.advance(mail, MAIL, "claim", by=SYSTEM, at=sent_at, earlier_deeds={})
        mail.sent_at, mail.attempts = sent_at, 1
        history.advance(mail, MAIL, "deliver", by=SYSTEM, at=sent_at, earlier_deeds={})
    return len(waiting)
