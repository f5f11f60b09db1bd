"""Loading files, as the command line and the first start of the dashboard do it: check each, then publish all that passed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loaders import files
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
    store_files([(report, options) for report in reports], folder)
    return reports


def store_files(reports: Iterable[tuple[Report, Options]], folder: Path) -> None:
    """Publishes together those of the checked files that may be stored, each with the options it was checked with.

    Raises LoadError, OSError or duckdb.Error where the store cannot be used; then none of them is stored."""
    accepted = [(report, options) for report, options in reports if not report.refused]
    if not accepted:
        return
    stored = []
    with publishing(folder) as following:
        for report, options in accepted:
            assert report.contents
            assert report.checked
            stored.append(store(following, folder, report.contents, report.checked, options))
    for (report, _options), outcome in zip(accepted, stored, strict=True):
        report.stored = outcome


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
