"""What a text beside the figures states of them: whose they are, of which fiscal year and which time, and
whether they are revenue.

A statement is a set of words to compare, under the name of the column that it is about: `เทศบาลเมืองตากใบ` of
organization_code, `2565` of fiscal_year, `03` and `2565-03` of as_of; of a quarter, each of its months."""

import re
from collections.abc import Collection, Iterator
from datetime import date
from itertools import chain

from loaders.layout.reading import arabic
from vocabulary.fiscal_calendar import buddhist_year, quarter_months

Statements = dict[str, frozenset[str]]

MOST_LETTERS = 300
"""How much of a text is looked at: what is longer is no title."""

_SHORT = {
    "ทน": "เทศบาลนคร",
    "ทม": "เทศบาลเมือง",
    "ทต": "เทศบาลตำบล",
    "อบต": "องค์การบริหารส่วนตำบล",
    "อบจ": "องค์การบริหารส่วนจังหวัด",
}
_ENDS = (
    r"อำเภอ|อ\.|จังหวัด|จ\.|ประจำ|ครั้งที่|เดือน|ไตรมาส|ระหว่าง|ตั้งแต่|ปี(?:งบ|\s|\d|พ\.)|พ\.\s?ศ|รอบ\s*\d"
    r"|ณ\s*(?:วัน|สิ้น|\d)"
)
"""What follows the name of an organization without a space."""
# แบบรายงานขององค์การบริหารส่วนตำบล ปีงบประมาณ 2565 names none: what follows is no name.
_ORGANIZATION = re.compile(
    rf"({'|'.join(_SHORT.values())}|(?<![ก-๎.])ท[นมต]\.|อบ[ตจ]\.?)\s*((?!{_ENDS})[ก-๎]+?)(?={_ENDS}|[^ก-๎]|$)"
)
# เทศบาลเมืองตากใบใหม่ is not เทศบาลเมืองตากใบ.
_ANOTHER = re.compile(r"ใหม่|เก่า|เหนือ|ใต้|กลาง|ใหญ่|น้อย|บน|ล่าง|นอก|ตะวัน(ออก|ตก)|สอง|สาม")
"""What makes the name of a place that of another one beside it."""

_FULL = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()
_BRIEF = "มค กพ มีค เมย พค มิย กค สค กย ตค พย ธค".split()
_ENGLISH = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ENDING = "(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?"
_BRIEFLY = "|".join(rf"{name[:-1]}\.?{name[-1]}" for name in _BRIEF)
_YEAR_OF = r"(?:\s*(?:พ\.?\s?ศ\.?)?\s*['’]?(\d{4}|\d\d)(?!\d))?"
# A short month begins a word (ก.พ., เดือนก.พ.) or is none: many words end in the same letters.
_MONTH = re.compile(
    rf"(?:({'|'.join(_FULL)})|(?:(?<![ก-๎.])|(?<=เดือน))({_BRIEFLY})\.?(?![ก-๎])|\b({'|'.join(_ENGLISH)}){_ENDING}\b\.?)[/-]?{_YEAR_OF}",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?<!\d)\d{1,2}[/-](\d{1,2})[/-](\d{4}|\d\d)(?!\d)")
_ISO_DAY = re.compile(r"(?<!\d)(\d{4})-(\d\d)-\d\d(?!\d)")
_QUARTER = re.compile(
    r"(?:ไตรมาส(?:ที่)?|quarter|\bq)\s*([1-4])(?!\d)(?:\s*(?:[-–,]|ถึง|และ)\s*([1-4])(?!\d))?(?:\s*/\s*(?:\d{4}|\d\d))?",
    re.IGNORECASE,
)
# 2564.00 is an amount.
_YEAR = re.compile(
    r"(?<![\d,.])(\d{4})(?![\d,]|\.\d)|(?:ปี(?:งบประมาณ)?|งบ|\bfy)\s*(?:พ\.?\s?ศ\.?)?\s*(\d\d)(?!\d)",
    re.IGNORECASE,
)
# A bare 2022 may be a number of anything, FY2022 is a year.
_COMMON_ERA = re.compile(r"(?:ปี(?:งบประมาณ)?|ค\.?\s?ศ\.?|\bfy|year)\s*(20\d\d)(?!\d)", re.IGNORECASE)

# เงินเดือนพนักงาน is a line, though titles have both words.
_TITLE_WORD = (
    r"รายงาน|แบบ|ตาราง|สรุป|แสดง|ข้อมูล|สถานะ|ฐานะ|ความก้าวหน้า|ผล|การ|ดำเนิน(?:การ|งาน)?|ใช้|จ่าย|รับ|เบิก|ติดตาม|เร่งรัด|ประมาณการ|แผน"
    r"|เงิน(?!เดือน)|งบประมาณ|งบ|รายจ่าย|รายรับ|จริง|เทศบัญญัติ|ข้อบัญญัติ|ประจำ|ของ|สำหรับ|ใน|ช่วง|งวด|รอบ|ตั้งแต่|ระหว่าง|ถึง|เพียง|ณ|สิ้น|วันที่|วัน"
    r"|เดือน|ปี|พ\.?\s?ศ\.?|ไตรมาส|หน่วยงาน|ส่วนราชการ|อปท\.?|ชื่อ|สำนักงาน|สภา|ชุด|ส่วน|ภาค|ตอน|ที่|ต่อ|fiscal|year|month|budget|report|of|for|the"
)
# Possessive (*+): a title made to keep a pattern busy takes no longer than others.
_BEFORE = re.compile(rf"(?:{_TITLE_WORD}|[^\w\u0e31-\u0e4e]|\d)*+", re.IGNORECASE)
"""What titles are made of, beside what they state."""
_ALONE = re.compile(rf"(?:{_TITLE_WORD}|[^\w\u0e31-\u0e4e])*+", re.IGNORECASE)
_PLACES = re.compile(r"(?:อำเภอ|อ\.|จังหวัด|จ\.)\s*[ก-๎]+")


def stated(text: str) -> Statements:
    """What a text states anywhere, by column."""
    plain = arabic(text[:MOST_LETTERS])
    statements = {
        "organization_code": {
            f"{_SHORT.get(kind.strip('.'), kind)}{name}" for kind, name in _ORGANIZATION.findall(plain)
        },
        "fiscal_year": set(_years(_without(plain, _MONTH, _DAY, _ISO_DAY, _QUARTER))),
        "as_of": set(_times(plain)),
    }
    return {name: frozenset(words) for name, words in statements.items() if words}


def heading(text: str) -> Statements:
    """What a text states that is made like a title: of nothing else before it."""
    plain = arabic(text[:MOST_LETTERS])
    first = min((match.start() for each in _STATEMENTS if (match := each.search(plain))), default=None)
    return stated(text) if first is not None and _BEFORE.fullmatch(plain[:first]) else {}


def alone(text: str, header: str) -> Statements:
    """What the cell of a column states that says nothing else; bare numbers are what the column's header
    calls them."""
    plain = arabic(text[:MOST_LETTERS]).strip()
    called = header.casefold()
    if re.fullmatch(r"0?[1-9]|1[0-2]", plain):
        kind = next((cue for cue in ("เดือน", "month", "ไตรมาส", "quarter") if cue in called), None)
        return (
            stated(_FULL[int(plain) - 1] if kind in ("เดือน", "month") else f"ไตรมาส {plain}") if kind else {}
        )
    # 2564 under รหัส is a code.
    if re.fullmatch(r"\d{4}", plain) and not re.search(r"ปี|พ\.?ศ|year|fy", called):
        return {}
    return (
        stated(text)
        if _ALONE.fullmatch(_without(plain, _ORGANIZATION, _MONTH, _QUARTER, _YEAR, _PLACES))
        else {}
    )


def sheet_year(name: str) -> str | None:
    """The one fiscal year that the name of a sheet states."""
    plain = arabic(name)
    years = set(_years(_without(plain, _MONTH, _DAY, _ISO_DAY, _QUARTER)))
    return years.pop() if len(years) == 1 and not _MONTH.search(plain) else None


def time(text: str) -> Statements:
    """The time as of which figures are, where a text states that: ณ สิ้นเดือน ก.พ. 2568."""
    times = {name: words for name, words in stated(text).items() if name == "as_of"}
    return times if _AS_OF.search(arabic(text[:MOST_LETTERS])) and not _OF_PAPER.search(text) else {}


def is_of_data(text: str) -> bool:
    """Whether a text says that it is about data or amounts."""
    return re.match(r"\W*(ข้อมูล|ยอด|ตัวเลข|จำนวนเงิน)", text) is not None


def is_of_another_year(text: str) -> bool:
    """Whether a text says that figures are of money carried over from an earlier year."""
    return CARRIED_OVER.search(text[:MOST_LETTERS]) is not None


def is_of_one_month(text: str) -> bool:
    """Whether a text says that figures are of one month, quarter or stretch alone."""
    return _ALONE_OF.search(text[:MOST_LETTERS]) is not None


def of_day(day: date) -> frozenset[str]:
    """How a day is stated."""
    return frozenset(_time(f"{day.month}", f"{day.year}")) | {f"{day.month:02}"}


def is_same_organization(name: str, own: str) -> bool:
    """Whether a name as it is stated, perhaps with what follows it, is that of an organization."""
    rest = name.removeprefix(own)
    return name.startswith(own) and not _ANOTHER.match(rest)


def _times(plain: str) -> Iterator[str]:
    months = [(next(filter(None, match[:3])), match[3]) for match in _MONTH.findall(plain)]
    times = [word for name, year in months for word in _time(f"{month_number(name)}", year)]
    if not {"10", "09"} <= {word[-2:] for word in times}:  # from October to September is the whole year
        yield from times
    for month, year in (*_DAY.findall(plain), *(each[::-1] for each in _ISO_DAY.findall(plain))):
        yield from _time(month, year)
    for quarter in filter(None, chain.from_iterable(_QUARTER.findall(plain))):
        yield from (f"{month:02}" for month in quarter_months(int(quarter)))


def month_number(month: str) -> int:
    """The number of a month that is written as a word; 0 of any other word."""
    word = month.replace(".", "").casefold()
    return next((names.index(word) + 1 for names in (_FULL, _BRIEF, _ENGLISH) if word in names), 0)


def _time(month: str, year: str) -> Iterator[str]:
    era = int(year or 0)
    if len(year) == 2:
        era += 2500
    elif 1900 < era < 2400:
        era = buddhist_year(era)
    yield f"{era}-{int(month):02}" if era else f"{int(month):02}"


def _years(plain: str) -> Iterator[str]:
    for whole, brief in _YEAR.findall(plain):
        year = int(whole or f"25{brief}")
        if 2540 <= year <= 2642:
            yield f"{year}"
    yield from (f"{buddhist_year(int(year))}" for year in _COMMON_ERA.findall(plain))


def _without(text: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        text = pattern.sub(" ", text)
    return text


_AS_OF = re.compile(r"ณ\s*(?:วัน|สิ้น|เดือน|\d)|สิ้นสุด|ถึง|เพียง|สิ้นเดือน|as of", re.IGNORECASE)
# ประกาศ ณ วันที่ 5 เมษายน 2565 is the day of the paper.
_OF_PAPER = re.compile(r"พิมพ์|ประกาศ|อนุมัติ|ประชุม|จัดทำ|ลงวันที่|ลงชื่อ|ลงนาม")
"""What a day beside figures may be of instead."""
CARRIED_OVER = re.compile(r"เงินกัน.*ปี|carried over", re.IGNORECASE)
"""Of an earlier year; กันเงินไว้เบิกเหลื่อมปี is said of this year's money."""
_ALONE_OF = re.compile(r"เฉพาะ(?:ใน)?\s*(?:เดือน|ไตรมาส|งวด)|\bmonth(?:ly)? only\b", re.IGNORECASE)

_STATEMENTS = (_ORGANIZATION, _ISO_DAY, _DAY, _MONTH, _QUARTER, _YEAR)


# Revenue.

# รายงานรายรับ-รายจ่าย is of both.
_EXPENDITURE = re.compile(r"รายจ่าย|ใช้จ่าย|เบิก|จ่ายจริง|จ่ายเงิน|รับ\s*[-–/]\s*จ่าย|expen", re.IGNORECASE)
# งานพัฒนาและจัดเก็บรายได้ and งบประมาณจากเงินรายได้ spend.
_OF_REVENUE = re.compile(
    r"รายรับ|(?:รายงาน|ประมาณการ|สรุป|ตาราง|บัญชี|สถิติ)(?:(?!งาน|ฝ่าย|กอง|กลุ่ม|เงิน)[ก-๎\s])*รายได้|^\W*รายได้|\brevenue",
    re.IGNORECASE,
)
_REVENUE = re.compile(
    r"[\d.)(\sก-ฮ]{0,4}?(?:รวม|ยอด)*(?:ประมาณการ|ประเภท|ด้าน|ส่วน|หมวด|ฝั่ง)?(?:รายรับ|รายได้|revenues?|income)"
    r"(?:จริง|รวม|ทั้งสิ้น|ทั้งหมด|ทั้งปี|ของเทศบาล|ประจำปี|จัดเก็บเอง|ปีงบประมาณ|พ\.?ศ\.?|[\s\d.:()-])*+",
    re.IGNORECASE,
)


def titled_revenue(titles: Collection[str]) -> str | None:
    """The title that says that a table is of revenue, where none says that it is of expenditure."""
    if any(map(_EXPENDITURE.search, titles)):
        return None
    return next((title for title in titles if _OF_REVENUE.search(title[:MOST_LETTERS])), None)


def is_revenue(text: str) -> bool:
    """Whether a whole cell says no more than that something is revenue."""
    return _REVENUE.fullmatch(arabic(text[:MOST_LETTERS])) is not None
