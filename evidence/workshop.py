"""Files that are made when they are first asked for, a few at a time, and kept: who asks for the same waits
for the same."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import RLock
from typing import Generic, TypeVar

from evidence.jobs import BusyError

Made = TypeVar("Made")


class Workshop(Generic[Made]):
    """Makes by two hands, waited for or at work at most `making` things, and keeps the latest `kept`."""

    def __init__(self, name: str, kept: int, making: int) -> None:
        self._kept, self.making = kept, making
        self._made: OrderedDict[Hashable, Future[Made]] = OrderedDict()
        self._lock = RLock()
        self._workers = ThreadPoolExecutor(2, thread_name_prefix=name)

    def made(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What has this key, made now unless it is kept. Raises BusyError where as many are made as may be,
        and what `make` raises."""
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                making = self._made[key]
            else:
                making = self._begin(key, make)
        return making.result()

    def _begin(self, key: Hashable, make: Callable[[], Made]) -> Future[Made]:
        if sum(not each.done() for each in self._made.values()) >= self.making:
            raise BusyError
        making = self._made[key] = self._workers.submit(make)
        # What has failed by now is let go at once.
        making.add_done_callback(lambda _made_now: self._let_go(key))
        return making

    def _let_go(self, key: Hashable) -> None:
        """What failed is tried anew when it is asked for again; of what was made the latest are kept."""
        with self._lock:
            if key in self._made and self._made[key].exception():
                del self._made[key]
            while len(self._made) > self._kept:
                self._made.popitem(last=False)
