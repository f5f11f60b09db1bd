"""How columns, values and problems of an upload are called on the page ข้อมูล: in the visitor's language, as
people write them."""

import re
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from loaders.problem import Problem
from loaders.schema.dataset import Column, Dataset
from loaders.schema.datasets import DATASETS
from vocabulary import thai
from vocabulary.data_sets import BY_TABLE
from vocabulary.language import N_, _, current

IN_THE_BROWSER = {
    "ambiguous_table": N_(
        "The headers fit more than one table ({value}). Choose the table above, under “What the files do"
        " not say”."
    ),
    "no_header": N_(
        "No header row was found in the first {value} rows that names the columns of a known table."
        " Give the columns the titles of the template; or choose the table above, under “What the files do"
        " not say”,"
        " and then what each header stands for."
    ),
    "missing_column": N_(
        "The column {column} ({title}), which the table {table} needs, is missing. Add it under one of"
        " these headers: {expected}."
        " If it stands under another, choose that under “Headers that are not known”."
    ),
    "missing_value": N_(
        "The column {column} ({title}), which the table {table} needs, is missing. Add it under one of"
        " these headers: {expected}."
        " If it is the same for all rows, say it above, under “What the files do not say”."
    ),
    "database_lost": N_(
        "The database is lost, its register is not. Make it again first, with “Make the database again”"
        " below."
    ),
}
"""Rule → what is told on this page where the loader's sentence names options and commands of the command
line."""

SAID_ASIDE = ("organization_code", "fiscal_year", "as_of", "round_months", "month", "division")
"""What a visitor may say of files that do not say it themselves."""


def table_name(dataset: Dataset) -> str:
    """What a table is called in the visitor's language."""
    return dataset.title if current() == "th" else _(BY_TABLE[dataset.table].title)


def column_name(dataset: Dataset | None, name: str | None) -> str:
    """What a column is called in the visitor's language; its name where no table is known."""
    if current() == "en" or not name:
        return name or ""
    datasets = [dataset, *DATASETS.values()] if dataset else DATASETS.values()
    return next((column.title for each in datasets for column in each.columns if column.name == name), name)


def sentence(problem: Problem) -> str:
    """What a problem says, with the boxes of this page in place of the command line's words, and days as
    people write them."""
    rule = (
        "missing_value" if problem.rule == "missing_column" and problem.column in SAID_ASIDE else problem.rule
    )
    # Only what names options or commands is worded anew; all else reads the same in both places.
    message = IN_THE_BROWSER.get(rule, "") if re.search("--|python -m|{option}", problem.message) else ""
    expected = problem.expected and day(problem.expected)
    words = {
        name: table_name(DATASETS[word.split()[0]]) if name == "table" else word
        for name, word in problem.words.items()
    }
    said = replace(problem, message=message or problem.message, expected=expected, words=words)
    if current() == "th" and "({column})" in said.message:
        return replace(said, column="").text("th").replace(" ()", "")  # what stands before it says it
    return said.text(current())


def day(text: str) -> str:
    """A day written 2022-03-31 as people write it; any other text as it is."""
    try:
        return thai.day(date.fromisoformat(text)) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text
    except ValueError:
        return text


def moment(at: datetime) -> str:
    """A moment (UTC, without a zone) as people here write it."""
    local = thai.in_thailand(at)
    return f"{thai.day(local)} {thai.digits(f'{local:%H:%M}')}"


def written(column: Column | None, value: Any) -> str:
    """A value as people write it: amounts and percentages with two decimals, days in their own era, choices
    by their word."""
    if value is None:
        return thai.NOTHING
    if isinstance(value, date):
        return thai.day(value)
    if column and column.kind.is_figure:
        return thai.number(value, 0 if column.kind.sql_type == "INTEGER" else 2)
    if column and column.kind.choices and current() == "th":
        value = dict(column.kind.choices).get(value, value)
    return value if isinstance(value, str) else thai.digits(value)
