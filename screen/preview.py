"""What is shown of a file before it is stored: what was understood, what it would change, what is wrong with
it."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any, Literal

import streamlit as st

from loaders.checks.check import problems_of
from loaders.checks.control import Control
from loaders.files.names import clean
from loaders.layout import understanding
from loaders.layout.reading import Reading
from loaders.layout.survey_responses import RESPONSES
from loaders.problem import Problem, Severity
from loaders.report import Report
from loaders.schema.dataset import Dataset
from loaders.schema.datasets import DATASETS
from loaders.store.effect import Change, Effect, Total
from screen.address import plain
from screen.open_questions import ANSWERED, UploadAnswers, ask, offer_mapping
from screen.upload_words import column_name, day, sentence, table_name, written
from vocabulary import thai
from vocabulary.formulas import harmless
from vocabulary.language import N_, _, counted

SEVERITIES: dict[Severity, str] = {"error": N_("error"), "warning": N_("warning"), "note": N_("note")}
HEADINGS: dict[Severity, str] = {
    "error": N_("Errors to correct: {count}. Nothing of this file will be stored"),
    "warning": N_("Warnings: {count}. The file can be stored"),
    "note": N_("Notes: {count}"),
}
TO_CHECK = N_("To check besides: {count}")
BOXES: dict[Severity, tuple[str, str]] = {
    "error": ("error", ":material/error:"),
    "warning": ("warning", ":material/warning:"),
    "note": ("info", ":material/info:"),
}
"""In which box remarks are told, and its icon."""
FINDINGS = N_(
    "Findings that this file would bring: {count}. It can be stored with them, and they can be explained"
)
MOST_READ = 20
"""How many remarks of one severity are told as sentences; all of them stand in the table below."""
KINDS = {"new": N_("New"), "changed": N_("Changed"), "unchanged": N_("Unchanged"), "gone": N_("Gone")}
"""What becomes of rows, as an effect counts them."""
Color = Literal["green", "blue", "orange", "red"]
Upload = Any
"""A file as Streamlit holds it for one visitor: file_id, name, getbuffer()."""


@dataclass(frozen=True)
class Preview:
    """What is shown of a table before it is stored."""

    report: Report
    rows: list[dict[str, Any]]
    """The first ones."""

    @property
    def dataset(self) -> Dataset | None:
        """The table that the file fills, seems to be meant for, or is said to be."""
        table = self.report.options.table
        return self.report.reading.dataset if self.report.reading else DATASETS[table] if table else None


def tell(problems: Iterable[Problem]) -> None:
    """What is wrong with the store, or with what was asked of it."""
    for problem in problems:
        st.error(plain(sentence(problem)), icon=":material/error:")


def show(upload: Upload, previews: list[Preview], answers: UploadAnswers | None) -> None:
    """A file with all that is worth knowing before it is stored, and what is to be said of it (`answers`;
    None: all was said when it was handed in)."""
    with st.container(border=True, key=f"preview_{upload.file_id}"):
        st.header(plain(clean(upload.name)), anchor=False)
        if len(previews) > 1:
            st.caption(
                _("A workbook of {count} tables. It is loaded whole or not at all.").format(
                    count=thai.number(len(previews))
                )
            )
            if refused := [str(each.report.sheet) for each in previews if _verdict(each.report)[1] == "red"]:
                why = _(
                    "Nothing of this workbook will be stored, because of: {sheets}. Correct that sheet, or"
                    " take it out."
                )
                st.error(plain(why.format(sheets=", ".join(refused))), icon=":material/block:")
        for number, preview in enumerate(previews):
            if len(previews) > 1:
                st.markdown(f"#### {plain(_('Sheet {sheet}').format(sheet=preview.report.sheet))}")
            _show_table(upload, preview, answers, f"{upload.file_id}_{number}")


def _show_table(upload: Upload, preview: Preview, answers: UploadAnswers | None, key: str) -> None:
    """What decides first: what is asked, what will be stored, what that changes, what is wrong; then how it
    was understood."""
    report = preview.report
    _show_verdict(preview)
    if answers:
        ask(report, preview.dataset, answers, key)
    if report.checked:
        _show_control(report.checked.control, report.checked.dataset)
    if report.effect:
        _show_effect(report, report.effect, key)
    _show_problems(upload, preview, key, is_asked=answers is not None)
    if answers:
        offer_mapping(report, preview.dataset, answers.mapping, key)
    if report.reading:
        _show_understanding(report, report.reading)
    if preview.rows:
        _show_rows(preview)


def _show_verdict(preview: Preview) -> None:
    label, color, icon = _verdict(preview.report)
    effect = preview.report.effect
    # A load that takes rows out is not green, though nothing is wrong with the file.
    gone = effect.gone if effect else 0
    if gone:
        label, color, icon = (
            N_("can be loaded, and takes out rows that are loaded now: {count}"),
            "orange",
            "delete_sweep",
        )
    st.badge(_(label).format(count=thai.number(gone)), color=color, icon=f":material/{icon}:")


def _verdict(report: Report) -> tuple[str, Color, str]:
    """What becomes of a table, the colour of that and its icon."""
    if report.brings_rows:
        return N_("can be loaded"), "green", "check_circle"
    if not report.refused:
        return N_("compared, nothing to store"), "blue", "compare_arrows"
    if not cannot_be_loaded(report):
        return N_("waits for your answers"), "orange", "help"
    if any(problem.rule == "other_sheet_refused" for problem in report.problems):
        return N_("in order, but another sheet is refused"), "orange", "front_hand"
    return N_("cannot be loaded"), "red", "block"


def cannot_be_loaded(report: Report) -> bool:
    """Whether a table has errors that no answer would mend."""
    return report.refused and any(
        problem.severity == "error" and not problem.question for problem in report.problems
    )


def _show_control(control: Control, dataset: Dataset) -> None:
    """What will be stored: lines, and the sum of each column of amounts beside what the file itself
    prints."""
    st.caption(_("Control totals: what will be stored. Compare them with your paper before you confirm."))
    with st.container(horizontal=True):
        st.metric(_("Lines"), thai.number(control.lines), border=True, width=150)
        for name, total in control.sums.items():
            if total is not None:
                unit = f" ({_('baht')})" if dataset.column(name).kind.spelling == "money" else ""
                st.metric(
                    column_name(dataset, name) + unit,
                    written(dataset.column(name), total),
                    border=True,
                    width="content",
                )
    if off := [name for name, printed in control.printed.items() if printed != (control.sums[name] or 0)]:
        lines = [_("The total that the file prints is another than the sum of its lines:"), ""]
        for name in off:
            printed, stored = (
                written(dataset.column(name), each)
                for each in (control.printed[name], control.sums[name] or 0)
            )
            words = {"column": column_name(dataset, name), "printed": printed, "stored": stored}
            lines.append(f"- {plain(_('{column}: printed {printed}, lines {stored}').format(**words))}")
        st.warning("\n".join(lines), icon=":material/functions:")


def _show_understanding(report: Report, reading: Reading) -> None:
    """What was understood: table, encoding, layout and header; what holds for all rows; what became of each
    column."""
    parts = [
        (_("Table: {table}") if report.checked else _("Nearest table: {table}")).format(
            table=table_name(reading.dataset)
        )
    ]
    if report.checked:
        parts += [
            _("Encoding: {encoding}").format(encoding=report.checked.encoding),
            _("Layout: {layout}").format(layout=_(understanding.layout(reading))),
            _("Header in row {rows}").format(rows=thai.digits(understanding.header_rows(reading))),
            counted(report.checked.rows_read, N_("{rows} row read"), N_("{rows} rows read")).format(
                rows=thai.number(report.checked.rows_read)
            ),
        ]
    st.caption(plain(" · ".join(parts)))
    if reading.given:
        lines = [_("Holds for all rows, because the file says it once or not in a column:"), ""]
        for name, each in reading.given.items():
            value = plain(thai.digits(day(each.value)))
            lines.append(f"- {column_name(reading.dataset, name)}: **{value}** ({_(each.origin)})")
        st.markdown("\n".join(lines))
    if _drops(reading):
        _show_dropped(reading)
    if report.checked:
        _show_columns(reading)


def _drops(reading: Reading) -> bool:
    """Whether what a file has besides is let go unread, since it tells of people."""
    return reading.layout == RESPONSES or reading.dataset.is_about_people


def _show_dropped(reading: Reading) -> None:
    """Which columns of a web form, or of cases of people, are let go unread."""
    dropped = ", ".join(f"“{plain(header)}”" for header in reading.unknown) or thai.NOTHING
    message = _(
        "Dropped at the door, neither stored nor kept: {columns}. Only means of each division and question"
        " are stored,"
        " and the kept original holds the answers alone."
    )
    if reading.dataset.is_about_people:
        message = _(
            "Dropped at the door, neither stored nor kept: {columns}. The copy of the file that is kept has"
            " the other columns alone."
        )
    st.info(message.format(columns=dropped), icon=":material/privacy_tip:")


def _show_columns(reading: Reading) -> None:
    dropped = _drops(reading)
    meanings = {
        None: _("dropped") if dropped else _("passed over"),
        "": _("a value itself (division, question, dimension or month)"),
    }
    rows = [
        {
            _("Header in the file"): header,
            _("Read as"): meanings.get(name) or column_name(reading.dataset, name),
        }
        for header, name in understanding.columns(reading)
    ]
    with st.expander(_("How the columns were understood ({count})").format(count=thai.number(len(rows))),
                     icon=":material/view_column:"):  # fmt: skip
        st.dataframe(rows, hide_index=True)


def _show_effect(report: Report, effect: Effect, key: str) -> None:
    assert report.checked
    dataset = report.checked.dataset
    with st.container(horizontal=True, key=f"effect_{key}"):
        for kind, name in KINDS.items():
            count = thai.number(getattr(effect, kind))
            st.metric(_("{kind} (rows)").format(kind=_(name)), count, border=True, width=150)
    if effect.gone:
        heading = _("Rows that are loaded now, are not in this file, and would go: {count}").format(
            count=thai.number(effect.gone)
        )
        st.warning(_listed(heading, effect.losses, effect.gone, dataset), icon=":material/delete_sweep:")
    if effect.changed:
        heading = _("Rows that would get other values: {count}").format(count=thai.number(effect.changed))
        st.info(_listed(heading, effect.changes, effect.changed, dataset), icon=":material/edit:")
    # Where every line is new there is no before to compare with.
    if effect.totals and effect.new < report.checked.control.lines:
        _show_totals(effect.totals, dataset)


def _listed(heading: str, rows: Sequence[Change], count: int, dataset: Dataset) -> str:
    """The first rows that change or go, a line each, below how many there are."""
    lines = [f"**{heading}**", "", *(f"- {_change(row, dataset)}" for row in rows)]
    if count > len(rows):
        lines.append(f"- {_('… and {count} more').format(count=thai.number(count - len(rows)))}")
    return "\n".join(lines)


def _change(row: Change, dataset: Dataset) -> str:
    """A row's key, and each value before and after; of a row that goes its figures alone."""
    columns = {column.name: column for column in dataset.columns}
    names = [
        written(columns[name], value)
        if isinstance(value, str | date)
        else f"{column_name(dataset, name)} {written(columns[name], value)}"
        for name, value in row.key.items()
        if value is not None and name in columns and name != "organization_code"
    ]
    changes = []
    for name, (before, after) in row.values.items():
        course = written(columns[name], before) + (
            f" → {written(columns[name], after)}" if after is not None else ""
        )
        if before is not None or after is not None:
            changes.append(f"{column_name(dataset, name)} {course}")
    return f"{plain(' · '.join(names))}: {plain(', '.join(changes))}"


def _show_totals(totals: Sequence[Total], dataset: Dataset) -> None:
    st.caption(_("Totals of the part of the table that this file replaces, before and after"))
    # As text, not as a grid: on a telephone a grid would hide the column that matters, the last.
    lines = [f"| {_('Column')} | {_('Before')} | {_('After')} |", "|:--|--:|--:|"]
    for total in totals:
        column = dataset.column(total.column)
        name = column_name(dataset, total.column) + _unit(dataset, total)
        lines.append(f"| {plain(name)} | {written(column, total.before)} | {written(column, total.after)} |")
    st.markdown("\n".join(lines))


def _unit(dataset: Dataset, total: Total) -> str:
    if total.is_mean:
        return f" ({_('mean')}, %)"
    return f" ({_('baht')})" if dataset.column(total.column).kind.spelling == "money" else ""


def _show_problems(upload: Upload, preview: Preview, key: str, *, is_asked: bool) -> None:
    """Errors first, as sentences, findings after the warnings; then all as a table and as a file to hand to
    whoever corrects them."""
    # What is asked or was answered, or is wrong with another sheet, is said above.
    others = (
        each
        for each in preview.report.problems
        if each.rule not in ("other_sheet_refused", *ANSWERED) and not (each.question and is_asked)
    )
    problems = sorted(others, key=lambda problem: list(HEADINGS).index(problem.severity))
    for severity, heading in HEADINGS.items():
        heading = TO_CHECK if severity == "warning" and preview.report.refused else heading
        _tell(BOXES[severity], heading, problems_of(severity, problems))
        if severity == "warning":
            _tell(BOXES["warning"], FINDINGS, preview.report.findings)
    rows = [_row(_(SEVERITIES[problem.severity]), problem, preview.dataset) for problem in problems]
    rows += [_row(_("finding"), problem, preview.dataset) for problem in preview.report.findings]
    if not rows:
        return
    with st.expander(_("All remarks as a table"), icon=":material/table_rows:"):
        st.dataframe(rows, hide_index=True, placeholder="")
        st.download_button(
            _("Download all remarks as CSV"), _as_csv(rows), f"{clean(upload.name)}.remarks.csv", "text/csv",
            icon=":material/download:", on_click="ignore", key=f"remarks_{key}",
        )  # fmt: skip


def _tell(box: tuple[str, str], heading: str, problems: Sequence[Problem]) -> None:
    if not problems:
        return
    lines = [f"- {plain(sentence(problem))}" for problem in problems[:MOST_READ]]
    if len(problems) > MOST_READ:
        lines.append(
            _("… and {count} more, in the table below").format(count=thai.number(len(problems) - MOST_READ))
        )
    said = "\n".join((f"**{_(heading).format(count=thai.number(len(problems)))}**\n", *lines))
    kind, icon = box
    getattr(st, kind)(said, icon=icon)


def _row(severity: str, problem: Problem, dataset: Dataset | None) -> dict[str, Any]:
    return {
        _("Severity"): severity,
        _("Row"): thai.digits(problem.row) if problem.row else None,
        _("Column"): column_name(dataset, problem.column) or None,
        _("Value"): problem.value,
        _("What to do"): sentence(problem),
    }


def _as_csv(rows: list[dict[str, Any]]) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(rows[0])
    # Values of the file stand in it as they are, formulas among them.
    writer.writerows([harmless(str(value or "")) for value in row.values()] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _show_rows(preview: Preview) -> None:
    with st.expander(_("The first rows, as they will be stored"), icon=":material/table_rows:"):
        # A table has more columns than most files fill; the empty ones would hide the others.
        empty = {name for name in preview.rows[0] if all(row[name] is None for row in preview.rows)}
        columns = {column.name: column for column in preview.dataset.columns} if preview.dataset else {}
        shown = [
            {
                column_name(preview.dataset, name): written(columns.get(name), row[name])
                for name in row
                if name not in empty
            }
            for row in preview.rows
        ]
        st.dataframe(shown, hide_index=True)
