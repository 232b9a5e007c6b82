"""What the register sorts and finds people and organisations by."""

from collections.abc import Iterable
from dataclasses import dataclass

from talent.foundations.languages import LocalizedText
from talent.foundations.sorting import sort_key
from talent.people.rules.letters import search_key
from talent.people.rules.names import PersonNames

SORT_LENGTH = 400
SEARCH_LENGTH = 1000
KEY_MARK = "~"  # before search keys, so that plain text never matches one by accident


@dataclass(frozen=True, slots=True)
class PersonKeys:
    """Three orders, one for each language, and one text to search in."""

    sort_mn: str
    sort_latin: str
    sort_ko: str
    search: str


def person_keys(names: PersonNames, others: Iterable[str | None] = ()) -> PersonKeys:
    """How a person is sorted and found. ``others`` are further texts to find by, such as the code.

    Mongolian lists go by the given name, those with Cyrillic names first; Korean and English ones
    by the family name, in Korean Hangul first. Source: programme handbook, 6.1.
    """
    latin = sort_key(f"{names.surname_latin} {names.given_latin}")
    home = sort_key(f"{names.given_mn} {names.parent_mn or ''}") if names.given_mn else None
    hangul = sort_key(f"{names.surname_ko or ''} {names.given_ko or ''}".strip())
    return PersonKeys(
        sort_mn=(f"0{home}" if home else f"1{latin}")[:SORT_LENGTH],
        sort_latin=latin[:SORT_LENGTH],
        sort_ko=(f"0{hangul}" if hangul else f"1{latin}")[:SORT_LENGTH],
        search=_person_search(names, others),
    )


def _person_search(names: PersonNames, others: Iterable[str | None]) -> str:
    parts = [
        *(text for text in others if text),
        names.parent_mn,
        names.given_mn,
        names.cyrillic_short,
        names.surname_latin,
        names.given_latin,
        names.surname_latin,
        (names.surname_ko or "") + (names.given_ko or ""),
        names.hangul,
    ]
    plain = " ".join(dict.fromkeys(p for p in parts if p)).casefold()
    latin = f"{names.surname_latin} {names.given_latin} {names.surname_latin}".casefold()
    keyed = [names.parent_mn, names.given_mn, names.surname_latin, names.given_latin]
    keys = " ".join(dict.fromkeys(KEY_MARK + search_key(k) for k in keyed if k and search_key(k)))
    return f"{plain} {latin} {keys}"[:SEARCH_LENGTH]


def organisation_search(code: str, name: LocalizedText) -> str:
    """The text to find an organisation by: its code and its names."""
    return " ".join(t for t in (code, name.ko, name.mn, name.en) if t).casefold()[:SEARCH_LENGTH]


def search_terms(typed: str) -> list[tuple[str, str]]:
    """For each word typed: itself as stored, and the search key (with its mark) or ``""``.

    A person is found who has, for every word, the one or the other. Keys of fewer than three
    letters would find half the register and are left out.
    """
    terms = []
    for word in typed.casefold().split():
        key = search_key(word)
        terms.append((word, f"{KEY_MARK}{key}" if len(key) >= 3 else ""))
    return terms
