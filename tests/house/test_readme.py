"""What the README promises is there."""

import re
import shlex
import tomllib

import pytest
from packaging.requirements import Requirement

from loaders.schema.datasets import DATASETS
from run import DEVELOP
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [line.split("#")[0].strip() for block in re.findall(r"```bash\n(.*?)```", README, re.S) for line in block.splitlines()]


def test_the_table_of_data_sets_is_complete():
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+?) \|", README, re.M))
    assert rows == {name: dataset.title for name, dataset in DATASETS.items()}


def test_every_picture_and_file_that_is_named_exists():
    named = re.findall(r"\]\((?!http)([^)#]+)\)", README) + re.findall(r"`([\w/.]+\.(?:py|txt|toml|sql))`", README)
    missing = [name for name in named if not (ROOT / name).exists() and not list(ROOT.glob(f"*/{name}"))]
    assert named
    assert missing == []


def test_the_pictures_are_small():
    assert all(picture.stat().st_size < 150_000 for picture in (ROOT / "docs" / "screenshots").glob("*.png"))


def test_the_two_commands_are_given():
    assert "python3 run.py" in COMMANDS
    assert "python3 run.py check" in COMMANDS
    assert (ROOT / ".ci" / "run").read_text().rstrip().endswith("python3 run.py check")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the commands are typed, one after the other: some need what an earlier one wrote."""
    return tmp_path_factory.mktemp("typed")


@pytest.mark.full
@pytest.mark.parametrize("command", [command for command in COMMANDS if command.startswith("python -m loaders")])
def test_the_commands_of_the_loader_work(command, loader, folder, tmp_path, monkeypatch):
    """Each as written, on the template that the first one writes, filled in."""
    monkeypatch.chdir(folder)
    template = tmp_path / "budget.csv"
    template.write_bytes(loader("template", "budget").stdout.replace("99999999", "04960201").encode())
    assert loader("load", template).returncode == 0
    arguments = shlex.split(command.split(">")[0])[3:]
    arguments = [str(template) if argument == "budget.csv" else argument for argument in arguments]
    assert loader(*arguments).returncode == 0


def test_packages_are_pinned_to_compatible_releases():
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith(("-r", "#"))]
        assert all(re.fullmatch(r"[\w.-]+(\[[\w,]+\])?~=[\d.]+", line) for line in lines)


def test_what_is_installed_is_named_with_hashes_and_is_what_the_requirements_allow():
    locks = {name: pinned(name) for name in DEVELOP}
    for name in DEVELOP:
        written = (ROOT / name).with_suffix(".txt").read_text().splitlines()
        for requirement in (Requirement(line) for line in written if line and not line.startswith("-r")):
            assert locks[name][requirement.name.lower()] in requirement.specifier, f"{requirement}: python3 run.py lock"
    served, developed = (locks[name] for name in DEVELOP)
    assert served.items() <= developed.items()


def pinned(lock):
    """The version of each package of a lock, every one with hashes."""
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text())
    assert all("--hash=sha256:" in entry for entry in entries)
    return dict(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([\w.]+)", "\n".join(entries), re.M))


def test_the_settings_that_make_it_fast_are_set():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert config["runner"]["postScriptGC"] is False
    assert config["server"]["fileWatcherType"] == "none"
    assert config["browser"]["gatherUsageStats"] is False
