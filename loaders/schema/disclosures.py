"""What must be public: a row is one thing that the Information Act or the assessment wants published, with
where it stands, when it was brought up to date and by when it is to be again."""

from loaders.schema.common import FISCAL_YEAR, ORGANIZATION_CODE, no_person, not_to_come
from loaders.schema.dataset import Column, Cube, Dataset, Rule
from loaders.schema.kinds import ADDRESS, DATE, NAME, ORDINAL, TEXT, choice
from vocabulary.language import N_

BASIS = choice(
    ("section_7", "มาตรา 7"),
    ("section_9", "มาตรา 9"),
    ("ita", "ITA"),
    ("other", "อื่น ๆ"),
    near=(
        ("section_7", "มาตรา ๗"),
        ("section_7", "ม.7"),
        ("section_7", "ม.๗"),
        ("section_9", "มาตรา ๙"),
        ("section_9", "ม.9"),
        ("section_9", "ม.๙"),
        ("ita", "oit"),
        ("other", "อื่นๆ"),
    ),
)

DATASET = Dataset(
    table="disclosures",
    title="ข้อมูลที่ต้องเผยแพร่ต่อสาธารณะ",
    sheet="ข้อมูลที่ต้องเผยแพร่",
    columns=(
        ORGANIZATION_CODE,
        FISCAL_YEAR,
        Column("disclosure_no", "ลำดับที่", ORDINAL, also=("ลำดับ", "ที่"), required=True, example="1"),
        Column(
            "disclosure",
            "ข้อมูลที่ต้องเผยแพร่",
            NAME,
            also=("รายการข้อมูลข่าวสาร", "ข้อมูลข่าวสาร", "รายการข้อมูล", "รายการที่ต้องเผยแพร่"),
            required=True,
            example="สรุปผลการจัดซื้อจัดจ้างรายเดือน (สขร.1)",
        ),
        Column(
            "disclosure_basis",
            "กฎหมาย/เกณฑ์ที่กำหนดให้เผยแพร่",
            BASIS,
            also=("ฐานที่ต้องเผยแพร่", "ตามกฎหมาย", "ตามมาตรา", "มาตรา", "ฐานกฎหมาย"),
            required=True,
            example="section_9",
        ),
        Column("basis_item", "อนุมาตราหรือข้อ ITA", TEXT, also=("อนุมาตรา", "ข้อ ITA"), example="(8)"),
        Column(
            "responsible",
            "ผู้รับผิดชอบ",
            TEXT,
            also=("หน่วยงานรับผิดชอบ", "หน่วยงานที่รับผิดชอบ", "หน่วยงานเจ้าของข้อมูล"),
            example="กองคลัง",
        ),
        Column(
            "measure_no",
            "มาตรการข้อที่",
            ORDINAL,
            also=("มาตรการข้อ", "มาตรการที่", "ข้อมาตรการ"),
            example="21",
        ),
        Column(
            "disclosure_url",
            "ลิงก์ที่เผยแพร่",
            ADDRESS,
            also=("ลิงก์", "ที่อยู่ที่เผยแพร่", "url", "ช่องทางเผยแพร่"),
            example="https://www.example.go.th/procurement",
        ),
        Column(
            "updated_on",
            "ปรับปรุงล่าสุด",
            DATE,
            also=("วันที่ปรับปรุงล่าสุด", "วันที่เผยแพร่", "เผยแพร่เมื่อ"),
            example="2022-03-05",
        ),
        Column(
            "next_due",
            "กำหนดปรับปรุงครั้งต่อไป",
            DATE,
            also=("ครบกำหนดครั้งต่อไป", "กำหนดครั้งต่อไป", "ต้องปรับปรุงภายใน"),
            example="2022-04-05",
        ),
    ),
    key=("organization_code", "fiscal_year", "disclosure_no"),
    replaces=("organization_code", "fiscal_year"),
    rules=(
        no_person("disclosure"),
        no_person("responsible"),
        not_to_come("updated_on"),
        Rule(
            "due_before_update",
            "next_due",
            "next_due <= updated_on",
            N_("it is not after the day of the last update, so nothing new would be due"),
        ),
    ),
    cube=Cube(parts=("disclosure_basis",)),
)
