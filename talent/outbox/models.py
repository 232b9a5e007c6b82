from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from talent.outbox.rules.lifecycle import MAIL, MailStatus
from talent.plumbing.database import Model, Public, Versioned, choice
from talent.plumbing.files import File


class Mail(Public, Versioned, Model):
    """One message to one reader, complete as it will be sent. Its cause and it commit together."""

    __tablename__ = "mail"
    __table_args__ = (
        UniqueConstraint("event", "recipient"),
        Index(None, "status", "due_at"),
        CheckConstraint("(status = 'sent') = (sent_at IS NOT NULL)", name="sent_has_time"),
    )

    event: Mapped[str] = mapped_column(String(200))
    message_id: Mapped[str] = mapped_column(String(120), unique=True)
    recipient: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    secret: Mapped[str | None] = mapped_column(String(200))  # sealed, see actions.SECRET_PLACE
    important: Mapped[bool] = mapped_column(default=False)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    written_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    token: Mapped[str | None] = mapped_column(String(100))
    lease_until: Mapped[datetime | None]
    reply: Mapped[str] = mapped_column(String(500), default="")
    sent_at: Mapped[datetime | None]
    status: Mapped[MailStatus] = mapped_column(choice(MailStatus), default=MAIL.start)

    attachments: Mapped[list["MailAttachment"]] = relationship(
        lazy="raise", order_by="MailAttachment.id"
    )


class MailAttachment(Model):
    """A stored file that goes with a mail, under its own name."""

    __tablename__ = "mail_attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    mail_id: Mapped[int] = mapped_column(ForeignKey("mail.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"))
    name: Mapped[str] = mapped_column(String(200))

    file: Mapped[File] = relationship(lazy="raise")
