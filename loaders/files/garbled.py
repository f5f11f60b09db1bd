"""Thai that was lost on its way: read in a wrong code page and saved again, or turned into question marks.
It is never mended here: what was stored would look right and be wrong."""

import re
from collections.abc import Callable

from loaders.files.text import HEAD, Text, is_thai
from loaders.problem import LoadError, Problem
from vocabulary.language import N_

_THAI = re.compile("[\u0e01-\u0e5b]")
_AS_WINDOWS_874 = re.compile("เ[ธน].")
"""The three bytes of a Thai letter in UTF-8, read as Thai in one byte: all that is left are เธ and เน."""
_AS_OTHERS = re.compile("à[¸¹]|Ã[\u00a0 ]?Â[¸¹]|‡[∏π]|α[╕╣]")
"""The same read in a code page of Western Europe, twice so, on a Mac, and in DOS."""
_LATIN = re.compile("[\u00a1-\u00fb]{2,}")
"""Thai in one byte, read in a code page of Western Europe."""
_QUESTION_MARKS = re.compile(r"\?{3,}")
# So many hits before a file is refused, and so many letters of the cell that is shown.
_FEW, _LONGEST = 3, 40


def refuse_garbled(text: Text) -> None:
    """Raises LoadError with the row where the Thai of a text is garbled or lost."""
    with text.path.open(encoding="utf-8-sig", errors="ignore", newline="") as file:
        head = file.read(HEAD)
    if is_garbled := _garbled(head):
        message = N_(
            "The Thai in row {row} is garbled ({value}): a program read the file in a wrong code page and"
            " saved it again."
            " Go back to the file before that; import it in Excel (Data, From Text/CSV, File Origin 65001"
            " Unicode UTF-8"
            " or 874 Thai), check that the Thai is right, and save it as .xlsx."
        )
        raise _refused("garbled_text", message, text, is_garbled)
    if _is_lost(head, text):
        message = N_(
            "The Thai in row {row} was lost when the file was saved ({value}), and cannot be had back from"
            " it."
            " Export it again from the program that it comes from, as .xlsx or CSV UTF-8."
        )
        raise _refused(
            "lost_text", message, text, lambda cell: "\ufffd" in cell or bool(_QUESTION_MARKS.search(cell))
        )


def _garbled(head: str) -> Callable[[str], bool] | None:
    """What tells a garbled cell from others, where the text is garbled."""
    thai = len(_THAI.findall(head))
    runs = _LATIN.findall(head)
    # Accents occur in other languages, but only garbled Thai reads as Thai when it is put back.
    if not thai and len(runs) >= _FEW and is_thai("".join(runs).encode("latin-1").decode("cp874", "replace")):
        return lambda cell: bool(_LATIN.search(cell))
    if len(_AS_OTHERS.findall(head)) >= _FEW:
        return lambda cell: bool(_AS_OTHERS.search(cell))
    # Thai has some of its own (เธอ, เนื้อ). Garbled, a third of all letters begins so; half of that will do.
    if (found := len(_AS_WINDOWS_874.findall(head))) >= _FEW and found * 6 > thai:
        return lambda cell: bool(_AS_WINDOWS_874.search(cell))
    return None


def _is_lost(head: str, text: Text) -> bool:
    # Where there is any Thai, somebody typed the question marks.
    is_all_marks = not _THAI.search(head) and len(_QUESTION_MARKS.findall(head)) >= _FEW
    return is_all_marks or text.contents.has_lost


def _refused(rule: str, message: str, text: Text, is_garbled: Callable[[str], bool]) -> LoadError:
    found = ((row, cell) for row, cells in text.rows() for cell in cells if is_garbled(cell))
    row, cell = next(found, (1, ""))
    value = cell if len(cell) <= _LONGEST else f"{cell[:_LONGEST]}…"
    return LoadError(Problem("error", rule, message, row=row, value=value))
