"""What may be spent, what is committed, what is paid, and what the source itself states."""

import pandas as pd

from queries.scope import Cursor, Scope


def combinations(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Which values occur together in how many rows, in the order of the source: division, plan,
    expenditure_group, category, item ("–" where the source has none), rows."""
    return con.execute(
        """
        SELECT division, coalesce(plan, '–') AS plan, coalesce(expenditure_group, '–') AS expenditure_group,
               coalesce(category, '–') AS category, item, count(*) AS rows
        FROM budget_at($organization, $fiscal_year, $round_months, $as_of, $within)
        GROUP BY ALL
        ORDER BY min(load_id), min(source_row)
        """,
        scope.bound,
    ).df()


def total(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The whole budget in one row (none without data): as_of, lines, allocation, transfer_in, transfer_out,
    revised, committed (not yet paid), disbursed, remaining, stated_remaining (as the rows print it; baht),
    disbursed_rate and used_rate (ratio; null where nothing may be spent); lines_unstated (without payments
    stated) and unstated (what these may spend). All but the ordinance and its transfers is of the other
    lines; null where there are none."""
    return con.execute(
        """
        SELECT * EXCLUDE (value, is_all, place, accounted)
        FROM budget_sums(NULL, $organization, $fiscal_year, $round_months, $as_of, $within)
        WHERE is_all
        """,
        scope.bound,
    ).df()


LEVELS = ("division", "plan", "expenditure_group", "category", "item")
"""How lines can be grouped, from the large to the small."""
MOST_UNSPENT = 20
"""Lines in the list of those with the most money left."""


def standing(con: Cursor, scope: Scope, targets: bool) -> pd.DataFrame:
    """Where the whole budget stands against what should be paid by its as-of date, in one row (none without
    data): as_of, year_end, quarter, allocation, revised, committed, disbursed, remaining (baht),
    disbursed_rate, used_rate (ratio; null where nothing may be spent), expected_rate (the cabinet's target of
    the quarter with `targets` and where there is one, else the part of the year that has gone by), is_target,
    gap_points, expected, gap (baht; less than 0: behind), goal (ratio, to be paid by the year's end),
    months_left, per_month so far, needed_per_month from here on (baht; null at the year's end); what else
    `total` has, and what is null without payments, as there."""
    return con.execute(
        """
        WITH
        -- Months are twelfths of the year, so that speeds compare whatever the calendar.
        timed AS (
            SELECT *, quarter_end($fiscal_year, 4) AS year_end, quarter_of($fiscal_year, as_of) AS number,
                   expected_rate_at($fiscal_year, as_of, $targets) AS expected_rate,
                   goal_of($fiscal_year, $targets) AS goal,
                   12 * year_elapsed($fiscal_year, as_of) AS months_gone
            FROM budget_sums(NULL, $organization, $fiscal_year, $round_months, $as_of, $within)
            WHERE is_all
        )
        SELECT * EXCLUDE (value, is_all, place, number, months_gone, accounted), number AS quarter,
               $targets AND cabinet_target($fiscal_year, number) IS NOT NULL AS is_target,
               (disbursed_rate - expected_rate) * 100 AS gap_points, accounted * expected_rate AS expected,
               disbursed - accounted * expected_rate AS gap, 12 - months_gone AS months_left,
               disbursed / months_gone AS per_month,
               CASE WHEN disbursed IS NOT NULL
                    THEN greatest(accounted * goal - disbursed, 0) / nullif(12 - months_gone, 0)
               END AS needed_per_month
        FROM timed
        """,
        {**scope.bound, "targets": targets},
    ).df()


def pace(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Where the whole budget stands against the part of the year that has gone by (as in `standing`)."""
    return standing(con, scope, False)


def targets(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The cabinet's targets of the year, which bind central agencies only: quarter, quarter_end (day), target
    (ratio), is_confirmed (whether its source is known), note. Empty where none is known."""
    return con.execute(
        """
        SELECT quarter, quarter_end($fiscal_year, quarter) AS quarter_end, target,
               basis = 'sourced' AS is_confirmed, note
        -- Of many indicators of central agencies only disbursement has a meaning here.
        FROM target
        WHERE indicator = 'budget_disbursed' AND fiscal_year = $fiscal_year
        ORDER BY quarter
        """,
        {"fiscal_year": scope.fiscal_year},
    ).df()


def levels(con: Cursor, scope: Scope) -> list[str]:
    """Those of LEVELS on which the lines have more than one value ("–" is one); the smallest where there is
    none."""
    differ = con.execute(
        """
        SELECT min(division) < max(division), min(coalesce(plan, '–')) < max(coalesce(plan, '–')),
               min(coalesce(expenditure_group, '–')) < max(coalesce(expenditure_group, '–')),
               min(coalesce(category, '–')) < max(coalesce(category, '–')), min(item) < max(item)
        FROM budget_at($organization, $fiscal_year, $round_months, $as_of, $within)
        """,
        scope.bound,
    ).fetchall()[0]
    return [level for level, several in zip(LEVELS, differ, strict=True) if several] or [LEVELS[-1]]


def by_level(con: Cursor, scope: Scope, level: str, targets: bool) -> pd.DataFrame:
    """What the parts of one of LEVELS have paid and should have paid (as in `standing`), furthest behind in
    baht first: the level's own column ("–" where the source has no value), disbursed_rate, used_rate (ratio),
    revised, expected, disbursed, gap (baht; less than 0: behind), gap_points, committed, remaining (baht),
    lines, lines_unstated, unstated (as in `total`)."""
    answer = con.execute(
        """
        WITH part AS (
            SELECT *, expected_rate_at($fiscal_year, as_of, $targets) AS expected_rate
            FROM budget_sums($level, $organization, $fiscal_year, $round_months, $as_of, $within)
            WHERE NOT is_all
        )
        SELECT coalesce(value, '–') AS value, disbursed_rate, used_rate, revised,
               accounted * expected_rate AS expected, disbursed, disbursed - accounted * expected_rate AS gap,
               (disbursed_rate - expected_rate) * 100 AS gap_points, committed, remaining, lines,
               lines_unstated, unstated
        FROM part
        -- Behind first; of those with the same gap the larger, so that the order is always one.
        ORDER BY gap, revised DESC, value
        """,
        {**scope.bound, "level": level, "targets": targets},
    ).df()
    return answer.rename(columns={"value": level})


def allotted(con: Cursor, scope: Scope, level: str) -> pd.DataFrame:
    """How the ordinance divides the money among the parts of one of LEVELS or of "fund", largest first: its
    own column ("–" where the source has no value), allocation, transfer_in, transfer_out, revised (baht),
    lines."""
    answer = con.execute(
        """
        SELECT coalesce(value, '–') AS value, allocation, coalesce(transfer_in, 0) AS transfer_in,
               coalesce(transfer_out, 0) AS transfer_out, revised, lines
        FROM budget_sums($level, $organization, $fiscal_year, $round_months, $as_of, $within)
        WHERE NOT is_all
        ORDER BY allocation DESC, value
        """,
        {**scope.bound, "level": level},
    ).df()
    return answer.rename(columns={"value": level})


def attention_counts(con: Cursor, scope: Scope) -> pd.DataFrame:
    """How much needs attention, in one row: unspent (lines with money left, at most MOST_UNSPENT),
    unspent_baht (what these have left), remaining_baht (what all such lines have left), over (lines with more
    used than may be spent), over_baht (by how much), not_started (lines of which nothing is paid or
    committed), not_started_baht (what they may spend); lines, lines_unstated, unstated (as in `total`: these
    are none of the others)."""
    return con.execute(
        """
        WITH line AS (
            SELECT *, revised - used AS remaining_now,
                   row_number() OVER (ORDER BY revised - used DESC, load_id, source_row) AS place
            FROM budget_at($organization, $fiscal_year, $round_months, $as_of, $within)
        )
        SELECT count(*) FILTER (place <= $most AND remaining_now > 0) AS unspent,
               coalesce(sum(remaining_now) FILTER (place <= $most AND remaining_now > 0), 0) AS unspent_baht,
               -- What one line has overspent is not taken off what others have left.
               coalesce(sum(remaining_now) FILTER (remaining_now > 0), 0) AS remaining_baht,
               count(*) FILTER (used > revised) AS over,
               coalesce(sum(used - revised) FILTER (used > revised), 0) AS over_baht,
               count(*) FILTER (revised > 0 AND used = 0) AS not_started,
               coalesce(sum(revised) FILTER (revised > 0 AND used = 0), 0) AS not_started_baht,
               count(*) AS lines, count(*) FILTER (disbursed IS NULL) AS lines_unstated,
               coalesce(sum(revised) FILTER (disbursed IS NULL), 0) AS unstated
        FROM line
        """,
        {**scope.bound, "most": MOST_UNSPENT},
    ).df()


def attention(con: Cursor, scope: Scope, kind: str) -> pd.DataFrame:
    """The lines that need attention: "unspent" (the MOST_UNSPENT with the most money left), "over" (more used
    than may be spent) or "not_started" (nothing paid or committed), largest first: item, work, remaining,
    revised, disbursed, committed (baht), disbursed_rate, used_rate (ratio), division, note, file_name,
    source_row."""
    return con.execute(
        """
        SELECT item, work, revised - used AS remaining, revised, disbursed, used - disbursed AS committed,
               disbursed / nullif(revised, 0) AS disbursed_rate, used / nullif(revised, 0) AS used_rate,
               division, note, file_name, source_row
        FROM budget_at($organization, $fiscal_year, $round_months, $as_of, $within)
        WHERE CASE $kind WHEN 'over' THEN used > revised
                         WHEN 'not_started' THEN revised > 0 AND used = 0
                         ELSE revised > used END
        -- Of what is overspent the difference is below 0.
        ORDER BY abs(revised - used) DESC, load_id, source_row
        LIMIT CASE $kind WHEN 'unspent' THEN $most END
        """,
        {**scope.bound, "kind": kind, "most": MOST_UNSPENT},
    ).df()


def by_item(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Every line of the ordinance, largest first: item, disbursed_rate, used_rate (ratio), revised,
    committed, disbursed, remaining (baht), division, plan, work, note, file_name, source_row."""
    return con.execute(
        """
        SELECT item, disbursed / nullif(revised, 0) AS disbursed_rate, used / nullif(revised, 0) AS used_rate,
               revised, used - disbursed AS committed, disbursed, revised - used AS remaining, division, plan,
               work, note, file_name, source_row
        FROM budget_at($organization, $fiscal_year, $round_months, $as_of, $within)
        ORDER BY revised DESC, file_name, source_row
        """,
        scope.bound,
    ).df()


def in_order(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Every line in the order of the ordinance (programme, work, division, expenditure group and category as
    the source has them first): plan, work, division, expenditure_group, category (null where the source has
    none), item, allocation, planned_q1 … planned_q4 (null where the source states none), transfer_in,
    transfer_out, revised, committed, disbursed, remaining (baht), disbursed_rate (ratio), note, file_name,
    source_row."""
    return con.execute(
        """
        WITH line AS (
            SELECT *, row_number() OVER (ORDER BY load_id, source_row) AS place
            FROM budget_at($organization, $fiscal_year, $round_months, $as_of, $within)
        )
        SELECT plan, work, division, expenditure_group, category, item, allocation, planned_q1, planned_q2,
               planned_q3, planned_q4, transfer_in, transfer_out, revised, used - disbursed AS committed,
               disbursed, revised - used AS remaining, disbursed / nullif(revised, 0) AS disbursed_rate, note,
               file_name, source_row
        FROM line
        ORDER BY min(place) OVER (PARTITION BY plan), min(place) OVER (PARTITION BY plan, work),
                 min(place) OVER (PARTITION BY plan, work, division),
                 min(place) OVER (PARTITION BY plan, work, division, expenditure_group),
                 min(place) OVER (PARTITION BY plan, work, division, expenditure_group, category), place
        """,
        scope.bound,
    ).df()


def summed(con: Cursor, scope: Scope, level: str) -> pd.DataFrame:
    """The sums that stand below the lines of each part of one of LEVELS or of "fund", in the order of the
    source, and last of all lines: its own column (null for all), is_all, allocation, transfer_in,
    transfer_out (null where no line has any), revised, committed, disbursed, remaining (baht), disbursed_rate
    (ratio), lines."""
    answer = con.execute(
        """
        SELECT value, is_all, allocation, transfer_in, transfer_out, revised, committed, disbursed, remaining,
               disbursed_rate, lines
        FROM budget_sums($level, $organization, $fiscal_year, $round_months, $as_of, $within)
        ORDER BY is_all, place
        """,
        {**scope.bound, "level": level},
    ).df()
    return answer.rename(columns={"value": level})


def summed_and_stated(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Sums of the source's own columns beside the totals that it prints, one row an amount: amount (name of
    the column), sum_of_rows, stated, difference (baht), file_name, source_row (of the total). Empty where no
    total is printed."""
    return con.execute(
        """
        WITH line AS (FROM budget_at($organization, $fiscal_year, $round_months, $as_of, $within)),
        summed AS (
            UNPIVOT (
                SELECT load_id, file_name, sum(allocation) AS allocation,
                       coalesce(sum(transfer_in), 0) AS transfer_in,
                       coalesce(sum(transfer_out), 0) AS transfer_out,
                       coalesce(sum(encumbered), 0) AS encumbered, sum(disbursed) AS disbursed,
                       printed_remaining(remaining, revised - used) AS stated_remaining
                FROM line GROUP BY load_id, file_name
            ) ON allocation, transfer_in, transfer_out, encumbered, disbursed, stated_remaining
            INTO NAME amount VALUE sum_of_rows
        )
        SELECT amount, sum_of_rows, stated, sum_of_rows - stated AS difference, file_name, source_row
        FROM summed
        -- The source calls the column `remaining`; ours of that name is computed.
        JOIN published.stated_totals AS totals
          ON totals.load_id = summed.load_id AND totals."column" = replace(amount, 'stated_', '')
        -- Only totals of the whole file: those of a part are held against that part by the findings.
        WHERE totals.scope IS NULL
        ORDER BY file_name, source_row,
                 list_position(
                     ['allocation', 'transfer_in', 'transfer_out', 'encumbered', 'disbursed'], amount)
        """,
        scope.bound,
    ).df()


def stated_rate(con: Cursor, scope: Scope) -> float | None:
    """The disbursed rate (ratio) that the printed totals would give; None where the source prints no
    total."""
    answer = con.execute(
        """
        -- Disbursed of what may be spent after transfers, all of it as printed.
        SELECT sum(stated) FILTER ("column" = 'disbursed') / nullif(
                   sum(stated) FILTER ("column" IN ('allocation', 'transfer_in'))
                   - coalesce(sum(stated) FILTER ("column" = 'transfer_out'), 0), 0)
        FROM published.stated_totals
        WHERE scope IS NULL
          AND load_id IN (
              SELECT load_id FROM budget_at($organization, $fiscal_year, $round_months, $as_of, $within))
        """,
        scope.bound,
    ).fetchone()
    return None if answer is None or answer[0] is None else float(answer[0])
