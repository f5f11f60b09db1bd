"""The measurements: what they print and write is right, and each of them runs."""

import json
import os
import shutil

import pytest

from bench import loading, soak
from bench.__main__ import MEASURES, main
from bench.figures import Figure, as_json, print_table
from bench.sessions import MARK, Readers, Rerun

FOUR_OF_TWO = Figure("four", 4, "s", "two", 2)


@pytest.mark.parametrize(
    ("figure", "is_met"),
    [
        (FOUR_OF_TWO, None),
        (Figure("four", 4, "s", "two", 2, goal=4), True),
        (Figure("four", 4, "s", "two", 2, goal=1.9, of_ratio=True), False),
        (Figure("four", 4, "s", "two", 2, 2, "at least", of_ratio=True), True),
        (Figure("four", 4, "s", goal=2, of_ratio=True), None),
        (Figure("no errors", 0, "", "others", 0, 0), True),
    ],
)
def test_a_goal_is_of_the_figure_or_of_its_ratio_to_the_yardstick(figure, is_met):
    assert figure.is_met is is_met


def test_what_was_measured_is_printed_and_written_with_the_machine(capsys):
    print_table("Numbers", [Figure("four", 1234.4, "s", "two", 2, 3, of_ratio=True)])
    printed = capsys.readouterr().out
    assert all(part in printed for part in ("1,234 s", "617", "at most 3 ×", "no"))
    told = json.loads(as_json({"numbers": [FOUR_OF_TWO]}, ["python3 run.py bench", "numbers"]))
    assert told["command"] == "python3 run.py bench numbers"
    assert (told["machine"]["cores"], told["figures"]["numbers"][0]["ratio"]) == (os.cpu_count(), 2)


def test_an_answer_that_mixes_publications_and_one_that_failed_are_seen():
    whole, mixed = ({*MARK.findall(content)} for content in (b"a V00001, b V00001", b"a V00001, b V00002"))
    assert (len(whole), len(mixed)) == (1, 2)
    readers = Readers([Rerun(number / 100, 1, number == 7) for number in range(100)], ["broken"])
    assert (readers.errors, readers.percentile(0.95), readers.percentile(0.5)) == (2, 0.95, 0.5)


@pytest.fixture
def store_of_its_own(with_made_up, tmp_path):
    """A store that a measurement may have for itself."""
    return shutil.copytree(with_made_up, tmp_path / "measured" / "store")


def test_questions_are_measured(store_of_its_own, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", "")
    figures = [*MEASURES["questions"][1](store_of_its_own, full=False)]
    assert {figure.yardstick for figure in figures} == {"raw DuckDB, sums alone", "pandas, all in memory"}
    assert all(figure.value > 0 and figure.ratio for figure in figures)


def test_without_a_name_all_is_measured_and_a_wrong_name_is_told(monkeypatch, tmp_path, capsys):
    for name in [name for name in MEASURES if name != "questions"]:
        monkeypatch.delitem(MEASURES, name)
    monkeypatch.setenv("PRONGSAI_STORE", "")
    assert main(["--json", str(tmp_path / "figures.json")]) == 0
    assert [*json.loads((tmp_path / "figures.json").read_text())["figures"]] == ["questions"]
    with pytest.raises(SystemExit):
        main(["question"])
    assert "question: none of questions, soak" in capsys.readouterr().err


@pytest.mark.full
@pytest.mark.parametrize("name", [name for name in MEASURES if name != "loading"])
def test_every_measurement_runs(store_of_its_own, monkeypatch, name):
    for setting in ("PRONGSAI_STORE", "PRONGSAI_PUBLIC_EVIDENCE", "PRONGSAI_DEMO"):
        monkeypatch.setenv(setting, os.environ.get(setting, ""))
    figures = [*MEASURES[name][1](store_of_its_own, full=False)]
    assert all(figure.value > 0 for figure in figures if figure.goal != 0), figures


@pytest.mark.full
def test_loading_is_measured(tmp_path):
    ours, *_others = loading.loaded(tmp_path, full=False, organizations=1)
    assert ours.value > 0
    assert ours.ratio


@pytest.mark.full
def test_a_short_soak_finds_nothing_wrong_and_sees_every_publication(store_of_its_own, monkeypatch):
    for name, value in {"PEOPLE": 5, "THINKING": 1, "EVERY": 8}.items():
        monkeypatch.setattr(soak, name, value)
    figures = {figure.name: figure for figure in soak.soaked(store_of_its_own, full=False, minutes=0.6)}
    assert figures["publications"].value >= 2
    for name in ("errors", "answers that mix two publications", "publications that somebody saw"):
        assert figures[name].is_met, figures[name]
