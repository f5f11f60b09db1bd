"""Which rows of a table are no lines but sums of lines: known by arithmetic, whatever they are called.

A row whose amounts are, to the satang and in every column, the sum of two or more lines right above it (or right below, where
totals come first) is a total; rows that together are as much as all the others once more are a summary. Words only say where
to look twice. What may be chance, and what is called a total but sums nothing, is asked."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import reduce
from itertools import accumulate, pairwise, zip_longest
from math import log10

import duckdb

from language import N_
from loaders.dataset import Dataset
from loaders.problem import Choice, Problem, Question, Severity
from loaders.reading import Options, Reading
from loaders.rows import LINE, PART, TOTAL
from loaders.running_sums import Amounts, Lines, Row, digits, plus

DOUBT = "doubt"
SURE, LIKELY = -6.0, -2.0
"""Powers of ten: how improbable it must be that amounts add up by chance to call a row a total, or else to ask."""
MOST_SUMMARIES = 5
"""How many times a table may sum itself up: by plan, by group, by division …"""
MOST_REMARKS = 3
"""How many rows below the last total may be remarks."""
MOST_COMPARED = 500_000
"""Of larger tables, which programs write, only whole parts are compared with their last row."""
MOST_SHOWN = 60
"""How many letters of a row's own words are shown."""


@dataclass(frozen=True)
class Proof:
    """That a row sums lines: the numbers of the first and the last, its own words, and whether these are all lines."""

    first: int
    last: int
    label: str
    is_whole: bool = False
    is_summary: bool = False
    """Whether it sums them together with other rows."""


@dataclass
class Totals:
    """What was found: the rows that are totals, or are lines, otherwise than their words say; the proven totals; what is told or
    asked; the answers that served."""

    roles: dict[int, str] = field(default_factory=dict)
    proven: dict[int, Proof] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    answered: dict[str, str] = field(default_factory=dict)


def find(connection: duckdb.DuckDBPyConnection, reading: Reading, options: Options) -> Totals:
    """The totals of the table that is staged in `connection`."""
    names = reading.dataset.amounts
    if not names or not connection.execute("FROM numbered LIMIT 1").fetchall():
        return Totals()
    if connection.execute(f"FROM numbered OFFSET {MOST_COMPARED} LIMIT 1").fetchall():
        return Totals(problems=[*_doubled(connection, reading.dataset)])
    return _Search(_rows(connection, reading.dataset), names, options, is_printed=reading.is_printed).totals()


def _doubled(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> Iterator[Problem]:
    """Of a table too large to compare each row with those above: its parts that end with a row as much as all others of it."""
    part = [name for name in dataset.replaces if name != "division"]
    last = " AND ".join(f"2 * coalesce(arg_max({name}, source_row), 0) = coalesce(sum({name}), 0)" for name in dataset.amounts)
    asked = f"""
        SELECT max(source_row), count(*) FROM plain GROUP BY {", ".join(part)}
        HAVING count(*) > 2 AND sum({dataset.amounts[0]}) > 0 AND {last} ORDER BY 1 LIMIT 20"""
    for row, count in connection.execute(asked).fetchall():
        words = {"count": f"{count - 1:,}"}
        yield Problem("error", "total_among_lines", _DOUBLED, row, words=words)


def _rows(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> list[Row]:
    names, spanning = dataset.amounts, [column.name for column in dataset.columns if column.spans]
    columns = ", ".join(dict.fromkeys((*spanning, *names, *dataset.texts)))
    label = f"concat_ws(' {PART} ', {', '.join(f'row.{name}' for name in dataset.texts)})" if dataset.texts else "''"
    groups = ", ".join(("NULL", *(f"row.{name}" for name in spanning)))
    amounts = ", ".join(f"CAST(coalesce(row.{name}, 0) AS DECIMAL(38, 2))" for name in names)
    asked = f"""
        WITH row AS (
            SELECT source_row, {columns}, false AS is_total FROM plain
            UNION ALL SELECT source_row, {columns}, is_total FROM spelled WHERE NOT shifted
        )
        SELECT row.source_row, coalesce(label, {label}), coalesce(hint, CASE WHEN is_total AND role IS NULL THEN 'total' END, ''),
               {groups}, {amounts}
        FROM row JOIN (SELECT source_row, label, hint FROM numbered) USING (source_row) LEFT JOIN role USING (source_row)
        ORDER BY row.source_row"""
    found = connection.execute(asked).fetchall()
    return [
        Row(number, label, hint, tuple(rest[: -len(names)]), tuple(rest[-len(names) :])) for number, label, hint, *rest in found
    ]


class _Search:
    def __init__(self, rows: list[Row], names: Sequence[str], options: Options, *, is_printed: bool) -> None:
        self.rows, self.names, self.options, self.is_printed = rows, names, options, is_printed
        self.found = Totals()
        self.not_counted: set[int] = set()
        self.marks: set[str] = set()
        """Words that only totals bear."""
        self.doubts: list[tuple[str, list[Row]]] = []
        """What is asked, and of which rows."""

    def totals(self) -> Totals:
        """All that is found out, told and asked."""
        self._sums_of(self.rows)
        # What the proven totals are called, and no line is, tells the others: of a group of one line, or with a mistake.
        doubted = {row.number for _message, rows in self.doubts for row in rows}
        totals = [row for row in self.rows if row.number in self.found.proven.keys() - doubted]
        lines = [row for row in self.rows if row.number not in self.not_counted]
        self.marks = set().union(*(row.label.split() for row in totals)) - set().union(*(row.label.split() for row in lines))
        if self.marks:
            self.found, self.not_counted, self.doubts = Totals(), set(), []
            self._sums_of(self.rows)
        self._sums_of(self._counted()[::-1], only_proven=True)
        self._below_the_totals()
        self._summaries(self._counted())
        counted = self._counted()
        whole = _ends(counted) if counted else None
        self.found.proven = {
            number: replace(proof, is_whole=(proof.first, proof.last) == whole and not proof.is_summary)
            for number, proof in self.found.proven.items()
        }
        for row in self.rows:
            is_total = row.number in self.not_counted
            if is_total != bool(row.hint):
                self.found.roles[row.number] = TOTAL if is_total else LINE
            if answer := self._answer(row):
                self.found.answered[row.key] = answer
        self.found.problems += [self._asked(message, rows) for message, rows in self.doubts]
        return self.found

    def _counted(self) -> list[Row]:
        return [row for row in self.rows if row.number not in self.not_counted]

    def _answer(self, row: Row) -> str | None:
        return self.options.answer(f"row:{row.number}", row.key)

    def _sums_of(self, rows: Sequence[Row], *, only_proven: bool = False) -> None:
        """Goes through rows in one direction and sets apart those that sum what came before."""
        lines, repeated = Lines(len(self.names)), Counter[str]()
        for row, following in zip_longest(rows, rows[1:]):
            begin = lines.summed_by(row, is_marked=self._is_marked(row))
            if begin is None:
                verdict = self._answer(row) or (LINE if only_proven else self._unproven(row, lines))
            else:
                repeated[row.label] += 1
                verdict = self._answer(row) or self._proven(row, lines, begin, following, is_repeated=repeated[row.label] > 1)
            if verdict == LINE:
                lines.add(row)
                continue
            self.not_counted.add(row.number)
            lines.after_total = len(lines.rows)
            if begin is not None:
                self._prove(row, lines.rows[begin:], is_told=verdict == TOTAL)
            if verdict == DOUBT:
                self.doubts.append((_UNPROVEN if begin is None else _BY_CHANCE, [row]))

    def _prove(self, row: Row, summed: list[Row], *, is_told: bool) -> None:
        first, last = _ends(summed)
        self.found.proven[row.number] = Proof(first, last, row.label)
        if is_told and row.hint != TOTAL and not self._answer(row):
            severity: Severity = "note" if row.sounds_like_a_total else "warning"
            words = {"first": str(first), "last": str(last)}
            told = Problem(severity, "read_as_total", _TOTAL, row.number, value=row.label[:MOST_SHOWN], words=words)
            self.found.problems.append(told)

    def _proven(self, row: Row, lines: Lines, begin: int, following: Row | None, *, is_repeated: bool) -> str:
        """What a row is whose amounts are the sum of the lines from `begin` on."""
        if row.hint or self._is_marked(row) or (is_repeated and len(lines.rows) - begin > 1):
            return TOTAL
        if len(lines.rows) - begin == 1:
            return DOUBT
        is_group = begin in lines.starts
        chance = log10(len(self.rows) * (1 if is_group else len(lines.rows))) - self._significance(row.amounts)
        # A line names what it is about in as many cells as the others.
        is_bare = row.label.count(PART) < min(line.label.count(PART) for line in lines.rows[begin:])
        if chance <= (LIKELY if row.sounds_like_a_total else SURE) and (row.sounds_like_a_total or is_bare):
            return TOTAL
        if row.sounds_like_a_total:
            return DOUBT
        closes = following is None or (self.is_printed and following.groups != lines.rows[-1].groups)
        return DOUBT if chance <= LIKELY or (is_group and closes) else LINE

    def _unproven(self, row: Row, lines: Lines) -> str:
        """What a row is whose amounts sum nothing: a total where it can be nothing else, a line unless its words and its size
        make one doubt."""
        if row.hint == TOTAL:
            return TOTAL if self._is_marked(row) or not self._is_named_like(row, lines) else DOUBT
        doubtful = row.hint or self._is_marked(row) or (self.is_printed and lines.is_almost_their_sum(row))
        return DOUBT if doubtful or (row.sounds_like_a_total and lines.resembles_their_sum(row)) else LINE

    def _is_named_like(self, row: Row, lines: Lines) -> bool:
        """Whether a row says as much beside its amounts as every line before it."""
        names = row.label.split(f" {PART} ")
        return bool(lines.rows) and len(names) > 1 and all(line.label.count(PART) < len(names) for line in lines.rows)

    def _is_marked(self, row: Row) -> bool:
        return not self.marks.isdisjoint(row.label.split())

    def _below_the_totals(self) -> None:
        """Doubts what stands below the last total of a printed table: a remark with a figure is no line."""
        last = max(self.found.proven, default=0)
        below = [row for row in self._counted() if row.number > last and any(row.amounts)]
        above = [row for row in self._counted() if row.number < last]
        if not (self.is_printed and last and len(above) > 1 and 0 < len(below) <= MOST_REMARKS) or self._answer(below[0]) == LINE:
            return
        self.not_counted.update(row.number for row in below)
        if self._answer(below[0]) is None:
            self.doubts.append((_BELOW, below))

    def _significance(self, amounts: Amounts) -> int:
        """How many digits agree that need not. What remains follows from the other amounts."""
        different = {each for name, each in zip(self.names, amounts, strict=True) if each and name != "remaining"}
        return sum(map(digits, different))

    def _summaries(self, lines: list[Row]) -> None:
        """Sets apart the rows that are as much as the longest block of the table, once more or several times."""
        sums = list(accumulate((row.amounts for row in lines), plus, initial=(Decimal(0),) * len(self.names)))
        places = {each: at for at, each in enumerate(sums)}
        for times in range(MOST_SUMMARIES + 1, 1, -1):
            if any(sums[-1]) and not any(each * 100 % times for each in sums[-1]):
                once = tuple(each / times for each in sums[-1])
                ends = [places.get(tuple(each * number for each in once)) for number in range(times + 1)]
                if None not in ends:
                    self._part([lines[first:last] for first, last in pairwise(end or 0 for end in ends)], once)
                    return

    def _part(self, blocks: list[list[Row]], once: Amounts) -> None:
        details = max(blocks, key=len)
        chance = log10(sum(map(len, blocks))) - self._significance(once)
        if len(details) < 2 or not (self.is_printed or chance <= LIKELY):
            return
        for block in blocks:
            answer = self._answer(block[0])
            is_copy = [(row.label, row.amounts) for row in block] == [(row.label, row.amounts) for row in details]
            if block is details or answer == LINE or is_copy:  # lines that repeat are told by themselves
                continue
            self.not_counted.update(row.number for row in block)
            self.found.proven |= {row.number: Proof(*_ends(details), row.label, is_summary=True) for row in block}
            if answer != TOTAL and (chance > SURE or len(block) == len(details)):
                self.doubts.append((_AGAIN_BY_CHANCE, block))
            elif answer != TOTAL:
                words = _words(block, details)
                label = block[0].label[:MOST_SHOWN]
                self.found.problems.append(
                    Problem("warning", "read_as_summary", _AGAIN, block[0].number, value=label, words=words)
                )

    def _asked(self, message: str, rows: list[Row]) -> Problem:
        """The question whether rows are totals or lines, with what would be stored."""
        row, *_others = rows
        base = self._sum(self._counted())
        both = plus(base, self._sum(rows))
        choices = (
            Choice(TOTAL, N_("a total: not counted"), f"--total-row {row.number}", self._sums(base)),
            Choice(LINE, N_("a line of its own: counted"), f"--line-row {row.number}", self._sums(both)),
        )
        proof = self.found.proven.get(row.number, Proof(0, 0, ""))
        words = {"from": str(proof.first), "to": str(proof.last), "first": str(rows[0].number), "last": str(rows[-1].number)}
        question = Question(row.key, choices)
        value = row.label[:MOST_SHOWN]
        return Problem("error", "total_asked", message, row.number, value=value, words=words, question=question)

    def _sum(self, rows: Sequence[Row]) -> Amounts:
        return reduce(plus, (row.amounts for row in rows), (Decimal(0),) * len(self.names))

    def _sums(self, amounts: Amounts) -> dict[str, Decimal]:
        return dict(zip(self.names, amounts, strict=True))


def _ends(rows: list[Row]) -> tuple[int, int]:
    numbers = rows[0].number, rows[-1].number
    return min(numbers), max(numbers)


def _words(block: list[Row], details: list[Row]) -> dict[str, str]:
    return dict(zip(("first", "last", "from", "to"), map(str, (*_ends(block), *_ends(details))), strict=True))


_DOUBLED = N_(
    "Row {row} is as much as the other {count} rows of its part together: it is their total. Take totals out of the file."
)
_TOTAL = N_(
    "Row {row} (“{value}”) is in every column the sum of rows {first}–{last}; it was read as their total and not counted."
)
_BY_CHANCE = N_(
    "Row {row} (“{value}”) is as much as rows {from}–{to} together, which may be chance. Is it their total, or a line of its own?"
)
_UNPROVEN = N_(
    "Row {row} (“{value}”) is called like a total, but its amounts are not the sum of the rows above it."
    " Is it a total all the same, or a line of its own?"
)
_BELOW = N_(
    "Rows {first}–{last} (“{value}”) have amounts and stand below the last total. Are they lines of the table, or a remark?"
)
_AGAIN = N_("Rows {first}–{last} are together as much as rows {from}–{to}; they were read as a summary of these and not counted.")
_AGAIN_BY_CHANCE = N_(
    "Rows {first}–{last} are together as much as rows {from}–{to}. Are they a summary or a copy of these, or lines of their own?"
)
