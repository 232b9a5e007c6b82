"""Why something cannot be done with an account."""

from enum import StrEnum


class AccountRefusal(StrEnum):
    ADDRESS_TAKEN = "address-taken"
    PERSON_HAS_ACCOUNT = "person-has-account"
    NO_SUCH_PERSON = "no-such-person"
    ALREADY_ACTIVE = "already-active"
    OWN_ACCOUNT = "own-account"
    WRONG_SIGN_IN = "wrong-sign-in"
    LINK_WORTHLESS = "link-worthless"


class Theme(StrEnum):
    """How pages look; the empty one follows the device."""

    DEVICE = ""
    LIGHT = "light"
    DARK = "dark"
