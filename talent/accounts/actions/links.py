"""Links sent by mail: made, looked at, used once."""

from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import joinedload

from talent.accounts.models import Account, LinkToken
from talent.accounts.rules.lifecycle import TokenPurpose
from talent.accounts.rules.limits import LINK_LIFETIMES
from talent.accounts.rules.secrets import hash_of, new_secret
from talent.plumbing.database import db


def make_link(account: Account, purpose: TokenPurpose, *, at: datetime) -> str:
    """The secret of a new link. Any older one for the same purpose is worth nothing from now on."""
    revoke_links(account, purpose, at=at)
    secret = new_secret()
    db.session.add(
        LinkToken(
            token_hash=hash_of(secret),
            account_id=account.id,
            purpose=purpose,
            issued_at=at,
            expires_at=at + LINK_LIFETIMES[purpose],
        )
    )
    db.session.flush()
    return secret


def revoke_links(account: Account, *purposes: TokenPurpose, at: datetime) -> None:
    """Make the open links of ``account`` worthless; all of them when no purpose is named."""
    db.session.execute(
        update(LinkToken)
        .where(
            LinkToken.account_id == account.id,
            LinkToken.purpose.in_(purposes or tuple(TokenPurpose)),
            LinkToken.used_at.is_(None),
            LinkToken.revoked_at.is_(None),
        )
        .values(revoked_at=at)
    )


def find_link(secret: str, purpose: TokenPurpose, *, at: datetime) -> LinkToken | None:
    """The link with this secret and its account, if it is good now. Changes nothing."""
    return db.session.scalars(
        select(LinkToken)
        .where(LinkToken.token_hash == hash_of(secret), *_good(purpose, at))
        .options(joinedload(LinkToken.account).joinedload(Account.person))
    ).one_or_none()


def use_link(link: LinkToken, *, at: datetime) -> bool:
    """Use the link up. ``False`` when somebody was faster: of many at once one succeeds."""
    used = db.session.execute(
        update(LinkToken)
        .where(LinkToken.token_hash == link.token_hash, *_good(link.purpose, at))
        .values(used_at=at)
    )
    return bool(used.rowcount)  # type: ignore[attr-defined]


def _good(purpose: TokenPurpose, at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        LinkToken.purpose == purpose,
        LinkToken.used_at.is_(None),
        LinkToken.revoked_at.is_(None),
        LinkToken.expires_at > at,
    )
