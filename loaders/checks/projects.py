"""Projects of a plan whose numbers begin anew, and projects that are cancelled in words and counted all the
same."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import duckdb

from loaders.files.sheets import Sheet
from loaders.layout.reading import Reading, arabic
from loaders.problem import Problem
from vocabulary.language import N_

# “(ยกเลิกโครงการ)” or ยกเลิก alone; not รณรงค์ยกเลิกการใช้โฟม, not ไม่ยกเลิกโครงการ.
_CANCELLED = re.compile(
    r"(?<!ไม่)(?<!ไม่ได้)ยกเลิก(?:โครงการ|แล้ว|การดำเนิน(?:การ|งาน|โครงการ))|^\W*(?:ขอ)?ยกเลิก\W*$|[(\[]\s*(?:ขอ)?ยกเลิก\s*[)\]]|\sยกเลิก\W*$"
)
# ปลูกป่าชายเลน (แทนโครงการที่ 2)
_REPLACES = re.compile(r"(?:แทน|ทดแทน)โครงการ(?:ที่|ลำดับ(?:ที่)?)?\s*\d+")


def numbered_anew(
    connection: duckdb.DuckDBPyConnection, reading: Reading, problems: Iterable[Problem]
) -> Iterator[Problem]:
    """`problems`, of which those of a number that two projects have say which projects these are, and what to
    do."""
    for problem in problems:
        if (
            problem.rule != "repeated_key"
            or "project_no" not in reading.dataset.names
            or "first" not in problem.words
        ):
            yield problem
            continue
        query = (
            "SELECT project, CAST(project_no AS VARCHAR) FROM record WHERE source_row IN ($row, $first)"
            " ORDER BY source_row"
        )
        rows = {"row": problem.row, "first": int(problem.words["first"])}
        projects = connection.execute(query, rows).fetchall()
        before, number = projects[0]
        project, _number = projects[-1]
        # One project written twice: its number is right, and one of the two rows too many.
        if before == project:
            yield problem
        else:
            words = problem.words | {"before": before or "–", "number": number}
            yield replace(problem, message=_NUMBERED_ANEW, value=project or "–", words=words)


def cancelled_projects(
    connection: duckdb.DuckDBPyConnection, reading: Reading, sheet: Sheet
) -> Iterator[Problem]:
    """A warning for each row that says anywhere that a project is cancelled, or stands for another, though it
    is counted."""
    if "project_no" not in reading.dataset.names or "status" not in reading.dataset.names:
        return
    choices = dict(reading.dataset.column("status").kind.choices)
    # A cancelled project that is reported as ไม่สามารถดำเนินการได้ is reported rightly.
    query = "SELECT source_row, status FROM record WHERE status <> 'cannot'"
    counted = dict(connection.execute(query).fetchall())
    for row, cells in sheet.text.rows() if counted else ():
        texts = [arabic(cell) for cell in cells] if row in counted else []
        for pattern, message in ((_CANCELLED, _IS_CANCELLED), (_REPLACES, _STANDS_FOR)):
            if text := next(filter(pattern.search, texts), None):
                words = {"status": f"{choices[counted[row]]} ({counted[row]})"}
                yield Problem("warning", "cancelled_project", message, row, "status", text[:80], words=words)


_NUMBERED_ANEW = N_(
    "Row {row}: “{value}” has the number {number} that “{before}” has in row {first}. If the numbers begin"
    " anew in each"
    " dimension, number all projects of the plan from the first to the last (1, 2, 3 …); if the two are one"
    " project, keep one of"
    " them."
)
_IS_CANCELLED = N_(
    "Row {row}: “{value}” says that the project is cancelled, and it was counted as {status}. Correct the"
    " status or the text if"
    " that is wrong."
)
_STANDS_FOR = N_(
    "Row {row}: “{value}” says that the project stands for another, and it was counted as {status}, beside"
    " the other if that is"
    " in the list. Take the other out if it does not count."
)
