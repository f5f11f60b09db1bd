"""What people come for, how many of them by e-service and in time, and in which months most."""

import pandas as pd

from queries.scope import Cursor, Scope


def combinations(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Which values occur together in how many rows, in the order of the months: month (1–12, as text),
    division, service, rows."""
    return con.execute(
        """
        SELECT month, division, service, count(*) AS rows
        FROM services_of($organization, $fiscal_year, $within)
        GROUP BY ALL
        ORDER BY min(begins), division, service
        """,
        scope.bound_lines,
    ).df()


def total(con: Cursor, scope: Scope) -> pd.DataFrame:
    """All requests in one row (none without data): requests, at_counter, by_e_service, within_standard (null
    where none is stated), e_service_rate and within_rate (of the requests of which it is stated; ratio),
    services, months (counts)."""
    return con.execute(
        """
        SELECT sum(requests) AS requests, sum(at_counter) AS at_counter, sum(by_e_service) AS by_e_service,
               sum(within_standard) AS within_standard,
               part_of_requests(by_e_service, requests) AS e_service_rate,
               part_of_requests(within_standard, requests) AS within_rate,
               count(DISTINCT service) AS services, count(DISTINCT month) AS months
        FROM services_of($organization, $fiscal_year, $within)
        HAVING count(*) > 0
        """,
        scope.bound_lines,
    ).df()


def by_column(con: Cursor, scope: Scope, column: str) -> pd.DataFrame:
    """The requests of each value of `column` (service, month or division), months in their order, all else by
    requests: that column, requests, at_counter, by_e_service, e_service_rate, within_standard, within_rate
    (as in `total`)."""
    table = con.execute(
        """
        SELECT CASE $column WHEN 'month' THEN month WHEN 'service' THEN service ELSE division END AS value,
               sum(requests) AS requests, sum(at_counter) AS at_counter, sum(by_e_service) AS by_e_service,
               part_of_requests(by_e_service, requests) AS e_service_rate,
               sum(within_standard) AS within_standard,
               part_of_requests(within_standard, requests) AS within_rate
        FROM services_of($organization, $fiscal_year, $within)
        GROUP BY value
        ORDER BY CASE WHEN $column = 'month' THEN min(begins) END, sum(requests) DESC, value
        """,
        {**scope.bound_lines, "column": column},
    ).df()
    return table.rename(columns={"value": column})


def years(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The requests of every year up to the scope's: fiscal_year, requests, by_e_service, e_service_rate,
    within_rate (as in `total`), months (count)."""
    return con.execute(
        """
        SELECT fiscal_year, sum(requests) AS requests, sum(by_e_service) AS by_e_service,
               part_of_requests(by_e_service, requests) AS e_service_rate,
               part_of_requests(within_standard, requests) AS within_rate, count(DISTINCT month) AS months
        FROM services_of($organization, NULL, $within)
        WHERE fiscal_year <= $fiscal_year
        GROUP BY fiscal_year ORDER BY fiscal_year
        """,
        scope.bound_lines,
    ).df()


def by_year(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The share of e-service in every year up to the scope's: fiscal_year, percent (0–100; null where none is
    stated)."""
    every = years(con, scope)
    return every[["fiscal_year"]].assign(percent=100 * every.e_service_rate)


def every(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Each service in each month: month, division, service, requests, at_counter, by_e_service,
    within_standard, file_name, source_row."""
    return con.execute(
        """
        SELECT month, division, service, requests, at_counter, by_e_service, within_standard, file_name,
               source_row
        FROM services_of($organization, $fiscal_year, $within)
        ORDER BY begins, division, service
        """,
        scope.bound_lines,
    ).df()
