"""The three languages of the house."""

from dataclasses import dataclass
from typing import Literal, get_args

Language = Literal["ko", "mn", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

# Each language under its own name, for whoever reads no other.
OWN_NAMES: dict[str, str] = {
    "ko": "\ud55c\uad6d\uc5b4",
    "mn": "\u041c\u043e\u043d\u0433\u043e\u043b",
    "en": "English",
}


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """One text in three languages. An empty one falls back to English, then to whichever exists."""

    ko: str | None
    mn: str | None
    en: str | None

    def in_(self, language: str) -> str:
        """The text for a reader of ``language``; empty only when all three are."""
        return getattr(self, language) or self.en or self.ko or self.mn or ""

    def missing(self) -> tuple[Language, ...]:
        """Languages without a text, in the order of ``LANGUAGES``."""
        return tuple(lang for lang in LANGUAGES if not (getattr(self, lang) or "").strip())
