"""The words in which is said how a table is understood: options, header, what holds for all rows, and where
columns stand."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from loaders.rows import Row
from loaders.schema.dataset import Dataset, Joint
from vocabulary.spelling import respelled

if TYPE_CHECKING:  # the scales compare their words as headers are compared
    from loaders.layout.scales import Scale

TIDY = "tidy"
"""The layout of a plain table: each column under a header that names it."""


@dataclass(frozen=True)
class Options:
    """What the caller says of a file: the table it is for, values for columns it lacks, columns under unknown
    headers."""

    table: str | None = None
    values: dict[str, str] = field(default_factory=dict)
    """Column name → value for columns that the file does not have: organization_code, fiscal_year, as_of,
    round_months."""
    mapping: dict[str, str] = field(default_factory=dict)
    """Header → column name."""
    encumbered: str = "outstanding"
    """What a commitment column holds: `outstanding`, `gross` (with what is already paid) or `ignored`."""
    sheet: str | None = None
    """Which sheet of a workbook."""
    answers: dict[str, str] = field(default_factory=dict)
    """What the clerk answered where a file leaves something open: key of the question (`unit`, `row:12`) →
    answer."""

    recalled: dict[str, str] = field(default_factory=dict)
    """What was answered of rows of such files before: it serves where the same is asked again, and overrides
    nothing."""
    ask_again: bool = False
    """Whether what was answered for such files before is asked once more."""

    expect: dict[str, str] = field(default_factory=dict)
    """Column → the sum that its lines must come to."""

    def answer(self, *keys: str) -> str | None:
        """The answer to a question, under the first of its keys that has one; the word before the colon
        answers all of a kind."""
        every = (*keys, *(key.partition(":")[0] for key in keys))
        return next((self.answers[key] for key in every if key in self.answers), None)


@dataclass(frozen=True)
class Header:
    """The header of a table: the numbers of its rows, the name of each column (its lowest tier, and the
    groups above it), and how many rows that hold anything stand above."""

    rows: tuple[int, ...]
    lowest: tuple[str, ...]
    names: tuple[str, ...]
    above: int
    words: frozenset[str] = frozenset()
    """What its cells say, as headers are compared."""

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return len(self.names)

    def group(self, at: int) -> str:
        """What stands above the lowest tier of a column."""
        return self.names[at].removesuffix(self.lowest[at]).strip()

    @property
    def tiers(self) -> int:
        """How many rows it has."""
        return len(self.rows)


@dataclass(frozen=True)
class Given:
    """A value that holds for every row, and where it is from: an option, a title and its row, the rest of the
    file."""

    value: str
    origin: str
    row: int | None = None


@dataclass(frozen=True)
class Reading:
    """How a table is understood: its data set, layout, header, the position of each column, and what holds
    for all rows."""

    dataset: Dataset
    layout: str
    header: Header
    positions: dict[str, int]
    given: dict[str, Given] = field(default_factory=dict)
    across: tuple[int, ...] = ()
    """The positions of columns whose headers are values themselves: divisions, questions, dimensions."""
    titles: dict[str, Given] = field(default_factory=dict)
    """What the titles say of columns for which the caller gave a value."""
    scales: dict[int, "Scale"] = field(default_factory=dict)
    """On which scale the answers of each column of `across` lie, in a table of respondents."""
    makes: tuple[str, ...] = ()
    """The columns that come out of `across`, or of headings between the rows."""
    no_questions: frozenset[int] = frozenset()
    """The rows of a survey that have figures and are no questions: means, numbers of people, ranks."""
    respondents: dict[int, str] = field(default_factory=dict)
    """How many answered of the division in each column of `across`, in a survey's matrix that says so."""
    respondents_rows: frozenset[int] = frozenset()
    """The rows that say it."""
    repeats: frozenset[str] = frozenset()
    """The columns of which a blank cell says what the cell above says."""
    titles_above: tuple[tuple[int, str], ...] = ()
    """The cells above the header, each with the number of its row; pages repeat them."""

    @property
    def known(self) -> int:
        """How many columns of the data set the table brings."""
        return len(self.positions) + len(self.makes)

    @cached_property
    def titled(self) -> frozenset[str]:
        """The cells above the header, as headers are compared."""
        return frozenset(normal(cell) for _row, cell in self.titles_above)

    def below_header(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Those of a table's rows that stand below the header, with blank cells up to its width."""
        width = self.header.width
        last = self.header.rows[-1]
        return ((row, cells + [""] * (width - len(cells))) for row, cells in rows if row > last)

    def repeats_header(self, cells: list[str]) -> bool:
        """Whether a row says what the header says, or one of its tiers."""
        texts = [normal(cell) for cell in cells[: self.header.width]]
        return texts == [normal(name) for name in self.header.lowest][: len(texts)] or (
            sum(map(bool, texts)) > 1
            and self.header.tiers > 1
            and set(filter(None, texts)) <= self.header.words
        )

    @property
    def given_cells(self) -> dict[str, str | None]:
        """What holds for every row, as the text of its cells."""
        return {name: value.value for name, value in self.given.items()}

    @property
    def divisions(self) -> dict[int, str]:
        """The division that each header of `across` names: with the group above it where there are several
        groups, and the group alone where the header only says that scores stand below."""
        names = {at: self.header.names[at] for at in self.across}
        lowest = {at: self.header.lowest[at] for at in self.across}
        groups = {at: self.header.group(at) for at in self.across}
        # สำนักปลัด and กองคลัง both have a งานธุรการ.
        if len(set(groups.values())) < 2:
            names_shown = lowest
        else:
            names_shown = {
                at: groups[at] if groups[at] and normal(lowest[at]) in SCORES else names[at]
                for at in self.across
            }
        return {at: _PEOPLE.sub("", name) or name for at, name in names_shown.items()}

    @property
    def unknown(self) -> list[str]:
        """The headers of columns that mean nothing to the data set."""
        used = {*self.positions.values(), *self.across}
        return [name for at, name in enumerate(self.header.names) if name and at not in used]

    @property
    def joints(self) -> tuple[Joint, ...]:
        """The columns of the table that hold several of the data set's in one cell."""
        return tuple(
            joint
            for joint in self.dataset.joints
            if len({self.positions.get(name, -1) for name in joint.columns}) == 1
            and joint.columns[0] in self.positions
        )

    @property
    def lacks(self) -> list[str]:
        """The required columns that nothing brings."""
        return [
            name for name in self.dataset.required if name not in {*self.positions, *self.makes, *self.given}
        ]

    def as_json(self) -> dict[str, object]:
        """What was understood, as the command line's `--json` gives it."""
        return {
            "header_rows": list(self.header.rows),
            "columns": {name: self.header.names[at] for name, at in self.positions.items()},
            "across": [self.header.names[at] for at in self.across],
            "given": {
                name: {"value": given.value, "origin": given.origin} for name, given in self.given.items()
            },
        }

    @property
    def is_printed(self) -> bool:
        """Whether the table was made to be read by people: values that hold for several rows stand on the
        first of them, rows without amounts are headings, and what it is about stands outside."""
        # A program writes whose and of which year in every row, people write it above the table.
        machine_made = all(
            name in self.positions
            for name in ("organization_code", "fiscal_year")
            if name in self.dataset.key
        )
        return self.layout != TIDY or not machine_made or self.header.rows != (1,)


_UNIT = (
    r"(?:หน่วย:?)?(?:บาท|฿|ร้อยละ|%|คะแนน|คน|ราย|รายการ|โครงการ|กิจกรรม|แห่ง|เรื่อง|เดือน|ครั้ง|วัน|ข้อ|จำนวน(?:เงิน)?|พ\.?ศ\.?|ว/ด/ป"
    r"|วัน/เดือน/ปี|dd/mm/yyyy|ถ้ามี|[+\-−–]|[0-9๐-๙]{1,2}|(in)?(thousands?|millions?)?(of)?baht|percent"
    r"|(หลัก)?(ร้อย|พัน|หมื่น|แสน|ล้าน)+บาท|[ลพ]\.?บ\.?|['’]?000'?s?(บาท|baht)?|(in)?(thousands?|millions?|mn))"
)
"""What in brackets says in what a column is counted, or which column it is."""
SCORES = ("ร้อยละ", "คะแนนร้อยละ", "%", "คะแนน", "ระดับความพึงพอใจ", "ค่าเฉลี่ย", "คะแนนเฉลี่ย", "เฉลี่ย", "x̄", "mean")
"""Headers below a division that only say that scores stand there; of several, the first is the score."""
# กองดิจิทัล (92 คน)
_PEOPLE = re.compile(r"\s*[(\[]\s*(?:n\s*=?\s*)?[\d๐-๙,]+\s*(?:คน|ราย|ชุด|ตัวอย่าง)?\s*[)\]]\s*$", re.IGNORECASE)
"""How many answered, behind the name of a division."""


@lru_cache(maxsize=4096)
def normal(header: str) -> str:
    """A header as it is compared: without case, spaces, line breaks and a unit in brackets. Any other word in
    brackets may change what the column means."""
    bare = re.sub(r"\s", "", respelled(header)).casefold()
    # Of เบิกจ่าย (3)=(1)-(2) the signs are left.
    return re.sub(rf"[(\[（](?:{_UNIT})?[)\]）]", "", bare).rstrip("=+-−–") or bare


def one_line(cell: str) -> str:
    """The text of a header on one line; within Thai a line break parts no words."""
    return " ".join(re.sub(r"(?<=[ก-๛])\s*[\r\n]+\s*(?=[ก-๛])", "", respelled(cell)).split())


_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def arabic(text: str) -> str:
    """`text` with Arabic digits."""
    return text.translate(_ARABIC)
