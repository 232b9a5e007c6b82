from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from wtforms import ValidationError

from talent.foundations.languages import LocalizedText
from talent.placements.rules.lifecycle import Level, SemesterKind, VisaType
from talent.placements.rules.terms import Term
from talent.plumbing.forms import (
    Form,
    choice_field,
    date_field,
    exact_number,
    long_text,
    text,
    tick,
    upload,
    whole_number,
    words_of,
)
from talent.plumbing.i18n import gettext, lazy
from talent.plumbing.words import word

WISHES = (1, 2, 3)
Options = Sequence[tuple[str, object]]


class StepForm(Form):
    """What a step asks for. Field names are the names its deed knows."""

    def values(self) -> dict[str, Any]:
        return dict(self.data)


class OnForm(StepForm):
    on = date_field(lazy("Date"), description=lazy("The day on the paper, in Korea."))


class AdmitForm(OnForm):
    letter = upload(lazy("Certificate of admission"), required=False)
    student_number = text(lazy("Student number"), required=False, at_most=40)
    adviser = text(lazy("Adviser"), required=False, at_most=120)


class ConditionForm(StepForm):
    condition = long_text(lazy("Condition"), at_most=500, rows=3)
    due_on = date_field(lazy("To be met by"))
    letter = upload(lazy("Letter of the university"), required=False)


class ReasonForm(OnForm):
    reason = long_text(lazy("Reason"), at_most=1000, rows=3)


class ContractForm(StepForm):
    contract = upload(lazy("Award contract"))


class VisaForm(OnForm):
    visa_type = choice_field(lazy("Visa type"), words_of(VisaType))
    planned_arrival = date_field(lazy("Planned arrival in Korea"))

    def values(self) -> dict[str, Any]:
        return {**self.data, "visa_type": VisaType(self.visa_type.data)}


class VisaAgainForm(OnForm):
    planned_arrival = date_field(lazy("Planned arrival in Korea"))


class ValidityForm(OnForm):
    expires_on = date_field(lazy("Last day of validity"))


class ExtensionForm(StepForm):
    expires_on = date_field(lazy("New last day"))


class EnrolForm(OnForm):
    student_number = text(lazy("Student number"), required=False, at_most=40)


class DegreeForm(OnForm):
    title = text(
        lazy("Degree"),
        at_most=200,
        description=lazy("Exactly as it stands on the diploma, in its language."),
    )
    number = text(lazy("Number of the diploma"), required=False, at_most=60)
    diploma = upload(lazy("Diploma or certificate of the degree"), required=False)


class WhyForm(StepForm):
    reason = long_text(lazy("Reason"), at_most=1000, rows=4)


class TransferForm(ReasonForm):
    """To another university; ``universities`` are handed in."""

    university = choice_field(lazy("New university"), [])
    department_ko = text(lazy("Department (Korean)"), at_most=120)
    department_mn = text(lazy("Department (Mongolian)"), required=False, at_most=120)
    department_en = text(lazy("Department (English)"), required=False, at_most=120)
    adviser = text(lazy("Adviser"), required=False, at_most=120)
    student_number = text(lazy("Student number"), required=False, at_most=40)


# Each step with its form. ``StepForm`` itself asks for nothing but the decision.
STEPS: dict[str, type[StepForm]] = {
    "nominate": OnForm,
    "admit": AdmitForm,
    "admit-conditionally": ConditionForm,
    "refuse": ReasonForm,
    "next-preference": StepForm,
    "leave-unplaced": StepForm,
    "prepare-contract": ContractForm,
    "contract": StepForm,
    "file-visa": VisaForm,
    "file-visa-again": VisaAgainForm,
    "issue-visa": ValidityForm,
    "refuse-visa": ReasonForm,
    "arrive": OnForm,
    "register-card": ValidityForm,
    "extend-visa": ExtensionForm,
    "enrol": EnrolForm,
    "complete-coursework": OnForm,
    "record-degree": DegreeForm,
    "confer": StepForm,
    "ask-withdrawal": WhyForm,
    "withdraw": OnForm,
    "depart": OnForm,
    "return": OnForm,
    "transfer": TransferForm,
}


class DetailsForm(Form):
    adviser = text(lazy("Adviser"), required=False, at_most=120)
    student_number = text(lazy("Student number"), required=False, at_most=40)
    research_topic = text(lazy("Research topic"), required=False)
    funding_from = date_field(lazy("Funding from"), required=False)
    funding_until = date_field(lazy("Funding until"), required=False)
    standard_end = date_field(lazy("Expected end of study"))
    planned_arrival = date_field(lazy("Planned arrival in Korea"), required=False)

    def validate_funding_until(self, field: Any) -> None:
        if field.data and self.funding_from.data and field.data < self.funding_from.data:
            raise ValidationError(gettext("The end must be later than the beginning."))


class NewPlacementForm(Form):
    """From an accepted application to the first nomination."""

    level = choice_field(lazy("Degree"), words_of(Level))
    intake = choice_field(lazy("First semester"), [])
    research_topic = text(lazy("Research topic"), required=False)
    university_1 = choice_field(lazy("University"), [])
    university_2 = choice_field(lazy("University"), [], required=False)
    university_3 = choice_field(lazy("University"), [], required=False)
    department_1_ko = text(lazy("Department"), at_most=120)
    department_1_mn = text(lazy("Department"), required=False, at_most=120)
    department_1_en = text(lazy("Department"), required=False, at_most=120)
    department_2_ko = text(lazy("Department"), required=False, at_most=120)
    department_2_mn = text(lazy("Department"), required=False, at_most=120)
    department_2_en = text(lazy("Department"), required=False, at_most=120)
    department_3_ko = text(lazy("Department"), required=False, at_most=120)
    department_3_mn = text(lazy("Department"), required=False, at_most=120)
    department_3_en = text(lazy("Department"), required=False, at_most=120)
    adviser_1 = text(lazy("Adviser"), required=False, at_most=120)
    adviser_2 = text(lazy("Adviser"), required=False, at_most=120)
    adviser_3 = text(lazy("Adviser"), required=False, at_most=120)

    def offer(self, universities: Options, terms: Sequence[Term]) -> None:
        """Hand in what may be chosen."""
        for rank in WISHES:
            self[f"university_{rank}"].choices = [("", "—"), *universities]
        self.intake.choices = [("", "—"), *((str(t), term_name(t)) for t in terms)]

    def wishes(self) -> list[tuple[str, LocalizedText, str]]:
        """(university, department, adviser) of every rank that names a university."""
        return [
            (
                self[f"university_{rank}"].data,
                department(self.data, f"department_{rank}_"),
                self[f"adviser_{rank}"].data,
            )
            for rank in WISHES
            if self[f"university_{rank}"].data
        ]


class NewSemesterForm(Form):
    term = choice_field(lazy("Semester"), [])
    kind = choice_field(lazy("Kind"), words_of(SemesterKind), blank=False)
    registered_on = date_field(lazy("Registered on"), required=False)


class AdviserForm(Form):
    statement = long_text(lazy("Adviser's statement"), at_most=4000)
    given_on = date_field(lazy("Date of the statement"))


class PercentForm(Form):
    percent = exact_number(lazy("Grade out of 100"), at_most=100)
    percent_reason = text(
        lazy("Reason"),
        at_most=500,
        description=lazy("Say which paper of the university gives this percentage."),
    )

    def exact(self) -> Fraction:
        return Fraction(self.percent.data)


class TranscriptForm(Form):
    transcript = upload(lazy("Transcript"))


class ReportForm(Form):
    """The trainee's own report on a semester."""

    report = long_text(
        lazy("Your report"),
        at_most=6000,
        rows=9,
        description=lazy("Courses, research, language, what went well and what did not."),
    )
    attempted = whole_number(lazy("Credits taken"), at_most=60)
    earned = whole_number(lazy("Credits earned"), at_most=60)
    gpa = text(
        lazy("Grade point average"),
        required=False,
        at_most=6,
        description=lazy("As on your transcript, for example 3.75."),
    )

    def validate_gpa(self, field: Any) -> None:
        if self.earned.data and not field.data:
            raise ValidationError(gettext("Enter the grade from your transcript."))


class SignForm(Form):
    agreed = tick(lazy("I have read the contract and agree to it"), required=True)


def department(data: Mapping[str, Any], prefix: str = "department_") -> LocalizedText:
    """The three fields of a department as one text; empty ones are none."""
    return LocalizedText(*(data[f"{prefix}{code}"] or None for code in ("ko", "mn", "en")))


def term_name(term: Term) -> str:
    """What a term is called in the present language."""
    return word(term.kind, year=term.year)
