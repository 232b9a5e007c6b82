"""The registers of people and organisations, and one's own record, through pages."""

import pytest
from sqlalchemy import select

from talent.foundations.access import Role
from talent.people.models import Consent, Organisation, Person
from talent.people.rules.lifecycle import OrganisationStatus, PersonStatus
from talent.plumbing import vault
from talent.plumbing.history import AuditEntry
from tests.factories import (
    make_account,
    make_contact,
    make_organisation,
    make_person,
    make_university,
)
from tests.visitor import Visitor

LANGUAGES = ["ko", "mn", "en"]
NEW = {
    "surname_latin": "batbold",
    "given_latin": "temuulen",
    "parent_mn": "Батболд",
    "given_mn": "Тэмүүлэн",
    "birth_date": "1998-05-12",
    "sex": "male",
    "register_number": "TA98051210",
    "passport_number": "e1234567",
    "phone": "9911 2233",
    "email": "Temuulen@example.mn",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_room_opens_in_every_language(app, session, language):
    park = make_account(Role.COORDINATOR, language=language)
    person = make_person("Sarangerel", organisation=make_organisation(region="MN-1"))
    university = make_university()
    make_contact(university)
    visitor = Visitor(app, park)

    paths = [
        "/people",
        "/people/new",
        f"/people/{person.pid}",
        f"/people/{person.pid}/edit",
        "/organisations",
        "/organisations/new",
        f"/organisations/{university.pid}",
        f"/organisations/{university.pid}/edit",
    ]

    assert [visitor.open(path).status for path in paths] == [200] * len(paths)
    own = Visitor(app, make_account(Role.TRAINEE, language=language))
    assert [own.open(p).status for p in ("/me/record", "/me/contact")] == [200, 200]


def test_a_person_is_registered_with_numbers_sealed_and_masked(app, session):
    park = make_account(Role.COORDINATOR)

    page = Visitor(app, park).open("/people/new").fill(NEW).press("Save")

    person = session.scalars(select(Person).where(Person.given_latin == "TEMUULEN")).one()
    assert page.path == f"/people/{person.pid}"
    assert page.texts(".facts .code") == ["ТА980512**", "E123****"]
    assert (person.code, person.phone, person.email) == (
        "P-000001",
        "+97699112233",
        "temuulen@example.mn",
    )
    assert person.status is PersonStatus.UNCONFIRMED
    assert "98051210" not in (person.register_number or "")
    about = f"person:{person.pid}:register_number"
    assert vault.unseal(person.register_number, about) == "ТА98051210"
