"""What can be done with people and organisations."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from talent.foundations.access import Role
from talent.foundations.languages import LocalizedText
from talent.foundations.refusals import Refused
from talent.foundations.workflow import WorkflowRefusal
from talent.people import actions, queries
from talent.people.models import Consent, Organisation
from talent.people.rules.consents import ConsentRefusal
from talent.people.rules.details import PersonDetails, PersonRefusal
from talent.people.rules.lifecycle import (
    ConsentPurpose,
    OrganisationStatus,
    OrganisationType,
    PersonStatus,
    Sex,
)
from talent.people.rules.numbers import read_register_number
from talent.people.rules.organisations import (
    ContactDetails,
    OrganisationDetails,
    OrganisationRefusal,
    UniversityDetails,
)
from talent.plumbing import history
from tests.factories import AT, make_account, make_organisation, make_person, names

NUMBER = read_register_number("TA96051710", today=date(2026, 3, 9))
C = ConsentPurpose


@pytest.fixture
def park(session):
    return make_account(Role.COORDINATOR, who="Park Jihoon")


def details(**other):
    values = {
        "names": names("Sarangerel"),
        "birth_date": date(1996, 5, 17),
        "sex": Sex.MALE,
        **other,
    }
    return PersonDetails(**values)


def own(account):
    return queries.my_person(account, account.person_id)


def test_people_get_codes_one_after_the_other(park):
    first = actions.register_person(details(), by=park, at=AT)
    second = actions.register_person(details(), by=park, at=AT)

    assert (first.code, second.code) == ("P-000001", "P-000002")
    assert first.status is PersonStatus.UNCONFIRMED


def test_the_same_register_number_is_refused_with_the_code_of_its_holder(park):
    first = actions.register_person(details(register_number=NUMBER), by=park, at=AT)

    with pytest.raises(Refused) as refused:
        actions.register_person(details(register_number=NUMBER), by=park, at=AT)

    assert refused.value.reason is PersonRefusal.REGISTER_NUMBER_TAKEN
    assert refused.value.facts == {"code": first.code}


def test_the_same_passport_number_is_refused(park):
    actions.register_person(details(passport_number="E1234567"), by=park, at=AT)

    with pytest.raises(Refused) as refused:
        actions.register_person(details(passport_number="E1234567"), by=park, at=AT)

    assert refused.value.reason is PersonRefusal.PASSPORT_NUMBER_TAKEN


def test_a_warning_is_kept_with_its_reason_and_without_the_number(park):
    person = actions.register_person(
        details(register_number=NUMBER, sex=Sex.FEMALE, reason="as in the passport"),
        by=park,
        at=AT,
    )

    (entry,) = history.entries_of(person)
    assert entry.facts == {
        "findings": ["register-other-sex"],
        "reason": "as in the passport",
    }


def test_a_number_left_empty_stays_and_one_ticked_off_is_removed(park):
    person = actions.register_person(
        details(register_number=NUMBER, passport_number="E1234567"), by=park, at=AT
    )

    actions.change_person(person, details(), by=park, at=AT)
    kept = (person.register_number is not None, person.passport_number is not None)
    actions.change_person(
        person, details(removed_numbers=frozenset({"passport_number"})), by=park, at=AT
    )

    assert kept == (True, True)
    assert (person.register_number is not None, person.passport_number) == (True, None)
    assert person.passport_number_print is None


def test_the_trail_names_changed_fields_and_no_values(park):
    person = actions.register_person(details(), by=park, at=AT)

    actions.change_person(person, details(phone="+97699112233", address="Khan-Uul"), by=park, at=AT)

    newest = history.entries_of(person)[0]
    assert (newest.deed, newest.facts) == ("change", {"fields": ["phone", "address"]})


def test_nothing_changed_leaves_no_trace(park):
    person = actions.register_person(details(), by=park, at=AT)

    actions.change_person(person, details(), by=park, at=AT)

    assert [e.deed for e in history.entries_of(person)] == ["register"]


def test_changed_names_have_to_be_confirmed_again_and_are_found_anew(park):
    person = actions.register_person(details(), by=park, at=AT)
    actions.confirm_names(person, by=park, at=AT)

    actions.change_person(person, details(names=names("Bat-Erdene")), by=park, at=AT)

    assert person.names_confirmed_at is None
    assert "bat-erdene" in person.search


def test_a_number_is_shown_in_full_for_a_reason_that_is_kept(park):
    person = actions.register_person(details(register_number=NUMBER), by=park, at=AT)

    shown = actions.reveal_number(person, "register_number", reason=" visa form ", by=park, at=AT)

    assert shown == NUMBER.text
    newest = history.entries_of(person)[0]
    assert (newest.deed, newest.facts) == (
        "read",
        {"field": "register_number", "reason": "visa form"},
    )


@pytest.mark.parametrize(
    ("field", "reason", "why"),
    [
        ("register_number", " ", PersonRefusal.REASON_MISSING),
        ("passport_number", "visa", PersonRefusal.NOT_KEPT),
    ],
)
def test_no_number_is_shown_without_a_reason_or_when_there_is_none(park, field, reason, why):
    person = actions.register_person(details(register_number=NUMBER), by=park, at=AT)

    with pytest.raises(Refused) as refused:
        actions.reveal_number(person, field, reason=reason, by=park, at=AT)

    assert refused.value.reason is why


def test_the_first_consent_makes_the_record_ones_own(session):
    trainee = make_account(person=make_person(status=PersonStatus.UNCONFIRMED))
    person = own(trainee)

    actions.give_consents(person, [C.COLLECTION, C.PUBLICITY], language="mn", by=trainee, at=AT)

    given = session.scalars(select(Consent).order_by(Consent.id)).all()
    assert [(c.purpose, c.language, c.text_version) for c in given] == [
        (C.COLLECTION, "mn", "2026-1"),
        (C.PUBLICITY, "mn", "2026-1"),
    ]
    assert person.status is PersonStatus.ACTIVE


def test_a_consent_is_withdrawn_and_stays_in_the_history(session):
    trainee = make_account()
    actions.give_consents(own(trainee), list(C), language="ko", by=trainee, at=AT)
    session.expire_all()

    actions.withdraw_consent(own(trainee), C.PUBLICITY, by=trainee, at=AT + timedelta(days=1))

    rows = {c.purpose: c.withdrawn_at for c in session.scalars(select(Consent))}
    assert rows[C.PUBLICITY] == AT + timedelta(days=1)
    assert [p for p, at in rows.items() if at is None] == [p for p in C if p is not C.PUBLICITY]


def test_a_consent_never_given_cannot_be_withdrawn(session):
    trainee = make_account()

    with pytest.raises(Refused) as refused:
        actions.withdraw_consent(own(trainee), C.TRACER, by=trainee, at=AT)

    assert refused.value.reason is ConsentRefusal.NOT_GIVEN


def university(**other):
    values = {
        "code": "HRU",
        "type": OrganisationType.UNIVERSITY,
        "country": "KR",
        "name": LocalizedText("a", "b", "c"),
        "university": UniversityDetails("4.5", credits_master=30),
        **other,
    }
    return OrganisationDetails(**values)


def test_whoever_proposed_an_organisation_does_not_verify_it(session):
    both = make_account(Role.COORDINATOR, Role.APPROVER)
    oyuna = make_account(Role.APPROVER, who="Oyuna")
    made = actions.propose_organisation(university(), by=both, at=AT)

    with pytest.raises(Refused) as refused:
        actions.step_organisation(made, "verify", by=both, at=AT)
    actions.step_organisation(made, "verify", by=oyuna, at=AT)

    assert refused.value.reason is WorkflowRefusal.SAME_PERSON
    assert made.status is OrganisationStatus.VERIFIED


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"name": LocalizedText("x", "y", "z")}, OrganisationRefusal.CODE_TAKEN),
        ({"code": "OTHER"}, OrganisationRefusal.NAME_TAKEN),
    ],
)
def test_a_second_organisation_with_the_same_code_or_name_is_refused(park, other, reason):
    actions.propose_organisation(university(), by=park, at=AT)

    with pytest.raises(Refused) as refused:
        actions.propose_organisation(university(**other), by=park, at=AT)

    assert refused.value.reason is reason


def test_a_name_that_only_contains_another_is_another_organisation(park, session):
    actions.propose_organisation(
        university(code="UST", name=LocalizedText("1", "2", "University of Science")),
        by=park,
        at=AT,
    )

    actions.propose_organisation(
        university(code="MUST", name=LocalizedText("3", "4", "Mongolian University of Science")),
        by=park,
        at=AT,
    )

    assert session.scalars(select(Organisation.code).order_by(Organisation.code)).all() == [
        "MUST",
        "UST",
    ]


def test_a_changed_grading_scale_is_written_down(park):
    made = actions.propose_organisation(university(), by=park, at=AT)

    actions.change_organisation(
        made, university(university=UniversityDetails("4.3")), by=park, at=AT
    )

    assert (made.university.grade_scale, made.university.credits_master) == ("4.3", None)
    assert history.entries_of(made)[0].facts == {"fields": ["university"]}


def test_a_contact_is_good_only_after_it_was_confirmed(park):
    organisation = make_organisation()
    contact = actions.add_contact(
        organisation, ContactDetails("Office", "office@example.kr", "ko"), by=park, at=AT
    )

    before = contact.confirmed_at
    actions.confirm_contact(contact, by=park, at=AT)
    confirmed = contact.confirmed_at
    actions.retire_contact(contact, by=park, at=AT)

    assert (before, confirmed, contact.confirmed_at, contact.retired_at) == (None, AT, None, AT)


def test_the_same_address_is_not_a_contact_twice(park):
    organisation = make_organisation()
    office = ContactDetails("Office", "office@example.kr", "ko")
    actions.add_contact(organisation, office, by=park, at=AT)

    with pytest.raises(Refused) as refused:
        actions.add_contact(organisation, office, by=park, at=AT)

    assert refused.value.reason is OrganisationRefusal.CONTACT_TAKEN
