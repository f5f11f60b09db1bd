"""Whether what is left of the lines shows that their columns are read as they are meant."""

from collections.abc import Iterator

import duckdb

from language import N_
from loaders.problem import Choice, Problem, Question
from loaders.reading import Options, Reading
from loaders.totals import MOST_COMPARED

KEPT = "remaining"
"""Under which it is kept that the remaining amounts are right as they are printed."""
_FEWEST = 5
_ENCUMBERED, _DISBURSED = "coalesce(encumbered, 0)", "coalesce(disbursed, 0)"
_IN, _OUT = "coalesce(transfer_in, 0)", "coalesce(transfer_out, 0)"
_NET = f"allocation + {_IN} - {_OUT}"
_USED = {
    "outstanding": f"{_ENCUMBERED} + {_DISBURSED}",
    "gross": f"greatest({_ENCUMBERED}, {_DISBURSED})",
    "ignored": _DISBURSED,
}
"""What is used of a line, by what its column of commitments holds."""


def misread(
    connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options
) -> Iterator[tuple[Problem | None, dict[str, str]]]:
    """What is asked where most lines of `record` have another remaining amount than their other amounts leave, or the answer."""
    needed = {"allocation", "disbursed", "remaining"}
    if not needed <= reading.positions.keys() or connection.execute(f"FROM record OFFSET {MOST_COMPARED} LIMIT 1").fetchall():
        return
    used = _USED[options.encumbered]
    readings = {
        _AS_READ: f"{_NET} - ({used})",
        _WITH_TRANSFERS: f"allocation - ({used})",
        _SWAPPED: f"allocation - {_IN} + {_OUT} - ({used})",
        **{_CONVENTIONS[name]: f"{_NET} - ({_USED[name]})" for name in _USED if name != options.encumbered},
    }
    counts = ", ".join(f"count(*) FILTER (remaining = {left})" for left in readings.values())
    asked = f"SELECT count(*), min(source_row) FILTER (remaining <> {readings[_AS_READ]}), {counts} FROM record"
    ((lines, row, *right),) = connection.execute(f"{asked} WHERE remaining IS NOT NULL").fetchall()
    counted = dict(zip(readings, right, strict=True))
    as_read = counted.pop(_AS_READ)
    if lines < _FEWEST or 2 * as_read > lines:
        return
    message = next((message for message, count in counted.items() if count == lines), _AS_READ)
    if message == _AS_READ and 5 * as_read > lines:
        return
    if answer := options.answer(KEPT):
        yield None, {KEPT: answer}
        return
    words = {"count": f"{lines - as_read:,}", "lines": f"{lines:,}"}
    question = Question(KEPT, (Choice("keep", N_("as they are printed"), "--remaining keep"),))
    yield Problem("error", "misread", message, row, "remaining", words=words, question=question), {}


_AS_READ = N_(
    "In {count} of {lines} lines, the first in row {row}, the remaining amount is not what the other amounts leave."
    " Is each column read as what it is?"
)
_WITH_TRANSFERS = N_(
    "In {count} of {lines} lines, the first in row {row}, the remaining amount is what is left without transfers: the allocation"
    " holds them already, and they would count twice. Give the allocation before transfers."
)
_SWAPPED = N_(
    "In {count} of {lines} lines, the first in row {row}, the remaining amount is right only when transfers in and out change"
    " places. Are their headers swapped?"
)
_CONVENTIONS = {
    "outstanding": N_(
        "In {count} of {lines} lines, the first in row {row}, the remaining amount is right only when commitments are what is not"
        " paid yet (--encumbered outstanding)."
    ),
    "gross": N_(
        "In {count} of {lines} lines, the first in row {row}, the remaining amount is right only when commitments hold what is"
        " paid already (--encumbered gross)."
    ),
    "ignored": N_(
        "In {count} of {lines} lines, the first in row {row}, the remaining amount is right only when commitments are not taken"
        " away (--encumbered ignored)."
    ),
}
