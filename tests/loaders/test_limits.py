"""Files at the limit of what is read, in rows, bytes and letters: what just fits is stored whole, what is one more is refused."""

import hashlib
import time

import pytest

from database import FILE_NAME
from loaders.checks import check, staging
from loaders.files import containers, original
from loaders.limits import LARGEST_FILE, LONGEST_CELL
from loaders.store.verification import differences
from tests.drawing import draw_page
from tests.tiers import sampled

HEAD = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n"
ROWS = 1_000


def line(item, allocation=50_000, disbursed=1000):
    """A row of the budget."""
    return f"04960201,2565,2022-03-31,กองคลัง,{item},{allocation},{disbursed}\n"


def assert_nothing_stored(report, rule, store):
    assert report.refused
    assert [problem.rule for problem in report.problems if problem.severity == "error"] == [rule]
    assert not (store / FILE_NAME).exists()
    assert not list(store.glob("incoming-*"))


@pytest.fixture(params=["in memory", "on disk"])
def kept(request, monkeypatch):
    """Where rows are checked: small files in memory, large ones on disk, while they are copied."""
    if request.param == "on disk":
        for module in (original, staging, check):
            monkeypatch.setattr(module, "IN_MEMORY", 1_000)


@pytest.mark.full
@pytest.mark.usefixtures("kept")
def test_as_many_rows_as_are_allowed_are_stored_and_one_more_is_refused(load, rows, store, monkeypatch):
    monkeypatch.setattr(staging, "MOST_ROWS", ROWS)
    text = HEAD + "".join(line(f"รายการ {number}") for number in range(ROWS))
    assert_nothing_stored(load(text + line("อีกหนึ่ง")), "too_many_rows", store)
    assert load(text).stored.rows == ROWS
    assert rows("SELECT count(*), count(DISTINCT item), sum(disbursed) FROM budget") == [(ROWS, ROWS, 1000 * ROWS)]


@pytest.mark.usefixtures("kept")
def test_as_many_bytes_as_are_allowed_are_stored_and_one_more_is_refused(load, rows, store, monkeypatch):
    text = HEAD + "".join(line(f"รายการ {number}") for number in range(100))
    monkeypatch.setattr(original, "LARGEST_FILE", len(text.encode()))
    assert_nothing_stored(load(text + "\n"), "file_too_large", store)
    assert load(text).stored.rows == 100
    assert rows("SELECT sum(disbursed) FROM budget") == [(100_000,)]


@pytest.mark.parametrize("letter", sampled(["x", "ก", "😀"], always=["x"]))
def test_the_longest_text_is_stored_whole_and_served_and_a_letter_more_is_refused(load, rows, store, letter, monkeypatch):
    longest = letter * LONGEST_CELL
    assert_nothing_stored(load(HEAD + line(longest + letter)), "cell_too_long", store)
    assert not load(HEAD + line(longest) + line("สั้น")).refused
    assert rows("SELECT item FROM budget ORDER BY length(item)") == [("สั้น",), (longest,)]
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    assert not draw_page("budget").error


@pytest.mark.full
def test_a_file_of_as_many_bytes_as_are_read_is_stored_and_served(load, rows, store, tmp_path, monkeypatch):
    path, row = tmp_path / "largest.csv", "x" * 6_000
    count = (LARGEST_FILE - 1_000) // len(_grown(row, 0).encode())
    paid = sum(10_000 + number for number in range(count - 1)) + 1_000
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        file.writelines(_grown(row, number) for number in range(count - 1))
    _fill(path, LARGEST_FILE + 1)
    assert_nothing_stored(load(path), "file_too_large", store)
    _fill(path, LARGEST_FILE)
    assert load(path).stored.rows == count
    assert rows("SELECT count(*), count(DISTINCT item), sum(disbursed) FROM budget") == [(count, count, paid)]
    assert path.stat().st_size == LARGEST_FILE
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    assert [kept.name for kept in (store / "originals").iterdir()] == [sha256]
    assert differences(store) == []
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    for page in ("overview", "budget", "findings", "data"):
        assert not draw_page(page).error


def _fill(path, size):
    """Ends a file of the budget with a row of the length that makes it so large."""
    kept = path.read_bytes()
    kept = kept[: kept.rindex("กองคลัง,last".encode()) - len("04960201,2565,2022-03-31,")] if b",last" in kept else kept
    rest = size - len(kept) - len(line("last").encode())
    path.write_bytes(kept + line("last" + "x" * rest).encode())


def _grown(text, number):
    """A row whose amounts grow with its number: no rows are together as much as others."""
    return line(f"{text} {number:06}", 50_000 + number, 10_000 + number)


def test_a_file_of_blank_lines_takes_no_longer_to_be_known_than_one_of_as_many_letters(write):
    def seconds(path):
        began = time.process_time()
        assert containers.kind_of(path) == containers.TEXT
        return time.process_time() - began

    blank, letters = write(f"{HEAD}{line('ค่าวัสดุ')}" + "\n" * 500_000, "blank.csv"), write(HEAD + "a,b\n" * 125_000, "letters.csv")
    # Hundreds of times as long where each blank line is looked through to the end.
    assert min(seconds(blank) for _turn in range(3)) < 20 * min(seconds(letters) for _turn in range(3))
