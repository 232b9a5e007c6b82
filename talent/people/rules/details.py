"""What is written down about a person, as one value that travels from a form to the record."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from talent.foundations.refusals import Refused
from talent.people.rules.lifecycle import ParentNameKind, Sex
from talent.people.rules.names import PersonNames
from talent.people.rules.numbers import (
    NumberFinding,
    RegisterNumber,
    passport_findings,
    register_findings,
)

LEAST_AGE = 18


class PersonRefusal(StrEnum):
    """Why a person cannot be written down like this."""

    BORN_IN_FUTURE = "born-in-future"
    UNDER_AGE = "under-age"
    REGISTER_NUMBER_TAKEN = "register-number-taken"
    PASSPORT_NUMBER_TAKEN = "passport-number-taken"
    REASON_MISSING = "reason-missing"
    NOT_KEPT = "not-kept"


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """Everything staff may write about a person. A number of ``None`` stays as it is."""

    names: PersonNames
    parent_name_kind: ParentNameKind = ParentNameKind.FATHER
    sex: Sex = Sex.NOT_STATED
    birth_date: date | None = None
    nationality: str = "MN"
    register_number: RegisterNumber | None = None
    passport_number: str | None = None
    passport_expires_on: date | None = None
    phone: str | None = None
    email: str | None = None
    region: str | None = None
    address: str = ""
    position: str = ""
    preferred_language: str = "mn"
    organisation_id: int | None = None
    reason: str = ""
    removed_numbers: frozenset[str] = field(default_factory=frozenset)


def check_birth_date(born: date | None, *, today: date) -> None:
    """Raise :class:`Refused` for a day to come, or for somebody under 18.

    Source: programme handbook, 7.3 (10): minors are blocked; our default, to be confirmed by the
    project leader.
    """
    if born is None:
        return
    if born > today:
        raise Refused(PersonRefusal.BORN_IN_FUTURE)
    if age_on(today, born) < LEAST_AGE:
        raise Refused(PersonRefusal.UNDER_AGE, least=LEAST_AGE)


def age_on(day: date, born: date) -> int:
    """Whole years. Somebody born on 29 February has the birthday on 1 March of other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def findings(details: PersonDetails, *, today: date) -> tuple[NumberFinding, ...]:
    """Everything about the numbers that does not fit: warnings that want a reason."""
    found: tuple[NumberFinding, ...] = ()
    if details.register_number is not None:
        found += register_findings(
            details.register_number, birth_date=details.birth_date, sex=details.sex
        )
    return found + passport_findings(
        details.passport_number,
        nationality=details.nationality,
        expires_on=details.passport_expires_on,
        today=today,
    )


def check_findings(details: PersonDetails, *, today: date) -> tuple[NumberFinding, ...]:
    """The findings, if there are none or a reason was given; else :class:`Refused`."""
    found = findings(details, today=today)
    if found and not details.reason.strip():
        raise Refused(PersonRefusal.REASON_MISSING)
    return found
