"""What is shown of a file before it is stored: what was understood, what it would change, what is wrong with it."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

import streamlit as st

import thai
from address import plain
from language import N_, _, current
from loaders.checks import problems_of
from loaders.dataset import Dataset
from loaders.datasets import DATASETS
from loaders.effect import Effect
from loaders.loading import Report
from loaders.names import clean
from loaders.problem import Problem, Severity
from tables import harmless

SEVERITIES: dict[Severity, str] = {"error": N_("error"), "warning": N_("warning"), "note": N_("note")}
HEADINGS: dict[Severity, str] = {
    "error": N_("{count} errors to correct; nothing of this file will be stored"),
    "warning": N_("{count} warnings; the file can be stored"),
    "note": N_("{count} notes"),
}

LAYOUTS = {"tidy": N_("one header row, a record in each row below")}
"""What the layouts of loaders/files.py are in a reader's words."""
MOST_READ = 20
"""How many remarks of one severity are told as sentences; all of them stand in the table below."""
Upload = Any
"""A file as Streamlit holds it for one visitor: file_id, name, getbuffer()."""


@dataclass(frozen=True)
class Preview:
    """What is shown of a file before it is stored. Its rows and the file itself are let go."""

    report: Report
    rows: list[dict[str, Any]]
    effect: Effect | None

    @property
    def dataset(self) -> Dataset | None:
        """The table that the file fills, or seems to be meant for."""
        return self.report.reading.dataset if self.report.reading else None


def table_name(dataset: Dataset) -> str:
    """What a table is called in the visitor's language."""
    return dataset.title if current() == "th" else dataset.table


def column_name(dataset: Dataset | None, name: str | None) -> str:
    """What a column is called in the visitor's language; its name where no table is known."""
    if current() == "en" or not name:
        return name or ""
    datasets = [dataset, *DATASETS.values()] if dataset else DATASETS.values()
    return next((column.title for each in datasets for column in each.columns if column.name == name), name)


def tell(problems: Iterable[Problem]) -> None:
    """What is wrong with the store, or with what was asked of it."""
    for problem in problems:
        st.error(plain(problem.text(current())), icon=":material/error:")


def show(upload: Upload, preview: Preview, mapping: dict[str, str]) -> None:
    """A file with all that is worth knowing before it is stored; `mapping` takes the columns chosen for unknown headers."""
    with st.container(border=True):
        name, refused = plain(clean(upload.name)), preview.report.refused
        st.subheader(name, anchor=False)
        st.badge(_("cannot be loaded") if refused else _("can be loaded"), color="red" if refused else "green",
                 icon=":material/block:" if refused else ":material/check_circle:")  # fmt: skip
        _show_understanding(preview.report)
        if preview.effect:
            _show_effect(preview.report, preview.effect)
        _offer_mapping(upload, preview, mapping)
        _show_problems(upload, preview)
        _show_findings(preview)
        if preview.rows:
            _show_rows(preview)


def _show_understanding(report: Report) -> None:
    """What was understood of the file: table, encoding, layout, rows."""
    if report.checked:
        checked = report.checked
        parts = (
            _("Table: {table}").format(table=table_name(checked.dataset)),
            _("Encoding: {encoding}").format(encoding=checked.encoding),
            _("Layout: {layout}").format(layout=_(LAYOUTS.get(checked.layout, checked.layout))),
            _("{rows} rows read").format(rows=thai.number(checked.rows_read)),
        )
        st.caption(plain(" · ".join(parts)))


def _show_findings(_preview: Preview) -> None:
    """The place for what does not reconcile in the file, once loaders/findings tells it before a load is made."""


def _show_effect(report: Report, what: Effect) -> None:
    assert report.checked
    counts = {_("New"): what.new, _("Changed"): what.changed, _("Unchanged"): what.unchanged, _("Gone"): what.gone}
    with st.container(horizontal=True):
        for name, count in counts.items():
            st.metric(_("{kind} (rows)").format(kind=name), thai.number(count), border=True, width=150)
    rows = [
        {
            _("Column"): column_name(report.checked.dataset, total.column) + (f" ({_('mean')})" if total.is_mean else ""),
            _("Before"): _figure(total.before),
            _("After"): _figure(total.after),
        }
        for total in what.totals
    ]
    if rows:
        right = st.column_config.TextColumn(alignment="right")
        st.caption(_("Totals of the part of the table that this file replaces, before and after"))
        st.dataframe(rows, hide_index=True, column_config={_("Before"): right, _("After"): right})


def _figure(value: Any) -> str:
    return thai.number(value, 0 if value == int(value) else 2) if value is not None else thai.NOTHING


def _offer_mapping(upload: Upload, preview: Preview, chosen: dict[str, str]) -> None:
    """For each header that no column is known for, the columns to choose from; a choice is checked at once."""
    headers = list(dict.fromkeys((*chosen, *(preview.report.reading.unknown if preview.report.reading else ()))))
    if not headers or preview.dataset is None:
        return
    names = {column.name: column_name(preview.dataset, column.name) for column in preview.dataset.columns}
    with st.expander(_("Headers that are not known ({count})").format(count=thai.number(len(headers))), icon=":material/rule:",
                     expanded=preview.report.refused):  # fmt: skip
        st.caption(_("Choose the column that a header stands for, or leave it: then it is passed over."))
        for number, header in enumerate(headers):
            key = f"map_{upload.file_id}_{number}"

            def remember(header: str = header, key: str = key) -> None:
                chosen.pop(header, None)
                if column := st.session_state[key]:
                    chosen[header] = column

            options = list(names)
            index = options.index(chosen[header]) if header in chosen else None
            st.selectbox(plain(header), options, index, names.__getitem__, key, placeholder=_("pass over"), on_change=remember)


def _show_problems(upload: Upload, preview: Preview) -> None:
    """Errors first, as sentences; then all as a table and as a file to hand to whoever corrects them."""
    problems = sorted(preview.report.problems, key=lambda problem: list(HEADINGS).index(problem.severity))
    if not problems:
        return
    box: dict[Severity, Any] = {"error": st.error, "warning": st.warning, "note": st.info}
    for severity, heading in HEADINGS.items():
        if found := problems_of(severity, problems):
            told = [f"- {plain(problem.text(current()))}" for problem in found[:MOST_READ]]
            more = [_("… and {count} more, in the table below").format(count=thai.number(len(found) - MOST_READ))]
            lines = told + (more if len(found) > MOST_READ else [])
            box[severity]("\n".join((f"**{_(heading).format(count=thai.number(len(found)))}**\n", *lines)))
    rows = [_row(problem, preview.dataset) for problem in problems]
    with st.expander(_("All remarks as a table"), icon=":material/table_rows:"):
        st.dataframe(rows, hide_index=True, placeholder="")
        st.download_button(
            _("Download all remarks as CSV"), _as_csv(rows), f"{clean(upload.name)}.remarks.csv", "text/csv",
            icon=":material/download:", on_click="ignore", key=f"remarks_{upload.file_id}",
        )  # fmt: skip


def _row(problem: Problem, dataset: Dataset | None) -> dict[str, Any]:
    return {
        _("Severity"): _(SEVERITIES[problem.severity]),
        _("Row"): thai.digits(problem.row) if problem.row else None,
        _("Column"): column_name(dataset, problem.column) or None,
        _("Value"): problem.value,
        _("What to do"): problem.text(current()),
    }


def _as_csv(rows: list[dict[str, Any]]) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(rows[0])
    writer.writerows([harmless(str(value or "")) for value in row.values()] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _show_rows(preview: Preview) -> None:
    with st.expander(_("The first rows, as they will be stored"), icon=":material/table_rows:"):
        named = [{column_name(preview.dataset, name): value for name, value in row.items()} for row in preview.rows]
        empty = {name for name in named[0] if all(row[name] is None for row in named)}
        shown = [{name: _written(value) for name, value in row.items() if name not in empty} for row in named]
        st.dataframe(shown, hide_index=True, placeholder=thai.NOTHING)


def _written(value: Any) -> Any:
    return thai.day(value) if isinstance(value, date) else str(value) if value is not None else None
