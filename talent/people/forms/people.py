"""The form of a person's record, as staff fills it in."""

from datetime import date
from typing import Any

from wtforms import Field, ValidationError

from talent.foundations.refusals import Refused
from talent.people.forms.fields import (
    a_phone_number,
    country_field,
    language_field,
    name_field,
    phone_of,
    region_field,
)
from talent.people.rules.details import PersonDetails, PersonRefusal, check_birth_date, findings
from talent.people.rules.letters import Script, tidy
from talent.people.rules.lifecycle import ParentNameKind, Sex
from talent.people.rules.names import PersonNames
from talent.people.rules.numbers import NumberFinding, read_passport_number, read_register_number
from talent.plumbing import forms as kit
from talent.plumbing.i18n import lazy
from talent.plumbing.words import word

FIELD_OF = {
    NumberFinding.REGISTER_OTHER_BIRTH_DATE: "register_number",
    NumberFinding.REGISTER_OTHER_SEX: "register_number",
    NumberFinding.PASSPORT_UNUSUAL: "passport_number",
    NumberFinding.PASSPORT_EXPIRED: "passport_expires_on",
}


class PersonForm(kit.Form):
    """Everything staff may write. Set ``today`` before validating; ``details()`` afterwards."""

    today: date

    parent_mn = name_field(lazy("Father's or mother's name in Cyrillic"), Script.CYRILLIC)
    parent_name_kind = kit.radio_field(lazy("Whose name it is"), kit.words_of(ParentNameKind))
    given_mn = name_field(lazy("Given name in Cyrillic"), Script.CYRILLIC)
    clan_mn = name_field(lazy("Clan name in Cyrillic"), Script.CYRILLIC)
    surname_latin = name_field(
        lazy("Surname as in the passport"),
        Script.LATIN,
        description=lazy("Latin capitals. Leave it empty when the passport shows none."),
    )
    given_latin = name_field(lazy("Given name as in the passport"), Script.LATIN, required=True)
    surname_ko = name_field(lazy("Family name in Hangul"), Script.HANGUL)
    given_ko = name_field(lazy("Given name in Hangul"), Script.HANGUL)
    sex = kit.radio_field(lazy("Sex (as in the passport)"), kit.words_of(Sex))
    birth_date = kit.date_field(lazy("Date of birth"), required=False)
    nationality = country_field(lazy("Nationality"))
    register_number = kit.text(
        lazy("Register number"),
        required=False,
        at_most=40,
        description=lazy("Two Cyrillic letters and eight digits. Kept encrypted; optional."),
    )
    remove_register_number = kit.tick(lazy("Remove the register number kept here"))
    passport_number = kit.text(
        lazy("Passport number"),
        required=False,
        at_most=40,
        description=lazy("Kept encrypted."),
    )
    remove_passport_number = kit.tick(lazy("Remove the passport number kept here"))
    passport_expires_on = kit.date_field(lazy("Passport valid until"), required=False)
    phone = kit.text(lazy("Telephone"), a_phone_number, required=False, at_most=40)
    email = kit.email(lazy("E-mail address"), required=False)
    region = region_field()
    address = kit.text(lazy("Address"), required=False, at_most=300)
    organisation = kit.choice_field(lazy("Organisation"), (), required=False)
    position = kit.text(lazy("Position"), required=False, at_most=120)
    preferred_language = language_field(lazy("Preferred language"))
    reason = kit.text(
        lazy("Reason"),
        required=False,
        at_most=300,
        description=lazy("Why the record is right although the numbers say something else."),
    )

    def validate_birth_date(self, field: Field) -> None:
        _pass_on(lambda: check_birth_date(field.data, today=self.today))

    def validate_register_number(self, field: Field) -> None:
        _pass_on(lambda: read_register_number(field.data, today=self.today))

    def validate_passport_number(self, field: Field) -> None:
        _pass_on(lambda: read_passport_number(field.data))

    def validate(self, extra_validators: Any = None) -> bool:
        """Also show what does not fit beside its field, until a reason is given."""
        if not super().validate(extra_validators):
            return False
        found = findings(self.details(None), today=self.today)
        if found and not (self.reason.data or "").strip():
            for finding in found:
                field = self[FIELD_OF[finding]]
                field.errors = [*field.errors, word(finding)]
            self.reason.errors = [*self.reason.errors, word(PersonRefusal.REASON_MISSING)]
        return not self.errors

    def names(self) -> PersonNames:
        return PersonNames(
            clan_mn=tidy(self.clan_mn.data or "") or None,
            parent_mn=tidy(self.parent_mn.data or "") or None,
            given_mn=tidy(self.given_mn.data or "") or None,
            surname_latin=tidy(self.surname_latin.data or "").upper(),
            given_latin=tidy(self.given_latin.data or "").upper(),
            surname_ko=tidy(self.surname_ko.data or "") or None,
            given_ko=tidy(self.given_ko.data or "") or None,
        )

    def details(self, organisation_id: int | None) -> PersonDetails:
        """What the form says, read. Only after a successful ``validate``."""
        register, passport = self.register_number.data, self.passport_number.data
        removed = {
            name
            for name in ("register_number", "passport_number")
            if self[f"remove_{name}"].data and not self[name].data
        }
        return PersonDetails(
            names=self.names(),
            parent_name_kind=ParentNameKind(self.parent_name_kind.data),
            sex=Sex(self.sex.data),
            birth_date=self.birth_date.data,
            nationality=self.nationality.data,
            register_number=read_register_number(register, today=self.today) if register else None,
            passport_number=read_passport_number(passport) if passport else None,
            passport_expires_on=self.passport_expires_on.data,
            phone=phone_of(self, self.phone),
            email=(self.email.data or "").casefold() or None,
            region=self.region.data or None,
            address=self.address.data or "",
            position=self.position.data or "",
            preferred_language=self.preferred_language.data,
            organisation_id=organisation_id,
            reason=self.reason.data or "",
            removed_numbers=frozenset(removed),
        )


class RevealForm(kit.Form):
    reason = kit.text(
        lazy("Why you need the number"),
        at_most=300,
        description=lazy("Your name, the time and this reason are kept in the history."),
    )


def person_data(person: Any) -> dict[str, Any]:
    """What the form shows of a person; the numbers are never among it."""
    names = person.names
    return {
        "clan_mn": names.clan_mn,
        "parent_mn": names.parent_mn,
        "given_mn": names.given_mn,
        "surname_latin": names.surname_latin,
        "given_latin": names.given_latin,
        "surname_ko": names.surname_ko,
        "given_ko": names.given_ko,
        "parent_name_kind": person.parent_name_kind,
        "sex": person.sex,
        "birth_date": person.birth_date,
        "nationality": person.nationality,
        "passport_expires_on": person.passport_expires_on,
        "phone": person.phone,
        "email": person.email,
        "region": person.region,
        "address": person.address,
        "position": person.position,
        "preferred_language": person.preferred_language,
        "organisation": person.organisation.pid if person.organisation else "",
    }


def _pass_on(check: Any) -> None:
    try:
        check()
    except Refused as refused:
        raise ValidationError(word(refused.reason, **refused.facts)) from None
