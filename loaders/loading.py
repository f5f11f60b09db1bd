"""Loading files, as the command line, the page and the first start of the dashboard do it: check each, then
publish all that passed."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import duckdb

from database import FILE_NAME
from loaders import findings, text_patterns
from loaders.checks.check import HEAD, Checked, check, head_of
from loaders.checks.comparison import compare_planned
from loaders.files.names import clean
from loaders.files.original import Original, sweep, take
from loaders.files.sheets import OF_ONE, Sheet, read_sheets
from loaders.layout.headers import nearest
from loaders.layout.plan_by_dimension import PLANNED
from loaders.layout.reading import Options, Reading
from loaders.layout.redaction import redacted
from loaders.layout.survey import answers_of
from loaders.layout.survey_responses import RESPONSES
from loaders.limits import IN_MEMORY
from loaders.problem import LoadError, Problem
from loaders.rows import Row
from loaders.store import mappings
from loaders.store.publishing import Stored, publishing, store
from loaders.store.register import opened
from vocabulary.language import N_


@dataclass
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
    problems: Sequence[Problem] = field(default_factory=list)
    findings: Sequence[Problem] = field(default_factory=list)
    """What does not reconcile in what was stored, or would be; none of it refuses the file."""

    @property
    def refused(self) -> bool:
        """Whether nothing of the file may be stored."""
        return self.checked is None

    @property
    def brings_rows(self) -> bool:
        """Whether there is something to store: a table that only repeats what is known elsewhere is compared
        instead."""
        return self.checked is not None and self.checked.layout != PLANNED

    def close(self) -> None:
        """Lets go of the rows that were checked, and of the private copy of the file."""
        if self.checked:
            self.checked.connection.close()
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
        }


Progress = Callable[[str, int], None]
"""Is told the name of the file at work and how many of its rows have been read."""


def check_files(
    paths: Iterable[Path], options: Options, progress: Progress, folder: Path | None = None
) -> list[Report]:
    """Reads and checks files; stores nothing. A workbook gives a report for each of its sheets.

    What the store `folder` remembers of headers is used, and what it holds compared with."""
    paths = list(paths)
    if folder:
        sweep(folder)
    reports = _checked(paths, options, progress, folder)
    refuse_overlaps(reports)
    return reports


def _checked(paths: list[Path], options: Options, progress: Progress, folder: Path | None) -> list[Report]:
    # Small files wait more than they work; large ones need the memory for themselves.
    small = all(_is_small(path) for path in paths)
    if len(paths) == 1 or not small:
        return [report for path in paths for report in _check_file(path, options, progress, folder)]
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(lambda path: _check_file(path, options, progress, folder), paths)
        return [report for reports in found for report in reports]


def refuse_overlaps(reports: Sequence[Report]) -> None:
    """Refuses tables that bring rows of the same slice (`Dataset.replaces`), as sheets of one workbook may,
    or files loaded together: stored one after the other, the later would replace the earlier unseen. The same
    file given twice is none."""
    brought: dict[tuple[str, ...], Report] = {}
    clashes: dict[int, tuple[Report, Report, tuple[str, ...]]] = {}
    tables = Counter(
        report.checked.dataset.table for report in reports if report.checked and report.brings_rows
    )
    for report in reports:
        if report.checked and report.brings_rows and tables[table := report.checked.dataset.table] > 1:
            for part in report.checked.slices():
                first = brought.setdefault((table, *part), report)
                if first is not report and not _is_same(first, report):
                    clashes.setdefault(id(report), (report, first, part))
                    clashes.setdefault(id(first), (first, report, part))
    for report, other, part in clashes.values():
        _refuse(report, _overlap(other, part))
    refused = [report for report, *_rest in clashes.values()]
    for report in list(_summaries(reports)):
        _refuse(report, Problem("error", "sheet_sums_up", _SUMMARY, value=report.sheet, option=OF_ONE))
        refused.append(report)
    _refuse_others(reports, refused)


def _refuse_others(reports: Sequence[Report], refused: Sequence[Report]) -> None:
    """A workbook is loaded whole or not at all."""
    for report in reports:
        if (
            report.checked
            and report.sheet
            and (others := [str(other.sheet) for other in refused if other.path == report.path])
        ):
            _refuse(report, _other_sheet(others))


def _summaries(reports: Sequence[Report]) -> Iterator[Report]:
    """The sheets whose lines come to as much, in every column, as the other sheets of their workbook
    together."""
    for report in reports:
        if report.checked and report.sheet:
            table, own = report.checked.dataset.table, report.checked.control.sums
            others = [
                each.checked
                for each in reports
                if each is not report and each.path == report.path and each.checked
            ]
            sums = [each.control.sums for each in others if each.dataset.table == table]
            together = {
                name: sum((each.get(name) or Decimal(0) for each in sums), Decimal(0)) for name in own
            }
            if sums and any(own.values()) and all((own[name] or 0) == together[name] for name in own):
                yield report


def _is_same(one: Report, other: Report) -> bool:
    assert one.original
    assert other.original
    return (one.original.sha256, one.sheet) == (other.original.sha256, other.sheet)


def _refuse(report: Report, why: Problem) -> None:
    report.problems, report.checked, report.findings = [*report.problems, why], None, []


def _overlap(other: Report, part: tuple[str, ...]) -> Problem:
    message = N_(
        "“{file}” brings rows of the same slice ({value}). Stored one after the other, the later would"
        " replace the earlier."
        " If one sums up the other, or is a later state of it, load only the right one (a sheet saved as a"
        " file of its"
        " own); if each holds lines that the other has not, put the rows together in one table."
    )
    name = f"{clean(other.path.name)} ({other.sheet})" if other.sheet else clean(other.path.name)
    return Problem(
        "error",
        "same_slice",
        message,
        value=", ".join(filter(None, part)),
        words={"file": name},
        option=other.sheet and OF_ONE,
    )


_SUMMARY = N_(
    "The sheet “{value}” comes to as much as the other sheets of the workbook together: stored with them,"
    " every amount would"
    " count twice. Load only the sheets with the lines, saved as files of their own."
)


def _other_sheet(refused: Sequence[str]) -> Problem:
    message = N_(
        "Nothing of the workbook was stored, because the sheet {value} was refused. Correct that sheet, or"
        " load the others one"
        " by one, saved as files of their own."
    )
    return Problem("error", "other_sheet_refused", message, value=", ".join(refused), option=OF_ONE)


def _is_small(path: Path) -> bool:
    with suppress(OSError):  # what cannot even be asked for is refused when it is read
        return path.stat().st_size <= IN_MEMORY
    return False


def load_files(paths: Iterable[Path], options: Options, folder: Path, progress: Progress) -> list[Report]:
    """Loads files into the store: a file with an error stores nothing, the others are published together."""
    reports = check_files(paths, options, progress, folder)
    store_files(reports, folder)
    return reports


def store_files(reports: Iterable[Report], folder: Path) -> None:
    """Publishes together those of the checked files that may be stored, each with the options it was checked
    with.

    Raises LoadError, OSError or duckdb.Error where the store cannot be used; then none of them is stored."""
    reports = list(reports)
    refuse_overlaps(reports)
    accepted = [(report, report.checked) for report in reports if report.checked and report.brings_rows]
    if not accepted:
        return
    with publishing(folder) as following:
        stored = [store(following, folder, checked, report.options) for report, checked in accepted]
        for report, checked in accepted:
            mappings.remember(folder, checked.reading, report.options, checked.answered)
    with opened(folder / FILE_NAME, read_only=True) as published:
        for (report, _checked), outcome in zip(accepted, stored, strict=True):
            report.stored = outcome
            report.findings = findings.of_load(published, outcome.load_id)


def foresee(reports: Iterable[Report], folder: Path) -> None:
    """Gives each report the findings that its rows would bring, were they published now: in a copy of the
    store's database elsewhere, so that the store may be read-only or busy.

    Raises LoadError, OSError or duckdb.Error where the database cannot be read, or the copy finds no room."""
    accepted = [(report, report.checked) for report in reports if report.checked and report.brings_rows]
    with TemporaryDirectory() as elsewhere:
        copy = Path(elsewhere)
        with suppress(FileNotFoundError):  # nothing is published yet
            copyfile(folder / FILE_NAME, copy / FILE_NAME)
        with publishing(copy) as following:
            loads = [store(following, copy, checked, report.options).load_id for report, checked in accepted]
            with opened(following.path) as connection:
                findings.compute(connection, folder)
                for (report, _checked), load_id in zip(accepted, loads, strict=True):
                    report.findings = findings.of_load(connection, load_id)
            following.changed = False


def refresh_findings(folder: Path) -> None:
    """Computes the findings of a store anew where rules or reference tables have changed since; a database
    that cannot be opened is left to whoever opens it next, who will say so."""
    try:
        with duckdb.connect(str(folder / FILE_NAME), read_only=True) as connection:
            current = findings.is_current(connection)
    except duckdb.Error:
        return
    if not current:
        with publishing(folder) as following:
            following.changed = True


def _check_file(path: Path, options: Options, progress: Progress, folder: Path | None) -> list[Report]:
    progress(path.name, 0)
    report = Report(path, options=options)
    with ExitStack() as unfinished:
        try:
            original = take(path, near=folder if folder and os.access(folder, os.W_OK) else None)
            unfinished.callback(original.close)  # at once, also where nobody waits any more
            try:
                sheets = read_sheets(original, options.sheet)
                reports = [_check_sheet(path, original, sheet, options, progress, folder) for sheet in sheets]
            finally:
                original.settle()  # a file that changed meanwhile is refused for that, whatever came of it
                report.original = original
        except LoadError as error:
            report.problems = error.problems
            return [report]
        unfinished.pop_all()
    every = [*sheets, *sheets[0].unread]
    return _of_one_file(
        reports, [str(sheet.name) for sheet in every if len(every) > 1 and _names_people(sheet, reports)]
    )


def _names_people(sheet: Sheet, reports: list[Report]) -> bool:
    """Whether a sheet beside others holds the answers of respondents, or names people otherwise."""
    if any(
        report.sheet == sheet.name and report.checked and report.checked.layout == RESPONSES
        for report in reports
    ):
        return True
    with suppress(LoadError):  # it holds nothing, or nothing that could be read
        return text_patterns.names_people([cells for _row, cells in islice(sheet.text.rows(), HEAD)])
    return False


def _check_sheet(
    path: Path, original: Original, sheet: Sheet, options: Options, progress: Progress, folder: Path | None
) -> Report:
    report, head = Report(path, sheet.name, original), list[Row]()
    try:
        head = head_of(sheet)
        recalled, told = mappings.recall(folder, head, replace(options, sheet=sheet.name))
        report.options = recalled
        checked = check(original, sheet, recalled, lambda rows: progress(path.name, rows), folder)
        if checked.layout == RESPONSES:
            checked = replace(checked, original=redacted(original, sheet.text, checked.reading))
            # What is kept is a text of its own, without the titles.
            values = {name: given.value for name, given in checked.reading.given.items()}
            others = {key: answer for key, answer in recalled.answers.items() if not key.startswith("scale:")}
            answers = others | answers_of(checked.reading)
            report.options = replace(
                recalled, table=checked.dataset.table, sheet=None, values=values, answers=answers
            )
        report.checked, report.reading = checked, checked.reading
        told += mappings.served(checked.answered, options)
        report.problems = [
            *_hidden(sheet),
            *_hidden_columns(sheet, checked.reading),
            *told,
            *checked.problems,
        ]
        if checked.layout == PLANNED:
            report.problems = [*report.problems, *compare_planned(folder, checked)]
    except LoadError as error:
        report.problems, report.reading = error.problems, nearest(head, report.options)
    return report


def _is_table(report: Report) -> bool:
    """Whether a sheet was meant as a table. An explanation, as in our own template, may name a column or two
    of one."""
    if report.checked or report.reading is None:
        return not any(told.rule == "no_header" for told in report.problems)
    return 3 * len(report.reading.lacks) <= 2 * len(report.reading.dataset.required)


def _hidden(sheet: Sheet) -> Iterator[Problem]:
    if sheet.hidden:
        message = N_(
            "The sheets {value} are hidden and were passed over. To load them, show them in Excel and save."
        )
        yield Problem(
            "note", "sheets_hidden", message, value=", ".join(str(each.name) for each in sheet.hidden)
        )
    for rows, rule, message in (
        (sheet.hidden_rows, "rows_hidden", _ROWS_HIDDEN),
        (sheet.crossed_rows, "rows_crossed_out", _ROWS_CROSSED_OUT),
    ):
        if rows:
            yield Problem("warning", rule, message, row=rows[0], words={"count": f"{len(rows):,}"})


_ROWS_HIDDEN = N_(
    "{count} rows are hidden in Excel, the first is row {row}. They were read like all others;"
    " to leave them out, delete them and save."
)
_ROWS_CROSSED_OUT = N_(
    "{count} rows are crossed out in Excel, the first is row {row}. They were read like all others;"
    " to leave them out, delete them and save."
)


def _hidden_columns(sheet: Sheet, reading: Reading) -> Iterator[Problem]:
    """The columns of the table that nobody sees."""
    meant = {at: reading.dataset.column(name).title for name, at in reading.positions.items()}
    for at in sheet.hidden_columns:
        if at in meant or at in reading.across:
            message = N_(
                "The column “{value}” is hidden in Excel and was read as {title}. If another column is the"
                " right one, delete the"
                " hidden one and save."
            )
            header = reading.header.names[at]
            words = {"title": meant.get(at, header)}
            yield Problem(
                "warning", "column_hidden", message, reading.header.rows[-1], value=header, words=words
            )


def _of_one_file(reports: list[Report], naming: list[str]) -> list[Report]:
    """A workbook is loaded whole or not at all; sheets that hold no table are passed over where another one
    does. It is kept as it is, so none of its sheets may name people (`naming`: those that do), be it shown or
    not."""
    tables = [report for report in reports if _is_table(report)]
    if not tables:
        return reports[:1]
    if naming:
        message = N_(
            "The sheet {value} holds answers of respondents or names people. The workbook would be kept"
            " whole, and they with it."
            " Save the sheet that is to be loaded as a file of its own, and load that."
        )
        for report in tables:
            _refuse(report, Problem("error", "people_in_workbook", message, value=", ".join(naming)))
        return tables
    others = [report.sheet for report in reports if report not in tables]
    if others:
        message = N_("The sheets {value} hold no table that is known and were passed over.")
        note = Problem("note", "sheets_passed_over", message, value=", ".join(map(str, others)))
        tables[0].problems = [note, *tables[0].problems]
    refused = [str(report.sheet) for report in tables if report.refused]
    if refused:
        for report in tables:
            if report.checked:
                _refuse(report, _other_sheet(refused))
    return tables
