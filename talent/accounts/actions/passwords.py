"""Setting a password: through a link, or by somebody who knows the old one."""

from datetime import datetime

from sqlalchemy.orm import joinedload

from talent.accounts import notices
from talent.accounts.actions.links import revoke_links, use_link
from talent.accounts.actions.sessions import end_other_sessions, end_sessions
from talent.accounts.models import Account, LinkToken
from talent.accounts.rules.lifecycle import ACCOUNT, AccountStatus, TokenPurpose
from talent.accounts.rules.passwords import PasswordRefusal, check_password, normalised
from talent.foundations.access import SYSTEM
from talent.foundations.refusals import Refused
from talent.people.models import Person
from talent.plumbing import history, passwords
from talent.plumbing.database import db


def set_password(link: LinkToken, password: str, *, at: datetime) -> bool:
    """Set the password of whoever holds ``link``; ``False`` when the link has just been used.

    Every session ends, every other link is revoked. An invited account becomes active: its
    address is known to be right, because the link arrived there.
    """
    account = link.account
    check_password(password, context=_context(account))
    if not use_link(link, at=at):
        return False
    account.password_hash = passwords.hash_password(normalised(password))
    revoke_links(account, at=at)
    end_sessions(account)
    if account.status is AccountStatus.INVITED:
        history.advance(account, ACCOUNT, "activate", by=SYSTEM, at=at)
    else:
        history.record(account, "reset-password", by=account, at=at)
    if link.purpose is TokenPurpose.PASSWORD_RESET:
        notices.password_changed(account, at=at)
    return True


def change_password(
    viewer: Account, old: str, new: str, *, keep_session: str, at: datetime
) -> None:
    """Change one's own password; the other browsers have to sign in again.

    Raises :class:`Refused` when ``old`` is wrong or ``new`` is not good enough.
    """
    if not passwords.is_password(viewer.password_hash, normalised(old)):
        raise Refused(PasswordRefusal.WRONG)
    check_password(new, context=_context(viewer))
    hashed = passwords.hash_password(normalised(new))
    account = db.session.get_one(Account, viewer.id, options=[joinedload(Account.person)])
    account.password_hash = hashed
    revoke_links(account, at=at)
    end_other_sessions(account, keep_session)
    history.record(account, "change-password", by=viewer, at=at)
    notices.password_changed(account, at=at)


def _context(account: Account) -> tuple[str, ...]:
    names = db.session.get_one(Person, account.person_id).names
    known = (names.parent_mn, names.given_mn, names.surname_latin, names.given_latin, names.hangul)
    return (account.email, *(n for n in known if n))
