"""Headers of the spending plan by quarter, in the words in which offices write them."""

import re

from loaders.layout.reading import arabic, normal
from vocabulary.fiscal_calendar import QUARTERS

QUARTERLY = tuple(f"planned_q{quarter}" for quarter in QUARTERS)
"""The columns of the plan, from the first quarter to the last."""

_MONTH = (
    r"(?:ต\.?ค\.?|พ\.?ย\.?|ธ\.?ค\.?|ม\.?ค\.?|ก\.?พ\.?|มี\.?ค\.?|เม\.?ย\.?|พ\.?ค\.?|มิ\.?ย\.?|ก\.?ค\.?|ส\.?ค\.?|ก\.?ย\.?"
    r"|[ก-๎]+(?:คม|ยน|พันธ์)|oct|dec|jan|mar|apr|jun|jul|sept?)"
)
_MONTHS = rf"[(\[（]?(?:เดือน)?{_MONTH}(?:25\d\d|\d\d)?(?:(?:[-–—,/]|ถึง)+{_MONTH}(?:25\d\d|\d\d)?)*[)\]）]?"
# ไตรมาส 1, ไตรมาสที่ ๑ (ต.ค.–ธ.ค.), Q1
_QUARTER = re.compile(rf"(?:ไตรมาส(?:ที่)?|quarter|q)\.?([1-4])(?!\d)(?:/25\d\d)?(?:{_MONTHS})?")
# แผนการใช้จ่ายเงินงบประมาณรายไตรมาส, and so in each tier of a header; แผนงาน is a programme. Atomic (?>…): else
# each repetition would double the ways to read a header that says something else in the end.
_PLAN = re.compile(
    r"(?>แผน(?:การ)?(?:ใช้จ่าย|เบิกจ่าย|ปฏิบัติการ)?(?:เงิน)?(?:งบประมาณ)?(?:รายจ่าย)?(?:ประจำปี)?(?:งบประมาณ)?(?:พ\.ศ\.)?(?:25\d\d)?(?:รายไตรมาส)?"
    r"|plan(?:ned)?_?(?:spending|disbursement)?)+"
)


def names_quarter(header: str) -> bool:
    """Whether a header names a quarter, whatever of it."""
    return _QUARTER.search(arabic(normal(header))) is not None


def planned_quarter(header: str) -> str | None:
    """The column of the plan that a whole header names: of the quarter alone, or with words of a plan; None
    where it says anything else (paid, cumulative, percent)."""
    text = arabic(normal(header))
    match = _QUARTER.search(text)
    rest = match and text.replace(match[0], "", 1)
    if match is None or (rest and not _PLAN.fullmatch(rest)):
        return None
    return QUARTERLY[int(match[1]) - 1]


def says_plan(header: str) -> bool:
    """Whether a header says itself that it is of a plan."""
    return re.search("แผน|plan", normal(header)) is not None
