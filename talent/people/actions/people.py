"""Registering people and changing what is written about them."""

from datetime import datetime

from sqlalchemy import select

from talent.foundations.access import Actor
from talent.foundations.periods import ULAANBAATAR
from talent.foundations.refusals import Refused
from talent.people.models import Person, PersonNumber
from talent.people.rules.details import PersonDetails, PersonRefusal, check_findings
from talent.people.rules.lifecycle import PERSON
from talent.people.rules.numbers import sealed_about
from talent.people.rules.registry import person_keys
from talent.plumbing import history, vault
from talent.plumbing.database import db, new_pid

PLAIN = (
    "names",
    "parent_name_kind",
    "sex",
    "birth_date",
    "nationality",
    "passport_expires_on",
    "phone",
    "email",
    "region",
    "address",
    "position",
    "preferred_language",
    "organisation_id",
)
TAKEN = {
    "register_number": PersonRefusal.REGISTER_NUMBER_TAKEN,
    "passport_number": PersonRefusal.PASSPORT_NUMBER_TAKEN,
}


def register_person(details: PersonDetails, *, by: Actor, at: datetime) -> Person:
    """Write down a new person, not yet confirmed by themselves."""
    found = check_findings(details, today=at.astimezone(ULAANBAATAR).date())
    person = Person(pid=new_pid(), code=_next_code(), created_at=at)
    _write(person, details)
    history.record(person, "register", by=by, at=at, **_why(found, details))
    return person


def change_person(person: Person, details: PersonDetails, *, by: Actor, at: datetime) -> None:
    """Write what changed. Changed names have to be confirmed again for certificates."""
    found = check_findings(details, today=at.astimezone(ULAANBAATAR).date())
    changed = _write(person, details)
    if "names" in changed:
        person.names_confirmed_at = None
    if changed:
        history.record(person, "change", by=by, at=at, fields=changed, **_why(found, details))


def step_person(person: Person, step: str, *, by: Actor, at: datetime) -> None:
    """Let a record rest, or take it up again."""
    history.advance(person, PERSON, step, by=by, at=at)


def reveal_number(person: Person, field: str, *, reason: str, by: Actor, at: datetime) -> str:
    """A sealed number in full, once; who asked and why goes into the trail.

    Raises :class:`Refused` without a reason, or when there is no such number.
    """
    if not reason.strip():
        raise Refused(PersonRefusal.REASON_MISSING)
    sealed = {"register_number": person.register_number, "passport_number": person.passport_number}
    if (found := sealed[field]) is None:
        raise Refused(PersonRefusal.NOT_KEPT)
    history.record(person, "read", by=by, at=at, field=field, reason=reason.strip())
    return vault.unseal(found, sealed_about(person.pid, field))


def put_keys(person: Person) -> None:
    """Write what the register sorts and finds this person by."""
    keys = person_keys(person.names, (person.code, person.email))
    person.sort_mn, person.sort_latin, person.sort_ko = keys.sort_mn, keys.sort_latin, keys.sort_ko
    person.search = keys.search


def _write(person: Person, details: PersonDetails) -> list[str]:
    changed = [name for name in PLAIN if getattr(person, name) != getattr(details, name)]
    for name in changed:
        setattr(person, name, getattr(details, name))
    register = details.register_number
    changed += _seal(person, "register_number", register.text if register else None, details)
    changed += _seal(person, "passport_number", details.passport_number, details)
    put_keys(person)
    return changed


def _seal(person: Person, field: str, number: str | None, details: PersonDetails) -> list[str]:
    if number is None and field in details.removed_numbers and getattr(person, field):
        setattr(person, field, None)
        setattr(person, f"{field}_print", None)
        return [field]
    if number is None:
        return []
    fingerprint = vault.fingerprint(number)
    if fingerprint == getattr(person, f"{field}_print"):
        return []
    _check_not_taken(person, field, fingerprint)
    setattr(person, field, vault.seal(number, sealed_about(person.pid, field)))
    setattr(person, f"{field}_print", fingerprint)
    return [field]


def _check_not_taken(person: Person, field: str, fingerprint: str) -> None:
    column = getattr(Person, f"{field}_print")
    with db.session.no_autoflush:
        holder = db.session.scalar(
            select(Person.code).where(column == fingerprint, Person.pid != person.pid)
        )
    if holder is not None:
        raise Refused(TAKEN[field], code=holder)


def _why(found: tuple[object, ...], details: PersonDetails) -> dict[str, object]:
    if not found:
        return {}
    return {"findings": [str(f) for f in found], "reason": details.reason.strip()}


def _next_code() -> str:
    """The next free code, taken under a lock: two people registered at once get two codes."""
    counter = db.session.scalars(
        select(PersonNumber).where(PersonNumber.series == "P").with_for_update()
    ).one_or_none()
    if counter is None:
        counter = PersonNumber(series="P", last=0)
        db.session.add(counter)
    counter.last += 1
    db.session.flush()
    return f"P-{counter.last:06}"
