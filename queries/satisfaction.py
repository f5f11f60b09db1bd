"""How satisfied people are, by division, by question and by dimension."""

import pandas as pd

from queries.scope import Cursor, Scope


def combinations(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Which values occur together in how many rows, in the order of the source: division, dimension_no, question_no (as text,
    "–" where the source has none), rows."""
    return con.execute(
        """
        SELECT division, coalesce(CAST(dimension_no AS VARCHAR), '–') AS dimension_no,
               CAST(question_no AS VARCHAR) AS question_no, count(*) AS rows
        FROM survey_of($organization, $fiscal_year, $within)
        GROUP BY ALL
        ORDER BY min(load_id), min(source_row)
        """,
        scope.bound_lines,
    ).df()


def total(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The whole survey in one row (none without data): score (percent 0–100), lowest, highest, divisions, questions,
    scores (how many), respondents (null where not given: then the mean is unweighted)."""
    return con.execute(
        """
        SELECT mean_score(score_percent, respondents) AS score, min(score_percent) AS lowest,
               max(score_percent) AS highest, count(DISTINCT division) AS divisions,
               count(DISTINCT question_no) AS questions, count(*) AS scores, sum(respondents) AS respondents
        FROM survey_of($organization, $fiscal_year, $within)
        HAVING count(*) > 0
        """,
        scope.bound_lines,
    ).df()


def by_division(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Each division's mean, highest first: division, score, lowest, highest (percent 0–100), respondents, same_everywhere
    (every question has the same score, which is worth a look)."""
    return con.execute(
        """
        SELECT division, mean_score(score_percent, respondents) AS score, min(score_percent) AS lowest,
               max(score_percent) AS highest, max(respondents) AS respondents,
               min(score_percent) = max(score_percent) AND count(*) > 1 AS same_everywhere
        FROM survey_of($organization, $fiscal_year, $within)
        GROUP BY division
        ORDER BY score DESC, division
        """,
        scope.bound_lines,
    ).df()


def by_dimension(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Each dimension's mean in the survey's order: dimension_no, dimension, score (percent 0–100), questions."""
    return con.execute(
        """
        SELECT dimension_no, any_value(dimension) AS dimension, mean_score(score_percent, respondents) AS score,
               count(DISTINCT question_no) AS questions
        FROM survey_of($organization, $fiscal_year, $within)
        GROUP BY dimension_no
        ORDER BY dimension_no
        """,
        scope.bound_lines,
    ).df()


def by_question(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Each question's mean, lowest first: question_no, question, dimension, score, lowest, highest (percent 0–100)."""
    return con.execute(
        """
        SELECT question_no, any_value(question) AS question, any_value(dimension) AS dimension,
               mean_score(score_percent, respondents) AS score, min(score_percent) AS lowest,
               max(score_percent) AS highest
        FROM survey_of($organization, $fiscal_year, $within)
        GROUP BY question_no
        ORDER BY score, question_no
        """,
        scope.bound_lines,
    ).df()


def scores(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Every score as the source gives it: dimension_no, dimension, question_no, question, division, score_percent (0–100),
    respondents, file_name, source_row; questions in order, divisions in the order of the source."""
    return con.execute(
        """
        SELECT dimension_no, dimension, question_no, question, division, score_percent, respondents,
               file_name, source_row
        FROM survey_of($organization, $fiscal_year, $within) JOIN load USING (load_id)
        ORDER BY dimension_no, question_no, load_id, source_row
        """,
        scope.bound_lines,
    ).df()
