"""Long work in the background, one piece at a time: whoever waits sees how far it is and may stop waiting.

Who asks for the same waits for the same work, which ends early only where nobody waits for it any more."""

import atexit
import contextvars
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock

MOST_WAITING = 10
MOST_OF_ONE_ADDRESS = 5
"""Of these from one address of the network: an office behind one, but no stranger fills the queue."""
MOST_KEPT = 12
"""Outcomes that are kept to be downloaded; the oldest are forgotten, and made again when asked for."""

Files = dict[str, bytes]
"""By name."""
Progress = Callable[[str, int, int], None]
"""Is told what is being done, how many steps are done, and of how many; raises GivenUpError where nobody
wants it any more."""
Make = Callable[[Progress], Files]


class BusyError(Exception):
    """As much is waited for as may be."""


class GivenUpError(Exception):
    """Nobody wants this work any more."""


def network(address: str) -> str:
    """What of an address of the network stands for whoever asks: of IPv6 the first half, since the second one
    may be chosen anew for each request."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return address
    mapped = known.ipv4_mapped
    return f"{mapped}" if mapped else f"{ip_network((int(known), 64), strict=False)}"


@dataclass(frozen=True)
class Visitor:
    """Who asks for work: one visit, and the network from which it comes (as `network` tells it)."""

    session: str
    address: str


@dataclass
class Job:
    """A piece of work, and how far it is: doing, how many steps are done, of how many (0: it waits for its
    turn)."""

    doing: str = ""
    done: int = 0
    of: int = 0
    made: Future[Files] | None = None
    waiting: set[Visitor] = field(default_factory=set)
    is_unwanted: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is still waited for."""
        return self.made is not None and not self.made.done()

    def is_waited_for_by(self, visitor: Visitor) -> bool:
        """Whether it is not finished, and the visitor is among those who wait for it."""
        return self.is_open and visitor in self.waiting

    def failed(self) -> bool:
        """Whether it ended without files."""
        return self.made is not None and self.made.done() and self.made.exception() is not None

    def result(self) -> Files:
        """What was made. Raises what went wrong, GivenUpError where it was given up."""
        assert self.made is not None
        return self.made.result()

    def note_progress(self, doing: str, done: int, of: int) -> None:
        """Notes how far it is. Raises GivenUpError where it was given up."""
        if self.is_unwanted:
            raise GivenUpError
        self.doing, self.done, self.of = doing, done, of

    def give_up(self, visitor: Visitor) -> None:
        """Lets the visitor wait no longer; the work ends at its next step where nobody else waits for it."""
        with _lock:
            self.waiting.discard(visitor)
            self.is_unwanted = not self.waiting


_jobs: OrderedDict[Hashable, Job] = OrderedDict()
_lock = Lock()
# One: Chromium draws one picture at a time anyway, and memory stays bounded.
_worker = ThreadPoolExecutor(1, thread_name_prefix="documents")


def known(key: Hashable) -> Job | None:
    """The work that was asked for under this key; None where there is none, or it is forgotten or was given
    up."""
    with _lock:
        job = _jobs.get(key)
        return None if job is None or job.is_unwanted else job


def forget(key: Hashable) -> None:
    """Lets the work be asked for afresh."""
    with _lock:
        _jobs.pop(key, None)


def ask(key: Hashable, make: Make, visitor: Visitor) -> Job:
    """The work under this key, begun unless it is there already or was given up. It is made in the language
    and digits of the asker. Raises BusyError where too much waits, or other work for this visitor does."""
    with _lock:
        job = _jobs.get(key)
        if job and not job.is_unwanted:
            job.waiting.add(visitor)
            return job
        _demand_room_for(visitor)
        _jobs[key] = job = Job(waiting={visitor})
        # One that was given up stood at its old place.
        _jobs.move_to_end(key)
        # The asker's language and digits live in the context of its thread.
        job.made = _worker.submit(contextvars.copy_context().run, _make_files, job, make)
        finished = [name for name, each in _jobs.items() if not each.is_open]
        for oldest in finished[: max(len(_jobs) - MOST_KEPT, 0)]:
            del _jobs[oldest]
        return job


def _demand_room_for(visitor: Visitor) -> None:
    """Rather a refusal now than an answer that nobody waits for."""
    waiting = [job.waiting for job in _jobs.values() if job.is_open]
    neighbours = [each for each in waiting if visitor.address in {other.address for other in each}]
    is_waiting = any(visitor in each for each in waiting)
    if is_waiting or len(waiting) >= MOST_WAITING or len(neighbours) >= MOST_OF_ONE_ADDRESS:
        raise BusyError


def _make_files(job: Job, make: Make) -> Files:
    job.note_progress("", 0, 0)
    return make(job.note_progress)


def _end() -> None:
    """Gives up what is not finished, so that the process can end."""
    with _lock:
        for job in _jobs.values():
            job.is_unwanted = True


atexit.register(_end)
