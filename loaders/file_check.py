"""Reading and checking one file, whatever is loaded together with it: a workbook gives a report for each of
its sheets that holds a table."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path

import seal
from loaders import text_patterns
from loaders.checks import workbench
from loaders.checks.check import HEAD, Checked, check, head_of
from loaders.checks.comparison import compare_planned
from loaders.files.original import Original, take
from loaders.files.sheets import OF_ONE, Sheet, read_sheets
from loaders.files.text import read_text
from loaders.layout.headers import headers, nearest, no_header
from loaders.layout.plan_by_dimension import PLANNED
from loaders.layout.reading import Options, Reading
from loaders.layout.redaction import emptied, redacted
from loaders.layout.survey import answers_of
from loaders.layout.survey_responses import RESPONSES
from loaders.problem import LoadError, Problem
from loaders.report import Report
from loaders.rows import Row
from loaders.schema.templates import is_explanation
from loaders.store import mappings
from vocabulary.language import N_

Progress = Callable[[str, int], None]
"""Is told the name of the file at work and how many of its rows have been read."""


def check_file(path: Path, options: Options, progress: Progress, folder: Path | None) -> list[Report]:
    """Reads and checks a file; stores nothing. What the store `folder` remembers of headers is used, and what
    it holds compared with."""
    progress(path.name, 0)
    original = None
    with ExitStack() as unfinished:
        try:
            # In the store, keeping the original is a second name for it and no second copy (disk.copy).
            # On this machine's own disk, whose processes it can ask for (see `sweep`).
            near = seal.database(folder).parent if folder else None
            taken = take(path, near=near if near and os.access(near, os.W_OK) else None)
            unfinished.callback(taken.close)  # at once, also where nobody waits any more
            try:
                sheets = read_sheets(taken, options.sheet)
                reports = [_check_sheet(path, taken, sheet, options, progress, folder) for sheet in sheets]
            finally:
                taken.settle()  # a file that changed meanwhile is refused for that, whatever came of it
                original = taken
        except LoadError as error:
            return [Report(path, original=original, options=options, problems=error.problems)]
        # From here on the reports have the private copy, and whoever has them closes it.
        unfinished.pop_all()
    # All sheets of a workbook name the same unread ones.
    every = [*sheets, *sheets[0].unread]
    # Answers in a file of their own are kept without who answered; a workbook is kept whole, unless all that
    # is loaded of it are cases.
    is_kept_whole = len(every) > 1 and not _are_cases_alone(reports)
    naming = [str(sheet.name) for sheet in every if is_kept_whole and _names_people(sheet, reports)]
    return _of_one_file(reports, naming)


def _are_cases_alone(reports: list[Report]) -> bool:
    """Whether the one table of a file is of cases, of which a copy without people is kept."""
    tables = [report.checked for report in reports if report.checked]
    return len(tables) == 1 and tables[0].dataset.is_about_people


def _names_people(sheet: Sheet, reports: list[Report]) -> bool:
    """Whether a sheet beside others holds the answers of respondents or cases, or names people otherwise."""
    if any(
        report.sheet == sheet.name
        and report.checked
        and (report.checked.layout == RESPONSES or report.checked.dataset.is_about_people)
        for report in reports
    ):
        return True
    with suppress(LoadError):  # it holds nothing, or nothing that could be read
        return text_patterns.names_people([cells for _row, cells in islice(sheet.text.rows(), HEAD)])
    return False


def _check_sheet(
    path: Path, original: Original, sheet: Sheet, options: Options, progress: Progress, folder: Path | None
) -> Report:
    head: list[Row] = []
    recalled = options
    try:
        head = head_of(sheet)
        # The second sheet of our own template names columns: it could be taken for a table of them.
        if head and is_explanation(head[0][1]):
            return Report(path, sheet.name, original, options=options, problems=[no_header(head)])
        recalled, notes = mappings.recall(folder, head, replace(options, sheet=sheet.name))
        checked = check(original, sheet, recalled, lambda rows: progress(path.name, rows), folder)
        if checked.layout == RESPONSES:
            # What is kept is a text of its own, without the titles.
            checked = replace(checked, original=redacted(original, sheet.text, checked.reading))
            recalled = _of_answers_alone(recalled, checked)
        elif checked.dataset.is_about_people:
            recalled = _of_kept_copy(recalled, checked)
            checked = _of_cases_alone(checked, sheet, recalled, folder)
        notes += mappings.served(checked.answered, options)
        problems = [*_hidden(sheet), *_hidden_columns(sheet, checked.reading), *notes, *checked.problems]
        if checked.layout == PLANNED:
            problems += compare_planned(folder, checked)
    except LoadError as error:
        # Where none is known, the page asks a clerk what each of these headers is.
        likely = _likely_headers(head) if any(each.rule == "no_header" for each in error.problems) else ()
        reading = nearest(head, recalled)
        return Report(
            path, sheet.name, original, reading, recalled, problems=error.problems, likely_headers=likely
        )
    return Report(path, sheet.name, original, checked.reading, recalled, checked, problems=problems)


def _of_kept_copy(options: Options, checked: Checked) -> Options:
    """With which options a table is read again from what is kept of it, where titles and other sheets are
    not."""
    values = {name: given.value for name, given in checked.reading.given.items()}
    answers = options.answers | checked.answered
    return replace(options, table=checked.dataset.table, sheet=None, values=values, answers=answers)


def _of_answers_alone(options: Options, checked: Checked) -> Options:
    """With which options the answers of respondents are read again from what is kept of them."""
    # Which scale a column lies on is among what `answers_of` says anew.
    others = {key: answer for key, answer in options.answers.items() if not key.startswith("scale:")}
    answers = others | answers_of(checked.reading)
    return replace(_of_kept_copy(options, checked), answers=answers)


def _is_all_that_is_in(copy: Original, original: Original, sheet: Sheet) -> bool:
    """Whether a text file has nothing that its copy has not: then it may be kept itself."""
    is_plain = original.path == sheet.text.path and copy.name.startswith(Path(original.name).stem)
    return is_plain and [*sheet.text.rows()] == [*read_text(copy).rows()]


def _of_cases_alone(checked: Checked, sheet: Sheet, options: Options, folder: Path | None) -> Checked:
    """The same table as it is kept, without what may tell of people: read and checked again from the kept
    copy, so that what is stored is in it. Raises LoadError where that is not so."""
    lines = checked.connection.execute("SELECT source_row FROM record UNION SELECT source_row FROM total")
    rows = {row for (row,) in lines.fetchall()}
    copy = emptied(checked.original, sheet.text, checked.reading, rows)
    if _is_all_that_is_in(copy, checked.original, sheet):
        return checked
    workbench.end(checked.connection)
    again = check(copy, read_sheets(copy)[0], options, folder=folder)
    return replace(checked, connection=again.connection, control=again.control, original=copy)


def _likely_headers(head: list[Row]) -> tuple[str, ...]:
    """What seem to be the headers of a table of which none is known: the row with the most different
    words."""
    words = [
        # A letter of any script: a row of figures and dashes is no header.
        [name for name in header.names if re.search(r"[^\W\d_]", name)]
        for header in headers(head)
        if len(header.rows) == 1
    ]
    return tuple(max(words, key=lambda row: len(set(row)), default=()))


def _is_table(report: Report) -> bool:
    """Whether a sheet was meant as a table. An explanation, as in our own template, may name a column or two
    of one."""
    if report.checked or report.reading is None:
        return not any(problem.rule == "no_header" for problem in report.problems)
    # At least a third of the columns that it cannot do without are there.
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
            # More than a note: what nobody sees is in every sum.
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
        # None holds a table: that is said once for the file.
        return reports[:1]
    if naming:
        message = N_(
            "The sheet {value} holds answers of respondents or names people. The workbook would be kept"
            " whole, and they with it."
            " Save the sheet that is to be loaded as a file of its own, and load that."
        )
        problem = Problem("error", "people_in_workbook", message, value=", ".join(naming))
        return [report.refused_for(problem) for report in tables]
    others = [report.sheet for report in reports if report not in tables]
    if others:
        message = N_("The sheets {value} hold no table that is known and were passed over.")
        note = Problem("note", "sheets_passed_over", message, value=", ".join(map(str, others)))
        tables[0] = replace(tables[0], problems=[note, *tables[0].problems])
    if refused := [str(report.sheet) for report in tables if report.refused]:
        return [report.refused_for(other_sheet(refused)) if report.checked else report for report in tables]
    return tables


def other_sheet(refused: Sequence[str]) -> Problem:
    """A sheet is in order, but others of its workbook are refused."""
    message = N_(
        "Nothing of the workbook was stored, because the sheet {value} was refused. Correct that sheet, or"
        " load the others one"
        " by one, saved as files of their own."
    )
    return Problem("error", "other_sheet_refused", message, value=", ".join(refused), option=OF_ONE)
