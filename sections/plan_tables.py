"""The plan's tables as they are handed in: a row for each dimension, the rounds of 6 and 12 months side by
side, and their total."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from vocabulary import thai
from vocabulary.language import N_, _
from vocabulary.paper_tables import Column, PaperTable, Row, column, heading_row, row_of

HEADS = {
    "projects_planned": N_("In the plan (projects)"),
    "projects_done": N_("Carried out (projects)"),
    "projects_rate": N_("Percent"),
    "budget_planned": N_("By the plan (baht)"),
    "budget_ordinance": N_("By the ordinance (baht)"),
    "budget_spent": N_("Spent (baht)"),
    "spent_of_planned": N_("Percent of the plan"),
}
PROJECTS = ("projects_planned", "projects_done", "projects_rate")
MONEY = ("budget_planned", "budget_ordinance", "budget_spent", "spent_of_planned")
PLANNED = ("budget_planned", "budget_ordinance")


def by_round(dimensions: pd.DataFrame, rounds: pd.DataFrame, names: Sequence[str]) -> PaperTable:
    """These columns of every dimension in each round, and of the whole plan; `rounds` has the totals. What is
    planned, the first of the columns, stands once where it is the same in all rounds."""
    months = sorted(set(dimensions.round_months))
    planned = dimensions.groupby("dimension_no")[names[0]]
    # Where a dimension is missing in a round, the total of that round would not sum the column.
    is_alike = bool(((planned.nunique() == 1) & (planned.size() == len(months))).all())
    once, each_round = (tuple(names[:1]), tuple(names[1:])) if is_alike else ((), tuple(names))
    rows = [
        Row((_dimension(number, listed.dimension.iloc[0]), *_cells(listed, months, once, each_round)))
        for number, listed in dimensions.groupby("dimension_no")
    ]
    total = Row((_("Total"), *_cells(rounds, months, once, each_round)), "total")
    groups = [_("Round of {months} months").format(months=thai.digits(each)) for each in months]
    columns = (
        Column(_("Dimension")),
        *(Column(_(HEADS[name]), is_figure=True) for name in once),
        *(Column(_(HEADS[name]), is_figure=True, group=group) for group in groups for name in each_round),
    )
    return PaperTable(columns, (*rows, total))


def _cells(
    rows: pd.DataFrame, months: Sequence[int], once: Sequence[str], each_round: Sequence[str]
) -> Iterator[str]:
    """The cells of one dimension, or of all: a dimension may be missing in a round."""
    yield from row_of(rows.iloc[-1], once).cells
    for each in months:
        of_round = rows[rows.round_months == each].to_dict("records")
        yield from row_of(of_round[0] if of_round else {}, each_round).cells


def of_year(dimensions: pd.DataFrame, total: pd.Series) -> PaperTable:
    """What the plan gives each dimension, and all of them."""
    names = ("projects_planned", *PLANNED)
    rows = [
        row_of(row, names, first=_dimension(row["dimension_no"], row["dimension"]))
        for row in dimensions.to_dict("records")
    ]
    heads = (Column(_(HEADS[name]), is_figure=True) for name in names)
    total_row = row_of(total.to_dict(), names, "total", _("Total"))
    return PaperTable((Column(_("Dimension")), *heads), (*rows, total_row))


def of_projects(projects: pd.DataFrame, names: Sequence[str], dimensions: pd.DataFrame) -> PaperTable:
    """Every project under its dimension, and the total of each column of money."""
    rows: list[Row] = []
    for row in dimensions.itertuples():
        rows.append(heading_row(_dimension(row.dimension_no, row.dimension), len(names)))
        listed = projects[projects.dimension_no == row.dimension_no]
        rows += [_project(each, names) for each in listed.to_dict("records")]
    sums = {name: projects[name].sum(min_count=1) for name in names if name.startswith("budget_")}
    total = row_of({**sums, "project": _("Total")}, names, "total")
    return PaperTable(tuple(map(column, names)), (*rows, total))


def _project(values: Mapping[Any, Any], names: Sequence[str]) -> Row:
    """A project with the reason beside its status: few have one, and a column of its own would stand
    empty."""
    cells = dict(zip(names, row_of(values, names).cells, strict=True))
    if "project_status" in cells and not thai.is_missing(values["reason"]):
        cells["project_status"] += f": {values['reason']}"
    return Row(tuple(cells.values()))


def _dimension(number: int, name: str) -> str:
    return f"{thai.digits(number)}. {name}".strip()
