"""From the frozen snapshot to the printed paper: one page for each language, one file."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import segno
from flask import current_app

from talent.certificates.rules.numbering import CertificatePolicy
from talent.certificates.rules.wording import Piece, dated, filled, pieces
from talent.plumbing import pdf

ROOM = Path(__file__).parent
INK = "#17211f"
NBSP = "\u00a0"  # no line ends inside a date
POINT = 25.4 / 72  # millimetres
NAME_WIDTH, NAME_SIZES = 200, range(34, 16, -1)
TEXT_WIDTH, TEXT_HEIGHT = 206, 86
TEXT_SIZES = ("13", "12", "11", "10", "9", "8")


@dataclass(frozen=True, slots=True)
class Issue:
    """What is known only when a paper is issued."""

    number: str
    issued_on: date
    code: str
    check_url: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page, ready to be set: every text final, every size chosen."""

    language: str
    number: str
    title: str
    subtitle: str
    lead: str
    name: tuple[str, ...]
    name_size: int
    second_name: str
    above: list[tuple[str, str]]
    sentence: list[Piece]
    outcomes: list[str]
    below: list[tuple[str, str]]
    organiser: str
    text_size: str
    airy: bool
    dated: str
    place: str
    signer: str
    signer_title: str
    signature: str
    sealed: str
    check: str
    check_host: str
    code_label: str
    code: str
    hint: str


@cache
def policy() -> CertificatePolicy:
    """The numbering and wording in force."""
    return CertificatePolicy.parse(json.loads((ROOM / "policy.json").read_text("utf-8")))


@cache
def wording(version: str) -> dict[str, Any]:
    """The texts of one version. A version that was printed from is never changed."""
    if not (ROOM / "wording" / f"{version}.json").is_file():
        raise LookupError(f"no wording {version}")
    found: dict[str, Any] = json.loads((ROOM / "wording" / f"{version}.json").read_text("utf-8"))
    return found


def paper(snapshot: Mapping[str, Any], issue: Issue) -> bytes:
    """The PDF. The same snapshot and issue give the same bytes.

    Raises :class:`Refused` when a character of any text has no glyph in our fonts.
    """
    sheets = [sheet(snapshot, issue, language) for language in snapshot["languages"]]
    for each in sheets:
        pdf.check_glyphs(" ".join(texts_of(each)))
    html = current_app.jinja_env.get_template("certificates/paper.html").render(
        sheets=sheets, paper_language=sheets[0].language
    )
    title = f"{sheets[0].title} {issue.number}"
    return pdf.to_pdf(html, title=title, language=sheets[0].language, assets=_assets(issue))


def check_printable(snapshot: Mapping[str, Any]) -> None:
    """Refuse a snapshot with a character that cannot be printed, long before a number is taken."""
    blank = Issue("", date(2000, 1, 1), "", "")
    for language in snapshot["languages"]:
        pdf.check_glyphs(" ".join(texts_of(sheet(snapshot, blank, language))))


def texts_of(one: Sheet) -> list[str]:
    """Every text of a page, to be looked through for characters that cannot be printed."""
    rows = [part for row in (*one.above, *one.below) for part in row]
    return [
        *(one.number, one.title, one.subtitle, one.lead, *one.name, one.second_name, *rows),
        *(piece.text for piece in one.sentence),
        *(*one.outcomes, one.organiser, one.dated, one.place, one.signer, one.signer_title),
        *(one.signature, one.sealed, one.check, one.check_host, one.code_label, one.hint),
    ]


def sheet(snapshot: Mapping[str, Any], issue: Issue, language: str) -> Sheet:
    """One page in ``language``: texts from the snapshot's wording, sizes so that all of it fits."""
    words = wording(snapshot["wording"])[language]
    form = words[snapshot["type"]]
    values = values_of(snapshot, words, language)
    first, second = _names(snapshot["names"], language)
    lines, size = fitted_name(first)
    above = _rows(form["above"], values)
    below = _rows(form["below"], values)
    outcomes = snapshot.get("outcomes", {}).get(language, []) if form["outcomes"] else []
    plain = form["sentence"] if outcomes or "bare_sentence" not in form else form["bare_sentence"]
    sentence = pieces(plain, values)
    text_size, airy = _fitted_text(lines, size, above, sentence, outcomes, below, form["organiser"])
    spoken = dated(
        issue.issued_on,
        words.get("issue_date", words["date"]),
        words["months"],
        words.get("days", ()),
    )
    return Sheet(
        language=language,
        number=words["number"].format(number=issue.number),
        title=form["title"],
        subtitle=form["subtitle"],
        lead=filled(form["lead"], values),
        name=lines,
        name_size=size,
        second_name=second,
        above=above,
        sentence=sentence,
        outcomes=outcomes,
        below=below,
        organiser=form["organiser"],
        text_size=text_size,
        airy=airy,
        dated=words["dated"].format(date=spoken),
        place=words["place"],
        signer=values["signer_name"],
        signer_title=values["signer_title"],
        signature=filled(words["signature"], values),
        sealed=words["sealed"],
        check=words["check"],
        check_host=issue.check_url.partition("://")[2].partition("/check/")[0] + "/check",
        code_label=words["code"],
        code=issue.code,
        hint=words["hint"],
    )


def values_of(
    snapshot: Mapping[str, Any], words: Mapping[str, Any], language: str
) -> dict[str, str]:
    """What fills the blanks of a page, in its language; an absent fact is an empty text."""

    def day(key: str) -> str:
        value = snapshot.get(key)
        if not value:
            return ""
        return dated(date.fromisoformat(value), words["date"], words["months"]).replace(" ", NBSP)

    def said(key: str) -> str:
        texts = snapshot.get(key) or {}
        return texts.get(language) or texts.get("en") or ""

    level = snapshot.get("level")
    return {
        "parent": snapshot["names"].get("parent_mn") or "",
        "affiliation": said("affiliation"),
        "course": said("title"),
        "module_code": snapshot.get("module_code") or "",
        "equipment": said("equipment"),
        "level": words["levels"][level - 1] if level else "",
        "start": day("starts_on"),
        "end": day("ends_on"),
        "assessed": day("assessed_on"),
        "valid_until": day("valid_until"),
        "hours": str(snapshot.get("hours") or ""),
        "signer_name": said("signer_name"),
        "signer_title": said("signer_title"),
    }


def _rows(form: list[list[str]], values: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(label, text) for label, blank in form if (text := filled(blank, values))]


def _names(names: Mapping[str, str | None], language: str) -> tuple[str, str]:
    """The name in large type and the other script below it.

    Source: language style guide: Latin with Hangul for Korea, Cyrillic with Latin for Mongolia.
    """
    latin = names["latin"] or ""
    if language == "ko":
        return latin, names.get("hangul") or ""
    if language == "mn" and names.get("given_mn"):
        return names["given_mn"] or "", latin
    return latin, ""


def fitted_name(name: str) -> tuple[tuple[str, ...], int]:
    """The largest size at which ``name`` fits on one line, or two balanced lines of it."""
    for size in NAME_SIZES:
        if pdf.width_of(name) * size * POINT <= NAME_WIDTH:
            return (name,), size
    words = name.split(" ")
    cuts = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    if not cuts:
        half = len(name) // 2
        cuts = [(name[:half], name[half:])]
    best = min(cuts, key=lambda cut: max(map(pdf.width_of, cut)))
    widest = max(map(pdf.width_of, best))
    sizes = [s for s in range(22, 8, -1) if widest * s * POINT <= NAME_WIDTH]
    return best, sizes[0] if sizes else 8


def _fitted_text(
    name: tuple[str, ...],
    name_size: int,
    above: list[tuple[str, str]],
    sentence: list[Piece],
    outcomes: list[str],
    below: list[tuple[str, str]],
    organiser: str,
) -> tuple[str, bool]:
    """The largest size at which everything between title and date fits; whether much is left."""
    fixed = 21 + len(name) * name_size * 1.25 * POINT + (8 if below else 0)
    columns = 2 if len(outcomes) > 2 else 1
    for text_size in TEXT_SIZES:
        size = float(text_size)
        lines = (
            sum(_lines(f"{a} {b}", size * 0.95, 165) for a, b in above)
            + _lines("".join(p.text for p in sentence), size, TEXT_WIDTH) * 1.05
            + sum(_lines(o, size * 0.92, 185 / columns) for o in outcomes) * 0.88 / columns
            + _lines(organiser, size * 0.8, TEXT_WIDTH) * 0.8
        )
        needed = fixed + lines * size * 1.55 * POINT
        if needed <= TEXT_HEIGHT:
            break
    return text_size, needed < TEXT_HEIGHT - 12


def _lines(text: str, size: float, width: float) -> int:
    # 6 % for the ragged ends of lines
    return -int(-pdf.width_of(text, face="CertSans-SemiBold") * size * POINT * 1.06 // width)


def _assets(issue: Issue) -> dict[str, str]:
    drawn = {path.name: path.read_text("utf-8") for path in (ROOM / "paper").iterdir()}
    return drawn | {"qr.svg": qr_svg(issue.check_url)}


def qr_svg(address: str) -> str:
    """The address as a QR drawing, medium correction, with its quiet zone."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=4, xmldecl=False, nl=False, dark=INK, light="#fff", omitsize=True
    )
    return out.getvalue().decode()
