"""Every SELECT about mail."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, false, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from talent.accounts.models import Account
from talent.foundations.access import Permission
from talent.foundations.waiting import Waiting
from talent.outbox.models import Mail, MailAttachment
from talent.outbox.rules.lifecycle import MAIL, MailStatus, MailWaiting
from talent.plumbing import history
from talent.plumbing.database import db
from talent.plumbing.pages import Page, paginate

_WAITING = {MailStatus.HELD: MailWaiting.DECIDE, MailStatus.FAILED: MailWaiting.REPAIR}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list of mails is narrowed to; empty means everything."""

    text: str = ""
    status: MailStatus | None = None


def mails(viewer: Account, filters: Filters, page: int) -> Page[Mail]:
    """The mails, newest first: two statements."""
    query = _seen_by(viewer)
    if filters.status is not None:
        query = query.where(Mail.status == filters.status)
    if filters.text.strip():
        wanted = filters.text.strip()
        query = query.where(
            or_(
                Mail.recipient.contains(wanted.lower(), autoescape=True),
                Mail.subject.contains(wanted, autoescape=True),
            )
        )
    return paginate(query.order_by(Mail.written_at.desc(), Mail.id.desc()), page)


def counts(viewer: Account) -> dict[MailStatus, int]:
    """How many mails are in each state: one statement."""
    if Permission.OUTBOX_VIEW not in viewer.permissions:
        return {}
    rows = db.session.execute(select(Mail.status, func.count()).group_by(Mail.status))
    return {row[0]: row[1] for row in rows}


def mail(viewer: Account, pid: str) -> Mail:
    """One mail with its attachments; or 404."""
    return db.first_or_404(
        _seen_by(viewer)
        .where(Mail.pid == pid)
        .options(selectinload(Mail.attachments).options(joinedload(MailAttachment.file)))
    )


def mail_to_change(viewer: Account, pid: str) -> Mail:
    """One mail, locked; or 404."""
    return db.first_or_404(_seen_by(viewer).where(Mail.pid == pid).with_for_update())


def attachment(viewer: Account, pid: str, number: int) -> MailAttachment:
    """The attachment with this place in a mail, counted from one; or 404."""
    found = mail(viewer, pid).attachments
    if not 1 <= number <= len(found):
        return db.first_or_404(select(MailAttachment).where(false()))
    return found[number - 1]


def steps_offered(viewer: Account, mail: Mail) -> list[str]:
    """The decisions this viewer may make about it now."""
    return MAIL.offered(mail.status, viewer, {})


def trail(viewer: Account, mail: Mail) -> list[history.AuditEntry]:
    """What happened to it, newest first."""
    return history.entries_of(mail)


def waiting(viewer: Account, at: datetime) -> list[Waiting]:
    """Mails a person has to decide about, and mails that were refused for good."""
    if Permission.OUTBOX_MANAGE not in viewer.permissions:
        return []
    found = db.session.scalars(
        select(Mail).where(Mail.status.in_(_WAITING)).order_by(Mail.written_at, Mail.id)
    )
    return [
        Waiting(_WAITING[m.status], m.subject, "outbox.mail", {"mail_pid": m.pid}) for m in found
    ]


def _seen_by(viewer: Account) -> Select[Mail]:
    query = select(Mail)
    return query if Permission.OUTBOX_VIEW in viewer.permissions else query.where(false())
