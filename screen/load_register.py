"""The register of loads on the page: what is loaded, the originals, taking a load back, rebuilding."""

from datetime import datetime
from functools import partial
from typing import Any

import streamlit as st

import database
from loaders.actor import acting
from loaders.checks.control import Control
from loaders.files.names import clean
from loaders.people import EVERY
from loaders.problem import LoadError
from loaders.schema.dataset import Dataset
from loaders.schema.datasets import DATASETS
from loaders.store.history import LoadEntry, history
from loaders.store.replay import rebuild, undo
from loaders.store.verification import judge
from screen import access, apart, identity
from screen.address import plain
from screen.preview import tell
from screen.store_change import change
from screen.upload_rights import demand_undoing, may_undo
from screen.upload_words import column_name, moment, table_name, written
from screen.view import current_view
from vocabulary import thai
from vocabulary.language import N_, _, counted

STATES = {
    "in_force": N_("in force"),
    "partly_replaced": N_("replaced in part"),
    "replaced": N_("replaced by load {later}"),
    "undone": N_("undone"),
}
WIDTHS = {
    N_("Load"): 45, N_("State"): 72, N_("Organization"): 125, N_("File"): 130, N_("Table"): 118,
    N_("Fiscal year"): 86, N_("As of / round"): 135, N_("Rows in force"): 75, N_("Loaded"): 130, N_("By"): 62,
}  # fmt: skip
"""The columns of the register, and of each as many pixels as let all of them be seen at once."""
WIDER = {N_("File"): 190, N_("Table"): 270}
"""What is wider where all loads are of one organization."""
ALL, SEVERAL = "", "several"
"""Loads of every organization; those of none in particular, such as a comparison."""


def explain_why_closed() -> None:
    """Why this visitor may look and not change."""
    if identity.is_configured():
        left = _("What is loaded, and the templates, are for everyone who may look.")
        st.info(f"{access.why_closed()} {left}", icon=":material/lock:")
        return
    message = _(
        "Changing data is switched off here, because no sign-in is set up: files cannot be loaded or"
        " taken back, and no texts or explanations written. To switch it on, set up sign-in"
        " (docs/sign_in.md), or start the dashboard with python3 run.py on the machine itself and open it"
        " there, without a web server in front. What is loaded, and the templates, are for everyone."
    )
    st.info(message, icon=":material/lock:")


def show_register() -> None:
    """Every load and what became of it. Who loaded it, the originals and undo only for those who may load or
    approve, rebuild for those who may administer."""
    may_load = access.may_somewhere("load") or access.may_somewhere("approve")
    st.header(_("Import history"), anchor=False)
    # Said by whatever drew the page anew, and once.
    if notice := st.session_state.pop("notice", None):
        st.success(notice, icon=":material/task_alt:")
    loads = _loads(may_load=may_load)
    if chosen := _filtered(loads or []):
        rows = [_row(load, may_load=may_load) for load in chosen]
        widths = WIDTHS
        if len({row[_("Organization")] for row in rows}) == 1:  # the box above says it
            rows = [{name: cell for name, cell in row.items() if name != _("Organization")} for row in rows]
            widths = WIDTHS | WIDER
        look = {_(name): st.column_config.TextColumn(width=width) for name, width in widths.items()}
        st.dataframe(rows, hide_index=True, placeholder=thai.NOTHING, key="register", column_config=look)
    elif loads is not None:
        st.caption(_("No load matches.") if loads else _("Nothing is loaded yet."))
    if may_load and chosen:
        _show_load(chosen)
    if access.may("administer", EVERY):
        with st.expander(_("Make the database again"), icon=":material/restart_alt:"):
            st.caption(
                _("From the kept originals, in the order in which they were loaded. Nothing else changes.")
            )
            offer_rebuild(len(loads or []))


def _loads(*, may_load: bool) -> list[LoadEntry] | None:
    """The loads, newest first; None, and told, where the database cannot be read. Where it lies is not for
    everyone."""
    try:
        loads = history(database.store())
        return [load for load in loads if all(access.may("view", code) for code in _whose(load))]
    except LoadError as error:
        closed = _(
            "There are no data to open. Load files: python -m loaders load FILE.csv."
            " If there were data before: python -m loaders rebuild"
        )
        tell(error.problems) if may_load else st.error(closed, icon=":material/database_off:")
        return None


def _filtered(loads: list[LoadEntry]) -> list[LoadEntry]:
    """The loads of the organization, table and year that the visitor chooses; first those of the visitor's
    organization."""
    if not loads:
        return []
    left, middle, right = st.columns(3)
    codes = sorted({code for load in loads for code in _codes(load)})
    places = {ALL: _("all")} | {code: _place(code) for code in codes}
    own = current_view().organization or ALL
    # With several municipalities in one store each office looks for its own loads first.
    start = list(places).index(own) if own in places else 0
    code = left.selectbox(_("Organization"), places, start, places.__getitem__, key="register_organization")
    names = {
        table: table_name(dataset)
        for table, dataset in DATASETS.items()
        if any(load.table == table for load in loads)
    }
    table = middle.selectbox(
        _("Table"), names, None, names.__getitem__, key="register_table", placeholder=_("all")
    )
    years = sorted({year for load in loads for year in load.fiscal_year.split(", ")}, reverse=True)
    year = right.selectbox(
        _("Fiscal year"), years, None, thai.digits, key="register_year", placeholder=_("all")
    )
    return [
        load
        for load in loads
        if (code == ALL or code in _codes(load))
        and table in (None, load.table)
        and (year is None or year in load.fiscal_year.split(", "))
    ]


def _whose(load: LoadEntry) -> list[str]:
    """The organizations whose data it changed; EVERY of a comparison, which is of none."""
    return load.organization_code.split(", ") if load.organization_code else [EVERY]


def _codes(load: LoadEntry) -> list[str]:
    return load.organization_code.split(", ") if load.organization_code else [SEVERAL]


def _place(code: str) -> str:
    """What an organization is called; its code where it has no data any more."""
    return _("several (comparison)") if code == SEVERAL else current_view().organizations.get(code, code)


def _row(load: LoadEntry, *, may_load: bool) -> dict[str, Any]:
    months = load.round_months and _("{months} months").format(months=thai.digits(load.round_months))
    row = {
        _("Load"): thai.digits(load.load_id),
        _("State"): _state(load),
        _("Organization"): ", ".join(map(_place, _codes(load))),
        _("File"): clean(load.file_name),
        _("Table"): table_name(DATASETS[load.table]),
        _("Fiscal year"): thai.digits(load.fiscal_year),
        _("As of / round"): " · ".join(filter(None, (load.as_of and _days(load.as_of), months))) or None,
        _("Rows in force"): f"{thai.number(load.rows_in_force)} / {thai.number(load.rows_stored)}",
        _("Loaded"): moment(load.loaded_at) + _clock(load),
    }
    return row | ({_("By"): _by(load)} if may_load else {})


def _by(load: LoadEntry) -> str:
    approved = _("{who}, approved by {approver}")
    return (
        approved.format(who=load.loaded_by, approver=load.approved_by) if load.approved_by else load.loaded_by
    )


def _clock(load: LoadEntry) -> str:
    """Beside a time that is earlier than an earlier load's: why."""
    return f" ({_('the clock went back')})" if load.is_before_earlier else ""


def _days(text: str) -> str:
    return ", ".join(thai.day(datetime.fromisoformat(day)) for day in text.split(", "))


def _state(load: LoadEntry) -> str:
    return _(STATES[load.state]).format(later=thai.digits(load.replaced_by))


# One load


def _show_load(loads: list[LoadEntry]) -> None:
    names = {
        load.load_id: f"{thai.digits(load.load_id)} · {clean(load.file_name)} · {_state(load)}"
        for load in loads
    }
    # A new key for new data: the newest load is offered again, and no name of an earlier state stays in the
    # box.
    number = st.selectbox(
        _("One load"), names, format_func=names.__getitem__, key=f"register_load_{database.identity()[2]}"
    )
    load = next(load for load in loads if load.load_id == number)
    if load.control:
        st.caption(plain(_control(load.control, DATASETS[load.table])))
    # By its check code, not by its name: two files of one name are two originals.
    original = database.store() / "originals" / load.sha256
    with st.container(horizontal=True):
        if original.exists() and all(access.may_somewhere("load", code) for code in _whose(load)):
            st.download_button(
                _("Download the original"),
                original.read_bytes,
                clean(load.file_name),
                "application/octet-stream",
                key=f"original_{number}",
                icon=":material/download:",
                on_click="ignore",
            )
        label = _("Undo load {load}").format(load=thai.digits(number))
        # What a later load has replaced is in force nowhere: to undo it would bring nothing back.
        closed = load.state in ("undone", "replaced") or not may_undo(load, _whose(load))
        if st.button(label, icon=":material/undo:", key="undo", disabled=closed):
            _rehearse(load)
    if load.state == "replaced":
        st.caption(
            _("Nothing of this load is in force. Undo load {later} first.").format(
                later=thai.digits(load.replaced_by)
            )
        )
    if not original.exists():
        st.warning(_("The original of this load is lost."), icon=":material/link_off:")


def _control(control: Control, dataset: Dataset) -> str:
    """What the load stored: lines, and the sum of each column of amounts, with what the file prints where
    that is another."""
    lines = counted(control.lines, N_("{count} line"), N_("{count} lines"))
    parts = [f"{_('Control totals')}: {lines.format(count=thai.number(control.lines))}"]
    for name, total in control.sums.items():
        column, printed = dataset.column(name), control.printed.get(name)
        if total is not None:
            part = f"{column_name(dataset, name)} {written(column, total)}"
            if printed not in (None, total):
                part += f" ({_('printed {total}').format(total=written(column, printed))})"
            parts.append(part)
    return " · ".join(parts)


def _rehearse(load: LoadEntry) -> None:
    """Asks whether the load shall be undone, telling what would return."""
    try:
        finding_out = st.spinner(_("Finding out what would return …"))
        demand_undoing(load, _whose(load))
        with acting(access.current_actor()), finding_out:
            # The very undoing, but for its publishing: what is foretold is what will be.
            returned = undo(database.store(), load.load_id, publish=False)
    except LoadError as error:
        tell(error.problems)
    else:
        title = _("Undo load {load}?").format(load=thai.digits(load.load_id))
        apart.dialog(title, _confirm)(load, returned)


def _confirm(load: LoadEntry, returned: dict[int, int]) -> None:
    rows = thai.number(load.rows_in_force)
    st.markdown(
        counted(load.rows_in_force, N_("{rows} row of {file} goes."), N_("{rows} rows of {file} go.")).format(
            rows=rows, file=plain(clean(load.file_name))
        )
    )
    for number, count in returned.items():
        words = {"rows": thai.number(count), "load": thai.digits(number)}
        st.markdown(
            counted(
                count, N_("{rows} row of load {load} returns."), N_("{rows} rows of load {load} return.")
            ).format(**words)
        )
    if not returned:
        st.markdown(_("Nothing returns: this load replaced nothing that could."))
    st.caption(_("The register keeps the load and its original, so that it can be loaded again."))
    if st.button(_("Undo it"), type="primary", key="undo_now"):
        try:
            # Asked again: the right may have ended since the dialog was opened.
            demand_undoing(load, _whose(load))
            with acting(access.current_actor()):
                undo(database.store(), load.load_id)
        except LoadError as error:
            tell(error.problems)
        else:
            st.session_state["notice"] = _("Load {load} is undone.").format(load=thai.digits(load.load_id))
            st.rerun()


def offer_rebuild(count: int) -> None:
    """A button that makes the database again, from about so many loads. For those who may administer."""
    if st.button(_("Rebuild"), key="rebuild", icon=":material/restart_alt:"):
        change(partial(_rebuild, count))


def _rebuild(count: int) -> str:
    bar, done = st.progress(0.0, _("Loading …")), list[str]()

    def progress(name: str) -> None:
        done.append(name)
        bar.progress(min(len(done) / max(count, 1), 1.0), _file_of(len(done), count, name))

    with access.permitted("administer", EVERY):
        made = rebuild(database.store(), progress)
        # What is still wrong, such as a line taken out of the audit, is told in place of the figures.
        judge(database.store())
    return _("The database was made again from {count} loads.").format(count=thai.number(made))


def _file_of(number: int, count: int, name: str) -> str:
    return _("File {number} of {count}: {file}").format(
        number=thai.number(number), count=thai.number(max(count, number)), file=plain(clean(name))
    )
