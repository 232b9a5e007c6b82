"""People, accounts and organisations for tests. Everything has a default and a keyword."""

import itertools
import json
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher

from talent.accounts.models import Account
from talent.accounts.rules.lifecycle import AccountStatus
from talent.foundations.access import Role
from talent.foundations.languages import LocalizedText
from talent.people.actions import put_keys, put_organisation_keys
from talent.people.models import Contact, Organisation, Person
from talent.people.rules.lifecycle import OrganisationStatus, OrganisationType, PersonStatus
from talent.people.rules.names import PersonNames
from talent.plumbing.database import db

AT = datetime(2026, 3, 9, 5, 30, tzinfo=UTC)
PASSWORD = "correct horse battery staple"
CAST = json.loads((Path(__file__).parent / "cast.json").read_text(encoding="utf-8"))
_numbers = itertools.count(1)


def text(en: str) -> LocalizedText:
    """A title in three languages, told apart by its first letters."""
    return LocalizedText(f"ko {en}", f"mn {en}", en)


def names(of: str = "Bat-Erdene", **parts: Any) -> PersonNames:
    """The names of one of the cast."""
    empty = dict.fromkeys(("clan_mn", "parent_mn", "given_mn", "surname_ko", "given_ko"))
    return PersonNames(**{**empty, **CAST[of], **parts})


def make_organisation(en: str = "Institute of Geology", **values: Any) -> Organisation:
    organisation = Organisation(
        **{
            "code": f"ORG-{next(_numbers)}",
            "type": OrganisationType.INSTITUTE,
            "country": "MN",
            "name": text(en),
            "status": OrganisationStatus.VERIFIED,
            "created_at": AT,
            **values,
        }
    )
    put_organisation_keys(organisation)
    return _add(organisation)


def make_university(en: str = "Hanbit University", **values: Any) -> Organisation:
    return make_organisation(en, **{"type": OrganisationType.UNIVERSITY, "country": "KR", **values})


def make_contact(organisation: Organisation, **values: Any) -> Contact:
    number = next(_numbers)
    return _add(
        Contact(
            **{
                "organisation_id": organisation.id,
                "name": f"Contact {number}",
                "email": f"contact{number}@example.org",
                "language": "ko",
                "confirmed_at": AT,
                **values,
            }
        )
    )


def make_person(who: str = "Bat-Erdene", **values: Any) -> Person:
    number = next(_numbers)
    person = Person(
        **{
            "code": f"T-{number:06}",
            "names": names(who),
            "birth_date": date(1996, 5, 17),
            "email": f"person{number}@example.org",
            "preferred_language": "mn",
            "status": PersonStatus.ACTIVE,
            "created_at": AT,
            **values,
        }
    )
    put_keys(person)
    return _add(person)


def make_account(*roles: Role, who: str = "Bat-Erdene", **values: Any) -> Account:
    """An active account with ``roles`` (a trainee's by default), its person made along with it."""
    person = values.pop("person", None) or make_person(who)
    return _add(
        Account(
            **{
                "person_id": person.id,
                "email": f"account{next(_numbers)}@example.org",
                "password_hash": _hash(PASSWORD),
                "language": "en",
                "roles": [role.value for role in roles or (Role.TRAINEE,)],
                "status": AccountStatus.ACTIVE,
                "created_at": AT,
                "person": person,
                **values,
            }
        )
    )


@cache
def _hash(password: str) -> str:
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(password)


def _add(row: Any) -> Any:
    db.session.add(row)
    db.session.flush()
    return row
