"""HTML to PDF: our own fonts, no network, no files, the same bytes every time.

WeasyPrint finds fonts through fontconfig. A private configuration that lists one folder makes
sure that no font of the machine ever slips into a paper; it has to be named in the environment
before the library is loaded, which is why the import waits for the first paper.
"""

import hashlib
import io
import lzma
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any
from xml.sax.saxutils import escape as escape_xml

from fontTools.ttLib import TTFont
from markupsafe import Markup, escape

from talent.foundations.refusals import Refused

PACKAGE = Path(__file__).parent.parent
FONTS = PACKAGE / "fonts"
FRAME = PACKAGE / "templates" / "document"
VARIANT = "pdf/a-3a"  # archival, tagged for screen readers, text extractable
MEDIA_TYPES = {".css": "text/css", ".svg": "image/svg+xml"}
# Drawn by no font and needed by none: word joiner and non-breaking hyphen (every sans face has it).
ALWAYS = frozenset("\u2060\u2011")
_one_at_a_time = threading.Lock()


class PdfRefusal(StrEnum):
    MISSING_GLYPH = "missing-glyph"


class ForbiddenSource(RuntimeError):
    """A document asked for something outside the package: an address, a path, a data URI."""


def to_pdf(
    html: str,
    *,
    title: str = "",
    language: str = "en",
    assets: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """``html`` as a PDF/A-3a file: A4, tagged, fonts embedded; equal input gives equal bytes.

    The document may name ``asset:<file>``: a style or drawing of the print frame, or one of
    ``assets`` (file name to content). Raises :class:`ForbiddenSource` for everything else.
    """
    from_package = _frame_assets() | {name: content.encode() for name, content in assets.items()}
    with _one_at_a_time:
        weasyprint = _library()
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import FatalURLFetchingError

        try:
            document = weasyprint.HTML(
                string=html, base_url="asset:", url_fetcher=_fetcher(from_package)
            ).render(font_config=FontConfiguration(), pdf_variant=VARIANT)
        except FatalURLFetchingError as error:
            raise ForbiddenSource(str(error)) from error
        document.metadata.title = title or document.metadata.title
        document.metadata.lang = language
        document.metadata.generator = None
        made: bytes = document.write_pdf(
            pdf_variant=VARIANT, pdf_identifier=hashlib.sha256(html.encode()).digest()[:16]
        )
        return made


def check_glyphs(text: str) -> None:
    """Refuse ``text`` when any shipped face cannot draw one of its characters.

    Raises :class:`Refused` with ``MISSING_GLYPH`` and the characters, each once, in order.
    """
    known = _drawable()
    missing = dict.fromkeys(c for c in text if c not in known and not c.isspace())
    if missing:
        raise Refused(PdfRefusal.MISSING_GLYPH, characters=" ".join(missing))


def nobreak(text: object) -> Markup:
    """Each word kept whole: Korean breaks between words only; the library has no such rule."""
    words = re.split(r"(\s+)", str(text))
    return Markup("").join(
        Markup('<span class="nb">{}</span>').format(part) if part.strip() else escape(part)
        for part in words
        if part
    )


def width_of(text: str, *, face: str = "CertSerif-Bold") -> float:
    """How wide ``text`` is in em, without kerning: what a size is chosen by before it is set."""
    advances = _advances(face)
    return sum(advances.get(c, 1.0) for c in text)


def font_folder() -> Path:
    """The unpacked fonts; unpacked at the first call, once per version of the fonts."""
    return _unpacked(_cache_root())


@cache
def _unpacked(root: Path) -> Path:
    packed = sorted(FONTS.glob("*.ttf.xz"))
    version = hashlib.sha256(b"".join(path.read_bytes() for path in packed)).hexdigest()[:12]
    folder = root / f"fonts-{version}"
    if folder.is_dir():
        return folder
    root.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(dir=root))
    for path in packed:
        (making / path.stem).write_bytes(lzma.decompress(path.read_bytes()))
    try:
        making.rename(folder)
    except OSError:  # another process was faster
        shutil.rmtree(making, ignore_errors=True)
    return folder


@cache
def _cache_root() -> Path:
    """``cache`` beside the other data, or a folder of this process where that cannot be written."""
    wanted = Path(os.environ.get("VAR_DIR", PACKAGE.parent / "var")) / "cache"
    try:
        wanted.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=wanted):
            return wanted
    except OSError:
        return Path(tempfile.mkdtemp(prefix="talent-"))


@cache
def _library() -> ModuleType:
    """WeasyPrint, told where the fonts are before it is loaded."""
    folder = font_folder()
    settings = folder.parent / f"{folder.name}.conf"
    text = (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        f"<fontconfig><dir>{escape_xml(str(folder))}</dir>"
        f"<cachedir>{escape_xml(str(folder.parent / 'fontconfig'))}</cachedir>"
        "<config><rescan><int>0</int></rescan></config></fontconfig>\n"
    )
    if not settings.exists() or settings.read_text() != text:
        with tempfile.NamedTemporaryFile("w", dir=folder.parent, delete=False) as draft:
            draft.write(text)
        os.replace(draft.name, settings)
    os.environ["FONTCONFIG_FILE"] = str(settings)
    import weasyprint

    loaded: ModuleType = weasyprint
    return loaded


def _fetcher(known: Mapping[str, bytes]) -> Any:
    """A fetcher that hands out the named assets and stops the paper for anything else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OwnAssets(URLFetcher):
        def fetch(self, url: str, headers: object = None) -> Any:
            scheme, _, name = url.partition(":")
            if scheme != "asset" or name not in known:
                raise FatalURLFetchingError(f"not an asset of this document: {url[:80]}")
            kind = {"Content-Type": MEDIA_TYPES[Path(name).suffix]}
            return URLFetcherResponse(url, io.BytesIO(known[name]), kind)

    return OwnAssets(allowed_protocols={"asset"}, allow_redirects=False, fail_on_errors=True)


@cache
def _frame_assets() -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in FRAME.iterdir() if p.suffix in MEDIA_TYPES}


@cache
def _drawable() -> frozenset[str]:
    """The characters every face can draw."""
    faces = [frozenset(_character_map(path)) for path in sorted(font_folder().glob("*.ttf"))]
    return frozenset(map(chr, frozenset.intersection(*faces))) | ALWAYS


def _character_map(path: Path) -> Iterable[int]:
    with TTFont(path, lazy=True) as font:
        return list(font.getBestCmap())


@cache
def _advances(face: str) -> dict[str, float]:
    with TTFont(font_folder() / f"{face}.ttf", lazy=True) as font:
        widths, unit = font["hmtx"].metrics, font["head"].unitsPerEm
        return {chr(c): widths[glyph][0] / unit for c, glyph in font.getBestCmap().items()}
