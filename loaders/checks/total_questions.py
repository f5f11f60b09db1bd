"""What a row that may be no line is asked about: why it is doubted, and in which words."""

import re
from dataclasses import dataclass

from loaders.checks.running_sums import DEDUCTS, Row
from loaders.checks.statements import CARRIED_OVER
from vocabulary.language import N_


@dataclass(frozen=True)
class Proof:
    """That a row sums lines: the numbers of the first and the last, its own words, and whether these are all
    lines."""

    first: int
    last: int
    label: str
    is_whole: bool = False
    is_summary: bool = False
    """Whether it sums them together with other rows."""
    is_exact: bool = True
    """Whether it does so in every column."""


@dataclass(frozen=True)
class Doubt:
    """Why rows are asked about: its name, under which the answer is remembered, and the message for one row
    and for several."""

    name: str
    one: str
    several: str
    no_line: str = N_("a total: not counted")
    """What such a row is where it is no line."""


Part = tuple[Row, list[Row]]
"""A row and the lines that it sums."""
Inferred = dict[int, tuple[Doubt | None, Proof | None]]
"""Number of a row that is supposed to be no line → why it is doubted all the same (None: it is not), and what
it sums."""

# What is told.

READ_AS_TOTAL = N_(
    "Row {row} (“{value}”) is in every column the sum of rows {first}–{last}; it was read as their total"
    " and not counted."
)
DEDUCTION_ADDED = N_(
    "Row {row} (“{value}”) is called a deduction and the total in row {total} takes it away, but its"
    " amounts are written like"
    " additions. Write them with a minus or in brackets."
)
READ_AS_PART = N_(
    "Rows {rows} (“{value}”) are called parts of the lines above them, and the total below leaves them out;"
    " they were not counted."
)
COUNTED_AS_LINE = N_(
    "Rows {rows} (“{value}”) are called like totals, but sum nothing that stands above them; they were"
    " counted as lines."
    " Are lines missing?"
)
RECALLED_TOTAL = N_(
    "Rows {rows} (“{value}”) were not counted, as was answered when such a file was loaded before."
)
RECALLED_LINE = N_(
    "Rows {rows} (“{value}”) were counted as lines, as was answered when such a file was loaded before."
)
READ_AS_SUMMARY = N_(
    "Rows {first}–{last} are together as much as rows {from}–{to}; they were read as a summary of these and"
    " not counted."
)

NO_SUCH_ROW = N_(
    "Something was said of row {row}, which holds no amounts. Is it another row, or another file?"
)

# What is asked.

_UNPROVEN = N_(
    "Row {row} (“{value}”) is called like a total, but its amounts are not the sum of the rows above it."
    " Is it a total all the same, or a line of its own?"
)
_UNPROVEN_EACH = N_(
    "Rows {rows} (the first is “{value}”) are called like totals, but their amounts are not the sums of the"
    " rows above them."
    " Are they totals all the same, or lines of their own?"
)
_REMARK = N_(
    "Rows {first}–{last} (“{value}”) have amounts and stand below the last total. Are they lines of the"
    " table, or a remark?"
)
_AGAIN_BY_CHANCE = N_(
    "Rows {first}–{last} are together as much as rows {from}–{to}. Are they a summary or a copy of these,"
    " or lines of their own?"
)
SUM = Doubt(
    "sum",
    N_(
        "Row {row} (“{value}”) is as much as rows {from}–{to} together, which may be chance. Is it their"
        " total, or a line of its"
        " own?"
    ),
    N_(
        "Rows {rows} (the first is “{value}”) are each as much as the rows beside them together, the first"
        " as rows {from}–{to}."
        " Are they their totals, or lines of their own?"
    ),
)
# งบดำเนินงาน 423,000.00 above payments of 257,490.75 and 165,440.50: somebody rounded.
PARTLY = Doubt(
    "partly",
    N_(
        "Row {row} (“{value}”) is in one column the sum of rows {from}–{to}, but not in every column. Is it"
        " their total, or a"
        " line of its own?"
    ),
    N_(
        "Rows {rows} (the first is “{value}”) are each in one column the sum of the rows beside them, the"
        " first of rows"
        " {from}–{to}, but not in every column. Are they their totals, or lines of their own?"
    ),
)
HEADING = Doubt(
    "heading",
    N_(
        "Row {row} (“{value}”) is numbered as the heading of the rows below it, but is not as much as they"
        " are together. Is it their total all the same, or a line of its own?"
    ),
    N_(
        "Rows {rows} (the first is “{value}”) are numbered as the headings of the rows below them, but are"
        " not as much as these together. Are they their totals all the same, or lines of their own?"
    ),
)
CALLED = Doubt("called", _UNPROVEN, _UNPROVEN_EACH)
ALMOST = Doubt(
    "almost",
    N_(
        "Row {row} (“{value}”) has an amount that is the sum of the rows above it, or a baht off. Is it"
        " their total, or a line of"
        " its own?"
    ),
    N_(
        "Rows {rows} (the first is “{value}”) have amounts that are the sums of the rows above them, or a"
        " baht off. Are they"
        " totals, or lines of their own?"
    ),
)
PART_OF = Doubt(
    "part",
    N_(
        "Row {row} (“{value}”) is called a part of the line above it and is no more than it. Is it that, or"
        " a line of its own?"
    ),
    N_(
        "Rows {rows} (the first is “{value}”) are called parts of the lines above them and are no more than"
        " these. Are they that,"
        " or lines of their own?"
    ),
    N_("a part of the line above: not counted"),
)
BELOW = Doubt("below", _REMARK, _REMARK, N_("no line of the table: not counted"))
AGAIN = Doubt("again", _AGAIN_BY_CHANCE, _AGAIN_BY_CHANCE)
TWICE = Doubt(
    "twice",
    N_(
        "Row {row} (“{value}”) repeats a line above, and the total below is right without it. Is it that"
        " line, printed twice?"
    ),
    N_(
        "Rows {rows} (the first is “{value}”) repeat lines above, and the total below is right without them."
        " Are they these lines, printed twice?"
    ),
    N_("the same line once more: not counted"),
)
_DEDUCTION = N_(
    "Row {row} (“{value}”) is called a deduction, but its amounts are written like additions, and no total"
    " shows what they are."
    " If they are to be taken away, write them with a minus or in brackets. If not, does the row count as a"
    " line?"
)
_NOT_COUNTED = N_(
    "Row {row} (“{value}”) is called a target, or what is not counted. Does it count as a line?"
)
_REPLACED = N_(
    "Row {row} (“{value}”) says that it is cancelled or corrected, or stands for another. Does it count"
    " beside the other lines?"
)
_CARRIED_OVER = N_(
    "Row {row} (“{value}”) is called money carried over from an earlier year, which is no part of this"
    " year's ordinance."
    " Does it count as a line?"
)
_NO_LINE = N_("no line of the table: not counted")
BY_ITS_WORDS = (
    (DEDUCTS, Doubt("deducts", _DEDUCTION, _DEDUCTION, _NO_LINE)),
    (
        re.compile(
            # ก่อสร้างถนน (ไม่นับรวม), เป้าหมายการเบิกจ่าย ไตรมาส 2
            r"ไม่นับรวม|ไม่รวมใน(ยอด|ผล)|^เป้าหมาย(การ)?(เบิก|ใช้)|^แผนการ(เบิก|ใช้)จ่าย|not"
            r" (counted|included)",
            re.IGNORECASE,
        ),
        Doubt("not counted", _NOT_COUNTED, _NOT_COUNTED, _NO_LINE),
    ),
    (
        re.compile(
            # ค่าวัสดุ (แก้ไข), (แทนรายการที่ 2); not ค่าปรับปรุงแก้ไขระบบ, not ทดแทนเครื่องเดิม.
            r"^ยกเลิก|[(]ยกเลิก|[(]แก้ไข[)]|^แก้ไข(แถว|รายการ|ข้อ|$)|^ใช้แทน|(^|[(])แทน(รายการ|แถว|ข้อ)|cancelled",
            re.IGNORECASE,
        ),
        Doubt("replaced", _REPLACED, _REPLACED, _NO_LINE),
    ),
    # ก่อสร้างท่อ (เงินกันเหลื่อมปี 2564); not เงินกันสำรองจ่าย.
    (CARRIED_OVER, Doubt("carried over", _CARRIED_OVER, _CARRIED_OVER, _NO_LINE)),
)
"""What a cell of a line may say of it, and the doubt where no total shows that it counts."""
