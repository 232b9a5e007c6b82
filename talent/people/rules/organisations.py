"""What is written down about an organisation, and when somebody there may be written to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from re import fullmatch

from talent.foundations.languages import LocalizedText
from talent.foundations.refusals import Refused
from talent.people.rules.lifecycle import OrganisationType

CONFIRMATION_LASTS = timedelta(days=365)
GRADE_SCALES = ("4.0", "4.3", "4.5", "5.0")


class OrganisationRefusal(StrEnum):
    """Why an organisation or a contact cannot be written down like this."""

    CODE_TAKEN = "code-taken"
    CODE_SHAPE = "code-shape"
    NAME_TAKEN = "name-taken"
    REGISTRATION_SHAPE = "registration-shape"
    REGION_ABROAD = "region-abroad"
    SCALE_MISSING = "scale-missing"
    CONTACT_TAKEN = "contact-taken"


@dataclass(frozen=True, slots=True)
class UniversityDetails:
    """What a university adds: its scale, what its degrees ask for, its language for reports."""

    grade_scale: str
    credits_master: int | None = None
    credits_doctor: int | None = None
    most_semesters_master: int | None = None
    most_semesters_doctor: int | None = None
    report_language: str = "ko"


@dataclass(frozen=True, slots=True)
class OrganisationDetails:
    """Everything staff may write about an organisation."""

    code: str
    type: OrganisationType
    country: str
    name: LocalizedText
    registration_number: str | None = None
    region: str | None = None
    university: UniversityDetails | None = None


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """Somebody, or an office, to write to."""

    name: str
    email: str
    language: str
    position: str = ""
    phone: str | None = None


def check_organisation(details: OrganisationDetails) -> None:
    """Raise :class:`Refused` when the facts do not belong together.

    Codes are capitals, digits and hyphens; a Mongolian legal person has seven digits; aimags are
    Mongolian; a university has a grading scale, because without it no grade can be read.
    Source: programme handbook, 6.2 and 9.2.
    """
    if not fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)*", details.code):
        raise Refused(OrganisationRefusal.CODE_SHAPE)
    number = details.registration_number
    if number and details.country == "MN" and not fullmatch(r"[0-9]{7}", number):
        raise Refused(OrganisationRefusal.REGISTRATION_SHAPE)
    if details.region and details.country != "MN":
        raise Refused(OrganisationRefusal.REGION_ABROAD)
    needs_scale = details.type is OrganisationType.UNIVERSITY and details.country == "KR"
    if needs_scale and (
        details.university is None or details.university.grade_scale not in GRADE_SCALES
    ):
        raise Refused(OrganisationRefusal.SCALE_MISSING)


def is_confirmed(confirmed_at: datetime | None, *, at: datetime) -> bool:
    """Whether a contact was confirmed within the last year; nothing is sent to others.

    Source: programme handbook, 5.3; our default.
    """
    return confirmed_at is not None and at < confirmed_at + CONFIRMATION_LASTS
