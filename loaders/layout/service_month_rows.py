"""The rows of a table of services with the months across: services, headings, and sums of either."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from loaders.layout.divisions import is_division
from loaders.layout.reading import Reading, arabic
from loaders.layout.survey_table_rows import MEAN_PASSED_OVER
from loaders.layout.title_months import month_of
from loaders.problem import Problem
from loaders.rows import Cells, Notices, Record, Row, trimmed
from loaders.text_patterns import is_carried, is_mean, is_total, sums_up
from vocabulary import thai
from vocabulary.fiscal_calendar import FIRST_YEAR, LAST_YEAR, month_begin
from vocabulary.language import N_

Columns = dict[int, tuple[int, str]]
"""By position: the month, and the column of the data set."""
_OTHER_TABLE = re.compile(r"25\d\d|งบประมาณ|ตารางที่|e-?service|สะสม", re.IGNORECASE)
"""What a heading of services does not say."""
_DITTO = {'"', "”", "“", "″", "〃", "''", ",,"}
_DIGITS = 6
"""So many digits that agree are no chance."""


def says_sum(text: str) -> bool:
    """Whether a header, or a cell of a row, says that sums stand there."""
    return is_total(text) or is_carried(text) or text.startswith(("รวม", "ทั้งปี"))


def number(text: str) -> int | None:
    """How many a cell says; a dash is none. None: no whole number."""
    bare = arabic(text).replace(",", "").strip()
    return 0 if bare in ("-", "–", "—") else int(bare) if bare.isdecimal() else None


@dataclass
class MonthRows:
    """Reads the rows one after the other; what disagrees is refused."""

    reading: Reading
    columns: Columns
    sums: dict[int, str | None]
    """The columns of sums: position → the column of which they sum the months (None: it is not said)."""
    notices: Notices
    division: str | None = None
    services: list[tuple[int, dict[int, int]]] = field(default_factory=list)
    """Row and figures of each service."""
    since: int = 0
    """How many services stand above the last row of sums."""

    def read(self, rows: Iterable[Row]) -> Iterator[Record]:
        """A record for each service and month that has a figure."""
        for row, cells in rows:
            self.notices.rows_read += 1
            yield from self._row(row, cells)
        self.notices.problems += self._sums_of_others()

    def _row(self, row: int, cells: list[str]) -> Iterator[Record]:
        words = [text for cell in cells if (text := trimmed(cell)) and number(text) is None]
        # What stands behind the months is a remark.
        labels = [text for cell in cells[: min(self.columns)] if (text := trimmed(cell))]
        stated = {at: text for at in self.columns if (text := trimmed(cells[at]))}
        if self.reading.repeats_header(cells):
            self.notices.note(N_("Row {row} repeats the header and was passed over."), row)
        elif sum(month_of(word) is not None for word in words) > 1:
            self._refuse(Problem("error", "second_table", _SECOND_TABLE, row))
        elif any(map(is_mean, labels)):
            self.notices.note(MEAN_PASSED_OVER, row)
        elif any(map(says_sum, labels)):
            self.notices.note(N_("Row {row} is a total; the services above were compared with it."), row)
            # Where it sums the year alone, its months are those of the services.
            above = {at: f"{count}" for at, count in self._sum(self.services).items()}
            self._refuse(*self._down(row, stated), *self._across(row, cells, stated or above))
        elif not stated:
            self._heading(row, cells, words)
        else:
            self._refuse(*self._across(row, cells, stated), *self._strange(row, cells))
            yield from self._service(row, cells, stated)

    def _refuse(self, *problems: Problem) -> None:
        self.notices.problems += problems

    def _heading(self, row: int, cells: list[str], words: list[str]) -> None:
        filled = [at for at in self.sums if number(cells[at])]
        if filled:
            words_of = {"title": self.reading.header.names[filled[0]]}
            value = cells[filled[0]].strip()
            self._refuse(
                Problem("error", "months_blank", _MONTHS_BLANK, row, "requests", value, words=words_of)
            )
        elif any(map(_OTHER_TABLE.search, map(arabic, words))):
            self._refuse(Problem("error", "second_table", _SECOND_TABLE, row))
        elif words:
            self.division = words[-1] if is_division(words[-1]) else self.division
            self.notices.heading(row)

    def _service(self, row: int, cells: list[str], stated: dict[int, str]) -> Iterator[Record]:
        if "division" in self.reading.positions:
            named = trimmed(cells[self.reading.positions["division"]])
            self.division = self.division if named in _DITTO else named or self.division
        self.services.append((row, {at: number(text) or 0 for at, text in stated.items()}))
        own: Cells = {"service": trimmed(cells[self.reading.positions["service"]])}
        if self.division:
            own["division"] = self.division
        to_come = {at for at in stated if self._is_to_come(at)}
        if early := [at for at in sorted(to_come) if number(stated[at]) != 0]:
            value, month = stated[early[0]], self.reading.header.names[early[0]]
            problem = Problem(
                "error", "day_to_come", _TO_COME, row, "requests", value, words={"title": month}
            )
            self._refuse(problem)
        elif to_come:
            self.notices.note(N_("Row {row}: months that are still to come were left out."), row)
        self._tell_gaps(row, stated)
        for each in dict.fromkeys(self.columns[at][0] for at in stated if at not in to_come):
            places = [at for at in stated if self.columns[at][0] == each]
            figures = {self.columns[at][1]: stated[at] for at in places}
            of_month = self.reading.given_cells | own | {"month": f"{each}"} | figures
            yield Record(row, of_month, self.reading.header.names[places[0]])

    def _is_to_come(self, at: int) -> bool:
        year = self.reading.given["fiscal_year"].value if "fiscal_year" in self.reading.given else ""
        # Any other year is refused for itself.
        is_known = year.isdecimal() and FIRST_YEAR <= int(year) <= LAST_YEAR
        return is_known and month_begin(int(year), self.columns[at][0]) > thai.today()

    def _tell_gaps(self, row: int, stated: dict[int, str]) -> None:
        """Says where months between others have no figure: of these nothing is stored."""
        reach = range(min(stated), max(stated) + 1)
        if gaps := [self.reading.header.names[at] for at in self.columns if at in reach and at not in stated]:
            words = {"months": ", ".join(gaps)}
            self._refuse(Problem("warning", "months_left_out", _GAPS, row, "requests", words=words))

    def _strange(self, row: int, cells: list[str]) -> Iterator[Problem]:
        """Figures beside the months under a header that is no month and no sum."""
        header, known = self.reading.header, {*self.columns, *self.sums, *self.reading.positions.values()}
        for at in range(min(self.columns), header.width):
            is_aside = sums_up(header.lowest[at]) or at in known
            if not is_aside and number(cells[at]) is not None:
                value = header.names[at]
                yield Problem("error", "unknown_month", _STRANGE, row, value=value, expected="ต.ค. 2565")
                return

    def _across(self, row: int, cells: list[str], stated: dict[int, str]) -> Iterator[Problem]:
        """Where a column of sums has another sum than its months: all, all on its left, or since the last."""
        figures = {at: number(text) or 0 for at, text in stated.items()}
        kinds = list(dict.fromkeys(column for _month, column in self.columns.values()))
        for at, kind in self.sums.items():
            printed = number(cells[at]) if cells[at].strip() else None
            if printed is None:
                continue
            before = max(
                (other for other in self.sums if other < at and self.sums[other] == kind), default=-1
            )
            expected: list[int] = []
            for of in [(kind,)] if kind else [*((each,) for each in kinds), tuple(kinds)]:
                mine = {place: count for place, count in figures.items() if self.columns[place][1] in of}
                left = [place for place in mine if place < at]
                expected += [
                    sum(mine.values()),
                    sum(mine[place] for place in left),
                    sum(mine[place] for place in left if place > before),
                ]
            if printed not in expected:
                words = {"title": self.reading.header.names[at]}
                told = cells[at].strip(), None, f"{expected[1] or expected[0]}"
                yield Problem("error", "months_disagree", _ACROSS, row, "requests", *told, words)

    def _down(self, row: int, stated: dict[int, str]) -> Iterator[Problem]:
        """Where a row of sums has another sum than the services since the last one, or all of them."""
        printed = {at: number(text) for at, text in stated.items()}
        whole, since = (self._sum(self.services[first:]) for first in (0, self.since))
        self.since = len(self.services)
        if not any(all(sums.get(at, 0) == told for at, told in printed.items()) for sums in (whole, since)):
            at = next(at for at, told in printed.items() if whole.get(at, 0) != told)
            told = stated[at], None, f"{whole.get(at, 0)}"
            words = {"title": self.reading.header.names[at]}
            yield Problem("error", "total_disagrees", _DOWN, row, "requests", *told, words)

    @staticmethod
    def _sum(services: Iterable[tuple[int, dict[int, int]]]) -> dict[int, int]:
        sums: dict[int, int] = {}
        for _row, figures in services:
            for at, count in figures.items():
                sums[at] = sums.get(at, 0) + count
        return sums

    def _sums_of_others(self) -> Iterator[Problem]:
        """Services that are, month for month, as much as several that follow or stand above together."""
        for place, (row, figures) in enumerate(self.services):
            wanted = {at: count for at, count in figures.items() if count}
            if sum(len(f"{count}") for count in wanted.values()) < _DIGITS:
                continue
            for others in (self.services[place + 1 :], self.services[:place][::-1]):
                if rows := _summed(wanted, others):
                    words = {"first": f"{min(rows)}", "last": f"{max(rows)}"}
                    problem = Problem(
                        "error", "sum_of_others", _SUM_OF_OTHERS, row, expected="รวม", words=words
                    )
                    yield problem


def _summed(wanted: dict[int, int], others: list[tuple[int, dict[int, int]]]) -> list[int]:
    """The rows, at least two, from the first of the others on, that come to what is wanted; none else."""
    left, rows = dict(wanted), list[int]()
    for row, figures in others:
        rows.append(row)
        for at, count in figures.items():
            left[at] = left.get(at, 0) - count
        if any(count < 0 for count in left.values()):
            return []
        if not any(left.values()):
            return rows if len(rows) > 1 else []
    return []


_ACROSS = N_(
    "Row {row}: the months come to {expected}, the column “{title}” says {value}. Correct one of them."
)
_DOWN = N_(
    "Row {row} is a total: in the column “{title}” it says {value}, the services above come to {expected}."
    " Correct one of them."
)
_MONTHS_BLANK = N_(
    "Row {row} has no figure in any month, and {value} in the column “{title}”. Fill in the months."
)
_SECOND_TABLE = N_(
    "In row {row} another table begins, or other months. Put each table into a file or a sheet of its own,"
    " all months of a year side by side."
)
_STRANGE = N_(
    "Figures stand beside the months under the header “{value}”, which is no month. If it is one, write it"
    " like {expected}; else take the column out."
)
_TO_COME = N_("Row {row}: {value} stands under {title}, a month that is still to come. Leave it blank.")
_GAPS = N_(
    "Row {row}: {months} between other months have no figure, so nothing is stored of them. If nobody came,"
    " write 0."
)
_SUM_OF_OTHERS = N_(
    "Row {row} is in every month as much as rows {first} to {last} together. If it is their total, write"
    " {expected} before its name, or leave it out."
)
