"""A few true tables, held as data: what an office knows before anybody writes it into a file."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

Record = dict[str, object]

CODE, YEAR, DAY = "04960201", 2565, date(2022, 3, 31)
PLACE = {"organization_code": CODE, "fiscal_year": str(YEAR), "as_of": DAY.isoformat()}
TITLES = (
    ("รายงานการใช้จ่ายงบประมาณรายจ่าย ประจำปีงบประมาณ พ.ศ. 2565",),
    ("เทศบาลเมืองตากใบ อำเภอตากใบ จังหวัดนราธิวาส",),
    ("ข้อมูล ณ วันที่ 31 มีนาคม 2565",),
)

NAMES = ("plan", "work", "expenditure_group", "category", "division", "item")
MONEY = ("allocation", "transfer_in", "transfer_out", "encumbered", "disbursed", "remaining")

HEADERS = {
    "organization_code": "รหัส อปท.",
    "fiscal_year": "ปีงบประมาณ",
    "as_of": "ข้อมูล ณ วันที่",
    "plan": "แผนงาน",
    "work": "งาน",
    "expenditure_group": "งบ",
    "category": "หมวด",
    "division": "หน่วยงาน",
    "item": "รายการ",
    "allocation": "งบประมาณตามเทศบัญญัติ",
    "transfer_in": "โอนเพิ่ม",
    "transfer_out": "โอนลด",
    "encumbered": "ก่อหนี้ผูกพัน",
    "disbursed": "เบิกจ่าย",
    "remaining": "คงเหลือ",
    "note": "หมายเหตุ",
}

LINES = """
แผนงานบริหารงานทั่วไป|งานบริหารทั่วไป|งบบุคลากร|เงินเดือน (ฝ่ายประจำ)|สำนักปลัดเทศบาล|เงินเดือนพนักงานส่วนท้องถิ่น
    1832400.00 0.00 12000.00 0.00 915720.00 904680.00
แผนงานบริหารงานทั่วไป|งานบริหารทั่วไป|งบดำเนินงาน|ค่าวัสดุ|สำนักปลัดเทศบาล|วัสดุสำนักงาน
    85000.00 12000.00 0.00 4250.50 31874.25 60875.25
แผนงานบริหารงานทั่วไป|งานบริหารงานคลัง|งบดำเนินงาน|ค่าใช้สอย|กองคลัง|รายจ่ายเพื่อให้ได้มาซึ่งบริการ
    240000.00 0.00 0.00 18600.00 97312.40 124087.60
แผนงานบริหารงานทั่วไป|งานบริหารงานคลัง|งบลงทุน|ค่าครุภัณฑ์|กองคลัง|ครุภัณฑ์คอมพิวเตอร์
    64500.00 0.00 0.00 0.00 0.00 64500.00
แผนงานการศึกษา|งานระดับก่อนวัยเรียนและประถมศึกษา|งบดำเนินงาน|ค่าวัสดุ|กองการศึกษา|ค่าอาหารเสริม (นม)
    1256310.75 0.00 0.00 402118.00 611405.30 242787.45
แผนงานการศึกษา|งานระดับก่อนวัยเรียนและประถมศึกษา|งบเงินอุดหนุน|เงินอุดหนุน|กองการศึกษา|อุดหนุนโครงการอาหารกลางวัน
    2940000.00 0.00 35000.00 0.00 1470000.00 1435000.00
แผนงานเคหะและชุมชน|งานไฟฟ้าและประปา|งบลงทุน|ค่าที่ดินและสิ่งก่อสร้าง|กองช่าง|ก่อสร้างถนนคอนกรีต สายบ้านใต้
    1475000.00 35000.00 0.00 988700.00 0.00 521300.00
แผนงานเคหะและชุมชน|งานกำจัดขยะมูลฝอย|งบดำเนินงาน|ค่าใช้สอย|กองสาธารณสุขและสิ่งแวดล้อม|จ้างเหมาเก็บขนขยะ
    718900.00 0.00 0.00 359450.00 299541.60 59908.40
แผนงานสาธารณสุข|งานบริการสาธารณสุข|งบดำเนินงาน|ค่าวัสดุ|กองสาธารณสุขและสิ่งแวดล้อม|วัสดุวิทยาศาสตร์หรือการแพทย์
    96250.00 0.00 0.00 0.00 47019.80 49230.20
แผนงานงบกลาง|งบกลาง|งบกลาง|งบกลาง|สำนักปลัดเทศบาล|เบี้ยยังชีพผู้สูงอายุ
    8412000.00 0.00 0.00 0.00 4206000.00 4206000.00
"""


def _budget(columns: tuple[str, ...], lines: range | list[int]) -> list[Record]:
    records: list[Record] = []
    written = LINES.strip().splitlines()
    for number in lines:
        names, amounts = written[2 * number : 2 * number + 2]
        known: Record = dict(zip(NAMES, names.split("|"), strict=True)) | dict(
            zip(MONEY, map(Decimal, amounts.split()), strict=True)
        )
        known |= {"organization_code": CODE, "fiscal_year": YEAR, "as_of": DAY}
        records.append(balanced({column: known.get(column) for column in columns}))
    return records


def balanced(record: Record) -> Record:
    """A budget line with what remains, computed from those of its amounts that the table has."""
    if "remaining" in record:
        signs = {"allocation": 1, "transfer_in": 1, "transfer_out": -1, "encumbered": -1, "disbursed": -1}
        record["remaining"] = sum((sign * Decimal(str(record.get(name) or 0)) for name, sign in signs.items()), Decimal())
    return record


@dataclass(frozen=True)
class Table:
    """A true table: its records in the order of the office, and how the office heads, introduces and files it."""

    name: str
    dataset: str
    columns: tuple[str, ...]
    headers: dict[str, str]
    records: list[Record]
    above: tuple[tuple[str, ...], ...] = ()
    values: dict[str, str] = field(default_factory=dict)
    """What the office says beside the file: the caller's options."""
    truth: Callable[[list[Record]], list[Record]] = lambda records: [dict(record) for record in records]
    """What must be stored of the records: themselves, or of respondents their means."""

    def known(self, **more: object) -> Record:
        """What is true of every row."""
        return {"organization_code": CODE, "fiscal_year": YEAR} | more


def _table(name: str, columns: tuple[str, ...], lines: range | list[int], **more) -> Table:
    headers = {column: HEADERS[column] for column in columns}
    return Table(name, "budget", columns, headers, _budget(columns, lines), **more)


KEYS = ("organization_code", "fiscal_year", "as_of")
FULL = _table("full", (*KEYS, *NAMES, *MONEY, "note"), range(10))
OFFICE = _table("office", (*NAMES, *MONEY, "note"), range(10), above=TITLES)
SMALL = _table("small", ("division", "item", "allocation", "disbursed", "remaining"), [2, 3, 4, 7, 8, 9], values=PLACE)
BARE = _table("bare", ("division", "item", "allocation", "disbursed"), [2, 3, 4, 7, 8, 9], values=PLACE)
ORDINANCE = _table(
    "ordinance",
    (*NAMES, "allocation"),
    range(10),
    above=(("แผนการใช้จ่ายงบประมาณรายจ่าย ประจำปีงบประมาณ พ.ศ. 2565",), TITLES[1]),
    values=PLACE,
)

DIVISIONS = ("สำนักปลัดเทศบาล", "กองคลัง", "กองช่าง")
QUESTIONS = (
    "เจ้าหน้าที่ให้บริการด้วยความสุภาพ",
    "ขั้นตอนการให้บริการไม่ยุ่งยาก",
    "สถานที่ให้บริการสะอาด",
    "ป้ายบอกจุดบริการเห็นได้ง่าย",
)
SCORES = ("95.06 92.50 88.75", "90.00 86.25 91.40", "97.33 89.60 84.20", "93.10 90.95 87.65")


def _long() -> list[Record]:
    return [
        {"organization_code": CODE, "fiscal_year": YEAR, "division": division, "question_no": number, "question": question}
        | {"score_percent": Decimal(SCORES[number - 1].split()[place]), "respondents": 80 + 20 * place}
        for number, question in enumerate(QUESTIONS, 1)
        for place, division in enumerate(DIVISIONS)
    ]


def _wide() -> list[Record]:
    return [
        {"question_no": number, "question": question}
        | dict(zip(DIVISIONS, map(Decimal, SCORES[number - 1].split()), strict=True))
        for number, question in enumerate(QUESTIONS, 1)
    ]


def _scores_of_long(records: list[Record]) -> list[Record]:
    return [
        {"organization_code": CODE, "fiscal_year": YEAR, "division": record["division"], "question": record["question"]}
        | {"score": Fraction(str(record["score_percent"])), "respondents": record["respondents"]}
        for record in records
    ]


def _scores_of_wide(records: list[Record]) -> list[Record]:
    return [
        {"organization_code": CODE, "fiscal_year": YEAR, "division": division, "question": record["question"]}
        | {"score": Fraction(str(record[division]))}
        for record in records
        for division in DIVISIONS
    ]


LONG = Table(
    "long",
    "satisfaction",
    ("organization_code", "fiscal_year", "division", "question_no", "question", "score_percent", "respondents"),
    {
        "organization_code": "รหัส อปท.",
        "fiscal_year": "ปีงบประมาณ",
        "division": "หน่วยงาน",
        "question_no": "ข้อ",
        "question": "รายการประเมิน",
        "score_percent": "ร้อยละความพึงพอใจ",
        "respondents": "จำนวนผู้ตอบ",
    },
    _long(),
    truth=_scores_of_long,
)
MATRIX = Table(
    "matrix",
    "satisfaction",
    ("question_no", "question", *DIVISIONS),
    {"question_no": "ลำดับที่", "question": "ชื่อรายการประเมิน"} | {division: division for division in DIVISIONS},
    _wide(),
    values={"organization_code": CODE, "fiscal_year": str(YEAR)},
    truth=_scores_of_wide,
)

ANSWERED = QUESTIONS[:3]
WORDS = {5: "มากที่สุด", 4: "มาก", 3: "ปานกลาง", 2: "น้อย", 1: "น้อยที่สุด"}
MARKS = "554 453 335 542 455 344 253 545 434 551 443 325 555 354 432 543 254 445 531 455 344 552 423 535".split()


def _respondents() -> list[Record]:
    return [
        {"time": f"{day}/8/2565, 9:{day:02}:00", "sex": ("หญิง", "ชาย")[day % 2], "division": DIVISIONS[day % 3], "wish": None}
        | {question: int(mark) for question, mark in zip(ANSWERED, marks, strict=True)}
        for day, marks in enumerate(MARKS, 1)
    ]


def means(records: list[Record], questions: tuple[str, ...] = ANSWERED, top: int = 5) -> list[Record]:
    """The mean of each division's answers to each question, as percent of the highest level; None is no answer."""
    truth: list[Record] = []
    for question in questions:
        for division in dict.fromkeys(record["division"] for record in records):
            marks = [int(str(r[question])) for r in records if r["division"] == division and r[question] is not None]
            if marks:
                known = {"organization_code": CODE, "fiscal_year": YEAR, "division": division, "question": question}
                truth.append(known | {"score": Fraction(sum(marks) * 100, len(marks) * top), "respondents": len(marks)})
    return truth


RESPONDENTS = Table(
    "respondents",
    "satisfaction",
    ("time", "sex", "division", *ANSWERED, "wish"),
    {"time": "ประทับเวลา", "sex": "เพศ", "division": "หน่วยงานที่ท่านมาติดต่อ", "wish": "ข้อเสนอแนะ"}
    | {question: f"{number}. {question}" for number, question in enumerate(ANSWERED, 1)},
    _respondents(),
    values={"organization_code": CODE, "fiscal_year": str(YEAR)},
    truth=means,
)

PROGRESS_COLUMNS = (
    *("organization_code", "fiscal_year", "round_months", "dimension_no", "projects_planned", "projects_done", "budget_planned"),
    *("budget_ordinance", "budget_spent", "stated_projects_percent", "stated_budget_percent"),
)
PROGRESS_LINES = """
1 16 3 170000.00 84000.00 1000.00 18.75 0.59
2 15 8 40000.00 20000.00 12345.50 53.33 30.86
3 11 4 591500.00 280500.00 135060.00 36.36 22.83
4 10 5 8500.00 8500.00 8500.00 50.00 100.00
"""


def _progress(columns: tuple[str, ...]) -> list[Record]:
    known: Record = {"organization_code": CODE, "fiscal_year": YEAR, "round_months": 12}
    records = []
    for line in PROGRESS_LINES.strip().splitlines():
        dimension, planned, done, *amounts = line.split()
        counts = {"dimension_no": int(dimension), "projects_planned": int(planned), "projects_done": int(done)}
        record = known | counts | dict(zip(PROGRESS_COLUMNS[6:], map(Decimal, amounts), strict=True))
        records.append({column: record[column] for column in columns})
    return records


PROGRESS = Table(
    "progress",
    "plan_progress",
    PROGRESS_COLUMNS,
    {
        "organization_code": "รหัส อปท.",
        "fiscal_year": "ปีงบประมาณ",
        "round_months": "รอบ (เดือน)",
        "dimension_no": "มิติที่",
        "projects_planned": "โครงการตามแผน",
        "projects_done": "โครงการที่ดำเนินการแล้ว",
        "budget_planned": "งบประมาณตามแผน",
        "budget_ordinance": "งบประมาณตามข้อบัญญัติ/เทศบัญญัติ",
        "budget_spent": "งบประมาณใช้จริง",
        "stated_projects_percent": "ร้อยละดำเนินการ โครงการ (ตามที่พิมพ์)",
        "stated_budget_percent": "ร้อยละดำเนินการ งบประมาณ (ตามที่พิมพ์)",
    },
    _progress(PROGRESS_COLUMNS),
)
SCREEN = Table(
    "screen",
    "plan_progress",
    ("organization", *PROGRESS_COLUMNS[3:]),
    {
        "organization": "",
        "dimension_no": "",
        "projects_planned": "ตามแผน",
        "projects_done": "ดำเนินการแล้ว",
        "budget_planned": "ตามแผน",
        "budget_ordinance": "ตามข้อบัญญัติ/เทศบัญญัติ",
        "budget_spent": "ใช้จริง",
        "stated_projects_percent": "โครงการ",
        "stated_budget_percent": "งบประมาณ",
    },
    [
        {"organization": None if number else "เทศบาลเมืองตากใบ"} | record
        for number, record in enumerate(_progress(PROGRESS_COLUMNS[3:]))
    ],
    above=(("ชื่อโครงการ", "มิติ", "โครงการ", "", "งบประมาณ", "", "", "ร้อยละดำเนินการ", ""),),
    values={"organization_code": CODE, "fiscal_year": str(YEAR), "round_months": "12"},
)

STATUSES = ("ดำเนินการแล้ว", "ดำเนินการต่อเนื่อง", "ยังไม่ดำเนินการ", "ดำเนินการแล้ว")
STATUS_CODES = {"ดำเนินการแล้ว": "done", "ดำเนินการต่อเนื่อง": "ongoing", "ยังไม่ดำเนินการ": "not_started", "ไม่มีกรณี": "no_case"}
MEASURED = (
    "เปิดช่องทางรับเรื่องร้องเรียนการทุจริต",
    "บริหารงานบุคคลตามหลักคุณธรรม",
    "เผยแพร่ข้อมูลการใช้จ่ายงบประมาณ",
    "สำรวจความพึงพอใจของผู้รับบริการ",
)


def _measures() -> list[Record]:
    return [
        {"organization_code": CODE, "fiscal_year": YEAR, "measure_no": number, "measure": measure, "responsible": "กองคลัง"}
        | {"result": "รายงานผลทุกไตรมาส", "status": status}
        for number, (measure, status) in enumerate(zip(MEASURED, STATUSES, strict=True), 1)
    ]


MEASURES = Table(
    "measures",
    "measures",
    ("organization_code", "fiscal_year", "measure_no", "measure", "responsible", "result", "status"),
    {
        "organization_code": "รหัส อปท.",
        "fiscal_year": "ปีงบประมาณ",
        "measure_no": "ข้อ",
        "measure": "มาตรการ",
        "responsible": "ผู้รับผิดชอบ",
        "result": "ผลการดำเนินการ",
        "status": "สถานะ",
    },
    _measures(),
    truth=lambda records: [record | {"status": STATUS_CODES[str(record["status"])]} for record in records],
)

TABLES = {
    table.name: table for table in (FULL, OFFICE, SMALL, BARE, ORDINANCE, LONG, MATRIX, RESPONDENTS, PROGRESS, SCREEN, MEASURES)
}
BUDGETS = ("full", "office", "small", "bare", "ordinance")

AMOUNTS = {
    "budget": MONEY,
    "plan_progress": PROGRESS_COLUMNS[4:],
    "satisfaction": (),
    "measures": (),
}
"""Of each data set, the columns that are summed."""
LABELS = {
    "budget": (*KEYS, "plan", "work", "expenditure_group", "category", "division"),
    "plan_progress": ("organization_code", "fiscal_year", "round_months", "dimension_no"),
    "satisfaction": ("organization_code", "fiscal_year"),
    "measures": ("organization_code", "fiscal_year", "measure_no", "status"),
}
"""Of each data set, the columns that must say the same as often."""
