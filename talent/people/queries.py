"""Every SELECT about people and organisations."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Select, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from talent.foundations.access import Actor, Permission
from talent.foundations.waiting import Waiting
from talent.people.models import Contact, Organisation, Person
from talent.people.rules.lifecycle import OrganisationStatus, OrganisationType, PersonStatus
from talent.people.rules.numbers import masked, sealed_about
from talent.people.rules.organisations import CONFIRMATION_LASTS
from talent.people.rules.registry import search_terms
from talent.people.rules.waiting import PeopleWaiting
from talent.plumbing import vault
from talent.plumbing.database import db
from talent.plumbing.i18n import language
from talent.plumbing.pages import Page, paginate

REGISTER_HIDDEN, PASSPORT_HIDDEN = 2, 4
MOST_WAITING = 50


def people(
    viewer: Actor,
    *,
    text: str = "",
    status: str = "",
    language: str = "en",
    page: int = 1,
) -> Page[Person]:
    """The register, in the alphabetical order of ``language``; found by any spelling."""
    query = select(Person).where(_may_see(viewer)).options(joinedload(Person.organisation))
    for word, key in search_terms(text):
        plain = Person.search.contains(word, autoescape=True)
        keyed = Person.search.contains(key, autoescape=True) if key else false()
        query = query.where(or_(plain, keyed))
    if status in set(PersonStatus):
        query = query.where(Person.status == PersonStatus(status))
    return paginate(_sorted(query, language), page)


def person(viewer: Actor, pid: str) -> Person:
    """One person with organisation and consents, for staff; 404 for anybody else."""
    return db.first_or_404(
        select(Person)
        .where(Person.pid == pid, _may_see(viewer))
        .options(joinedload(Person.organisation), selectinload(Person.consents))
    )


def person_with_code(viewer: Actor, code: str) -> Person | None:
    """The person staff or an administrator names by code, ``None`` when there is none."""
    if not {Permission.PEOPLE_VIEW, Permission.ACCOUNTS_MANAGE} & viewer.permissions:
        return None
    return db.session.scalar(select(Person).where(Person.code == code.strip().upper()))


def my_person(viewer: Actor, person_id: int) -> Person:
    """One's own record; 404 for any other. The account knows its person, this room does not."""
    return db.first_or_404(
        select(Person)
        .where(Person.id == person_id, Person.id == getattr(viewer, "person_id", None))
        .options(joinedload(Person.organisation), selectinload(Person.consents))
    )


def masked_numbers(viewer: Actor, of: Person) -> dict[str, str]:
    """The numbers kept of a person, their ends hidden; empty text for those not kept."""
    own = getattr(viewer, "person_id", None) == of.id
    if not own and Permission.PEOPLE_VIEW not in viewer.permissions:
        return {"register_number": "", "passport_number": ""}
    return {
        "register_number": _masked(of, "register_number", REGISTER_HIDDEN),
        "passport_number": _masked(of, "passport_number", PASSPORT_HIDDEN),
    }


def organisations(
    viewer: Actor,
    *,
    text: str = "",
    kind: str = "",
    status: str = "",
    language: str = "en",
    page: int = 1,
) -> Page[Organisation]:
    """The organisations, by their names in ``language``."""
    query = select(Organisation).where(_may_see(viewer))
    for word, _key in search_terms(text):
        query = query.where(Organisation.search.contains(word, autoescape=True))
    if kind in set(OrganisationType):
        query = query.where(Organisation.type == OrganisationType(kind))
    if status in set(OrganisationStatus):
        query = query.where(Organisation.status == OrganisationStatus(status))
    return paginate(query.order_by(_name_column(language), Organisation.id), page)


def organisation(viewer: Actor, pid: str) -> Organisation:
    """One organisation with its contacts and its profile as a university; 404 for outsiders."""
    return db.first_or_404(
        select(Organisation)
        .where(Organisation.pid == pid, _may_see(viewer))
        .options(selectinload(Organisation.contacts), joinedload(Organisation.university))
    )


def contact(viewer: Actor, pid: str) -> Contact:
    """One contact with its organisation; 404 for outsiders."""
    return db.first_or_404(
        select(Contact)
        .where(Contact.pid == pid, _may_see(viewer))
        .options(joinedload(Contact.organisation))
    )


def people_of(viewer: Actor, of: Organisation, *, language: str, at_most: int = 50) -> list[Person]:
    """Who belongs to an organisation, in alphabetical order."""
    query = select(Person).where(Person.organisation_id == of.id, _may_see(viewer))
    return list(db.session.scalars(_sorted(query, language).limit(at_most)))


def organisation_choices(
    viewer: Actor, *, language: str, kind: OrganisationType | None = None
) -> list[tuple[str, str]]:
    """Public id and name of the organisations people may be put in, for a form."""
    query = select(Organisation).where(
        Organisation.status != OrganisationStatus.INACTIVE, _may_see(viewer)
    )
    if kind is not None:
        query = query.where(Organisation.type == kind)
    rows = db.session.scalars(query.order_by(_name_column(language), Organisation.id))
    return [(row.pid, row.name.in_(language)) for row in rows]


def organisation_id(viewer: Actor, pid: str) -> int | None:
    """The key of the organisation a form names; ``None`` when there is none."""
    return db.session.scalar(
        select(Organisation.id).where(Organisation.pid == pid, _may_see(viewer))
    )


def waiting(viewer: Actor, at: datetime) -> list[Waiting]:
    """What waits here: one's own record, organisations to verify, contacts to confirm."""
    items: list[Waiting] = []
    if Permission.PEOPLE_OWN in viewer.permissions:
        items += _own_waiting(viewer)
    if Permission.ORGANISATIONS_VERIFY in viewer.permissions:
        items += _to_verify()
    if Permission.ORGANISATIONS_EDIT in viewer.permissions:
        items += _to_confirm(at)
    return items


def _own_waiting(viewer: Actor) -> list[Waiting]:
    own = db.session.get(Person, getattr(viewer, "person_id", None) or 0)
    if own is None:
        return []
    if own.status is PersonStatus.UNCONFIRMED:
        return [Waiting(PeopleWaiting.CONFIRM_RECORD, "", "people.my_record")]
    if own.names_confirmed_at is None:
        return [Waiting(PeopleWaiting.CONFIRM_NAMES, "", "people.my_record")]
    return []


def _to_verify() -> list[Waiting]:
    proposed = db.session.scalars(
        select(Organisation)
        .where(Organisation.status == OrganisationStatus.PROPOSED)
        .order_by(Organisation.created_at, Organisation.id)
        .limit(MOST_WAITING)
    )
    return [
        Waiting(
            PeopleWaiting.VERIFY_ORGANISATION,
            o.name.in_(language()),
            "people.organisation",
            {"organisation_pid": o.pid},
        )
        for o in proposed
    ]


def _to_confirm(at: datetime) -> list[Waiting]:
    """Universities whose every contact was confirmed longer than a year ago, or never."""
    confirmed = (
        select(Contact.id)
        .where(
            Contact.organisation_id == Organisation.id,
            Contact.retired_at.is_(None),
            Contact.confirmed_at > at - CONFIRMATION_LASTS,
        )
        .exists()
    )
    without = db.session.scalars(
        select(Organisation)
        .where(
            Organisation.type == OrganisationType.UNIVERSITY,
            Organisation.country == "KR",
            Organisation.status == OrganisationStatus.VERIFIED,
            ~confirmed,
        )
        .order_by(Organisation.code)
        .limit(MOST_WAITING)
    )
    return [
        Waiting(
            PeopleWaiting.CONFIRM_CONTACT,
            o.name.in_(language()),
            "people.organisation",
            {"organisation_pid": o.pid},
        )
        for o in without
    ]


def all_verified_universities(country: str = "KR") -> list[Organisation]:
    """The verified universities of a country with their profiles and contacts, by code."""
    return list(
        db.session.scalars(
            select(Organisation)
            .where(
                Organisation.type == OrganisationType.UNIVERSITY,
                Organisation.country == country,
                Organisation.status == OrganisationStatus.VERIFIED,
            )
            .options(selectinload(Organisation.contacts), joinedload(Organisation.university))
            .order_by(Organisation.code)
        )
    )


def all_people(ids: Iterable[int]) -> dict[int, Person]:
    """People by their keys: one statement."""
    wanted = set(ids)
    if not wanted:
        return {}
    rows = db.session.scalars(select(Person).where(Person.id.in_(wanted)))
    return {row.id: row for row in rows}


def _may_see(viewer: Actor) -> ColumnElement[bool]:
    return true() if Permission.PEOPLE_VIEW in viewer.permissions else false()


def _sorted(query: Select[Person], language: str) -> Select[Person]:
    order = {"mn": Person.sort_mn, "ko": Person.sort_ko}.get(language, Person.sort_latin)
    return query.order_by(order, Person.id)


def _name_column(language: str) -> InstrumentedAttribute[str]:
    return {"mn": Organisation.sort_mn, "ko": Organisation.sort_ko}.get(
        language, Organisation.sort_en
    )


def _masked(of: Person, field: str, hidden: int) -> str:
    sealed: str | None = getattr(of, field)
    if sealed is None:
        return ""
    return masked(vault.unseal(sealed, sealed_about(of.pid, field)), hidden=hidden)
