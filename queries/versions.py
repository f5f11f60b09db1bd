"""Which loads an organization's figures are from: what its answers are the same for."""

from queries.scope import Cursor


def of_organization(con: Cursor, organization: str) -> tuple[int, str]:
    """The number of its newest load (0: it has none), and in letters what each of its loads brought and how
    names are read; with the comparisons, which know districts and no codes."""
    newest, brought = con.execute(
        """
        SELECT coalesce(max(load_id) FILTER (organization_code IS NOT NULL), 0),
               string_agg(
                   concat_ws(' ', data_set, fiscal_year, as_of, round_months, load_id, sha256, rows), '|'
                   ORDER BY data_set, fiscal_year, as_of, round_months, load_id)
        FROM published.sources JOIN load USING (load_id)
        WHERE coalesce(organization_code, $organization) = $organization
        """,
        {"organization": organization},
    ).fetchall()[0]
    ((read,),) = con.execute(
        """
        SELECT string_agg(concat_ws(' ', "table", "column", source_name, shown), '|'
                          ORDER BY "table", "column", source_name)
        FROM reading_name WHERE organization_code = $organization
        """,
        {"organization": organization},
    ).fetchall()
    return newest, f"{brought or ''}||{read or ''}"
