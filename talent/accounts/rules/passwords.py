"""Which passwords are good enough: long ones nobody would try first."""

import gzip
import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path

from talent.foundations.refusals import Refused

LEAST_LENGTH = 15
MOST_LENGTH = 256
LEAST_CONTEXT_WORD = 4
MOST_KNOWN_PARTS = 2
LEAST_REST = 8
DATA = Path(__file__).parents[1] / "data"

# What people write for letters.
_LEET = str.maketrans("013457@$!|", "oieastasil")
_WALKS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
)
# The programme's own words: the first an outsider would try.
PROGRAMME_WORDS = (
    "kigam",
    "gcra",
    "komir",
    "kmrmc",
    "talent",
    "raremetal",
    "rare metal",
    "cooperation",
    "mongolia",
    "ulaanbaatar",
    "daejeon",
    "korea",
)


class PasswordRefusal(StrEnum):
    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    COMMON = "common"
    PERSONAL = "personal"
    WRONG = "wrong"


def normalised(password: str) -> str:
    """The password as it is hashed: NFKC, so that all keyboards write the same; nothing trimmed."""
    return unicodedata.normalize("NFKC", password)


def check_password(password: str, *, context: Iterable[str] = ()) -> None:
    """Raise :class:`Refused` when ``password`` is too short, too long or would be guessed.

    Between 15 and 256 code points, no rule about kinds of characters. Refused are known passwords,
    repetitions, runs over the keyboard, up to two known words with digits around them, and
    whatever is left of a name, address or programme word (``context``) with a little added.
    Source: NIST SP 800-63B-4; security goals of the programme, B2.
    """
    text = normalised(password)
    if len(text) < LEAST_LENGTH:
        raise Refused(PasswordRefusal.TOO_SHORT, least=LEAST_LENGTH)
    if len(text) > MOST_LENGTH:
        raise Refused(PasswordRefusal.TOO_LONG, most=MOST_LENGTH)
    if is_common(text):
        raise Refused(PasswordRefusal.COMMON)
    if is_personal(text, (*context, *PROGRAMME_WORDS)):
        raise Refused(PasswordRefusal.PERSONAL)


def is_common(password: str) -> bool:
    """Whether attackers try this early: a repetition, a run, or known words with digits."""
    folded = password.casefold()
    return any(
        _is_repetition(form) or _is_walk(form) or _is_made_of_known(form)
        for form in {folded, folded.translate(_LEET)}
    )


def is_personal(password: str, context: Iterable[str]) -> bool:
    """Whether fewer than eight characters remain without the words of ``context``."""
    rest = password.casefold()
    words = {part for text in context for part in _parts(text)}
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest != password.casefold() and len(rest) < LEAST_REST


def _parts(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    parts = [folded, folded.partition("@")[0], *re.split(r"[\W_]+", folded)]
    return [p for p in parts if len(p) >= LEAST_CONTEXT_WORD]


def _is_repetition(text: str) -> bool:
    """One piece of up to half the length, over and over, the last one perhaps cut."""
    return any(
        (text[:size] * (len(text) // size + 1))[: len(text)] == text
        for size in range(1, len(text) // 2 + 1)
    )


def _is_walk(text: str) -> bool:
    """Nothing but pieces, four long or more, of runs over the alphabet or the keyboard."""
    rest = re.sub(r"[\W_]", "", text)
    while rest:
        step = max((_run_length(rest, way) for way in _ways()), default=0)
        if step < 4:
            return False
        rest = rest[step:]
    return True


@cache
def _ways() -> tuple[str, ...]:
    return tuple(w for walk in _WALKS for w in (walk, walk[::-1]))


def _run_length(text: str, way: str) -> int:
    start = way.find(text[:4])
    if start < 0:
        return 0
    length = 0
    for here, there in zip(text, way[start:], strict=False):
        if here != there:
            break
        length += 1
    return length


def _is_made_of_known(text: str) -> bool:
    """At most two known passwords, digits and punctuation around them, and nothing else."""
    bare = re.sub(r"[\W\d_]", "", text)
    if not bare:
        return len(set(text)) < LEAST_REST
    return _fits(bare, MOST_KNOWN_PARTS)


def _fits(text: str, parts: int) -> bool:
    if not text:
        return True
    if parts == 0:
        return False
    return any(
        text[:end] in known() and _fits(text[end:], parts - 1) for end in range(len(text), 2, -1)
    )


@cache
def known() -> frozenset[str]:
    """The words of ``data/known-passwords.txt.gz``, small letters without digits and signs.

    What it is: passwords that published lists of the most used ones have shown year after year,
    with Korean and Mongolian ones typed in Latin letters, written down by hand. It holds words,
    not whole passwords: with the rules above each stands for all its forms with digits, signs,
    capitals, replaced letters, doubled or in pairs, as far as they reach 15 characters.
    """
    with gzip.open(DATA / "known-passwords.txt.gz", "rt", encoding="utf-8") as lines:
        return frozenset(line.strip() for line in lines if line.strip())
