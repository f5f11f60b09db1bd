"""What tests read from what is drawn: a page as Streamlit draws it, with its words and charts; a figure's data and writing."""

import json
import re
from pathlib import Path

import plotly.graph_objects as go
from streamlit.testing.v1 import AppTest

from charts import theme
from charts.satisfaction_matrix import Means

ENTRY = Path(__file__).parents[1] / "pages" / "_entry.py"
BAND = theme.Band("ร้อยละการเบิกจ่าย จำแนกตามหน่วยงาน", "เทศบาลเมืองตากใบ · ปีงบฯ 2565", "ที่มา: budget_2565_6m.csv · 13 แถว")


def draw_page(name="overview", **choices):
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
    return "\n".join(element.value for kind in kinds for element in kind)


def words(app):
    """All that a page says, in the order of the page."""
    kinds = (app.title, app.header, app.markdown, app.caption, app.info, app.warning, app.error)
    said = [element.value for kind in kinds for element in kind]
    said += [re.sub("<[^>]*>", " ", element.proto.body) for element in app.get("html") if 'class="card"' in element.proto.body]
    said += [link.proto.label for link in app.get("page_link")]
    return "\n".join(said + [f"{metric.label} {metric.value}" for metric in app.metric])


def specs(app):
    """The figures of a page, in order, as they are sent to the browser."""
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def charts(app):
    """The figures of a page, in order, as Plotly reads them."""
    return [go.Figure(spec) for spec in specs(app)]


def picture_names(app):
    """The names of the pictures that each chart of a page offers, in order."""
    offers = [element.proto.json for element in app.get("bidi_component") if element.proto.component_name == "prongsai_pictures"]
    return [[file["name"] for file in json.loads(offer)["files"]] for offer in offers]


def trace(figure, name):
    """The data of that name in a figure of a page."""
    return next(trace for trace in figure.data if trace.name == name)


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
    return " ".join(note["text"] for note in figure["layout"]["annotations"]).replace("<br>", " ")
