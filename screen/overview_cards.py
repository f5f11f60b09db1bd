"""What the overview is made of: a card with the headline figure of each data set, lines that name what wants
attention, and what is worth knowing besides."""

from collections.abc import Hashable
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from charts import overview as draw
from queries import findings
from screen import address
from screen.address import plain
from screen.sections import content, findings_badge, offer_year, remarks
from screen.view import View
from sections import overview
from sections.overview import HEADLINES
from sections.subject import Published, Remarks, Subject, Subjects
from sentences import findings as say_findings
from sentences import overview as say
from sentences.headline import Tone
from sentences.overview import Notice
from vocabulary import thai
from vocabulary.language import _

MOST_PRESENTED = 4
"""Lines beside that of the findings which fit under the cards of a presentation."""
ICONS: dict[Tone, str] = {
    "reached": ":green[:material/check_circle:]",
    "behind": ":red[:material/error:]",
    "neutral": ":gray[:material/info:]",
}


def draw_cards(view: View) -> None:
    """A card with one figure for each data set: how it stands in words (and colour), what it is made from,
    how it went over the years, how fresh it is, whether it reconciles, and a link to its page. Where it has
    no data it offers the newest year that has some."""
    with st.container(key="cards"):
        columns = st.columns(len(HEADLINES))
    for column, data_set in zip(columns, HEADLINES, strict=True):
        with (
            column,
            st.container(border=True, height="stretch", vertical_alignment="distribute", gap="small"),
        ):
            _draw_card(view, data_set)


def _draw_card(view: View, data_set: str) -> None:
    subject = view.subject(data_set)
    if subject is None:
        label = _(HEADLINES[data_set].label)
        st.html(draw.card(label, thai.NOTHING, "neutral", _("no data for this year")))
        for year in view.years_of(data_set)[:1]:
            offer_year(data_set, year, _("Newest: {year}").format(year=thai.fiscal_year(year)))
        return
    st.html(content(view, overview.card, subject))
    if not view.is_presenting:
        with st.container(horizontal=True, gap="xsmall"):
            findings_badge(view, subject)
            address.link(f"{data_set}.py", _("See the details"), icon=":material/arrow_forward:")


def _subjects(view: View) -> Subjects:
    subjects = {name: view.subject(name) for name in HEADLINES}
    return {name: subject for name, subject in subjects.items() if subject}


def draw_notices(view: View) -> None:
    """What wants attention, a line each, which leads to where more is said of it; the last says how many
    findings there are."""
    scope = (view.organization, view.fiscal_year, view.asked.today)
    *listed, findings_of_all = _notices(view.edition, view.asked, tuple(_subjects(view).items()), *scope)
    with st.container(key="notices", gap=None):
        for notice in (*listed[: MOST_PRESENTED if view.is_presenting else None], findings_of_all):
            if notice.is_finding:
                page, more = "findings.py", {"set": notice.data_set}
            else:
                page = f"{notice.data_set}.py"
                more = address.narrowing(notice.data_set, dict(notice.narrowed))
            address.link(page, f"{ICONS[notice.tone]} {plain(notice.text)} :material/chevron_right:", **more)


@lru_cache(maxsize=128)
def _notices(
    _edition: Hashable, data: Published, subjects: tuple[tuple[str, Subject], ...], *scope: Any
) -> list[Notice]:
    counts = data.ask(findings.counts, *scope)
    return [*overview.notices(dict(subjects)), say.found(say_findings.total(counts, None))]


@lru_cache(maxsize=128)
def _remarks(
    _edition: Hashable, _today: date, subjects: tuple[tuple[str, Subject], ...]
) -> tuple[Remarks, Remarks]:
    return overview.worth_knowing(dict(subjects)), overview.on_the_source(dict(subjects))


def explain_sources(view: View) -> None:
    """What is worth knowing besides, and from which files the figures are."""
    with st.expander(_("More on these figures and their sources"), icon=":material/menu_book:"):
        for each in _remarks(view.edition, view.asked.today, tuple(_subjects(view).items())):
            remarks(each)


@cache
def _style(name: str) -> str:
    path = Path(__file__).parents[1] / "assets" / f"{name}.css"
    return f"<style>{path.read_text(encoding='utf-8')}</style>"


def dress(name: str) -> None:
    """Lets the page wear a style sheet of assets/."""
    st.html(_style(name))
