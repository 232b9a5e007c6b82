"""Every sentence exists in every language, with the same blanks, and without broken grammar."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from talent.plumbing import catalogue
from talent.plumbing.i18n import FOLDER
from tests.house.source import FILES, name

LANGUAGES = ("ko", "mn")
BLANK = re.compile(r"%\((\w+)\)([sd])")
OTHER_SCRIPT = {
    "ko": re.compile(r"[\u0400-\u052f]"),
    "mn": re.compile(r"[\u1100-\u11ff\uac00-\ud7a3]"),
}
NOT_LATIN = re.compile(r"[\u0400-\u052f\u1100-\u11ff\u1800-\u18af\u3130-\u318f\uac00-\ud7a3]+")
# A particle or suffix depends on the sound of the word before it, which a blank does not tell.
GLUED = {
    "ko": re.compile(
        r"%\(\w+\)[sd](?:\uc740|\ub294|\uc774|\uac00|\uc744|\ub97c|\uacfc|\uc640|\uc73c\ub85c|\ub85c)"
        r"(?![\uac00-\ud7a3])"
    ),
    "mn": re.compile(r"%\(\w+\)[sd]-?[\u0430-\u044f\u0451\u04e9\u04af]"),
}
SENTENCE = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")


def forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, tuple | list) else (str(text or ""),)


def blanks(texts: tuple[str, ...]) -> set[tuple[str, str]]:
    return {found for text in texts for found in BLANK.findall(text)}


@pytest.fixture(scope="module")
def spoken() -> Catalog:
    return catalogue.extract()


def messages(found: Catalog) -> Iterator[Message]:
    return (m for m in found if m.id)


def keys(found: Catalog) -> set[str]:
    return {catalogue.key(m) for m in messages(found)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str, spoken: Catalog) -> None:
    stored = catalogue.read(language)
    lacking = [
        catalogue.key(m)
        for m in messages(spoken)
        if not catalogue.is_translated(stored.get(m.id, m.context))  # type: ignore[arg-type]
    ]

    assert sorted(lacking) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_stale_or_guessed(language: str, spoken: Catalog) -> None:
    stored = catalogue.read(language)

    assert sorted(keys(stored) - keys(spoken)) == []
    assert [m.id for m in messages(stored) if m.fuzzy] == []


def test_the_template_of_the_catalogues_is_fresh(spoken: Catalog) -> None:
    with (FOLDER / "messages.pot").open("rb") as source:
        written = read_po(source)

    assert keys(written) ^ keys(spoken) == set(), "run: flask catalogue update"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_same_blanks(language: str) -> None:
    skewed = [
        catalogue.key(m)
        for m in messages(catalogue.read(language))
        for text in forms(m.string)
        if text
        if blanks((text,)) - blanks(forms(m.id)) or _needed(m) - blanks((text,))
    ]

    assert sorted(skewed) == []


def _needed(message: Message) -> set[tuple[str, str]]:
    """Blanks every form of the original has: one form may say "one" where another counts."""
    found = [blanks((text,)) for text in forms(message.id)]
    return set.intersection(*found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_as_many_as_the_language_has(language: str) -> None:
    count = catalogue.PLURALS[language][0]
    wrong = [
        catalogue.key(m)
        for m in messages(catalogue.read(language))
        if isinstance(m.id, tuple) and len(forms(m.string)) != count
    ]

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_depends_on_the_sound_touches_a_blank(language: str) -> None:
    glued = [
        text
        for m in messages(catalogue.read(language))
        for text in forms(m.string)
        if GLUED[language].search(text)
    ]

    assert glued == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_are_in_the_language_they_say(language: str) -> None:
    wrong = [
        catalogue.key(m)
        for m in messages(catalogue.read(language))
        for text in forms(m.string)
        if OTHER_SCRIPT[language].search(text)
        or (SENTENCE.search(" ".join(forms(m.id))) and text and not NOT_LATIN.search(text))
    ]

    assert wrong == []


def test_code_is_written_in_latin_letters() -> None:
    assert [name(p) for p in FILES if NOT_LATIN.search(p.read_text(encoding="utf-8"))] == []
