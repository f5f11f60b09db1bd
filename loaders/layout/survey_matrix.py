"""The survey's matrix: questions down, divisions across, in each cell a score."""

import re
from collections.abc import Iterator
from dataclasses import replace

from loaders.files.text import Text
from loaders.layout.divisions import is_division, names_division
from loaders.layout.form import LETTER, Form, best_first, column_names, is_tier, places_of, rows_below
from loaders.layout.reading import SCORES, Header, Options, Reading, arabic, normal
from loaders.layout.respondents import with_respondents
from loaders.layout.survey_questions import NO_QUESTION, column_key
from loaders.layout.survey_table_rows import NOT_ASKED, means, questions
from loaders.layout.survey_tables import (
    SATISFACTION,
    SurveyTable,
    not_satisfaction,
    refuse_second_table,
    rows_that_are_no_questions,
)
from loaders.problem import Choice, Question
from loaders.rows import Notices, Record, Row, trimmed
from loaders.schema.dataset import Dataset
from vocabulary.language import N_

MATRIX = "survey_matrix"
DIVISION = "division"
"""The answer that a column is a division."""
_EXPLANATION = N_("questions in rows, divisions in columns")
_STATISTIC = re.compile(
    r"(คะแนน|ค่า|ผล)*เฉลี่ย.*|รวม.*|ภาพรวม|s\.?d\.?|x̄|n|ส่วนเบี่ยงเบน.*|ร้อยละ.*|ระดับ.*|แปล(ผล|ความ).*|ความหมาย|ความถี่.*|จำนวน.*|(ลำดับ|อันดับ).*"
    r"|คะแนนเต็ม|คะแนน|มากที่สุด|มาก|ปานกลาง|น้อย|น้อยที่สุด|mean|average|total|[1-5๑-๕]"
)
"""Headers of columns beside the divisions of a survey: statistics of all of them, or how many gave which
answer."""
_SCORE = re.compile(r"-?\d{1,3}(\.\d+)?%?")
_NUMBERS = ("question_no", "dimension_no", "dimension")
"""What is counted or read from headings where the table has no column for it."""
_LEAST_SCORES = 0.8
"""What share of a division's cells are scores; the others may be misspelled."""


# How it is recognised.


def _recognise(
    dataset: Dataset, headers: list[Header], head: list[Row], _options: Options
) -> Iterator[Reading]:
    yield from best_first(_reading(dataset, header, rows_below(header, head)) for header in headers)


def _reading(dataset: Dataset, header: Header, rows: list[list[str]]) -> Reading | None:
    """The reading where at least two columns beside the questions hold scores of divisions."""
    names = column_names(dataset)
    positions = places_of(header, names, (*_NUMBERS, "question"))
    question_rows = [
        cells for cells in rows if "question" in positions and cells[positions["question"]].strip()
    ]
    others = [at for at, name in enumerate(header.lowest) if name and at not in positions.values()]
    of_divisions = [at for at in others if names.get(normal(header.lowest[at])) == "division"]
    if any(LETTER.search(cells[at]) for cells in question_rows for at in of_divisions):
        return None  # a column of divisions: none stands across
    across = _columns_of_scores(header, others, question_rows)
    if rows and is_tier(rows[0], across):  # the header with that row is tried as well
        return None
    across = _without_statistics(header, across)
    divisions = Reading(dataset, MATRIX, header, positions, across=tuple(across)).divisions
    # Statistics of all divisions stand beside them, and two columns of one name cannot be told apart.
    across = [at for at in across if not _STATISTIC.fullmatch(normal(divisions[at]))]
    if len(across) < 2 or len({divisions[at] for at in across}) < len(across):
        return None
    makes = ("division", "score_percent", *(name for name in _NUMBERS if name not in positions))
    return Reading(dataset, MATRIX, header, positions, across=tuple(across), makes=makes)


def _columns_of_scores(header: Header, places: list[int], question_rows: list[list[str]]) -> list[int]:
    """The columns that hold scores of the questions `asked`; with them the known divisions, since a score
    that is misspelled is no reason to leave one out."""

    def holds_scores(at: int) -> bool:
        texts = [arabic(cells[at]).replace(" ", "") for cells in question_rows if cells[at].strip(" -")]
        scores = sum(_SCORE.fullmatch(text) is not None for text in texts)
        return len(texts) >= max(1, len(question_rows) // 2) and scores >= _LEAST_SCORES * len(texts)

    across = [at for at in places if question_rows and holds_scores(at)]
    if len(across) < 2:
        return across
    filled = [at for at in places if any(cells[at].strip(" -") for cells in question_rows)]
    return sorted({*across, *(at for at in filled if is_division(header.lowest[at]))})


def _without_statistics(header: Header, across: list[int]) -> list[int]:
    """The columns without what stands beside the score of the same group: its mean, deviation, level or
    rank."""
    # ค่าเฉลี่ย 4.41 beside ร้อยละ 88.2, below each division.
    groups: dict[str, list[int]] = {}
    for at in across:
        groups.setdefault(header.group(at), []).append(at)
    if len(groups) < 2:
        return across
    kept = list[int]()
    for group, columns in groups.items():
        places = {normal(header.lowest[at]): at for at in reversed(columns)}
        score = next((places[name] for name in SCORES if name in places), None)
        has_score = group and score is not None
        kept += [
            at
            for at in columns
            if at == score or not has_score or not _STATISTIC.fullmatch(normal(header.lowest[at]))
        ]
    return sorted(kept)


# What the clerk is asked.


def _settle(
    reading: Reading, text: Text, options: Options, notices: Notices
) -> tuple[Reading, dict[str, str]]:
    """The reading with the divisions and the rows that are counted."""
    notices.problems += not_satisfaction(reading, reading.across)
    table = SurveyTable.of(reading, text, options, notices)
    reading = replace(reading, across=tuple(_divisions(table)))
    table.reading, problems = with_respondents(reading, table.rows, options)
    notices.problems += problems
    no_questions = rows_that_are_no_questions(table, means(table.reading, table.rows))
    table.reading = replace(table.reading, no_questions=frozenset(no_questions))
    refuse_second_table(table)
    return table.reading, table.answered


def _divisions(table: SurveyTable) -> list[int]:
    """The columns that are divisions; asks about those whose headers are not called like one."""
    across, names = table.reading.across, table.reading.divisions
    row = table.reading.header.rows[-1]
    known = [at for at in across if names_division(names[at])]
    answers = {at: table.options.answers.get(column_key(names[at])) for at in across}
    # ชาย and หญิง, or ปี 2564 and ปี 2565
    if not known and DIVISION not in answers.values():
        value = ", ".join(f"“{names[at]}”" for at in across)
        table.error("no_divisions", _NO_DIVISIONS, row, value, option="--division NAME")
        return list(across)
    divisions = list[int]()
    for at in across:
        answer = answers[at]
        if at in known and answer != NO_QUESTION:
            divisions.append(at)
        elif answer:
            table.answered[column_key(names[at])] = answer
            divisions += [at] if answer == DIVISION else []
        else:
            table.error("division_asked", _IS_IT_A_DIVISION, row, names[at], _division_question(names[at]))
    return divisions


def _division_question(name: str) -> Question:
    choices = (
        Choice(DIVISION, N_("a division: its figures are scores"), f'--count "{name}=division"'),
        Choice(NO_QUESTION, N_("no division: passed over"), f'--pass-over "{name}"'),
    )
    return Question(column_key(name), choices)


_NO_DIVISIONS = N_(
    "The columns {value} hold figures for each question, but none of their headers names a"
    " division. Give each column of"
    " a division its name (or add it to data/reference/divisions.csv). If the table is of one"
    " division, put its scores under one header (score_percent) and state which."
)
_IS_IT_A_DIVISION = N_(
    "The column “{value}” stands among divisions, but its header is not called like one. Is it a division?"
)


# How its rows are read.


def _read(
    reading: Reading, rows: Iterator[Row], notices: Notices, _roles: dict[int, str]
) -> Iterator[Record]:
    """A record for each question and division. A row without scores is the heading of a dimension; one that
    has a number lacks them."""
    for row, cells, question in questions(reading, list(rows), notices):
        scores = {at: trimmed(cells[at]) for at in reading.across}
        stated = {at: score for at, score in scores.items() if score not in NOT_ASKED}
        # A question that nobody scored is refused as an empty cell, and not lost.
        for at, score in stated.items() or [(reading.across[0], None)]:
            division = reading.divisions[at]
            own = {"division": division, "score_percent": score, "respondents": reading.respondents.get(at)}
            yield Record(row, reading.given_cells | question | own, division)
        if stated and len(stated) < len(scores):
            notices.note(_DIVISIONS_LEFT_OUT, row)


_DIVISIONS_LEFT_OUT = N_(
    "Row {row}: divisions without a score, or with a dash for it, were not asked and were left out."
)
SURVEY_MATRIX = Form(
    MATRIX,
    _recognise,
    _read,
    lambda _reading: _EXPLANATION,
    _settle,
    tables=(SATISFACTION,),
    tells_unknown_headers=True,
)
