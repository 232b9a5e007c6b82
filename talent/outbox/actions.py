"""Writing mail. Sending it is the worker's business, see ``delivery``."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import select

from talent.accounts.models import Account
from talent.foundations.access import Actor
from talent.outbox.models import Mail, MailAttachment
from talent.outbox.rules.lifecycle import MAIL
from talent.plumbing import history, vault
from talent.plumbing.database import db, new_pid
from talent.plumbing.files import File
from talent.plumbing.i18n import in_language

SECRET_PLACE = "((secret))"  # noqa: S105 -- where a secret goes, not one


def post(
    template: str,
    *,
    to: str,
    language: str,
    at: datetime,
    event: str,
    subject: object = None,
    important: bool = False,
    organisation_id: int | None = None,
    attachments: tuple[tuple[str, File], ...] = (),
    known: AbstractSet[tuple[str, str]] | None = None,
    secret: str | None = None,
    **values: Any,
) -> Mail | None:
    """Write a mail row in the reader's language; ``None`` when this event was already told to them.

    ``event`` with the key of ``subject`` and the address make the mail's identity: it exists once.
    ``important`` mail is never repeated on doubt: a person decides. ``known`` spares the look-up
    when the caller writes many mails at once and has asked with :func:`told`. ``secret`` takes
    the place of ``SECRET_PLACE`` only as the mail leaves: nobody reads a usable link in the table.
    """
    about = identity(event, subject)
    if (about, to) in (told(event, [subject]) if known is None else known):
        return None
    heading, body = compose(template, language, **values)
    host = current_app.config["MAIL_FROM"].rpartition("@")[2].strip("> ")
    pid = new_pid()
    mail = Mail(
        pid=pid,
        event=about,
        message_id=f"<{new_pid()}@{host}>",
        recipient=to,
        language=language,
        subject=heading,
        body=body,
        secret=None if secret is None else vault.seal(secret, f"mail:{pid}"),
        important=important,
        organisation_id=organisation_id,
        written_at=at,
        due_at=at,
        attachments=[MailAttachment(name=name, file_id=file.id) for name, file in attachments],
    )
    db.session.add(mail)
    return mail


def identity(event: str, subject: object) -> str:
    """What a mail is about: the event, and the row it happened to."""
    return event if subject is None else f"{event}:{history.key(subject)}"


def told(event: str, subjects: Iterable[object]) -> set[tuple[str, str]]:
    """Which of these mails exist already, as pairs of identity and address: one statement."""
    rows = db.session.execute(
        select(Mail.event, Mail.recipient).where(
            Mail.event.in_([identity(event, subject) for subject in subjects])
        )
    )
    return {(about, recipient) for about, recipient in rows}


def post_to(
    account: Account, template: str, *, at: datetime, event: str, **values: Any
) -> Mail | None:
    """The same for somebody with an account, in the language kept there."""
    return post(template, to=account.email, language=account.language, at=at, event=event, **values)


def compose(template: str, language: str, **values: Any) -> tuple[str, str]:
    """Subject and body of a mail template, in ``language``."""
    with in_language(language):
        page = current_app.jinja_env.get_template(template)
        context = page.new_context(
            {
                **values,
                "contact_email": current_app.config["CONTACT_EMAIL"],
                "public_url": public_url,
            }
        )
        heading = " ".join("".join(page.blocks["subject"](context)).split())
        body = _letter("".join(page.root_render_func(context)))
    return heading, body


def _letter(text: str) -> str:
    """The text as it is sent: no spaces at the ends of lines, never two empty lines in a row."""
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines) + "\n"


def text_to_send(mail: Mail) -> str:
    """The body as its reader gets it, with the secret in its place."""
    if mail.secret is None:
        return mail.body
    return mail.body.replace(SECRET_PLACE, vault.unseal(mail.secret, f"mail:{mail.pid}"))


def public_url(path: str) -> str:
    """An address a mail or a QR code may carry: built from the setting, never from a request."""
    return f"{current_app.config['PUBLIC_URL']}{path}"


def move(mail: Mail, name: str, *, by: Actor, at: datetime) -> None:
    """A coordinator's decision about one mail: send again, treat as sent, cancel."""
    history.advance(mail, MAIL, name, by=by, at=at)
    if name == "treat-as-sent":
        mail.sent_at = at
    if name == "send-again":
        mail.due_at, mail.attempts, mail.reply = at, 0, ""
        mail.token = mail.lease_until = None
