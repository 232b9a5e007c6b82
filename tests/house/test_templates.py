"""Every visible sentence is translatable; every template is tidy."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.house.source import FILES, FLOORS, TEMPLATES, name, on, place

MARKUP = re.compile(r"<!--.*?-->|<[^>]*>|&#?\w+;", re.DOTALL)
LETTER = re.compile(r"[^\W\d_]")
SENTENCE = re.compile(r"^[A-Z][a-z]+(?![\w/])")
TRANSLATORS = {"gettext", "ngettext", "pgettext", "npgettext", "_"}
READ_ALOUD = re.compile(r'\b(?:alt|title|aria-label|placeholder)="([^"{]*[A-Za-z][^"{]*)"')
FORBIDDEN = {
    "inline style": re.compile(r"\sstyle=|<style\b"),
    "event handler": re.compile(r"\son[a-z]+="),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)"),
    "unescaped": re.compile(r"\|\s*safe\b|autoescape\s+false"),
    "address of another site": re.compile(r"""(?:src|href|action)=["'](?:https?:)?//"""),
}
OWN_NAMES = {"English"}  # each language is named in itself
LINES = 120


def parsed(path: Path) -> nodes.Template:
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    return environment.parse(path.read_text(encoding="utf-8"))


def bare_words(path: Path) -> list[str]:
    """Words that stand outside ``trans``."""
    whole = "\n".join(_texts(parsed(path)))
    # A tag may be cut in two by an expression: what is left of it is no text either.
    text = re.sub(r"^[^<>]*>|<[^<>]*$", " ", MARKUP.sub(" ", whole))
    read = [m.group(1) for m in READ_ALOUD.finditer(path.read_text(encoding="utf-8"))]
    return [w for w in text.split() if LETTER.search(w)] + read


def _texts(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Block) and node.name.endswith("_class"):  # a name in an attribute
        return
    if isinstance(node, nodes.TemplateData):
        yield node.data
    for child in node.iter_child_nodes():
        yield from _texts(child)


def untranslated_constants(node: nodes.Node) -> Iterator[str]:
    """Sentences handed to macros and filters without ``gettext``."""
    if isinstance(node, nodes.Call) and getattr(node.node, "name", "") in TRANSLATORS:
        return
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        if SENTENCE.match(node.value) and node.value not in OWN_NAMES:
            yield node.value
        return
    for child in node.iter_child_nodes():
        yield from untranslated_constants(child)


def expressions(path: Path) -> Iterator[str]:
    for call in parsed(path).find_all((nodes.Call, nodes.Filter, nodes.Assign)):
        yield from untranslated_constants(call)


@pytest.mark.parametrize("floor", FLOORS)
def test_no_words_outside_trans(floor: str) -> None:
    found = {name(p): bare_words(p) for p in on(floor, TEMPLATES)}

    assert {p: words for p, words in found.items() if words} == {}


@pytest.mark.parametrize("floor", FLOORS)
def test_no_sentences_in_expressions_without_gettext(floor: str) -> None:
    found = {name(p): sorted(set(expressions(p))) for p in on(floor, TEMPLATES)}

    assert {p: words for p, words in found.items() if words} == {}


@pytest.mark.parametrize("floor", FLOORS)
def test_nothing_inline_unescaped_or_from_elsewhere(floor: str) -> None:
    found = [
        f"{name(path)}: {what}"
        for path in on(floor, TEMPLATES)
        for what, pattern in FORBIDDEN.items()
        if pattern.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_templates_stay_short() -> None:
    long = {name(p): len(p.read_text(encoding="utf-8").splitlines()) for p in TEMPLATES}

    assert {p: lines for p, lines in long.items() if lines > LINES} == {}


def test_only_plumbing_vouches_for_markup() -> None:
    guilty = [
        name(p)
        for p in FILES
        if "Markup(" in p.read_text(encoding="utf-8") and place(p)[0] != "plumbing"
    ]

    assert guilty == []
