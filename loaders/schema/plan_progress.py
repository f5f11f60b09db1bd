"""Progress of the anti-corruption plan (E-PlanNACC): a row is one dimension in one round."""

from loaders.schema.common import (
    BUDGET_ORDINANCE,
    BUDGET_SPENT,
    DIMENSION_NO,
    FISCAL_YEAR,
    NOTE,
    ORGANIZATION_CODE,
    ROUND_MONTHS,
)
from loaders.schema.dataset import Column, Dataset, Screen
from loaders.schema.kinds import MONEY, PERCENT, SHARE, WHOLE

DATASET = Dataset(
    table="plan_progress",
    title="ผลการดำเนินงานตามแผนป้องกันการทุจริต",
    sheet="ผลตามแผนป้องกันการทุจริต",
    columns=(
        ORGANIZATION_CODE,
        FISCAL_YEAR,
        ROUND_MONTHS,
        DIMENSION_NO,
        Column("projects_planned", "โครงการตามแผน", WHOLE, required=True, example="16"),
        Column("projects_done", "โครงการที่ดำเนินการแล้ว", WHOLE, required=True, example="2"),
        Column("budget_planned", "งบประมาณตามแผน", MONEY, required=True, example="170000.00"),
        BUDGET_ORDINANCE,
        BUDGET_SPENT,
        # As printed: where nothing is planned the source prints 100.00, and there is no rate.
        Column("stated_projects_percent", "ร้อยละดำเนินการ โครงการ (ตามที่พิมพ์)", PERCENT, example="12.50"),
        Column("stated_budget_percent", "ร้อยละดำเนินการ งบประมาณ (ตามที่พิมพ์)", SHARE, example="0.59"),
        NOTE,
    ),
    key=("organization_code", "fiscal_year", "round_months", "dimension_no"),
    replaces=("organization_code", "fiscal_year", "round_months"),
    screens=(
        # As E-PlanNACC prints it: ตามแผน stands there twice, and the groups above are not always over their
        # columns.
        Screen(
            "plan_screen",
            (
                (("ชื่อโครงการ", "ชื่อ อปท.", "หน่วยงาน"), None),
                (("มิติ", "มิติที่"), "dimension_no"),
                (("ตามแผน",), "projects_planned"),
                (("ดำเนินการแล้ว",), "projects_done"),
                (("ตามแผน",), "budget_planned"),
                (("ตามข้อบัญญัติ/เทศบัญญัติ", "ตามเทศบัญญัติ", "ตามข้อบัญญัติ"), "budget_ordinance"),
                (("ใช้จริง", "ไว้จริง"), "budget_spent"),
                (("โครงการ",), "stated_projects_percent"),
                (("งบประมาณ",), "stated_budget_percent"),
            ),
        ),
    ),
)
