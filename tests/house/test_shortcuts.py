"""Entries that start the dashboard, in folders as people name them."""

import base64
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest

import shortcuts
from tests.conftest import ROOT

NAMES = ["โครงการ ของเรา", "it's “ours”", 'a "quoted" one', "100% $HOME `id`", "back\\slash", "‘ทดสอบ’ & co; (1)"]
TELLS = "import sys; print(*sys.argv[1:], sep='\\n')"


def project(folder):
    folder.mkdir()
    for name in ("run.py", "chromium.py", "replicas.py", "shortcuts.py"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def run(folder, *arguments, **environment):
    call = [sys.executable, "run.py", *arguments]
    return subprocess.run(call, cwd=folder, env=os.environ | environment, capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has entries of its own")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("kind", "command"), [("shortcut", "open"), ("autostart", "serve")])
def test_what_an_entry_calls_is_our_program_wherever_it_lies(tmp_path, kind, command, name):
    folder, home = project(tmp_path / name), {"XDG_DATA_HOME": f"{tmp_path}/data", "XDG_CONFIG_HOME": f"{tmp_path}/config"}
    told = run(folder, kind, **home)
    (file,) = tmp_path.glob("*/*/prongsai.desktop")
    assert str(file) in told
    values = dict(line.split("=", 1) for line in file.read_text(encoding="utf-8").splitlines()[1:])
    unescaped = {key: value.replace(r"\\", "\\") for key, value in values.items()}
    assert unescaped["Path"] == str(folder)
    # Its quoting is that of a shell, which tells here what it would call.
    (folder / "run.py").write_text(TELLS)
    called = subprocess.run(["sh", "-c", unescaped["Exec"].replace("%%", "%")], capture_output=True, text=True, check=True)
    assert called.stdout.splitlines() == [command]
    run(project(tmp_path / "again"), kind, "--remove", **home)
    assert not file.exists()


@pytest.mark.parametrize("name", [name for name in NAMES if not set(name) & set('"\\')])
def test_windows_is_given_the_very_letters(name):
    file, program = rf"C:\{name}\prongsai.lnk", PureWindowsPath(rf"C:\{name}\run.py")
    script = shortcuts.link_script(Path(file), [rf"C:\{name}\python.exe", str(program), "open"], Path(rf"C:\{name}"))
    call = shortcuts.powershell(script)
    assert all(part.isascii() for part in call)
    assert base64.b64decode(call[-1]).decode("utf-16-le") == script
    # A literal of PowerShell: any of five signs begins and ends it, and stands for itself when it is doubled.
    sign = "['\u2018-\u201b]"
    literals = [
        re.sub(f"({sign}){sign}", r"\1", found)
        for found in re.findall(f"{sign}((?:[^'\u2018-\u201b]|{sign}{{2}})*){sign}", script)
    ]
    arguments = rf'"{program}" open' if " " in name else f"{program} open"
    assert literals == [
        "Stop",
        file,
        rf"C:\{name}\python.exe",
        arguments,
        rf"C:\{name}",
        file,
        rf"C:\{name}\python.exe",
        arguments,
    ]


@pytest.mark.skipif(os.name == "nt", reason="the browser is a script")
def test_open_only_shows_a_dashboard_that_runs_already(dashboard, tmp_path):
    browser = tmp_path / "browser"
    browser.write_text("#!/bin/sh\necho asked for $1\n")
    browser.chmod(0o700)
    port = dashboard.rsplit(":", 1)[1]
    told = run(project(tmp_path / "project"), "open", BROWSER=f"{browser} %s", STREAMLIT_SERVER_PORT=port)
    assert told == f"asked for http://localhost:{port}\n"
