"""What is held for the integrity measures: a row is one meeting, training, announcement or forum, held or
planned."""

from dataclasses import replace

from loaders.schema.common import DIVISION, FISCAL_YEAR, ORGANIZATION_CODE, no_person
from loaders.schema.dataset import Column, Cube, Dataset, Rule
from loaders.schema.kinds import ADDRESS, DATE, NAME, ORDINAL, PEOPLE, choice
from loaders.schema.measures import EVIDENCE
from vocabulary.language import N_

KIND = choice(
    ("meeting", "ประชุม"),
    ("training", "ฝึกอบรม"),
    ("announcement", "ประกาศ"),
    ("forum", "เสวนา"),
    ("other", "อื่น ๆ"),
    near=(
        ("meeting", "การประชุม"),
        ("training", "อบรม"),
        ("training", "การฝึกอบรม"),
        ("announcement", "การประกาศ"),
        ("forum", "การเสวนา"),
        ("other", "อื่นๆ"),
    ),
)

DATASET = Dataset(
    table="activities",
    title="กิจกรรมตามมาตรการ",
    sheet="กิจกรรม",
    columns=(
        ORGANIZATION_CODE,
        FISCAL_YEAR,
        Column("activity_no", "ลำดับที่", ORDINAL, also=("ลำดับ", "ที่"), required=True, example="1"),
        Column(
            "held_on",
            "วันที่จัด",
            DATE,
            also=("วันที่", "วัน เดือน ปี", "วันเดือนปี", "วันที่ดำเนินการ", "date"),
            required=True,
            example="2022-04-07",
        ),
        Column(
            "activity_kind",
            "ประเภทกิจกรรม",
            KIND,
            also=("ประเภท", "ชนิดกิจกรรม"),
            required=True,
            example="training",
        ),
        Column(
            "activity",
            "กิจกรรม",
            NAME,
            also=("ชื่อกิจกรรม", "เรื่อง", "โครงการ/กิจกรรม", "กิจกรรม/โครงการ"),
            required=True,
            example="อบรมคุณธรรมจริยธรรมบุคลากร",
        ),
        Column(
            "measure_no",
            "มาตรการข้อที่",
            ORDINAL,
            also=("มาตรการข้อ", "มาตรการที่", "ข้อมาตรการ"),
            example="24",
        ),
        # Blank: of the organization as a whole.
        replace(DIVISION, required=False, spans=False, also=(*DIVISION.also, "หน่วยงานที่จัด", "ผู้จัด")),
        Column(
            "participants",
            "จำนวนผู้เข้าร่วม",
            PEOPLE,
            also=("ผู้เข้าร่วม", "จำนวนคน", "จำนวนผู้เข้าร่วมกิจกรรม"),
            example="45",
        ),
        Column("evidence", "หลักฐาน", EVIDENCE, example="yes"),
        Column("evidence_url", "ลิงก์หลักฐาน", ADDRESS),
    ),
    key=("organization_code", "fiscal_year", "activity_no"),
    replaces=("organization_code", "fiscal_year"),
    rules=(
        no_person("activity"),
        no_person("division"),
        Rule(
            "evidence_contradicts",
            "evidence",
            "evidence = 'no' AND evidence_url IS NOT NULL",
            N_("it says that there is no evidence, and the row gives the address of some"),
        ),
    ),
    cube=Cube(parts=("activity_kind", "evidence")),
)
