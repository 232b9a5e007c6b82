"""The forms on one's own record."""

from typing import Any

from talent.people.forms.fields import a_phone_number, phone_of, region_field
from talent.people.rules.lifecycle import ConsentPurpose
from talent.plumbing import forms as kit
from talent.plumbing.i18n import lazy


class OwnContactForm(kit.Form):
    nationality: str = "MN"

    phone = kit.text(lazy("Telephone"), a_phone_number, required=False, at_most=40)
    region = region_field()
    address = kit.text(lazy("Address"), required=False, at_most=300)

    def values(self) -> dict[str, Any]:
        return {
            "phone": phone_of(self, self.phone),
            "region": self.region.data or None,
            "address": self.address.data or "",
        }


class ConsentForm(kit.Form):
    """One box for each purpose, none of them ticked beforehand."""

    purposes = kit.several_field(lazy("I agree to"), kit.words_of(ConsentPurpose))

    def chosen(self) -> list[ConsentPurpose]:
        return [ConsentPurpose(value) for value in self.purposes.data or []]


def own_contact_data(person: Any) -> dict[str, Any]:
    """What the form shows of one's own contacts."""
    return {"phone": person.phone, "region": person.region, "address": person.address}
