from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from talent.accounts.rules.lifecycle import ACCOUNT, AccountStatus, TokenPurpose
from talent.accounts.rules.limits import is_trainee_only
from talent.foundations.access import Permission, Role, permissions_of
from talent.people.models import Person
from talent.plumbing.database import Model, Public, Versioned, choice


class Account(UserMixin, Public, Versioned, Model):
    """One person's way in. A person has one account, so four eyes are two accounts."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint(
            "status <> 'active' OR password_hash IS NOT NULL", name="active_has_password"
        ),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2))
    theme: Mapped[str] = mapped_column(String(5), default="")
    roles: Mapped[list[str]]
    status: Mapped[AccountStatus] = mapped_column(choice(AccountStatus), default=ACCOUNT.start)
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise")

    @property
    def role_members(self) -> list[Role]:
        return [Role(role) for role in self.roles]

    @property
    def uses_portal(self) -> bool:
        """Whether this person sees the trainee's pages: narrow, with a bar at the bottom."""
        return is_trainee_only(self.roles)

    @property
    def permissions(self) -> frozenset[Permission]:
        return permissions_of(self.roles)


class LoginSession(Model):
    """A signed-in browser. Only the hash of its identifier is kept."""

    __tablename__ = "login_session"
    __table_args__ = (Index(None, "account_id"),)

    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    browser: Mapped[str] = mapped_column(String(200), default="")

    account: Mapped[Account] = relationship(lazy="raise")


class LinkToken(Model):
    """A link sent by mail: one purpose, one account, once, until it expires."""

    __tablename__ = "link_token"
    __table_args__ = (Index(None, "account_id", "purpose"),)

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    purpose: Mapped[TokenPurpose] = mapped_column(choice(TokenPurpose))
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(lazy="raise")


class Attempt(Model):
    """One try at something that is limited: counted before it is checked, for every way in."""

    __tablename__ = "attempt"
    __table_args__ = (Index(None, "subject", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]
