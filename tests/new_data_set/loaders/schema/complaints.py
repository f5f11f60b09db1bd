"""Complaints: a row is one kind of complaint in one round; counts are cumulative from 1 October."""

from loaders.schema.common import FISCAL_YEAR, ORGANIZATION_CODE, ROUND_MONTHS
from loaders.schema.dataset import Column, Dataset
from loaders.schema.kinds import NAME, WHOLE

DATASET = Dataset(
    table="complaints",
    title="เรื่องร้องเรียน",
    sheet="เรื่องร้องเรียน",
    columns=(
        ORGANIZATION_CODE,
        FISCAL_YEAR,
        ROUND_MONTHS,
        Column("kind", "ประเภทเรื่องร้องเรียน", NAME, required=True, example="ไฟฟ้าสาธารณะ"),
        Column("received", "รับเรื่อง", WHOLE, required=True, example="12"),
        Column("resolved", "แก้ไขแล้ว", WHOLE, required=True, example="10"),
    ),
    key=("organization_code", "fiscal_year", "round_months", "kind"),
    replaces=("organization_code", "fiscal_year", "round_months"),
)
