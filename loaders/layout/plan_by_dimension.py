"""What is planned only, dimensions across: a pair of columns (projects, budget) for each."""

import re
from collections import defaultdict
from collections.abc import Iterator

from loaders.layout.form import Form, best_first
from loaders.layout.reading import Header, Options, Reading, arabic
from loaders.rows import Cells, Notices, Record, Row, trimmed
from loaders.schema.dataset import Dataset
from vocabulary.language import N_

PLANNED = "plan_planned_columns"
_EXPLANATION = N_("what is planned only, by dimension in columns")
_DIMENSION = re.compile(r"มิติ(?:ที่)?\s*([1-4])\s+(โครงการ|งบประมาณ)")
_COLUMNS = {"โครงการ": "projects_planned", "งบประมาณ": "budget_planned"}
_MAKES = ("dimension_no", "projects_planned", "projects_done", "budget_planned")
_FEWEST = 4
"""How many such columns a table of this form has: those of two dimensions."""


def _dimension(header: str) -> tuple[int, str] | None:
    """The dimension of the plan and the column that a header such as มิติที่ 1 โครงการ names."""
    match = _DIMENSION.fullmatch(arabic(header))
    return (int(match[1]), _COLUMNS[match[2]]) if match else None


def _recognise(
    dataset: Dataset, headers: list[Header], _head: list[Row], _options: Options
) -> Iterator[Reading]:
    yield from best_first(_reading(dataset, header) for header in headers)


def _reading(dataset: Dataset, header: Header) -> Reading | None:
    across = tuple(at for at, name in enumerate(header.names) if _dimension(name))
    if len(across) < _FEWEST:
        return None
    return Reading(dataset, PLANNED, header, {}, across=across, makes=_MAKES)


def _read(
    reading: Reading, rows: Iterator[Row], notices: Notices, _roles: dict[int, str]
) -> Iterator[Record]:
    """A record for each dimension."""
    for row, cells in rows:
        notices.rows_read += 1
        planned: dict[int, Cells] = defaultdict(dict)
        for at in reading.across:
            if dimension := _dimension(reading.header.names[at]):
                number, column = dimension
                planned[number][column] = trimmed(cells[at])
        for number, figures in sorted(planned.items()):
            # The progress report requires it; this table is compared with that and never stored.
            own: Cells = {"dimension_no": str(number), "projects_done": "0"}
            yield Record(row, reading.given_cells | figures | own)


PLAN_BY_DIMENSION = Form(PLANNED, _recognise, _read, lambda _reading: _EXPLANATION, tables=("plan_progress",))
