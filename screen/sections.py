"""Draws sections in the browser: heading, choices, sentence, and the figures as chart, table and
downloads."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date
from functools import cache, partial
from typing import Any
from zlib import crc32

import streamlit as st

import chromium
from charts import theme
from database import store
from evidence import section_files
from evidence.section_files import Shown
from queries import findings
from screen import access, address, choices, conditions, filters
from screen.address import literal, plain
from screen.section_tools import draw_tools
from screen.share import copy_text, share_view
from screen.tables import Shown as ShownTable
from screen.tables import show_table
from screen.view import PageEnded, View
from sections.area import AreaSubject
from sections.choice import Chosen
from sections.kept import until_published
from sections.subject import Block, Choices, Note, Published, Question, Remarks, Section, Subject
from sentences import findings as say_findings
from vocabulary import thai
from vocabulary.data_sets import BY_NAME
from vocabulary.language import _

Declared = Callable[[Any, Chosen], Any]
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

CHARTS = "prongsai_"
"""How the keys of all charts and tables of sections begin."""
HOW_SHOWN = ("tab", "table", "show", "every", "width")
"""What the address says of how a page is shown, on which nothing hangs that is told."""

has_chromium = cache(lambda: chromium.find() is not None)
"""Whether pictures can be drawn; looked for once."""


def begin(view: View, data_set: str, title: str, lines: Question, search: str = "") -> Subject:
    """Begins the page of a data set: its title, whose figures and of when follow, and what the page can be
    narrowed to, where `lines` tells which values occur: by choices, and where it says what to `search` by
    words. Where there are no data the page says so, offers the years that have some, and ends."""
    words = view.words if search else ""
    subject = view.subject(data_set)
    with st.container(horizontal=True, vertical_alignment="bottom", key="title"):
        st.title(title, anchor=False, width="content")
        st.caption(plain(subject.place) if subject else "", width="content")
    if subject is None:
        _offer_years(view, data_set)
        raise PageEnded
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="bar"):
        if search:
            choices.search(view, search)
        within = filters.narrowed(view, subject, lines, words)
        findings_badge(view, subject)
        share_view(view, subject)
    filters.chips(data_set, within)
    narrowed = replace(subject, scope=replace(subject.scope, within=within)).with_words(words, lines)
    rows = int(narrowed.ask(lines)["rows"].sum())
    if not rows:
        none = _("No row has all that is chosen together; leave out one of the choices.")
        st.info(none, icon=":material/filter_alt_off:")
        raise PageEnded
    return replace(narrowed, rows=rows)


def _offer_years(view: View, data_set: str) -> None:
    years = view.years_of(data_set)
    if not years:
        none = _("{organization} has no data of this kind yet.").format(
            organization=view.organizations[view.organization]
        )
        st.info(plain(none), icon=":material/event_busy:")
        fill = _("Load a file, or take an empty one to fill in")
        address.link("data.py", fill, icon=":material/arrow_forward:")
        return
    st.info(_("There are no data of this kind for the year or round chosen."), icon=":material/event_busy:")
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


@until_published(512)
def _badge(_edition: Hashable, data: Published, data_set: str, *scope: Any) -> tuple[str, str]:
    return say_findings.badge(data.ask(findings.counts, *scope), data_set)


@until_published(512)
def _content(
    _edition: Hashable,
    _today: date,
    declared: Declared,
    subject: Subject | AreaSubject,
    chosen: tuple[tuple[str, str], ...],
) -> Any:
    return declared(subject, dict(chosen))


def content(view: View, declared: Declared, subject: Subject | AreaSubject) -> Any:
    """What a function of sections/ tells of a subject, as the visitor chose; made once for all who see the
    same in one language, since pandas takes its time."""
    # Each open tab made its sections and pictures anew while the tab was among them.
    chosen = tuple(pair for pair in view.address.items() if pair[0] not in HOW_SHOWN)
    return _content(view.edition, view.asked.today, declared, subject, chosen)


def show(view: View, subject: Subject | AreaSubject, *declared: Declared) -> None:
    """Draws sections of a subject, one below the other; a source is named where it is not the page's."""
    blocks = [content(view, each, subject) for each in declared]
    for block in blocks:
        draw(view, block, subject.source)
    if not any(map(_has_something, blocks)):
        st.caption(_("There is nothing of this kind in what is in view."))


def _has_something(block: Block) -> bool:
    if isinstance(block, Choices):
        return any(len(each.options) > 1 for each in block.choices)
    if isinstance(block, Remarks):
        return any(sentence for _name, sentence in block.lines)
    return block is not None


def show_main(
    view: View, subject: Subject, declared: Declared, picture: Callable[[], None] | None = None
) -> None:
    """Draws the section that a page is opened for: its picture first, below it what it says. On screen
    `picture` may stand for its chart, and says the same."""
    section = content(view, declared, subject)
    _draw_head(view, section, ())
    if picture and not _is_table(view, section):
        picture()
    else:
        _draw_figures(view, section)
        st.caption(plain(section.sentence))


def draw(view: View, block: Block, known_source: str = "", choose: Callable[[], None] = lambda: None) -> None:
    """Draws what is told of a subject; `choose` draws more choices of a section."""
    if isinstance(block, Section):
        _draw_head(view, block)
        choose()
        if block.sentence:
            st.markdown(plain(block.sentence))
        _draw_figures(view, block)
        if block.source != known_source:
            st.caption(plain(block.source))
    elif isinstance(block, Remarks):
        remarks(block)
    elif isinstance(block, Choices):
        choices.draw_all(block.choices)
    elif isinstance(block, Note):
        st.caption(block.text)


def _key(section: Section) -> str:
    data_set = f"{section.subject.data_set}_" if section.subject else ""
    return f"{CHARTS}{data_set}{section.name}"


def _is_table(view: View, section: Section) -> bool:
    return section.figure is None or view.address.get("table") == section.name


def _draw_head(view: View, section: Section, led_to: tuple[str, ...] = ("tab",)) -> None:
    """The heading of a section and its tools; the links in its pictures name, of how the page is shown, what
    leads to it."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"head_{_key(section)}"):
        st.header(literal(section.heading), anchor=False, width="stretch")
        _draw_tools(view, section, led_to)
    choices.draw_all(section.choices)


def _draw_figures(view: View, section: Section) -> None:
    if section.table.empty:
        return
    # For those who do not see the picture: what it shows, of whom, and what it says.
    alt = f"{section.title} · {section.place}. {section.sentence}"
    if _is_table(view, section):
        show_table(_shown(section, view.width), _key(section), alt)
    else:
        _draw_chart(view, section, alt)


def _draw_tools(view: View, section: Section, led_to: tuple[str, ...]) -> None:
    key, is_table = _key(section), _is_table(view, section)
    subject, has_chart = section.subject, section.figure is not None
    page = BY_NAME[subject.data_set].page if subject else section.page or section.name
    # The code in a picture on paper must open these figures, also when there are newer ones.
    address_of = view.pinned(subject) if subject else {**view.address, **dict(section.pinned)}
    link = tuple(each for each in address_of.items() if each[0] in led_to or each[0] not in HOW_SHOWN)
    file_name = f"{key}_{section.file_mark}"
    written = (view.published, page, link, view.language, view.thai_digits, file_name)
    # Files are made when their address is asked for, not when the page is drawn.
    token = section_files.lay_out(Shown(section, *written))
    forms = () if section.table.empty else tuple(section_files.FILES)
    if not (has_chart and has_chromium()):
        forms = tuple(form for form in forms if form not in section_files.PICTURES)
    draw_tools(
        f"tools_{key}",
        section.title,
        {f"section/{token}/{form}": section_files.name_of(file_name, form) for form in forms},
        section.sentence,
        is_table=is_table if has_chart else None,
        swap=partial(address.keep, "table", "" if is_table else section.name, ""),
    )


@until_published(512)
def _shown(section: Section, width: theme.Width) -> ShownTable:
    table = section.table if section.most is None else section.table.head(section.most)
    return ShownTable(table, section.times, width)


@until_published(512)
def _on_page(section: Section, width: theme.Width, dark: bool) -> tuple[theme.Figure, filters.Leads]:
    """The chart, and to which rows a click leads: that is not sent, for it would be a fifth of the page."""
    assert section.figure is not None
    figure = theme.on_page(section.figure(width), dark=dark)
    return figure, [trace.pop("customdata", None) for trace in figure["data"]]


def _draw_chart(view: View, section: Section, alt: str) -> None:
    figure, leads = _on_page(section, view.width, st.context.theme.type == "dark")
    data_set = section.subject.data_set if section.subject else ""
    # Another key where it is narrowed otherwise: what was clicked before is not selected any more.
    within = view.within(data_set) if data_set else ()
    key = f"{_key(section)}_{crc32(repr(within).encode())}"
    select: Any = partial(filters.on_click, data_set, key, leads) if any(leads) else "ignore"
    st.plotly_chart(
        theme.Checked(figure),
        theme=None,
        key=key,
        alt=alt,
        config=NO_TOOLBAR,
        on_select=select,
        selection_mode="points",
    )


def show_rows(view: View, subject: Subject, declared: Declared) -> None:
    """The rows that the figures are made from, each with its file and row, and where it is allowed, the files
    themselves."""
    section = content(view, declared, subject)
    if section is None:
        return
    draw(view, conditions.applied(view, section), subject.source, partial(conditions.choose, view, section))
    # Originals hold what no page shows, such as scores that are withheld.
    if not access.may_somewhere("load", subject.scope.organization):
        st.caption(_("The original files can be downloaded only by who may load data."))
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


def end(subject: Subject) -> None:
    """Ends the page of a data set: which files the figures are from."""
    st.caption(plain(subject.source))


def remarks(remarks: Remarks) -> None:
    """A heading and sentences, each under the name of what it is about; nothing where there is nothing to
    tell."""
    lines = [f"- **{literal(name)}**: {plain(sentence)}" for name, sentence in remarks.lines if sentence]
    if lines:
        st.header(literal(remarks.heading), anchor=False)
        st.markdown("\n".join(lines))


def show_answer(sentence: str, key: str) -> None:
    """What the figures say, in one sentence, with a button that copies it."""
    with st.container(horizontal=True, vertical_alignment="top", key=f"answer_{key}"):
        st.markdown(plain(sentence))
        copy_text(sentence, f"copy_{key}")
