"""Sentences and dates of printed papers, from the wording a certificate was prepared with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

BLANK = re.compile(r"\{(\*?)(\w+)\}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, set strong or not."""

    text: str
    strong: bool = False


def pieces(sentence: str, values: Mapping[str, str]) -> list[Piece]:
    """``sentence`` with its blanks filled; a blank with a star is set strong.

    ``KeyError`` when a blank has no value.
    """
    found: list[Piece] = []
    end = 0
    for blank in BLANK.finditer(sentence):
        _join(found, Piece(sentence[end : blank.start()]))
        _join(found, Piece(values[blank[2]], bool(blank[1])))
        end = blank.end()
    _join(found, Piece(sentence[end:]))
    return found


def _join(found: list[Piece], piece: Piece) -> None:
    """Neighbours of one kind become one run, so that no line breaks between them by accident."""
    if not piece.text:
        return
    if found and found[-1].strong == piece.strong:
        found[-1] = Piece(found[-1].text + piece.text, piece.strong)
    else:
        found.append(piece)


def filled(sentence: str, values: Mapping[str, str]) -> str:
    """``sentence`` as plain text; empty when one of its blanks has no value."""
    if any(not values.get(blank[2]) for blank in BLANK.finditer(sentence)):
        return ""
    return "".join(piece.text for piece in pieces(sentence, values))


def takes_front_ending(number: int) -> bool:
    """Whether a Mongolian numeral is read with front vowels: it ends in one, four or nine.

    Source: official Mongolian texts, legal gazette; language style guide, dates.
    """
    return number % 10 in {1, 4, 9}


def dated(day: date, form: str, months: Sequence[str], days: Sequence[str] = ()) -> str:
    """``day`` in the pattern ``form``.

    ``months`` are twelve names, or the back and front ending that follow a month's number, or
    none; ``days`` are the back and front ending of the day.
    """
    values: dict[str, Any] = {"y": day.year, "m": day.month, "d": day.day}
    if len(months) == 12:
        values["month"] = months[day.month - 1]
    elif months:
        values["month"] = months[takes_front_ending(day.month)]
    if days:
        values["day"] = days[takes_front_ending(day.day)]
    return form.format(**values)
