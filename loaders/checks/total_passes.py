"""Which rows sum the rows that stand above or below them: found in passes over all rows, one by one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from math import log10

from loaders.checks import total_questions
from loaders.checks.inferred_totals import LIKELY, SURE, significance
from loaders.checks.running_sums import Lines, Row, ends
from loaders.checks.total_questions import ALMOST, CALLED, SUM, Doubt, Inferred, Proof
from loaders.layout.reading import Options
from loaders.problem import Outcome, Problem, Question, Severity
from loaders.rows import LINE, TOTAL

DOUBT = "doubt"
MOST_SHOWN = 60
"""How many letters of a row's own words are shown."""


@dataclass
class Totals(Outcome):
    """The rows that are totals, or are lines, otherwise than their words say; the proven totals."""

    roles: dict[int, str] = field(default_factory=dict)
    proven: dict[int, Proof] = field(default_factory=dict)


class TotalPasses:
    """Goes through the rows of a table and keeps what each is taken for."""

    def __init__(self, rows: list[Row], names: Sequence[str], options: Options, *, is_printed: bool) -> None:
        self.rows = rows
        self.names = names
        self.options = options
        self.is_printed = is_printed
        self.outcome = Totals()
        self.not_counted: set[int] = set()
        self.marks: set[str] = set()
        """Words that only totals bear."""
        self.doubts: dict[int, tuple[Doubt, list[Row]]] = {}
        """Number of the first row → why it is asked about, and with which others."""
        self.inferred: Inferred = {}
        """Rows that others of the table show to be no lines, and what each sums."""
        self.lines: set[int] = set()
        """Rows that were answered to be lines."""

    def start_over(self) -> None:
        """Goes through the rows from the first to the last, where totals stand below their lines, and
        back."""
        self.outcome = Totals()
        self.not_counted = set()
        self.doubts = {}
        for row in self.rows:
            if row.number in self.inferred:
                doubt, proof = self.inferred[row.number]
                if doubt:
                    self.doubts[row.number] = doubt, [row]
                own = LINE if row.number in self.lines else TOTAL
                if (self.answer_by_number(row) or own) == TOTAL:
                    self.not_counted.add(row.number)
                    if proof:
                        self._prove(row, proof, is_noted=doubt is None)
        rows = [
            row for row in self.rows if row.number not in self.inferred or row.number not in self.not_counted
        ]
        self._sums_of(rows)
        self._sums_of([row for row in rows[::-1] if row.number not in self.outcome.proven], is_upwards=True)

    def tell(
        self,
        severity: Severity,
        rule: str,
        message: str,
        row: Row,
        words: dict[str, str],
        question: Question | None = None,
    ) -> None:
        """Tells or asks something of a row."""
        value = row.label[:MOST_SHOWN]
        problem = Problem(severity, rule, message, row.number, value=value, words=words, question=question)
        self.outcome.problems.append(problem)

    def counted(self) -> list[Row]:
        """The rows that are taken for lines."""
        return [row for row in self.rows if row.number not in self.not_counted]

    def answer_by_number(self, row: Row) -> str | None:
        """What this call says of a row by its number, whatever figures say."""
        return self.options.answers.get(f"row:{row.number}")

    def answer(self, doubt: Doubt, rows: list[Row]) -> str | None:
        """The answer to a question about rows: of this call, else what was answered when each of them was
        asked about so."""
        own = self.answer_by_number(rows[0]) or self.options.answer(key_of(doubt, rows[0]))
        remembered = {self.options.recalled.get(key_of(doubt, row)) for row in rows}
        # What earlier files were answered differently answers nothing.
        return own or (remembered.pop() if len(remembered) == 1 else None)

    def _sums_of(self, rows: Sequence[Row], *, is_upwards: bool = False) -> None:
        """Goes through rows in one direction and sets apart those that sum what came before."""
        lines = Lines(len(self.names))
        # What is called like a line that sums nothing is no total, however often it sums by chance.
        repeated, named = Counter[str](), set[str]()
        for row, following in zip_longest(rows, rows[1:]):
            begin = lines.summed_by(row, is_marked=self._is_marked(row))
            if begin is not None:
                repeated[row.label] += 1
                is_repeated = repeated[row.label] > 1 and row.label not in named
                verdict = self._proven(row, lines, begin, following, is_repeated=is_repeated)
            # Upwards only sums are looked for; words were weighed on the way down.
            elif is_upwards:
                verdict = TOTAL if row.number in self.not_counted else LINE
            else:
                verdict = self._unproven(row, lines)
            if self._counts(row, verdict, lines, begin) == LINE:
                lines.add(row)
                named |= set() if begin is not None else {row.label}
                self.not_counted.discard(row.number)
                continue
            self.not_counted.add(row.number)
            lines.after_total = len(lines.rows)
            if begin is not None:
                first, last = ends(lines.rows[begin:])
                self._prove(row, Proof(first, last, row.label), is_noted=verdict == TOTAL)

    def _counts(self, row: Row, verdict: str, lines: Lines, begin: int | None) -> str:
        """What a row is taken for: as was said or answered, else by the verdict; a doubt is kept, in the
        place of any before."""
        if row.number in self.inferred:
            verdict = LINE
        elif begin is not None:
            self.doubts.pop(row.number, None)
        if verdict == DOUBT:
            unproven = ALMOST if begin is None and lines.is_almost_their_sum(row) else CALLED
            self.doubts[row.number] = unproven if begin is None else SUM, [row]
        return self.answer_by_number(row) or (LINE if row.number in self.lines else verdict)

    def _is_deducted(self, row: Row, lines: Lines) -> bool:
        """Whether a total takes away lines that are called deductions and written like additions; tells
        it."""
        if not (lines.deductions and row.sounds_like_a_total and lines.is_their_sum_less(row)):
            return False
        for line in lines.deductions:
            words = {"total": str(row.number)}
            self.tell("error", "deduction_added", total_questions.DEDUCTION_ADDED, line, words)
        return True

    def _prove(self, row: Row, proof: Proof, *, is_noted: bool) -> None:
        self.outcome.proven[row.number] = proof
        if is_noted and row.hint != TOTAL and not self.answer_by_number(row):
            severity: Severity = "note" if row.sounds_like_a_total else "warning"
            words = {"first": str(proof.first), "last": str(proof.last)}
            self.tell(severity, "read_as_total", total_questions.READ_AS_TOTAL, row, words)

    def _proven(self, row: Row, lines: Lines, begin: int, following: Row | None, *, is_repeated: bool) -> str:
        """What a row is whose amounts are the sum of the lines from `begin` on."""
        if row.hint or self._is_marked(row) or (is_repeated and len(lines.rows) - begin > 1):
            return TOTAL
        # As much as the one line above: its total, or a line of the same amount.
        if len(lines.rows) - begin == 1:
            return DOUBT
        is_group = begin in lines.starts
        # That a sum agrees by chance: so many sums are tried, and each digit agrees once in ten times.
        tried = len(self.rows) * (1 if is_group else len(lines.rows))
        chance = log10(tried) - significance(self.names, row.amounts)
        # A line names what it is about in as many cells as the others.
        is_bare = len(row.cells) < min(len(line.cells) for line in lines.rows[begin:])
        if chance <= (LIKELY if row.sounds_like_a_total else SURE) and (row.sounds_like_a_total or is_bare):
            return TOTAL
        if row.sounds_like_a_total:
            return DOUBT
        # Where totals stand: in the last row, or right before another group.
        closes = following is None or (self.is_printed and following.groups != lines.rows[-1].groups)
        return DOUBT if chance <= LIKELY or (is_group and closes) else LINE

    def _unproven(self, row: Row, lines: Lines) -> str:
        """What a row is whose amounts sum nothing: a total where it can be nothing else, a line unless its
        words and its size make one doubt."""
        if self._is_deducted(row, lines):
            return TOTAL
        # “กองช่าง, ยอดรวม” fills as many cells as lines do, and may be one.
        if row.hint == TOTAL:
            return TOTAL if self._is_marked(row) or not self._is_named_like(row, lines) else DOUBT
        doubtful = row.hint or self._is_marked(row) or (self.is_printed and lines.is_almost_their_sum(row))
        return DOUBT if doubtful or (row.sounds_like_a_total and lines.resembles_their_sum(row)) else LINE

    def _is_named_like(self, row: Row, lines: Lines) -> bool:
        """Whether a row says as much beside its amounts as every line before it."""
        return (
            bool(lines.rows)
            and len(row.cells) > 1
            and all(len(line.cells) <= len(row.cells) for line in lines.rows)
        )

    def _is_marked(self, row: Row) -> bool:
        return not self.marks.isdisjoint(row.label.split())


def key_of(doubt: Doubt, row: Row) -> str:
    """Under which the answer is remembered for rows that are called so and doubted for that."""
    return f"{row.key}:{doubt.name}"
