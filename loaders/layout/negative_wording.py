"""The words by which a question of a survey is known to be about something of which much is bad, or about no
satisfaction."""

import re

from loaders.layout.reading import arabic
from vocabulary.language import N_

NOT_SATISFACTION = N_(
    "Row {row}: “{value}” does not seem to ask how satisfied people are; a high figure may be bad there, or"
    " a wish. Say that its"
    " scores are counted as they stand, or leave it out; if they are to be counted from the other end,"
    " correct them in the file."
)
"""What is asked of a question that `is_of_something_else`."""
AS_IT_STANDS = N_("counted as it stands: a high figure is good")

_BAD = (
    r"ไม่(?:ค่อย)?(?:มี|ได้รับ)?(?:ความ)?(?:พึงพอใจ|พอใจ|สะดวก|ชัดเจน|สุภาพ|เหมาะสม|เพียงพอ|เป็นธรรม|โปร่งใส|เท่าเทียม|รวดเร็ว|สะอาด|ปลอดภัย|เต็มใจ|ทั่วถึง)"
    r"|(?:รอ|คอย|คิว|เวลา)(?:นาน|มาก)|นาน(?:เกิน|มาก|ไป)|เกินไป|ช้าเกิน|ล่าช้า|เสียเวลา|ยุ่งยาก|ซับซ้อน|ซ้ำซ้อน|แออัด|คับแคบ|สกปรก|หยาบคาย|เลือกปฏิบัติ|เข้าใจยาก"
    r"|อุปสรรค|ปัญหา|ร้องเรียน|สินบน|ใต้โต๊ะ|ทุจริต|เรียก(?:รับ|เก็บเงิน)"
)
"""Words of which much is bad."""
_OF = (
    r"(?:จน|ที่|ความ|การ|ข้อ|เรื่อง|ขั้นตอน|ระยะ|เวลา|ทำให้|เป็น|ใช้|รอ|คอย|คิว|ด้าน|และ|หรือ|ต่อ|ปราบปราม"
    r"|นาน|มาก|น้อย|สูง|แพง|[\W_]|\d)*"
)
_WHO = r"(?:ประชาชน|ท่าน|ผู้(?:มา)?(?:รับ|ใช้|ติดต่อ)(?:บริการ)?)"
_ABLE = r"(?:มี|เคย|พบ|เกิด|ก่อให้|ต้อง|ได้|ถูก|ค่อย|เสีย|ให้|ปล่อย|ทำ|สร้าง|แสดง|กิริยา|วาจา|พูด|ใช้|ยอม|ขอ|รับ|เรียก)"
_DENIED = rf"(?:ไม่(?:{_ABLE}|{_WHO})*|ปราศจาก|ปลอด|ต้าน|ป้องกัน|กัน|ลด|แก้ไข|แก้|ขจัด|จัดการ|บรรเทา|หลีกเลี่ยง)"
_HEARD = r"(?:ตอบ(?:สนอง|กลับ)?|รับฟัง|รับแจ้ง|แจ้ง|ช่วยเหลือ|ช่วย|ปรึกษา|ชี้แจง|อธิบาย|สอบถาม|ติดตาม)"
_WAYS = r"(?:(?<!ได้)รับ|ช่องทาง|ศูนย์|งาน|กล่อง|ตู้|ระบบ|สามารถ|ดำเนินการ|สะดวกใน|ให้)"
_TROUBLES = r"(?:ปัญหา|อุปสรรค|ร้องเรียน|ร้องทุกข์|ทุจริต)"
_HARMLESS = re.compile(
    rf"{_DENIED}{_OF}(?:{_BAD})(?:{_OF}(?:{_BAD}))*|{_HEARD}{_OF}{_TROUBLES}(?:{_OF}{_TROUBLES})*|{_WAYS}{_OF}ร้องเรียน|ร้องเรียนได้"
)
"""The same words denied, or of what is done about it: ไม่ยุ่งยากซับซ้อน, การแก้ไขปัญหา,
การรับเรื่องร้องเรียน, ลดขั้นตอนที่ยุ่งยาก."""
_NEGATIVE = re.compile(_BAD)


# บริการตรงตามความต้องการ and เจ้าหน้าที่ให้ความสำคัญ only sound so.
_NOT_SATISFACTION = re.compile(
    r"จัด(ลำดับ|อันดับ)|ลำดับความ|คาดหวัง"
    r"|(?<!ตาม)(?<!ตรง)(?<!กับ)(?<!สนอง)(?<!ต่อ)ความต้องการ|(?<!ให้)ความสำคัญ|ความจำเป็น|dissatisf|expect|importan|problem|complain"
    r"|(?<!your)needs?(?![a-z])|\brank|(?<!not)too(long|slow|many)|(?<!not)(?<!un)complicated|inconvenien|impolite"
)


def is_negative(question: str) -> bool:
    """Whether a question is in words of which much is bad, and does not deny them."""
    return _NEGATIVE.search(_HARMLESS.sub("|", _bare(question))) is not None


def is_of_something_else(question: str) -> bool:
    """Whether a question speaks of dissatisfaction, problems, ranks, expectations or needs."""
    return is_negative(question) or _NOT_SATISFACTION.search(_bare(question)) is not None


def _bare(question: str) -> str:
    """A question without spaces and without what explains its figures."""
    # (1=มากที่สุด, 5=น้อยที่สุด)
    bare = re.sub(r"[(\[][^()\[\]]*\d[^()\[\]]*[)\]]|\d\s*[=:–-].*", "", arabic(question))
    return re.sub(r"\s", "", bare).casefold()
