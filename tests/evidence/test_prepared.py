"""Evidence for the public: made once after a publication, only where it is another than before, and offered as it was made."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from zipfile import ZipFile

import pytest
from filelock import FileLock
from playwright.sync_api import expect

import settings
from evidence import prepared
from evidence.__main__ import _opened, main
from loaders.layout.reading import Options
from loaders.loading import load_files
from loaders.store.backup import backup
from server import preparing
from tests.calling import called
from tests.drawing import draw_page, words
from tests.pages.test_documents_page import LONG
from tests.serving import serving, settled

BUDGET = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n{},2569,2026-03-31,กองคลัง,ค่าวัสดุ,100,{}\n"
TAKBAI, OTHER = "04960201", "99000001"
SOON = {"CHROMIUM": "/nowhere/chromium"}
"""Documents without charts are made in a moment."""
MADE = "หลักฐานสำหรับประชาชน: "


@pytest.fixture
def publish(store, tmp_path):
    """Loads a budget of two lines of figures for an organization."""

    def publish(organization, disbursed):
        path = tmp_path / f"{organization}.csv"
        path.write_text(BUDGET.format(organization, disbursed), encoding="utf-8")
        (report,) = load_files([path], Options(), store, lambda name, rows: None)
        assert not report.refused, report.problems

    return publish


@pytest.fixture
def prepare(store):
    """Makes what the public gets; gives the exit status and of which packs it told."""

    def prepare():
        run = called(main, "prepare", PRONGSAI_STORE=str(store), **SOON)
        told = [line.removeprefix(MADE).split(", ") for line in run.stderr.splitlines() if line.startswith(MADE)]
        return run.returncode, [(code, int(year), language) for code, year, language in told]

    return prepare


def packs(store):
    """The packs for the public, and which files they are."""
    return {path: path.stat().st_ino for path in (store / settings.PREPARED).rglob("*.zip")}


@pytest.mark.full
def test_only_what_a_publication_touched_is_made_anew(store, publish, prepare):
    publish(TAKBAI, 40)
    publish(OTHER, 50)
    status, made = prepare()
    assert status == 0
    assert {(code, language) for code, _year, language in made} == {(code, "th") for code in (TAKBAI, OTHER)} | {
        (code, "en") for code in (TAKBAI, OTHER)
    }
    before = packs(store)
    assert len(before) == len(made)
    assert prepare() == (0, [])
    publish(OTHER, 60)
    _status, made_again = prepare()
    assert set(made_again) == {each for each in made if each[0] == OTHER}
    after = packs(store)
    assert {path for path in before if before[path] == after[path]} == {path for path in before if TAKBAI in str(path)}


@pytest.mark.full
def test_what_is_published_meanwhile_is_made_too(store, publish, prepare, monkeypatch):
    publish(TAKBAI, 40)
    publish(OTHER, 50)
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    monkeypatch.setenv("CHROMIUM", SOON["CHROMIUM"])
    amounts, told = iter([60]), []

    def tell(place, why_not):
        told.append(place)
        for amount in amounts:
            publish(OTHER, amount)

    assert prepared.prepare(_opened, tell)
    assert prepare() == (0, [])
    place = next(each for each in told if each.organization == OTHER)
    with ZipFile(place.pack) as archive:
        tables = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".csv")]
    assert any("60.00" in table for table in tables)
    assert not any("50.00" in table for table in tables)


@pytest.mark.full
def test_what_another_process_left_half_way_is_made_once_it_has_ended(store, publish, monkeypatch):
    publish(TAKBAI, 40)
    (store / settings.PREPARED).mkdir()
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    monkeypatch.setenv("CHROMIUM", SOON["CHROMIUM"])
    with ThreadPoolExecutor(1) as pool:
        with FileLock(store / settings.PREPARED / "lock"):
            waiting = pool.submit(prepared.prepare, _opened, lambda _place, _why_not: None)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.5)
        assert waiting.result()
    assert packs(store)


def test_what_an_editor_leaves_beside_an_offices_paper_stops_nothing(store, publish, monkeypatch):
    publish(TAKBAI, 40)
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    own = store / "settings" / TAKBAI
    own.mkdir(parents=True)
    before = preparing._state(), prepared.edition((), TAKBAI)
    (own / ".#paper.docx").symlink_to("clerk@office.4711")
    assert (preparing._state(), prepared.edition((), TAKBAI)) == before
    (own / "paper.docx").write_bytes(b"PK")
    assert preparing._state() != before[0]
    assert prepared.edition((), TAKBAI) != before[1]


def test_of_a_file_that_could_not_be_written_nothing_is_left(tmp_path):
    (tmp_path / "2569_th.zip").mkdir()  # where no file can be put
    with pytest.raises(OSError, match="directory"):
        prepared._write(tmp_path / "2569_th.zip", b"pack")
    assert [path.name for path in tmp_path.iterdir()] == ["2569_th.zip"]


@pytest.mark.full
def test_a_pack_that_was_altered_is_made_anew_and_never_given(store, publish, prepare, monkeypatch):
    publish(TAKBAI, 40)
    _status, made = prepare()
    altered = next(path for path in packs(store) if path.name.endswith("_th.zip"))
    altered.write_bytes(altered.read_bytes() + b" ")
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    monkeypatch.setenv("CHROMIUM", SOON["CHROMIUM"])
    assert "กำลังจัดทำเอกสาร" in words(draw_page("documents", assessment=altered.stem[:4]))
    assert prepare() == (0, [(TAKBAI, int(altered.stem[:4]), "th")])
    assert "กำลังจัดทำเอกสาร" not in words(draw_page("documents", assessment=altered.stem[:4]))
    assert len(made) == len(packs(store))


@pytest.mark.full
def test_paper_that_cannot_be_used_is_told_to_both_and_made_up_for(store, publish, prepare, monkeypatch):
    publish(TAKBAI, 40)
    own = store / "settings" / TAKBAI
    own.mkdir(parents=True)
    (own / "paper.docx").write_bytes(b"PK no such thing")
    status, made = prepare()
    assert (status, made) == (1, [])
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    monkeypatch.setenv("CHROMIUM", SOON["CHROMIUM"])
    assert "จัดทำเอกสารไม่สำเร็จ" in words(draw_page("documents"))
    (own / "paper.docx").unlink()
    status, made = prepare()
    assert status == 0
    assert made
    assert "จัดทำเอกสารไม่สำเร็จ" not in words(draw_page("documents"))


def test_who_only_looks_can_have_nothing_made(store, publish, monkeypatch):
    publish(TAKBAI, 40)
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    page = draw_page("documents")
    assert not [button for button in page.button if button.key.startswith("make_")]
    assert "กำลังจัดทำเอกสาร" in words(page)
    monkeypatch.setenv(settings.PUBLIC_EVIDENCE, "off")
    assert "ผู้ที่ลงชื่อเข้าใช้" in words(draw_page("documents"))
    monkeypatch.setenv("PRONGSAI_LOCAL_EDITING", "on")
    assert [button for button in draw_page("documents").button if button.key == "make_documents"]


@pytest.mark.full
def test_a_backup_leaves_out_what_can_be_made_again(store, publish, prepare, tmp_path):
    publish(TAKBAI, 40)
    prepare()
    backup(store, tmp_path / "backup.zip")
    with ZipFile(tmp_path / "backup.zip") as archive:
        assert not [name for name in archive.namelist() if name.startswith(settings.PREPARED)]


@pytest.mark.full
def test_a_page_that_is_open_gets_what_the_server_makes_after_a_publication(store, publish, new_page):
    publish(TAKBAI, 40)
    with serving(store, PRONGSAI_PUBLIC_EVIDENCE="on", CHROMIUM=SOON["CHROMIUM"]) as address:
        page = new_page()
        page.goto(f"{address}/documents?assessment=2569&item=budget_6m")
        settled(page)
        expect(page.get_by_text("กำลังจัดทำเอกสาร")).to_be_visible()
        offered = page.get_by_role("button", name="Excel")
        expect(offered).to_be_visible(timeout=LONG)
        with page.expect_download() as download:
            page.get_by_role("button", name="ZIP").click()
        with ZipFile(BytesIO(download.value.path().read_bytes())) as archive:
            assert {"manifest.json", "cover.pdf"} < set(archive.namelist())
        publish(TAKBAI, 60)
        page.reload()
        expect(page.get_by_text("กำลังจัดทำเอกสาร")).to_be_visible()
        expect(offered).to_be_visible(timeout=LONG)
