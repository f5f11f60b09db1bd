"""The QR code of a picture leads back to the very view that it shows."""

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

import chromium
from charts import budget as draw
from charts import theme
from evidence import section_files
from evidence.links import with_link
from evidence.pictures import FOR_WORD, SLIDE, picture
from queries import budget as ask
from queries.scope import Scope

SHORT = "https://data.takbai.go.th/budget?fy=2565"
LONG = "https://data.takbai.go.th/budget?fy=2565&item=" + "%E0%B9%80" * 30


@pytest.fixture
def figure(takbai_data):
    divisions = ask.by_level(takbai_data, Scope("04960201", 2565), "division", False)
    return theme.finish(
        draw.by_level(divisions, "division", draw.Yardstick(0.5), "wide"),
        theme.Band("งบประมาณ", "ตากใบ", "ที่มา: budget.csv"),
        dark=False,
    )


@pytest.mark.full
@pytest.mark.parametrize("form", [SLIDE, FOR_WORD], ids=["slide", "word"])
@pytest.mark.parametrize("link", [SHORT, LONG], ids=["short", "long"])
def test_the_code_in_a_picture_is_read_as_its_address(figure, form, link):
    drawn = Image.open(BytesIO(picture(with_link(figure, form, link), form)))
    assert [code.text for code in zxingcpp.read_barcodes(drawn)] == [link]


@pytest.mark.parametrize(("link", "printed"), [(SHORT, SHORT), (LONG, f"{SHORT} …")])
def test_the_address_stands_below_the_source(figure, link, printed):
    before = len(figure["layout"]["annotations"])
    linked = with_link(figure, SLIDE, link)
    source = next(note["text"] for note in linked["layout"]["annotations"] if note.get("name") == "source")
    assert source.replace("<br>", " ") == f"ที่มา: budget.csv {printed}"
    assert len(linked["layout"]["annotations"]) == before
    assert "images" not in figure["layout"]


@pytest.mark.skipif(chromium.find() is None, reason="a page offers pictures only where there is a Chromium")
@pytest.mark.parametrize(
    ("page", "time"),
    [
        ("budget", {"org": "04960201", "fy": "2565", "at": "2022-03-31"}),
        ("plan", {"org": "04960201", "fy": "2564", "round": "12"}),
        ("satisfaction", {"org": "04960201", "fy": "2564", "bands": "lpa"}),
    ],
)
def test_a_picture_leads_to_the_time_that_it_shows_also_when_newer_data_have_come(open_page, page, time):
    section_files._shown.clear()
    open_page(page)
    shown = list(section_files._shown.values())
    assert shown
    assert all(time.items() <= dict(each.choices).items() for each in shown)
