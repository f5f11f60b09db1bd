"""Tables that look like answers of respondents of which no answer is known."""

from loaders.layout.reading import normal
from loaders.layout.survey_columns import Column, is_about_people
from loaders.layout.survey_responses import is_division_header
from loaders.layout.survey_rows import TIMES
from loaders.problem import Problem
from loaders.rows import Row
from vocabulary.language import N_

_DEEPEST, _FEWEST = 30, 3


def unread_answers(head: list[Row]) -> Problem | None:
    """What is wrong with the answers below the first row that is the header of a form: they lie on no scale.
    None where no row is such a header, or no answer is given often enough to be shown."""
    for place, (row, cells) in enumerate(head[:_DEEPEST]):
        if sum(map(bool, map(str.strip, cells))) >= _FEWEST and any(
            TIMES.fullmatch(normal(cell)) for cell in cells
        ):
            return _unknown_answers(row, cells, head[place + 1 :])
    return None


def _begins_a_form(cell: str) -> bool:
    return TIMES.fullmatch(normal(cell)) is not None or is_division_header(cell)


def _unknown_answers(row: int, header: list[str], below: list[Row]) -> Problem | None:
    for at, name in enumerate(header):
        if name.strip() and not _begins_a_form(name) and not is_about_people(name):
            column = Column(at, name, name, name)
            for number, cells in below:
                column.add(number, cells[at] if at < len(cells) else "")
            if column.frequent and not column.fitting_scales:
                message = N_(
                    "Row {row} seems to be the header of a form with the answers of respondents, but these"
                    " lie on no scale of"
                    " data/reference/answer_scales.csv: {answers} under “{value}”. Give them in the words"
                    " or figures of a scale,"
                    " or add their words to that table."
                )
                return Problem(
                    "error", "unknown_answers", message, row, value=name, words={"answers": column.frequent}
                )
    return None
