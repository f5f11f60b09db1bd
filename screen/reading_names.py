"""Names that are garbled in their files, and how they should be read: written on the page “Data”."""

from functools import lru_cache, partial
from typing import Any, Literal

import pandas as pd
import streamlit as st

import database
from loaders.schema.datasets import DATASETS
from loaders.store.reading_names import COLUMNS, LONGEST_NAME, write
from queries import reading_names as questions
from screen import access
from screen.store_change import change
from screen.tables import ROOM
from screen.upload_words import table_name
from screen.view import View, current_view
from vocabulary import thai
from vocabulary.columns import title
from vocabulary.language import N_, _, counted
from vocabulary.reading_names import is_doubtful


def show_reading_names() -> None:
    """The names of a column, those that look garbled first, to be given another to be read by; for who may
    not change, those that have one."""
    view = current_view()
    if not view.organization:
        return
    st.header(_("Names as they should be read"), anchor=False)
    said = _(
        "A name garbled by scanning is shown on every page and paper as it should be read. Figures, files and"
        " links stay as they are, and the name in the file stands beside it in tables and Excel."
    )
    st.caption(said)
    if access.may("write", view.organization):
        _edit(view)
        return
    read = view.asked.ask(questions.read_names, view.organization)
    if read.empty:
        st.caption(_("All names are shown as in their files."))
        return
    read["name_of"] = read["column"].map(title)
    shown = read[["name_of", "source_name", "shown"]].rename(columns={"shown": "reading_name"})
    st.dataframe(shown, hide_index=True, column_config={name: title(name) for name in shown}, key="names")


def _edit(view: View) -> None:
    every = [(table, column) for table, columns in COLUMNS.items() for column in columns]
    names = {where: view.asked.ask(questions.names_of, view.organization, *where) for where in every}
    rows_of = {where: _in_order(names[where]) for where in every if not names[where].empty}
    # Where most look garbled is offered first.
    in_order = sorted(rows_of, key=lambda where: -int(rows_of[where].is_doubtful.sum()))
    places = {where: _place(*where) for where in in_order}
    left, right = st.columns(2)
    where = left.selectbox(_("Names of"), places, format_func=places.__getitem__, key="names_of")
    wanted = right.text_input(_("Find a name"), key="names_like")
    if where is None:
        return
    rows = rows_of[where]
    rows = rows[rows.source_name.str.contains(wanted, case=False, regex=False)]
    if rows.empty:
        st.caption(_("No name matches."))
        return
    doubtful = int(rows.is_doubtful.sum())
    told = counted(doubtful, N_("{count} name looks garbled."), N_("{count} names look garbled."))
    st.caption(told.format(count=thai.number(doubtful)))
    # A phone shows a name and the cell for how it is read at once.
    wide: int | Literal["large"] = ROOM["narrow"] // 2 if view.is_narrow else "large"
    look = {
        "source_name": st.column_config.TextColumn(title("source_name"), disabled=True, width=wide),
        "reading_name": st.column_config.TextColumn(
            title("reading_name"), max_chars=LONGEST_NAME, width=wide
        ),
        "written": st.column_config.TextColumn(_("Written by"), disabled=True),
        "rows": st.column_config.NumberColumn(_("Rows"), disabled=True, width="small"),
        "is_doubtful": st.column_config.CheckboxColumn(_("Looks garbled"), disabled=True, width="small"),
    }
    # A new key for new data, so that no edit is carried over to another name.
    key = f"names_{where}_{wanted}_{database.identity()[2]}"
    edited = st.data_editor(rows, hide_index=True, column_config=look, key=key)
    changed = edited[edited.reading_name.fillna("") != rows.reading_name]
    new = dict(zip(changed.source_name, changed.reading_name.fillna(""), strict=True))
    if st.button(_("Save the names"), key="names_save", type="primary", disabled=not new):
        change(partial(_save, view.organization, *where, new))


def _place(table: str, column: str) -> str:
    return f"{table_name(DATASETS[table])} · {title(column)}"


def _in_order(names: pd.DataFrame) -> pd.DataFrame:
    """The names, those that look garbled and are not read otherwise yet first."""
    rows = names.assign(is_doubtful=[_is_doubtful(name) for name in names.source_name])
    rows = rows.assign(written=[_written(row) for row in rows.itertuples()])
    rows["reading_name"] = rows.reading_name.fillna("")
    rows["last"] = ~rows.is_doubtful | (rows.reading_name != "")
    rows = rows.sort_values("last", kind="stable", ignore_index=True)
    return rows[["source_name", "reading_name", "written", "rows", "is_doubtful"]]


def _written(row: Any) -> str:
    if thai.is_missing(row.written_at):
        return ""
    return f"{row.written_by} · {thai.day(thai.in_thailand(row.written_at))}"


@lru_cache(maxsize=8192)
def _is_doubtful(name: str) -> bool:
    return is_doubtful(name)


def _save(organization: str, table: str, column: str, names: dict[str, str]) -> str:
    with access.permitted("write", organization):
        count = write(organization, table, column, names)
    told = counted(count, N_("{count} name was saved."), N_("{count} names were saved."))
    return told.format(count=thai.number(count))
