"""Organisations with their contacts, and the people who apply, study and train."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from talent.accounts.models import Account
from talent.demonstration.calendar import Calendar
from talent.demonstration.data import read
from talent.demonstration.staff import DOMAIN, Team, next_code, open_account
from talent.foundations.access import Role
from talent.foundations.languages import LocalizedText
from talent.people.actions import (
    add_contact,
    confirm_contact,
    confirm_names,
    give_consents,
    propose_organisation,
    put_keys,
    step_organisation,
)
from talent.people.models import Organisation, Person
from talent.people.rules.lifecycle import ConsentPurpose, OrganisationType, PersonStatus, Sex
from talent.people.rules.names import PersonNames
from talent.people.rules.organisations import (
    ContactDetails,
    OrganisationDetails,
    UniversityDetails,
)
from talent.plumbing import history, vault
from talent.plumbing.database import db, new_pid

REGIONS = ("MN-1", "MN-1", "MN-1", "MN-035", "MN-037", "MN-047", "MN-061", "MN-046", "MN-053")
EMPLOYERS = (
    "MUST",
    "NUM",
    "GCRA",
    "GCRA",
    "ERDENET",
    "ICCT",
    "MRPAM",
    "GMIT",
    "MRT",
    "IPT",
    "MUST",
    "NGS",
    "DARKHAN",
    "MIMR",
)
POSITIONS = (
    "Research assistant",
    "Process engineer",
    "Lecturer",
    "Chemist",
    "Geologist",
    "Analyst",
)


@dataclass(frozen=True, slots=True)
class Trainee:
    """A person of the demonstration with their account."""

    person: Person
    account: Account
    employer: Organisation


def found_organisations(team: Team, calendar: Calendar) -> dict[str, Organisation]:
    """Every organisation, verified by a second person, with a confirmed contact."""
    at = calendar.in_ulaanbaatar(date(calendar.year - 2, 5, 12))
    given = read("organisations")
    founded = [_found(entry, None, team, at) for entry in given["organisations"]]
    for entry in given["universities"]:
        profile = UniversityDetails(
            grade_scale=entry["scale"],
            credits_master=entry["credits_master"],
            credits_doctor=entry["credits_doctor"],
            most_semesters_master=8,
            most_semesters_doctor=14,
            report_language="ko",
        )
        university = _found({**entry, "type": "university", "country": "KR"}, profile, team, at)
        founded.append(university)
        _befriend(university, team, calendar)
    return {organisation.code: organisation for organisation in founded}


def _found(
    entry: dict[str, str], profile: UniversityDetails | None, team: Team, at: datetime
) -> Organisation:
    details = OrganisationDetails(
        code=entry["code"],
        type=OrganisationType(entry["type"]),
        country=entry["country"],
        name=LocalizedText(entry["ko"], entry["mn"], entry["en"]),
        region=entry.get("region"),
        university=profile,
    )
    organisation = propose_organisation(details, by=team["coordinator"], at=at)
    step_organisation(organisation, "verify", by=team["approver"], at=at + timedelta(hours=2))
    return organisation


def _befriend(university: Organisation, team: Team, calendar: Calendar) -> None:
    office = ContactDetails(
        name=read("texts")["graduate_office"],
        email=f"graduate.{university.code.lower()}@{DOMAIN}",
        language="ko",
        position="Graduate school office",
    )
    at = calendar.days_ago(40)
    contact = add_contact(university, office, by=team["coordinator"], at=at)
    confirm_contact(contact, by=team["coordinator"], at=at)


def enrol_people(
    team: Team, organisations: dict[str, Organisation], calendar: Calendar, count: int
) -> list[Trainee]:
    """``count`` people with names in three scripts, an employer, consents and an account."""
    draw = Random(20260309)  # noqa: S311 -- the same people each time
    return [_enrol(number, draw, organisations, calendar) for number in range(count)]


def _enrol(
    number: int, draw: Random, organisations: dict[str, Organisation], calendar: Calendar
) -> Trainee:
    at = calendar.in_ulaanbaatar(date(calendar.year - 1, 9, 2) + timedelta(days=number % 30), 11)
    given, parent = _name(number)
    employer = organisations[EMPLOYERS[number % len(EMPLOYERS)]]
    person = Person(
        pid=new_pid(),
        code=next_code(),
        names=_names(number, given, parent),
        sex=Sex.FEMALE if given["sex"] == "f" else Sex.MALE,
        birth_date=date(1988 + draw.randrange(13), draw.randrange(1, 13), draw.randrange(1, 28)),
        passport_expires_on=date(calendar.year + 3 + number % 5, 1 + number % 12, 14),
        phone=f"+9769{draw.randrange(1_000_000, 9_999_999)}",
        email=f"{given['latin'].lower()}.{number + 1}@{DOMAIN}",
        region=REGIONS[number % len(REGIONS)],
        address=read("texts")["addresses"][number % len(read("texts")["addresses"])],
        position=POSITIONS[number % len(POSITIONS)],
        preferred_language=("mn", "mn", "mn", "en")[number % 4],
        organisation_id=employer.id,
        created_at=at,
    )
    passport = f"E{1_000_000 + 7919 * number:07}"
    person.passport_number = vault.seal(passport, f"person:{person.pid}:passport_number")
    person.passport_number_print = vault.fingerprint(passport)
    put_keys(person)
    person.consents = []
    language = person.preferred_language
    account = open_account(person, str(person.email), [Role.TRAINEE], language, at)
    history.record(person, "register", by=account, at=at)
    purposes = [p for p in ConsentPurpose if p is not ConsentPurpose.PUBLICITY or number % 3 == 0]
    give_consents(person, purposes, language=language, by=account, at=at)
    db.session.flush()
    db.session.expire(person, ["consents"])
    if number % 9 != 8:
        confirm_names(person, by=account, at=at + timedelta(days=1))
    assert person.status is PersonStatus.ACTIVE  # noqa: S101
    return Trainee(person, account, employer)


def _name(number: int) -> tuple[dict[str, str], dict[str, str]]:
    names = read("names")
    turn, index = divmod(number, len(names["given"]))
    parents = names["parents"]
    return names["given"][index], parents[(index * 7 + 3 + turn * 11) % len(parents)]


def _names(number: int, given: dict[str, str], parent: dict[str, str]) -> PersonNames:
    clans = read("names")["clans"]
    nobody = number % 31 == 30  # some people have no parent's name on record
    return PersonNames(
        clan_mn=clans[number % len(clans)] if number % 4 == 0 else None,
        parent_mn=None if nobody else parent["mn"],
        given_mn=given["mn"],
        surname_latin="" if nobody else parent["latin"].upper(),
        given_latin=given["latin"].upper(),
        surname_ko=None if nobody or number % 5 == 4 else parent["ko"],
        given_ko=None if number % 5 == 4 else given["ko"],
    )
