"""The one command of this house: makes what the program needs in .venv, then serves it, checks it or measures
it.

    python3 run.py                             the dashboard, at the address it prints; data may be changed
                                               in it where only this machine reaches it, unless
                                               PRONGSAI_LOCAL_EDITING=off
    python3 run.py serve --server.port 9000    the same; what follows goes to streamlit
    python3 run.py open                        the same, in the browser; or only that, where it runs already
    python3 run.py replicas 3                  three processes behind one nginx, at the same address; with
                                               --port, at another
    python3 run.py shortcut | autostart        an entry in the menu of programs, or what starts it when one
                                               signs in to the computer; with --remove, takes it away
    python3 run.py check                       the checks, as CI runs them; what follows goes to pytest
    python3 run.py check --full                and all of that of which they try a sample
    python3 run.py lock                        names anew the versions, with their hashes, that are installed
    python3 run.py bench                       how fast it is, each figure beside another's; --help tells more
    python3 run.py screenshots                 tests/screenshots.py; what follows goes to it

Standard library only, because it runs before anything is installed. On Windows: py run.py"""

import hashlib
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import webbrowser
from argparse import ArgumentParser
from collections.abc import Mapping
from io import TextIOWrapper
from ipaddress import ip_address
from pathlib import Path
from typing import NoReturn
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import chromium
import replicas
import shortcuts

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
INSTALLED = VENV / "installed.txt"
"""Says what .venv holds. Taken away before anything changes and written last: after a kill .venv is made
afresh."""

SERVE = ("requirements.lock",)
DEVELOP = (*SERVE, "requirements-dev.lock")
"""All packages that are installed, with their versions and hashes; the last holds the others."""
READERS = {"pdftotext": "poppler-utils", "soffice": "libreoffice-writer-nogui"}
"""Programs of others with which the checks read what we hand in, and the Debian packages that have them."""
SERVERS = {"nginx": "nginx-light"}
"""The web server that stands in front of several processes, likewise."""
APT_LISTS = Path("/var/lib/apt/lists/lock")
"""What an apt-get has locked that is asking which packages there are."""
CHECKS = (
    "ruff format --check .",
    "ruff check .",
    "mypy .",
    "lint-imports --no-logo",
    "sqlfluff lint --disable-progress-bar loaders queries vocabulary",
    "hadolint deploy/Dockerfile",
)


def main(command: str = "serve", *arguments: str) -> None:
    """Makes ready what the command needs, then becomes it."""
    if command in ("shortcut", "autostart"):
        enter(command, *arguments)
        return
    if command in ("serve", "open", "replicas"):
        serve(command, *arguments)
    if command not in ("check", "lock", "bench", "screenshots"):
        print(__doc__)
        sys.exit(0 if command in ("-h", "--help", "help") else 2)
    prepare(DEVELOP)
    if command == "lock":
        sys.exit(lock())
    os.environ["CHROMIUM"] = browser()
    if command == "check":
        check(*arguments)
    if command == "bench" and not {"-h", "--help"} & {*arguments}:
        demand(SERVERS)
        subprocess.call(program("python", "-m", "bench", "install"))
    become("python", "-m", "bench" if command == "bench" else f"tests.{command}", *arguments)


def serve(command: str, *arguments: str) -> NoReturn:
    """Becomes the dashboard: one process of it, or several behind a web server."""
    if command == "open":
        open_what_runs()
        arguments = ("--server.headless", "false", *arguments)  # Streamlit opens the browser
    prepare(SERVE)
    if command == "replicas":
        demand(SERVERS)
        replicas.serve(program("python")[0], *arguments)
    if is_loopback(address_served_on(arguments)):
        # Whoever has set it to off keeps that.
        os.environ.setdefault("PRONGSAI_LOCAL_EDITING", "on")
    become("streamlit", "run", "app.py", *arguments)


def enter(kind: str, *arguments: str) -> None:
    """Makes or removes an entry that starts the dashboard, and says where it is."""
    if arguments == ("--remove",):
        shortcuts.place(kind).unlink(missing_ok=True)
        print(f"นำออกแล้ว / removed: {shortcuts.place(kind)}")
    else:
        print(f"สร้างแล้ว / made: {shortcuts.make(kind, ROOT / 'run.py')}")


def open_what_runs() -> None:
    """Opens the browser, and ends, where a dashboard runs already."""
    address = f"http://localhost:{os.environ.get('STREAMLIT_SERVER_PORT', '8501')}"
    if answers(address):
        webbrowser.open(address)
        sys.exit()


def answers(address: str) -> bool:
    """Whether a dashboard is there, well or not."""
    try:
        return "newest_load" in urlopen(f"{address}/healthz", timeout=10).read().decode()  # noqa: S310 - of ours
    except HTTPError as error:
        return error.code == 503
    except (URLError, OSError, ValueError):
        return False


def address_served_on(arguments: tuple[str, ...]) -> str:
    """The address that Streamlit will listen on: what the call says, else the environment, else the project's
    settings."""
    import tomllib  # an older Python must come as far as to be told that it is too old

    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    set_before = os.environ.get("STREAMLIT_SERVER_ADDRESS") or settings["server"].get("address", "")
    # Only the address is looked for: all else in the call is Streamlit's to judge.
    call = ArgumentParser(add_help=False, allow_abbrev=False)
    call.add_argument("--server.address", dest="address", default=set_before)
    return str(call.parse_known_args(arguments)[0].address)


def is_loopback(address: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        # A name; or nothing, and Streamlit then listens on every address.
        return address == "localhost"


def check(*arguments: str) -> NoReturn:
    """Every check in turn; the first that fails ends it with its exit status, and pytest has the last
    word."""
    # Tests start hundreds of processes of this program, each of which would compile it anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    demand(READERS | SERVERS)
    for step in CHECKS:
        print(f"── {step}")
        if status := subprocess.call(program(*step.split())):
            sys.exit(status)
    print("── pytest")
    # tests/conftest.py orders the files: those that take longest come first.
    become("pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", *arguments)


def demand(programs: Mapping[str, str]) -> None:
    """Ends the program where one of these is missing and cannot be installed: name → Debian package."""
    for name, package in programs.items():
        # Debian keeps servers where only root looks for programs.
        if not shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin") and not apt_installs(
            package
        ):
            sys.exit(f"ไม่พบ {name} โปรดติดตั้ง {package} / {name} was not found: install {package}")


def prepare(requirements: tuple[str, ...]) -> None:
    """Makes .venv hold what the files name; costs nothing when it already does."""
    # A virtual environment holds whole paths: moved, or under another Python, it is made afresh.
    python = f"python {platform.python_version()} of {sys.base_prefix} in {VENV}"
    wanted = [
        python,
        *(f"{name} {hashlib.sha256(Path(name).read_bytes()).hexdigest()}" for name in requirements),
    ]
    found = INSTALLED.read_text(encoding="utf-8").splitlines() if INSTALLED.exists() else []
    # What the checks need holds what serving needs.
    if set(wanted) <= set(found):
        return
    print(
        f"กำลังติดตั้ง {requirements[-1]} อาจใช้เวลาหนึ่งถึงสี่นาที … / installing, this may take one to four minutes …"
    )
    INSTALLED.unlink(missing_ok=True)
    if python not in found:
        make_environment()
    failed = not installs(requirements[-1])
    # After a failure the next call asks pip again, without making .venv anew.
    INSTALLED.write_text("\n".join(wanted[:1] if failed else wanted), encoding="utf-8")
    if failed:
        sys.exit("ติดตั้งไม่สำเร็จ โปรดอ่านข้อความข้างต้น / Installing failed; pip says why above.")


def installs(requirements: str) -> bool:
    """Whether all that a file names is installed now. What the checks need comes by uv in a sixth of the
    time; by pip where uv reaches no packages, for it knows no settings of pip's."""
    pip = program("pip", "install", "--quiet", "--disable-pip-version-check", "--requirement")
    if requirements in SERVE:
        return subprocess.call([*pip, requirements]) == 0
    (of_uv,) = re.findall(r"^uv==.*?(?=^\S)", Path(requirements).read_text(encoding="utf-8"), re.M | re.S)
    (VENV / "uv.lock").write_text(of_uv, encoding="utf-8")
    quick = ("uv", "pip", "install", "--quiet", "--python", program("python")[0], "--require-hashes")
    # Not compiled: of what only the checks need, most is never imported.
    by_uv = [*pip, str(VENV / "uv.lock"), "--no-compile"], program(*quick, "--requirement", requirements)
    by_pip = [[*pip, requirements, "--no-compile"]]
    return any(all(subprocess.call(call) == 0 for call in calls) for calls in (by_uv, by_pip))


def lock() -> int:
    """Writes the versions to install, for every system, from what the requirements allow; gives the exit
    status."""
    compiling = "pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet".split()
    for name in DEVELOP:
        # What is served is tested as it is.
        same = () if name in SERVE else ("--constraint", *SERVE)
        call = program("uv", *compiling, *same, f"{Path(name).stem}.txt", "-o", name)
        if status := subprocess.call(call):
            return status
    return 0


def make_environment() -> None:
    """Makes an empty .venv in place of whatever is there. Debian's python3 can do so only with
    python3-venv."""
    if VENV.is_symlink():  # it is somebody else's, and would be emptied
        sys.exit(f"{VENV} เป็นลิงก์ โปรดลบแล้วเรียก run.py อีกครั้ง / is a link: delete it, then call again")
    # Not by the Python of .venv itself, where that calls: it would be emptied under its own feet.
    python = getattr(sys, "_base_executable", sys.executable)
    make = [python, "-m", "venv", "--clear", str(VENV)]
    if subprocess.call(make, stdout=subprocess.DEVNULL) == 0:
        return
    if not apt_installs("python3-venv") or subprocess.call(make) != 0:
        sys.exit(
            "สร้าง .venv ไม่สำเร็จ บน Debian หรือ Ubuntu ให้ผู้ดูแลระบบสั่ง apt-get install python3-venv"
            " แล้วเรียก run.py อีกครั้ง\n"
            "Making .venv failed. On Debian or Ubuntu run, as root, apt-get install python3-venv; then"
            " run.py again."
        )


def browser() -> str:
    """The Chromium for tests and pictures: what CHROMIUM names, else Debian's without windows, else the first
    found."""
    named = os.environ.get("CHROMIUM")
    if not named and not shutil.which(chromium.BROWSERS[0]):
        apt_installs(chromium.BROWSERS[0])
    return chromium.find() or sys.exit(
        f"ไม่พบเบราว์เซอร์ {named or ''} โปรดติดตั้ง Chromium หรือ Google Chrome"
        " หรือระบุที่อยู่ของโปรแกรมในตัวแปร CHROMIUM\n"
        f"No browser {named or ''} was found. Install Chromium or Google Chrome, or name its program in"
        " CHROMIUM."
    )


def apt_installs(package: str) -> bool:
    """Whether apt-get installed the package: tried only where there is an apt-get and we are root.

    Another apt-get is waited for, ten minutes at most where it installs."""
    apt = shutil.which("apt-get")
    # In this order: Windows has neither apt-get nor geteuid.
    if apt is None or os.geteuid() != 0:
        return False
    print(f"กำลังติดตั้ง {package} … / installing {package} …")
    # apt-get must not ask: nobody may be there to answer.
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    update_lists(apt)
    install = [apt, "install", "-y", "-qq", "-o", "DPkg::Lock::Timeout=600", package]
    return subprocess.call(install, stdout=subprocess.DEVNULL) == 0


def update_lists(apt: str) -> None:
    """Asks which packages there are, after whoever is asking now: apt-get itself would not wait for its
    lists."""
    import fcntl  # Windows has none, and no apt-get

    APT_LISTS.parent.mkdir(parents=True, exist_ok=True)
    # "a" makes the file where there is none, and leaves it whole where there is.
    with APT_LISTS.open("a") as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)  # waits
    subprocess.call([apt, "update", "-qq"])


def program(name: str, *arguments: str) -> list[str]:
    """The call of a program that lies in .venv."""
    return [str(SCRIPTS / (f"{name}.exe" if WINDOWS else name)), *arguments]


def become(*command: str) -> NoReturn:
    """Ends as a program of .venv, so that signals, output and exit status are its own."""
    call = program(*command)
    if not WINDOWS:
        os.execv(call[0], call)  # noqa: S606 - no shell is wanted
    # Ctrl-C reaches the program too; we wait until it has closed.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(subprocess.call(call))


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python is given to run
        sys.exit("ต้องใช้ Python 3.11 ขึ้นไป / Python 3.11 or newer is needed")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # Windows would choose a code page without Thai
            stream.reconfigure(encoding="utf-8", line_buffering=True)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends us without a traceback
    os.environ["PYTHONUTF8"] = "1"
    os.chdir(ROOT)
    main(*sys.argv[1:])
