"""Fields several forms of this room share."""

from typing import Any

from babel.support import LazyProxy
from wtforms import Field, RadioField, SelectField, ValidationError

from talent.foundations.languages import LANGUAGES, OWN_NAMES
from talent.foundations.refusals import Refused
from talent.people.rules.letters import Script, check_script
from talent.people.rules.numbers import read_phone
from talent.people.rules.regions import regions
from talent.people.words import COUNTRIES
from talent.plumbing import forms as kit
from talent.plumbing.i18n import language, lazy
from talent.plumbing.words import word


class InScript:
    """Refuse letters of another script, naming them and what was probably meant."""

    def __init__(self, script: Script) -> None:
        self.script = script

    def __call__(self, _form: kit.Form, field: Field) -> None:
        problem = check_script(field.data or "", self.script)
        if problem is not None:
            raise ValidationError(
                word(problem.finding, letters=problem.letters, suggestion=problem.suggestion)
            )


def a_phone_number(form: kit.Form, field: Field) -> None:
    """Refuse what is no telephone number; without a code it belongs to the form's country."""
    try:
        read_phone(field.data, country=_country(form))
    except Refused as refused:
        raise ValidationError(word(refused.reason, **refused.facts)) from None


def phone_of(form: kit.Form, field: Field) -> str | None:
    """The number as it is kept, ``None`` when the field is empty."""
    return read_phone(field.data, country=_country(form)) if field.data else None


def _country(form: kit.Form) -> str:
    found = getattr(form, "nationality", None) or getattr(form, "country", None)
    return str(found.data if isinstance(found, Field) else found or "MN")


def country_field(label: object) -> SelectField:
    return kit.choice_field(label, COUNTRIES, blank=False)


def region_field() -> SelectField:
    """The aimags and the capital, named in the reader's language."""
    choices = [
        (code, LazyProxy(lambda n=name: n.in_(language()), enable_cache=False))
        for code, name in regions().items()
    ]
    return kit.choice_field(lazy("Aimag or capital"), choices, required=False)


def language_field(label: object) -> RadioField:
    return kit.radio_field(label, {code: OWN_NAMES[code] for code in LANGUAGES})


def name_field(label: object, script: Script, *, required: bool = False, **more: Any) -> Field:
    """One part of a name, checked for its script."""
    at_most = 40 if script is Script.HANGUL else 80
    return kit.text(label, InScript(script), required=required, at_most=at_most, **more)
