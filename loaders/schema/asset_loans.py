"""The register of loans of the office's property: a row is one loan to a unit. Who fetched it is dropped at
the door."""

from dataclasses import replace

from loaders.schema.common import FISCAL_YEAR, ORGANIZATION_CODE, nobody, not_to_come, number_alone
from loaders.schema.dataset import Column, Dataset, Rule
from loaders.schema.kinds import DATE, NAME
from vocabulary.language import N_

NUMBER = replace(NAME, expects=N_("a number of the register of property, such as 416-65-0001"))

DATASET = Dataset(
    table="asset_loans",
    title="ทะเบียนการยืมทรัพย์สินของราชการ",
    sheet="การยืมทรัพย์สิน",
    columns=(
        ORGANIZATION_CODE,
        FISCAL_YEAR,
        Column(
            "asset_no",
            "หมายเลขทรัพย์สิน",
            NUMBER,
            also=("เลขครุภัณฑ์", "หมายเลขครุภัณฑ์", "รหัสครุภัณฑ์", "รหัสทรัพย์สิน", "เลขทะเบียนทรัพย์สิน"),
            required=True,
            example="416-65-0001",
        ),
        Column(
            "asset",
            "ทรัพย์สิน",
            NAME,
            also=("รายการทรัพย์สิน", "ชื่อทรัพย์สิน", "รายการครุภัณฑ์", "ครุภัณฑ์", "รายการพัสดุ", "พัสดุ"),
            required=True,
            example="เครื่องฉายภาพ",
        ),
        Column(
            "borrowing_unit",
            "หน่วยงานที่ยืม",
            NAME,
            also=("หน่วยงานผู้ยืม", "ส่วนราชการผู้ยืม", "หน่วยงาน", "กอง", "สำนัก/กอง"),
            required=True,
            example="กองการศึกษา",
        ),
        Column("taken_on", "วันที่ยืม", DATE, also=("วันยืม", "วันที่รับไป"), required=True, example="2022-03-01"),
        Column(
            "due_on",
            "กำหนดส่งคืน",
            DATE,
            also=("วันที่กำหนดส่งคืน", "วันครบกำหนดส่งคืน", "วันที่ครบกำหนด", "กำหนดคืน"),
            required=True,
            example="2022-03-08",
        ),
        Column(
            "returned_on",
            "วันที่ส่งคืน",
            DATE,
            also=("วันที่คืน", "วันส่งคืน", "วันที่รับคืน"),
            example="2022-03-07",
        ),
    ),
    key=("organization_code", "fiscal_year", "asset_no", "taken_on", "borrowing_unit"),
    replaces=("organization_code", "fiscal_year"),
    is_about_people=True,
    rules=(
        nobody("asset"),
        nobody("borrowing_unit"),
        number_alone("asset_no"),
        not_to_come("returned_on"),
        Rule(
            "taken_outside_year",
            "taken_on",
            "NOT taken_on BETWEEN year_begin(fiscal_year) AND year_end(fiscal_year)",
            N_("the day lies outside the fiscal year of this row (1 October to 30 September)"),
        ),
        Rule("due_before_taken", "due_on", "due_on < taken_on", N_("it is due before it was taken")),
    ),
)
