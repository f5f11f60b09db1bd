"""No text of a file is taken for markup, an icon, a formula or an address, wherever it is shown."""

import csv
import json
import re
from html import unescape
from io import BytesIO, StringIO
from textwrap import dedent

import docx
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect

from charts import budget, theme
from charts.markup import BREAK, bare, bold, inked, recolored, written
from evidence.document import as_docx
from evidence.pdf import as_pdf
from evidence.pictures import Form, picture
from evidence.workbook import as_xlsx
from loaders.user_texts import DOCUMENT_TEXTS, add, newest
from tests.drawing import board
from tests.evidence.test_longest import body, report
from tests.lying import LYING, letters
from tests.pages.test_measures_page import open_measures
from tests.serving import ROOT, serving_by_default
from vocabulary import tables

MARKUP = (
    "a, img, code, em, del, hr, table, h4, blockquote, ul, ol, pre, sub, sup, input[type=checkbox], .katex,"
    " [data-testid=stIconMaterial]"
)
SCRIPT = """
import json
import streamlit as st
from screen.address import plain
st.title("x")
for place, text in enumerate(json.loads({texts!r})):
    with st.container(key=f"text{{place}}"):
        st.markdown(plain(text))
        st.button(plain(text), key=f"button{{place}}")
        st.caption(plain(f"ก {{text}} ข"))
        st.markdown(f"- **{{plain(text)}}**: x")
    with st.container(key=f"alert{{place}}"):
        st.info(plain(text), icon=":material/info:")
st.caption("end", help="end")
"""


@pytest.mark.full
def test_markdown_shows_every_text_letter_by_letter_and_makes_nothing_of_it(chromium, tmp_path):
    script = tmp_path / "texts.py"
    script.write_text(dedent(SCRIPT.format(texts=json.dumps(LYING))), encoding="utf-8")
    with serving_by_default(script, PYTHONPATH=str(ROOT)) as address:
        page = chromium.new_page()
        page.goto(address)
        page.locator("[data-testid=stTooltipIcon]").first.wait_for()
        page.locator(".stApp[data-test-script-state=notRunning]").wait_for()
        for place, text in enumerate(LYING):
            shown = page.locator(f".st-key-text{place}")
            parts = shown.locator("[data-testid=stMarkdownContainer], [data-testid=stCaptionContainer]")
            expect(parts).to_have_count(4)
            assert list(map(letters, parts.all_text_contents())) == list(map(letters, [text, text, f"ก {text} ข", f"{text}: x"]))
            assert shown.locator(MARKUP).count() == 1, text  # the list itself
            alert = page.locator(f".st-key-alert{place}").get_by_test_id("stAlert")
            assert letters(alert.get_by_test_id("stMarkdownContainer").text_content()) == letters(text)
        page.close()


HOVERED = """
import json
import pandas as pd
import streamlit as st
from charts import budget, theme
named = pd.DataFrame({{"item": json.loads({texts!r})}}).assign(
    revised=2.0, disbursed=1.0, committed=0.0, expected=1.0, gap=0.0, remaining=1.0, disbursed_rate=0.5, used_rate=0.5
)
for start in range(0, len(named), 20):
    figure = budget.by_level(named[start:start + 20], "item", budget.Yardstick(0.5), "wide")
    band = theme.Band("title", "place", "source")
    st.plotly_chart(theme.Checked(theme.finish(figure, band, dark=False)), theme=None, key=f"chart{{start}}")
st.caption("end", help="end")
"""


@pytest.mark.full
def test_what_is_read_under_the_pointer_is_every_name_letter_by_letter(chromium, tmp_path):
    lies = [text for text in LYING if len(text) < 60]
    script = tmp_path / "hovers.py"
    script.write_text(HOVERED.format(texts=json.dumps(lies)), encoding="utf-8")
    with serving_by_default(script, PYTHONPATH=str(ROOT)) as address:
        page = chromium.new_page()
        page.goto(address)
        page.locator("[data-testid=stTooltipIcon]").first.wait_for()
        page.locator(".stApp[data-test-script-state=notRunning]").wait_for()
        missed = []
        for place, text in enumerate(lies):
            plot = page.locator(".js-plotly-plot").nth(place // 20)
            bar = plot.locator(".barlayer .trace").first.locator(".point path").nth(place % 20)
            bar.scroll_into_view_if_needed()
            box = bar.bounding_box()
            page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2)
            if not _read(page, plot.locator(".hoverlayer .hovertext"), letters(text)):
                missed.append(text)
        page.close()
    assert missed == []


def _read(page, label, start):
    """Whether what is read under the pointer begins so, at the latest after some seconds: Plotly draws it when it has time."""
    for _look in range(100):
        if any(letters(said).startswith(start) for said in label.all_text_contents()):
            return True
        page.wait_for_timeout(100)
    return False


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"])), st.sampled_from(LYING))
def test_a_chart_takes_only_its_own_markup_for_markup(text, lie):
    marked = f"{bold(text + lie)}{BREAK}{inked('■', 'color:#0A5A94')} {lie}"
    assert bare(marked) == f"{text}{lie}■ {lie}"
    taken = written(recolored(marked, {"#0A5A94": "#5FB0E5"}))
    assert re.sub(r"</?b>|<br>|</?span[^>]*>", "", taken).count("<") == 0
    assert unescape(re.sub("<[^>]*>", "", taken)) == f"{text}{lie}■ {lie}"
    assert 'style="color:#5FB0E5"' in taken


@pytest.mark.full
def test_a_drawn_chart_shows_every_name_letter_by_letter():
    lies = [text for text in LYING if len(letters(text)) < 26]
    for start in range(0, len(lies), 20):
        shown = lies[start : start + 20]
        named = pd.DataFrame(
            {"item": shown, "revised": 2.0, "disbursed": 1.0, "committed": 0.0, "expected": 1.0, "gap": 0.0,
             "remaining": 1.0, "disbursed_rate": 0.5, "used_rate": 0.5}
        )  # fmt: skip
        band = theme.Band(shown[0], shown[1], shown[2])
        figure = theme.finish(budget.by_level(named, "item", budget.Yardstick(0.5), "wide"), band, dark=False)
        drawn = picture(figure, Form(1890, "svg", is_slide=False)).decode()
        seen = letters(unescape(re.sub("<[^>]*>", "", drawn)))
        assert [text for text in shown if letters(text) not in seen] == []


def test_documents_and_tables_have_every_text_letter_by_letter():
    all_of_them = pd.DataFrame({"item": LYING, "revised": 1.0})
    told = report()
    part = type(told.parts[0])("part", "ส่วน", "ตาราง", "–", all_of_them, place="อปท.", source="ที่มา")
    told = type(told)(**vars(told) | {"parts": (part,), "findings": tuple((text, "") for text in LYING)})
    pdf = body(as_pdf(told, {}))
    without_emoji = [letters(re.sub("[😀⚠]", "?", text)) for text in LYING]  # which the font lacks
    assert [text for text in without_emoji if text not in pdf] == []
    document = docx.Document(BytesIO(as_docx(told, {})))
    in_word = [letters(row.cells[0].text) for row in document.tables[0].rows[1:]]
    assert in_word == list(map(letters, LYING))
    book = openpyxl.load_workbook(BytesIO(as_xlsx(told)))
    cells = {letters(str(cell)) for sheet in book for row in sheet.values for cell in row if cell is not None}
    assert set(map(letters, LYING)) - cells == set()
    rows = list(csv.reader(StringIO(tables.as_csv(all_of_them).decode("utf-8-sig"))))[1:]
    assert [row[0].removeprefix("'") if text[0] != "'" else row[0] for text, row in zip(LYING, rows, strict=True)] == LYING


HEAD = "organization_code,fiscal_year,measure_no,measure,status,evidence_url\n"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        " JaVaScRiPt:alert(1)",
        "www.example.go.th",
        "https://a.th javascript:x",
        "แฟ้ม 1",
    ],
)
def test_what_is_no_address_of_the_web_is_refused_where_an_address_belongs(load, address):
    refused = load(HEAD + f'04960201,2566,1,มาตรการ,done,"{address}"\n')
    (problem,) = [each for each in refused.problems if each.column == "evidence_url"]
    assert (refused.refused, problem.row, problem.value) == (True, 2, address.strip())
    assert "https://" in problem.text("th")


def test_an_address_arrives_unbroken(load, store, monkeypatch):
    address = "https://www.example.go.th/ita_2565~x/เทศบัญญัติ_ร้อยละ.pdf?a=1&b=2#c"
    assert not load(HEAD + f'04960201,2566,1,มาตรการ,done,"{address}\nhttp://b.th/_x_"\n').refused
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    ((_name, card),) = board(open_measures())[1]
    assert [link.get("href") for link in card.iter("a")] == [address, "http://b.th/_x_"]


def test_what_turns_the_writing_around_or_hides_some_is_told_and_not_stored(load, rows, store):
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "hidden")
    measure = f"มาตรการ\u202eกขค\x1b[31m{hidden}\U000e007f\ufe0f"
    told = load(f"organization_code,fiscal_year,measure_no,measure,status\n04960201,2566,1,{measure},done\n")
    (note,) = [problem for problem in told.problems if problem.rule == "respelled"]
    for named in ("U+202E", "U+001B", "U+E0068", "U+E007F", "U+FE0F"):
        assert named in note.text("th")
    assert rows("SELECT measure FROM measures") == [("มาตรการกขค[31m",)]
    add(
        store,
        DOCUMENT_TEXTS,
        {"organization_code": "1", "assessment_year": "2565", "subject": "x", "name": "y", "text": "ก\u202eข", "by": "a"},
    )
    assert [entry["text"] for entry in newest(store, DOCUMENT_TEXTS).values()] == ["กข"]
