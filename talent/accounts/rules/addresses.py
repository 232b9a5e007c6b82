"""Mail addresses people sign in with."""

import unicodedata
from enum import StrEnum

from talent.foundations.refusals import Refused


class AddressRefusal(StrEnum):
    NOT_ASCII = "not-ascii"


def canonical(typed: str) -> str:
    """The address as accounts are looked up by: folded, nothing else changed.

    Raises :class:`Refused` for an address that is not plain ASCII: letters of other scripts that
    fold to the same address have been used to take accounts over.
    Source: security goals of the programme, B6.
    """
    text = unicodedata.normalize("NFC", typed).strip()
    if not text.isascii():
        raise Refused(AddressRefusal.NOT_ASCII)
    return text.casefold()
