"""Columns of numbers that the data set has no place for: passed over where the others explain them, else
asked about."""

import re
from collections.abc import Container, Sequence
from decimal import Decimal
from itertools import islice, pairwise, product

from loaders.files.text import Text
from loaders.layout.printed_table import COUNTING
from loaders.layout.reading import TIDY, Options, Reading, arabic, normal
from loaders.layout.survey_questions import NO_QUESTION, column_key
from loaders.problem import Choice, Outcome, Problem, Question
from vocabulary.language import N_

UNKNOWN_AMOUNTS = "unknown_amounts"
_ROWS = 200_000
"""From how many rows it is seen what a column holds."""
_COMPARED = 40
"""In how many rows a column is compared with every sum of the others, before all rows are."""
_FEWEST = 2
_NUMBER = re.compile(r"(\()?([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(-)?%?(\))?")
_NO_AMOUNT = re.compile(
    r"รหัส|เลขที่|โทร|^(ปี(งบประมาณ|ข้อมูล)?|เดือน|ไตรมาส|งวด|month|quarter)$|วันที่|หน่วยนับ|ร้อยละ|%|สัดส่วน|อัตรา|percent|rate|code|year|date|phone"
    r"|จำนวน(คน|ราย|ครั้ง|โครงการ|กิจกรรม|หน่วย|ชิ้น)"
)
"""Headers of numbers that are neither amounts nor counts of the data set."""
_SPENT_SHARE = re.compile(r"(ร้อยละ|%|percent).*(จ่าย|ใช้)|(จ่าย|ใช้).*(ร้อยละ|%|percent)|(spent|disbursed).*%")
_ROUNDED = Decimal("0.06")
"""By how much a percentage may be rounded."""
_OTHER_YEAR = re.compile(r"2[45]\d\d")

_Values = list[Decimal | None]


def unknown_columns(reading: Reading, text: Text, options: Options, totals: Container[int]) -> Outcome:
    """Asks about each column of numbers that is not used; `totals` are the rows that are no lines."""
    outcome = Outcome()
    used = {*reading.positions.values(), *reading.across}
    has_unused = len(used) < reading.header.width or text.is_ragged
    if reading.layout != TIDY or not reading.dataset.amounts or not has_unused:
        return outcome
    rows = [(row, cells) for row, cells in islice(text.rows(), _ROWS) if row > reading.header.rows[-1]]
    columns = {
        name: _numbers(rows, at) for name, at in reading.positions.items() if name in reading.dataset.proving
    }
    width = max((len(cells) for _row, cells in rows), default=0)
    headers = (*reading.header.names, *[""] * (width - reading.header.width))
    unused: dict[int, _Values] = {}
    for at, header in enumerate(headers):
        if at not in used and normal(header) not in COUNTING:
            values = _numbers(rows, at)
            if _holds_amounts(values, [cells[at] for _row, cells in rows if at < len(cells)]):
                unused[at] = values
    if _parts(list(unused.values()), columns):
        return outcome
    for at, values in unused.items():
        if message := _why_asked(headers[at], values, columns, reading):
            of_lines = (
                value
                for (row, _cells), value in zip(rows, values, strict=True)
                if value and row not in totals
            )
            total = sum(of_lines, Decimal(0))
            problem = _problem(headers, at, message, reading.header.rows[-1], total)
            outcome.ask(problem, options.answer)
    return outcome


def _problem(headers: tuple[str, ...], at: int, message: str, row: int, total: Decimal) -> Problem:
    """The question about one column; one that shares its header is named by its letter too."""
    header = headers[at]
    name = header if header and headers.count(header) == 1 else f"{header} ({_letter(at)})".strip()
    choice = Choice(NO_QUESTION, N_("not used"), f'--pass-over "{name}"')
    return Problem(
        "error",
        UNKNOWN_AMOUNTS,
        message,
        row,
        value=name,
        expected=f"{total:,.2f}",
        question=Question(column_key(name), (choice,)),
        option=f'--map "{name}=COLUMN"' if header == name else None,
    )


def _parts(unused: list[_Values], columns: dict[str, _Values]) -> bool:
    """Whether the columns that are not used are together, in every row, one of those that are read: what was
    spent month by month."""
    if len(unused) < _FEWEST:
        return False
    # ต.ค., พ.ย. and ธ.ค. beside เบิกจ่าย
    together = [sum(filter(None, row), Decimal(0)) for row in zip(*unused, strict=True)]
    return any(together == [value or Decimal(0) for value in column] for column in columns.values())


def _why_asked(header: str, values: _Values, columns: dict[str, _Values], reading: Reading) -> str | None:
    """What to ask of a column of numbers; None where nothing is to be asked."""
    if _SPENT_SHARE.search(normal(header)) and _is_share_of_what_is_left(values, columns):
        return _SWAPPED
    # Before amounts are compared: codes and dates may agree with a difference by chance.
    if _NO_AMOUNT.search(normal(header)):
        return None
    if _before_transfers(values, columns):
        return _BEFORE_TRANSFERS
    if _is_missing(values, columns):
        return _MISSING
    return None if _is_of_another_year(header, reading) or _is_explained(values, columns) else _NOT_USED


def _is_share_of_what_is_left(values: _Values, columns: dict[str, _Values]) -> bool:
    """Whether percentages of what is spent are those of what is left, and not of what is read as spent."""
    if not {"allocation", "disbursed", "remaining"} <= columns.keys():
        return False
    lines = [
        (row, value, whole)
        for row, (value, whole) in enumerate(zip(values, columns["allocation"], strict=True))
        if value is not None and whole
    ]

    def agreeing(name: str) -> int:
        shares = ((value, Decimal(100) * (columns[name][row] or 0) / whole) for row, value, whole in lines)
        return sum(abs(value - share) <= _ROUNDED for value, share in shares)

    is_left = 5 * agreeing("remaining") >= 4 * len(lines)
    return len(lines) > _FEWEST and is_left and 5 * agreeing("disbursed") <= len(lines)


def _numbers(rows: Sequence[tuple[int, list[str]]], at: int) -> _Values:
    return [_number(cells[at]) if at < len(cells) else None for _row, cells in rows]


def _number(cell: str) -> Decimal | None:
    match = _NUMBER.fullmatch(arabic(cell).strip())
    if not match:
        return None
    value = Decimal(match[2].replace(",", ""))
    return -value if match[1] or match[3] else value


def _letter(at: int) -> str:
    """What a spreadsheet calls a column that has no header."""
    return (_letter(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def _holds_amounts(values: _Values, cells: list[str]) -> bool:
    """Whether a column holds numbers that are not all 0, years, or numbers of rows."""
    numbers = [value for value in values if value is not None]
    filled = sum(bool(cell.strip()) for cell in cells)
    if len(numbers) < _FEWEST or not any(numbers) or len(numbers) < 0.6 * filled:
        return False
    # ใบที่ 1, 2, 3 … numbers rows, whatever its header says.
    is_counting = sum(later - number == 1 for number, later in pairwise(numbers)) >= 0.6 * (len(numbers) - 1)
    return not is_counting and not all(2400 < number < 2700 for number in numbers)


def _is_of_another_year(header: str, reading: Reading) -> bool:
    """Whether a header names a fiscal year that the table is not about: figures to compare with."""
    year = reading.given.get("fiscal_year")
    return year is not None and any(named != year.value for named in _OTHER_YEAR.findall(arabic(header)))


def _before_transfers(values: _Values, columns: dict[str, _Values]) -> bool:
    """Whether a column is what was allocated before the transfers, so that the one that is read holds them
    already."""
    if not {"allocation", "transfer_in", "transfer_out"} <= columns.keys():
        return False
    # ตั้งไว้เดิม beside an allocation that holds the transfers already.
    moved = [
        (added or 0) - (taken or 0)
        for added, taken in zip(columns["transfer_in"], columns["transfer_out"], strict=True)
    ]
    pairs = [
        (value, allocation, net)
        for value, allocation, net in zip(values, columns["allocation"], moved, strict=True)
        if value
    ]
    return any(net for *_rest, net in pairs) and all(
        allocation == value + net for value, allocation, net in pairs
    )


def _is_missing(values: _Values, columns: dict[str, _Values]) -> bool:
    """Whether a column is what lines lack, or have too much, for their remaining amount to be right."""
    if not {"allocation", "disbursed", "remaining"} <= columns.keys():
        return False
    # งบเพิ่มเติม, which the remaining amount counts and no column takes in.
    signs = {
        "allocation": 1,
        "transfer_in": 1,
        "transfer_out": -1,
        "encumbered": -1,
        "disbursed": -1,
        "remaining": -1,
    }
    lacks = [
        sum((sign * (columns[name][row] or 0) for name, sign in signs.items() if name in columns), Decimal(0))
        for row in range(len(values))
    ]
    pairs = [(value, lack) for value, lack in zip(values, lacks, strict=True) if value]
    return all(abs(lack) == abs(value) for value, lack in pairs)


def _is_explained(values: _Values, columns: dict[str, _Values]) -> bool:
    """Whether a column is, in every row, one of the others, a sum or a difference of them: what was revised,
    or spent in all."""
    rows = [
        (value, *(column[row] or Decimal(0) for column in columns.values()))
        for row, value in enumerate(values)
        if value is not None
    ]
    few = sorted(rows, key=lambda row: not row[0])[:_COMPARED]  # rows of 0 tell least
    signs = (each for each in product((0, 1, -1), repeat=len(columns)) if any(each))
    return any(_are_sums(few, each) and _are_sums(rows, each) for each in signs)


def _are_sums(rows: Sequence[tuple[Decimal, ...]], signs: tuple[int, ...]) -> bool:
    """Whether the first figure of each row is the sum of the others, each with its sign."""
    return all(
        value == sum(sign * other for sign, other in zip(signs, others, strict=True) if sign)
        for value, *others in rows
    )


_NOT_USED = N_(
    "The column “{value}” holds numbers, {expected} together, and is not used. If they belong to the"
    " figures, name its column; if"
    " not, say that it is not used."
)
_MISSING = N_(
    "The column “{value}”, {expected} together, is not used, and only with it the remaining amounts are"
    " right. Name its column;"
    " or say that it is not used."
)
_BEFORE_TRANSFERS = N_(
    "The column “{value}” is the allocation before transfers, {expected} together; the column that is read"
    " as the allocation"
    " holds the transfers already, so they would count twice. Name “{value}” as the allocation."
)
_SWAPPED = N_(
    "The percentages in the column “{value}” are those of what is left, not of what is read as spent. Are"
    " the headers of payments"
    " and remaining amounts swapped?"
)
