"""The integrity measures and their results: a row is one measure."""

from loaders.schema.common import FISCAL_YEAR, ORGANIZATION_CODE, no_person
from loaders.schema.dataset import Column, Cube, Dataset
from loaders.schema.kinds import ADDRESS, DATE, NAME, ORDINAL, TEXT, choice

# Done is not target met: a measure may be done as an activity and miss its target.
STATUS = choice(
    ("done", "ดำเนินการแล้ว"),
    ("ongoing", "ดำเนินการต่อเนื่อง"),
    ("not_started", "ยังไม่ดำเนินการ"),
    ("no_case", "ไม่มีกรณี"),
    ("unknown", "ไม่ทราบ"),
)
# Evidence that was lost in copying is unknown, and not missing.
EVIDENCE = choice(("yes", "มี"), ("no", "ไม่มี"), ("unknown", "ไม่ทราบ"))

DATASET = Dataset(
    table="measures",
    title="มาตรการส่งเสริมคุณธรรมและความโปร่งใส",
    sheet="มาตรการ",
    columns=(
        ORGANIZATION_CODE,
        FISCAL_YEAR,
        Column("measure_no", "ข้อ", ORDINAL, also=("ลำดับที่", "ลำดับ", "ข้อที่"), required=True, example="1"),
        Column(
            "measure",
            "มาตรการ",
            NAME,
            also=("มาตรการ/กิจกรรม",),
            required=True,
            example="เผยแพร่ข้อมูลการใช้จ่ายงบประมาณ",
        ),
        Column("procedure", "ขั้นตอน/วิธีปฏิบัติ", TEXT, also=("วิธีปฏิบัติ",)),
        Column("responsible", "ผู้รับผิดชอบ", TEXT, also=("หน่วยงานรับผิดชอบ",), example="กองคลัง"),
        Column("result", "ผลการดำเนินการ", TEXT, also=("ผลการดำเนินงาน",)),
        Column("suggestion", "ข้อเสนอแนะ", TEXT),
        Column("status", "สถานะ", STATUS, required=True, example="ongoing"),
        Column("evidence", "หลักฐาน", EVIDENCE, example="unknown"),
        Column("due_date", "กำหนดแล้วเสร็จ", DATE),
        Column("evidence_url", "ลิงก์หลักฐาน", ADDRESS),
    ),
    key=("organization_code", "fiscal_year", "measure_no"),
    replaces=("organization_code", "fiscal_year"),
    rules=(no_person("responsible"),),
    cube=Cube(parts=("status", "evidence")),
)
