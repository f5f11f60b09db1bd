"""What is asked of the questions of a table of scores that speak of something of which much is bad, or of no
satisfaction."""

import duckdb

from loaders.layout.negative_wording import AS_IT_STANDS, NOT_SATISFACTION, is_of_something_else
from loaders.layout.reading import TIDY, Options, Reading
from loaders.layout.survey_responses import RESPONSES
from loaders.problem import Choice, Outcome, Problem, Question
from loaders.rows import LINE
from loaders.text_patterns import squeezed


def negative_questions(connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options) -> Outcome:
    """Asks of each question in `record`, and each dimension, that may be about no satisfaction. Of the rows
    of a form and of the columns of respondents that is asked where they are read."""
    outcome = Outcome()
    names = {"question": reading.layout == TIDY, "dimension": reading.layout != RESPONSES}
    for name in (name for name, is_asked in names.items() if is_asked and name in reading.dataset.names):
        query = f"""
            SELECT {name}, list(source_row ORDER BY source_row) AS rows
            FROM record WHERE {name} IS NOT NULL GROUP BY {name} ORDER BY rows[1]"""
        for text, rows in connection.execute(query).fetchall():
            if is_of_something_else(text):
                _ask(outcome, options, text, rows)
    return outcome


def _ask(outcome: Outcome, options: Options, text: str, rows: list[int]) -> None:
    """Asks about one text; what was said of any of its rows answers it."""
    key = f"row:{squeezed(text)}"
    question = Question(key, (Choice(LINE, AS_IT_STANDS, f"--line-row {rows[0]}"),))
    answer = options.answer(key, *(f"row:{row}" for row in rows))
    problem = Problem("error", "not_satisfaction", NOT_SATISFACTION, rows[0], value=text, question=question)
    # To leave a question out is no answer here: it is taken out of the file.
    outcome.ask(problem, lambda _key: answer if answer == LINE else None)
