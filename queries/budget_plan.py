"""What the office means to spend in each quarter, where the source says so."""

import pandas as pd

from queries.scope import Cursor, Scope


def planned(con: Cursor, scope: Scope, level: str) -> pd.DataFrame:
    """The spending plan of each part of a level ("plan" or "division"), in the order of the source, and last
    of all lines: its own column (null for all), is_all, allocation, planned_q1 … planned_q4 (null where no
    line states any), planned (all four; baht), lines, lines_unplanned (with money and without a plan). Empty
    where no line has a plan."""
    answer = con.execute(
        """
        WITH line AS (
            SELECT *, CASE $level WHEN 'division' THEN division ELSE plan END AS value,
                   coalesce(planned_q1, planned_q2, planned_q3, planned_q4) IS NOT NULL AS is_planned,
                   row_number() OVER (ORDER BY load_id, source_row) AS place
            FROM budget_at($organization, $fiscal_year, $round_months, $as_of, $within)
        )
        SELECT value, grouping(value) = 1 AS is_all, sum(allocation) AS allocation,
               sum(planned_q1) AS planned_q1, sum(planned_q2) AS planned_q2, sum(planned_q3) AS planned_q3,
               sum(planned_q4) AS planned_q4,
               sum(coalesce(planned_q1, 0) + coalesce(planned_q2, 0) + coalesce(planned_q3, 0)
                   + coalesce(planned_q4, 0)) FILTER (is_planned) AS planned,
               count(*) AS lines, count(*) FILTER (allocation > 0 AND NOT is_planned) AS lines_unplanned
        FROM line
        WHERE EXISTS (FROM line WHERE is_planned)
        GROUP BY ROLLUP (value)
        HAVING count(*) > 0
        ORDER BY is_all, min(place)
        """,
        {**scope.bound, "level": level},
    ).df()
    return answer.rename(columns={"value": level})


def by_quarter(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The spending plan of all lines in view from quarter to quarter: quarter, planned (baht; null where no
    line states any), planned_so_far (baht since 1 October), planned_rate (ratio: of the whole plan),
    even_rate (the part of the year that has gone by). Empty where no line has a plan."""
    return con.execute(
        """
        WITH line AS (FROM budget_at($organization, $fiscal_year, $round_months, $as_of, $within)),
        quarter AS (
            SELECT 1 AS quarter, sum(planned_q1) AS planned FROM line
            UNION ALL SELECT 2, sum(planned_q2) FROM line
            UNION ALL SELECT 3, sum(planned_q3) FROM line
            UNION ALL SELECT 4, sum(planned_q4) FROM line
        )
        SELECT quarter, planned, coalesce(sum(planned) OVER (ORDER BY quarter), 0) AS planned_so_far,
               planned_so_far / nullif(sum(planned) OVER (), 0) AS planned_rate,
               year_elapsed($fiscal_year, quarter_end($fiscal_year, quarter)) AS even_rate
        FROM quarter
        WHERE (SELECT count(planned) FROM quarter) > 0
        ORDER BY quarter
        """,
        scope.bound,
    ).df()
