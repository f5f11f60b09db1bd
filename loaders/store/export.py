"""What is published, for others to use: a Data Package (version 2) of plain CSV files, and what the Thai
open-data catalogue asks a clerk to type of each."""

import csv
import hashlib
import json
import zipfile
from collections.abc import Set
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from database import FILE_NAME, REFERENCE
from loaders.files import disk
from loaders.problem import LoadError, Problem
from loaders.schema.dataset import Column, Dataset
from loaders.schema.datasets import DATASETS
from loaders.store import reading_names
from loaders.store.publishing import refuse_missing
from loaders.store.register import opened, usable
from vocabulary.data_sets import BY_TABLE
from vocabulary.fiscal_calendar import BUDDHIST_ERA
from vocabulary.formulas import harmless_sql
from vocabulary.language import N_, translate

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DESCRIPTION, FORM = "datapackage.json", "open_data_form.csv"
MADE_UP = "99"
"""With these digits begin the codes of organizations that do not exist (loaders/demo/)."""
MADE_UP_NAME = "เทศบาลตัวอย่าง (ข้อมูลสมมติ)"
TYPES = {"INTEGER": "integer", "DATE": "date", "VARCHAR": "string"}
Described = dict[str, Any]


def export(folder: Path, target: Path, organization: str | None = None) -> list[Path]:
    """Writes what is published of an organization (None: of all real ones) to the folder `target`; gives the
    files: a CSV (UTF-8, dates in ISO form and of the Buddhist era) for each table that has rows,
    datapackage.json with schema, SHA-256 and sources of each, and open_data_form.csv. The same data give the
    same bytes.

    Raises LoadError where nothing is published, there is nothing of the organization, or `target` holds
    something else."""
    refuse_missing(folder)
    with usable(target):
        _clear(target)
        with opened(folder / FILE_NAME, read_only=True) as connection:
            return _write_package(connection, target, organization)


def _write_package(
    connection: duckdb.DuckDBPyConnection, target: Path, organization: str | None
) -> list[Path]:
    connection.execute(
        "CREATE TEMP TABLE organization AS FROM read_csv($path, header = true, all_varchar = true)",
        {"path": str(REFERENCE / "organizations.csv")},
    )
    tables = (_table(connection, dataset, target, organization) for dataset in DATASETS.values())
    resources = [resource for resource in tables if resource]
    if not resources:
        message = N_(
            "There is nothing to export{of}. Load files first, or check the code: python -m loaders status"
        )
        of = f" ({organization})" if organization else ""
        raise LoadError(Problem("error", "nothing_to_export", message, words={"of": of}))
    # The package bears the day of its data, not of the export: so it is the same each time.
    newest = connection.execute("SELECT max(loaded_at) FROM loads").fetchall()[0][0]
    form = _form(connection, [Path(made["path"]).stem for made in resources], organization)
    disk.write(target / FORM, form)
    package = _package(resources, organization, newest)
    disk.write(target / DESCRIPTION, json.dumps(package, ensure_ascii=False, indent=2).encode() + b"\n")
    return [*(target / resource["path"] for resource in resources), target / FORM, target / DESCRIPTION]


def as_zip(folder: Path, organization: str | None = None) -> bytes:
    """The files of `export` in one archive; the same data give the same bytes."""
    packed = BytesIO()
    with TemporaryDirectory() as room, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in export(folder, Path(room), organization):
            # Any fixed day: the hour of packing would make other bytes.
            entry = zipfile.ZipInfo(path.name, (2000, 1, 1, 0, 0, 0))
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _clear(target: Path) -> None:
    """Makes room for a new export where an earlier one lies; refuses a folder that holds anything else."""
    target.mkdir(parents=True, exist_ok=True)
    ours = {f"{table}.csv" for table in DATASETS} | {DESCRIPTION, FORM}
    if others := sorted(path.name for path in target.iterdir() if path.name not in ours):
        message = N_(
            "The folder {value} holds other files ({found}). Name an empty folder, or one of an earlier"
            " export."
        )
        raise LoadError(
            Problem(
                "error", "folder_in_use", message, value=str(target), words={"found": ", ".join(others[:3])}
            )
        )
    # A table that has no rows any more must not keep the file of the last export.
    for name in ours:
        (target / name).unlink(missing_ok=True)


def _table(
    connection: duckdb.DuckDBPyConnection, dataset: Dataset, target: Path, organization: str | None
) -> Described | None:
    """Writes the rows of a table; describes the file. None where there are no rows."""
    selected = f"FROM {dataset.table} JOIN loads USING (load_id) WHERE {_is_wanted(dataset)}"
    bound = {"organization": organization}
    ((rows,),) = connection.execute(f"SELECT count(*) {selected}", bound).fetchall()
    if not rows:
        return None
    path, read = target / f"{dataset.table}.csv", _read_columns(connection, dataset, selected, bound)
    columns = ", ".join(
        f"{expression} AS {field['name']}"
        for column in dataset.columns
        for expression, field in _fields(dataset, column, column.name in read)
    )
    # In one order, whatever the order of loads: the same data, the same bytes.
    keys = ", ".join(f"{dataset.table}.{name}" for name in dataset.key)
    quoted = str(path).replace("'", "''")
    connection.execute(
        f"""COPY (SELECT {columns}, {harmless_sql("file_name")} AS source_file, source_row {selected}
                  ORDER BY {keys}, load_id, source_row)
            TO '{quoted}' (FORMAT csv, HEADER)""",
        bound,
    )
    return _described(connection, dataset, path, selected, bound, read)


def _is_wanted(dataset: Dataset) -> str:
    """SQL that is true for rows of the organization, or of any that exists. Rankings go by the district's
    name."""
    if not BY_TABLE[dataset.table].by_district:
        code = f"{dataset.table}.organization_code"
        is_real = f"NOT starts_with({code}, '{MADE_UP}')"
        return f"CASE WHEN $organization IS NULL THEN {is_real} ELSE {code} = $organization END"
    district = "SELECT district FROM organization WHERE organization_code = $organization"
    return f"CASE WHEN $organization IS NULL THEN province <> 'สมมติ' ELSE district IN ({district}) END"


def _fields(dataset: Dataset, column: Column, is_read: bool) -> list[tuple[str, Described]]:
    """(SQL, field of the schema) of a column; a year or a day comes a second time in the other era, a name a
    second time as it should be read, where any is."""
    name, kind = f"{dataset.table}.{column.name}", column.kind
    constraints: Described = {"required": True} if column.required else {}
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
    own = (harmless_sql(name) if kind.sql_type == "VARCHAR" else name, field)
    if not is_read:
        return [own]
    other = {"name": f"{column.name}_reading", "title": f"{column.title} (อ่านว่า)", "type": "string"}
    return [own, (harmless_sql(_reading(dataset, column.name)), other)]


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


def _described(
    connection: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    path: Path,
    selected: str,
    bound: Described,
    read: Set[str],
) -> Described:
    with path.open("rb") as written:
        sha256 = hashlib.file_digest(written, "sha256").hexdigest()
    sources = connection.execute(
        f"SELECT DISTINCT load_id, file_name, sha256, loaded_at {selected} ORDER BY load_id", bound
    ).fetchall()
    fields = [
        field for column in dataset.columns for _sql, field in _fields(dataset, column, column.name in read)
    ]
    fields += [
        {"name": "source_file", "title": "ไฟล์ต้นทาง", "type": "string"},
        {"name": "source_row", "title": "แถวในไฟล์ต้นทาง", "type": "integer"},
    ]
    return {
        "name": dataset.table.replace("_", "-"),
        "title": dataset.title,
        "path": path.name,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256}",
        "schema": {"fields": fields, "missingValues": [""]},
        "sources": [
            {"title": name, "version": f"sha256:{digest}", "loaded": f"{at:%Y-%m-%dT%H:%M:%SZ}"}
            for _load, name, digest, at in sources
        ],
    }


def _package(resources: list[Described], organization: str | None, newest: date) -> Described:
    return {
        "$schema": PROFILE,
        "name": "prongsai" + (f"-{organization}" if organization else ""),
        "title": "ข้อมูลเปิดขององค์กรปกครองส่วนท้องถิ่น จากระบบโปร่งใส"
        + (" (ข้อมูลสมมติ)" if _is_made_up(organization) else ""),
        "description": "ปีงบประมาณเป็น พ.ศ. จำนวนเงินเป็นบาท ร้อยละ 0–100"
        " ยอดงบประมาณสะสมตั้งแต่ 1 ตุลาคมถึงวันที่ของข้อมูล ไม่มีการแก้ตัวเลขของต้นทาง",
        "created": f"{newest:%Y-%m-%dT%H:%M:%SZ}",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": resources,
    }


def _is_made_up(organization: str | None) -> bool:
    return organization is not None and organization.startswith(MADE_UP)


def _form(connection: duckdb.DuckDBPyConnection, tables: list[str], organization: str | None) -> bytes:
    """What the catalogue's form asks (data/reference/open_data_form.csv), filled in: one row a field, one
    column a table; to be opened in Excel."""
    known = {table: _facts(connection, DATASETS[table], organization) for table in tables}
    with (REFERENCE / FORM).open(encoding="utf-8-sig", newline="") as form:
        asked = list(csv.DictReader(form))
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["field", "ช่องในแบบฟอร์ม", *(DATASETS[table].title for table in tables), "หมายเหตุ"])
    for row in asked:
        filled = [row[table].format_map(known[table]) for table in tables]
        writer.writerow([row["field"], row["label"], *filled, row["note"]])
    return text.getvalue().encode("utf-8-sig")


def _facts(
    connection: duckdb.DuckDBPyConnection, dataset: Dataset, organization: str | None
) -> dict[str, str]:
    """What the form's answers are filled in with."""
    first, last, created, updated = connection.execute(
        f"""SELECT min({dataset.table}.fiscal_year), max({dataset.table}.fiscal_year),
                   min(loaded_at), max(loaded_at)
            FROM {dataset.table} JOIN loads USING (load_id) WHERE {_is_wanted(dataset)}""",
        {"organization": organization},
    ).fetchall()[0]
    names = connection.execute(
        """SELECT organization FROM organization
           WHERE organization_code = $organization
              -- Of all together only a single one has a name to put into the form.
              OR $organization IS NULL AND (SELECT count(*) FROM organization) = 1""",
        {"organization": organization},
    ).fetchall()
    unnamed = MADE_UP_NAME if _is_made_up(organization) else "องค์กรปกครองส่วนท้องถิ่น"
    return {
        "table_title": dataset.title,
        "organization": names[0][0] if names else unnamed,
        "created": f"{created:%Y-%m-%d}",
        "updated": f"{updated:%Y-%m-%d}",
        "first_year": str(first),
        "last_year": str(last),
    }
