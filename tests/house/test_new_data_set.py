"""What a new data set costs: it is added to a copy of the program from tests/new_data_set, and walks all of
its way there. A forgotten piece is told by name."""

import csv
import filecmp
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from loaders import completeness
from tests.conftest import ROOT
from tests.tiers import sampled

FIXTURE = ROOT / "tests" / "new_data_set"
MOST_FILES = 9
COMPILED = shutil.ignore_patterns("__pycache__")
PARTS = {
    "data/reference/open_data_form.csv": "data/reference/open_data_form.csv",
    "loaders/demo/streetlights.sql": "loaders/demo/streetlights.sql",
    "loaders/findings/streetlights.sql": "loaders/findings/streetlights.sql",
    "loaders/schema/streetlights.py": "loaders/schema/streetlights.py",
    "pages/streetlights.py": "pages/streetlights.py",
    "queries/streetlights.py": "queries/streetlights.py",
    "sections/streetlights.py": "sections/streetlights.py",
    "vocabulary/data_sets.py": "vocabulary/data_sets.py",
    "vocabulary/subjects/streetlights.py": "vocabulary/subjects/streetlights.py",
}
"""The files of the program that the new data set touches, each with the place that is told where it is
forgotten."""
STEPS = (
    "is_complete",
    "templates",
    "loading",
    "its_findings",
    "scopes",
    "questions",
    "choices",
    "its_page",
    "the_overview",
    "documents",
    "exporting",
    "undoing",
    "made_up",
)
"""The steps of tests/new_data_set/walk.py."""


def add(tree: Path) -> None:
    """Adds the new data set to a copy of the program."""
    for folder in (path for path in FIXTURE.iterdir() if path.is_dir()):
        shutil.copytree(folder, tree / folder.name, ignore=COMPILED, dirs_exist_ok=True)
    for insertion in tomllib.loads((FIXTURE / "insertions.toml").read_text(encoding="utf-8"))["insertion"]:
        path, behind = tree / insertion["file"], insertion["behind"]
        text = path.read_text(encoding="utf-8")
        assert text.count(behind) == 1, (insertion["file"], behind)
        path.write_text(text.replace(behind, behind + insertion["text"]), encoding="utf-8")
    answer(tree / "data" / "reference" / "open_data_form.csv")


def answer(form: Path) -> None:
    """Adds the new data set's answers to the catalogue's form, before the notes."""
    with (FIXTURE / "open_data_form.csv").open(encoding="utf-8", newline="") as given:
        answers = dict(csv.reader(given))
    with form.open(encoding="utf-8-sig", newline="") as old:
        rows = [[*row[:-1], answers.get(row[0], ""), row[-1]] for row in csv.reader(old)]
    with form.open("w", encoding="utf-8", newline="") as new:
        csv.writer(new, lineterminator="\n").writerows(rows)


def run(tree: Path, *call: str) -> subprocess.CompletedProcess[str]:
    """Runs Python in a tree, without what this run of the tests has set."""
    ours = ("PRONGSAI", "PYTHON")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    call = (sys.executable, *call)
    return subprocess.run(call, cwd=tree, env=environment, capture_output=True, encoding="utf-8", timeout=300)


@pytest.fixture(scope="module")
def trees(tmp_path_factory):
    """The program as it is, and with the new data set."""
    folder = tmp_path_factory.mktemp("new_data_set")
    ignored = shutil.ignore_patterns(".*", "__pycache__", "tests", "docs", "var", "takbai", "node_modules")
    for name in ("before", "after"):
        shutil.copytree(ROOT, folder / name, ignore=ignored)
    add(folder / "after")
    return folder / "before", folder / "after"


@pytest.fixture(scope="module")
def walked(trees, tmp_path_factory):
    """The steps of the new data set that went well, and what went wrong with the next."""
    done = run(trees[1], str(FIXTURE / "walk.py"), str(tmp_path_factory.mktemp("store") / "store"))
    return done.stdout.split(), done.stderr


def touched(before: Path, after: Path) -> set[str]:
    """Files that one tree has otherwise than the other, or alone, beside translations and papers."""
    names = {path.relative_to(after).as_posix() for path in after.rglob("*") if path.is_file()}
    beside = ("locale/", "README.md", "CHANGELOG.md")
    return {
        name
        for name in names
        if "__pycache__" not in name and not name.startswith(beside)
        and not ((before / name).exists() and filecmp.cmp(before / name, after / name, shallow=False))
    }  # fmt: skip


def test_no_data_set_of_the_program_lacks_anything():
    assert completeness.missing() == []


def test_a_new_data_set_touches_few_files(trees):
    assert touched(*trees) == PARTS.keys()
    assert len(PARTS) <= MOST_FILES


@pytest.mark.parametrize("step", STEPS)
def test_a_new_data_set_goes_all_of_its_way(walked, step):
    done, wrong = walked
    assert step in done, wrong


def test_every_step_is_looked_at(walked):
    assert tuple(walked[0]) == STEPS


@pytest.mark.parametrize("forgotten", sampled(PARTS, every=4))
def test_a_forgotten_piece_is_told_by_name(trees, forgotten):
    before, after = trees
    added = (after / forgotten).read_bytes()
    if (before / forgotten).exists():
        shutil.copyfile(before / forgotten, after / forgotten)
    else:
        (after / forgotten).unlink()
    try:
        done = run(after, "-B", "-c", "from loaders import completeness; completeness.demand()")
    finally:
        (after / forgotten).write_bytes(added)
    told = [line for line in done.stderr.splitlines() if "streetlights: " in line and PARTS[forgotten] in line]
    assert told, done.stderr


SCHEMA, QUERIES, SECTIONS = "loaders/schema/streetlights.py", "queries/streetlights.py", "sections/streetlights.py"
WORDS = "vocabulary/subjects/streetlights.py"
CODED = 'choice(("lamps", "หลอดไฟดับ"), ("done", "เสาไฟชำรุด"))'


@pytest.mark.parametrize(
    ("file", "written", "instead", "told"),
    sampled(
        [
            (SECTIONS, "HEADLINES = ", "OTHERS = ", f"HEADLINES in {SECTIONS}"),
            (SECTIONS, "DOCUMENTS = ", "OTHERS = ", f"DOCUMENTS in {SECTIONS}"),
            (QUERIES, "repaired AS waiting", "repaired AS unmended", f"the title of its column unmended, in {WORDS},"),
            (WORDS, "check=", "advice=", f"what its rule repaired_exceeds_reported checks, in {WORDS},"),
            (SCHEMA, "NAME, required", f"{CODED}, required", f"the name of lamps, a code of its column kind, in {WORDS},"),
        ],
        every=2,
    ),
)
def test_what_a_file_of_its_own_lacks_is_told_by_name(trees, file, written, instead, told):
    done = with_instead(trees[1], file, written, instead)
    assert f"streetlights: {told} is missing" in done.stderr.splitlines(), done.stderr
    assert "Traceback" not in done.stderr


def test_a_rule_of_all_data_sets_without_a_sentence_is_told_by_name(trees):
    done = with_instead(trees[1], "vocabulary/findings.py", '"unknown_division": Rule(', '"unknown_unit": Rule(')
    told = "unknown_division: the sentence of this rule, in vocabulary/findings.py, is missing"
    assert (done.returncode, told in done.stderr.splitlines()) == (1, True), done.stderr


def with_instead(tree: Path, file: str, written: str, instead: str) -> subprocess.CompletedProcess[str]:
    """Calls the command line of a tree in which one file has other words."""
    path = tree / file
    whole = path.read_text(encoding="utf-8")
    assert written in whole
    path.write_text(whole.replace(written, instead).replace("import NAME,", "import NAME, choice,"), encoding="utf-8")
    try:
        return run(tree, "-B", "-m", "loaders", "findings")
    finally:
        path.write_text(whole, encoding="utf-8")
