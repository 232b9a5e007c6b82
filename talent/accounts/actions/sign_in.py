"""Signing in with a mail address and a password."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from talent.accounts.actions.attempts import count_password_try
from talent.accounts.actions.sessions import start_session
from talent.accounts.models import Account
from talent.accounts.rules.addresses import canonical
from talent.accounts.rules.lifecycle import AccountStatus
from talent.accounts.rules.passwords import normalised
from talent.accounts.rules.steps import SignInStep, step_after_password
from talent.foundations.refusals import Refused
from talent.plumbing import history, passwords
from talent.plumbing.database import db, reading


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The outcome of a right password: what comes next, and the secret once there is a session."""

    step: SignInStep
    secret: str = ""


def sign_in(
    email: str, password: str, *, address: str, browser: str, at: datetime
) -> SignedIn | None:
    """Sign somebody in; ``None`` whatever the reason.

    Unknown, wrong, disabled, invited and tried too often take the same way, with the same work: the
    answer must not tell which addresses have an account.
    """
    try:
        known_as = canonical(email)
    except Refused:
        known_as = ""
    try:
        count_password_try(known_as or email, address, at=at)
    except Refused:
        return None
    account = _account_called(known_as)
    may = account is not None and account.status is AccountStatus.ACTIVE
    stored = account.password_hash if account is not None and may else None
    if not passwords.is_password(stored, normalised(password)):
        return None
    assert account is not None  # noqa: S101 -- there was a hash to fit
    step = step_after_password(account.roles)
    if step is not SignInStep.SIGNED_IN:
        return SignedIn(step)
    return SignedIn(step, _let_in(account.id, password, browser=browser, at=at))


def _let_in(account_id: int, password: str, *, browser: str, at: datetime) -> str:
    account = db.session.get_one(Account, account_id)
    stored = account.password_hash
    if stored is not None and passwords.is_outdated(stored):
        account.password_hash = passwords.hash_password(normalised(password))
    history.record(account, "sign-in", by=account, at=at)
    return start_session(account, at=at, browser=browser)


def _account_called(email: str) -> Account | None:
    # Read in a transaction of its own: hashing takes long and must hold no lock.
    with (
        reading(),
        Session(db.engine, join_transaction_mode="create_savepoint", expire_on_commit=False) as own,
    ):
        account = own.scalar(select(Account).where(Account.email == email))
        own.expunge_all()
    return account
