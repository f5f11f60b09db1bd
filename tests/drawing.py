"""What tests read from what is drawn: a page as Streamlit draws it, with its words and charts; a figure's data and writing."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from lxml.html import fromstring
from streamlit.testing.v1 import AppTest

from charts import theme
from charts.markup import written
from charts.satisfaction_matrix import Means
from evidence import section_files
from vocabulary.data_sets import BY_NAME

ENTRY = Path(__file__).parents[1] / "pages" / "_entry.py"
BAND = theme.Band("ร้อยละการเบิกจ่าย จำแนกตามหน่วยงาน", "เทศบาลเมืองตากใบ · ปีงบฯ 2565", "ที่มา: budget_2565_6m.csv · 13 แถว")


def draw_page(name: str = "overview", **choices: Any) -> Any:
    """A page on the data that the program sees, opened by its own link with the choices of an address."""
    app = AppTest.from_file(str(ENTRY), default_timeout=60)
    if name != "overview":
        app.switch_page(f"{name}.py")
    app.query_params.update(choices)
    app.run()
    assert not app.exception
    return app


def said(app, *also):
    """What a page tells: text, captions, notes, and `also` other kinds of elements ("subheader", "warning")."""
    kinds = (app.markdown, app.caption, app.info, *(getattr(app, kind) for kind in also))
    return unmarked("\n".join(element.value for kind in kinds for element in kind))


def words(app):
    """All that a page says, in the order of the page: what closed tabs hold is not there."""
    kinds = (app.title, app.header, app.markdown, app.caption, app.info, app.warning, app.error)
    said = [element.value for kind in kinds for element in kind]
    said += [text_of(element.proto.body) for element in app.get("html")]
    said += [link.proto.label for link in app.get("page_link")]
    return unmarked("\n".join(said + [f"{metric.label} {metric.value}" for metric in app.metric]))


def unmarked(text):
    """`text` without the marks that hold words together in the browser."""
    return text.replace("\u2060", "").replace("\u00a0", " ")


def text_of(html):
    """What is written in HTML."""
    return unmarked(unescape(re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", " ", html, flags=re.DOTALL)))


def board(app):
    """The board of measures: the names of its columns, and its cards (name, HTML) in the order of the page."""
    (html,) = [element.proto.body for element in app.get("html") if 'class="board"' in element.proto.body]
    tree = fromstring(unmarked(html))
    columns = [section.get("aria-label") for section in tree.xpath("//div[@role='group']")]
    return columns, [(card.findtext("summary/b"), card) for card in tree.iter("details")]


def opened(app):
    """The name of the tab that is open."""
    (tab,) = [tab.label for tab in app.tabs if tab.children]
    return tab


def specs(app):
    """The figures of a page, in order, as they are sent to the browser."""
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def charts(app):
    """The figures of a page, in order, as Plotly reads them."""
    return [go.Figure(spec) for spec in specs(app)]


def every_tool(app):
    """What the tools beside each heading of a page offer, in order."""
    drawn = [element.proto for element in app.get("bidi_component")]
    return [json.loads(proto.json) for proto in drawn if proto.component_name == "prongsai_tools"]


def picture_names(app):
    """The names of the pictures that each chart of a page offers, in order."""
    offered = [[file["file"] for file in tools["files"]] for tools in every_tool(app) if tools["picture"]]
    return [[name for name in names if name.endswith((".png", ".svg"))] for names in offered]


def section(app, name):
    """The elements of a section, in the order of the page; none where the page does not show it. `name` is the one in the names
    of its files."""
    head = re.compile(f".*-head_prongsai_(({'|'.join(BY_NAME)})_)?{name}")
    inside, found = False, []
    for element in _flat(app.main):
        key = getattr(getattr(element, "proto", None), "id", "")
        if "-head_prongsai_" in key or element.type == "tab":
            inside = bool(head.fullmatch(key))
        elif inside:
            found.append(element)
    return found


def _flat(block):
    for child in block.children.values():
        yield child
        yield from _flat(child) if hasattr(child, "children") else ()


def _of_section(app, name, kind):
    (element,) = [element for element in section(app, name) if element.type == kind]
    return element


def spec(app, name):
    """The figure of a section, as it is sent to the browser."""
    return json.loads(_of_section(app, name, "plotly_chart").proto.spec)


def chart(app, name):
    """The figure of a section, as Plotly reads it."""
    return go.Figure(spec(app, name))


def alt(app, name):
    """What a screen reader says of a section's figure: its title, whose and of when, its sentence."""
    return _of_section(app, name, "plotly_chart").proto.alt


def table(app, name):
    """The table of a section, as it is shown."""
    return _of_section(app, name, "dataframe").value


def tools(app, name):
    """What the tools beside a section's heading offer."""
    return json.loads(_of_section(app, name, "bidi_component").proto.json)


def files(app, name):
    """The files of a section by their form (table.csv): the name under which each is saved."""
    return {file["address"].rpartition("/")[2]: file["file"] for file in tools(app, name)["files"]}


def file(app, name, form):
    """One of the files of a section, as its address gives it."""
    address = next(file["address"] for file in tools(app, name)["files"] if file["address"].endswith(form))
    return section_files.made(*address.split("/")[1:])[0]


def trace(figure, name):
    """The data of that name in a figure of a page."""
    return next(trace for trace in figure.data if trace.name == name)


def named(series):
    """What the points of a series are called, as is read under the pointer."""
    return [read.removeprefix("<b>").split("</b>")[0] for read in series.hovertext]


def traces(figure):
    """The data by name of a figure that charts/ made, after Plotly itself has accepted all of it."""
    return {trace.name: trace for trace in go.Figure(theme.finish(figure, BAND, dark=False)).data}


def means(scores):
    """The means at the edges of a picture of scores, as a query would answer them of unweighted ones."""
    score = scores.score_percent.astype(float)
    of = {name: score.groupby(scores[name]).mean() for name in ("question_no", "division")}
    return Means(of["question_no"], of["division"], score.mean())


def writing(figure):
    """Everything written on a figure, as text."""
    return " ".join(written(note["text"]) for note in figure["layout"]["annotations"]).replace("<br>", " ")
