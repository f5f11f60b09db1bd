"""What the page of data offers besides loading: templates, open data to take away, made-up data."""

from functools import partial

import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

import database
from loaders.demo import generator
from loaders.people import EVERY
from loaders.schema.datasets import DATASETS
from loaders.schema.templates import template, workbook
from loaders.store.export import as_zip
from queries.scope import is_made_up
from screen import access
from screen.address import plain
from screen.organization_choice import offered
from screen.store_change import change
from screen.upload_words import table_name
from screen.view import current_view
from vocabulary import thai
from vocabulary.language import _

MADE_UP_FILES = 84
"""How many files a made-up municipality of five years has, about."""
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_templates() -> None:
    """An empty file of each table to fill in, as Excel workbook and as CSV."""
    st.header(_("Templates"), anchor=False)
    st.caption(
        _(
            "Empty files with the right headers and an example row to overwrite. Columns in yellow must be"
            " filled in."
        )
    )
    for table, dataset in DATASETS.items():
        with st.container(horizontal=True, vertical_alignment="center", key=f"template_{table}"):
            st.markdown(plain(table_name(dataset)), width=480)
            for kind, make, ending, mime in (
                ("Excel", workbook, "xlsx", EXCEL),
                ("CSV", template, "csv", "text/csv"),
            ):
                st.download_button(
                    kind, partial(make, dataset), f"prongsai_{table}.{ending}", mime, key=f"{ending}_{table}",
                    on_click="ignore", icon=":material/download:",
                )  # fmt: skip


def offer_open_data() -> None:
    """What is published of one organization, for others to use: a Data Package in one archive, made when it
    is asked for."""
    view = current_view()
    if not view.organizations:
        return
    st.header(_("Open data"), anchor=False)
    caption = _(
        "All tables as plain CSV, with a description of every column, sources and file check codes"
        " (Data Package), and what the open-data catalogue asks of each."
    )
    st.caption(caption)
    known = offered(view, "open_data")
    start = list(known).index(view.organization)
    code = st.selectbox(_("Organization"), known, start, known.__getitem__, key="open_data_of")
    st.download_button(
        _("Download the open data (ZIP)"),
        partial(as_zip, database.store(), code),
        f"prongsai_open_data_{code}.zip",
        "application/zip",
        key="open_data",
        on_click="ignore",
        icon=":material/folder_zip:",
    )


def offer_made_up() -> None:
    """Adds a made-up municipality to try the dashboard with, or takes all that is made up out again."""
    st.header(_("Made-up data"), anchor=False)
    is_there = any(map(is_made_up, current_view().organizations))
    st.caption(
        _(
            "A municipality that does not exist, with five fiscal years of every table. Whatever is real"
            " stays as it is."
        )
    )
    with st.container(horizontal=True):
        add = st.button(_("Add made-up data"), icon=":material/science:", key="demo_add", disabled=is_there)
        with st.popover(
            _("Remove made-up data"), icon=":material/delete:", disabled=not is_there, key="demo_remove"
        ):
            st.markdown(
                _("All made-up organizations go from every page. They can be added again at any time.")
            )
            remove = st.button(_("Remove them"), type="primary", key="demo_remove_now")
    if add:
        change(_add_made_up)
    elif remove:
        change(_remove_made_up)


def _add_made_up() -> str:
    # How many files there will be is known about; the last tenth is for publishing them.
    bar, names, run = st.progress(0.0, _("Loading …")), list[str](), get_script_run_ctx()
    label = _(
        "Loading the made-up files …"
    )  # in the visitor's language, which those threads do not know either

    def progress(name: str, rows: int) -> None:
        if rows == 0:
            names.append(name)
        add_script_run_ctx(ctx=run)  # files are read in threads of their own, which know no visitor
        bar.progress(min(len(names) / MADE_UP_FILES, 1.0) * 0.9, label)

    with access.permitted("administer", EVERY):
        reports = generator.add(database.store(), progress=progress)
    rows = sum(report.stored.rows for report in reports if report.stored)
    return _("Made-up data are added: {rows} rows.").format(rows=thai.number(rows))


def _remove_made_up() -> str:
    with access.permitted("administer", EVERY), st.spinner(_("Removing made-up data …")):
        loads = generator.remove(database.store())
    return _("Made-up data are removed: {count} loads undone.").format(count=thai.number(loads))
