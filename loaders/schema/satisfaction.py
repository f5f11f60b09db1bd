"""The satisfaction survey: a row is one question's score for one division, in percent."""

from loaders.schema.common import DIVISION, FISCAL_YEAR, ORGANIZATION_CODE
from loaders.schema.dataset import Column, Cube, Dataset, Rule
from loaders.schema.kinds import ANSWER_COUNTS, NAME, ORDINAL, PEOPLE, SCORE
from vocabulary.language import N_

DATASET = Dataset(
    table="satisfaction",
    title="ความพึงพอใจต่อการให้บริการ",
    sheet="ความพึงพอใจ",
    columns=(
        ORGANIZATION_CODE,
        FISCAL_YEAR,
        DIVISION,
        Column("dimension_no", "ด้านที่", ORDINAL, example="1", spans=True),
        Column("dimension", "ด้าน", NAME, spans=True, example="ด้านเจ้าหน้าที่ผู้ให้บริการ"),
        Column("question_no", "ข้อ", ORDINAL, also=("ข้อที่", "ลำดับที่"), required=True, example="1"),
        Column(
            "question",
            "รายการประเมิน",
            NAME,
            also=("ชื่อรายการประเมิน", "คำถาม"),
            required=True,
            example="เจ้าหน้าที่ให้บริการด้วยความสุภาพ",
        ),
        Column(
            "score_percent",
            "ร้อยละความพึงพอใจ",
            SCORE,
            also=("ร้อยละ", "คะแนนร้อยละ"),
            required=True,
            example="95.50",
        ),
        # Often not printed; means without it are unweighted, and say so.
        Column("respondents", "จำนวนผู้ตอบ", PEOPLE, also=("ผู้ตอบ", "n"), example="120"),
        Column(
            "answer_counts",
            "จำนวนคำตอบแต่ละระดับ",
            ANSWER_COUNTS,
            also=("answer counts",),
            example="1:0 2:0 3:7 4:13 5:100",
        ),
    ),
    key=("organization_code", "fiscal_year", "division", "question_no"),
    # As in the budget, the file of one division leaves another's rows alone.
    replaces=("organization_code", "fiscal_year", "division"),
    rules=(
        Rule(
            "answer_counts_differ",
            "answer_counts",
            "list_sum([TRY_CAST(split_part(each, ':', 2) AS BIGINT) FOR each IN string_split(answer_counts,"
            " ' ')])"
            " <> respondents",
            N_("the answers at all levels together are not as many as the respondents"),
        ),
    ),
    cube=Cube(
        # What too few people answered is withheld by whoever reads, as the setting then says.
        apart=("respondents",),
        parts=("division",),
        sums={"score_percent": "score_percent", "scores": "(score_percent IS NOT NULL)::INTEGER"},
    ),
)
