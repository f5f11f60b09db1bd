"""Why a value is refused that may look right to its reader, and what to do about it where no cell is to be
corrected."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import replace

from loaders.checks.statements import month_number
from loaders.layout.headers import OPTIONS
from loaders.layout.reading import Given, Reading, arabic
from loaders.problem import Problem
from loaders.schema.kinds import DATE, Kind
from vocabulary.fiscal_calendar import FIRST_YEAR, common_year
from vocabulary.language import N_
from vocabulary.spelling import foreign

CONTRADICTS = "option_contradicts"
"""The rule of what the file says otherwise than the caller: it names the place itself."""

_DECIMALS = N_(
    "Row {row}, column {title} ({column}): “{value}” has more than two decimals, though a spreadsheet may"
    " show two."
    " Round it there with ROUND( … ;2), save, and load it again."
)
_FORMULA = N_(
    "Row {row}, column {title} ({column}): the formula {value} has no result in the file."
    " Open the file in Excel, save it, and load it again."
)
_TOO_LARGE = N_(
    "Row {row}, column {title} ({column}): “{value}” is larger than can be stored. Are there digits too many?"
)
_NO_DAY = N_(
    "Row {row}, column {title} ({column}): “{value}” is no day of the calendar. The day comes first, then"
    " the month, then the"
    " year."
)
_TOO_LATE_A_DAY = N_(
    "Row {row}, column {title} ({column}): there is no “{value}”, for {month} has {days} days."
)
_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_EITHER_ERA = N_(
    "Row {row}, column {title} ({column}): the year of “{value}” may be of the Buddhist or the Common Era."
    " Write it with four digits."
)
_LOOKS_ALIKE = N_(
    "Row {row}, column {title} ({column}): “{value}” is not {expected}: it holds {difference}, which may"
    " look like another"
    " character. Type it anew."
)


def of_cells(problems: Iterable[Problem], kind: Kind) -> Iterator[Problem]:
    """`problems` of cells that are not of their kind, each told by its cause where that cannot be seen in the
    cell."""
    for problem in problems:
        cell = arabic(problem.value or "")
        # Before the others, which would call 31/4/2565 no day of the calendar and not say why.
        if kind == DATE and (month := _too_short_a_month(cell)):
            yield replace(problem, message=_TOO_LATE_A_DAY, words={**problem.words, **month})
        elif message := _cause(cell, kind):
            yield replace(problem, message=message)
        elif unlike := foreign(cell):
            yield replace(problem, message=_LOOKS_ALIKE, words={**problem.words, "difference": unlike})
        else:
            yield problem


_WHOLE_NUMBER = r"\(?[+-]?(\d{1,3}(,\d{3})+|\d+)(\.0+)?\)?"
_NUMBER = r"\(?[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d{1,2}|\.0+)?\)?"


_DAY_FIRST = re.compile(r"(\d{1,2})[\s/.-]*?(\d{1,2}|[ก-๙][ก-๙.]+)[\s/.-]*(\d{4})(\D.*)?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(\D.*)?", re.ASCII)


def _too_short_a_month(cell: str) -> dict[str, str] | None:
    """The month of a date that it has no such day of, and how many days it has; None where it is not that."""
    if match := _YEAR_FIRST.fullmatch(cell):
        year, month, day = match.group(1, 2, 3)
    elif match := _DAY_FIRST.fullmatch(cell):
        day, month, year = match.group(1, 2, 3)
    else:
        return None
    number = int(month) if month.isdecimal() else month_number(month)
    # 45 มีนาคม is a slip in any month.
    if number not in range(1, 13) or int(day) > 31:
        return None
    # 29 February is one of the common era's leap years: 2567 (2024) has it, 2564 (2021) has not.
    last = monthrange(int(year) if int(year) < FIRST_YEAR else common_year(int(year)), number)[1]
    return {"month": _MONTHS[number - 1], "days": str(last)} if int(day) > last else None


def _cause(cell: str, kind: Kind) -> str | None:
    if cell.startswith("="):
        return _FORMULA
    # 16666.6666666667, which the spreadsheet shows as 16666.67.
    if re.fullmatch(r"-?\d+\.\d{3,}", cell, re.ASCII):
        return _DECIMALS
    if kind.is_figure and re.fullmatch(
        _WHOLE_NUMBER if kind.spelling == "whole" else _NUMBER, cell, re.ASCII
    ):
        return _TOO_LARGE  # nothing else is wrong with it
    # 31-Mar-22 may be of 2022 or of 2522.
    if kind == DATE and re.fullmatch(r"\d{1,2}[\s/.-]*[A-Za-z]{3,9}[\s/.-]*\d\d", cell, re.ASCII):
        return _EITHER_ERA
    if kind == DATE and re.fullmatch(
        r"(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2})(\D.*)?", cell, re.ASCII
    ):
        return _NO_DAY
    return None


_IN_TITLE = {
    "kind": N_(
        "Row {row}, the title above the header: “{value}” for {title} ({column}) is not {expected}."
        " Correct the title, or state it: {option}."
    ),
    "reason": N_(
        "Row {row}, the title above the header: {value} for {title} ({column}) is refused, because {reason}."
        " Correct the title, or state it: {option}."
    ),
    "read": N_("Row {row}, the title above the header: “{value}” was read as {expected} ({column})."),
}
_AS_OPTION = {
    "kind": N_(
        "“{value}”, which holds for all rows as {title} ({column}), is not {expected}. State it otherwise:"
        " {option}."
    ),
    "reason": N_(
        "{value}, which holds for all rows as {title} ({column}), is refused, because {reason}. State it"
        " otherwise: {option}."
    ),
    "read": N_("“{value}”, which holds for all rows, was read as {expected} ({column})."),
}


def of_given(problems: Iterable[Problem], reading: Reading) -> Iterator[Problem]:
    """`problems` of a table; what is wrong with a value that no cell of its rows holds is told once, where it
    was said."""
    told_already = set()
    for problem in problems:
        given = reading.given.get(problem.column or "")
        problem_of = (problem.rule, problem.column)
        if given is None or problem.rule == CONTRADICTS:
            yield problem
        elif problem_of not in told_already:
            told_already.add(problem_of)
            yield _told_of(problem, given)


def _told_of(problem: Problem, given: Given) -> Problem:
    kind = {"converted": "read", "not_of_its_kind": "kind"}.get(
        problem.rule, "reason" if "reason" in problem.words else None
    )
    if kind is None:
        return replace(problem, row=given.row or problem.row)
    message = (_AS_OPTION if given.row is None else _IN_TITLE)[kind]
    words = {**problem.words, "option": OPTIONS.get(problem.column or "", "")}
    return replace(problem, message=message, row=given.row, words=words)
