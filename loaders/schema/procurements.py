"""What was bought and hired (form สขร.1): a row is one purchase in one month.

The law has the form published with the names of those who offered and won, who may be natural persons
(Official Information Act B.E. 2540, section 9 (8)); so they are kept as the form has them. What is more of a
person (telephone numbers, citizens' numbers) is refused."""

from dataclasses import replace

from loaders.schema.common import DIVISION, FISCAL_YEAR, MONTH_OF_YEAR, ORGANIZATION_CODE, no_person
from loaders.schema.dataset import Column, Cube, Dataset, Joint, Rule
from loaders.schema.kinds import DATE, MONEY, NAME, ORDINAL, TEXT, WHOLE, choice
from vocabulary.language import N_

METHOD = choice(
    ("specific", "วิธีเฉพาะเจาะจง"),
    ("selection", "วิธีคัดเลือก"),
    ("e_bidding", "วิธีประกวดราคาอิเล็กทรอนิกส์ (e-bidding)"),
    ("e_market", "วิธีตลาดอิเล็กทรอนิกส์ (e-market)"),
    ("quotation", "วิธีสอบราคา"),
    ("open_call", "วิธีประกาศเชิญชวนทั่วไป"),
    near=(
        ("specific", "เฉพาะเจาะจง"),
        ("specific", "โดยวิธีเฉพาะเจาะจง"),
        ("selection", "คัดเลือก"),
        ("selection", "โดยวิธีคัดเลือก"),
        ("e_bidding", "e-bidding"),
        ("e_bidding", "วิธี e-bidding"),
        ("e_bidding", "ประกวดราคาอิเล็กทรอนิกส์"),
        ("e_bidding", "วิธีประกวดราคาอิเล็กทรอนิกส์"),
        ("e_bidding", "ประกวดราคาอิเล็กทรอนิกส์ (e-bidding)"),
        ("e_market", "e-market"),
        ("e_market", "ตลาดอิเล็กทรอนิกส์"),
        ("e_market", "วิธีตลาดอิเล็กทรอนิกส์"),
        ("quotation", "สอบราคา"),
        ("open_call", "ประกาศเชิญชวนทั่วไป"),
    ),
)
# That nobody wrote it down does not say that nobody was there.
REPRESENTATIVE = choice(("yes", "มี"), ("no", "ไม่มี"), ("unknown", "ไม่ทราบ"))
BIDDERS = replace(WHOLE, adds_up=False, at_least=1)

_AMOUNT = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+\.\d\d)(?!\d)"
_SUM = rf"{_AMOUNT}|\d+(?=\s*(?:บาท|\.-))"
_UNIT = r"(?:\s|บาท|\.-|ถ้วน)*"
_PRICE = (
    r"(?:(?:ใน)?วงเงิน|(?:เสนอ)?ราคา)(?:ที่)?(?:ตกลง|เสนอ)?(?:ซื้อหรือจ้าง|ซื้อ|จ้าง)?"
    r"|เป็น(?:จำนวน)?เงิน|จำนวน(?:เงิน)?"
)
_DAY = r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d\d)"
_WORDS = r"\d{1,2}\s*[ก-๎][ก-๎.]+\s*(?:พ\.?\s?ศ\.?)?\s*(?:\d{4}|\d\d)|\d{4}-\d\d-\d\d"


def _letters(digits: int) -> str:
    """A letter with which no amount begins, and no number of so many digits, which may be one."""
    return rf"(?:(?!{_AMOUNT}|\d{{{digits},}}|\d+\s*(?:บาท|\.-)).)"


_LAST = r"[^\s\d,/:;\-–](?<!\d\.)(?<!ล้าน)(?<!แสน)(?<!หมื่น)(?<!พัน)(?<!ร้อย)"
JOINTS = (
    Joint(
        ("winner", "agreed_price"),
        (
            "ผู้ได้รับการคัดเลือกและราคาที่ตกลงซื้อหรือจ้าง",
            "ผู้ได้รับการคัดเลือกและราคาที่ตกลง",
            "ผู้ได้รับการคัดเลือกและราคา",
            "ผู้ได้รับคัดเลือกและราคาที่ตกลงซื้อหรือจ้าง",
            "ผู้ได้รับการคัดเลือกและราคาที่ตกลงซื้อ/จ้าง",
            "ผู้ที่ได้รับการคัดเลือกและราคาที่ตกลงซื้อหรือจ้าง",
        ),
        # บริษัท ก จำกัด ราคา 450,000.00 บาท, on two lines or behind a stroke, on one line; last, their sum. A
        # second amount would be of somebody else, and what stands before the price must be no part of it.
        (
            rf"(?P<winner>{_letters(5)}+?)[\s,/:;]*(?:{_PRICE})[\s:,]*(?P<agreed_price>{_SUM}){_UNIT}",
            rf"(?P<winner>{_letters(4)}+?)\s*[\n/:;]\s*(?P<agreed_price>{_SUM}){_UNIT}",
            rf"(?P<winner>{_letters(4)}*?{_LAST})[\s,]*(?P<agreed_price>{_SUM}){_UNIT}",
            rf"(?P<agreed_price>{_SUM}){_UNIT}",
        ),
    ),
    Joint(
        ("contract_no", "contract_date"),
        (
            "เลขที่และวันที่ของสัญญาหรือข้อตกลงในการซื้อหรือจ้าง",
            "เลขที่และวันที่ของสัญญาหรือข้อตกลง",
            "เลขที่และวันที่ของสัญญา",
            "เลขที่และวันที่สัญญา",
            "เลขที่และวันที่ของสัญญาหรือข้อตกลงซื้อหรือจ้าง",
        ),
        # A number, a number and a day, a day; 1/1/2566 alone may be either.
        (
            r"(?P<contract_no>\D*\d+(?:/\d{4})?)",
            rf"(?P<contract_no>\D*\d.*?)(?:[\s,]*(?:ลงวันที่|ลว\.?|วันที่)\s*|[\s,]+)(?P<contract_date>{_DAY}|{_WORDS})",
            rf"(?:ลงวันที่|ลว\.?|วันที่)?\s*(?P<contract_date>{_WORDS})",
        ),
    ),
)

DATASET = Dataset(
    table="procurements",
    title="ผลการจัดซื้อจัดจ้าง (สขร.1)",
    sheet="จัดซื้อจัดจ้าง",
    columns=(
        ORGANIZATION_CODE,
        FISCAL_YEAR,
        MONTH_OF_YEAR,
        Column("purchase_no", "ลำดับ", ORDINAL, also=("ลำดับที่", "ที่"), required=True, example="1"),
        Column(
            "purchase",
            "งานที่จัดซื้อหรือจัดจ้าง",
            NAME,
            also=("งานที่จัดซื้อจัดจ้าง", "งานจัดซื้อจัดจ้าง", "งานที่ซื้อหรือจ้าง", "งานที่จัดซื้อ/จัดจ้าง"),
            required=True,
            example="จ้างปรับปรุงถนนคอนกรีตเสริมเหล็ก ซอย 5",
        ),
        Column("budget_item", "รายการงบประมาณ", NAME, also=("หมวดงบประมาณ", "ประเภทงบประมาณ")),
        replace(DIVISION, required=False, spans=False, example="กองช่าง"),
        Column(
            "purchase_limit",
            "วงเงินที่จะซื้อหรือจ้าง",
            MONEY,
            also=("วงเงินที่จะซื้อ/จ้าง", "วงเงินที่จัดซื้อหรือจัดจ้าง", "วงเงินที่จะซื้อหรือจัดจ้าง", "วงเงินงบประมาณที่จะซื้อหรือจ้าง"),
            required=True,
            example="600000.00",
        ),
        # A dash is read as 0, as everywhere; no price is 0, so that whoever asks takes it for none.
        Column("reference_price", "ราคากลาง", MONEY, example="598000.00"),
        Column(
            "method",
            "วิธีซื้อหรือจ้าง",
            METHOD,
            also=("วิธีซื้อ/จ้าง", "วิธีจัดซื้อจัดจ้าง", "วิธีการซื้อหรือจ้าง"),
            required=True,
            example="e_bidding",
        ),
        Column("bidder_count", "จำนวนผู้เสนอราคา", BIDDERS, example="3"),
        Column(
            "bidders",
            "รายชื่อผู้เสนอราคาและราคาที่เสนอ",
            TEXT,
            also=("ผู้เสนอราคาและราคาที่เสนอ", "รายชื่อผู้เสนอราคา", "ผู้เสนอราคา"),
        ),
        Column(
            "winner",
            "ผู้ได้รับการคัดเลือก",
            NAME,
            also=("ผู้ได้รับคัดเลือก", "ผู้ที่ได้รับการคัดเลือก", "ผู้ขายหรือผู้รับจ้าง"),
            required=True,
            example="บริษัท ตัวอย่างการโยธา จำกัด",
        ),
        Column(
            "agreed_price",
            "ราคาที่ตกลงซื้อหรือจ้าง",
            MONEY,
            also=("ราคาที่ตกลง", "ราคาที่ตกลงซื้อ/จ้าง", "ราคาที่ตกลงซื้อจ้าง"),
            required=True,
            example="590000.00",
        ),
        Column(
            "reason",
            "เหตุผลที่คัดเลือกโดยสรุป",
            TEXT,
            also=("เหตุผลที่คัดเลือก", "เหตุผลโดยสรุป"),
            example="เป็นผู้เสนอราคาต่ำสุด",
        ),
        Column("contract_no", "เลขที่สัญญาหรือข้อตกลง", NAME, also=("เลขที่สัญญา", "เลขที่ของสัญญา"), example="1/2565"),
        Column(
            "contract_date",
            "วันที่ของสัญญาหรือข้อตกลง",
            DATE,
            also=("วันที่สัญญา", "วันที่ของสัญญา", "ลงวันที่"),
            example="2022-01-10",
        ),
        Column(
            "community_representative",
            "ผู้แทนชุมชนร่วมในกระบวนการ",
            REPRESENTATIVE,
            also=("ผู้แทนชุมชน", "ผู้แทนชุมชนมีส่วนร่วม", "ผู้แทนประชาคม"),
            example="yes",
        ),
    ),
    key=("organization_code", "fiscal_year", "month", "purchase_no"),
    # The form of a month holds all of it.
    replaces=("organization_code", "fiscal_year", "month"),
    rules=(
        no_person("purchase"),
        no_person("bidders"),
        no_person("winner"),
        no_person("reason"),
        Rule(
            "no_price",
            "agreed_price",
            "agreed_price <= 0",
            N_("nothing is bought or hired for nothing; write what was agreed on"),
        ),
    ),
    joints=JOINTS,
    cube=Cube(parts=("month", "method", "community_representative")),
)
