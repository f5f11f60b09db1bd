"""The tables that a file holds: one of a text file, one or several of a workbook, whatever the file's name
says."""

from dataclasses import dataclass, replace

from loaders.files.containers import EMPTY_PAGE, TEXT, ZIP, kind_of, no_table, unpacked
from loaders.files.garbled import refuse_garbled
from loaders.files.original import Original
from loaders.files.text import Text, read_text
from loaders.files.workbook import PAGES, Page, read_workbook
from loaders.problem import LoadError, Problem
from vocabulary.language import N_

OF_ONE = "--sheet NAME"
"""How the command line loads one sheet of a workbook."""


@dataclass(frozen=True)
class Sheet:
    """One table of a file: its name (None for a text file, which has but one) and its text."""

    name: str | None
    text: Text
    hidden: tuple["Sheet", ...] = ()
    """The hidden sheets beside it."""
    unread: tuple["Sheet", ...] = ()
    """All sheets that are not read: hidden ones, and where one was named, the others."""
    hidden_rows: tuple[int, ...] = ()
    """The numbers of its hidden rows, which are read too."""
    hidden_columns: tuple[int, ...] = ()
    """The positions of its hidden columns, which are read too."""
    crossed_rows: tuple[int, ...] = ()
    """The numbers of its rows that are crossed out, which are read too."""


def read_sheets(original: Original, wanted: str | None = None) -> list[Sheet]:
    """The tables of a file, or the one sheet called `wanted`. Raises LoadError where the file is no text
    and no workbook, or has no such sheet, or its Thai is garbled."""
    kind = kind_of(original.path)
    wrapped = ""
    if kind == ZIP:
        original = unpacked(original)
        wrapped = " (ZIP)"
        kind = kind_of(original.path)
    if kind == ZIP:
        raise no_table(N_("it is a ZIP within a ZIP"), N_("Unpack it and load the file that is in it."))
    sheets = (
        [Sheet(None, read_text(original))]
        if kind == TEXT
        else _chosen(read_workbook(original, kind), kind, wanted)
    )
    sheets = [
        replace(sheet, text=replace(sheet.text, encoding=sheet.text.encoding + wrapped)) for sheet in sheets
    ]
    for sheet in sheets:
        refuse_garbled(sheet.text)
    return sheets


def _chosen(pages: list[Page], kind: str, wanted: str | None) -> list[Sheet]:
    """The sheets of a workbook that are to be read."""
    hidden = tuple(Sheet(page.name, page.text) for page in pages if page.is_hidden)
    shown = [page for page in pages if not page.is_hidden]
    if not pages and kind in PAGES:
        raise no_table(*EMPTY_PAGE)
    if not shown:
        raise no_table(
            N_("none of its sheets is to be seen"),
            N_("Show the sheet in Excel, save it as .xlsx and load that."),
        )
    names = [page.name for page in shown]
    # The one table of a web page has no name by which it could be asked for.
    if wanted is not None and wanted not in names and names != [None]:
        message = N_(
            "The workbook has no sheet {value} to be seen. Its sheets are: {expected}. Show a hidden one in"
            " Excel first."
        )
        raise LoadError(
            Problem("error", "unknown_sheet", message, value=wanted, expected=", ".join(map(str, names)))
        )
    others = tuple(
        Sheet(page.name, page.text) for page in shown if wanted and page.name not in (None, wanted)
    )
    chosen = [page for page in shown if wanted is None or page.name in (None, wanted)]
    unread = (*hidden, *others)
    return [
        Sheet(page.name, page.text, hidden, unread, page.hidden_rows, page.hidden_columns, page.crossed_rows)
        for page in chosen
    ]
