"""The lives of a person's record and of an organisation's."""

from enum import StrEnum

from talent.foundations.access import Permission
from talent.foundations.workflow import Transition, Workflow


class PersonStatus(StrEnum):
    UNCONFIRMED = "unconfirmed"
    ACTIVE = "active"
    DORMANT = "dormant"


class OrganisationStatus(StrEnum):
    PROPOSED = "proposed"
    VERIFIED = "verified"
    INACTIVE = "inactive"


class OrganisationType(StrEnum):
    UNIVERSITY = "university"
    INSTITUTE = "institute"
    COMPANY = "company"
    GOVERNMENT = "government"
    NGO = "ngo"
    DONOR = "donor"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"
    NOT_STATED = "not-stated"


class ParentNameKind(StrEnum):
    FATHER = "father"
    MOTHER = "mother"


class ConsentPurpose(StrEnum):
    """What a person may agree to, each by itself. Source: programme handbook, requirements 7.3."""

    COLLECTION = "collection"
    SENSITIVE = "sensitive"
    UNIQUE_NUMBERS = "unique-numbers"
    TRANSFER = "transfer"
    PUBLICITY = "publicity"
    TRACER = "tracer"


_P, _O = PersonStatus, OrganisationStatus

PERSON = Workflow(
    "person",
    _P.UNCONFIRMED,
    Transition("confirm", frozenset({_P.UNCONFIRMED}), _P.ACTIVE, Permission.PEOPLE_OWN),
    Transition("retire", frozenset({_P.ACTIVE}), _P.DORMANT, Permission.PEOPLE_EDIT),
    Transition("reactivate", frozenset({_P.DORMANT}), _P.ACTIVE, Permission.PEOPLE_EDIT),
)

ORGANISATION = Workflow(
    "organisation",
    _O.PROPOSED,
    Transition(
        "verify",
        frozenset({_O.PROPOSED}),
        _O.VERIFIED,
        Permission.ORGANISATIONS_VERIFY,
        not_by="propose",
    ),
    Transition("close", frozenset({_O.VERIFIED}), _O.INACTIVE, Permission.ORGANISATIONS_EDIT),
    Transition(
        "reopen",
        frozenset({_O.INACTIVE}),
        _O.VERIFIED,
        Permission.ORGANISATIONS_VERIFY,
        not_by="close",
    ),
)
