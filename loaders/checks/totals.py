"""Which rows of a table are no lines but sums of lines: known by arithmetic, whatever they are called.

A row whose amounts are, to the satang and in every column, the sum of two or more lines right above it (or
right below, where totals come first) is a total; rows that together are as much as all the others once more
are a summary. Words only say where to look twice. What may be chance, and what is called a total but sums
nothing, is asked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import reduce
from itertools import zip_longest
from math import log10

import duckdb

from loaders.checks import total_questions
from loaders.checks.amount_rows import doubled, rows_of
from loaders.checks.inferred_totals import LIKELY, SURE, Known, significance, summed_alone, suppose
from loaders.checks.running_sums import Amounts, Lines, Row, blocks, ends, plus
from loaders.checks.total_questions import (
    AGAIN,
    ALMOST,
    BELOW,
    BY_ITS_WORDS,
    CALLED,
    PART_OF,
    SUM,
    Doubt,
    Proof,
    Supposed,
)
from loaders.layout.reading import Options, Reading
from loaders.problem import Choice, Outcome, Problem, Question, Severity
from loaders.rows import ABOVE, LINE, TOTAL
from vocabulary.language import N_

DOUBT = "doubt"
RECALLED = "answer_recalled"
MOST_SUMMARIES = 5
"""How many times a table may sum itself up: by plan, by group, by division …"""
MOST_REMARKS = 3
"""How many rows below the last total may be remarks."""
MOST_COMPARED = 500_000
"""Of larger tables, which programs write, only whole parts are compared with their last row."""
MOST_ROUNDS = 12
"""How often what was found may show something else."""
MOST_NUMBERS = 8
"""How many rows of one question are named."""
MOST_SHOWN = 60
"""How many letters of a row's own words are shown."""


@dataclass
class Totals(Outcome):
    """The rows that are totals, or are lines, otherwise than their words say; the proven totals."""

    roles: dict[int, str] = field(default_factory=dict)
    proven: dict[int, Proof] = field(default_factory=dict)


def find(connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options) -> Totals:
    """The totals of the table that is staged in `connection`."""
    names = reading.dataset.amounts
    if not names or not connection.execute("FROM numbered LIMIT 1").fetchall():
        return Totals()
    if connection.execute(f"FROM numbered OFFSET {MOST_COMPARED} LIMIT 1").fetchall():
        return Totals(problems=[*doubled(connection, reading.dataset)])
    return _Search(
        rows_of(connection, reading.dataset), names, options, is_printed=reading.is_printed
    ).totals()


class _Search:
    def __init__(self, rows: list[Row], names: Sequence[str], options: Options, *, is_printed: bool) -> None:
        self.rows, self.names, self.options, self.is_printed = rows, names, options, is_printed
        self.found = Totals()
        self.not_counted: set[int] = set()
        self.marks: set[str] = set()
        """Words that only totals bear."""
        self.doubts: dict[int, tuple[Doubt, list[Row]]] = {}
        """Number of the first row → why it is asked about, and with which others."""
        self.supposed: Supposed = {}
        """Rows that others of the table show to be no lines, and what each sums."""
        self.lines: set[int] = set()
        """Rows that were answered to be lines."""

    def totals(self) -> Totals:
        """All that is found out, told and asked."""
        self._pass()
        # What the proven totals are called, and no line is, tells the others: of a group of one line, or with
        # a mistake.
        totals = [row for row in self.rows if row.number in self.found.proven.keys() - self.doubts.keys()]
        lines = [row for row in self.rows if row.number not in self.not_counted]
        self.marks = set().union(*(row.label.split() for row in totals)) - set().union(
            *(row.label.split() for row in lines)
        )
        if self.marks:
            self._pass()
        for _round in range(MOST_ROUNDS):
            if not (self._suppose() or self._obey()):
                break
            self._pass()
        self._below_the_totals()
        self._by_their_words()
        self._summaries()
        counted = self._counted()
        whole = ends(counted) if counted else None
        self.found.proven = {
            number: replace(proof, is_whole=(proof.first, proof.last) == whole and not proof.is_summary)
            for number, proof in self.found.proven.items()
        }
        for row in self.rows:
            is_total = row.number in self.not_counted
            if is_total != bool(row.hint):
                proof = self.found.proven.get(row.number)
                total = ABOVE if proof and proof.first > row.number and not proof.is_summary else TOTAL
                self.found.roles[row.number] = total if is_total else LINE
        for doubt, rows in self._kinds():
            self._settle(doubt, rows)
        self._tell_of_bare_lines()
        self._tell_of_rows_not_there()
        return self.found

    def _tell_of_bare_lines(self) -> None:
        """Tells of lines that are called like totals, say less than every other line, and are counted since
        figures need them."""
        counted = [
            row
            for row in self._counted()
            if not self._said(row) and row.number not in self.lines | self.doubts.keys()
        ]
        fewest = min((len(row.cells) for row in counted if not row.sounds_like_a_total), default=0)
        alone = summed_alone(Known(self.rows, self.names, self.found.proven, self.not_counted, {}, set(), {}))
        if rows := [
            row for row in counted if row is alone or (row.sounds_like_a_total and len(row.cells) < fewest)
        ]:
            self.found.problems.append(
                self._told("warning", "counted_as_line", total_questions.COUNTED_AS_LINE, rows)
            )

    def _tell_of_rows_not_there(self) -> None:
        numbers = {f"{row.number}" for row in self.rows}
        for kind, _, number in (key.partition(":") for key in self.options.answers):
            if kind == "row" and number.isdigit() and number not in numbers:
                self.found.problems.append(
                    Problem("warning", "no_such_row", total_questions.NO_SUCH_ROW, int(number))
                )

    def _pass(self) -> None:
        """Goes through the rows from the first to the last, where totals stand below their lines, and
        back."""
        self.found, self.not_counted, self.doubts = Totals(), set(), {}
        for row in self.rows:
            if row.number in self.supposed:
                doubt, proof = self.supposed[row.number]
                if doubt:
                    self.doubts[row.number] = doubt, [row]
                if (self._said(row) or (LINE if row.number in self.lines else TOTAL)) == TOTAL:
                    self.not_counted.add(row.number)
                    if proof:
                        self._prove(row, proof, is_told=doubt is None)
        rows = [
            row for row in self.rows if row.number not in self.supposed or row.number not in self.not_counted
        ]
        self._sums_of(rows)
        self._sums_of([row for row in rows[::-1] if row.number not in self.found.proven], is_upwards=True)

    def _counted(self) -> list[Row]:
        return [row for row in self.rows if row.number not in self.not_counted]

    def _said(self, row: Row) -> str | None:
        """What this call says of a row by its number, whatever figures say."""
        return self.options.answers.get(f"row:{row.number}")

    def _answer(self, doubt: Doubt, rows: list[Row]) -> str | None:
        """The answer to a question about rows: of this call, else what was answered when each of them was
        asked about so."""
        said = self._said(rows[0]) or self.options.answer(_key(doubt, rows[0]))
        remembered = {self.options.recalled.get(_key(doubt, row)) for row in rows}
        return said or (remembered.pop() if len(remembered) == 1 else None)

    def _sums_of(self, rows: Sequence[Row], *, is_upwards: bool = False) -> None:
        """Goes through rows in one direction and sets apart those that sum what came before."""
        lines, repeated = Lines(len(self.names)), Counter[str]()
        for row, following in zip_longest(rows, rows[1:]):
            begin = lines.summed_by(row, is_marked=self._is_marked(row))
            if begin is not None:
                repeated[row.label] += 1
                verdict = self._proven(row, lines, begin, following, is_repeated=repeated[row.label] > 1)
            elif is_upwards:
                verdict = TOTAL if row.number in self.not_counted else LINE
            else:
                verdict = self._unproven(row, lines)
            if self._counts(row, verdict, lines, begin) == LINE:
                lines.add(row)
                self.not_counted.discard(row.number)
                continue
            self.not_counted.add(row.number)
            lines.after_total = len(lines.rows)
            if begin is not None:
                first, last = ends(lines.rows[begin:])
                self._prove(row, Proof(first, last, row.label), is_told=verdict == TOTAL)

    def _counts(self, row: Row, verdict: str, lines: Lines, begin: int | None) -> str:
        """What a row is taken for: as was said or answered, else by the verdict; a doubt is kept, in the
        place of any before."""
        if row.number in self.supposed:
            verdict = LINE
        elif begin is not None:
            self.doubts.pop(row.number, None)
        if verdict == DOUBT:
            unproven = ALMOST if begin is None and lines.is_almost_their_sum(row) else CALLED
            self.doubts[row.number] = unproven if begin is None else SUM, [row]
        return self._said(row) or (LINE if row.number in self.lines else verdict)

    def _is_deducted(self, row: Row, lines: Lines) -> bool:
        """Whether a total takes away lines that are called deductions and written like additions; tells
        it."""
        if not (lines.deductions and row.sounds_like_a_total and lines.is_their_sum_less(row)):
            return False
        for line in lines.deductions:
            words = {"total": str(row.number)}
            value = line.label[:MOST_SHOWN]
            self.found.problems.append(
                Problem(
                    "error",
                    "deduction_added",
                    total_questions.DEDUCTION_ADDED,
                    line.number,
                    value=value,
                    words=words,
                )
            )
        return True

    def _prove(self, row: Row, proof: Proof, *, is_told: bool) -> None:
        self.found.proven[row.number] = proof
        if is_told and row.hint != TOTAL and not self._said(row):
            severity: Severity = "note" if row.sounds_like_a_total else "warning"
            words = {"first": str(proof.first), "last": str(proof.last)}
            told = Problem(
                severity,
                "read_as_total",
                total_questions.READ_AS_TOTAL,
                row.number,
                value=row.label[:MOST_SHOWN],
                words=words,
            )
            self.found.problems.append(told)

    def _proven(self, row: Row, lines: Lines, begin: int, following: Row | None, *, is_repeated: bool) -> str:
        """What a row is whose amounts are the sum of the lines from `begin` on."""
        if row.hint or self._is_marked(row) or (is_repeated and len(lines.rows) - begin > 1):
            return TOTAL
        if len(lines.rows) - begin == 1:
            return DOUBT
        is_group = begin in lines.starts
        chance = log10(len(self.rows) * (1 if is_group else len(lines.rows))) - significance(
            self.names, row.amounts
        )
        # A line names what it is about in as many cells as the others.
        is_bare = len(row.cells) < min(len(line.cells) for line in lines.rows[begin:])
        if chance <= (LIKELY if row.sounds_like_a_total else SURE) and (row.sounds_like_a_total or is_bare):
            return TOTAL
        if row.sounds_like_a_total:
            return DOUBT
        closes = following is None or (self.is_printed and following.groups != lines.rows[-1].groups)
        return DOUBT if chance <= LIKELY or (is_group and closes) else LINE

    def _unproven(self, row: Row, lines: Lines) -> str:
        """What a row is whose amounts sum nothing: a total where it can be nothing else, a line unless its
        words and its size make one doubt."""
        if self._is_deducted(row, lines):
            return TOTAL
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

    def _suppose(self) -> bool:
        """Supposes rows to be no lines for what others of the table show; whether there are any new ones."""
        new: Supposed = {}
        for row in self.rows:
            proof = self.found.proven.get(row.number)
            if proof and proof.first > row.number and row.number not in self.supposed:
                new[row.number] = SUM if row.number in self.doubts else None, proof
        said = {row.number for row in self.rows if self._said(row)}
        why = {number: doubt for number, (doubt, _rows) in self.doubts.items()}
        new |= suppose(
            Known(self.rows, self.names, self.found.proven, self.not_counted, why, said, self.supposed | new)
        )
        self.supposed |= new
        return bool(new)

    def _kinds(self) -> list[tuple[Doubt, list[Row]]]:
        """What is doubted: rows that are doubted for the same reason and look alike together."""
        kinds: dict[tuple[object, ...], tuple[Doubt, list[Row]]] = {}
        for doubt, rows in (self.doubts[number] for number in sorted(self.doubts)):
            look = {
                SUM: (rows[0].look, rows[0].sounds_like_a_total),
                CALLED: (rows[0].look,),
                ALMOST: (rows[0].look,),
            }
            is_block = doubt in (BELOW, AGAIN)
            key = (doubt, rows[0].number) if is_block else (doubt, *look.get(doubt, ()))
            kinds.setdefault(key, (doubt, []))[1].extend(rows)
        return list(kinds.values())

    def _obey(self) -> bool:
        """Counts the rows that were answered to be lines; whether there are any new ones."""
        lines = {
            row.number
            for doubt, rows in self._kinds()
            if self._answer(doubt, rows) == LINE
            for row in rows
            if not self._said(row)
        }
        is_new = not lines <= self.lines
        self.lines |= lines
        return is_new

    def _settle(self, doubt: Doubt, rows: list[Row]) -> None:
        """Keeps what was answered, tells what was answered before, or asks."""
        answer, said = self._answer(doubt, rows), {row.number: self._said(row) for row in rows}
        left = [row for row in rows if not said[row.number]]
        if left and not answer:
            if doubt is PART_OF and all(self._is_left_out(row) for row in rows):
                self.found.problems.append(
                    self._told("warning", "read_as_part", total_questions.READ_AS_PART, left)
                )
            else:
                self.found.problems.append(self._asked(doubt, left))
        for row in rows:
            if verdict := said[row.number] or answer:
                self.found.answered[_key(doubt, row)] = verdict
        if left and answer and not (self._said(rows[0]) or self.options.answer(_key(doubt, rows[0]))):
            message = total_questions.RECALLED_TOTAL if answer == TOTAL else total_questions.RECALLED_LINE
            self.found.problems.append(self._told("warning", RECALLED, message, left))

    def _is_left_out(self, row: Row) -> bool:
        """Whether a total below sums the lines around a row without it."""
        return any(
            proof.first < row.number < min(number, proof.last + 2)
            for number, proof in self.found.proven.items()
        )

    def _told(self, severity: Severity, rule: str, message: str, rows: list[Row]) -> Problem:
        words = {"rows": _numbers(rows)}
        return Problem(severity, rule, message, rows[0].number, value=rows[0].label[:MOST_SHOWN], words=words)

    def _below_the_totals(self) -> None:
        """Doubts what stands below the last total of a printed table: a remark with a figure is no line."""
        last = max((max(number, proof.last) for number, proof in self.found.proven.items()), default=0)
        below = [row for row in self._counted() if row.number > last and any(row.amounts)]
        above = [row for row in self._counted() if row.number < last]
        if self.is_printed and last and len(above) > 1 and 0 < len(below) <= MOST_REMARKS:
            self.doubts[below[0].number] = BELOW, below
            if self._answer(BELOW, below) != LINE:
                self.not_counted.update(row.number for row in below)

    def _by_their_words(self) -> None:
        """Doubts the lines whose words say that they may not count, where no total shows that they do."""
        if "allocation" not in self.names:
            return
        told = {problem.row for problem in self.found.problems} | self.doubts.keys()
        proofs = self.found.proven.values()
        for row in self._counted():
            doubt = next((doubt for words, doubt in BY_ITS_WORDS if any(map(words.search, row.cells))), None)
            may_not_count = doubt and row.number not in told and max(row.amounts) > 0
            if (
                doubt
                and may_not_count
                and not any(proof.first <= row.number <= proof.last for proof in proofs)
            ):
                self.doubts[row.number] = doubt, [row]
                if self._answer(doubt, [row]) != LINE:
                    self.not_counted.add(row.number)

    def _summaries(self) -> None:
        """Sets apart the rows that are as much as the longest block of the table, once more or several times;
        what is only called a total may be one of them."""
        called = {number for number, (doubt, _rows) in self.doubts.items() if doubt in (CALLED, ALMOST)}
        for unsure in (called, set[int]()) if called else (called,):
            lines = [row for row in self.rows if row.number not in self.not_counted - unsure]
            if (found := blocks(lines, MOST_SUMMARIES)) and self._part(*found):
                return

    def _part(self, parts: list[list[Row]], once: Amounts) -> bool:
        details = max(parts, key=len)
        chance = log10(sum(map(len, parts))) - significance(self.names, once)
        is_unsure = any(row.number in self.not_counted for row in details)
        if is_unsure or len(details) < 2 or not (self.is_printed or chance <= LIKELY):
            return False
        for block in parts:
            is_copy = [(row.label, row.amounts) for row in block] == [
                (row.label, row.amounts) for row in details
            ]
            if block is details or is_copy:  # lines that repeat are told by themselves
                continue
            for row in block:
                self.doubts.pop(row.number, None)
            is_doubtful = chance > SURE or len(block) == len(details)
            answer = self._answer(AGAIN, block) if is_doubtful else self._said(block[0])
            if is_doubtful:
                self.doubts[block[0].number] = AGAIN, block
            numbers = {row.number for row in block}
            if answer == LINE:
                self.not_counted -= numbers
                continue
            self.not_counted |= numbers
            self.found.proven |= {
                row.number: Proof(*ends(details), row.label, is_summary=True) for row in block
            }
            if not is_doubtful and answer != TOTAL:
                words = _words(block, details)
                label = block[0].label[:MOST_SHOWN]
                self.found.problems.append(
                    Problem(
                        "warning",
                        "read_as_summary",
                        total_questions.READ_AS_SUMMARY,
                        block[0].number,
                        value=label,
                        words=words,
                    )
                )
        return True

    def _asked(self, doubt: Doubt, rows: list[Row]) -> Problem:
        """The question whether rows are totals or lines, with what would be stored."""
        row, *others = rows
        numbers = {each.number for each in rows}
        base = self._sum([each for each in self._counted() if each.number not in numbers])
        both = plus(base, self._sum(rows))
        choices = (
            Choice(TOTAL, doubt.no_line, f"--total-row {row.number}", self._sums(base)),
            Choice(LINE, N_("a line of its own: counted"), f"--line-row {row.number}", self._sums(both)),
        )
        proof = self.found.proven.get(row.number, Proof(0, 0, ""))
        words = {
            "from": str(proof.first),
            "to": str(proof.last),
            "first": str(rows[0].number),
            "last": str(rows[-1].number),
        }
        words |= {"rows": _numbers(rows)}
        question = Question(_key(doubt, row), choices)
        value = row.label[:MOST_SHOWN]
        message = doubt.several if others else doubt.one
        return Problem(
            "error", "total_asked", message, row.number, value=value, words=words, question=question
        )

    def _sum(self, rows: Sequence[Row]) -> Amounts:
        return reduce(plus, (row.amounts for row in rows), (Decimal(0),) * len(self.names))

    def _sums(self, amounts: Amounts) -> dict[str, Decimal]:
        return dict(zip(self.names, amounts, strict=True))


def _key(doubt: Doubt, row: Row) -> str:
    """Under which the answer is remembered for rows that are called so and doubted for that."""
    return f"{row.key}:{doubt.name}"


def _numbers(rows: list[Row]) -> str:
    return ", ".join(str(row.number) for row in rows[:MOST_NUMBERS]) + (
        " …" if len(rows) > MOST_NUMBERS else ""
    )


def _words(block: list[Row], details: list[Row]) -> dict[str, str]:
    return dict(zip(("first", "last", "from", "to"), map(str, (*ends(block), *ends(details))), strict=True))
