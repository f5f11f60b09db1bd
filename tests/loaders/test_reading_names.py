"""Names that are read otherwise than their files have them: the figures stay, and so does what was written."""

import inspect
import json
import shutil
from collections import Counter
from datetime import date
from functools import partial
from io import BytesIO

import openpyxl
import pandas as pd
import pytest

import database
from evidence import items as evidence
from evidence.workbook import as_xlsx
from loaders.problem import LoadError
from loaders.store import export
from loaders.store.reading_names import COLUMNS, LONGEST_NAME, write
from loaders.store.replay import rebuild
from queries import budget, budget_changes, measures, plan, plan_projects, reading_names, satisfaction
from queries.scope import Scope, catalogue
from tests.readers import dossier
from tests.tiers import sampled
from vocabulary.reading_names import is_doubtful, told_apart

TAKBAI, MADE_UP = "04960201", "99000001"
GARBLED, READ = "เงินว่าหน้คงค้างประจำ", "เงินเดือนพนักงานจ้าง"
MODULES = {budget: "budget", satisfaction: "satisfaction", plan: "plan", measures: "measures", plan_projects: "plan"}


@pytest.fixture
def own(loaded_store, monkeypatch):
    """A store with the municipality's tables that the program sees."""
    monkeypatch.setenv("PRONGSAI_STORE", str(loaded_store))
    return loaded_store


def questions(module):
    """The questions of a module that need but a scope, by name."""
    for name, question in inspect.getmembers(module, inspect.isfunction):
        needed = [each.name for each in inspect.signature(question).parameters.values() if each.default is each.empty]
        if question.__module__ == module.__name__ and needed == ["con", "scope"]:
            yield name, question
    if module is budget:
        for level in budget.LEVELS:
            yield f"by {level}", partial(budget.by_level, level=level, targets=False)
            yield f"allotted by {level}", partial(budget.allotted, level=level)


def figures(con):
    """The figures of every answer, row by row, whatever the names beside them and the order."""
    found, known = {}, catalogue(con)
    for module, data_set in MODULES.items():
        for scope in known.scopes(TAKBAI, data_set):
            for name, question in questions(module):
                answer = question(con, scope)
                if isinstance(answer, pd.DataFrame):
                    numbers = answer.select_dtypes("number").round(6).astype(str)
                    found[module.__name__, name, scope] = Counter(numbers.itertuples(index=False, name=None))
    return found


READINGS = {
    "alike": lambda names: dict.fromkeys(names, "ชื่อเดียวกัน"),
    "each as the next, in a ring": lambda names: dict(zip(names, [*names[1:], names[0]], strict=True)),
    "one as another": lambda names: {names[0]: names[-1]},
    "one as another is told apart from it": lambda names: {names[0]: f"{names[-1]} ({names[0]})", names[-1]: names[0]},
}
"""What an office could have the names of a column read as, such that lines would be mixed up."""


def read_as(reading, organization, columns=None):
    """Has the names of all columns, or of some, of an organization read so."""
    for table, column in columns or [(table, column) for table, names in COLUMNS.items() for column in names]:
        names = list(reading_names.names_of(database.cursor(), organization, table, column).source_name)
        if names:
            write(organization, table, column, READINGS[reading](names))


@pytest.mark.full
@pytest.mark.parametrize("reading", sampled(list(READINGS), every=4))
def test_no_figure_changes_whatever_names_are_read_as(own, reading):
    before = figures(database.cursor())
    assert len(before) > 30
    read_as(reading, TAKBAI)
    con = database.cursor()
    assert figures(con) == before
    if reading == "alike":
        assert budget.combinations(con, Scope(TAKBAI, 2565)).item.str.startswith("ชื่อเดียวกัน (").all()


def pairs(con):
    """What was found to be new, gone, moved or renamed between two times, by the names in the files."""
    in_file = {
        name: source
        for table in ("budget", "plan_projects")
        for (_column, source), name in reading_names.shown(con, MADE_UP, table).items()
    }
    day, earlier_day = date(2025, 9, 30), date(2025, 3, 31)
    changed = [
        budget_changes.names(con, Scope(MADE_UP, 2568, as_of=day), Scope(MADE_UP, 2568, as_of=earlier_day)),
        plan_projects.changed(con, Scope(MADE_UP, 2568, 12), Scope(MADE_UP, 2567, 12)),
    ]
    names = {"name", "name_before", "project", "earlier_project"}
    told = [answer.drop(columns=["under", "under_before"], errors="ignore") for answer in changed]
    told = [each.assign(**{name: each[name].replace(in_file) for name in names & {*each}}) for each in told]
    return [Counter(each.round(6).astype(str).itertuples(index=False, name=None)) for each in told]


@pytest.mark.full
@pytest.mark.parametrize("reading", sampled(list(READINGS), always=["each as the next, in a ring"]))
def test_what_is_paired_does_not_hang_on_how_names_are_read(with_made_up, store, monkeypatch, reading):
    monkeypatch.setenv("PRONGSAI_STORE", str(shutil.copytree(with_made_up, store)))
    before = pairs(database.cursor())
    assert all(before)
    read_as(reading, MADE_UP, [("budget", "division"), ("budget", "item"), ("plan_projects", "project")])
    assert pairs(database.cursor()) == before


def test_no_two_names_are_shown_alike():
    names = {"ก", "ข", "ค", "ค (ก)"}
    assert told_apart({"ก": "ง"}, names) == {"ก": "ง"}
    assert told_apart({"ก": "ง", "ข": "ง"}, names) == {"ก": "ง (ก)", "ข": "ง (ข)"}
    assert told_apart({"ข": "ค"}, names) == {"ข": "ค (ข)"}
    assert told_apart({"ก": "ค"}, names) == {"ก": "ก"}, "the file's own, where even that would be alike"
    assert told_apart({"ก": "–"}, names) == {"ก": "– (ก)"}, "a line without a name is –"


@pytest.mark.full
def test_a_name_is_read_on_paper_and_kept_when_the_database_is_made_again(own, tmp_path):
    write(TAKBAI, "budget", "item", {GARBLED: f" {READ}\n\x07"})
    rebuild(own)
    con = database.cursor()
    (read,) = reading_names.read_names(con, TAKBAI).itertuples()
    assert (read.source_name, read.shown) == (GARBLED, READ)
    assert read.written_by
    item = next(each for each in evidence.items(con, TAKBAI, 2565) if each.subject == "budget_6m")
    report = dossier(con, item, date(2026, 11, 23)).report()
    book = openpyxl.load_workbook(BytesIO(as_xlsx(report)))
    sheets = [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book]
    assert [READ, GARBLED] in [row[at : at + 2] for sheet in sheets for row in sheet for at in range(len(row))]
    # No other name is said to be garbled.
    assert list(report.parts[-1].table[["source_name", "reading_name"]].itertuples(index=False, name=None)) == [(GARBLED, READ)]
    export.export(own, tmp_path / "open", TAKBAI)
    lines = pd.read_csv(tmp_path / "open" / "budget.csv", dtype=str)
    assert set(lines[lines["item"] == GARBLED].item_reading) == {READ}
    write(TAKBAI, "budget", "item", {GARBLED: ""})
    assert reading_names.read_names(database.cursor(), TAKBAI).empty
    kept = json.loads((own / "reading_names.json").read_text(encoding="utf-8"))
    assert [entry["text"] for entry in kept] == [READ, ""]


@pytest.mark.parametrize(
    ("column", "source", "name"),
    [("item", GARBLED, "ก" * (LONGEST_NAME + 1)), ("item", "ไม่มีรายการนี้", READ), ("load_id", "1", READ)],
)
def test_what_cannot_be_a_reading_name_is_refused(own, column, source, name):
    with pytest.raises(LoadError):
        write(TAKBAI, "budget", column, {source: name})
    assert write(TAKBAI, "budget", "item", {GARBLED: GARBLED}) == 0
    assert not (own / "reading_names.json").exists()


def test_garbled_names_are_told_from_others():
    assert is_doubtful(GARBLED)
    assert not is_doubtful("กองทุนบำเหน็จบำนาญข้าราชการ (กบข.)")
