"""The month that a title names: สรุปผลการดำเนินการจัดซื้อจัดจ้างในรอบเดือน มกราคม 2566."""

import re

from loaders.layout.reading import arabic
from loaders.schema.dataset import Dataset
from vocabulary.fiscal_calendar import FIRST_MONTH
from vocabulary.thai import month_number

# วันที่ 3 เดือน กุมภาพันธ์ is the day of the paper.
_MONTH = re.compile(r"(?:รอบ|ประจำ)\s*เดือน\s*(([ก-๎.]{3,10}?)\s*(?:พ\.?\s*ศ\.?)?\s*(\d{4}|\d\d))(?!\d)")


def stated_month(titles: str, dataset: Dataset) -> dict[str, str]:
    """The month that titles name, with the fiscal year in which it lies, for a data set of months; nothing
    where they name none or several."""
    named = set(_MONTH.findall(arabic(titles))) if "month" in dataset.names else set()
    if len(named) != 1:
        return {}
    ((text, name, year),) = named
    number = month_number(name)
    if not number:
        return {}
    buddhist = int(year) + (2500 if len(year) == 2 else 0)
    return {"month": text, "fiscal_year": f"{buddhist + (number >= FIRST_MONTH)}"}
