"""Accounts: invited, registered, given roles, disabled and enabled."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from talent.accounts import notices
from talent.accounts.actions.links import make_link, revoke_links
from talent.accounts.actions.sessions import end_sessions
from talent.accounts.models import Account
from talent.accounts.rules.accounts import AccountRefusal
from talent.accounts.rules.addresses import canonical
from talent.accounts.rules.lifecycle import ACCOUNT, AccountStatus, TokenPurpose
from talent.foundations.access import SYSTEM, Actor, Role
from talent.foundations.refusals import Refused
from talent.people.actions import register_person
from talent.people.models import Person
from talent.people.rules.details import PersonDetails
from talent.people.rules.names import PersonNames
from talent.plumbing import history
from talent.plumbing.database import db


def invite(
    person: Person,
    *,
    email: str,
    roles: Iterable[Role],
    language: str,
    by: Actor,
    at: datetime,
) -> Account:
    """An account for ``person`` and a mail with the link that sets its password.

    Raises :class:`Refused` when the address or the person already has an account.
    """
    known_as = canonical(email)
    if _account_of(known_as) is not None:
        raise Refused(AccountRefusal.ADDRESS_TAKEN)
    if db.session.scalar(select(Account.id).where(Account.person_id == person.id)) is not None:
        raise Refused(AccountRefusal.PERSON_HAS_ACCOUNT)
    account = Account(
        person=person,
        email=known_as,
        language=language,
        roles=[role.value for role in roles],
        created_at=at,
    )
    history.record(account, "invite", by=by, at=at, roles=account.roles)
    _send_invitation(account, at=at)
    return account


def invite_stranger(
    names: PersonNames,
    *,
    email: str,
    roles: Iterable[Role],
    language: str,
    by: Actor,
    at: datetime,
) -> Account:
    """The same for somebody not in the register yet: the person is written down first."""
    if _account_of(canonical(email)) is not None:
        raise Refused(AccountRefusal.ADDRESS_TAKEN)
    details = PersonDetails(names=names, email=canonical(email), preferred_language=language)
    person = register_person(details, by=by, at=at)
    return invite(person, email=email, roles=roles, language=language, by=by, at=at)


def register_applicant(names: PersonNames, *, email: str, language: str, at: datetime) -> None:
    """Somebody registered to apply: an invitation for a new address, a reminder for a known one.

    Somebody invited before, who asks again, gets a fresh link: the old mail may be lost.
    """
    known = _account_of(email)
    if known is None:
        invite_stranger(
            names, email=email, roles=[Role.TRAINEE], language=language, by=SYSTEM, at=at
        )
    elif known.status is AccountStatus.INVITED:
        _send_invitation(known, at=at)
    elif known.status is AccountStatus.ACTIVE:
        notices.already_registered(known, at=at)


def send_reset(email: str, *, at: datetime) -> None:
    """Mail a link to set a new password, if ``email`` has an account that may have one."""
    account = _account_of(email)
    if account is None:
        return
    if account.status is AccountStatus.INVITED:
        _send_invitation(account, at=at)
    elif account.status is AccountStatus.ACTIVE:
        secret = make_link(account, TokenPurpose.PASSWORD_RESET, at=at)
        notices.password_reset(account, secret, at=at)


def invite_again(account: Account, *, by: Actor, at: datetime) -> None:
    """Another mail with a fresh link to somebody who has not come yet."""
    if account.status is not AccountStatus.INVITED:
        raise Refused(AccountRefusal.ALREADY_ACTIVE)
    history.record(account, "remind", by=by, at=at)
    _send_invitation(account, at=at)


def change_roles(account: Account, roles: Iterable[Role], *, by: Actor, at: datetime) -> None:
    """Give and take roles. Every session ends: what is open must not outlive the role.

    Nobody changes their own roles: the last administrator could lock everybody out, and rights one
    gives oneself are nobody's decision.
    """
    if account.id == by.id:
        raise Refused(AccountRefusal.OWN_ACCOUNT)
    after = [role.value for role in roles]
    if account.roles == after:
        return
    history.record(account, "change-roles", by=by, at=at, before=account.roles, after=after)
    account.roles = after
    end_sessions(account)


def disable(account: Account, *, by: Actor, at: datetime) -> None:
    """Close an account: its sessions end, its links are worthless."""
    if account.id == by.id:
        raise Refused(AccountRefusal.OWN_ACCOUNT)
    history.advance(account, ACCOUNT, "disable", by=by, at=at)
    revoke_links(account, at=at)
    end_sessions(account)


def enable(account: Account, *, by: Actor, at: datetime) -> None:
    """Open it again; one that never had a password is invited anew."""
    if account.password_hash is not None:
        history.advance(account, ACCOUNT, "enable", by=by, at=at)
        return
    history.advance(account, ACCOUNT, "invite-again", by=by, at=at)
    _send_invitation(account, at=at)


def _send_invitation(account: Account, *, at: datetime) -> None:
    secret = make_link(account, TokenPurpose.ACTIVATION, at=at)
    notices.invited(account, secret, at=at)


def _account_of(email: str) -> Account | None:
    return db.session.scalar(
        select(Account).where(Account.email == email).options(joinedload(Account.person))
    )
