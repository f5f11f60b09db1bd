"""The office's own paper: its Word document with letterhead and styles, its header picture and its emblem, in
a folder of settings for each organization."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

from docx.opc.exceptions import OpcError
from lxml import etree
from PIL import Image, ImageOps

import settings
from evidence.document_font import embed
from evidence.document_styles import on_template
from vocabulary.language import N_, _, translate

TEMPLATE = "paper.docx"
HEADERS, EMBLEMS = ("header.png", "header.jpg"), ("emblem.png",)
LARGEST_MB = 10
MOST_MEGAPIXELS = 50
WIDEST, HEADER_HEIGHT, EMBLEM_SIDE = 2000, 800, 600
"""Dots that the pictures have at most: the header picture as wide as the text of a page, 300 to an inch."""
NARROWEST_HEADER, NARROWEST_EMBLEM = 600, 100
"""Dots across below which they are seen as squares on paper: about 90 to an inch."""
BROKEN_PICTURE = (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError)
BROKEN_DOCUMENT = (
    BadZipFile,
    OpcError,
    KeyError,
    ValueError,
    AttributeError,
    IndexError,
    etree.XMLSyntaxError,
    OSError,
)


class PaperError(Exception):
    """A file in the office's own folder cannot be used: a message of the catalogue, and which file."""

    def __init__(self, message: str, path: Path, **words: str) -> None:
        super().__init__(path)
        self.message = message
        self.words = {"file": str(path), "largest": f"{LARGEST_MB}"} | words

    @property
    def said(self) -> str:
        """Which file, and what to do, in the language of this thread."""
        return _(self.message).format(**self.words)

    def text(self, language: str) -> str:
        """The same in a language."""
        return translate(self.message, language).format(**self.words)


@dataclass(frozen=True)
class Paper:
    """What an office has of its own; a neutral form stands in for what it has not."""

    template: bytes | None
    """Word document (DOCX)."""
    header: bytes | None
    """Header picture of the PDF (PNG or JPEG)."""
    emblem: bytes | None
    """Emblem of its memos (PNG)."""


def of(organization: str) -> Paper:
    """The organization's own paper. Raises PaperError where a file of it cannot be used."""
    return Paper(*(read() for read in readers(organization).values()))


def readers(organization: str) -> dict[str, Callable[[], bytes | None]]:
    """What reads each part of it, by name; each raises PaperError where its file cannot be used."""
    own = settings.of_organization(organization)
    return {
        TEMPLATE: partial(_document, own / TEMPLATE),
        "header": partial(_first, own, HEADERS, (WIDEST, HEADER_HEIGHT), NARROWEST_HEADER),
        "emblem": partial(_first, own, EMBLEMS, (EMBLEM_SIDE, EMBLEM_SIDE), NARROWEST_EMBLEM),
    }


def _read(path: Path) -> bytes | None:
    try:
        if path.stat().st_size > LARGEST_MB * 1_000_000:
            raise PaperError(N_("{file} has more than {largest} MB. Make it smaller, or take it away."), path)
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        message = N_("{file} cannot be read. Give the program the right to read it, or take it away.")
        raise PaperError(message, path) from error


def _document(path: Path) -> bytes | None:
    content = _read(path)
    if content is None:
        return None
    try:
        embed(on_template(content))  # as each document does
    except BROKEN_DOCUMENT as error:
        message = N_(
            "{file} is no Word document that can be opened. Open it in Word, save it as “Word Document"
            " (.docx)” without a password, and put it there again; or take it away."
        )
        raise PaperError(message, path) from error
    return content


def _first(own: Path, names: Iterable[str], most: tuple[int, int], least: int) -> bytes | None:
    return next(filter(None, (_picture(own / name, most, least) for name in names)), None)


def _picture(path: Path, most: tuple[int, int], least: int) -> bytes | None:
    """The picture with at most so many dots, and nothing but the picture: no EXIF, place or comment."""
    content = _read(path)
    if content is None:
        return None
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MOST_MEGAPIXELS * 1_000_000:
                raise ValueError(image.size)
            upright = ImageOps.exif_transpose(image).convert("RGBA")
    except BROKEN_PICTURE as error:
        message = N_(
            "{file} is no picture that can be used. Save it as PNG or JPEG with at most 50 million dots and"
            " put it there again; or take it away."
        )
        raise PaperError(message, path) from error
    if upright.width < least:
        message = N_(
            "{file} is too small to be printed. Save it at least {least} dots wide, or take it away."
        )
        raise PaperError(message, path, least=f"{least}")
    upright.thumbnail(most)
    bare = Image.new("RGB", upright.size, "white")
    bare.paste(upright, mask=upright.getchannel("A"))
    written = BytesIO()
    bare.save(written, "PNG" if path.suffix == ".png" else "JPEG", quality=90)
    return written.getvalue()
