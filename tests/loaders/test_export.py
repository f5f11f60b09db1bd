"""What is exported for others: a valid Data Package, complete, traceable, harmless, and the same bytes for the same data."""

import csv
import hashlib
import json
import zipfile
from io import BytesIO

import duckdb
import pytest
from frictionless import Package

from loaders.problem import LoadError
from loaders.schema.datasets import DATASETS
from loaders.store.export import as_zip, export
from tests.conftest import ROOT


@pytest.fixture
def exported(published, tmp_path):
    """The folder of an export of the municipality's real data."""
    export(published, tmp_path / "open")
    return tmp_path / "open"


def described(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def table(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_package_is_valid_with_every_row_of_every_table(exported, published):
    report = Package(str(exported / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    with duckdb.connect(str(published / "prongsai.duckdb"), read_only=True) as connection:
        for name in DATASETS:
            ((rows,),) = connection.execute(f"SELECT count(*) FROM {name}").fetchall()
            assert (len(table(exported, name)) if rows else 0) == rows
    assert [resource["path"] for resource in described(exported)["resources"]] == [
        "budget.csv", "satisfaction.csv", "plan_progress.csv", "plan_ranking.csv", "measures.csv",
        "activities.csv",
    ]  # fmt: skip


def test_amounts_are_exact_and_times_stand_in_both_eras(exported):
    rows = table(exported, "budget")
    line = next(row for row in rows if row["item"] == "เบี้ยยังชีพผู้พิการด้อย")
    assert (line["remaining"], line["source_file"], line["source_row"]) == ("26000.00", "budget_2565_6m.csv", "6")
    assert (line["fiscal_year"], line["fiscal_year_ce"], line["as_of"], line["as_of_be"]) == (
        "2565", "2022", "2022-03-31", "31/03/2565",
    )  # fmt: skip
    assert sum(int(row["disbursed"].replace(".", "")) for row in rows) == 11_556_723_75


def test_each_file_is_described_with_its_hash_and_the_files_that_it_is_made_from(exported):
    for resource in described(exported)["resources"]:
        data = (exported / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)
        for source in resource["sources"]:
            original = (ROOT / "data" / "takbai" / source["title"]).read_bytes()
            assert source["version"] == f"sha256:{hashlib.sha256(original).hexdigest()}"
        assert not data.startswith(b"\xef\xbb\xbf")


def test_what_the_catalogue_asks_is_filled_in(exported):
    with (exported / "open_data_form.csv").open(encoding="utf-8-sig", newline="") as file:
        answers = {row["field"]: row for row in csv.DictReader(file)}
    assert answers["title"]["งบประมาณรายจ่าย"] == "งบประมาณรายจ่าย เทศบาลเมืองตากใบ"
    assert answers["first_year_of_data"]["ความพึงพอใจต่อการให้บริการ"] == "2564"
    for field in (
        "title maintainer tag_string objective update_frequency_unit geo_coverage data_source data_format license_id"
        " created_date last_updated_date first_year_of_data last_year_of_data"
    ).split():
        assert all(answers[field][DATASETS[name].title] for name in ("budget", "satisfaction", "measures"))


def test_the_same_data_give_the_same_bytes_and_an_earlier_export_is_replaced(exported, published):
    before = {path.name: path.read_bytes() for path in exported.iterdir()}
    (exported / "plan_projects.csv").write_text("of an earlier export")
    export(published, exported)
    assert {path.name: path.read_bytes() for path in exported.iterdir()} == before
    packed = as_zip(published)
    assert packed == as_zip(published)
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == before


def test_a_folder_with_anything_else_in_it_is_left_alone(published, tmp_path):
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(LoadError) as refused:
        export(published, tmp_path)
    assert refused.value.problems[0].rule == "folder_in_use"
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


@pytest.mark.parametrize("item", ["=1+1", "＝1+1", "＠SUM(1)"])
def test_a_text_that_looks_like_a_formula_is_made_harmless(load, store, tmp_path, write, item):
    header = "รหัส อปท.,ปีงบประมาณ,ข้อมูล ณ วันที่,หน่วยงาน,รายการ,งบประมาณตามเทศบัญญัติ,เบิกจ่าย\n"
    load(write(f"{header}04960201,2565,2022-03-31,กองคลัง,{item},100,50\n", "=cmd().csv"))
    export(store, tmp_path / "open")
    (row,) = table(tmp_path / "open", "budget")
    assert (row["item"], row["source_file"]) == (f"'{item}", "'=cmd().csv")


def test_an_organization_without_data_is_told(loader, published, tmp_path):
    told = loader("export", tmp_path / "open", "--organization", "12345678", "--store", published)
    assert told.returncode == 1
    assert "12345678" in told.stdout


def test_the_command_tells_which_files_it_wrote(loader, published, tmp_path):
    told = loader("export", tmp_path / "open", "--store", published, "--json")
    assert told.returncode == 0
    assert sorted(path.name for path in (tmp_path / "open").iterdir()) == sorted(
        file.rsplit("/", 1)[-1] for file in json.loads(told.stdout)["files"]
    )
