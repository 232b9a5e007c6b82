from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from talent.certificates.rules.lifecycle import (
    CERTIFICATE,
    NUMBERED,
    CertificateStatus,
    CertificateType,
)
from talent.cohorts.models import Participation
from talent.foundations.languages import LocalizedText
from talent.people.models import Person
from talent.plumbing.database import Model, Public, Versioned, choice, localized
from talent.plumbing.files import File
from talent.transfer.models import ModuleResult

_PENDING = text("status IN ('prepared', 'approved')")
_VALID = text("status = 'issued'")


class Signatory(Public, Versioned, Model):
    """Who signs papers: name and title as printed in each language, from a day until another."""

    __tablename__ = "signatory"

    name: Mapped[LocalizedText] = localized("name", length=80)
    title: Mapped[LocalizedText] = localized("title", length=160)
    since: Mapped[date]
    retired_on: Mapped[date | None]


class Certificate(Public, Versioned, Model):
    """One paper: what it says was frozen when it was prepared; number and bytes came with issue."""

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("series", "year", "serial"),
        CheckConstraint(
            "(participation_id IS NULL) <> (module_result_id IS NULL)"
            " AND (type = 'module') = (module_result_id IS NOT NULL)",
            name="one_source",
        ),
        CheckConstraint(
            "(status IN ('issued', 'superseded', 'revoked')) = (number IS NOT NULL)"
            " AND (number IS NULL) = (sha256 IS NULL) AND (number IS NULL) = (file_id IS NULL)"
            " AND (number IS NULL) = (serial IS NULL) AND (number IS NULL) = (year IS NULL)"
            " AND (number IS NULL) = (series IS NULL) AND (number IS NULL) = (issued_on IS NULL)",
            name="issued_has_number_and_paper",
        ),
        CheckConstraint(
            "status IN ('prepared', 'withdrawn') OR names_confirmed_at IS NOT NULL",
            name="approved_has_confirmed_names",
        ),
        CheckConstraint("(status = 'revoked') = (revoked_reason <> '')", name="revoked_has_reason"),
        Index(
            None, "participation_id", unique=True, sqlite_where=_PENDING, postgresql_where=_PENDING
        ),
        Index(
            None, "module_result_id", unique=True, sqlite_where=_PENDING, postgresql_where=_PENDING
        ),
        Index(
            "uq_certificate_valid_participation",
            "participation_id",
            unique=True,
            sqlite_where=_VALID,
            postgresql_where=_VALID,
        ),
        Index(
            "uq_certificate_valid_module_result",
            "module_result_id",
            unique=True,
            sqlite_where=_VALID,
            postgresql_where=_VALID,
        ),
        Index(None, "status", "prepared_at"),
    )

    type: Mapped[CertificateType] = mapped_column(choice(CertificateType))
    status: Mapped[CertificateStatus] = mapped_column(
        choice(CertificateStatus), default=CERTIFICATE.start
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    participation_id: Mapped[int | None] = mapped_column(ForeignKey("participation.id"))
    module_result_id: Mapped[int | None] = mapped_column(ForeignKey("module_result.id"))
    title: Mapped[LocalizedText] = localized("title", required=False)
    languages: Mapped[list[str]]
    snapshot: Mapped[dict[str, Any]]
    verify_code: Mapped[str] = mapped_column(String(40), unique=True)
    prepared_at: Mapped[datetime]
    names_confirmed_at: Mapped[datetime | None]
    names_remark: Mapped[str] = mapped_column(String(500), default="")
    print_round: Mapped[int] = mapped_column(default=0)
    unprintable: Mapped[str] = mapped_column(String(200), default="")
    series: Mapped[str | None] = mapped_column(String(8))
    year: Mapped[int | None]
    serial: Mapped[int | None]
    number: Mapped[str | None] = mapped_column(String(60), unique=True)
    issued_on: Mapped[date | None]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"), unique=True)
    sha256: Mapped[str | None] = mapped_column(String(64))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"), index=True)
    revoked_reason: Mapped[str] = mapped_column(String(500), default="")
    revoked_on: Mapped[date | None]

    person: Mapped[Person] = relationship(lazy="raise")
    participation: Mapped[Participation | None] = relationship(lazy="raise")
    module_result: Mapped[ModuleResult | None] = relationship(lazy="raise")
    file: Mapped[File | None] = relationship(lazy="raise")
    replaces: Mapped["Certificate | None"] = relationship(
        lazy="raise", remote_side="Certificate.id", back_populates="replacements"
    )
    replacements: Mapped[list["Certificate"]] = relationship(
        lazy="raise", back_populates="replaces", order_by="Certificate.id"
    )

    @property
    def is_numbered(self) -> bool:
        """Whether a paper of it exists."""
        return self.status in NUMBERED

    @property
    def job_key(self) -> str:
        """What the job that prints it is called; another one after each new try."""
        return f"certificate:{self.pid}:{self.print_round}"

    def day(self, fact: str) -> date | None:
        """A day of the snapshot."""
        kept = self.snapshot.get(fact)
        return date.fromisoformat(kept) if kept else None

    @property
    def names(self) -> dict[str, str | None]:
        """The names as they will be, or were, printed."""
        found: dict[str, str | None] = self.snapshot["names"]
        return found


class CertificateCounter(Model):
    """The last number taken in a series and year. Locked while the next one is taken."""

    __tablename__ = "certificate_counter"
    __table_args__ = (CheckConstraint("last >= 0", name="counts_up"),)

    series: Mapped[str] = mapped_column(String(8), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(default=0)
