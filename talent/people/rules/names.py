"""Names in three scripts and how each language shows them.

A Mongolian has a given name, mostly a father's (or mother's) name, sometimes a clan name; none of
the last two is compulsory. The Latin name is copied from the passport, never transliterated.
"""

from dataclasses import dataclass


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
        return f"{self.surname_latin.upper()} {self.given_latin.title()}".strip()

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
        return f"{self.parent_mn[0]}.{self.given_mn}" if self.parent_mn else self.given_mn

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
        return self.given_latin.title() or self.latin
