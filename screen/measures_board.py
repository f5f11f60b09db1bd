"""The board of the integrity measures: each one a card in a column for its status."""

from collections.abc import Hashable
from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from queries import measures as questions
from queries import plan
from screen import address
from screen.address import plain
from screen.assets import dress
from screen.links import follow_links
from screen.view import View
from sections.kept import until_published
from sections.subject import Subject
from sentences import measures as say
from vocabulary import thai
from vocabulary.columns import name_of, title, word
from vocabulary.data_sets import DATA_SETS
from vocabulary.language import N_, _
from vocabulary.values import addresses, codes, in_text, is_address

MANY, MOST = 6, 60
"""Cards that make a column wider, and cards that it has at most."""
NAME_WIDTH = 60
"""Columns of writing of a card's name."""
STATUS_LOOKS = {
    "not_started": ("behind", "error"),
    "ongoing": ("accent", "autorenew"),
    "done": ("reached", "check_circle"),
    "no_case": ("neutral", "remove"),
    "unknown": ("neutral", "help"),
}
"""Tone and icon of a status."""
EVIDENCE = {
    "yes": ("reached", "attach_file", N_("has evidence")),
    "no": ("behind", "link_off", N_("no evidence")),
    "unknown": ("neutral", "help", N_("evidence unknown")),
}
"""Tone, icon and words of a measure's evidence."""
PROOFS = {each.name: each.proof for each in DATA_SETS if each.proof}
"""The data sets that prove measures, and the link to each."""

DETAILS = ("measure", "procedure", "result", "suggestion", "due_date", "evidence_url")
"""What an opened card says."""

Proofs = dict[str, Subject]


def board(view: View, subject: Subject) -> None:
    """Every measure in a column for its status; a long column scrolls."""
    proofs, kept = tuple(_proofs(view, subject).items()), tuple(address.kept(view.address).items())
    with st.container(key="board"):
        follow_links()
        dress("measures")
        st.html(_board(view.edition, view.asked.today, subject, proofs, kept))


@until_published(128)
def _board(
    _edition: Hashable,
    today: date,
    subject: Subject,
    proofs: tuple[tuple[str, Subject], ...],
    kept: tuple[tuple[str, str], ...],
) -> str:
    every, links = subject.ask(questions.every, today), _links(dict(proofs), dict(kept))
    # A status without measures takes no room from the others.
    columns = {status: rows for status in STATUS_LOOKS if len(rows := every[every.status == status])}
    # A column of many cards gets more of the width, so that fewer of them are scrolled away.
    widths = " ".join("3fr" if len(rows) >= MANY else "2fr" for rows in columns.values())
    drawn = "".join(_column(status, rows, links) for status, rows in columns.items())
    return f'<div class="board" style="--widths: {widths}">{drawn}</div>'


def show_target(view: View, subject: Subject) -> None:
    """That the plan's target is missed, where a measure follows the plan."""
    # Measure 18 may be done while the plan misses its target: the page must not seem to say otherwise.
    every, proof = subject.ask(questions.every, subject.today), _proofs(view, subject).get("plan")
    if proof and any("plan" in codes(proof) for proof in every.proof):
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


def _links(proofs: Proofs, kept: dict[str, str]) -> dict[str, str]:
    """By data set, the link to the figures that prove a measure."""
    return {
        name: _link(address.reference(name, {**kept, "fy": f"{proof.scope.fiscal_year}"}), _(PROOFS[name]))
        for name, proof in proofs.items()
    }


def _link(reference: str, text: str) -> str:
    return f'<a href="{escape(reference)}">{_shown(text)}</a>'


def _shown(text: str) -> str:
    """A text as HTML shows it letter by letter; no address goes through it."""
    return escape(thai.unbroken(text))


def _column(status: str, rows: pd.DataFrame, links: dict[str, str]) -> str:
    tone, icon = STATUS_LOOKS[status]
    name = f"{word(status)} ({thai.number(len(rows))})"
    cards = "".join(_card(row, links) for row in rows.head(MOST).itertuples())
    if len(rows) > MOST:
        rest = _("the first {shown} of {rows}; the others stand in the table")
        cards += f"<p>{_shown(rest.format(shown=thai.number(MOST), rows=thai.number(len(rows))))}</p>"
    head = f'<h2 class="{tone}">{_icon(icon)}{_shown(name)}</h2>'
    group = f'class="cards" tabindex="0" role="group" aria-label="{escape(name)}"'
    return f"<section>{head}<div {group}>{cards}</div></section>"


def _icon(name: str) -> str:
    return f'<i aria-hidden="true">{name}</i>'


def _card(row: Any, links: dict[str, str]) -> str:
    """A measure: number, name, unit, due date and evidence at a glance; opened, all that the row says and
    what proves it."""
    name, *more = thai.lines(row.measure, NAME_WIDTH)
    unit = name_of(row.responsible) if row.responsible else _("no responsible unit stated")
    label = f"{thai.digits(row.measure_no)}. {name}{'…' if more else ''}"
    texts = [
        f"<dt>{_shown(title(column))}</dt><dd>{_text(column, value)}</dd>"
        for column in DETAILS
        if not thai.is_missing(value := getattr(row, column))
    ]
    texts += [f"<dd>{links[name]}</dd>" for name in codes(row.proof) if name in links]
    signs = "".join(
        f'<span class="{tone}">{_icon(icon)}{_shown(text)}</span>' for tone, icon, text in _signs(row)
    )
    summary = f"<b>{_shown(label)}</b><small>{_shown(unit)}</small>{signs}"
    return f"<details><summary>{summary}</summary><dl>{''.join(texts)}</dl></details>"


def _text(column: str, value: Any) -> str:
    text = in_text(column, value)
    if is_address(column):
        # Nothing is joined in an address that may be copied.
        return "<br>".join(f'<a href="{escape(each)}">{escape(each)}</a>' for each in addresses(text))
    return _shown(text)


def _signs(row: Any) -> list[tuple[str, str, str]]:
    tone, icon, words = EVIDENCE[row.evidence]
    signs = [(tone, icon, _(words))]
    if left := say.days_left(row.days_left):
        signs.insert(0, ("behind" if row.days_left < 0 else "neutral", "event", left))
    signs += [("accent", "monitoring", word(name)) for name in codes(row.proof)]
    return signs
