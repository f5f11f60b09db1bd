"""Projects of the anti-corruption plan: a row is one project in one round; they sum to plan_progress."""

from loaders.schema.common import (
    BUDGET_ORDINANCE,
    BUDGET_SPENT,
    DIMENSION_NO,
    FISCAL_YEAR,
    ORGANIZATION_CODE,
    ROUND_MONTHS,
    no_person,
)
from loaders.schema.dataset import Column, Cube, Dataset
from loaders.schema.kinds import MONEY, NAME, ORDINAL, TEXT, choice

_DONE = (
    "ดำเนินการแล้ว", "แล้วเสร็จ", "เสร็จแล้ว", "เสร็จสิ้น", "เสร็จสิ้นแล้ว", "ดำเนินการเสร็จ", "ดำเนินการเสร็จแล้ว",
    "ดำเนินการเสร็จสิ้น",
    "ดำเนินการเสร็จสิ้นแล้ว", "ดำเนินการเรียบร้อยแล้ว", "ดำเนินการแล้วเสร็จสิ้น",
)  # fmt: skip
"""What printed plans say of a project that is done."""
STATUS = choice(
    ("waiting", "รอการรายงานผล"),
    ("ongoing", "อยู่ระหว่างดำเนินการ"),
    ("done", "ดำเนินการแล้วเสร็จ"),
    ("cannot", "ไม่สามารถดำเนินการได้"),
    near=tuple(("done", word) for word in _DONE),
)
YES_NO = choice(("yes", "ใช่"), ("no", "ไม่ใช่"))

DATASET = Dataset(
    table="plan_projects",
    title="โครงการตามแผนป้องกันการทุจริต",
    sheet="โครงการตามแผน",
    columns=(
        ORGANIZATION_CODE,
        FISCAL_YEAR,
        ROUND_MONTHS,
        Column("project_no", "ลำดับโครงการ", ORDINAL, also=("ลำดับที่", "ลำดับ"), required=True, example="1"),
        Column(
            "project", "โครงการ", NAME, also=("ชื่อโครงการ",), required=True, example="อบรมคุณธรรมจริยธรรมบุคลากร"
        ),
        DIMENSION_NO,
        Column("status", "สถานะ", STATUS, also=("สถานะการดำเนินการ",), required=True, example="ongoing"),
        Column("reason", "เหตุผล", TEXT, also=("สาเหตุ",)),
        Column("responsible", "ผู้รับผิดชอบ", TEXT, also=("หน่วยงานรับผิดชอบ",), example="สำนักปลัดเทศบาล"),
        Column("budget_planned", "งบประมาณตามแผน", MONEY, example="30000.00"),
        BUDGET_ORDINANCE,
        BUDGET_SPENT,
        Column("in_ordinance", "อยู่ในข้อบัญญัติ/เทศบัญญัติ", YES_NO, example="yes"),
    ),
    key=("organization_code", "fiscal_year", "round_months", "project_no"),
    replaces=("organization_code", "fiscal_year", "round_months"),
    # Who is responsible, and why a project failed, is told in free text, which may name people.
    rules=(no_person("responsible"), no_person("reason")),
    cube=Cube(parts=("dimension_no", "status")),
)
