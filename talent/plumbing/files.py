"""Files people hand in: checked by content, sealed on disk, handed out as attachments only."""

import hashlib
import io
import os
import tempfile
import unicodedata
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote

from flask import Response, current_app
from PIL import Image
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import FileStorage

from talent.foundations.access import Actor
from talent.foundations.refusals import Refused
from talent.plumbing import vault
from talent.plumbing.database import Model, Public, db

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000
MOST_SIDE = 12_000
MOST_PAGES = 100
ACTIVE_PDF = (
    b"/JavaScript",
    b"/JS ",
    b"/JS(",
    b"/Launch",
    b"/EmbeddedFile",
    b"/RichMedia",
    b"/XFA",
)
ENDINGS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
}


class FileRefusal(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too-large"
    NOT_AN_ACCEPTED_TYPE = "not-an-accepted-type"
    DAMAGED = "damaged"
    ACTIVE_CONTENT = "active-content"
    TOO_MANY_PAGES = "too-many-pages"


class File(Public, Model):
    """One stored file. The content lies sealed under ``pid`` in the upload folder."""

    __tablename__ = "file"

    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(60))
    stored_by: Mapped[int | None]
    stored_at: Mapped[datetime]


def store(given: FileStorage, *, kind: str, by: Actor, at: datetime) -> File:
    """Check a handed-in file and keep it; the row joins the caller's transaction.

    The content is on disk, synced, before the row can be committed: what is acknowledged is there.
    Raises :class:`Refused` with a :class:`FileRefusal`.
    """
    content = given.stream.read(MOST_BYTES + 1)
    name = clean_name(given.filename or "")
    media_type = check(content, name)
    return keep(content, name=name, media_type=media_type, kind=kind, by=by, at=at)


def keep(content: bytes, *, name: str, media_type: str, kind: str, by: Actor, at: datetime) -> File:
    """Seal and store content the house itself made or has checked."""
    from talent.plumbing.database import new_pid

    made = File(
        pid=new_pid(),
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        kind=kind,
        stored_by=by.id,
        stored_at=at,
    )
    _write(made.pid, vault.seal_bytes(content, f"file:{made.pid}"))
    db.session.add(made)
    db.session.flush()
    return made


def content_of(file: File) -> bytes:
    """The bytes that were stored."""
    return vault.unseal_bytes(_path(file.pid).read_bytes(), f"file:{file.pid}")


def deliver(file: File, name: str | None = None) -> Response:
    """The file as a download. Never shown inline: nothing handed in runs on our pages."""
    return attachment(content_of(file), name or file.name, file.media_type)


def attachment(content: bytes, name: str, media_type: str) -> Response:
    """Bytes as a download under ``name``, which may be in any script."""
    response = Response(content, mimetype=media_type)
    plain = (
        "".join(c if c.isascii() and (c.isalnum() or c in "-_. ") else "_" for c in name) or "file"
    )
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def check(content: bytes, name: str) -> str:
    """The media type, told from the content and agreeing with the file's ending.

    Raises :class:`Refused` for anything but a sound PDF, JPEG or PNG within the limits.
    """
    if not content:
        raise Refused(FileRefusal.EMPTY)
    if len(content) > MOST_BYTES:
        raise Refused(FileRefusal.TOO_LARGE, most=MOST_BYTES // (1024 * 1024))
    media_type = _type_of(content)
    if media_type is None or not name.lower().endswith(ENDINGS[media_type]):
        raise Refused(FileRefusal.NOT_AN_ACCEPTED_TYPE)
    if media_type == "application/pdf":
        _check_pdf(content)
    else:
        _check_image(content)
    return media_type


def clean_name(name: str) -> str:
    """The person's own file name, in its own script, without path or control characters."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C").strip()
    return name[-200:] or "file"


def _type_of(content: bytes) -> str | None:
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    return None


def _check_pdf(content: bytes) -> None:
    if any(mark in content for mark in ACTIVE_PDF):
        raise Refused(FileRefusal.ACTIVE_CONTENT)
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise Refused(FileRefusal.DAMAGED)
        pages = len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused(FileRefusal.DAMAGED) from error
    if pages > MOST_PAGES:
        raise Refused(FileRefusal.TOO_MANY_PAGES, most=MOST_PAGES)


def _check_image(content: bytes) -> None:
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
            width, height = image.size
            if width * height > MOST_PIXELS or max(width, height) > MOST_SIDE:
                raise Refused(FileRefusal.TOO_LARGE, most=MOST_BYTES // (1024 * 1024))
            image.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Refused(FileRefusal.DAMAGED) from error


def _path(pid: str) -> Path:
    return Path(current_app.config["FILES_DIR"]) / pid[:2] / pid


def _write(pid: str, sealed: bytes) -> None:
    path = _path(pid)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(sealed)
            target.flush()
            os.fsync(target.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
