"""What there is to tell of an organization besides what its pages say."""

from datetime import date

import pandas as pd

from queries.scope import Cursor


def findings(con: Cursor, organization: str, today: date) -> pd.DataFrame:
    """What is found today of the newest year of each data set and after it, gravest first, as the table
    `findings` has it, with data_set, file_name, loaded_at (UTC). What is found in a file as a whole is of the
    organizations that it is about."""
    return con.execute(
        """
        SELECT finding.*, loaded_at
        FROM findings_of($organization, NULL, $today) AS finding
        LEFT JOIN published.loads USING (load_id)
        WHERE coalesce(finding.organization_code = $organization,
                       list_contains(string_split(loads.organization_code, ', '), $organization))
        ORDER BY list_position(['error', 'warning', 'note'], severity), finding.load_id, source_row, rule,
                 finding_id
        """,
        {"organization": organization, "today": today},
    ).df()


def units(con: Cursor, organization: str, table: str, column: str) -> dict[tuple[int, int], str]:
    """The unit that each row of a table names in a column, as its file has it, by load and row. A row of a
    matrix, which is of several, is of none."""
    rows = con.execute(
        """
        SELECT load_id, source_row, any_value(unit)
        FROM (SELECT organization_code, load_id, source_row,
                     COLUMNS(lambda name: name = $column)::VARCHAR AS unit
              FROM query_table('published.' || $table))
        WHERE organization_code = $organization
        GROUP BY load_id, source_row
        HAVING count(DISTINCT unit) = 1
        ORDER BY load_id, source_row
        """,
        {"organization": organization, "table": table, "column": column},
    ).fetchall()
    return {(load, row): unit for load, row, unit in rows}


def has_unit(con: Cursor, organization: str, table: str, column: str, unit: str) -> bool:
    """Whether a row of an organization ("*": of a real one) names a unit in a column, as files do."""
    asked = con.execute(
        """
        SELECT count(*) > 0
        FROM (SELECT organization_code, COLUMNS(lambda name: name = $column)::VARCHAR AS unit
              FROM query_table('published.' || $table))
        WHERE unit = $unit
          AND (organization_code = $organization
               OR ($organization = '*' AND NOT starts_with(organization_code, '99')))
        """,
        {"organization": organization, "table": table, "column": column, "unit": unit},
    )
    return bool(asked.fetchall()[0][0])


def undone(con: Cursor, organization: str) -> pd.DataFrame:
    """The loads of an organization that were taken back, by number: load_id, table, file_name, sha256,
    undone_at (UTC)."""
    return con.execute(
        """
        SELECT load_id, "table", file_name, sha256, undone_at
        FROM published.loads
        WHERE undone_at IS NOT NULL AND list_contains(string_split(organization_code, ', '), $organization)
        ORDER BY load_id
        """,
        {"organization": organization},
    ).df()
