"""Statistics of services: a row is one service in one month, with how many came for it, how, and in time."""

from loaders.schema.common import DIVISION, FISCAL_YEAR, MONTH_OF_YEAR, ORGANIZATION_CODE
from loaders.schema.dataset import Column, Cube, Dataset
from loaders.schema.kinds import NAME, WHOLE

DATASET = Dataset(
    table="service_statistics",
    title="สถิติการให้บริการ",
    sheet="สถิติการให้บริการ",
    columns=(
        ORGANIZATION_CODE,
        FISCAL_YEAR,
        MONTH_OF_YEAR,
        DIVISION,
        Column(
            "service",
            "งานบริการ",
            NAME,
            also=("ชื่องานบริการ", "ประเภทงานบริการ", "ประเภทบริการ", "รายการบริการ", "บริการ"),
            required=True,
            example="รับชำระภาษีที่ดินและสิ่งปลูกสร้าง",
        ),
        Column(
            "requests",
            "จำนวนผู้รับบริการ",
            WHOLE,
            also=("ผู้รับบริการ", "จำนวนผู้มารับบริการ", "จำนวนคำขอ", "จำนวนผู้ใช้บริการ", "จำนวนครั้งที่ให้บริการ"),
            required=True,
            example="120",
        ),
        Column(
            "at_counter",
            "รับบริการ ณ จุดบริการ",
            WHOLE,
            also=("ณ จุดบริการ", "ที่จุดบริการ", "มาติดต่อด้วยตนเอง", "ติดต่อด้วยตนเอง", "walk-in"),
            example="90",
        ),
        Column(
            "by_e_service",
            "รับบริการผ่าน E-Service",
            WHOLE,
            also=("ผ่าน E-Service", "E-Service", "ผ่านระบบ E-Service", "ผ่านระบบออนไลน์", "ออนไลน์"),
            example="30",
        ),
        Column(
            "within_standard",
            "แล้วเสร็จภายในเวลามาตรฐาน",
            WHOLE,
            also=("ภายในเวลามาตรฐาน", "ภายในระยะเวลามาตรฐาน", "แล้วเสร็จตามเวลามาตรฐาน", "ตามเวลามาตรฐาน"),
            example="118",
        ),
    ),
    key=("organization_code", "fiscal_year", "month", "division", "service"),
    # Divisions count apart from each other, as in the budget.
    replaces=("organization_code", "fiscal_year", "month", "division"),
    cube=Cube(parts=("month", "division")),
)
