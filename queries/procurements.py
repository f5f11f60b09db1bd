"""What was bought and hired: how much, by which method, from whom, under limit and reference price."""

import pandas as pd

from queries.scope import Cursor, Scope


def combinations(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Which values occur together in how many rows, in the order of the months: month (1–12, as text),
    method, community_representative, division ("–" where none is named), winner, rows."""
    return con.execute(
        """
        SELECT month, "method", community_representative, coalesce(division, '–') AS division, winner,
               count(*) AS rows
        FROM procurements_of($organization, $fiscal_year, $within)
        GROUP BY ALL
        ORDER BY min(begins), min(purchase_no)
        """,
        scope.bound_lines,
    ).df()


def total(con: Cursor, scope: Scope) -> pd.DataFrame:
    """All purchases in one row (none without data): purchases, months (count), purchase_limit, agreed_price
    (baht), agreed_rate (of the limit; ratio), referenced (purchases with a reference price), reference_price
    and agreed_on_them (of these; baht), large (purchases above the threshold), large_with, large_without and
    large_unknown (of these, by whether a community representative took part), threshold (baht),
    threshold_is_confirmed."""
    return con.execute(
        """
        SELECT count(*) AS purchases, count(DISTINCT month) AS months, sum(purchase_limit) AS purchase_limit,
               sum(agreed_price) AS agreed_price,
               sum(agreed_price) / nullif(sum(purchase_limit), 0) AS agreed_rate,
               count(reference_price) AS referenced, sum(reference_price) AS reference_price,
               sum(agreed_price) FILTER (reference_price IS NOT NULL) AS agreed_on_them,
               count(*) FILTER (is_large) AS large,
               count(*) FILTER (is_large AND community_representative = 'yes') AS large_with,
               count(*) FILTER (is_large AND community_representative = 'no') AS large_without,
               count(*) FILTER (is_large AND community_representative = 'unknown') AS large_unknown,
               max(threshold) AS threshold,
               (SELECT bool_and(is_confirmed) FROM procurement_threshold
                WHERE $fiscal_year BETWEEN first_year AND last_year) AS threshold_is_confirmed
        FROM procurements_of($organization, $fiscal_year, $within)
        HAVING count(*) > 0
        """,
        scope.bound_lines,
    ).df()


def by_column(con: Cursor, scope: Scope, column: str) -> pd.DataFrame:
    """The purchases of each value of `column` (month, method, winner or division; "–" where none is named),
    months in their order, all else by amount: that column, purchases, purchase_limit, agreed_price (baht),
    agreed_rate (of the limit; ratio), reference_price (baht; null where any of them has none)."""
    table = con.execute(
        """
        SELECT coalesce(CASE $column WHEN 'month' THEN month WHEN 'method' THEN "method"
                                     WHEN 'winner' THEN winner ELSE division END, '–') AS value,
               count(*) AS purchases, sum(purchase_limit) AS purchase_limit,
               sum(agreed_price) AS agreed_price,
               sum(agreed_price) / nullif(sum(purchase_limit), 0) AS agreed_rate,
               CASE WHEN count(reference_price) = count(*) THEN sum(reference_price) END AS reference_price
        FROM procurements_of($organization, $fiscal_year, $within)
        GROUP BY value
        ORDER BY CASE WHEN $column = 'month' THEN min(begins) END, agreed_price DESC, value
        """,
        {**scope.bound_lines, "column": column},
    ).df()
    return table.rename(columns={"value": column})


def large(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The purchases above the threshold of the specific method, first those without a community
    representative, then those of which it is unknown, the dearest first: purchase, community_representative,
    month, purchase_limit, agreed_price (baht), method, winner, division, file_name, source_row."""
    return con.execute(
        """
        SELECT purchase, community_representative, month, purchase_limit, agreed_price, "method", winner,
               division, file_name, source_row
        FROM procurements_of($organization, $fiscal_year, $within)
        WHERE is_large
        ORDER BY list_position(['no', 'unknown', 'yes'], community_representative), purchase_limit DESC,
                 purchase
        """,
        scope.bound_lines,
    ).df()


def every(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Each purchase in the order of the form: month, purchase_no, purchase, purchase_limit, reference_price
    (baht; null: none), method, bidders, bidder_count, winner, agreed_price (baht), reason, contract_no,
    contract_date, community_representative, division, budget_item, file_name, source_row."""
    return con.execute(
        """
        SELECT month, purchase_no, purchase, purchase_limit, reference_price, "method", bidders, bidder_count,
               winner, agreed_price, reason, contract_no, contract_date, community_representative, division,
               budget_item, file_name, source_row
        FROM procurements_of($organization, $fiscal_year, $within)
        ORDER BY begins, purchase_no
        """,
        scope.bound_lines,
    ).df()


def by_year(con: Cursor, scope: Scope) -> pd.DataFrame:
    """What was agreed on of the limits in every year up to the scope's: fiscal_year, percent."""
    return con.execute(
        """
        SELECT fiscal_year, 100 * sum(agreed_price) / nullif(sum(purchase_limit), 0) AS percent
        FROM procurements_of($organization, NULL, $within)
        WHERE fiscal_year <= $fiscal_year
        GROUP BY fiscal_year ORDER BY fiscal_year
        """,
        scope.bound_lines,
    ).df()
