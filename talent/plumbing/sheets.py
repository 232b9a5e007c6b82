"""The one writer of spreadsheets: text stays text, nothing in a file of ours computes."""

import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

MOST_CHARACTERS = 32_767  # of one cell, by the file format
REPLACED = "\ufffd"
OPTIONS = {
    "in_memory": True,
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": False,
}
MADE = datetime(2026, 1, 1)  # noqa: DTZ001 -- the same rows give the same bytes, whenever


@dataclass(frozen=True, slots=True)
class Column:
    """A head and how wide its cells are, in characters of the plain size."""

    head: str
    width: int = 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a workbook: lines above, the table, and what heads it on paper."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    above: Sequence[str] = ()
    header: str = ""
    landscape: bool = True


def to_xlsx(sheets: Sequence[Sheet], *, title: str) -> bytes:
    """The workbook. Cells are text, whole numbers or days; a text is never read as a formula.

    Characters the format cannot hold are replaced. ``ValueError`` for a text longer than a cell.
    """
    out = io.BytesIO()
    book = Workbook(out, dict(OPTIONS))
    book.set_properties({"title": title, "created": MADE})
    looks = {
        "title": book.add_format({"bold": True, "font_size": 13}),
        "plain": book.add_format({"text_wrap": True, "valign": "top"}),
        "head": book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "right", "valign": "top"}),
        "number": book.add_format({"num_format": "0", "valign": "top"}),
    }
    for sheet in sheets:
        _write_sheet(book, sheet, looks)
    book.close()
    return out.getvalue()


def _write_sheet(book: Workbook, sheet: Sheet, looks: dict[str, Any]) -> None:
    page = book.add_worksheet(sheet.name[:31])
    page.set_paper(9)
    if sheet.landscape:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_header(f"&L{_plain(sheet.header)}&R&P / &N")
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
    for number, line in enumerate(sheet.above):
        page.write_string(number, 0, clean(line), looks["title"] if number == 0 else None)
    first = len(sheet.above) + (1 if sheet.above else 0)
    for number, column in enumerate(sheet.columns):
        page.write_string(first, number, clean(column.head), looks["head"])
    page.freeze_panes(first + 1, 1)
    page.repeat_rows(first)
    last = first
    for last, row in enumerate(sheet.rows, first + 1):
        for number, value in enumerate(row):
            _write_cell(page, last, number, value, looks)
    page.autofilter(first, 0, max(last, first + 1), len(sheet.columns) - 1)


def _write_cell(
    page: Worksheet, row: int, column: int, value: object, looks: dict[str, Any]
) -> None:
    if value is None or value == "":
        page.write_blank(row, column, None, looks["plain"])
    elif isinstance(value, bool):
        raise TypeError("say yes or no in words")
    elif isinstance(value, int):
        page.write_number(row, column, value, looks["number"])
    elif isinstance(value, date) and not isinstance(value, datetime):
        page.write_datetime(row, column, value, looks["day"])
    else:
        page.write_string(row, column, clean(str(value)), looks["plain"])


def clean(text: str) -> str:
    """``text`` as XML can carry it. ``ValueError`` when it is too long for a cell."""
    whole = "".join(c if c in "\n\t" or _is_writable(c) else REPLACED for c in text)
    if len(whole) > MOST_CHARACTERS:
        raise ValueError(f"a cell holds {MOST_CHARACTERS} characters, not {len(whole)}")
    return whole


def _is_writable(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs", "Cn"}


def _plain(text: str) -> str:
    # "&" begins a code in the head of a printed page.
    return clean(text).replace("&", "&&")[:120]
