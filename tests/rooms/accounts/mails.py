"""What the tests of this room look for in the outbox."""

import re

from sqlalchemy import select

from talent.outbox.actions import text_to_send
from talent.outbox.models import Mail
from talent.plumbing import jobs
from talent.plumbing.clock import now
from talent.plumbing.database import db


def mails() -> list[tuple[str, str]]:
    """Recipient and subject of every mail, in the order they were written."""
    return [(m.recipient, m.subject) for m in db.session.scalars(select(Mail).order_by(Mail.id))]


def link_in_last_mail() -> str:
    """The path of the link in the mail written last, as its reader would follow it."""
    mail = db.session.scalars(select(Mail).order_by(Mail.id.desc()).limit(1)).one()
    found = re.search(r"http://localhost(/\S+)", text_to_send(mail))
    assert found is not None
    return found.group(1)


def do_jobs() -> None:
    """What a worker does, but for sending: a sent mail no longer holds its secret."""
    while (taken := jobs.claim("a test", now())) is not None:
        jobs.perform(taken)
