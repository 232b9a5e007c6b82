"""Papers people of the demonstration hand in: short, real PDF files."""

from datetime import datetime
from functools import cache

from markupsafe import escape

from talent.demonstration.data import read
from talent.foundations.access import Actor
from talent.plumbing import files
from talent.plumbing.files import File
from talent.plumbing.pdf import to_pdf


def paper(kind: str, *, by: Actor, at: datetime, file_kind: str) -> File:
    """One paper of ``kind`` (see the data file), stored under the name its giver would use."""
    told = read("papers")[kind]
    return files.keep(
        content(kind),
        name=told["name"],
        media_type="application/pdf",
        kind=file_kind,
        by=by,
        at=at,
    )


@cache
def content(kind: str) -> bytes:
    """The bytes of one paper; made once."""
    told = read("papers")[kind]
    lines = "".join(f"<p>{escape(line)}</p>" for line in told["lines"])
    body = f"<body><h1>{escape(told['title'])}</h1>{lines}</body>"
    html = f"<!doctype html><html lang='{told['language']}'>{body}</html>"
    return to_pdf(html, title=told["title"], language=told["language"])
