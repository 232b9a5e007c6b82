"""Commands for translators: what is missing, fill it in, keep the template file fresh."""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import wtforms
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from flask.cli import AppGroup

from talent.plumbing.i18n import FOLDER

HOUSE = Path(__file__).parents[1]
JINJA = {"extensions": "jinja2.ext.i18n", "trimmed": "true"}
KEYWORDS = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "lazy": None,
}
PLURALS = {"ko": (1, "0"), "mn": (2, "(n != 1)")}
commands = AppGroup("catalogue", help="Messages of the three languages.")


def extract() -> Catalog:
    """Every message of the house, with those built into WTForms: it ships no Mongolian."""
    found = Catalog(charset="utf-8", fuzzy=False)
    with (Path(wtforms.__file__).parent / "locale" / "wtforms.pot").open("rb") as source:
        for message in read_po(source):
            if message.id:
                found.add(message.id, locations=[("wtforms", 0)])
    for name, _line, said, _comments, context in extract_from_dir(
        str(HOUSE),
        [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")],
        {"**.html": JINJA, "**.txt": JINJA},
        KEYWORDS,
    ):
        found.add(said, locations=[(f"talent/{name}", 0)], context=context)
    return found


def read(language: str) -> Catalog:
    """The stored catalogue of ``language``, empty when there is none yet."""
    path = _path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as source:
        return read_po(source, locale=language)


def key(message: Message) -> str:
    """How a JSON file of translations names a message: context, then its one or two forms."""
    forms = [message.id] if isinstance(message.id, str) else [str(form) for form in message.id]
    return "|||".join(forms) if not message.context else f"{message.context}^^^{'|||'.join(forms)}"


def is_translated(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(forms) and all(forms)


@commands.command("missing")
@click.argument("language")
def missing(language: str) -> None:
    """Print what has no translation yet, as JSON to fill in."""
    stored = read(language)
    lacking = {
        key(m): ", ".join(sorted({place for place, _ in m.locations}))
        for m in extract()
        if m.id and not is_translated(stored.get(m.id, m.context))
    }
    click.echo(json.dumps(lacking, ensure_ascii=False, indent=1))


@commands.command("fill")
@click.argument("language")
@click.argument("file", type=click.File(encoding="utf-8"))
def fill(language: str, file: object) -> None:
    """Put translations from a JSON file into the catalogue; say which keys match no message."""
    given = json.load(file)  # type: ignore[arg-type]
    with _locked():
        wanted = {key(m): m for m in extract() if m.id}
        stored = read(language)
        for name in [n for n in given if n in wanted]:
            message, text = wanted[name], given[name]
            stored.delete(message.id, message.context)
            plural = isinstance(message.id, tuple)
            string = tuple(text) if plural else text
            stored.add(message.id, string, locations=message.locations, context=message.context)
        _write(language, stored)
    for name in given:
        if name not in wanted:
            click.echo(f"no such message: {name}")


@commands.command("update")
def update() -> None:
    """Write the template file anew and drop what nobody says any more from the catalogues."""
    with _locked():
        fresh = extract()
        with (FOLDER / "messages.pot").open("wb") as target:
            write_po(target, fresh, no_location=True, sort_output=True, omit_header=True, width=100)
        for language in PLURALS:
            stored = read(language)
            kept = Catalog(locale=language, charset="utf-8", fuzzy=False)
            for message in fresh:
                old = stored.get(message.id, message.context) if message.id else None
                if old is not None and message.id:
                    kept.add(
                        message.id, old.string, locations=message.locations, context=message.context
                    )
            _write(language, kept)


def _write(language: str, stored: Catalog) -> None:
    count, rule = PLURALS[language]
    header = (
        f"Language: {language}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
        f"Content-Transfer-Encoding: 8bit\nPlural-Forms: nplurals={count}; plural={rule};\n"
    )
    path = _path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        lines = "".join(f'"{line}\\n"\n' for line in header.strip().split("\n"))
        target.write(f'msgid ""\nmsgstr ""\n{lines}\n'.encode())
        write_po(target, stored, no_location=True, sort_output=True, omit_header=True, width=100)


def _path(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


@contextmanager
def _locked() -> Iterator[None]:
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
