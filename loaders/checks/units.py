"""In what amounts are written: baht, or thousands or millions of them, which is asked and never guessed.

What states a unit other than plain baht, in whatever words, is asked about; so is a total that is a thousand
or a million times off from the organization's other years, or from what its kind of organization can have."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from definitions import REFERENCE
from loaders.layout.reading import Options, Reading, arabic
from loaders.problem import Choice, Outcome, Problem, Question
from loaders.rows import Notices, Row
from loaders.text_patterns import is_total
from vocabulary.language import N_

ASKED = "unit_asked"
UNITS = {"baht": 1, "thousand": 1_000, "million": 1_000_000}
LARGEST = max(UNITS.values())
LABELS = {"baht": N_("in baht"), "thousand": N_("in thousands of baht"), "million": N_("in millions of baht")}

# หน่วย: พันบาท, หน่วย : ลบ., Thousand Baht, Baht x 1000, (000 บาท), '000
_MULTIPLE = (
    r"(หลัก)?(ร้อย|พัน|หมื่น|แสน|ล้าน)+(ของ)?(บาท|฿|baht|thb)|ล\.?บ\.|พ\.?บ\.|(พัน|ล้าน)บ\.?"
    r"|(thousands?|millions?|mio|mill?|mn|bn|billions?|hundreds?)(of)?\.?(baht|บาท|thb|฿)?|[km]\.?(baht|thb|บาท)"
    r"|(baht|thb|บาท|฿)\W{0,2}(in)?(thousands?|millions?|mn|mio|'?000('?000)?s?|[x×*]1,?000(,?000)?)"
    r"|[x×*]?1?,?['’]?000(,000|['’]000)?s?(baht|thb|บาท|฿)?|10\^?[36](baht|บาท)?"
)
_PLAIN = re.compile(
    r"(เป็น)?(บาท|฿|thb|baht|บ\.?|thaibaht|บาทถ้วน|บาท/สตางค์|ร้อยละ|เปอร์เซ็นต์|%|percent|คะแนน|คน|ราย|รายการ|โครงการ|กิจกรรม|แห่ง|เรื่อง|เดือน"
    r"|ครั้ง|วัน|ข้อ|ปี|บาทและร้อยละ|ข้อและร้อยละ|โครงการ/บาท|จำนวน)+"
)
_STATED = re.compile(
    r"(?:หน่วย(?:นับ|เงิน|เป็น)*|units?|จำนวนเงิน|ตัวเลข|amounts?(?:shown|stated)?)(?:in|เป็น)?[:：=]+(.+)"
)
_NUMBERS = "หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ ยี่ เอ็ด ครึ่ง ร้อย พัน หมื่น แสน ล้าน".split()
_NOT_A_COUNT = r"(?<![\d.,])" + "".join(f"(?<!{word})" for word in _NUMBERS)
"""5 ล้านบาท and ห้าล้านบาทถ้วน are amounts, ล้านบาท alone a unit."""
_LOOSE = re.compile(rf"(?:หน่วย|units?|จำนวนเงิน|ตัวเลข|amounts?|figures?|in|เป็น|คิดเป็น)*[:：]?(?:{_MULTIPLE})")
_IN_BRACKETS = re.compile(r"(หลัก|เป็น|หน่วย)?[x×*]?(ร้อย|พัน|หมื่น|แสน|ล้าน)+")
"""บาท (พัน): a multiple alone, where brackets say that it is one."""
_BRACKETS = re.compile(r"[(\[（{]([^()\[\]（）{}]*)[)\]）}]")


def other_unit(text: str) -> str | None:
    """What a title, a header or a remark says of amounts that are in another unit than baht; None where it
    says nothing such."""
    bare = re.sub(r"\s+", "", arabic(text)).casefold()
    in_brackets: list[str] = _BRACKETS.findall(bare)
    if multiple := next(filter(_IN_BRACKETS.fullmatch, in_brackets), None):
        return multiple
    parts = [*in_brackets, _BRACKETS.sub("", bare)]
    for each in parts:
        whole = each.strip("()[]（）.:：*-–")
        if (stated := _STATED.search(each)) and not _PLAIN.fullmatch(stated[1].strip("()[]（）.:：")):
            return str(stated[1])[:40]
        if _LOOSE.fullmatch(whole) or _LOOSE.fullmatch(each):
            return whole
    # “หน่วยงาน: กองคลัง” states no unit.
    stated = re.search(rf"(?:หน่วย(?!งาน)|unit).*?({_MULTIPLE})", bare)
    match = stated or re.search(
        rf"{_NOT_A_COUNT}((ร้อย|พัน|หมื่น|แสน|ล้าน)+บาท|ลบ\.|(thousand|million)s?(of)?baht)", bare
    )
    return str(match[1]) if match else None


@dataclass
class Unit(Outcome):
    """In how many baht amounts are written; where another unit is stated (row, words); whether it is still to
    be asked for."""

    baht: int = 1
    row: int | None = None
    stated: str = ""
    is_open: bool = False

    @property
    def key(self) -> str:
        """Under which the answer is remembered: that of other words says nothing of these."""
        return f"unit:{self.stated}"


def unit(
    reading: Reading,
    head: list[Row],
    notices: Notices,
    options: Options,
    sheet: str = "",
    labels: Iterable[tuple[int, str]] = (),
) -> Unit:
    """The unit of the amounts of a table, by what is stated above, in and below it or by its sheet's name,
    and as answered. `labels` are the words of its lines and totals: the unit of one line is not that of the
    others."""
    if not any(column.kind.spelling == "money" for column in reading.dataset.columns):
        return Unit()
    in_brackets = [
        (row, stated_unit, text) for row, text in labels if (stated_unit := _unit_in_brackets(text))
    ]
    of_totals = ((row, stated_unit) for row, stated_unit, text in in_brackets if is_total(text))
    # ก่อสร้างถนน (ล้านบาท) 1.5 among lines in baht.
    of_line = next(((row, stated_unit) for row, stated_unit, text in in_brackets if not is_total(text)), None)
    row, stated = next(chain(_statements(reading, head, notices, sheet), of_totals), of_line or (None, ""))
    outcome = Unit(row=row, stated=stated)
    answer = options.answer(outcome.key)
    if stated and (_says_baht_too(reading) or (row, stated) == of_line):
        outcome.problems.append(Problem("error", "mixed_units", _MIXED, row, value=stated))
    elif answer is None:
        outcome.is_open = bool(stated)
    else:
        outcome.baht = UNITS[answer]
        # An answer that says otherwise than these words is of this file: the next may mean them.
        is_as_stated = answer != "baht" or not re.search(_MULTIPLE, stated)
        outcome.answered = {outcome.key: answer} if stated and is_as_stated else {}
    if outcome.baht > 1 and answer:
        words = {"unit": LABELS[answer], "times": f"{outcome.baht:,}"}
        outcome.problems.append(Problem("note", "unit", _CONVERTED, row, value=stated or None, words=words))
    return outcome


def _unit_in_brackets(text: str) -> str | None:
    """The unit other than baht that brackets in the words of a line state; (1,000 บาท) is an amount."""
    bare = (each for each in _BRACKETS.findall(arabic(text)) if not re.search("[1-9]", each))
    return next((unit_named for each in bare if (unit_named := other_unit(f"({each})"))), None)


def _says_baht_too(reading: Reading) -> bool:
    """Whether of several headers of amounts one names another unit, and one baht."""
    names = [
        reading.header.names[at]
        for name, at in reading.positions.items()
        if reading.dataset.column(name).kind.adds_up
    ]
    return any(map(other_unit, names)) and any(
        re.search(r"[(\[（]\s*(บาท|baht)\s*[)\]）]", name) for name in names
    )


def _statements(reading: Reading, head: list[Row], notices: Notices, sheet: str) -> Iterator[tuple[int, str]]:
    for row, cells in [(1, [sheet]), *head[: reading.header.above], *notices.rows_beside]:
        # A row of a title may be parted into several cells.
        yield from (
            (row, unit_named)
            for cell in (*cells, " ".join(filter(None, cells)))
            if (unit_named := other_unit(cell))
        )
    yield from (
        (reading.header.rows[-1], unit_named)
        for name in reading.header.names
        if (unit_named := other_unit(name))
    )


def unit_question(unit: Unit, sums: dict[str, Decimal]) -> Problem:
    """The question for the unit, with what the amounts come to in each (`sums`: column → sum as written)."""
    return Problem(
        "error", ASKED, _ASKED, unit.row, value=unit.stated, question=Question(unit.key, _choices(sums))
    )


def _choices(sums: dict[str, Decimal]) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            name, LABELS[name], f"--unit {name}", {column: total * times for column, total in sums.items()}
        )
        for name, times in UNITS.items()
    )


_ASKED = N_(
    "Row {row} says that amounts are in another unit than baht (“{value}”). In what unit are the amounts of"
    " this file?"
)
_CONVERTED = N_("Amounts are written {unit} and were multiplied by {times}.")
_MIXED = N_(
    "Row {row}: some amounts are said to be in baht, others in another unit (“{value}”). Write all of them"
    " in baht, then load the"
    " file again."
)


# Without any words.


@dataclass(frozen=True)
class Limits:
    """Between which amounts (baht) the total of a file of at least `lines` lines lies, for a kind of
    organization."""

    kind: str
    lines: int
    least: Decimal
    most: Decimal


@lru_cache
def limits() -> tuple[Limits, ...]:
    """The limits of data/reference/plausible_totals.csv, of each kind by lines; those without a kind hold for
    all others."""
    with (REFERENCE / "plausible_totals.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(
            Limits(row["type"], int(row["lines"]), Decimal(row["least"]), Decimal(row["most"]))
            for row in csv.DictReader(file)
        )


def _of_kind(kind: str | None, lines: int) -> Limits:
    """The limits for so many lines: the last that ask for no more, else the first."""
    of_kind = [each for each in limits() if each.kind == kind] or [each for each in limits() if not each.kind]
    return next((each for each in reversed(of_kind) if each.lines <= lines), of_kind[0])


def implausible_beside(
    total: Decimal, lines: int, kind: str | None, others: dict[str, Decimal]
) -> str | None:
    """What a total (baht) of so many lines is a thousand or a million times off from: the fiscal year of one
    of `others` (year → baht), or "" for the limits of its kind of organization; None where it is
    plausible."""
    for year, other in others.items():
        if other > 0 and any(_is_about(total, other, times) for times in UNITS.values() if times > 1):
            return year
    # A few lines may be a part of a budget: only too much is told of them.
    bounds = _of_kind(kind, lines)
    return "" if total > bounds.most or (lines >= bounds.lines and total < bounds.least) else None


def _is_about(one: Decimal, other: Decimal, times: int) -> bool:
    """Whether one is about `times` the other, or the other way round: within a factor of 3."""
    return times / 3 <= max(one, other) / min(one, other) <= times * 3


def key_of(total: Decimal) -> str:
    """Under which it is remembered that a total is right: for totals of about its size only."""
    return f"unit:≈1e{total.adjusted()}"


def unit_doubt(key: str, total: Decimal, year: str, sums: dict[str, Decimal]) -> Problem:
    """The question for the unit where figures alone make it doubtful: beside another fiscal year, or ("") the
    limits."""
    message = _BESIDE if year else _BEYOND
    question = Question(key, _choices(sums))
    return Problem(
        "error",
        "unit_doubted",
        message,
        None,
        "allocation",
        f"{total:,.2f}",
        expected=year,
        question=question,
    )


_BESIDE = N_(
    "The lines are allocated {value} together, which is about 1,000 or 1,000,000 times off from what the"
    " same divisions have in"
    " {expected}. In what unit are the amounts of this file?"
)
_BEYOND = N_(
    "The lines are allocated {value} together, which is more or less than such an organization can have"
    " (data/reference/plausible_totals.csv). In what unit are the amounts of this file?"
)
