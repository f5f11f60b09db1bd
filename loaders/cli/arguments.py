"""What the options of the command line say of files: values, mappings, answers to what is asked."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from loaders.checks.repeated_lines import KEEP
from loaders.checks.units import UNITS
from loaders.layout.reading import Options
from loaders.layout.scales import scale_named
from loaders.layout.survey_matrix import DIVISION
from loaders.layout.survey_questions import NO_QUESTION, column_key
from loaders.rows import LINE, TOTAL
from loaders.schema.datasets import DATASETS
from vocabulary.command_line import Choice, WrongCall, option, whole_number
from vocabulary.fiscal_calendar import FIRST_YEAR, LAST_YEAR
from vocabulary.language import N_

Answer = tuple[str, str]
HIGHEST_SCORE = 1000


def counted(text: str) -> Answer:
    """HEADER=SCALE: the column is a question whose answers lie on the scale; HEADER=division: it is a
    division."""
    # The last "=": a header may have one itself.
    header, _, scale = text.rpartition("=")
    if not header.strip() or (scale_named(scale) is None and scale != DIVISION):
        raise WrongCall(
            N_("“{value}” is not HEADER=SCALE with a scale of data/reference/answer_scales.csv"), value=text
        )
    return column_key(header), scale


def passed_over(text: str) -> Answer:
    """HEADER: the column is no question."""
    return column_key(text), NO_QUESTION


def whole_number_up_to(most: int) -> Callable[[str | int], int]:
    """The numbers from 1 to `most`, written with digits only."""

    def number(text: str | int) -> int:
        said = str(text)
        # isdigit() alone lets ๕ and ² pass: int() takes the one and fails at the other.
        if not (said.isascii() and said.isdigit() and 1 <= int(said) <= most):
            raise WrongCall(N_("“{value}” is not a number from 1 to {most}"), value=text, most=f"{most:,}")
        return int(said)

    return number


def full_score(text: str) -> str:
    """What the best score is: a whole number."""
    whole_number_up_to(HIGHEST_SCORE)(text)
    return text


def organization_code(text: str) -> str:
    """A code of an organization."""
    if not (text.isascii() and text.isdigit() and 4 <= len(text) <= 10):
        raise WrongCall(N_("“{value}” is not a code of 4 to 10 digits"), value=text)
    return text


def day(text: str) -> date:
    """A day of the Common Era."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongCall(
            N_("“{value}” is not a day of the Common Era, such as 2025-01-21"), value=text
        ) from None


def fiscal_year(text: str) -> str:
    """A fiscal year of the Buddhist era."""
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise WrongCall(N_("“{value}” is not a fiscal year of the Buddhist era, such as 2568"), value=text)
    return text


def mapped(text: str) -> tuple[str, str]:
    """HEADER=COLUMN: a header and the column that it names."""
    # The last "=", as in `counted`.
    header, _, column = text.rpartition("=")
    if not header.strip() or not any(
        column == known.name for dataset in DATASETS.values() for known in dataset.columns
    ):
        raise WrongCall(N_("“{value}” is not HEADER=COLUMN with the name of a column"), value=text)
    return header, column


def expected(text: str) -> tuple[str, str]:
    """COLUMN=SUM: a column of amounts and what its lines come to."""
    column, _, total = text.partition("=")
    # 1,234.50, as a total is printed.
    bare = total.replace(",", "")
    if not re.fullmatch(r"-?\d+(\.\d{1,2})?", bare) or not any(
        column in dataset.amounts for dataset in DATASETS.values()
    ):
        raise WrongCall(N_("“{value}” is not COLUMN=SUM with the name of a column of amounts"), value=text)
    return column, bare


_ROW_HELP = {
    "total": N_("row N is a total, not a line; the first row of a question answers for all of it"),
    "line": N_("row N is a line, not a total; the first row of a question answers for all of it"),
}
_OF_FILES = (
    option("--table", type=Choice(DATASETS), metavar="NAME", help=N_("the table that the files fill")),
    option(
        "--organization",
        type=organization_code,
        metavar="CODE",
        help=N_("code of the organization, for files that do not say, e.g. 04960201"),
    ),
    option(
        "--fiscal-year",
        type=fiscal_year,
        metavar="YEAR",
        help=N_("fiscal year, for files that do not say, e.g. 2568"),
    ),
    option(
        "--as-of",
        type=day,
        metavar="DATE",
        help=N_("day of the figures, for files that do not say, e.g. 2025-01-21"),
    ),
    option("--round", type=Choice(("6", "12")), help=N_("months of the report, for files that do not say")),
    option(
        "--map",
        type=mapped,
        multiple=True,
        metavar="HEADER=COLUMN",
        help=N_("what a column is that is not known"),
    ),
    option("--month", metavar="MONTH", help=N_("the month (1 to 12), for files that name none")),
    option("--division", metavar="NAME", help=N_("the division, for files that name none")),
    option(
        "--unit", type=Choice(tuple(UNITS)), help=N_("unit of the amounts, where the file leaves it open")
    ),
    option(
        "--decimal",
        type=Choice(("point", "comma")),
        help=N_("the decimal mark, where the file leaves it open"),
    ),
    option(
        "--blank",
        type=Choice(("zero", "missing")),
        help=N_("what a blank payment means, where the file leaves it open"),
    ),
    option(
        "--quarters",
        type=Choice(("plan", "other")),
        help=N_("what columns of quarters hold, where the file leaves it open"),
    ),
    option(
        "--remaining",
        type=Choice(("keep",)),
        help=N_("remaining amounts are right, though others do not leave them"),
    ),
    option(
        "--scores-of",
        type=full_score,
        metavar="N",
        help=N_("the best score (1 to 1000), where the file leaves it open"),
    ),
    option(
        "--repeated",
        type=Choice((KEEP,)),
        help=N_("lines with the names of earlier ones are lines of their own"),
    ),
    option(
        "--counts-of",
        type=Choice(("people",)),
        help=N_("what the cells of levels count, where the file leaves it open"),
    ),
    option("--total-row", type=whole_number, multiple=True, metavar="N", help=_ROW_HELP["total"]),
    option("--line-row", type=whole_number, multiple=True, metavar="N", help=_ROW_HELP["line"]),
    option("--expect", type=expected, multiple=True, metavar="COLUMN=SUM", help=N_("refuse any other sum")),
    option(
        "--count",
        type=counted,
        multiple=True,
        metavar="HEADER=SCALE",
        help=N_("count the answers of a column on a scale"),
    ),
    option(
        "--pass-over", type=passed_over, multiple=True, metavar="HEADER", help=N_("the column is no question")
    ),
    option(
        "--encumbered",
        type=Choice(("outstanding", "gross", "ignored")),
        default="outstanding",
        help=N_("what committed amounts are (default: outstanding)"),
    ),
    option(
        "--ask-again",
        is_flag=True,
        help=N_("what was answered for such files before is asked once more"),
    ),
    option("--sheet", metavar="NAME", help=N_("one sheet of a workbook (default: each is a table)")),
)


def of_files(run: Callable[..., int]) -> Callable[..., int]:
    """Gives a command the options that say more of its files."""
    # Decorators apply from the last to the first; reversed, the help has them in the order above.
    for add in reversed(_OF_FILES):
        run = add(run)
    return run


def options(said: Mapping[str, Any]) -> Options:
    """All that a call says of its files."""
    given = {
        "organization_code": said["organization"],
        "fiscal_year": said["fiscal_year"],
        "as_of": said["as_of"] and said["as_of"].isoformat(),
        "round_months": said["round"],
        "month": said["month"],
        "division": said["division"],
    }
    return Options(
        table=said["table"],
        values={name: value for name, value in given.items() if value},
        mapping=dict(said["map"]),
        encumbered=said["encumbered"],
        sheet=said["sheet"],
        answers=_answers(said),
        expect=dict(said["expect"]),
        ask_again=said["ask_again"],
    )


def _answers(said: Mapping[str, Any]) -> dict[str, str]:
    """What the call answers to what is asked: key of the question → answer."""
    answers = {
        "unit": said["unit"],
        "decimal": said["decimal"],
        "blank": said["blank"],
        "scores": said["scores_of"],
        "counts": said["counts_of"],
        "quarters": said["quarters"],
        "remaining": said["remaining"],
        "repeated": said["repeated"],
    }
    rows = {f"row:{row}": TOTAL for row in said["total_row"]}
    rows |= {f"row:{row}": LINE for row in said["line_row"]}
    columns = dict((*said["count"], *said["pass_over"]))
    return {key: answer for key, answer in answers.items() if answer} | rows | columns
