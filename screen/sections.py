"""What pages share: a data set in the visitor's scope, and its figures shown as sentence, chart, table and
download."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache, partial
from typing import Any
from zlib import crc32

import pandas as pd
import streamlit as st

import chromium
from charts import theme
from database import Identity, cursor, identity, store
from evidence import chart_cache
from queries import findings
from queries import scope as ask
from queries.scope import Scope
from screen import address, filters
from screen.access import may_change
from screen.address import plain
from screen.share import copy_text, take_picture
from sentences import findings as say_findings
from sentences import origin
from vocabulary import tables, thai
from vocabulary.columns import QUANTITIES, heading, title
from vocabulary.language import _, current, use
from vocabulary.values import in_text, is_figure

__all__ = [
    "Subject", "answer", "details", "metrics", "newest_subject", "offer_year", "plain", "reconciled", "remarks", "row", "said",
    "show_answer", "show_table", "subject", "subject_or_stop",
]  # fmt: skip

Question = Callable[..., Any]
"""A function of queries/: a cursor and a scope in, an answer out."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST_TEXT = 400
"""Pixels that a column of writing takes at most on screen."""
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


@dataclass(frozen=True)
class Subject:
    """A data set in the visitor's scope, with what must be said of its figures: when they were true and where
    they are from."""

    data_set: str
    scope: Scope
    as_of: Any
    files: tuple[str, ...]
    rows: int
    loaded_at: Any = None
    originals: tuple[tuple[str, str], ...] = ()
    """The files that the figures come from, as they were loaded: name, SHA-256."""
    other: Scope | None = None
    """The other time that the figures are of as well."""
    settings: tuple[str, ...] = ()
    """What else the figures hang on, for the names of their files: by which criteria, in which order."""

    @property
    def place(self) -> str:
        """Whose figures and of when: organization, fiscal year, round where chosen, as-of date where the
        source gives one."""
        compared = _("compared with {time}").format(time=filters.time_name(self.other)) if self.other else ""
        name, narrowed = address.organizations()[self.scope.organization], filters.in_words(self.scope.within)
        return origin.place(
            name, self.scope.fiscal_year, self.scope.round_months, self.as_of, *narrowed, compared
        )

    @property
    def source(self) -> str:
        """Which files the figures come from and from how many of their rows; when they were loaded."""
        return origin.source(self.files, self.rows, self.loaded_at)

    def ask(self, question: Question, *more: Any) -> Any:
        """The answer to a question about this scope."""
        return answer(question, self.scope, *more)

    def say(self, sentence: Callable[..., Any], *questions: Question) -> Any:
        """What a sentence says of the answers to these questions; made up once for each file that is
        published."""
        return said(_answered, sentence, self.scope, *questions)

    def at(self, scope: Scope | None) -> "Subject | None":
        """The same data set at another time, narrowed alike; None where there is none."""
        return (
            None
            if scope is None
            else _subject(identity(), self.data_set, replace(scope, within=self.scope.within))
        )

    def a_year_before(self) -> "Subject | None":
        """The same stage of the year before."""
        return self.at(filters.a_year_before(self.data_set, self.scope))

    def earlier(self) -> "Subject | None":
        """The data of the time to compare with; None where there is none, or it is not wanted."""
        return self.at(filters.earlier(self.data_set, self.scope))

    def choose_earlier(self) -> None:
        """Draws the choice of what to compare with."""
        filters.choose_earlier(self.data_set, self.scope)

    def beside(self, before: "Subject", rows: int) -> "Subject":
        """The same scope, for figures of two times, made from so many rows: names both times and the files of
        both."""
        files = tuple(dict.fromkeys((*before.files, *self.files)))
        originals = tuple(dict.fromkeys((*before.originals, *self.originals)))
        return replace(self, files=files, originals=originals, rows=rows, loaded_at=None, other=before.scope)

    def of_every_round(self) -> "Subject":
        """The same year with all its rounds, for pictures that show them side by side."""
        return _subject(identity(), self.data_set, replace(self.scope, round_months=None)) or self

    def with_words(self, words: str, lines: Question) -> "Subject":
        """The same scope, of its lines those in which all the words occur; `lines` as for
        `subject_or_stop`."""
        if not words.split():
            return self
        found = replace(
            self, scope=replace(self.scope, within=(*self.scope.within, ("words", " ".join(words.split()))))
        )
        return replace(found, rows=int(found.ask(lines)["rows"].sum()))

    def set(self, *settings: str) -> "Subject":
        """The same scope, for figures that hang on these settings too; those that are "" are the usual
        ones."""
        return replace(self, settings=(*self.settings, *filter(None, settings)))

    def without(self, column: str) -> "Subject":
        """The same scope, for figures that are not narrowed by this column."""
        return replace(self, scope=self.scope.without(column))

    def whole(self) -> "Subject":
        """All of the data set at the very time that it is of, for figures that no choice narrows."""
        here = address.catalogue().resolved(self.scope, self.data_set)
        return _subject(identity(), self.data_set, replace(here, within=())) or self

    def alongside(self, data_set: str) -> "Subject | None":
        """Another data set at the very time that this one is of; None where there is none."""
        return _subject(identity(), data_set, address.catalogue().resolved(self.scope, self.data_set))

    def from_table(self, table: pd.DataFrame) -> "Subject":
        """The same scope, for figures from other files too, which `table` names: file_name, and where it has
        them as_of (one for all) and how many `rows` of a file each of its own stands for."""
        files = origin.named_files(table)
        as_of = table.as_of.iloc[0] if "as_of" in table and table.as_of.nunique() == 1 else self.as_of
        rows = int(table["rows"].sum()) if "rows" in table else len(table)
        return replace(self, as_of=as_of, files=files, rows=rows, loaded_at=None)

    def section(
        self, name: str, heading: str, title: str, sentence: str, table: pd.DataFrame, figure: theme.Figure | None = None,
        choose: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        """A heading, what the figures say, and the figures as chart (where given), table and CSV; below the
        heading the choice that `choose` draws. Of an empty table there is only the sentence.

        `name` names the files that leave the page, `title` is the full title that a picture carries when it
        leaves."""
        made_up = "_made_up" if ask.is_made_up(self.scope.organization) else ""
        key = f"prongsai_{self.data_set}_{name}"
        mark = filters.file_mark(self.scope, self.as_of, self.other, self.settings)
        file_name = f"{key}_{self.scope.organization}{made_up}_{mark}"
        alt, heads = f"{title} · {self.place}. {sentence}", (title, self.place, self.source)
        st.header(heading, anchor=False)
        if choose:
            choose()
        show_answer(sentence, key)
        if table.empty:
            return
        if figure is None:
            show_table(table, key, file_name, alt, heads)
            st.caption(self.source)
            return
        chart, rows = st.tabs([_("Chart"), _("Table")])
        with chart:
            band = theme.Band(title, self.place, self.source)
            finished = theme.finish(figure, band, dark=st.context.theme.type == "dark")
            _show_chart(finished, self, key, alt)
            _offer_pictures(figure, band, self, key, file_name)
        with rows:
            show_table(table, key, file_name, alt, heads)

    def rows_behind(self, sentence: str, table: pd.DataFrame) -> None:
        """The rows that the figures are made from, each with its file and row, and where it is allowed, the
        files themselves."""
        self.section(
            "rows", _("The rows behind the figures"), _("The rows behind the figures"), sentence, table
        )
        if not may_change():
            st.caption(_("The original files can be downloaded only where changing data is switched on."))
            return
        with st.container(horizontal=True):
            for name, sha256 in self.originals:
                path = store() / "originals" / sha256
                st.download_button(
                    _("Original file: {name}").format(name=plain(name)), path.read_bytes, file_name=name, on_click="ignore",
                    key=f"original_{sha256}", icon=":material/draft:",
                )  # fmt: skip


@cache
def row(question: Question) -> Question:
    """The question whose answer is the first row of this one's."""
    return lambda con, *given: question(con, *given).iloc[0]


@lru_cache(maxsize=2048)
def _in_words(
    _published: Identity, _language: str, _thai_digits: bool, make: Callable[..., Any], *given: Any
) -> Any:
    return make(*given)


def said(make: Callable[..., Any], *given: Any) -> Any:
    """What `make` makes of these, in the visitor's language and digits; made once, since pandas takes its
    time."""
    return _in_words(identity(), current(), thai.with_thai_digits(), make, *given)


def _answered(sentence: Callable[..., Any], scope: Scope, *questions: Question) -> Any:
    return sentence(*(answer(question, scope) for question in questions))


@lru_cache(maxsize=512)
def _answer(_published: Identity, question: Question, *given: Any) -> Any:
    return question(cursor(), *given)


def answer(question: Question, *given: Any) -> Any:
    """The answer to a question; asked once for each file that is published, since nothing in it changes."""
    return _answer(identity(), question, *given)


def subject(data_set: str) -> Subject | None:
    """A data set in the scope of the address; None where it has no data there."""
    scope = address.scope(data_set)
    return None if scope is None else _subject(identity(), data_set, scope)


def newest_subject(data_set: str, up_to: int) -> Subject | None:
    """A data set in the newest fiscal year that has data of it and is not after `up_to`, whatever year the
    address names."""
    years = [int(year) for year in address.fiscal_years(data_set) if int(year) <= up_to]
    return _subject(identity(), data_set, Scope(address.organization(), years[0])) if years else None


@lru_cache(maxsize=512)
def _subject(_published: Identity, data_set: str, scope: Scope) -> Subject | None:
    sources = answer(ask.sources, scope, data_set)
    if sources.empty:  # the year has data, but none of the round chosen
        return None
    files = tuple(dict.fromkeys(sources.file_name))
    originals = tuple(zip(sources.file_name, sources.sha256, strict=True))
    return Subject(
        data_set,
        scope,
        sources.as_of.max(),
        files,
        int(sources.rows.sum()),
        sources.loaded_at.max(),
        originals,
    )


def subject_or_stop(data_set: str, title: str, lines: Question | None = None, words: str = "") -> Subject:
    """Begins the page of a data set: its title, whose figures and of when follow, and what the page can be
    narrowed to, where `lines` tells which values occur, and how many rows are in view, of those that have all
    the `words`. Where there are no data the page says so, offers the years that have some, and ends."""
    st.title(title, anchor=False)
    found = subject(data_set)
    if found is None:
        _offer_years(data_set)
        st.stop()
    st.caption(found.place)
    bar = st.container(horizontal=True, vertical_alignment="center", key="bar")
    with bar:
        reconciled(found)
    if lines is None:
        return found
    searched = found.with_words(words, lines).ask(lines)
    within, rows = filters.narrowed(data_set, found.scope, found.ask(lines), searched, bar)
    if not rows:
        st.info(
            _("No row has all that is chosen together; leave out one of the choices."),
            icon=":material/filter_alt_off:",
        )
        st.stop()
    return replace(found, scope=replace(found.scope, within=within), rows=rows)


def _offer_years(data_set: str) -> None:
    st.info(_("There are no data of this kind for the year or round chosen."), icon=":material/event_busy:")
    years = address.fiscal_years(data_set)
    if years:
        st.write(_("Years that have some:"))
    for year in years:
        offer_year(data_set, year, thai.fiscal_year_span(int(year)))


def offer_year(data_set: str, year: str, name: str) -> None:
    """A button that chooses the year, for where a data set has nothing to show."""
    # A button, because Streamlit leaves the address as it was when a link leads to the page it stands on.
    icon, key = ":material/calendar_month:", f"{data_set}_{year}"
    st.button(name, key=key, on_click=address.show_year, args=(year,), icon=icon)


def reconciled(about: Subject) -> None:
    """How many findings the data set has, or that it has none, with a link to them: as many as the page of
    findings lists, which asks for the address's year too."""
    label, severity = said(
        _badge, about.scope.organization, address.fiscal_year(), thai.today(), about.data_set
    )
    color, icon = BADGES[severity]
    address.link("findings.py", f":{color}-badge[{label}]", icon, set=about.data_set)


def _badge(organization: str, fiscal_year: int | None, today: date, data_set: str) -> tuple[str, str]:
    return say_findings.badge(answer(findings.counts, organization, fiscal_year, today), data_set)


def remarks(heading: str, told: list[tuple[str, str]]) -> None:
    """A heading and sentences, each under the name of what it is about; nothing where there is nothing to
    tell."""
    lines = [f"- **{name}**: {plain(sentence)}" for name, sentence in told if sentence]
    if lines:
        st.header(heading, anchor=False)
        st.markdown("\n".join(lines))


def metrics(row: pd.Series, *names: str) -> None:
    """Figures of one row side by side, with units, as far as they are reported."""
    seen = tables.with_unreported(row.to_frame().T).iloc[0]
    with st.container(horizontal=True, key="metrics"):
        for name in names:
            st.metric(*_measured(name, seen[name]), border=True, height="stretch")


def _measured(name: str, value: Any) -> tuple[str, str]:
    """A figure's label and the figure. A unit stands in the label: beside the number it would be cut off in a
    narrow column."""
    if isinstance(value, str):
        return title(name), value
    if QUANTITIES[name].unit != "baht":
        return title(name), in_text(name, value)
    if abs(value) >= 1_000_000:
        return f"{title(name)} ({_('million baht')})", thai.number(value / 1_000_000, 2)
    return f"{title(name)} ({_('baht')})", thai.number(value, 2)


def details(row: Any, *names: str) -> None:
    """What a row says under each name, as text; what it does not say is left out."""
    said = {name: getattr(row, name) for name in names if not thai.is_missing(getattr(row, name))}
    st.markdown(
        "\n\n".join(f"**{title(name)}**  \n{plain(in_text(name, value))}" for name, value in said.items())
    )


def show_answer(sentence: str, key: str) -> None:
    """What the figures say, in one sentence, with a button that copies it."""
    with st.container(horizontal=True, vertical_alignment="top", key=f"answer_{key}"):
        st.markdown(plain(sentence))
        copy_text(sentence, f"copy_{key}")


def _show_chart(figure: theme.Figure, about: Subject, name: str, alt: str) -> None:
    # Another key where it is narrowed otherwise: what was clicked before is not selected any more.
    key = f"{name}_{crc32(repr(address.within(about.data_set)).encode())}"
    leads = any(trace.get("customdata") for trace in figure["data"])
    select: Any = partial(filters.on_click, about.data_set, key) if leads else "ignore"
    # A heat map has a column for each division, and may need all the width there is.
    width: Any = "stretch" if any(trace["type"] == "heatmap" for trace in figure["data"]) else theme.WIDEST
    st.plotly_chart(
        theme.Checked(figure), theme=None, key=key, alt=alt, config=NO_TOOLBAR, on_select=select, selection_mode="points",
        width=width,
    )  # fmt: skip


def _offer_pictures(figure: theme.Figure, band: theme.Band, about: Subject, key: str, file_name: str) -> None:
    """What a chart looks like on paper, to take away: drawn on the server, where the Thai font is."""
    if not has_chromium():
        st.caption(
            _(
                "Pictures with the right Thai font need Chromium on the serving machine: apt-get install"
                " chromium"
            )
        )
        return
    page = about.data_set.partition("_")[0]
    choices = tuple((st.query_params.to_dict() | filters.pinned(page)).items())
    shown = chart_cache.Shown(
        figure, band, identity(), page, choices, current(), thai.with_thai_digits(), file_name
    )
    take_picture(chart_cache.lay_out(shown), file_name, f"pictures_{key}")


def show_table(table: pd.DataFrame, key: str, file_name: str, alt: str, heads: Sequence[str] = ()) -> None:
    """A table without the columns that are empty in every row, and all of it as CSV and as a workbook to take
    away under `file_name`; the workbook has `heads` above it, and the same table in CSV none."""
    seen = tables.as_seen(table).dropna(axis="columns", how="all")
    st.dataframe(
        seen, hide_index=True, key=f"{key}_table", alt=alt, placeholder=thai.NOTHING,
        column_config={str(column): _column(str(column), seen[column]) for column in seen},
    )  # fmt: skip
    language = current()

    def written(make: Callable[[pd.DataFrame], bytes]) -> bytes:
        use(language)  # downloads are made when asked for, in a thread of their own
        return make(table)

    with st.container(horizontal=True):
        for kind, label, make, mime in (
            ("csv", _("Download CSV"), tables.as_csv, "text/csv"),
            ("xlsx", _("Download XLSX"), partial(tables.as_xlsx, heads=heads), XLSX),
        ):
            st.download_button(
                label, partial(written, make), file_name=f"{file_name}.{kind}", mime=mime, key=f"{key}_{kind}",
                icon=":material/download:", on_click="ignore",
            )  # fmt: skip


def _column(name: str, values: pd.Series) -> Any:
    unit, label = QUANTITIES[name].unit, heading(name)
    if not is_figure(name):
        longest = max(thai.columns_wide(str(text)) for text in (label, *values.dropna()))
        return st.column_config.TextColumn(label, width=min(24 + 8 * longest, WIDEST_TEXT))
    if any(isinstance(value, str) for value in values):  # Thai digits, or some are not reported
        return st.column_config.TextColumn(label, alignment="right")
    return st.column_config.NumberColumn(label, format="%,d" if unit == "count" else "%,.2f")
