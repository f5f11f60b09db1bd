"""Street lights: a row is one kind of fault in one round; counts are cumulative from 1 October."""

from loaders.schema.common import FISCAL_YEAR, ORGANIZATION_CODE, ROUND_MONTHS
from loaders.schema.dataset import Column, Dataset
from loaders.schema.kinds import NAME, WHOLE

DATASET = Dataset(
    table="streetlights",
    title="โคมไฟสาธารณะ",
    sheet="โคมไฟสาธารณะ",
    columns=(
        ORGANIZATION_CODE,
        FISCAL_YEAR,
        ROUND_MONTHS,
        Column("kind", "ประเภทการชำรุด", NAME, required=True, example="หลอดไฟดับ"),
        Column("reported", "รับแจ้ง", WHOLE, required=True, example="12"),
        Column("repaired", "ซ่อมแล้ว", WHOLE, required=True, example="10"),
    ),
    key=("organization_code", "fiscal_year", "round_months", "kind"),
    replaces=("organization_code", "fiscal_year", "round_months"),
)
