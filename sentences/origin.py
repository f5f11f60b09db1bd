"""Whose figures these are, of when, and which files they come from: what stands under every title and below
every picture."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from sentences.listing import first_of
from vocabulary import thai
from vocabulary.language import N_, _, counted

MADE_UP = N_(
    "**Made-up data.** This municipality does not exist: its figures are invented, with a few mistakes"
    " planted on purpose."
)
"""What is said of an organization that does not exist; what is loud in it stands between stars."""
MOST_FILES = 4
"""Files that are named; of more there is the number."""


def made_up(code: str) -> str:
    """The name of a made-up organization, which says so in either language; in Thai as
    queries/views/common.sql has it."""
    number = int(code[2:])
    # The first is the one that every new store has; the others are of a nation made up for trials.
    if number == 1:
        return _("Example municipality (made-up data)")
    return _("Example municipality {number} (made-up data)").format(number=thai.digits(number))


def place(name: str, fiscal_year: int, round_months: int | None, as_of: Any, *more: str) -> str:
    """Organization, fiscal year, round where there is one, as-of date where the source gives one, and what
    else narrows it."""
    return " · ".join([name, time(fiscal_year, round_months, as_of), *filter(None, more)])


def time(fiscal_year: int, round_months: int | None, as_of: Any) -> str:
    """Fiscal year, round where there is one, as-of date where the source gives one."""
    parts = [thai.fiscal_year(fiscal_year)]
    if round_months:
        parts.append(_("round of {months} months").format(months=thai.digits(round_months)))
    if not thai.is_missing(as_of):
        parts.append(_("data as of {day}").format(day=thai.day(as_of)))
    return " · ".join(parts)


def named_files(table: pd.DataFrame) -> tuple[str, ...]:
    """The files that the column file_name of an answer names, each once; a cell may name several."""
    return tuple(dict.fromkeys(name for names in table.file_name.dropna() for name in names.split(", ")))


def source(files: Sequence[str], rows: int, loaded_at: Any) -> str:
    """Which files the figures come from and from how many of their rows; when they were loaded (UTC)."""
    parts = [
        _("Source: {files}").format(files=first_of(files, MOST_FILES)),
        counted(rows, N_("{rows} row"), N_("{rows} rows")).format(rows=thai.number(rows)),
    ]
    if not thai.is_missing(loaded_at):
        parts.append(_("loaded {day}").format(day=thai.day(thai.in_thailand(loaded_at))))
    return " · ".join(parts)
