"""Sending: claimed under a lease, marked before the last dot, settled after it.

A mail is claimed by a lease while it stays queued, so that a worker that dies while talking to the
server has done no harm. It becomes *sending* in a commit of its own immediately before the final
dot. Only between that dot and the next commit can a crash leave a doubt: an important mail is then
held for a person, any other is repeated with the same Message-ID. No transaction is open while
the server is spoken to, and every later write repeats the token of the claim.
"""

import os
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from flask import current_app
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from talent.foundations.access import SYSTEM
from talent.outbox.models import Mail, MailAttachment
from talent.outbox.rules.delivery import THEN_EVERY, next_try, on_doubt
from talent.outbox.rules.lifecycle import MAIL, MailStatus
from talent.outbox.work.dialogue import Refusal, Unknown, hand_over
from talent.outbox.work.message import Letter, Unsendable, letter_of
from talent.plumbing import history
from talent.plumbing.clock import now
from talent.plumbing.database import db
from talent.plumbing.jobs import between_jobs

LEASE = timedelta(minutes=10)  # longer than all time limits of one dialogue together


class NotOurs(Exception):
    """Another worker has taken the mail over, or somebody cancelled it."""


@between_jobs
def send_next() -> bool:
    """Send one mail that is due, or settle one left in doubt; whether there was one."""
    return settle_doubt(now()) or send_due(now())


def send_due(at: datetime) -> bool:
    """Send the mail that has waited longest; whether there was one."""
    claimed = _claim(at)
    if claimed is None:
        return False
    mail_id, token = claimed
    try:
        mail = _whole(mail_id)
        letter, important = letter_of(mail, at), mail.important
        db.session.rollback()
        reply = _deliver(letter, token, lambda: _mark_sending(mail_id, token, at))
    except Unsendable as error:
        db.session.rollback()
        _settle(mail_id, token, "refuse", str(error), at=at)
    except Refusal as error:
        _refused(mail_id, token, error, at)
    except Unknown as error:
        _settle(mail_id, token, on_doubt(important=important).value, str(error), at=at)
    except NotOurs:
        db.session.rollback()
    else:
        _settle(mail_id, token, "deliver", reply, at=at)
    return True


def settle_doubt(at: datetime) -> bool:
    """Hold or repeat a mail whose worker died after the last dot; whether there was one."""
    left = db.session.scalars(
        select(Mail)
        .where(Mail.status == MailStatus.SENDING, Mail.lease_until < at)
        .order_by(Mail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if left is None:
        db.session.rollback()
        return False
    _move(left, on_doubt(important=left.important).value, "the worker stopped while sending", at)
    db.session.commit()
    return True


def _claim(at: datetime) -> tuple[int, str] | None:
    found = db.session.scalars(
        select(Mail)
        .where(
            Mail.status == MailStatus.QUEUED,
            Mail.due_at <= at,
            or_(Mail.lease_until.is_(None), Mail.lease_until < at),
        )
        .order_by(Mail.due_at, Mail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if found is None:
        db.session.rollback()
        return None
    token = uuid4().hex
    found.token, found.lease_until, found.attempts = token, at + LEASE, found.attempts + 1
    mail_id = found.id
    db.session.commit()
    return mail_id, token


def _whole(mail_id: int) -> Mail:
    return db.session.scalars(
        select(Mail)
        .where(Mail.id == mail_id)
        .options(selectinload(Mail.attachments).options(joinedload(MailAttachment.file)))
        .execution_options(populate_existing=True)
    ).one()


def _deliver(letter: Letter, token: str, before_the_dot: Callable[[], None]) -> str:
    url = current_app.config["SMTP_URL"]
    if url:
        return hand_over(letter, url, before_the_dot=before_the_dot)
    before_the_dot()
    return _file(letter, Path(current_app.config["MAIL_DIR"]), token)


def _file(letter: Letter, folder: Path, token: str) -> str:
    """Without a mail server the message becomes a file: what a try-out installation sends."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as target:
        target.write(letter.content)
    os.replace(temporary, folder / f"{token}.eml")
    return f"{token}.eml"


def _mark_sending(mail_id: int, token: str, at: datetime) -> None:
    """Write down that the last dot comes next. Raises :class:`NotOurs` instead of sending it."""
    mail = _ours(mail_id, token, MailStatus.QUEUED)
    history.advance(mail, MAIL, "claim", by=SYSTEM, at=at, earlier_deeds={})
    mail.lease_until = at + LEASE
    db.session.commit()


def _refused(mail_id: int, token: str, refusal: Refusal, at: datetime) -> None:
    """Later when it may still work, never when it may not; the server's words are kept."""
    try:
        mail = _ours(mail_id, token, MailStatus.QUEUED, MailStatus.SENDING)
    except NotOurs:
        db.session.rollback()
        return
    given_up = refusal.permanent or next_try(mail.attempts, mail.written_at, at) is None
    _move(mail, "refuse" if given_up else "postpone", refusal.reply, at)
    db.session.commit()


def _settle(mail_id: int, token: str, name: str, reply: str, *, at: datetime) -> None:
    try:
        mail = _ours(mail_id, token, MailStatus.QUEUED, MailStatus.SENDING)
    except NotOurs:
        db.session.rollback()
        return
    _move(mail, name, reply, at)
    db.session.commit()


def _ours(mail_id: int, token: str, *states: MailStatus) -> Mail:
    found = db.session.scalars(
        select(Mail)
        .where(Mail.id == mail_id, Mail.token == token, Mail.status.in_(states))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if found is None:
        raise NotOurs
    return found


def _move(mail: Mail, name: str, reply: str, at: datetime) -> None:
    if mail.status is MailStatus.QUEUED:  # every end is reached through sending
        history.advance(mail, MAIL, "claim", by=SYSTEM, at=at, earlier_deeds={})
    history.advance(mail, MAIL, name, by=SYSTEM, at=at, earlier_deeds={})
    mail.reply = " ".join(reply.split())[:500]
    mail.token = mail.lease_until = None
    if name == "deliver":
        mail.secret = None  # the reader has it now; nobody else needs it
        mail.sent_at = at
    if name == "postpone":
        mail.due_at = next_try(mail.attempts, mail.written_at, at) or at + THEN_EVERY
