"""Where a store may lie, and who else may have its files open: folders as people name them, a virus scanner, OneDrive."""

import errno
import os
import shutil
import subprocess
import sys

import pytest

import database
from loaders.__main__ import main
from loaders.files import disk
from tests.calling import called
from tests.conftest import ROOT
from tests.serving import browser, settled
from tests.tiers import sampled

FOLDER = "OneDrive - เทศบาล ๒๕๖๕ (it's) & งบ #1 100%"
"""All that Windows allows in a name and that somebody's quoting could stumble over."""
HOLDING = 32
"""How Windows says that another program has a file open."""


class HeldError(PermissionError):
    """What Windows raises for a file that somebody else has open."""

    def __init__(self, number):
        super().__init__(errno.EACCES, "held")
        self.winerror = number


@pytest.fixture
def holding(monkeypatch):
    """Lets a file of the system be held for so many attempts; gives how many were made."""
    attempts, really = [], os.replace

    def holding(times, number=HOLDING):
        def replace(path, target):
            attempts.append(path)
            if len(attempts) <= times:
                raise HeldError(number)
            really(path, target)

        monkeypatch.setattr(os, "replace", replace)
        monkeypatch.setattr(disk, "PAUSE", 0)
        return attempts

    return holding


def test_a_file_that_another_program_has_open_is_waited_for(tmp_path, holding):
    attempts = holding(5)
    disk.write(tmp_path / "register.json", b"new")
    assert len(attempts) == 6
    assert [path.name for path in tmp_path.iterdir()] == ["register.json"]


@pytest.mark.parametrize(
    ("times", "number", "tried"), [(10_000, HOLDING, disk.ATTEMPTS), (1, None, 1)], ids=["for long", "not at all"]
)
def test_what_cannot_be_replaced_stays_as_it_was(tmp_path, holding, times, number, tried):
    (tmp_path / "register.json").write_bytes(b"old")
    attempts = holding(times, number)
    with pytest.raises(PermissionError):
        disk.write(tmp_path / "register.json", b"new")
    assert (len(attempts), (tmp_path / "register.json").read_bytes()) == (tried, b"old")
    assert [path.name for path in tmp_path.iterdir()] == ["register.json"]


@pytest.mark.parametrize("readers", sampled(["published", "copy"], every=2))
def test_every_command_works_in_a_folder_as_people_name_it(tmp_path, readers):
    folder = tmp_path / FOLDER
    folder.mkdir()
    file = shutil.copy(ROOT / "data" / "takbai" / "plan_progress_2564_6m.csv", folder / f"{FOLDER}.csv")
    store, backup = folder / "ที่ เก็บ", folder / f"{FOLDER}.zip"
    for command in (
        ["load", file],
        ["status"],
        ["rebuild"],
        ["verify"],
        ["export", folder / "ส่ง ออก"],
        ["backup", backup],
        ["restore", backup, "--store", folder / "กู้ คืน"],
        ["verify", "--store", folder / "กู้ คืน"],
    ):
        told = called(main, *command, PRONGSAI_STORE=str(store), **{database.READERS: readers})
        assert told.returncode == 0, (command, told.stdout, told.stderr)


@pytest.mark.full
def test_program_and_store_may_lie_in_such_a_folder(published, tmp_path):
    """Pages are served, and documents made, by a copy of the program there."""
    program, store = tmp_path / FOLDER, tmp_path / FOLDER / "var"
    shutil.copytree(ROOT, program, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__", "var", "docs"))
    shutil.copytree(published, store)
    serve = """from tests.serving import Path, serving
with serving(Path("var")) as address: print(address, flush=True); input()"""
    environment = os.environ | {"PYTHONPATH": str(program)}
    server = subprocess.Popen(
        [sys.executable, "-c", serve], cwd=program, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        with browser() as running:
            page = running.new_page(locale="th-TH", bypass_csp=True)
            page.goto(f"{address}/budget")
            settled(page)
            page.get_by_text("26.79%").first.wait_for()
    finally:
        server.communicate("\n", timeout=30)
    make = ["-m", "evidence", "make", "--organization", "04960201", "--year", "2565", "--item", "O16", "--out", "หลัก ฐาน"]
    subprocess.run([sys.executable, *make], cwd=program, env=environment, check=True, capture_output=True)
    assert list((program / "หลัก ฐาน").glob("*.zip"))
