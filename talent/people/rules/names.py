"""Names in three scripts and how each language shows them.

A Mongolian has a given name, mostly a father's (or mother's) name, sometimes a clan name; none of
the last two is compulsory. The Latin name is copied from the passport, never transliterated.
"""

from dataclasses import dataclass

LATIN_DIGRAPHS = ("Ts", "Ch", "Sh", "Kh")
OF_PARENT = "\u043e\u0432\u043e\u0433\u0442\u043e\u0439"


def initial(name: str) -> str:
    """What stands before the dot: the first letter; in Latin Ts, Ch, Sh and Kh stay whole.

    In Cyrillic each of these sounds is one letter already.
    Source: programme handbook, 6.1.
    """
    head = name[:2].title()
    return head if head in LATIN_DIGRAPHS else name[:1].upper()


def titled(name: str) -> str:
    """A name typed in capitals as it is written: capitals begin each part, also after a hyphen.

    ``str.title`` would also raise the letter after an apostrophe.
    """
    return "-".join(" ".join(w.capitalize() for w in part.split(" ")) for part in name.split("-"))


@dataclass(frozen=True, slots=True)
class PersonNames:
    """All forms of one person's name. Empty parts are ``None``."""

    clan_mn: str | None
    parent_mn: str | None
    given_mn: str | None
    surname_latin: str
    given_latin: str
    surname_ko: str | None
    given_ko: str | None

    @property
    def latin(self) -> str:
        """``BATBOLD Temuulen``: the family part in capitals, so that readers know which it is."""
        return f"{self.surname_latin.upper()} {titled(self.given_latin)}".strip()

    @property
    def cyrillic(self) -> str | None:
        """Parent's name and given name, ``None`` without a given name in Cyrillic."""
        if not self.given_mn:
            return None
        return f"{self.parent_mn} {self.given_mn}" if self.parent_mn else self.given_mn

    @property
    def cyrillic_short(self) -> str | None:
        """The parent's initial, a dot, no space, the given name."""
        if not self.given_mn:
            return None
        return f"{initial(self.parent_mn)}.{self.given_mn}" if self.parent_mn else self.given_mn

    @property
    def latin_short(self) -> str:
        """``Ts.Dorj``: the initial of the surname, a digraph whole, and the given name."""
        if not self.surname_latin:
            return titled(self.given_latin)
        return f"{initial(self.surname_latin)}.{titled(self.given_latin)}"

    @property
    def formal_mn(self) -> str | None:
        """Parent's name, the uninflected word "of the clan/parent name", given name.

        Needs no case ending on a name. Source: programme handbook, 6.1.
        """
        if not self.given_mn:
            return None
        return f"{self.parent_mn} {OF_PARENT} {self.given_mn}" if self.parent_mn else self.given_mn

    @property
    def hangul(self) -> str | None:
        """Family name and given name in Hangul, one space between for Mongolian names."""
        parts = [p for p in (self.surname_ko, self.given_ko) if p]
        if not parts:
            return None
        joiner = "" if len(parts) == 2 and len(parts[0]) <= 2 and not self.given_mn else " "
        return joiner.join(parts)

    def shown(self, language: str) -> str:
        """The name in a list for a reader of ``language``; Latin where that script has none.

        Source: language style guide, display rule for names.
        """
        if language == "ko":
            return self.hangul or self.latin
        if language == "mn":
            return self.cyrillic_short or self.latin
        return self.latin

    def greeted(self, language: str) -> str:
        """The name after a salutation: given name in Mongolian and English, full name in Korean."""
        if language == "ko":
            return self.hangul or self.latin
        if language == "mn" and self.given_mn:
            return self.given_mn
        return titled(self.given_latin) or self.latin
