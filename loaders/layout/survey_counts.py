"""Counts of answers: questions down, the levels of a scale across, in each cell how many people."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from loaders.files.text import Text
from loaders.layout.answer_counts import SHARE, Counts, are_shares, counts, fault, is_level, says_reversed
from loaders.layout.form import (
    LETTER,
    Form,
    best_first,
    column_names,
    hold_figures,
    is_tier,
    places_of,
    rows_below,
)
from loaders.layout.reading import Header, Options, Reading, normal
from loaders.layout.scales import Scale, score
from loaders.layout.survey_questions import NO_QUESTION, column_key
from loaders.layout.survey_table_rows import questions, sums
from loaders.layout.survey_tables import (
    NOT_SATISFIED,
    SATISFACTION,
    SurveyTable,
    not_satisfaction,
    refuse_second_table,
    rows_that_are_no_questions,
)
from loaders.problem import Choice, Question
from loaders.rows import Notices, Record, Row
from loaders.schema.dataset import Dataset
from vocabulary.language import N_

_NAME = "survey_counts"
_EXPLANATION = N_("questions in rows, levels of answers in columns, numbers of people in the cells")
_BESIDE = ("division", "question_no", "question", "dimension_no", "dimension")
"""The columns that may stand beside the levels."""
_SUMS = ("รวม", "จำนวน", "ทั้งหมด", "total")
"""Headers of sums that percentages have too."""
_PEOPLE = "people"


# How it is recognised.


def _recognise(
    dataset: Dataset, headers: list[Header], head: list[Row], options: Options
) -> Iterator[Reading]:
    likely = [header for header in headers if not _levels_are_answers(header, head)]
    yield from best_first(_reading(dataset, header, rows_below(header, head), options) for header in likely)


def _reading(dataset: Dataset, header: Header, rows: list[list[str]], options: Options) -> Reading | None:
    """The reading where the header names levels of a scale and figures stand below them."""
    columns = counts(header)
    if columns is None or (
        are_shares(header, columns.levels) and _is_of_one_level(header, columns.levels, options)
    ):
        return None
    if (rows and is_tier(rows[0], columns.levels)) or not hold_figures(rows, columns.levels):
        return None
    names = column_names(dataset) | {normal(name): column for name, column in options.mapping.items()}
    positions = places_of(header, names, _BESIDE, without=columns.levels)
    # รายการ and ประเด็นคำถาม head the questions too: known by what stands below.
    if "question" not in positions:
        at_question = _column_of_texts(rows, min(columns.levels), positions)
        if at_question is None:
            return None
        positions["question"] = at_question
    numbers = (name for name in ("question_no", "dimension_no", "dimension") if name not in positions)
    makes = ("score_percent", "respondents", "answer_counts", *numbers)
    return Reading(dataset, _NAME, header, positions, across=tuple(columns.levels), makes=makes)


def _column_of_texts(rows: list[list[str]], end: int, positions: dict[str, int]) -> int | None:
    """The last column before `end`, used for nothing else, in which most rows have words: the questions."""
    unused = [at for at in range(end) if at not in positions.values()]
    texts = [at for at in unused if 2 * sum(bool(LETTER.search(cells[at])) for cells in rows) > len(rows)]
    return texts[-1] if texts else None


def _is_of_one_level(header: Header, levels: Iterable[int], options: Options) -> bool:
    """Whether the caller says that the share of one level is the score, or that too few are used for
    several."""
    mapped = {normal(name) for name, column in options.mapping.items() if column == "score_percent"}
    used = [at for at in levels if options.answers.get(column_key(header.names[at])) != NO_QUESTION]
    return len(used) < 2 or any(normal(header.lowest[at]) in mapped for at in levels)


def _levels_are_answers(header: Header, head: list[Row]) -> bool:
    """Whether the levels of a header are a respondent's answers: the row above asks something else in each of
    their columns."""
    above = header.above + header.tiers - 2
    if above < 0:
        return False
    levels = [at for at, name in enumerate(header.lowest) if is_level(name)]
    _row, cells = head[above]
    above_levels = [cells[at].strip() for at in levels if at < len(cells)]
    are_different = all(above_levels) and len(set(above_levels)) == len(above_levels)
    return len(levels) == len(above_levels) > 0 and are_different and not any(map(is_level, above_levels))


# What the clerk is asked.


def _settle(
    reading: Reading, text: Text, options: Options, notices: Notices
) -> tuple[Reading, dict[str, str]]:
    """The reading with the rows that are counted; asks where the columns may be no numbers of people."""
    notices.problems += not_satisfaction(reading)
    table = SurveyTable.of(reading, text, options, notices)
    no_questions = rows_that_are_no_questions(table, sums(reading, table.rows))
    table.reading = replace(reading, no_questions=frozenset(no_questions))
    refuse_second_table(table)
    if columns := counts(reading.header):
        if not columns.is_whole and are_shares(reading.header, columns.levels):
            _ask_which_share(table, columns)
        elif not _is_refused(table, columns):
            _check_rows(table, columns)
    return table.reading, table.answered


def _is_refused(table: SurveyTable, columns: Counts) -> bool:
    """Refuses a table that lacks levels, of which one is called the score, or whose figures are said to count
    from the other end."""
    header = table.reading.header
    row = table.reading.header.rows[-1]
    scores = {normal(name) for name, column in table.options.mapping.items() if column == "score_percent"}
    named = [at for at in (*columns.levels, *columns.shares) if normal(header.lowest[at]) in scores]
    if named or not columns.is_whole:
        value = header.names[(named or list(columns.levels))[0]]
        table.error("level_as_score", _LEVEL_AS_SCORE, row, value, levels=_words(columns.scale))
        return True
    titles = (cell for _row, cell in table.reading.titles_above)
    if columns.scale.is_numeric and (title := next(filter(says_reversed, titles), None)):
        table.error("reversed_figures", _REVERSED, row, title)
        return True
    return False


def _check_rows(table: SurveyTable, columns: Counts) -> None:
    """Refuses figures that contradict each other; asks whether they are percentages where each question has a
    hundred answers."""
    header = table.reading.header
    row = table.reading.header.rows[-1]
    rows = list(questions(table.reading, table.rows, Notices()))
    faults = [problem for number, cells, _question in rows if (problem := fault(columns, number, cells))]
    table.notices.problems += faults
    answers = [columns.answers(cells) for _row, cells, _question in rows]
    if faults or not rows or any(each is None or each.total() != 100 for each in answers):
        return
    texts = [
        *(cell for _row, cell in table.reading.titles_above),
        *(header.names[at] for at in columns.levels),
    ]
    kept_as = "counts"
    value = header.names[min(columns.levels)]
    if any(re.search("ร้อยละ|%|เปอร์เซ็นต์", text) for text in texts):
        table.error("level_percentages", _HUNDRED, row, value)
    elif answer := table.options.answer(kept_as):
        table.answered[kept_as] = answer
    elif all(normal(header.lowest[at]) in _SUMS for at in columns.people):
        label = N_("numbers of people, a hundred for each question")
        choice = Choice(_PEOPLE, label, f"--counts-of {_PEOPLE}")
        table.error("counts_asked", _HUNDRED, row, value, Question(kept_as, (choice,)))


def _ask_which_share(table: SurveyTable, columns: Counts) -> None:
    """Asks which share of the people is the score, where not all levels are there."""
    header = table.reading.header
    best = sorted(columns.levels, key=lambda at: -columns.levels[at])
    label = N_("the score is “{header}”")
    # ร้อยละไม่พึงพอใจ is no score to choose.
    choices = tuple(
        Choice(name, label, f'--map "{name}=score_percent"', words={"header": name})
        for name in (header.lowest[at] for at in best)
        if not NOT_SATISFIED.search(normal(name))
    )
    table.error(
        "level_as_score",
        _WHICH_SHARE,
        header.rows[-1],
        header.names[best[-1]],
        Question(SHARE, choices),
        levels=_words(columns.scale),
    )


def _words(scale: Scale) -> str:
    """The words of all levels, the best first."""
    return ", ".join(scale.word(level) for level in range(scale.highest, scale.lowest - 1, -1))


# How its rows are read.


def _read(
    reading: Reading, rows: Iterator[Row], notices: Notices, _roles: dict[int, str]
) -> Iterator[Record]:
    """A record for each question of which it is counted how many people gave which answer."""
    columns = counts(reading.header)
    for row, cells, question in questions(reading, list(rows), notices):
        if columns and (answers := columns.answers(cells)) and answers.total():
            yield Record(row, reading.given_cells | question | score(columns.scale, answers))


_LEVEL_AS_SCORE = N_(
    "This is a table of counts: “{value}” says how many people gave one answer, and no score. Give"
    " it a column for each"
    " level, once ({levels}), with the numbers of people, and the score is computed."
)
_REVERSED = N_(
    "The title “{value}” says that 1 is the best answer. Name the levels in words, so that the"
    " right one is best."
)
_HUNDRED = N_(
    "The figures of each question come to 100: are they numbers of people (“{value}” …), or"
    " percentages? Percentages of"
    " levels are not read: enter numbers of people."
)
_WHICH_SHARE = N_(
    "The column “{value}” says what share of the people gave one answer, and not all levels are there"
    " ({levels}): no mean can"
    " be computed. Say which share is the score (the other columns are passed over), or enter the"
    " people of each level."
)
SURVEY_COUNTS = Form(
    _NAME,
    _recognise,
    _read,
    lambda _reading: _EXPLANATION,
    _settle,
    tables=(SATISFACTION,),
    overrules_scores=True,
    computes_scores=True,
    division_in_title=True,
)
