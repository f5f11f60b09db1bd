"""A published comparison of organizations by how far they carried out their plans: a row is one
organization."""

from loaders.schema.common import AS_OF, AS_OF_WITHIN_YEAR, FISCAL_YEAR, ROUND_MONTHS
from loaders.schema.dataset import Column, Dataset
from loaders.schema.kinds import NAME, RATE, choice

LEVEL = choice(("มาก", "มาก"), ("กลาง", "กลาง"), ("น้อย", "น้อย"))

DATASET = Dataset(
    table="plan_ranking",
    title="การนำแผนป้องกันการทุจริตไปปฏิบัติ เปรียบเทียบ อปท.",
    sheet="เปรียบเทียบ อปท.",
    columns=(
        FISCAL_YEAR,
        ROUND_MONTHS,
        AS_OF,
        Column("province", "จังหวัด", NAME, required=True, example="นราธิวาส", spans=True),
        Column("district", "อำเภอ", NAME, required=True, example="ตากใบ", spans=True),
        Column(
            "organization",
            "ชื่อ อปท.",
            NAME,
            # อบท. is how the printed comparison spells อปท.
            also=("อปท.", "ชื่อ อบท."),
            required=True,
            example="เทศบาลเมืองตากใบ",
        ),
        # The comparison's own denominator lets a value exceed 100 (148.15 occurs).
        Column("percent", "ร้อยละ", RATE, required=True, example="84.62"),
        Column("level", "ระดับการนำแผนไปปฏิบัติ", LEVEL, also=("ระดับ",), example="มาก"),
    ),
    key=("fiscal_year", "round_months", "as_of", "province", "district", "organization"),
    # One comparison is of one district, and replaces nothing of another.
    replaces=("fiscal_year", "round_months", "as_of", "province", "district"),
    rules=(AS_OF_WITHIN_YEAR,),
)
