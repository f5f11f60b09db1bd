"""The server while data change: it builds them once, tells how it is, and shows a new load without a restart."""

import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from database import FILE_NAME
from loaders import audit
from loaders.store.verification import differences
from tests.pages.test_faults import flip, places
from tests.serving import ROOT, serving
from tests.tiers import sampled


def health(address):
    """(status, answer) of /healthz."""
    try:
        with urlopen(f"{address}/healthz") as answer:
            return answer.status, json.load(answer)
    except HTTPError as error:
        return error.code, json.load(error)


@pytest.mark.parametrize("path", ["section/0123456789abcdef01234567/table.csv", "section/x/table.exe"])
def test_a_file_that_no_page_has_shown_is_404_and_says_what_to_do(dashboard, path):
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{dashboard}/{path}")
    assert refused.value.code == 404
    assert "โปรดเปิดหน้าเดิมอีกครั้ง" in refused.value.read().decode()


@pytest.mark.parametrize("path", ["nosuchpage", "overview", "robots.txt", "o", "budget/more", "nosuchpage?org=04960201"])
def test_an_address_of_no_page_is_404_in_words_and_no_other_page(dashboard, path):
    for lang, told in (("th", "ไม่มีหน้าตามลิงก์นี้"), ("en", "The address names no page")):
        with pytest.raises(HTTPError) as refused:
            urlopen(f"{dashboard}/{path}{'&' if '?' in path else '?'}lang={lang}")
        assert (refused.value.code, refused.value.headers.get_content_type()) == (404, "text/html")
        assert refused.value.headers["Content-Security-Policy"].startswith("default-src 'none'")
        page = refused.value.read().decode()
        assert told in page
        assert f"<html lang='{lang}'" in page
        assert "<script" not in page
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(f"{dashboard}/{path}", method="HEAD"))
    assert (refused.value.code, refused.value.read()) == (404, b"")


def test_every_page_of_the_menu_is_one(dashboard):
    names = [path.stem for path in (ROOT / "pages").glob("[!_]*.py")]
    assert len(names) > 15
    for name in ["", *names]:
        if name != "overview":  # it has no name
            with urlopen(f"{dashboard}/{name}?fy=2565") as answer:
                assert (answer.status, b"<title>Streamlit</title>" in answer.read()) == (200, True)


@pytest.mark.full
def test_the_first_start_builds_the_data_and_the_second_does_not(store, rows):
    with serving(store, demo=True) as address:
        status, answer = health(address)
        assert (status, answer["newest_load"]) == (200, 91)
    built = (store / FILE_NAME).stat()
    years = rows("SELECT organization_code, count(DISTINCT fiscal_year) FROM budget GROUP BY ALL ORDER BY ALL")
    assert years == [("04960201", 1), ("99000001", 5)]
    with serving(store, demo=True) as address:
        assert health(address)[0] == 200
    again = (store / FILE_NAME).stat()
    assert (again.st_mtime_ns, again.st_ino) == (built.st_mtime_ns, built.st_ino)


@pytest.mark.full
def test_the_first_start_can_do_without_made_up_data(store, rows):
    with serving(store) as address:
        assert health(address)[1]["newest_load"] == 7
    assert rows("SELECT count(*) FROM budget") == [(13,)]


@pytest.mark.full
def test_without_data_to_open_health_is_503_and_the_page_says_what_to_do(loaded_store, new_page):
    with serving(loaded_store) as address:
        (loaded_store / FILE_NAME).unlink()
        assert health(address) == (503, {"status": "no data"})
        page = new_page()
        page.goto(address)
        page.get_by_text("python -m loaders load").wait_for()
        assert "Traceback" not in page.content()


@pytest.mark.full  # that a reader is answered from what was published since is of every check, without a browser
def test_a_load_in_another_process_is_shown_on_the_next_interaction(loaded_store, loader_process, takbai, tmp_path, browse):
    corrected = tmp_path / "plan.csv"
    text = (takbai / "plan_progress_2564_12m.csv").read_text(encoding="utf-8")
    corrected.write_text(text.replace("04960201,2564,12,1,16,3,", "04960201,2564,12,1,16,13,"), encoding="utf-8")
    with serving(loaded_store) as address:
        page = browse(f"{address}/plan")
        expect(page.get_by_test_id("stMain")).to_contain_text("20 จาก 52")
        assert loader_process("load", corrected).returncode == 0
        page.get_by_role("link", name="ภาพรวม").click()
        page.get_by_text("57.69%").first.wait_for()
        assert health(address)[1]["newest_load"] == 8


@pytest.mark.full
@pytest.mark.parametrize("spoiled", sampled([b"not a database", b""], every=2))
def test_a_spoiled_database_is_told_and_not_shown_as_a_traceback(loaded_store, spoiled, new_page):
    with serving(loaded_store) as address:
        (loaded_store / "spoiled").write_bytes(spoiled)
        (loaded_store / "spoiled").replace(loaded_store / FILE_NAME)
        assert health(address)[0] == 503
        page = new_page()
        page.goto(address)
        page.get_by_test_id("stAlert").first.wait_for()
        assert "Traceback" not in page.content()


@pytest.mark.full
def test_damaged_data_are_made_again_from_the_page_and_are_shown_as_they_were(loaded_store, browse, rows):
    before, lines = rows("FROM budget ORDER BY ALL"), len(list(audit.entries(loaded_store)))
    at = places(loaded_store, "budget")[0]
    with serving(loaded_store, editing=True) as address:
        flip(loaded_store, at)
        page = browse(f"{address}/budget")
        assert health(address)[0] == 503
        main = page.get_by_test_id("stMain")
        expect(main).to_contain_text("python -m loaders rebuild")
        main.get_by_role("button", name="สร้างใหม่").click()
        expect(main).to_contain_text("26.79", timeout=60_000)
        assert health(address)[0] == 200
    assert rows("FROM budget ORDER BY ALL") == before
    assert differences(loaded_store) == []
    (added,) = list(audit.entries(loaded_store))[lines:]
    assert (added.act, added.address) == ("rebuild", "127.0.0.1")


@pytest.mark.full
def test_a_lost_database_is_made_again_from_the_originals_at_the_next_start(store, load, rows, takbai):
    load(takbai / "measures_2565.csv")
    (store / FILE_NAME).unlink()
    with serving(store) as address:
        assert health(address)[1]["newest_load"] == 1
    assert rows("SELECT count(*) FROM measures") == [(24,)]
    assert rows("SELECT count(*) FROM budget") == [(0,)]
