"""Several processes of the dashboard behind one nginx. Standard library only, because run.py and the
installer call it with any Python.

    python3 run.py replicas 3 --port 8501            here: three processes, nginx before them at that port
    python3 replicas.py 10.0.0.2:8501 10.0.0.3:8501  prints what nginx is to know of processes that run
                                                     elsewhere (deploy/README.md)"""

import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn
from urllib.error import HTTPError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent
NGINX = ROOT / "deploy" / "nginx"
HOST = "127.0.0.1"
LONGEST_START, LONGEST_END = 300, 10
"""Seconds until a process answers, which fills an empty store first, and until one has ended."""
AROUND = """
daemon off; pid {folder}/pid; error_log stderr crit; events {{ worker_connections 4096; }}
http {{
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {common}
    {upstreams}
    server {{ listen {host}:{port}; include {pages}; {besides} }}
}}
"""
STAYS = """
# Whoever opens a page stays with the process that has taken its session, which the cookie names by its place.
map $scheme $prongsai_secure { default ''; https '; Secure'; }
map "$cookie_replica=$prongsai_served" $prongsai_stays {
    default     "replica=$prongsai_served; Path=/; HttpOnly; SameSite=Lax$prongsai_secure";
    "~^(.+)=\\1$" '';
    ~=$         '';
}
"""


def upstreams(servers: Sequence[str]) -> str:
    """What nginx is to know of the processes, each as address:port: all of them, for whoever comes without a
    session; and each of them for its visitors, with the others in its place where it does not answer."""
    lively = [f"server {server} max_fails=1 fail_timeout=5s" for server in servers]
    blocks = [_block("prongsai", ["least_conn", *lively])]
    for place, own in enumerate(lively):
        others = [f"{other} backup" for other in lively if other != own]
        blocks.append(_block(f"prongsai_{place + 1}", [own, *others]))
    places = range(1, len(servers) + 1)
    led = [f"{place} prongsai_{place}" for place in places]
    served = [f'"~{re.escape(server)}$" {place}' for place, server in zip(places, servers, strict=True)]
    return "".join(
        (
            *blocks,
            _map("$cookie_replica $prongsai_replica", ["default prongsai", *led]),
            # After a failure it names several, of which the last has answered.
            _map("$upstream_addr $prongsai_served", ["default ''", *served]),
            STAYS,
        )
    )


def _block(name: str, lines: Sequence[str]) -> str:
    return _braces(f"upstream {name}", [f"zone {name} 128k", *lines])


def _map(names: str, lines: Sequence[str]) -> str:
    return _braces(f"map {names}", lines)


def _braces(head: str, lines: Sequence[str]) -> str:
    return "\n".join((f"{head} {{", *(f"    {line};" for line in lines), "}", ""))


@dataclass
class Replicas:
    """Processes of the dashboard on one store, and the nginx before them at `address`."""

    python: str
    port: int
    ports: Sequence[int]
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    web_server: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where visitors reach them."""
        return f"http://{HOST}:{self.port}"

    def start(self, place: int) -> subprocess.Popen[bytes]:
        """Starts the process of a place (from 0 on)."""
        port = f"{self.ports[place]}"
        call = [self.python, "-m", "streamlit", "run", "app.py", "--server.address", HOST]
        # Only the nginx of this machine reaches them, which says from where a visitor comes.
        said = {"FORWARDED_ALLOW_IPS": HOST, "PRONGSAI_ADDRESS": self.address}
        environment = os.environ | said | {"PRONGSAI_LOCAL_EDITING": "off", "PYTHONUTF8": "1"}
        return subprocess.Popen([*call, "--server.port", port], cwd=ROOT, env=environment)  # noqa: S603 - ours

    def wait_for(self, place: int) -> None:
        """Returns when the process of a place answers. Ends the program where it does not in time."""
        until = time.monotonic() + LONGEST_START
        while not _answers(f"http://{HOST}:{self.ports[place]}/healthz"):
            if self.processes[place].poll() is not None or time.monotonic() > until:
                sys.exit(f"เริ่มไม่สำเร็จ / did not start: {HOST}:{self.ports[place]}")
            time.sleep(0.2)

    def keep(self) -> NoReturn:
        """Starts anew whichever process ends, until nginx does."""
        while self.web_server and self.web_server.poll() is None:
            for place, process in enumerate(self.processes):
                if process.poll() is not None:
                    print(f"เริ่มใหม่ / started again: {HOST}:{self.ports[place]}", file=sys.stderr)
                    self.processes[place] = self.start(place)
            time.sleep(1)
        sys.exit(f"nginx หยุดทำงาน / nginx has ended: {self.address}")


@contextmanager
def running(python: str, count: int, port: int, besides: str = "") -> Iterator[Replicas]:
    """`count` processes, each on a free port of this machine, and nginx before them, until the block ends;
    nginx is also told what stands `besides`."""
    # A page's cookies are signed; each process would take a secret of its own.
    os.environ.setdefault("STREAMLIT_SERVER_COOKIE_SECRET", secrets.token_hex(32))
    replicas = Replicas(python, port, free_ports(count))
    with ExitStack() as ended, TemporaryDirectory(prefix="prongsai-nginx-") as folder:
        ended.callback(lambda: _end(replicas.processes))
        for place in range(count):
            replicas.processes.append(replicas.start(place))
        for place in range(count):
            replicas.wait_for(place)
        web_server = replicas.web_server = _nginx(Path(folder), replicas, besides)
        ended.callback(lambda: _end([web_server]))
        while not _answers(f"{replicas.address}/healthz"):
            if web_server.poll() is not None:
                sys.exit(f"nginx เริ่มไม่สำเร็จ / nginx did not start: {replicas.address}")
            time.sleep(0.1)
        yield replicas


def _nginx(folder: Path, replicas: Replicas, besides: str) -> subprocess.Popen[bytes]:
    # As root, nginx works as another user, who must come as far as its own folders in here.
    folder.chmod(0o711)
    written = AROUND.format(
        folder=folder,
        host=HOST,
        port=replicas.port,
        pages=NGINX / "pages.conf",
        besides=besides,
        common=(NGINX / "http.conf").read_text(encoding="utf-8").replace("/var/cache/nginx", f"{folder}"),
        upstreams=upstreams([f"{HOST}:{port}" for port in replicas.ports]),
    )
    (folder / "nginx.conf").write_text(written, encoding="utf-8")
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    return subprocess.Popen([program, "-p", folder, "-c", folder / "nginx.conf"])  # noqa: S603 - ours


def _answers(address: str) -> bool:
    """Whether somebody is there, well or not."""
    try:
        urlopen(address, timeout=5).close()  # noqa: S310 - of ours
    except HTTPError as error:
        return error.code != 502
    except OSError:
        return False
    return True


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(LONGEST_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_ports(count: int) -> list[int]:
    """Ports of this machine on which nobody listens."""
    with ExitStack() as probes:
        taken = [probes.enter_context(socket.create_server((HOST, 0))) for _ in range(count)]
        return [probe.getsockname()[1] for probe in taken]


def demand_free(port: int) -> None:
    """Ends the program where somebody listens at a port: what answers there would be taken for ours."""
    try:
        socket.create_server((HOST, port)).close()
    except OSError as error:
        sys.exit(
            f"ใช้ช่องทาง {port} ไม่ได้ โปรดระบุ --port อื่น / port {port} cannot be used, name another: {error}"
        )


def _number(least: int, most: int) -> Callable[[str], int]:
    def number(said: str) -> int:
        if not said.isdecimal() or not least <= int(said) <= most:
            raise ArgumentTypeError(f"{said}: ต้องเป็นเลข {least}–{most} / a number from {least} to {most}")
        return int(said)

    return number


def serve(python: str, *arguments: str) -> NoReturn:
    """Serves with as many processes as the call says until it is ended; prints where."""
    parser = ArgumentParser(prog="run.py replicas", description="Several processes behind one nginx.")
    parser.add_argument("count", type=_number(1, 100), nargs="?", default=os.cpu_count() or 2)
    parser.add_argument("--port", type=_number(1, 65535), default=8501, help="of nginx (default: 8501)")
    asked = parser.parse_args(arguments)
    demand_free(asked.port)
    # However it is ended, and when its terminal is closed, the others end with it.
    for ended in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ended, lambda *_signal: sys.exit(0))
    with running(python, asked.count, asked.port) as replicas:
        ports = ", ".join(map(str, replicas.ports))
        print(f"{replicas.address}  (nginx ← {ports})", flush=True)
        replicas.keep()


if __name__ == "__main__":
    print(upstreams(sys.argv[1:]), end="")
