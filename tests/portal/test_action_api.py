"""The API that catalogues know: read with CKAN's own client from the real server, held against the tables asked directly and
against its description."""

import csv
import json
import subprocess
import sys
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.request import urlopen
from zipfile import ZipFile

import duckdb
import pytest
from ckanapi import NotFound, RemoteCKAN, ValidationError
from ckanapi.errors import CKANAPIError
from frictionless import Package
from starlette.applications import Starlette

from database import FILE_NAME
from loaders.schema.datasets import DATASETS
from loaders.store.export import export
from portal import tables
from server.routes import ROUTES
from tests.reaching import reached
from tests.tiers import sampled
from vocabulary.data_sets import DATA_SETS

PACKAGES = {
    "04960201": ["activities", "budget", "measures", "plan_progress", "plan_ranking", "satisfaction"],
    "99000001": sorted(each.table for each in DATA_SETS if not each.by_district),
}
NAMES = [f"{code}-{table}" for code, tables in PACKAGES.items() for table in tables]


@pytest.fixture(scope="module")
def ckan(dashboard):
    """CKAN's own client."""
    with RemoteCKAN(dashboard, get_only=False) as client:
        yield client


@pytest.fixture
def ask(made_up_data):
    """What an action answers in this process: status, and the answer."""

    def ask(name, given=None, body=None, **sent):
        query = "&".join(f"{key}={value}" for key, value in (given or {}).items())
        answer = reached(Starlette(routes=ROUTES), f"/api/3/action/{name}?{query}", body or b"", **sent)
        return answer.status, answer.json

    return ask


@pytest.fixture
def con(with_made_up):
    with duckdb.connect(str(with_made_up / FILE_NAME), read_only=True) as connection:
        yield connection


def resource(ckan, name):
    return ckan.action.package_show(id=name)["resources"][0]["id"]


def test_the_packages_are_listed_shown_and_found(ckan):
    assert ckan.action.package_list() == NAMES
    assert ckan.action.package_list(limit=2, offset=1) == NAMES[1:3]
    shown = ckan.action.package_show(id="04960201-budget")
    assert shown == ckan.action.package_show(id=shown["id"])
    assert (shown["title"], shown["license_id"]) == ("งบประมาณรายจ่าย เทศบาลเมืองตากใบ", "cc-by")
    assert (shown["data_category"], shown["accessible_condition"], shown["allow_harvest"]) == ("ข้อมูลสาธารณะ", "ไม่มี", "True")
    assert (shown["first_year_of_data"], shown["unit_of_measure"], shown["update_frequency_unit"]) == ("2565", "บาท", "ไตรมาส")
    assert ckan.action.package_show(id="99000001-budget")["allow_harvest"] == "False"
    found = ckan.action.package_search(q="ความพึงพอใจ ตากใบ")
    assert (found["count"], [each["name"] for each in found["results"]]) == (1, ["04960201-satisfaction"])
    assert ckan.action.package_search(q="*:*", rows=0) == {**ckan.action.package_search(rows=0), "count": len(NAMES)}
    page = ckan.action.package_search(rows=2, start=3)
    assert [each["name"] for each in page["results"]] == NAMES[3:5]


def test_packages_are_picked_and_ordered_as_harvesters_ask(ckan):
    every = ckan.action.package_search(rows=100)["results"]
    moments = {each["name"]: each["metadata_modified"] for each in every}
    by_number = ckan.action.package_search(rows=100, start=0, sort="id asc", fq="")
    assert [each["id"] for each in by_number["results"]] == sorted(each["id"] for each in every)
    newest = ckan.action.package_search(rows=100, sort="metadata_modified desc, name asc")
    assert [each["name"] for each in newest["results"]] == sorted(
        sorted(moments), key=lambda name: moments[name], reverse=True
    )  # fmt: skip
    for since in (*sorted({*moments.values()})[:3], "2999-01-01T00:00:00"):
        found = ckan.action.package_search(rows=100, fq=f"metadata_modified:[{since}Z TO *]")
        assert {each["name"] for each in found["results"]} == {name for name, moment in moments.items() if moment >= since}
    own = ckan.action.package_search(rows=100, fq='organization:04960201 AND name:"04960201-budget"')
    assert [each["name"] for each in own["results"]] == ["04960201-budget"]
    assert ckan.action.package_search(fq="+organization:04960201")["count"] == len(PACKAGES["04960201"])


def test_a_package_says_to_the_second_when_it_was_loaded(ckan, con):
    lines = "(FROM budget WHERE organization_code = '99000001') AS line"
    query = f"SELECT min(loads.loaded_at), max(loads.loaded_at) FROM {lines} JOIN loads USING (load_id)"
    shown, ((first, last),) = ckan.action.package_show(id="99000001-budget"), con.execute(query).fetchall()
    expected = [f"{moment:%Y-%m-%dT%H:%M:%S}" for moment in (first, last)]
    assert [shown["metadata_created"], shown["metadata_modified"]] == expected
    assert {each["last_modified"] for each in shown["resources"]} == {expected[1]}


def test_each_file_that_a_package_names_can_be_fetched(ckan):
    for each in ckan.action.package_show(id="04960201-satisfaction")["resources"]:
        with urlopen(each["url"]) as answer:
            assert answer.headers["Content-Type"].startswith(each["mimetype"])
            assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("name", sampled(NAMES, every=3))
def test_every_row_comes_by_the_page_as_the_export_has_it(ask, with_made_up, tmp_path, name):
    code, table = name.split("-")
    _status, shown = ask("package_show", {"id": name})
    identity, records = shown["result"]["resources"][0]["id"], list[dict[str, Any]]()
    while True:
        body = json.dumps({"resource_id": identity, "limit": 3000, "offset": len(records)}).encode()
        answer = ask("datastore_search", body=body)[1]["result"]
        records += answer["records"]
        if not answer["records"]:
            break
    export(with_made_up, tmp_path, code)
    with (tmp_path / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        exported = list(csv.DictReader(file))
    assert answer["total"] == len(records) == len(exported) > 0
    assert [field["id"] for field in answer["fields"]] == ["_id", *exported[0]]
    assert [record.pop("_id") for record in records] == list(range(1, len(records) + 1))
    numbers = {field["id"] for field in answer["fields"] if field["type"] in ("int4", "numeric")}
    for record, row in zip(records, exported, strict=True):
        assert record == {key: _plain(value, key in numbers) for key, value in row.items()}


def _plain(text, is_number):
    return None if text == "" else float(text) if is_number else text.removeprefix("'")


def test_rows_are_filtered_sorted_and_cut_as_sql_does(ckan, con):
    identity = resource(ckan, "99000001-budget")
    given = {"filters": {"fiscal_year": [2567, "2568"], "division": "กองช่าง"}, "sort": "disbursed desc nulls last, item"}
    with pytest.raises(ValidationError):
        ckan.action.datastore_search(resource_id=identity, **given)
    given["sort"] = "disbursed desc, _id"
    answer = ckan.action.datastore_search(
        resource_id=identity, fields=["item", "disbursed", "as_of"], limit=50, offset=5, **given
    )
    own = "organization_code = '99000001' AND fiscal_year IN (2567, 2568) AND division = 'กองช่าง'"
    rows = con.execute(
        f"SELECT disbursed FROM budget WHERE {own} ORDER BY disbursed DESC NULLS LAST LIMIT 50 OFFSET 5"
    ).fetchall()
    assert [record["disbursed"] for record in answer["records"]] == [None if paid is None else float(paid) for (paid,) in rows]
    assert [list(record) for record in answer["records"]] == [["item", "disbursed", "as_of"]] * 50
    ((total,),) = con.execute(f"SELECT count(*) FROM budget WHERE {own}").fetchall()
    assert (answer["total"], answer["limit"], answer["offset"]) == (total, 50, 5)
    worded = ckan.action.datastore_search(resource_id=identity, q="วัสดุ 2568", include_total=True, limit=0)
    text = "concat_ws(' ', organization_code, plan, work, expenditure_group, category, fund, division, item, note, file_name)"
    lines = (
        "(SELECT budget.*, loads.file_name FROM budget JOIN loads USING (load_id) WHERE budget.organization_code = '99000001')"
    )
    day = "strftime(as_of, '%d/%m/') || (year(as_of) + 543)"
    both = f"contains({text}, 'วัสดุ') AND contains({text} || ' ' || {day}, '2568')"
    ((total,),) = con.execute(f"SELECT count(*) FROM {lines} WHERE {both}").fetchall()
    assert worded["total"] == total > 0
    without = ckan.action.datastore_search(resource_id=identity, filters={"note": None}, include_total=False, limit=1)
    assert "total" not in without
    assert without["records"][0]["note"] is None
    following = ckan.action.datastore_search(resource_id=identity, limit=2)["_links"]["next"]
    with urlopen(f"{ckan.address}{following}") as page:
        assert [record["_id"] for record in json.load(page)["result"]["records"]] == [3, 4]


def test_the_next_page_is_what_the_link_of_the_first_leads_to(ask, ckan, dashboard):
    identity = resource(ckan, "99000001-budget")
    given = {"fields": ["item", "division"], "sort": ["division", "item desc"], "filters": {"fiscal_year": [2567, 2568]}}
    whole = ckan.action.datastore_search(resource_id=identity, limit=40, **given)["records"]
    page = ckan.action.datastore_search(resource_id=identity, limit=20, **given)
    with urlopen(f"{dashboard}{page['_links']['next']}") as answer:
        following = json.load(answer)["result"]
    assert page["records"] + following["records"] == whole
    assert page["version"] == following["version"] == ckan.action.package_show(id="99000001-budget")["version"]


def test_an_answer_has_no_more_rows_than_it_may(ask):
    identity = ask("package_show", {"id": "99000001-budget"})[1]["result"]["resources"][0]["id"]
    answer = ask("datastore_search", {"resource_id": identity, "limit": 10**8, "fields": "_id"})[1]["result"]
    assert answer["limit"] == 10_000
    assert len(ask("datastore_search", {"resource_id": identity})[1]["result"]["records"]) == 100
    assert ask("package_search", {"rows": 10**9})[0] == 200


INJECTION = "_id; DROP TABLE budget--"


@pytest.mark.parametrize(
    ("name", "given", "kind", "field"),
    [
        ("package_show", {"id": "04960202-budget"}, NotFound, ""),
        ("package_show", {"id": "04960201-people"}, NotFound, ""),
        ("package_show", {}, ValidationError, "id"),
        ("datastore_search", {"resource_id": "published.loads"}, NotFound, ""),
        ("datastore_search", {}, ValidationError, "resource_id"),
        ("datastore_search", {"sort": INJECTION}, ValidationError, "sort"),
        ("datastore_search", {"sort": "no_such"}, ValidationError, "sort"),
        ("datastore_search", {"fields": ["item", INJECTION]}, ValidationError, "fields"),
        ("datastore_search", {"fields": ['item" FROM published.loads --']}, ValidationError, "fields"),
        ("datastore_search", {"filters": {'item" OR 1=1 --': "x"}}, ValidationError, "filters"),
        ("datastore_search", {"filters": {"as_of": "yesterday"}}, ValidationError, "filters"),
        ("datastore_search", {"filters": {"allocation": "many"}}, ValidationError, "filters"),
        ("datastore_search", {"filters": "not JSON"}, ValidationError, "filters"),
        ("datastore_search", {"filters": "[" * 60_000}, ValidationError, "filters"),
        ("datastore_search", {"filters": '{"\\ud800": 1}'}, ValidationError, "filters"),
        ("datastore_search", {"filters": {"allocation": "1e99999999"}}, ValidationError, "filters"),
        ("datastore_search", {"limit": -1}, ValidationError, "limit"),
        ("datastore_search", {"offset": "1.5"}, ValidationError, "offset"),
        ("datastore_search", {"records_format": "csv"}, ValidationError, "records_format"),
        ("datastore_search", {"distinct": True}, ValidationError, "distinct"),
        ("datastore_search", {"q": "x " * 11}, ValidationError, "q"),
        ("package_search", {"sort": "views_recent desc"}, ValidationError, "sort"),
        ("package_search", {"sort": INJECTION}, ValidationError, "sort"),
        ("package_search", {"fq": "-organization:04960201"}, ValidationError, "fq"),
        ("package_search", {"fq": "res_format:CSV"}, ValidationError, "fq"),
        ("package_search", {"fq": "metadata_modified:[* TO"}, ValidationError, "fq"),
        ("datastore_search_sql", {"sql": "SELECT 1"}, CKANAPIError, ""),
    ],
)
def test_what_cannot_be_is_refused_in_ckans_envelope(ckan, name, given, kind, field):
    if name == "datastore_search" and given and "resource_id" not in given:
        given = {"resource_id": resource(ckan, "04960201-budget"), **given}
    with pytest.raises(kind) as refused:
        ckan.call_action(name, given)
    if field:
        assert set(refused.value.error_dict) == {"__type", field}


def test_a_value_that_looks_like_sql_is_a_value(ckan):
    identity = resource(ckan, "04960201-budget")
    for value in ("' OR '1'='1", '"; DROP TABLE budget; --', "\u0e01'", "$organization"):
        assert ckan.action.datastore_search(resource_id=identity, filters={"item": value})["total"] == 0
        assert ckan.action.datastore_search(resource_id=identity, q=value[:40])["total"] == 0
    assert ckan.action.datastore_search(resource_id=identity)["total"] == 13


def test_a_number_of_endless_places_is_compared_as_its_column_keeps_it():
    assert tables._read("allocation", "number", "1e-100000000") == "0.000000"
    assert tables._read("allocation", "number", 0.1 + 0.2) == "0.300000"


def test_a_request_that_is_no_json_or_too_long_is_refused(ask):
    assert ask("package_show", body=b"{")[0] == ask("package_show", body=b"[]")[0] == 400
    assert ask("package_show", body=b"[" * 60_000)[0] == 400
    assert ask("package_show", body=b" " * 65_537)[0] == 400
    assert ask("datastore_search", body=rb'{"\ud800": 1}')[0] == 400
    assert ask("help_show", {"name": "package_list"})[1]["result"].startswith("The names of all packages")
    preflight = reached(Starlette(routes=ROUTES), "/api/3/action/package_list", method="OPTIONS")
    assert (preflight.status, preflight.headers["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, POST")
    assert reached(Starlette(routes=ROUTES), "/api/3/action/package_list", method="DELETE").status == 405


def test_the_catalogue_has_every_package_of_who_exists(dashboard):
    with urlopen(f"{dashboard}/data.json") as answer:
        catalogue = json.load(answer)
    assert catalogue["conformsTo"] == "https://project-open-data.cio.gov/v1.1/schema"
    named = [each["identifier"].rpartition("=")[2] for each in catalogue["dataset"]]
    assert named == [f"04960201-{table}" for table in PACKAGES["04960201"]]
    wanted = {"title", "description", "keyword", "modified", "publisher", "contactPoint", "identifier", "accessLevel", "license"}
    for each in catalogue["dataset"]:
        assert all(each[name] for name in wanted)
        for distribution in each["distribution"]:
            with urlopen(distribution.get("downloadURL") or distribution["accessURL"]) as answer:
                assert answer.status == 200
    with urlopen(f"{dashboard}/data.json?org=99000001") as answer:
        assert len(json.load(answer)["dataset"]) == len(PACKAGES["99000001"])


def test_the_data_package_and_the_archive_are_those_of_the_export(dashboard, with_made_up, tmp_path):
    export(with_made_up, tmp_path / "own", "99000001")
    with urlopen(f"{dashboard}/datapackage.json?org=99000001") as answer:
        described = json.load(answer)
    with urlopen(f"{dashboard}/o/99000001/files/open_data.zip") as answer:
        archive = ZipFile(BytesIO(answer.read()))
    for path in sorted((tmp_path / "own").iterdir()):
        assert archive.read(path.name) == path.read_bytes()
    for each in described["resources"]:
        with urlopen(each["path"]) as answer:
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            assert answer.read() == (tmp_path / "own" / each["path"].rpartition("/")[2]).read_bytes()
    (tmp_path / "package.json").write_text(json.dumps(described), encoding="utf-8")
    report = Package(str(tmp_path / "package.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])


def test_the_description_names_every_route_of_programs(made_up_data):
    described = partial(reached, Starlette(routes=ROUTES))("/openapi.json").json
    paths = {route.path for route in ROUTES if "embed" not in route.path and "/action/" not in route.path}
    # Addresses of versions and pictures are found in answers.
    assert {path for path in paths if "{mark}" not in path and "{version}" not in path} <= described["paths"].keys()
    assert set(DATASETS) == {name.split("-")[1] for name in NAMES}


@pytest.mark.full
def test_the_server_keeps_what_its_description_promises(dashboard):
    command = [str(Path(sys.executable).with_name("schemathesis")), "run", f"{dashboard}/openapi.json"]
    done = subprocess.run(
        [*command, "--max-examples", "50", "--seed", "1", "--no-color"], capture_output=True, encoding="utf-8", timeout=600
    )
    assert done.returncode == 0, done.stdout[-5000:]
