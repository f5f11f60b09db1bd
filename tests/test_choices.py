"""Every choice of every page, on both municipalities: what is shown and downloaded belongs to the option and to no other.

The choices are found on the pages themselves, so that a new one is walked too. What a page shows is compared with what the
published tables say, asked directly in SQL (tests/truths.py)."""

import csv
import json
import re
from collections import Counter
from dataclasses import dataclass
from io import StringIO
from itertools import combinations

import pytest
import streamlit

import address
import language
import thai
from database import FILE_NAME
from quantities import QUANTITIES, heading
from tests.asking import Truth, connect
from tests.conftest import ROOT
from tests.drawing import draw_page, picture_names, specs, words
from tests.truths import TRUTHS, Told

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("[a-z]*.py"))
ORGANIZATIONS = ("04960201", "99000001")
SAME_TIME = {"fy", "round", "at"}
"""Choices of which an option may be what another stands for: the newest year is one of the years."""
PREFIXES = {"budget": "budget_", "satisfaction": "satisfaction_", "plan": "", "measures": "measures_", "findings": ""}
"""What stands before the names of a page's sections in those of its files, beside "prongsai_"."""
UNASKED = {"names", "plan_compared", "plan_projects_changed", "plan_ranking", "changes"}
UNASKED |= {f"compared_by_{column}" for column in ("division", "dimension_no", "question_no")}
"""Sections whose rows have no question of the tests' own (they pair things by likeness): of them only the rules for all hold."""


@dataclass(frozen=True)
class View:
    """A page as it is drawn: its address, all that it says and shows, and the files that it offers."""

    page: str
    address: dict
    said: str
    figures: list
    tables: tuple
    metrics: tuple
    files: dict
    pictures: tuple

    @property
    def shown(self):
        return self.said, json.dumps(self.figures, sort_keys=True), self.tables, tuple(sorted(self.files.items()))


@pytest.fixture
def offered(monkeypatch):
    """The files that pages offer from here on: name → bytes, or what makes them."""
    offered, original = {}, streamlit.download_button

    def offer(label, data, file_name=None, *more, **look):
        offered[file_name] = data
        return original(label, data, file_name, *more, **look)

    monkeypatch.setattr(streamlit, "download_button", offer)
    return offered


@pytest.fixture
def con(with_made_up):
    with connect(str(with_made_up / FILE_NAME)) as connection:
        yield connection


def look_at(page, app, offered):
    """The page as it is drawn now."""
    asked = {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}
    files = {name: data() if callable(data) else data for name, data in offered.items() if name and name.endswith(".csv")}
    pictures = tuple(name for offer in picture_names(app) for name in offer)
    tables = tuple(frame.value.to_csv() for frame in app.dataframe)
    metrics = tuple(metric.value for metric in app.metric)
    return View(page, asked, words(app), specs(app), tables, metrics, files, pictures)


def open_view(page, offered, **asked):
    offered.clear()
    return look_at(page, draw_page(page, **asked), offered)


def choices_on(app):
    """The choices that a page offers: their names in the address, with the values that there are."""
    drawn = [each for each in (*app.selectbox, *app.button_group) if (each.key or "").startswith("choose_")]
    return {each.key.removeprefix("choose_"): list(each.format_func.__self__) for each in drawn if not each.proto.disabled}


def choose(page, app, name, value, offered):
    """The page after an option was chosen as a visitor does it."""
    offered.clear()
    widget = next(each for each in (*app.selectbox, *app.button_group) if each.key == f"choose_{name}")
    widget.set_value(value).run()
    assert not app.exception, (page, name, value)
    return look_at(page, app, offered)


def walk(page, organization, offered):
    """Every option of every choice of a page, each chosen alone: name of the choice → option → the view."""
    known = choices_on(draw_page(page, org=organization))
    walked = {}
    for name, values in known.items():
        app = draw_page(page, org=organization)
        usual = next(each for each in (*app.selectbox, *app.button_group) if each.key == f"choose_{name}").value
        others = [value for value in values if value != usual]
        walked[name] = {value: choose(page, app, name, value, offered) for value in (*others, usual)}
    return walked


@pytest.fixture
def rows_of(con):
    """What the files of a view must hold: section → truth; all by questions of the tests' own."""

    def rows_of(view):
        asked = {"org": ORGANIZATIONS[0]} | view.address
        return TRUTHS[view.page](Truth(con, asked), thai.today()) if view.page in TRUTHS else {}

    return rows_of


def number(text):
    return None if text == "" else float(text)


def assert_holds(content, told, about):
    """A file has the rows that the truth has, each with its figures, and no other."""
    rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))
    if not told.keys:
        assert len(rows) == len(told.rows), about
        return
    heads, figures = [heading(name) for name in told.keys], [heading(name) for name in told.figures]
    found = Counter(tuple(row[head].removesuffix(".00") for head in heads) for row in rows)
    wanted = Counter(tuple(str(part).removesuffix(".00") for part in row[: len(heads)]) for row in told.rows)
    assert found == wanted, about
    if figures:
        by_key = {tuple(str(part) for part in row[: len(heads)]): row[len(heads) :] for row in told.rows}
        for row in rows:
            expected = by_key[tuple(row[head] for head in heads)]
            for head, value in zip(figures, expected, strict=True):
                shown = number(row[head])
                assert (shown is None) == (value is None), (about, head, row)
                assert shown is None or shown == pytest.approx(float(value), abs=0.0051), (about, head, row)


def section_of(page, name):
    """The section that a file is of."""
    inner = name.removeprefix("prongsai_").removeprefix(PREFIXES[page])
    return next((inner[: inner.index(f"_{code}")] for code in ORGANIZATIONS if f"_{code}" in inner), inner)


def with_source(content):
    """The rows of a course that a file stands behind: not the quarters without data, nor what is still to be paid."""
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    place = rows[0].index(heading("file_name"))
    text = StringIO(newline="")
    csv.writer(text).writerows([rows[0], *(row for row in rows[1:] if row[place])])
    return text.getvalue().encode("utf-8-sig")


def assert_belongs(view, rows_of):
    """What a view shows and offers is what the tables say for its address; its files are named for what it is narrowed to."""
    if view.page not in TRUTHS or {"lang", "digits"} & view.address.keys():
        return
    truth = rows_of(view)
    found = {section_of(view.page, name): name for name in view.files}
    assert bool(truth) == bool(found), view.address
    for section, name in found.items():
        about = (view.page, view.address, name)
        if section not in UNASKED:
            content = with_source(view.files[name]) if section in ("course", "periods") else view.files[name]
            assert_holds(content, truth[section], about)
        if view.page in ("budget", "satisfaction", "measures") and not section.startswith("years_by_"):
            narrowed = [value for key, value in view.address.items() if key in address.FILTERS[view.page]]
            assert all(re.sub(r"[\s/]", "-", value)[:12] in name for value in narrowed), about
    if truth and view.page in TOTALS:
        TOTALS[view.page](view, truth)


def amount(value):
    """An amount as the figures at the head of a page have it."""
    return thai.number(value / 1_000_000, 2) if abs(value) >= 1_000_000 else thai.number(value, 2)


def budget_totals(view, truth):
    """The figures at the head, the sentence and the bars are those of the lines."""
    revised, disbursed, committed, remaining = (float(sum(row[place] for row in truth["rows"].rows)) for place in (2, 3, 4, 5))
    rates = [thai.percent(part / revised if revised else None) for part in (disbursed, disbursed + committed)]
    assert view.metrics == (amount(revised), amount(disbursed), *rates, amount(remaining))
    assert f"หลังโอน {thai.baht(revised)} เบิกจ่าย {thai.baht(disbursed)}" in view.said
    (level,) = [section for section in truth if any(f"_budget_{section}_" in name for name in view.files) and section[:3] == "by_"]
    bars = next(trace["x"] for trace in view.figures[0]["data"] if trace["name"] == "disbursed")
    if level != "by_item":
        assert sorted(bars) == pytest.approx(sorted(float(row[2]) for row in truth[level].rows))


def satisfaction_totals(view, truth):
    """The figures at the head and the bars are those of the scores."""
    scores = [(row[2], row[3]) for row in truth["rows"].rows if row[2] is not None]
    if not scores:
        return
    weighted = all(people is not None for _score, people in scores)
    mean = sum(float(score) * (people if weighted else 1) for score, people in scores)
    mean /= sum(people if weighted else 1 for _score, people in scores)
    ends = [min(score for score, _people in scores), max(score for score, _people in scores)]
    assert view.metrics == tuple(f"{thai.number(value, 2)}%" for value in (thai.rounded(mean, 6), *ends))


def measures_totals(view, truth):
    """The board and the figures at the head are of the measures in view."""
    assert f"{len(truth['rows'].rows)}" in view.said
    assert view.metrics[0] == str(sum(row[2] for row in truth["by_unit"].rows))


TOTALS = {"budget": budget_totals, "satisfaction": satisfaction_totals, "measures": measures_totals}


def assert_apart(name, views, rows_of):
    """Two options of a choice show something else, unless the one is the very time that the other stands for, or neither has
    anything to show."""
    for (one, first), (other, second) in combinations(views.items(), 2):
        if first.shown == second.shown:
            alike = first.page not in TRUTHS or rows_of(first) == rows_of(second)
            assert alike and (name in SAME_TIME or not rows_of(first)), (first.page, name, one, other)


def assert_named_apart(views):
    """A file of one name has one content, whatever was chosen; in one language and in one kind of digits."""
    contents = {}
    for view in views:
        for name, content in view.files.items():
            known = contents.setdefault((view.address.get("lang"), view.address.get("digits"), name), (content, view.address))
            assert known[0] == content, (name, known[1], view.address)
    return contents


@pytest.mark.parametrize("organization", ORGANIZATIONS)
@pytest.mark.parametrize("page", PAGES)
def test_every_option_of_every_choice_shows_its_own_and_no_other(page, organization, made_up_data, offered, rows_of):
    walked = walk(page, organization, offered)
    for name, views in walked.items():
        for value, view in views.items():
            assert view.address.get(name, value) == value, "the address has what was chosen"
            assert_belongs(view, rows_of)
        assert_apart(name, views, rows_of)
    assert_named_apart(view for views in walked.values() for view in views.values())
