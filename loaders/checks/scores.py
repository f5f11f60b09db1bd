"""What scores are of: percentages, or fractions, means or points of which the clerk says what the best is."""

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import duckdb

from loaders.layout.forms import form_of
from loaders.layout.reading import Options, Reading, arabic
from loaders.problem import Choice, Problem, Question
from loaders.schema.dataset import Column
from loaders.schema.kinds import SCORE
from vocabulary.language import N_

PERCENT = 100
BEST = {
    PERCENT: N_("percentages: the highest is {percent} %"),
    1: N_("fractions of 1: the highest is {percent} %"),
    3: N_("means of 3 levels: the highest is {percent} %"),
    4: N_("means of 4 levels: the highest is {percent} %"),
    5: N_("means of 5 levels: the highest is {percent} %"),
    10: N_("points of 10: the highest is {percent} %"),
}
"""What the best score may be, and what scores are then."""
_POINTS = N_("points of {best}: the highest is {percent} %")
_FULL = re.compile(
    r"(?:คะแนน\s*)?เต็ม(?:\s*(?:ข้อ|รายการ|ด้าน)ละ)?\s*[:=(]?\s*(?:เท่ากับ|คือ|เป็น)?\s*(\d{1,4})(?![\d.])"
)
"""How titles and headers say what the full score is."""
_LOWEST = (
    "SELECT source_row, division, score FROM {rows} WHERE score > 0 AND score <= $limit ORDER BY ALL LIMIT 1"
)
_LOW, _HIGH = 10, 40
"""Nobody gives up to 10 percent to one question and more than 40 to others: such scores are on different
scales."""


@dataclass
class Scores:
    """What the best score of a table is; what is told or asked; the answers that served."""

    best: int = PERCENT
    problems: list[Problem] = field(default_factory=list)
    answered: dict[str, str] = field(default_factory=dict)


def scores(connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options) -> Scores:
    """What the scores of the rows in `plain` and `spelled` are of. Nobody is satisfied to ten percent at most
    in every question, so what is not above 10 is asked about."""
    column = next((column for column in reading.dataset.columns if column.kind is SCORE), None)
    if column is None or form_of(reading).computes_scores:
        return Scores()
    rows = f"""(
        SELECT source_row, division, {column.name} AS score FROM plain
        UNION ALL SELECT source_row, division, {column.name} FROM spelled WHERE NOT is_total AND NOT shifted)"""
    asked = f"SELECT count(score), min(source_row), max(score) FROM {rows}"
    ((count, row, most),) = connection.execute(asked).fetchall()
    if count < 2 or most <= 0:
        return Scores()
    words = {"title": column.title}
    full = _stated(reading)
    chosen = int(options.answers.get("scores", PERCENT))
    limit = max([_LOW, *full, *({chosen} - {PERCENT})])
    if (
        most > limit
        and most >= _HIGH
        and (first := connection.execute(_LOWEST.format(rows=rows), {"limit": limit}).fetchall())
    ):
        return _differing(first[0], most, column, options)
    if most > limit:
        return Scores()
    possible = [
        PERCENT,
        *sorted({best for best in (*BEST, *full, limit) if most <= best and best != PERCENT}),
    ]
    key = f"scores:{possible[1]}"  # what is said of means of 5 says nothing of fractions
    answer = options.answer(key)
    if answer is None and len(full) == 1 and 2 * full[0] <= 5 * most:
        return Scores(
            full[0], [Problem("note", "scores", _STATED, row, column.name, str(full[0]), words=words)]
        )
    if answer:
        best = int(answer)
        told = (
            []
            if best == PERCENT
            else [Problem("note", "scores", _READ, row, column.name, str(best), words=words)]
        )
        return Scores(best, told, {key: answer})
    choices = tuple(
        Choice(
            f"{best}",
            BEST.get(best, _POINTS),
            f"--scores-of {best}",
            words={"best": f"{best}", **_highest(most, best)},
        )
        for best in possible
    )
    problem = Problem(
        "error",
        "scores_asked",
        _ASKED,
        row,
        column.name,
        str(most),
        words=words,
        question=Question(key, choices),
    )
    return Scores(problems=[problem])


def _differing(
    first: tuple[int, str | None, Decimal], most: Decimal, column: Column, options: Options
) -> Scores:
    """Refuses scores of two scales, of which `first` is the first low one, unless all are said to be
    percentages."""
    row, division, score = first
    key = f"scores:{_plain(score)} in {row}"
    if options.answer(key) == f"{PERCENT}":
        return Scores(answered={key: f"{PERCENT}"})
    choice = Choice(f"{PERCENT}", _ALL, f"--scores-of {PERCENT}", words=_highest(most, PERCENT))
    words = {"title": column.title, "division": division or "–", "most": _plain(most)}
    question = Question(key, (choice,))
    problem = Problem(
        "error", "scores_differ", _DIFFER, row, column.name, _plain(score), words=words, question=question
    )
    return Scores(problems=[problem])


def _stated(reading: Reading) -> list[int]:
    """The full scores that titles and headers state, but for 100."""
    said = [*(cell for _row, cell in reading.titles_above), *reading.header.names]
    return sorted({int(full) for text in said for full in _FULL.findall(arabic(text))} - {0, PERCENT})


def _plain(score: Decimal) -> str:
    return f"{score.normalize():f}"


def _highest(most: Decimal, best: int) -> dict[str, str]:
    return {"percent": str((most * 100 / best).quantize(Decimal("0.01"), ROUND_HALF_UP))}


_ASKED = N_(
    "Column {title} ({column}), from row {row} on: no score is above {value}, so these may be no"
    " percentages. What are they?"
)
_READ = N_(
    "Column {title} ({column}), from row {row} on: the best score is {value}; scores were read as percent"
    " of it."
)
_STATED = N_(
    "Column {title} ({column}), from row {row} on: the file says that the full score is {value}; scores"
    " were read as percent of"
    " it."
)
_DIFFER = N_(
    "Row {row}, column {title} ({column}): {division} has {value} and others up to {most}, as if these were"
    " scores of different"
    " scales (means or fractions among percentages). Write all of them in percent; or say that they are"
    " percentages already."
)
_ALL = N_("all are percentages, the low ones too: the highest is {percent} %")
