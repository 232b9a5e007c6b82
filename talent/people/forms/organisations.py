"""The forms of an organisation and of the people to write to there."""

from typing import Any

from talent.foundations.languages import LocalizedText
from talent.people.forms.fields import (
    a_phone_number,
    country_field,
    language_field,
    phone_of,
    region_field,
)
from talent.people.rules.lifecycle import OrganisationType
from talent.people.rules.organisations import (
    GRADE_SCALES,
    ContactDetails,
    OrganisationDetails,
    UniversityDetails,
)
from talent.plumbing import forms as kit
from talent.plumbing.i18n import lazy

MOST_CREDITS, MOST_SEMESTERS = 200, 20


class OrganisationForm(kit.Form):
    code = kit.text(
        lazy("Code"), at_most=20, description=lazy("Short and unmistakable, such as UST or MUST.")
    )
    type = kit.choice_field(lazy("Type"), kit.words_of(OrganisationType))
    country = country_field(lazy("Country"))
    name_ko = kit.text(lazy("Name"), at_most=300)
    name_mn = kit.text(lazy("Name"), at_most=300)
    name_en = kit.text(lazy("Name"), at_most=300)
    registration_number = kit.text(lazy("Registration number"), required=False, at_most=20)
    region = region_field()
    grade_scale = kit.choice_field(
        lazy("Grading scale"), [(scale, scale) for scale in GRADE_SCALES], required=False
    )
    credits_master = kit.whole_number(
        lazy("Credits for a master's degree"), required=False, at_most=MOST_CREDITS
    )
    credits_doctor = kit.whole_number(
        lazy("Credits for a doctoral degree"), required=False, at_most=MOST_CREDITS
    )
    most_semesters_master = kit.whole_number(
        lazy("Most semesters for a master's degree"), required=False, at_most=MOST_SEMESTERS
    )
    most_semesters_doctor = kit.whole_number(
        lazy("Most semesters for a doctoral degree"), required=False, at_most=MOST_SEMESTERS
    )
    report_language = language_field(lazy("Language of its reports"))

    def details(self) -> OrganisationDetails:
        return OrganisationDetails(
            code=self.code.data.upper(),
            type=OrganisationType(self.type.data),
            country=self.country.data,
            name=LocalizedText(ko=self.name_ko.data, mn=self.name_mn.data, en=self.name_en.data),
            registration_number=self.registration_number.data or None,
            region=self.region.data or None,
            university=self._university(),
        )

    def _university(self) -> UniversityDetails | None:
        if self.type.data != OrganisationType.UNIVERSITY or not self.grade_scale.data:
            return None
        return UniversityDetails(
            grade_scale=self.grade_scale.data,
            credits_master=self.credits_master.data,
            credits_doctor=self.credits_doctor.data,
            most_semesters_master=self.most_semesters_master.data,
            most_semesters_doctor=self.most_semesters_doctor.data,
            report_language=self.report_language.data,
        )


class ContactForm(kit.Form):
    country: str = "MN"

    name = kit.text(lazy("Name of the person or office"), at_most=120)
    position = kit.text(lazy("Position"), required=False, at_most=120)
    email = kit.email(lazy("E-mail address"))
    phone = kit.text(lazy("Telephone"), a_phone_number, required=False, at_most=40)
    language = language_field(lazy("Language of mails"))

    def details(self) -> ContactDetails:
        return ContactDetails(
            name=self.name.data,
            position=self.position.data or "",
            email=self.email.data.casefold(),
            phone=phone_of(self, self.phone),
            language=self.language.data,
        )


def organisation_data(organisation: Any) -> dict[str, Any]:
    """What the form shows of an organisation."""
    profile = organisation.university
    shown: dict[str, Any] = {
        "code": organisation.code,
        "type": organisation.type,
        "country": organisation.country,
        "name_ko": organisation.name.ko,
        "name_mn": organisation.name.mn,
        "name_en": organisation.name.en,
        "registration_number": organisation.registration_number,
        "region": organisation.region,
        "report_language": profile.report_language if profile else "ko",
    }
    if profile is not None:
        shown |= {
            "grade_scale": profile.grade_scale,
            "credits_master": profile.credits_master,
            "credits_doctor": profile.credits_doctor,
            "most_semesters_master": profile.most_semesters_master,
            "most_semesters_doctor": profile.most_semesters_doctor,
        }
    return shown
