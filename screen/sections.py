"""Draws sections in the browser: heading, choices, sentence, and the figures as chart, table and
downloads."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache, partial
from typing import Any
from zlib import crc32

import streamlit as st

import chromium
from charts import theme
from database import store
from evidence import chart_cache
from queries import findings
from screen import address, choices, filters
from screen.access import may_change
from screen.address import plain
from screen.share import copy_text, take_picture
from screen.tables import Shown, show_table
from screen.view import View
from sections.choice import Chosen
from sections.subject import Block, Choices, Note, Published, Question, Remarks, Section, Subject
from sentences import findings as say_findings
from vocabulary import thai
from vocabulary.data_sets import BY_NAME
from vocabulary.language import _

Declared = Callable[[Subject, Chosen], Any]
"""A function of sections/: a subject and what was chosen in, what is told of it out."""
NO_TOOLBAR = {"displayModeBar": False}
"""Plotly's own picture of a chart is drawn in the reader's browser, which would lose the Thai font."""
BADGES = {
    "open": ("orange", ":material/flag:"),
    "note": ("blue", ":material/info:"),
    "": ("green", ":material/check_circle:"),
}
"""Colour and sign of what a data set's findings are: some to be looked into, only such for information,
none."""

has_chromium = cache(lambda: chromium.find() is not None)
"""Whether pictures can be drawn; looked for once."""


def begin(view: View, data_set: str, title: str, lines: Question, words: str = "") -> Subject:
    """Begins the page of a data set: its title, whose figures and of when follow, and what the page can be
    narrowed to, where `lines` tells which values occur, and how many rows are in view, of those that have all
    the `words`. Where there are no data the page says so, offers the years that have some, and ends."""
    st.title(title, anchor=False)
    subject = view.subject(data_set)
    if subject is None:
        _offer_years(view, data_set)
        st.stop()
    st.caption(subject.place)
    bar = st.container(horizontal=True, vertical_alignment="center", key="bar")
    with bar:
        findings_badge(view, subject)
    searched = subject.with_words(words, lines).ask(lines)
    within, rows = filters.narrowed(view, subject, subject.ask(lines), searched, bar)
    if not rows:
        none = _("No row has all that is chosen together; leave out one of the choices.")
        st.info(none, icon=":material/filter_alt_off:")
        st.stop()
    return replace(subject, scope=replace(subject.scope, within=within), rows=rows)


def _offer_years(view: View, data_set: str) -> None:
    st.info(_("There are no data of this kind for the year or round chosen."), icon=":material/event_busy:")
    years = view.years_of(data_set)
    if years:
        st.write(_("Years that have some:"))
    for year in years:
        offer_year(data_set, year, thai.fiscal_year_span(year))


def offer_year(data_set: str, year: int, name: str) -> None:
    """A button that chooses the year, for where a data set has nothing to show."""
    # A button, because Streamlit leaves the address as it was when a link leads to the page it stands on.
    icon, key = ":material/calendar_month:", f"{data_set}_{year}"
    st.button(name, key=key, on_click=address.show_year, args=(year,), icon=icon)


def findings_badge(view: View, subject: Subject) -> None:
    """How many findings the data set has, or that it has none, with a link to them: as many as the page of
    findings lists, which asks for the address's year too."""
    scope = (view.organization, view.fiscal_year, view.asked.today)
    label, severity = _badge(view.edition, view.asked, subject.data_set, *scope)
    color, icon = BADGES[severity]
    address.link("findings.py", f":{color}-badge[{label}]", icon, set=subject.data_set)


@lru_cache(maxsize=512)
def _badge(_edition: Hashable, data: Published, data_set: str, *scope: Any) -> tuple[str, str]:
    return say_findings.badge(data.ask(findings.counts, *scope), data_set)


@lru_cache(maxsize=512)
def _content(
    _edition: Hashable,
    _today: date,
    declared: Declared,
    subject: Subject,
    chosen: tuple[tuple[str, str], ...],
) -> Any:
    return declared(subject, dict(chosen))


def content(view: View, declared: Declared, subject: Subject) -> Any:
    """What a function of sections/ tells of a subject, as the visitor chose; made once for all who see the
    same in one language, since pandas takes its time."""
    return _content(view.edition, view.asked.today, declared, subject, tuple(view.address.items()))


def show(view: View, subject: Subject, *declared: Declared) -> None:
    """Draws sections of a subject, one below the other."""
    for each in declared:
        draw(view, content(view, each, subject))


def draw(view: View, block: Block) -> None:
    """Draws what is told of a subject."""
    if isinstance(block, Section):
        _draw_section(view, block)
    elif isinstance(block, Remarks):
        remarks(block)
    elif isinstance(block, Choices):
        choices.draw_all(block.choices)
    elif isinstance(block, Note):
        st.caption(block.text)


def _draw_section(view: View, section: Section) -> None:
    assert section.subject
    subject = section.subject
    key = f"prongsai_{subject.data_set}_{section.name}"
    file_name = f"{key}_{subject.file_mark}"
    alt = f"{section.title} · {section.place}. {section.sentence}"
    st.header(section.heading, anchor=False)
    choices.draw_all(section.choices)
    show_answer(section.sentence, key)
    if section.table.empty:
        return
    if section.figure is None:
        _draw_table(section, key, file_name, alt)
        st.caption(section.source)
        return
    chart, rows = st.tabs([_("Chart"), _("Table")])
    with chart:
        _draw_chart(view, section, key, alt)
        _offer_pictures(view, section, key, file_name)
    with rows:
        _draw_table(section, key, file_name, alt)


@lru_cache(maxsize=512)
def _shown(section: Section) -> Shown:
    return Shown(section.table, section.times)


def _draw_table(section: Section, key: str, file_name: str, alt: str) -> None:
    show_table(_shown(section), key, file_name, alt, (section.title, section.place, section.source))


def _band(section: Section) -> theme.Band:
    return theme.Band(section.title, section.place, section.source)


@lru_cache(maxsize=512)
def _finished(section: Section, dark: bool) -> theme.Figure:
    assert section.figure is not None
    return theme.finish(section.figure, _band(section), dark=dark)


def _draw_chart(view: View, section: Section, key: str, alt: str) -> None:
    assert section.subject
    figure, data_set = _finished(section, st.context.theme.type == "dark"), section.subject.data_set
    # Another key where it is narrowed otherwise: what was clicked before is not selected any more.
    key = f"{key}_{crc32(repr(view.within(data_set)).encode())}"
    leads = any(trace.get("customdata") for trace in figure["data"])
    select: Any = partial(filters.on_click, data_set, key) if leads else "ignore"
    # A heat map has a column for each division, and may need all the width there is.
    width: Any = "stretch" if any(trace["type"] == "heatmap" for trace in figure["data"]) else theme.WIDEST
    st.plotly_chart(
        theme.Checked(figure),
        theme=None,
        key=key,
        alt=alt,
        config=NO_TOOLBAR,
        on_select=select,
        selection_mode="points",
        width=width,
    )


def _offer_pictures(view: View, section: Section, key: str, file_name: str) -> None:
    """What a chart looks like on paper, to take away: drawn on the server, where the Thai font is."""
    if not has_chromium():
        need = _(
            "Pictures with the right Thai font need Chromium on the serving machine: apt-get install chromium"
        )
        st.caption(need)
        return
    assert section.subject
    assert section.figure is not None
    shown = chart_cache.Shown(
        section.figure,
        _band(section),
        view.published,
        BY_NAME[section.subject.data_set].page,
        tuple(view.pinned(section.subject).items()),
        view.language,
        view.thai_digits,
        file_name,
    )
    take_picture(chart_cache.lay_out(shown), file_name, f"pictures_{key}")


def show_rows(view: View, subject: Subject, declared: Declared) -> None:
    """The rows that the figures are made from, each with its file and row, and where it is allowed, the files
    themselves."""
    section = content(view, declared, subject)
    if section is None:
        return
    draw(view, section)
    if not may_change():
        st.caption(_("The original files can be downloaded only where changing data is switched on."))
        return
    with st.container(horizontal=True):
        for name, sha256 in section.subject.originals:
            st.download_button(
                _("Original file: {name}").format(name=plain(name)),
                (store() / "originals" / sha256).read_bytes,
                file_name=name,
                on_click="ignore",
                key=f"original_{sha256}",
                icon=":material/draft:",
            )


def remarks(remarks: Remarks) -> None:
    """A heading and sentences, each under the name of what it is about; nothing where there is nothing to
    tell."""
    lines = [f"- **{name}**: {plain(sentence)}" for name, sentence in remarks.lines if sentence]
    if lines:
        st.header(remarks.heading, anchor=False)
        st.markdown("\n".join(lines))


def show_answer(sentence: str, key: str) -> None:
    """What the figures say, in one sentence, with a button that copies it."""
    with st.container(horizontal=True, vertical_alignment="top", key=f"answer_{key}"):
        st.markdown(plain(sentence))
        copy_text(sentence, f"copy_{key}")
