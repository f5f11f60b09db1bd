"""Conditions that a reader sets on the columns of a list, and the list of the rows that meet them.

Values are compared as readers see them, so that no row stands in a list that seems not to belong there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from unicodedata import normalize
from urllib.parse import quote, unquote

import pandas as pd

from sections.kept import until_published
from sections.subject import Section
from vocabulary import thai
from vocabulary.columns import QUANTITIES, heading, title, visible_columns
from vocabulary.data_sets import BY_NAME
from vocabulary.language import N_, _
from vocabulary.values import is_figure, on_paper, value_of

MOST, LONGEST = 3, 100
"""Conditions on one list, and letters that a value has."""
OF_FIGURES = {
    "below": N_("less than"),
    "above": N_("more than"),
    "between": N_("from … to …"),
    "equals": N_("equal to"),
}
OF_TEXTS = {"has": N_("contains"), "is": N_("is")}
"""What is tested of figures and of all else, and what each test is called."""
SUMMED = {
    "budget": ("revised", "disbursed", "remaining"),
    "plan_projects": ("budget_planned", "budget_spent"),
}
"""Columns of which a sum says something: the plan's rounds are cumulative."""
FIGURE = re.compile(r"-?\d{1,15}(\.\d{1,6})?")
_PHRASES = {
    "above": N_("{column} more than {value}"),
    "below": N_("{column} less than {value}"),
    "between": N_("{column} from {value} to {high}"),
    "equals": N_("{column} equal to {value}"),
    "is": N_("{column} is {value}"),
    "has": N_("{column} contains “{value}”"),
}
_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙−", "0123456789-")


@dataclass(frozen=True)
class Condition:
    """What a column has to be. A figure is written plainly, of percent columns in percent; `high` is the
    upper end of what lies between two figures."""

    column: str
    test: str
    value: str
    high: str = ""

    @property
    def words(self) -> str:
        """The condition as a reader says it: "Disbursed rate less than 50%"."""
        low, high = _figure(self.column, self.value), _figure(self.column, self.high)
        return _(_PHRASES[self.test]).format(column=title(self.column), value=low, high=high)

    def holds(self, values: pd.Series) -> pd.Series:
        """For which of the column's values the condition holds; of figures for none that is missing."""
        return pd.Series([self._holds(value) for value in values], index=values.index, dtype=bool)

    def _holds(self, value: Any) -> bool:
        if not is_figure(self.column):
            text, wanted = _comparable(on_paper(self.column, value)), _comparable(self.value)
            return wanted in text if self.test == "has" else wanted == text
        figure, bound = value_of(self.column, value), Decimal(self.value)
        if not isinstance(figure, Decimal):
            return False
        match self.test:
            case "above":
                return figure > bound
            case "below":
                return figure < bound
            case "between":
                return bound <= figure <= Decimal(self.high)
        return figure == bound


def tests_of(column: str) -> dict[str, str]:
    """What can be tested of a column, and what each test is called."""
    return OF_FIGURES if is_figure(column) else OF_TEXTS


def columns_of(table: pd.DataFrame) -> list[str]:
    """The columns that conditions may be about: those that readers see and that are not empty."""
    return [column for column in visible_columns(table.columns) if table[column].notna().any()]


def condition(column: str, test: str, value: str, high: str = "") -> Condition | None:
    """The condition that a reader means, who may write figures in Thai digits, with separators or a percent
    sign; None where it says nothing."""
    if not is_figure(column):
        text = " ".join(value.split())[:LONGEST]
        return Condition(column, test, text) if text else None
    low, top = _plain(value), _plain(high) if test == "between" else ""
    if low is None or top is None:
        return None
    # From 90 to 50 is meant as from 50 to 90.
    if top and Decimal(top) < Decimal(low):
        return Condition(column, test, top, low)
    return Condition(column, test, low, top)


def write(conditions: Sequence[Condition]) -> str:
    """Conditions as the address has them: "disbursed_rate.below.50;division.is.กองช่าง"."""
    return ";".join(".".join((each.column, each.test, _written(each))) for each in conditions)


def read(text: str, columns: Sequence[str]) -> tuple[tuple[Condition, ...], tuple[str, ...]]:
    """The conditions on these columns that an address has, and those of its parts that are none or too
    many."""
    known: list[Condition] = []
    unknown: list[str] = []
    # No more than are kept, however long an address somebody makes.
    for part in filter(None, text.split(";", MOST)):
        column, _dot, rest = part.partition(".")
        test, _dot, value = rest.partition(".")
        read = None
        if len(known) < MOST and column in columns and test in tests_of(column):
            low, _dots, high = value.partition("..") if test == "between" else (value, "", "")
            read = condition(column, test, unquote(low), unquote(high))
        if read is None:
            unknown.append(part)
        elif read not in known:
            known.append(read)
    return tuple(known), tuple(unknown)


@until_published(256)
def narrowed(section: Section, conditions: tuple[Condition, ...]) -> Section:
    """The list of the rows that meet all the conditions, in the order of the whole list: its title names the
    list and the conditions, its sentence says how many rows of how many and their sums, its files are named
    for the conditions."""
    if not conditions:
        return section
    assert section.subject
    whole = section.table
    # In Python: what is compared is what is written, rounded as offices round, which SQL does not know.
    meets = pd.Series(True, index=whole.index)
    for each in conditions:
        meets &= each.holds(whole[each.column])
    table = whole[meets].reset_index(drop=True)
    subject = replace(section.subject, rows=len(table)).from_table(table)
    subject = subject.set(" ".join(f"{each.column} {each.test} {_written(each)}" for each in conditions))
    name = _title(subject.data_set, conditions)
    return replace(
        section,
        heading=name,
        title=name,
        sentence=_sentence(table, len(whole), SUMMED.get(subject.data_set, ())),
        table=table,
        place=subject.place,
        source=subject.source,
        file_mark=subject.file_mark,
        subject=subject,
    )


def _title(data_set: str, conditions: Sequence[Condition]) -> str:
    # Within a line, the English name of a column begins with a small letter.
    every = _(" and ").join(each.words[0].lower() + each.words[1:] for each in conditions)
    return _("{rows} with {conditions}").format(rows=_(BY_NAME[data_set].rows), conditions=every)


def _sentence(table: pd.DataFrame, rows: int, summed: Sequence[str]) -> str:
    if table.empty:
        return _("None of {count} rows meets the conditions.").format(count=thai.number(rows))
    sums = [
        _("{column} {amount} in all").format(column=title(column), amount=thai.baht(table[column].sum()))
        for column in summed
        # A sum that lacks what is not reported would be taken for the whole.
        if table[column].notna().all()
    ]
    counted = _("{shown} of {count} rows").format(shown=thai.number(len(table)), count=thai.number(rows))
    return " · ".join([counted, *sums])


def _written(condition: Condition) -> str:
    parts = (condition.value, condition.high) if condition.test == "between" else (condition.value,)
    # The marks that part conditions may occur in what is looked for.
    return "..".join(re.sub("[%;]", lambda sign: quote(sign[0]), part) for part in parts)


def _plain(text: str) -> str | None:
    """A figure as it is compared; None where the text is none."""
    plain = re.sub("[, ]", "", normalize("NFKC", text[:LONGEST]).translate(_ARABIC))
    plain = plain.removesuffix("%").removesuffix(_("baht"))
    return f"{Decimal(plain).normalize():f}" if FIGURE.fullmatch(plain) else None


def _figure(column: str, value: str) -> str:
    if not is_figure(column) or not value:
        return value
    figure = thai.digits(f"{Decimal(value):,}")
    if QUANTITIES[column].unit == "baht":
        return _("{amount} baht").format(amount=figure)
    return f"{figure}%" if heading(column).endswith("(%)") else figure


def _comparable(text: str) -> str:
    return " ".join(normalize("NFKC", text).translate(_ARABIC).casefold().split())
