"""Columns and rules that several data sets share."""

from loaders.schema.dataset import Column, Rule
from loaders.schema.kinds import BE_YEAR, CODE, DATE, DIMENSION, MONEY, MONTH, NAME, ROUND, TEXT
from loaders.text_patterns import PERSONAL, tells_of_person_sql
from vocabulary.language import N_

ORGANIZATION_CODE = Column(
    "organization_code", "รหัส อปท.", CODE, also=("org_code",), required=True, example="04960201"
)
FISCAL_YEAR = Column(
    "fiscal_year", "ปีงบประมาณ", BE_YEAR, also=("ปีงบ", "ปี", "year"), required=True, example="2565"
)
AS_OF = Column("as_of", "ข้อมูล ณ วันที่", DATE, also=("as of", "ณ วันที่"), required=True, example="2022-03-31")
ROUND_MONTHS = Column(
    "round_months", "รอบ (เดือน)", ROUND, also=("รอบ", "รอบเดือน", "round"), required=True, example="6"
)
MONTH_OF_YEAR = Column(
    "month",
    "เดือน",
    MONTH,
    also=("ประจำเดือน", "รอบเดือน", "เดือน/ปี", "เดือน ปี", "month"),
    required=True,
    example="1",
    spans=True,
)
DIVISION = Column(
    "division",
    "หน่วยงาน",
    NAME,
    also=("กองงาน/ส่วนงาน", "กองงาน", "กอง", "สำนัก/กอง", "ส่วนราชการ"),
    required=True,
    example="กองคลัง",
    spans=True,
)
DIMENSION_NO = Column("dimension_no", "มิติที่", DIMENSION, also=("มิติ",), required=True, example="1", spans=True)
# The plan's own rate is spent of planned; spent of the ordinance is a second one, labelled so.
BUDGET_ORDINANCE = Column(
    "budget_ordinance",
    "งบประมาณตามข้อบัญญัติ/เทศบัญญัติ",
    MONEY,
    also=("งบประมาณตามเทศบัญญัติ", "งบประมาณตามข้อบัญญัติ"),
    example="30000.00",
)
BUDGET_SPENT = Column("budget_spent", "งบประมาณใช้จริง", MONEY, also=("ใช้จริง",), example="1000.00")
NOBODY = {
    "organization_code": "99999999",
    "province": "จังหวัดตัวอย่าง",
    "district": "อำเภอตัวอย่าง",
    "organization": "เทศบาลตัวอย่าง",
}
"""Whom the example row of a template is of, since whoever loads it as it is must not replace what is real."""
FEW_WORDS = 80
"""Letters of the name of a kind of thing, or of a unit; what is longer tells a story."""
LONGEST_NUMBER, MOST_LETTERS = 40, 8
"""Characters of the number of a case or a thing, and Thai letters in it: ที่ นธ 52001/123."""
NOTE = Column("note", "หมายเหตุ", TEXT, also=("remark",))


def no_person(column: str) -> Rule:
    """Refuses what tells of a person and not of an office: telephone numbers, e-mail addresses, citizens'
    numbers."""
    reason = N_(
        "it holds a telephone number, an e-mail address or a citizen's number; name the post or the"
        " division instead"
    )
    return Rule("personal_data", column, f"regexp_matches(arabic({column}), '{PERSONAL}')", reason)


def nobody(column: str) -> Rule:
    """Refuses what names a person, and whatever is written out where a few words are enough, as it may."""
    reason = N_(
        "it names a person, holds a number as long as a telephone's or a citizen's, or is longer than a few"
        " words; write the kind of thing or the unit alone, and leave out whom it is about"
    )
    return Rule(
        "person_named", column, f"length({column}) > {FEW_WORDS} OR {tells_of_person_sql(column)}", reason
    )


def not_to_come(column: str) -> Rule:
    """Refuses a day that is still to come of what is said to have happened."""
    reason = N_("this day is still to come; correct it, or leave it blank until it has happened")
    # A day later, since the clock of a server may be behind that of Thailand.
    return Rule("day_to_come", column, f"{column} > current_date + 1", reason)


def number_alone(column: str) -> Rule:
    """Refuses what is more than the number of a case or a thing: a name, a telephone's or a citizen's
    number."""
    reason = N_("it is more than a number; write the number alone, without names or telephone numbers")
    text, telephone = f"arabic({column})", "(^|[^0-9])0([- ]?[0-9]){8,9}$"
    return Rule(
        "more_than_number",
        column,
        f"NOT regexp_matches({text}, '[0-9]') OR length({column}) > {LONGEST_NUMBER}"
        f" OR length(regexp_replace({column}, '[^ก-๎]', '', 'g')) > {MOST_LETTERS}"
        f" OR regexp_matches({text}, '{PERSONAL}|{telephone}')",
        reason,
    )


AS_OF_WITHIN_YEAR = Rule(
    "as_of_outside_year",
    "as_of",
    "NOT is_as_of_year(fiscal_year, as_of)",
    N_(
        "the as-of date lies outside the fiscal year of this row (1 October to 30 September, and 90 days"
        " for the year-end report)"
    ),
)
