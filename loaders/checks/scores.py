"""What scores are of: percentages, or fractions, means or points of which the clerk says what the best is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

import duckdb

from loaders.layout.forms import form_of
from loaders.layout.reading import Options, Reading, arabic
from loaders.problem import Choice, Outcome, Problem, Question, Severity
from loaders.schema.dataset import Column
from loaders.schema.kinds import RATE, SCORE
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
# คะแนนเต็มข้อละ 20 คะแนน, (คะแนนเต็ม ๑๐ คะแนน), คะแนนเต็ม = 3
_FULL = re.compile(
    r"(?:คะแนน\s*)?เต็ม(?:\s*(?:ข้อ|รายการ|ด้าน)ละ)?\s*[:=(]?\s*(?:เท่ากับ|คือ|เป็น)?\s*(\d{1,4})(?![\d.])"
)
"""How titles and headers say what the full score is."""
_LOW, _HIGH = 10, 40
"""Nobody gives up to 10 percent to one question and more than 40 to others: such scores are on different
scales."""
_HIGHEST_FRACTION = 2
"""What somebody measured, as a fraction of what was planned: 148.15 % occur."""


@dataclass
class Scores(Outcome):
    """What the best score of a table is."""

    best: int = PERCENT


@dataclass(frozen=True)
class _Column:
    """The column of scores: the query of its rows, the first of these, and the highest score."""

    column: Column
    rows: str
    first: int
    most: Decimal

    def problem(self, severity: Severity, rule: str, message: str, value: str) -> Problem:
        """A problem of the column from its first row on."""
        words = {"title": self.column.title}
        return Problem(severity, rule, message, self.first, self.column.name, value, words=words)


def scores(connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options) -> Scores:
    """What the scores of the rows in `plain` and `spelled` are of. Nobody is satisfied to ten percent at most
    in every question, so what is not above 10 is asked about."""
    column = _column(connection, reading)
    if column is None:
        return Scores()
    if column.column.kind is RATE:
        return _asked(column, [PERCENT, 1], options) if column.most <= _HIGHEST_FRACTION else Scores()
    full_scores = _stated(reading)
    said = int(options.answers.get("scores", PERCENT))
    # Up to this, scores may be of something else than 100.
    limit = max(_LOW, *full_scores, 0 if said == PERCENT else said)
    # 85.13 under “คะแนนเต็ม 5” is a percentage; 4.5 beside 95.18 is of another scale.
    if column.most > limit:
        low = _lowest(connection, column, limit) if column.most >= _HIGH else None
        return _differing(low, column, options) if low else Scores()
    others = {best for best in (*BEST, *full_scores, limit) if column.most <= best and best != PERCENT}
    possible = [PERCENT, *sorted(others)]
    # A full score that is stated is believed where the scores come near enough to it.
    is_near = len(full_scores) == 1 and 2 * full_scores[0] <= 5 * column.most
    if is_near and not options.answer(_key(possible)):
        best = full_scores[0]
        return Scores([column.problem("note", "scores", _STATED, str(best))], best=best)
    return _asked(column, possible, options)


def _key(possible: Sequence[int]) -> str:
    """Under which an answer is remembered: what is said of means of 5 says nothing of fractions."""
    return f"scores:{possible[1]}"


def _asked(column: _Column, possible: Sequence[int], options: Options) -> Scores:
    """What was answered of scores of which the best is one of those `possible`, else the question."""
    key = _key(possible)
    if answer := options.answer(key):
        best = int(answer)
        note = column.problem("note", "scores", _READ, str(best))
        return Scores([] if best == PERCENT else [note], {key: answer}, best)
    choices = tuple(_choice(best, BEST.get(best, _POINTS), column.most) for best in possible)
    problem = column.problem("error", "scores_asked", _QUESTION, str(column.most))
    return Scores([replace(problem, question=Question(key, choices))])


def _column(connection: duckdb.DuckDBPyConnection, reading: Reading) -> _Column | None:
    """The column of scores, or of what else somebody measured; None where a table has none, or they are
    computed here, or say too little."""
    column = next((column for column in reading.dataset.columns if column.kind in (SCORE, RATE)), None)
    if column is None or form_of(reading).computes_scores:
        return None
    division = "division" if "division" in reading.dataset.names else "NULL AS division"
    rows = f"""(
        SELECT source_row, {division}, {column.name} AS score FROM plain
        UNION ALL
        SELECT source_row, {division}, {column.name} FROM spelled WHERE NOT is_total AND NOT shifted)"""
    query = f"SELECT count(score), min(source_row), max(score) FROM {rows}"
    ((count, first, most),) = connection.execute(query).fetchall()
    fewest = 1 if column.kind is RATE else 2
    return _Column(column, rows, first, most) if count >= fewest and most > 0 else None


_Score = tuple[int, str | None, Decimal]
"""The row, the division and the score."""


def _lowest(connection: duckdb.DuckDBPyConnection, column: _Column, limit: int) -> _Score | None:
    """The first row with a score up to the limit."""
    query = f"""
        SELECT source_row, division, score FROM {column.rows}
        WHERE score > 0 AND score <= $limit ORDER BY ALL LIMIT 1"""
    return next(iter(connection.execute(query, {"limit": limit}).fetchall()), None)


def _differing(low: _Score, column: _Column, options: Options) -> Scores:
    """Refuses scores of two scales, of which `low` is the first low one, unless all are said to be
    percentages."""
    row, division, score = low
    key = f"scores:{_plain(score)} in {row}"
    if options.answer(key) == f"{PERCENT}":
        return Scores(answered={key: f"{PERCENT}"})
    problem = column.problem("error", "scores_differ", _DIFFER, _plain(score))
    words = problem.words | {"division": division or "–", "most": _plain(column.most)}
    question = Question(key, (_choice(PERCENT, _ALL, column.most),))
    return Scores([replace(problem, row=row, words=words, question=question)])


def _choice(best: int, label: str, most: Decimal) -> Choice:
    """What scores are if the best is `best`, with the highest in percent of it."""
    percent = (most * 100 / best).quantize(Decimal("0.01"), ROUND_HALF_UP)
    words = {"best": f"{best}", "percent": str(percent)}
    return Choice(f"{best}", label, f"--scores-of {best}", words=words)


def _stated(reading: Reading) -> list[int]:
    """The full scores that titles and headers state, but for 100."""
    texts = [*(cell for _row, cell in reading.titles_above), *reading.header.names]
    return sorted({int(full) for text in texts for full in _FULL.findall(arabic(text))} - {0, PERCENT})


def _plain(score: Decimal) -> str:
    return f"{score.normalize():f}"


_QUESTION = N_(
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
