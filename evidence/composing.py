"""A report as what paging.py sets on pages: of each section the ways that it can be set, with the heights of
all that stands in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from evidence.paging import Block, Element, Instruction, Rows, Way, cuts
from evidence.table_layout import HALF, POINTS, SIZES, UPRIGHT

SCALES = ((1.0, 0.0), (0.9, 0.4), (0.8, 1.2))
"""How large a chart is strips, and what that costs."""
SPLIT, TABLE_FIRST, NOT_BESIDE, LYING, SMALLER, ALONE, MAIN = 2.0, 0.3, 1.0, 2.0, 0.7, 2.5, 2.0
"""What it costs to cut a table that one page has room for, to set it before its chart or not beside it, to
turn the paper, to write it smaller by a point, to have a page of sources alone, and the main picture not on
the first page. A page costs 1."""
WHOLE, WHOLE_LYING = 0.5, 0.9
"""A table is rather cut than moved when it takes more of a page than this; one that lies has a page of its
own."""
FEW = 4
"""So many rows always stay together."""
MOST_BESIDE, LONGEST_BESIDE = 12, 100
"""Rows of a table that stands beside its chart, and letters of a text in it."""
HEADING, APART, CLOSE, SIGNATURE = 30, 16, 9, 48
"""Space above a heading, between chart and table, above what belongs to the one before, and where people
sign (points)."""

Content = Mapping[str, Any]
Heights = Mapping[str, Any]
"""What was measured, by its name: points, of a table those of its head and of each row."""


def to_measure(content: Content) -> dict[str, Instruction]:
    """What must be measured before pages can be planned, by its name."""
    every: list[dict[str, Any]] = [{"kind": kind} for kind in ("opened", "signed", "files")]
    every += [{"kind": "heading", "of": of} for of in ("activities", "sources")]
    for at, part in enumerate(content["parts"]):
        every += [{"kind": kind, "at": at} for kind in ("said", "titled", "sourced", "again")]
        every += [{"kind": "rows", "at": at, "look": look} for look in range(len(part["looks"]))]
    for at, text in enumerate(content["texts"]):
        every += [{"kind": "box", "at": at}]
        every += [{"kind": "line", "at": at, "row": row} for row in range(len(text["lines"]))]
    for at, activity in enumerate(content["activities"]):
        every += [{"kind": kind, "at": at} for kind in ("activity", "activity_again")]
        every += [{"kind": "photographs", "at": at, "row": row} for row in _photograph_rows(activity)]
    return {_name(**each): each for each in every}


def _photograph_rows(activity: Content) -> range:
    """The first photograph of each row of two."""
    return range(0, len(activity["photographs"]), 2)


def _name(kind: str, **places: object) -> str:
    return "-".join(map(str, (kind, *places.values())))


@dataclass(frozen=True)
class Composition:
    """A report's content, the heights of all that stands in it, how high pages are, and the size of all
    letters."""

    content: Content
    heights: Heights
    deep: float
    lying: float
    scale: float

    def sections(self) -> Iterator[Sequence[Way]]:
        """All that the report says in its order, each section with the ways that it can be set."""
        parts, annex = len(self.content["parts"]), self.content["annex"]
        sections = [[*self._ways(at)] for at in range(annex)]
        sections += [[(0, elements)] for elements in (*self._texts(), *self._activities())]
        sections += [[*self._ways(at)] for at in range(annex, parts)]
        sources = self._sources()
        # What is longer fills its page by itself.
        tail = _height(sources)
        if sections and tail < self.deep * WHOLE:
            sections[-1] += [(cost, _followed(elements, tail)) for cost, elements in sections[-1]]
        yield [(0, [self._block("opened")])]
        yield from sections
        # Paper is not turned for sources only.
        yield [(0, sources), (0, [replace(each, lies=True) for each in sources])]

    def _block(
        self, kind: str, gap: float = CLOSE, *, keeps: bool = False, lies: bool = False, **places: Any
    ) -> Block:
        draws = {"kind": kind, **places}
        return Block(self.heights[_name(**draws)], draws, gap * self.scale, keeps, lies=lies)

    def _ways(self, at: int) -> Iterator[Way]:
        part = self.content["parts"][at]
        said = self._block("said", HEADING, keeps=bool(part["looks"]), at=at)
        if not part["looks"]:
            yield 0, [said]
            return
        opening = [said]
        if part["title"] != part["heading"]:
            opening.append(self._block("titled", APART, keeps=True, at=at))
        closing = self._block("sourced", at=at)
        for look, each in enumerate(part["looks"]):
            if each["half"]:
                yield 0, [*opening, self._beside(at, look), closing]
                continue
            for cost, table in self._tables(at, look):
                yield from self._with_chart(at, cost, opening, table, closing)

    def _with_chart(
        self, at: int, cost: float, opening: Sequence[Block], table: Rows, closing: Block
    ) -> Iterator[Way]:
        """A table of a section with its chart before or after it, however large."""
        end = closing.height + closing.gap
        lying = [_lying(each) for each in (*opening, closing)]
        if not self.content["parts"][at]["chart"]:
            *above, below = lying if table.lies else [*opening, closing]
            yield cost, [*above, replace(table, end=end), below]
            return
        used = sum(block.height + block.gap for block in (*opening, closing)) + APART
        for scale, smaller in SCALES:
            chart = self._chart(at, scale, used)
            if table.lies:
                yield cost + smaller, [*opening, chart, replace(table, end=end), lying[-1]]
                continue
            yield cost + smaller, [*opening, chart, replace(table, end=end), closing]
            yield cost + smaller + TABLE_FIRST, [*opening, table, _ended(chart, end), closing]

    def _tables(self, at: int, look: int) -> Iterator[tuple[float, Rows]]:
        """The table of a section in this look, whole and cut."""
        part = self.content["parts"][at]
        head, *heights = self.heights[_name("rows", at=at, look=look)]
        lies = part["looks"][look]["across"]
        cost = SMALLER * max(SIZES[0] - part["looks"][look]["size"], 0) + (LYING if lies else 0)
        cost += NOT_BESIDE if any(each["half"] for each in part["looks"]) else 0
        draws = partial(_rows, {"kind": "rows", "at": at, "look": look})
        again = self.heights[_name("again", at=at)]
        deep = self.lying if lies else self.deep
        whole = head + sum(heights) < deep * (WHOLE_LYING if lies else WHOLE)
        table = Rows(tuple(heights), draws, (), head, gap=APART, again=again, lies=lies)
        if whole:
            yield cost, table
        if len(heights) > FEW:
            yield cost + (SPLIT if whole else 0), replace(table, cuts=cuts(part["kinds"]))
        elif not whole:
            yield cost, table

    def _chart(self, at: int, scale: float, used: float) -> Element:
        """The chart of a section; `used` is what stands with it on its page."""
        strips = self.content["parts"][at]["chart"]
        unit = scale * self.scale * UPRIGHT * POINTS / strips["width"]
        again, draws = self.heights[_name("again", at=at)], {"kind": "chart", "at": at, "of": "chart"}
        ends = [each["height"] for each in (strips["head"], strips["foot"]) if each]
        heights = tuple(unit * row["height"] for row in strips["rows"])
        if len(heights) > 1:
            drawing = partial(_rows, draws | {"unit": unit})
            places = tuple(range(1, len(heights)))
            return Rows(heights, drawing, places, unit * sum(ends), gap=APART, again=again)
        unit = min(unit, max(self.deep - used, self.deep / 2) / strips["height"])
        one, cost = _rows(draws | {"unit": unit}, 0, 1), 0 if at else MAIN
        return Block(unit * strips["height"], one, APART, again=again, begins=cost)

    def _beside(self, at: int, look: int) -> Block:
        """The chart and the table of a section side by side."""
        strips = self.content["parts"][at]["narrow"]
        unit = min(HALF * POINTS, 0.6 * self.deep * strips["width"] / strips["height"]) / strips["width"]
        rows = len(self.content["parts"][at]["rows"])
        height = max(unit * strips["height"], sum(self.heights[_name("rows", at=at, look=look)]))
        chart = _rows({"kind": "chart", "at": at, "of": "narrow", "unit": unit}, 0, len(strips["rows"]))
        table = _rows({"kind": "rows", "at": at, "look": look}, 0, rows)
        return Block(height, {"kind": "beside", "chart": chart, "table": table}, APART, keeps=True)

    def _texts(self) -> Iterator[list[Element]]:
        for at, text in enumerate(self.content["texts"]):
            written = (self._block("line", APART, at=at, row=row) for row in range(len(text["lines"])))
            yield [self._block("box", HEADING, keeps=True, at=at), *written]

    def _activities(self) -> Iterator[list[Element]]:
        for at, activity in enumerate(self.content["activities"]):
            title = [] if at else [self._block("heading", HEADING, keeps=True, of="activities")]
            rows = _photograph_rows(activity)
            again = self.heights[_name("activity_again", at=at)]
            pictures = (replace(self._block("photographs", at=at, row=row), again=again) for row in rows)
            yield [
                *title,
                self._block("activity", HEADING if at else APART, keeps=bool(rows), at=at),
                *pictures,
            ]

    def _sources(self) -> list[Element]:
        """The table of sources, and who signs below it: never alone on a page."""
        signed = [self._block("signed", SIGNATURE)] if self.content["signed"] else []
        if not self.content["sources"]:
            return [*signed]
        head, *heights = self.heights["files"]
        places = cuts(["row"] * len(heights)) if len(heights) > FEW else ()
        draws = partial(_rows, {"kind": "files"})
        end = _height(signed)
        files = Rows(tuple(heights), draws, places, head, end=end, gap=APART)
        heading = self._block("heading", HEADING, keeps=True, of="sources")
        return [replace(heading, begins=ALONE), files, *signed]


def _rows(draws: Instruction, start: int, end: int, again: bool = False) -> Instruction:
    """What draws the rows from one to another with their head, and the title repeated or not."""
    return {**draws, "from": start, "to": end, "head": True, "again": again}


def _lying(block: Block) -> Block:
    return replace(block, lies=True)


def _height(elements: Sequence[Element]) -> float:
    """How high all of this is on one page."""
    every = (
        (each.repeated + sum(each.heights) if isinstance(each, Rows) else each.height, each.gap)
        for each in elements
    )
    return sum(height + gap for height, gap in every)


def _followed(elements: Sequence[Element], tail: float) -> Sequence[Element]:
    """A section whose end stands on the page of what follows it, which is so high."""
    *above, last = elements
    if above and isinstance(above[-1], Rows):
        above[-1] = replace(above[-1], end=above[-1].end + tail)
    return [*above, replace(last, end=last.end + tail)]


def _ended(chart: Element, end: float) -> Element:
    """The chart with what must follow it on its page."""
    return replace(chart, end=end) if isinstance(chart, Rows) else replace(chart, keeps=True)
