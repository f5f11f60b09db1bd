"""The seal of what is being published, which may be killed at any moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import seal
from loaders.files import disk
from loaders.store import lake, register


def begun(
    folder: Path, path: Path, copy: register.Copy, settled: seal.Seal | None, writer: lake.Writer | None
) -> seal.Seal:
    """The seal of what is about to be published; until it is, seal.json has that of what is published now
    beside it."""
    following = seal.Seal((seal.sha256(path),), (copy.sha256,))
    now = settled
    # Of a lake another machine may have published last, with a copy of its own.
    if now is None or writer:
        # What is damaged already is not taken in: rebuild may be killed, too.
        now = seal.Seal(
            tuple(filter(None, [seal.whole(folder, seal.DATABASE)])),
            tuple(filter(None, [seal.whole(folder, seal.REGISTER)])),
            writer.snapshot if writer else None,
        )
    both = replace(
        now, database=now.database + following.database, register=now.register + following.register
    )
    write(folder, both)
    return following


def write(folder: Path, sealed: seal.Seal) -> None:
    """Writes the seal beside what it is of."""
    for place in seal.places(folder):
        disk.write(place, sealed.as_json())


@contextmanager
def taken_back(folder: Path, copy: register.Copy) -> Iterator[None]:
    """Gives the copy of the register and the seal back what they held, in this order, where the block cannot
    be carried out: on Windows a reader keeps the published file from being replaced."""
    held = {place: place.read_bytes() if place.exists() else None for place in seal.places(folder)}
    try:
        yield
    except OSError:
        register.take_back(folder, copy)
        for place, content in held.items():
            if content is None:
                place.unlink(missing_ok=True)
            else:
                disk.write(place, content)
        raise
