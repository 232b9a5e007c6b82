"""The audit trail, for those who may read it."""

from dataclasses import dataclass

from sqlalchemy import false, select

from talent.accounts import queries as accounts
from talent.accounts.models import Account
from talent.foundations.access import Permission
from talent.people.models import Person
from talent.plumbing.history import AuditEntry
from talent.plumbing.pages import Page, paginate


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One deed and the person who did it; no person means the clock."""

    entry: AuditEntry
    person: Person | None


def audit_entries(
    viewer: Account, *, subject: str = "", actor: str = "", page: int = 1
) -> Page[TrailLine]:
    """The trail, newest first.

    ``subject`` names a kind of row (``person``) or one row as the trail does (``person:12``);
    ``actor`` is the code of the person whose deeds are wanted.
    """
    query = select(AuditEntry).order_by(AuditEntry.id.desc())
    if Permission.AUDIT_VIEW not in viewer.permissions:
        query = query.where(false())
    if ":" in subject:
        query = query.where(AuditEntry.subject == subject.strip())
    elif subject:
        query = query.where(AuditEntry.subject.startswith(f"{subject.strip()}:", autoescape=True))
    if actor:
        by_code = (
            select(Account.id).join(Account.person).where(Person.code == actor.strip().upper())
        )
        query = query.where(AuditEntry.actor_id.in_(by_code))
    found: Page[AuditEntry] = paginate(query, page)
    people = accounts.all_names_of(entry.actor_id for entry in found.rows)
    lines = [TrailLine(entry, people.get(entry.actor_id or 0)) for entry in found.rows]
    return Page(lines, found.number, found.total, found.size)
