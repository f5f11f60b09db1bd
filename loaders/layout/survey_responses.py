"""Answers of a web form: a row a respondent, a column a question; means by division and question come out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

from loaders.layout.form import LETTER, Form, best_first, column_names, hold_figures, rows_below
from loaders.layout.reading import Header, Options, Reading, arabic, normal
from loaders.layout.scales import is_answer, is_no_answer, score
from loaders.layout.survey import settle
from loaders.layout.survey_columns import GRID, is_about_people, is_percentage
from loaders.layout.survey_rows import TIMES, respondents
from loaders.layout.survey_tables import SATISFACTION
from loaders.problem import Problem
from loaders.rows import Cells, Notices, Record, Row
from loaders.schema.dataset import Dataset
from loaders.schema.datasets import DATASETS
from loaders.text_patterns import names_person
from vocabulary.language import N_

RESPONSES = "survey_responses"
DROPPED = "columns_dropped"
"""The rule that tells which columns are not stored, since they tell of people."""
_EXPLANATION = N_("answers of a web form, a row for each respondent")
_MAKES = (
    "question_no",
    "question",
    "dimension_no",
    "dimension",
    "score_percent",
    "respondents",
    "answer_counts",
)
_LEAST_ANSWERS = 0.6
"""What share of the cells of a question lies on a scale."""
_DEGREE = re.compile(r"^\W*(\d\W*)?(ระดับ|พึงพอใจ|พอใจ)*(น้อยที่สุด|น้อย|ปานกลาง|มากที่สุด|มาก)\W*\d?\W*$")
_DIVISION = re.compile(r"หน่วยงาน|ส่วนงาน|ส่วนราชการ|สำนัก|กอง|ฝ่าย|division|department")
_SERVICE = re.compile(r"บริการ|service|(งาน|ฝ่าย|จุด)ที่(ท่าน)?(มา|เข้า)?(ติดต่อ|รับ|ใช้)")
# หน่วยงานต้นสังกัดของท่าน is the respondent's own; งานที่มาติดต่อ is what is judged.
_NO_DIVISION = re.compile(
    r"ชื่อ(?!หน่วยงาน|ส่วน|สำนัก|กอง|ฝ่าย)|ผู้(รับ|ใช้|มา|ตอบ|ติดต่อ|ให้)|ประเภท|เสนอ|ความคิดเห็น|ความเห็น|ปรับปรุง|เพราะ|เหตุผล|วัน|เวลา"
    r"|ที่อยู่|โทร|เบอร์|อีเมล|e-?mail|จำนวน|ครั้ง|(สังกัด|หน่วยงาน|ส่วนราชการ)(ต้นสังกัด)?ของ(ท่าน|ผู้)"
)
"""Headers under which respondents write about themselves, or what they will: never the name of a division."""
_PLAN = re.compile(
    r"โครงการ|งบประมาณ|แผนงาน|ยุทธศาสตร์|เบิกจ่าย|จัดสรร|มิติ(ที่)?\s*[1-4๑-๔]|ดำเนินการ(แล้ว|เสร็จ)|รอบ\s*(6|12|๖|๑๒)"
)
"""Headers of plans and budgets, whose small figures look like answers."""


# How it is recognised.


def _recognise(
    dataset: Dataset, headers: list[Header], head: list[Row], options: Options
) -> Iterator[Reading]:
    yield from best_first(_reading(dataset, header, rows_below(header, head), options) for header in headers)


def _reading(dataset: Dataset, header: Header, rows: list[list[str]], options: Options) -> Reading | None:
    """The reading where columns hold answers, as far as the first rows show. Where it is not plain which one
    names the division, the reading lacks it, and the caller is asked."""
    if header.tiers > 1 or any(
        name and _is_answered(name, at, rows) for at, name in enumerate(header.lowest)
    ):
        return None
    mapping = {normal(name): column for name, column in options.mapping.items()}
    is_named = options.table == dataset.table
    across = _questions_of(header, rows, mapping, is_named=is_named)
    if len(across) < (1 if is_named else 2):
        return None
    division = _division(header, rows, across, mapping)
    # Small figures of any kind look like answers; a time stamp, or the caller, says that they are.
    is_said = is_named or any(TIMES.fullmatch(normal(name)) for name in header.lowest)
    if not is_said and _may_be_others(header, rows, across, division):
        return None
    positions = {} if division is None else {"division": division}
    return Reading(dataset, RESPONSES, header, positions, across=tuple(across), makes=_MAKES)


def _may_be_others(header: Header, rows: list[list[str]], across: list[int], division: int | None) -> bool:
    """Whether what look like answers may be figures of another kind: named as other data sets name theirs,
    among the words of plans and budgets, or one row for each division, of which many answer for one."""
    if any(normal(header.lowest[at]) in _figures_of_others() for at in across):
        return True
    if division is None:
        return sum(_PLAN.search(name) is not None for name in header.names) > 1
    named = [cells[division] for cells in rows if cells[division].strip()]
    return len(named) > 1 and len({*named}) == len(named)


@cache
def _figures_of_others() -> frozenset[str]:
    """How figures of the other data sets are called in headers."""
    others = [each for name, each in DATASETS.items() if name != SATISFACTION]
    return frozenset(
        name
        for each in others
        for name, column in column_names(each).items()
        if each.column(column).kind.is_figure
    )


def _questions_of(
    header: Header, rows: list[list[str]], mapping: dict[str, str], *, is_named: bool
) -> list[int]:
    """The columns that hold answers. Where the caller names the table (`is_named`) one is enough, and blank
    columns are questions asked late, or of few."""
    shares: dict[int, float | None] = {}
    for at, name in enumerate(header.lowest):
        if name and normal(name) not in mapping:
            texts = [cells[at] for cells in rows if not is_no_answer(cells[at])]
            shares[at] = sum(map(is_answer, texts)) / len(texts) if texts else None
    across = [
        at
        for at, share in shares.items()
        if share is not None
        and share >= _LEAST_ANSWERS
        and not is_about_people(header.lowest[at])
        and not (is_percentage(header.names[at]) and hold_figures(rows, (at,)))
    ]
    if len(across) < 2 and is_named:
        across += [at for at, share in shares.items() if share is None]
    return across


def _is_answered(name: str, at: int, rows: list[list[str]]) -> bool:
    """Whether a cell is what a respondent answered, and no header: a figure or a degree, or what others
    answered there too."""
    if not LETTER.search(name) or _DEGREE.search(name):
        return True
    return is_answer(name) and any(cells[at].strip() == name for cells in rows)


def _division(
    header: Header, rows: list[list[str]], across: list[int], mapping: dict[str, str]
) -> int | None:
    """Where the division stands: under the header that the caller names, else under the only one that says
    so, and never where people are named."""
    headers = {at: normal(name) for at, name in enumerate(header.lowest) if name and at not in across}
    mapped = [at for at, name in headers.items() if mapping.get(name) == "division"]
    fitting = {at: name for at, name in headers.items() if not _NO_DIVISION.search(name)}
    by_division = [at for at, name in fitting.items() if _DIVISION.search(name)]
    by_service = [at for at, name in fitting.items() if _SERVICE.search(name)]
    candidates = mapped or by_division or by_service
    without_people = [at for at in candidates if not any(names_person(arabic(cells[at])) for cells in rows)]
    return without_people[0] if len(without_people) == 1 else None


def is_division_header(header: str) -> bool:
    """Whether a header says that a division stands below."""
    return _DIVISION.search(normal(header)) is not None and not _NO_DIVISION.search(normal(header))


# How its rows are read.


def _read(
    reading: Reading, rows: Iterator[Row], notices: Notices, _roles: dict[int, str]
) -> Iterator[Record]:
    """Means by division and question, and how many gave which answer. What names a respondent is not even
    looked at."""
    answers: dict[tuple[int, str], Counter[int]] = defaultdict(Counter)
    first_rows: dict[str, int] = {}
    for row, division, cells in respondents(reading, rows, notices):
        first_rows.setdefault(division, row)
        for at, scale in reading.scales.items():
            if (level := scale.level(cells[at])) is not None:
                answers[at, division][level] += 1
    _tell_dropped(reading, notices)
    questions = _questions(reading)
    for (at, division), levels in sorted(answers.items(), key=lambda item: item[0]):
        own = {"division": division, **score(reading.scales[at], levels)}
        yield Record(first_rows[division], reading.given_cells | questions[at] | own)


def _questions(reading: Reading) -> dict[int, Cells]:
    """Number, question and dimension of each column of answers: web forms write them as ด้าน [ข้อ] or 1. ข้อ.
    Where two grids have the same question, its name has the title of the grid too."""
    questions: dict[int, Cells] = {}
    dimensions: dict[str, int] = {}
    parts = Counter(GRID.sub(r"\2", arabic(reading.header.names[at])) for at in reading.across)
    for number, at in enumerate(reading.across, start=1):
        header = arabic(reading.header.names[at])
        grid = GRID.fullmatch(header)
        part = grid[2] if grid and parts[grid[2]] == 1 else header
        text = re.sub(r"^\s*(ข้อ(ที่)?)?\s*\d+(\.\d+)*[.)]?\s*", "", part)
        dimension_no = str(dimensions.setdefault(grid[1], len(dimensions) + 1)) if grid else None
        questions[at] = {
            "question_no": str(number),
            # A header that is a number alone (ข้อ 2) is the name of its question.
            "question": text or header,
            "dimension_no": dimension_no,
            "dimension": grid[1] if grid else None,
        }
    return questions


def _tell_dropped(reading: Reading, notices: Notices) -> None:
    kept = {*reading.positions.values(), *reading.across}
    dropped = [name for at, name in enumerate(reading.header.names) if name and at not in kept]
    message = N_(
        "The answers of {count} respondents were counted; single answers are not stored."
        " Columns dropped at the door, neither stored nor kept: {value}."
    )
    words = {"count": f"{notices.rows_read:,}"}
    notices.problems.append(Problem("note", DROPPED, message, value=", ".join(dropped) or "–", words=words))


_NO_DIVISION_NAMED = N_(
    "The answers of respondents were found, but no column plainly names the division or service"
    " that they are about."
    " If they are about one, state it. If a column names it, say which column that is."
)
SURVEY_RESPONSES = Form(
    RESPONSES,
    _recognise,
    _read,
    lambda _reading: _EXPLANATION,
    settle,
    tables=(SATISFACTION,),
    is_last_resort=True,
    computes_scores=True,
    missing={"division": (_NO_DIVISION_NAMED, "--division NAME, --map HEADER=division")},
)
