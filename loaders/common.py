"""Columns that several data sets share."""

from loaders.dataset import Column
from loaders.kinds import BE_YEAR, CODE, DATE, DIMENSION, ROUND, TEXT

ORGANIZATION_CODE = Column("organization_code", "รหัส อปท.", CODE, also=("org_code",), required=True, example="04960201")
FISCAL_YEAR = Column("fiscal_year", "ปีงบประมาณ", BE_YEAR, also=("ปีงบ", "ปี", "year"), required=True, example="2565")
AS_OF = Column("as_of", "ข้อมูล ณ วันที่", DATE, also=("as of", "ณ วันที่"), required=True, example="2022-03-31")
ROUND_MONTHS = Column("round_months", "รอบ (เดือน)", ROUND, also=("รอบ", "รอบเดือน", "round"), required=True, example="6")
DIMENSION_NO = Column("dimension_no", "มิติที่", DIMENSION, also=("มิติ",), required=True, example="1")
NOTE = Column("note", "หมายเหตุ", TEXT, also=("remark",))
