"""The tables that a file holds: one of a text file, one or several of a workbook, whatever the file's name says."""

from dataclasses import dataclass

from language import N_
from loaders.files import Original
from loaders.problem import LoadError, Problem
from loaders.text import Text, read_text
from loaders.workbook import is_workbook, read_workbook

OTHERS = {
    b"%PDF": N_("it is a PDF"),
    b"\x89PNG": N_("it is a picture"),
    b"\xff\xd8\xff": N_("it is a picture"),
    b"<!do": N_("it is a web page, though its name may say otherwise"),
    b"<htm": N_("it is a web page, though its name may say otherwise"),
    b"<tab": N_("it is a web page, though its name may say otherwise"),
    b"<?xm": N_("it is XML, though its name may say otherwise"),
    b"{\\rt": N_("it is a text document"),
}
"""First bytes of what is taken for a table by its name only."""


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


def read_sheets(original: Original, wanted: str | None = None) -> list[Sheet]:
    """The tables of a file, or the one sheet called `wanted`. Raises LoadError where the file is no text and no workbook,
    or has no such sheet."""
    with original.path.open("rb") as file:
        head = file.read(512)
    if is_workbook(head):
        pages = read_workbook(original)
        hidden = tuple(Sheet(page.name, page.text) for page in pages if page.is_hidden)
        shown = [page for page in pages if not page.is_hidden]
        others = tuple(Sheet(page.name, page.text) for page in shown if wanted not in (None, page.name))
        sheets = [Sheet(page.name, page.text, hidden, (*hidden, *others), page.hidden_rows) for page in shown]
        if wanted is not None and sheets and wanted not in (names := [sheet.name for sheet in sheets]):
            message = N_(
                "The workbook has no sheet {value} to be seen. Its sheets are: {expected}. Show a hidden one in Excel first."
            )
            raise LoadError(Problem("error", "unknown_sheet", message, value=wanted, expected=", ".join(map(str, names))))
        if not sheets:
            raise LoadError(_no_table(N_("none of its sheets is to be seen")))
        return [sheet for sheet in sheets if wanted in (None, sheet.name)]
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:4].lower()
    for mark, reason in OTHERS.items():
        if start.startswith(mark.lower()):
            raise LoadError(_no_table(reason))
    return [Sheet(None, read_text(original))]


def _no_table(reason: str) -> Problem:
    message = N_("The file holds no table that can be read: {reason}. Open it in Excel and save it as .xlsx or CSV UTF-8.")
    return Problem("error", "no_table", message, words={"reason": reason})
