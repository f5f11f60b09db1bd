"""Names as they should be read, and as their files have them."""

import pandas as pd

from queries.scope import Cursor


def sources(con: Cursor, organization: str, table: str) -> dict[str, dict[str, str]]:
    """The source name behind each name that is shown in its place, by column."""
    names: dict[str, dict[str, str]] = {}
    for column, shown, source in con.execute(
        """
        SELECT "column", shown, source_name FROM reading_name
        WHERE organization_code = $organization AND "table" = $table AND shown <> source_name
        """,
        {"organization": organization, "table": table},
    ).fetchall():
        names.setdefault(column, {})[shown] = source
    return names


def shown(con: Cursor, organization: str, table: str) -> dict[tuple[str, str], str]:
    """What is shown in the place of each (column, source name)."""
    return {
        (column, source): name
        for column, names in sources(con, organization, table).items()
        for name, source in names.items()
    }


def read_names(con: Cursor, organization: str) -> pd.DataFrame:
    """What is read otherwise than its file has it: table, column, source_name, shown, written_by, written_at
    (UTC)."""
    return con.execute(
        """
        SELECT * EXCLUDE organization_code FROM reading_name
        WHERE organization_code = $organization AND shown <> source_name
        ORDER BY "table", "column", source_name
        """,
        {"organization": organization},
    ).df()


def names_of(con: Cursor, organization: str, table: str, column: str) -> pd.DataFrame:
    """Every name of a column, by name: source_name, rows; reading_name, written_by, written_at (UTC; null
    where it is read as its file has it)."""
    return con.execute(
        """
        SELECT line.source_name, any_value(reading) AS reading_name, any_value(written_by) AS written_by,
               any_value(written_at) AS written_at, count(*) AS rows
        FROM (SELECT organization_code, COLUMNS(lambda name: name = $column) AS source_name
              FROM query_table('published.' || $table)) AS line
        LEFT JOIN reading_name AS name
          ON name."table" = $table AND name."column" = $column
         AND name.organization_code = line.organization_code AND name.source_name = line.source_name
        WHERE line.organization_code = $organization AND line.source_name IS NOT NULL
        GROUP BY line.source_name
        ORDER BY line.source_name
        """,
        {"organization": organization, "table": table, "column": column},
    ).df()
