"""What a first visit fetches: Streamlit's scripts compressed once, what draws charts at once, no font that nobody sees."""

import asyncio
import gzip
import re
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from server.page_language import PageLanguage
from server.scripts import FetchedFirst, _charts, _scripts
from tests.serving import PAGES, settled
from tests.tiers import sampled

UNUSED = "SourceSans"
WORDS_IN_IT = """[...document.querySelectorAll('body *')].filter(each =>
    getComputedStyle(each).fontFamily.startsWith('"Source Sans"') && each.getClientRects().length
    && [...each.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim())).length"""


def given(address, path, **headers):
    """(headers, content) of an answer, as it comes over the network."""
    place = urlsplit(address)
    line = HTTPConnection(place.hostname, place.port, timeout=30)
    line.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = line.getresponse()
    assert answer.status == 200
    return answer.headers, answer.read()


def test_a_script_is_what_streamlit_has_and_comes_compressed_to_who_takes_that(dashboard):
    path = f"/{_charts()}"
    content = _scripts()[path].read_bytes()
    headers, packed = given(dashboard, path, Accept_Encoding="br, gzip")
    assert (headers["Content-Encoding"], headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert gzip.decompress(packed) == content
    assert len(packed) == int(headers["Content-Length"]) < len(content) / 3
    plain, whole = given(dashboard, path)
    assert (plain.get("Content-Encoding"), whole) == (None, content)
    assert all("javascript" in each["Content-Type"] for each in (plain, headers))


def test_the_style_lacks_only_a_font_that_nobody_sees(dashboard):
    (path,) = (each for each in _scripts() if re.match(r"/static/css/index\.", each))
    style = _scripts()[path].read_text(encoding="utf-8")
    sent = gzip.decompress(given(dashboard, path, Accept_Encoding="gzip")[1]).decode()
    assert UNUSED in style
    assert UNUSED not in sent
    assert len(style) - len(sent) < 500


@pytest.mark.parametrize(
    ("page", "has_charts"), [("", True), ("budget", True), ("area", True), ("documents", False), ("data", False)]
)
def test_a_page_with_charts_has_what_draws_them_fetched_at_once(dashboard, page, has_charts):
    headers, content = given(dashboard, f"/{page}")
    assert (f'href="./{_charts()}"'.encode() in content) is has_charts
    assert UNUSED.encode() not in content
    assert len(content) == int(headers["Content-Length"])
    assert b"</html>" in content


AN_OFFICES_OWN = b'<!doctype html><html lang="en"><link rel="preload" href="./static/media/SourceSansVF.woff2"><table>'


@pytest.mark.parametrize("layer", [FetchedFirst, PageLanguage])
@pytest.mark.parametrize(("path", "is_whole"), [("/media/budget.xls", True), ("/budget", False)])
def test_a_page_is_changed_and_never_a_file_that_is_one(layer, path, is_whole):
    async def streamlit(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": AN_OFFICES_OWN})

    async def asked():
        parts = []

        async def send(part):
            parts.append(part.get("body", b""))

        await layer(streamlit)({"type": "http", "path": path, "query_string": b"", "headers": []}, None, send)
        return b"".join(parts)

    assert (asyncio.run(asked()) == AN_OFFICES_OWN) is is_whole


@pytest.mark.parametrize("page", sampled([*PAGES], always=("budget",)))
def test_no_word_of_a_page_is_in_the_font_that_is_left_out(dashboard, new_page, page):
    tab = new_page()
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(f"{dashboard}/{PAGES[page]}")
    settled(tab)
    assert not [url for url in asked if UNUSED in url]
    assert tab.evaluate(WORDS_IN_IT) == 0
