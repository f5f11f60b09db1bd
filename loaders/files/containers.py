"""What a file is, told from its content and never from its name: text, a workbook of a kind that is read,
one of these alone in a ZIP, or something else, which is refused under its own name and with what to do."""

import re
import struct
import zipfile
import zlib
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from loaders.files.names import clean
from loaders.files.original import CHUNK, Original, too_large
from loaders.files.text import HEAD, plainly
from loaders.limits import LARGEST_FILE, LARGEST_UNPACKED, MOST_TIMES_SMALLER
from loaders.problem import LoadError, Problem
from vocabulary.language import N_

TEXT, ZIP = "text", "zip"
MOST_NAMED = 10
MARKED = 2048
"""Bytes at the beginning in which every mark of another kind lies. Not more: what may begin anywhere would be
looked for from each blank line of a file of such to its end."""
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, struct.error)
"""What the library says of a ZIP that is not whole, or not written as it should be."""
_ZIPPED = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0"

_RETYPE = N_(
    "Ask for the workbook from which it was made; or copy its table into Excel, save it as .xlsx and load"
    " that."
)
_UNPACK = N_("Unpack it and load the file that is in it.")
_ATTACHMENT = N_("Save the attachment and load that.")
_EXPORT = N_("In the program that it comes from, export the table as .xlsx or CSV UTF-8 and load that.")
_SAVE_AS = N_("Open it in Excel, save it as .xlsx and load that.")
_NUMBERS = N_("In Numbers choose File, Export To, Excel, and load the .xlsx.")
_DOWNLOAD = N_("Open it in the browser, choose File, Download, Microsoft Excel (.xlsx), and load that.")
_TABLE = N_("Put the table into it, or choose the file that has it.")

_PICTURE = (N_("it is a picture"), _RETYPE)
_DOCUMENT = (N_("it is a Word document"), _RETYPE)
_SLIDES = (N_("it is a PowerPoint presentation"), _RETYPE)
_ARCHIVE = (N_("it is a compressed archive"), _UNPACK)
_DATABASE = (N_("it is a database"), _EXPORT)
_MAIL = (N_("it is an e-mail"), _ATTACHMENT)
_SHORTCUT = (N_("it is only a link to a document on the internet"), _DOWNLOAD)
_XML = (N_("it is XML, but no spreadsheet"), _EXPORT)
EMPTY_PAGE = (N_("it is a web page without a table"), _SAVE_AS)

_BY_BYTES = {
    # Readers of PDF look for its mark in the first 1,024 bytes: some programs write a line before it.
    rb"(?:.{0,1000}\n)?\s*%PDF-\d": (N_("it is a PDF"), _RETYPE),
    (
        rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|BM.{4}\0{4}|II\*\0|MM\0\*|RIFF.{4}WEBP"
        rb"|.{4}ftyp(?:hei|mif|avif)"
    ): _PICTURE,
    # After pictures, which may begin with RIFF or ftyp, too.
    rb"RIFF|ID3|OggS|.{4}ftyp|\x1aE\xdf\xa3": (N_("it is a sound or a film"), _RETYPE),
    rb"\{\\rtf": (N_("it is a text document"), _RETYPE),
    rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x1f\x8b|BZh\d1AY|\xfd7zXZ\0|\x28\xb5\x2f\xfd|.{257}ustar": _ARCHIVE,
    # The last is dBASE: its version, then year, month and day of the last change.
    rb"SQLite format 3\0|\x00\x01\x00\x00Standard (?:Jet|ACE) DB|\x03.[\x01-\x0c][\x01-\x1f].{28}": _DATABASE,
    rb"PAR1": (N_("it is a Parquet file"), _EXPORT),
}
"""How the bytes of what is no table begin; what it is, and what to do."""
_IN_OLE = {
    "WordDocument": _DOCUMENT,
    "PowerPoint Document": _SLIDES,
    "__properties_version1.0": _MAIL,
    "VisioDocument": _PICTURE,
}
"""Names of the main part of what Office wrote until 2003, where it is no workbook."""

_MAIN = re.compile(
    rb"[\w.-]*(sheet\.binary|spreadsheetml|ms-excel|wordprocessingml|ms-word|presentationml|ms-powerpoint)[\w.-]*\.main"
)
_IN_OFFICE = {
    b"wordprocessingml": _DOCUMENT,
    b"ms-word": _DOCUMENT,
    b"presentationml": _SLIDES,
    b"ms-powerpoint": _SLIDES,
}
_PASSED_OVER = re.compile(r"(?:^|.*/)(?:__MACOSX/.*|\.[^/]*|thumbs\.db|desktop\.ini)$|.*/$", re.IGNORECASE)
"""What systems put into a ZIP by themselves, and folders."""
_TABLE_FILE = re.compile(rb"\.(?:csv|tsv|txt|xlsx?|xlsb|ods|html?|xml)$", re.IGNORECASE)

_ROOT = re.compile(
    r"(?>(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>)\s*)*+<(?:[\w.-]+:)?([\w.-]+)([^>]*)",
    re.DOTALL | re.IGNORECASE,
)
_MARKUP = re.compile(
    r'(?:\A[^,;\t|<"]*|^[ \t]*)<(?:table|html|body|meta|div|tr|p|h\d|center)[\s>]',
    re.IGNORECASE | re.MULTILINE,
)
"""Markup at the beginning or below a line of text; in a cell of a table of text it stands behind a
delimiter."""
_PAGE_CELL = re.compile(r"<t[dh][\s>]", re.IGNORECASE)
_PAGE_ROOTS = frozenset(
    "html head meta body title style script link table div center font br b p h1 h2 h3 frameset form".split()
)
_LETTER = re.compile(
    r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Received|Return-Path|Message-ID|X-Mailer):",
    re.IGNORECASE,
)
_ARCHIVED = re.compile(r"^Content-Type:\s*(?:multipart/related|text/html)", re.IGNORECASE | re.MULTILINE)
_SENT = re.compile(r"^(?:To|Received|Delivered-To|Return-Path):", re.IGNORECASE | re.MULTILINE)
_JSON = re.compile(r'[\[\s]*(?:\{\s*"[^"\n]*"\s*:|\[\s*"[^"\n]*"\s*[,\]]|\[\s*\[\s*-?\d|[{\[]\s*[}\]]\s*$)')
_LINK = re.compile(r"\s*\[(?:InternetShortcut|Desktop Entry)\]|\s*\{[^{}]*\"doc_id\"[^{}]*\}\s*$")


def kind_of(path: Path) -> str:
    """TEXT, ZIP (for what is alone in one, see `unpacked`), or a kind of workbook. Raises LoadError for
    anything else."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    # A mark of UTF-8 or UTF-16 and nothing after it is an empty file, too.
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise _empty()
    if head.startswith(_ZIPPED):
        return _kind_in_zip(path, head)
    # Word and Outlook begin alike: the reader of .xls says so (`in_ole`).
    if head.startswith(_OLE):
        return "xls"
    for begins, other in _BY_BYTES.items():
        if re.match(begins, head[:MARKED], re.DOTALL):
            raise no_table(*other)
    return _kind_of_letters(plainly(head).lstrip())


def _kind_of_letters(text: str) -> str:
    # What is told by its first letters comes first: some links are JSON.
    if _LINK.match(text):
        raise no_table(*_SHORTCUT)
    if _JSON.match(text):
        raise no_table(N_("it is JSON"), _EXPORT)
    if _LETTER.match(text):
        return _kind_of_letter(text)
    if root := _ROOT.match(text):
        return _kind_of_markup(text, *root.groups())
    if _is_page(text):
        return "html"
    if text.startswith("<"):
        raise no_table(*_XML)
    return TEXT


def _is_page(text: str) -> bool:
    return bool(_MARKUP.search(text) and _PAGE_CELL.search(text))


def _kind_of_letter(text: str) -> str:
    headers = re.split(r"\r?\n\r?\n", text, maxsplit=1)[0]
    # A page that Excel saved as MHTML has the headers of a letter, but was sent to nobody.
    if _SENT.search(headers) or not _ARCHIVED.search(headers):
        raise no_table(*_MAIL)
    return "mhtml"


def _kind_of_markup(text: str, name: str, attributes: str) -> str:
    """The kind of a file that begins with an element of this name."""
    if name == "Workbook" and "urn:schemas-microsoft-com:office:spreadsheet" in attributes:
        return "spreadsheetml"
    if name == "document" and "opendocument.spreadsheet" in attributes:
        return "ods"
    if name.lower() in _PAGE_ROOTS or _is_page(text):
        return "html"
    if name == "svg":
        raise no_table(*_PICTURE)
    raise no_table(*_DOCUMENT if name in ("wordDocument", "package") else _XML)


def _kind_in_zip(path: Path, head: bytes) -> str:
    try:
        with zipfile.ZipFile(path) as parts:
            _refuse_bombs(parts, path.stat().st_size)
            return _kind_of_parts(parts)
    except DAMAGES as error:
        # ZIP's header of a part: the length of its name at 26, the name from 30 on.
        name_of_first_part = head[30 : 30 + int.from_bytes(head[26:28], "little")]
        if _TABLE_FILE.search(name_of_first_part):
            raise damaged_zip() from error
        return "xlsx"  # whose reader says that it is damaged


def _refuse_bombs(parts: zipfile.ZipFile, size: int) -> None:
    unpacked = sum(part.file_size for part in parts.infolist())
    # Up to 20 MB any file may unpack: a short table that repeats itself packs very small.
    if unpacked > LARGEST_UNPACKED or unpacked > MOST_TIMES_SMALLER * max(size, 100_000):
        message = N_(
            "The file unpacks to {value} MB, far more than such a file should hold. It was not opened."
        )
        raise LoadError(Problem("error", "workbook_bomb", message, value=f"{unpacked // 1024 // 1024:,}"))


def _kind_of_parts(parts: zipfile.ZipFile) -> str:
    names = set(parts.namelist())
    if "mimetype" in names and (nature := _start_of(parts, "mimetype")).startswith(
        b"application/vnd.oasis.opendocument"
    ):
        if b"spreadsheet" in nature:
            return "ods"
        raise no_table(N_("it is an OpenDocument file, but no spreadsheet"), _RETYPE)
    main = _MAIN.search(_start_of(parts, "[Content_Types].xml")) if "[Content_Types].xml" in names else None
    if main and main[1] in _IN_OFFICE:
        raise no_table(*_IN_OFFICE[main[1]])
    if main or "xl/workbook.xml" in names:
        return "xlsb" if main and main[1] == b"sheet.binary" else "xlsx"
    if "Index/Document.iwa" in names or "Index.zip" in names:
        raise no_table(N_("it is a file of Apple Numbers, Pages or Keynote"), _NUMBERS)
    return ZIP


def _start_of(parts: zipfile.ZipFile, name: str) -> bytes:
    with parts.open(name) as part:
        return part.read(HEAD)


def unpacked(original: Original) -> Original:
    """What is alone in a ZIP, to be read in its place. Raises LoadError where it is not alone, is locked
    or damaged."""
    target = original.scratch / "unpacked"
    try:
        with zipfile.ZipFile(original.path) as parts:
            part = _alone(parts)
            with parts.open(part) as source, target.open("wb") as file:
                # No more is read than the part's header says, which `_alone` held against LARGEST_FILE.
                while chunk := source.read(CHUNK):
                    file.write(chunk)
    except DAMAGES as error:
        raise damaged_zip() from error
    return replace(original, path=target, size=part.file_size)


def _alone(parts: zipfile.ZipFile) -> zipfile.ZipInfo:
    held = [part for part in parts.infolist() if not _PASSED_OVER.match(part.filename)]
    if not held:
        raise no_table(N_("it is a ZIP with nothing in it"), _TABLE)
    if len(held) > 1:
        message = N_(
            "The ZIP holds {count} files: {value}. Unpack it and load them, or leave only the table in it."
        )
        names = ", ".join(map(_name_of, held[:MOST_NAMED])) + (" …" if len(held) > MOST_NAMED else "")
        raise LoadError(
            Problem("error", "several_in_zip", message, value=names, words={"count": str(len(held))})
        )
    # Bit 0: encrypted.
    if held[0].flag_bits & 1:
        message = N_("The ZIP is locked with a password. Unpack it and load the file that is in it.")
        raise LoadError(Problem("error", "locked_zip", message))
    if held[0].file_size > LARGEST_FILE:
        raise LoadError(too_large())
    return held[0]


def _name_of(part: zipfile.ZipInfo) -> str:
    """The name of a file in a ZIP: Windows writes Thai ones in its own code page and does not say so."""
    name = part.filename
    # Bit 11: the name is UTF-8. Else zipfile reads it as cp437, as the standard has it.
    if not part.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("cp874")
    return clean(name)


def in_ole(data: bytes) -> LoadError:
    """What a file that Office wrote until 2003 is, if it is no workbook."""
    kinds = (other for name, other in _IN_OLE.items() if name.encode("utf-16-le") in data)
    return no_table(*next(kinds, (N_("it is a file of an Office program, but no workbook"), _RETYPE)))


def no_table(reason: str, remedy: str) -> LoadError:
    """A file is something else."""
    message = N_("The file holds no table that can be read: {reason}. {remedy}")
    return LoadError(Problem("error", "no_table", message, words={"reason": reason, "remedy": remedy}))


def damaged_zip() -> LoadError:
    """A ZIP cannot be unpacked."""
    message = N_(
        "The ZIP cannot be unpacked: it is damaged or was not copied whole. Get it again, or load the file"
        " that was in it."
    )
    return LoadError(Problem("error", "damaged_zip", message))


def _empty() -> LoadError:
    return LoadError(
        Problem(
            "error", "empty_file", N_("The file is empty. Was it saved or copied to the end? Get it again.")
        )
    )
