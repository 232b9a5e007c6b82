"""Letters of three scripts: what belongs where, what looks alike, and one key for all spellings."""

import json
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data"


class Script(StrEnum):
    CYRILLIC = "cyrillic"
    HANGUL = "hangul"
    LATIN = "latin"


class NameFinding(StrEnum):
    """What is wrong with a name in its field."""

    LOOK_ALIKES = "look-alikes"
    AMBIGUOUS_Y = "ambiguous-y"
    NOT_CYRILLIC = "not-cyrillic"
    NOT_HANGUL = "not-hangul"
    NOT_LATIN = "not-latin"


@dataclass(frozen=True, slots=True)
class NameProblem:
    """A finding, the letters it is about, and what was probably meant, if that can be told."""

    finding: NameFinding
    letters: str
    suggestion: str = ""


@cache
def letters() -> dict[str, Any]:
    """The tables of letters kept in ``data/letters.json``."""
    table: dict[str, Any] = json.loads((DATA / "letters.json").read_text(encoding="utf-8"))
    return table


def tidy(name: str) -> str:
    """The name composed (NFC), trimmed, with single spaces and plain hyphens."""
    composed = unicodedata.normalize("NFC", name)
    composed = re.sub("[\u2010-\u2014\u2212]", "-", composed)
    return re.sub(r"\s*-\s*", "-", " ".join(composed.split()))


def check_script(name: str, script: Script) -> NameProblem | None:
    """What is wrong with ``name`` in a field for ``script``, or ``None``.

    Letters of another script that look like the right ones are named with a suggestion; Latin y in
    a Cyrillic name could be either of two letters, so nothing is suggested. Spaces, hyphens and
    apostrophes (Latin only) belong to names; digits do not.
    Source: programme handbook, 6.1 and 6.2; language style guide, 7.
    """
    foreign = "".join(dict.fromkeys(c for c in tidy(name) if not _belongs(c, script)))
    if not foreign:
        return None
    if script is Script.HANGUL:
        return NameProblem(NameFinding.NOT_HANGUL, foreign)
    table = letters()["cyrillic_for" if script is Script.CYRILLIC else "latin_for"]
    if all(c in table for c in foreign):
        meant = "".join(table.get(c, c) for c in tidy(name))
        return NameProblem(NameFinding.LOOK_ALIKES, foreign, meant)
    if script is Script.LATIN:
        return NameProblem(NameFinding.NOT_LATIN, foreign)
    is_mostly_right = any(_belongs(c, script) for c in tidy(name) if c.isalpha())
    if is_mostly_right and any(c in letters()["ambiguous"] for c in foreign):
        return NameProblem(NameFinding.AMBIGUOUS_Y, foreign)
    return NameProblem(NameFinding.NOT_CYRILLIC, foreign)


def _belongs(letter: str, script: Script) -> bool:
    if letter in " -":
        return True
    if script is Script.HANGUL:
        return "\uac00" <= letter <= "\ud7a3"
    if script is Script.CYRILLIC:
        return letter == "." or letter.upper() in letters()["register_letters"]
    return letter in "'." or ("a" <= letter.lower() <= "z" and letter.isascii())


# Spellings of one sound, longest first, brought to one letter.
_SOUNDS = (
    ("SHCH", "X"),
    ("SH", "X"),
    ("TCH", "Q"),
    ("CH", "Q"),
    ("KH", "H"),
    ("ZH", "J"),
    ("DJ", "J"),
    ("DZ", "Z"),
    ("TS", "C"),
    ("TZ", "C"),
    ("PH", "F"),
    ("W", "V"),
)


def search_key(name: str) -> str:
    """One key for all usual spellings of a Mongolian name; to find people, never to show.

    Forgets what passports spell differently: barred o, straight u, o and u; kh and h; ts and tz; zh
    and j; double vowels, glides and the soft sign.
    Source: programme handbook, 6.3; compared with passport spellings of 30 names.
    """
    table = letters()["latin_of"]
    text = "".join(table.get(c, c) for c in unicodedata.normalize("NFC", name).upper())
    text = unicodedata.normalize("NFD", text)
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub("[^A-Z]", "", text)
    for spelling, sound in _SOUNDS:
        text = text.replace(spelling, sound)
    text = re.sub("^YE", "E", text)
    for glide, vowel in (
        ("YE", "E"),
        ("YO", "O"),
        ("IO", "O"),
        ("YU", "U"),
        ("IU", "U"),
        ("YA", "A"),
        ("IA", "A"),
    ):
        text = text.replace(glide, vowel)
    text = text.replace("Y", "I").replace("O", "U")
    text = re.sub(r"([AEIU])\1+", r"\1", text)
    text = re.sub(r"([AEU])I", r"\1", text)
    text = re.sub(r"(?<=[^AEIU])I(?=[^AEIU])", "", text)
    return re.sub(r"I$", "", text)
