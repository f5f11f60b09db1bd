"""What tests of the lake share: a PostgreSQL of their own, DuckDB as a lake needs it, and machines that share a lake."""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from run import apt_installs
from tests.serving import ROOT


def program(name: str) -> str:
    """A program of PostgreSQL's server, which Debian keeps off the search path; installed where it is missing and we may."""
    for _attempt in range(2):
        found = [shutil.which(name), *sorted(map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{name}")), reverse=True)]
        if path := next(filter(None, found), None):
            return path
        apt_installs("postgresql")
    raise FileNotFoundError(f"{name}: install postgresql")


def as_nobody(*command: str) -> list[str]:
    """The command, as a user who is not root: as root PostgreSQL does not start."""
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *command] if os.geteuid() == 0 else [*command]


@contextmanager
def postgresql() -> Iterator[str]:
    """How to reach a PostgreSQL that is thrown away afterwards, as libpq wants it told: only within this machine."""
    # In a folder with a short name: a socket's may have 107 characters.
    with TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        if os.geteuid() == 0:
            os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
        data = f"{folder}/data"
        control = as_nobody(program("pg_ctl"), "-D", data, "-s", "-w")
        make = as_nobody(program("initdb"), "-D", data, "-U", "prongsai", "--auth=trust", "--no-sync", "-E", "UTF8")
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL, cwd=folder)
        settings = f"-c fsync=off -c listen_addresses='' -k {folder}"
        # Output to a file: the server would hold a pipe open.
        subprocess.run([*control, "-l", f"{folder}/log", "-o", settings, "start"], check=True, cwd=folder)
        try:
            yield f"host={folder} user=prongsai"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=False, cwd=folder)


def asked(server: str, sql: str) -> str:
    """What PostgreSQL answers."""
    call = ["psql", f"{server} dbname=postgres", "-tAc", sql]
    return subprocess.run(call, check=True, capture_output=True, encoding="utf-8").stdout.strip()


def install(folder: Path) -> None:
    """Puts the packages of requirements-lake.txt into a folder, in the place of DuckDB 2.0 where it comes first."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--target", str(folder), "-r", str(ROOT / "requirements-lake.txt")], check=True)


@dataclass(frozen=True)
class Machine:
    """One that shares a lake with others: the catalogue, the shared folder, its own disk, and the packages that it runs with."""

    catalogue: str
    shared: Path
    disk: Path
    packages: Path

    @property
    def environment(self) -> dict[str, str]:
        """What is set on it."""
        return {
            "PRONGSAI_STORE": f"ducklake:postgres:{self.catalogue}",
            "PRONGSAI_DATA": str(self.shared),
            "PRONGSAI_COPY": str(self.disk),
            "PYTHONPATH": os.pathsep.join((str(self.packages), str(ROOT))),
        }

    @property
    def as_one_file(self) -> dict[str, str]:
        """What is set on one whose store is the same folder with one published file, read with the same DuckDB."""
        return {"PRONGSAI_STORE": str(self.shared), "PYTHONPATH": self.environment["PYTHONPATH"]}

    def begin(self, *call: object, **more: str) -> subprocess.Popen[str]:
        """Begins `python -m …`."""
        command = [sys.executable, "-m", *map(str, call)]
        environment = os.environ | self.environment | more
        pipe = subprocess.PIPE
        return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdin=pipe, stdout=pipe, stderr=pipe)

    def run(self, *call: object, status: int = 0, **more: str) -> str:
        """Carries out `python -m …`; gives what it prints. Fails where it ends with another exit status."""
        process = self.begin(*call, **more)
        output, errors = process.communicate(timeout=600)
        assert process.returncode == status, f"{call}\n{output}\n{errors}"
        return output
