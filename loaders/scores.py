"""What scores are of: percentages, or fractions, means or points of which the clerk says what the best is."""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import duckdb

from language import N_
from loaders.forms import RESPONSES
from loaders.kinds import SCORE
from loaders.problem import Choice, Problem, Question
from loaders.reading import Options, Reading

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


@dataclass
class Scores:
    """What the best score of a table is; what is told or asked; the answers that served."""

    best: int = PERCENT
    problems: list[Problem] = field(default_factory=list)
    answered: dict[str, str] = field(default_factory=dict)


def scores(connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options) -> Scores:
    """What the scores of the rows in `plain` and `spelled` are of. Nobody is satisfied to ten percent at most in every question,
    so what is not above 10 is asked about."""
    column = next((column for column in reading.dataset.columns if column.kind is SCORE), None)
    if column is None or reading.layout == RESPONSES:
        return Scores()
    asked = f"""
        SELECT count({column.name}), min(source_row), max({column.name}) FROM (
            SELECT source_row, {column.name} FROM plain
            UNION ALL SELECT source_row, {column.name} FROM spelled WHERE NOT is_total AND NOT shifted)"""
    ((count, row, most),) = connection.execute(asked).fetchall()
    if count < 2 or not 0 < most <= max(best for best in BEST if best != PERCENT):
        return Scores()
    possible = [best for best in BEST if most <= best]
    key = f"scores:{possible[1]}"  # what is said of means of 5 says nothing of fractions
    words = {"title": column.title}
    if answer := options.answer(key):
        best = int(answer)
        told = [] if best == PERCENT else [Problem("note", "scores", _READ, row, column.name, str(best), words=words)]
        return Scores(best, told, {key: answer})
    choices = tuple(Choice(f"{best}", BEST[best], f"--scores-of {best}", words=_highest(most, best)) for best in possible)
    problem = Problem("error", "scores_asked", _ASKED, row, column.name, str(most), words=words, question=Question(key, choices))
    return Scores(problems=[problem])


def _highest(most: Decimal, best: int) -> dict[str, str]:
    return {"percent": str((most * 100 / best).quantize(Decimal("0.01"), ROUND_HALF_UP))}


_ASKED = N_(
    "Column {title} ({column}), from row {row} on: no score is above {value}, so these may be no percentages. What are they?"
)
_READ = N_("Column {title} ({column}), from row {row} on: the best score is {value}; scores were read as percent of it.")
