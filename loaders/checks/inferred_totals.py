"""Which rows are supposed to be no lines for what the other rows of the table show: the sums of groups, parts
of lines, and lines that are printed twice."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from math import log10

from loaders.checks.running_sums import MANY_DIGITS, Amounts, Row, digits, ends, groups, is_set_below, plus
from loaders.checks.total_questions import (
    ALMOST,
    CALLED,
    PART_OF,
    PARTLY,
    SUM,
    TWICE,
    Doubt,
    Inferred,
    Part,
    Proof,
)
from loaders.rows import TOTAL

SURE, LIKELY = -6.0, -2.0
"""Powers of ten: how improbable it must be that amounts add up by chance to call a row a total, or else to
ask."""
MOST_GROUPED = 10_000
"""How many rows a table that people made may have; only in such a one are sums looked for that prove
themselves together."""
MOST_LEVELS = 3
"""How often one amount may stand for the same money; what is equal more often are like lines."""


@dataclass(frozen=True)
class Evidence:
    """What is known of the rows of a table: the sums that are proven one by one, the rows not counted, what
    is doubted of which row, the rows of which the caller says what they are, and those supposed already to be
    no lines."""

    rows: list[Row]
    names: Sequence[str]
    proven: Mapping[int, Proof]
    not_counted: set[int]
    doubts: Mapping[int, Doubt] = field(default_factory=dict)
    answered: set[int] = field(default_factory=set)
    inferred: Inferred = field(default_factory=dict)

    @cached_property
    def summed(self) -> set[int]:
        """The lines that are proven to be lines by a row that sums them."""
        spans = sorted((proof.first, proof.last) for proof in self.proven.values() if proof.is_exact)
        summed = set[int]()
        reach = 0  # the last row of the spans that have begun
        for row in self.rows:
            while spans and spans[0][0] <= row.number:
                reach = max(reach, spans.pop(0)[1])
            if row.number <= reach and row.number not in self.not_counted:
                summed.add(row.number)
        return summed


def infer(evidence: Evidence) -> Inferred:
    """The rows that are newly supposed to be no lines."""
    in_groups = _in_groups(evidence) if len(evidence.rows) <= MOST_GROUPED else {}
    # The strongest proof alone: what it shows may make the weaker ones needless.
    return in_groups or _parts(evidence) or _only_children(evidence) or _twice(evidence)


def significance(names: Sequence[str], amounts: Amounts) -> int:
    """How many digits agree that need not. What remains follows from the other amounts."""
    different = {each for name, each in zip(names, amounts, strict=True) if each and name != "remaining"}
    return sum(map(digits, different))


def _in_groups(evidence: Evidence) -> Inferred:
    """The sums of groups into which most of the table falls: in every column, else in one."""
    proofs = evidence.proven.items()
    # The direction in which most proven totals stand is tried first.
    below = sum(proof.last < number for number, proof in proofs) - sum(
        proof.first > number for number, proof in proofs
    )
    # Else in one column, where the sums of the others were rounded or left blank.
    for names in (evidence.names, *((name,) for name in evidence.names if len(evidence.names) > 1)):
        for is_below in (False, True) if below <= 0 else (True, False):
            if new := _sums_of_groups(evidence, names, is_below=is_below):
                return new
    return {}


def _sums_of_groups(evidence: Evidence, names: Sequence[str], *, is_below: bool) -> Inferred:
    """The rows that are in the columns `names` the sums of the lines above them (`is_below`), else below
    them."""
    # What is called a total and sums nothing above it may sum what stands below.
    doubtful = {
        number for number, doubt in evidence.doubts.items() if doubt in (CALLED, ALMOST)
    } | evidence.answered
    proven = {number for number, proof in evidence.proven.items() if is_below == (proof.last < number)}
    rows = [
        row
        for row in evidence.rows
        if row.number not in evidence.inferred
        and (row.number not in evidence.not_counted - doubtful - proven or row.number in evidence.answered)
    ]
    if len(rows) < 2:
        return {}
    # Sums below their lines are sums above them, read upwards.
    rows = rows[::-1] if is_below else rows
    at = [evidence.names.index(name) for name in names]
    amounts = [tuple(row.amounts[place] for place in at) for row in rows]
    parts = [(rows[first], rows[first + 1 : end]) for first, end in groups(rows, amounts)]
    parts = [(row, lines) for row, lines in parts if row.number not in evidence.summed]
    explained = (
        evidence.summed | doubtful | proven | {each.number for row, lines in parts for each in (row, *lines)}
    )
    others = [row for row in rows if row.number not in explained]
    is_exact = len(names) == len(evidence.names)
    accepted = (
        _certain(evidence, parts, others, len(rows))
        if is_exact
        else _partial(parts, others, len(rows), at[0])
    )
    return {
        row.number: (SUM if is_exact else PARTLY, Proof(*ends(lines), row.label, is_exact=is_exact))
        for row, lines in accepted
        if row.number not in proven
    }


def _certain(evidence: Evidence, parts: list[Part], others: list[Row], count: int) -> list[Part]:
    """Of groups whose sums are right in every column: all, where most of the table falls into them; else
    those that look like the sums known already, or are one line twice with so many digits that it is no
    chance."""
    times = Counter(row.amounts for row in evidence.rows)
    # What is equal many times proves once.
    different = {row.amounts for row, _lines in parts}
    agreeing = sum(significance(evidence.names, amounts) for amounts in different)
    # Each sum may be right by chance for any of `count` rows; each digit agrees once in ten times.
    if len(different) > 1 and 3 * len(others) <= count and len(parts) * log10(count) - agreeing <= SURE:
        return parts
    sums = [row for row in evidence.rows if row.number in evidence.proven]
    is_alike = _alike(sums, [*others, *(line for _row, lines in parts for line in lines)])
    return [
        (row, summed)
        for row, summed in parts
        if is_alike(row)
        or (
            len(summed) == 1
            and times[row.amounts] <= MOST_LEVELS
            and log10(count) - significance(evidence.names, row.amounts) <= SURE
        )
    ]


def _partial(parts: list[Part], others: list[Row], count: int, at: int) -> list[Part]:
    """Of groups whose sums are right in one column: all, where most of the table falls into them and chance
    does not make so many sums of several lines; sums of one line only where nothing else is left, or where
    they look like the others."""
    several = [(row, lines) for row, lines in parts if sum(line.amounts[at] != 0 for line in lines) > 1]
    agreeing = sum(map(digits, {row.amounts[at] for row, _lines in several}))
    if len(several) == len(parts) == 1 and not others:
        return parts if agreeing >= MANY_DIGITS - 2 else []
    if len(several) < 2 or 3 * len(others) > count or len(several) * log10(count) - agreeing > SURE:
        return []
    is_alike = _alike(
        [row for row, _lines in several], [*others, *(line for _row, lines in parts for line in lines)]
    )
    return [(row, lines) for row, lines in parts if not others or (row, lines) in several or is_alike(row)]


def _alike(sums: list[Row], lines: list[Row]) -> Callable[[Row], bool]:
    """Whether a row looks like sums and unlike lines, or is called like one of the sums."""
    looks = {row.look for row in sums} - {row.look for row in lines}
    keys = {row.key for row in sums} - {row.key for row in lines}
    return lambda row: row.look in looks or row.key in keys


def _parts(evidence: Evidence) -> Inferred:
    """The rows that are called a part of the line above them, and are no more than it."""
    # ค่าไฟฟ้า 470,000, and below it ในจำนวนนี้เป็นเงินอุดหนุน 117,500.
    parts: Inferred = {}
    whole: Row | None = None
    for row in evidence.rows:
        is_part = row.sounds_like_a_part and any(row.amounts) and row.number not in evidence.summed
        if row.number in evidence.inferred or (
            row.number in evidence.not_counted and row.number not in evidence.answered
        ):
            continue
        if is_part and whole and _is_no_more(row.amounts, whole.amounts):
            parts[row.number] = PART_OF, None
        else:
            whole = row
    return parts


@dataclass
class _Stretch:
    """Lines one after the other: what they come to, which say the same as one before, and whether no row sums
    one of them."""

    amounts: Amounts
    copied: Amounts
    copies: list[Row] = field(default_factory=list)
    seen: set[object] = field(default_factory=set)
    is_open: bool = False

    def add(self, line: Row, *, is_summed: bool) -> None:
        self.amounts = plus(self.amounts, line.amounts)
        self.is_open = self.is_open or not is_summed
        words = line.groups, line.written, line.amounts
        if words in self.seen:
            self.copies.append(line)
            self.copied = plus(self.copied, line.amounts)
        self.seen.add(words)


def _twice(evidence: Evidence) -> Inferred:
    """The rows that say the same as one before, where a total below them is right without them."""
    nothing = (Decimal(0),) * len(evidence.names)
    # A total sums all lines above it, or those since the total before it.
    whole, since = _Stretch(nothing, nothing), _Stretch(nothing, nothing)
    for row in evidence.rows:
        if row.number not in evidence.not_counted:
            for stretch in (whole, since):
                stretch.add(row, is_summed=row.number in evidence.summed)
            continue
        for stretch in (whole, since) if row.hint == TOTAL else ():
            is_open = row.number not in evidence.proven or stretch.is_open
            if stretch.copies and is_open and stretch.amounts == plus(row.amounts, stretch.copied):
                return {
                    copy.number: (TWICE, None)
                    for copy in stretch.copies
                    if copy.number not in evidence.inferred
                }
        since = _Stretch(nothing, nothing)
    return {}


def _only_children(evidence: Evidence) -> Inferred:
    """The rows of which the next one is set below them and has all the same amounts: they sum that one
    line."""
    # งบลงทุน 100,000, and below it, indented, ก่อสร้างถนน 100,000.
    rows = [row for row in evidence.rows if row.number not in evidence.inferred]
    return {
        row.number: (SUM, Proof(child.number, child.number, row.label))
        for row, child in pairwise(rows)
        if any(row.amounts)
        and row.amounts == child.amounts
        and is_set_below(child, row)
        and row.number not in evidence.summed
    }


def summed_alone(evidence: Evidence) -> Row | None:
    """The line that is all that the last total sums, where other lines that no row sums stand before it."""
    # “Overall 99,999.25” right above “รวมทั้งสิ้น 99,999.25”, below the true lines.
    lines = [row for row in evidence.rows if row.number not in evidence.not_counted]
    last = next(
        (row for row in reversed(evidence.rows) if row.number in evidence.proven and row.hint == TOTAL), None
    )
    if not lines or not last or lines[-1].number > last.number:
        return None
    proof = evidence.proven[last.number]
    is_alone = proof.first == proof.last == lines[-1].number
    return lines[-1] if is_alone and sum(line.number not in evidence.summed for line in lines) > 1 else None


def _is_no_more(part: Amounts, whole: Amounts) -> bool:
    return part != whole and all(amount <= limit for amount, limit in zip(part, whole, strict=True))
