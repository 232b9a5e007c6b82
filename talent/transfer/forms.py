from collections.abc import Iterable
from typing import Any

from wtforms import validators

from talent.foundations.languages import LANGUAGES
from talent.plumbing import forms as kit
from talent.plumbing.forms import Form
from talent.plumbing.i18n import gettext, lazy
from talent.transfer.rules.competency import CompetencyLevel

VERDICTS = (
    ("", lazy("Not assessed")),
    ("passed", lazy("Passed")),
    ("not-yet", lazy("Not yet competent")),
)
LEVELS = (CompetencyLevel.L2, CompetencyLevel.L3, CompetencyLevel.L4)


class DeliveryForm(Form):
    module = kit.choice_field(lazy("Module"), [])
    place_ko = kit.text(lazy("Venue"), required=False)
    place_mn = kit.text(lazy("Venue"), required=False)
    place_en = kit.text(lazy("Venue"), required=False)
    starts_on = kit.date_field(lazy("Start date"))
    ends_on = kit.date_field(lazy("End date"))
    instructors = kit.text(lazy("Instructors"), required=False)
    assessor = kit.choice_field(lazy("Assessor"), [], required=False)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if not any(self[f"place_{lang}"].data for lang in LANGUAGES):
            self.place_en.errors = [gettext("Give this text in at least one language.")]
            return False
        return valid

    def validate_ends_on(self, field: Any) -> None:
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise validators.ValidationError(gettext("The end must not be before the beginning."))


class ReasonForm(Form):
    reason = kit.text(lazy("Reason"), required=False)


class ProposeForm(Form):
    equipment = kit.choice_field(lazy("Equipment"), [])
    conditions = kit.text(lazy("Conditions of use"), required=False)


def results_form(people: Iterable[tuple[str, str]]) -> type[Form]:
    """Theory, practice, level and a note for each (pid, name)."""
    fields: dict[str, Any] = {}
    for pid, name in people:
        fields[f"theory-{pid}"] = kit.whole_number(name, at_most=100, required=False)
        fields[f"verdict-{pid}"] = kit.choice_field(name, VERDICTS, required=False, blank=False)
        fields[f"level-{pid}"] = kit.choice_field(name, kit.words_of(LEVELS), blank=False)
        fields[f"note-{pid}"] = kit.text(name, required=False)
    return type("ResultsForm", (Form,), fields)
