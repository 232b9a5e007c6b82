"""What people do with their own record: consents, names for certificates, where to reach them."""

from collections.abc import Iterable
from datetime import date, datetime

from talent.foundations.access import Actor
from talent.foundations.periods import ULAANBAATAR
from talent.foundations.refusals import Refused
from talent.people.models import Consent, Person
from talent.people.rules.consents import TEXT_VERSION, ConsentRefusal, newly_given
from talent.people.rules.details import check_birth_date
from talent.people.rules.lifecycle import PERSON, ConsentPurpose, PersonStatus
from talent.plumbing import history
from talent.plumbing.database import db


def give_consents(
    person: Person,
    ticked: Iterable[ConsentPurpose],
    *,
    language: str,
    by: Actor,
    at: datetime,
) -> None:
    """Write down each purpose agreed to, with the version and language of the words shown.

    The first consent to collection turns a record somebody else entered into the person's own.
    """
    for purpose in newly_given(ticked, in_force=in_force(person)):
        db.session.add(
            Consent(
                person_id=person.id,
                purpose=purpose,
                text_version=TEXT_VERSION,
                language=language,
                given_at=at,
            )
        )
        history.record(
            person,
            "consent",
            by=by,
            at=at,
            purpose=purpose.value,
            version=TEXT_VERSION,
            language=language,
        )
    if person.status is PersonStatus.UNCONFIRMED:
        history.advance(person, PERSON, "confirm", by=by, at=at)


def withdraw_consent(person: Person, purpose: ConsentPurpose, *, by: Actor, at: datetime) -> None:
    """Take one consent back. What was done before stays lawful; nothing new is done."""
    given = [c for c in person.consents if c.purpose is purpose and c.withdrawn_at is None]
    if not given:
        raise Refused(ConsentRefusal.NOT_GIVEN)
    for consent in given:
        consent.withdrawn_at = at
    history.record(person, "withdraw-consent", by=by, at=at, purpose=purpose.value)


def in_force(person: Person) -> frozenset[ConsentPurpose]:
    """The purposes this person agrees to now."""
    return frozenset(c.purpose for c in person.consents if c.withdrawn_at is None)


def confirm_names(person: Person, *, by: Actor, at: datetime) -> None:
    """Note that the person has read their names and wants them on certificates like this."""
    person.names_confirmed_at = at
    history.record(person, "confirm-names", by=by, at=at)


def change_own_contact(
    person: Person,
    *,
    phone: str | None,
    region: str | None,
    address: str,
    by: Actor,
    at: datetime,
) -> None:
    """Where the person can be reached."""
    now_known = {"phone": phone, "region": region, "address": address}
    changed = [name for name, value in now_known.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, now_known[name])
    if changed:
        history.record(person, "change", by=by, at=at, fields=changed)


def state_birth_date(person: Person, born: date, *, by: Actor, at: datetime) -> None:
    """Write the date of birth while the record lacks it; afterwards only staff change it."""
    if person.birth_date is not None:
        return
    check_birth_date(born, today=at.astimezone(ULAANBAATAR).date())
    person.birth_date = born
    history.record(person, "change", by=by, at=at, fields=["birth_date"])
