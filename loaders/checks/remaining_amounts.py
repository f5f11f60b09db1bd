"""What is left of a line, and whether it shows that the columns of a table are read as they are meant."""

from decimal import Decimal

import duckdb

from loaders.layout.reading import Options, Reading
from loaders.problem import Choice, Outcome, Problem, Question
from vocabulary.language import N_

_FEWEST = 5
"""Of how many lines a habit is believed."""
_ENCUMBERED, _DISBURSED = "coalesce(encumbered, 0)", "coalesce(disbursed, 0)"
_IN, _OUT = "coalesce(transfer_in, 0)", "coalesce(transfer_out, 0)"
# Offices that write the contract's whole amount as commitment have what is paid in it (gross).
_USED = {
    "outstanding": f"{_ENCUMBERED} + {_DISBURSED}",
    "gross": f"greatest({_ENCUMBERED}, {_DISBURSED})",
    "ignored": _DISBURSED,
}
"""What is used of a line, by what its column of commitments holds."""


def remaining_sql(convention: str) -> str:
    """What is left of a line of `record` (SQL, baht), by what its column of commitments holds:
    `Options.encumbered`."""
    return f"(allocation + {_IN} - {_OUT} - ({_USED[convention]}))"


def remaining_of(line: dict[str, Decimal], convention: str) -> Decimal:
    """The same of the amounts of one line, by column."""
    encumbered, disbursed = line.get("encumbered", Decimal(0)), line.get("disbursed", Decimal(0))
    used = {"outstanding": encumbered + disbursed, "gross": max(encumbered, disbursed), "ignored": disbursed}
    return line["allocation"] + line.get("transfer_in", 0) - line.get("transfer_out", 0) - used[convention]


def misread(connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options) -> Outcome:
    """Asks where most lines of `record` have another remaining amount than their other amounts leave."""
    outcome = Outcome()
    rest_as_read = remaining_sql(options.encumbered)
    if not {"allocation", "disbursed", "remaining"} <= reading.positions.keys():
        return outcome
    others = {
        "transfers": f"(allocation - ({_USED[options.encumbered]}))",
        "swapped": f"(allocation - {_IN} + {_OUT} - ({_USED[options.encumbered]}))",
        **{name: remaining_sql(name) for name in _USED if name != options.encumbered},
    }
    counts = ", ".join(f"count(*) FILTER (remaining = {rest})" for rest in (rest_as_read, *others.values()))
    query = f"""
        SELECT count(*), min(source_row) FILTER (remaining <> {rest_as_read}), {counts}
        FROM record WHERE remaining IS NOT NULL"""
    ((lines, row, right, *right_otherwise),) = connection.execute(query).fetchall()
    # Single lines may be mistyped; a column that is read as another is wrong nearly everywhere.
    if lines < _FEWEST or 2 * right > lines:
        return outcome
    why = next(
        (name for name, count in zip(others, right_otherwise, strict=True) if count == lines), "columns"
    )
    # No one convention explains all lines: asked only where hardly any line is right as it is read.
    if why == "columns" and 5 * right > lines:
        return outcome
    key = f"remaining:{why}"  # what is said of one doubt says nothing of another
    question = Question(key, (Choice("keep", N_("as they are printed"), "--remaining keep"),))
    words = {"count": f"{lines - right:,}", "lines": f"{lines:,}"}
    option = f"--encumbered {why}" if why in _USED else None
    problem = Problem(
        "error", "misread", _WHY[why], row, "remaining", words=words, question=question, option=option
    )
    outcome.ask(problem, options.answer)
    return outcome


_WHY = {
    "columns": N_(
        "In {count} of {lines} lines, the first in row {row}, the remaining amount is not what the other"
        " amounts leave."
        " Is each column read as what it is?"
    ),
    "transfers": N_(
        "In {count} of {lines} lines, the first in row {row}, the remaining amount is what is left without"
        " transfers: the"
        " allocation holds them already, and they would count twice. Give the allocation before transfers."
    ),
    "swapped": N_(
        "In {count} of {lines} lines, the first in row {row}, the remaining amount is right only when"
        " transfers in and out change"
        " places. Are their headers swapped?"
    ),
    "outstanding": N_(
        "In {count} of {lines} lines, the first in row {row}, the remaining amount is right only when"
        " commitments are what is not"
        " paid yet."
    ),
    "gross": N_(
        "In {count} of {lines} lines, the first in row {row}, the remaining amount is right only when"
        " commitments hold what is"
        " paid already."
    ),
    "ignored": N_(
        "In {count} of {lines} lines, the first in row {row}, the remaining amount is right only when"
        " commitments are not taken"
        " away."
    ),
}
