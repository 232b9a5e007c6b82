"""The forms of an application: the applicant's steps, and what coordinators decide."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from talent.foundations.grades import OTHER, PERCENT, scales
from talent.people.rules.lifecycle import ConsentPurpose
from talent.plumbing.forms import (
    Form,
    choice_field,
    date_field,
    exact_number,
    long_text,
    several_field,
    text,
    tick,
    upload,
    words_of,
)
from talent.plumbing.i18n import lazy
from talent.selection.rules.applying import VerdictKind
from talent.selection.rules.eligibility import EligibilityFinding
from talent.selection.rules.round_rules import DegreeType, Question, QuestionKind, RoundRules

MOST_TYPED = 20_000


def background_form(
    organisations: Sequence[tuple[str, str]], rules: RoundRules, *, asks_birth_date: bool
) -> type[Form]:
    """Who nominates, the last degree, its grade. Nothing is compulsory while it is a draft."""
    table = rules.eligibility.grade_table
    offered = [
        (scale, lazy("Per cent") if scale == PERCENT else lazy("of %(scale)s") % {"scale": scale})
        for scale in scales(table)
    ]

    class BackgroundForm(Form):
        phone = text(lazy("Phone number"), required=False, at_most=20)
        organisation = choice_field(
            lazy("Organisation that nominates you"),
            organisations,
            required=False,
            description=lazy("Not in the list? Write to the coordinator before you apply."),
        )
        degree = choice_field(lazy("Highest degree"), words_of(DegreeType), required=False)
        gpa_raw = text(
            lazy("Average grade of that degree"),
            required=False,
            at_most=20,
            description=lazy("As the transcript says it, for example 3.18."),
        )
        gpa_scale = choice_field(
            lazy("Scale of the grade"),
            [*offered, (OTHER, lazy("Another scale: a person will read my papers"))],
            required=False,
        )

    if not asks_birth_date:
        return BackgroundForm

    class FirstBackgroundForm(BackgroundForm):
        birth_date = date_field(lazy("Date of birth"), required=False)

    return FirstBackgroundForm


def questions_form(questions: Sequence[Question], language: str) -> type[Form]:
    """The questions of a call. Whatever is typed is kept; the last step says what is wrong."""
    fields = {f"answer_{q.key}": _question_field(q, language) for q in questions}
    return type("QuestionsForm", (Form,), fields)


def typed_answers(form: Form, questions: Sequence[Question]) -> dict[str, str]:
    """What was typed, as text, also when it is no answer yet."""
    found = {}
    for question in questions:
        field = form[f"answer_{question.key}"]
        raw = field.raw_data
        if raw:
            found[question.key] = str(raw[0])[:MOST_TYPED]
    return found


def answers_shown(answers: Mapping[str, str], questions: Sequence[Question]) -> dict[str, str]:
    """What the form shows first."""
    return {f"answer_{q.key}": answers.get(q.key, "") for q in questions}


class _TextDate(StringField):
    """A date field that keeps whatever was typed, as text."""

    widget = DateField.widget


def _question_field(question: Question, language: str) -> Any:
    label, hint = question.label.in_(language), question.hint.in_(language)
    if question.kind is QuestionKind.LONG:
        render: dict[str, Any] = {"rows": 8}
        if question.at_most:
            render["data-most"] = question.at_most
        return TextAreaField(label, description=hint, render_kw=render)
    if question.kind is QuestionKind.CHOICE:
        choices = [SelectChoice("", "—")]
        choices += [SelectChoice(key, text.in_(language)) for key, text in question.choices]
        return SelectField(label, description=hint, choices=choices, validate_choice=False)
    if question.kind is QuestionKind.DATE:
        return _TextDate(label, description=hint)
    numeric = {"inputmode": "decimal"} if question.kind is QuestionKind.NUMBER else {}
    return StringField(label, description=hint, render_kw=numeric)


class DocumentForm(Form):
    """One file for one document."""

    file = upload(lazy("File"), required=False)


def consents_form(purposes: Iterable[ConsentPurpose]) -> type[Form]:
    """One box for each consent the call needs and the person has not given; none is ticked."""
    words = dict(words_of(ConsentPurpose))
    fields = {f"consent_{p.name.lower()}": tick(words[p.value]) for p in purposes}
    return type("ConsentsForm", (Form,), fields)


def ticked(form: Form, purposes: Iterable[ConsentPurpose]) -> list[ConsentPurpose]:
    """The consents whose box was ticked."""
    return [p for p in purposes if form[f"consent_{p.name.lower()}"].data]


class LeaveForm(Form):
    """Why somebody leaves; they need not say."""

    reason = long_text(lazy("Reason"), required=False, at_most=1000, rows=3)


class IneligibleForm(Form):
    """Why somebody should not take part."""

    found = several_field(lazy("Reasons"), words_of(EligibilityFinding))
    note = long_text(lazy("Explanation"), required=False, at_most=2000, rows=3)


class VerdictForm(Form):
    """What screening says about one document."""

    verdict = choice_field(
        lazy("Result"), words_of([VerdictKind.OK, VerdictKind.ASK_AGAIN]), blank=False
    )
    note = long_text(
        lazy("What has to be corrected"),
        required=False,
        at_most=1000,
        rows=2,
        description=lazy("The applicant reads this text."),
    )


class PercentForm(Form):
    """A percentage somebody read from the papers."""

    percent = exact_number(lazy("Grade in per cent"), at_most=100)
    reason = long_text(lazy("Reason, and the document that proves it"), at_most=1000, rows=2)
