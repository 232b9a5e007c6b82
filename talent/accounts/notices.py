"""The mails about accounts. Links are built from the setting, never from a request."""

from datetime import datetime

from talent.accounts.models import Account
from talent.accounts.rules.lifecycle import TokenPurpose
from talent.accounts.rules.limits import LINK_LIFETIMES
from talent.outbox.actions import SECRET_PLACE, post_to
from talent.plumbing.i18n import in_language, moment
from talent.plumbing.words import word


def invited(account: Account, secret: str, *, at: datetime) -> None:
    """Come and set a password."""
    until = at + LINK_LIFETIMES[TokenPurpose.ACTIVATION]
    with in_language(account.language):
        roles = ", ".join(word(role) for role in account.role_members)
        deadline = moment(until)
    post_to(
        account,
        "accounts/notices/invited.txt",
        at=at,
        event=f"accounts.invited:{_mark(at)}",
        subject=account,
        name=account.person.names.greeted(account.language),
        roles=roles,
        until=deadline,
        path=f"/activate/{SECRET_PLACE}",
        secret=secret,
    )


def password_reset(account: Account, secret: str, *, at: datetime) -> None:
    """Somebody asked for a new password."""
    lifetime = LINK_LIFETIMES[TokenPurpose.PASSWORD_RESET]
    post_to(
        account,
        "accounts/notices/password_reset.txt",
        at=at,
        event=f"accounts.password_reset:{_mark(at)}",
        subject=account,
        name=account.person.names.greeted(account.language),
        minutes=int(lifetime.total_seconds()) // 60,
        path=f"/reset/{SECRET_PLACE}",
        secret=secret,
    )


def password_changed(account: Account, *, at: datetime) -> None:
    """The password is another one now; whoever did not do that must hear of it."""
    with in_language(account.language):
        when = moment(at)
    post_to(
        account,
        "accounts/notices/password_changed.txt",
        at=at,
        event=f"accounts.password_changed:{_mark(at)}",
        subject=account,
        name=account.person.names.greeted(account.language),
        when=when,
        path="/forgot",
    )


def already_registered(account: Account, *, at: datetime) -> None:
    """Somebody registered with an address that has an account."""
    post_to(
        account,
        "accounts/notices/already_registered.txt",
        at=at,
        event=f"accounts.already_registered:{_mark(at)}",
        subject=account,
        name=account.person.names.greeted(account.language),
        sign_in_path="/sign-in",
        forgot_path="/forgot",
    )


def _mark(at: datetime) -> str:
    # Each of these may rightly be sent more than once: the moment is part of its identity.
    return at.isoformat()
