"""The board of the integrity measures: each one a card in a column for its status."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from queries import measures as questions
from queries import plan
from screen import address, measure_proofs
from screen.address import plain
from screen.assets import dress
from screen.links import follow_links
from screen.view import View
from sections.kept import until_published
from sections.proofs import of_measure
from sections.subject import Subject
from sentences import measures as say
from sentences.headline import Headline
from vocabulary import thai
from vocabulary.columns import name_of, title, word
from vocabulary.language import N_, _
from vocabulary.values import addresses, in_text, is_address

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
DETAILS = ("measure", "procedure", "result", "suggestion", "due_date", "evidence_url")
"""What an opened card says."""

PROOF_LOOKS = {
    "reached": ("reached", "verified"),
    "behind": ("behind", "flag"),
    "neutral": ("accent", "monitoring"),
}
"""Class and icon of what proves a measure, by how it stands."""
Told = tuple[str, Headline]
"""A data set that proves a measure, and what it tells of it."""
Kept = tuple[tuple[str, str], ...]
"""What of the address goes along to the pages that prove a measure."""


def board(view: View, subject: Subject) -> None:
    """Every measure in a column for its status; a long column scrolls."""
    proofs, kept = (
        tuple(measure_proofs.proofs(view, subject).items()),
        tuple(address.kept(view.address).items()),
    )
    with st.container(key="board"):
        follow_links()
        dress("measures")
        st.html(_board(view.edition, view.asked.today, subject, proofs, kept))


@until_published(128)
def _board(
    _edition: Hashable, today: date, subject: Subject, proofs: tuple[tuple[str, Subject], ...], kept: Kept
) -> str:
    every, pictures = subject.ask(questions.every, today), measure_proofs.pictures(subject)
    # A status without measures takes no room from the others.
    columns = {status: rows for status in STATUS_LOOKS if len(rows := every[every.status == status])}
    # A column of many cards gets more of the width, so that fewer of them are scrolled away.
    widths = " ".join("3fr" if len(rows) >= MANY else "2fr" for rows in columns.values())

    def card(row: Any) -> str:
        told = of_measure(row, dict(proofs))
        beside = _links(row, told, dict(proofs), dict(kept)) + _pictures(pictures.get(row.measure_no, []))
        return _card(row, _proof_signs(told), beside)

    drawn = "".join(_column(status, rows, card) for status, rows in columns.items())
    return f'<div class="board" style="--widths: {widths}">{drawn}</div>'


def show_target(view: View, subject: Subject) -> None:
    """That the plan's target is missed, where a measure follows the plan."""
    # Measure 18 may be done while the plan misses its target: the page must not seem to say otherwise.
    proof = measure_proofs.proofs(view, subject).get("plan")
    if proof:
        missed = say.target_missed(proof.first(plan.chosen_round))
        st.info(plain(f"{missed} ({proof.place})"), icon=":material/flag:")
        label, year = _("See the figures of the plan"), f"{proof.scope.fiscal_year}"
        address.link("plan.py", label, ":material/arrow_forward:", fy=year)


def _links(row: Any, told: Sequence[Told], proofs: Mapping[str, Subject], kept: Mapping[str, str]) -> str:
    """The links to the figures that prove a measure, each with what they are made from."""
    message = _("See the figures that prove it: {data_set}")
    return "".join(
        f"<dd>{_shown(headline.basis)} "
        f'<a href="{escape(measure_proofs.reference(name, proofs[name], row.measure_no, kept))}">'
        f"{_shown(message.format(data_set=word(name)))}</a></dd>"
        for name, headline in told
    )


def _pictures(pictures: Sequence[tuple[str, str]]) -> str:
    shown = "".join(f'<img src="{source}" alt="{escape(caption)}">' for source, caption in pictures)
    return f"<dd>{shown}</dd>" if shown else ""


def _shown(text: str) -> str:
    """A text as HTML shows it letter by letter; no address goes through it."""
    return escape(thai.unbroken(text))


def _column(status: str, rows: pd.DataFrame, card: Callable[[Any], str]) -> str:
    tone, icon = STATUS_LOOKS[status]
    name = f"{word(status)} ({thai.number(len(rows))})"
    cards = "".join(map(card, rows.head(MOST).itertuples()))
    if len(rows) > MOST:
        rest = _("the first {shown} of {rows}; the others stand in the table")
        cards += f"<p>{_shown(rest.format(shown=thai.number(MOST), rows=thai.number(len(rows))))}</p>"
    head = f'<h2 class="{tone}">{_icon(icon)}{_shown(name)}</h2>'
    group = f'class="cards" tabindex="0" role="group" aria-label="{escape(name)}"'
    return f"<section>{head}<div {group}>{cards}</div></section>"


def _icon(name: str) -> str:
    return f'<i aria-hidden="true">{name}</i>'


def _card(row: Any, proof_signs: str, beside: str) -> str:
    """A measure: number, name, unit, due date, evidence and the figures that prove it at a glance; opened,
    all that the row says, and what stands `beside`."""
    name, *more = thai.lines(row.measure, NAME_WIDTH)
    unit = name_of(row.responsible) if row.responsible else _("no responsible unit stated")
    label = f"{thai.digits(row.measure_no)}. {name}{'…' if more else ''}"
    texts = [
        f"<dt>{_shown(title(column))}</dt><dd>{_text(column, value)}</dd>"
        for column in DETAILS
        if not thai.is_missing(value := getattr(row, column))
    ]
    signs = "".join(_sign(*sign) for sign in _signs(row)) + proof_signs
    summary = f"<b>{_shown(label)}</b><small>{_shown(unit)}</small>{signs}"
    return f"<details><summary>{summary}</summary><dl>{''.join(texts)}{beside}</dl></details>"


def _sign(tone: str, icon: str, text: str) -> str:
    return f'<span class="{tone}">{_icon(icon)}{_shown(text)}</span>'


def _proof_signs(told: Sequence[Told]) -> str:
    """The figures that prove a measure, each with how it stands."""
    return "".join(
        _sign(f"proof {tone}", icon, " · ".join(filter(None, (headline.value, headline.status))))
        for _name, headline in told
        for tone, icon in [PROOF_LOOKS[headline.tone]]
    )


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
    return signs
