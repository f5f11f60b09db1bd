"""What became of one file, or of one sheet of a workbook, so far: how it is understood, what is wrong with
it, its checked rows; later what storing it would change, and where it was stored."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from loaders.checks import workbench
from loaders.checks.check import Checked
from loaders.files.original import Original
from loaders.layout.plan_by_dimension import PLANNED
from loaders.layout.reading import Options, Reading
from loaders.limits import AT_REST, LITTLE
from loaders.problem import Problem
from loaders.store.effect import Effect
from loaders.store.publishing import Stored


# Each is itself only: loads, effects and reasons are kept by report.
@dataclass(frozen=True, eq=False)
class Report:
    """What became of one file, or of one sheet of a workbook."""

    path: Path
    sheet: str | None = None
    original: Original | None = None
    reading: Reading | None = None
    """How the table is understood, or where it is refused for that, what it comes nearest to."""
    options: Options = field(default_factory=Options)
    """Those of the caller, with what was remembered."""
    checked: Checked | None = None
    stored: Stored | None = None
    problems: Sequence[Problem] = ()
    findings: Sequence[Problem] = ()
    """What does not reconcile in what was stored, or would be; none of it refuses the file."""
    effect: Effect | None = None
    """What storing it would change; None where that was not asked, or nothing would be stored."""
    likely_headers: tuple[str, ...] = ()
    """What seem to be the headers of a table of which none is known."""

    @property
    def refused(self) -> bool:
        """Whether nothing of the file may be stored."""
        return self.checked is None

    @property
    def brings_rows(self) -> bool:
        """Whether there is something to store: a table that only repeats what is known elsewhere is compared
        instead."""
        return self.checked is not None and self.checked.layout != PLANNED

    def refused_for(self, reason: Problem) -> "Report":
        """The report of the same table once it may not be stored."""
        return replace(self, problems=[*self.problems, reason], checked=None)

    def close(self) -> None:
        """Lets go of the rows that were checked, and of the private copy of the file."""
        if self.checked:
            workbench.end(self.checked.connection)
            self.checked.original.close()
        if self.original:
            self.original.close()

    def as_json(self) -> dict[str, object]:
        """The report as the command line's `--json` gives it."""
        return {
            "path": str(self.path),
            "sheet": self.sheet,
            "table": self.checked and self.checked.dataset.table,
            "load_id": self.stored and self.stored.load_id,
            "sha256": self.original and self.original.sha256,
            "encoding": self.checked and self.checked.encoding,
            "layout": self.checked and self.checked.layout,
            "understood": self.checked and self.checked.reading.as_json(),
            "rows": self.checked.rows_read if self.checked else 0,
            "stored": self.stored.rows if self.stored else 0,
            "control": self.checked and self.checked.control.as_json(),
            "unchanged": bool(self.stored and self.stored.unchanged),
            "replaced": self.stored.replaced if self.stored else {},
            "left": self.stored.left if self.stored else {},
            "problems": [problem.as_json() for problem in (*self.problems, *self.findings)],
        } | ({"effect": self.effect.as_json()} if self.effect else {})


_ROWS = ("spill", "workbench.duckdb", "workbench.duckdb.wal")
"""What holds the checked rows of a large file in its private folder."""


def at_rest(file: Sequence[Report], *, in_memory: bool) -> tuple[Report, ...]:
    """The reports of a checked file as long as it waits to be stored: with nothing of it on disk, or where it
    is too large or may not stay `in_memory`, with what will be stored in its private folder and nothing
    else."""
    given = file[0].original
    kept = next((report.checked.original for report in file if report.checked and report.brings_rows), None)
    if given is None:
        return tuple(file)
    if kept is None:
        given.close()
        return tuple(file)
    if in_memory and not any((given.scratch / name).exists() for name in _ROWS):
        held = kept.in_memory()
        given.close()
        return tuple(_waiting(report, held, AT_REST) for report in file)
    for path in given.scratch.iterdir():
        # Sheets taken out of a workbook, and texts in UTF-8, have served.
        if path != kept.copy and path.name not in _ROWS:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return tuple(_waiting(report, kept, LITTLE) for report in file)


def _waiting(report: Report, original: Original, memory: str) -> Report:
    if report.checked is None:
        return report
    workbench.rest(report.checked.connection, memory)
    return replace(report, checked=replace(report.checked, original=original, at_rest=memory))
