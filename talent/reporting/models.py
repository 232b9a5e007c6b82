from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from talent.people.models import Organisation
from talent.placements.rules.terms import Term
from talent.plumbing.database import Model, Public, Versioned, choice
from talent.plumbing.files import File
from talent.reporting.rules.university import REPORT, ReportStatus

_CURRENT = text("status <> 'superseded'")


class UniversityReport(Public, Versioned, Model):
    """One report to one university on one term: its rows frozen, its two files kept, sent once."""

    __tablename__ = "university_report"
    __table_args__ = (
        UniqueConstraint("organisation_id", "period", "revision"),
        Index(
            None,
            "organisation_id",
            "period",
            unique=True,
            sqlite_where=_CURRENT,
            postgresql_where=_CURRENT,
        ),
        CheckConstraint("revision > 0", name="revision"),
        CheckConstraint(
            "status IN ('scheduled', 'superseded')"
            " OR (pdf_id IS NOT NULL AND xlsx_id IS NOT NULL"
            " AND pdf_sha256 IS NOT NULL AND xlsx_sha256 IS NOT NULL AND generated_at IS NOT NULL)",
            name="generated_has_files",
        ),
        CheckConstraint(
            "status <> 'sent' OR (sent_at IS NOT NULL AND contact IS NOT NULL)", name="sent"
        ),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    period: Mapped[str] = mapped_column(String(7))
    revision: Mapped[int] = mapped_column(default=1)
    language: Mapped[str] = mapped_column(String(2))
    as_of: Mapped[date]
    query_version: Mapped[str] = mapped_column(String(20))
    snapshot: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    # To whom it went, as they were called that day.
    contact: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    pdf_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))
    xlsx_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))
    pdf_sha256: Mapped[str | None] = mapped_column(String(64))
    xlsx_sha256: Mapped[str | None] = mapped_column(String(64))
    trouble: Mapped[str] = mapped_column(String(300), default="")
    asked_at: Mapped[datetime]
    generated_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    status: Mapped[ReportStatus] = mapped_column(choice(ReportStatus), default=REPORT.start)

    organisation: Mapped[Organisation] = relationship(lazy="raise")
    pdf: Mapped[File | None] = relationship(lazy="raise", foreign_keys=[pdf_id])
    xlsx: Mapped[File | None] = relationship(lazy="raise", foreign_keys=[xlsx_id])

    @property
    def term(self) -> Term:
        return Term.parse(self.period)
