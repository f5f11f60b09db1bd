"""The register of complaints: a row is one case. Nobody is named in it: what else a register says is dropped
at the door."""

from dataclasses import replace

from loaders.schema.common import DIVISION, FISCAL_YEAR, ORGANIZATION_CODE, nobody, not_to_come, number_alone
from loaders.schema.dataset import Column, Cube, Dataset, Rule
from loaders.schema.kinds import DATE, NAME, choice
from vocabulary.language import N_

NUMBER = replace(NAME, expects=N_("a number of the register, such as 12/2568"))
ABOUT_CORRUPTION = choice(
    ("yes", "ใช่"),
    ("no", "ไม่ใช่"),
    near=(("yes", "เกี่ยวข้อง"), ("yes", "ทุจริต"), ("no", "ไม่เกี่ยวข้อง"), ("no", "เรื่องทั่วไป")),
)
STATUS = choice(
    ("received", "รับเรื่องแล้ว"),
    ("ongoing", "อยู่ระหว่างดำเนินการ"),
    ("forwarded", "ส่งต่อหน่วยงานอื่น"),
    ("closed", "ยุติเรื่อง"),
    near=(
        ("received", "รับเรื่อง"),
        ("ongoing", "กำลังดำเนินการ"),
        ("forwarded", "ส่งต่อ"),
        ("closed", "ยุติ"),
        ("closed", "ยุติแล้ว"),
        ("closed", "ปิดเรื่อง"),
        ("closed", "แล้วเสร็จ"),
        ("closed", "เสร็จสิ้น"),
        ("closed", "ดำเนินการแล้วเสร็จ"),
    ),
)

DATASET = Dataset(
    table="complaints",
    title="ทะเบียนเรื่องร้องเรียน",
    sheet="เรื่องร้องเรียน",
    columns=(
        ORGANIZATION_CODE,
        FISCAL_YEAR,
        Column(
            "case_no",
            "เลขที่เรื่อง",
            NUMBER,
            also=("เลขที่รับเรื่อง", "เลขที่รับ", "เลขรับ", "เลขที่คำร้อง", "เลขทะเบียน"),
            required=True,
            example="1/2565",
        ),
        Column(
            "received_on",
            "วันที่รับเรื่อง",
            DATE,
            also=("วันที่รับ", "วันรับเรื่อง", "วันที่ร้องเรียน", "วันที่รับเรื่องร้องเรียน"),
            required=True,
            example="2022-03-01",
        ),
        Column(
            "channel",
            "ช่องทาง",
            NAME,
            also=("ช่องทางรับเรื่อง", "ช่องทางที่รับเรื่อง", "ช่องทางการร้องเรียน", "ช่องทางร้องเรียน"),
            required=True,
            example="เว็บไซต์",
        ),
        Column(
            "topic",
            "ประเภทเรื่อง",
            NAME,
            also=("ประเภท", "ประเภทเรื่องร้องเรียน", "ประเภทการร้องเรียน", "หัวข้อ", "หัวข้อเรื่อง"),
            required=True,
            example="ไฟฟ้าสาธารณะ",
        ),
        Column(
            "about_corruption",
            "เกี่ยวกับการทุจริต",
            ABOUT_CORRUPTION,
            also=("เรื่องทุจริต", "ทุจริต", "เกี่ยวกับการทุจริตและประพฤติมิชอบ"),
            required=True,
            example="no",
        ),
        replace(
            DIVISION, also=(*DIVISION.also, "หน่วยงานรับผิดชอบ", "หน่วยงานที่รับผิดชอบ"), required=False, spans=False
        ),
        Column(
            "case_status",
            "สถานะ",
            STATUS,
            also=("สถานะเรื่อง", "สถานะการดำเนินการ"),
            required=True,
            example="closed",
        ),
        Column(
            "closed_on",
            "วันที่ยุติเรื่อง",
            DATE,
            also=("วันที่ยุติ", "วันที่ปิดเรื่อง", "วันที่แล้วเสร็จ", "วันที่ดำเนินการแล้วเสร็จ"),
            example="2022-03-10",
        ),
    ),
    key=("organization_code", "fiscal_year", "case_no"),
    replaces=("organization_code", "fiscal_year"),
    # Two cases of one number are two cases, and a finding.
    lines_may_repeat=True,
    is_about_people=True,
    rules=(
        nobody("channel"),
        nobody("topic"),
        nobody("division"),
        number_alone("case_no"),
        not_to_come("received_on"),
        not_to_come("closed_on"),
        Rule(
            "received_outside_year",
            "received_on",
            "NOT received_on BETWEEN year_begin(fiscal_year) AND year_end(fiscal_year)",
            N_("the day lies outside the fiscal year of this row (1 October to 30 September)"),
        ),
        Rule(
            "closed_and_open",
            "closed_on",
            "closed_on IS NOT NULL AND case_status IN ('received', 'ongoing')",
            N_(
                "the case has a day on which it was closed and a status by which it is still open; correct"
                " one of them"
            ),
        ),
    ),
    cube=Cube(parts=("about_corruption", "case_status")),
)
