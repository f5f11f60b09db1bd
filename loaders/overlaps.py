"""Files that are loaded together, checked together: none may bring what another one brings."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from loaders.file_check import other_sheet
from loaders.files.names import clean
from loaders.files.sheets import OF_ONE
from loaders.problem import Problem
from loaders.report import Report
from vocabulary.language import N_

Files = tuple[tuple[Report, ...], ...]
"""Of each file the reports of its tables."""


def refuse_overlaps(files: Sequence[Sequence[Report]]) -> Files:
    """Refuses tables that bring rows of the same slice (`Dataset.replaces`), as sheets of one workbook may,
    or files loaded together: stored one after the other, the later would replace the earlier unseen. The same
    file given twice is none. A workbook is loaded whole or not at all."""
    reasons = _clashes([report for file in files for report in file if report.brings_rows])
    for file in files:
        in_order = [report for report in file if report.checked and report not in reasons]
        for report in _summaries(in_order):
            reasons[report] = Problem("error", "sheet_sums_up", _SUMMARY, value=report.sheet, option=OF_ONE)
        if refused := [str(report.sheet) for report in reasons if report in file]:
            others = [report for report in in_order if report.sheet and report not in reasons]
            reasons |= dict.fromkeys(others, other_sheet(refused))
    return tuple(
        tuple(report.refused_for(reasons[report]) if report in reasons else report for report in file)
        for file in files
    )


def _clashes(reports: Sequence[Report]) -> dict[Report, Problem]:
    """Which tables bring rows of a slice that another one brings too, and what to tell of each."""
    brought: dict[tuple[str, ...], Report] = {}
    clashes: dict[Report, Problem] = {}
    tables = Counter(report.checked.dataset.table for report in reports if report.checked)
    for report in reports:
        # A lone table cannot clash: its slices are not asked for.
        if report.checked and tables[table := report.checked.dataset.table] > 1:
            for part in report.checked.slices():
                first = brought.setdefault((table, *part), report)
                if first is not report and not _is_same(first, report):
                    # The first clash of a table is told; it would say the same of the next slices.
                    clashes.setdefault(report, _overlap(first, part))
                    clashes.setdefault(first, _overlap(report, part))
    return clashes


def _is_same(one: Report, other: Report) -> bool:
    assert one.original
    assert other.original
    return (one.original.sha256, one.sheet) == (other.original.sha256, other.sheet)


def _overlap(other: Report, part: tuple[str, ...]) -> Problem:
    message = N_(
        "“{file}” brings rows of the same slice ({value}). Stored one after the other, the later would"
        " replace the earlier."
        " If one sums up the other, or is a later state of it, load only the right one (a sheet saved as a"
        " file of its"
        " own); if each holds lines that the other has not, put the rows together in one table."
    )
    name = f"{clean(other.path.name)} ({other.sheet})" if other.sheet else clean(other.path.name)
    value = ", ".join(filter(None, part))
    return Problem(
        "error", "same_slice", message, value=value, words={"file": name}, option=other.sheet and OF_ONE
    )


def _summaries(sheets: Sequence[Report]) -> Iterator[Report]:
    """The sheets whose lines come to as much, in every column, as the other sheets of their workbook
    together."""
    for report in sheets:
        if report.checked and report.sheet:
            table, own = report.checked.dataset.table, report.checked.control.sums
            others = [each.checked for each in sheets if each is not report and each.checked]
            sums = [each.control.sums for each in others if each.dataset.table == table]
            together = {
                name: sum((each.get(name) or Decimal(0) for each in sums), Decimal(0)) for name in own
            }
            # A sheet of nothing but zeros sums up nothing.
            if sums and any(own.values()) and all((own[name] or 0) == together[name] for name in own):
                yield report


_SUMMARY = N_(
    "The sheet “{value}” comes to as much as the other sheets of the workbook together: stored with them,"
    " every amount would"
    " count twice. Load only the sheets with the lines, saved as files of their own."
)
