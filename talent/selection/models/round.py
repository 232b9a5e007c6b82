from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from talent.foundations.languages import LocalizedText
from talent.plumbing.database import Model, Public, Versioned, choice, localized
from talent.selection.rules.lifecycle import ROUND, RoundKind, RoundStatus
from talent.selection.rules.round_rules import RoundRules


class Round(Public, Versioned, Model):
    """One call for applications. ``rules`` are frozen, and sealed by a hash, when it is approved.

    ``last_number`` counts the applications handed in; the row is locked while one is taken.
    """

    __tablename__ = "round"
    __table_args__ = (
        CheckConstraint("opens_at < closes_at", name="dates"),
        CheckConstraint("seats >= 1", name="seats"),
        CheckConstraint(
            "status IN ('draft', 'cancelled') OR rules_hash IS NOT NULL", name="frozen_has_hash"
        ),
        CheckConstraint("status <> 'draft' OR rules_hash IS NULL", name="draft_is_not_frozen"),
    )

    code: Mapped[str] = mapped_column(String(30), unique=True)
    kind: Mapped[RoundKind] = mapped_column(choice(RoundKind))
    title: Mapped[LocalizedText] = localized("title", length=200)
    summary: Mapped[LocalizedText] = localized("summary", length=2000)
    rules: Mapped[dict[str, Any]]
    rules_hash: Mapped[str | None] = mapped_column(String(64))
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    zone: Mapped[str] = mapped_column(String(40), default="Asia/Seoul")
    seats: Mapped[int]
    last_number: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    status: Mapped[RoundStatus] = mapped_column(choice(RoundStatus), default=ROUND.start)

    @property
    def parsed(self) -> RoundRules:
        """The rules as a value."""
        return RoundRules.parse(self.rules)
