"""The board of the integrity measures: each one a card in a column for its status."""

from typing import Any

import pandas as pd
import streamlit as st

from queries import measures as questions
from queries import plan
from screen import address
from screen.address import plain
from screen.tables import details
from screen.view import View
from sections.subject import Subject
from sentences import measures as say
from vocabulary import thai
from vocabulary.columns import word
from vocabulary.language import N_, _

MANY, HEIGHT = 6, 600
"""A column of the board with more cards than MANY scrolls, at this height (pixels)."""
MOST = 60
"""Cards that a column has at most."""
NAME_WIDTH = 60
"""Columns of writing of a card's name."""
STATUS_ICONS = {
    "not_started": ":red[:material/error:]",
    "ongoing": ":blue[:material/autorenew:]",
    "done": ":green[:material/check_circle:]",
    "no_case": ":gray[:material/remove:]",
    "unknown": ":gray[:material/help:]",
}
EVIDENCE = {
    "yes": ("green", "attach_file", N_("has evidence")),
    "no": ("orange", "link_off", N_("no evidence")),
    "unknown": ("gray", "help", N_("evidence unknown")),
}
"""Colour, icon and words of a measure's evidence."""
PROOFS = {
    "budget": N_("See the budget figures that prove it"),
    "plan": N_("See the figures of the plan that prove it"),
    "satisfaction": N_("See the survey that proves it"),
}
"""The data sets that prove measures, and the link to each."""

Proofs = dict[str, Subject]


def board(view: View, subject: Subject) -> None:
    """Every measure in a column for its status; a long column scrolls."""
    proofs, every = _proofs(view, subject), subject.ask(questions.every, subject.today)
    columns = {status: rows for status in STATUS_ICONS if len(rows := every[every.status == status])}
    widths = [3 if len(rows) >= MANY else 2 for rows in columns.values()]
    for place, (status, rows) in zip(st.columns(widths), columns.items(), strict=True):
        with place:
            _column(status, rows, proofs)


def show_target(view: View, subject: Subject) -> None:
    """That the plan's target is missed, where a measure follows the plan."""
    every, proof = subject.ask(questions.every, subject.today), _proofs(view, subject).get("plan")
    if proof and (every.proof == "plan").any():
        missed = say.target_missed(proof.first(plan.chosen_round))
        st.info(plain(f"{missed} ({proof.place})"), icon=":material/flag:")
        label, year = _("See the figures of the plan"), f"{proof.scope.fiscal_year}"
        address.link("plan.py", label, ":material/arrow_forward:", fy=year)


def _proofs(view: View, subject: Subject) -> Proofs:
    """The data sets that prove measures of this year, as far as there are data: of this year or the year
    before, since what is older proves nothing of it."""
    year = subject.scope.fiscal_year
    newest = {name: view.newest_subject(name, year) for name in PROOFS}
    return {name: proof for name, proof in newest.items() if proof and proof.scope.fiscal_year >= year - 1}


def _column(status: str, rows: pd.DataFrame, proofs: Proofs) -> None:
    st.subheader(f"{STATUS_ICONS[status]} {word(status)} ({thai.number(len(rows))})", anchor=False)
    with st.container(height=HEIGHT if len(rows) > MANY else "content", border=False):
        for row in rows.head(MOST).itertuples():
            _card(row, proofs)
        if len(rows) > MOST:
            rest = _("the first {shown} of {rows}; the others stand in the table")
            st.caption(rest.format(shown=thai.number(MOST), rows=thai.number(len(rows))))


def _card(row: Any, proofs: Proofs) -> None:
    """A measure: number, name, unit, due date and evidence at a glance; opened, all that the row says and
    what proves it."""
    name, *more = thai.lines(row.measure, NAME_WIDTH)
    unit = plain(" ".join(row.responsible.split())) if row.responsible else thai.NOTHING
    label = f"**{thai.digits(row.measure_no)}.** {plain(name)}{'…' if more else ''}"
    with st.expander(f"{label}  \n:small[{unit}]  \n{' '.join(_signs(row, proofs))}"):
        details(row, "measure", "procedure", "result", "suggestion", "due_date", "evidence_url")
        if proof := proofs.get(row.proof):
            label, year = _(PROOFS[row.proof]), f"{proof.scope.fiscal_year}"
            address.link(f"{row.proof}.py", label, ":material/monitoring:", fy=year)


def _signs(row: Any, proofs: Proofs) -> list[str]:
    color, icon, words = EVIDENCE[row.evidence]
    signs = [f":{color}-badge[:material/{icon}: {_(words)}]"]
    if left := say.days_left(row.days_left):
        signs.insert(0, f":{'red' if row.days_left < 0 else 'gray'}-badge[:material/event: {left}]")
    if row.proof in proofs:
        signs.append(f":blue-badge[:material/monitoring: {word(row.proof)}]")
    return signs
