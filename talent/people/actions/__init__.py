"""What can be done with people and organisations, one function per deed."""

from talent.people.actions.organisations import (
    add_contact,
    change_organisation,
    confirm_contact,
    propose_organisation,
    put_organisation_keys,
    retire_contact,
    step_organisation,
)
from talent.people.actions.own import (
    change_own_contact,
    confirm_names,
    give_consents,
    state_birth_date,
    withdraw_consent,
)
from talent.people.actions.people import (
    change_person,
    put_keys,
    register_person,
    reveal_number,
    step_person,
)

__all__ = [
    "add_contact",
    "change_organisation",
    "change_own_contact",
    "change_person",
    "confirm_contact",
    "confirm_names",
    "give_consents",
    "propose_organisation",
    "put_keys",
    "put_organisation_keys",
    "register_person",
    "retire_contact",
    "reveal_number",
    "state_birth_date",
    "step_organisation",
    "step_person",
    "withdraw_consent",
]
