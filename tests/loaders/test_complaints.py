"""The register of complaints at the door: whoever is named in it comes neither into the store nor into what is kept."""

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st

from database import FILE_NAME
from loaders import drafting
from loaders.actor import Actor, acting
from loaders.layout.reading import Options
from loaders.loading import dry_run, load_files, plan_files
from loaders.schema.datasets import DATASETS
from loaders.schema.templates import template, workbook
from loaders.text_patterns import tells_of_person, tells_of_person_sql
from tests.checking import check_files
from tests.tiers import sampled

HEAD = ["เลขที่รับ", "วันที่รับ", "ช่องทาง", "ประเภทเรื่อง", "ทุจริต", "หน่วยงาน", "สถานะ", "วันที่ยุติ"]
CASES = [
    ["1/2565", "2021-10-04", "เว็บไซต์", "ไฟฟ้าสาธารณะ", "ไม่ใช่", "กองช่าง", "ยุติเรื่อง", "2021-10-09"],
    ["2/2565", "2021-10-11", "โทรศัพท์", "ถนนและทางเท้า", "ไม่ใช่", "กองช่าง", "อยู่ระหว่างดำเนินการ", ""],
    ["3/2565", "2021-11-02", "LINE", "การทุจริตและประพฤติมิชอบ", "ใช่", "สำนักปลัดเทศบาล", "ส่งต่อหน่วยงานอื่น", ""],
]
OF_TAKBAI = {"organization_code": "04960201", "fiscal_year": "2565"}
# Made up, each so odd that it stands nowhere else.
NAME, PHONE, CITIZEN, HOME, STORY = "นายกอไผ่ ทดสอบยิ่ง", "081-000-1234", "1-0000-00000-01-0", "9999/9 ม.77", "เพื่อนบ้านเลี้ยงแมว"
SECRETS = ("กอไผ่", "ทดสอบยิ่ง", "000-1234", "0000-00000", "9999/9", "เลี้ยงแมว")
PRIVATE = {"ชื่อผู้ร้อง": NAME, "โทรศัพท์": PHONE, "เลขบัตรประชาชน": CITIZEN, "ที่อยู่": HOME, "รายละเอียด": STORY}


def register(*, titled=True, private=PRIVATE):
    """A register as a clerk keeps it: titles, columns of people before and behind the others, who signs below."""
    names = list(private)
    before, behind = names[:2], names[2:]
    rows = [[*(private[each] for each in before), *case, *(private[each] for each in behind)] for case in CASES]
    titles = [["ทะเบียนเรื่องร้องเรียน เทศบาลเมืองตากใบ"], ["ประจำปีงบประมาณ พ.ศ. 2565 ผู้รวบรวม", NAME], []]
    header = [*before, *HEAD, *behind]
    signed = [f"ลงชื่อ {NAME}", *[""] * (len(header) - 1)]
    return [*(titles if titled else []), header, *rows, [], signed]


def as_csv(rows):
    text = StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def as_xlsx(rows, beside=()):
    """A workbook of these rows, and of other sheets (name → rows)."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        for name, cells in {"ทะเบียน": rows, **dict(beside)}.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(cells):
                sheet.write_row(at, 0, row)
        sheet.write_comment(0, 0, NAME)
    return made.getvalue()


def all_that_is_in(folder):
    """Every byte of the files of a store, and every value of its database."""
    held = b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    names = " ".join(str(path) for path in folder.rglob("*"))
    values = ""
    if (folder / FILE_NAME).exists():
        with duckdb.connect(str(folder / FILE_NAME), read_only=True) as connection:
            for (table,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
                values += str(connection.execute(f'FROM "{table}"').fetchall())
    return f"{held.decode(errors='replace')}{json.dumps(names)}{values}{names}"


def hidden(folder):
    """Which secrets a folder holds."""
    held = all_that_is_in(folder)
    return [secret for secret in SECRETS if secret in held or json.dumps(secret)[1:-1] in held]


def told(report, *severities):
    return [(problem.rule, problem.row) for problem in report.problems if problem.severity in severities]


# What is kept, and what is not


@pytest.mark.parametrize("form", [as_csv, as_xlsx])
@pytest.mark.parametrize("titled", sampled([True, False], every=2))
def test_whoever_is_named_is_neither_stored_nor_kept_nor_needed_to_build_it_again(load, loader, rows, store, write, form, titled):
    path = write(form(register(titled=titled)), f"ร้องเรียน {NAME}.{'csv' if form is as_csv else 'xlsx'}")
    report = load(path, **({} if titled else OF_TAKBAI))
    assert report.stored, [problem.text("en") for problem in report.problems]
    (dropped,) = [problem for problem in report.problems if problem.rule == "columns_dropped"]
    assert all(f"“{header}”" in dropped.text("th") for header in PRIVATE)
    before = rows("SELECT * EXCLUDE load_id FROM complaints ORDER BY source_row")
    assert [row[5] for row in before] == [case[2] for case in CASES]
    assert hidden(store) == []
    assert "ไฟฟ้าสาธารณะ" in all_that_is_in(store)
    assert loader("rebuild").returncode == 0
    assert rows("SELECT * EXCLUDE load_id FROM complaints ORDER BY source_row") == before
    assert loader("verify").returncode == 0


def test_a_register_that_names_nobody_is_kept_byte_for_byte(load, store):
    content = as_csv([HEAD, *CASES])
    report = load(content.decode(), **OF_TAKBAI)
    assert (store / "originals" / report.checked.original.sha256).read_bytes() == content
    assert report.checked.original.name == "data.csv"


def test_rows_keep_their_numbers_in_the_copy(load, store):
    report = load(as_csv(register()).decode())
    copy = (store / "originals" / report.checked.original.sha256).read_text(encoding="utf-8")
    lines = list(csv.reader(StringIO(copy)))
    assert [row[2] for row in lines[4:]] == ["1/2565", "2/2565", "3/2565"]
    assert lines[:3] == [[], [], []]
    # What stands over people may name them.
    assert lines[3] == ["", "", *HEAD, *[""] * (len(PRIVATE) - 2)]


def test_a_draft_waits_without_whom_it_names_and_is_the_same_when_it_is_published(store, write):
    own = store / "settings" / "04960201"
    own.mkdir(parents=True)
    (own / "loading.toml").write_text("four_eyes = true\n")
    path = write(as_xlsx(register()), "ทะเบียน.xlsx")
    with acting(Actor("maker@takbai.go.th")):
        draft = drafting.hand_in(dry_run(plan_files([path], Options(), store, _silent)))
    assert hidden(store) == []
    with drafting.files_of(store, draft) as paths:
        (again,) = dry_run(plan_files(paths, draft.files[0].how_it_is_read, store, _silent)).accepted
    assert again[1].original.sha256 == draft.files[0].sha256


def test_a_refused_register_leaves_nothing(load, store):
    rows = register()
    rows[4][5] = f"ร้องเรียน{NAME}"
    assert load(as_csv(rows).decode()).refused
    assert not store.exists() or hidden(store) == []


def test_a_workbook_of_which_other_sheets_would_be_kept_is_refused(check, tmp_path):
    head = ["organization_code", "fiscal_year", "as_of", "division", "item", "allocation", "disbursed"]
    budget = [head, ["04960201", "2565", "2022-03-31", "กองคลัง", "ค่าวัสดุ", 100, 40]]
    path = tmp_path / "book.xlsx"
    path.write_bytes(as_xlsx(register(private={"ข้อความ": STORY, "ติดต่อ": "x"}), {"งบ": budget}))
    report = check(path)
    assert ("people_in_workbook", None) in told(report, "error")


def test_sheets_without_a_table_are_let_go_with_the_people_in_them(load, store, write):
    names = [["รายชื่อผู้ร้อง"], *([[NAME, PHONE]] * 3)]
    report = load(write(as_xlsx(register(), {"รายชื่อ": names}), "book.xlsx"))
    assert report.stored, [problem.text("en") for problem in report.problems]
    assert hidden(store) == []


words = st.text("กขคงจชดตนบปมยรลวสหอะาิี0123456789 -./@", min_size=1, max_size=12).map(str.strip)


@given(cells=st.lists(words, min_size=9, max_size=9), place=st.integers(0, 8), foot=words, header=words)
def test_no_cell_beside_the_known_columns_comes_into_the_copy(cells, place, foot, header):
    """Whatever stands under an unknown header, wherever that is, and whatever stands above and below."""
    secrets = [f"#{number}{cell}" for number, cell in enumerate((*cells, foot))]
    rows = [[secrets[3]], ["", secrets[4], secrets[5]], [*HEAD[:place], f"?{header}", *HEAD[place:], "?"]]
    rows += [[*case[:place], secret, *case[place:], secrets[6]] for case, secret in zip(CASES, secrets, strict=False)]
    rows += [[], [secrets[7], secrets[8], *[""] * 8], [f"ลงชื่อ {secrets[9]}", *[""] * 9]]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "data.csv"
        path.write_bytes(as_csv(rows))
        (report,) = check_files([path], Options(table="complaints", values=OF_TAKBAI), _silent)
        if report.checked:
            kept = report.checked.original.copy.read_text(encoding="utf-8")
            assert not [secret for secret in secrets if secret in kept]
            assert report.checked.rows == len(CASES)


# What is refused


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        (3, f"ร้องเรียน{NAME}"), (3, "เรื่องของนางสาวสมมติ ไม่มีจริง"), (3, "โทร 081 000 1234"), (3, "๐๘๑-๐๐๐-๑๒๓๔"),
        (3, "1000000000010"), (3, "someone@example.org"), (3, STORY * 6),
        (2, "น.ส. สมมติ โทรมา"), (5, "นายสมมติ ไม่มีจริง"), (0, "0810001234"), (0, "๑๐๐๐๐๐๐๐๐๐๐๑๐"),
        (0, "1/2565 สมมติ ไม่มีจริง"), (0, "08-1000-1234"), (0, "สมมติ ไม่มีจริง"),
        (2, "ไฟดับหน้าบ้านคุณสมมติ"), (2, "ด.ต.สมมติ ไม่มีจริง"), (3, "โทร 581000 ต่อ 12"), (3, "LINE: line_someone"),
    ],
)  # fmt: skip
def test_a_person_in_a_known_column_is_refused_with_cause_and_remedy(check, column, cell):
    rows = [HEAD, *(list(case) for case in CASES)]
    rows[2][column] = cell
    report = check(as_csv(rows).decode(), **OF_TAKBAI)
    assert told(report, "error")[0][1] == 3, cell
    assert {rule for rule, _row in told(report, "error")} <= {"person_named", "more_than_number"}
    assert "โปรดใส่" in report.problems[0].text("th")


@pytest.mark.parametrize(
    "word",
    [
        "นายกเทศมนตรี", "การให้บริการของนายทะเบียน", "นายช่างโยธา", "ถนนบ้านนางาม", "ค่าจ้างนายจ้าง", "สำนักงานคุณภาพ", "คลอง 13",
        "พ.ร.บ. 2540", "สายด่วน 1567", "เสียงดัง (ร้านคาราโอเกะ)", "เจ้านาย", "คุณภาพน้ำประปา", "ลงทะเบียนคุณสมบัติ",
    ],
)  # fmt: skip
def test_words_of_offices_and_places_are_no_people(check, word):
    rows = [HEAD, *(list(case) for case in CASES)]
    rows[2][3] = word
    assert not check(as_csv(rows).decode(), **OF_TAKBAI).refused


@given(st.text("นายกงส.วดช่าทะเบียนโ 0๑-@a", max_size=20))
@example("@0.ก")
def test_python_and_the_engine_know_the_same_people(text):
    ((told_of,),) = duckdb.execute(f"SELECT {tells_of_person_sql('cell')} FROM (SELECT $cell AS cell)", {"cell": text}).fetchall()
    assert told_of == tells_of_person(text)


def test_a_column_of_people_cannot_be_mapped_to_another(check):
    rows = [[*HEAD[:3], "ชื่อผู้ร้อง", *HEAD[4:]], *CASES]
    report = check(as_csv(rows).decode(), **OF_TAKBAI, mapping={"ชื่อผู้ร้อง": "topic"})
    assert ("people_mapped", 1) in told(report, "error")


@pytest.mark.parametrize(
    ("column", "cell", "rule"),
    [(1, "2022-10-01", "received_outside_year"), (1, "2021-09-30", "received_outside_year"), (6, "รับเรื่องแล้ว", "closed_and_open")],
)
def test_a_day_outside_the_year_and_a_closed_case_that_is_open_are_refused(check, column, cell, rule):
    rows = [HEAD, *(list(case) for case in CASES)]
    rows[1][column] = cell
    assert told(check(as_csv(rows).decode(), **OF_TAKBAI), "error") == [(rule, 2)]


def test_a_file_replaces_the_year_of_its_organization_and_counts_each_case(load, rows):
    load(as_csv([HEAD, *CASES, CASES[0]]).decode(), **OF_TAKBAI)
    assert rows("SELECT case_no, occurrence FROM complaints ORDER BY ALL") == [
        ("1/2565", 1), ("1/2565", 2), ("2/2565", 1), ("3/2565", 1)
    ]  # fmt: skip
    load(as_csv([HEAD, CASES[1]]).decode(), **OF_TAKBAI)
    assert rows("SELECT case_no FROM complaints") == [("2/2565",)]
    assert rows("SELECT lines FROM complaints_cube WHERE part = ''") == [(1,)]


def test_the_template_is_understood_and_its_workbook_too(check, tmp_path):
    dataset = DATASETS["complaints"]
    filled = template(dataset).decode("utf-8-sig").replace("99999999", "04960201")
    assert check(filled).checked.rows == 1
    path = tmp_path / "template.xlsx"
    path.write_bytes(workbook(dataset))
    assert ("example_row", 2) in told(check(path), "error")


def _silent(_name, _rows):
    pass


def test_loading_tells_nobody_of_people(store, write):
    """What the command line tells of a register, as text and as JSON, names nobody."""
    (report,) = load_files([write(as_csv(register()))], Options(), store, _silent)
    said = json.dumps(report.as_json(), ensure_ascii=False, default=str)
    assert not [secret for secret in SECRETS if secret in said]
