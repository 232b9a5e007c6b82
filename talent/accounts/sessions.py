"""Which account a request comes from. Login state lives in the database, never in a cookie."""

from datetime import timedelta

from flask import Request, current_app
from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from talent.accounts.models import Account, LoginSession
from talent.accounts.rules.lifecycle import AccountStatus
from talent.accounts.rules.limits import session_limits
from talent.accounts.rules.secrets import hash_of
from talent.plumbing.clock import now
from talent.plumbing.database import db, reading

TOUCH_EVERY = timedelta(minutes=1)


def account_of_request(request: Request) -> Account | None:
    """The account whose session this request carries, or ``None``: one statement."""
    if request.endpoint == "static":
        return None
    secret = request.cookies.get(current_app.config["LOGIN_COOKIE"], "")
    if not 40 <= len(secret) <= 100:
        return None
    with reading(), _own_session() as own:
        found = own.scalar(
            select(LoginSession)
            .where(LoginSession.id_hash == hash_of(secret))
            .options(joinedload(LoginSession.account).joinedload(Account.person))
        )
        if found is not None:
            own.expunge_all()
    at = now()
    if found is None or found.account.status is not AccountStatus.ACTIVE or at >= found.expires_at:
        return None
    if at - found.last_seen_at > session_limits(found.account.roles).idle:
        return None
    if at - found.last_seen_at > TOUCH_EVERY:
        _touch(found)
    return found.account


def _own_session() -> Session:
    # Apart from the request's own transaction: a POST on SQLite then holds the write lock only
    # while its view runs, not while we find out who is asking.
    return Session(db.engine, join_transaction_mode="create_savepoint", expire_on_commit=False)


def _touch(found: LoginSession) -> None:
    """Note that the session is alive: at most once a minute."""
    with _own_session() as own, own.begin():
        own.execute(
            update(LoginSession)
            .where(LoginSession.id_hash == found.id_hash)
            .values(last_seen_at=now())
        )
