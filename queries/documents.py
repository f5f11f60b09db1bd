"""What the assessment asks an organization to hand in, and what people have written for it."""

from collections.abc import Sequence

import pandas as pd

from queries.scope import Cursor


def items(con: Cursor) -> pd.DataFrame:
    """Every item of every assessment year that our data have to do with, newest year first
    (data/reference/oit_items.csv): assessment_year, item (O19), subject (budget_6m), title, title_en,
    data_fiscal_year, is_confirmed (whether its source is known)."""
    return con.execute(
        """
        SELECT assessment_year, item, subject, title, title_en, data_fiscal_year, is_confirmed
        FROM oit_item
        -- By its number: O9 before O18.
        ORDER BY assessment_year DESC, try_cast(substr(item, 2) AS INTEGER), subject
        """
    ).df()


def components(con: Cursor, assessment_year: int, subject: str) -> pd.DataFrame:
    """What an item must show, in its order: component, component_en, data_sets (that can show it, the best
    first, joined by " "; null: none), level (the column that the lines must have), text (which box holds it;
    null: none), note and note_en (what to do where neither does)."""
    return con.execute(
        """
        -- The items list what they ask for in one cell, in order.
        WITH wanted AS (
            SELECT subject, unnest(string_split(components, '; ')) AS component,
                   generate_subscripts(string_split(components, '; '), 1) AS place
            FROM oit_item WHERE assessment_year = $assessment_year AND subject = $subject
        )
        SELECT component, component_en, data_sets, level, "text", note, note_en
        FROM wanted LEFT JOIN oit_component USING (subject, component)
        ORDER BY place
        """,
        {"assessment_year": assessment_year, "subject": subject},
    ).df()


def digests(con: Cursor, organization: str) -> tuple[str, ...]:
    """Digests of all that is published of an organization, and of the comparisons, which are of none: others
    as soon as one of their rows is another."""
    known = con.execute(
        "SELECT 1 FROM duckdb_tables() WHERE database_name = 'published' AND table_name = 'sealed'"
    )
    # A database that was published by an earlier version has none.
    if not known.fetchone():
        return ()
    answer = con.execute(
        """
        SELECT digest FROM published.sealed
        WHERE organization_code = $organization
            OR (organization_code = '' AND table_name IN (SELECT "table" FROM data_set))
        ORDER BY table_name, organization_code
        """,
        {"organization": organization},
    )
    return tuple(digest for (digest,) in answer.fetchall())


def texts(con: Cursor, organization: str, assessment_year: int, subject: str) -> pd.DataFrame:
    """What was written for a document: name (problems, suggestions, commentary, prepared_by, approved_by),
    text, written_at (UTC)."""
    return con.execute(
        """
        SELECT name, "text", written_at
        FROM document_text
        WHERE organization_code = $organization AND assessment_year = $assessment_year AND subject = $subject
        ORDER BY name
        """,
        {"organization": organization, "assessment_year": assessment_year, "subject": subject},
    ).df()


def measure_texts(con: Cursor, organization: str, fiscal_year: int) -> pd.DataFrame:
    """What the office wrote to the measures of a year: measure_no, name (result, suggestion, reason: why
    there is no picture), text, written_by, written_at (UTC)."""
    return con.execute(
        """
        SELECT measure_no, name, "text", written_by, written_at
        FROM measure_text
        WHERE organization_code = $organization AND fiscal_year = $fiscal_year
        ORDER BY measure_no, name
        """,
        {"organization": organization, "fiscal_year": fiscal_year},
    ).df()


def photographs(con: Cursor, organization: str, fiscal_year: int) -> pd.DataFrame:
    """The pictures of a year's measures in the order in which they were added: measure_no, sha256, caption,
    written_by, written_at (UTC), is_there (not where its file is lost)."""
    return con.execute(
        """
        SELECT measure_no, sha256, caption, written_by, written_at, is_there
        FROM photograph
        WHERE organization_code = $organization AND fiscal_year = $fiscal_year
        ORDER BY measure_no, "position"
        """,
        {"organization": organization, "fiscal_year": fiscal_year},
    ).df()


def picture(con: Cursor, sha256: str) -> bytes | None:
    """A picture, as JPEG; None where it is lost."""
    row = con.execute("SELECT content FROM picture WHERE sha256 = ?", [sha256]).fetchone()
    return bytes(row[0]) if row else None


def files(con: Cursor, organization: str, names: Sequence[str]) -> pd.DataFrame:
    """The files of these names that have figures of an organization or of its district's comparison:
    data_set, file_name, rows_used, as_of, loaded_at (UTC), sha256; by data set and name."""
    return con.execute(
        """
        WITH behind AS (
            SELECT data_set, load_id, rows, as_of FROM source WHERE organization_code = $organization
            UNION ALL
            -- A comparison is of a district: it belongs to every organization in it.
            SELECT data_set, load_id, count(*), max(as_of)
            FROM brought SEMI JOIN (FROM organization WHERE organization_code = $organization)
                 USING (district, province)
            WHERE brought.district IS NOT NULL
            GROUP BY data_set, load_id
        )
        SELECT data_set, file_name, sum(rows)::INTEGER AS rows_used, max(as_of) AS as_of,
               max(loaded_at) AS loaded_at, max(sha256) AS sha256
        FROM behind JOIN load USING (load_id)
        WHERE list_contains($names, file_name)
        GROUP BY data_set, load_id, file_name
        ORDER BY data_set, file_name
        """,
        {"organization": organization, "names": list(names)},
    ).df()
