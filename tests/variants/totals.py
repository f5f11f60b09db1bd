"""Rows that sum others up, and lines that only seem to."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from tests.variants.draft import Cell, Draft, Line, Sum
from tests.variants.operators import ASK, MAY, operator

KNOWN = ("รวม", "รวมทั้งสิ้น", "รวมทั้งหมด", "ยอดรวม")
NEW_THAI = (
    *("สรุปรวม", "ทั้งสิ้น", "ยอดสุทธิ", "รวมงบประมาณรายจ่ายทั้งสิ้น", "รวมเป็นเงินทั้งสิ้น", "จำนวนเงินรวมทั้งหมด", "รวมทุกหน่วยงาน"),
    *("ยอดรวมสุทธิ", "รวมจ่าย", "รวมทั้งปี", "ยอดรวมประจำงวด", "สุทธิ", "รวม 5 หน่วยงาน", "รวมยอดเงิน", "ผลรวม"),
)
ENGLISH = (
    "TOTAL",
    "Grand Total",
    "TOTAL EXPENDITURE",
    "Total Budget",
    "Sum",
    "Sub-total",
    "SUBTOTAL",
    "Net total",
    "Overall",
    "All",
)
NONSENSE = ("ΣΣ", "ผลลัพธ์", "***", "xyz", "=", "ก-ฮ", "∑", "ครบถ้วน", "โปรดตรวจสอบ")


def total(draft: Draft, words: str, of: Iterable[Line], column: str | None = None) -> Line:
    """A row that sums lines in every column of amounts."""
    lines = tuple(line for line in of if line.kind == "line")
    sums: dict[str, object] = dict.fromkeys(draft.money, Sum(lines))
    return Line(sums | {column or draft.name_column(): words}, "total")


def _closed_with(draft: Draft, words: Sequence[str], column: str | None = None) -> Line:
    return draft.put(total(draft, draft.random.choice(words), draft.lines, column))


@operator("total")
def known_total(draft: Draft) -> None:
    """A total in the field's usual words; it adds no line to the truth."""
    _closed_with(draft, KNOWN)


@operator("total")
def new_thai_total(draft: Draft) -> None:
    """A total in Thai words that nobody has listed; it adds no line to the truth."""
    _closed_with(draft, NEW_THAI)


@operator("total")
def english_total(draft: Draft) -> None:
    """A total in English; it adds no line to the truth."""
    _closed_with(draft, ENGLISH)


@operator("total", expect=ASK)
def nonsense_total(draft: Draft) -> None:
    """A total called anything at all; it adds no line to the truth."""
    _closed_with(draft, NONSENSE)


@operator("total", expect=ASK)
def nameless_total(draft: Draft) -> None:
    """A total without a word; it adds no line to the truth."""
    _closed_with(draft, [""])


@operator("total")
def total_in_the_first_column(draft: Draft) -> None:
    """A total whose word stands in the first column of names; it adds no line to the truth."""
    _closed_with(draft, (*KNOWN, *NEW_THAI, *ENGLISH), "plan" if "plan" in draft.columns else "division")


@operator("total", expect=ASK)
def total_with_the_division_beside(draft: Draft) -> None:
    """A total that repeats the last line's names beside its word; it adds no line to the truth."""
    last = draft.counted[-1]
    row = _closed_with(draft, (*NEW_THAI, *ENGLISH))
    names = ("organization_code", "fiscal_year", "as_of", "plan", "division")
    row.cells |= {column: last.cells[column] for column in names if column in last.cells}


@operator("total", expect=ASK)
def total_above_the_lines(draft: Draft) -> None:
    """A total that stands first; it adds no line to the truth."""
    words = draft.random.choice((*KNOWN, *NEW_THAI, *ENGLISH))
    draft.put(total(draft, words, draft.lines), 0)


@operator("total")
def total_of_allocations_alone(draft: Draft) -> None:
    """A total of the allocation alone, the other cells blank; it adds no line to the truth."""
    row = _closed_with(draft, KNOWN)
    row.cells |= {column: None for column in draft.money if column != "allocation"}


@operator("total")
def total_twice(draft: Draft) -> None:
    """The same total twice under two names; it adds no line to the truth."""
    _closed_with(draft, KNOWN)
    _closed_with(draft, ("รวมทั้งสิ้น", "รวมทั้งสิ้นทุกแผนงาน", "Grand Total", "ยอดรวมสุทธิ"))


@operator("total", expect=MAY)
def total_with_a_mistake(draft: Draft) -> None:
    """A known total in which a figure is mistyped; the truth is what the lines say."""
    row = _closed_with(draft, KNOWN)
    more = draft.random.choice([Decimal(1), Decimal(100), Decimal("0.01"), Decimal(900000)])
    row.cells[draft.random.choice(draft.money)] = Sum(tuple(draft.counted), more)


@operator("total", expect=MAY)
def new_total_with_a_mistake(draft: Draft) -> None:
    """A total in new words in which a figure is off by a satang; it adds no line to the truth."""
    row = _closed_with(draft, (*NEW_THAI, *ENGLISH))
    row.cells[draft.random.choice(draft.money)] = Sum(tuple(draft.counted), Decimal("0.01"))


@operator("total")
def total_rounded_as_text(draft: Draft) -> None:
    """A total in known words between lines of signs ("======"); it adds no line to the truth."""
    signs = draft.random.choice(["-----", "=====", "____"])
    draft.put(Line(dict.fromkeys(draft.money, signs), "text"))
    _closed_with(draft, KNOWN)


@operator("total", expect=MAY)
def percent_below_the_total(draft: Draft) -> None:
    """A known total, and below it each sum as percent of the allocation; neither is a line."""
    _closed_with(draft, KNOWN)
    sums = Sum(tuple(draft.counted))
    shares = {column: Cell(f"{sums.amount(column) * 100 / sums.amount('allocation'):.2f}") for column in draft.money}
    draft.put(Line(shares | {draft.name_column(): draft.random.choice(["ร้อยละ", "คิดเป็นร้อยละ", "%", "สัดส่วน"])}, "total"))


def _subtotals(draft: Draft, by: str, words: Sequence[str]) -> None:
    word = draft.random.choice(words)
    order = [line.cells[by] for line in draft.lines]
    draft.lines.sort(key=lambda line: order.index(line.cells[by]))
    lines, group = list(draft.lines), list[Line]()
    draft.lines.clear()
    for place, line in enumerate(lines):
        draft.lines.append(line)
        group.append(line)
        if place + 1 == len(lines) or lines[place + 1].cells[by] != line.cells[by]:
            draft.put(total(draft, word.format(line.cells[by]), group))
            group = []


SUBTOTALS = ("รวม{}", "รวม", "รวม {}", "Sub-total", "ยอดรวม {}", "รวมย่อย", "Subtotal {}", "ยอดย่อย")


@operator("total")
def subtotals_by_division(draft: Draft) -> None:
    """A subtotal below each division, also one of a single line; they add no line to the truth."""
    _subtotals(draft, "division", SUBTOTALS)


@operator("total")
def subtotals_and_total(draft: Draft) -> None:
    """A subtotal below each division and a total of all; they add no line to the truth."""
    _subtotals(draft, "division", SUBTOTALS)
    draft.put(total(draft, draft.random.choice((*KNOWN, *NEW_THAI, *ENGLISH)), draft.lines))


PLANNED = ("full", "office", "ordinance")


@operator("total", PLANNED)
def subtotals_by_plan(draft: Draft) -> None:
    """A subtotal below each plan, some of a single line; they add no line to the truth."""
    _subtotals(draft, "plan", SUBTOTALS)


@operator("total", PLANNED)
def subtotals_of_two_levels(draft: Draft) -> None:
    """Subtotals by work and by plan, and a total; they add no line to the truth."""
    lines, words = list(draft.lines), draft.random.choice(["รวม{}", "รวม {}", "Total {}"])
    draft.lines.clear()
    for place, line in enumerate(lines):
        draft.lines.append(line)
        for by in ("work", "plan"):
            if place + 1 == len(lines) or lines[place + 1].cells[by] != line.cells[by]:
                group = [other for other in lines if other.cells[by] == line.cells[by]]
                draft.put(total(draft, words.format(line.cells[by]), group))
    draft.put(total(draft, draft.random.choice(KNOWN), lines))


@operator("total", PLANNED)
def subtotals_with_their_plan(draft: Draft) -> None:
    """A subtotal below each plan, in new words, with the plan's name in its column; they add no line to the truth."""
    _subtotals(draft, "plan", ("รวมแผนงาน", "ยอดย่อย", "Sub-total"))
    last: object = None
    for line in draft.lines:
        last = line.cells.get("plan") if line.kind == "line" else last
        line.cells["plan"] = last


@operator("total", expect=ASK)
def subtotals_above_their_lines(draft: Draft) -> None:
    """Above each division's lines a row with the division's name and its sum; they add no line to the truth."""
    draft.lines.sort(key=lambda line: str(line.cells["division"]))
    for division in dict.fromkeys(line.cells["division"] for line in draft.counted):
        group = [line for line in draft.counted if line.cells["division"] == division]
        row = total(draft, draft.random.choice(["", str(division), "รวม"]), group)
        row.cells["division"] = division
        draft.put(row, draft.lines.index(group[0]))


@operator("total")
def carried_sums(draft: Draft) -> None:
    """A page ends with what is carried forward, the next begins with it; they add no line to the truth."""
    place = draft.random.randrange(2, len(draft.lines) - 1)
    end, begin = draft.random.choice([("ยอดยกไป", "ยอดยกมา"), ("ยกไป", "ยกมา"), ("รวมหน้านี้", "ยอดยกมาจากหน้าก่อน"), ("C/F", "B/F")])
    before = draft.lines[:place]
    draft.put(total(draft, end, before), place)
    draft.put(total(draft, begin, before), place + 1)
    if draft.random.random() < 0.6:
        _closed_with(draft, KNOWN)


def _summary(draft: Draft, by: str) -> list[Line]:
    rows = []
    for name in dict.fromkeys(line.cells[by] for line in draft.counted):
        rows.append(total(draft, str(name), (line for line in draft.counted if line.cells[by] == name)))
        rows[-1].cells |= {by: name} if draft.random.random() < 0.5 else {}
    return rows


@operator("total", expect=ASK)
def summary_below(draft: Draft) -> None:
    """Below the lines a block that sums them up by division or plan, under a heading and the header again, or without; it adds
    no line to the truth."""
    rows = _summary(
        draft, draft.random.choice([name for name in ("division", "plan", "expenditure_group") if name in draft.columns])
    )
    if draft.random.random() < 0.7:
        draft.put(Line({}, "blank"))
        draft.put(Line({draft.columns[0]: "สรุป"}, "text"))
        draft.put(Line({}, "header"))
    for row in rows:
        draft.put(row)


@operator("total", expect=ASK)
def summary_above(draft: Draft) -> None:
    """Above the lines a block that sums them up by division, and the header again; it adds no line to the truth."""
    for place, row in enumerate([*_summary(draft, "division"), Line({}, "blank"), Line({}, "header")]):
        draft.put(row, place)


@operator("total")
def line_called_ruam(draft: Draft) -> None:
    """An ordinary line whose name begins with รวม, first, last or between; it is a line of the truth."""
    line = draft.random.choice([draft.counted[0], draft.counted[1], draft.counted[-1], draft.random.choice(draft.counted)])
    line.cells["item"] = draft.random.choice(
        ["รวมงานกีฬาและนันทนาการ", "รวมพลังสร้างสุขภาพ", "ปรับปรุงผังเมืองรวม", "โครงการรวมใจภักดิ์", "รวมพลคนรักสุขภาพ", "Total care center"]
    )
    draft.touched.append(line)


@operator("total", expect=ASK)
def line_called_total(draft: Draft) -> None:
    """An ordinary line that is called a bare รวม but sums nothing; it is a line of the truth."""
    line = draft.random.choice([draft.counted[1], draft.counted[-1]])
    line.cells["item"] = draft.random.choice(KNOWN)
    draft.touched.append(line)


@operator("total", expect=ASK)
def line_that_happens_to_sum(draft: Draft) -> None:
    """An ordinary line whose amounts happen to be the sum of two above it; it is a line of the truth."""
    place = draft.random.randrange(2, len(draft.lines))
    pair = tuple(draft.lines[place - 2 : place])
    line = draft.lines[place]
    line.set(**{column: Sum(pair).amount(column) for column in draft.money})
    draft.touched.append(line)


@operator("total", expect=ASK)
def two_equal_lines_and_their_sum(draft: Draft) -> None:
    """A total of two lines only, each of the same amount, in new words below them; it adds no line to the truth."""
    keep = draft.lines[:2]
    draft.lines[2:] = []
    draft.truth[:] = [line.true for line in keep]
    keep[1].set(**{column: keep[0].true[column] for column in draft.money})
    _closed_with(draft, (*NEW_THAI, *ENGLISH))
