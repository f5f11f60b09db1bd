"""Surveys, the plan's progress and the measures: scales, answers, percents, totals and statuses."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction

from tests.variants.draft import Cell, Draft, Line
from tests.variants.operators import ASK, MAY, operator
from tests.variants.tables import ANSWERED, DIVISIONS, STATUS_CODES, WORDS, Record, means
from tests.variants.units import in_steps_of

RESPONDENTS = ("respondents",)
PLAN = ("progress", "screen")
PERCENTAGES = (
    ("stated_projects_percent", "projects_done", "projects_planned"),
    ("stated_budget_percent", "budget_spent", "budget_planned"),
)


# --- answers of respondents


def _worded(draft: Draft, words: dict[int, str], questions: tuple[str, ...] = ANSWERED) -> None:
    for line in draft.counted:
        for question in questions:
            mark = line.cells[question]
            line.cells[question] = words[mark] if isinstance(mark, int) else mark


def _marks(draft: Draft) -> list[Record]:
    """The answers as the office knows them, before they are written."""
    return [dict(record) for record in draft.table.records]


@operator("answers", RESPONDENTS)
def answers_in_words(draft: Draft) -> None:
    """Answers in the usual words of five levels; the truth stays."""
    _worded(draft, WORDS)


FIVE = (
    {5: "พึงพอใจมากที่สุด", 4: "พึงพอใจมาก", 3: "พึงพอใจปานกลาง", 2: "พึงพอใจน้อย", 1: "พึงพอใจน้อยที่สุด"},
    {5: "ดีมาก", 4: "ดี", 3: "ปานกลาง", 2: "พอใช้", 1: "ควรปรับปรุง"},
    {5: "เห็นด้วยอย่างยิ่ง", 4: "เห็นด้วย", 3: "ไม่แน่ใจ", 2: "ไม่เห็นด้วย", 1: "ไม่เห็นด้วยอย่างยิ่ง"},
    {5: "Very satisfied", 4: "Satisfied", 3: "Neutral", 2: "Dissatisfied", 1: "Very dissatisfied"},
    {5: "มากที่สุด", 4: "มาก", 3: "ปานกลาง", 2: "น้อย", 1: "น้อยมาก"},
    {5: "สะดวกมากที่สุด", 4: "สะดวกมาก", 3: "สะดวกปานกลาง", 2: "สะดวกน้อย", 1: "ไม่สะดวก"},
)


@operator("answers", RESPONDENTS, ASK)
def other_words_of_five_levels(draft: Draft) -> None:
    """Answers in other words of five levels; the truth stays."""
    _worded(draft, draft.random.choice(FIVE))
    draft.names += ANSWERED


@operator("answers", RESPONDENTS, MAY)
def invented_words_of_five_levels(draft: Draft) -> None:
    """Answers in words that nobody could list; the truth stays."""
    _worded(draft, {5: "ปลื้มสุด ๆ", 4: "ปลื้ม", 3: "เฉย ๆ", 2: "ขัดใจ", 1: "ขัดใจสุด ๆ"}, draft.random.choice([ANSWERED, ANSWERED[1:2]]))
    draft.names += ANSWERED


@operator("answers", RESPONDENTS, MAY)
def one_question_in_other_words(draft: Draft) -> None:
    """One question has words of its own: สะดวกมาก, สะดวก, ปานกลาง …; the truth stays."""
    _worded(draft, WORDS, (ANSWERED[0], ANSWERED[2]))
    words = {5: "สะดวกมาก", 4: "สะดวก", 3: "ปานกลาง", 2: "ไม่สะดวก", 1: "ไม่สะดวกเลย"}
    other = {5: "ชัดเจนมาก", 4: "ชัดเจน", 3: "ปานกลาง", 2: "ไม่ชัดเจน", 1: "ไม่ชัดเจนเลย"}
    _worded(draft, draft.random.choice([words, other]), ANSWERED[1:2])
    draft.names.append(ANSWERED[1])


@operator("answers", RESPONDENTS)
def words_and_numbers(draft: Draft) -> None:
    """Answers as "5 มากที่สุด", "มากที่สุด (5)", "5.0" or in Thai digits; the truth stays."""
    form = draft.random.choice(
        ["{mark} {word}", "{word} ({mark})", "{mark}.0", "{mark} = {word}", "{word} = {mark}", "{mark} - {word}", "{thai}"]
    )
    thai = "๐๑๒๓๔๕"
    _worded(draft, {mark: form.format(mark=mark, word=word, thai=thai[mark]) for mark, word in WORDS.items()})
    draft.names += ANSWERED


@operator("answers", RESPONDENTS, ASK)
def no_answers(draft: Draft) -> None:
    """Some have no answer, blank or in words; the truth counts them in no mean."""
    word = draft.random.choice([None, "ไม่เคยใช้บริการ", "ไม่ตอบ", "ไม่ทราบ", "-", "N/A", "ไม่มีความเห็น", "ไม่ขอตอบ", "ไม่เกี่ยวข้อง"])
    marks = _marks(draft)
    if draft.random.random() < 0.5:
        _worded(draft, WORDS)
    for line, record in zip(draft.counted, marks, strict=True):
        for question in ANSWERED:
            if draft.random.random() < 0.2:
                record[question], line.cells[question] = None, word
    draft.truth[:] = means(marks)
    draft.names += ANSWERED


@operator("answers", RESPONDENTS, ASK)
def mistyped_answers(draft: Draft) -> None:
    """A few answers are mistyped (มากก, มากทีสุด, 55); the truth is what was meant, or without them nothing may be in silence."""
    numbers = draft.random.random() < 0.3
    if not numbers:
        _worded(draft, WORDS)
    for line in draft.random.sample(draft.counted, 2):
        line.cells[ANSWERED[0]] = draft.random.choice(["55", "0", "6"] if numbers else ["มากทีสุด", "มากก", "ปานกลา"])
        draft.touched.append(line)
    draft.names.append(ANSWERED[0])


@operator("answers", RESPONDENTS, ASK)
def question_added_late(draft: Draft) -> None:
    """A question that only the last respondents were asked; the truth counts theirs."""
    marks = _marks(draft)
    if draft.random.random() < 0.5:
        _worded(draft, WORDS)
    for line, record in list(zip(draft.counted, marks, strict=True))[: -draft.random.choice([3, 6, 9])]:
        record[ANSWERED[2]], line.cells[ANSWERED[2]] = None, None
    draft.truth[:] = means(marks)
    draft.names.append(ANSWERED[2])


@operator("answers", RESPONDENTS, MAY)
def row_of_means_below(draft: Draft) -> None:
    """Below the answers a row with each question's mean or number; it is no respondent."""
    marks = _marks(draft)
    averages = {q: Fraction(sum(int(str(r[q])) for r in marks), len(marks)) for q in ANSWERED}
    word, digits = draft.random.choice([("ค่าเฉลี่ย", 2), ("เฉลี่ย", 0), ("รวม", 2), ("Mean", 1), ("S.D.", 0)])
    cells: Record = {q: Cell(f"{float(mean):.{digits}f}") for q, mean in averages.items()}
    draft.put(Line(cells | {draft.random.choice(["time", "division"]): word}, "total"))
    draft.names += ANSWERED


@operator("columns", RESPONDENTS, ASK)
def recoded_answers(draft: Draft) -> None:
    """Each question once in words and once recoded as numbers; the truth counts it once."""
    marks = _marks(draft)
    _worded(draft, WORDS)
    ending = draft.random.choice([" (คะแนน)", "_code", " คะแนน", " [ตัวเลข]"])
    for question in ANSWERED:
        name = f"{question}{ending}"
        draft.columns.insert(len(draft.columns) - 1, name)
        draft.headers[name] = draft.headers[question] + ending
        draft.names.append(draft.headers[name])
        for line, record in zip(draft.counted, marks, strict=True):
            line.cells[name] = record[question]


NUMBERS = {
    "จำนวนบุตร": "0123",
    "ระดับการศึกษา (รหัส)": "1234",
    "จำนวนครั้งที่มาใช้บริการ": "12345",
    "อายุ": ("19", "25", "38", "47", "61"),
    "ปีที่อยู่ในพื้นที่": ("1", "2", "4", "5"),
    "กลุ่มอายุ": "12345",
    "จำนวนสมาชิกในครัวเรือน": "12345",
    "เลขที่แบบสอบถาม": ("1", "2", "3", "4", "5"),
}


@operator("columns", RESPONDENTS, ASK)
def numbers_that_are_no_scores(draft: Draft) -> None:
    """A column of children, years, visits or codes; it is no question of the truth."""
    header = draft.random.choice(list(NUMBERS))
    draft.columns.insert(draft.random.choice([2, len(draft.columns)]), header)
    for line in draft.counted:
        line.cells[header] = draft.random.choice(NUMBERS[header])
    draft.names.append(header)


@operator("columns", RESPONDENTS)
def personal_columns(draft: Draft) -> None:
    """Names, addresses and telephone numbers of respondents, made up; the truth stays."""
    for header, value in {
        "ชื่อ-สกุล": "นาย ก. ตัวอย่าง",
        "อีเมล": "someone@example.org",
        "เบอร์โทร": "0800000000",
        "อายุ": "31-40 ปี",
    }.items():
        draft.columns.insert(1, header)
        for line in draft.counted:
            line.cells[header] = value


@operator("columns", RESPONDENTS)
def ordinal_that_is_no_question(draft: Draft) -> None:
    """A column of several choices, or of how often one comes; it is no question of the truth."""
    header, words = draft.random.choice(
        [("ท่านมาติดต่อเรื่องใด", ("ชำระภาษี", "ขออนุญาต", "ร้องเรียน")), ("ช่องทางที่ติดต่อ", ("มาด้วยตนเอง, โทรศัพท์", "ไลน์", "เว็บไซต์"))]
    )
    draft.columns.insert(3, header)
    for line in draft.counted:
        line.cells[header] = draft.random.choice(words)


def _rescaled(draft: Draft, top: int, words: dict[int, str] | None = None, accept_from_zero: bool = False) -> None:
    marks = _marks(draft)
    for line, record in zip(draft.counted, marks, strict=True):
        for question in ANSWERED:
            mark = draft.random.randrange(1, top + 1)
            record[question] = mark
            line.cells[question] = words[mark] if words else mark
    draft.truth[:] = means(marks, top=top)
    if accept_from_zero:
        for record in draft.truth:
            score = record["score"]
            assert isinstance(score, Fraction)
            record["score"] = (score, (score * top - 100) / (top - 1))
    draft.names += ANSWERED


@operator("scale answers", RESPONDENTS, MAY)
def two_levels(draft: Draft) -> None:
    """Two levels, satisfied or not; the truth is the share, counted from the lowest as 0 or as a half."""
    words = draft.random.choice(
        [("ไม่พอใจ", "พอใจ"), ("ไม่ใช่", "ใช่"), ("ไม่พึงพอใจ", "พึงพอใจ"), ("ไม่เหมาะสม", "เหมาะสม"), ("No", "Yes")]
    )
    _rescaled(draft, 2, dict(enumerate(words, 1)), accept_from_zero=True)


@operator("scale answers", RESPONDENTS, MAY)
def three_levels(draft: Draft) -> None:
    """Three levels in words; the truth is the mean of three, counted from the lowest as 0 or as a third."""
    words = draft.random.choice([("น้อย", "ปานกลาง", "มาก"), ("ควรปรับปรุง", "พอใช้", "ดี"), ("ไม่พอใจ", "เฉยๆ", "พอใจ")])
    _rescaled(draft, 3, dict(enumerate(words, 1)), accept_from_zero=True)


@operator("scale answers", RESPONDENTS, MAY)
def four_levels(draft: Draft) -> None:
    """Four levels in words; the truth is the mean of four, counted from the lowest as 0 or as a quarter."""
    words = draft.random.choice(
        [("น้อยที่สุด", "น้อย", "มาก", "มากที่สุด"), ("ปรับปรุง", "พอใช้", "ดี", "ดีมาก"), ("ไม่พอใจมาก", "ไม่พอใจ", "พอใจ", "พอใจมาก")]
    )
    _rescaled(draft, 4, dict(enumerate(words, 1)), accept_from_zero=True)


@operator("scale answers", RESPONDENTS, MAY)
def four_numbered_levels(draft: Draft) -> None:
    """Answers 1 to 4 of four levels, which only the header says; the truth is the mean of four."""
    _rescaled(draft, 4, accept_from_zero=True)
    for question in ANSWERED:
        draft.headers[question] += " (4 ระดับ)"


@operator("scale answers", RESPONDENTS, ASK)
def ten_points(draft: Draft) -> None:
    """Answers 1 to 10; the truth is the mean of ten."""
    _rescaled(draft, 10)


@operator("scale answers", RESPONDENTS, MAY)
def upside_down(draft: Draft) -> None:
    """Answers of which 1 is the best, as the header says; the truth is turned."""
    for line in draft.counted:
        for question in ANSWERED:
            mark = line.cells[question]
            line.cells[question] = 6 - mark if isinstance(mark, int) else mark
    for question in ANSWERED:
        draft.headers[question] += " (1 = มากที่สุด, 5 = น้อยที่สุด)"
        draft.names.append(draft.headers[question])


# --- the printed survey


@operator("total", ("matrix",))
def row_of_averages(draft: Draft) -> None:
    """A last row with the mean of each division; it is no question."""
    word = draft.random.choice(
        ["เฉลี่ย", "ค่าเฉลี่ย", "รวมเฉลี่ย", "รวม", "ค่าเฉลี่ยรวม", "ภาพรวม", "Average", "Mean", "รวมทุกด้าน", "เฉลี่ยรวมทุกข้อ"]
    )
    cells: Record = {}
    for division in DIVISIONS:
        scores = [Decimal(str(line.cells[division])) for line in draft.counted]
        cells[division] = Cell(f"{sum(scores, Decimal()) / len(scores):.2f}")
    draft.put(Line(cells | {"question": word}, "total"))


@operator("columns", ("matrix",), ASK)
def column_of_averages(draft: Draft) -> None:
    """A last column with the mean of each question; it is no division."""
    word = draft.random.choice(["เฉลี่ย", "ค่าเฉลี่ย", "รวม", "รวมเฉลี่ย", "ภาพรวม", "Average", "เฉลี่ยทุกหน่วยงาน", "ค่าเฉลี่ย (ร้อยละ)"])
    draft.columns.append("average")
    draft.headers["average"] = word
    draft.names.append(word)
    for line in draft.counted:
        scores = [Decimal(str(line.cells[division])) for division in DIVISIONS]
        line.cells["average"] = Cell(f"{sum(scores, Decimal()) / 3:.2f}")


@operator("columns", ("matrix",), ASK)
def column_of_deviations(draft: Draft) -> None:
    """A last column with the standard deviation, the level or the rank of each question; it is no division."""
    word, value = draft.random.choice(
        [("S.D.", "0.53"), ("ระดับ", "มากที่สุด"), ("ลำดับ", "1"), ("ส่วนเบี่ยงเบนมาตรฐาน", "0.61"), ("แปลผล", "มาก"), ("n", "120")]
    )
    draft.columns.append("deviation")
    draft.headers["deviation"] = word
    draft.names.append(word)
    for line in draft.counted:
        line.cells["deviation"] = Cell(value)


@operator("total", ("matrix",), MAY)
def row_of_respondents(draft: Draft) -> None:
    """A last row with the number of respondents of each division; it is no question, and gives the numbers."""
    word = draft.random.choice(["จำนวนผู้ตอบ", "จำนวนผู้ตอบแบบสอบถาม (คน)", "n", "ผู้ตอบ (คน)"])
    people = dict(zip(DIVISIONS, (80, 100, 95), strict=True))
    row = draft.put(Line({"question": word} | {division: Cell(str(number)) for division, number in people.items()}, "total"))
    for record in draft.truth:
        record["respondents"] = people[str(record["division"])]
    draft.names.append(str(row.cells["question"]))


@operator("rows", ("matrix",))
def headings_of_dimensions(draft: Draft) -> None:
    """The dimensions stand on rows of their own; the truth stays."""
    draft.lines.insert(0, Line({draft.columns[0]: "ด้านเจ้าหน้าที่ผู้ให้บริการ"}, "heading"))
    draft.lines.insert(3, Line({draft.columns[0]: "ด้านสิ่งอำนวยความสะดวก"}, "heading"))


@operator("rows", ("matrix",), ASK)
def averages_of_dimensions(draft: Draft) -> None:
    """A row with the means of each dimension below its questions; they are no questions."""
    for first, last, word in ((0, 2, "เฉลี่ยด้านที่ 1"), (3, 5, "เฉลี่ยด้านที่ 2")):
        lines = [line for line in draft.lines[first:last] if line.kind == "line"]
        cells: Record = {
            division: Cell(f"{sum((Decimal(str(line.cells[division])) for line in lines), Decimal()) / max(len(lines), 1):.2f}")
            for division in DIVISIONS
        }
        draft.put(Line(cells | {"question": word}, "total"), last)


SCORED = ("matrix", "long")


@operator("percent", (*SCORED, *PLAN))
def percent_signs(draft: Draft) -> None:
    """Each percentage with its sign; the truth stays."""
    form = draft.random.choice(["{}%", "{} %", "ร้อยละ {}"][:2])
    draft.manner.percent = lambda value: form.format(value)


@operator("percent", SCORED, ASK)
def fractions_for_percent(draft: Draft) -> None:
    """Scores as fractions of one, 0.9506, as a workbook keeps what it shows as percent; the truth stays."""
    draft.manner.percent = lambda value: f"{value / 100:f}"
    draft.names += [draft.headers.get("score_percent", "score_percent"), "score_percent"]
    draft.touched += draft.counted


@operator("percent", SCORED, MAY)
def means_of_five_for_percent(draft: Draft) -> None:
    """Scores as means of five, 4.753; the truth stays."""
    draft.manner.percent = lambda value: f"{value / 20:f}"
    if "score_percent" in draft.headers:
        draft.headers["score_percent"] = draft.random.choice(["ค่าเฉลี่ย", "ร้อยละความพึงพอใจ", "คะแนนเฉลี่ย (เต็ม 5)"])
    draft.names.append("score_percent")
    draft.touched += draft.counted


@operator("percent", PLAN)
def percentages_cut_off(draft: Draft) -> None:
    """Printed percentages cut off or rounded up instead of rounded; the truth has them as printed."""
    _state_percentages(draft, draft.random.choice([ROUND_DOWN, ROUND_UP]))


def _state_percentages(draft: Draft, rounding: str) -> None:
    for line in draft.counted:
        for column, done, planned in PERCENTAGES:
            exact = Decimal(str(line.true[done])) * 100 / Decimal(str(line.true[planned]))
            line.set(**{column: exact.quantize(Decimal("0.01"), rounding)})


@operator("percent", PLAN)
def percentages_of_one_decimal(draft: Draft) -> None:
    """Printed percentages with one decimal or none; the truth has them as printed."""
    unit = draft.random.choice([Decimal("0.1"), Decimal(1)])
    for line in draft.counted:
        for column in ("stated_projects_percent", "stated_budget_percent"):
            line.set(**{column: Decimal(str(line.true[column])).quantize(unit)})


@operator("percent", PLAN, MAY)
def fractions_for_stated_percent(draft: Draft) -> None:
    """Printed percentages as fractions of one, 0.385; the truth stays."""
    draft.manner.percent = lambda value: f"{value / 100:f}"
    draft.names += ["stated_projects_percent", "stated_budget_percent"]
    draft.touched += draft.counted


@operator("total", PLAN)
def plan_total(draft: Draft) -> None:
    """A total of the dimensions with its percentages; it is no dimension."""
    _plan_total(draft, draft.random.choice(["รวม", "รวมทั้งสิ้น"]))


@operator("total", PLAN, ASK)
def plan_total_in_new_words(draft: Draft) -> None:
    """A total of the dimensions in words that nobody has listed; it is no dimension."""
    _plan_total(draft, draft.random.choice(["TOTAL", "ทั้งสิ้น", "สรุปรวม", "รวม 4 มิติ", "ผลลัพธ์", "ΣΣ", ""]))


def _plan_total(draft: Draft, word: str) -> None:
    cells: Record = {}
    for column in draft.columns:
        if column.startswith(("projects", "budget")):
            amounts = [Decimal(str(line.true[column])) for line in draft.counted]
            cells[column] = int(sum(amounts)) if column.startswith("projects") else sum(amounts, Decimal())
    for column, done, planned in PERCENTAGES:
        exact = Decimal(str(cells[done])) * 100 / Decimal(str(cells[planned]))
        cells[column] = exact.quantize(Decimal("0.01"))
    column = draft.random.choice([name for name in ("organization", "dimension_no") if name in draft.columns])
    draft.put(Line(cells | {column: word}, "total"))


@operator("rows", PLAN, MAY)
def dimensions_in_words(draft: Draft) -> None:
    """The dimensions as มิติที่ 1 or in Thai digits; the truth stays."""
    form = draft.random.choice(["มิติที่ {}", "มิติ {}", "มิติที่{}", "{}."])
    for line in draft.counted:
        line.cells["dimension_no"] = form.format(line.true["dimension_no"])
    draft.touched += draft.counted


@operator("unit", PLAN, ASK)
def plan_in_thousands(draft: Draft) -> None:
    """The plan's money in thousands of baht, as a row above says; the truth stays."""
    draft.manner.divisor, draft.answers["unit"] = 1000, "thousand"
    if draft.random.random() < 0.6:
        in_steps_of(draft, 10)
        _state_percentages(draft, ROUND_HALF_UP)
    words = draft.random.choice(["หน่วย : พันบาท", "(พันบาท)", "Unit: Thousand Baht", "งบประมาณ (หน่วย: พันบาท)"])
    draft.above.insert(0, [words])
    draft.names.append(words)


@operator("rows", PLAN, MAY)
def dimension_left_out(draft: Draft) -> None:
    """A dimension is lost while the total below still counts it; the truth is of all four."""
    _plan_total(draft, "รวม")
    draft.lines.remove(draft.random.choice(draft.counted))


# --- measures


@operator("answers", ("measures",))
def statuses_in_other_words(draft: Draft) -> None:
    """Statuses as codes or with spaces; the truth stays."""
    coded = draft.random.random() < 0.5
    for line in draft.counted:
        status = str(line.cells["status"])
        line.cells["status"] = STATUS_CODES[status] if coded else f" {status} "


@operator("answers", ("measures",), MAY)
def unknown_status(draft: Draft) -> None:
    """A status that nobody has listed; the truth stays."""
    line = draft.random.choice(draft.counted)
    line.cells["status"] = draft.random.choice(["เสร็จ", "✓", "อยู่ระหว่างขออนุมัติ", "80%", "ไม่ได้ทำ", "/"])
    draft.touched.append(line)


@operator("answers", ("measures",))
def numbers_in_thai(draft: Draft) -> None:
    """The measures numbered in Thai digits; the truth stays."""
    for line in draft.counted:
        line.cells["measure_no"] = Cell("๐๑๒๓๔"[int(str(line.true["measure_no"]))])
