"""Charts as a real browser draws them: at any width no writing overlaps another or leaves the picture, and they are low."""

import json
import re
from datetime import date
from itertools import product
from pathlib import Path

import fontpkg_sarabun
import pandas as pd
import plotly
import plotly.graph_objects as go
import pytest

from charts import budget as draw_budget
from charts import satisfaction as draw_satisfaction
from charts import satisfaction_scores as draw_scores
from charts import satisfaction_times as draw_times
from charts import theme
from evidence.dossier import published
from queries.scope import Scope, catalogue
from sections import budget, budget_changes, measures, plan, satisfaction
from sections.subject import Section
from tests.charts.test_charts import lines_of_budget
from tests.drawing import means
from tests.pages.test_satisfaction_page import extreme
from tests.tiers import sampled
from vocabulary import language, thai

TAKBAI, MADE_UP = "04960201", "99000001"
TOLD = (
    *(("budget", budget.behind, {"by": level}) for level in ("division", "plan", "item")),
    *(("budget", budget.course, chosen) for chosen in ({}, {"targets": "on"}, {"course": "month"})),
    ("budget", budget_changes.changes, {}),
    *(("budget", budget_changes.transfers, {"moved_by": part}) for part in ("division", "item")),
    *(("satisfaction", satisfaction.means, {"by": by}) for by in ("div", "dim", "ask")),
    *(("satisfaction", satisfaction.years, {"by": by}) for by in ("div", "dim")),
    *(("satisfaction", told, {}) for told in (satisfaction.scores, satisfaction.profile, satisfaction.compared)),
    *(("plan", told, {}) for told in (plan.done_of_year, plan.spent_of_year, plan.by_status)),
    *(("plan", told, {}) for told in (plan.course, plan.compared, plan.ranking)),
    *(("measures", told, {}) for told in (measures.by_status, measures.by_unit, measures.by_evidence)),
)
"""Every chart that a section tells: data set, section, what is chosen."""
LONG = "โครงการก่อสร้างถนนคอนกรีตเสริมเหล็กสายหลังโรงเรียนบ้านตากใบถึงสามแยกวัดชลธาราสิงเห หมู่ที่ 3 ตำบลเจ๊ะเห "
PHONE = 358
WIDE = (700, 1100, 1400)
BOXES = """() => [...document.querySelectorAll("div[data-chart]")].map(chart => {
    const edge = chart.getBoundingClientRect()
    const texts = [...chart.querySelectorAll("svg text")].filter(text => text.textContent.trim())
    const upright = text => { const place = text.getScreenCTM(); return Math.abs(place.a) < 0.01 || Math.abs(place.b) < 0.01 }
    return texts.filter(upright).flatMap((text, number) => {
        const lines = text.querySelectorAll("tspan.line")
        return [...(lines.length ? lines : [text])].map(line => {
            const box = line.getBoundingClientRect()
            return [number, line.textContent, box.x - edge.x, box.y - edge.y, box.width, box.height]
        })
    }).filter(box => box[4] > 0)
})"""
"""Of each chart its lines of writing: of which text, the words, left, top, width, height. Slanted ticks are left out."""


def figures(con, organization, width):
    """The charts of an organization's newest year, by what they tell."""
    data = published(con, catalogue(con), date(2026, 1, 15))
    drawn = {}
    for data_set, told, chosen in TOLD:
        every = data.catalogue.scopes(organization, data_set)
        subject = data.subject(data_set, Scope(organization, max(scope.fiscal_year for scope in every)))
        assert subject
        section = told(subject, chosen)
        if isinstance(section, Section) and section.figure:
            drawn[f"{told.__name__} {chosen}"] = section.figure(width)
    return drawn


def extremes(width):
    """Charts of 60 divisions, 1,000 lines and long names."""
    lines, survey = lines_of_budget(1_000, 1_234_567.0, 345_678.9), extreme(60)
    lines["item"] = [LONG * 2 + name for name in lines["item"]]
    survey["division"] = [f"{LONG}{name}" for name in survey.division]
    years = [survey.assign(fiscal_year=year, is_now=year == 2568) for year in range(2564, 2569)]
    return {
        "lines": draw_budget.by_level(lines, "item", draw_budget.Yardstick(0.5), width),
        "divisions": draw_budget.by_level(lines, "division", draw_budget.Yardstick(0.5), width),
        "means": draw_satisfaction.means(survey, "division", width),
        "scores": draw_scores.scores(survey, means(survey), width),
        "years": draw_times.years(pd.concat(years, ignore_index=True), "division", None, width),
    }


def page_of(charts, width):
    """A page of nothing but charts, each as wide as told, in the typeface of the dashboard."""
    fonts = Path(fontpkg_sarabun.ROOT) / "files"
    faces = "".join(
        f'@font-face {{ font-family: Sarabun; font-weight: {weight}; src: url("{(fonts / f"Sarabun-{name}.ttf").as_uri()}") }}'
        for weight, name in ((400, "Regular"), (700, "Bold"))
    )
    places = "".join(
        f'<div data-chart id="chart{at}" style="width: {width}px; height: {chart["layout"]["height"]}px"></div>'
        for at, chart in enumerate(charts)
    )
    draw = "".join(
        f'Plotly.newPlot("chart{at}", {json.dumps(chart["data"], default=float)}, {json.dumps(chart["layout"], default=float)});'
        for at, chart in enumerate(charts)
    )
    loaded = 'Promise.all(["13px Sarabun", "bold 13px Sarabun"].map(font => document.fonts.load(font)))'
    script = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").as_uri()
    return (
        f'<meta charset="utf-8"><style>{faces}</style><script src="{script}"></script>{places}'
        f"<script>{loaded}.then(() => {{ {draw} window.isDrawn = true }})</script>"
    )


def faults(boxes, width):
    """Which lines of a chart's writing reach out of it or into another text."""
    wrong = []
    for at, (text, words, left, top, across, down) in enumerate(boxes):
        if left < -1 or left + across > width + 1:
            wrong.append((words, "reaches out"))
        for other, others, its_left, its_top, its_across, its_down in boxes[at + 1 :]:
            beside = min(left + across, its_left + its_across) - max(left, its_left)
            above = min(top + down, its_top + its_down) - max(top, its_top)
            # Boxes of lines are higher than their letters.
            if text != other and beside > 2 and above > 0.3 * min(down, its_down, across, its_across):
                wrong.append((words, others))
    return wrong


@pytest.fixture
def laid_out(new_page, tmp_path):
    """Draws finished charts by name in a browser, so many pixels wide; gives what is wrong with each."""

    def laid_out(charts, width):
        page, path = new_page(width=width + 20), tmp_path / "charts.html"
        path.write_text(page_of(list(charts.values()), width), encoding="utf-8")
        page.goto(path.as_uri())
        page.wait_for_function("window.isDrawn")
        found = {name: faults(boxes, width) for name, boxes in zip(charts, page.evaluate(BOXES), strict=True)}
        return {name: wrong[:3] for name, wrong in found.items() if wrong}

    return laid_out


CASES = list(product((TAKBAI, MADE_UP, ""), (*WIDE, PHONE), ("th", "en")))


@pytest.mark.parametrize(("organization", "width", "speaking"), sampled(CASES, always=[("", PHONE, "th")]))
def test_nothing_overlaps_and_nothing_reaches_out(made_up_data, laid_out, organization, width, speaking):
    language.use(speaking)
    kind = "narrow" if width == PHONE else "wide"
    charts = figures(made_up_data, organization, kind) if organization else extremes(kind)
    assert laid_out({name: theme.on_page(chart, dark=False) for name, chart in charts.items()}, width) == {}


@pytest.mark.full
def test_wide_charts_are_low(takbai_data, made_up_data):
    def height(figure):
        return theme.on_page(figure, dark=False)["layout"]["height"]

    takbai, made_up = (figures(made_up_data, organization, "wide") for organization in (TAKBAI, MADE_UP))
    assert height(takbai["behind {'by': 'item'}"]) <= 560  # 13 items
    assert max(height(of["scores {}"]) for of in (takbai, made_up)) <= 520  # 12 questions of 8 divisions
    assert max(map(height, made_up.values())) <= 1100  # 30 rows


@pytest.mark.parametrize("organization", sampled([TAKBAI, MADE_UP], always=[MADE_UP]))
@pytest.mark.parametrize("width", sampled(["wide", "narrow"], always=["narrow"]))
def test_thai_digits_stand_in_words_and_never_in_a_color_or_a_number(made_up_data, organization, width):
    thai.use_thai_digits(True)
    try:
        charts = figures(made_up_data, organization, width)
        finished = [theme.finish(chart, theme.Band("", "", ""), dark=False) for chart in charts.values()]
    finally:
        thai.use_thai_digits(False)
    for picture in map(go.Figure, finished):  # Plotly refuses what is no color and no number
        marks = "".join(re.findall("<[^>]*>", json.dumps(picture.to_plotly_json(), ensure_ascii=False, default=str)))
        assert not re.search("[๐-๙]", marks)


@pytest.mark.parametrize("organization", sampled([TAKBAI, MADE_UP], always=[MADE_UP]))
def test_a_title_takes_two_lines_at_most(made_up_data, organization):
    title = "การเบิกจ่ายงบประมาณและการก่อหนี้ผูกพันเทียบกับงบประมาณหลังโอนของทุกหน่วยงานในสังกัด จำแนกตามหน่วยงาน"
    band = theme.Band(title, "เทศบาลเมืองตากใบ", "ที่มา")
    for chart in figures(made_up_data, organization, "wide").values():
        notes = theme.finish(chart, band, dark=False)["layout"]["annotations"]
        assert next(note["text"] for note in notes if note.get("name") == "title").count("<br>") <= 1
