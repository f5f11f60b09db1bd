"""The life of a load: what it would do, what the register says of it, taking it back, and making everything again."""

import json
from decimal import Decimal
from itertools import product
from random import Random

import duckdb
import pytest

from database import FILE_NAME
from loaders import audit
from loaders.layout.reading import Options
from loaders.loading import load_files
from loaders.problem import LoadError
from loaders.store.effect import Total, effect, first_rows
from loaders.store.history import history
from loaders.store.replay import rebuild, undo
from tests.earlier import of_earlier_version
from tests.tiers import sampled

BUDGET = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n"
SCORES = "organization_code,fiscal_year,division,question_no,question,score_percent,respondents\n"


def budget(*lines, year=2565, total=None):
    """Lines as (division, item, disbursed), of one as-of date; with a total row where given."""
    of = f"04960201,{year},{year - 543}-03-31"
    rows = "".join(f"{of},{division},{item},1000,{disbursed}\n" for division, item, disbursed in lines)
    return BUDGET + rows + (f",,,,รวม,{1000 * len(lines)},{total}\n" if total is not None else "")


CLERK, ENGINEER = ("กองคลัง", "ค่าวัสดุ", 40), ("กองช่าง", "ค่าไฟ", 50)


def contents(folder):
    """Every row of every table, the register too; but not what was done, of which each change tells."""
    with duckdb.connect(str(folder / FILE_NAME), read_only=True) as connection:
        tables = connection.execute("SELECT table_name FROM information_schema.tables ORDER BY table_name").fetchall()
        return {name: connection.execute(f"FROM {name} ORDER BY ALL").fetchall() for (name,) in tables if name != audit.TABLE}


def refused(call, *arguments):
    """The rules and the Thai and English sentences of a refusal."""
    with pytest.raises(LoadError) as refusal:
        call(*arguments)
    return [(problem.rule, problem.text("th"), problem.text("en")) for problem in refusal.value.problems]


# Undo


@pytest.mark.full
def test_what_an_undone_load_had_replaced_returns_with_its_printed_total(load, store):
    load(budget(CLERK, total=41))
    before = contents(store)
    load(budget(("กองคลัง", "ค่าวัสดุ", 45), total=46))
    assert undo(store, 2) == {1: 1}
    after = contents(store)
    changed = ("loads", "sealed")
    assert {name: rows for name, rows in after.items() if name not in changed} == {
        name: rows for name, rows in before.items() if name not in changed
    }
    assert after["loads"][0] == before["loads"][0]
    assert [load.state for load in history(store)] == ["undone", "in_force"]


@pytest.mark.full
def test_a_load_that_was_replaced_in_part_returns_whole(load, store, rows):
    load(budget(CLERK, ENGINEER, total=90))
    load(budget(("กองช่าง", "ค่าไฟ", 55), ("กองช่าง", "ค่าน้ำ", 5)))
    assert rows("SELECT count(*) FROM stated_totals") == [(0,)]
    assert undo(store, 2) == {1: 1}
    assert rows("SELECT division, disbursed FROM budget ORDER BY disbursed") == [("กองคลัง", 40), ("กองช่าง", 50)]
    assert rows('SELECT "column", stated FROM stated_totals ORDER BY ALL') == [("allocation", 2000), ("disbursed", 90)]


def test_a_load_between_others_is_undone_as_if_it_had_never_been(load, store, rows):
    load(budget(CLERK, ENGINEER))
    load(budget(("กองคลัง", "ค่าวัสดุ", 45), ("กองช่าง", "ค่าไฟ", 55)))
    load(budget(("กองช่าง", "ค่าไฟ", 60)))
    assert [load.replaced_by for load in history(store)] == [None, None, 2]
    assert undo(store, 2) == {1: 1}
    assert rows("SELECT load_id, disbursed FROM budget ORDER BY load_id") == [(1, 40), (3, 60)]
    assert [load.state for load in history(store)] == ["in_force", "undone", "partly_replaced"]


@pytest.mark.full
def test_loads_of_other_years_and_tables_need_no_original_for_an_undo(load, store, takbai):
    load(budget(CLERK))
    load(takbai / "measures_2565.csv")
    load(budget(CLERK, year=2566))
    load(budget(ENGINEER))
    needed = {load.sha256 for load in history(store) if load.load_id in (1,)}
    for original in (store / "originals").iterdir():
        if original.name not in needed:
            original.unlink()
    assert undo(store, 4) == {}
    assert [load.state for load in history(store)] == ["undone", "in_force", "in_force", "in_force"]


@pytest.mark.full
def test_a_file_of_two_years_ties_the_loads_of_both_together(load, store, rows):
    load(budget(CLERK, year=2566))
    load(budget(CLERK) + budget(("กองคลัง", "ค่าวัสดุ", 45), year=2566).removeprefix(BUDGET))
    load(budget(("กองคลัง", "ค่าวัสดุ", 49)))
    assert undo(store, 3) == {2: 1}
    assert undo(store, 2) == {1: 1}
    assert rows("SELECT load_id, fiscal_year, disbursed FROM budget") == [(1, 2566, 40)]


@pytest.mark.full
@pytest.mark.parametrize("seed", sampled(range(6), every=6))
def test_after_any_undos_the_store_equals_one_in_which_the_undone_was_never_loaded(load, store, tmp_path, seed):
    """Loads with slices that overlap at random; what is left must not tell that there was more."""
    random = Random(seed)  # noqa: S311 - nothing is kept secret
    slices = list(product(("กองคลัง", "กองช่าง", "กองการศึกษา"), (2565, 2566)))
    files = []
    for number in range(8):
        chosen = random.sample(slices, random.randint(1, 4))
        parts = [budget((division, "ค่าวัสดุ", 10 * number + n), year=year) for n, (division, year) in enumerate(chosen)]
        files.append(BUDGET + "".join(part.removeprefix(BUDGET) for part in parts) + f",,,,รวม,{number},{number}\n")
    for file in files:
        load(file)
    undone = set[int]()
    for number in random.sample(range(1, 9), 8):
        if len(undone) < 4 and history(store)[-number].state in ("in_force", "partly_replaced"):
            undo(store, number)
            undone.add(number)
    assert undone
    other = tmp_path / "other"
    kept = [number for number in range(1, 9) if number not in undone]
    _load_all(other, [files[number - 1] for number in kept], tmp_path)
    numbers = dict(zip(range(1, len(kept) + 1), kept, strict=True))
    assert _renumbered(contents(store), {number: number for number in kept}) == _renumbered(contents(other), numbers)
    before = contents(store)
    rebuild(store)
    assert contents(store) == before


def _load_all(folder, files, tmp_path):
    for file in files:
        path = tmp_path / "data.csv"
        path.write_text(file, encoding="utf-8")
        load_files([path], Options(), folder, lambda name, rows: None)


def _renumbered(tables, numbers):
    """Tables without times and undone loads, and with the loads' numbers of another store."""
    told = {name: sorted((numbers[row[0]], *row[1:]) for row in tables[name]) for name in ("budget", "stated_totals")}
    loads = [load for load in tables["loads"] if load[19] is None]  # undone_at
    return told | {"loads": [(numbers[load[0]], *load[1:17], numbers.get(load[18])) for load in loads]}


def test_an_undone_load_may_be_loaded_again(load, store, rows):
    load(budget(CLERK))
    load(budget(ENGINEER))
    undo(store, 2)
    assert load(budget(ENGINEER)).stored.load_id == 3
    assert rows("SELECT load_id, division FROM budget ORDER BY load_id") == [(1, "กองคลัง"), (3, "กองช่าง")]


def test_an_undo_can_be_rehearsed_without_a_change(load, store):
    load(budget(CLERK))
    load(budget(("กองคลัง", "ค่าวัสดุ", 45)))
    before = (store / FILE_NAME).read_bytes()
    assert undo(store, 2, publish=False) == {1: 1}
    assert (store / FILE_NAME).read_bytes() == before


@pytest.mark.full
def test_an_undo_that_cannot_be_is_refused_and_changes_nothing(load, store):
    load(budget(CLERK))
    load(budget(("กองคลัง", "ค่าวัสดุ", 45)))
    load(budget(ENGINEER))
    undo(store, 3)
    before = (store / FILE_NAME).read_bytes()
    rule, thai, english = refused(undo, store, 1)[0]
    assert (rule, "ยกเลิกครั้งที่ 2 ก่อน" in thai, "Undo load 2 first" in english) == ("replaced_since", True, True)
    assert refused(undo, store, 3)[0][0] == "already_undone"
    assert refused(undo, store, 9)[0][0] == "no_such_load"
    (store / "originals" / history(store)[-1].sha256).unlink()
    assert refused(undo, store, 2)[0][0] == "original_lost"
    assert (store / FILE_NAME).read_bytes() == before
    assert not list(store.glob("*.next*"))


def test_an_original_that_no_longer_passes_the_checks_is_named(load, store):
    """As after an upgrade that has learnt a stricter rule: here the register is made to say that the file is of another table."""
    load(budget(CLERK))
    load(budget(("กองคลัง", "ค่าวัสดุ", 45)))
    another = """{"table": "measures", "values": {}, "mapping": {}, "encumbered": "outstanding"}"""
    with of_earlier_version(store) as connection:
        connection.execute("UPDATE loads SET options = $another WHERE load_id = 1", {"another": another})
    before = (store / FILE_NAME).read_bytes()
    for call in (lambda: undo(store, 2), lambda: rebuild(store)):
        told = refused(call)
        assert told[0][0] == "original_refused"
        assert "data.csv" in told[0][1]
        assert "missing_column" in [rule for rule, _thai, _english in told]
    assert (store / FILE_NAME).read_bytes() == before


# Rebuild and the saved register


@pytest.mark.full
def test_a_rebuild_after_undos_gives_every_table_again_to_the_row(load, loaded_store, store):
    load(budget(CLERK))
    load(budget(("กองคลัง", "ค่าวัสดุ", 45)))
    undo(store, history(store)[0].load_id)
    undo(store, next(entry.load_id for entry in history(store) if entry.file_name == "budget_2565_6m.csv"))
    before = contents(store)
    (store / FILE_NAME).unlink()
    assert rebuild(store) == 7  # Takbai's tables, and one of two more
    assert contents(store) == before
    assert [load.state for load in history(store)].count("undone") == 2


@pytest.mark.full
def test_the_saved_register_tells_of_an_undo(load, store):
    load(budget(CLERK))
    load(budget(ENGINEER))
    undo(store, 2)
    saved = json.loads((store / "register.json").read_text(encoding="utf-8"))
    # Of several lines that tell of a load the last counts.
    assert {load["load_id"]: load["undone_at"] is not None for load in saved} == {1: False, 2: True}


# History


def test_the_history_tells_newest_first_what_became_of_each_load(load, store, takbai):
    load(takbai / "satisfaction_2564.csv")
    load(budget(CLERK, ENGINEER))
    load(budget(("กองช่าง", "ค่าไฟ", 55)))
    load(budget(("กองช่าง", "ค่าไฟ", 60)))
    told = [(load.load_id, load.table, load.rows_stored, load.rows_in_force, load.state) for load in history(store)]
    assert told == [
        (4, "budget", 1, 1, "in_force"),
        (3, "budget", 1, 0, "replaced"),
        (2, "budget", 2, 1, "partly_replaced"),
        (1, "satisfaction", 96, 96, "in_force"),
    ]
    newest = history(store)[0]
    assert (newest.organization_code, newest.fiscal_year, newest.as_of) == ("04960201", "2565", "2022-03-31")
    assert newest.size == len(budget(ENGINEER).encode())
    assert newest.control
    assert newest.control.sums["disbursed"] == 60
    assert [load.control and load.control.lines for load in history(store)] == [1, 1, 2, 96]


def test_history_and_undo_are_commands(loader, load, store):
    load(budget(CLERK))
    load(budget(("กองคลัง", "ค่าวัสดุ", 45)))
    loads = json.loads(loader("history", "--json").stdout)["loads"]
    assert [(load["load_id"], load["state"], load["replaced_by"]) for load in loads] == [
        (2, "in_force", None),
        (1, "replaced", 2),
    ]
    assert loads[0]["loaded_at"].endswith("Z")
    assert loads[0]["control"]["sums"]["disbursed"] == "45.00"
    told = loader("history").stdout
    assert "replaced by 2" in told
    assert "disbursed 45.00" in told
    run = loader("undo", "2", "--json")
    assert (run.returncode, json.loads(run.stdout)) == (0, {"undone": 2, "returned": {"1": 1}})
    run = loader("undo", "2", "--json")
    assert (run.returncode, [problem["rule"] for problem in json.loads(run.stdout)["problems"]]) == (1, ["already_undone"])
    load(budget(("กองคลัง", "ค่าวัสดุ", 47)))
    assert "1 rows of load 1 returned" in loader("undo", "3").stdout
    assert loader("undo", "three").returncode == 2


# Effect


def test_the_effect_tells_new_changed_unchanged_and_gone_rows_and_the_totals(load, check, store):
    load(budget(("กองคลัง", "ก", 10), ("กองคลัง", "ข", 20), ("กองคลัง", "ค", 30), ENGINEER))
    report = check(budget(("กองคลัง", "ก", 10), ("กองคลัง", "ข", 25), ("กองคลัง", "ง", 1), ("กองคลัง", "จ", 2)))
    what = effect(store, report.checked)
    assert (what.new, what.changed, what.unchanged, what.gone) == (2, 1, 1, 1)
    assert what.totals == (
        Total("allocation", Decimal(3000), Decimal(4000)),
        Total("disbursed", Decimal(60), Decimal(38)),
    )


def test_the_effect_names_the_rows_that_change_and_those_that_go_with_their_values(load, check, store):
    load(budget(("กองคลัง", "ก", 10), ("กองคลัง", "ข", 20), ("กองคลัง", "ค", 30), ENGINEER))
    what = effect(store, check(budget(("กองคลัง", "ก", 10), ("กองคลัง", "ข", 25))).checked)
    (change,), (loss,) = what.changes, what.losses
    assert (change.key["division"], change.key["item"]) == ("กองคลัง", "ข")
    assert change.values == {"disbursed": (Decimal("20.00"), Decimal("25.00"))}
    assert (loss.key["item"], loss.values["disbursed"]) == ("ค", (Decimal("30.00"), None))
    assert json.dumps(what.as_json()["losses"][0]["key"], ensure_ascii=False).startswith(
        '{"organization_code": "04960201", "fiscal_year": 2565, "as_of": "2022-03-31"'
    )


def test_of_many_rows_that_go_the_first_are_named_and_all_counted(load, check, store):
    load(budget(*(("กองคลัง", f"รายการ {number}", 1) for number in range(30))), answers={"unit": "baht"})
    what = effect(store, check(budget(("กองคลัง", "อื่น", 1))).checked)
    assert (what.gone, [loss.key["item"] for loss in what.losses]) == (30, [f"รายการ {number}" for number in range(10)])


def test_no_mean_is_told_of_percentages_that_are_ratios_of_sums(load, check, store, takbai):
    load(takbai / "plan_progress_2564_12m.csv")
    columns = [total.column for total in effect(store, check(takbai / "plan_progress_2564_12m.csv").checked).totals]
    assert columns == ["projects_planned", "projects_done", "budget_planned", "budget_ordinance", "budget_spent"]


def test_lines_that_repeat_are_told_apart_in_the_effect(load, check, store):
    load(budget(("กองคลัง", "ก", 10), ("กองคลัง", "ก", 20)))
    what = effect(store, check(budget(("กองคลัง", "ก", 10), ("กองคลัง", "ก", 21), ("กองคลัง", "ก", 5))).checked)
    assert (what.new, what.changed, what.unchanged, what.gone) == (1, 1, 1, 0)


def test_of_percentages_the_effect_tells_the_mean_and_respondents_are_not_summed_over_questions(load, check, store):
    load(SCORES + "04960201,2564,กองคลัง,1,สุภาพ,90,10\n04960201,2564,กองคลัง,2,เร็ว,80,\n")
    report = check(SCORES + "04960201,2564,กองคลัง,1,สุภาพ,90,10\n04960201,2564,กองคลัง,2,เร็ว,85,30\n")
    assert effect(store, report.checked).totals == (Total("score_percent", Decimal("85.00"), Decimal("87.50"), is_mean=True),)


def test_in_a_store_that_holds_nothing_every_row_is_new_and_none_is_made(check, store):
    report = check(budget(CLERK, ENGINEER))
    what = effect(store, report.checked)
    assert (what.new, what.changed, what.unchanged, what.gone) == (2, 0, 0, 0)
    assert [(total.before, total.after) for total in what.totals] == [(None, Decimal(2000)), (None, Decimal(90))]
    assert not store.exists()
    assert first_rows(report.checked, 1)[0]["division"] == "กองคลัง"


def test_the_effect_of_a_file_is_what_loading_it_does(load, check, store, rows, takbai):
    load(takbai / "plan_progress_2564_12m.csv")
    what = effect(store, check(takbai / "plan_progress_2564_12m.csv").checked)
    assert (what.new, what.changed, what.unchanged, what.gone) == (0, 0, 4, 0)
    assert [total.before == total.after for total in what.totals] == [True] * len(what.totals)
    assert rows("SELECT count(*) FROM plan_progress") == [(4,)]
