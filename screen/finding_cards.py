"""Findings as cards, the gravest first: what each says, where it stands, and what the office says to it."""

from typing import Any

import pandas as pd
import streamlit as st

from loaders.problem import LoadError
from loaders.store.explanations import LONGEST_TEXT, explain
from screen import access
from screen.address import plain
from vocabulary import thai
from vocabulary.columns import title, word
from vocabulary.findings import SEVERITIES
from vocabulary.language import _, current

MOST = 50
LOOKS = {"error": ("red", "error"), "warning": ("orange", "warning"), "note": ("blue", "info")}
"""Colour and icon of a severity."""


def draw_cards(findings: pd.DataFrame, *, may_explain: bool) -> None:
    """The gravest findings, at most MOST, each with a form to explain it where that is allowed."""
    shown = findings.head(MOST)
    for severity in SEVERITIES:
        cards = shown[shown.severity == severity]
        if not cards.empty:
            color, icon = LOOKS[severity]
            st.header(f":{color}[:material/{icon}: {word(severity)}]", anchor=False)
        for row in cards.itertuples():
            _draw(row, f"{row.Index}_{row.finding_id}", may_explain=may_explain)
    if len(findings) > MOST:
        rest = _("The {shown} gravest findings are shown; the table has {count}, gravest first.")
        st.caption(rest.format(shown=thai.number(MOST), count=thai.number(len(findings))))


def _draw(row: Any, key: str, *, may_explain: bool) -> None:
    with st.container(border=True, gap="small"):
        st.markdown(plain(row.finding))
        if not thai.is_missing(row.explanation):
            who = _("{name}, {day}").format(name=row.explained_by, day=thai.day(row.explained_at))
            text = plain(row.explanation).replace("\n", "  \n")
            st.markdown(f":material/chat: **{title('explanation')}** ({plain(who)})  \n{text}")
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.caption(plain(" · ".join(_place(row))), width="content")
            if may_explain:
                _offer_form(row, key)


def _place(row: Any) -> list[str]:
    place = [word(row.data_set)]
    if not thai.is_missing(row.file_name):
        place.append(_("Source: {files}").format(files=row.file_name))
    if not thai.is_missing(row.fiscal_year):
        place.append(thai.fiscal_year(int(row.fiscal_year)))
    return place


def _offer_form(row: Any, key: str) -> None:
    """A form to write an explanation beside a finding."""
    # Behind a button: fifty open forms would be the page.
    popover = st.popover(_("Explain"), icon=":material/edit_note:")
    with popover, st.form(f"explain_{key}", border=False, enter_to_submit=False):
        text = st.text_area(title("explanation"), max_chars=LONGEST_TEXT)
        by = st.text_input(_("Who explains (name or position)"))
        if st.form_submit_button(_("Save the explanation"), type="primary"):
            try:
                access.demand()
                explain(row.finding_id, text, by)
            except LoadError as error:
                st.error(plain(error.problems[0].text(current())), icon=":material/error:")
            else:
                st.rerun()
