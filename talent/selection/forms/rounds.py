"""The forms of a call: its face, its rules, a step with a reason."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from wtforms.validators import Regexp

from talent.foundations.languages import LANGUAGES, LocalizedText
from talent.foundations.periods import ZONES
from talent.plumbing.forms import (
    Form,
    choice_field,
    exact_number,
    instant,
    long_text,
    moment_field,
    text,
    whole_number,
    words_of,
)
from talent.plumbing.i18n import lazy
from talent.selection.rules.lifecycle import RoundKind
from talent.selection.rules.round_details import (
    NOT_ASKED,
    OPTIONAL,
    REQUIRED,
    TIE_BREAKS,
    RoundDetails,
)
from talent.selection.rules.round_rules import QuestionKind, RoundRules

ASKED = {
    REQUIRED: lazy("Required"),
    OPTIONAL: lazy("Optional"),
    NOT_ASKED: lazy("Not asked for"),
}
ZONE_WORDS = {"Asia/Seoul": lazy("Korean time"), "Asia/Ulaanbaatar": lazy("Ulaanbaatar time")}


class RoundForm(Form):
    """The face of a call. Titles may still lack a language: only the approval asks for all."""

    code = text(
        lazy("Code"),
        Regexp(
            r"^[A-Z0-9][A-Z0-9-]{2,23}$", message=lazy("Use capital letters, digits and hyphens.")
        ),
        description=lazy("For example 2026-MSC-1. Application numbers begin with it."),
        at_most=24,
    )
    title_ko = text(lazy("Title in Korean"), required=False, at_most=200)
    title_mn = text(lazy("Title in Mongolian"), required=False, at_most=200)
    title_en = text(lazy("Title in English"), at_most=200)
    summary_ko = long_text(lazy("Summary in Korean"), required=False, at_most=2000, rows=4)
    summary_mn = long_text(lazy("Summary in Mongolian"), required=False, at_most=2000, rows=4)
    summary_en = long_text(lazy("Summary in English"), required=False, at_most=2000, rows=4)
    opens_at = moment_field(lazy("Opens on"))
    closes_at = moment_field(
        lazy("Closes on"),
        description=lazy("The first minute at which applications are no longer taken."),
    )
    zone = choice_field(lazy("Time zone of both dates"), ZONE_WORDS, blank=False)

    def details(self, kind: RoundKind) -> RoundDetails:
        """What was typed, with instants in the zone chosen."""
        zone = ZONES[self.zone.data]
        return RoundDetails(
            code=self.code.data,
            kind=kind,
            title=self._trio("title"),
            summary=self._trio("summary"),
            opens_at=instant(self.opens_at.data, zone),
            closes_at=instant(self.closes_at.data, zone),
            zone=self.zone.data,
        )

    def _trio(self, name: str) -> LocalizedText:
        return LocalizedText(*(self[f"{name}_{lang}"].data or "" for lang in LANGUAGES))


def new_round_form(earlier: Sequence[tuple[str, str]]) -> type[RoundForm]:
    """The form of a new call: also its kind, and whose rules it begins with."""

    class NewRoundForm(RoundForm):
        kind = choice_field(lazy("Kind"), words_of(RoundKind))
        like = choice_field(
            lazy("Begin with the rules of"),
            earlier,
            required=False,
            description=lazy("Empty: the default rules of this kind."),
        )

    return NewRoundForm


def face_of(round_: Any) -> dict[str, Any]:
    """What the form of a call shows first: dates as the clock of its zone says them."""
    zone = ZONES[round_.zone]

    def local(value: datetime) -> datetime:
        return value.astimezone(zone).replace(tzinfo=None)

    shown = {"code": round_.code, "zone": round_.zone}
    for lang in LANGUAGES:
        shown[f"title_{lang}"] = getattr(round_.title, lang)
        shown[f"summary_{lang}"] = getattr(round_.summary, lang)
    return {**shown, "opens_at": local(round_.opens_at), "closes_at": local(round_.closes_at)}


class RulesForm(Form):
    """Numbers every call has. Rows of criteria, documents and questions are added for each call."""

    seats = whole_number(lazy("Places"), at_least=1, at_most=500)
    at_most_per_organisation = whole_number(
        lazy("At most from one organisation"),
        at_least=1,
        at_most=500,
        required=False,
        description=lazy("Empty: no maximum."),
    )
    min_reviewers = whole_number(lazy("Reviewers for each application"), at_least=1, at_most=9)
    threshold = exact_number(lazy("Threshold (of 100 points)"), at_most=100)
    screening_days = whole_number(
        lazy("Working days for the eligibility check"), at_least=1, at_most=60
    )
    supplement_days = whole_number(lazy("Days to correct a document"), at_most=60)
    accept_days = whole_number(lazy("Working days to accept a place"), at_least=1, at_most=60)
    appeal_days = whole_number(lazy("Days to appeal"), at_most=60)
    least_percent = exact_number(
        lazy("Lowest grade in per cent"),
        at_most=100,
        required=False,
        description=lazy("Converted by the grade table. Empty: no lowest grade."),
    )
    oldest = whole_number(
        lazy("Highest age on the closing day"),
        at_least=18,
        at_most=100,
        required=False,
        description=lazy("Empty: no limit."),
    )
    criteria: int = 0
    documents: int = 0
    questions: int = 0


def rules_form(rules: RoundRules) -> type[RulesForm]:
    """The form for one call's rules, with an empty row after each list."""
    fields: dict[str, Any] = {
        "criteria": len(rules.criteria) + 1,
        "documents": len(rules.documents) + 1,
        "questions": len(rules.questions) + 1,
    }
    for index in range(fields["criteria"]):
        fields[f"c{index}_weight"] = exact_number(lazy("Weight"), at_most=100, required=False)
        fields |= _trio(f"c{index}_label", 200)
    for index in range(fields["documents"]):
        fields[f"d{index}_asked"] = choice_field(lazy("Asked for"), ASKED, blank=False)
        fields |= _trio(f"d{index}_label", 200)
    for index in range(fields["questions"]):
        fields[f"q{index}_asked"] = choice_field(lazy("Asked for"), ASKED, blank=False)
        fields[f"q{index}_at_most"] = whole_number(
            lazy("At most"), at_least=1, at_most=20000, required=False
        )
        fields |= _trio(f"q{index}_label", 300)
    kinds = [QuestionKind.LONG, QuestionKind.TEXT, QuestionKind.NUMBER, QuestionKind.DATE]
    last = len(rules.questions)
    fields[f"q{last}_kind"] = choice_field(lazy("Kind of answer"), words_of(kinds), blank=False)
    keys = [(c.key, c.label.in_("en")) for c in rules.criteria]
    for place in range(TIE_BREAKS):
        fields[f"tie_{place}"] = choice_field(lazy("Criterion"), keys, required=False)
    return type("RulesFormOfCall", (RulesForm,), fields)


def localized_choices(form: RulesForm, rules: RoundRules, language: str) -> None:
    """Name the criteria to choose from in the reader's language."""
    names = {c.key: c.label.in_(language) for c in rules.criteria}
    for place in range(TIE_BREAKS):
        field = form[f"tie_{place}"]
        for choice in field.choices:
            if choice.value in names:
                choice.label = names[choice.value]


def _trio(name: str, at_most: int) -> dict[str, Any]:
    return {
        f"{name}_{lang}": text(word, required=False, at_most=at_most)
        for lang, word in (
            ("ko", lazy("In Korean")),
            ("mn", lazy("In Mongolian")),
            ("en", lazy("In English")),
        )
    }


def rules_shown(rules: RoundRules) -> dict[str, Any]:
    """What the form of the rules shows first."""
    asked = rules.eligibility
    shown: dict[str, Any] = {
        "seats": rules.seats,
        "at_most_per_organisation": rules.at_most_per_organisation,
        "min_reviewers": rules.min_reviewers,
        "threshold": _decimal(rules.threshold),
        "screening_days": rules.screening_days,
        "supplement_days": rules.supplement_days,
        "accept_days": rules.accept_days,
        "appeal_days": rules.appeal_days,
        "least_percent": None if asked.least_percent is None else _decimal(asked.least_percent),
        "oldest": asked.oldest,
    }
    for index, criterion in enumerate(rules.criteria):
        shown[f"c{index}_weight"] = _decimal(criterion.weight * 100)
        shown |= _shown(f"c{index}_label", criterion.label)
    for index, document in enumerate(rules.documents):
        shown[f"d{index}_asked"] = REQUIRED if document.required else OPTIONAL
        shown |= _shown(f"d{index}_label", document.label)
    for index, question in enumerate(rules.questions):
        shown[f"q{index}_asked"] = REQUIRED if question.required else OPTIONAL
        shown[f"q{index}_at_most"] = question.at_most
        shown |= _shown(f"q{index}_label", question.label)
    shown[f"d{len(rules.documents)}_asked"] = NOT_ASKED
    shown[f"q{len(rules.questions)}_asked"] = NOT_ASKED
    return shown | {f"tie_{place}": key for place, key in enumerate(rules.tie_break)}


def given_rules(form: RulesForm) -> Mapping[str, Any]:
    """What was typed, by field."""
    return dict(form.data)


def _shown(name: str, label: LocalizedText) -> dict[str, str | None]:
    return {f"{name}_{lang}": getattr(label, lang) for lang in LANGUAGES}


def _decimal(number: Fraction) -> Decimal:
    whole = Decimal(number.numerator) / Decimal(number.denominator)
    return whole.quantize(Decimal(1)) if whole == whole.to_integral_value() else whole
