"""How amounts, blanks, dates and letters are written."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from tests.variants.draft import Cell, Draft, Grid, Written
from tests.variants.operators import ASK, EVERY, MAY, READ, WITH_PAYMENTS, WITH_TRANSFERS, operator
from tests.variants.tables import DAY, YEAR, balanced
from tests.variants.units import only_whole_baht

MONTHS = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()
SHORT = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()


# --- amounts


@operator("figures")
def quoted_thousands(draft: Draft) -> None:
    """Thousands commas inside quotes, some fields quoted without need; the truth stays."""
    draft.quoting = "all"


@operator("figures")
def no_thousands_mark(draft: Draft) -> None:
    """Amounts without a mark of thousands; the truth stays."""
    draft.manner.thousands = ""


@operator("figures", expect=MAY)
def unquoted_thousands(draft: Draft) -> None:
    """Thousands commas without quotes: cells fall apart; the truth stays."""
    draft.quoting = "never"
    draft.touched += draft.counted


@operator("figures", expect=MAY)
def unquoted_whole_thousands(draft: Draft) -> None:
    """Thousands commas without quotes, amounts without satang; the truth stays but for the satang."""
    only_whole_baht(draft)
    draft.quoting, draft.manner.drop_satang = "never", True
    draft.touched += draft.counted


def _small_but_one(draft: Draft) -> None:
    big = draft.random.choice(draft.counted)
    for line in draft.counted:
        if line is not big:
            small = {column: Decimal(int(str(line.true[column]).partition(".")[0]) % 1000) for column in draft.money}
            small |= {"transfer_in": Decimal(), "transfer_out": Decimal(), "disbursed": Decimal()}
            known = {column: value for column, value in small.items() if column in draft.columns}
            line.set(**{column: value for column, value in balanced(line.true | known).items() if column in draft.money})
    whole = {column: Decimal(50000 if column in ("allocation", "remaining") else 0) for column in draft.money}
    big.set(**{column: value for column, value in balanced(big.true | whole).items() if column in draft.money})
    draft.touched.append(big)


@operator("figures", expect=MAY)
def unquoted_thousands_and_room_to_the_right(draft: Draft) -> None:
    """One amount alone falls apart, and blank columns at the right take up what is too much; the truth stays but for smaller
    amounts."""
    _small_but_one(draft)
    draft.quoting, draft.manner.drop_satang = "never", draft.random.random() < 0.5
    extra = draft.random.choice([1, 2, 3])
    draft.columns += [f"spare_{number}" for number in range(extra)]
    draft.headers |= {f"spare_{number}": "" if draft.random.random() < 0.5 else f"ช่อง {number}" for number in range(extra)}


@operator("figures", expect=MAY)
def unquoted_thousands_and_shorter_rows(draft: Draft) -> None:
    """One amount alone falls apart, and the blank cells at the end of its row are left off; the truth stays but for smaller
    amounts."""
    _small_but_one(draft)
    draft.quoting, draft.manner.drop_satang = "never", True

    def shorten(grid: Grid, _: Draft) -> Grid:
        width = len(draft.columns)
        for row in grid:
            spare = sum(cell.text.count(",") for cell in row)
            while spare and len(row) == width and not row[-1].text:
                row.pop()
                width, spare = width - 1, spare - 1
            width = len(draft.columns)
        return grid

    draft.on_cells.append(shorten)


@operator("figures", expect=ASK)
def decimal_commas(draft: Draft) -> None:
    """Semicolons between cells, amounts as 1.320,00; the truth stays."""
    draft.delimiter, draft.manner.thousands, draft.manner.decimals = ";", ".", ","
    draft.answers["decimal"] = "comma"


@operator("figures", expect=ASK)
def dots_of_thousands(draft: Draft) -> None:
    """Semicolons between cells, whole amounts as 50.000; the truth stays but for the satang."""
    only_whole_baht(draft)
    draft.delimiter, draft.manner.thousands, draft.manner.decimals, draft.manner.drop_satang = ";", ".", ",", True
    draft.answers["decimal"] = "comma"


@operator("figures", expect=ASK)
def decimal_commas_without_thousands(draft: Draft) -> None:
    """Semicolons or tabs between cells, amounts as 1320,00; the truth stays."""
    draft.delimiter, draft.manner.thousands, draft.manner.decimals = draft.random.choice(";\t"), "", ","
    draft.answers["decimal"] = "comma"


@operator("figures unit", expect=ASK)
def three_decimals(draft: Draft) -> None:
    """Semicolons between cells, amounts below a thousand with three decimals, 50.000 for 50; the truth is that."""
    for line in draft.counted:
        small = {column: Decimal(int(str(line.true[column]).partition(".")[0]) % 900) for column in draft.money}
        line.set(**{column: value for column, value in balanced(line.true | small).items() if column in small})
        for column in small:
            line.cells[column] = Cell(f"{line.true[column]:.3f}")
    draft.delimiter = ";"
    draft.answers["decimal"] = "point"


@operator("figures")
def semicolons_and_points(draft: Draft) -> None:
    """Semicolons between cells, amounts as 1,320.00; the truth stays."""
    draft.delimiter = ";"


@operator("figures", EVERY)
def thai_digits(draft: Draft) -> None:
    """Amounts, counts and scores in Thai digits; the truth stays."""
    draft.manner.digits = True


@operator("figures")
def text_amounts_in_a_workbook(draft: Draft) -> None:
    """A workbook whose amounts are text; the truth stays."""
    draft.container, draft.manner.typed = "xlsx", False


@operator("figures", expect=MAY)
def spaces_of_thousands(draft: Draft) -> None:
    """Thousands apart by a space of some kind or an apostrophe; the truth stays."""
    draft.manner.thousands = draft.random.choice([" ", "\u00a0", "\u202f", "'", "’"])


@operator("figures")
def spaces_around_amounts(draft: Draft) -> None:
    """Amounts with spaces before and behind; the truth stays."""
    draft.manner.around = draft.random.choice([" {} ", "  {}", "{}\u00a0", "\t{}"])


@operator("figures")
def whole_amounts(draft: Draft) -> None:
    """Amounts without satang; the truth is without them."""
    only_whole_baht(draft)
    draft.manner.drop_satang = True


@operator("figures unit", expect=MAY)
def scientific_amounts(draft: Draft) -> None:
    """Large amounts as a spreadsheet shows them in narrow cells, 1.83E+06 or ####; the truth stays."""
    form = draft.random.choice(["{:.2E}", "####", "{:.0E}"])
    for line in draft.counted:
        amount = Decimal(str(line.true["allocation"]))
        if amount > 1_000_000:
            line.cells["allocation"] = Cell(form.format(amount))
            draft.touched.append(line)


@operator("figures", expect=MAY)
def letters_for_digits(draft: Draft) -> None:
    """One amount with O for 0 or l for 1, as scanners read; the truth stays."""
    line = draft.random.choice(draft.counted)
    sign, letter = draft.random.choice([("0", "O"), ("0", "o"), ("1", "l"), ("5", "S")])
    amount = Decimal(str(line.true["allocation"]))
    line.cells["allocation"] = Written(amount, lambda text: text.replace(sign, letter, 1))
    draft.touched.append(line)


@operator("figures unit", expect=MAY)
def points_for_commas(draft: Draft) -> None:
    """One amount whose thousands are told by a point as scanners read, 1.832,400.00 or 85.000; the truth stays."""
    line = draft.random.choice([line for line in draft.counted if Decimal(str(line.true["allocation"])) % 1 == 0])
    amount = Decimal(str(line.true["allocation"]))
    line.cells["allocation"] = Cell(
        draft.random.choice([f"{amount:,.2f}".replace(",", ".", 1), f"{int(amount):,}".replace(",", ".")])
    )
    draft.touched.append(line)


@operator("figures", expect=MAY)
def signs_of_errors_in_notes(draft: Draft) -> None:
    """A column of notes full of numbers and commas; the truth stays."""
    draft.columns.append("remark")
    draft.headers["remark"] = "ข้อสังเกต"
    for line in draft.counted:
        line.cells["remark"] = draft.random.choice(["1,000", "ตามหนังสือ 12/2565", "50,000.00", None, "ดู น.3, น.4"])


# --- decreases


def _decreases(draft: Draft, form: str) -> None:
    for line in draft.counted:
        amount = Decimal(str(line.true["transfer_out"]))
        if amount:
            line.cells["transfer_out"] = Written(amount, form.format)
            draft.touched.append(line)


@operator("decrease", WITH_TRANSFERS)
def decreases_in_brackets(draft: Draft) -> None:
    """What is transferred away stands in brackets; the truth stays."""
    _decreases(draft, "({})")


@operator("decrease", WITH_TRANSFERS, ASK)
def decreases_with_minus(draft: Draft) -> None:
    """What is transferred away has a minus before or behind it; the truth stays."""
    _decreases(draft, draft.random.choice(["-{}", "- {}", "−{}", "{}-", "–{}"]))


@operator("decrease", WITH_TRANSFERS, MAY)
def transfers_in_one_column(draft: Draft) -> None:
    """Increases and decreases share a column, with signs; the truth stays."""
    for line in draft.counted:
        less = Decimal(str(line.true["transfer_out"]))
        if less:
            line.cells["transfer_in"] = -less
            draft.touched.append(line)
    draft.columns.remove("transfer_out")
    draft.headers["transfer_in"] = draft.random.choice(["โอนเพิ่ม/โอนลด", "โอน (+/-)", "โอนเพิ่ม (ลด)", "โอนเพิ่ม"])
    draft.names.append(draft.headers["transfer_in"])


@operator("decrease", WITH_PAYMENTS, MAY)
def overspent_line(draft: Draft) -> None:
    """A line of which more is paid than it has: what remains is negative, in brackets or with minus; the truth is that."""
    line = draft.random.choice(draft.counted)
    line.set(disbursed=Decimal(str(line.true["allocation"])) + 1500)
    line.set(**{column: value for column, value in balanced(line.true).items() if column == "remaining"})
    draft.manner.negative = draft.random.choice(["({})", "-{}", "−{}"])
    draft.touched.append(line)


# --- blanks


@operator("blank")
def zeros_as_dashes(draft: Draft) -> None:
    """A zero is a dash; the truth stays."""
    draft.manner.zero = draft.random.choice(["-", " - ", "–", "—", "-   "])


@operator("blank")
def zeros_as_bare_zero(draft: Draft) -> None:
    """A zero is a bare 0; the truth stays."""
    draft.manner.zero = "0"


@operator("blank", WITH_TRANSFERS)
def blank_transfers(draft: Draft) -> None:
    """Zero transfers and commitments are blank; the truth stays."""
    draft.manner.zeros |= {"transfer_in": "", "transfer_out": "", "encumbered": ""}
    draft.answers["blank"] = "zero"


@operator("blank", ("full", "office", "small"))
def blank_payments_that_remaining_proves(draft: Draft) -> None:
    """A line on which nothing is paid leaves the payment blank, and what remains proves it; the truth stays."""
    draft.manner.zeros |= {"disbursed": ""}
    draft.answers["blank"] = "zero"


@operator("blank", ("full", "office", "small"))
def all_zeros_blank(draft: Draft) -> None:
    """Every zero is blank; the truth stays."""
    draft.manner.zero = ""
    draft.answers["blank"] = "zero"


@operator("blank", ("bare",), ASK)
def blank_payments_without_proof(draft: Draft) -> None:
    """A line on which nothing is paid leaves the payment blank, and nothing proves it; the truth stays."""
    draft.manner.zeros |= {"disbursed": ""}
    draft.answers["blank"] = "zero"
    draft.touched += draft.counted


@operator("blank", ("bare",), ASK)
def payments_not_known(draft: Draft) -> None:
    """No line says what is paid, because nobody knows yet; the truth is that no payment is stated."""
    for line in draft.counted:
        line.set(disbursed=None)
    draft.answers["blank"] = "missing"


@operator("blank", WITH_PAYMENTS, MAY)
def one_payment_not_known(draft: Draft) -> None:
    """One line whose payment is forgotten though something was paid; the truth is what was paid."""
    line = draft.random.choice([line for line in draft.counted if line.true["disbursed"]] or draft.counted)
    line.cells["disbursed"] = None
    draft.touched.append(line)


@operator("blank", expect=MAY)
def one_allocation_not_known(draft: Draft) -> None:
    """One line whose allocation is forgotten; the truth is what was allocated."""
    line = draft.random.choice(draft.counted)
    line.cells["allocation"] = None
    draft.touched.append(line)


@operator("blank", expect=MAY)
def words_for_zero(draft: Draft) -> None:
    """A zero is a word; the truth stays."""
    draft.manner.zero = draft.random.choice(["ไม่มี", "n/a", "N/A", "ยังไม่เบิกจ่าย", "nil", "x", "#N/A", "ไม่เบิก", ".", "null"])


# --- dates and years


def _thai(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year + 543}"


SPELLINGS = (
    lambda day: f"{day:%d/%m}/{day.year + 543}",
    lambda day: f"{day.day}/{day.month}/{day.year + 543}",
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day:%d-%m}-{day.year + 543}",
    lambda day: f"{day:%d.%m}.{day.year + 543}",
    _thai,
    lambda day: f"{day.day} {SHORT[day.month - 1]} {(day.year + 543) % 100}",
    lambda day: f"{day.day} {SHORT[day.month - 1]} {day.year + 543}",
    lambda day: f"{day.day} เดือน {MONTHS[day.month - 1]} พ.ศ. {day.year + 543}",
    lambda day: f"วันที่ {day.day} {MONTHS[day.month - 1]} พ.ศ. {day.year + 543}",
    lambda day: f"{day.day} {MONTHS[day.month - 1]} พ.ศ.{day.year + 543}",
    lambda day: f"{day:%d/%m}/{day.year + 543} 0:00:00",
    lambda day: f"{day:%Y-%m-%d} 00:00:00",
    lambda day: f"{day:%Y-%m-%d}T00:00:00",
    lambda day: f"{day:%Y-%m-%d}T00:00:00+07:00",
    lambda day: f"{day.year + 543}-{day:%m-%d}",
    lambda day: _thai(day).replace(" ", "\u00a0"),
    lambda day: f"{day:%d}-{SHORT[day.month - 1]}-{(day.year + 543) % 100}",
    lambda day: f"{day:%d/%m}/{(day.year + 543) % 100}",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day:%d %B %Y}",
    lambda day: f"{day:%d-%b-%y}",
)
DAYS = (date(2022, 3, 31), date(2022, 1, 4), date(2021, 12, 31), date(2022, 9, 30), date(2022, 4, 3), date(2022, 2, 28))


def _on(draft: Draft, day: date) -> None:
    for record in draft.truth:
        record["as_of"] = day
    for line in draft.counted:
        line.cells["as_of"] = day


@operator("date", ("full",))
def date_spelled(draft: Draft) -> None:
    """The as-of date in any spelling, on another day than usual; the truth has that day."""
    _on(draft, draft.random.choice(DAYS))
    spelling = draft.random.choice(SPELLINGS)
    draft.manner.day = spelling
    if draft.random.random() < 0.2:
        draft.manner.day = lambda day: spelling(day).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    draft.touched += draft.counted


@operator("date", ("full",))
def date_of_a_workbook(draft: Draft) -> None:
    """The as-of date as a date of a workbook; the truth has that day."""
    _on(draft, draft.random.choice(DAYS))
    draft.container = draft.random.choice(["xlsx", "xls", "ods", "spreadsheetml"])
    draft.manner.day = lambda day: Cell(f"{day:%d/%m/%Y}", datetime(day.year, day.month, day.day))  # noqa: DTZ001 - as workbooks keep it
    draft.touched += draft.counted


@operator("date", ("full",), MAY)
def date_as_serial_number(draft: Draft) -> None:
    """The as-of date as the number that a workbook keeps; the truth stays."""
    serial = (DAY - date(1899, 12, 30)) // timedelta(days=1)
    draft.manner.day = lambda day: Cell(str(serial), Decimal(serial))
    draft.touched += draft.counted


@operator("date", ("office",))
def date_spelled_in_the_title(draft: Draft) -> None:
    """The as-of date in the title in any spelling; the truth has that day."""
    day = draft.random.choice(DAYS)
    for record in draft.truth:
        record["as_of"] = day
    words = draft.random.choice(["ข้อมูล ณ วันที่ {}", "ณ วันที่ {}", "ตั้งแต่วันที่ 1 ตุลาคม 2564 ถึงวันที่ {}", "ข้อมูล ณ {}", "(ณ วันที่ {})"])
    draft.above[2] = [words.format(draft.random.choice(SPELLINGS[:14])(day))]
    draft.names.append("as_of")


@operator("date", ("full", "progress", "long", "measures"))
def year_spelled(draft: Draft) -> None:
    """The fiscal year in Thai digits, in two digits, of the Common Era or with words; the truth stays."""
    spell = draft.random.choice(
        ["๒๕๖๕", "65", "2022", "พ.ศ. 2565", "ปี 2565", "2565.0", " 2565 ", "ปีงบประมาณ 2565", "ปีงบประมาณ พ.ศ. ๒๕๖๕"]
    )
    draft.manner.year = lambda year: spell
    draft.touched += draft.counted


@operator("date", ("full",), MAY)
def two_dates(draft: Draft) -> None:
    """Some lines of another as-of date than the others: both dates are true."""
    for line in draft.counted[5:]:
        line.set(as_of=date(YEAR - 543, 6, 30))
    draft.touched += draft.counted


@operator("date", ("full",), MAY)
def date_of_another_year(draft: Draft) -> None:
    """An as-of date outside the fiscal year, by a slip of the year; the true day is not in the file."""
    for line in draft.counted:
        line.cells["as_of"] = date(DAY.year + draft.random.choice([-1, 1, 543]), DAY.month, DAY.day)
        draft.touched.append(line)


# --- letters


NAMES = ("plan", "work", "expenditure_group", "division", "item", "question", "measure", "status")


def _rewritten(draft: Draft, rewrite, share: float = 0.5, headers: bool = False) -> None:
    for line in draft.counted:
        for column in NAMES:
            name = line.cells.get(column)
            if isinstance(name, str) and draft.random.random() < share:
                line.cells[column] = rewrite(name)
    for column in draft.columns if headers or draft.random.random() < 0.3 else ():
        draft.headers[column] = rewrite(draft.word(column))


def _within(draft: Draft, sign: str):
    def put(text: str) -> str:
        places = [place for place, (a, b) in enumerate(pairwise(text), 1) if "ก" <= a <= "ฮ" and "ก" <= b <= "ฮ"]
        place = draft.random.choice([*places, len(text)]) if text else 0
        return text[:place] + sign + text[place:]

    return put


@operator("letters", EVERY)
def zero_width_characters(draft: Draft) -> None:
    """Zero-width spaces and joiners inside names and headers; the truth stays."""
    _rewritten(draft, _within(draft, draft.random.choice(["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"])))


@operator("letters", EVERY)
def soft_hyphens(draft: Draft) -> None:
    """Soft hyphens inside names and headers; the truth stays."""
    _rewritten(draft, _within(draft, "\u00ad"))


@operator("letters", EVERY)
def direction_marks(draft: Draft) -> None:
    """Marks of direction around names and headers; the truth stays."""
    mark = draft.random.choice(["\u200e{}", "\u202a{}\u202c", "{}\u200e", "\u2066{}\u2069"])
    _rewritten(draft, mark.format)


@operator("letters", EVERY)
def spaces_around_names(draft: Draft) -> None:
    """Spaces, no-break spaces and tabs around names and headers; the truth stays."""
    _rewritten(draft, draft.random.choice([" {}", "{} ", "\u00a0{}\u00a0", "{}  ", "\u3000{}"]).format)


@operator("letters", EVERY)
def split_sara_am(draft: Draft) -> None:
    """ำ typed as two characters; the truth stays."""
    _rewritten(draft, lambda text: text.replace("ำ", "\u0e4d\u0e32"), 0.6, headers=True)


@operator("letters", EVERY)
def doubled_sara_e(draft: Draft) -> None:
    """แ typed as two เ; the truth stays."""
    _rewritten(draft, lambda text: text.replace("แ", "เเ"), 0.6, headers=True)


@operator("letters", EVERY)
def tone_before_vowel(draft: Draft) -> None:
    """A tone mark typed before the vowel that belongs before it; the truth stays."""
    tones = {f"{vowel}{tone}": f"{tone}{vowel}" for vowel in "ิีึืุูั" for tone in "่้๊๋"}

    def swapped(text: str) -> str:
        for right, typed in tones.items():
            text = text.replace(right, typed)
        return text

    _rewritten(draft, swapped, 0.7, headers=True)


@operator("letters", EVERY)
def line_breaks_in_headers(draft: Draft) -> None:
    """Line breaks and doubled spaces in headers; the truth stays."""
    for column in draft.columns:
        word = draft.word(column)
        places = [place for place in range(3, len(word) - 2) if "ก" <= word[place] <= "ฮ" and "ก" <= word[place - 1] <= "ฮ"]
        if places:
            place = draft.random.choice(places)
            draft.headers[column] = word[:place] + draft.random.choice(["\n", "\r\n", "\n "]) + word[place:]


@operator("letters")
def line_breaks_in_names(draft: Draft) -> None:
    """Line breaks inside the names of lines; the truth stays."""
    for line in draft.counted:
        item = str(line.cells.get("item") or "")
        if draft.random.random() < 0.5:
            line.cells["item"] = item[:8] + "\n" + item[8:]


@operator("letters")
def signs_in_names(draft: Draft) -> None:
    """Quotes, commas, semicolons and leading dashes or numbers in the names of lines; the truth stays."""
    for line in draft.counted:
        form = draft.random.choice(['{} "พิเศษ"', "- {}", "1.2) {}", "{}, อื่น ๆ", "{}; เพิ่มเติม", "=1+{}", "'{}", "{} 50,000"])
        line.cells["item"] = form.format(line.cells.get("item") or "")


@operator("letters", expect=READ)
def invisible_signs_in_amounts(draft: Draft) -> None:
    """No-break and zero-width spaces in amounts; the truth stays."""
    draft.manner.around = draft.random.choice(["\u200b{}", "{}\u00a0", "\ufeff{}", "\u200e{}", "{}\u200b"])
