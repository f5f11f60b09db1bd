"""The records of tables whose headers are values themselves: survey matrix, web form, the plan by dimension."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from language import N_
from loaders import words
from loaders.forms import dimension
from loaders.problem import Problem
from loaders.reading import Reading, arabic
from loaders.rows import Found, Record, Row, Told, trimmed
from loaders.scales import Scale

_GRID = re.compile(r"([^\[]*[^\[\s])\s*\[(.+)\]")
"""How web forms write the questions of a grid: ด้าน [ข้อ]."""
DROPPED = "columns_dropped"
"""The rule that tells which columns of respondents are not stored."""

# Questions down, divisions across.


def matrix(reading: Reading, rows: Iterator[Row], told: Told) -> Iterator[Record]:
    """A record for each question and division. A row without scores is the heading of a dimension; one that has a number lacks
    them."""
    positions, dimension_no, heading = reading.positions, 0, None
    table = [(row, cells) for row, cells in rows]
    means = _means(reading, table)
    numbers = _numbers(reading, [(row, cells) for row, cells in table if row not in means], told)
    for row, cells in table:
        told.rows_read += 1
        scores = {at: trimmed(cells[at]) for at in reading.across}
        question = trimmed(cells[positions["question"]])
        said = [text for cell in cells if (text := trimmed(cell))]
        if reading.repeats_header(cells):
            told.note(N_("Row {row} repeats the header and was passed over."), row)
        elif row in means or (row not in numbers and (_sums_up(said[0]) or (question and _sums_up(question)))):
            told.note(_MEAN, row)
        elif row not in numbers:
            dimension_no, heading = dimension_no + 1, question or said[0]
            told.heading(row)
        else:
            found = {"dimension_no": str(dimension_no) if heading else None, "dimension": heading and arabic(heading)}
            found |= {"question_no": numbers[row], "question": question and arabic(question)}
            found |= {name: trimmed(cells[positions[name]]) for name in ("dimension_no", "dimension") if name in positions}
            asked = {at: score for at, score in scores.items() if score not in _NOT_ASKED}
            for at, score in asked.items() or [(reading.across[0], None)]:
                division = reading.divisions[at]
                scored = {"division": division, "score_percent": score}
                yield Record(row, reading.given_cells | found | scored, division)
            if asked and len(asked) < len(scores):
                told.note(
                    N_("Row {row}: divisions without a score, or with a dash for it, were not asked and were left out."), row
                )


_MEAN = N_("Row {row} is a mean or a total that the source printed; means are computed here, and it was passed over.")
_NOT_ASKED = (None, "-", "–", "—")


def _sums_up(text: str) -> bool:
    return words.is_total(text) or words.is_mean(text) or words.is_aside(text)


def _means(reading: Reading, table: list[Row]) -> set[int]:
    """The rows that are, for each division and as they are rounded, the mean of all questions above them, or of those since the
    last such row or heading: whatever they are called. Below three divisions that may be chance where a row has a number."""
    at = reading.positions.get("question_no")
    found: set[int] = set()
    scores: list[list[Decimal]] = []
    begin = 0
    for row, cells in table:
        said = [arabic(cells[place]).strip().rstrip("%") for place in reading.across]
        figures = [Decimal(text) for text in said if re.fullmatch(r"\d+(\.\d+)?", text)]
        if len(figures) < len(said):
            begin = begin if figures else len(scores)
            continue
        is_numbered = at is not None and bool(trimmed(cells[at]))
        is_sure = len(said) > 2 or (len(said) == 2 and not is_numbered)
        if is_sure and any(_is_mean(figures, scores[start:]) for start in {0, begin}):
            found.add(row)
            begin = len(scores)
        else:
            scores.append(figures)
    return found


def _is_mean(figures: list[Decimal], scores: list[list[Decimal]]) -> bool:
    """Whether figures are the means of scores, give or take one of their last printed decimals."""
    if len(scores) < 2 or len(set(map(tuple, scores))) < 2:
        return False
    means = [sum(column, Decimal(0)) / len(scores) for column in zip(*scores, strict=True)]
    unit = Decimal(1).scaleb(min(int(figure.as_tuple().exponent) for figure in figures))
    return unit < 1 and all(abs(figure - mean) <= unit for figure, mean in zip(figures, means, strict=True))


def _numbers(reading: Reading, table: list[Row], told: Told) -> dict[int, str]:
    """The number of each row that is a question, whether it has scores or a number only. Where numbers begin anew in each
    dimension, or have parts (1.2), questions are numbered from the first to the last."""
    at = reading.positions.get("question_no")
    printed: dict[int, str] = {}
    for row, cells in table:
        number = arabic(trimmed(cells[at]) or "").strip(".) ") if at is not None else ""
        text = trimmed(cells[reading.positions["question"]]) or number
        has_scores = any((trimmed(cells[place]) or "-") not in _NOT_ASKED for place in reading.across)
        is_question = re.fullmatch(r"\d+(\.\d+)*", number) and not text.startswith("ด้าน")
        if not reading.repeats_header(cells) and (is_question or (has_scores and not _sums_up(text))):
            printed[row] = number
    as_printed = all(map(str.isdecimal, printed.values())) and len(set(printed.values())) == len(printed)
    if not as_printed and at is not None and any(printed.values()):
        told.note(
            N_(
                "The questions are numbered from the first to the last: the numbers in the file (from row {row})"
                " repeat or have parts."
            ),
            min(printed),
            "converted",
        )
    return printed if as_printed else {row: str(number) for number, row in enumerate(printed, start=1)}


# A row a respondent.


def respondents(reading: Reading, rows: Iterator[Row], told: Told) -> Iterator[tuple[int, str, list[str]]]:
    """Row, division and cells of each respondent. A row that repeats the header or sums up the others is none. The division is
    the one that the row names, or the one that was given for all."""
    at = reading.positions.get("division")
    given, last = reading.given_cells.get("division"), None
    for row, cells in rows:
        told.rows_read += 1
        first = next(filter(None, map(trimmed, cells)), None)
        division = given if at is None else trimmed(cells[at]) or last
        last = division if "division" in reading.repeats else None
        if reading.repeats_header(cells):
            told.note(N_("Row {row} repeats the header and was passed over."), row)
        elif division is None:
            message = N_("Row {row}: the respondent named no division or service, so the answers cannot be counted.")
            told.problems.append(Problem("warning", "no_division", message, row=row))
        elif _sums_up(division if at is not None else first or ""):
            told.note(_MEAN, row)
        else:
            yield row, division, cells


def responses(reading: Reading, rows: Iterator[Row], told: Told) -> Iterator[Record]:
    """Means by division and question, and how many gave which answer. What names a respondent is not even looked at."""
    counts: dict[tuple[int, str], Counter[int]] = defaultdict(Counter)
    first_rows: dict[str, int] = {}
    for row, division, cells in respondents(reading, rows, told):
        first_rows.setdefault(division, row)
        for at, scale in reading.scales.items():
            if (level := scale.level(cells[at])) is not None:
                counts[at, division][level] += 1
    _tell_dropped(reading, told)
    questions = _questions(reading)
    for (at, division), levels in sorted(counts.items(), key=lambda item: item[0]):
        said = {"division": division, **_summary(reading.scales[at], levels)}
        yield Record(first_rows[division], reading.given_cells | questions[at] | said)


def _summary(scale: Scale, levels: Counter[int]) -> Found:
    """The mean in percent, how many answered, and how many on each level of the scale."""
    total, count = sum(level * answers for level, answers in levels.items()), levels.total()
    percent = (Decimal(100 * total) / (count * scale.highest)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    written = " ".join(f"{level}:{levels[level]}" for level in range(scale.lowest, scale.highest + 1))
    return {"score_percent": str(percent), "respondents": str(count), "answer_counts": written}


def _questions(reading: Reading) -> dict[int, Found]:
    """Number, question and dimension of each column of answers: web forms write them as ด้าน [ข้อ] or 1. ข้อ. Where two grids
    have the same question, its name has the title of the grid too."""
    found: dict[int, Found] = {}
    dimensions: dict[str, int] = {}
    parts = Counter(_GRID.sub(r"\2", arabic(reading.header.names[at])) for at in reading.across)
    for number, at in enumerate(reading.across, start=1):
        header = arabic(reading.header.names[at])
        grid = _GRID.fullmatch(header)
        part = grid[2] if grid and parts[grid[2]] == 1 else header
        text = re.sub(r"^\s*(ข้อ(ที่)?)?\s*\d+(\.\d+)*[.)]?\s*", "", part)
        dimension_no = dimensions.setdefault(grid[1], len(dimensions) + 1) if grid else None
        found[at] = {
            "question_no": str(number),
            "question": text or header,
            "dimension_no": None if dimension_no is None else str(dimension_no),
            "dimension": grid[1] if grid else None,
        }  # fmt: skip
    return found


def _tell_dropped(reading: Reading, told: Told) -> None:
    kept = {*reading.positions.values(), *reading.across}
    dropped = [name for at, name in enumerate(reading.header.names) if name and at not in kept]
    message = N_(
        "The answers of {count} respondents were counted; single answers are not stored."
        " Columns dropped at the door, neither stored nor kept: {value}."
    )
    words = {"count": f"{told.rows_read:,}"}
    told.problems.append(Problem("note", DROPPED, message, value=", ".join(dropped) or "–", words=words))


# What is planned only, dimensions across.


def planned(reading: Reading, rows: Iterator[Row], told: Told) -> Iterator[Record]:
    """A record for each dimension, of what is planned only."""
    for row, cells in rows:
        told.rows_read += 1
        planned: dict[int, Found] = defaultdict(dict)
        for at in reading.across:
            if found := dimension(reading.header.names[at]):
                column = "projects_planned" if found[1] == "โครงการ" else "budget_planned"
                planned[found[0]][column] = trimmed(cells[at])
        for number, said in sorted(planned.items()):
            yield Record(row, reading.given_cells | said | {"dimension_no": str(number), "projects_done": "0"})
