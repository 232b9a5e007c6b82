"""Numbers people are known by: Mongolian register numbers, passports, telephones."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from talent.foundations.refusals import Refused
from talent.people.rules.letters import letters
from talent.people.rules.lifecycle import Sex

CENTURY_SHIFT = 20  # months 21 to 32 are those of 20YY
PASSPORT_SHAPE = re.compile(r"[A-Z]{1,2}\d{6,8}")
ORDINARY_PASSPORT = re.compile(r"E\d{7}")
REGISTER_SHAPE = re.compile(r"\d{8}")


class NumberRefusal(StrEnum):
    REGISTER_SHAPE = "register-shape"
    REGISTER_AMBIGUOUS_Y = "register-ambiguous-y"
    REGISTER_LETTERS = "register-letters"
    REGISTER_NO_SUCH_DAY = "register-no-such-day"
    REGISTER_FUTURE = "register-future"
    PASSPORT_SHAPE = "passport-shape"
    PHONE_SHAPE = "phone-shape"
    PHONE_MONGOLIAN = "phone-mongolian"
    PHONE_KOREAN = "phone-korean"


class NumberFinding(StrEnum):
    """What does not fit but may be right: a person confirms it with a reason."""

    REGISTER_OTHER_BIRTH_DATE = "register-other-birth-date"
    REGISTER_OTHER_SEX = "register-other-sex"
    PASSPORT_UNUSUAL = "passport-unusual"
    PASSPORT_EXPIRED = "passport-expired"


@dataclass(frozen=True, slots=True)
class RegisterNumber:
    """A register number as it is kept: two Cyrillic capitals, eight digits; and what it says."""

    text: str
    birth_date: date
    sex: Sex

    @property
    def masked(self) -> str:
        """The last two digits hidden: what screens show."""
        return masked(self.text)


def read_register_number(typed: str, *, today: date) -> RegisterNumber:
    """The register number meant by ``typed``, with Latin look-alikes put right.

    Raises :class:`Refused`: a Latin Y could be either of two letters and is never guessed; the
    shape must be two letters and eight digits; the day must exist and not be later than ``today``.
    The seventh digit is odd for men. The control digit is not checked: how it is computed is not
    published. Source: programme handbook, 6.2.
    """
    text = "".join(unicodedata.normalize("NFC", typed).split()).upper()
    head, digits = text[:2], text[2:]
    if not REGISTER_SHAPE.fullmatch(digits) or not digits.isascii():
        raise Refused(NumberRefusal.REGISTER_SHAPE)
    if any(c in letters()["ambiguous"] for c in head):
        raise Refused(NumberRefusal.REGISTER_AMBIGUOUS_Y)
    head = "".join(letters()["cyrillic_for"].get(c, c) for c in head)
    if any(c not in letters()["register_letters"] for c in head):
        raise Refused(NumberRefusal.REGISTER_LETTERS)
    born = _birth_date(digits)
    if born > today:
        raise Refused(NumberRefusal.REGISTER_FUTURE, born=born.isoformat())
    return RegisterNumber(head + digits, born, Sex.MALE if int(digits[6]) % 2 else Sex.FEMALE)


def _birth_date(digits: str) -> date:
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    century = 1900
    if CENTURY_SHIFT < month <= CENTURY_SHIFT + 12:
        century, month = 2000, month - CENTURY_SHIFT
    try:
        return date(century + year, month, day)
    except ValueError:
        raise Refused(NumberRefusal.REGISTER_NO_SUCH_DAY) from None


def register_findings(
    number: RegisterNumber, *, birth_date: date | None, sex: Sex
) -> tuple[NumberFinding, ...]:
    """Where the number says something else than the record does: warnings, never errors.

    Papers are sometimes wrong and sexes are sometimes not stated; a person decides and says why.
    Source: programme handbook, 6.2.
    """
    found = []
    if birth_date is not None and birth_date != number.birth_date:
        found.append(NumberFinding.REGISTER_OTHER_BIRTH_DATE)
    if sex is not Sex.NOT_STATED and sex is not number.sex:
        found.append(NumberFinding.REGISTER_OTHER_SEX)
    return tuple(found)


def read_passport_number(typed: str) -> str:
    """The passport number in capitals without spaces. Raises :class:`Refused` for another shape.

    Source: programme handbook, 6.3.
    """
    text = "".join(unicodedata.normalize("NFKC", typed).split()).replace("-", "").upper()
    if not PASSPORT_SHAPE.fullmatch(text) or not text.isascii():
        raise Refused(NumberRefusal.PASSPORT_SHAPE)
    return text


def passport_findings(
    number: str | None, *, nationality: str, expires_on: date | None, today: date
) -> tuple[NumberFinding, ...]:
    """What is unusual: a Mongolian passport that is not E and seven digits; an expired one.

    The day of expiry itself still counts. Source: programme handbook, 6.3.
    """
    found = []
    if number and nationality == "MN" and not ORDINARY_PASSPORT.fullmatch(number):
        found.append(NumberFinding.PASSPORT_UNUSUAL)
    if expires_on is not None and expires_on < today:
        found.append(NumberFinding.PASSPORT_EXPIRED)
    return tuple(found)


def sealed_about(person_pid: str, field: str) -> str:
    """What a sealed number is bound to: copied to another person or field it does not open."""
    return f"person:{person_pid}:{field}"


def masked(number: str, *, hidden: int = 2) -> str:
    """The number with its last ``hidden`` characters as stars."""
    return number[:-hidden] + "*" * hidden


def read_phone(typed: str, *, country: str = "MN") -> str:
    """The telephone number as ``+`` and digits (E.164).

    Without a country code it is read as a number of ``country``: Mongolia has eight digits, Korea
    nine or ten after its leading 0, which is dropped. Raises :class:`Refused` for anything else.
    Source: programme handbook, 6.4.
    """
    text = re.sub(r"[\s().\-\u2010-\u2015]", "", unicodedata.normalize("NFKC", typed))
    text = re.sub(r"^00", "+", text)
    if not re.fullmatch(r"\+?\d{6,15}", text) or not text.isascii():
        raise Refused(NumberRefusal.PHONE_SHAPE)
    if not text.startswith("+"):
        text = _with_country(text, country)
    if text.startswith("+976"):
        return _mongolian(text[4:])
    if text.startswith("+82"):
        return _korean(text[3:])
    return text


def _with_country(digits: str, country: str) -> str:
    # Whoever writes 976 9911 2233 or 82 10 ... means the code; no national number is that long.
    if digits.startswith("976") and len(digits) == 11:
        return f"+{digits}"
    if digits.startswith("82") and len(digits) >= 11:
        return f"+{digits}"
    if digits.startswith("0") and len(digits) >= 9:
        return f"+82{digits}"
    return f"+82{digits}" if country == "KR" else f"+976{digits}"


def _mongolian(national: str) -> str:
    if len(national) != 8 or national.startswith("0"):
        raise Refused(NumberRefusal.PHONE_MONGOLIAN)
    return f"+976{national}"


def _korean(national: str) -> str:
    national = national.removeprefix("0")
    if not 8 <= len(national) <= 10 or national.startswith("0"):
        raise Refused(NumberRefusal.PHONE_KOREAN)
    return f"+82{national}"
