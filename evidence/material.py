"""What a document is made from: a data set in one scope, whose figures they are, of when, and from which
files."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from evidence import links
from evidence.pictures import Figure
from evidence.report import MOST_ON_PAPER, Part
from queries import scope as ask
from queries.scope import Catalogue, Cursor, Scope
from sentences import origin
from vocabulary import thai
from vocabulary.fiscal_calendar import round_end
from vocabulary.language import _, current


@dataclass(frozen=True)
class Material:
    """A data set in the very round or as-of date that a document is about."""

    con: Cursor
    data_set: str
    scope: Scope
    organization: str
    """Its name."""
    sources: pd.DataFrame
    """As `queries.scope.sources` answers, with data_set."""

    def ask(self, question: Any, *more: Any) -> Any:
        """The answer to a question of queries/ about this scope."""
        return question(self.con, self.scope, *more)

    def first(self, question: Any, *more: Any) -> Any:
        """The first row of an answer."""
        return self.ask(question, *more).iloc[0]

    @property
    def as_of(self) -> Any:
        """The day that the figures are of; none where the source gives none."""
        return self.sources.as_of.max()

    @property
    def place(self) -> str:
        """Whose figures and of when, in words."""
        return self._place(self.as_of)

    def _place(self, as_of: Any) -> str:
        return origin.place(self.organization, self.scope.fiscal_year, self.scope.round_months, as_of)

    @property
    def time(self) -> str:
        """Of when the figures are, in words."""
        return origin.time(self.scope.fiscal_year, self.scope.round_months, self.as_of)

    @property
    def source(self) -> str:
        """Which files they are from, in words."""
        files = tuple(dict.fromkeys(self.sources.file_name))
        return origin.source(files, int(self.sources.rows.sum()), self.sources.loaded_at.max())

    def part(
        self, name: str, heading: str, title: str, sentence: str, table: pd.DataFrame, printed: tuple[str, ...] = (),
        figure: Figure | None = None,
    ) -> Part:  # fmt: skip
        """A section made from this; where the answer names other files (file_name, of each so many rows) or
        is all of another day (as_of), from those and of that day."""
        source, place = self.source, self.place
        if "as_of" in table and table.as_of.nunique() == 1:
            place = self._place(table.as_of.iloc[0])
        if "file_name" in table:
            files = origin.named_files(table)
            if set(files) != set(self.sources.file_name):
                source = origin.source(
                    files, int(table["rows"].sum()) if "rows" in table else len(table), None
                )
        if len(table) > MOST_ON_PAPER:
            told = _("The first {printed} of {rows} rows are printed; the workbook has all.")
            told = told.format(printed=thai.number(MOST_ON_PAPER), rows=thai.number(len(table)))
            sentence = f"{sentence} {told}"
        drawn = None if table.empty else figure
        return Part(name, heading, title, sentence, place, source, table, printed, drawn, self.view)

    @property
    def view(self) -> str:
        """The address of the page of the same figures; "" where none is known."""
        choices = {"org": self.scope.organization, "fy": str(self.scope.fiscal_year)}
        choices |= {"round": str(self.scope.round_months)} if self.scope.round_months else {}
        choices |= {"at": f"{self.scope.as_of}"} if self.scope.as_of else {}
        choices |= {"lang": current()} if current() != "th" else {}
        choices |= {"digits": "th"} if thai.with_thai_digits() else {}
        return links.view(self.data_set.partition("_")[0], choices)


Materials = Mapping[str, Material]
"""By data set."""


def name_of(known: Catalogue, organization: str) -> str:
    """What an organization is called in the language of this thread."""
    return origin.made_up(organization) if ask.is_made_up(organization) else known.organizations[organization]


def material(con: Cursor, known: Catalogue, data_set: str, asked: Scope) -> Material | None:
    """A data set in what the scope stands for; None where it has no data there."""
    scope = known.resolved(asked, data_set)
    sources = ask.sources(con, scope, data_set)
    if sources.empty or (asked.round_months and scope.round_months not in (None, asked.round_months)):
        return None
    return Material(
        con, data_set, scope, name_of(known, scope.organization), sources.assign(data_set=data_set)
    )


def is_of_whole_round(found: Material, months: int | None) -> bool:
    """Whether the figures reach the end of the round of 6 or 12 months; where the source gives no day, they
    do."""
    if months is None or thai.is_missing(found.as_of):
        return True
    return bool(pd.Timestamp(found.as_of) >= pd.Timestamp(round_end(found.scope.fiscal_year, months)))
