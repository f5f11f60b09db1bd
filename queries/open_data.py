"""What there is of open data: which tables each organization has."""

from queries.scope import Cursor


def tables(con: Cursor) -> list[tuple[str, str]]:
    """Organization code and table, of every table of which an organization has rows; of a comparison, the
    organizations of its district."""
    return con.execute(
        """
        SELECT organization_code, "table" FROM source JOIN data_set USING (data_set)
        UNION
        SELECT known.organization_code, "table"
        FROM brought JOIN data_set USING (data_set) JOIN organization AS known USING (district)
        WHERE brought.organization_code IS NULL
          AND known.organization_code IN (SELECT organization_code FROM source)
          -- The districts of made-up organizations are in no export.
          AND NOT starts_with(known.organization_code, '99')
        ORDER BY ALL
        """
    ).fetchall()
