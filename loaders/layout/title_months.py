"""The month that a title names: สรุปผลการดำเนินการจัดซื้อจัดจ้างในรอบเดือน มกราคม 2566; or that a header is."""

import re

from loaders.layout.reading import arabic, one_line
from loaders.schema.dataset import Dataset
from vocabulary.fiscal_calendar import FIRST_MONTH, FIRST_YEAR, LAST_YEAR
from vocabulary.thai import MONTH_NAMES, month_number

# วันที่ 3 เดือน กุมภาพันธ์ is the day of the paper.
_MONTH = re.compile(
    rf"(?<!\d)(?<!\d\s)(?<!\d\sเดือน)(?<!\d\sเดือน\s)(?P<name>{'|'.join(map(re.escape, MONTH_NAMES))})"
    r"(?:\s*(?:พ\.?\s*ศ\.?)?\s*(?P<year>\d{4}|\d\d)(?!\d))?"
)

# ต.ค. 65, ตค65, เดือนตุลาคม พ.ศ. 2565
_HEADER = re.compile(
    rf"(?:เดือน)?\s*(?P<name>{'|'.join(name.replace('.', '[.]?') for name in MONTH_NAMES)})\s*"
    r"(?:พ\.?\s*ศ\.?)?\s*(?P<year>\d{4}|\d\d)?"
)

FEWEST_SHORT = 40
"""From here on two digits are a year of the Buddhist era, as in kinds.sql."""


def month_of(header: str) -> tuple[int, int | None] | None:
    """The month that a header is, with the Buddhist year that it names: ต.ค. 65 → (10, 2565)."""
    match = _HEADER.fullmatch(arabic(one_line(header)))
    if match is None:
        return None
    year = int(match["year"] or 0)
    if not year:
        return month_number(match["name"]), None
    if not (FEWEST_SHORT <= year < 100 or FIRST_YEAR <= year <= LAST_YEAR):
        return None  # of the Common Era, perhaps
    return month_number(match["name"]), year + 2500 if year < 100 else year


def fiscal_years_named(titles: str) -> set[int]:
    """The fiscal years of the months from which to which titles say that they are; a single month may be that
    of the paper."""
    named = {month_of(match[0]) for match in _MONTH.finditer(arabic(titles))}
    years = {year + (month >= FIRST_MONTH) for month, year in filter(None, named) if year}
    return years if len(named) > 1 else set()


def stated_month(titles: str, dataset: Dataset) -> dict[str, str]:
    """The month that titles name, with the fiscal year in which it lies, for a data set of months; nothing
    where they name none, or several: which of them it is, the clerk must say."""
    if "month" not in dataset.names:
        return {}
    named = {(month_number(match["name"]), match["year"] or "") for match in _MONTH.finditer(arabic(titles))}
    numbers, years = {number for number, _year in named}, {year for _number, year in named if year}
    if len(numbers) != 1 or len(years) != 1:
        return {}
    (number,), (year,) = numbers, years
    buddhist = int(year) + (2500 if len(year) == 2 else 0)
    return {"month": f"{number}", "fiscal_year": f"{buddhist + (number >= FIRST_MONTH)}"}


def other_month(text: str, month: str) -> bool:
    """Whether a text names another month than that by whose number a table is of."""
    named = {month_number(match["name"]) for match in _MONTH.finditer(arabic(text))}
    return bool(named - {int(month)})
