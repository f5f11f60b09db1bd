"""Charts as pictures, drawn by a real Chromium on the server: their size, their font, and what happens when Chromium dies."""

import re
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from io import BytesIO
from time import sleep
from xml.etree import ElementTree

import psutil
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from charts import budget as draw
from charts import theme
from evidence import pictures
from evidence.pictures import FOR_WORD, SLIDE, VECTOR, NoChromiumError, PictureError, picture, with_band
from evidence.typeface import with_typeface
from queries import budget as ask
from queries.scope import Scope
from tests.tiers import sampled


@pytest.fixture
def figure(takbai_data):
    """The municipality's lines, finished."""
    items = ask.by_level(takbai_data, Scope("04960201", 2565), "item", False)
    return theme.finish(
        draw.by_level(items, "item", draw.Yardstick(0.5), "wide"),
        theme.Band("ที่ ตั้ง ญี่ปุ่น น้ำ กำลัง ปู่ ฟ้า ผู้ ฎีกา", "ตากใบ", "ที่มา"),
        dark=False,
    )


def size(png):
    return Image.open(BytesIO(png)).size


def browsers():
    found = []
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # those of another browser end meanwhile
            found += [child] if "chrom" in child.name() else []
    return found


def kill_browsers():
    for process in browsers():
        # A child may already have died with its parent.
        with suppress(psutil.NoSuchProcess):
            process.kill()


@pytest.mark.full
def test_a_picture_has_the_size_of_a_slide_or_of_a_column_in_word(figure):
    assert size(picture(figure, SLIDE)) == (3200, 1800)
    for height in (200, 631, 1277, 4001):
        assert size(picture({"data": [], "layout": {"height": height}}, SLIDE)) == (3200, 1800)
    width, height = size(picture(figure, FOR_WORD))
    assert width == 1890  # 16 cm at 300 dots an inch
    assert height == pytest.approx(figure["layout"]["height"] * 2.5, abs=2)


def test_a_vector_picture_keeps_every_word_as_text(figure):
    svg = picture(figure, VECTOR).decode()
    for words in ("ที่ ตั้ง ญี่ปุ่น น้ำ", "กำลัง", "ปู่ ฟ้า ผู้ ฎีกา", "เบี้ยยังชีพผู้สูงอายุ"):
        assert words in svg
    assert "font-family: Sarabun" in svg or "font-family: &quot;Sarabun" in svg


def test_the_same_chart_gives_the_same_bytes(figure):
    assert picture(figure, FOR_WORD) == picture(figure, FOR_WORD)


def test_a_chromium_that_dies_is_replaced(figure):
    before = picture(figure, FOR_WORD)
    kill_browsers()
    assert picture(figure, FOR_WORD) == before


@pytest.mark.full
def test_one_chromium_draws_for_everybody(figure):
    picture(figure)
    mains = [process.pid for process in browsers() if "--type=" not in " ".join(process.cmdline())]
    with ThreadPoolExecutor(20) as crowd:
        drawn = {job.result() for job in [crowd.submit(picture, figure, FOR_WORD) for _ in range(20)]}
    assert len(drawn) == 1
    assert [process.pid for process in browsers() if "--type=" not in " ".join(process.cmdline())] == mains


def test_without_a_chromium_that_is_said(figure, monkeypatch):
    monkeypatch.setenv("CHROMIUM", "no-such-browser")
    with pytest.raises(NoChromiumError):
        pictures._Draughtsman().draw(figure, SLIDE)


def test_on_a_slide_the_rows_of_a_low_chart_grow_by_half_at_most_and_the_band_stays_at_the_edges(takbai_data):
    rounds = ask.by_level(takbai_data, Scope("04960201", 2565), "division", False)
    low = with_band(draw.by_level(rounds, "division", draw.Yardstick(0.5), "wide"), theme.Band("งบประมาณ", "ตากใบ", "ที่มา"), SLIDE)
    layout, framed = low["layout"], SLIDE.framed(low)["layout"]
    assert framed["height"] == SLIDE.opts(low)["height"] == 450
    before, plot = (each["height"] - each["margin"]["t"] - each["margin"]["b"] for each in (layout, framed))
    assert before < plot <= before * 1.5 + 1
    title, source = (next(note for note in framed["annotations"] if note.get("name") == name) for name in ("title", "source"))
    assert framed["margin"]["t"] - title["yshift"] == theme.PADDING
    assert framed["margin"]["b"] + source["yshift"] < 40
    assert FOR_WORD.framed(low) == low


def test_a_vector_picture_brings_its_letters_along_and_the_same_each_time(figure):
    drawn = picture(figure, VECTOR)
    written = with_typeface(drawn)
    faces = re.findall(rb"font-family:Sarabun;font-weight:(\d+);src:url\(data:font/ttf;base64,([^)]+)\)", written)
    assert [weight for weight, _font in faces] == [b"400", b"700"]
    for _weight, font in faces:
        known = TTFont(BytesIO(b64decode(font))).getBestCmap()
        text = re.sub(r"<[^>]*>", "", drawn.decode())
        assert {letter for letter in text if ord(letter) not in known and letter.strip()} == set()
    assert written == with_typeface(drawn)
    assert ElementTree.fromstring(written).tag.endswith("svg")  # noqa: S314 - our own


@pytest.mark.parametrize("kills", sampled([1, 2, 5], always=[1]))
def test_a_chromium_that_dies_while_it_draws_is_replaced_or_it_is_told(figure, kills):
    """Whenever it dies: once is made good unseen, again and again is told, and the next picture is whole."""
    before = picture(figure, FOR_WORD)
    with ThreadPoolExecutor(1) as crowd:
        drawing = crowd.submit(picture, figure, SLIDE)
        for _kill in range(kills):
            while not browsers() and not drawing.done():
                sleep(0.01)
            kill_browsers()
        with suppress(PictureError) if kills > 1 else nullcontext():
            assert size(drawing.result()) == (3200, 1800)
    assert picture(figure, FOR_WORD) == before
