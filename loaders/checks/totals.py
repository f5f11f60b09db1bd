"""Which rows of a table are no lines but sums of lines: known by arithmetic, whatever they are called.

A row whose amounts are, to the satang and in every column, the sum of two or more lines right above it (or
right below, where totals come first) is a total; rows that together are as much as all the others once more
are a summary. Words only say where to look twice. What may be chance, and what is called a total but sums
nothing, is asked."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import reduce
from itertools import pairwise
from math import log10

import duckdb

from loaders.checks import total_questions
from loaders.checks.amount_rows import doubled, rows_of
from loaders.checks.inferred_totals import LIKELY, SURE, Evidence, infer, significance, summed_alone
from loaders.checks.running_sums import Amounts, Row, blocks, ends, is_numbered_below, plus
from loaders.checks.total_passes import TotalPasses, Totals, key_of
from loaders.checks.total_questions import (
    AGAIN,
    ALMOST,
    BELOW,
    BY_ITS_WORDS,
    CALLED,
    HEADING,
    PART_OF,
    SUM,
    Doubt,
    Inferred,
    Proof,
)
from loaders.layout.reading import Options, Reading
from loaders.problem import Choice, Problem, Question
from loaders.rows import ABOVE, LINE, TOTAL
from vocabulary.language import N_

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


def find(connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options, rows_read: int) -> Totals:
    """The totals of the table that is staged in `connection`, of which so many rows were read."""
    names = reading.dataset.proving
    # Of values across a row brings several records, which are no rows one below the other.
    if not names or reading.across or not rows_read:
        return Totals()
    if rows_read > MOST_COMPARED:
        return Totals(problems=[*doubled(connection, reading.dataset)])
    # Of rows that all have another shape none is left.
    if not (rows := rows_of(connection, reading.dataset)):
        return Totals()
    return _Search(rows, names, options, is_printed=reading.is_printed).totals()


class _Search(TotalPasses):
    """Finds what the passes alone do not show."""

    def totals(self) -> Totals:
        """All that is found out, told and asked."""
        self.start_over()
        self._learn_marks()
        for _round in range(MOST_ROUNDS):
            if not (self._infer() or self._count_answered_lines()):
                break
            self.start_over()
        # Only what is no line yet is looked at for remarks, by words and as summaries.
        self._below_the_totals()
        self._by_their_words()
        self._by_their_numbers()
        self._summaries()
        self._keep_roles()
        for doubt, rows in self._kinds():
            self._settle(doubt, rows)
        self._tell_of_bare_lines()
        self._tell_of_rows_not_there()
        return self.outcome

    def _learn_marks(self) -> None:
        """What the proven totals are called, and no line is, tells the others: of a group of one line, or
        with a mistake."""
        certain = self.outcome.proven.keys() - self.doubts.keys()
        of_totals = {word for row in self.rows if row.number in certain for word in row.label.split()}
        of_lines = {word for row in self.counted() for word in row.label.split()}
        self.marks = of_totals - of_lines
        if self.marks:
            self.start_over()

    def _keep_roles(self) -> None:
        """Keeps which totals sum all lines, and which rows are other than their words say."""
        counted = self.counted()
        whole = ends(counted) if counted else None
        self.outcome.proven = {
            number: replace(proof, is_whole=(proof.first, proof.last) == whole and not proof.is_summary)
            for number, proof in self.outcome.proven.items()
        }
        for row in self.rows:
            is_total = row.number in self.not_counted
            if is_total != bool(row.hint):
                proof = self.outcome.proven.get(row.number)
                is_above = proof is not None and proof.first > row.number and not proof.is_summary
                total = ABOVE if is_above else TOTAL
                self.outcome.roles[row.number] = total if is_total else LINE

    def _tell_of_bare_lines(self) -> None:
        """Tells of lines that are called like totals, say less than every other line, and are counted since
        figures need them."""
        doubtful = self.lines | self.doubts.keys()
        counted = [
            row for row in self.counted() if not self.answer_by_number(row) and row.number not in doubtful
        ]
        fewest = min((len(row.cells) for row in counted if not row.sounds_like_a_total), default=0)
        alone = summed_alone(self._evidence())
        bare = [
            row for row in counted if row is alone or (row.sounds_like_a_total and len(row.cells) < fewest)
        ]
        if bare:
            self._tell_of_all("counted_as_line", total_questions.COUNTED_AS_LINE, bare)

    def _tell_of_rows_not_there(self) -> None:
        numbers = {f"{row.number}" for row in self.rows}
        for kind, _, number in (key.partition(":") for key in self.options.answers):
            if kind == "row" and number.isdigit() and number not in numbers:
                problem = Problem("warning", "no_such_row", total_questions.NO_SUCH_ROW, int(number))
                self.outcome.problems.append(problem)

    def _evidence(self) -> Evidence:
        """What is known of the rows so far."""
        return Evidence(self.rows, self.names, self.outcome.proven, self.not_counted)

    def _infer(self) -> bool:
        """Infers rows to be no lines from what others of the table show; whether there are any new ones."""
        new: Inferred = {}
        for row in self.rows:
            proof = self.outcome.proven.get(row.number)
            # Found on the way up: the sum of lines below it, left out when rows are gone through again.
            if proof and proof.first > row.number and row.number not in self.inferred:
                new[row.number] = SUM if row.number in self.doubts else None, proof
        evidence = replace(
            self._evidence(),
            doubts={number: doubt for number, (doubt, _rows) in self.doubts.items()},
            answered={row.number for row in self.rows if self.answer_by_number(row)},
            inferred=self.inferred | new,
        )
        new |= infer(evidence)
        self.inferred |= new
        return bool(new)

    def _kinds(self) -> list[tuple[Doubt, list[Row]]]:
        """What is doubted: rows that are doubted for the same reason and look alike together."""
        # ค่าตอบแทน over “- ค่าเช่าบ้าน” and ค่าใช้สอย over “- จ้างเหมา” are one question.
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

    def _count_answered_lines(self) -> bool:
        """Counts the rows that were answered to be lines; whether there are any new ones."""
        lines = {
            row.number
            for doubt, rows in self._kinds()
            if self.answer(doubt, rows) == LINE
            for row in rows
            if not self.answer_by_number(row)
        }
        is_new = not lines <= self.lines
        self.lines |= lines
        return is_new

    def _settle(self, doubt: Doubt, rows: list[Row]) -> None:
        """Keeps what was answered, tells what was answered before, or asks."""
        answer = self.answer(doubt, rows)
        by_number = {row.number: self.answer_by_number(row) for row in rows}
        left = [row for row in rows if not by_number[row.number]]
        if left and not answer:
            # The total below is right without them, so there is nothing to ask.
            if doubt is PART_OF and all(self._is_left_out(row) for row in rows):
                self._tell_of_all("read_as_part", total_questions.READ_AS_PART, left)
            else:
                self._ask(doubt, left)
        for row in rows:
            if verdict := by_number[row.number] or answer:
                self.outcome.answered[key_of(doubt, row)] = verdict
        is_of_this_call = by_number[rows[0].number] or self.options.answer(key_of(doubt, rows[0]))
        if left and answer and not is_of_this_call:
            message = total_questions.RECALLED_TOTAL if answer == TOTAL else total_questions.RECALLED_LINE
            self._tell_of_all(RECALLED, message, left)

    def _is_left_out(self, row: Row) -> bool:
        """Whether a total below sums the lines around a row without it."""
        return any(
            # A part may also stand right below the last line that the total sums.
            proof.first < row.number < min(number, proof.last + 2)
            for number, proof in self.outcome.proven.items()
        )

    def _tell_of_all(self, rule: str, message: str, rows: list[Row]) -> None:
        self.tell("warning", rule, message, rows[0], {"rows": _numbers(rows)})

    def _below_the_totals(self) -> None:
        """Doubts what stands below the last total of a printed table: a remark with a figure is no line."""
        last = max((max(number, proof.last) for number, proof in self.outcome.proven.items()), default=0)
        below = [row for row in self.counted() if row.number > last and any(row.amounts)]
        above = [row for row in self.counted() if row.number < last]
        if self.is_printed and last and len(above) > 1 and 0 < len(below) <= MOST_REMARKS:
            self.doubts[below[0].number] = BELOW, below
            if self.answer(BELOW, below) != LINE:
                self.not_counted.update(row.number for row in below)

    def _by_their_words(self) -> None:
        """Doubts the lines whose words say that they may not count, where no total shows that they do."""
        # What plans say of their projects is told by projects.py.
        if "allocation" not in self.names:
            return
        doubted = {problem.row for problem in self.outcome.problems} | self.doubts.keys()
        proofs = self.outcome.proven.values()
        for row in self.counted():
            doubt = next((doubt for words, doubt in BY_ITS_WORDS if any(map(words.search, row.cells))), None)
            if doubt is None or row.number in doubted or max(row.amounts) <= 0:
                continue
            if not any(proof.first <= row.number <= proof.last for proof in proofs):
                self.doubts[row.number] = doubt, [row]
                if self.answer(doubt, [row]) != LINE:
                    self.not_counted.add(row.number)

    def _by_their_numbers(self) -> None:
        """Doubts the lines numbered as headings of those below them, where no total shows that they count."""
        # Projects are numbered in the order of a plan.
        if "allocation" not in self.names:
            return
        proofs = self.outcome.proven.values()
        for row, below in pairwise(self.counted()):
            is_heading = any(row.amounts) and is_numbered_below(below, row) and row.number not in self.doubts
            if is_heading and not any(proof.first <= row.number <= proof.last for proof in proofs):
                self.doubts[row.number] = HEADING, [row]
                if self.answer(HEADING, [row]) != LINE:
                    self.not_counted.add(row.number)

    def _summaries(self) -> None:
        """Sets apart the rows that are as much as the longest block of the table, once more or several times;
        what is only called a total may be one of them."""
        called = {number for number, (doubt, _rows) in self.doubts.items() if doubt in (CALLED, ALMOST)}
        for unsure in (called, set[int]()) if called else (called,):
            lines = [row for row in self.rows if row.number not in self.not_counted - unsure]
            if (parts := blocks(lines, MOST_SUMMARIES)) and self._part(*parts):
                return

    def _part(self, blocks_of_rows: list[list[Row]], once: Amounts) -> bool:
        """Sets apart the blocks that are as much as the longest, of which each comes to `once`; False where
        that is no proof."""
        details = max(blocks_of_rows, key=len)
        chance = log10(sum(map(len, blocks_of_rows))) - significance(self.names, once)
        is_unsure = any(row.number in self.not_counted for row in details)
        if is_unsure or len(details) < 2 or not (self.is_printed or chance <= LIKELY):
            return False
        for block in blocks_of_rows:
            if block is not details and not _is_copy(block, details):
                # As many rows as the details are rather a copy of them than their summary.
                self._set_apart(block, details, is_doubtful=chance > SURE or len(block) == len(details))
        return True

    def _set_apart(self, block: list[Row], details: list[Row], *, is_doubtful: bool) -> None:
        """Takes a block for a summary of `details`, unless it was answered to be lines."""
        # Asked about once as a summary, and not row by row as totals.
        for row in block:
            self.doubts.pop(row.number, None)
        answer = self.answer(AGAIN, block) if is_doubtful else self.answer_by_number(block[0])
        if is_doubtful:
            self.doubts[block[0].number] = AGAIN, block
        numbers = {row.number for row in block}
        if answer == LINE:
            self.not_counted -= numbers
            return
        self.not_counted |= numbers
        first, last = ends(details)
        self.outcome.proven |= {row.number: Proof(first, last, row.label, is_summary=True) for row in block}
        if not is_doubtful and answer != TOTAL:
            words = _words(block, details)
            self.tell("warning", "read_as_summary", total_questions.READ_AS_SUMMARY, block[0], words)

    def _ask(self, doubt: Doubt, rows: list[Row]) -> None:
        """Asks whether rows are totals or lines, with what would be stored."""
        row = rows[0]
        numbers = {each.number for each in rows}
        without = self._sum([each for each in self.counted() if each.number not in numbers])
        choices = (
            Choice(TOTAL, doubt.no_line, f"--total-row {row.number}", self._by_column(without)),
            Choice(
                LINE,
                N_("a line of its own: counted"),
                f"--line-row {row.number}",
                self._by_column(plus(without, self._sum(rows))),
            ),
        )
        proof = self.outcome.proven.get(row.number, Proof(0, 0, ""))
        words = {
            "from": str(proof.first),
            "to": str(proof.last),
            "first": str(row.number),
            "last": str(rows[-1].number),
            "rows": _numbers(rows),
        }
        message = doubt.several if len(rows) > 1 else doubt.one
        self.tell("error", "total_asked", message, row, words, Question(key_of(doubt, row), choices))

    def _sum(self, rows: Sequence[Row]) -> Amounts:
        return reduce(plus, (row.amounts for row in rows), (Decimal(0),) * len(self.names))

    def _by_column(self, amounts: Amounts) -> dict[str, Decimal]:
        return dict(zip(self.names, amounts, strict=True))


def _is_copy(block: list[Row], details: list[Row]) -> bool:
    """Whether a block says the same as another; lines that repeat are told by themselves."""
    return [(row.label, row.amounts) for row in block] == [(row.label, row.amounts) for row in details]


def _numbers(rows: list[Row]) -> str:
    numbers = ", ".join(str(row.number) for row in rows[:MOST_NUMBERS])
    return f"{numbers} …" if len(rows) > MOST_NUMBERS else numbers


def _words(block: list[Row], details: list[Row]) -> dict[str, str]:
    numbers = map(str, (*ends(block), *ends(details)))
    return dict(zip(("first", "last", "from", "to"), numbers, strict=True))
