"""What stands on which page: of the ways that sections can be set, those are chosen with which no page is
left half empty and nothing is torn from what it belongs to."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

Instruction = Mapping[str, Any]
"""What report.typ draws."""
ROOM_TO_BEGIN = 0.25
"""How much of a page must be left for what is longer than a page to begin there."""
HIGH = 0.55
"""A row that takes more of a page than this may be broken inside."""
SLACK = 40
"""Points that a page may lose where what is longer than a page runs on."""
EMPTY = 0.55
"""A page of which more than this is empty is as good as forbidden."""
ALMOST_EMPTY = 0.12
"""The last page should be fuller than this."""
ENOUGH = 0.35
"""How much of the last page of a lying table its rows take."""
ELSEWHERE = 0.5
"""What it costs when a chart or a table does not stand on the page of its section's heading."""
ROUNDING = 0.01
"""Points that sums of heights differ by. A table that just fits has half of it, so that what must follow fits
as well."""
MOST_PLANS = 40
"""So many of the best plans are followed."""


@dataclass(frozen=True)
class Block:
    """What stands together; `gap` is the space above it where it does not begin a page (points)."""

    height: float
    draws: Instruction
    gap: float = 0
    keeps: bool = False
    """Whether what follows must begin on the same page."""
    again: float = 0
    """Height of the title that it repeats where it begins a page."""
    lies: bool = False
    """Whether it stands on lying paper."""
    end: float = 0
    """Height of what must follow it on the same page."""
    begins: float = 0
    """What it costs where it begins a page."""


@dataclass(frozen=True)
class Rows:
    """What a page may cut between its rows: a table or a long chart."""

    heights: tuple[float, ...]
    draw: Callable[[int, int, bool], Instruction]
    """Its rows from one to another with its head, with its title repeated or not."""
    cuts: tuple[int, ...]
    """After how many rows a page may end."""
    repeated: float = 0
    """Height of its head, or of its axis, on each page."""
    end: float = 0
    """Height of what must follow its last row on the same page."""
    gap: float = 0
    again: float = 0
    lies: bool = False


Element = Block | Rows
Way = tuple[float, Sequence[Element]]
"""A way to set a section: what it costs beside the best, and what stands one below the other."""


@dataclass(frozen=True)
class Page:
    """What is drawn on a page, one below the other."""

    lies: bool = False
    drawn: tuple[Instruction, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Pages, how far the last one is filled, and what it all costs."""

    deep: tuple[float, float]
    """How high an upright page is, and a lying one."""
    pages: tuple[Page, ...] = (Page(),)
    filled: float = 0
    cost: float = 0

    @property
    def room(self) -> float:
        """How high the last page is."""
        return self.deep[self.pages[-1].lies]

    def turned(self, lies: bool) -> "Plan":
        """The plan with a new page."""
        if not self.filled:
            return replace(self, pages=(*self.pages[:-1], Page(lies)))
        empty = max(1 - self.filled / self.room, 0)
        cost = self.cost + 1 + 8 * empty**2 + (100 * empty if empty > EMPTY else 0)
        return replace(self, pages=(*self.pages, Page(lies)), filled=0.0, cost=cost)

    def drawn(self, what: Instruction, gap: float, height: float) -> "Plan":
        """The plan with something more on its last page; what is longer than the page runs on."""
        gap = gap if self.filled else 0
        last = self.pages[-1]
        page = replace(last, drawn=(*last.drawn, {**what, "gap": round(gap, 2)}))
        return replace(self, pages=(*self.pages[:-1], page), filled=self._after(gap + height))

    def run_on(self, what: Instruction, height: float) -> "Plan":
        """The plan with a table that it ends with made longer."""
        last = self.pages[-1]
        *before, begun = last.drawn
        page = replace(last, drawn=(*before, {**what, "gap": begun["gap"]}))
        return replace(self, pages=(*self.pages[:-1], page), filled=self._after(height))

    def _after(self, height: float) -> float:
        """How far its last page is filled after something more."""
        filled = self.filled + height
        while filled > self.room + 0.5:
            filled += SLACK - self.room
        return filled


def planned(sections: Iterable[Sequence[Way]], deep: tuple[float, float]) -> list[Page]:
    """The pages of a report, whose sections can each be set in several ways."""
    plans = [Plan(deep)]
    for ways in sections:
        every = [_with_section(plan, cost, elements) for plan in plans for cost, elements in ways]
        best: dict[tuple[bool, int], Plan] = {}
        for plan in sorted(every, key=lambda plan: plan.cost):
            best.setdefault((plan.pages[-1].lies, round(plan.filled / 4)), plan)
        plans = list(best.values())[:MOST_PLANS]
    return list(min(plans, key=_whole_cost).pages)


def _whole_cost(plan: Plan) -> float:
    """What a plan costs when nothing more follows."""
    return plan.cost + plan.filled / plan.room + (3 if plan.filled < ALMOST_EMPTY * plan.room else 0)


def _with_section(plan: Plan, cost: float, elements: Sequence[Element]) -> Plan:
    plan = replace(plan, cost=plan.cost + cost)
    for place, element in enumerate(elements):
        least = _least(elements[place:], plan.deep[element.lies])
        lies = plan.pages[-1].lies
        if lies != element.lies or (plan.filled and plan.filled + element.gap + least > plan.room + ROUNDING):
            plan = plan.turned(element.lies)
        plan = _with_block(plan, element) if isinstance(element, Block) else _with_rows(plan, element)
    return plan


def _least(elements: Sequence[Element], deep: float) -> float:
    """The height that the beginning of the first element needs, with the beginning of what it keeps with
    it."""
    first, *others = elements
    if isinstance(first, Rows):
        count = next(iter(first.cuts), len(first.heights))
        rows = sum(first.heights[:count]) + (first.end if count == len(first.heights) else 0)
        height = first.repeated + (deep if first.heights[0] > HIGH * deep else rows)
    elif first.keeps and others and others[0].lies == first.lies and first.height <= deep:
        height = first.height + others[0].gap + _least(others, deep)
    else:
        height = first.height + first.end
    # What no page has room for begins where there is some.
    return height if height <= deep else ROOM_TO_BEGIN * deep


def _with_block(plan: Plan, block: Block) -> Plan:
    again = bool(block.again and not plan.filled)
    height = block.height + (block.again if again else 0)
    cost = (ELSEWHERE if again else 0) + (0 if plan.filled else block.begins)
    plan = replace(plan, cost=plan.cost + cost)
    return plan.drawn({**block.draws, "again": again}, block.gap, height)


def _with_rows(plan: Plan, rows: Rows) -> Plan:
    sums = [0.0, *accumulate(rows.heights)]
    count, at, begun, runs_on = len(rows.heights), 0, 0, False
    again = 0.0
    ends = [*rows.cuts, count]
    plan = replace(plan, cost=plan.cost + ELSEWHERE) if not plan.filled else plan
    while at < count:
        if not runs_on:
            begun, again = at, 0 if plan.filled else rows.again
        above = 0 if runs_on else rows.repeated + again
        room = plan.room - plan.filled - (rows.gap if plan.filled and not runs_on else 0) - above
        end = _end(ends, sums, at, room, rows.end)
        if end is None and plan.filled and not _begins(rows, at, room, plan.room):
            plan, runs_on = plan.turned(rows.lies), False
            continue
        end = end or _end(range(at + 1, count + 1), sums, at, room, rows.end) or at + 1
        if rows.lies and end < count:  # what follows stands on other paper
            end = _shared(ends, sums, at, end, plan.room)
        what, high = rows.draw(begun, end, bool(again)), sums[end] - sums[at]
        plan = plan.run_on(what, high) if runs_on else plan.drawn(what, rows.gap, above + high)
        at, is_broken = end, high > room
        runs_on = is_broken or (at < count and _begins(rows, at, plan.room - plan.filled, plan.room))
        if at < count and not runs_on:
            plan = plan.turned(rows.lies)
    return plan


def _begins(rows: Rows, at: int, room: float, deep: float) -> bool:
    """Whether a row is so high that it begins where a page has room left, and is broken inside."""
    return rows.heights[at] > HIGH * deep and room > ROOM_TO_BEGIN * deep


def _end(ends: Sequence[int], sums: Sequence[float], at: int, room: float, after: float) -> int | None:
    """The farthest end of the rows from `at` on that there is room for; None where there is for none."""
    fitting = [
        end
        for end in ends[bisect_right(ends, at) :]
        if sums[end] - sums[at] + (after if end == len(sums) - 1 else 0) <= room + ROUNDING / 2
    ]
    return max(fitting, default=None)


def _shared(ends: Sequence[int], sums: Sequence[float], at: int, end: int, deep: float) -> int:
    """Where a page ends so that the table's last one is not almost empty."""
    if sums[-1] - sums[end] >= ENOUGH * deep:
        return end
    earlier = (
        each
        for each in ends
        if at < each < end and min(sums[-1] - sums[each], sums[each] - sums[at]) >= ENOUGH * deep
    )
    return max(earlier, default=end)


def cuts(kinds: Sequence[str], together: int = 2) -> tuple[int, ...]:
    """After how many rows of a table a page may end: never between a heading and its rows, before a total, or
    where fewer than `together` rows would stand alone, headings and totals not counted."""
    above = [0, *accumulate(kind == "row" for kind in kinds)]
    return tuple(
        place
        for place in range(1, len(kinds))
        if together <= above[place] <= above[-1] - together
        and kinds[place - 1] != "heading"
        and kinds[place] != "total"
    )
