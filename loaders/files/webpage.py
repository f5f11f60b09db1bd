"""From a web page, as many systems export it under the name .xls, to sheets: HTML, and MHTML, which holds
several parts.

What stands above and below a table belongs to it as in a spreadsheet: each line of text is a row. A second
table with columns is a second sheet, whose rows keep the numbers that they have below the first."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

from lxml import etree

from loaders.files.cells import DamagedError, Sheet, number_of, text_of
from loaders.files.text import decoded
from loaders.limits import MOST_COLUMNS

_DECLARED = re.compile(rb"<meta[^>]*charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_UNSEEN = re.compile(r"<!--.*?-->|<(script|style|template)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_OPENED = re.compile(r"<(t[dh]|table|html)(?=[\s>/])", re.IGNORECASE)
_CLOSED = re.compile(r"</(table|html)\s*>", re.IGNORECASE)
_UNOPENED = re.compile(r"(</tr\s*>\s*)(?=<t[dh][\s>])", re.IGNORECASE)
"""Where a row begins that nobody opened, as a browser sees it."""
_LINES = frozenset(
    "p div center h1 h2 h3 h4 h5 h6 li ul ol dl dt dd pre form fieldset legend caption header footer"
    " section".split()
)
"""Elements whose text stands on lines of its own."""
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_CELLS, _READ = ("td", "th"), "read"
_FEWEST_COLUMNS = 3
"""What has fewer is text in the shape of a table: a title, or who signs."""
_BOOK = re.compile(
    r"<x:ExcelWorksheet>.*?<x:Name>(.*?)</x:Name>.*?HRef=[\"'](.*?)[\"']", re.IGNORECASE | re.DOTALL
)
_HIDDEN_SHEET = re.compile(r"<x:Visible>Sheet\w*Hidden</x:Visible>", re.IGNORECASE)

_Line = tuple[list[str], bool]
"""The cells of a row, and whether it is hidden."""


@dataclass(frozen=True)
class _Table:
    """Rows that stand in columns, and whether they are hidden as a whole."""

    lines: list[_Line]
    is_hidden: bool

    @property
    def has_columns(self) -> bool:
        """Whether it is more than text in the shape of a table."""
        return any(sum(map(bool, cells)) >= _FEWEST_COLUMNS for cells, _hidden in self.lines)


def sheets(path: Path) -> Iterator[Sheet]:
    """The sheets of a web page; none where it has no table. Raises DamagedError where it is not whole."""
    data = path.read_bytes()
    declared = _DECLARED.search(data)
    yield from _sheets(decoded(data, declared[1].decode() if declared else None))


def archived(path: Path) -> Iterator[Sheet]:
    """The sheets of the web pages in an MHTML file, with the names that Excel gave them."""
    pages = [
        part
        for part in message_from_bytes(path.read_bytes()).walk()
        if part.get_content_type() == "text/html"
    ]
    texts = [(_last(part.get("Content-Location", "")), _text_of_part(part)) for part in pages]
    names = {
        _last(place): html.unescape(name) for _place, text in texts for name, place in _BOOK.findall(text)
    }
    found = [
        (names.get(place), place in names and _HIDDEN_SHEET.search(text) is not None, sheet)
        for place, text in texts
        for sheet in _sheets(text)
    ]
    # A name that several tables of a page share tells none of them apart.
    given = Counter(name for name, *_ in found)
    for number, (name, is_hidden, sheet) in enumerate(found, start=1):
        unnamed = str(number) if len(found) > 1 else None
        yield sheet._replace(
            name=name if given[name] == 1 and name else unnamed, is_hidden=is_hidden or sheet.is_hidden
        )


def _last(place: str) -> str:
    return place.replace("\\", "/").rpartition("/")[2]


def _text_of_part(part: Message) -> str:
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)  # only a part that holds parts has none
    declared = _DECLARED.search(data)
    return decoded(data, part.get_content_charset() or (declared[1].decode() if declared else None))


def _sheets(text: str) -> Iterator[Sheet]:
    page = _page(text)
    blocks = list(_blocks(page, is_hidden=False))
    # Every cell that was set out is marked: one without a mark would be missing unseen.
    if any(_READ not in cell.attrib for cell in page.iter(*_CELLS)):
        raise DamagedError("cells got lost")
    tables = [at for at, block in enumerate(blocks) if isinstance(block, _Table) and block.has_columns]
    if not any(isinstance(block, _Table) for block in blocks):
        return
    # Where no table has columns, the whole page is one sheet.
    above = tables[0] if tables else 0
    for number, at in enumerate(tables or [0], start=1):
        before = tables[number - 2] + 1 if number > 1 else 0
        after = tables[number] if number < len(tables) else len(blocks)
        lines = [
            # Rows of other tables are empty here, so that each row keeps its number.
            line if place < above or before <= place < after else ([], False)
            for place, block in enumerate(blocks[:after])
            for line in (block.lines if isinstance(block, _Table) else [([block], False)])
        ]
        hidden_rows = [
            row for row, (cells, is_hidden) in enumerate(lines, start=1) if is_hidden and any(cells)
        ]
        block = blocks[at]
        is_hidden = isinstance(block, _Table) and block.is_hidden
        yield Sheet(
            str(number) if len(tables) > 1 else None, is_hidden, (cells for cells, _ in lines), hidden_rows
        )


def _page(text: str) -> Any:
    """The page as elements. Raises DamagedError where it ends before its tables do, or cells do not stand
    in tables."""
    seen = _UNOPENED.sub(r"\1<tr>", _UNSEEN.sub(" ", text))
    opened = [name.lower() for name in _OPENED.findall(seen)]
    closed = [name.lower() for name in _CLOSED.findall(seen)]
    # lxml closes by itself what a page that was cut off leaves open.
    if any(opened.count(name) != closed.count(name) for name in ("table", "html")):
        raise DamagedError("the page ends before its table does")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    page = etree.fromstring(seen.encode(), parser)
    cells = list(page.iter(*_CELLS))
    # lxml drops cells that stand where none may.
    if len(cells) != opened.count("td") + opened.count("th"):
        raise DamagedError("cells got lost")
    if any(next(cell.iterancestors("table", *_CELLS)).tag != "table" for cell in cells):
        raise DamagedError("a cell within a cell")
    return page


def _blocks(element: Any, *, is_hidden: bool) -> Iterator[str | _Table]:
    """What stands one below the other: lines of text, and tables."""
    line = [element.text or ""]
    for inner in element:
        unseen = is_hidden or _is_hidden(inner)
        if inner.tag == "table" or inner.tag in _LINES or inner.find(".//table") is not None:
            yield from _told(line)
            yield from (
                _table(inner, is_hidden=unseen) if inner.tag == "table" else _blocks(inner, is_hidden=unseen)
            )
            line = []
        elif not unseen:
            line.append(_written(inner))
        line.append(inner.tail or "")
    yield from _told([] if is_hidden else line)


def _told(pieces: list[str]) -> Iterator[str]:
    yield from filter(None, _tidy("".join(pieces)).split("\n"))


def _is_hidden(element: Any) -> bool:
    return "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")) is not None


def _table(table: Any, *, is_hidden: bool) -> Iterator[str | _Table]:
    """A table; or where it only lays out others, one in a row, what it lays out."""
    rows: list[tuple[list[Any], bool]] = []
    for row, hidden in _rows(table):
        if inner := _only_layout(row):
            yield from _grid(rows, is_hidden=is_hidden)
            for cell in row:
                cell.set(_READ, "")
            yield from _blocks(inner, is_hidden=is_hidden or hidden)
            rows = []
        else:
            rows.append((row, hidden))
    yield from _grid(rows, is_hidden=is_hidden)


def _rows(part: Any) -> Iterator[tuple[list[Any], bool]]:
    """The cells of each row of a table, without those of tables within."""
    row: list[Any] | None = None
    for element in part:
        if element.tag in (*_CELLS, "caption"):
            if row is None:
                yield (row := []), _is_hidden(part)
            row.append(element)
        elif element.tag != "table":
            row = None
            rows = [(cells, hidden or _is_hidden(part)) for cells, hidden in _rows(element)]
            if element.tag in ("thead", "tbody", "tfoot"):
                _end_with(rows)
            yield from rows


def _end_with(rows: list[tuple[list[Any], bool]]) -> None:
    """Lets no cell reach below the part of the table in which it stands."""
    for left, (cells, _hidden) in zip(range(len(rows), 0, -1), rows, strict=True):
        for cell in cells:
            cell.set("rowspan", str(_span(cell, "rowspan", left)))


def _only_layout(row: list[Any]) -> Any | None:
    """The cell of a row that holds tables and stands alone. Tables side by side are refused: as rows they
    would mix."""
    holding = [
        cell for cell in row if any(len(list(table.iter("td", "th"))) > 1 for table in cell.iter("table"))
    ]
    if not holding:
        return None
    if len(holding) > 1 or any(_tidy(_written(cell)) for cell in row if cell is not holding[0]):
        raise DamagedError("tables side by side")
    return holding[0]


def _grid(rows: list[tuple[list[Any], bool]], *, is_hidden: bool) -> Iterator[_Table]:
    """Cells where a spreadsheet shows them: the text of a merged cell stands in its first place only."""
    lines: list[_Line] = []
    covered: dict[int, int] = {}  # column → up to which row a cell above reaches
    for number, (row, hidden) in enumerate(rows):
        cells: list[str] = []
        for cell in row:
            while covered.get(len(cells), -1) >= number:
                cells.append("")
            for read in cell.iter(*_CELLS):
                read.set(_READ, "")
            wide, high = _span(cell, "colspan", MOST_COLUMNS), _span(cell, "rowspan", len(rows))
            covered |= dict.fromkeys(range(len(cells), len(cells) + wide), number + high - 1)
            cells += [_shown(cell), *[""] * (wide - 1)]
        lines.append((cells, hidden))
    if lines:
        yield _Table(lines, is_hidden)


def _span(cell: Any, name: str, most: int) -> int:
    """Over how many columns or rows a cell reaches; as many rows as there are where it says 0."""
    said = cell.get(name, "1").strip()
    # int() fails at more than 4,300 digits.
    times = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 1
    return min(times or (most if name == "rowspan" else 1), most)


def _shown(cell: Any) -> str:
    """The text of a cell; of a number that Excel or LibreOffice shows rounded, all its digits."""
    text = _tidy(_written(cell))
    # Excel's attribute, then LibreOffice's.
    held = cell.get("x:num") or cell.get("sdval") or ""
    shown = text.replace(",", "")
    try:
        exact, rounded = Decimal(held), Decimal(shown)
        # Half a unit of the last digit that is shown. (NaN has a letter for an exponent: ValueError.)
        is_same = abs(exact - rounded) <= Decimal(1).scaleb(int(rounded.as_tuple().exponent)) / 2
    except (InvalidOperation, ValueError):
        return text
    return text_of(number_of(held)) if is_same else text


def _written(element: Any) -> str:
    """The text of an element: as it is typed where it is a field, with line breaks where it has such."""
    if element.tag in ("script", "style", "title", "template", "comment"):
        return ""
    # \v is the end of a line, until `_tidy` has put spaces in order.
    if element.tag == "br":
        return "\v"
    if element.tag == "input":
        return (
            ""
            if element.get("type", "text").lower() in ("hidden", "button", "submit")
            else str(element.get("value", ""))
        )
    if element.tag == "select":
        chosen = [option for option in element.iter("option") if "selected" in option.attrib] or list(
            element.iter("option")
        )
        return _written(chosen[0]) if chosen else ""
    inner = "".join(_written(each) + (each.tail or "") for each in element)
    return f"\v{element.text or ''}{inner}\v" if element.tag in _LINES else f"{element.text or ''}{inner}"


def _tidy(text: str) -> str:
    """Text as a browser shows it: white space is one space, a line break a line break."""
    lines = (_SPACE.sub(" ", line.replace("\xa0", " ")).strip() for line in text.split("\v"))
    return "\n".join(filter(None, lines))
