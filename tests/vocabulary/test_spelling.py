"""Thai text as people type it: what looks the same is stored the same, and what differs unseen is named."""

import csv
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythainlp.util import normalize as by_pythainlp

import definitions
from loaders.layout import divisions
from loaders.layout.reading import Options, normal
from loaders.problem import Problem
from tests.checking import check_files
from vocabulary import findings, spelling
from vocabulary.spelling import difference, respelled

ROOT = Path(__file__).parents[2]
AA, AM, NIKHAHIT, TONE = "\u0e32", "\u0e33", "\u0e4d", "\u0e49"
UNSEEN = [*"\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202c\u2066\u2069"]
UNSEEN += [*"\u115f\u180e\u3164\ufe0f\uffa0\U0001d173\U000e0001\U000e0041\U000e007f\U000e0100"]
SPACES = [*"\u00a0\u202f\u2007\u2003\u2800\u3000"]
ENGINE = duckdb.connect(":memory:")
BUDGET = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n"


# One text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (f"ส{NIKHAHIT}{AA}นัก", "สำนัก"),
        (f"น{TONE}{NIKHAHIT}{AA}", "น้ำ"),
        (f"น{NIKHAHIT}{TONE}{AA}", "น้ำ"),
        (f"น{NIKHAHIT}{AA}{TONE}", "น้ำ"),
        (f"น{AM}{TONE}", "น้ำ"),
        (f"น{TONE}{TONE}{AM}", "น้ำ"),
        ("เเผนงาน", "แผนงาน"),
        ("เ\u200bเผนงาน", "แผนงาน"),
        ("ท\u0e48\u0e35ดิน", "ที่ดิน"),
        ("ท\u0e35\u0e35\u0e48\u0e48", "ที่"),
        ("ค\u0e48\u0e38ม", "ค\u0e38\u0e48ม"),
        ("กอง\u200bคลัง\ufeff", "กองคลัง"),
        ("กอง\u00a0คลัง", "กอง คลัง"),
        ("1,250\u00ad,000\u2060.00", "1,250,000.00"),
        ("ป\uf70bอม", "ป\u0e49อม"),
        ("\u202bกองช่าง\u202c", "กองช่าง"),
        ("Cafe\u0301", "Café"),
    ],
)
def test_what_is_typed_otherwise_is_spelled_as_it_looks(typed, meant):
    assert typed != meant
    assert respelled(typed) == meant
    assert difference(typed, meant)


@pytest.mark.parametrize(
    "right",
    ["ต่าง ๆ", "เด็ก  ๆ", "พุทฺธํ สรณํ คจฺฉามิ", "สิทธิ์", "พันธุ์", "อ่าาา", "ดีมากๆ", "x\u0304", "น้ำ\nค้าง", " กองคลัง ", "เ", "\u0e48", "ฯลฯ"],
)
def test_what_people_mean_stays(right):
    assert respelled(right) == right


def test_no_text_that_is_already_right_is_changed():
    paths = [*ROOT.glob("data/**/*.csv"), *ROOT.glob("locale/**/*.po"), *ROOT.glob("docs/*.md"), ROOT / "README.md"]
    lines = [line for path in paths for line in path.read_text(encoding="utf-8-sig").splitlines()]
    assert len(lines) > 3_000
    assert [line for line in lines if respelled(line) != line] == []


thai_letters = st.text(
    st.sampled_from(
        [*"กนสเแาำะฯๆ", *map(chr, range(0x0E31, 0x0E3B)), *map(chr, range(0x0E47, 0x0E4F)), " ", "a", *UNSEEN, *SPACES]
    ),
    max_size=12,
)


@given(thai_letters)
def test_a_text_is_respelled_once_for_all_and_composed(text):
    once = respelled(text)
    assert respelled(once) == once
    assert normalize("NFC", once) == once


@given(thai_letters)
def test_where_nothing_is_odd_for_the_engine_nothing_is_to_be_respelled(text):
    asked = "SELECT regexp_replace($text, $odd, '') <> $text"
    ((is_odd,),) = ENGINE.execute(asked, {"text": text, "odd": spelling.ODD}).fetchall()
    assert is_odd or respelled(text) == text


# Texts typed by someone else


def unseen_at(text, place, mark):
    return text[:place] + mark + text[place:]


RETYPED = [
    (AM, NIKHAHIT + AA),
    (TONE + AM, NIKHAHIT + TONE + AA),
    (TONE + AM, TONE + NIKHAHIT + AA),
    (TONE + AM, AM + TONE),
    ("แ", "เเ"),
    ("\u0e35\u0e48", "\u0e48\u0e35"),
    ("\u0e31\u0e49", "\u0e49\u0e31"),
    ("\u0e39\u0e49", "\u0e49\u0e39"),
    ("\u0e48", "\u0e48\u0e48"),
    ("\u0e31", "\u0e31\u0e31"),
    *((" ", space) for space in SPACES),
]


@st.composite
def mistyped(draw, text):
    """The text as another keyboard, another program or a copy out of another file gives it."""
    for right, otherwise in draw(st.lists(st.sampled_from(RETYPED), max_size=3)):
        text = text.replace(right, otherwise)
    for _ in range(draw(st.integers(0, 2))):
        text = unseen_at(text, draw(st.integers(0, len(text))), draw(st.sampled_from(UNSEEN)))
    return text


@given(st.data())
def test_pythainlp_reads_what_is_mistyped_as_the_same_word(data):
    word = data.draw(st.sampled_from(["สำนักปลัดเทศบาล", "น้ำประปา", "แผนงานที่ดิน", "ผู้สูงอายุ", "ค่าตอบแทน"]))
    typed = data.draw(mistyped(word))
    assert respelled(typed) == word
    plain = "".join(letter for letter in typed if letter not in UNSEEN)
    assert by_pythainlp(plain) == word


TABLES = [*sorted((ROOT / "data" / "takbai").glob("*.csv")), *sorted((ROOT / "tests" / "doors").glob("*.csv"))]
TABLES = [path for path in TABLES if path.name[:2] not in ("28", "30", "31", "38", "39")]  # odd themselves, or no table


def rows_of(text):
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"))))


def written(rows):
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def read(content):
    """All that a file of a survey or a budget gave: rows, totals, and what was told but for the spelling; of a refused file, None
    twice and the rules and rows of its errors."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "data.csv"
        path.write_bytes(content)
        options = Options(values={"organization_code": "04960201", "fiscal_year": "2564"})
        report, *_ = check_files([path], options, lambda _name, _rows: None)
    if report.checked is None:
        return None, None, {(problem.rule, problem.row) for problem in report.problems if problem.severity == "error"}
    told = sorted(str(problem.as_json()) for problem in report.problems if problem.rule != "respelled")
    cursor = report.checked.connection
    return *(cursor.execute(f"FROM {name} ORDER BY ALL").fetchall() for name in ("checked", "total")), told


@pytest.mark.full
@given(st.data())
def test_a_table_typed_otherwise_is_stored_as_the_clean_one(data):
    clean = rows_of(data.draw(st.sampled_from(TABLES)).read_text(encoding="utf-8"))
    typed = [list(row) for row in clean]
    for _ in range(data.draw(st.integers(1, 8))):
        row = data.draw(st.sampled_from([row for row, cells in enumerate(clean) if cells]))
        at = data.draw(st.integers(0, len(clean[row]) - 1))
        typed[row][at] = data.draw(mistyped(clean[row][at]))
    one, other = read(written(typed)), read(written(clean))
    if other[0] is None:  # the engine and reading row by row may tell more or less besides
        assert one[0] is None
        assert not one[2].isdisjoint(other[2])
    else:
        assert one == other


def line(division, item, amount="100.00"):
    return f"04960201,2565,2022-03-31,{division},{item},{amount},0.00\n"


@pytest.mark.parametrize("first", ["", "sep=,\n"])  # read by the engine, or row by row
def test_names_that_differ_unseen_are_one_and_a_note_says_how_many(load, rows, first):
    report = load(
        first
        + BUDGET.replace("item", "i\u200btem")
        + line("กองคลัง", "ก")
        + line("กอง\u200bคลัง", "ข", "1\u200b00\u00a0")
        + line("ส\u0e4d\u0e32นักปลัด", "ค")
        + line("สำนักปลัด", "ง")
    )
    asked = "SELECT division, sum(allocation) FROM budget GROUP BY ALL ORDER BY ALL"
    assert rows(asked) == [("กองคลัง", 200), ("สำนักปลัด", 200)]
    (note,) = (problem for problem in report.problems if problem.rule == "respelled")
    assert (note.severity, note.row, note.value) == ("note", 1, "item")
    assert note.text("en") == (
        "4 cells hold invisible characters, other spaces or marks in another order and were read as they look; the first is in"
        " row 1: “item” (U+200B zero width space)."
    )


def test_a_header_typed_otherwise_in_a_file_that_the_engine_reads_is_noted_too(check):
    report = check(BUDGET.replace("division", "ห\u200bน่วยงาน") + line("กองคลัง", "ก"))
    assert [(problem.rule, problem.row, problem.words["count"]) for problem in report.problems] == [("respelled", 1, "1")]
    assert report.checked.rows == 1


def test_the_original_is_kept_as_it_was_typed(load, store):
    content = BUDGET + line("กอง\u200bคลัง", "ก")
    load(content)
    assert content.encode() in [path.read_bytes() for path in store.rglob("*") if path.is_file()]


def test_a_column_mapped_by_a_header_typed_otherwise_is_found(check):
    content = BUDGET.replace("division", "ที่ทำการ") + line("กองคลัง", "ก")
    assert check(content, mapping={f"ที่ท{NIKHAHIT}{AA}การ": "division"}).checked.rows == 1
    assert normal(f"จ{NIKHAHIT}{AA}นวน\u200b ผู้ตอบ") == normal("จำนวนผู้ตอบ")


def test_reference_tables_are_compared_in_the_same_spelling(monkeypatch, tmp_path):
    for path in definitions.REFERENCE.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "divisions.csv").write_text(f"organization_code,division,alias\n,กองน{NIKHAHIT}{TONE}{AA},\n", encoding="utf-8")
    monkeypatch.setattr(definitions, "REFERENCE", tmp_path)
    monkeypatch.setattr(divisions, "REFERENCE", tmp_path)
    with duckdb.connect() as connection:
        for _ in range(2):
            definitions.lay_out_reference(connection, "divisions", "TEMP TABLE divisions")
        assert connection.execute("FROM divisions").fetchall() == [(None, "กองน้ำ", None)]
    divisions._known.cache_clear()
    try:
        assert divisions.is_division("กองน้ำ")
    finally:
        divisions._known.cache_clear()


@pytest.mark.parametrize("line", [",กองช่าง", ",กองช่าง, ผังเมือง,x"])
def test_a_reference_table_with_a_cell_too_many_or_too_few_is_refused_by_its_row(monkeypatch, tmp_path, line):
    (tmp_path / "divisions.csv").write_text(f"organization_code,division,alias\n,กองคลัง,\n\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(definitions, "REFERENCE", tmp_path)
    with duckdb.connect() as connection, pytest.raises(duckdb.Error, match=r"divisions\.csv, row 4"):
        definitions.lay_out_reference(connection, "divisions", "TEMP TABLE divisions")


# What a reader cannot see is said


def test_two_texts_that_look_alike_are_told_apart_by_their_characters():
    problem = Problem("error", "option_contradicts", "{value} {expected}", value="กอง\u200bคลัง", expected="กองคลัง")
    assert problem.text("en").endswith("They look alike, but differ: U+200B zero width space.")
    assert "U+200B" in problem.text("th")
    assert "differ" not in Problem("error", "x", "{value}", value="กองช่าง", expected="กองคลัง").text("en")
    assert difference("กองช่าง", "กองช่าง") is difference("กองช่าง", "กองคลัง") is None
    assert difference("ก–ข", "ก-ข") == "U+2013 en dash ≠ U+002D hyphen-minus"


def test_a_finding_tells_two_names_that_look_alike_apart(load, rows):
    row = {
        "rule": "unknown_division", "table": "budget", "column": "division", "subject": "ก", "source_row": 2, "as_of": None,
        "fiscal_year": None, "round_months": None, "stated": None, "expected": None, "difference": None,
        "stated_word": "กอง – คลัง", "expected_word": "กอง - คลัง",
    }  # fmt: skip
    assert findings.in_language(row, "en").endswith("They look alike, but differ: U+2013 en dash ≠ U+002D hyphen-minus.")
    assert "look alike" not in findings.in_language(row | {"expected_word": "กองช่าง"}, "en")
