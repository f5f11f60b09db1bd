"""Which rows of a table are no lines but sums of lines: known by arithmetic, whatever they are called.

A row whose amounts are, to the satang and in every column, the sum of two or more lines right above it (or right below, where
totals come first) is a total; rows that together are as much as all the others once more are a summary. Words only say where
to look twice. What may be chance, and what is called a total but sums nothing, is asked."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import reduce
from itertools import accumulate, pairwise, zip_longest
from math import log10

import duckdb

from language import N_
from loaders.dataset import Dataset
from loaders.doubts import AGAIN, ALMOST, BELOW, CALLED, PART_OF, PARTLY, SUM, Doubt, Part, Proof, Supposed
from loaders.problem import Choice, Problem, Question, Severity
from loaders.reading import Options, Reading
from loaders.rows import CELL, LINE, TOTAL
from loaders.running_sums import MANY_DIGITS, Amounts, Lines, Row, digits, groups, plus

DOUBT = "doubt"
RECALLED = "answer_recalled"
SURE, LIKELY = -6.0, -2.0
"""Powers of ten: how improbable it must be that amounts add up by chance to call a row a total, or else to ask."""
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
    written = ", ".join(f"coalesce(row.{name}, '')" for name in dataset.texts)
    groups = ", ".join(("NULL", *(f"row.{name}" for name in spanning)))
    amounts = ", ".join(f"CAST(coalesce(row.{name}, 0) AS DECIMAL(38, 2))" for name in names)
    asked = f"""
        WITH row AS (
            SELECT source_row, {columns}, false AS is_total FROM plain
            UNION ALL SELECT source_row, {columns}, is_total FROM spelled WHERE NOT shifted
        )
        SELECT row.source_row, coalesce(label, concat_ws('{CELL}', {written or "''"})),
               coalesce(hint, CASE WHEN is_total AND role IS NULL THEN 'total' END, ''), {groups}, {amounts}
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
        self.doubts: list[tuple[Doubt, list[Row]]] = []
        """What is asked, and of which rows."""
        self.supposed: Supposed = {}
        """Rows that others of the table show to be no lines, and what each sums."""
        self.lines: set[int] = set()
        """Rows that were answered to be lines."""

    def totals(self) -> Totals:
        """All that is found out, told and asked."""
        self._pass()
        # What the proven totals are called, and no line is, tells the others: of a group of one line, or with a mistake.
        doubted = {row.number for _doubt, rows in self.doubts for row in rows}
        totals = [row for row in self.rows if row.number in self.found.proven.keys() - doubted]
        lines = [row for row in self.rows if row.number not in self.not_counted]
        self.marks = set().union(*(row.label.split() for row in totals)) - set().union(*(row.label.split() for row in lines))
        if self.marks:
            self._pass()
        for _round in range(MOST_ROUNDS):
            if not (self._suppose() or self._obey()):
                break
            self._pass()
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
        for doubt, rows in self._kinds():
            self._settle(doubt, rows)
        return self.found

    def _pass(self) -> None:
        """Goes through the rows from the first to the last, where totals stand below their lines, and back."""
        self.found, self.not_counted, self.doubts = Totals(), set(), []
        for row in self.rows:
            if row.number in self.supposed:
                doubt, proof = self.supposed[row.number]
                self.doubts.append((doubt, [row]))
                if (self._said(row) or (LINE if row.number in self.lines else TOTAL)) == TOTAL:
                    self.not_counted.add(row.number)
                    self.found.proven |= {row.number: proof} if proof else {}
        rows = [row for row in self.rows if row.number not in self.supposed or row.number not in self.not_counted]
        self._sums_of(rows)
        self._sums_of([row for row in rows[::-1] if row.number not in self.found.proven], is_upwards=True)

    def _counted(self) -> list[Row]:
        return [row for row in self.rows if row.number not in self.not_counted]

    def _said(self, row: Row) -> str | None:
        """What this call says of a row by its number, whatever figures say."""
        return self.options.answers.get(f"row:{row.number}")

    def _answer(self, doubt: Doubt, rows: list[Row]) -> str | None:
        """The answer to a question about rows: of this call, else what was answered when each of them was asked about so."""
        said = self._said(rows[0]) or self.options.answer(_key(doubt, rows[0]))
        remembered = {self.options.recalled.get(_key(doubt, row)) for row in rows}
        return said or (remembered.pop() if len(remembered) == 1 else None)

    def _sums_of(self, rows: Sequence[Row], *, is_upwards: bool = False) -> None:
        """Goes through rows in one direction and sets apart those that sum what came before."""
        lines, repeated = Lines(len(self.names)), Counter[str]()
        for row, following in zip_longest(rows, rows[1:]):
            begin = lines.summed_by(row, is_marked=self._is_marked(row))
            doubt = SUM
            if begin is not None:
                repeated[row.label] += 1
                verdict = self._proven(row, lines, begin, following, is_repeated=repeated[row.label] > 1)
            elif is_upwards:
                verdict = TOTAL if row.number in self.not_counted else LINE
            else:
                verdict = self._unproven(row, lines)
                doubt = ALMOST if lines.is_almost_their_sum(row) else CALLED
                if self._is_deducted(row, lines):
                    verdict = TOTAL
            if row.number in self.supposed:
                verdict = LINE
            elif verdict == DOUBT:
                self._doubt(doubt, row)
            elif begin is not None:
                self._doubt(None, row)
            counts = self._said(row) or (LINE if row.number in self.lines else verdict)
            if counts == LINE:
                lines.add(row)
                self.not_counted.discard(row.number)
                continue
            self.not_counted.add(row.number)
            lines.after_total = len(lines.rows)
            if begin is not None:
                self._prove(row, lines.rows[begin:], is_told=verdict == TOTAL)

    def _doubt(self, doubt: Doubt | None, row: Row) -> None:
        """Puts what makes one doubt a row in the place of what did before."""
        self.doubts = [(each, rows) for each, rows in self.doubts if row not in rows]
        if doubt:
            self.doubts.append((doubt, [row]))

    def _is_deducted(self, row: Row, lines: Lines) -> bool:
        """Whether a total takes away lines that are called deductions and written like additions; tells it."""
        deductions = [line for line in lines.rows if line.deducts]
        if not (row.sounds_like_a_total and deductions and lines.is_their_sum_less(row, deductions)):
            return False
        for line in deductions:
            words = {"total": str(row.number)}
            value = line.label[:MOST_SHOWN]
            self.found.problems.append(Problem("error", "deduction_added", _DEDUCTED, line.number, value=value, words=words))
        return True

    def _prove(self, row: Row, summed: list[Row], *, is_told: bool) -> None:
        first, last = _ends(summed)
        self.found.proven[row.number] = Proof(first, last, row.label)
        if is_told and row.hint != TOTAL and not self._said(row):
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
        is_bare = len(row.cells) < min(len(line.cells) for line in lines.rows[begin:])
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
        return bool(lines.rows) and len(row.cells) > 1 and all(len(line.cells) <= len(row.cells) for line in lines.rows)

    def _is_marked(self, row: Row) -> bool:
        return not self.marks.isdisjoint(row.label.split())

    def _suppose(self) -> bool:
        """Supposes rows to be no lines for what others of the table show; whether there are any new ones."""
        new = self._in_groups() or self._parts()
        self.supposed |= new
        return bool(new)

    def _in_groups(self) -> Supposed:
        """The sums of groups into which most of the table falls: in every column, else in one."""
        proofs = self.found.proven.items()
        below = sum(proof.last < number for number, proof in proofs) - sum(proof.first > number for number, proof in proofs)
        for names in (self.names, *((name,) for name in self.names if len(self.names) > 1)):
            for is_below in (False, True) if below <= 0 else (True, False):
                if new := self._sums_of_groups(names, is_below=is_below):
                    return new
        return {}

    def _sums_of_groups(self, names: Sequence[str], *, is_below: bool) -> Supposed:
        """The rows that are in the columns `names` the sums of the lines above them (`is_below`), else below them."""
        open_ = {row.number for doubt, rows in self.doubts if doubt in (CALLED, ALMOST) for row in rows}
        known = {number: proof for number, proof in self.found.proven.items() if is_below == (proof.last < number)}
        rows = [row for row in self.rows if row.number not in self.not_counted or row.number in open_ or row.number in known]
        rows = [row for row in rows if row.number not in self.supposed]
        if len(rows) < 2:
            return {}
        rows = rows[::-1] if is_below else rows
        at = [self.names.index(name) for name in names]
        amounts = [tuple(row.amounts[place] for place in at) for row in rows]
        parts = [(rows[first], rows[first + 1 : end]) for first, end in groups(rows, amounts)]
        summed = [row for row in rows if self._is_summed(row, self.found.proven.values())]
        parts = [(row, lines) for row, lines in parts if row not in summed]
        members = {each.number for row, lines in parts for each in (row, *lines)} | {row.number for row in summed}
        others = [row for row in rows if row.number not in members | open_ | known.keys()]
        judge = self._certain if len(names) == len(self.names) else self._partial
        accepted = judge(parts, others, len(rows), at)
        doubt = SUM if judge == self._certain else PARTLY
        found: Supposed = {}
        for row, lines in accepted:
            if row.number not in known:
                found[row.number] = doubt, Proof(*_ends(lines), row.label, is_exact=doubt is SUM)
        return found

    def _certain(self, parts: list[Part], others: list[Row], count: int, at: list[int]) -> list[Part]:
        """Of groups whose sums are right in every column: all, where most of the table falls into them; else those that look like
        the sums known already, or are one line twice with so many digits that it is no chance."""
        chances = [log10(count) - self._significance(row.amounts) for row, _lines in parts]
        if len(parts) > 1 and 3 * len(others) <= count and sum(chances) <= SURE:
            return parts
        known = [row for row in self.rows if row.number in self.found.proven]
        lines = [*others, *(line for _row, lines in parts for line in lines)]
        alike = _looks(known, lines)
        return [
            (row, summed)
            for (row, summed), chance in zip(parts, chances, strict=True)
            if alike(row) or (len(summed) == 1 and chance <= SURE)
        ]

    def _partial(self, parts: list[Part], others: list[Row], count: int, at: list[int]) -> list[Part]:
        """Of groups whose sums are right in one column: all, where most of the table falls into them and chance does not make so
        many sums of several lines; sums of one line only where nothing else is left, or where they look like the others."""
        (place,) = at
        several = [(row, lines) for row, lines in parts if sum(line.amounts[place] != 0 for line in lines) > 1]
        significance = sum(digits(row.amounts[place]) for row, _lines in several)
        if len(several) == len(parts) == 1 and not others:
            return parts if significance >= MANY_DIGITS - 2 else []
        if len(several) < 2 or 3 * len(others) > count or len(several) * log10(count) - significance > SURE:
            return []
        lines = [*others, *(line for _row, lines in parts for line in lines)]
        alike = _looks([row for row, _lines in several], lines)
        return [(row, lines) for row, lines in parts if not others or (row, lines) in several or alike(row)]

    def _is_summed(self, row: Row, proofs: Iterable[Proof]) -> bool:
        """Whether a row is counted, and by what others sum is proven to be a line."""
        return row.number not in self.not_counted and any(
            proof.is_exact and proof.first <= row.number <= proof.last for proof in proofs
        )

    def _parts(self) -> Supposed:
        """The rows that are called a part of the line above them, and are no more than it."""
        found: Supposed = {}
        proofs, above = self.found.proven.values(), list[Row]()
        for row in self.rows:
            is_part = row.sounds_like_a_part and row.number not in self.not_counted and any(row.amounts) and above
            if is_part and not self._is_summed(row, proofs) and row.number not in self.supposed:
                pairs = list(zip(row.amounts, above[-1].amounts, strict=True))
                if all(amount <= whole for amount, whole in pairs) and row.amounts != above[-1].amounts:
                    found[row.number] = PART_OF, None
                    continue
            if row.number not in self.not_counted and row.number not in self.supposed:
                above.append(row)
        return found

    def _kinds(self) -> list[tuple[Doubt, list[Row]]]:
        """What is doubted: rows that are doubted for the same reason and look alike together."""
        kinds: dict[tuple[object, ...], tuple[Doubt, list[Row]]] = {}
        for doubt, rows in sorted(self.doubts, key=lambda each: each[1][0].number):
            look = {SUM: (rows[0].look, rows[0].sounds_like_a_total), CALLED: (rows[0].look,), ALMOST: (rows[0].look,)}
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
                self.found.problems.append(self._told("warning", "read_as_part", _READ_AS_PART, left))
            else:
                self.found.problems.append(self._asked(doubt, left))
        for row in rows:
            if verdict := said[row.number] or answer:
                self.found.answered[_key(doubt, row)] = verdict
        if left and answer and not (self._said(rows[0]) or self.options.answer(_key(doubt, rows[0]))):
            message = _RECALLED_TOTAL if answer == TOTAL else _RECALLED_LINE
            self.found.problems.append(self._told("warning", RECALLED, message, left))

    def _is_left_out(self, row: Row) -> bool:
        """Whether a total below sums the lines around a row without it."""
        return any(proof.first < row.number < min(number, proof.last + 2) for number, proof in self.found.proven.items())

    def _told(self, severity: Severity, rule: str, message: str, rows: list[Row]) -> Problem:
        words = {"rows": _numbers(rows)}
        return Problem(severity, rule, message, rows[0].number, value=rows[0].label[:MOST_SHOWN], words=words)

    def _below_the_totals(self) -> None:
        """Doubts what stands below the last total of a printed table: a remark with a figure is no line."""
        last = max((max(number, proof.last) for number, proof in self.found.proven.items()), default=0)
        below = [row for row in self._counted() if row.number > last and any(row.amounts)]
        above = [row for row in self._counted() if row.number < last]
        if self.is_printed and last and len(above) > 1 and 0 < len(below) <= MOST_REMARKS:
            self.doubts.append((BELOW, below))
            if self._answer(BELOW, below) != LINE:
                self.not_counted.update(row.number for row in below)

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
            is_copy = [(row.label, row.amounts) for row in block] == [(row.label, row.amounts) for row in details]
            if block is details or is_copy:  # lines that repeat are told by themselves
                continue
            is_doubtful = chance > SURE or len(block) == len(details)
            answer = self._answer(AGAIN, block) if is_doubtful else self._said(block[0])
            if is_doubtful:
                self.doubts.append((AGAIN, block))
            if answer == LINE:
                continue
            self.not_counted.update(row.number for row in block)
            self.found.proven |= {row.number: Proof(*_ends(details), row.label, is_summary=True) for row in block}
            if not is_doubtful and answer != TOTAL:
                words = _words(block, details)
                label = block[0].label[:MOST_SHOWN]
                self.found.problems.append(
                    Problem("warning", "read_as_summary", _AGAIN, block[0].number, value=label, words=words)
                )

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
        words = {"from": str(proof.first), "to": str(proof.last), "first": str(rows[0].number), "last": str(rows[-1].number)}
        words |= {"rows": _numbers(rows)}
        question = Question(_key(doubt, row), choices)
        value = row.label[:MOST_SHOWN]
        message = doubt.several if others else doubt.one
        return Problem("error", "total_asked", message, row.number, value=value, words=words, question=question)

    def _sum(self, rows: Sequence[Row]) -> Amounts:
        return reduce(plus, (row.amounts for row in rows), (Decimal(0),) * len(self.names))

    def _sums(self, amounts: Amounts) -> dict[str, Decimal]:
        return dict(zip(self.names, amounts, strict=True))


def _ends(rows: list[Row]) -> tuple[int, int]:
    numbers = rows[0].number, rows[-1].number
    return min(numbers), max(numbers)


def _key(doubt: Doubt, row: Row) -> str:
    """Under which the answer is remembered for rows that are called so and doubted for that."""
    return f"{row.key}:{doubt.name}"


def _numbers(rows: list[Row]) -> str:
    numbers = [str(row.number) for row in rows]
    return ", ".join(numbers[:MOST_NUMBERS]) + (" …" if len(numbers) > MOST_NUMBERS else "")


def _looks(sums: list[Row], lines: list[Row]) -> Callable[[Row], bool]:
    """Whether a row looks like sums and unlike lines, or is called like one of the sums."""
    looks = {row.look for row in sums} - {row.look for row in lines}
    labels = {row.key for row in sums} - {row.key for row in lines}
    return lambda row: row.look in looks or row.key in labels


def _words(block: list[Row], details: list[Row]) -> dict[str, str]:
    return dict(zip(("first", "last", "from", "to"), map(str, (*_ends(block), *_ends(details))), strict=True))


_DOUBLED = N_(
    "Row {row} is as much as the other {count} rows of its part together: it is their total. Take totals out of the file."
)
_TOTAL = N_(
    "Row {row} (“{value}”) is in every column the sum of rows {first}–{last}; it was read as their total and not counted."
)
_DEDUCTED = N_(
    "Row {row} (“{value}”) is called a deduction and the total in row {total} takes it away, but its amounts are written like"
    " additions. Write them with a minus or in brackets."
)
_READ_AS_PART = N_(
    "Rows {rows} (“{value}”) are called parts of the lines above them, and the total below leaves them out;"
    " they were not counted."
)
_RECALLED_TOTAL = N_("Rows {rows} (“{value}”) were not counted, as was answered when such a file was loaded before.")
_RECALLED_LINE = N_("Rows {rows} (“{value}”) were counted as lines, as was answered when such a file was loaded before.")
_AGAIN = N_("Rows {first}–{last} are together as much as rows {from}–{to}; they were read as a summary of these and not counted.")
