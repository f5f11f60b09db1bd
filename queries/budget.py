"""What may be spent, what is committed, what is paid, and what the source itself states."""

import pandas as pd

from queries.scope import Cursor, Scope


def combinations(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Which values occur together in how many rows, in the order of the source: division, plan, expenditure_group, category, item
    ("–" where the source has none), rows."""
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
    """The whole budget in one row (none without data): as_of, lines, allocation, transfer_in, transfer_out, revised,
    committed (not yet paid), disbursed, remaining, stated_remaining (as the rows print it; baht), disbursed_rate and
    used_rate (ratio; null where nothing may be spent)."""
    return con.execute(
        """
        SELECT max(as_of) AS as_of, count(*) AS lines,
               sum(allocation) AS allocation, sum(transfer_in) AS transfer_in, sum(transfer_out) AS transfer_out,
               sum(revised) AS revised, sum(used) - sum(disbursed) AS committed, sum(disbursed) AS disbursed,
               sum(revised) - sum(used) AS remaining, sum(remaining) AS stated_remaining,
               sum(disbursed) / nullif(sum(revised), 0) AS disbursed_rate,
               sum(used) / nullif(sum(revised), 0) AS used_rate
        FROM budget_at($organization, $fiscal_year, $round_months, $as_of, $within)
        HAVING count(*) > 0
        """,
        scope.bound,
    ).df()


def by_division(con: Cursor, scope: Scope) -> pd.DataFrame:
    """What each division may spend after transfers, has committed and has paid, largest first: division,
    disbursed_rate, used_rate (ratio), revised, committed, disbursed, remaining (baht), lines."""
    return con.execute(
        """
        SELECT division, sum(disbursed) / nullif(sum(revised), 0) AS disbursed_rate,
               sum(used) / nullif(sum(revised), 0) AS used_rate, sum(revised) AS revised,
               sum(used) - sum(disbursed) AS committed, sum(disbursed) AS disbursed,
               sum(revised) - sum(used) AS remaining, count(*) AS lines
        FROM budget_at($organization, $fiscal_year, $round_months, $as_of, $within)
        GROUP BY division
        ORDER BY revised DESC, division
        """,
        scope.bound,
    ).df()


def by_item(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Every line of the ordinance, largest first: item, disbursed_rate, used_rate (ratio), revised, committed, disbursed,
    remaining (baht), division, work, note, file_name, source_row."""
    return con.execute(
        """
        SELECT item, disbursed / nullif(revised, 0) AS disbursed_rate, used / nullif(revised, 0) AS used_rate,
               revised, used - disbursed AS committed, disbursed, revised - used AS remaining, division, work, note,
               file_name, source_row
        FROM budget_at($organization, $fiscal_year, $round_months, $as_of, $within)
        ORDER BY revised DESC, file_name, source_row
        """,
        scope.bound,
    ).df()


def summed_and_stated(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Sums of the source's own columns beside the totals that it prints, one row an amount: amount (name of the column),
    sum_of_rows, stated, difference (baht), file_name, source_row (of the total). Empty where no total is printed."""
    return con.execute(
        """
        WITH line AS (FROM budget_at($organization, $fiscal_year, $round_months, $as_of, $within)),
        summed AS (
            UNPIVOT (
                SELECT load_id, file_name, sum(allocation) AS allocation,
                       coalesce(sum(transfer_in), 0) AS transfer_in, coalesce(sum(transfer_out), 0) AS transfer_out,
                       coalesce(sum(encumbered), 0) AS encumbered, sum(disbursed) AS disbursed,
                       sum(remaining) AS stated_remaining
                FROM line GROUP BY load_id, file_name
            ) ON allocation, transfer_in, transfer_out, encumbered, disbursed, stated_remaining
            INTO NAME amount VALUE sum_of_rows
        )
        SELECT amount, sum_of_rows, stated, sum_of_rows - stated AS difference, file_name, source_row
        FROM summed
        JOIN published.stated_totals AS totals
          ON totals.load_id = summed.load_id AND totals."column" = replace(amount, 'stated_', '')
        WHERE totals.scope IS NULL
        ORDER BY file_name, source_row,
                 list_position(['allocation', 'transfer_in', 'transfer_out', 'encumbered', 'disbursed'], amount)
        """,
        scope.bound,
    ).df()


def stated_rate(con: Cursor, scope: Scope) -> float | None:
    """The disbursed rate (ratio) that the printed totals would give; None where the source prints no total."""
    found = con.execute(
        """
        SELECT sum(stated) FILTER ("column" = 'disbursed') / nullif(
                   sum(stated) FILTER ("column" IN ('allocation', 'transfer_in'))
                   - coalesce(sum(stated) FILTER ("column" = 'transfer_out'), 0), 0)
        FROM published.stated_totals
        WHERE scope IS NULL
          AND load_id IN (SELECT load_id FROM budget_at($organization, $fiscal_year, $round_months, $as_of, $within))
        """,
        scope.bound,
    ).fetchone()
    return None if found is None or found[0] is None else float(found[0])
