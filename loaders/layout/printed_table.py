"""The rows of a table that was made for people: what is printed once is written on every row it holds for,
and what is no record (headings, totals, pages, signatures) is told apart."""

import re
from dataclasses import replace

from loaders import text_patterns
from loaders.layout.divisions import is_division
from loaders.layout.reading import Reading, arabic, normal
from loaders.layout.title_months import other_month
from loaders.problem import Problem
from loaders.rows import ABOVE, CELL, HEADING, LINE, SUM, TOTAL, Cells, Notices, Record, trimmed
from loaders.schema.kinds import NAME, TEXT
from vocabulary.language import N_

_NUMBER = re.compile(r"\d+(\.\d+)*[.)]?")
COUNTING = ("ลำดับ", "ลำดับที่", "ที่", "ข้อ", "no", "no.")
_AMOUNT = re.compile(r"[(-]?\d{1,3}(,\d{3})+(\.\d+)?\)?|[(-]?\d+\.\d{2}\)?")
# “- ค่าไฟ” is the line ค่าไฟ.
_BULLET = re.compile(r"^[-–•]\s*(?=\D)")
_DIMENSION_HEADING = re.compile(r"มิติ(?:ที่)?\s*([1-4])\b")
_LEVELS = {"plan": "แผนงาน", "work": "งาน", "expenditure_group": "งบ", "category": "หมวด"}
"""The levels of the budget, from the whole to its parts, and how headings of each begin."""


def dimension_heading(text: str) -> str | None:
    """The number of the plan's dimension that a heading names."""
    match = _DIMENSION_HEADING.match(arabic(text))
    return match[1] if match else None


class PrintedRows:
    """Reads the rows from the first to the last."""

    def __init__(self, reading: Reading, notices: Notices, roles: dict[int, str]) -> None:
        self.reading = reading
        self.notices = notices
        self.roles = roles
        columns = [
            reading.dataset.column(name)
            for name in sorted(reading.positions, key=reading.positions.__getitem__)
        ]
        self.spanning = [column.name for column in columns if column.spans]
        self.figures = [column.name for column in columns if column.kind.is_figure]
        self.telling = [*self.figures, *(column.name for column in columns if column.kind.choices)]
        """What no heading has: amounts, and words of which one is chosen (a project may have a status and no
        budget)."""
        self.names = [column.name for column in columns if column.kind is NAME]
        self.texts = [column.name for column in columns if column.kind in (NAME, TEXT)]
        self.ordinals = [column.name for column in columns if column.required and column.kind.is_ordinal]
        self.own = [name for name in self.names if name not in self.spanning]
        self.counting = [at for at, name in enumerate(reading.header.lowest) if normal(name) in COUNTING]
        """Where lines are numbered, which the data set has no column for."""
        self.missing = [name for name in reading.dataset.names if name not in reading.positions]
        self.above: Cells = {}
        """What spanning columns said last."""
        self.context: dict[str, str] = {}
        """What headings said of columns that the table does not have."""
        self.heading: str | None = None
        self.listed_under: str | None = None
        self.fills: set[str] | None = None
        """Which names every line has written itself so far; None before the first."""
        self.last_row = reading.header.rows[-1]
        self.is_apart = False
        """Whether a blank row has ended the lines, and no spanning column has said anything since."""
        self.below: list[int] = []
        """Rows without figures since the last record: headings, or what stands below the table."""
        self.totals: list[tuple[Record, Cells]] = []
        """Totals since the last record, each with the group above it, which it sums where others follow; the
        last of a table sums the whole."""

    def read(self, row: int, cells: list[str], values: Cells) -> list[Record]:
        """The records that are complete with this row; none where it is a heading, a total or repeats the
        header."""
        values = {
            name: text and (arabic(text) if name in self.names else text) for name, text in values.items()
        }
        # จำนวนประชากร 25,400 below a blank row is no line of the division above it.
        self.is_apart |= self.fills is not None and row > self.last_row + 1
        self.last_row = row
        role = self.roles.get(row)
        label = label_of(self.reading, cells)
        # What is said of a row by its number overrules its words.
        if role is None and (aside := self._aside(cells, values)):
            self.notices.note(aside, row)
            self.notices.rows_beside.append((row, cells))
            return []
        if role != LINE and (total := self._summing(row, cells, values, label)):
            self.totals.append(total)
            if role == ABOVE:  # what it names holds for its lines
                self._span(dict(values))
            return []
        if all(values[name] is None for name in self.telling) and not self._is_record(cells, values):
            self._read_heading(row, cells, values)
            self.notices.rows_beside.append((row, cells))
            return []
        written = {name for name in self.names if values[name]}
        self._span(values)
        self.fills = written if self.fills is None else self.fills & written
        self.below.clear()
        # Other lines follow: these totals were of their groups, not of the whole.
        complete = [_of_group(*total) for total in self.totals]
        self.totals.clear()
        return [*complete, Record(row, self._under_headings(values), label=label)]

    def end(self) -> list[Record]:
        """The last totals. What stood below the last record was no heading."""
        for row in self.below:
            self.notices.problems = [
                problem for problem in self.notices.problems if problem.row != row or problem.rule != HEADING
            ]
            self.notices.note(
                N_("Row {row} stands below the table, without amounts, and was passed over."), row
            )
        return [_of_group(*total) for total in self.totals[:-1]] + [
            total for total, _group in self.totals[-1:]
        ]

    def _summing(self, row: int, cells: list[str], values: Cells, label: str) -> tuple[Record, Cells] | None:
        """The row as a total, with the group that it sums; None where nothing says that it is one."""
        has_figures = any(_says_something(values[name], is_figure=True) for name in self.figures)
        if (total := self._total(cells, values)) is not None:
            names_level = any(
                total.get(name) and not values.get(name) for name in self.spanning if name != "division"
            )
            group = (
                {}
                if names_level
                else {name: text for name, text in self.above.items() if not total.get(name)}
            )
            return Record(row, total, label=label), group
        if self.roles.get(row) in (TOTAL, ABOVE):
            return Record(row, values, label=label), {}
        return (
            (Record(row, values, label=label, hint=SUM), {})
            if has_figures and self._sums_by_its_words(values)
            else None
        )

    def _sums_by_its_words(self, values: Cells) -> bool:
        """Whether a cell says that the row is a sum carried over a page, or sums what stands under a
        heading."""
        texts = [text for name in self.names if (text := values[name])]
        return not self._has_number(values) and any(
            text_patterns.is_carried(text) or self._sums_a_heading(text) for text in texts
        )

    def _aside(self, cells: list[str], values: Cells) -> str | None:
        """Why the row is neither record nor heading nor total: it repeats what stands above, or says
        something aside."""
        texts = [text for cell in cells if (text := trimmed(cell))]
        if self.reading.repeats_header(cells):
            return N_("Row {row} repeats the header and was passed over.")
        if (
            len(texts) == 1
            and (text_patterns.is_page(texts[0]) or normal(texts[0]) in self.reading.titled)
            # งบกลาง may stand in the title and be a division as well.
            and not is_division(texts[0])
        ):
            return N_("Row {row} repeats a title or numbers a page and was passed over.")
        if self._has_number(values):
            return None  # a record of its own, however it is called
        # ลงชื่อ … ผู้จัดทำ; ลงนามประกาศเจตนารมณ์ with an amount is a line.
        if text_patterns.is_signature(texts[0]) and not any(
            _says_something(values[name], name in self.figures) for name in self.telling
        ):
            return N_("Row {row} stands below the table, without amounts, and was passed over.")
        if any(
            text_patterns.is_aside(text) or text_patterns.is_mean(text)
            for name in self.names
            if (text := values[name])
        ):
            return N_("Row {row} is a mean or a share; it is no line of its own and was passed over.")
        return None

    def _has_number(self, values: Cells) -> bool:
        return any(_NUMBER.fullmatch(arabic(values[name] or "")) for name in self.ordinals)

    def _is_record(self, cells: list[str], values: Cells) -> bool:
        """Whether a row without figures lacks them, rather than being a heading: it has a number of its own,
        or, where nothing has a number and headings mean nothing, a name of its own."""
        if self.ordinals:
            return self._has_number(values)
        if "category" not in self.reading.dataset.names:
            return any(values[name] for name in self.own)
        numbered = any(
            _NUMBER.fullmatch(arabic(cells[at]).strip()) for at in self.counting if at < len(cells)
        )
        return (numbered or self._is_as_full_as_a_line(values)) and not any(
            _level(text, self.missing) for name in self.own if (text := values[name])
        )

    def _is_as_full_as_a_line(self, values: Cells) -> bool:
        """Whether a row without figures is named like a line, or has an amount for a name: its cells are
        shifted."""
        # แผนงานก, กองคลัง, ข without an amount lacks one; a heading fills fewer cells.
        written = {name for name in self.names if values[name]}
        is_named = (
            len(written) > 1
            and self.fills is not None
            and self.fills > set(self.own)
            and written >= self.fills
        )
        is_full = len(written) > 2 and len(written) == sum(
            name in self.reading.positions for name in self.names
        )
        return is_named or is_full or any(_AMOUNT.fullmatch(arabic(values[name] or "")) for name in self.own)

    def _total(self, cells: list[str], values: Cells) -> Cells | None:
        """The row as a total, where a whole cell says so (รวมทั้งสิ้น), or names the group it sums
        (รวมกองคลัง)."""
        # A remark that says รวม makes no total of a line.
        remark = self.reading.positions.get("note")
        notices = [text for at, cell in enumerate(cells) if at != remark and (text := trimmed(cell))]
        word = next((text for text in notices if text_patterns.is_total(text)), None)
        if word is None:
            word, name = next(
                (
                    (text, group)
                    for name in self.names
                    if (text := values[name]) and (group := self._summed(text))
                ),
                (None, ""),
            )
            if word is None:
                return None
            values = {name: None if text == word else text for name, text in values.items()}
            return {**values, name: self.above[name], "item" if "item" in values else "note": "รวม"}
        if word not in values.values() and "note" in self.reading.dataset.names:
            values = {**values, "note": values.get("note") or word}
        return values

    def _summed(self, text: str) -> str | None:
        """The spanning column whose value the row sums: รวมกองคลัง, รวมส่วนของกองคลัง."""
        if not text.startswith("รวม"):
            return None
        return next((name for name, group in self.above.items() if group and _names(text, group)), None)

    def _sums_a_heading(self, text: str) -> bool:
        return text.startswith("รวม") and any(
            _names(text, heading) for heading in filter(None, (*self.context.values(), self.heading))
        )

    def _span(self, values: Cells) -> None:
        """Fills what is printed once; a new value ends what the columns to its right said, except who spends
        the money. Below a blank row nothing is filled where every line above has written more itself."""
        self.is_apart &= not any(values[name] for name in self.spanning)
        is_strange = self.is_apart and not (self.fills or set()).isdisjoint(self.spanning)
        for place, name in enumerate(self.spanning):
            if text := values[name]:
                if self.above.get(name) != text:
                    for later in self.spanning[place + 1 :]:
                        # A new แผนงาน does not end the division beside it.
                        if values[later] is None and later != "division":
                            self.above.pop(later, None)
                    self.heading = None
                    self.context.pop("category", None)
                self.above[name] = text
            elif name in self.above and not is_strange:
                values[name] = self.above[name]

    def _read_heading(self, row: int, cells: list[str], values: Cells) -> None:
        self._refuse_no_heading(row, cells, values)
        own = [text for name in self.own if (text := values[name])]
        text = arabic(next(filter(None, own + [trimmed(cell) for cell in cells]), ""))
        # งบกลาง is a division, though it begins like a level of the budget.
        level = None if not own and is_division(text) else _level(text, self.missing)
        dimension_no = dimension_heading(text) if "dimension_no" in self.missing else None
        if own or not (level or dimension_no):
            self._span(values)  # a division on the row of a heading, or alone on one, holds for those below
        if dimension_no:
            self.context["dimension_no"] = dimension_no
        elif level:
            # A new แผนงาน ends what งาน, งบ and หมวด under the last one said.
            for lower in list(_LEVELS)[list(_LEVELS).index(level) :]:
                self.context.pop(lower, None)
            self.context[level] = text
            self.heading = None
        else:
            self.heading = own[0] if own else self.heading
        self.below.append(row)
        self.notices.heading(row)

    def _refuse_no_heading(self, row: int, cells: list[str], values: Cells) -> None:
        """Refuses what would change the lines around it: another month, and the second line of a purchase."""
        month, text = self.reading.given.get("month"), " ".join(filter(None, map(trimmed, cells)))
        if month and month.value.isdigit() and other_month(text, month.value):
            message = N_(
                "Row {row}: “{value}” names another month than the title. Load the months in a file each."
            )
            self.notices.problems.append(Problem("error", "another_month", message, row, "month", text))
        # What a form of purchases has beside the name of a purchase belongs to one.
        elif self.reading.joints and any(values[name] for name in self.texts[1:]):
            message = N_("Row {row} has a part of the row above it (“{value}”). Write a purchase in one row.")
            self.notices.problems.append(Problem("error", "split_row", message, row, value=text))

    def _under_headings(self, values: Cells) -> Cells:
        """The record with what headings above it said, and without the dash that marks it as a line of a
        list."""
        listed = False
        for name in self.own:
            if text := values[name]:
                values[name] = _BULLET.sub("", text)
                listed = listed or values[name] != text
        if self.heading and not listed:
            # A heading over a list is about that list only; any other is the heading of what follows.
            if "category" in self.missing and self.listed_under != self.heading:
                self.context["category"] = self.heading
            self.heading = None
        elif self.heading:
            self.listed_under = self.heading
            values["note"] = values.get("note") or self.heading
        return self.context | values


def label_of(reading: Reading, cells: list[str]) -> str:
    """The cells of a row beside its figures, as they are written."""
    figures = {at for name, at in reading.positions.items() if reading.dataset.column(name).kind.is_figure}
    return CELL.join(cell for at, cell in enumerate(cells) if at not in figures)


def _of_group(total: Record, group: Cells) -> Record:
    return replace(total, cells=total.cells | group)


def _level(text: str, missing: list[str]) -> str | None:
    """The level of the budget that a heading names, of those that the table has no column for."""
    return next((name for name, word in _LEVELS.items() if name in missing and text.startswith(word)), None)


def _says_something(text: str | None, is_figure: bool) -> bool:
    """Whether a cell tells more than words below a table do: a figure, or a word of which one is chosen."""
    return text is not None and (not is_figure or re.search(r"\d", arabic(text)) is not None)


def _names(total: str, group: str) -> bool:
    """Whether a text says that it sums the group: รวมกองคลัง, รวมส่วนของกองคลัง, รวมกองคลังทั้งสิ้น."""
    summed = text_patterns.squeezed(total).removeprefix("รวม")
    name = text_patterns.squeezed(group)
    return re.fullmatch(f"((ใน)?ส่วน)?(ของ)?{re.escape(name)}(ทั้งสิ้น|ทั้งหมด)?", summed) is not None
