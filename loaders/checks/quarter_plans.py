"""Whether columns of quarters are the spending plan that they are read as: shown by their words and sums, or
asked; what is no plan is left out."""

from dataclasses import dataclass

import duckdb

from loaders.layout.planned_quarters import QUARTERLY, says_plan
from loaders.layout.reading import Options, Reading
from loaders.problem import Choice, Outcome, Problem, Question
from vocabulary.language import N_

PLAN, OTHER = "plan", "other"


@dataclass
class QuarterPlans(Outcome):
    """What is kept of the columns of quarters: nothing where they `are_other`; of lines that plan `nothing`
    (how many there are) no 0."""

    are_other: bool = False
    nothing: int = 0

    def kept(self, name: str) -> str:
        """What is kept of one of the columns (SQL over the rows as they were read)."""
        if self.are_other:
            return "NULL::DECIMAL(18, 2)"
        return f"CASE WHEN {_PLANNED} > 0 OR allocation <= 0 THEN {name} END"


_PLANNED = f"({' + '.join(f'coalesce({name}, 0)' for name in QUARTERLY)})"
_COUNTS = f"""
    SELECT min(source_row), count(*), count(*) FILTER ({_PLANNED} IN (allocation, revised)),
           count(*) FILTER ({_PLANNED} = disbursed), sum(planned)
    FROM (SELECT *, {_PLANNED} AS planned,
                 allocation + coalesce(transfer_in, 0) - coalesce(transfer_out, 0) AS revised
          FROM record)
    WHERE planned > 0"""
_NOTHING = f"""
    SELECT min(source_row), count(*) FROM record
    WHERE {_PLANNED} = 0 AND allocation > 0 AND coalesce({", ".join(QUARTERLY)}) IS NOT NULL"""


def quarter_plans(connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options) -> QuarterPlans:
    """What the columns of quarters of the lines `record` are."""
    headers = [
        reading.header.names[reading.positions[name]] for name in QUARTERLY if name in reading.positions
    ]
    if not headers:
        return QuarterPlans()
    row, lines, planned, paid, total = connection.execute(_COUNTS).fetchall()[0]
    outcome = QuarterPlans()
    is_whole = len(headers) == len(QUARTERLY)
    is_said = all(says_plan(header) or header in options.mapping for header in headers)
    # Once all is paid, payments by quarter come to the budget as a plan does.
    is_shown = is_whole and planned == lines and paid < lines
    adds_up = 2 * planned >= lines or not is_whole
    if lines and not is_shown and not (is_said and adds_up):
        message = _NO_SUM if is_said else _ASKED
        key = f"quarters:{' '.join(headers)}"
        choices = (
            Choice(PLAN, N_("the spending plan"), "--quarters plan"),
            Choice(OTHER, N_("something else, as payments by quarter: not stored"), "--quarters other"),
        )
        words = {"lines": f"{lines:,}", "count": f"{planned:,}"}
        value = ", ".join(headers)
        problem = Problem(
            "error", "quarters_asked", message, row, QUARTERLY[0], value, words=words,
            expected=f"{total:,.2f}", question=Question(key, choices),
        )  # fmt: skip
        outcome.ask(problem, options.answer)
        outcome.are_other = options.answer(key) == OTHER
    if not outcome.are_other:
        _leave_out_nothing(connection, outcome)
    return outcome


def _leave_out_nothing(connection: duckdb.DuckDBPyConnection, outcome: QuarterPlans) -> None:
    """A line with money of which nothing is planned has no plan, which is told."""
    row, outcome.nothing = connection.execute(_NOTHING).fetchall()[0]
    if outcome.nothing:
        words = {"count": f"{outcome.nothing:,}"}
        outcome.problems.append(
            Problem("note", "nothing_planned", _UNPLANNED, row, QUARTERLY[0], words=words)
        )


_ASKED = N_(
    "The columns {value} hold {expected} together and do not say whether they are the spending plan by"
    " quarter or what was paid. In {count} of {lines} lines they come to the budget. What are they?"
)
_NO_SUM = N_(
    "The columns {value} are called a plan, but only in {count} of {lines} lines the quarters come to the"
    " budget; they may add up from quarter to quarter, or be percentages. Are they what is planned in each"
    " quarter, in baht?"
)
_UNPLANNED = N_(
    "{count} lines, the first in row {row}, have money and no amount in any quarter: they were read as lines"
    " without a plan, which is not 0."
)
