"""The names of divisions that data/reference knows."""

import csv
import re
from functools import lru_cache

from definitions import REFERENCE
from vocabulary.spelling import respelled


def is_division(text: str) -> bool:
    """Whether a text is the known name of a division, or a short one."""
    return "".join(text.split()) in _known()


# งานที่มาติดต่อ and ส่วนเบี่ยงเบนมาตรฐาน are no offices.
_OFFICE = re.compile(
    r"กอง|สำนัก|งาน(?!ที่)|ฝ่าย|ศูนย์|โรงเรียน|โรงพยาบาล|รพ\.|แผนก|กลุ่มงาน|สถาน|ส่วน(?!เบี่ยงเบน|ต่าง|แบ่ง)|หน่วย(?!งาน$|นับ)|เทศกิจ|ห้องสมุด"
    r"|ตลาด|division|department|office",
    re.IGNORECASE,
)
# กองคลัง 2564, กองช่าง ระดับ
_FIGURE = re.compile(
    r"(ค่า|คะแนน|ผล)*(เฉลี่ย|ร้อยละ|คะแนน|ระดับ|อันดับ|ลำดับ|จำนวน|เป้าหมาย|ผลต่าง|น้ำหนัก|รวม|แปลผล|ส่วนเบี่ยงเบน).*|ผล|ชาย|หญิง|ก่อน|หลัง"
    r"|(ปี|พ\.ศ\.)?(25|20)?\d\d|ปี.*|ไตรมาส.*|ครั้งที่.*|รอบ.*|s\.?d\.?|n|%|x̄|mean|(ไม่)?พึงพอใจ|คน|[(\[].*",
    re.IGNORECASE,
)
"""What stands behind the name of a division where a column is of something else about it."""


def names_division(header: str) -> bool:
    """Whether a header names a division and nothing about it: as data/reference knows it, or beginning like
    an office."""
    first, *others = re.sub(r"^\s*\d+(\.\d+)*[.)]\s*", "", header).split() or [""]
    is_office = _OFFICE.match(first) is not None and not any(map(_FIGURE.fullmatch, others))
    return is_division(header) or is_office


@lru_cache
def _known() -> frozenset[str]:
    with (REFERENCE / "divisions.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(map(respelled, file)))
    return frozenset(
        "".join(row[name].split()) for row in rows for name in ("division", "alias") if row[name]
    )
