"""Loading files, as the command line and the first start of the dashboard do it: check each, then publish all that passed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from database import FILE_NAME
from loaders import files, findings
from loaders.checks import Checked, Options, check
from loaders.files import Contents
from loaders.problem import LoadError, Problem
from loaders.store import Stored, publishing, store


@dataclass
class Report:
    """What became of one file."""

    path: Path
    contents: Contents | None = None
    checked: Checked | None = None
    stored: Stored | None = None
    problems: Sequence[Problem] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether nothing of the file may be stored."""
        return self.checked is None

    def as_json(self) -> dict[str, object]:
        """The report as the command line's `--json` gives it."""
        return {
            "path": str(self.path),
            "table": self.checked and self.checked.dataset.table,
            "load_id": self.stored and self.stored.load_id,
            "sha256": self.contents and self.contents.sha256,
            "encoding": self.checked and self.checked.encoding,
            "layout": self.checked and self.checked.layout,
            "rows": self.checked.rows_read if self.checked else 0,
            "stored": self.stored.rows if self.stored else 0,
            "unchanged": bool(self.stored and self.stored.unchanged),
            "replaced": self.stored.replaced if self.stored else {},
            "left": self.stored.left if self.stored else {},
            "problems": [problem.as_json() for problem in self.problems],
        }


Progress = Callable[[str, int], None]
"""Is told the name of the file at work and how many of its rows have been read."""


def check_files(paths: Iterable[Path], options: Options, progress: Progress) -> list[Report]:
    """Reads and checks files; stores nothing."""
    return [_check_file(path, options, progress) for path in paths]


def load_files(paths: Iterable[Path], options: Options, folder: Path, progress: Progress) -> list[Report]:
    """Loads files into the store: a file with an error stores nothing, the others are published together."""
    reports = check_files(paths, options, progress)
    accepted = [report for report in reports if not report.refused]
    if accepted:
        with publishing(folder) as following:
            for report in accepted:
                assert report.contents
                assert report.checked
                report.stored = store(following, folder, report.contents, report.checked, options)
    return reports


def refresh_findings(folder: Path) -> None:
    """Computes the findings of a store anew where rules or reference tables have changed since; a database that cannot be
    opened is left to whoever opens it next, who will say so."""
    try:
        with duckdb.connect(str(folder / FILE_NAME), read_only=True) as connection:
            current = findings.is_current(connection)
    except duckdb.Error:
        return
    if not current:
        with publishing(folder) as following:
            following.changed = True


def _check_file(path: Path, options: Options, progress: Progress) -> Report:
    report = Report(path)
    progress(path.name, 0)
    try:
        report.contents = files.read(path)
        report.checked = check(files.cells(report.contents), options, lambda rows: progress(path.name, rows))
        report.problems = report.checked.problems
    except LoadError as error:
        report.problems = error.problems
    return report
