"""Official Mongolian: dates and ordinals as decrees and certificates write them."""

import json
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any, Literal

Case = Literal["nominative", "genitive", "dative", "ablative", "until"]

# Numbers read aloud end in a front vowel when their last digit is 1, 4 or 9.
FRONT_DIGITS = frozenset({1, 4, 9})


@cache
def _words() -> dict[str, Any]:
    path = Path(__file__).parent / "data" / "mongolian.json"
    words: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return words


def _harmony(number: int) -> str:
    return "front" if number % 10 in FRONT_DIGITS else "back"


def ordinal(number: int) -> str:
    """The number with its ordinal word, in vowel harmony with how the number is read.

    Source: official texts of the Mongolian legal database; language style guide, 2.2.
    """
    return f"{number} {_words()['ordinal'][_harmony(number)]}"


def official_date(day: date, case: Case = "nominative") -> str:
    """The whole date as letters and certificates write it; the case ending sits on the word "day".

    Nothing may be attached to the result: choose the ``case`` instead.
    Source: official texts of the Mongolian legal database; language style guide, 2.2.
    """
    words = _words()
    return (
        f"{day.year} {words['year']} {ordinal(day.month)} {words['month']} "
        f"{day.day}-{words['day'][_harmony(day.day)]} {words['cases'][case]}"
    )


def official_month(day: date) -> str:
    """Year and month, without a day. Source: language style guide, 2.2."""
    return f"{day.year} {_words()['year']} {ordinal(day.month)} {_words()['month_alone']}"


def official_time(at: time) -> str:
    """The time of day in letters, 24 hours. Source: language style guide, 2.2."""
    return f"{at:%H} {_words()['hour']} {at:%M} {_words()['minute']}"
