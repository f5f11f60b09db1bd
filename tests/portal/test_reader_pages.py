"""Pages without a session say what the dashboard says and what the tables hold, for every organization, year and subject; they
are asked for anew only when their organization's data change, and are closed to whom the dashboard is closed."""

import json
import re
import shutil
import time
from asyncio import Semaphore
from datetime import date
from functools import partial
from io import BytesIO

import pytest
from lxml.html import fromstring
from PIL import Image
from starlette.applications import Starlette
from starlette.middleware import Middleware
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

import database
from database import FILE_NAME
from evidence import section_files
from loaders.layout.reading import Options
from loaders.loading import load_files
from loaders.store.replay import undo
from screen.address import plain
from server import readers
from server.alternates import Alternates
from server.door import UNSEEN, Door
from server.headers import SecurityHeaders
from server.limits import _Line
from server.refusals import NO_DATA
from server.routes import ROUTES
from tests.asking import Truth, connect
from tests.drawing import draw_page, every_tool, unmarked
from tests.pages.test_faults import REMEDY, flip
from tests.pages.test_faults import places as places_of
from tests.providing import SECRET
from tests.reaching import CLIENT, reached
from tests.tiers import sampled
from tests.truths import TRUTHS
from vocabulary import data_sets, thai

BUDGET = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n"
TAKBAI, MADE_UP = "04960201", "99000001"
PAGES = [(TAKBAI, year, name) for year, name in ((2564, "plan"), (2564, "satisfaction"), (2565, "budget"), (2565, "measures"))]
PAGES += [(MADE_UP, year, name) for year in range(2564, 2569) for name in ("budget", "satisfaction", "plan", "measures")]
FURTHER = [(MADE_UP, year, each.name) for year in range(2564, 2569) for each in data_sets.FURTHER]
FURTHER += [(TAKBAI, 2565, "activities")]
"""Every page that there is, of the subjects and of further data; a test holds them against the index."""
MAIN = {
    "plan": "plan_by_dimension",
    "measures": "by_status",
    "complaints": "by_topic",
    "activities": "targets",
    "asset_loans": "by_asset",
    "disclosures": "by_unit",
}
"""The section that is told, where no column names it."""


NAMED = {"code": TAKBAI, "year": "2565", "subject": "budget", "name": "package_list", "mark": "0" * 16, "version": "1"}
EVERY_PATH = [route.path.format_map(NAMED) for route in ROUTES]
"""An address of each route."""


@pytest.fixture(scope="module")
def server():
    """The routes with the layers that they pass, in this process."""
    layers = [Middleware(SecurityHeaders), Middleware(Door), Middleware(Alternates)]
    return partial(reached, Starlette(routes=ROUTES, middleware=layers))


@pytest.fixture
def read(made_up_data, server):
    """Reads an address of the data of a new user."""

    def read(path, status=200, **headers):
        answer = server(path, **headers)
        assert answer.status == status, (path, answer.text[:500])
        return answer

    return read


def tree_of(answer):
    """The page as a browser takes it apart."""
    return fromstring(answer.content.decode())


def text_at(answer, path):
    return [unmarked(" ".join(found.text_content().split())) for found in tree_of(answer).xpath(path)]


def test_the_index_lists_every_page_and_each_of_its_links_can_be_followed(read):
    for code in (TAKBAI, MADE_UP):
        index = read(f"/o/{code}")
        listed = [link.get("href") for link in tree_of(index).xpath("//section[@class='year']//a")]
        assert sorted(listed) == sorted(f"/o/{org}/{year}/{name}" for org, year, name in PAGES + FURTHER if org == code)
        for link in tree_of(index).xpath("//footer//a/@href"):
            if not link.startswith("/?"):  # the dashboard's own page
                read(link)


@pytest.mark.parametrize("lang", sampled(["th", "en"], always=["th"]))
@pytest.mark.parametrize(("code", "year", "name"), [*sampled(PAGES, every=5, always=[PAGES[2]]), *FURTHER[-3:]])
def test_the_sentence_and_the_table_are_those_of_the_dashboard_letter_for_letter(read, code, year, name, lang):
    drawn = draw_page(name, org=code, fy=str(year), lang=lang)
    said = [element.value for element in (*drawn.markdown, *drawn.caption)]
    answer = read(f"/o/{code}/{year}/{name}.json?lang={lang}").json
    assert plain(answer["sentence"]) in said
    page = read(f"/o/{code}/{year}/{name}?lang={lang}")
    assert text_at(page, "//p[@class='sentence']") == [unmarked(answer["sentence"])]
    assert text_at(page, "//p[@class='source']") == [unmarked(answer["source"])]
    assert text_at(page, "//main/p[@class='place']") == [unmarked(answer["place"])]
    assert all(plain(told) in map(unmarked, said) or plain(told) in said for told in text_at(page, "//p[@class='told']"))
    csv = read(f"/o/{code}/{year}/{name}.csv?lang={lang}").content
    assert csv == main_table(drawn)


def main_table(drawn):
    """The table of the section that a page is opened for, as it gives it away."""
    offered = every_tool(drawn)[0]["files"]
    address = next(each["address"] for each in offered if each["address"].endswith("table.csv"))
    return section_files.made(*address.split("/")[1:])[0]


@pytest.mark.parametrize(("code", "year", "name"), sampled(PAGES, every=3))
def test_the_figures_are_those_of_the_tables_asked_directly(read, with_made_up, code, year, name):
    answer = read(f"/o/{code}/{year}/{name}.json").json
    columns = [column["name"] for column in answer["columns"]]
    with connect(str(with_made_up / FILE_NAME)) as con:
        told = TRUTHS[name](Truth(con, {"org": code, "fy": str(year)}), date.today())  # noqa: DTZ011 - nothing hangs on it
    first = next(column for column in columns if f"by_{column}" in told) if name in ("budget", "satisfaction") else ""
    truth = told[MAIN.get(name, f"by_{first}")]
    rows = [tuple([str(row[key]) for key in truth.keys] + [row[figure] for figure in truth.figures]) for row in answer["rows"]]
    wanted = [
        tuple([str(key) for key in row[: len(truth.keys)]] + [rounded(value) for value in row[len(truth.keys) :]])
        for row in truth.rows
    ]
    assert sorted(map(str, rows)) == sorted(map(str, wanted))


def rounded(value):
    """A figure of a question as a file has it: with two decimals, a count with none."""
    return None if value is None else value if isinstance(value, int) else float(thai.rounded(float(value), 2))


def test_the_newest_year_has_an_address_of_its_own_and_a_round_and_a_day_can_be_asked_for(read):
    newest, named = (read(f"/o/{MADE_UP}/{year}/budget.json").json for year in ("newest", 2568))
    assert {**newest, "page": ""} == {**named, "page": ""}
    half = read(f"/o/{MADE_UP}/2567/plan.json?round=6").json
    drawn = draw_page("plan", org=MADE_UP, fy="2567", round="6")
    assert plain(half["sentence"]) in [element.value for element in drawn.markdown]
    early = read(f"/o/{MADE_UP}/2567/budget.json?at=2024-03-31").json
    assert early["as_of"] == "2024-03-31"
    drawn = draw_page("budget", org=MADE_UP, fy="2567", at="2024-03-31")
    assert plain(early["sentence"]) in [element.value for element in drawn.markdown]


NOWHERE = (
    *("/o/00000000", "/o/nobody", "/o/04960201/2563/budget", "/o/04960201/2565/plan", "/o/04960201/99999/budget"),
    *("/o/04960201/2565/people", "/o/04960201/2565/budget.exe", "/o/04960201/2565/budget.csv.json"),
    *("/o/%3Cscript%3E/2565/budget", "/o/04960201/๒๕๖๕/budget", "/embed/o/04960201/2563/budget"),
    *("/o/04960201/files/register.json", "/o/04960201/files/1/budget.csv"),
    # Figures of another time than was asked for would be other figures.
    *("/o/04960201/2565/budget?at=2022-06-30", "/o/99000001/2566/budget?at=2020-01-01", "/o/04960201/2565/budget?at=never"),
    *("/o/04960201/2565/budget?at=31/03/2565", "/o/04960201/2564/plan?round=7", "/embed/o/04960201/2564/plan?round=x"),
    *("/o/04960201/2565/budget/0123456789abcdef/huge.png", "/o/00000000/2565/budget/0123456789abcdef/card.png"),
)


@pytest.mark.parametrize("path", NOWHERE)
def test_what_there_is_not_is_404_in_words(read, path):
    answer = read(path, 404)
    assert "ไม่พบ" in answer.text
    assert "<script" not in answer.text
    # Not even to who says to have it.
    assert read(path, 404, **{"If-None-Match": "*"}).text == answer.text
    stem, mark, query = path.partition("?")
    if mark:
        read(f"{stem}.json?{query}", 404)
        read(f"{stem}.csv?{query}", 404)
    if path == "/o/00000000":
        assert "There is no such page" in read(f"{path}?lang=en", 404).text


def test_a_page_that_there_is_not_leads_to_what_there_is_and_tells_of_no_other_organization(read):
    ways = "//ul[@class='takes']//a/@href"
    assert tree_of(read("/o/04960201/2560/budget?lang=en", 404)).xpath(ways) == ["/o/04960201?lang=en", "/?lang=en"]
    assert tree_of(read("/o/00000000/2565/budget", 404)).xpath(ways) == ["/"]


def test_an_unknown_value_of_the_address_counts_as_its_default(read):
    told = read("/o/04960201/2565/budget").content
    assert read("/o/04960201/2565/budget?lang=xx&digits=yes&q=1&lang2=%22%3E").content == told


def test_what_a_request_says_of_itself_is_believed_of_no_stranger(read, monkeypatch):
    monkeypatch.delenv("PRONGSAI_ADDRESS", raising=False)
    page = "/o/04960201/2565/budget"
    plain = read(page).content
    for said in ({"X-Forwarded-Proto": "https"}, {"X-Forwarded-Host": "evil.example"}, {"Forwarded": "proto=https"}):
        assert read(page, **said).content == plain
    for host in ("x'><script>alert(1)</script>", "evil.example/path?", "a b", "evil.example#", "user@evil.example"):
        for path in (page, "/data.json", "/api/3/action/package_list"):
            answer = read(path, 400, host=host)
            assert "ชื่อเว็บในคำขอไม่ถูกต้อง" in answer.text
            assert host not in answer.text
    for host in ("data.example.go.th", "localhost:8501", "[::1]:8501", "10.0.0.3"):
        assert f"//{host}{page}" in read(page, host=host).text


@pytest.mark.parametrize("months", ["", "6", "12"])
def test_figures_of_two_rounds_name_the_files_of_both(read, months):
    query = f"?round={months}" if months else ""
    told = read(f"/o/{MADE_UP}/2568/plan.json{query}").json
    assert {row["round_months"] for row in told["rows"]} == {6, 12}
    assert sorted(file["name"] for file in told["files"]) == [f"demo_plan_progress_2568_{each}m.csv" for each in (12, 6)]
    page = read(f"/o/{MADE_UP}/2568/plan{query}").text
    for file in told["files"]:
        assert file["name"] in told["source"]
        assert file["name"] in page


def test_files_of_different_times_have_different_names(read):
    paths = ("budget.csv", "budget.csv?at=2024-12-31", "budget.csv?at=2025-03-31", "plan.csv?round=6", "plan.csv")
    names = [read(f"/o/{MADE_UP}/2568/{path}").headers["Content-Disposition"] for path in paths]
    assert len({*names}) == len(paths)


def test_a_file_of_an_earlier_version_leads_to_what_took_its_place(read):
    (path,) = {each["path"] for each in read("/datapackage.json?org=04960201").json["resources"] if "budget" in each["path"]}
    path = path.removeprefix("http://data.example.go.th")
    moved = read(path.replace(path.split("/")[4], "1-0123456789abcdef"), 302)
    assert read(moved.headers["Location"]).content == read(path).content


def test_a_page_runs_no_script_and_asks_nothing_of_others(read):
    for path in (f"/o/{MADE_UP}/2568/budget", f"/o/{MADE_UP}", f"/embed/o/{MADE_UP}/2568/plan?lang=en"):
        answer = read(path)
        tree = tree_of(answer)
        assert not tree.xpath("//script | //style | //form | //iframe | //*[@style] | //@*[starts-with(name(), 'on')]")
        fetched = tree.xpath("//img/@src | //source/@srcset | //link[@rel='stylesheet' or @rel='icon']/@href")
        assert fetched
        assert all(each.startswith("/") for each in fetched)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_a_link_that_is_sent_shows_the_figure(read):
    for lang in ("th", "en"):
        tree = tree_of(read(f"/o/04960201/2565/budget?lang={lang}"))
        told = {meta.get("property"): meta.get("content") for meta in tree.xpath("//meta[@property]")}
        answer = read(f"/o/04960201/2565/budget.json?lang={lang}").json
        assert told["og:title"] == f"{answer['title']} · {answer['place']}"
        assert told["og:description"] == answer["sentence"]
        assert told["og:url"] == tree.xpath("//link[@rel='canonical']/@href")[0]
        assert told["og:image"].startswith("http://data.example.go.th/o/04960201/2565/budget/")
        assert "26.79%" in told["og:image:alt"]
        picture = read(told["og:image"].removeprefix("http://data.example.go.th"))
        assert (picture.headers["Content-Type"], picture.headers["Cache-Control"]) == (
            "image/png", "public, max-age=31536000, immutable",
        )  # fmt: skip
        assert Image.open(BytesIO(picture.content)).size == (1200, 630)


def test_each_picture_stands_under_the_address_of_what_it_shows(read):
    tree = tree_of(read("/o/04960201/2565/budget"))
    addresses = tree.xpath("//source/@srcset | //img/@src")
    assert len(set(addresses)) == 4
    svg = read(addresses[0])
    assert svg.headers["Content-Type"] == "image/svg+xml"
    assert b"<script" not in svg.content
    assert read(addresses[0]).content == svg.content
    # An address of earlier data leads to what there is now.
    mark = addresses[0].split("/")[5]
    moved = read(addresses[0].replace(mark, "0" * 16), 302)
    assert moved.headers["Location"] == addresses[0]


def test_every_process_gives_the_same_addresses_and_versions(read, dashboard):
    """The other process has a copy of the store, another file."""
    from urllib.request import urlopen

    def marks(page):
        return re.findall(r"/[0-9a-f]{16}/", page)

    for path in ("/o/04960201/2564/satisfaction?lang=en", "/o/99000001/2568/measures"):
        own = read(path)
        with urlopen(f"{dashboard}{path}") as other:
            assert other.headers["ETag"] == own.headers["ETag"]
            assert marks(other.read().decode()) == marks(own.text) != []


def test_a_page_is_asked_for_anew_only_when_its_organization_has_other_data(server, loaded_store, write, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", str(loaded_store))
    paths = ("/o/04960201/2565/budget", "/o/04960201", "/o/04960201/2564/plan.csv?lang=en", "/o/04960201/files/open_data.zip")

    def tags():
        return [server(path).headers["ETag"] for path in paths]

    def load(code, paid):
        text = f"{BUDGET}{code},2566,2023-03-31,กองคลัง,ค่าวัสดุ,100,{paid}\n"
        return load_files([write(text)], Options(), loaded_store, lambda *_: None)[0]

    before = tags()
    assert all(tag.startswith('W/"7-') for tag in before)
    for path, tag in zip(paths, before, strict=True):
        kept = server(path, If_None_Match=f'"other", {tag}')
        assert (kept.status, kept.content, kept.headers["ETag"]) == (304, b"", tag)
        assert kept.headers["Cache-Control"] == "public, max-age=60"
        assert server(path, If_None_Match='W/"5-0123456789abcdef"').status == 200
    load("04960202", 10)
    assert server("/o/04960202/2566/budget").status == 200
    assert tags() == before
    own = load("04960201", 20)
    assert all(tag.startswith('W/"9-') for tag in tags())
    assert server("/o/04960201/newest/budget.json").json["rows"][0]["disbursed"] == 20.0
    assert own.stored
    undo(loaded_store, own.stored.load_id)
    assert tags() == before


@pytest.mark.parametrize("setting", ["PRONGSAI_MINIMUM_N", "PRONGSAI_ADDRESS"])
def test_what_hangs_on_a_setting_is_asked_for_anew_when_it_changes(server, made_up_data, monkeypatch, setting):
    paths = ("/o/99000001/2568/satisfaction", "/o/99000001/files/satisfaction.csv", "/datapackage.json?org=99000001")
    before = [server(path).headers["ETag"] for path in paths]
    monkeypatch.setenv(setting, "30" if setting.endswith("N") else "https://data.example.go.th")
    assert all(server(path, If_None_Match=tag).status == 200 for path, tag in zip(paths, before, strict=True))


def test_a_page_within_another_site_stays_there_when_it_is_kept(server, made_up_data, monkeypatch):
    monkeypatch.setenv("PRONGSAI_EMBED_ANCESTORS", "https://www.example.go.th")
    for path in ("/embed/o/04960201/2565/budget", "/embed/o/04960201"):
        sent = server(path)
        kept = server(path, If_None_Match=sent.headers["ETag"])
        assert kept.status == 304
        # What is said along with it replaces what the browser knows.
        assert kept.headers["Content-Security-Policy"] == sent.headers["Content-Security-Policy"]
        assert "https://www.example.go.th" in kept.headers["Content-Security-Policy"]


def test_no_page_has_the_year_0(server, made_up_data):
    assert server("/o/04960201/0000/budget").status == 404


@pytest.mark.parametrize("path", ["/data.json", "/datapackage.json?org=04960201", "/openapi.json"])
def test_what_describes_everything_is_sent_again_only_where_it_says_something_else(read, path):
    sent = read(path)
    assert sent.content
    assert read(path, 304, If_None_Match=sent.headers["ETag"]).content == b""


def test_without_data_every_address_says_so_and_no_more(server, store, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    for path in EVERY_PATH:
        answer = server(path)
        assert (answer.status, answer.text, answer.headers["Cache-Control"]) == (503, NO_DATA, "no-store"), path


def test_an_altered_store_shows_no_figure(server, loaded_store, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", str(loaded_store))
    assert server("/o/04960201/2565/budget").status == 200
    flip(loaded_store, places_of(loaded_store, "budget")[0])
    database.judge(database.newest(), None)  # what was found of another file says nothing of this one
    for path in EVERY_PATH:
        answer = server(path)
        assert (answer.status, REMEDY in answer.text) == (503, True), path
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.fixture
def people(tmp_path, monkeypatch):
    """Has people sign in before they see anything: who may see what stands in the table; gives the cookie of one."""
    monkeypatch.setenv("PRONGSAI_VISITORS", "off")
    monkeypatch.setenv("PRONGSAI_SETTINGS", str(tmp_path))
    (tmp_path / "people.csv").write_text(
        f"person,organization,division,role\nviewer@takbai.go.th,{TAKBAI},,viewer\nboss@takbai.go.th,*,,admin\n"
    )
    secrets, before = tmp_path / "secrets.toml", config.get_option("secrets.files")
    secrets.write_text(
        f'[auth]\nredirect_uri = "http://data.example.go.th/oauth2callback"\ncookie_secret = "{SECRET}"\n'
        '[auth.google]\nclient_id = "x"\nclient_secret = "y"\nserver_metadata_url = "https://accounts.example/"\n'
    )
    config.set_option("secrets.files", [str(secrets)])
    secrets_singleton._reset()

    def cookie(email):
        now = int(time.time())
        claims = {"is_logged_in": True, "provider": "google", "aud": "x", "sub": "7", "iat": now, "exp": now + 3600}
        claims |= {"email": email, "email_verified": True, "origin": "http://data.example.go.th"}
        return f"_streamlit_user={create_signed_value(SECRET, '_streamlit_user', json.dumps(claims)).decode()}"

    yield cookie
    config.set_option("secrets.files", before)
    secrets_singleton._reset()


def test_where_pages_are_closed_so_is_what_is_read_without_a_session(read, people):
    for path in EVERY_PATH:
        assert read(path, 403).text == UNSEEN
    viewer = {"Cookie": people("viewer@takbai.go.th")}
    mine = read("/o/04960201/2565/budget", **viewer)
    assert mine.headers["Cache-Control"] == "private, max-age=60"
    read("/o/99000001/2568/budget", 404, **viewer)
    read("/o/99000001/files/open_data.zip", 404, **viewer)
    read("/datapackage.json?org=99000001", 404, **viewer)
    listed = read("/api/3/action/package_list", **viewer).json["result"]
    assert {name[:8] for name in listed} == {TAKBAI}
    read("/api/3/action/package_show?id=99000001-budget", 404, **viewer)
    every = read("/api/3/action/package_list", Cookie=people("boss@takbai.go.th")).json["result"]
    assert {name[:8] for name in every} == {TAKBAI, MADE_UP}
    read("/o/04960201", 403, Cookie=people("stranger@takbai.go.th"))


def test_a_page_may_be_shown_within_the_sites_that_the_setting_names(read, monkeypatch):
    own = read("/embed/o/04960201/2565/budget").headers["Content-Security-Policy"]
    assert own.endswith("frame-ancestors 'self'")
    monkeypatch.setenv("PRONGSAI_EMBED_ANCESTORS", "https://www.takbai.go.th; script-src *\r\nX: y")
    within = read("/embed/o/04960201/2565/budget").headers["Content-Security-Policy"]
    assert within.endswith("frame-ancestors 'self' https://www.takbai.go.th script-src * X: y")
    assert "takbai" not in read("/o/04960201/2565/budget").headers["Content-Security-Policy"]
    (way_out,) = tree_of(read("/embed/o/04960201/2565/budget?lang=en")).xpath("//footer//a")
    assert (way_out.get("href"), way_out.get("target")) == ("http://data.example.go.th/o/04960201/2565/budget?lang=en", "_blank")


def test_one_network_that_asks_for_too_much_is_told_to_come_again(read):
    line = readers.turns._lines[CLIENT] = _Line(Semaphore(4), waiting=44)
    try:
        assert "มีผู้ขอจากเครือข่ายเดียวกันนี้จำนวนมาก" in read("/o/04960201/2565/budget", 429).text
    finally:
        line.waiting = 0
        del readers.turns._lines[CLIENT]


def test_a_page_of_the_dashboard_names_where_its_figures_are_read_without_a_session():
    async def page(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def link(path):
        return reached(Alternates(page), path).headers.get("Link")

    named = '</o/04960201/2565/budget?lang=en>; rel="alternate"; type="text/html"'
    assert link("/budget?org=04960201&fy=2565&lang=en&tab=rows") == named
    for path in ("/budget", "/budget?org=04960201", "/findings?org=04960201&fy=2565", "/budget?org=%0d&fy=x"):
        assert link(path) is None


def test_too_few_answers_are_shown_nowhere(server, store, write, monkeypatch):
    head = "organization_code,fiscal_year,division,question_no,question,score_percent,respondents\n"
    load_files([write(f"{head}04960201,2565,กองคลัง,1,สุภาพ,12.34,3\n")], Options(), store, lambda *_: None)
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    package = server("/api/3/action/package_show?id=04960201-satisfaction").json["result"]
    rows = server(f"/api/3/action/datastore_search?resource_id={package['resources'][0]['id']}")
    assert rows.json["result"]["records"][0]["score_percent"] is None
    paths = ("2565/satisfaction", "2565/satisfaction.json", "2565/satisfaction.csv", "files/satisfaction.csv")
    answers = [rows, *(server(f"/o/04960201/{path}") for path in paths)]
    assert [answer.status for answer in answers] == [200] * len(answers)
    assert all("12.34" not in answer.text for answer in answers)


def test_a_draft_changes_nothing_that_is_read(server, store, write, monkeypatch):
    from tests.loaders.test_drafts import BEFORE, HANDED_IN, handed_in

    load_files([write(BEFORE)], Options(), store, lambda *_: None)
    (store / "settings" / TAKBAI).mkdir(parents=True)
    (store / "settings" / TAKBAI / "loading.toml").write_text("four_eyes = true\n")
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    paths = ("/o/04960201/2565/budget.json", "/o/04960201/files/budget.csv", "/data.json", "/o/04960201")
    before = [server(path).content for path in paths]
    handed_in(store, write(HANDED_IN, "more.csv"))
    assert [server(path).content for path in paths] == before


@pytest.mark.full
def test_a_copied_store_is_told_the_same(server, with_made_up, tmp_path, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", str(with_made_up))
    before = server("/o/99000001/2568/budget").content
    monkeypatch.setenv("PRONGSAI_STORE", str(shutil.copytree(with_made_up, tmp_path / "copy")))
    assert server("/o/99000001/2568/budget").content == before
