"""Which columns of a survey's matrix are divisions, and which of its rows are questions: by what they are
called and by what their figures are, asked where both leave it open, refused where nothing is a division or
the table is two."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from loaders import text_patterns
from loaders.files.text import Text
from loaders.layout.counts import SHARE, are_shares, counts, fault, says_reversed
from loaders.layout.divisions import names_division
from loaders.layout.form_records import asked, figures, means, numbered, sums, sums_up
from loaders.layout.forms import COUNTS, MATRIX, RESPONSES
from loaders.layout.negatives import is_of_something_else
from loaders.layout.reading import Options, Reading, arabic, normal
from loaders.layout.respondents import with_respondents
from loaders.layout.survey import key
from loaders.layout.survey_questions import NO_QUESTION
from loaders.layout.wording import AS_IT_STANDS, NOT_SATISFACTION
from loaders.problem import Choice, Problem, Question
from loaders.rows import LINE, TOTAL, Row, Told, trimmed
from vocabulary.language import N_

DIVISION = "division"
"""The answer that a column is a division."""
_BESIDE = re.compile(
    r"(จำนวน)?(ผู้ตอบ|ผู้ใช้บริการ|ผู้รับบริการ|ผู้มารับบริการ|แบบสอบถาม|แบบประเมิน|แบบสำรวจ|กลุ่มตัวอย่าง)(แบบ(สอบถาม|ประเมิน|สำรวจ))?(ที่.*)?(ทั้งหมด|รวม)?(คน|ชุด|ฉบับ)?"
    r"|(ลำดับ|อันดับ)(ที่)?|(ผ่าน)?เกณฑ์.*|(คะแนน|ค่า)(เฉลี่ย|เป้าหมาย).*(25|20)\d\d|คะแนน(รวม|เต็ม)|ร้อยละ(ของ)?(ความ|ผู้)?(ไม่)?(พึง)?พอใจ.*|เป้าหมาย.*|ผลต่าง.*|รวม(ด้าน.*)?"
)
"""What rows beside the questions of a survey are called, as a whole."""
_NOT_SATISFIED = re.compile(r"ไม่(พึง)?พอใจ|ความคาดหวัง|dissatisf", re.IGNORECASE)


@dataclass
class _Matrix:
    """A matrix with its rows, and what is told, asked and answered of it."""

    reading: Reading
    table: list[Row]
    options: Options
    told: Told
    answered: dict[str, str] = field(default_factory=dict)

    def error(
        self,
        rule: str,
        message: str,
        row: int,
        value: str,
        question: Question | None = None,
        option: str | None = None,
        **said: str,
    ) -> None:
        told = Problem("error", rule, message, row, value=value, words=said, question=question, option=option)
        self.told.problems.append(told)


def decide(reading: Reading, text: Text, options: Options, told: Told) -> tuple[Reading, dict[str, str]]:
    """The reading with the divisions and the rows that are counted, and which questions to the clerk were
    answered how. What is no matrix stays as it is."""
    if reading.dataset.table != "satisfaction" or reading.layout == RESPONSES:
        return reading, {}
    told.problems += _not_satisfaction(reading)
    if reading.layout not in (MATRIX, COUNTS):
        share = options.answers.get(SHARE)
        return reading, {SHARE: share} if share and share in reading.header.lowest else {}
    width, last = reading.header.width, reading.header.rows[-1]
    table = [(row, cells + [""] * (width - len(cells))) for row, cells in text.rows() if row > last]
    found = _Matrix(reading, table, options, told)
    if reading.layout == MATRIX:
        reading = replace(reading, across=tuple(_divisions(found)))
        found.reading, wrong = with_respondents(reading, table, options)
        told.problems += wrong
    found.reading = replace(found.reading, no_questions=frozenset(_no_questions(found)))
    _second_table(found)
    if reading.layout == COUNTS:
        read = counts(reading.header)
        (
            _ask_which_share
            if read and not read.is_whole and are_shares(reading.header, read.levels)
            else _counts
        )(found)
    return found.reading, found.answered


def _not_satisfaction(reading: Reading) -> Iterator[Problem]:
    """Titles, and headers of scores, that say that something else was measured."""
    for row, cell in reading.titles_above:
        if said := _NOT_SATISFIED.search(cell):
            message = N_(
                "Row {row}: the title “{value}” says that {measured} was measured, and a high figure is not"
                " a good score. Enter"
                " the scores of satisfaction; if the figures are these already, correct the title."
            )
            yield Problem("error", "not_satisfaction", message, row, value=cell, words={"measured": said[0]})
    scored = reading.across if reading.layout == MATRIX else [reading.positions.get("score_percent")]
    for header in (reading.header.names[at] for at in scored if at is not None):
        if said := _NOT_SATISFIED.search(normal(header)):
            message = N_(
                "The header “{value}” says that {measured} was measured, and a high figure is not a good"
                " score. Enter the scores"
                " of satisfaction in a column of their own; if the figures are these already, correct the"
                " header."
            )
            row = reading.header.rows[-1]
            yield Problem(
                "error", "not_satisfaction", message, row, value=header, words={"measured": said[0]}
            )


# Columns


def _divisions(found: _Matrix) -> list[int]:
    """The columns that are divisions; asks about those whose headers are not called like one."""
    reading, names = found.reading, found.reading.divisions
    known = [at for at in reading.across if names_division(names[at])]
    answers = {at: found.options.answers.get(key(names[at])) for at in reading.across}
    row = reading.header.rows[-1]
    if not known and DIVISION not in answers.values():
        message = N_(
            "The columns {value} hold figures for each question, but none of their headers names a"
            " division. Give each column of"
            " a division its name (or add it to data/reference/divisions.csv). If the table is of one"
            " division, put its scores under one header (score_percent) and state which."
        )
        found.error(
            "no_divisions",
            message,
            row,
            ", ".join(f"“{names[at]}”" for at in reading.across),
            option="--division NAME",
        )
        return list(reading.across)
    kept = list[int]()
    for at in reading.across:
        if at in known and answers[at] != NO_QUESTION:
            kept.append(at)
        elif answer := answers[at]:
            found.answered[key(names[at])] = answer
            kept += [at] if answer == DIVISION else []
        else:
            message = N_(
                "The column “{value}” stands among divisions, but its header is not called like one. Is it"
                " a division?"
            )
            choices = (
                Choice(DIVISION, N_("a division: its figures are scores"), f'--count "{names[at]}=division"'),
                Choice(NO_QUESTION, N_("no division: passed over"), f'--pass-over "{names[at]}"'),
            )
            found.error("division_asked", message, row, names[at], Question(key(names[at]), choices))
    return kept


# Rows


def _second_table(found: _Matrix) -> None:
    """Refuses what stands below as a table of its own: a title and the header again, or the same questions
    again."""
    title: tuple[int, str] | None = None
    seen: dict[tuple[str, str], int] = {}
    again = list[tuple[int, str]]()
    message = N_(
        "Row {row}: with “{value}” another table seems to begin below the first (another year, or another"
        " thing measured)."
        " Load each as a file of its own."
    )
    for row, cells in found.table:
        said = [text for cell in cells if (text := trimmed(cell))]
        if found.reading.repeats_header(cells):
            if title:
                found.error("second_table", message, *title)
                return
            continue
        is_title = len(said) == 1 and not _is_known_title(said[0], found.reading)
        title = (row, said[0]) if is_title else (None if said else title)
        at = found.reading.positions["question"]
        question = (trimmed(cells[found.reading.positions.get("question_no", at)]) or "", normal(cells[at]))
        division = found.reading.positions.get("division")
        if (
            row not in found.reading.no_questions
            and division is None
            and all(question)
            and figures(found.reading, cells)
        ):
            again += [(row, cells[at])] if question in seen else []
            seen.setdefault(question, row)
    if len(again) > 1:
        found.error("second_table", message, *again[0])


def _is_known_title(text: str, reading: Reading) -> bool:
    return (
        text_patterns.is_page(text)
        or normal(text) in reading.titled
        or arabic(text).lstrip("0123456789. ").startswith("ด้าน")
    )


def _no_questions(found: _Matrix) -> Iterator[int]:
    """The rows with figures that are no questions: proven by their figures, as they are called, or as was
    said; asks about others without a number where questions have one."""
    reading = found.reading
    at = reading.positions.get("question_no")
    scored = [
        (row, cells)
        for row, cells in found.table
        if figures(reading, cells) and not reading.repeats_header(cells)
    ]
    proven = (sums if reading.layout == COUNTS else means)(reading, found.table)
    with_number = [row for row, cells in scored if at is not None and numbered(cells[at])]
    is_numbered = len(with_number) > 1 and 2 * len(with_number) > len(scored)
    for row, cells in scored:
        text = trimmed(cells[reading.positions["question"]]) or next(filter(None, map(trimmed, cells)), "")
        has_number = row in with_number
        is_doubtful = _BESIDE.fullmatch(text_patterns.squeezed(text)) is not None or (
            is_numbered and not has_number
        )
        is_other = is_of_something_else(text)
        if row in reading.respondents_rows or row in proven or (not has_number and sums_up(text)):
            yield row
        elif is_doubtful or is_other:
            name = f"row:{text_patterns.squeezed(text)}"
            answer = found.options.answer(f"row:{row}", name)
            if answer:
                found.answered[name] = answer
            else:
                _ask_row(found, row, text, name, is_other=is_other and not is_doubtful)
            if answer != LINE:
                yield row


def _ask_row(found: _Matrix, row: int, text: str, name: str, *, is_other: bool) -> None:
    message = N_("Row {row} (“{value}”) has figures like the questions, but may be none. Is it a question?")
    own = N_("a question of its own: counted")
    if is_other:
        message, own = NOT_SATISFACTION, AS_IT_STANDS
    choices = (
        Choice(TOTAL, N_("no question: passed over"), f"--total-row {row}"),
        Choice(LINE, own, f"--line-row {row}"),
    )
    found.error(
        "not_satisfaction" if is_other else "question_asked", message, row, text, Question(name, choices)
    )


# Numbers of people


def _counts(found: _Matrix) -> None:
    """Refuses a table of counts that lacks levels, whose figures contradict each other, or are percentages;
    asks whether they are where each question has a hundred answers."""
    reading, read = found.reading, counts(found.reading.header)
    row = reading.header.rows[-1]
    if read is None:
        return
    mapped = {normal(name): column for name, column in found.options.mapping.items()}
    wrong = [
        at
        for at in (*read.levels, *read.shares)
        if mapped.get(normal(reading.header.lowest[at])) == "score_percent"
    ]
    if wrong or not read.is_whole:
        levels = ", ".join(
            read.scale.word(level) for level in range(read.scale.highest, read.scale.lowest - 1, -1)
        )
        message = N_(
            "This is a table of counts: “{value}” says how many people gave one answer, and no score. Give"
            " it a column for each"
            " level, once ({levels}), with the numbers of people, and the score is computed."
        )
        found.error(
            "level_as_score",
            message,
            row,
            reading.header.names[(wrong or list(read.levels))[0]],
            levels=levels,
        )
        return
    titles = [cell for _row, cell in reading.titles_above]
    if read.scale.is_numeric and (title := next(filter(says_reversed, titles), None)):
        message = N_(
            "The title “{value}” says that 1 is the best answer. Name the levels in words, so that the"
            " right one is best."
        )
        found.error("reversed_figures", message, row, title)
        return
    questions = list(asked(reading, found.table, Told()))
    wrong_rows = [problem for number, cells, _found in questions if (problem := fault(read, number, cells))]
    found.told.problems += wrong_rows
    if (
        wrong_rows
        or not questions
        or any((read.answers(cells) or Counter()).total() != 100 for _row, cells, _found in questions)
    ):
        return
    said = [*titles, *(reading.header.names[at] for at in read.levels)]
    message = N_(
        "The figures of each question come to 100: are they numbers of people (“{value}” …), or"
        " percentages? Percentages of"
        " levels are not read: enter numbers of people."
    )
    name, value = "counts", reading.header.names[min(read.levels)]
    if any(re.search("ร้อยละ|%|เปอร์เซ็นต์", text) for text in said):
        found.error("level_percentages", message, row, value)
    elif answer := found.options.answer(name):
        found.answered[name] = answer
    elif all(normal(reading.header.lowest[at]) in _WHOLE for at in read.people):
        choice = Choice("people", N_("numbers of people, a hundred for each question"), "--counts-of people")
        found.error("counts_asked", message, row, value, Question(name, (choice,)))


def _ask_which_share(found: _Matrix) -> None:
    """Asks which share of the people is the score, where not all levels are there."""
    header, read = found.reading.header, counts(found.reading.header)
    assert read
    message = N_(
        "The column “{value}” says what share of the people gave one answer, and not all levels are there"
        " ({levels}): no mean can"
        " be computed. Say which share is the score (the other columns are passed over), or enter the"
        " people of each level."
    )
    levels = ", ".join(
        read.scale.word(level) for level in range(read.scale.highest, read.scale.lowest - 1, -1)
    )
    best = sorted(read.levels, key=lambda at: -read.levels[at])
    label = N_("the score is “{header}”")
    choices = tuple(
        Choice(name, label, f'--map "{name}=score_percent"', words={"header": name})
        for at in best
        if not _NOT_SATISFIED.search(normal(name := header.lowest[at]))
    )
    value = header.names[best[-1]]
    found.error("level_as_score", message, header.rows[-1], value, Question(SHARE, choices), levels=levels)


_WHOLE = ("รวม", "จำนวน", "ทั้งหมด", "total")
"""Headers of sums that percentages have too."""
