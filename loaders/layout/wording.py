"""What is asked of the questions of a table of scores that speak of something of which much is bad, or of no
satisfaction."""

import duckdb

from loaders.layout.forms import RESPONSES
from loaders.layout.negatives import is_of_something_else
from loaders.layout.reading import Options, Reading
from loaders.problem import Asked, Choice, Problem, Question
from loaders.rows import LINE
from loaders.text_patterns import squeezed
from vocabulary.language import N_

NOT_SATISFACTION = N_(
    "Row {row}: “{value}” does not seem to ask how satisfied people are; a high figure may be bad there, or"
    " a wish. Say that its"
    " scores are counted as they stand, or leave it out; if they are to be counted from the other end,"
    " correct them in the file."
)
AS_IT_STANDS = N_("counted as it stands: a high figure is good")


def of_something_else(connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options) -> Asked:
    """Asks of each question in `record`, and each dimension, that may be about no satisfaction. Of the rows
    of a form and of the columns of respondents that is asked where they are read."""
    found = Asked()
    names = {"question": reading.layout == "tidy", "dimension": reading.layout != RESPONSES}
    for name in (name for name, is_asked in names.items() if is_asked and name in reading.dataset.names):
        every = f"SELECT {name}, list(source_row ORDER BY source_row) AS rows FROM record WHERE {name} IS NOT NULL GROUP BY {name}"
        for text, rows in connection.execute(f"{every} ORDER BY rows[1]").fetchall():
            if is_of_something_else(text):
                _ask(found, options, text, rows)
    return found


def _ask(found: Asked, options: Options, text: str, rows: list[int]) -> None:
    """Asks about one text; what was said of any of its rows answers it."""
    key = f"row:{squeezed(text)}"
    question = Question(key, (Choice(LINE, AS_IT_STANDS, f"--line-row {rows[0]}"),))
    said = options.answer(key, *(f"row:{row}" for row in rows))
    problem = Problem("error", "not_satisfaction", NOT_SATISFACTION, rows[0], value=text, question=question)
    found.ask(problem, lambda _key: said if said == LINE else None)
