"""What states, deeds, refusals and consents around people are called."""

from collections.abc import Hashable, Mapping

from talent.people.rules.consents import ConsentRefusal
from talent.people.rules.details import PersonRefusal
from talent.people.rules.letters import NameFinding
from talent.people.rules.lifecycle import (
    ConsentPurpose,
    OrganisationStatus,
    OrganisationType,
    ParentNameKind,
    PersonStatus,
    Sex,
)
from talent.people.rules.numbers import NumberFinding, NumberRefusal
from talent.people.rules.organisations import OrganisationRefusal
from talent.people.rules.regions import regions
from talent.people.rules.waiting import PeopleWaiting
from talent.plumbing.i18n import language, lazy

WORDS: Mapping[Hashable, object] = {
    PersonStatus.UNCONFIRMED: lazy("Not confirmed"),
    PersonStatus.ACTIVE: lazy("Active"),
    PersonStatus.DORMANT: lazy("Dormant"),
    OrganisationStatus.PROPOSED: lazy("Awaiting verification"),
    OrganisationStatus.VERIFIED: lazy("Verified"),
    OrganisationStatus.INACTIVE: lazy("Inactive"),
    OrganisationType.UNIVERSITY: lazy("University"),
    OrganisationType.INSTITUTE: lazy("Research institute"),
    OrganisationType.COMPANY: lazy("Company"),
    OrganisationType.GOVERNMENT: lazy("Government body"),
    OrganisationType.NGO: lazy("Non-governmental organisation"),
    OrganisationType.DONOR: lazy("Donor"),
    Sex.FEMALE: lazy("Female"),
    Sex.MALE: lazy("Male"),
    Sex.NOT_STATED: lazy("Not stated"),
    ParentNameKind.FATHER: lazy("Father's name"),
    ParentNameKind.MOTHER: lazy("Mother's name"),
    ConsentPurpose.COLLECTION: lazy("Collecting and using my data for the programme"),
    ConsentPurpose.SENSITIVE: lazy("Health data"),
    ConsentPurpose.UNIQUE_NUMBERS: lazy("Passport and register numbers"),
    ConsentPurpose.TRANSFER: lazy("Passing my data on between Mongolia and Korea"),
    ConsentPurpose.PUBLICITY: lazy("Photographs and stories about me"),
    ConsentPurpose.TRACER: lazy("Questions after the programme"),
    ConsentRefusal.COLLECTION_MISSING: lazy(
        "Without the first consent the programme can do nothing for you. Tick it, or leave this "
        "page as it is."
    ),
    ConsentRefusal.NOT_GIVEN: lazy("This consent is not in force any more. Load the page again."),
    PersonRefusal.BORN_IN_FUTURE: lazy("The date of birth lies in the future."),
    PersonRefusal.UNDER_AGE: lazy("The programme takes people of %(least)s years or more."),
    PersonRefusal.REGISTER_NUMBER_TAKEN: lazy(
        "Somebody with this register number is registered already: %(code)s. Look at that record "
        "before you write a second one."
    ),
    PersonRefusal.PASSPORT_NUMBER_TAKEN: lazy(
        "Somebody with this passport number is registered already: %(code)s. Look at that record "
        "before you write a second one."
    ),
    PersonRefusal.REASON_MISSING: lazy("Give a reason: it is kept in the history of the record."),
    PersonRefusal.NOT_KEPT: lazy("This number is not kept here."),
    NameFinding.LOOK_ALIKES: lazy(
        "These letters only look right: %(letters)s. Did you mean “%(suggestion)s”?"
    ),
    NameFinding.AMBIGUOUS_Y: lazy(
        "The Latin letter y may stand for two Cyrillic letters. Type the right one: %(letters)s"
    ),
    NameFinding.NOT_CYRILLIC: lazy("Use Cyrillic letters only. Not allowed here: %(letters)s"),
    NameFinding.NOT_HANGUL: lazy("Use Hangul only. Not allowed here: %(letters)s"),
    NameFinding.NOT_LATIN: lazy(
        "Use Latin letters A–Z as in the passport. Not allowed here: %(letters)s"
    ),
    NumberRefusal.REGISTER_SHAPE: lazy(
        "A register number has two Cyrillic letters and eight digits."
    ),
    NumberRefusal.REGISTER_AMBIGUOUS_Y: lazy(
        "The Latin letter Y may stand for two Cyrillic letters. Type the right one."
    ),
    NumberRefusal.REGISTER_LETTERS: lazy(
        "The first two characters must be letters of the Mongolian alphabet."
    ),
    NumberRefusal.REGISTER_NO_SUCH_DAY: lazy(
        "The date inside this register number does not exist."
    ),
    NumberRefusal.REGISTER_FUTURE: lazy(
        "The date inside this register number lies in the future: %(born)s"
    ),
    NumberRefusal.PASSPORT_SHAPE: lazy(
        "A passport number has one or two letters and six to eight digits."
    ),
    NumberRefusal.PHONE_SHAPE: lazy("Enter a telephone number, such as +976 9911 2233."),
    NumberRefusal.PHONE_MONGOLIAN: lazy("A Mongolian number has eight digits after +976."),
    NumberRefusal.PHONE_KOREAN: lazy(
        "A Korean number has eight to ten digits after +82, without the leading 0."
    ),
    NumberFinding.REGISTER_OTHER_BIRTH_DATE: lazy(
        "The register number tells another date of birth."
    ),
    NumberFinding.REGISTER_OTHER_SEX: lazy("The register number tells the other sex."),
    NumberFinding.PASSPORT_UNUSUAL: lazy(
        "An ordinary Mongolian passport has the letter E and seven digits."
    ),
    NumberFinding.PASSPORT_EXPIRED: lazy("The passport has expired."),
    OrganisationRefusal.CODE_TAKEN: lazy("The code is taken: %(code)s"),
    OrganisationRefusal.CODE_SHAPE: lazy("Use capitals A–Z, digits and hyphens, such as UST."),
    OrganisationRefusal.NAME_TAKEN: lazy(
        "An organisation with one of these names is registered already. Code: %(code)s"
    ),
    OrganisationRefusal.REGISTRATION_SHAPE: lazy(
        "The registration number of a Mongolian organisation has seven digits."
    ),
    OrganisationRefusal.REGION_ABROAD: lazy("Aimags belong to Mongolian organisations only."),
    OrganisationRefusal.SCALE_MISSING: lazy("A Korean university needs its grading scale."),
    OrganisationRefusal.CONTACT_TAKEN: lazy("This e-mail address is a contact here already."),
    PeopleWaiting.CONFIRM_RECORD: lazy("Read your record and give your consents"),
    PeopleWaiting.CONFIRM_NAMES: lazy("Confirm how your name stands on certificates"),
    PeopleWaiting.VERIFY_ORGANISATION: lazy("Verify an organisation"),
    PeopleWaiting.CONFIRM_CONTACT: lazy("Confirm a contact of a university"),
    ("person", "register"): lazy("Person registered"),
    ("person", "change"): lazy("Record changed"),
    ("person", "confirm"): lazy("Confirm the record"),
    ("person", "retire"): lazy("Let the record rest"),
    ("person", "reactivate"): lazy("Take the record up again"),
    ("person", "read"): lazy("Number shown in full"),
    ("person", "consent"): lazy("Consent given"),
    ("person", "withdraw-consent"): lazy("Consent withdrawn"),
    ("person", "confirm-names"): lazy("Names confirmed for certificates"),
    ("organisation", "propose"): lazy("Organisation proposed"),
    ("organisation", "change"): lazy("Record changed"),
    ("organisation", "verify"): lazy("Verify the organisation"),
    ("organisation", "close"): lazy("Close the organisation"),
    ("organisation", "reopen"): lazy("Reopen the organisation"),
    ("organisation", "add-contact"): lazy("Contact added"),
    ("organisation", "confirm-contact"): lazy("Contact confirmed"),
    ("organisation", "retire-contact"): lazy("Contact no longer used"),
}

TONES: Mapping[Hashable, str] = {
    PersonStatus.UNCONFIRMED: "warn",
    PersonStatus.ACTIVE: "ok",
    PersonStatus.DORMANT: "idle",
    OrganisationStatus.PROPOSED: "warn",
    OrganisationStatus.VERIFIED: "ok",
    OrganisationStatus.INACTIVE: "idle",
}

# The programme's two countries by name; ZZ is the code for "none of these" in ISO 3166.
COUNTRIES: Mapping[str, object] = {
    "MN": lazy("Mongolia"),
    "KR": lazy("Republic of Korea"),
    "ZZ": lazy("Other"),
}


def country_name(code: str) -> str:
    """What a country is called in the present language; its code when it has no name here."""
    return str(COUNTRIES.get(code, code))


def region_name(code: str | None) -> str:
    """What an aimag or the capital is called in the present language; empty without a code."""
    return regions()[code].in_(language()) if code else ""


# What each consent says; a new wording is a new version in the rules.
CONSENT_TEXTS: Mapping[ConsentPurpose, object] = {
    ConsentPurpose.COLLECTION: lazy(
        "The Korea–Mongolia Rare Metal Cooperation Center collects my names, date of birth, "
        "contacts, education, employment and the course of my participation, to select, train and "
        "support me. It keeps them for five years after the end of my participation, one year "
        "after an application without success. If I refuse, I cannot take part."
    ),
    ConsentPurpose.SENSITIVE: lazy(
        "The programme notes whether I am fit for a stay or a course, until when, and nothing else "
        "of my health. If I refuse, I can apply, but not travel for the programme."
    ),
    ConsentPurpose.UNIQUE_NUMBERS: lazy(
        "The programme keeps my passport number and, if I give it, my register number, encrypted, "
        "for the visa and the university. If I refuse, I can apply, but no visa can be prepared."
    ),
    ConsentPurpose.TRANSFER: lazy(
        "My data may go between the centre in Ulaanbaatar, KIGAM in Daejeon and the universities I "
        "chose, as far as they need them for my application, my studies and their reports. If I "
        "refuse, no university can be asked for me."
    ),
    ConsentPurpose.PUBLICITY: lazy(
        "The programme may publish photographs of me and tell about my work. This is always "
        "optional, and refusing has no consequence."
    ),
    ConsentPurpose.TRACER: lazy(
        "The programme may write to me up to two years after the end and ask how I am doing. This "
        "is optional, and refusing has no consequence."
    ),
}
