"""Alphabetical order over three scripts, the same on every database."""

import json
import unicodedata
from functools import cache
from pathlib import Path


@cache
def _places() -> dict[str, int]:
    path = Path(__file__).parent / "data" / "mongolian.json"
    alphabet: str = json.loads(path.read_text(encoding="utf-8"))["alphabet"]
    return {letter: place for place, letter in enumerate(alphabet)}


def sort_key(text: str | None) -> str:
    """A string of plain digits and small letters that sorts as ``text`` should.

    Spaces and marks first, then digits, Latin without accents, Cyrillic in the Mongolian order of
    35 letters (io, barred o and straight u are letters of their own), Hangul, everything else.
    Source: language style guide, 7.
    """
    return "".join(_letter(c) for c in unicodedata.normalize("NFC", text or "").casefold())


def _letter(letter: str) -> str:
    place = _places().get(letter)
    if place is not None:
        return f"3{place:02x}"
    if "\uac00" <= letter <= "\ud7a3":
        return f"4{ord(letter):04x}"
    base = unicodedata.normalize("NFKD", letter)[0]
    if base.isascii() and base.isdigit():
        return f"1{base}"
    if "a" <= base <= "z":
        return f"2{base}"
    if unicodedata.category(base)[0] in "PZS":
        return "0"
    return f"5{ord(base):05x}"
