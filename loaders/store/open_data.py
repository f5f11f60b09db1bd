"""What open data have of a table: which rows and columns, what each column is, and what the Thai open-data
catalogue asks of it. Written as files (export), and asked row by row (portal/)."""

import csv
from datetime import datetime
from functools import cache
from typing import Any

import duckdb

import settings
from definitions import REFERENCE
from loaders.schema.dataset import Column, Dataset
from loaders.store import reading_names
from vocabulary.data_sets import BY_TABLE
from vocabulary.fiscal_calendar import BUDDHIST_ERA
from vocabulary.language import translate

FORM = "open_data_form.csv"
MADE_UP = "99"
"""With these digits begin the codes of organizations that do not exist (loaders/demo/)."""
MADE_UP_NAME = "เทศบาลตัวอย่าง (ข้อมูลสมมติ)"
TYPES = {"INTEGER": "integer", "DATE": "date", "VARCHAR": "string"}
WITHHELD = {"satisfaction": ("score_percent", "respondents", "answer_counts")}
"""Columns of a table that are empty where fewer than `settings.minimum_respondents` answered."""
Described = dict[str, Any]
Fields = list[tuple[str, Described]]
"""SQL of a value, and its field in the schema of a Data Package."""
Facts = dict[str, str]
"""What the form's answers are filled in with."""


def selected(dataset: Dataset) -> str:
    """SQL from FROM on: the rows of the table that are those of $organization (null: of all real ones), each
    with its load."""
    return f"FROM {dataset.table} JOIN loads USING (load_id) WHERE {is_wanted(dataset)}"


def order(dataset: Dataset) -> str:
    """SQL of the one order that rows have, whatever the order of loads: the same data, the same bytes."""
    keys = ", ".join(f"{dataset.table}.{name}" for name in dataset.key)
    return f"{keys}, load_id, source_row"


def fields(connection: duckdb.DuckDBPyConnection, dataset: Dataset, organization: str | None) -> Fields:
    """The columns of the table, and from which row of which file each row is."""
    read = _read_columns(connection, dataset, selected(dataset), {"organization": organization})
    own = [field for column in dataset.columns for field in _of_column(dataset, column, column.name in read)]
    return [
        *own,
        ("file_name", {"name": "source_file", "title": "ไฟล์ต้นทาง", "type": "string"}),
        ("source_row", {"name": "source_row", "title": "แถวในไฟล์ต้นทาง", "type": "integer"}),
    ]


@cache
def asked() -> list[dict[str, str]]:
    """What the catalogue's form asks (data/reference/open_data_form.csv): field, label, an answer a table,
    note."""
    with (REFERENCE / FORM).open(encoding="utf-8-sig", newline="") as form:
        return list(csv.DictReader(form))


def form(connection: duckdb.DuckDBPyConnection, dataset: Dataset, organization: str | None) -> dict[str, str]:
    """What the catalogue's form asks of the table, filled in: field → answer."""
    return filled(dataset, _facts(connection, dataset, organization))


def filled(dataset: Dataset, facts: Facts) -> dict[str, str]:
    """The catalogue's form, filled in with what is known of the table: field → answer."""
    return {row["field"]: row[dataset.table].format_map(facts) for row in asked()}


def facts_of_each(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> dict[str, Facts]:
    """What the form of each organization is filled in with, by its code: of those of which, or of whose
    district, the table has rows."""
    # One question for all: a nation's catalogue would ask thousands.
    whose = "JOIN organization USING (district)" if BY_TABLE[dataset.table].by_district else ""
    table = dataset.table if not whose else "organization"
    spans = connection.execute(
        f"""SELECT {table}.organization_code, {_span(dataset)}
            FROM {dataset.table} JOIN loads USING (load_id) {whose} GROUP BY ALL"""
    ).fetchall()
    names = dict(
        connection.execute(
            "SELECT organization_code, any_value(organization) FROM organization GROUP BY ALL"
        ).fetchall()
    )
    return {code: _told(dataset, names.get(code) or _unnamed(code), *span) for code, *span in spans}


def is_made_up(organization: str | None) -> bool:
    """Whether the code is of an organization that does not exist."""
    return organization is not None and organization.startswith(MADE_UP)


def is_wanted(dataset: Dataset) -> str:
    """SQL that is true for rows of the organization, or of any that exists. Rankings go by the district's
    name."""
    if not BY_TABLE[dataset.table].by_district:
        code = f"{dataset.table}.organization_code"
        is_real = f"NOT starts_with({code}, '{MADE_UP}')"
        return f"CASE WHEN $organization IS NULL THEN {is_real} ELSE {code} = $organization END"
    district = "SELECT district FROM organization WHERE organization_code = $organization"
    return f"CASE WHEN $organization IS NULL THEN province <> 'สมมติ' ELSE district IN ({district}) END"


def _of_column(dataset: Dataset, column: Column, is_read: bool) -> Fields:
    """(SQL, field of the schema) of a column; a year or a day comes a second time in the other era, a name a
    second time as it should be read, where any is."""
    name, kind = _value(dataset, column.name), column.kind
    is_withheld = column.name in WITHHELD.get(dataset.table, ())
    constraints: Described = {"required": True} if column.required and not is_withheld else {}
    constraints |= {"enum": [code for code, _word in kind.choices]} if kind.choices else {}
    constraints |= {"minimum": kind.at_least} if kind.at_least is not None else {}
    constraints |= {"maximum": kind.at_most} if kind.at_most is not None else {}
    words = ", ".join(f"{code} = {word}" for code, word in kind.choices)
    field = {
        "name": column.name, "title": column.title, "type": TYPES.get(kind.sql_type, "number"),
        "description": words or translate(kind.expects, "th"),
    } | ({"constraints": constraints} if constraints else {})  # fmt: skip
    if column.name == "fiscal_year":
        other = {"name": "fiscal_year_ce", "title": "ปีงบประมาณ (ค.ศ.)", "type": "integer"}
        return [(name, field), (f"{name} - {BUDDHIST_ERA}", other)]
    if kind.sql_type == "DATE":
        other = {
            "name": f"{column.name}_be",
            "title": f"{column.title} (พ.ศ.)",
            "type": "string",
            "description": "31/03/2565",
        }
        # Day and month are the same in both eras.
        return [(name, field), (f"strftime({name}, '%d/%m/') || (year({name}) + {BUDDHIST_ERA})", other)]
    own = (name, field)
    if not is_read:
        return [own]
    other = {"name": f"{column.name}_reading", "title": f"{column.title} (อ่านว่า)", "type": "string"}
    return [own, (_reading(dataset, column.name), other)]


def _value(dataset: Dataset, column: str) -> str:
    """SQL of a value as it is published; what too few people answered is not."""
    value = f"{dataset.table}.{column}"
    if column not in WITHHELD.get(dataset.table, ()):
        return value
    minimum = settings.minimum_respondents()
    return f"CASE WHEN {dataset.table}.respondents < {minimum} THEN NULL ELSE {value} END"


def _reading(dataset: Dataset, column: str) -> str:
    """SQL for how the name of a column should be read, where that was written."""
    return f"""(SELECT reading_name FROM reading_names AS reading
                WHERE reading."table" = '{dataset.table}' AND reading."column" = '{column}'
                  AND reading.organization_code = {dataset.table}.organization_code
                  AND reading.source_name = {dataset.table}.{column} AND reading_name <> '')"""


def _read_columns(
    connection: duckdb.DuckDBPyConnection, dataset: Dataset, selected: str, bound: Described
) -> set[str]:
    """The columns in which a name is read otherwise than its file has it."""
    columns = reading_names.COLUMNS.get(dataset.table, ())
    known = "SELECT 1 FROM duckdb_tables() WHERE table_name = 'reading_names'"
    # A database that was published by an earlier version has none.
    if not columns or not connection.execute(known).fetchone():
        return set()
    counts = ", ".join(f"count({_reading(dataset, column)})" for column in columns)
    (found,) = connection.execute(f"SELECT {counts} {selected}", bound).fetchall()
    return {column for column, count in zip(columns, found, strict=True) if count}


def _span(dataset: Dataset) -> str:
    """SQL: from which to which year, and since when and until when loaded."""
    year = f"{dataset.table}.fiscal_year"
    return f"min({year}), max({year}), min(loaded_at), max(loaded_at)"


def _facts(connection: duckdb.DuckDBPyConnection, dataset: Dataset, organization: str | None) -> Facts:
    bound = {"organization": organization}
    span = connection.execute(f"SELECT {_span(dataset)} {selected(dataset)}", bound).fetchall()[0]
    names = connection.execute(
        """SELECT organization FROM organization
           WHERE organization_code = $organization
              -- Of all together only a single one has a name to put into the form.
              OR $organization IS NULL AND (SELECT count(*) FROM organization) = 1""",
        bound,
    ).fetchall()
    return _told(dataset, names[0][0] if names else _unnamed(organization), *span)


def _unnamed(organization: str | None) -> str:
    return MADE_UP_NAME if is_made_up(organization) else "องค์กรปกครองส่วนท้องถิ่น"


def _told(dataset: Dataset, name: str, first: int, last: int, created: datetime, updated: datetime) -> Facts:
    return {
        "table_title": dataset.title,
        "organization": name,
        "created": f"{created:%Y-%m-%d}",
        "updated": f"{updated:%Y-%m-%d}",
        # As CKAN writes a moment, in UTC.
        "created_at": f"{created:%Y-%m-%dT%H:%M:%S}",
        "updated_at": f"{updated:%Y-%m-%dT%H:%M:%S}",
        "first_year": str(first),
        "last_year": str(last),
    }
