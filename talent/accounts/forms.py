"""Forms around accounts."""

from typing import Any

from wtforms import Field, HiddenField, RadioField, ValidationError

from talent.accounts.rules.accounts import Theme
from talent.accounts.rules.addresses import canonical
from talent.foundations.access import Role
from talent.foundations.languages import LANGUAGES, OWN_NAMES
from talent.foundations.refusals import Refused
from talent.people.rules.letters import Script, check_script, tidy
from talent.people.rules.names import PersonNames
from talent.plumbing import forms as kit
from talent.plumbing.i18n import gettext, lazy
from talent.plumbing.words import word

ROLES = tuple(Role)


def plain_address(_form: kit.Form, field: Field) -> None:
    """Refuse an address that is not plain ASCII."""
    try:
        canonical(field.data or "")
    except Refused as refused:
        raise ValidationError(word(refused.reason)) from None


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


def language_field() -> RadioField:
    return kit.radio_field(
        lazy("Language of pages and mails"), {code: OWN_NAMES[code] for code in LANGUAGES}
    )


class SignInForm(kit.Form):
    email = kit.text(lazy("E-mail address"), at_most=254)
    password = kit.password(lazy("Password"))
    next = HiddenField()


class ForgotForm(kit.Form):
    email = kit.email(lazy("E-mail address"))


class NewPasswordForm(kit.Form):
    password = kit.password(
        lazy("New password"),
        description=lazy(
            "At least 15 characters. A few words that do not belong together are best."
        ),
    )


class ChangePasswordForm(kit.Form):
    old = kit.password(lazy("Present password"))
    password = kit.password(
        lazy("New password"),
        description=lazy(
            "At least 15 characters. A few words that do not belong together are best."
        ),
    )


class NamesForm(kit.Form):
    """The names asked of somebody new: Latin as in the passport, Cyrillic if there is one."""

    surname_latin = kit.text(
        lazy("Surname as in the passport"),
        InScript(Script.LATIN),
        required=False,
        at_most=80,
        description=lazy("Latin capitals. Leave it empty when the passport shows none."),
    )
    given_latin = kit.text(
        lazy("Given name as in the passport"), InScript(Script.LATIN), at_most=80
    )
    parent_mn = kit.text(
        lazy("Father's or mother's name in Cyrillic"),
        InScript(Script.CYRILLIC),
        required=False,
        at_most=80,
    )
    given_mn = kit.text(
        lazy("Given name in Cyrillic"), InScript(Script.CYRILLIC), required=False, at_most=80
    )

    def names(self) -> PersonNames:
        return PersonNames(
            clan_mn=None,
            parent_mn=tidy(self.parent_mn.data or "") or None,
            given_mn=tidy(self.given_mn.data or "") or None,
            surname_latin=tidy(self.surname_latin.data or "").upper(),
            given_latin=tidy(self.given_latin.data or "").upper(),
            surname_ko=None,
            given_ko=None,
        )


class RegisterForm(NamesForm):
    email = kit.email(lazy("E-mail address"), plain_address)
    language = language_field()


class InviteForm(NamesForm):
    """A person of the register by code, or a new one by name."""

    person_code = kit.text(
        lazy("Code of the person"),
        required=False,
        at_most=12,
        description=lazy("If this person is registered already, for example P-000123."),
    )
    given_latin = kit.text(
        lazy("Given name as in the passport"),
        InScript(Script.LATIN),
        required=False,
        at_most=80,
    )
    email = kit.email(lazy("E-mail address"), plain_address)
    roles = kit.several_field(lazy("Roles"), kit.words_of(ROLES), required=True)
    language = language_field()

    def validate(self, extra_validators: Any = None) -> bool:
        """Also ask for one of the two ways to say who it is."""
        good = super().validate(extra_validators)
        if not self.person_code.data and not self.given_latin.data:
            self.person_code.errors = [
                *self.person_code.errors,
                gettext("Give the code of a registered person, or the given name of a new one."),
            ]
            return False
        return good


class RolesForm(kit.Form):
    roles = kit.several_field(lazy("Roles"), kit.words_of(ROLES), required=True)

    def chosen(self) -> list[Role]:
        return [Role(role) for role in self.roles.data or []]


class LanguageForm(kit.Form):
    language = language_field()


class ThemeForm(kit.Form):
    theme = kit.radio_field(lazy("Appearance"), kit.words_of(Theme), required=False)
