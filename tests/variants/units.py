"""The unit of the amounts: said in many words and places, true or only seeming so."""

from decimal import Decimal

from tests.variants.draft import Cell, Draft
from tests.variants.operators import ASK, MAY, READ, operator
from tests.variants.tables import balanced

THOUSAND = (
    "หน่วย : พันบาท",
    "หน่วย: 1,000 บาท",
    "(พันบาท)",
    "หน่วยนับ พันบาท",
    "(000 บาท)",
    "Unit: Thousand Baht",
    "(In thousands of baht)",
    "Unit : THB'000",
    "จำนวนเงินเป็นพันบาท",
    "หน่วย : บาท (พัน)",
    "หน่วย:พัน บาท",
    "หน่วย : ๑,๐๐๐ บาท",
    "หน่วย : K บาท",
)
MILLION = (
    "หน่วย : ล้านบาท",
    "หน่วย : ลบ.",
    "หน่วย : ล.บ.",
    "(ล้านบาท)",
    "Unit: Million Baht",
    "(in millions of Baht)",
    "Unit : MB",
    "Unit: THB mn",
    "ตัวเลขเป็นล้านบาท",
    "หน่วย : 1,000,000 บาท",
    "จำนวนเงิน : ล้าน",
)
BAHT = ("หน่วย : บาท", "หน่วย:บาท", "Unit: Baht", "(บาท)", "(หน่วย : บาท)", "จำนวนเงิน (บาท)", "หน่วยนับ: บาท", "Unit : THB")


def _in_thousands(draft: Draft) -> None:
    _in_units(draft, 1000, "thousand")


def _in_millions(draft: Draft) -> None:
    _in_units(draft, 1_000_000, "million")


def _in_units(draft: Draft, divisor: int, name: str) -> None:
    """Written to the satang or, as offices do, rounded to two decimals of the unit; the truth is then rounded too."""
    draft.manner.divisor, draft.answers["unit"] = divisor, name
    if draft.random.random() < 0.6:
        in_steps_of(draft, divisor // 100)


def _said_above(draft: Draft, words: str) -> None:
    place = draft.random.choice([0, len(draft.columns) // 2, len(draft.columns) - 1])
    draft.above.append(["" for _ in range(place)] + [words])
    draft.names.append(words)


def _said_in_headers(draft: Draft, words: str) -> None:
    form = draft.random.choice(["{} ({})", "{}\n({})", "{} {}", "{}({})", "{}: {}"])
    for column in draft.money:
        draft.headers[column] = form.format(draft.word(column), words)
        draft.names.append(draft.headers[column])


@operator("unit", expect=ASK)
def thousands_said_above(draft: Draft) -> None:
    """Amounts in thousands of baht, which a row above the header says; the truth stays."""
    _in_thousands(draft)
    _said_above(draft, draft.random.choice(THOUSAND))


@operator("unit", expect=ASK)
def millions_said_above(draft: Draft) -> None:
    """Amounts in millions of baht, which a row above the header says; the truth stays."""
    _in_millions(draft)
    _said_above(draft, draft.random.choice(MILLION))


@operator("unit", expect=ASK)
def unit_said_in_the_title(draft: Draft) -> None:
    """Amounts in thousands or millions, said at the end of a long title; the truth stays."""
    draft.random.choice([_in_thousands, _in_millions])(draft)
    words = "พันบาท" if draft.manner.divisor == 1000 else "ล้านบาท"
    draft.above.append([f"ตารางแสดงงบประมาณรายจ่าย จำแนกตามหน่วยงาน (หน่วย : {words})"])
    draft.names.append(words)


@operator("unit", expect=ASK)
def thousands_said_in_headers(draft: Draft) -> None:
    """Amounts in thousands of baht, which the headers of the amounts say; the truth stays."""
    _in_thousands(draft)
    _said_in_headers(draft, draft.random.choice(["พันบาท", "Thousand Baht", "หน่วย:พันบาท", "000 บาท", "1,000 บาท"]))


@operator("unit", expect=ASK)
def millions_said_in_headers(draft: Draft) -> None:
    """Amounts in millions of baht, which the headers of the amounts say; the truth stays."""
    _in_millions(draft)
    _said_in_headers(draft, draft.random.choice(["ล้านบาท", "ลบ.", "Million Baht", "MB", "ล้าน"]))


@operator("unit", expect=ASK)
def unit_said_below(draft: Draft) -> None:
    """Amounts in thousands or millions, said only below the table; the truth stays."""
    draft.random.choice([_in_thousands, _in_millions])(draft)
    words = draft.random.choice(THOUSAND if draft.manner.divisor == 1000 else MILLION)
    draft.below += [[], [f"หมายเหตุ {words}" if draft.random.random() < 0.5 else words]]
    draft.names.append(words)


@operator("unit", expect=ASK)
def unit_said_over_a_group(draft: Draft) -> None:
    """Amounts in thousands, said in a tier over the amounts; the truth stays."""
    _in_thousands(draft)
    words = draft.random.choice(["จำนวนเงิน (พันบาท)", "งบประมาณ หน่วย : พันบาท", "Amount (Thousand Baht)"])
    draft.tiers.append({draft.money[0]: words})
    draft.names.append(words)


@operator("unit figures total", expect=MAY)
def unit_of_one_column(draft: Draft) -> None:
    """One column alone is in thousands, as its header says; the truth stays."""
    column = draft.random.choice(draft.money)
    draft.headers[column] += " (พันบาท)"
    draft.names.append(draft.headers[column])
    draft.manner.typed = False
    for line in draft.counted:
        line.cells[column] = Cell(f"{Decimal(str(line.true[column])) / 1000:,.5f}")
        draft.touched.append(line)


@operator("unit container", expect=MAY)
def unit_said_by_the_sheet(draft: Draft) -> None:
    """Amounts in thousands, said only by the name of the sheet; the truth stays."""
    _in_thousands(draft)
    draft.container, draft.sheet = "xlsx", "งบประมาณ (พันบาท)"
    draft.names.append(draft.sheet)


@operator("unit", expect=MAY)
def hundred_thousands(draft: Draft) -> None:
    """Amounts in a unit of which there is no choice (แสนบาท), said above; the truth stays."""
    draft.manner.divisor = 100_000
    _said_above(draft, draft.random.choice(["หน่วย : แสนบาท", "หน่วย : สิบล้านบาท"]))
    draft.manner.divisor = 100_000 if "แสน" in draft.names[-1] else 10_000_000


@operator("unit", expect=MAY)
def foreign_money(draft: Draft) -> None:
    """Amounts in dollars, said above: no truth in baht is in the file, so nothing may be stored in silence."""
    draft.manner.divisor = 40
    _said_above(draft, draft.random.choice(["หน่วย : ดอลลาร์สหรัฐ", "Unit: USD", "หน่วย : เหรียญสหรัฐฯ"]))


@operator("unit", expect=READ)
def plain_baht_said(draft: Draft) -> None:
    """Plain baht, said above: nothing to ask; the truth stays."""
    _said_above(draft, draft.random.choice(BAHT))


@operator("unit", expect=READ)
def plain_baht_in_headers(draft: Draft) -> None:
    """Plain baht, said in the headers; the truth stays."""
    for column in draft.money:
        draft.headers[column] += draft.random.choice([" (บาท)", "(บาท)", "\n(บาท)"])


@operator("unit", expect=ASK)
def million_in_prose(draft: Draft) -> None:
    """Plain baht; a note, a title or a line only talks of millions or thousands. The truth stays."""
    words = draft.random.choice(
        ["งบประมาณไม่เกินหนึ่งล้านบาทต่อโครงการ", "* โครงการเกิน 5 แสนบาทต้องขออนุมัติสภา", "เงินสะสมคงเหลือ 12 ล้านบาท"]
    )
    draft.answers["unit"] = "baht"
    draft.random.choice([draft.below, draft.above]).append([words])


@operator("unit", expect=ASK)
def million_in_a_name(draft: Draft) -> None:
    """Plain baht; a line's name holds ล้านบาท. The truth stays."""
    draft.answers["unit"] = "baht"
    line = draft.random.choice(draft.counted)
    line.cells["item"] = draft.random.choice(["โครงการกองทุนหมู่บ้าน (กองทุนละล้านบาท)", "เบี้ยยังชีพ 600 - 1,000 บาท", "เงินล้านบาทแรก"])


@operator("unit figures", expect=READ)
def baht_after_each_amount(draft: Draft) -> None:
    """Each amount is followed by its unit, baht; the truth stays."""
    draft.manner.around = draft.random.choice(["{} บาท", "{} ฿", "฿{}", "{}.-", "{} Baht"])
    draft.manner.drop_satang = draft.manner.around == "{}.-"
    if draft.manner.around == "{}.-":
        only_whole_baht(draft)


@operator("unit figures", expect=MAY)
def million_after_each_amount(draft: Draft) -> None:
    """Each amount is written in millions with its unit beside it; the truth stays."""
    draft.manner.divisor = 1_000_000
    draft.manner.around = draft.random.choice(["{} ล้าน", "{} ล้านบาท", "{} ลบ.", "{}M"])


@operator("unit figures", expect=MAY)
def some_amounts_in_millions(draft: Draft) -> None:
    """One amount is written in millions with its unit beside it; the truth stays."""
    line, column = draft.random.choice(draft.counted), draft.random.choice(draft.money)
    line.cells[column] = Cell(f"{Decimal(str(line.true[column])) / 1_000_000} ล้าน")
    draft.touched.append(line)
    draft.names.append(draft.word(column))


def only_whole_baht(draft: Draft) -> None:
    """Takes the satang off every amount, in the file and in the truth."""
    in_steps_of(draft, 1)


def in_steps_of(draft: Draft, baht: int) -> None:
    """Takes what is less than a step off every amount, in the file and in the truth."""
    for line in draft.counted:
        whole = {column: Decimal(str(line.true[column] or 0)) // baht * baht for column in draft.money}
        line.set(**{column: value for column, value in balanced(line.true | whole).items() if column in whole})
