"""A report's two files, both from the same snapshot: the sheet to print and the sheet to count."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from flask import current_app

from talent.placements.rules.lifecycle import Level
from talent.placements.rules.terms import Term
from talent.plumbing import pdf, sheets
from talent.plumbing.i18n import day, gettext, in_language
from talent.plumbing.sheets import Column, Sheet
from talent.plumbing.words import word
from talent.reporting.rules.university import OpenItemKind, StandingKind

PAPER = Path(__file__).parent / "paper"


def shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the snapshot with its words, in the present language."""
    return {
        **row,
        "level": word(Level(row["level"])),
        "standing": word(StandingKind(row["standing"])),
        "conferral": date.fromisoformat(row["conferral"]),
        "funding_until": date.fromisoformat(row["funding_until"]) if row["funding_until"] else None,
        "open": [word(OpenItemKind(item)) for item in row["open"]],
    }


def to_pdf(snapshot: Mapping[str, Any]) -> bytes:
    """The report on paper. Raises :class:`Refused` when a character has no glyph in our fonts."""
    language = snapshot["language"]
    with in_language(language):
        rows = [shown(row) for row in snapshot["rows"]]
        pdf.check_glyphs(_text(rows, snapshot))
        template = current_app.jinja_env.get_template("reporting/university_report.html")
        html = template.render(
            paper_language=language,
            snapshot=snapshot,
            rows=rows,
            university=_name(snapshot),
            term=Term.parse(snapshot["period"]),
            as_of=date.fromisoformat(snapshot["as_of"]),
            keep_words=language == "ko",
            nobreak=pdf.nobreak,
        )
        title = f"{snapshot['reference']} {_name(snapshot)}"
    assets = {"report.css": (PAPER / "report.css").read_text("utf-8")}
    return pdf.to_pdf(html, title=title, language=language, assets=assets)


def _text(rows: list[dict[str, Any]], snapshot: Mapping[str, Any]) -> str:
    typed = [
        f"{r['latin']} {r['cyrillic']} {r['student_number']} {r['department']} {r['adviser']}"
        for r in rows
    ]
    return " ".join([_name(snapshot), *typed])


def _name(snapshot: Mapping[str, Any]) -> str:
    own = snapshot["organisation"]
    return str(own[snapshot["language"]] or own["en"])


def to_xlsx(snapshot: Mapping[str, Any]) -> bytes:
    """The same rows as a workbook, with real dates and no formula."""
    with in_language(snapshot["language"]):
        term = Term.parse(snapshot["period"])
        period = word(term.kind, year=term.year)
        as_of = day(date.fromisoformat(snapshot["as_of"]))
        sheet = Sheet(
            name=snapshot["period"],
            header=f"{snapshot['reference']} {_name(snapshot)}",
            above=(
                gettext("Degree students in the programme: %(term)s", term=period),
                _name(snapshot),
                gettext("As of %(day)s", day=as_of),
            ),
            columns=[
                Column(gettext("Name (as in the passport)"), 26),
                Column(gettext("Name (Cyrillic)"), 22),
                Column(gettext("Student number"), 16),
                Column(gettext("Programme"), 18),
                Column(gettext("Department"), 24),
                Column(gettext("Adviser"), 18),
                Column(gettext("Semester of study"), 10),
                Column(gettext("Status"), 20),
                Column(gettext("Degree expected or conferred"), 16),
                Column(gettext("Funding until"), 14),
                Column(gettext("Requested from the university"), 34),
            ],
            rows=[_cells(shown(row)) for row in snapshot["rows"]],
        )
        return sheets.to_xlsx([sheet], title=f"{snapshot['reference']} {_name(snapshot)}")


def _cells(row: Mapping[str, Any]) -> list[object]:
    return [
        row["latin"],
        row["cyrillic"],
        row["student_number"],
        row["level"],
        row["department"],
        row["adviser"],
        row["semester"],
        row["standing"],
        row["conferral"],
        row["funding_until"],
        "\n".join(row["open"]),
    ]
