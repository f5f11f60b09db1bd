"""How Thai offices write: digits, Buddhist-era years and dates, amounts of baht, lines broken between
words."""

import gc
import re
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from itertools import pairwise
from math import isnan
from typing import Any
from unicodedata import category

from pythainlp.corpus.common import thai_words
from pythainlp.tokenize import word_tokenize
from pythainlp.transliterate.royin import romanize
from pythainlp.util import Trie

from vocabulary.fiscal_calendar import buddhist_year, year_begin, year_end
from vocabulary.language import _, current

NOTHING = "–"
_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_MONTHS = {
    "th": "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split(),
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
}

_MONTHS_IN_FULL = {
    "th": ("มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม").split(),
    "en": ("January February March April May June July August September October November December").split(),
}

# Each thread has its own, as of the language.
_with_thai_digits: ContextVar[bool] = ContextVar("thai_digits", default=False)


def use_thai_digits(on: bool) -> None:
    """From here on, in this thread, numbers are written ๐๑๒๓๔๕๖๗๘๙ (on) or 0123456789 (off)."""
    _with_thai_digits.set(on)


def with_thai_digits() -> bool:
    """Whether numbers are written in Thai digits."""
    return _with_thai_digits.get()


def digits(text: object) -> str:
    """`text` with its digits as the visitor chose them."""
    return str(text).translate(_THAI_DIGITS) if with_thai_digits() else str(text)


def is_missing(value: object) -> bool:
    """Whether a cell of a query's answer holds no value (None, NaN, NaT or NA)."""
    # pandas has no test that takes a date, a text and a number alike and gives one answer.
    return value is None or str(value) in ("<NA>", "NaT") or (isinstance(value, float) and isnan(value))


def rounded(value: float, decimals: int) -> Decimal:
    """`value` rounded as offices round: a half goes up. Binary rounding would make 95.92 of a mean of
    95.925."""
    # By way of the text: that is the number as people read it.
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def number(value: float | None, decimals: int = 0) -> str:
    """`value` with thousands separators; "–" where there is none."""
    return NOTHING if value is None or is_missing(value) else digits(f"{rounded(value, decimals):,}")


def as_percent(ratio: float) -> float:
    """A ratio 0–1 as percent 0–100, without the noise of binary multiplication."""
    return float(Decimal(str(ratio)) * 100)


def percent(ratio: float | None) -> str:
    """A ratio 0–1 as percent with two decimals: "38.46%"; "–" where there is none."""
    return NOTHING if ratio is None or is_missing(ratio) else digits(f"{rounded(as_percent(ratio), 2)}%")


def percent_in_words(ratio: float | None) -> str:
    """A ratio 0–1 as running text has it: "ร้อยละ 38.46", in English "38.46%"; "–" where there is none."""
    if ratio is None or is_missing(ratio):
        return NOTHING
    return _("{percent}%").format(percent=digits(rounded(as_percent(ratio), 2)))


def baht(value: float | None) -> str:
    """An amount with its unit, as headlines write it: millions with two decimals, less than a million in
    full."""
    if value is None or is_missing(value):
        return NOTHING
    if abs(value) >= 1_000_000:
        return _("{amount} million baht").format(amount=number(value / 1_000_000, 2))
    return _("{amount} baht").format(amount=number(value, 0 if float(value).is_integer() else 2))


def signed(value: float, write: Callable[[float], str]) -> str:
    """A change with its sign before what `write` makes of its size: "+1.23 million baht", "−400 baht"; 0 has
    no sign."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{write(abs(value))}"


def points(value: float) -> str:
    """A difference of percentages: "2.31 จุด"."""
    return _("{points} points").format(points=number(value, 2))


AHEAD = timedelta(hours=7)
"""What clocks in Thailand are ahead of UTC, all the year round."""


def today() -> date:
    """The day it is in Thailand."""
    return datetime.now(timezone(AHEAD)).date()


def in_thailand(moment: Any) -> Any:
    """A moment of UTC, or a column of them, as clocks in Thailand show it; none stays none."""
    return moment if moment is None else moment + AHEAD


def day(value: date | None) -> str:
    """A date in short form: "31 มี.ค. 2565", in English "31 Mar 2022"."""
    if value is None or is_missing(value):
        return NOTHING
    year = buddhist_year(value.year) if current() == "th" else value.year
    return digits(f"{value.day} {_MONTHS[current()][value.month - 1]} {year}")


def day_in_full(value: date) -> str:
    """A date as the text of a letter has it: "31 มีนาคม 2565", in English "31 March 2022"."""
    year = buddhist_year(value.year) if current() == "th" else value.year
    return digits(f"{value.day} {_MONTHS_IN_FULL[current()][value.month - 1]} {year}")


def day_of_month(value: date) -> str:
    """A date without its year: "31 มี.ค.", in English "31 Mar"."""
    return digits(f"{value.day} {_MONTHS[current()][value.month - 1]}")


def month(number: int) -> str:
    """The name of a month (1–12): "มกราคม", in English "January"."""
    return _MONTHS_IN_FULL[current()][number - 1]


def month_in_full(value: date) -> str:
    """The month of a day with its year: "มกราคม 2566", in English "January 2023"."""
    year = buddhist_year(value.year) if current() == "th" else value.year
    return f"{month(value.month)} {digits(year)}"


MONTH_NAMES = (*_MONTHS_IN_FULL["th"], *_MONTHS["th"])
"""The Thai months, in full and in short."""


def month_number(name: str) -> int:
    """The number of the month (1–12) that is called so in Thai, in full or in short; 0 where none is."""
    bare = name.replace(".", "")
    names = _MONTHS_IN_FULL["th"], [short.replace(".", "") for short in _MONTHS["th"]]
    return next((each.index(bare) + 1 for each in names if bare in each), 0)


def fiscal_year(year: int) -> str:
    """A Buddhist-era fiscal year: "ปีงบฯ 2565"."""
    return _("FY {year}").format(year=digits(year))


def fiscal_year_span(year: int) -> str:
    """A fiscal year with its months: "ปีงบฯ 2565 (ต.ค. 64 – ก.ย. 65)"."""
    first, last = (_month(day) for day in (year_begin(year), year_end(year)))
    return f"{fiscal_year(year)} ({first} – {last})"


def _month(day: date) -> str:
    year = f"{buddhist_year(day.year) % 100:02}" if current() == "th" else f"{day.year}"
    return f"{_MONTHS[current()][day.month - 1]} {digits(year)}"


def columns_wide(text: str) -> int:
    """How many columns `text` takes: Thai vowels and tone marks above and below take none."""
    return sum(category(character) != "Mn" for character in text)


def shortened(text: str, most: int) -> str:
    """`text`, or where it is longer than `most` letters its beginning with "…", no vowel or mark taken from
    its letter."""
    if len(text) <= most:
        return text
    end = most - 1
    # What is cut off may not begin with a mark of the letter before it.
    while end and (category(text[end]) == "Mn" or text[end] in "ะาำๅ"):
        end -= 1
    return text[:end] + "…"


@lru_cache(maxsize=4096)
def lines(text: str, width: int) -> tuple[str, ...]:
    """`text` in lines of at most `width` columns, broken only between words (a single longer word stays
    whole)."""
    return wrapped(words(" ".join(text.split())), lambda line: columns_wide(line) <= width)


def wrapped(pieces: Iterable[str], fits: Callable[[str], bool]) -> tuple[str, ...]:
    """Pieces of a text in lines that `fits` agrees to; a piece too long for a line has one of its own."""
    written = [""]
    for piece in pieces:
        if written[-1].strip() and not fits((written[-1] + piece).rstrip()):
            written.append("")
        written[-1] += piece if written[-1] else piece.lstrip()
    return tuple(line.rstrip() for line in written)


@lru_cache(maxsize=16384)
def words(text: str) -> tuple[str, ...]:
    """The words and spaces of `text`. File names, numbers, dates and short brackets stay whole; what opens
    stays with the next word, what closes with the last."""
    found: list[str] = []
    for place, piece in enumerate(_WHOLE.split(text)):  # every second piece is what stays whole
        for word in [piece] if place % 2 else _words_between(piece):
            if found and (found[-1][-1] in "([“" or word[0] in ")]”.,:;%"):
                found[-1] += word
            else:
                found.append(word)
    return tuple(found)


def pieces(text: str, most: int) -> list[str]:
    """`text` in pieces of at most so many letters, each with the vowels and marks that belong to it."""
    return re.findall(rf"(?:{_LETTER}){{1,{most}}}", text)


def is_word(text: str) -> bool:
    """Whether `text`, apart from brackets and punctuation around it, is one word of the dictionary."""
    return text.strip(" ()[]“”.,:;%") in _dictionary()


def _words_between(text: str) -> Iterator[str]:
    # Short brackets, runs without Thai letters, and what lies between them.
    for run in re.findall(r"\([^()]{1,12}\)|[!-~๐-๙–]+|[^!-~๐-๙–(]+", text):
        if _THAI_LETTER.search(run):
            yield from _as_offices_read(word_tokenize(run, engine="newmm", custom_dict=_dictionary()))
        else:
            yield run


def _as_offices_read(found: list[str]) -> list[str]:
    """The words with โครง|การตาม as โครงการ|ตาม, and แผน|งานสังคม as แผนงาน|สังคม."""
    for place, (before, after) in enumerate(pairwise(found)):
        ending = next((end for begin, end in _TORN if before.endswith(begin) and after.startswith(end)), "")
        if ending:
            found[place : place + 2] = [before + ending, after.removeprefix(ending)]
    return [word for word in found if word]


_UNIT = r" (?:(?:ล้าน|พัน)?บาท|เดือน|โครงการ|ข้อ|รายการ|แถว|ไฟล์|หน่วยงาน)(?![ก-๎])"
_MONTH = "|".join(map(re.escape, [*_MONTHS["th"], *_MONTHS["en"]]))
_WHOLE = re.compile(
    rf"(\d{{1,2}} (?:{_MONTH})(?: \d{{4}})?"
    r"|(?<![ก-๎])(?:[ก-ฮ]{1,4}\.)+"
    rf"|(?:ข้อ|ไตรมาส|ร้อยละ|รอบ|ปีงบฯ|FY|Question) \d[\d.,]*(?<![.,])(?:{_UNIT})?"
    rf"|\d[\d.,]*{_UNIT})"
)
"""A date, an abbreviation, and a number with its unit or the word it belongs to: never broken."""

_FIGURE = re.compile(
    r"\d%? (?=จุด|(?:ล้าน|พัน)?บาท|โครงการ|งาน|ข้อ|รายการ|เรื่อง|ครั้ง|หน่วยงาน|แถว|ค่า|คน|วัน|เดือน|ปี|มิติ|ฉบับ"
    r"|points?\b|million\b|baht\b|projects?\b|months?\b|days?\b|years?\b)"
    r"|(?:ร้อยละ|ปีงบฯ|ไตรมาส|รอบ|มิติที่|มิติ|ข้อ|FY|quarter|dimension) (?=\d)"
    rf"|\bmillion (?=baht)|\d (?=(?:{_MONTH}) \d)|(?:{_MONTH}) (?=\d{{4}})"
)
JOINER, _SPACE = "\u2060", "\u00a0"
"""What keeps together and cannot be seen; a space at which no line ends."""
_COMPOUNDS = {
    compound.replace("-", ""): compound.replace("-", JOINER)
    for compound in (
        "จุด-ร้อย-ละ ร้อย-ละ ล้าน-บาท ระยะ-เวลา เทศ-บัญญัติ ข้อ-บัญญัติ ปี-งบฯ ดำเนิน-การ ต่ำ-สุด สูง-สุด เพิ่ม-ขึ้น"
        " จัด-ซื้อ-จัด-จ้าง ซื้อ-หรือ-จ้าง หน่วย-งาน เกิน-กำหนด สำนัก-ปลัด-เทศบาล ผู้-ใช้ ผู้-แทน-ชุมชน".split()
    )
} | {"E-Service": f"E-{JOINER}Service"}
# Within a tag, as an address has it, the letters stay as they are.
_COMPOUND = re.compile(f"(?:{'|'.join(_COMPOUNDS)})(?![^<>]*>)")


def unbroken(text: str) -> str:
    """`text` such that a browser keeps a figure with its unit, and whole what it would take for several
    words. Only for what is written as HTML or Markdown: the marks that hold it together are no part of a text
    that is copied or stored."""
    held = _FIGURE.sub(lambda found: found[0][:-1] + _SPACE, text)
    return _COMPOUND.sub(lambda found: _COMPOUNDS[found[0]], held)


# A letter as it is seen: a vowel before it, the consonant, and the vowels and marks above, below and after.
_LETTER = "[เ-ไ]?[^เ-ไ][ะ-ฺๅ็-๎]*|[เ-ไ]+"
_THAI_LETTER = re.compile("[ก-๏]")
_OFFICE_WORDS = (
    "เบิกจ่าย ก่อหนี้ผูกพัน หลังโอน เทศบัญญัติ ข้อบัญญัติ สำนักปลัด งานทะเบียน งานนิติการ อปท"
    " กองคลัง กองช่าง กองสุขภาพ ภาคประชาชน ตากใบ เบี้ยยังชีพ งบกลาง จุดร้อยละ ล้านบาท โอนเพิ่ม โอนลด"
    " ความโปร่งใส".split()
)


_TORN = (
    *((begin, "การ") for begin in ("โครง", "มาตร", "ดำเนิน")),
    *((begin, "งาน") for begin in ("แผน", "หน่วย", "สำนัก")),
)
"""Words that PyThaiNLP tears where their end begins another word."""


@cache
def _dictionary() -> Trie:
    """PyThaiNLP's words and those of the offices, which it would break in two."""
    # 235,000 nodes that stay: to look for garbage among them takes longer than to make them, now and at each
    # later round.
    gc.disable()
    try:
        return Trie([*thai_words(), *_OFFICE_WORDS])
    finally:
        gc.freeze()
        gc.enable()


@lru_cache(maxsize=512)
def latin(text: str) -> str:
    """The text in Latin letters as far as the Royal Institute's rules go, word by word: "kong-khlang"."""
    return "-".join(romanize(word) if _THAI_LETTER.search(word) else word for word in words(text))
