"""The budget report: a row is one line of the ordinance at one as-of date; amounts are cumulative from 1
October."""

from loaders.schema.common import AS_OF, AS_OF_WITHIN_YEAR, DIVISION, FISCAL_YEAR, NOTE, ORGANIZATION_CODE
from loaders.schema.dataset import Column, Cube, Dataset
from loaders.schema.kinds import DECREASE, MONEY, NAME, SIGNED_MONEY
from vocabulary.fiscal_calendar import QUARTERS

PLANNED = tuple(
    Column(
        f"planned_q{quarter}",
        f"แผนการใช้จ่ายไตรมาส {quarter}",
        MONEY,
        also=(f"แผนไตรมาส {quarter}", f"แผนการใช้จ่ายเงินไตรมาส {quarter}", f"planned q{quarter}"),
        is_beside_totals=True,
        example="12500.00",
    )
    for quarter in QUARTERS
)
"""What the office means to spend in each quarter; other spellings are known to layout/planned_quarters.py."""

DATASET = Dataset(
    table="budget",
    title="งบประมาณรายจ่าย",
    sheet="งบประมาณรายจ่าย",
    # โอนสด (for โอนลด) and ที่ไว้ใน are how the municipality's own report prints its headers.
    columns=(
        ORGANIZATION_CODE,
        FISCAL_YEAR,
        AS_OF,
        Column("plan", "แผนงาน", NAME, also=("program",), spans=True),
        Column("work", "งาน", NAME, spans=True),
        Column("expenditure_group", "งบ", NAME, also=("งบรายจ่าย", "ประเภทงบ"), spans=True),
        Column("category", "หมวด", NAME, also=("หมวดรายจ่าย", "ประเภทรายจ่าย"), spans=True),
        Column(
            "fund",
            "แหล่งที่มาของเงิน",
            NAME,
            also=("แหล่งเงิน", "แหล่งงบประมาณ", "ประเภทเงิน", "fund", "source of funds"),
            spans=True,
        ),
        DIVISION,
        Column(
            "item",
            "รายการ",
            NAME,
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
        Column("transfer_out", "โอนลด", DECREASE, also=("โอนสด", "โอนลด (-)", "decrease"), example="0.00"),
        Column("encumbered", "ก่อหนี้ผูกพัน", MONEY, also=("ผูกพัน", "committed", "sign"), example="10000.00"),
        Column(
            "disbursed",
            "เบิกจ่าย",
            MONEY,
            also=("จ่ายจริง", "เบิกจ่ายจริง", "ใช้จริง", "disbursement", "actual"),
            required=True,
            # An ordinance states none.
            may_be_unreported=True,
            example="25000.00",
        ),
        Column("remaining", "คงเหลือ", SIGNED_MONEY, also=("balance",), example="15000.00"),
        *PLANNED,
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
        "fund",
        "division",
        "item",
    ),
    # Divisions report apart from each other, so one division's file must not wipe out another's.
    replaces=("organization_code", "fiscal_year", "as_of", "division"),
    rules=(AS_OF_WITHIN_YEAR,),
    # Lines of one name occur in real ordinances: both are kept, and told.
    lines_may_repeat=True,
    cube=Cube(
        parts=("division", "plan", "expenditure_group"),
        sums={
            "revised": "revised_of(allocation, transfer_in, transfer_out)",
            "used": "used_of(encumbered_convention, encumbered, disbursed)",
            "accounted": "accounted_of(allocation, transfer_in, transfer_out, disbursed)",
        },
    ),
)
