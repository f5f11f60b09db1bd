"""The rows of a survey's table of questions: which are questions, and which sums or means of others."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal

from loaders.layout.reading import Reading, arabic
from loaders.rows import Cells, Notices, Row, trimmed
from loaders.text_patterns import sums_up
from vocabulary.language import N_

NOT_ASKED = (None, "-", "–", "—")
"""What a cell says where a division was not asked."""
MEAN_PASSED_OVER = N_(
    "Row {row} is a mean or a total that the source printed; means are computed here, and it was passed over."
)
_PEOPLE_STORED = N_(
    "Row {row} says how many people answered; it was stored beside the scores of each division."
)
_NUMBERED_ANEW = N_(
    "The questions are numbered from the first to the last: the numbers in the file (from row {row})"
    " repeat or have parts."
)


def questions(reading: Reading, table: list[Row], notices: Notices) -> Iterator[tuple[int, list[str], Cells]]:
    """The rows that are questions, each with its number, its text and the dimension it is of."""
    positions = reading.positions
    no_questions = reading.no_questions
    dimension_no = 0
    heading = division = None
    numbers = _numbers(reading, [each for each in table if each[0] not in no_questions], notices)
    for row, cells in table:
        notices.rows_read += 1
        question = trimmed(cells[positions["question"]])
        first = next(filter(None, map(trimmed, cells)), "")
        named = trimmed(cells[positions["division"]]) if "division" in positions else None
        if named and named != division:  # dimensions begin anew with each division
            division = named
            dimension_no = 0
            heading = None
        is_summary = row in no_questions or (
            row not in numbers and (sums_up(first) or (question is not None and sums_up(question)))
        )
        if reading.repeats_header(cells):
            notices.note(N_("Row {row} repeats the header and was passed over."), row)
        # ด้านที่ 1 ด้านเจ้าหน้าที่, with the means of the questions below it.
        elif row in no_questions and _begins_dimension(question):
            dimension_no += 1
            heading = question
            notices.note(MEAN_PASSED_OVER, row)
        elif is_summary:
            notices.note(_PEOPLE_STORED if row in reading.respondents_rows else MEAN_PASSED_OVER, row)
        elif row not in numbers:
            dimension_no += 1
            heading = question or first
            notices.heading(row)
        else:
            dimension = (str(dimension_no), arabic(heading)) if heading else (None, None)
            yield row, cells, _question(reading, cells, numbers[row], dimension, division)


def _question(
    reading: Reading,
    cells: list[str],
    number: str,
    dimension: tuple[str | None, str | None],
    division: str | None,
) -> Cells:
    """The cells of a question: what its own row says, else what headings above it said."""
    positions = reading.positions
    question = trimmed(cells[positions["question"]])
    text = question and arabic(question)
    if text and "question_no" not in positions:
        text = re.sub(r"^\s*(ข้อ(ที่)?)?\s*\d+(\.\d+)*[.)]\s*", "", text) or text
    record: Cells = dict(zip(("dimension_no", "dimension"), dimension, strict=True))
    record |= {"question_no": number, "question": text}
    if "division" in positions:
        record["division"] = division
    own = [name for name in ("dimension_no", "dimension") if name in positions]
    return record | {name: trimmed(cells[positions[name]]) for name in own}


def _begins_dimension(question: str | None) -> bool:
    return question is not None and re.match(r"[\d.\s]*ด้าน", arabic(question)) is not None


def numbered(cell: str) -> str | None:
    """The number of a question that a cell holds."""
    number = arabic(cell).strip(".) ")
    return number if re.fullmatch(r"\d+(\.\d+)*", number) else None


def figures(reading: Reading, cells: list[str]) -> list[Decimal]:
    """The figures of a row under the headers that are values themselves."""
    texts = (arabic(cells[place]).strip().rstrip("%") for place in reading.across)
    return [Decimal(text) for text in texts if re.fullmatch(r"\d+(\.\d+)?", text)]


Figures = list[Decimal]
_IsSummary = Callable[[Figures, list[str], list[Figures]], bool]
"""Figures of a row, its cells, figures of other rows → whether the row sums these up."""


def means(reading: Reading, table: list[Row]) -> set[int]:
    """The rows that are, for each division and as they are rounded, the mean of all questions above them, or
    of those since the last such row or heading, or of those below up to the next: whatever they are called.
    Below three divisions that may be chance where a row has a number."""

    def is_mean(own: Figures, cells: list[str], others: list[Figures]) -> bool:
        is_sure = len(own) > 2 or (len(own) == 2 and not _has_number(reading, cells))
        return is_sure and _is_mean(own, others)

    return _summaries(reading, table, is_mean, gaps_end_groups=False)


def sums(reading: Reading, table: list[Row]) -> set[int]:
    """The rows whose numbers of people are those of all questions above them together, or of those since the
    last such row or heading, or of those below up to the next."""

    def is_sum(own: Figures, cells: list[str], others: list[Figures]) -> bool:
        is_called_so = (trimmed(cells[reading.positions["question"]]) or "").startswith("รวม")
        enough = len(others) >= (1 if is_called_so else 2)
        return enough and own == [sum(column) for column in zip(*others, strict=True)]

    return _summaries(reading, table, is_sum, gaps_end_groups=True)


def _summaries(
    reading: Reading, table: list[Row], is_summary: _IsSummary, *, gaps_end_groups: bool
) -> set[int]:
    """The rows that sum up others. A row without figures ends a group of questions; so does one that lacks
    some, where `gaps_end_groups`."""
    summaries: set[int] = set()
    above: list[Figures] = []
    begin = 0
    for place, (row, cells) in enumerate(table):
        own = figures(reading, cells)
        if len(own) < len(reading.across):
            if gaps_end_groups or not own:
                begin = len(above)
            continue
        below = [] if _has_number(reading, cells) else _below(reading, table[place + 1 :])
        # Printed sums stand below all questions, below a group of them, or above one.
        if any(is_summary(own, cells, others) for others in (above, above[begin:], below)):
            summaries.add(row)
            begin = len(above)
        else:
            above.append(own)
    return summaries


def _has_number(reading: Reading, cells: list[str]) -> bool:
    at = reading.positions.get("question_no")
    return at is not None and bool(trimmed(cells[at]))


def _below(reading: Reading, table: list[Row]) -> list[Figures]:
    """The figures of the questions below a heading, up to the next: a row without a number, or called a
    dimension."""
    scores = []
    for _row, cells in table:
        question = cells[reading.positions["question"]]
        own = figures(reading, cells)
        lacks_number = "question_no" in reading.positions and not _has_number(reading, cells)
        is_whole = len(own) == len(reading.across)
        if _begins_dimension(question) or sums_up(question) or not is_whole or lacks_number:
            break
        scores.append(own)
    return scores


def _is_mean(figures: list[Decimal], scores: list[list[Decimal]]) -> bool:
    """Whether figures are the means of scores, give or take one of their last printed decimals."""
    if len(scores) < 2 or len(set(map(tuple, scores))) < 2:
        return False
    means = [sum(column, Decimal(0)) / len(scores) for column in zip(*scores, strict=True)]
    # Means are compared as they are printed; whole figures agree too easily.
    unit = Decimal(1).scaleb(min(int(figure.as_tuple().exponent) for figure in figures))
    return unit < 1 and all(abs(figure - mean) <= unit for figure, mean in zip(figures, means, strict=True))


def _numbers(reading: Reading, table: list[Row], notices: Notices) -> dict[int, str]:
    """The number of each row that is a question, whether it has scores or a number only. Where numbers begin
    anew in each dimension, or have parts (1.2), questions are numbered from the first to the last."""
    at = reading.positions.get("question_no")
    printed: dict[int, str] = {}
    divisions: dict[int, str] = {}
    division = ""
    for row, cells in table:
        if "division" in reading.positions:
            division = trimmed(cells[reading.positions["division"]]) or division
        number = arabic(trimmed(cells[at]) or "").strip(".) ") if at is not None else ""
        text = trimmed(cells[reading.positions["question"]]) or number
        has_scores = any((trimmed(cells[place]) or "-") not in NOT_ASKED for place in reading.across)
        # A dimension may be numbered like a question: 1, ด้านเจ้าหน้าที่.
        is_question = numbered(number) and not text.startswith("ด้าน")
        if not reading.repeats_header(cells) and (is_question or (has_scores and not sums_up(text))):
            printed[row] = number
            divisions[row] = division
    once = {(divisions[row], number) for row, number in printed.items()}
    if all(map(str.isdecimal, printed.values())) and len(once) == len(printed):
        return printed
    # 1.1, 1.2, 2.1 …, or 1, 2 and again 1, 2 in the next dimension.
    if at is not None and any(printed.values()):
        notices.note(_NUMBERED_ANEW, min(printed), "converted")
    last = Counter[str]()
    for row, division in divisions.items():
        last[division] += 1
        printed[row] = str(last[division])
    return printed
