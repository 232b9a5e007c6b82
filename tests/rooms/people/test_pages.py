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


def test_every_error_stands_beside_its_field_and_everything_typed_is_kept(app, session):
    park = make_account(Role.COORDINATOR)
    wrong = {
        **NEW,
        "given_mn": "Tэмүүлэн",
        "register_number": "YБ98051210",
        "phone": "12",
        "birth_date": "2020-01-01",
    }

    page = Visitor(app, park).open("/people/new").fill(wrong).press("Save")

    assert page.status == 422
    assert page.texts(".field.err .msg") == [
        "These letters only look right: T. Did you mean “Тэмүүлэн”?",
        "The programme takes people of 18 years or more.",
        "The Latin letter Y may stand for two Cyrillic letters. Type the right one.",
        "Enter a telephone number, such as +976 9911 2233.",
    ]
    assert page.soup.select_one("[name=register_number]")["value"] == "YБ98051210"


def test_a_number_that_says_something_else_asks_for_a_reason(app, session):
    park = make_account(Role.COORDINATOR)
    page = Visitor(app, park).open("/people/new")

    page = page.fill({**NEW, "birth_date": "1998-05-13"}).press("Save")

    assert page.status == 422
    assert page.texts(".field.err .msg") == [
        "Give a reason: it is kept in the history of the record.",
        "The register number tells another date of birth.",
    ]
    page = page.fill(reason="the passport says so").press("Save")
    assert page.statuses == [303, 200]


def test_a_second_record_with_the_same_number_is_refused_beside_the_field(app, session):
    visitor = Visitor(app, make_account(Role.COORDINATOR))
    visitor.open("/people/new").fill(NEW).press("Save")

    page = visitor.open("/people/new").fill({**NEW, "passport_number": ""}).press("Save")

    assert page.texts(".field.err .msg") == [
        "Somebody with this register number is registered already: P-000001. Look at that record "
        "before you write a second one."
    ]


def test_a_number_is_shown_once_for_a_reason(app, session):
    visitor = Visitor(app, make_account(Role.COORDINATOR))
    page = visitor.open("/people/new").fill(NEW).press("Save")
    record = page.path

    refused = visitor.post(f"{record}/numbers", field="register_number", reason="")
    shown = visitor.post(f"{record}/numbers", field="register_number", reason="visa form")

    assert refused.status == 422
    assert shown.texts(".facts b.code") == ["ТА98051210"]
    assert visitor.open(record).texts(".facts b.code") == []
    deeds = session.scalars(select(AuditEntry.deed).order_by(AuditEntry.id)).all()
    assert deeds == ["register", "read"]


def test_approvers_see_masked_numbers_and_no_button_to_open_them(app, session):
    park = Visitor(app, make_account(Role.COORDINATOR))
    record = park.open("/people/new").fill(NEW).press("Save").path

    page = Visitor(app, make_account(Role.APPROVER)).open(record)

    assert page.texts(".facts .code") == ["ТА980512**", "E123****"]
    assert "Show in full" not in " ".join(page.buttons)


def test_a_form_filled_over_an_older_record_is_refused(app, session):
    visitor = Visitor(app, make_account(Role.COORDINATOR))
    person = make_person("Dorj")
    first = visitor.open(f"/people/{person.pid}/edit")
    visitor.open(f"/people/{person.pid}/edit").fill(position="Geologist").press("Save")

    assert first.fill(position="Chemist").press("Save").status == 409
    assert session.get(Person, person.id).position == "Geologist"


def test_an_organisation_is_proposed_by_one_and_verified_by_another(app, session):
    park, oyuna = make_account(Role.COORDINATOR), make_account(Role.APPROVER)
    form = (
        Visitor(app, park)
        .open("/organisations/new")
        .fill(
            code="hru",
            type="university",
            country="KR",
            name_ko="한강대학교",
            name_mn="Хан мөрний их сургууль",
            name_en="Han River University",
            grade_scale="4.5",
        )
    )

    page = form.press("Save")

    assert "Verify the organisation" not in page.buttons
    page = Visitor(app, oyuna).open(page.path).press("Verify the organisation")
    organisation = session.scalars(select(Organisation)).one()
    assert (organisation.code, organisation.status) == ("HRU", OrganisationStatus.VERIFIED)


def test_contacts_are_added_confirmed_and_retired_on_the_page(app, session):
    university = make_university()
    visitor = Visitor(app, make_account(Role.COORDINATOR))
    page = visitor.open(f"/organisations/{university.pid}")

    page = page.fill(name="Office", email="Office@univ.example.kr", language="ko")
    page = page.press("Add a contact")
    assert "To be confirmed" in page.texts("td .tag")
    page = page.press_for("/confirm")
    assert "Confirmed" in page.texts("td .tag")
    page = page.press_for("/retire")
    assert "No longer used" in page.texts("td .tag")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_consent_is_ticked_beforehand_and_each_is_given_by_itself(app, session, language):
    trainee = make_account(language=language, person=make_person(status=PersonStatus.UNCONFIRMED))
    visitor = Visitor(app, trainee)
    page = visitor.open("/me/record")
    boxes = page.soup.select("[name=purposes]")
    assert (len(boxes), [b for b in boxes if b.has_attr("checked")]) == (6, [])

    page = page.fill(purposes=["collection", "tracer"]).press_for("/me/consents")

    given = session.scalars(select(Consent).order_by(Consent.id)).all()
    assert [(c.purpose.value, c.language) for c in given] == [
        ("collection", language),
        ("tracer", language),
    ]
    assert len(page.soup.select("[name=purposes]")) == 4


def test_without_the_first_consent_the_others_are_refused(app, session):
    trainee = make_account(person=make_person(status=PersonStatus.UNCONFIRMED))

    page = Visitor(app, trainee).open("/me/record")
    page = page.fill(purposes=["publicity"]).press("Give these consents")

    assert page.status == 422
    assert session.scalars(select(Consent)).all() == []


def test_a_trainee_confirms_names_and_changes_the_telephone(app, session):
    trainee = make_account()
    visitor = Visitor(app, trainee)

    visitor.open("/me/record").press("My names are right")
    visitor.open("/me/contact").fill(phone="010-1234-5678", region="MN-041").press("Save")

    person = session.get(Person, trainee.person_id)
    assert (person.phone, person.region) == ("+821012345678", "MN-041")
    assert person.names_confirmed_at is not None


def test_a_consent_is_withdrawn_on_the_page(app, session):
    trainee = make_account()
    visitor = Visitor(app, trainee)
    visitor.open("/me/record").fill(purposes=["collection"]).press("Give these consents")

    page = visitor.open("/me/record").press_for("/me/consents/withdraw")

    assert session.scalars(select(Consent.withdrawn_at)).one() is not None
    assert len(page.soup.select("[name=purposes]")) == 6


def test_the_list_of_people_takes_at_most_five_statements(app, session, statements):
    visitor = Visitor(app, make_account(Role.COORDINATOR))
    for number in range(3):
        make_person("Dorj", organisation=make_organisation(f"Institute {number}"))
    session.commit()

    with statements(session) as counted:
        visitor.open("/people?q=dorj")

    assert len(counted) <= 5
