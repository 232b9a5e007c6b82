"""Every SELECT about accounts."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Select, String, cast, false, or_, select
from sqlalchemy.orm import joinedload

from talent.accounts.models import Account, LoginSession
from talent.accounts.rules.lifecycle import AccountStatus
from talent.foundations.access import Permission, Role
from talent.people.models import Person
from talent.people.rules.registry import search_terms
from talent.plumbing.database import db
from talent.plumbing.pages import Page, paginate


def accounts(
    viewer: Account,
    *,
    text: str = "",
    role: str = "",
    status: str = "",
    language: str = "en",
    page: int = 1,
) -> Page[Account]:
    """The accounts as an administrator sees them, sorted by name; nothing for anybody else."""
    query = select(Account).join(Account.person).options(joinedload(Account.person))
    if Permission.ACCOUNTS_MANAGE not in viewer.permissions:
        query = query.where(false())
    query = _matching(query, text)
    if status in set(AccountStatus):
        query = query.where(Account.status == AccountStatus(status))
    if role in set(Role):
        query = query.where(_has_role(role))
    order = {"mn": Person.sort_mn, "ko": Person.sort_ko}.get(language, Person.sort_latin)
    return paginate(query.order_by(order, Account.id), page)


def account_to_manage(viewer: Account, pid: str) -> Account:
    """One account for an administrator; 404 for anybody else."""
    query = select(Account).where(Account.pid == pid).options(joinedload(Account.person))
    if Permission.ACCOUNTS_MANAGE not in viewer.permissions:
        query = query.where(false())
    return db.first_or_404(query)


def my_sessions(viewer: Account, *, at: datetime) -> list[LoginSession]:
    """Where this person is signed in, the latest seen first."""
    return list(
        db.session.scalars(
            select(LoginSession)
            .where(LoginSession.account_id == viewer.id, LoginSession.expires_at > at)
            .order_by(LoginSession.last_seen_at.desc(), LoginSession.id_hash)
        )
    )


def my_session(viewer: Account, id_hash: str) -> LoginSession:
    """One of one's own sessions; 404 for anybody else's."""
    return db.first_or_404(
        select(LoginSession).where(
            LoginSession.id_hash == id_hash, LoginSession.account_id == viewer.id
        )
    )


def all_names_of(account_ids: Iterable[int | None]) -> dict[int, Person]:
    """The people behind accounts by the accounts' ids, for trails and records: one statement."""
    wanted = {i for i in account_ids if i is not None}
    if not wanted:
        return {}
    rows = db.session.execute(
        select(Account.id, Person).join(Account.person).where(Account.id.in_(wanted))
    )
    return {row[0]: row[1] for row in rows}


def all_holders_of(permission: Permission) -> list[Account]:
    """The active accounts that hold ``permission``, with their people: whom a notice is for."""
    rows = db.session.scalars(
        select(Account)
        .where(Account.status == AccountStatus.ACTIVE)
        .options(joinedload(Account.person))
        .order_by(Account.id)
    )
    return [account for account in rows if permission in account.permissions]


def all_accounts_of(person_ids: Iterable[int]) -> dict[int, Account]:
    """The accounts of these people by the people's ids, for mails: one statement."""
    rows = db.session.scalars(
        select(Account)
        .where(Account.person_id.in_(set(person_ids)))
        .options(joinedload(Account.person))
    )
    return {account.person_id: account for account in rows}


def _matching(query: Select[Account], text: str) -> Select[Account]:
    for word, key in search_terms(text):
        found = [
            Person.search.contains(word, autoescape=True),
            Account.email.contains(word, autoescape=True),
        ]
        if key:
            found.append(Person.search.contains(key, autoescape=True))
        query = query.where(or_(*found))
    return query


def _has_role(role: str) -> ColumnElement[bool]:
    return cast(Account.roles, String).contains(f'"{role}"', autoescape=True)
