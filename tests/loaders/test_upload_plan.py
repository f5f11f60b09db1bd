"""Files that are dropped together: read once, checked together, and what is shown of them is what is stored."""

import json
import subprocess
import sys

import duckdb
import pytest
from playwright.sync_api import expect
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from database import FILE_NAME
from loaders import loading, macros
from loaders.checks import check, staging
from loaders.files import original
from loaders.layout.reading import Options
from loaders.loading import dry_run, load_files, plan_files, publish
from loaders.problem import LoadError
from screen import staged_uploads
from screen.staged_uploads import StagedUploads
from tests.conftest import ROOT
from tests.dropping import drop, loads, main
from tests.serving import serving, settled
from tests.tiers import sampled

HEADER = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n"
DIVISIONS = ("กองคลัง", "กองช่าง", "กองการศึกษา")
BOX = "รหัส อปท. ที่ไม่มีในรายการ"


@pytest.fixture(autouse=True)
def of_who_may_load(monkeypatch):
    """Files wait only for visitors who may load them."""
    monkeypatch.setenv("PRONGSAI_LOCAL_EDITING", "on")


def budget(disbursed, division="กองคลัง", lines=3):
    """A budget of one division, of which each line has disbursed as many thousands."""
    return HEADER + "".join(f"04960201,2561,2018-03-31,{division},รายการ {n},200000,{1000 * disbursed}\n" for n in range(lines))


def quiet(name, rows):
    """Is told how far it is, and tells nobody."""


def upload(name, content):
    """A file as Streamlit holds it for a visitor."""
    return UploadedFile(UploadedFileRec(name, name, "text/csv", content.encode()), FileURLs())


@pytest.fixture
def uploads(store, monkeypatch):
    """What a visitor of the store has dropped; gone when the test ends."""
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    staged = StagedUploads()
    yield staged
    staged.close()


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """The folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    with duckdb.connect() as connection:
        macros.use(connection)  # which stay as long as the process runs, and elsewhere
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


# What is done for them


COUNTING = """
import json, os, sys, threading
from pathlib import Path

seen = []  # appended to from several threads, where a number would lose some of its additions
names = {f"{number}.csv" for number in range(9)}

def hook(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, os.PathLike)) and arguments[1] in ("r", "rb"):
        if Path(arguments[0]).name in names:
            seen.append("reads")
    if event == "shutil.copyfile" and Path(arguments[0]).name.startswith("prongsai.duckdb"):
        seen.append("copies")

sys.addaudithook(hook)
from loaders.checks.check import check
from loaders.layout.reading import Options
from loaders.loading import publish
from screen.staged_uploads import StagedUploads
from tests.loaders.test_upload_plan import DIVISIONS, budget, upload

def profile(frame, event, argument):
    if event == "call" and frame.f_code is check.__code__:
        seen.append("checks")

def counts():
    return {what: seen.count(what) for what in ("reads", "checks", "copies")}

threading.setprofile(profile)
sys.setprofile(profile)
uploads = [(upload(f"{n}.csv", budget(n, division)), Options()) for n, division in enumerate(DIVISIONS[: int(sys.argv[1])])]
staged = StagedUploads()
first = staged.plan(uploads[:1])
shown = staged.plan(uploads)
assert staged.plan(uploads) is shown
previewed = counts()
plan = staged.hand_over(shown.keys)
publish(plan)
plan.close()
sys.setprofile(None)
print(json.dumps([previewed, counts()]))
"""
"""A visitor drops a file, others beside it, and confirms; counted is how often uploads are read and checked and the database is
copied, until all are shown and until they are stored."""


@pytest.mark.full
@pytest.mark.parametrize("files", sampled([2, 1, 3], every=3))
def test_files_are_read_and_checked_once_and_the_database_is_copied_twice(load, loader, store, files):
    load(budget(9, "กองสาธารณสุข"))
    done = subprocess.run(
        [sys.executable, "-c", COUNTING, str(files)],
        cwd=ROOT, env={"PRONGSAI_STORE": str(store), "PYTHONPATH": str(ROOT), "PRONGSAI_LOCAL_EDITING": "on"},
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    previewed, stored = json.loads(done.stdout)
    tried_out = 1 if files == 1 else 2  # the first file alone, then all together
    assert previewed == {"reads": files, "checks": files, "copies": tried_out}
    assert stored == {"reads": files, "checks": files, "copies": tried_out + 1}
    assert len(loads(store)) == files + 1


def test_what_is_said_of_one_file_has_that_one_read_again_only(uploads, load):
    load(budget(9, "กองสาธารณสุข"))
    one, other = (upload(f"{n}.csv", budget(n, division)) for n, division in enumerate(DIVISIONS[:2]))
    before = uploads.plan([(one, Options()), (other, Options())]).plan.reports
    after = uploads.plan([(one, Options()), (other, Options(values={"round_months": "6"}))]).plan.reports
    assert after[0].checked is before[0].checked
    assert after[1].checked is not before[1].checked
    with pytest.raises(duckdb.ConnectionException):
        before[1].checked.connection.execute("FROM checked")  # its rows are let go of
    assert after[0].checked.connection.execute("SELECT count(*) FROM checked").fetchall() == [(3,)]


# What is stored


def test_what_was_planned_is_stored_whatever_becomes_of_the_file(store, write, rows):
    path = write(budget(4))
    content = path.read_bytes()
    plan = dry_run(plan_files([path], Options(), store, quiet))
    planned = plan.accepted[0][1].connection.execute("SELECT item, disbursed FROM checked ORDER BY item").fetchall()
    path.write_text(budget(5), encoding="utf-8")
    (report,) = publish(plan).reports
    assert rows("SELECT item, disbursed FROM budget ORDER BY item") == planned
    assert report.original is not None
    assert (store / "originals" / report.original.sha256).read_bytes() == content
    plan.close()


def test_a_plan_is_not_published_on_other_data_than_it_was_told_of(store, load, write, rows):
    load(budget(1))
    plan = dry_run(plan_files([write(budget(2))], Options(), store, quiet))
    load(budget(3, "กองช่าง"))
    before = (store / FILE_NAME).read_bytes()
    with pytest.raises(LoadError) as refused:
        publish(plan)
    assert [problem.rule for problem in refused.value.problems] == [loading.CHANGED_MEANWHILE]
    assert "ระหว่างนี้มีผู้เปลี่ยนแปลงข้อมูล" in refused.value.problems[0].text("th")
    assert (store / FILE_NAME).read_bytes() == before
    plan.close()
    load_files([write(budget(2))], Options(), store, quiet)  # what was not told of may be
    assert rows("SELECT DISTINCT disbursed FROM budget WHERE division = 'กองคลัง'") == [(2_000,)]


def test_files_of_one_slice_refuse_each_other_until_one_is_taken_out(uploads):
    one, other = upload("one.csv", budget(1)), upload("other.csv", budget(2))
    both = uploads.plan([(one, Options()), (other, Options())]).plan
    assert [[problem.rule for problem in report.problems] for report in both.reports] == [["same_slice"]] * 2
    assert not both.may_be_published
    alone = uploads.plan([(other, Options())]).plan
    assert alone.may_be_published
    assert alone.reports[0].effect.new == 3


def test_where_the_database_is_damaged_files_are_shown_and_the_store_is_named(uploads, store, load):
    load(budget(1))
    published = (store / FILE_NAME).read_bytes()
    (store / FILE_NAME).write_bytes(published[:20_000])
    staged = uploads.plan([(upload("0.csv", budget(2)), Options())])
    assert [problem.rule for problem in staged.plan.problems] == ["database_unusable"]
    assert staged.plan.problems[0].value == str(store)
    assert not staged.plan.may_be_published
    assert len(staged.previews[0][0].rows) == 3
    (store / FILE_NAME).write_bytes(published)
    assert uploads.plan([(upload("0.csv", budget(2)), Options())]).plan.may_be_published


# Nothing of it outlives the visit


def test_small_files_wait_in_memory_and_leave_nothing_on_disk(uploads, store, temporary):
    staged = uploads.plan([(upload("0.csv", budget(1)), Options()), (upload("1.csv", budget(1, "กองช่าง")), Options())])
    assert staged.plan.may_be_published
    assert [*temporary.iterdir()] == []
    assert not store.exists() or not [*store.glob("incoming-*")]


def test_large_files_wait_in_a_private_folder_that_goes_with_the_visitor(uploads, store, temporary, monkeypatch, rows):
    for module in (original, staging, check, loading, staged_uploads):
        monkeypatch.setattr(module, "IN_MEMORY", 1_000)
    store.mkdir()
    content = budget(7, lines=100)
    staged = uploads.plan([(upload("0.csv", content), Options())])
    (room,) = store.glob("incoming-*")
    assert {path.name for path in room.iterdir()} <= {"file", "spill", "workbench.duckdb", "workbench.duckdb.wal"}
    assert [*temporary.iterdir()] == []
    publish(staged.plan)
    assert rows("SELECT count(*), sum(disbursed) FROM budget") == [(100, 700_000)]
    uploads.close()
    assert not [*store.glob("incoming-*")]


def test_of_many_files_those_that_exceed_the_memory_wait_on_disk(uploads, store, temporary, monkeypatch, rows):
    store.mkdir()
    contents = [budget(n, division, lines=20) for n, division in enumerate(DIVISIONS)]
    monkeypatch.setattr(staged_uploads, "IN_MEMORY", len(contents[0].encode()))
    staged = uploads.plan([(upload(f"{n}.csv", content), Options()) for n, content in enumerate(contents)])
    assert len([*store.glob("incoming-*")]) == 2
    publish(staged.plan)
    assert rows("SELECT count(*) FROM budget") == [(60,)]
    assert {path.read_bytes() for path in (store / "originals").iterdir()} == {content.encode() for content in contents}
    uploads.clear()
    assert not [*store.glob("incoming-*")]


# In a real browser


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The store of the server."""
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module")
def address(place):
    """A server of its own, since what is loaded here would be seen by other tests."""
    with serving(place, editing=True) as address:
        yield address


def stored(store):
    """What the division of the tests has disbursed, line by line."""
    with duckdb.connect(str(store / FILE_NAME), read_only=True) as connection:
        asked = "SELECT disbursed FROM budget WHERE fiscal_year = 2561 ORDER BY source_row"
        return [int(disbursed) for (disbursed,) in connection.execute(asked).fetchall()]


@pytest.mark.full
def test_an_overlap_is_seen_in_the_preview_of_both_and_gone_with_one_of_them(browse, address, place):
    page = browse(f"{address}/data")
    drop(page, ก่อน=budget(10), หลัง=budget(20))
    previews = page.locator("[class*=st-key-preview_]")
    expect(previews.nth(0)).to_contain_text("“หลัง.csv” มี")
    expect(previews.nth(1)).to_contain_text("“ก่อน.csv” มี")
    expect(page.get_by_role("button", name="ยืนยันนำเข้า 0 ไฟล์")).to_be_disabled()
    page.get_by_test_id("stFileChip").filter(has_text="ก่อน").get_by_role("button").click()
    expect(previews).to_have_count(1)
    page.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์").click()
    expect(main(page)).to_contain_text("นำเข้า หลัง.csv แล้ว 3 แถว")
    assert stored(place) == [20_000] * 3


@pytest.mark.full
def test_what_was_dropped_and_typed_stays_after_a_load_that_was_refused(browse, address, place):
    page = browse(f"{address}/data")
    without = budget(30).replace("organization_code,", "").replace("04960201,", "")
    drop(page, ไม่บอก=without)
    page.get_by_label(BOX).first.fill("04960201")
    page.get_by_label(BOX).first.press("Enter")
    confirm = page.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์")
    expect(confirm).to_be_enabled()
    settled(page)
    lock, aside = place / "lock", place / "lock.aside"
    lock.rename(aside)
    lock.mkdir()  # where a folder lies nobody can lock
    confirm.click()
    expect(main(page)).to_contain_text("ใช้ที่เก็บข้อมูล")
    settled(page)
    expect(page.get_by_role("heading", name="ไม่บอก.csv")).to_be_visible()
    expect(page.get_by_label(BOX).first).to_have_value("04960201")
    lock.rmdir()
    aside.rename(lock)
    confirm.click()
    expect(main(page)).to_contain_text("นำเข้า ไม่บอก.csv แล้ว 3 แถว")
    assert stored(place) == [30_000] * 3
