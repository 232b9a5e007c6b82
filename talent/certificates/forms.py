"""What is typed about certificates."""

from collections.abc import Iterable
from typing import Any

from talent.foundations.languages import LANGUAGES, LocalizedText
from talent.plumbing.forms import Form, date_field, long_text, radio_field, several_field, text
from talent.plumbing.i18n import lazy

OWN_NAMES = {"ko": lazy("Korean"), "mn": lazy("Mongolian"), "en": lazy("English")}


def prepare_form(signatories: Iterable[Any], shown_in: str) -> type[Form]:
    """The form for papers to prepare, with those who may sign them."""
    signers = [(s.pid, f"{s.title.in_(shown_in)} {s.name.in_(shown_in)}") for s in signatories]

    class PrepareForm(Form):
        signatory = radio_field(
            lazy("Signed by"), signers, default=signers[0][0] if len(signers) == 1 else None
        )
        languages = several_field(
            lazy("Languages, one page each"),
            [(language, OWN_NAMES[language]) for language in LANGUAGES],
            required=True,
            default=list(LANGUAGES),
        )

    return PrepareForm


class SignatoryForm(Form):
    name_ko = text(lazy("Name in Korean"), at_most=80)
    name_mn = text(lazy("Name in Mongolian"), at_most=80)
    name_en = text(lazy("Name in English"), at_most=80)
    title_ko = text(lazy("Title in Korean"), at_most=160)
    title_mn = text(lazy("Title in Mongolian"), at_most=160)
    title_en = text(lazy("Title in English"), at_most=160)
    since = date_field(lazy("In office since"))
    retired_on = date_field(lazy("Until, this day not included"), required=False)

    @property
    def name(self) -> LocalizedText:
        return LocalizedText(self.name_ko.data, self.name_mn.data, self.name_en.data)

    @property
    def title(self) -> LocalizedText:
        return LocalizedText(self.title_ko.data, self.title_mn.data, self.title_en.data)


def values_of(signatory: Any) -> dict[str, Any]:
    """A signatory as the form shows it."""
    return {
        **{f"name_{lang}": getattr(signatory.name, lang) for lang in LANGUAGES},
        **{f"title_{lang}": getattr(signatory.title, lang) for lang in LANGUAGES},
        "since": signatory.since,
        "retired_on": signatory.retired_on,
    }


class ObjectionForm(Form):
    remark = long_text(lazy("What is wrong, and how is it written in your passport?"), at_most=500)
