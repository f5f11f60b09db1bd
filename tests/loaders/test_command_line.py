"""The command line as scripts call it: processes, exit statuses, and one JSON document on standard output."""

import json
import os
import signal
import subprocess
import sys
import time
import unicodedata
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from database import FILE_NAME
from evidence.__main__ import COMMANDS as EVIDENCE
from evidence.__main__ import main as evidence
from loaders import audit
from loaders.__main__ import COMMANDS
from loaders.__main__ import main as loaders
from loaders.schema.datasets import DATASETS
from tests.calling import called
from tests.tiers import sampled
from vocabulary.language import translate

ROOT = Path(__file__).parents[2]
BUDGET = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n"
GOOD = BUDGET + "04960201,2565,2022-03-31,กองคลัง,ค่าวัสดุ,100,40\n"
LATER = BUDGET + "04960201,2565,2022-03-31,กองคลัง,ค่าวัสดุ,100,45\n"
BAD = BUDGET + "04960201,2565,2022-03-31,กองช่าง,ค่าไฟ,x,50\n"
MEASURES = "organization_code,fiscal_year,measure_no,measure,status\n04960201,2565,1,เปิดเผยข้อมูล,done\n"

FILE_KEYS = {"path", "table", "load_id", "sha256", "encoding", "layout", "rows", "stored", "problems"}
PROBLEM_KEYS = {"severity", "rule", "row", "column", "value", "stated", "expected", "message_th", "message_en"}


@pytest.fixture
def contents(rows):
    """Every row of every table of the published database, the register too; but not what was done to it, of which each tells."""

    def contents():
        tables = [name for (name,) in rows("SELECT table_name FROM information_schema.tables ORDER BY table_name")]
        return {name: rows(f"FROM {name} ORDER BY ALL") for name in tables if name != audit.TABLE}

    return contents


def test_sums_that_are_expected_refuse_any_other(loader, write):
    assert_refused(loader("load", write(GOOD), "--expect", "allocation=100.01"))
    assert loader("load", write(GOOD), "--expect", "allocation=100").returncode == 0


def test_control_totals_of_counts_are_whole_numbers(loader, takbai):
    path = takbai / "plan_progress_2564_6m.csv"
    stored = loader("load", path)
    assert "projects_planned: 52 (ในไฟล์ / printed 52)" in stored.stdout
    assert "budget_planned: 761,500.00 (ในไฟล์ / printed 761,500.00)" in stored.stdout
    assert "projects_planned 52 · projects_done 14 · budget_planned 761,500.00" in loader("history").stdout
    refused = loader("check", path, "--expect", "projects_planned=1300")
    assert "the lines sum to 52, but 1,300 was expected" in refused.stdout


def assert_refused(run, exit_status=1):
    assert run.returncode == exit_status
    assert "Traceback" not in run.stdout + run.stderr


# load


def test_load_stores_a_file_and_ends_with_0(loader, rows, write):
    run = loader("load", write(GOOD, "งบประมาณ 2565.csv"))
    assert run.returncode == 0
    assert "งบประมาณ 2565.csv → budget: 1 แถว / rows (load 1)" in run.stdout
    assert rows("SELECT disbursed FROM budget") == [(Decimal("40.00"),)]


def test_load_gives_one_json_document_and_nothing_else(loader_process, write):
    path = write(GOOD.replace("2565", "65", 1).replace("disbursed\n", "disbursed,สี\n").replace(",40\n", ",40,แดง\n"))
    run = loader_process("load", path, "--json")
    report = json.loads(run.stdout)
    assert (run.returncode, list(report), run.stdout[0], run.stdout[-2:]) == (0, ["files"], "{", "}\n")
    (file,) = report["files"]
    assert file.keys() >= FILE_KEYS
    assert {name: file[name] for name in ("path", "table", "load_id", "encoding", "layout", "rows", "stored")} == {
        "path": str(path),
        "table": "budget",
        "load_id": 1,
        "encoding": "UTF-8",
        "layout": "tidy",
        "rows": 1,
        "stored": 1,
    }
    assert len(file["sha256"]) == 64
    assert [problem["rule"] for problem in file["problems"]] == ["unknown_column", "converted"]
    assert all(problem.keys() >= PROBLEM_KEYS for problem in file["problems"])


def test_a_refused_file_is_told_in_json_with_row_column_and_value(loader, write):
    run = loader("load", write(BAD), "--json")
    assert_refused(run)
    (file,) = json.loads(run.stdout)["files"]
    assert (file["table"], file["load_id"], file["stored"], file["rows"]) == (None, None, 0, 0)
    (problem,) = file["problems"]
    assert problem.keys() >= PROBLEM_KEYS
    assert (problem["severity"], problem["rule"], problem["row"], problem["column"], problem["value"]) == (
        "error",
        "not_of_its_kind",
        2,
        "allocation",
        "x",
    )
    assert problem["message_en"] == (
        "Row 2, column งบประมาณตามเทศบัญญัติ (allocation): “x” is not an amount in baht with at most two decimals,"
        " such as 1250.00. Correct the cell."
    )
    assert problem["message_th"]


def test_a_refused_file_is_told_to_a_reader_too(loader_process, write):
    run = loader_process("load", write(BAD))
    assert_refused(run)
    assert "refused, nothing of it was stored" in run.stdout
    assert "Row 2, column งบประมาณตามเทศบัญญัติ (allocation): “x”" in run.stdout
    assert "\x1b[" not in run.stdout  # colours are for a terminal


def test_of_several_files_only_the_one_at_fault_stores_nothing(loader, rows, store, write):
    good, bad, also_good = write(GOOD, "a.csv"), write(BAD, "b.csv"), write(MEASURES, "c.csv")
    run = loader("load", good, bad, also_good, "--json")
    assert_refused(run)
    files = json.loads(run.stdout)["files"]
    assert [(file["path"], file["table"], file["stored"]) for file in files] == [
        (str(good), "budget", 1),
        (str(bad), None, 0),
        (str(also_good), "measures", 1),
    ]
    assert rows('SELECT load_id, "table" FROM loads ORDER BY load_id') == [(1, "budget"), (2, "measures")]
    assert rows("SELECT DISTINCT division FROM budget") == [("กองคลัง",)]
    assert len(list((store / "originals").iterdir())) == 2


def test_loading_the_identical_file_again_says_that_nothing_changed(loader, load, store, write):
    load(GOOD)
    before = (store / FILE_NAME).read_bytes()
    run = loader("load", write(GOOD))
    assert (run.returncode, "already loaded, nothing changed (load 1)" in run.stdout) == (0, True)
    assert (store / FILE_NAME).read_bytes() == before


def test_replaced_rows_are_counted_in_the_report(loader, load, write):
    load(GOOD)
    assert "replaced 1 rows of load 1" in loader("load", write(LATER)).stdout
    (file,) = json.loads(loader("load", write(GOOD), "--json").stdout)["files"]
    assert (file["load_id"], file["replaced"], file["unchanged"]) == (3, {"2": 1}, False)


def test_options_fill_what_a_file_does_not_say(loader, rows, write):
    path = write("หน่วยงาน,รายการ,ตั้งไว้จริง,จ่ายจริง\nกองคลัง,ค่าวัสดุ,100,40\n")
    options = "--table budget --organization 04960201 --fiscal-year 2565 --as-of 2022-03-31 --encumbered gross"
    assert loader("load", path, *options.split(), "--map", "ตั้งไว้จริง=allocation").returncode == 0
    assert rows("SELECT organization_code, fiscal_year, CAST(as_of AS VARCHAR), allocation FROM budget") == [
        ("04960201", 2565, "2022-03-31", Decimal("100.00"))
    ]
    assert rows("SELECT options->>'encumbered' FROM loads") == [("gross",)]


def test_the_round_may_be_an_option(loader, rows, write):
    header = "organization_code,fiscal_year,dimension_no,projects_planned,projects_done,budget_planned\n"
    assert loader("load", write(header + "04960201,2564,1,16,2,170000\n"), "--round", "6").returncode == 0
    assert rows("SELECT round_months FROM plan_progress") == [(6,)]


# check


def test_check_reports_as_load_does_and_stores_nothing(loader, store, write):
    run = loader("check", write(GOOD, "good.csv"), write(BAD, "bad.csv"), "--json")
    assert_refused(run)
    good, bad = json.loads(run.stdout)["files"]
    assert (good["table"], good["rows"], good["stored"], good["load_id"]) == ("budget", 1, 0, None)
    assert [problem["rule"] for problem in bad["problems"]] == ["not_of_its_kind"]
    assert not store.exists()


def test_check_tells_what_storing_would_do(loader, load, store, write):
    load(GOOD)
    before = (store / FILE_NAME).read_bytes()
    path = write(LATER + "04960201,2565,2022-03-31,กองช่าง,ค่าไฟ,50,5\n")
    (file,) = json.loads(loader("check", path, "--json").stdout)["files"]
    assert {name: file["effect"][name] for name in ("new", "changed", "unchanged", "gone")} == {
        "new": 1,
        "changed": 1,
        "unchanged": 0,
        "gone": 0,
    }
    assert {"column": "disbursed", "before": "40.00", "after": "50.00", "is_mean": False} in file["effect"]["totals"]
    said = loader("check", path).stdout
    assert "rows new 1, changed 1, unchanged 0, gone 0" in said
    assert "disbursed: 40.00 → 50.00" in said
    assert (store / FILE_NAME).read_bytes() == before


def test_check_tells_of_the_files_even_where_the_database_is_damaged(loader, load, store, write):
    load(GOOD)
    (store / FILE_NAME).write_bytes(b"not a database")
    run = loader("check", write(GOOD), "--json")
    assert_refused(run)
    report = json.loads(run.stdout)
    assert ([file["table"] for file in report["files"]], report["problems"][0]["rule"]) == (["budget"], "database_unusable")


def test_check_of_files_without_a_fault_ends_with_0(loader, write):
    run = loader("check", write(GOOD))
    assert (run.returncode, "budget: 1 แถว ไม่พบข้อผิดพลาด / rows, no errors" in run.stdout) == (0, True)


# status


def test_status_tells_what_the_store_holds(loader, load, store):
    load(GOOD)
    load(MEASURES.replace("2565", "2566"))
    run = loader("status", "--json")
    state = json.loads(run.stdout)
    assert (run.returncode, state.keys()) == (0, {"tables", "organizations", "fiscal_years", "published_at", "store"})
    assert state["tables"] == dict.fromkeys(DATASETS, 0) | {"budget": 1, "measures": 1}
    assert (state["organizations"], state["fiscal_years"]) == (["04960201"], [2565, 2566])
    assert state["published_at"].endswith("Z")
    assert state["store"] == str(store)


def test_status_for_a_reader_names_every_table(loader, load):
    load(GOOD)
    run = loader("status")
    assert run.returncode == 0
    assert all(f"({table})" in run.stdout for table in DATASETS)


@pytest.mark.parametrize("call", ["status", "history", "undo 1", "rebuild"])
def test_a_slip_in_the_name_of_the_store_is_told_and_creates_nothing(loader, store, call):
    run = loader(*call.split(), "--json")
    assert_refused(run)
    (problem,) = json.loads(run.stdout)["problems"]
    rule = "nothing_to_rebuild" if call == "rebuild" else "no_store"
    assert (problem["rule"], problem["value"]) == (rule, str(store))
    assert not store.exists()


def test_status_of_an_empty_folder_tells_zeros(loader, store):
    store.mkdir()
    run = loader("status", "--json")
    state = json.loads(run.stdout)
    assert (run.returncode, state["tables"], state["published_at"]) == (0, dict.fromkeys(DATASETS, 0), None)
    assert json.loads(loader("history", "--json").stdout) == {"loads": []}


@pytest.mark.parametrize("call", ["status", "history", "undo 1"])
def test_a_lost_database_is_told_and_not_taken_for_an_empty_one(loader, load, store, call):
    load(GOOD)
    (store / FILE_NAME).unlink()
    run = loader(*call.split(), "--json")
    assert_refused(run)
    assert [problem["rule"] for problem in json.loads(run.stdout)["problems"]] == ["database_lost"]


# rebuild


@pytest.mark.full
def test_rebuild_makes_a_lost_database_again_with_the_same_rows(loader, load, contents, rows, store, takbai):
    for content in (takbai / "budget_2565_6m.csv", takbai / "measures_2565.csv", GOOD):
        load(content)
    load(LATER, encumbered="gross")
    before = contents()
    (store / FILE_NAME).unlink()
    assert loader("rebuild").returncode == 0
    after = contents()
    assert [len(after[table]) for table in ("budget", "measures", "stated_totals", "loads")] == [14, 24, 6, 4]
    assert after == before
    assert rows("SELECT replaced_by FROM loads ORDER BY load_id") == [(None,), (None,), (4,), (None,)]  # 4 replaced 3


@pytest.mark.full
def test_rebuild_of_a_published_database_changes_no_row(loader, load, contents):
    load(GOOD)
    load(LATER)
    before = contents()
    run = loader("rebuild", "--json")
    assert (run.returncode, json.loads(run.stdout)["loads"]) == (0, 2)
    assert contents() == before


@pytest.mark.full
@pytest.mark.parametrize(("damage", "call"), [("no database at all", "status"), ("a broken page", "load")])
def test_rebuild_mends_a_damaged_database_and_the_others_say_so(loader, load, contents, store, write, damage, call):
    load(GOOD)
    before, database = contents(), store / FILE_NAME
    if damage == "a broken page":
        whole = database.read_bytes()
        database.write_bytes(whole[:8192] + b"X" * 20 + whole[8212:])
    else:
        database.write_bytes(b"not a database")
    run = loader(call, *([write(LATER)] if call == "load" else []))
    assert_refused(run)
    assert "python -m loaders rebuild" in run.stdout
    assert f"{FILE_NAME}.next" not in run.stdout
    assert loader("rebuild").returncode == 0
    assert contents() == before


@pytest.mark.parametrize("loss", ["changed", "missing"])
def test_rebuild_is_refused_where_an_original_is_not_what_was_loaded(loader, load, store, write, loss):
    load(write(GOOD, "งบ.csv"))
    (original,) = (store / "originals").iterdir()
    original.write_bytes(original.read_bytes() + b"\n") if loss == "changed" else original.unlink()
    before = (store / FILE_NAME).read_bytes()
    run = loader("rebuild", "--json")
    assert_refused(run)
    (problem,) = json.loads(run.stdout)["problems"]
    assert (problem["rule"], problem["value"]) == ("original_lost", "งบ.csv")
    assert (store / FILE_NAME).read_bytes() == before
    assert not list(store.glob("*.next*"))


def test_rebuild_of_an_empty_store_is_refused(loader, store):
    run = loader("rebuild")
    assert_refused(run)
    assert str(store) in run.stdout
    assert not list(store.glob("*.next*"))


# template


def test_a_template_goes_to_standard_output_and_loads_back(loader_process, load):
    run = loader_process("template", "plan_projects")
    assert (run.returncode, run.stdout[0]) == (0, "\ufeff")
    # Its example alone is nobody's.
    assert [problem.rule for problem in load(run.stdout).problems] == ["example_row"]
    report = load(run.stdout.replace("99999999", "04960201"))
    assert (report.checked.dataset.table, report.stored.rows) == ("plan_projects", 1)


# The store


@pytest.mark.full
def test_the_store_may_be_named_in_the_call_or_in_the_environment(loader_process, tmp_path, write):
    assert loader_process("load", write(GOOD), PRONGSAI_STORE=str(tmp_path / "a")).returncode == 0
    assert loader_process("load", write(GOOD), "--store", tmp_path / "b", PRONGSAI_STORE=str(tmp_path / "c")).returncode == 0
    assert sorted(path.parent.name for path in tmp_path.glob(f"*/{FILE_NAME}")) == ["a", "b"]


def test_a_store_that_cannot_be_is_told_and_not_thrown(loader, tmp_path, write):
    occupied = tmp_path / "occupied"
    occupied.write_text("a file where a folder should be")
    run = loader("load", write(GOOD), write(BAD, "bad.csv"), "--store", occupied / "store", "--json")
    assert_refused(run)
    report = json.loads(run.stdout)
    (problem,) = report["problems"]
    assert (problem["rule"], problem["value"]) == ("store_unusable", str(occupied / "store"))
    assert "มีไฟล์ชื่อนี้อยู่แล้วในตำแหน่งที่ควรเป็นโฟลเดอร์" in problem["message_th"]
    assert "Not a directory" in problem["message_th"]  # the system's own words, for whoever looks after it
    assert [(file["table"], file["load_id"], file["stored"]) for file in report["files"]] == [
        ("budget", None, 0),
        (None, None, 0),
    ]
    assert [problem["rule"] for problem in report["files"][1]["problems"]] == ["not_of_its_kind"]


# Help, and calls that are wrong


def commands():
    """Each command of both command lines: how it is called, and itself."""
    for program, group in (("python -m loaders", COMMANDS), ("python -m evidence", EVIDENCE)):
        yield program, group
        yield from ((f"{program} {name}", command) for name, command in group.commands.items())


@pytest.mark.parametrize(("program", "command"), list(commands()), ids=str)
def test_help_says_in_both_languages_what_may_be_given(program, command):
    main = loaders if "loaders" in program else evidence
    run = called(main, *program.split()[3:], "--help", COLUMNS="200")
    assert run.returncode == 0
    assert run.stdout.startswith(f"วิธีใช้ / usage: {program} [OPTIONS]")
    said = " ".join(run.stdout.split())
    given = [command, *command.params, *getattr(command, "commands", {}).values()]
    for message in (each.help for each in given):
        assert f"{translate(message, 'th')} / {message}" in said
    assert not [line for line in run.stdout.splitlines() if unicodedata.category(line.strip()[:1] or " ") == "Mn"]


@pytest.mark.parametrize(
    ("call", "thai", "english"),
    [
        ("", "ยังไม่ได้ระบุคำสั่ง มีคำสั่งต่อไปนี้: load, check", "a command is missing: load, check"),
        ("--", "ยังไม่ได้ระบุคำสั่ง มีคำสั่งต่อไปนี้: load, check", "a command is missing: load, check"),
        ("load", "ยังขาด PATH", "PATH is missing"),
        ("check", "ยังขาด PATH", "PATH is missing"),
        ("template", "ยังขาด TABLE", "TABLE is missing"),
        ("template nothing", "TABLE: ไม่มี “nothing” ให้เลือก มีเพียง budget,", "TABLE: “nothing” is none of: budget,"),
        ("rise", "ไม่มีคำสั่ง rise มีเพียง load, check", "there is no command rise, only load, check"),
        ("load file.csv --table nothing", "--table: ไม่มี “nothing”", "--table: “nothing” is none of: budget,"),
        ("load file.csv --organization 496", "--organization: “496” ไม่ใช่รหัส", "“496” is not a code of 4 to 10 digits"),
        ("load file.csv --fiscal-year 2022", "“2022” ไม่ใช่ปีงบประมาณ พ.ศ. เช่น 2568", "not a fiscal year of the Buddhist era"),
        ("load file.csv --as-of yesterday", "“yesterday” ไม่ใช่วันที่ของปี ค.ศ.", "is not a day of the Common Era"),
        ("load file.csv --round 9", "--round: ไม่มี “9” ให้เลือก มีเพียง 6, 12", "--round: “9” is none of: 6, 12"),
        ("load file.csv --encumbered often", "--encumbered: ไม่มี “often”", "“often” is none of: outstanding, gross, ignored"),
        ("load file.csv --map จ่าย", "--map: “จ่าย” ไม่อยู่ในรูป", "“จ่าย” is not HEADER=COLUMN"),
        ("load file.csv --map จ่าย=nothing", "“จ่าย=nothing” ไม่อยู่ในรูป", "“จ่าย=nothing” is not HEADER=COLUMN"),
        ("load file.csv --map =disbursed", "“=disbursed” ไม่อยู่ในรูป", "“=disbursed” is not HEADER=COLUMN"),
        ("load file.csv --expect division=1", "“division=1” ไม่อยู่ในรูป", "is not COLUMN=SUM with the name of a column of amounts"),
        ("load file.csv --count จ่าย=9", "“จ่าย=9” ไม่อยู่ในรูป", "is not HEADER=SCALE with a scale of data/reference/"),
        ("load file.csv --scores-of 1001", "“1001” ไม่ใช่จำนวนตั้งแต่ 1 ถึง 1,000", "“1001” is not a number from 1 to 1,000"),
        ("load file.csv --total-row two", "--total-row: “two” ไม่ใช่จำนวนเต็ม", "--total-row: “two” is not a whole number"),
        ("load file.csv --round", "--round ต้องมีค่าตามหลัง", "--round needs a value"),
        ("load file.csv --json=1", "--json ไม่รับค่า", "--json takes no value"),
        ("load file.csv --tabel budget", "ไม่มีตัวเลือก --tabel หมายถึง --table หรือไม่", "no option --tabel; did you mean --table?"),
        ("load file.csv -x", "ไม่มีตัวเลือก -x", "there is no option -x"),
        ("undo first", "LOAD_ID: “first” ไม่ใช่จำนวนเต็ม", "LOAD_ID: “first” is not a whole number"),
        ("undo 1 2", "2 เกินกว่าที่คำสั่งนี้รับ", "2 is more than the command takes"),
        ("demo --years 99", "--years: “99” ไม่ใช่จำนวนตั้งแต่ 1 ถึง 8", "--years: “99” is not a number from 1 to 8"),
        ("demo --add --remove", "--add, --remove ใช้ร่วมกันไม่ได้", "--add, --remove do not go together"),
    ],
)
def test_a_wrong_call_is_answered_with_how_to_call(loader, store, call, thai, english):
    run = loader(*call.split())
    assert (run.returncode, run.stdout, store.exists()) == (2, "", False)
    usage, told_in_thai, told_in_english = run.stderr.splitlines()
    assert usage.startswith("วิธีใช้ / usage: python -m loaders")
    called_as = told_in_english.partition(": error: ")[0]
    assert told_in_thai.startswith("คำสั่งไม่ถูกต้อง: ")
    assert told_in_thai.endswith(f" (ดูวิธีใช้: {called_as} --help)")
    assert told_in_english.endswith(f" (see {called_as} --help)")
    assert (thai in told_in_thai, english in told_in_english) == (True, True), run.stderr


@pytest.mark.parametrize("call", ["", "make", "verify", "make --year x", "verify a.zip b.zip", "make --lang de"])
def test_a_wrong_call_for_evidence_is_answered_likewise(call):
    run = called(evidence, *call.split())
    assert (run.returncode, run.stdout) == (2, "")
    usage, thai, english = run.stderr.splitlines()
    assert usage.startswith("วิธีใช้ / usage: python -m evidence")
    assert thai.startswith("คำสั่งไม่ถูกต้อง: ")
    assert english.startswith("python -m evidence")


# Processes


@pytest.mark.full
@pytest.mark.parametrize(
    "encoding", [{"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "cp1252"}]
)
def test_words_are_utf_8_whatever_the_machine_writes_otherwise(loader_process, encoding):
    assert loader_process("--help", **encoding).stdout.startswith("วิธีใช้ / usage: python -m loaders")
    wrong = loader_process("rise", **encoding)
    assert (wrong.returncode, "คำสั่งไม่ถูกต้อง: ไม่มีคำสั่ง rise" in wrong.stderr) == (2, True)
    refused = loader_process("status", **encoding)
    assert_refused(refused)
    assert "ไม่มี" in refused.stdout


@pytest.mark.full
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_a_reader_who_goes_away_ends_the_command_without_a_traceback(loaded_store, more):
    reading, writing = os.pipe()
    os.close(reading)
    call = [sys.executable, "-m", "loaders", "findings", "--store", loaded_store, *more]
    with os.fdopen(writing, "wb") as gone:
        run = subprocess.run(call, cwd=ROOT, stdout=gone, stderr=subprocess.PIPE, encoding="utf-8")
    assert (run.returncode, run.stderr) == (1, "")


@pytest.mark.full
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal to send to one process")
@pytest.mark.parametrize("longer", sampled([0, 0.2, 1], always=(0, 0.2)))  # between queries, in the first, in a long one
def test_a_command_that_is_broken_off_says_so_without_a_traceback(tmp_path, longer):
    call = [sys.executable, "-m", "loaders", "demo", "--organizations", "2000", "--out", tmp_path / "out"]
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # what a shell starts in the background is deaf to it
    with subprocess.Popen(
        call, cwd=ROOT, preexec_fn=heard, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as running:
        while not (tmp_path / "out").exists() and running.poll() is None:
            time.sleep(0.05)
        time.sleep(longer)
        running.send_signal(signal.SIGINT)
        out, errors = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, "")
    assert errors.split() == "หยุดตามคำสั่งแล้ว / stopped".split()


def test_a_wrong_call_ends_the_process_with_2(loader_process, store):
    run = loader_process("load", "file.csv", "--table", "nothing", "--json")
    assert_refused(run, exit_status=2)
    assert (run.stdout, store.exists()) == ("", False)


def test_whatever_files_hold_the_answer_is_a_sentence(loader, store, tmp_path, write):
    contents = [b"", b"PK\x03\x04", BAD.encode("cp874"), BUDGET.encode(), b'"', b"\xff\xfe\x00", b"a,b\n1,2\n"]
    paths = [tmp_path / "missing.csv", tmp_path, *(write(data, f"{number}.csv") for number, data in enumerate(contents))]
    run = loader("load", *paths, "--json")
    assert_refused(run)
    files = json.loads(run.stdout)["files"]
    assert [file["path"] for file in files] == [str(path) for path in paths]
    for file in files:
        assert file["problems"]
        assert all(problem["message_en"] and problem["message_th"] for problem in file["problems"])
    assert not (store / FILE_NAME).exists()


@pytest.mark.full
def test_a_name_in_an_old_encoding_can_be_loaded_and_told(loader_process, rows, tmp_path):
    path = os.fsencode(tmp_path) + "/งบ.csv".encode("cp874")
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 - bytes are no Path
        file.write(GOOD)
    run = loader_process("load", os.fsdecode(path), "--json")
    assert (run.returncode, len(json.loads(run.stdout)["files"])) == (0, 1)
    assert rows("SELECT count(*) FROM budget") == [(1,)]
    assert "nothing changed" in loader_process("load", os.fsdecode(path)).stdout


def test_the_loader_starts_without_the_libraries_that_only_pages_need(write):
    """pandas and Arrow cost half a second at each call; DuckDB would import them at the first Arrow table."""
    called = (
        "import sys; from loaders.__main__ import main;"
        " main(['check', sys.argv[1]]); print({*sys.modules} & {'pandas', 'pyarrow'})"
    )
    run = subprocess.run([sys.executable, "-c", called, write(GOOD)], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.splitlines()[-1] == "set()"


@pytest.mark.full
@pytest.mark.skipif(not hasattr(os, "setreuid") or os.geteuid() != 0, reason="only root may become a nameless user")
def test_a_user_who_has_a_number_and_no_name_can_load(rows, store, write):
    """As in a container that is started with a user of its own: the real user is nameless, the rights stay root's."""
    nameless = "import os, runpy; os.setreuid(54321, 0); runpy.run_module('loaders', run_name='__main__')"
    named = ("LOGNAME", "USER", "LNAME", "USERNAME")
    subprocess.run(
        [sys.executable, "-c", nameless, "load", write(GOOD), "--store", store],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name not in named},
        check=True,
    )
    assert rows("SELECT loaded_by FROM loads") == [("uid 54321",)]


# what was understood, and what does not reconcile


def test_what_was_understood_is_told_in_both_languages(loader, write):
    titles = "เทศบาลเมืองตากใบ\nงบประมาณ ประจำปีงบประมาณ พ.ศ. 2565 ณ วันที่ 31 มีนาคม 2565\n"
    run = loader("check", write(titles + "หน่วยงาน,รายการ,อนุมัติ,เบิกจ่าย,สี\nกองคลัง,ค่าวัสดุ,100,40,แดง\n"))
    assert run.returncode == 0
    for said in (
        "อ่านเป็น: ตารางแบบพิมพ์ มีชื่อตาราง หัวข้อ หรือยอดรวมปนกับรายการ รหัสอักขระ UTF-8 หัวตารางแถว 3",
        "Read as: a printed table, with titles, headings and totals beside the records; encoding UTF-8; header in row 3",
        "“อนุมัติ” → allocation, “เบิกจ่าย” → disbursed, “สี” → ข้าม",
        "fiscal_year = 2565 (read in the title)",
        "organization_code = 04960201 (ทราบจากชื่อ อปท.)",
    ):
        assert said in run.stdout


def test_load_tells_the_findings_of_what_it_stored_and_ends_with_0(loader, write):
    path = write(GOOD.replace("disbursed\n", "disbursed,remaining\n").replace(",40\n", ",40,70\n"))
    run = loader("load", path, "--json")
    (problem,) = (each for each in json.loads(run.stdout)["files"][0]["problems"] if each["rule"] == "remaining_identity")
    assert (run.returncode, problem["row"], problem["stated"]) == (0, 2, "70.00")
    assert "คงเหลือตามเอกสารต้นฉบับ 70.00 บาท แต่คำนวณได้ 60.00 บาท" in loader("load", path).stdout
