"""What every data set that has a page of its own must have, and what is easily forgotten where one is added."""

import csv
import re

import pytest

from evidence.contents import CONTENTS, SUMMARY
from queries.scope import Scope, catalogue
from sections.overview import HEADLINES
from sections.subject import Published
from tests import asking, truths
from tests.conftest import ROOT
from tests.pages import test_choices
from vocabulary import thai
from vocabulary.data_sets import DATA_SETS, LISTED

EVERY = pytest.mark.parametrize("data_set", LISTED, ids=lambda data_set: data_set.name)


@EVERY
def test_its_main_picture_has_marks_that_lead_to_rows_by_its_filters(made_up_data, data_set):
    data = Published(lambda question, *given: question(made_up_data, *given), catalogue(made_up_data), thai.today())
    subject = data.subject(data_set.name, Scope("99000001", 2568))
    section = HEADLINES[data_set.name].main(subject, {}) if subject else None
    assert section
    if section.figure is None:
        assert data_set.name == "measures"  # told by a board
        return
    traces = section.figure("wide")["data"]
    assert any(len(trace.get("x", ())) for trace in traces), f"no marks: add them to sections/{data_set.page}.py"
    led = {column for trace in traces for lead in trace.get("customdata") or () if lead for column in lead}
    assert led <= {*data_set.filters.values()}, f"its entry in vocabulary/data_sets.py filters by no {led}"


@EVERY
def test_tests_ask_its_page_the_same_in_sql(data_set):
    for table, place in (
        (test_choices.TABS, "TABS of tests/pages/test_choices.py"),
        (test_choices.PREFIXES, "PREFIXES of tests/pages/test_choices.py"),
        (truths.TRUTHS, "TRUTHS of tests/truths.py"),
    ):
        assert data_set.page in table, f"{place} lacks {data_set.page}"
    asked = {name for each in DATA_SETS if each.findings == data_set.name for name in asking.FILTERS.get(each.table, {})}
    assert asked == data_set.filters.keys(), "FILTERS of tests/asking.py"


def test_every_document_is_offered_for_an_item_of_the_assessment():
    with (ROOT / "data" / "reference" / "oit_items.csv").open(encoding="utf-8-sig", newline="") as items:
        offered = {row["subject"] for row in csv.DictReader(items)}
    assert CONTENTS.keys() - offered <= {SUMMARY}, "data/reference/oit_items.csv lacks their rows"


def test_every_section_is_shown_somewhere():
    rooms = ("pages", "sections", "screen", "evidence", "portal", "alerts")
    program = "".join(path.read_text(encoding="utf-8") for room in rooms for path in (ROOT / room).glob("*.py"))
    declared = {
        name
        for each in LISTED
        for path in (ROOT / "sections").glob(f"{each.page}*.py")
        for name in re.findall(r"^def ([a-z]\w*)\(.*Section", path.read_text(encoding="utf-8"), re.M)
    }
    assert {name for name in declared if len(re.findall(rf"\b{name}\b", program)) < 2} == set()
