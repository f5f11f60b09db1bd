"""How many people answered, where a survey's matrix says so: in a row of its own, or behind the names of its
divisions."""

import re
from collections.abc import Iterator
from dataclasses import replace

from loaders.layout.reading import Options, Reading, arabic
from loaders.problem import Problem
from loaders.rows import LINE, Row, trimmed
from loaders.text_patterns import squeezed
from vocabulary.language import N_

_UNITS = r"(คน|ราย|ชุด|ฉบับ|ตัวอย่าง|n)*"
_FORM = "แบบ(สอบถาม|ประเมิน|สำรวจ)"
# จำนวนผู้ตอบแบบสอบถาม (คน); จำนวนเจ้าหน้าที่เพียงพอ is a question.
_ROW = re.compile(
    rf"(จำนวน)?(ผู้ตอบ|ผู้กรอก|ผู้ประเมิน|ผู้ให้ข้อมูล|(กลุ่ม)?ตัวอย่าง|ผู้(มา)?(รับ|ใช้)บริการที่ตอบ)({_FORM})?(ทั้งหมด|ทั้งสิ้น|รวม)?{_UNITS}"
    rf"|(จำนวน)?{_FORM}ที่(ได้|รับ|ส่ง|ตอบ)+(กลับ|คืน|มา)*{_UNITS}|จำนวน(คน|ราย)|n(คน|ราย)?"
)
"""What the row is called, as a whole."""
# กองคลัง (n=45), กองดิจิทัล (92 คน)
_BEHIND = re.compile(
    r"[(\[]\s*(?:n\s*=?\s*([\d,]+)\s*(?:คน|ราย|ชุด|ตัวอย่าง)?|([\d,]+)\s*(?:คน|ราย|ชุด|ตัวอย่าง))\s*[)\]]\s*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?(?:คน|ราย|ชุด|ฉบับ)?")
_NOBODY = ("", "-", "–", "—")

_People = dict[int, str]
"""How many answered of the division in each column."""


def with_respondents(reading: Reading, table: list[Row], options: Options) -> tuple[Reading, list[Problem]]:
    """The reading with how many answered of each division and the rows that say so; a problem where two say
    it otherwise."""
    headers = ((at, _BEHIND.search(arabic(reading.header.lowest[at]))) for at in reading.across)
    people_by_column: _People = {
        at: (match[1] or match[2]).replace(",", "") for at, match in headers if match
    }
    place = reading.header.rows[-1]
    rows = set[int]()
    problems = list[Problem]()
    for row, people in _rows(reading, table, options):
        other = next(
            (at for at, number in people.items() if people_by_column.get(at, number) != number), None
        )
        if other is not None:
            words = {
                "first": str(place),
                "other": people_by_column[other],
                "division": reading.divisions[other],
            }
            problems.append(
                Problem(
                    "error", "respondents_differ", _DIFFER, row, "respondents", people[other], words=words
                )
            )
        rows.add(row)
        people_by_column = people_by_column | people
        place = row
    makes = (*reading.makes, *(["respondents"] if people_by_column else []))
    return replace(
        reading, respondents=people_by_column, respondents_rows=frozenset(rows), makes=makes
    ), problems


def _rows(reading: Reading, table: list[Row], options: Options) -> Iterator[tuple[int, _People]]:
    """The rows that say how many answered, unless it was said that one is a question; a row of other figures
    is none."""
    for row, cells in table:
        text = trimmed(cells[reading.positions["question"]]) or next(filter(None, map(trimmed, cells)), "")
        if _says_respondents(text) and options.answer(f"row:{row}", f"row:{squeezed(text)}") != LINE:
            texts = {at: re.sub(r"\s", "", arabic(cells[at])) for at in reading.across}
            numbers = {at: match for at, cell in texts.items() if (match := _NUMBER.fullmatch(cell))}
            if numbers and all(at in numbers or cell in _NOBODY for at, cell in texts.items()):
                yield row, {at: number[1].replace(",", "") for at, number in numbers.items()}


def _says_respondents(text: str) -> bool:
    return _ROW.fullmatch(re.sub(r"[\s:：.…_()\[\]=]", "", text.casefold())) is not None


_DIFFER = N_(
    "Row {row} says that {value} people answered about {division}, and row {first} says {other}. Keep the"
    " right one of the two."
)
