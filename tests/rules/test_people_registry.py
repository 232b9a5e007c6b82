"""Sorting, searching, regions, consents and organisations."""

from datetime import UTC, date, datetime, timedelta

import pytest

from talent.foundations.languages import LocalizedText
from talent.foundations.refusals import Refused
from talent.people.rules.consents import ConsentRefusal, newly_given
from talent.people.rules.details import (
    PersonDetails,
    PersonRefusal,
    age_on,
    check_birth_date,
    check_findings,
)
from talent.people.rules.lifecycle import ORGANISATION, PERSON, ConsentPurpose, OrganisationType
from talent.people.rules.names import PersonNames
from talent.people.rules.numbers import NumberFinding
from talent.people.rules.organisations import (
    OrganisationDetails,
    OrganisationRefusal,
    UniversityDetails,
    check_organisation,
    is_confirmed,
)
from talent.people.rules.regions import regions
from talent.people.rules.registry import organisation_search, person_keys, search_terms

AT = datetime(2026, 3, 9, 5, 30, tzinfo=UTC)
TODAY = date(2026, 3, 9)
C = ConsentPurpose
BATBOLD = PersonNames(None, "Батболд", "Тэмүүлэн", "BATBOLD", "TEMUULEN", "바트볼드", "테무렌")
KIM = PersonNames(None, None, None, "KIM", "MINSEO", "김", "민서")


def test_mongolian_lists_go_by_given_names_and_put_cyrillic_first():
    assert person_keys(BATBOLD).sort_mn < person_keys(KIM).sort_mn


def test_korean_lists_put_hangul_first_and_english_ones_go_by_surname():
    latin_only = PersonNames(None, None, None, "ADAMS", "ANNE", None, None)

    assert person_keys(KIM).sort_ko < person_keys(latin_only).sort_ko
    assert person_keys(latin_only).sort_latin < person_keys(KIM).sort_latin


@pytest.mark.parametrize(
    "typed",
    [
        "тэмүүлэн",
        "TEMUULEN",
        "Temuulen Batbold",
        "batbold temuulen",
        "바트볼드",
        "p-000123",
        "Батболд",
    ],
)
def test_a_person_is_found_by_every_usual_spelling(typed):
    search = person_keys(BATBOLD, ["P-000123"]).search

    assert all(word in search or (key and key in search) for word, key in search_terms(typed))


def test_a_spelling_that_only_sounds_alike_is_found_by_its_key():
    search = person_keys(BATBOLD).search
    ((word, key),) = search_terms("temulen")

    assert (word in search, key in search) == (False, True)


def test_short_words_are_searched_as_they_are():
    assert search_terms("od") == [("od", "")]


def test_organisations_are_found_by_their_own_names_only():
    ust = organisation_search(
        "UST", LocalizedText("과기연", "ШТИС", "University of Science and Technology")
    )

    assert "must" not in ust


def test_there_are_twenty_one_aimags_and_the_capital():
    assert len(regions()) == 22
    assert regions()["MN-1"].in_("mn") == "Улаанбаатар"
    assert all(not name.missing() for name in regions().values())


def test_every_state_of_people_and_organisations_is_reachable():
    assert PERSON.reachable() == {"unconfirmed", "active", "dormant"}
    assert ORGANISATION.reachable() == {"proposed", "verified", "inactive"}


def test_only_new_consents_are_written_down_in_fixed_order():
    given = newly_given([C.TRACER, C.COLLECTION, C.TRANSFER], in_force=[C.TRANSFER])

    assert given == [C.COLLECTION, C.TRACER]


def test_nothing_is_given_without_consent_to_collection():
    with pytest.raises(Refused) as refused:
        newly_given([C.PUBLICITY], in_force=[])

    assert refused.value.reason is ConsentRefusal.COLLECTION_MISSING


def test_consent_to_collection_given_earlier_is_enough():
    assert newly_given([C.PUBLICITY], in_force=[C.COLLECTION]) == [C.PUBLICITY]


@pytest.mark.parametrize(
    ("born", "reason"),
    [
        (date(2026, 3, 10), PersonRefusal.BORN_IN_FUTURE),
        (date(2008, 3, 10), PersonRefusal.UNDER_AGE),
    ],
)
def test_children_and_the_unborn_are_refused(born, reason):
    with pytest.raises(Refused) as refused:
        check_birth_date(born, today=TODAY)

    assert refused.value.reason is reason


def test_somebody_may_come_on_the_eighteenth_birthday():
    assert age_on(TODAY, date(2008, 3, 9)) == 18
    check_birth_date(date(2008, 3, 9), today=TODAY)
    check_birth_date(None, today=TODAY)


def test_what_does_not_fit_wants_a_reason():
    details = PersonDetails(names=BATBOLD, passport_number="AB123456")

    with pytest.raises(Refused) as refused:
        check_findings(details, today=TODAY)

    assert refused.value.reason is PersonRefusal.REASON_MISSING


def test_with_a_reason_what_does_not_fit_is_kept():
    details = PersonDetails(names=BATBOLD, passport_number="AB123456", reason="diplomatic")

    assert check_findings(details, today=TODAY) == (NumberFinding.PASSPORT_UNUSUAL,)


def university(**other):
    values = {
        "code": "UST",
        "type": OrganisationType.UNIVERSITY,
        "country": "KR",
        "name": LocalizedText("ko", "mn", "en"),
        "university": UniversityDetails("4.5"),
        **other,
    }
    return OrganisationDetails(**values)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"code": "U S T"}, OrganisationRefusal.CODE_SHAPE),
        ({"university": None}, OrganisationRefusal.SCALE_MISSING),
        ({"university": UniversityDetails("4.7")}, OrganisationRefusal.SCALE_MISSING),
        ({"region": "MN-1"}, OrganisationRefusal.REGION_ABROAD),
        ({"country": "MN", "registration_number": "12345"}, OrganisationRefusal.REGISTRATION_SHAPE),
    ],
)
def test_facts_about_an_organisation_must_belong_together(other, reason):
    with pytest.raises(Refused) as refused:
        check_organisation(university(**other))

    assert refused.value.reason is reason


def test_a_complete_organisation_is_accepted():
    check_organisation(university())
    check_organisation(
        university(country="MN", university=None, registration_number="1234567", region="MN-1")
    )


@pytest.mark.parametrize(
    ("ago", "good"), [(timedelta(days=364), True), (timedelta(days=365), False)]
)
def test_a_contact_is_good_for_a_year(ago, good):
    assert is_confirmed(AT - ago, at=AT) is good


def test_a_contact_never_confirmed_is_no_good():
    assert is_confirmed(None, at=AT) is False
