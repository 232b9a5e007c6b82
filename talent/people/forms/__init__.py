"""Forms about people and organisations."""

from talent.people.forms.organisations import ContactForm, OrganisationForm, organisation_data
from talent.people.forms.own import ConsentForm, OwnContactForm, own_contact_data
from talent.people.forms.people import PersonForm, RevealForm, person_data

__all__ = [
    "ConsentForm",
    "ContactForm",
    "OrganisationForm",
    "OwnContactForm",
    "PersonForm",
    "RevealForm",
    "organisation_data",
    "own_contact_data",
    "person_data",
]
