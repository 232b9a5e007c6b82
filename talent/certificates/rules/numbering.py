"""Numbers of certificates, and the codes by which strangers check them."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from talent.certificates.rules.lifecycle import CertificateType

TYPE_CODES = {
    CertificateType.COMPLETION: "CMP",
    CertificateType.PARTICIPATION: "PAR",
    CertificateType.MODULE: "MOD",
}
# Capital letters and digits of which no two look alike in print: no 0 and O, no 1 and I.
CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
# Cyrillic capitals that look like Latin ones: a reader types what a keyboard has.
_LOOK_ALIKES = str.maketrans(
    "\u0410\u0412\u0415\u041a\u041c\u041d\u0420\u0421\u0422\u0423\u0425", "ABEKMHPCTYX"
)


@dataclass(frozen=True, slots=True)
class CertificatePolicy:
    """How certificates are numbered and worded.

    Source: our default, to be confirmed by the project leader.
    """

    version: str
    number_format: str
    zone: ZoneInfo
    wording: str
    code_groups: int
    code_group_length: int

    @classmethod
    def parse(cls, stored: Mapping[str, Any]) -> "CertificatePolicy":
        """The policy from its JSON. ``ValueError`` when numbers could be equal or codes guessed."""
        found = cls(
            version=stored["version"],
            number_format=stored["number_format"],
            zone=ZoneInfo(stored["zone"]),
            wording=stored["wording"],
            code_groups=int(stored["code_groups"]),
            code_group_length=int(stored["code_group_length"]),
        )
        for part in ("{type}", "{year}", "{serial"):
            if part not in found.number_format:
                raise ValueError(f"the number format lacks {part}")
        if found.code_groups * found.code_group_length < 10:
            raise ValueError("a code needs at least ten characters")
        return found


def issue_day(at: datetime, policy: CertificatePolicy) -> date:
    """The day printed on a paper issued at ``at``: the day in the zone of the issuing office.

    Its year is the year of the number, so New Year comes once, not once per country.
    """
    return at.astimezone(policy.zone).date()


def series_of(kind: CertificateType) -> str:
    """The code of the series a type is numbered in."""
    return TYPE_CODES[kind]


def number_of(policy: CertificatePolicy, kind: CertificateType, year: int, serial: int) -> str:
    """The printed number: the same characters in every language.

    Source: our default ``KMRMC-{type}-{year}-{serial}``, to be confirmed by the project leader.
    """
    return policy.number_format.format(type=series_of(kind), year=year, serial=serial)


def new_code(policy: CertificatePolicy) -> str:
    """A random code in groups: five bits a character."""
    return "-".join(
        "".join(secrets.choice(CODE_ALPHABET) for _ in range(policy.code_group_length))
        for _ in range(policy.code_groups)
    )


def plain_code(typed: str) -> str:
    """What somebody meant: no spaces and dashes, capitals, look-alikes of another script mended."""
    return "".join(c for c in typed.upper().translate(_LOOK_ALIKES) if c in CODE_ALPHABET)


def plain_number(typed: str) -> str:
    """A typed number as it is stored: without spaces, in capitals, with plain dashes."""
    dashed = "".join("-" if c in "\u2010\u2011\u2012\u2013\u2014\u2212" else c for c in typed)
    return "".join(dashed.upper().translate(_LOOK_ALIKES).split())


def masked(name: str) -> str:
    """A name whose holder can be recognised by somebody who has the paper, and by nobody else.

    The first letter of each word stays; the rest are dots, as many as letters.
    """
    return " ".join(word[0] + "\u2022" * (len(word) - 1) for word in name.split())
