"""What is published, for others to use: a Data Package (version 2) of plain CSV files, and what the Thai
open-data catalogue asks a clerk to type of each."""

import csv
import hashlib
import json
import zipfile
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

import seal
from definitions import REFERENCE
from loaders.files import disk
from loaders.problem import LoadError, Problem
from loaders.schema.dataset import Dataset
from loaders.schema.datasets import DATASETS
from loaders.store import open_data
from loaders.store.open_data import FORM, Described
from loaders.store.publishing import refuse_missing
from loaders.store.register import opened, usable
from vocabulary.formulas import harmless_sql
from vocabulary.language import N_

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DESCRIPTION = "datapackage.json"


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
        with opened(seal.database(folder), read_only=True) as connection:
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
    form = _form(connection, [Path(made["path"]).stem for made in resources], organization)
    disk.write(target / FORM, form)
    package = _package(resources, organization)
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
    selected, bound = open_data.selected(dataset), {"organization": organization}
    ((rows,),) = connection.execute(f"SELECT count(*) {selected}", bound).fetchall()
    if not rows:
        return None
    path, fields = target / f"{dataset.table}.csv", open_data.fields(connection, dataset, organization)
    columns = ", ".join(f"{_harmless(sql, field)} AS {field['name']}" for sql, field in fields)
    quoted = str(path).replace("'", "''")
    connection.execute(
        f"""COPY (SELECT {columns} {selected} ORDER BY {open_data.order(dataset)})
            TO '{quoted}' (FORMAT csv, HEADER)""",
        bound,
    )
    return _described(connection, dataset, path, bound, [field for _sql, field in fields])


def _harmless(sql: str, field: Described) -> str:
    """SQL for a value such that no spreadsheet takes it for a formula."""
    return harmless_sql(sql) if field["type"] == "string" else sql


def _described(
    connection: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    path: Path,
    bound: Described,
    fields: list[Described],
) -> Described:
    with path.open("rb") as written:
        sha256 = hashlib.file_digest(written, "sha256").hexdigest()
    selected = open_data.selected(dataset)
    sources = connection.execute(
        f"SELECT DISTINCT load_id, file_name, sha256, loaded_at {selected} ORDER BY load_id", bound
    ).fetchall()
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


def _package(resources: list[Described], organization: str | None) -> Described:
    return {
        "$schema": PROFILE,
        "name": "prongsai" + (f"-{organization}" if organization else ""),
        "title": "ข้อมูลเปิดขององค์กรปกครองส่วนท้องถิ่น จากระบบโปร่งใส"
        + (" (ข้อมูลสมมติ)" if open_data.is_made_up(organization) else ""),
        "description": "ปีงบประมาณเป็น พ.ศ. จำนวนเงินเป็นบาท ร้อยละ 0–100"
        " ยอดงบประมาณสะสมตั้งแต่ 1 ตุลาคมถึงวันที่ของข้อมูล ไม่มีการแก้ตัวเลขของต้นทาง",
        # The day of its data, not of the export: so it is the same each time.
        "created": max(source["loaded"] for each in resources for source in each["sources"]),
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": resources,
    }


def _form(connection: duckdb.DuckDBPyConnection, tables: list[str], organization: str | None) -> bytes:
    """What the catalogue's form asks (data/reference/open_data_form.csv), filled in: one row a field, one
    column a table; to be opened in Excel."""
    filled = {table: open_data.form(connection, DATASETS[table], organization) for table in tables}
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["field", "ช่องในแบบฟอร์ม", *(DATASETS[table].title for table in tables), "หมายเหตุ"])
    for row in open_data.asked():
        answers = [filled[table][row["field"]] for table in tables]
        writer.writerow([row["field"], row["label"], *answers, row["note"]])
    return text.getvalue().encode("utf-8-sig")
