"""The budget report: a row is one line of the ordinance at one as-of date; amounts are cumulative from 1 October."""

from loaders.common import AS_OF, AS_OF_WITHIN_YEAR, DIVISION, FISCAL_YEAR, NOTE, ORGANIZATION_CODE
from loaders.dataset import Column, Dataset
from loaders.kinds import MONEY, SIGNED_MONEY, TEXT

BUDGET = Dataset(
    table="budget",
    title="งบประมาณรายจ่าย",
    columns=(
        ORGANIZATION_CODE,
        FISCAL_YEAR,
        AS_OF,
        Column("plan", "แผนงาน", TEXT, also=("program",)),
        Column("work", "งาน", TEXT),
        Column("expenditure_group", "งบ", TEXT, also=("งบรายจ่าย", "ประเภทงบ")),
        Column("category", "หมวด", TEXT, also=("หมวดรายจ่าย", "ประเภทรายจ่าย")),
        DIVISION,
        Column(
            "item",
            "รายการ",
            TEXT,
            also=("โครงการ", "รายการ/โครงการ", "project"),
            required=True,
            example="ค่าวัสดุสำนักงาน",
        ),
        Column(
            "allocation",
            "งบประมาณตามเทศบัญญัติ",
            MONEY,
            also=(
                "งบประมาณตามข้อบัญญัติ",
                "งบประมาณที่ตั้งไว้",
                "งบประมาณที่ไว้ในเทศบัญญัติ",
                "อนุมัติ",
                "approved",
                "budget",
            ),
            required=True,
            example="50000.00",
        ),
        Column("transfer_in", "โอนเพิ่ม", MONEY, also=("โอนเงิน", "โอนเพิ่ม (+)", "increase"), example="0.00"),
        Column("transfer_out", "โอนลด", MONEY, also=("โอนสด", "โอนลด (-)", "decrease"), example="0.00"),
        Column("encumbered", "ก่อหนี้ผูกพัน", MONEY, also=("ผูกพัน", "committed", "sign"), example="10000.00"),
        Column(
            "disbursed",
            "เบิกจ่าย",
            MONEY,
            also=("จ่ายจริง", "เบิกจ่ายจริง", "ใช้จริง", "disbursement", "actual"),
            required=True,
            example="25000.00",
        ),
        Column("remaining", "คงเหลือ", SIGNED_MONEY, also=("balance",), example="15000.00"),
        NOTE,
    ),
    key=(
        "organization_code",
        "fiscal_year",
        "as_of",
        "plan",
        "work",
        "expenditure_group",
        "category",
        "division",
        "item",
    ),
    # Divisions report apart from each other, so one division's file must not wipe out another's.
    replaces=("organization_code", "fiscal_year", "as_of", "division"),
    rules=(AS_OF_WITHIN_YEAR,),
    lines_may_repeat=True,
)
