"""Signed-in browsers: start, end, end the others."""

from datetime import datetime

from sqlalchemy import delete

from talent.accounts.models import Account, LoginSession
from talent.accounts.rules.limits import session_limits
from talent.accounts.rules.secrets import hash_of, new_secret
from talent.plumbing import history
from talent.plumbing.database import db

LONGEST_BROWSER = 200


def start_session(account: Account, *, at: datetime, browser: str = "") -> str:
    """A new session of ``account``; the secret for its cookie, which exists nowhere else."""
    secret = new_secret()
    db.session.add(
        LoginSession(
            id_hash=hash_of(secret),
            account_id=account.id,
            started_at=at,
            last_seen_at=at,
            expires_at=at + session_limits(account.roles).total,
            browser=browser[:LONGEST_BROWSER],
        )
    )
    db.session.flush()
    return secret


def sign_out(account: Account, secret: str, *, at: datetime) -> None:
    """End the session this browser holds; the secret is worth nothing afterwards."""
    db.session.execute(
        delete(LoginSession).where(
            LoginSession.id_hash == hash_of(secret), LoginSession.account_id == account.id
        )
    )
    history.record(account, "sign-out", by=account, at=at)


def end_session(session: LoginSession, *, by: Account, at: datetime) -> None:
    """End one of one's own sessions, on whatever browser it is."""
    account = db.session.get_one(Account, session.account_id)
    db.session.delete(session)
    history.record(account, "end-session", by=by, at=at)


def end_sessions(account: Account) -> None:
    """End every session of ``account``: it lost a role, its password or its place here."""
    db.session.execute(delete(LoginSession).where(LoginSession.account_id == account.id))


def end_other_sessions(account: Account, keep: str) -> None:
    """End every session of ``account`` but the one with the secret ``keep``."""
    db.session.execute(
        delete(LoginSession).where(
            LoginSession.account_id == account.id, LoginSession.id_hash != hash_of(keep)
        )
    )


def forget_old_sessions(at: datetime) -> None:
    """Remove sessions that have ended by themselves."""
    db.session.execute(delete(LoginSession).where(LoginSession.expires_at <= at))
