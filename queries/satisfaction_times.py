"""How satisfaction changed: over all years, and against one other year."""

import pandas as pd

from queries.satisfaction import BANDS, bound
from queries.scope import Cursor, Scope


def years(con: Cursor, scope: Scope, by: str, bands: str = BANDS) -> pd.DataFrame:
    """The means of every year there is: fiscal_year, told_apart (the division, dimension or question with its
    number; "everything" for all of them together), value (of the column `by`; null for all together), score
    (percent 0–100), change_points (from the year before, null without one), respondents, band, is_now,
    file_name, rows (of the file; 0 but for all together). All together first, the others by their latest
    name.

    A scope narrowed by `by` itself is not narrowed here, so that there is something to compare with."""
    return con.execute(
        """
        WITH line AS (
            SELECT *, CASE $by WHEN 'division' THEN division
                               WHEN 'question_no' THEN CAST(question_no AS VARCHAR)
                               ELSE coalesce(CAST(dimension_no AS VARCHAR), '–') END AS value,
                   CASE $by WHEN 'division' THEN division
                            WHEN 'question_no' THEN question_no || '. ' || question
                            ELSE coalesce(dimension, '–') END AS written
            FROM survey_of($organization, NULL, $within, $minimum) JOIN load USING (load_id)
        ),
        mean AS (
            SELECT fiscal_year, value, any_value(written) AS written,
                   mean_score(score_percent, respondents) AS score,
                   people_of(score_percent, respondents, question_no) AS respondents,
                   string_agg(DISTINCT file_name, ', ' ORDER BY file_name) AS file_name,
                   -- GROUPING is 1 for all together: the rows of a file are told once.
                   count(*) * GROUPING(value) AS rows
            -- The mean of all is of all scores, not of the means.
            FROM line GROUP BY GROUPING SETS ((fiscal_year), (fiscal_year, value))
        )
        SELECT fiscal_year,
               CASE WHEN value IS NULL THEN 'everything'
                    ELSE last_value(written) OVER (
                        PARTITION BY value ORDER BY fiscal_year
                        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
               END AS told_apart,
               value, score, band_of($bands, score) AS band,
               -- Of the printed means, so that a reader finds the same difference.
               printed(score) - printed(max(score) OVER (
                   -- RANGE: the very year before; over a year without a survey nothing is compared.
                   PARTITION BY value ORDER BY fiscal_year RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING))
                   AS change_points,
               respondents, fiscal_year = $fiscal_year AS is_now, file_name, rows
        FROM mean
        -- By their numbers: question 9 before 10.
        ORDER BY value IS NOT NULL, try_cast(value AS INTEGER), value, fiscal_year
        """,
        bound(scope.without(by), by=by, bands=bands),
    ).df()


def compared(con: Cursor, scope: Scope, earlier: Scope, by: str) -> pd.DataFrame:
    """Each division, dimension or question (the column `by`) beside another year, in the order of their
    change, what fell most first: told_apart, value (of `by`), score_before, score (percent 0–100),
    change_points, respondents_before, respondents, difference_kind ("new", "gone", or "renamed" where a
    number kept its place under other words, then told_before says them).

    Questions are matched by their words, and only where these are not found again, by their number."""
    return con.execute(
        """
        WITH line AS (
            SELECT *, fiscal_year = $fiscal_year AS is_now,
                   CASE $by WHEN 'division' THEN division
                            WHEN 'question_no' THEN CAST(question_no AS VARCHAR)
                            ELSE coalesce(CAST(dimension_no AS VARCHAR), '–') END AS value,
                   CASE $by WHEN 'division' THEN division WHEN 'question_no' THEN question
                            ELSE coalesce(dimension, '–') END AS words
            FROM survey_of($organization, NULL, $within, $minimum)
            WHERE fiscal_year IN ($fiscal_year, $earlier)
        ),
        mean AS (
            SELECT is_now, value, any_value(words) AS words, mean_score(score_percent, respondents) AS score,
                   people_of(score_percent, respondents, question_no) AS respondents
            FROM line GROUP BY is_now, value
        ),
        -- Divisions of one name, or questions of the same words, pair in their order.
        known AS (SELECT *, row_number() OVER (PARTITION BY is_now, words ORDER BY value) AS turn FROM mean),
        after AS (FROM known WHERE is_now),
        prior AS (
            SELECT *, CASE WHEN words NOT IN (SELECT words FROM after)
                           THEN (SELECT words FROM after AS other
                                 WHERE other.value = known.value AND other.words NOT IN (
                                     SELECT words FROM known AS old WHERE NOT old.is_now)) END AS renamed
            FROM known WHERE NOT is_now
        )
        SELECT CASE $by WHEN 'question_no' THEN coalesce(after.value, prior.value) || '. ' ELSE '' END
                   || coalesce(after.words, prior.words) AS told_apart,
               after.value, prior.score AS score_before, after.score,
               printed(after.score) - printed(prior.score) AS change_points,
               prior.respondents AS respondents_before, after.respondents,
               CASE WHEN prior.words IS NULL THEN 'new' WHEN after.words IS NULL THEN 'gone'
                    WHEN renamed IS NOT NULL THEN 'renamed' END AS difference_kind,
               CASE WHEN renamed IS NOT NULL THEN prior.words END AS told_before
        FROM after FULL JOIN prior ON after.words = coalesce(renamed, prior.words) AND after.turn = prior.turn
        ORDER BY change_points NULLS LAST, told_apart
        """,
        bound(scope, by=by, earlier=earlier.fiscal_year),
    ).df()
