"""From the rows of a table to the records of its data set: what is printed once is written on every row it holds for, and
what is no record (headings, totals, signatures) is told apart."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from language import N_
from loaders.forms import MATRIX, PLANNED, RESPONSES, answer, dimension
from loaders.kinds import NAME
from loaders.problem import Problem
from loaders.reading import Reading, arabic, normal
from loaders.text import Row

TOTAL_WORDS = (
    "รวม",
    "รวมทั้งสิ้น",
    "รวมทั้งหมด",
    "รวมงบประมาณ",
    "รวมเป็นเงิน",
    "รวมเงิน",
    "ยอดรวม",
    "total",
    "grand total",
)
MEAN_WORDS = ("เฉลี่ย", "ค่าเฉลี่ย", "เฉลี่ยรวม", "รวมเฉลี่ย", "ค่าเฉลี่ยรวม", "ภาพรวม", "mean", "average")
_EDGES = " \t\r\n\u00a0\ufeff"
_BULLET = re.compile(r"^[-–•]\s*(?=\D)")
_DIMENSION_HEADING = re.compile(r"มิติ(?:ที่)?\s*([1-4])\b")
HEADING = "heading"
_LEVEL_HEADINGS = {"plan": "แผนงาน", "expenditure_group": "งบ", "work": "งาน"}


Found = dict[str, str | None]
"""The text of each column of a row (None: empty)."""


@dataclass(frozen=True)
class Record:
    """One row for the data set: its number in the file, the text of each column (None: empty), and for a value that stood
    under a header of its own, that header."""

    row: int
    cells: Found
    header: str | None = None


@dataclass
class Told:
    """What is noticed on the way: problems of rows, and notes of what was passed over and why."""

    problems: list[Problem] = field(default_factory=list)
    rows_read: int = 0


def records(reading: Reading, rows: Iterator[Row], told: Told) -> Iterator[Record]:
    """The records of a table whose rows below the header are `rows`; notices go to `told`."""
    if reading.layout == MATRIX:
        yield from _matrix(reading, rows, told)
    elif reading.layout == RESPONSES:
        yield from _responses(reading, rows, told)
    elif reading.layout == PLANNED:
        yield from _planned(reading, rows, told)
    else:
        yield from _rows(reading, rows, told)


def trimmed(cell: str) -> str | None:
    """The text of a cell without white space around it; None where nothing is left."""
    return cell.strip(_EDGES) or None


def _is_total_word(text: str | None) -> bool:
    return text is not None and text.strip(" :").casefold() in TOTAL_WORDS


# Rows that are records already, one by one.


def _rows(reading: Reading, rows: Iterator[Row], told: Told) -> Iterator[Record]:
    given: Found = {name: value.value for name, value in reading.given.items()}
    printed = _Printed(reading, told) if reading.is_printed else None
    for row, cells in rows:
        told.rows_read += 1
        found = {name: trimmed(cells[at]) for name, at in reading.positions.items()}
        for number, record in printed.read(row, cells, found) if printed else [(row, found)]:
            yield Record(number, given | record)
    for number, record in printed.end() if printed else []:
        yield Record(number, given | record)


class _Printed:
    """Reads the rows of a table that was made for people, from the first to the last."""

    def __init__(self, reading: Reading, told: Told) -> None:
        self.reading, self.told = reading, told
        columns = [reading.dataset.column(name) for name in sorted(reading.positions, key=reading.positions.__getitem__)]
        self.spanning = [column.name for column in columns if column.spans]
        self.telling = [column.name for column in columns if column.kind.is_figure or column.kind.choices]
        """What no heading has: amounts, and words of which one is chosen (a project may have a status and no budget)."""
        self.names = [column.name for column in columns if column.kind is NAME]
        self.missing = [name for name in reading.dataset.names if name not in reading.positions]
        self.above: Found = {}
        """What spanning columns said last."""
        self.context: Found = {}
        """What headings said of columns that the table does not have."""
        self.heading: str | None = None
        self.listed_under: str | None = None
        self.below: list[int] = []
        """Rows without figures since the last record: headings, or what stands below the table."""
        self.totals: list[tuple[int, Found, Found]] = []
        """Totals since the last record, each with the group above it, which it sums where others follow; the last of a table
        sums the whole."""

    def read(self, row: int, cells: list[str], found: Found) -> list[tuple[int, Found]]:
        """The records that are complete with this row; none where it is a heading, a total or repeats the header."""
        found = {name: text and (arabic(text) if name in self.names else text) for name, text in found.items()}
        if self._repeats_header(cells):
            self._pass_over(row, N_("Row {row} repeats the header and was passed over."))
            return []
        if (total := self._total(cells, found)) is not None:
            self.totals.append((row, total, {name: text for name, text in self.above.items() if not total.get(name)}))
            return []
        self._span(found)
        if all(found[name] is None for name in self.telling):
            self._read_heading(row, cells, found)
            return []
        self.below.clear()
        complete = [(number, total | group) for number, total, group in self.totals]
        self.totals.clear()
        return [*complete, (row, self._under_headings(found))]

    def end(self) -> list[tuple[int, Found]]:
        """The last totals. What stood below the last record was no heading."""
        for row in self.below:
            self.told.problems = [problem for problem in self.told.problems if problem.row != row or problem.rule != HEADING]
            self._pass_over(row, N_("Row {row} stands below the table, without amounts, and was passed over."))
        return [(row, total | group) for row, total, group in self.totals[:-1]] + [total[:2] for total in self.totals[-1:]]

    def _repeats_header(self, cells: list[str]) -> bool:
        said = [normal(cell) for cell in cells[: self.reading.header.width]]
        return said == [normal(name) for name in self.reading.header.lowest][: len(said)]

    def _total(self, cells: list[str], found: Found) -> Found | None:
        """The row as a total, where a whole cell says so (รวมทั้งสิ้น), or names the group it sums (รวมกองคลัง)."""
        word = next((text for cell in cells if _is_total_word(text := trimmed(cell))), None)
        if word is None:
            word = next((text for name in self.names if (text := found[name]) and self._sums_a_group(text)), None)
            if word is None:
                return None
            group = word.removeprefix("รวม").strip()
            found = {name: None if text == word else text for name, text in found.items()}
            name = next(name for name, text in self.above.items() if text == group)
            return {**found, name: group, "item" if "item" in found else "note": "รวม"}
        if word not in found.values() and "note" in self.reading.dataset.names:
            found = {**found, "note": found.get("note") or word}
        return found

    def _sums_a_group(self, text: str) -> bool:
        return text.startswith("รวม") and text.removeprefix("รวม").strip() in self.above.values()

    def _span(self, found: Found) -> None:
        """Fills what is printed once; a new value ends what the columns to its right said."""
        for place, name in enumerate(self.spanning):
            if text := found[name]:
                if self.above.get(name) != text:
                    for later in self.spanning[place + 1 :]:
                        if found[later] is None:
                            self.above.pop(later, None)
                    self.heading = None
                    self.context.pop("category", None)
                self.above[name] = text
            elif name in self.above:
                found[name] = self.above[name]

    def _read_heading(self, row: int, cells: list[str], found: Found) -> None:
        own = [found[name] for name in self.names if name not in self.spanning and found[name]]
        text = arabic(next(filter(None, own + [trimmed(cell) for cell in cells]), ""))
        self.below.append(row)
        if "dimension_no" in self.missing and (dimension_no := _DIMENSION_HEADING.match(text)):
            self.context["dimension_no"] = dimension_no[1]
        elif level := next(
            (name for name, word in _LEVEL_HEADINGS.items() if name in self.missing and text.startswith(word)), None
        ):
            self.context[level] = text
        else:
            self.heading = own[0] if own else self.heading
        self._pass_over(row, N_("Row {row} has no amounts; it was read as a heading of the rows below it."), HEADING)

    def _under_headings(self, found: Found) -> Found:
        """The record with what headings above it said, and without the dash that marks it as a line of a list."""
        listed = False
        for name in self.names:
            if name not in self.spanning and (text := found[name]):
                found[name] = _BULLET.sub("", text)
                listed = listed or found[name] != text
        if self.heading and not listed:
            # A heading over a list is about that list only; any other is the heading of what follows.
            if "category" in self.missing and self.listed_under != self.heading:
                self.context["category"] = self.heading
            self.heading = None
        elif self.heading:
            self.listed_under = self.heading
            found["note"] = found.get("note") or self.heading
        return self.context | found

    def _pass_over(self, row: int, message: str, rule: str = "passed_over") -> None:
        self.told.problems.append(Problem("note", rule, message, row=row))


# Questions down, divisions across.


def _matrix(reading: Reading, rows: Iterator[Row], told: Told) -> Iterator[Record]:
    given: Found = {name: value.value for name, value in reading.given.items()}
    positions, dimension_no, heading, question_no = reading.positions, 0, None, 0
    table = [(row, cells) for row, cells in rows]
    scale = _of_five(reading, table, told)
    across = [at for at in reading.across if not _is_mean(reading.header.lowest[at])]
    for row, cells in table:
        told.rows_read += 1
        scores = {at: trimmed(cells[at]) for at in across}
        question = trimmed(cells[positions["question"]])
        first = next((text for cell in cells if (text := trimmed(cell))), "")
        if _is_mean(first) or (question and _is_mean(question)):
            told.problems.append(Problem("note", "passed_over", _MEAN, row=row))
        elif not any(scores.values()):
            dimension_no, heading = dimension_no + 1, question or first
        else:
            question_no += 1
            number = trimmed(cells[positions["question_no"]]) if "question_no" in positions else str(question_no)
            said = {"dimension_no": str(dimension_no) if heading else None, "dimension": heading and arabic(heading)}
            said |= {"question_no": number, "question": question and arabic(question)}
            said |= {name: trimmed(cells[positions[name]]) for name in ("dimension_no", "dimension") if name in positions}
            for at, score in scores.items():
                division = reading.header.lowest[at]
                yield Record(row, given | said | {"division": division, "score_percent": _scaled(score, scale)}, division)


_MEAN = N_("Row {row} is a mean or a total that the source printed; means are computed here, and it was passed over.")


def _is_mean(text: str) -> bool:
    return _is_total_word(text) or text.strip(" :").casefold() in MEAN_WORDS


def _of_five(reading: Reading, table: list[Row], told: Told) -> int:
    """20 where the scores are means of 5, else 1."""
    said = [arabic(cells[at]).strip() for _, cells in table for at in reading.across if cells[at].strip()]
    figures = [Decimal(text) for text in said if re.fullmatch(r"\d+(\.\d+)?", text)]
    if not figures or max(figures) > 5:
        return 1
    message = N_("The scores are means of 5; they were read as percent (mean ÷ 5 × 100).")
    told.problems.append(Problem("note", "converted", message, row=reading.header.rows[0], column="score_percent"))
    return 20


def _scaled(score: str | None, scale: int) -> str | None:
    if score is None or scale == 1 or not re.fullmatch(r"[+-]?[0-9]{1,3}(\.[0-9]+)?", arabic(score)):
        return score  # where it is no score, the check of its kind says so
    return format((Decimal(arabic(score)) * scale).normalize(), "f")


# A row a respondent.


def _responses(reading: Reading, rows: Iterator[Row], told: Told) -> Iterator[Record]:
    """Means by division and question. What names a respondent is not even looked at."""
    given: Found = {name: value.value for name, value in reading.given.items()}
    sums: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0])
    first_rows: dict[str, int] = {}
    for row, cells in rows:
        told.rows_read += 1
        division = trimmed(cells[reading.positions["division"]])
        if division is None:
            message = N_("Row {row}: the respondent named no division or service, so the answers cannot be counted.")
            told.problems.append(Problem("warning", "no_division", message, row=row))
            continue
        first_rows.setdefault(division, row)
        for at in reading.across:
            if (given_answer := answer(cells[at])) is not None:
                sums[division, at][0] += given_answer
                sums[division, at][1] += 1
            elif trimmed(cells[at]):
                message = N_("Row {row}, question “{question}”: “{value}” is no answer from 1 to 5. Correct the cell.")
                words = {"question": reading.header.names[at]}
                told.problems.append(Problem("error", "not_an_answer", message, row, value=cells[at][:80], words=words))
    _tell_dropped(reading, told)
    questions = _questions(reading)
    for (division, at), (total, count) in sorted(sums.items(), key=lambda item: (item[0][1], item[0][0])):
        percent = (Decimal(total) * 20 / count).quantize(Decimal("0.01"), ROUND_HALF_UP)
        said: Found = {"division": division, "score_percent": str(percent), "respondents": str(count)}
        yield Record(first_rows[division], given | questions[at] | said)


def _questions(reading: Reading) -> dict[int, Found]:
    """Number, question and dimension of each column of answers: web forms write them as ด้าน [ข้อ] or 1. ข้อ."""
    found: dict[int, Found] = {}
    dimensions: dict[str, int] = {}
    for number, at in enumerate(reading.across, start=1):
        header = arabic(reading.header.names[at])
        grid = re.fullmatch(r"([^\[]*[^\[\s])\s*\[(.+)\]", header)
        text = re.sub(r"^\s*(ข้อ(ที่)?)?\s*\d+(\.\d+)*[.)]?\s*", "", grid[2] if grid else header)
        dimension_no = dimensions.setdefault(grid[1], len(dimensions) + 1) if grid else None
        found[at] = {
            "question_no": str(number),
            "question": text or header,
            "dimension_no": None if dimension_no is None else str(dimension_no),
            "dimension": grid[1] if grid else None,
        }  # fmt: skip
    return found


def _tell_dropped(reading: Reading, told: Told) -> None:
    kept = {reading.positions["division"], *reading.across}
    dropped = [name for at, name in enumerate(reading.header.names) if name and at not in kept]
    message = N_(
        "The answers of {count} respondents were counted; single answers are not stored."
        " Columns dropped at the door, neither stored nor kept: {value}."
    )
    words = {"count": f"{told.rows_read:,}"}
    told.problems.append(Problem("note", "columns_dropped", message, value=", ".join(dropped) or "–", words=words))


# What is planned only, dimensions across.


def _planned(reading: Reading, rows: Iterator[Row], told: Told) -> Iterator[Record]:
    given: Found = {name: value.value for name, value in reading.given.items()}
    for row, cells in rows:
        told.rows_read += 1
        planned: dict[int, Found] = defaultdict(dict)
        for at in reading.across:
            if found := dimension(reading.header.names[at]):
                column = "projects_planned" if found[1] == "โครงการ" else "budget_planned"
                planned[found[0]][column] = trimmed(cells[at])
        for number, said in sorted(planned.items()):
            yield Record(row, given | said | {"dimension_no": str(number), "projects_done": "0"})
