from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from talent.accounts.models import Account
from talent.plumbing.database import Model, Public, Versioned, choice
from talent.selection.rules.reviewing import REVIEW, ConflictType, ReviewStatus

if TYPE_CHECKING:
    from talent.selection.models.application import Application


class Review(Public, Versioned, Model):
    """One reviewer's judgement of one file. ``score`` is exact text, ``250/3``."""

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("application_id", "reviewer_id"),
        Index(None, "reviewer_id", "status"),
        CheckConstraint(
            "status NOT IN ('submitted', 'locked') OR submitted_at IS NOT NULL",
            name="submitted_has_score",
        ),
        CheckConstraint(
            "status NOT IN ('assigned', 'coi-cleared', 'in-progress') OR submitted_at IS NULL",
            name="pending_is_not_submitted",
        ),
        CheckConstraint("(score IS NULL) = (submitted_at IS NULL)", name="score_with_submission"),
    )

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    assigned_at: Mapped[datetime]
    marks: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    comments: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    panel_comment: Mapped[str] = mapped_column(Text, default="")
    saved_at: Mapped[datetime | None]
    score: Mapped[str | None] = mapped_column(String(60))
    submitted_at: Mapped[datetime | None]
    status: Mapped[ReviewStatus] = mapped_column(choice(ReviewStatus), default=REVIEW.start)

    application: Mapped["Application"] = relationship(lazy="raise")
    reviewer: Mapped[Account] = relationship(lazy="raise")
    declarations: Mapped[list["ConflictDeclaration"]] = relationship(
        lazy="raise", order_by="ConflictDeclaration.id", passive_deletes="all"
    )


class ConflictDeclaration(Model):
    """What a reviewer declared about a file: no conflict (``conflict`` empty), or which one."""

    __tablename__ = "conflict_declaration"
    __table_args__ = (Index(None, "review_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    conflict: Mapped[ConflictType | None] = mapped_column(choice(ConflictType))
    explanation: Mapped[str] = mapped_column(Text, default="")
    declared_at: Mapped[datetime]
