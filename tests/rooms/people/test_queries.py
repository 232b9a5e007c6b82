"""Who sees which record, and in which order."""

from datetime import timedelta

import pytest
from werkzeug.exceptions import NotFound

from talent.foundations.access import Role
from talent.people import queries
from talent.people.rules.lifecycle import OrganisationStatus, PersonStatus
from talent.people.rules.waiting import PeopleWaiting
from tests.factories import (
    AT,
    make_account,
    make_contact,
    make_organisation,
    make_person,
    make_university,
    names,
)


@pytest.fixture
def park(session):
    return make_account(Role.COORDINATOR, who="Park Jihoon")


def shown(page, language="en"):
    return [person.names.shown(language) for person in page.rows]


def found(viewer, text, language="en"):
    return shown(queries.people(viewer, text=text, language=language), language)


@pytest.mark.parametrize(
    "typed", ["сарангэрэл", "SARANGEREL", "Sarangereel", "사랑게렐", "ganbaatar saran"]
)
def test_people_are_found_in_every_script_and_spelling(park, typed):
    make_person("Sarangerel")
    make_person("Dorj")

    assert found(park, typed) == ["GANBAATAR Sarangerel"]


def test_a_percent_sign_finds_nobody(park):
    make_person("Sarangerel")

    assert found(park, "%") == []


def test_the_register_follows_the_alphabet_of_the_reader(park):
    for who in ("Sarangerel", "Dorj", "Oyuna"):
        make_person(who)

    lists = {lang: shown(queries.people(park, language=lang), lang) for lang in ("mn", "ko", "en")}

    assert lists["mn"] == ["Л.Дорж", "Ц.Оюунаа", "Г.Сарангэрэл", "PARK Jihoon"]
    assert lists["ko"] == ["간바타르 사랑게렐", "롭상 도르지", "박지훈", "체렌 오유나"]
    assert lists["en"] == [
        "GANBAATAR Sarangerel",
        "LUVSAN Dorj",
        "PARK Jihoon",
        "TSEREN Oyunaa",
    ]


def test_the_register_is_narrowed_by_status(park):
    make_person("Dorj", status=PersonStatus.DORMANT)

    assert shown(queries.people(park, status="dormant")) == ["LUVSAN Dorj"]


def test_an_outsider_finds_nobody(session):
    make_person("Dorj")
    reviewer = make_account(Role.REVIEWER, who="Kim Minseo")

    assert shown(queries.people(reviewer)) == []
    assert queries.organisations(reviewer).rows == []


def test_somebody_elses_record_does_not_exist(session):
    one, other = make_account(), make_account(who="Sarangerel")

    assert queries.my_person(one, one.person_id).id == one.person_id
    with pytest.raises(NotFound):
        queries.my_person(one, other.person_id)


def test_a_record_does_not_exist_for_those_without_the_right(session, park):
    person = make_person("Dorj")
    organisation = make_organisation()
    contact = make_contact(organisation)
    reviewer = make_account(Role.REVIEWER, who="Kim Minseo")

    assert queries.person(park, person.pid).id == person.id
    assert queries.organisation(park, organisation.pid).id == organisation.id
    assert queries.contact(park, contact.pid).id == contact.id
    for ask, pid in (
        (queries.person, person.pid),
        (queries.organisation, organisation.pid),
        (queries.contact, contact.pid),
    ):
        with pytest.raises(NotFound):
            ask(reviewer, pid)


def test_only_staff_and_administrators_ask_by_code(session, park):
    person = make_person("Dorj")
    lee = make_account(Role.ADMINISTRATOR, who="Lee")
    reviewer = make_account(Role.REVIEWER, who="Kim Minseo")

    answers = [
        queries.person_with_code(v, f" {person.code.lower()} ") for v in (park, lee, reviewer)
    ]

    assert answers == [person, person, None]


def test_a_list_of_three_needs_no_more_statements_than_one(session, park, statements):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            make_person("Dorj", organisation=make_organisation(f"Institute {_}{number}"))
        session.flush()
        session.expire_all()
        with statements(session) as counted:
            queries.people(park)
        counts.append(len(counted))

    assert counts[0] == counts[1] <= 4


def test_organisations_sort_by_their_names_in_the_readers_language(park):
    make_organisation("Zinc Works")
    make_organisation("Antimony Works")

    rows = queries.organisations(park, language="en").rows

    assert [o.name.en for o in rows] == ["Antimony Works", "Zinc Works"]


def test_ust_is_not_must(park):
    make_organisation("University of Science and Technology", code="UST")
    make_organisation("Mongolian University of Science and Technology", code="MUST")

    assert [o.code for o in queries.organisations(park, text="must").rows] == ["MUST"]


def test_what_waits_differs_by_role(session):
    make_organisation("New Institute", status=OrganisationStatus.PROPOSED)
    stale = make_university("Stale University")
    make_contact(stale, confirmed_at=AT - timedelta(days=366))
    make_contact(make_university("Fresh University"))
    trainee = make_account(person=make_person(status=PersonStatus.UNCONFIRMED))
    park = make_account(Role.COORDINATOR)
    oyuna = make_account(Role.APPROVER)

    def kinds(viewer):
        return [(w.kind, w.name) for w in queries.waiting(viewer, AT)]

    assert kinds(trainee) == [(PeopleWaiting.CONFIRM_RECORD, "")]
    assert kinds(park) == [(PeopleWaiting.CONFIRM_CONTACT, "Stale University")]
    assert kinds(oyuna) == [(PeopleWaiting.VERIFY_ORGANISATION, "New Institute")]


def test_names_wait_to_be_confirmed_once(session):
    trainee = make_account(person=make_person(names_confirmed_at=None))
    assert [w.kind for w in queries.waiting(trainee, AT)] == [PeopleWaiting.CONFIRM_NAMES]

    done = make_account(person=make_person("Dorj", names_confirmed_at=AT))
    assert queries.waiting(done, AT) == []


def test_numbers_are_masked_for_staff_and_their_owner_only(session, park):
    person = make_person("Dorj", names=names("Dorj"))

    assert queries.masked_numbers(park, person) == {"register_number": "", "passport_number": ""}
