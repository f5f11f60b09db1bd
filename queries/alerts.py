"""What there is to tell of an organization besides what its pages say."""

from datetime import date

import pandas as pd

from queries.scope import Cursor


def findings(con: Cursor, organization: str, today: date) -> pd.DataFrame:
    """What is found today of the newest year of each data set and after it, gravest first, as the table
    `findings` has it, with data_set, division (the unit that the row names, as in its file; "" where it names
    none), loaded_at (UTC). What is found in a file as a whole is of the organizations that it is about."""
    return con.execute(
        """
        WITH unit AS (
            SELECT "table", load_id, source_row, any_value(division) AS division
            FROM unit_line
            WHERE organization_code = $organization
            GROUP BY ALL
            -- A row of a matrix is of all its units, and so of none.
            HAVING count(DISTINCT division) = 1
        )
        SELECT finding.*, coalesce(unit.division, '') AS division, loaded_at
        FROM findings_of($organization, NULL, $today) AS finding
        LEFT JOIN unit USING ("table", load_id, source_row)
        LEFT JOIN published.loads USING (load_id)
        WHERE coalesce(finding.organization_code = $organization,
                       list_contains(string_split(loads.organization_code, ', '), $organization))
        ORDER BY list_position(['error', 'warning', 'note'], severity), finding.load_id, source_row, rule,
                 finding_id
        """,
        {"organization": organization, "today": today},
    ).df()


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
