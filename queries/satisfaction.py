"""How satisfied people are, by division, by question and by dimension.

Every mean comes with respondents (how many people it stands for, null where any number is missing: then it is
unweighted), the ends of its 95 % confidence interval, interval_low and interval_high (percent 0–100, null
without respondents), and its band in the set `bands` of data/reference/satisfaction_bands.csv (a level, or
"points 9"). What too few answered is in none of them."""

from dataclasses import replace

import pandas as pd

from queries.minimum import MINIMUM_N
from queries.scope import Bound, Cursor, Scope

BANDS = "lpa"
"""The set of bands that is used unless another is chosen."""


def bound(scope: Scope, **more: str | int) -> Bound:
    """A scope's lines, and what else to bind."""
    return scope.bound_lines | {"minimum": MINIMUM_N} | more


def bands(con: Cursor) -> pd.DataFrame:
    """The boundaries of every set of bands, highest first: bands (the set), scale (percent or mean_of_5),
    lower (on that scale), exclusive (the band begins beyond it), band, basis."""
    # false sorts first: the set that is used unless another is chosen.
    return con.execute("FROM satisfaction_band ORDER BY bands <> 'lpa', bands, lower DESC").df()


def combinations(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Which values occur together in how many rows, in the order of the source: division, dimension_no,
    question_no (as text, "–" where the source has none), rows."""
    return con.execute(
        """
        SELECT division, coalesce(CAST(dimension_no AS VARCHAR), '–') AS dimension_no,
               CAST(question_no AS VARCHAR) AS question_no, count(*) AS rows
        FROM survey_of($organization, $fiscal_year, $within, $minimum)
        GROUP BY ALL
        ORDER BY min(load_id), min(source_row)
        """,
        bound(scope),
    ).df()


def total(con: Cursor, scope: Scope, bands: str = BANDS) -> pd.DataFrame:
    """The whole survey in one row (none without data): score (percent 0–100; null where all is withheld),
    lowest, highest, divisions, questions, scores (how many are shown), withheld (how many are not, for less
    than minimum_n respondents), respondents, interval, band."""
    return con.execute(
        """
        SELECT score, lowest, highest, divisions, questions, scores, withheld, $minimum AS minimum_n,
               respondents, interval_low, interval_high, band
        FROM survey_means(NULL, $organization, $fiscal_year, $within, $minimum, $bands)
        WHERE is_all
        """,
        bound(scope, bands=bands),
    ).df()


def by_division(con: Cursor, scope: Scope, bands: str = BANDS) -> pd.DataFrame:
    """Each division's mean, highest first: division, score, interval, lowest, highest (percent 0–100),
    respondents, band, same_everywhere (every question has the same score, which is worth a look)."""
    return con.execute(
        """
        SELECT division, score, interval_low, interval_high, band, lowest, highest, respondents,
               coalesce(lowest = highest AND scores > 1, false) AS same_everywhere
        FROM survey_means('division', $organization, $fiscal_year, $within, $minimum, $bands)
        WHERE NOT is_all
        ORDER BY score DESC NULLS LAST, division
        """,
        bound(scope, bands=bands),
    ).df()


def by_dimension(con: Cursor, scope: Scope, bands: str = BANDS) -> pd.DataFrame:
    """Each dimension's mean in the survey's order: dimension_no, dimension ("–" where the source has none),
    score, interval, lowest, highest (percent 0–100), questions, respondents, band."""
    return con.execute(
        """
        SELECT dimension_no, coalesce(dimension, '–') AS dimension, score, interval_low, interval_high, band,
               lowest, highest, questions, respondents
        FROM survey_means('dimension_no', $organization, $fiscal_year, $within, $minimum, $bands)
        WHERE NOT is_all
        ORDER BY dimension_no
        """,
        bound(scope, bands=bands),
    ).df()


def by_question(con: Cursor, scope: Scope, bands: str = BANDS, division: str | None = None) -> pd.DataFrame:
    """Each question's mean, of one division or of all, lowest first: question_no, question, dimension, score,
    interval, lowest, highest (percent 0–100), respondents, band."""
    # Of that division, whichever one the page is narrowed to.
    if division is not None:
        scope = replace(scope, within=(("division", division), *scope.without("division").within))
    return con.execute(
        """
        SELECT question_no, question, dimension, score, interval_low, interval_high, band, lowest, highest,
               respondents
        FROM survey_means('question_no', $organization, $fiscal_year, $within, $minimum, $bands)
        WHERE NOT is_all
        ORDER BY score NULLS LAST, question_no
        """,
        bound(scope, bands=bands),
    ).df()


def profile(con: Cursor, scope: Scope, division: str) -> pd.DataFrame:
    """One division against all, in the survey's order: dimension_no, dimension, score (of the division),
    mean_of_all, difference_points, lowest, highest (of the divisions' means; percent 0–100), respondents (of
    the division)."""
    return con.execute(
        """
        WITH line AS (FROM survey_of($organization, $fiscal_year, $within, $minimum)),
        everyone AS (
            SELECT dimension_no, mean_score(score_percent, respondents) AS mean_of_all
            FROM line
            GROUP BY dimension_no
        ),
        each_one AS (
            SELECT dimension_no, any_value(dimension) AS dimension, division,
                   mean_score(score_percent, respondents) AS score,
                   people_of(score_percent, respondents, question_no) AS respondents
            FROM line GROUP BY dimension_no, division
        ),
        beside AS (
            SELECT *, min(score) OVER alike AS lowest, max(score) OVER alike AS highest
            FROM each_one WINDOW alike AS (PARTITION BY dimension_no)
        )
        SELECT beside.dimension_no, coalesce(dimension, '–') AS dimension, score, mean_of_all,
               printed(score) - printed(mean_of_all) AS difference_points, lowest, highest, respondents
        FROM beside JOIN everyone ON beside.dimension_no IS NOT DISTINCT FROM everyone.dimension_no
        WHERE division = $division AND score IS NOT NULL
        ORDER BY beside.dimension_no
        """,
        # All divisions: the others are what it is held against.
        bound(scope.without("division"), division=division),
    ).df()


def scores(con: Cursor, scope: Scope, bands: str = BANDS, sort: str = "source") -> pd.DataFrame:
    """Every score as the source gives it: dimension_no, dimension, question_no, question, division,
    score_percent (0–100; null where withheld), band ("fewer_than 5" where withheld), respondents, file_name,
    source_row; and the place_of_division.

    Questions and divisions stand in the order of the source, or by `sort`: lowest or highest mean first, or
    by spread, the largest first."""
    return con.execute(
        """
        WITH line AS (
            SELECT *, row_number() OVER (ORDER BY load_id, source_row) AS place
            FROM survey_of($organization, $fiscal_year, $within, $minimum)
        ),
        question AS (
            SELECT question_no, row_number() OVER (ORDER BY CASE $sort
                       WHEN 'lowest' THEN mean_score(score_percent, respondents)
                       WHEN 'highest' THEN -mean_score(score_percent, respondents)
                       WHEN 'spread' THEN min(score_percent) - max(score_percent) END NULLS LAST,
                       min(dimension_no), question_no) AS place_of_question
            FROM line GROUP BY question_no
        ),
        division AS (
            SELECT division, row_number() OVER (ORDER BY CASE $sort
                       WHEN 'lowest' THEN mean_score(score_percent, respondents)
                       WHEN 'highest' THEN -mean_score(score_percent, respondents)
                       WHEN 'spread' THEN min(score_percent) - max(score_percent) END NULLS LAST, min(place))
                       AS place_of_division
            FROM line GROUP BY division
        )
        SELECT dimension_no, dimension, question_no, question, division, score_percent,
               CASE WHEN withheld THEN 'fewer_than ' || $minimum ELSE band_of($bands, score_percent)
               END AS band, respondents, file_name, source_row, place_of_division
        FROM line JOIN question USING (question_no) JOIN division USING (division) JOIN load USING (load_id)
        ORDER BY place_of_question, place_of_division
        """,
        bound(scope, bands=bands, sort=sort),
    ).df()


def on_a_boundary(con: Cursor, scope: Scope, bands: str = BANDS) -> pd.DataFrame:
    """The boundaries of a set of bands on which scores lie exactly, highest first: lower (on the set's
    scale), scale, exclusive, band (which those scores get), band_beyond (which begins there), scores (how
    many)."""
    return con.execute(
        """
        SELECT lower, scale, exclusive, count(*) AS scores, band AS band_beyond,
               band_of($bands, min(score_percent)) AS band
        FROM survey_of($organization, $fiscal_year, $within, $minimum)
        JOIN satisfaction_band ON bands = $bands AND on_scale(score_percent, scale) = lower
        -- 0 parts no two bands: none begins below it.
        WHERE lower > 0
        GROUP BY lower, scale, exclusive, satisfaction_band.band
        ORDER BY lower DESC
        """,
        bound(scope, bands=bands),
    ).df()
