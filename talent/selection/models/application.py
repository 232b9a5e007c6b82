from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from talent.accounts.models import Account
from talent.people.models import Organisation, Person
from talent.plumbing.database import Model, Public, Versioned, choice
from talent.plumbing.files import File
from talent.selection.models.round import Round
from talent.selection.rules.applying import VerdictKind
from talent.selection.rules.eligibility import EligibilityFinding
from talent.selection.rules.lifecycle import APPLICATION, ApplicationStatus, told
from talent.selection.rules.round_rules import DegreeType

LIVE = text("status NOT IN ('withdrawn', 'lapsed')")


class Application(Public, Versioned, Model):
    """One person's application in one round. A draft holds what was typed, complete or not.

    ``number`` and ``snapshot`` come with the submission; ``gpa_percent`` is exact text, ``80/1``,
    and says by which table (``gpa_table``) it was converted, or that somebody read it ("by-hand").
    """

    __tablename__ = "application"
    __table_args__ = (
        Index(
            None,
            "round_id",
            "person_id",
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        ),
        Index(None, "round_id", "status"),
        CheckConstraint(
            "status IN ('draft', 'lapsed', 'withdrawn') OR (number IS NOT NULL"
            " AND submitted_at IS NOT NULL)",
            name="submitted_has_number",
        ),
        CheckConstraint(
            "(submitted_at IS NULL) = (submission_hash IS NULL)", name="submitted_has_hash"
        ),
        CheckConstraint("status <> 'draft' OR submitted_at IS NULL", name="draft_not_submitted"),
        CheckConstraint(
            "status NOT IN ('selected', 'accepted', 'declined', 'offer_lapsed', 'handed_over')"
            " OR offer_expires_at IS NOT NULL",
            name="offer_has_end",
        ),
        CheckConstraint(
            "status NOT IN ('accepted', 'handed_over') OR accepted_at IS NOT NULL",
            name="accepted_has_time",
        ),
        CheckConstraint(
            "accepted_at IS NULL OR status IN ('accepted', 'handed_over', 'withdrawn')",
            name="only_accepted_has_time",
        ),
        CheckConstraint("(gpa_percent IS NULL) = (gpa_table IS NULL)", name="percent_has_table"),
    )

    number: Mapped[str | None] = mapped_column(String(40), unique=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    snapshot: Mapped[dict[str, Any]] = mapped_column(default=dict)
    degree: Mapped[DegreeType | None] = mapped_column(choice(DegreeType))
    gpa_raw: Mapped[str] = mapped_column(String(20), default="")
    gpa_scale: Mapped[str] = mapped_column(String(8), default="")
    gpa_percent: Mapped[str | None] = mapped_column(String(40))
    gpa_table: Mapped[str | None] = mapped_column(String(20))
    gpa_note: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    submission_hash: Mapped[str | None] = mapped_column(String(64))
    offer_expires_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    status: Mapped[ApplicationStatus] = mapped_column(
        choice(ApplicationStatus), default=APPLICATION.start
    )

    @property
    def told(self) -> ApplicationStatus:
        """The state as the applicant may know it."""
        return told(self.status)

    round: Mapped[Round] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise")
    documents: Mapped[list["ApplicationDocument"]] = relationship(
        lazy="raise", order_by="ApplicationDocument.code", back_populates="application"
    )
    findings: Mapped[list["ApplicationFinding"]] = relationship(
        lazy="raise", order_by="ApplicationFinding.id", back_populates="application"
    )


class ApplicationDocument(Public, Model):
    """The file handed in for one document of the round's list, and what screening says about it."""

    __tablename__ = "application_document"
    __table_args__ = (
        UniqueConstraint("application_id", "code"),
        CheckConstraint(
            "verdict <> 'ask-again' OR (note <> '' AND ask_until IS NOT NULL)",
            name="asked_again_with_reason",
        ),
    )

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    code: Mapped[str] = mapped_column(String(20))
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"))
    uploaded_at: Mapped[datetime]
    verdict: Mapped[VerdictKind] = mapped_column(choice(VerdictKind), default=VerdictKind.UNREAD)
    note: Mapped[str] = mapped_column(Text, default="")
    ask_until: Mapped[datetime | None]

    application: Mapped[Application] = relationship(lazy="raise", back_populates="documents")
    file: Mapped[File] = relationship(lazy="raise")


class ApplicationFinding(Model):
    """One reason written down when somebody proposed that an application is not eligible."""

    __tablename__ = "application_finding"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    finding: Mapped[EligibilityFinding] = mapped_column(choice(EligibilityFinding))
    note: Mapped[str] = mapped_column(Text, default="")
    found_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    found_at: Mapped[datetime]

    application: Mapped[Application] = relationship(lazy="raise", back_populates="findings")
    found_by: Mapped[Account] = relationship(lazy="raise")
