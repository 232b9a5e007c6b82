"""Official Korean: particles that depend on the last sound, dates and times in letters."""

import json
import re
import unicodedata
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any, Literal

Particle = Literal["topic", "subject", "object", "and", "to", "or", "called"]

FIRST_SYLLABLE, LAST_SYLLABLE = "\uac00", "\ud7a3"
FINALS = 28  # finals a syllable may have, none included
RIEUL = 8  # the final after which "to" keeps its short form
CLOSERS = "\"'\u201d\u2019\u300d\u300f)]}>\u00bb"


@cache
def _words() -> dict[str, Any]:
    path = Path(__file__).parent / "data" / "korean.json"
    words: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return words


def with_particle(text: str, particle: Particle, *, reading: str | None = None) -> str:
    """``text`` followed by the particle its last sound asks for.

    Quotes and a bracket at the end are looked through; digits are read in Sino-Korean. The sound
    of Latin words is not in their spelling: give ``reading`` in Hangul, else both forms appear.
    Source: language style guide, 4.
    """
    after_consonant, after_vowel = _words()["particles"][particle]
    final = _final(reading or text)
    if final is None:
        if particle == "to":
            return f"{text}({after_consonant[0]}){after_vowel}"
        return f"{text}{after_consonant}({after_vowel})"
    if final == 0 or (particle == "to" and final == RIEUL):
        return f"{text}{after_vowel}"
    return f"{text}{after_consonant}"


def official_date(day: date) -> str:
    """The date in letters, without leading zeros. Source: language style guide, 2.2."""
    words = _words()
    return f"{day.year}{words['year']} {day.month}{words['month']} {day.day}{words['day']}"


def official_time(at: time) -> str:
    """The time in letters: before or after noon, twelve hours, no minutes when there are none.

    Source: language style guide, 2.2.
    """
    words = _words()
    half = words["morning"] if at.hour < 12 else words["afternoon"]
    minutes = f" {at.minute}{words['minute']}" if at.minute else ""
    return f"{half} {at.hour % 12 or 12}{words['hour']}{minutes}"


def _final(text: str) -> int | None:
    """The final of the last syllable, 0 for none; ``None`` when the last letter tells nothing."""
    last = _last_letter(text)
    if last.isascii() and last.isdigit():
        last = _words()["digits"][int(last)]
    if not FIRST_SYLLABLE <= last <= LAST_SYLLABLE:
        return None
    return (ord(last) - ord(FIRST_SYLLABLE)) % FINALS


def _last_letter(text: str) -> str:
    rest = unicodedata.normalize("NFC", text).strip()
    while rest and rest[-1] in CLOSERS:
        without_bracket = re.sub(r"\s*\([^()]*\)$", "", rest)
        rest = (without_bracket if without_bracket != rest else rest[:-1]).rstrip()
    return rest[-1:]
