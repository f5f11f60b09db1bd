"""What stands around the lines, in which columns and rows they stand, and what the file is."""

from decimal import Decimal

from tests.variants.containers import CONTAINERS
from tests.variants.draft import Cell, Draft, Grid, Line, Sum
from tests.variants.operators import ASK, EVERY, MAY, READ, Expect, operator
from tests.variants.tables import BUDGETS, Record

PLANNED = ("full", "office", "ordinance")


# --- above, below and between


@operator("surroundings", EVERY)
def titles_above(draft: Draft) -> None:
    """One to five lines of titles above, blank ones among them; the truth stays."""
    words = ["ส่วนที่ 2 รายละเอียด", "เอกสารหมายเลข 3", "", "แบบ ผด. 02", "(ต่อ)", "เทศบัญญัติงบประมาณรายจ่าย"]
    draft.above[:0] = [[word] for word in draft.random.sample(words, draft.random.randrange(1, 6))]


@operator("surroundings", EVERY, tidy=MAY)
def signatures_below(draft: Draft) -> None:
    """Notes, signatures and telephone numbers below; the truth stays."""
    words = [
        *("หมายเหตุ : ข้อมูลจากระบบ e-LAAS", "ลงชื่อ ........................ ผู้จัดทำ", "(นางสาวตัวอย่าง นามสมมติ)", "ผู้อำนวยการกองคลัง"),
        *("โทร. 0 7358 1234", "พิมพ์เมื่อ 1 เมษายน 2565 เวลา 10:32 น.", "หน้า 1/2", "ตรวจแล้วถูกต้อง", "* ข้อมูลเบื้องต้น"),
    ]
    chosen = draft.random.sample(words, draft.random.randrange(1, 5))
    middle = draft.random.choice([0, len(draft.columns) - 2])
    draft.below += [[], *([*[""] * middle, word] for word in chosen)]


@operator("surroundings", expect=MAY)
def figures_below(draft: Draft) -> None:
    """Below the table a note whose figures stand in the columns of amounts; it adds no line to the truth."""
    place = draft.columns.index("allocation")
    words = draft.random.choice(["เงินสะสม ณ วันที่รายงาน", "จำนวนประชากร", "เงินรายรับจริง", "ปีก่อน"])
    name = draft.columns.index(draft.name_column())
    row = [""] * len(draft.columns)
    row[name], row[place] = words, "25,400.00"
    draft.below += [[], row]
    draft.names.append(words)


@operator("surroundings", EVERY, tidy=MAY)
def repeated_headers(draft: Draft) -> None:
    """The header again in the middle, as on a second page; the truth stays."""
    place = len(draft.lines) // 2
    draft.lines.insert(place, Line({}, "header"))
    if draft.random.random() < 0.5:
        draft.lines.insert(place, Line({draft.columns[-1]: "หน้า 2"}, "text"))


@operator("surroundings", EVERY, tidy=MAY)
def numbers_of_columns(draft: Draft) -> None:
    """Below the header a row that numbers the columns; the truth stays."""
    form = draft.random.choice(["({})", "{}", "[{}]"])
    cells = {column: Cell(form.format(number)) for number, column in enumerate(draft.columns, 1)}
    draft.lines.insert(0, Line(dict(cells), "text"))


@operator("surroundings", tidy=MAY)
def letters_of_columns(draft: Draft) -> None:
    """Below the header a row that tells how columns are computed: (1), (2), (3)=(1)-(2); the truth stays."""
    cells: dict[str, object] = {column: Cell(f"({number})") for number, column in enumerate(draft.money, 1)}
    cells[draft.money[-1]] = Cell(f"({len(draft.money)})=(1)-(2)")
    draft.lines.insert(0, Line(cells, "text"))


@operator("surroundings", EVERY)
def blank_rows(draft: Draft) -> None:
    """Blank rows between lines and above the header; the truth stays."""
    for _ in range(draft.random.randrange(1, 4)):
        draft.lines.insert(draft.random.randrange(len(draft.lines)), Line({}, "blank"))
    draft.above += [[""]] if draft.random.random() < 0.5 and not draft.tiers else []


@operator("surroundings", expect=MAY)
def two_tables(draft: Draft) -> None:
    """Below the table another one of something else, with a header of its own; it adds no line to the truth."""
    draft.below += [[], ["ตารางที่ 2 รายรับ"], ["ประเภทรายรับ", "ประมาณการ", "รับจริง"], ["ภาษีอากร", "450000.00", "120000.00"]]
    draft.below += [["ค่าธรรมเนียม", "85000.00", "60000.00"]]


# --- columns


@operator("columns", EVERY)
def other_order_of_columns(draft: Draft) -> None:
    """The columns in another order; the truth stays."""
    if not draft.tiers and draft.table.name != "screen":
        draft.random.shuffle(draft.columns)


def _extra(draft: Draft, header: str, values, place: int | None = None, name: str = "extra") -> None:
    draft.columns.insert(len(draft.columns) if place is None else place, name)
    draft.headers[name] = header
    for number, line in enumerate(draft.counted):
        line.cells[name] = values(number, line)


@operator("columns", EVERY)
def running_numbers(draft: Draft) -> None:
    """A first column of running numbers; the truth stays."""
    if draft.table.name != "screen" and "question_no" not in draft.columns and "measure_no" not in draft.columns:
        header = draft.random.choice(["ลำดับ", "ที่", "ลำดับที่", "No."])
        _extra(draft, header, lambda number, line: Cell(str(number + 1)), 0)


@operator("columns")
def extra_text(draft: Draft) -> None:
    """A column more, of texts or codes; the truth stays."""
    header, word = draft.random.choice(
        [("แหล่งเงิน", "รายได้"), ("รหัสงบประมาณ", "00111-410100"), ("ผู้รับผิดชอบ", "นักวิชาการพัสดุ"), ("ด้าน", "ด้านบริหาร")]
    )
    _extra(draft, header, lambda number, line: word, draft.random.randrange(len(draft.columns)))


@operator("columns", expect=MAY)
def extra_amounts(draft: Draft) -> None:
    """A column more, of amounts that nobody asks for, of another year or not; the truth stays."""
    header = draft.random.choice(["งบประมาณปีก่อน", "ประมาณการ", "เบิกจ่ายปี 2564", "รายรับจริง", "งบประมาณ ปี 2564", "ราคากลาง"])
    _extra(
        draft, header, lambda number, line: Decimal(1000 * number + 500), draft.random.randrange(len(draft.columns)), "last_year"
    )


@operator("columns", ("full", "office"))
def revised_amounts(draft: Draft) -> None:
    """The amount after transfers beside the allocation; the truth stays."""
    signs = {"allocation": 1, "transfer_in": 1, "transfer_out": -1}
    header = draft.random.choice(["งบประมาณหลังโอน", "งบประมาณรวม", "งบประมาณสุทธิ", "งบประมาณหลังโอนเปลี่ยนแปลง"])
    place = draft.columns.index("transfer_out") + 1 if "transfer_out" in draft.columns else 1
    _extra(
        draft,
        header,
        lambda number, line: sum((sign * Decimal(str(line.true[c])) for c, sign in signs.items()), Decimal()),
        place,
        "revised",
    )


@operator("columns")
def percent_column(draft: Draft) -> None:
    """A column of what is used in percent; the truth stays."""
    form = draft.random.choice(["{:.2f}", "{:.2f}%", "{:.0f}"])

    def used(number: int, line: Line) -> Cell:
        paid, whole = Decimal(str(line.true.get("disbursed") or 0)), Decimal(str(line.true["allocation"]))
        return Cell(form.format(paid * 100 / whole) if whole else "-")

    _extra(draft, draft.random.choice(["ร้อยละ", "ร้อยละการเบิกจ่าย", "%", "คิดเป็นร้อยละ", "% เบิกจ่าย"]), used)


@operator("columns", EVERY)
def empty_columns(draft: Draft) -> None:
    """Empty columns at either side or within; the truth stays."""
    if draft.table.name == "screen":
        return
    for number in range(draft.random.randrange(1, 4)):
        draft.columns.insert(draft.random.randrange(len(draft.columns) + 1), f"empty_{number}")
        draft.headers[f"empty_{number}"] = ""


@operator("columns", ("full", "office"))
def tiers_of_headers(draft: Draft) -> None:
    """Transfers and commitment grouped under a header of their own; the truth stays."""
    groups = draft.random.choice([{"transfer_in": "การโอน"}, {"transfer_in": "งบประมาณที่ได้ดำเนินการ"}, {"allocation": "งบประมาณ"}])
    draft.tiers.append(dict(groups))


@operator("columns", ("full", "office"))
def tiers_with_headers_above(draft: Draft) -> None:
    """Two tiers: the headers without a group stand in the upper one, as merged cells do; the truth stays."""
    group = ("transfer_in", "transfer_out", "encumbered")
    tier = {column: draft.word(column) for column in draft.columns if column not in group} | {
        "transfer_in": "งบประมาณที่ได้ดำเนินการ"
    }
    draft.tiers.append(tier)
    draft.headers |= {column: "" for column in draft.columns if column not in group}


@operator("columns")
def other_names_of_columns(draft: Draft) -> None:
    """Headers in the field's other words; the truth stays."""
    words = {
        "allocation": ["งบประมาณตามข้อบัญญัติ", "งบประมาณที่ตั้งไว้", "อนุมัติ", "budget", "Approved"],
        "disbursed": ["จ่ายจริง", "เบิกจ่ายจริง", "ใช้จริง", "actual"],
        "division": ["กองงาน/ส่วนงาน", "กอง", "สำนัก/กอง", "ส่วนราชการ"],
        "item": ["โครงการ", "รายการ/โครงการ", "project"],
        "remaining": ["balance", "คงเหลือ"],
        "transfer_in": ["โอนเพิ่ม (+)", "increase"],
        "transfer_out": ["โอนลด (-)", "decrease"],
    }
    draft.headers |= {column: draft.random.choice(words[column]) for column in draft.columns if column in words}


@operator("columns", expect=MAY)
def unknown_name_of_the_allocation(draft: Draft) -> None:
    """The allocation under a header that nobody has listed; the truth stays."""
    draft.headers["allocation"] = draft.random.choice(["วงเงิน", "เงินงบประมาณ", "ยอดตั้งต้น", "จำนวนเงิน"])
    draft.names.append(draft.headers["allocation"])


@operator("columns", ("full", "office", "small", "bare"), MAY)
def payments_twice(draft: Draft) -> None:
    """Two columns of payments, of the month and of the year so far; the truth is the year's."""
    first = draft.columns.index("disbursed")
    words = draft.random.choice(
        [("เบิกจ่าย", "เบิกจ่าย"), ("เบิกจ่ายเดือนนี้", "เบิกจ่ายสะสม"), ("เบิกจ่าย", "เบิกจ่ายสะสม"), ("จ่ายจริง", "เบิกจ่าย")]
    )
    _extra(draft, words[0], lambda number, line: Decimal(str(line.true["disbursed"] or 0)) / 2, first, "last_year")
    draft.headers["disbursed"] = words[1]
    draft.names += words
    draft.touched += draft.counted


@operator("columns", PLANNED, MAY)
def division_not_said(draft: Draft) -> None:
    """No column of divisions, and nobody says the division; the truth stays."""
    draft.columns.remove("division")


@operator("columns", BUDGETS)
def division_said_by_option(draft: Draft) -> None:
    """No column of divisions; the caller says that all lines are of one. The truth has that division."""
    draft.columns.remove("division")
    draft.values["division"] = "กองช่าง"
    for line in draft.counted:
        line.set(division="กองช่าง")


# --- rows


def _printed_once(draft: Draft, columns: tuple[str, ...]) -> None:
    for column in columns:
        last: object = None
        for line in draft.lines:
            if line.kind == "line":
                name = line.cells.get(column)
                if name == last:
                    line.cells[column] = None
                last = name


@operator("order")
def other_order_of_lines(draft: Draft) -> None:
    """The lines in another order; the truth stays."""
    draft.random.shuffle(draft.lines)


@operator("rows", tidy=MAY)
def divisions_printed_once(draft: Draft) -> None:
    """Each division stands on the first of its lines alone, as in merged cells; the truth stays."""
    if "division" in draft.columns:
        _printed_once(draft, ("division",))


@operator("rows", PLANNED, tidy=MAY)
def plans_printed_once(draft: Draft) -> None:
    """Plan and work stand on the first of their lines alone; the truth stays."""
    _printed_once(draft, ("plan", "work"))


@operator("rows", PLANNED, tidy=MAY)
def headings_of_plans(draft: Draft) -> None:
    """Each plan stands on a row of its own above its lines, which leave it blank; the truth stays."""
    last: object = None
    for line in draft.counted:
        plan, line.cells["plan"] = line.cells["plan"], None
        if plan != last:
            draft.lines.insert(draft.lines.index(line), Line({"plan": plan}, "heading"))
        last = plan


@operator("rows", expect=ASK, tidy=MAY)
def headings_of_divisions(draft: Draft) -> None:
    """Each division stands on a row of its own above its lines, which leave it blank; the truth stays."""
    if "division" not in draft.columns:
        return
    last: object = None
    for line in draft.counted:
        division, line.cells["division"] = line.cells["division"], None
        if division != last:
            draft.lines.insert(draft.lines.index(line), Line({"division": division}, "heading"))
        last = division


@operator("rows", expect=MAY)
def shifted_row(draft: Draft) -> None:
    """A row shifted by one cell to the left or right; the truth stays."""
    line = draft.random.choice(draft.counted)
    right = draft.random.random() < 0.5
    start = draft.random.randrange(0, len(draft.columns) - 1)
    draft.touched.append(line)

    def shift(grid: Grid, draft: Draft) -> Grid:
        row = grid[next(row for row, other in draft.places.items() if other is line) - 1]
        row[start:] = [Cell(""), *row[start:-1]] if right else [*row[start + 1 :], Cell("")]
        return grid

    draft.on_cells.append(shift)


@operator("rows", expect=MAY)
def swapped_amounts(draft: Draft) -> None:
    """Below the first page the headers are repeated in another order than the amounts stand; the truth stays."""
    if "last_year" in draft.columns or len(draft.money) < 2:
        return
    half = draft.counted[len(draft.counted) // 2 :]
    first, second = draft.money[0], draft.money[1]
    words = {column: Cell(draft.word(column)) for column in draft.columns}
    words[first], words[second] = words[second], words[first]
    draft.lines.insert(draft.lines.index(half[0]), Line(dict(words), "text"))
    for line in half:
        line.cells[first], line.cells[second] = line.cells.get(second), line.cells.get(first)
    draft.touched += draft.lines


@operator("rows", expect=MAY)
def cut_off_within_a_row(draft: Draft) -> None:
    """The file ends in the middle of its last row, after the name of the line; the truth is of the whole."""
    draft.touched.append(draft.lines[-1])
    part = draft.random.random()

    def cut(text: str) -> str:
        body = text.rstrip("\r\n")
        start = body.rfind(draft.newline) + len(draft.newline)
        return body[: start + int((len(body) - start) * (0.4 + 0.6 * part))]

    draft.on_text.append(cut)
    draft.names += [str(value) for value in draft.lines[-1].cells.values() if isinstance(value, str)]


@operator("rows", expect=MAY)
def cut_off_under_the_total(draft: Draft) -> None:
    """Lines are lost while the total below still counts them; the truth is of all lines."""
    row = draft.put(Line(dict.fromkeys(draft.money, Sum(tuple(draft.counted))) | {draft.name_column(): "รวมทั้งสิ้น"}, "total"))
    for line in draft.counted[-draft.random.randrange(1, 4) :]:
        draft.lines.remove(line)
    draft.touched.append(row)


@operator("rows", expect=MAY)
def line_pasted_twice(draft: Draft) -> None:
    """A line stands twice, by mistake; the truth has it once."""
    line = draft.random.choice(draft.counted)
    draft.touched.append(line)
    draft.put(Line(dict(line.cells), "line"), draft.random.choice([draft.lines.index(line) + 1, len(draft.lines)]))


@operator("rows", expect=MAY)
def all_pasted_twice(draft: Draft) -> None:
    """All lines stand twice, by mistake; the truth has them once."""
    for line in draft.counted:
        draft.put(Line(dict(line.cells), "line"))


@operator("rows", expect=ASK)
def same_name_other_amount(draft: Draft) -> None:
    """Two lines of one name and place with different amounts; both are true."""
    place = draft.random.randrange(1, len(draft.counted))
    above, line = draft.counted[place - 1 : place + 1]
    names = ("plan", "work", "expenditure_group", "category", "division", "item")
    line.set(**{column: above.cells[column] for column in names if column in above.cells})
    draft.touched += [above, line]


@operator("rows", expect=MAY)
def name_over_two_rows(draft: Draft) -> None:
    """A long name goes on in a row below, without amounts; the truth stays."""
    line = draft.random.choice(draft.counted)
    draft.put(Line({"item": "(ต่อเนื่องจากปีงบประมาณก่อน)"}, "text"), draft.lines.index(line) + 1)


@operator("rows", expect=MAY)
def amounts_over_two_rows(draft: Draft) -> None:
    """The name of a line stands in one row and its amounts in the next; the truth stays."""
    line = draft.random.choice(draft.counted)
    names: Record = {column: line.cells.pop(column, None) for column in ("item", "division", "plan") if column in draft.columns}
    draft.put(Line(names, "text"), draft.lines.index(line))
    draft.touched.append(line)


# --- containers


def _sent_as(container: str, expect: Expect) -> None:
    def send(draft: Draft) -> None:
        draft.container = container

    send.__doc__ = f"The file is sent as {container}; the truth stays."
    send.__name__ = f"sent_as_{container}"
    operator("container", EVERY, expect)(send)


UNREADABLE = ("garbled", "question_marks", "json", "pdf")
for _container in CONTAINERS:
    _sent_as(_container, MAY if _container in (*UNREADABLE, "pipes", "old_mac") else READ)


@operator("container", EVERY)
def separator_said_in_the_first_line(draft: Draft) -> None:
    """A first line "sep=;" as a spreadsheet writes it; the truth stays."""
    draft.delimiter = ";"
    draft.on_text.append(lambda text: "sep=;\r\n" + text)


@operator("container", EVERY)
def unix_line_ends(draft: Draft) -> None:
    """Lines end as on other systems, the last one without an end; the truth stays."""
    draft.newline = "\n"
    draft.on_text.append(lambda text: text.rstrip("\n"))


@operator("container", EVERY)
def blank_cells_to_the_right(draft: Draft) -> None:
    """Each row ends with blank cells that the header lacks, or lacks those that are blank; the truth stays."""
    if draft.random.random() < 0.5:
        draft.on_cells.append(lambda grid, _: [[*row, *[Cell("")] * 3] for row in grid])
    else:
        draft.on_cells.append(lambda grid, _: [_shortened(row) for row in grid])


def _shortened(row: list[Cell]) -> list[Cell]:
    while len(row) > 1 and not row[-1].text and row[-1].value is None:
        row = row[:-1]
    return row


@operator("container", EVERY)
def named_oddly(draft: Draft) -> None:
    """The file has an odd name; the truth stays."""
    draft.name = draft.random.choice(["งบประมาณ ปี 65 (ล่าสุด) แก้ไข", "สำเนาของ รายงาน.final", "report 2564-12-31"])
