"""Checking files without a store to load them into."""

from collections.abc import Iterable
from pathlib import Path

from loaders.file_check import Progress
from loaders.layout.reading import Options
from loaders.loading import check_each
from loaders.overlaps import refuse_overlaps
from loaders.report import Report


def check_files(paths: Iterable[Path], options: Options, progress: Progress, folder: Path | None = None) -> list[Report]:
    """Reads files and checks them, each and together; stores nothing."""
    checked = check_each([(path, options) for path in paths], progress, folder)
    return [report for file in refuse_overlaps(checked) for report in file]
