"""Counting tries. A try is counted before it is checked, for every way in, and stays counted."""

import hashlib
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from talent.accounts.models import Attempt
from talent.accounts.rules.limits import (
    CHECKS_IN_TOTAL,
    CHECKS_PER_ADDRESS,
    IN_TOTAL,
    LINKS_PER_ACCOUNT,
    LONGEST_WINDOW,
    PER_ACCOUNT,
    PER_ADDRESS,
    AttemptLimit,
    AttemptRefusal,
    is_within,
    network_of,
)
from talent.foundations.refusals import Refused
from talent.plumbing.database import db


def count_password_try(email: str, address: str, *, at: datetime) -> None:
    """Count a try with a password; :class:`Refused` when there were too many.

    Known and unknown addresses are counted alike, so a refusal says nothing about either.
    """
    _count(
        {
            f"account:{_short(email)}": PER_ACCOUNT,
            f"address:{network_of(address)}": PER_ADDRESS,
            "everybody": IN_TOTAL,
        },
        at,
    )


def count_link_request(email: str, address: str, *, at: datetime) -> None:
    """Count a request for a mail with a link: few a day to one address."""
    _count(
        {
            f"link:{_short(email)}": LINKS_PER_ACCOUNT,
            f"address:{network_of(address)}": PER_ADDRESS,
            "everybody": IN_TOTAL,
        },
        at,
    )


def count_link_use(address: str, *, at: datetime) -> None:
    """Count the use of a link from a mail."""
    _count({f"address:{network_of(address)}": PER_ADDRESS, "everybody": IN_TOTAL}, at)


def count_certificate_check(address: str, *, at: datetime) -> None:
    """Count a stranger's look at a certificate; :class:`Refused` when there were too many."""
    _count(
        {
            f"check:{network_of(address)}": CHECKS_PER_ADDRESS,
            "checks": CHECKS_IN_TOTAL,
        },
        at,
    )


def forget_old_attempts(at: datetime) -> None:
    """Remove what no limit looks back to any more."""
    db.session.execute(delete(Attempt).where(Attempt.at <= at - LONGEST_WINDOW))


def _count(limits: dict[str, AttemptLimit], at: datetime) -> None:
    # In a transaction of its own, begun before any other of this request: the try stays counted
    # when the request fails, and no lock is held while a password is hashed.
    with Session(db.engine, join_transaction_mode="create_savepoint") as own, own.begin():
        own.add_all(Attempt(subject=subject, at=at) for subject in limits)
        own.flush()
        over = [s for s, limit in limits.items() if not is_within(_tries(own, s, limit, at), limit)]
    if over:
        raise Refused(AttemptRefusal.TOO_MANY)


def _tries(own: Session, subject: str, limit: AttemptLimit, at: datetime) -> int:
    counted = select(func.count()).where(
        Attempt.subject == subject, Attempt.at > at - limit.window, Attempt.at <= at
    )
    return own.scalar(counted) or 0


def _short(email: str) -> str:
    # The table holds no address: what people type into a sign-in form is not always one.
    return hashlib.sha256(email.encode()).hexdigest()[:32]
