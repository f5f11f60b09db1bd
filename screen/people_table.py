"""The table of people on the page: rows to change, what is wrong with them, and who changed what."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

import streamlit as st

import settings
from loaders import people
from loaders.people import COLUMNS, EVERY, Grant
from loaders.problem import LoadError
from loaders.store.register import usable
from screen import access
from screen.preview import tell
from screen.sign_in import ROLES
from screen.view import current_view
from vocabulary import thai
from vocabulary.language import _

MOST_CHANGES = 20
"""How many changes are shown."""


def edit() -> None:
    """The rights that this administrator may give and take, to be changed and saved together."""
    table = access.table()
    if table.problems:
        st.error(
            _("The table has mistakes: until they are mended nobody has a right."), icon=":material/error:"
        )
        tell(table.problems)
        return
    if notice := st.session_state.pop("notice", None):
        st.success(notice, icon=":material/task_alt:")
    st.caption(
        _(
            "A person is an e-mail address, group:NAME of a group that the provider tells of, or PROVIDER:ID."
            " Only an editor can be limited to a division, written as in the data."
        )
    )
    own = [grant for grant in table.grants if access.may("administer", grant.organization)]
    # Another table, another editor: what was typed into the old one does not slip into the new.
    key = f"people_{hash(tuple(own))}"
    rows = st.data_editor(
        [asdict(grant) for grant in own] or [dict.fromkeys(COLUMNS, "")],
        num_rows="dynamic",
        hide_index=True,
        column_config=_columns(),
        key=key,
        width="stretch",
        placeholder=thai.NOTHING,
    )
    if st.button(_("Save the table"), type="primary", key="save_people", icon=":material/save:"):
        _save(table.grants, own, [_grant(row) for row in rows if any(row.values())])


def _columns() -> dict[str, Any]:
    organizations = [EVERY, *current_view().organizations]
    told = {grant.organization for grant in access.table().grants}
    return {
        "person": st.column_config.TextColumn(_("Person"), required=True, width="medium"),
        "organization": st.column_config.SelectboxColumn(
            _("Organization"),
            options=sorted({*organizations, *told}),
            required=True,
            width="medium",
            format_func=_organization,
        ),
        "division": st.column_config.TextColumn(_("Division (empty: all)")),
        "role": st.column_config.SelectboxColumn(
            _("Role"), options=list(ROLES), required=True, format_func=lambda role: _(ROLES[str(role)])
        ),
    }


def _organization(code: object) -> str:
    return _("all") if code == EVERY else current_view().organizations.get(str(code), str(code))


def _grant(row: Mapping[str, Any]) -> Grant:
    return Grant(*(row.get(name) or "" for name in COLUMNS))


def _save(seen: tuple[Grant, ...], own: list[Grant], wanted: list[Grant]) -> None:
    """Saves what was changed of this administrator's rows; the others stay."""
    others = [grant for grant in seen if grant not in own]
    changed = {grant.organization for grant in {*own} ^ {*wanted}}
    try:
        with usable(settings.people().parent), access.permitted("administer", *changed):
            people.save(settings.people(), seen, [*others, *wanted])
    except LoadError as error:
        tell(error.problems)
    else:
        st.session_state["notice"] = _("The table is saved.")
        st.rerun()


def show_changes() -> None:
    """What was changed on this page lately, newest first."""
    every = people.changes(settings.people())[:MOST_CHANGES]
    if not every or not access.may("administer", EVERY):
        return
    st.header(_("Changes"), anchor=False)
    rows = [
        {
            _("When"): _moment(change["at"]),
            _("Changed by"): change["by"],
            _("Given"): _in_words(change["added"]),
            _("Taken"): _in_words(change["removed"]),
        }
        for change in every
    ]
    st.dataframe(rows, hide_index=True, key="people_changes")


def _moment(said: str) -> str:
    local = thai.in_thailand(datetime.fromisoformat(said).replace(tzinfo=None))
    return f"{thai.day(local)} {thai.digits(f'{local:%H:%M}')}"


def _in_words(grants: list[list[str]]) -> str:
    return "; ".join(" ".join(filter(None, grant)) for grant in grants)
