"""The folder of a process: nothing of it stays, however the process ends."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import scratch
folder = scratch.own("uploads")
(folder / "names.csv").write_text("x")
print(folder, flush=True)
input()
"""


@contextmanager
def process(temporary: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """A process that has a file in its folder, until it is told to go on."""
    environment = os.environ | {name: str(temporary) for name in ("TMPDIR", "TEMP", "TMP")}
    command = [sys.executable, "-c", PROGRAM]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        try:
            assert running.stdout
            yield running, Path(running.stdout.readline().strip())
        finally:
            running.kill()


def test_nothing_stays_of_a_process_that_ends(tmp_path):
    with process(tmp_path) as (running, folder):
        assert (folder / "names.csv").exists()
        running.communicate("\n")
    assert running.returncode == 0
    assert [*tmp_path.iterdir()] == []


def test_what_a_killed_process_left_goes_with_the_next_and_what_others_have_in_hand_stays(tmp_path):
    foreign = tmp_path / "prongsai-other"
    foreign.mkdir()
    with process(tmp_path) as (killed, left), process(tmp_path) as (_alive, kept):
        killed.kill()
        killed.wait()
        assert (left / "names.csv").exists()
        with process(tmp_path) as (_next, own):
            assert {*tmp_path.iterdir()} == {kept.parent, own.parent, foreign}
            assert (kept / "names.csv").exists()


@pytest.fixture
def scratch(tmp_path, monkeypatch):
    """As in a process that begins."""
    import scratch

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(scratch, "_room", cache(scratch._room.__wrapped__))
    return scratch


def test_all_that_begin_at_once_have_one_folder(scratch, tmp_path):
    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(lambda _: scratch.own("words"), range(64)))) == 1
    assert len([*tmp_path.iterdir()]) == 1


def test_what_was_tidied_away_is_made_again(scratch):
    folder = scratch.own("words")
    folder.rmdir()
    (folder.parent / "lock").unlink()
    folder.parent.rmdir()
    assert scratch.own("words") == folder
    assert folder.stat().st_mode & 0o777 == 0o700
