"""The one command: what it says to the dashboard that it starts."""

import hashlib
import os
import platform
import shutil
import socket
import subprocess
import sys

import pytest

from tests.conftest import ROOT

TELLS_ITS_SETTING = "#!/bin/sh\necho $* > called\necho ${PRONGSAI_LOCAL_EDITING-unset}\n"


@pytest.fixture
def serve(tmp_path):
    """Calls run.py in a project whose Streamlit only tells how the setting is; gives that."""
    for name in ("run.py", "chromium.py", "replicas.py", "shortcuts.py", "requirements.lock", ".streamlit/config.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    streamlit = tmp_path / ".venv" / "bin" / "streamlit"
    streamlit.parent.mkdir(parents=True)
    streamlit.write_text(TELLS_ITS_SETTING)
    streamlit.chmod(0o700)
    python = f"python {platform.python_version()} of {sys.base_prefix} in {tmp_path / '.venv'}"
    wanted = f"requirements.lock {hashlib.sha256((ROOT / 'requirements.lock').read_bytes()).hexdigest()}"
    (tmp_path / ".venv" / "installed.txt").write_text(f"{python}\n{wanted}\n")

    def serve(*arguments, command="serve", **environment):
        said = (command, *arguments) if arguments or command != "serve" else ()
        call = [sys.executable, "run.py", *said]
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("STREAMLIT_", "PRONGSAI_"))}
        told = subprocess.run(call, cwd=tmp_path, env=inherited | environment, capture_output=True, text=True, check=True)
        return told.stdout.strip()

    return serve


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--server.port", "9000"),
        ("--server.address", "127.0.0.1"),
        ("--server.address=localhost",),
        ("--server.address", "::1", "--server.port=9000"),
    ],
    ids=" ".join,
)
def test_a_server_for_this_machine_alone_is_switched_on(serve, arguments):
    assert serve(*arguments) == "on"


@pytest.mark.parametrize(
    "arguments",
    [
        ("--server.address", "0.0.0.0"),  # noqa: S104 - that is what is tested
        ("--server.address=192.168.1.5",),
        ("--server.address", "127.0.0.1", "--server.address", "::"),
        ("--server.address", "data.example.go.th"),
        ("--server.address=",),
    ],
    ids=" ".join,
)
def test_a_server_that_others_reach_is_not(serve, arguments):
    assert serve(*arguments) == "unset"


def test_the_address_of_the_environment_and_of_the_settings_counts_too(serve, tmp_path):
    assert serve(STREAMLIT_SERVER_ADDRESS="0.0.0.0") == "unset"  # noqa: S104 - that is what is tested
    assert serve("--server.address", "127.0.0.1", STREAMLIT_SERVER_ADDRESS="0.0.0.0") == "on"  # noqa: S104 - likewise
    settings = tmp_path / ".streamlit" / "config.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('address = "127.0.0.1"\n', ""), encoding="utf-8")
    assert serve() == "unset"  # Streamlit then listens to everybody


def test_what_the_environment_says_of_the_setting_stays(serve):
    assert serve(PRONGSAI_LOCAL_EDITING="off") == "off"
    assert serve("--server.address", "0.0.0.0", PRONGSAI_LOCAL_EDITING="on") == "on"  # noqa: S104 - that is what is tested


def test_open_serves_where_nothing_runs_yet_and_asks_for_the_browser(serve, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as nobodys:
        port = nobodys.getsockname()[1]
    assert serve("--server.port", "9000", command="open", STREAMLIT_SERVER_PORT=f"{port}") == "on"
    assert (tmp_path / "called").read_text() == "run app.py --server.headless false --server.port 9000\n"
