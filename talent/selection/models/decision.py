from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from talent.accounts.models import Account
from talent.plumbing.database import Model, Public, Versioned, choice
from talent.selection.rules.deciding import DECISION, DecisionStatus
from talent.selection.rules.ranking import OutcomeKind, PlacingFinding

if TYPE_CHECKING:
    from talent.selection.models.application import Application
    from talent.selection.models.round import Round

CURRENT = text("status <> 'returned'")


class Decision(Public, Versioned, Model):
    """The decision of a round: the lot's seed from the first, the ranking once it is prepared.

    ``snapshot`` is what the approver sees and signs; ``content_hash`` seals it. A decision sent
    back stays as it was, and a new edition with the same seed takes its place.
    """

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("round_id", "edition"),
        Index(None, "round_id", unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT),
        CheckConstraint(
            "(status = 'draft') = (content_hash IS NULL)",
            name="prepared_has_hash",
        ),
        CheckConstraint(
            "(content_hash IS NULL) = (prepared_at IS NULL)"
            " AND (content_hash IS NULL) = (prepared_by_id IS NULL)",
            name="prepared_by_somebody",
        ),
        CheckConstraint(
            "(status = 'published') = (published_at IS NOT NULL)"
            " AND (published_at IS NULL) = (approved_by_id IS NULL)",
            name="published_has_approver",
        ),
        CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> prepared_by_id", name="four_eyes"
        ),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    edition: Mapped[int] = mapped_column(default=1)
    seed: Mapped[str] = mapped_column(String(64))
    snapshot: Mapped[dict[str, Any]] = mapped_column(default=dict, deferred=True)
    content_hash: Mapped[str | None] = mapped_column(String(64))
    prepared_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    prepared_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    published_at: Mapped[datetime | None]
    status: Mapped[DecisionStatus] = mapped_column(choice(DecisionStatus), default=DECISION.start)

    round: Mapped["Round"] = relationship(lazy="raise")
    prepared_by: Mapped[Account | None] = relationship(lazy="raise", foreign_keys=prepared_by_id)
    approved_by: Mapped[Account | None] = relationship(lazy="raise", foreign_keys=approved_by_id)
    entries: Mapped[list["DecisionEntry"]] = relationship(
        lazy="raise", order_by="DecisionEntry.rank", back_populates="decision"
    )


class DecisionEntry(Model):
    """What a decision says about one application. ``score`` is exact text, ``250/3``."""

    __tablename__ = "decision_entry"
    __table_args__ = (
        UniqueConstraint("decision_id", "application_id"),
        UniqueConstraint("decision_id", "rank"),
        UniqueConstraint("decision_id", "reserve_rank"),
        Index(None, "application_id"),
        CheckConstraint(
            "(outcome = 'reserve') = (reserve_rank IS NOT NULL)", name="reserve_has_rank"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    outcome: Mapped[OutcomeKind] = mapped_column(choice(OutcomeKind))
    reason: Mapped[PlacingFinding] = mapped_column(choice(PlacingFinding))
    rank: Mapped[int]
    reserve_rank: Mapped[int | None]
    score: Mapped[str] = mapped_column(String(60))
    settled_by: Mapped[str | None] = mapped_column(String(60))

    decision: Mapped[Decision] = relationship(lazy="raise", back_populates="entries")
    application: Mapped["Application"] = relationship(lazy="raise")
