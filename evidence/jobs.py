"""Long work in the background, one piece at a time: whoever waits sees how far it is and may give it up."""

import atexit
import contextvars
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock

from evidence.pictures import BusyError

MOST_WAITING = 10
MOST_KEPT = 12
"""Outcomes that are kept to be downloaded; the oldest are forgotten, and made again when asked for."""

Files = dict[str, bytes]
"""By name."""
Progress = Callable[[str, int, int], None]
"""Is told what is being done, how many steps are done, and of how many; raises GivenUpError where nobody
wants it any more."""
Make = Callable[[Progress], Files]


class GivenUpError(Exception):
    """Nobody wants this work any more."""


@dataclass
class Job:
    """A piece of work, and how far it is: doing, how many steps are done, of how many (0: it waits for its
    turn)."""

    doing: str = ""
    done: int = 0
    of: int = 0
    is_unwanted: bool = False
    made: Future[Files] | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still waited for."""
        return self.made is not None and not self.made.done()

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

    def give_up(self) -> None:
        """Ends the work at its next step."""
        self.is_unwanted = True


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


def ask(key: Hashable, make: Make) -> Job:
    """The work under this key, begun unless it is there already or was given up: who asks for the same waits
    for the same. It is made in the language and digits of the asker. Raises BusyError where too much
    waits."""
    with _lock:
        job = _jobs.get(key)
        if job and not job.is_unwanted:
            return job
        # Rather a refusal now than an answer that nobody waits for.
        if sum(each.is_open for each in _jobs.values()) >= MOST_WAITING:
            raise BusyError
        _jobs[key] = job = Job()
        # One that was given up stood at its old place.
        _jobs.move_to_end(key)
        # The asker's language and digits live in the context of its thread.
        job.made = _worker.submit(contextvars.copy_context().run, _make_files, job, make)
        finished = [name for name, each in _jobs.items() if not each.is_open]
        for oldest in finished[: max(len(_jobs) - MOST_KEPT, 0)]:
            del _jobs[oldest]
        return job


def _make_files(job: Job, make: Make) -> Files:
    job.note_progress("", 0, 0)
    return make(job.note_progress)


def _end() -> None:
    """Gives up what is not finished, so that the process can end."""
    with _lock:
        for job in _jobs.values():
            job.give_up()


atexit.register(_end)
