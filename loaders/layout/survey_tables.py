"""Tables of a survey's questions, whatever stands across: which rows are questions, by what they are called
and by what their figures are, asked where both leave it open; refused where something else was measured or
the table is two."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from loaders import text_patterns
from loaders.files.text import Text
from loaders.layout.answer_counts import SHARE
from loaders.layout.negative_wording import AS_IT_STANDS, NOT_SATISFACTION, is_of_something_else
from loaders.layout.reading import Options, Reading, arabic, normal
from loaders.layout.survey_table_rows import figures, numbered
from loaders.problem import Choice, Problem, Question
from loaders.rows import LINE, TOTAL, Notices, Row, trimmed
from vocabulary.language import N_

SATISFACTION = "satisfaction"
"""The data set that surveys fill."""
NOT_SATISFIED = re.compile(r"ไม่(พึง)?พอใจ|ความคาดหวัง|dissatisf", re.IGNORECASE)
# จำนวนผู้ใช้บริการ, ลำดับที่, ผ่านเกณฑ์ร้อยละ, ค่าเฉลี่ยปี 2564, คะแนนรวม
_BESIDE = re.compile(
    r"(จำนวน)?(ผู้ตอบ|ผู้ใช้บริการ|ผู้รับบริการ|ผู้มารับบริการ|แบบสอบถาม|แบบประเมิน|แบบสำรวจ|กลุ่มตัวอย่าง)"
    r"(แบบ(สอบถาม|ประเมิน|สำรวจ))?(ที่.*)?(ทั้งหมด|รวม)?(คน|ชุด|ฉบับ)?"
    r"|(ลำดับ|อันดับ)(ที่)?|(ผ่าน)?เกณฑ์.*|(คะแนน|ค่า)(เฉลี่ย|เป้าหมาย).*(25|20)\d\d|คะแนน(รวม|เต็ม)"
    r"|ร้อยละ(ของ)?(ความ|ผู้)?(ไม่)?(พึง)?พอใจ.*|เป้าหมาย.*|ผลต่าง.*|รวม(ด้าน.*)?"
)
"""What rows beside the questions of a survey are called, as a whole."""


@dataclass
class SurveyTable:
    """A table of questions with its rows, and what is told, asked and answered of it."""

    reading: Reading
    rows: list[Row]
    options: Options
    notices: Notices
    answered: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Reading, text: Text, options: Options, notices: Notices) -> "SurveyTable":
        """The table with all rows below its header, each as wide as it."""
        return cls(reading, list(reading.below_header(text.rows())), options, notices)

    def error(
        self,
        rule: str,
        message: str,
        row: int,
        value: str,
        question: Question | None = None,
        option: str | None = None,
        **words: str,
    ) -> None:
        """Refuses the table, until the question is answered where there is one."""
        problem = Problem(
            "error", rule, message, row, value=value, words=words, question=question, option=option
        )
        self.notices.problems.append(problem)


def settle_scores(
    reading: Reading, _text: Text, options: Options, notices: Notices
) -> tuple[Reading, dict[str, str]]:
    """Of a plain table of scores: refuses what is no satisfaction; tells which share was said to be the
    score."""
    if reading.dataset.table != SATISFACTION:
        return reading, {}
    at = reading.positions.get("score_percent")
    notices.problems += not_satisfaction(reading, () if at is None else (at,))
    share = options.answers.get(SHARE)
    return reading, {SHARE: share} if share and share in reading.header.lowest else {}


def not_satisfaction(reading: Reading, score_columns: tuple[int, ...] = ()) -> Iterator[Problem]:
    """Titles, and headers of scores, that say that something else was measured."""
    for row, cell in reading.titles_above:
        if measured := NOT_SATISFIED.search(cell):
            message = N_(
                "Row {row}: the title “{value}” says that {measured} was measured, and a high figure is not"
                " a good score. Enter"
                " the scores of satisfaction; if the figures are these already, correct the title."
            )
            words = {"measured": measured[0]}
            yield Problem("error", "not_satisfaction", message, row, value=cell, words=words)
    for header in (reading.header.names[at] for at in score_columns):
        if measured := NOT_SATISFIED.search(normal(header)):
            message = N_(
                "The header “{value}” says that {measured} was measured, and a high figure is not a good"
                " score. Enter the scores"
                " of satisfaction in a column of their own; if the figures are these already, correct the"
                " header."
            )
            words = {"measured": measured[0]}
            row = reading.header.rows[-1]
            yield Problem("error", "not_satisfaction", message, row, value=header, words=words)


def refuse_second_table(table: SurveyTable) -> None:
    """Refuses what stands below as a table of its own: a title and the header again, or the same questions
    again."""
    reading = table.reading
    title: tuple[int, str] | None = None
    first_rows: dict[tuple[str, str], int] = {}
    again: list[tuple[int, str]] = []
    at = reading.positions["question"]
    for row, cells in table.rows:
        texts = [text for cell in cells if (text := trimmed(cell))]
        if reading.repeats_header(cells):
            if title:
                table.error("second_table", _SECOND_TABLE, *title)
                return
            continue
        is_title = len(texts) == 1 and not _is_known_title(texts[0], reading)
        title = (row, texts[0]) if is_title else (None if texts else title)
        question = (trimmed(cells[reading.positions.get("question_no", at)]) or "", normal(cells[at]))
        is_question = row not in reading.no_questions and all(question) and figures(reading, cells)
        if is_question and "division" not in reading.positions:
            if question in first_rows:
                again.append((row, cells[at]))
            first_rows.setdefault(question, row)
    # One question twice may be a slip; several are the table of another year.
    if len(again) > 1:
        table.error("second_table", _SECOND_TABLE, *again[0])


# Below หน้า 2, ด้านสถานที่ and a repeated title the same table goes on.
def _is_known_title(text: str, reading: Reading) -> bool:
    return (
        text_patterns.is_page(text)
        or normal(text) in reading.titled
        or arabic(text).lstrip("0123456789. ").startswith("ด้าน")
    )


def rows_that_are_no_questions(table: SurveyTable, summaries: Set[int]) -> Iterator[int]:
    """The rows with figures that are no questions: proven by their figures (`summaries`), as they are called,
    or as was said; asks about others without a number where questions have one."""
    reading = table.reading
    at = reading.positions.get("question_no")
    scored = [
        (row, cells)
        for row, cells in table.rows
        if figures(reading, cells) and not reading.repeats_header(cells)
    ]
    with_number = [row for row, cells in scored if at is not None and numbered(cells[at])]
    is_numbered = len(with_number) > 1 and 2 * len(with_number) > len(scored)
    for row, cells in scored:
        text = trimmed(cells[reading.positions["question"]]) or next(filter(None, map(trimmed, cells)), "")
        has_number = row in with_number
        is_beside = _BESIDE.fullmatch(text_patterns.squeezed(text)) is not None
        is_doubtful = is_beside or (is_numbered and not has_number)
        is_called_so = not has_number and text_patterns.sums_up(text)
        if row in reading.respondents_rows or row in summaries or is_called_so:
            yield row
        elif is_doubtful or is_of_something_else(text):
            key = f"row:{text_patterns.squeezed(text)}"
            answer = table.options.answer(f"row:{row}", key)
            if answer:
                table.answered[key] = answer
            else:
                _ask_about_row(table, row, text, key, is_doubtful=is_doubtful)
            if answer != LINE:
                yield row


def _ask_about_row(table: SurveyTable, row: int, text: str, key: str, *, is_doubtful: bool) -> None:
    """Asks whether a row is a question, or one about satisfaction."""
    rule = "question_asked" if is_doubtful else "not_satisfaction"
    message = _IS_IT_A_QUESTION if is_doubtful else NOT_SATISFACTION
    line = N_("a question of its own: counted") if is_doubtful else AS_IT_STANDS
    choices = (
        Choice(TOTAL, N_("no question: passed over"), f"--total-row {row}"),
        Choice(LINE, line, f"--line-row {row}"),
    )
    table.error(rule, message, row, text, Question(key, choices))


_SECOND_TABLE = N_(
    "Row {row}: with “{value}” another table seems to begin below the first (another year, or another"
    " thing measured)."
    " Load each as a file of its own."
)
_IS_IT_A_QUESTION = N_(
    "Row {row} (“{value}”) has figures like the questions, but may be none. Is it a question?"
)
