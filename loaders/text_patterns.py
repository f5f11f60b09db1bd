"""Words by which a row is known to be no record: totals, means, sums carried over a page, pages,
signatures."""

import re

_SPACING = r"[\s:：.…_]|[(\[][^()\[\]]*[)\]]|บาท"
"""What is left out before words are compared: people write รวม ทั้งสิ้น, รวม: and รวมทั้งสิ้น (บาท)."""
TOTAL = (
    "(ยอด|ผล)?รวม(ยอด|เป็น|จำนวน)?(เงิน|งบประมาณ|งบรายจ่าย|รายจ่าย|รายการ)?"
    r"(ทั้งสิ้น|ทั้งหมด|ทั้งปี|สุทธิ|ย่อย|ทุกรายการ|ทุกหน่วยงาน|ทุกแผนงาน|ทุกงบ|[0-9๐-๙]+รายการ)*|(grand|sub)?total"
)
_MEAN = r"(คะแนน|ค่า|ผล)*เฉลี่ย(ราย)?(รวม|ทั้งหมด|ทุกด้าน|ทุกข้อ|ร้อยละ|ด้าน.*|[0-9.])*|รวมเฉลี่ย|ภาพรวม|mean|average"
_ASIDE = (
    r"(คิดเป็น)?ร้อยละ|คิดเป็น(ร้อยละ|%).*|%|s\.?d\.?|ส่วนเบี่ยงเบนมาตรฐาน"
    r"|n|(จำนวน)?ผู้ตอบ(แบบ(สอบถาม|ประเมิน))?(ทั้งหมด|รวม)?(คน)?|ระดับ(ความพึงพอใจ|คุณภาพ)?|แปลผล"
)
_CARRIED = r"(รวม|ยอด|ยอดรวม)?ยก(ไป|มา)(จาก(หน้า|แผ่น).*|หน้า.*)?|(carried|brought)(forward|down)"
_SIGNATURE = r"(ลงชื่อ|ลงนาม|ผู้จัดทำ|ผู้รายงาน|ผู้ตรวจสอบ|ผู้รับรอง).*|\(.*\)|\(?\.{3,}.*"
_PAGE = r"(หน้า|หน้าที่|แผ่นที่)[0-9๐-๙]+(/[0-9๐-๙]+)?"
# Mobile telephones begin with 06, 08 or 09, others with 02 to 07 and have a dash; a citizen's number is 13
# digits, as 1-2345-67890-12-3.
PERSONAL = (
    r"[\w.+-]+@[\w-]+\.\w|(^|[^0-9])0[689]([- ]?[0-9]){8}([^0-9]|$)"
    r"|(^|[^0-9])0[2-7][0-9]?-[0-9]{3}-?[0-9]{3,4}([^0-9]|$)"
    r"|(^|[^0-9])[0-9][- ]?[0-9]{4}[- ]?[0-9]{5}[- ]?[0-9]{2}[- ]?[0-9]([^0-9]|$)"
)
"""An e-mail address, a mobile telephone's number, a citizen's number: never a word about an office."""
_POST = r"ก(เทศ|องค์|อบ|สมาคม|รัฐ|เมือง|ฯ|\s|$)|ช่าง|ทะเบียน|ตรวจ|แพทย์|อำเภอ|สถานี|ท้าย"
PERSON = rf"^\s*(นาย(?!{_POST})|นางสาว|นาง|น\.\s?ส\.|ด\.\s?[ชญ]\.|เด็ก(ชาย|หญิง)|ว่าที่\s?(ร|ร้อย))"
"""A cell that begins with how people are called; นายกเทศมนตรี and นายช่าง are posts."""

_TITLED = (
    r"(^|[^ก-๎]|ร้องเรียน|กล่าวหา|ชื่อ|ของ|โดย|กับ|คือ|จาก|ให้|กำนัน|ผู้ใหญ่บ้าน)"
    r"(นาย|นางสาว|นาง|น\.?\s?ส\.|ด\.\s?[ชญ]\.|เด็กชาย|เด็กหญิง|ว่าที่\s?(ร|ร้อย))\s?[ก-ฮเ-ไ]"
    r"|คุณ\s?[ก-ฮเ-ไ]|(จ\.ส|[ดสรพ])\.ต\.([ตทอ]\.)?\s?[ก-ฮเ-ไ]|(Mr|Mrs|Ms|Miss)\.?\s?[A-Z]"
)
"""How people are called, anywhere in a text: as a word of its own, or behind what is said of them."""
_OFFICES = (
    rf"นาย({_POST}|จ้าง|หน้า|ทุน|ประกัน)|นาง(รำ|งาม|พยาบาล)"
    "|คุณ(ภาพ|ธรรม|สมบัติ|วุฒิ|ค่า|ลักษณะ|ประโยชน์|ูปการ)"
)
"""Posts, trades and other words that begin like it."""
_REACHED = (
    r"([0-9๐-๙][-. ]?){9}|@[^ \t\r\n@]+\.[^ \t\r\n@.]|โทร(ศัพท์)?\.?\s*[0-9๐-๙]{3}"
    r"|(LINE|Line|line|ไลน์)\s*(ID|id)?\s*[:：]|บ้านเลขที่\s*[0-9๐-๙]"
)
"""A number as long as a telephone's or a citizen's, an e-mail address, or where somebody lives."""

_PERSONAL_HEADER = (
    r"(ชื่อ)?[-–]?(และ)?(นาม)?สกุล.*|ชื่อ(ของ)?ผู้(ตอบ|รับ|ใช้|ร้อง|มา).*|เลข(ที่)?(ประจำตัว|บัตร)(ประจำตัว)?ประชาชน.*"
    r"|(e-?mail|อีเมล).*|เบอร์.*"
)


def squeezed(text: str) -> str:
    """A text as it is compared: without spaces, colons, dots, brackets and the word baht, in small
    letters."""
    return re.sub(_SPACING, "", text.casefold())


def is_total(text: str | None) -> bool:
    """Whether a whole cell says that its row is a total."""
    # The whole cell, never a part of it: รวมงานกีฬาและนันทนาการ is a line.
    return text is not None and re.fullmatch(TOTAL, squeezed(text)) is not None


def is_total_sql(name: str) -> str:
    """SQL for the same, of the column `name`."""
    return (
        f"coalesce(regexp_full_match(regexp_replace(lower({name}), '{_SPACING}', '', 'g'), '{TOTAL}'), false)"
    )


def is_mean(text: str) -> bool:
    """Whether a whole cell says that its row or column is a mean."""
    return re.fullmatch(_MEAN, squeezed(text)) is not None


def is_aside(text: str) -> bool:
    """Whether a whole cell says that its row is a share, or how many answered."""
    return re.fullmatch(_ASIDE, squeezed(text)) is not None


def sums_up(text: str) -> bool:
    """Whether a whole cell says that its row is a total, a mean or beside the questions."""
    return is_total(text) or is_mean(text) or is_aside(text)


def is_carried(text: str) -> bool:
    """Whether a whole cell says that its row is a sum carried over a page."""
    return re.fullmatch(_CARRIED, squeezed(text)) is not None


def is_signature(text: str) -> bool:
    """Whether a row that begins so is there to be signed."""
    return re.fullmatch(_SIGNATURE, text.strip()) is not None


def is_personal(header: str) -> bool:
    """Whether people are named under a header, as headers are compared."""
    return re.fullmatch(_PERSONAL_HEADER, header) is not None


def names_person(cell: str) -> bool:
    """Whether a cell names a person, or says how to reach one."""
    return re.search(f"{PERSONAL}|{PERSON}", cell) is not None


def tells_of_person(text: str) -> bool:
    """Whether a text names a person anywhere, or holds a number by which one is known or reached."""
    return re.search(f"{_REACHED}|{_TITLED}", re.sub(_OFFICES, "", text)) is not None


def tells_of_person_sql(name: str) -> str:
    """SQL for the same, of the column `name`."""
    return f"regexp_matches(regexp_replace({name}, '{_OFFICES}', '', 'g'), '{_REACHED}|{_TITLED}')"


def names_people(rows: list[list[str]]) -> bool:
    """Whether a table names people: under a header that says so, or in several of its rows."""
    # One or two may be those who sign.
    naming = sum(any(map(names_person, cells)) for cells in rows)
    headers = (re.sub(r"\s", "", cell.casefold()) for cells in rows for cell in cells)
    return naming > 2 or any(map(is_personal, headers))


def is_page(text: str) -> bool:
    """Whether a row that says nothing else numbers a page."""
    return re.fullmatch(_PAGE, squeezed(text)) is not None
