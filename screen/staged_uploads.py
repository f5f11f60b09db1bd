"""What one visitor has dropped: each file is read and checked once, all are checked together, and the plan
that comes of it is what the preview shows and what is published.

Nothing of it outlives the visit: small files wait in memory, large ones in private folders, and both go when
the file is taken out, is stored, or the visitor leaves."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

import streamlit as st

import database
import scratch
from loaders.files.names import clean
from loaders.layout.reading import Options
from loaders.limits import IN_MEMORY
from loaders.loading import Plan, check_each, dry_run, plan_together
from loaders.report import Report, at_rest
from loaders.store.effect import first_rows
from loaders.store.publishing import Identity, identity
from screen.preview import Preview, Upload
from screen.upload_rights import judged

SEEN_ROWS = 5
Key = tuple[Any, ...]
"""A file, the options with which it was checked, and the published data beside which it was."""


@dataclass(frozen=True)
class StagedPlan:
    """The plan for the files that lie there now, and what is shown of each."""

    keys: tuple[Key, ...]
    """Another plan has other keys."""
    plan: Plan
    previews: list[list[Preview]]


class StagedUploads:
    """The checked files of one visitor; `judge` refuses what this visitor may not load."""

    def __init__(self, judge: Callable[[Report], Report] = judged) -> None:
        self._judge = judge
        self._files: dict[Key, tuple[Report, ...]] = {}
        self._planned: StagedPlan | None = None
        self._at_work = Lock()
        self._is_over = False

    def plan(self, uploads: Sequence[tuple[Upload, Options]]) -> StagedPlan:
        """The plan for these files. Only what is new, or about which something else is said now, is read and
        checked. Raises LoadError where the disk cannot be used."""
        published = identity(database.store())
        keys = tuple((upload.file_id, str(options), published) for upload, options in uploads)
        with self._working():
            if self._planned is None or self._planned.keys != keys:
                self._planned = None
                self._let_go({*self._files} - {*keys})
                self._check(
                    {key: each for key, each in zip(keys, uploads, strict=True) if key not in self._files}
                )
                self._planned = self._plan(keys, published)
            planned = self._planned
            if planned.plan.problems:  # what could not be tried out may work the next time
                self._forget()
            return planned

    def hand_over(self, keys: tuple[Key, ...]) -> Plan | None:
        """The plan, to be closed by whoever publishes it; None where it is no longer there."""
        with self._working():
            if self._planned is None or self._planned.keys != keys:
                return None
            # From here on whoever publishes holds the files; to take one out must not close them.
            plan = self._planned.plan
            self._files, self._planned = {}, None
            return plan

    def clear(self) -> None:
        """Lets go of what was taken out."""
        with self._working():
            self._forget()

    def close(self) -> None:
        """Lets go of everything, at once or as soon as nobody works with it any more."""
        # The visitor may leave while a file is being checked: who works with it then lets go of it.
        self._is_over = True
        if self._at_work.acquire(blocking=False):
            try:
                self._forget()
            finally:
                self._at_work.release()

    @contextmanager
    def _working(self) -> Iterator[None]:
        """One at a time: a run of the page may begin before the last one has ended."""
        try:
            with self._at_work:
                yield
        finally:
            if self._is_over:
                self.close()

    def _check(self, uploads: dict[Key, tuple[Upload, Options]]) -> None:
        if not uploads:
            return
        with _on_disk([upload for upload, _options in uploads.values()]) as paths:
            files = [
                (path, options) for path, (_upload, options) in zip(paths, uploads.values(), strict=True)
            ]
            checked = check_each(files, lambda name, rows: None, database.store())
            for (key, (upload, _options)), file in zip(uploads.items(), checked, strict=True):
                self._files[key] = at_rest(file, in_memory=self._held() + upload.size <= IN_MEMORY)

    def _held(self) -> int:
        """How many bytes of files wait in memory."""
        reports = (report for file in self._files.values() for report in file)
        originals = {report.checked.original for report in reports if report.checked}
        return sum(len(original.held) for original in originals if original.held is not None)

    def _plan(self, keys: tuple[Key, ...], published: Identity) -> StagedPlan:
        files = [[self._judge(report) for report in self._files[key]] for key in keys]
        plan = plan_together(files, database.store(), published)
        # Before anything is tried out: what fails then closes the rows.
        rows = [[_first_rows(report) for report in file] for file in plan.files]
        plan = dry_run(plan)
        return StagedPlan(
            keys, plan, [list(map(Preview, file, each)) for file, each in zip(plan.files, rows, strict=True)]
        )

    def _forget(self) -> None:
        self._planned = None
        self._let_go({*self._files})

    def _let_go(self, keys: set[Key]) -> None:
        for key in keys:
            for report in self._files.pop(key):
                report.close()


@st.cache_resource(scope="session", show_spinner=False, on_release=StagedUploads.close)
def staged_uploads() -> StagedUploads:
    """Those of this visitor, until the visitor leaves."""
    return StagedUploads()


@st.cache_resource(scope="session", show_spinner=False, on_release=StagedUploads.close)
def staged_draft() -> StagedUploads:
    """The draft at which this visitor looks; who may was asked before, and is again when it is decided."""
    return StagedUploads(lambda report: report)


@contextmanager
def _on_disk(uploads: Sequence[Upload]) -> Iterator[list[Path]]:
    """The uploads as files that only this program's user can read, until the block ends."""
    with TemporaryDirectory(dir=scratch.own("uploads")) as folder:
        # A folder each: two files of one name may be dropped together.
        paths = [Path(folder) / str(number) / clean(upload.name) for number, upload in enumerate(uploads)]
        for path, upload in zip(paths, uploads, strict=True):
            path.parent.mkdir()
            path.write_bytes(upload.getbuffer())
        yield paths


def _first_rows(report: Report) -> list[dict[str, Any]]:
    return first_rows(report.checked, SEEN_ROWS) if report.checked else []
