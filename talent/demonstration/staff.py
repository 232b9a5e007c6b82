"""Who runs the demonstration: one account for each role, with passwords made on the spot."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from talent.accounts.models import Account
from talent.accounts.rules.lifecycle import ACCOUNT
from talent.demonstration.data import read
from talent.foundations.access import SYSTEM, Role
from talent.people.actions import put_keys
from talent.people.models import Organisation, Person, PersonNumber
from talent.people.rules.lifecycle import PersonStatus, Sex
from talent.people.rules.names import PersonNames
from talent.plumbing import history
from talent.plumbing.database import db, new_pid
from talent.plumbing.passwords import hash_password

DOMAIN = "example.org"


@dataclass(frozen=True, slots=True)
class Team:
    """The accounts whose hands made the demonstration."""

    by_key: dict[str, Account]
    passwords: dict[str, str]

    def __getitem__(self, key: str) -> Account:
        return self.by_key[key]


def engage(at: datetime) -> Team:
    """Make the staff and give each of them a password."""
    accounts, passwords = {}, {}
    for number, entry in enumerate(read("staff"), start=1):
        person = _person(entry, number, at)
        account = open_account(
            person, entry["email"], [Role(r) for r in entry["roles"]], entry["language"], at
        )
        passwords[account.email] = give_password(account, at)
        accounts[entry["key"]] = account
    return Team(accounts, passwords)


def take_posts(team: Team, organisations: Mapping[str, Organisation]) -> None:
    """Say where everybody works, once the organisations are there: conflicts are told by it."""
    for entry in read("staff"):
        team[entry["key"]].person.organisation_id = organisations[entry["organisation"]].id


def open_account(
    person: Person, email: str, roles: list[Role], language: str, at: datetime
) -> Account:
    """An invited account, without the mail that would go with it."""
    account = Account(
        person=person,
        email=email,
        language=language,
        roles=[role.value for role in roles],
        created_at=at,
    )
    history.record(account, "invite", by=SYSTEM, at=at, roles=account.roles)
    return account


def give_password(account: Account, at: datetime) -> str:
    """A random password of five words; returned once, stored as its hash."""
    password = "-".join(secrets.choice(read("texts")["password_words"]) for _ in range(5))
    account.password_hash = hash_password(password)
    history.advance(account, ACCOUNT, "activate", by=SYSTEM, at=at)
    return password


def let_in(team: Team, trainees: Mapping[str, Account], at: datetime) -> None:
    """Give some trainees a password too: one who applies, one who studies, one who trained."""
    for key, account in trainees.items():
        team.passwords[account.email] = give_password(account, at)
        team.by_key[key] = account


def write_down(team: Team, folder: Path) -> None:
    """Keep addresses and passwords where ``make serve`` shows them, readable by nobody else."""
    lines = [
        f"{', '.join(account.roles):32} {email:36} {team.passwords[email]}"
        for email, account in ((a.email, a) for a in team.by_key.values())
    ]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "accounts.txt"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as target:
        target.write("\n".join(lines) + "\n")


def _person(entry: dict[str, str], number: int, at: datetime) -> Person:
    names = PersonNames(
        clan_mn=None,
        parent_mn=entry.get("parent_mn"),
        given_mn=entry.get("given_mn"),
        surname_latin=entry["surname_latin"],
        given_latin=entry["given_latin"],
        surname_ko=entry.get("surname_ko"),
        given_ko=entry.get("given_ko"),
    )
    person = Person(
        pid=new_pid(),
        code=next_code(),
        names=names,
        sex=Sex(entry["sex"]),
        nationality=entry["nationality"],
        email=entry["email"],
        position=entry["position"],
        preferred_language=entry["language"],
        status=PersonStatus.ACTIVE,
        created_at=at,
    )
    put_keys(person)
    history.record(person, "register", by=SYSTEM, at=at, number=number)
    return person


def next_code() -> str:
    counter = db.session.get(PersonNumber, "P")
    if counter is None:
        counter = PersonNumber(series="P", last=0)
        db.session.add(counter)
    counter.last += 1
    return f"P-{counter.last:06}"
