"""What figures are of: a data set of one organization at one time, asked of the published data; and a section
that tells them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from charts.theme import Figure, Width
from queries import reading_names
from queries import scope as ask
from queries.scope import Catalogue, Scope
from sections.choice import Choice, Chosen, choice
from sections.narrowing import (
    day_of,
    in_file_name,
    in_file_names,
    in_words,
    time_heads,
    time_in_file_names,
    time_name,
)
from sentences import origin
from vocabulary.data_sets import BY_NAME
from vocabulary.language import _
from vocabulary.paper_tables import PaperTable
from vocabulary.reading_names import SOURCE

Question = Callable[..., Any]
"""A function of queries/: a cursor and a scope in, an answer out."""
Drawing = Callable[[Width], Figure]
"""Draws a chart of charts/, without its band: nothing is drawn that nobody looks at."""


@dataclass(frozen=True, eq=False)
class Published:
    """The published data, as one reader asks them."""

    ask: Callable[..., Any]
    """Answers a question: `ask(question, scope, …)`."""
    catalogue: Catalogue
    today: date
    """The day on which what is due is judged."""

    def name(self, organization: str) -> str:
        """What an organization is called in the language of this thread."""
        if ask.is_made_up(organization):
            # Its name in the database is Thai only.
            return origin.made_up(organization)
        return self.catalogue.organizations[organization]

    def scope(
        self, organization: str, data_set: str, year: int | None, round_months: int | None, day: str
    ) -> Scope | None:
        """What an address asks for: a fiscal year (None: the newest with data of the data set), a round, and
        a day of a report (ISO; "" or one without a report: none). None where there are no data."""
        years = self.catalogue.fiscal_years(organization, data_set)
        year = year or next(iter(years), None)
        if year is None or year not in years:
            return None
        # A yearly survey has no rounds: an address keeps its round for the next page.
        times = BY_NAME[data_set].times
        scope = Scope(organization, year, None if times == "year" else round_months)
        # A day names a report exactly; beside it the round would only contradict it.
        if times == "as_of" and day and day in self.as_of_dates(organization, data_set, year):
            return replace(scope, round_months=None, as_of=date.fromisoformat(day))
        return scope

    def as_of_dates(self, organization: str, data_set: str, fiscal_year: int) -> tuple[str, ...]:
        """The as-of dates (ISO) of a data set's reports of a fiscal year, newest first."""
        scopes = self.catalogue.scopes(organization, data_set)
        return tuple(f"{scope.as_of}" for scope in scopes if scope.fiscal_year == fiscal_year and scope.as_of)

    def subject(self, data_set: str, scope: Scope) -> "Subject | None":
        """A data set in a scope; None where it has no data there (the year has, but not the round)."""
        return self._subjects(data_set, scope)

    @cached_property
    def _subjects(self) -> Callable[[str, Scope], "Subject | None"]:
        """Makes each subject once, since one page asks for the same several times."""
        return lru_cache(maxsize=256)(self._subject)

    def _subject(self, data_set: str, scope: Scope) -> "Subject | None":
        sources: pd.DataFrame = self.ask(ask.sources, scope, data_set)
        if sources.empty:
            return None
        return Subject(
            self,
            data_set,
            scope,
            sources.as_of.max(),
            tuple(dict.fromkeys(sources.file_name)),
            int(sources.rows.sum()),
            sources.loaded_at.max(),
            tuple(zip(sources.file_name, sources.sha256, strict=True)),
        )


@dataclass(frozen=True)
class Subject:
    """A data set in a scope, with what must be said of its figures: when they were true, and from where they
    are."""

    published: Published = field(compare=False, repr=False)
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

    def ask(self, question: Question, *more: Any) -> Any:
        """The answer to a question about this scope."""
        return self.published.ask(question, self.scope, *more)

    def first(self, question: Question, *more: Any) -> Any:
        """The first row of an answer."""
        return self.ask(question, *more).iloc[0]

    @property
    def today(self) -> date:
        """The day on which what is due is judged."""
        return self.published.today

    @property
    def place(self) -> str:
        """Whose figures and of when: organization, fiscal year, round where chosen, as-of date where the
        source gives one; what they are narrowed to and compared with."""
        scope, compared = self.scope, ""
        if self.other:
            compared = _("compared with {time}").format(time=time_name(self.other))
        name = self.published.name(scope.organization)
        narrowed = in_words(scope.within)
        return origin.place(name, scope.fiscal_year, scope.round_months, self.as_of, *narrowed, compared)

    @property
    def time(self) -> str:
        """Of when the figures are."""
        return origin.time(self.scope.fiscal_year, self.scope.round_months, self.as_of)

    @property
    def source(self) -> str:
        """Which files the figures come from and from how many of their rows; when they were loaded."""
        return origin.source(self.files, self.rows, self.loaded_at)

    @property
    def file_mark(self) -> str:
        """What the names of files say of these figures alone: organization, of when, with what compared, by
        which settings, of what."""
        made_up = "_made_up" if ask.is_made_up(self.scope.organization) else ""
        # Where there is a day it says more than the round that it stands for.
        day = day_of(self.as_of)
        scope = replace(self.scope, round_months=None if day else self.scope.round_months, as_of=day)
        against = f"_vs_{time_in_file_names(self.other)}" if self.other else ""
        settings = "".join(f"_{in_file_name(setting)}" for setting in self.settings)
        time = f"{time_in_file_names(scope)}{against}{settings}"
        return f"{self.scope.organization}{made_up}_{time}{in_file_names(self.scope.within)}"

    @cached_property
    def resolved(self) -> Scope:
        """The scope with the very round or as-of date that it stands for."""
        return self.published.catalogue.resolved(self.scope, self.data_set)

    def at(self, scope: Scope | None) -> "Subject | None":
        """The same data set at another time, narrowed alike; None where there is none."""
        if scope is None:
            return None
        return self.published.subject(self.data_set, replace(scope, within=self.scope.within))

    def a_year_before(self) -> "Subject | None":
        """The same stage of the year before."""
        return self.at(self._a_year_before())

    def earlier(self, chosen: Chosen) -> "Subject | None":
        """The time to compare with, as chosen; None where there is none, or it is not wanted."""
        return self.at(self._times.get(self.choice_of_earlier(chosen).value))

    def choice_of_earlier(self, chosen: Chosen) -> Choice:
        """What to compare with: the same stage of the year before, unless another is chosen."""
        # Amounts are cumulative: only the same stage of another year compares like for like.
        usual = self._a_year_before()
        names = {"none": _("Nothing")} | {name: time_name(other) for name, other in self._times.items()}
        default = time_in_file_names(usual) if usual else "none"
        return choice(chosen, "with", _("Compare with the time"), names, default, is_menu=True)

    @cached_property
    def _times(self) -> dict[str, Scope]:
        """Every other time that the organization has data of, newest first, by its name in the address."""
        here = time_in_file_names(self.resolved)
        every = self.published.catalogue.scopes(self.scope.organization, self.data_set)
        named = {time_in_file_names(other): other for other in every}
        return {name: other for name, other in named.items() if name != here}

    def _a_year_before(self) -> Scope | None:
        here = self.resolved
        for other in self._times.values():
            is_same_round = other.round_months == here.round_months
            if other.fiscal_year == here.fiscal_year - 1 and is_same_round and _are_same_day(other, here):
                return other
        return None

    def beside(self, before: "Subject", rows: int) -> "Subject":
        """The same scope, for figures of two times, made from so many rows: names both times and the files of
        both."""
        return replace(
            self,
            files=tuple(dict.fromkeys((*before.files, *self.files))),
            originals=tuple(dict.fromkeys((*before.originals, *self.originals))),
            rows=rows,
            loaded_at=None,
            other=before.scope,
        )

    def of_every_round(self) -> "Subject":
        """The same year with all its rounds, for pictures that show them side by side."""
        return self.published.subject(self.data_set, replace(self.scope, round_months=None)) or self

    def with_words(self, words: str, lines: Question) -> "Subject":
        """The same scope, of its lines those in which all the words occur; `lines` answers how many `rows`
        there are of each combination of values."""
        if not words.split():
            return self
        within = (*self.scope.within, ("words", " ".join(words.split())))
        narrowed = replace(self, scope=replace(self.scope, within=within))
        return replace(narrowed, rows=int(narrowed.ask(lines)["rows"].sum()))

    def set(self, *settings: str) -> "Subject":
        """The same scope, for figures that hang on these settings too; those that are "" are the usual
        ones."""
        return replace(self, settings=(*self.settings, *filter(None, settings)))

    def without(self, column: str) -> "Subject":
        """The same scope, for figures that are not narrowed by this column."""
        return replace(self, scope=self.scope.without(column))

    def whole(self) -> "Subject":
        """All of the data set at the very time that it is of, for figures that no choice narrows."""
        return self.published.subject(self.data_set, replace(self.resolved, within=())) or self

    def alongside(self, data_set: str) -> "Subject | None":
        """Another data set at the very time that this one is of; None where there is none."""
        return self.published.subject(data_set, self.resolved)

    def from_table(self, table: pd.DataFrame) -> "Subject":
        """The same scope, for figures of which `table` says from where they are: file_name; as_of where it is
        one for all; how many `rows` of a file each of its own stands for. What compares two times is made
        from all rows of both, whichever its table names."""
        if self.other:
            return self
        subject = self
        if "as_of" in table and table.as_of.nunique() == 1:
            subject = replace(subject, as_of=table.as_of.iloc[0])
        files = origin.named_files(table) if "file_name" in table and len(table) else self.files
        # The day of loading is that of all files together, and tells nothing of some.
        if set(files) != set(self.files):
            rows = int(table["rows"].sum()) if "rows" in table else len(table)
            subject = replace(subject, files=files, rows=rows, loaded_at=None)
        return subject

    def section(
        self,
        name: str,
        heading: str,
        title: str,
        sentence: str,
        table: pd.DataFrame,
        figure: Drawing | None = None,
        *choices: Choice,
        printed: tuple[str, ...] = (),
        paper: PaperTable | None = None,
    ) -> "Section":
        """A section of these figures, from the files and of the day that the table itself names."""
        table = self._with_source_names(table)
        subject = self.from_table(table)
        # A chart of nothing would say less than the sentence.
        chart = None if table.empty else figure
        return Section(
            name,
            heading,
            title,
            sentence,
            table,
            chart,
            choices,
            printed,
            subject.place,
            subject.source,
            subject.file_mark,
            subject,
            paper,
        )

    def _with_source_names(self, table: pd.DataFrame) -> pd.DataFrame:
        """The table; where names in it are read otherwise than their files have them, with those beside."""
        whose = self.scope.organization, BY_NAME[self.data_set].table
        for column, sources in self.published.ask(reading_names.sources, *whose).items():
            if column in table and table[column].isin(list(sources)).any():
                beside = [sources.get(name) for name in table[column]]
                table = table.copy()
                table.insert(list(table).index(column) + 1, f"{SOURCE}{column}", beside)
        return table

    def rows_behind(self, sentence: str, table: pd.DataFrame) -> "Section":
        """The rows that the figures are made from, each with its file and row."""
        heading = _("The rows behind the figures")
        return self.section("rows", heading, heading, sentence, table)

    def remark(self, name: str, heading: str, sentence: str) -> "Section":
        """A section that is but a sentence."""
        return self.section(name, heading, heading, sentence, pd.DataFrame())


Subjects = Mapping[str, Subject]
"""By data set."""


def _are_same_day(one: Scope, other: Scope) -> bool:
    """Whether both are of the same day of their years, or neither has an as-of date."""
    if one.as_of is None or other.as_of is None:
        return one.as_of is other.as_of
    return (one.as_of.month, one.as_of.day) == (other.as_of.month, other.as_of.day)


@dataclass(frozen=True, eq=False)
class Section:
    """What is told of a subject: a sentence, and the figures as chart (where there is one) and table, all
    from one answer. screen/ draws it in the browser, evidence/ on paper."""

    name: str
    """Names its files: by_division."""
    heading: str
    title: str
    """The full title, which stands in the picture and above the table."""
    sentence: str
    table: pd.DataFrame
    """As a query answers it; of an empty one only the sentence is told."""
    figure: Drawing | None = None
    """A chart that is not finished yet: its band is title, place and source."""
    choices: tuple[Choice, ...] = ()
    """What a reader on the screen may choose; drawn below the heading."""
    printed: tuple[str, ...] = ()
    """The columns that paper has room for; a workbook and CSV have all. Empty: all."""
    place: str = ""
    """Whose figures and of when."""
    source: str = ""
    """Which files they are from."""
    file_mark: str = ""
    """What the names of its own files say of these figures alone."""
    subject: Subject | None = None
    """None for what is of several subjects."""
    paper: PaperTable | None = None
    """What is printed in the place of the table, where an office prints it otherwise."""
    most: int | None = None
    """How many rows of the table a page shows; its files have all. None: all."""
    page: str = ""
    """Of what is of no subject: the page on which it stands, where that is not called as the section is."""
    pinned: tuple[tuple[str, str], ...] = ()
    """And what its address says there beside the visitor's choices, so that it shows the same later."""

    @property
    def times(self) -> tuple[str, ...]:
        """What the two times of a comparison are called at the heads of columns; () where there is one."""
        if self.subject is None or self.subject.other is None:
            return ()
        return time_heads(self.subject.other, self.subject.resolved)


@dataclass(frozen=True)
class Remarks:
    """A heading and sentences, each under the name of what it is about; those that are "" are left out."""

    heading: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Choices:
    """Choices that stand alone, where there is nothing (yet) to show by them."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Note:
    """A sentence without a heading, for where there is too little for a section."""

    text: str


Block = Section | Remarks | Choices | Note | None
"""What a section's function gives: None where there is nothing to tell."""
