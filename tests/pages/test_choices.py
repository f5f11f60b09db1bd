"""Every choice of every page, on both municipalities: what is shown and downloaded belongs to the option and to no other.

The choices are found on the pages themselves, so that a new one is walked too. What a page shows is compared with what the
published tables say, asked directly in SQL (tests/truths.py)."""

import csv
import json
import re
from collections import Counter
from dataclasses import dataclass
from io import BytesIO, StringIO
from itertools import combinations, product
from typing import Any
from zlib import crc32

import pandas as pd
import pytest
import streamlit

import database
from database import FILE_NAME
from evidence import section_files
from queries import overview
from queries.scope import Scope
from screen.address import plain
from sections import narrowing
from sections.choice import FIRST, WHOLE, choice
from tests.asking import Truth, connect
from tests.conftest import ROOT
from tests.drawing import draw_page, every_tool, opened, specs, table, words
from tests.tiers import sampled
from tests.truths import TRUTHS
from vocabulary import language, thai
from vocabulary.columns import heading
from vocabulary.data_sets import BY_NAME

# The page of areas is no organization's: all its choices are walked in test_area_page.py.
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("[a-z]*.py") if path.stem != "area")
ORGANIZATIONS = ("04960201", "99000001")
PAGES_OF_EACH = list(product(PAGES, ORGANIZATIONS))
TABS = {
    "budget": ("attention", "course", "changes", "transfers", "totals", "rows"),
    "satisfaction": ("scores", "profile", "years", "method", "rows"),
    "plan": ("progress", "budget", "projects", "district", "rows"),
    "measures": ("due", "unit", "evidence", "changes", "rows"),
    "procurements": ("large", "rows"),
    "service_statistics": ("years", "rows"),
    "activities": ("planned", "kind", "measure", "pictures", "rows"),
    "complaints": ("overdue", "channel", "unit", "corruption", "rows"),
    "disclosures": ("due", "address", "rows"),
    "asset_loans": ("out", "unit", "rows"),
}
"""What the address calls the tabs of a page."""
SAME_TIME = {"fy", "round", "at"}
"""Choices of which an option may be what another stands for: the newest year is one of the years."""
PREFIXES = {
    "budget": "budget_",
    "satisfaction": "satisfaction_",
    "plan": "",
    "measures": "measures_",
    "activities": "activities_",
    "asset_loans": "asset_loans_",
    "complaints": "complaints_",
    "procurements": "procurements_",
    "service_statistics": "service_statistics_",
    "disclosures": "disclosures_",
    "findings": "",
}
"""What stands before the names of a page's sections in those of its files, beside "prongsai_"."""
UNASKED = {"names", "plan_compared", "plan_projects_changed", "plan_ranking", "changes"}
UNASKED |= {f"compared_by_{column}" for column in ("division", "dimension_no", "question_no")}
"""Sections whose rows have no question of the tests' own (they pair things by likeness): of them only the rules for all hold."""


@dataclass(frozen=True)
class View:
    """A page as it is drawn, with each of its tabs open in turn: its address, all that it says and shows, and the files that it
    offers."""

    page: str
    address: dict[str, str]
    said: str
    figures: dict[str, dict[str, Any]]
    """By what the names of its pictures begin with."""
    tables: tuple[str, ...]
    metrics: tuple[str, ...]
    chips: dict[str, str]
    """What the page is narrowed to, by column, as the chips say it."""
    files: dict[str, bytes]

    @property
    def shown(self):
        return self.said, json.dumps(self.figures, sort_keys=True), self.tables, tuple(sorted(self.files.items()))


@pytest.fixture
def offered(monkeypatch):
    """The files that pages offer by buttons from here on: name → bytes, or what makes them."""
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


def each_tab(page, app):
    """The page with each of its tabs open, one after the other: the tab's name in the address; "" where a page has none."""
    if not app.tabs:
        yield ""
        return
    found, labels = set(), {tab.label for tab in app.tabs}
    for name in TABS[page]:
        open_tab(app, name)
        found.add(opened(app))
        yield name
    assert found == labels, page


def speak(app=None):
    """Has this thread speak as a page does, since what the options of a menu are called is asked here; else in Thai."""
    address = address_of(app) if app else {}
    language.use(address.get("lang", "th"))
    thai.use_thai_digits(address.get("digits") == "th")


def open_tab(app, name):
    speak(app)
    app.query_params["tab"] = name
    app.run()
    assert not app.exception


def files_of(app):
    """What the sections of a page give away as CSV: name → bytes."""
    files = {}
    for tools in every_tool(app):
        for each in tools["files"]:
            if each["address"].endswith("/table.csv"):
                files[each["file"]] = section_files.made(*each["address"].split("/")[1:])[0]
                begin = each["file"].removesuffix(".csv")
                assert all(other["file"].startswith(begin) for other in tools["files"])
    return files


def figures_of(app):
    """The figures of a page by what the names of their pictures begin with."""
    # The board of the measures stands for the picture of their status.
    drawn = [tools for tools in every_tool(app) if tools["swap"] and "measures_by_status" not in tools["files"][0]["file"]]
    begins = [next(each["file"] for each in tools["files"] if each["file"].endswith(".csv"))[:-4] for tools in drawn]
    return dict(zip(begins, specs(app), strict=True))


def look_at(page, app, offered):
    """The page as it is drawn now, with each of its tabs open in turn."""
    figures: dict[str, dict[str, Any]] = {}
    files: dict[str, bytes] = {}
    said, tables, heads, chips = [], [], set(), {}
    for _tab in each_tab(page, app):
        said.append(words(app))
        figures |= figures_of(app)
        tables += [frame.value.to_csv() for frame in app.dataframe]
        heads.add(tuple(metric.value for metric in app.metric))
        chips = {each.key.removeprefix("chip_"): each.label for each in app.button if (each.key or "").startswith("chip_")}
        for name, content in files_of(app).items():
            assert files.setdefault(name, content) == content, (page, name)
    (metrics,) = heads  # whichever tab is open
    speak()
    files |= {name: data() if callable(data) else data for name, data in offered.items() if name and name.endswith(".csv")}
    return View(page, address_of(app), "\n".join(said), figures, tuple(tables), metrics, chips, files)


def address_of(app):
    """The address without the tab that is open."""
    values = {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}
    return {name: value for name, value in values.items() if name != "tab"}


def open_view(page, offered, **asked):
    offered.clear()
    return look_at(page, draw_page(page, **asked), offered)


def widgets(app):
    """The choices that are drawn and can be made, by their names in the address."""
    drawn = [each for each in (*app.selectbox, *app.button_group) if (each.key or "").startswith("choose_")]
    return {each.key.removeprefix("choose_"): each for each in drawn if not each.proto.disabled}


@dataclass(frozen=True)
class Offer:
    """A choice as a page offers it: in the first tab that shows it, with its values and the one taken."""

    tab: str
    values: list[str]
    usual: str


def choices_on(page, **asked):
    """The choices that a page offers, those of its head and of each tab, by their names in the address."""
    app = draw_page(page, **asked)
    known: dict[str, Offer] = {}
    for tab in each_tab(page, app):
        for name, each in widgets(app).items():
            known.setdefault(name, Offer(tab, list(each.format_func.__self__), each.value))
    return known


def choose(page, app, tab, name, value, offered):
    """The page after an option was chosen as a visitor does it."""
    offered.clear()
    if app.tabs:
        open_tab(app, tab)
    speak(app)
    widgets(app)[name].set_value(value).run()
    assert not app.exception, (page, name, value)
    return look_at(page, app, offered)


def walk(page, organization, offered):
    """Every option of every choice of a page, each chosen alone: name of the choice → option → the view."""
    walked = {}
    for name, offer in choices_on(page, org=organization).items():
        app = draw_page(page, org=organization)
        options = (*(value for value in offer.values if value != offer.usual), offer.usual)
        walked[name] = {value: choose(page, app, offer.tab, name, value, offered) for value in options}
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
    heads, figures = [heading(name) for name in told.keys], [heading(name, told.times) for name in told.figures]
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


def mark(value):
    """What the name of a file has of a value: all of it, or what stands for what no Latin letters can say."""
    return value if re.fullmatch(r"[\w.]+", value, re.ASCII) else f"{crc32(value.encode()):08x}"


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
        if view.page in ("budget", "satisfaction", "measures"):
            columns = BY_NAME[view.page].filters
            assert all(mark(value) in name for key, value in view.address.items() if key in columns), about
    filters = BY_NAME[view.page].filters if view.page in BY_NAME else {}
    within = {filters[key]: value for key, value in view.address.items() if key in filters}
    if truth or "fy" not in view.address:  # of a year without data there is nothing to narrow
        assert view.chips == {column: plain(narrowing.pair_name(column, value)) for column, value in within.items()}
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
    assert f"เบิกจ่ายแล้ว {thai.baht(disbursed)} จากงบประมาณหลังโอน {thai.baht(revised)}" in view.said
    (begin,) = [begin for begin in view.figures if begin.startswith("prongsai_budget_by_")]
    level = section_of(view.page, begin)
    bars = next(trace["x"] for trace in view.figures[begin]["data"] if trace["name"] == "disbursed")
    if level != "by_item":  # whose bars are of percent
        paid = Counter(round(float(row[2]), 2) for row in truth[level].rows)
        is_cut = paid.total() > WHOLE and view.address.get("rows") != "all"
        assert len(bars) == (FIRST if is_cut else paid.total())
        assert not Counter(round(bar, 2) for bar in bars) - paid


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
            assert alike, (first.page, name, one, other)
            assert name in SAME_TIME or not rows_of(first), (first.page, name, one, other)


def assert_named_for_what_they_hold(name, views):
    """No section's files are named for the options of a choice that makes no difference to any of them."""
    sections: dict[str, list[tuple[str, bytes]]] = {}
    for view in views.values():
        for file, content in view.files.items():
            sections.setdefault(section_of(view.page, file), []).append((file, content))
    for section, files in sections.items():
        names, contents = {file for file, _content in files}, {content for _file, content in files}
        assert len(contents) > 1 or len(names) < MANY, (name, section, names)


MANY = 3
"""From so many options on, the files of a section have another content for some of them, if they have another name."""


def assert_named_apart(views):
    """A file of one name has one content, and pictures of one name one figure, whatever was chosen; in one language and in one
    kind of digits."""
    contents: dict[tuple[str | None, str | None, str], tuple[Any, dict[str, str]]] = {}
    for view in views:
        for name, content in (*view.files.items(), *view.figures.items()):
            known = contents.setdefault((view.address.get("lang"), view.address.get("digits"), name), (content, view.address))
            assert known[0] == content, (name, known[1], view.address)
    return contents


@pytest.mark.parametrize(("page", "organization"), sampled(PAGES_OF_EACH, always=[("activities", "04960201")]))
def test_every_option_of_every_choice_shows_its_own_and_no_other(page, organization, made_up_data, offered, rows_of):
    walked = walk(page, organization, offered)
    for name, views in walked.items():
        for value, view in views.items():
            assert view.address.get(name, value) == value, "the address has what was chosen"
            assert_belongs(view, rows_of)
        assert_apart(name, views, rows_of)
        if name not in SAME_TIME and page in TRUTHS:
            assert_named_for_what_they_hold(name, views)
    assert_named_apart(view for views in walked.values() for view in views.values())


PAIRS = 8
"""Of the pairs of choices of a page, so many are drawn, with options from all over their lists."""
UNKNOWN = ("แถวใดตรงกับตัวกรอง", "จึงไม่นำมากรอง")
"""What a page says where two options have no row together, or the one is not there with the other."""


@pytest.mark.full
@pytest.mark.parametrize("organization", sampled(ORGANIZATIONS, every=2))
@pytest.mark.parametrize("page", sampled(TRUTHS, always=["plan", "budget"]))
def test_two_choices_hold_together(page, organization, made_up_data, offered, rows_of):
    offers = choices_on(page, org=organization)
    known = {name: offer.values for name, offer in offers.items() if name not in ("org", "lang", "digits")}
    pairs, views = list(combinations(known, 2)), []
    for place, names in enumerate(pairs[:: max(len(pairs) // PAIRS, 1)]):
        asked = {name: value for name in names if (value := known[name][(5 * place + 1) % len(known[name])])}
        views.append(open_view(page, offered, org=organization, **asked))
        if not any(told in views[-1].said for told in UNKNOWN):
            assert_belongs(views[-1], rows_of)
    assert_named_apart(views)


@pytest.mark.full
@pytest.mark.parametrize(
    ("page", "one", "other", "section"),
    sampled(
        [
            ("budget", "div", "see", None),
            ("satisfaction", "by", "div", None),
            ("satisfaction", "div", "profile", "profile"),
            ("satisfaction", "profile", "bands", "profile"),
        ],
        every=4,
    ),
)
def test_a_choice_within_another_is_of_both(page, one, other, section, made_up_data, offered, rows_of):
    known = {name: offer.values for name, offer in choices_on(page, org="99000001").items()}
    for first in [value for value in known[one] if value][::4]:
        views = {
            second: open_view(page, offered, org="99000001", **{one: first, other: second}) for second in known[other] if second
        }
        for second, view in views.items():
            assert_belongs(view, rows_of)
            shown = {section_of(page, name) for name in view.files}
            assert section is None or section in shown
            # Where nothing is of the kind there is no table, and of the kinds there is one at a time.
            assert page != "budget" or shown & set(known["see"]) <= {second}
            if section == "profile":
                assert first in view.said
        assert_named_apart(views.values())


@pytest.mark.parametrize("page", sampled(TABS, always=["satisfaction"]))
def test_a_view_gives_its_files_at_one_address_whatever_was_open_before(page, made_up_data):
    app = draw_page(page, org="99000001")
    addresses = {tab: [tools["files"] for tools in every_tool(app)] for tab in each_tab(page, app)}
    for tab in reversed(TABS[page]):
        open_tab(app, tab)
        assert [tools["files"] for tools in every_tool(app)] == addresses[tab], tab


@pytest.mark.parametrize(("page", "organization"), sampled(list(product(TABS, ORGANIZATIONS)), always=[("plan", "04960201")]))
def test_a_table_in_the_place_of_a_chart_has_the_figures_of_its_file(page, organization, made_up_data):
    app = draw_page(page, org=organization)
    for tab in each_tab(page, app):
        figures, files = figures_of(app), files_of(app)
        for begin, figure in figures.items():
            name = re.sub("^plan_(projects_)?", "", section_of(page, begin))
            other = draw_page(page, org=organization, tab=tab, table=name)
            assert specs(other) == [each for each in figures.values() if each is not figure]
            shown = table(other, name)
            of_file = pd.read_csv(BytesIO(files[f"{begin}.csv"]), dtype={heading("fiscal_year"): str})
            assert len(shown) == len(of_file)
            assert figures_in(shown) == figures_in(of_file.dropna(axis="columns", how="all"))


def figures_in(table):
    """The columns of figures of a table, as far as they are printed; without regard to their order."""
    figures = table.select_dtypes("number").round(2)
    return Counter(tuple(figures[name].fillna(-1)) for name in figures)


@pytest.mark.full
def test_a_division_without_a_report_is_missing_only_where_it_is_in_view(load, store, monkeypatch, offered):
    head = "organization_code,fiscal_year,as_of,plan,division,item,allocation,disbursed\n"
    for lines in (
        "2567,2023-12-31,ก,กองช่าง,ถนน,100,10\n2567,2023-12-31,ข,กองคลัง,รถ,100,10\n2567,2023-12-31,ก,กองศึกษา,สมุด,100,10\n",
        "2567,2024-06-30,ก,กองช่าง,ถนน,100,20\n2567,2024-06-30,ข,กองศึกษา,สมุด,100,30\n",
    ):
        assert not load(head + "".join(f"04960201,{line}\n" for line in lines.splitlines())).refused
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    for asked, absent in (({}, True), ({"plan": "ข"}, True), ({"plan": "ก"}, False), ({"div": "กองช่าง"}, False)):
        view = open_view("budget", offered, see="missing", **asked)
        (content,) = [content for name, content in view.files.items() if "_missing_" in name]
        assert ("กองคลัง" in content.decode()) is absent
        assert ("กองคลัง (ล่าสุด" in view.said) is absent
        assert "กองศึกษา (ล่าสุด" not in view.said  # stands under another programme now, and has reported


@pytest.mark.parametrize("options", [pd.Series(["a", "b"]), ["a", "b"], (1, 2), pd.Index(["a"]), iter("ab")])
def test_a_choice_among_anything_but_strings_is_refused_at_once(options):
    with pytest.raises(TypeError, match="see: the values of a choice"):
        choice({}, "see", "", options, "a")


LONG = "โครงการก่อสร้างถนนคอนกรีตเสริมเหล็กสายบ้านนายหนึ่งถึงบ้านนายสอง หมู่ที่ "


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((("item", f"{LONG}1"),), (("item", f"{LONG}2"),)),
        ((("item", "ก/ข"),), (("item", "ก:ข"),)),
        ((("dimension_no", "1"),), (("question_no", "1"),)),
        ((("status", "unknown"),), (("evidence", "unknown"),)),
        ((("plan", "–"),), (("category", "–"),)),
    ],
)
def test_files_of_other_choices_have_other_names(one, other):
    assert narrowing.in_file_names(one) != narrowing.in_file_names(other)
    assert re.fullmatch(r"[\w.-]*", narrowing.in_file_names(one), re.ASCII)


def test_scores_that_are_withheld_are_in_no_mean_of_a_year_either(load, store, monkeypatch):
    head = "organization_code,fiscal_year,division,question_no,question,score_percent,respondents\n"
    assert not load(f"{head}04960201,2568,กองช่าง,1,ถนน,80,20\n04960201,2568,กองช่าง,2,น้ำ,11,2\n").refused
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    assert list(overview.satisfaction_by_year(database.cursor(), Scope("04960201", 2568)).percent) == [80]
