"""The records of tables whose headers are values themselves: survey matrix, web form, the plan by
dimension."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from loaders import text_patterns
from loaders.layout.counts import counts
from loaders.layout.forms import dimension
from loaders.layout.reading import Reading, arabic
from loaders.layout.scales import Scale
from loaders.problem import Problem
from loaders.rows import Found, Record, Row, Told, trimmed
from vocabulary.language import N_

_GRID = re.compile(r"([^\[]*[^\[\s])\s*\[(.+)\]")
"""How web forms write the questions of a grid: ด้าน [ข้อ]."""
DROPPED = "columns_dropped"
"""The rule that tells which columns of respondents are not stored."""

# Questions down, divisions across.


def matrix(reading: Reading, rows: Iterator[Row], told: Told) -> Iterator[Record]:
    """A record for each question and division. A row without scores is the heading of a dimension; one that
    has a number lacks them."""
    for row, cells, found in asked(reading, list(rows), told):
        scores = {at: trimmed(cells[at]) for at in reading.across}
        scored = {at: score for at, score in scores.items() if score not in NOT_ASKED}
        for at, score in scored.items() or [(reading.across[0], None)]:
            division = reading.divisions[at]
            said = {"division": division, "score_percent": score, "respondents": reading.respondents.get(at)}
            yield Record(row, reading.given_cells | found | said, division)
        if scored and len(scored) < len(scores):
            told.note(
                N_(
                    "Row {row}: divisions without a score, or with a dash for it, were not asked and were"
                    " left out."
                ),
                row,
            )


def counted(reading: Reading, rows: Iterator[Row], told: Told) -> Iterator[Record]:
    """A record for each question of which it is counted how many people gave which answer."""
    found = counts(reading.header)
    for row, cells, question in asked(reading, list(rows), told):
        if found and (levels := found.answers(cells)) and levels.total():
            yield Record(row, reading.given_cells | question | _summary(found.scale, levels))


def asked(reading: Reading, table: list[Row], told: Told) -> Iterator[tuple[int, list[str], Found]]:
    """The rows that are questions, each with its number, its text and the dimension it is of."""
    positions, dimension_no, heading, division = reading.positions, 0, None, None
    numbers = _numbers(
        reading, [(row, cells) for row, cells in table if row not in reading.no_questions], told
    )
    for row, cells in table:
        told.rows_read += 1
        question = trimmed(cells[positions["question"]])
        said = [text for cell in cells if (text := trimmed(cell))]
        if "division" in positions and (named := trimmed(cells[positions["division"]])) and named != division:
            division, dimension_no, heading = named, 0, None
        if reading.repeats_header(cells):
            told.note(N_("Row {row} repeats the header and was passed over."), row)
        elif row in reading.no_questions and _begins_dimension(question):
            dimension_no, heading = dimension_no + 1, question
            told.note(_MEAN, row)
        elif row in reading.no_questions or (
            row not in numbers and (sums_up(said[0]) or (question and sums_up(question)))
        ):
            told.note(_PEOPLE if row in reading.respondents_rows else _MEAN, row)
        elif row not in numbers:
            dimension_no, heading = dimension_no + 1, question or said[0]
            told.heading(row)
        else:
            found = {
                "dimension_no": str(dimension_no) if heading else None,
                "dimension": heading and arabic(heading),
            }
            text = question and arabic(question)
            if text and "question_no" not in positions:
                text = re.sub(r"^\s*(ข้อ(ที่)?)?\s*\d+(\.\d+)*[.)]\s*", "", text) or text
            found |= {"question_no": numbers[row], "question": text}
            found |= {"division": division} if "division" in positions else {}
            found |= {
                name: trimmed(cells[positions[name]])
                for name in ("dimension_no", "dimension")
                if name in positions
            }
            yield row, cells, found


_MEAN = N_(
    "Row {row} is a mean or a total that the source printed; means are computed here, and it was passed over."
)
_PEOPLE = N_("Row {row} says how many people answered; it was stored beside the scores of each division.")
NOT_ASKED = (None, "-", "–", "—")
"""What a cell says where a division was not asked."""


def _begins_dimension(question: str | None) -> bool:
    return question is not None and re.match(r"[\d.\s]*ด้าน", arabic(question)) is not None


def sums_up(text: str) -> bool:
    """Whether a whole cell says that its row is a total, a mean or beside the questions."""
    return text_patterns.is_total(text) or text_patterns.is_mean(text) or text_patterns.is_aside(text)


def numbered(cell: str) -> str | None:
    """The number of a question that a cell holds."""
    number = arabic(cell).strip(".) ")
    return number if re.fullmatch(r"\d+(\.\d+)*", number) else None


def figures(reading: Reading, cells: list[str]) -> list[Decimal]:
    """The figures of a row under the headers that are values themselves."""
    said = (arabic(cells[place]).strip().rstrip("%") for place in reading.across)
    return [Decimal(text) for text in said if re.fullmatch(r"\d+(\.\d+)?", text)]


def means(reading: Reading, table: list[Row]) -> set[int]:
    """The rows that are, for each division and as they are rounded, the mean of all questions above them, or
    of those since the last such row or heading, or of those below up to the next: whatever they are called.
    Below three divisions that may be chance where a row has a number."""
    at = reading.positions.get("question_no")
    found: set[int] = set()
    scores: list[list[Decimal]] = []
    begin = 0
    for place, (row, cells) in enumerate(table):
        own = figures(reading, cells)
        if len(own) < len(reading.across):
            begin = begin if own else len(scores)
            continue
        is_numbered = at is not None and bool(trimmed(cells[at]))
        is_sure = len(own) > 2 or (len(own) == 2 and not is_numbered)
        below = [] if is_numbered else _below(reading, table[place + 1 :])
        if is_sure and any(_is_mean(own, others) for others in (scores, scores[begin:], below)):
            found.add(row)
            begin = len(scores)
        else:
            scores.append(own)
    return found


def sums(reading: Reading, table: list[Row]) -> set[int]:
    """The rows whose numbers of people are those of all questions above them together, or of those since the
    last such row or heading, or of those below up to the next."""
    at = reading.positions.get("question_no")
    found: set[int] = set()
    people: list[list[Decimal]] = []
    begin = 0
    for place, (row, cells) in enumerate(table):
        own = figures(reading, cells)
        if len(own) < len(reading.across):
            begin = len(people)
            continue
        is_numbered = at is not None and bool(trimmed(cells[at]))
        below = [] if is_numbered else _below(reading, table[place + 1 :])
        least = 1 if (trimmed(cells[reading.positions["question"]]) or "").startswith("รวม") else 2
        summed = (others for others in (people, people[begin:], below) if len(others) >= least)
        if any(own == [*map(sum, zip(*others, strict=True))] for others in summed):
            found.add(row)
            begin = len(people)
        else:
            people.append(own)
    return found


def _below(reading: Reading, table: list[Row]) -> list[list[Decimal]]:
    """The scores of the questions below a heading, up to the next: a row without a number, or called a
    dimension."""
    at = reading.positions.get("question_no")
    scores = []
    for _row, cells in table:
        question, own = cells[reading.positions["question"]], figures(reading, cells)
        if (
            _begins_dimension(question)
            or sums_up(question)
            or len(own) < len(reading.across)
            or (at is not None and not trimmed(cells[at]))
        ):
            break
        scores.append(own)
    return scores


def _is_mean(figures: list[Decimal], scores: list[list[Decimal]]) -> bool:
    """Whether figures are the means of scores, give or take one of their last printed decimals."""
    if len(scores) < 2 or len(set(map(tuple, scores))) < 2:
        return False
    means = [sum(column, Decimal(0)) / len(scores) for column in zip(*scores, strict=True)]
    unit = Decimal(1).scaleb(min(int(figure.as_tuple().exponent) for figure in figures))
    return unit < 1 and all(abs(figure - mean) <= unit for figure, mean in zip(figures, means, strict=True))


def _numbers(reading: Reading, table: list[Row], told: Told) -> dict[int, str]:
    """The number of each row that is a question, whether it has scores or a number only. Where numbers begin
    anew in each dimension, or have parts (1.2), questions are numbered from the first to the last."""
    at, named = reading.positions.get("question_no"), reading.positions.get("division")
    printed: dict[int, str] = {}
    divisions: dict[int, str] = {}
    division = ""
    for row, cells in table:
        division = (named is not None and trimmed(cells[named])) or division
        number = arabic(trimmed(cells[at]) or "").strip(".) ") if at is not None else ""
        text = trimmed(cells[reading.positions["question"]]) or number
        has_scores = any((trimmed(cells[place]) or "-") not in NOT_ASKED for place in reading.across)
        is_question = numbered(number) and not text.startswith("ด้าน")
        if not reading.repeats_header(cells) and (is_question or (has_scores and not sums_up(text))):
            printed[row], divisions[row] = number, division
    once = {(divisions[row], number) for row, number in printed.items()}
    as_printed = all(map(str.isdecimal, printed.values())) and len(once) == len(printed)
    if not as_printed and at is not None and any(printed.values()):
        told.note(
            N_(
                "The questions are numbered from the first to the last: the numbers in the file (from row"
                " {row})"
                " repeat or have parts."
            ),
            min(printed),
            "converted",
        )
    if as_printed:
        return printed
    last = Counter[str]()
    for row in printed:
        last[divisions[row]] += 1
        printed[row] = str(last[divisions[row]])
    return printed


# A row a respondent.


def respondents(reading: Reading, rows: Iterator[Row], told: Told) -> Iterator[tuple[int, str, list[str]]]:
    """Row, division and cells of each respondent. A row that repeats the header or sums up the others is
    none. The division is the one that the row names, or the one that was given for all."""
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
            message = N_(
                "Row {row}: the respondent named no division or service, so the answers cannot be counted."
            )
            told.problems.append(Problem("warning", "no_division", message, row=row))
        elif sums_up(division if at is not None else first or ""):
            told.note(_MEAN, row)
        else:
            yield row, division, cells


def responses(reading: Reading, rows: Iterator[Row], told: Told) -> Iterator[Record]:
    """Means by division and question, and how many gave which answer. What names a respondent is not even
    looked at."""
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
    """Number, question and dimension of each column of answers: web forms write them as ด้าน [ข้อ] or 1. ข้อ.
    Where two grids have the same question, its name has the title of the grid too."""
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
            yield Record(
                row, reading.given_cells | said | {"dimension_no": str(number), "projects_done": "0"}
            )
