"""The wide picture of every single score: questions at the left, divisions on top, the means at the edges."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts import lettering, theme
from charts import satisfaction_cells as cells
from charts.satisfaction_cells import CELL
from charts.theme import Figure, Frame, note
from vocabulary import thai
from vocabulary.language import _

GAP, BAND, BETWEEN = 1, 22, 7
"""Pixels between two cells, of the band with a dimension's name, and before the means."""
QUESTIONS, MOST_OF_QUESTIONS = 250, 380
"""Pixels that the questions take, in two lines, and where they fit in one."""
NARROWEST_CELL = {True: 38, False: 27}
"""Pixels of a cell's width at least, with decimals and without."""
SIZE, BROKEN_SIZE, LINE = 12, 11, 15.6
"""Letters of questions and heads, of questions in two lines, and the height of a line of heads."""
MEANS = 0.15
"""Columns between the last division and the mean of each question."""


@dataclass(frozen=True, eq=False)
class Means:
    """The means by question number and by division, and of all."""

    questions: pd.Series
    divisions: pd.Series
    total: float | None


def matrix(frame: pd.DataFrame, means: Means) -> Figure:
    """Every question (down) in every division (across) as a coloured cell with its score, in the order of the
    frame; where that is the survey's own, below the band of each dimension."""
    shown, divisions = cells.shown_of(frame)
    questions = shown.drop_duplicates("question_no")
    lowest = cells.lowest_of(frame)
    decimals = cells.decimals_of(shown.score_percent, divisions)
    in_order = questions.question_no.is_monotonic_increasing and questions.dimension_no.nunique() > 1
    tops, edges = _places(questions, in_order)
    left = _left(questions, len(divisions), decimals)
    heads = _heads(divisions, left)
    places = list(range(len(divisions))) + ([len(divisions) + MEANS] if len(divisions) > 1 else [])
    bottom = edges[-1] + (BETWEEN + CELL if len(questions) > 1 else 0)
    notes = _labels(questions, tops, left) + (_bands(questions, tops, left) if in_order else [])
    notes += _means(means, list(tops), divisions, tops, decimals, left)
    return {
        "data": [
            cells.heat(shown, divisions, list(tops), edges, lowest),
            cells.cells(shown, divisions, tops, decimals),
        ],
        "layout": {
            "height": bottom,
            "meta": Frame(
                above=BAND if in_order else 0,
                below=4,
                key=cells.key(frame, shown, lowest, decimals),
                left=left,
                width="wide",
                heads=_height(heads),
                beside=left,
            ),
            "showlegend": False,
            "hovermode": "closest",
            "hoverdistance": 60,
            "annotations": notes,
            "yaxis": {"visible": False, "range": [bottom, 0], "fixedrange": True},
            "xaxis": _axis(places, heads),
        },
    }


def _places(questions: pd.DataFrame, in_order: bool) -> tuple[dict[int, float], list[float]]:
    """Where the cells of each question begin, and all edges from top to bottom."""
    tops: dict[int, float] = {}
    edges = [0.0]
    dimension = None
    for row in questions.itertuples():
        # The name of the first stands beside the heads.
        is_new = in_order and bool(tops) and row.dimension != dimension
        dimension = row.dimension
        top = edges[-1] + (BAND if is_new else GAP)
        edges += [top, top + CELL]
        tops[row.question_no] = top
    return tops, edges


def _left(questions: pd.DataFrame, divisions: int, decimals: int) -> int:
    """What the questions take, in one line as far as the cells leave room in the narrowest picture."""
    room = theme.NARROWEST["wide"] - (divisions + 1) * NARROWEST_CELL[decimals > 0]
    longest = max((SIZE * lettering.wide(_label(row)) for row in questions.itertuples()), default=0) + 12
    return int(max(QUESTIONS, min(longest, room, MOST_OF_QUESTIONS)))


def _label(row: Any) -> str:
    return thai.digits(f"{row.question_no}. {row.question}")


def _heads(divisions: list[str], left: int) -> list[list[str]]:
    """The divisions' names in as many lines, at most three, as have room beside each other when they stand
    upright in the narrowest picture."""
    across = (theme.NARROWEST["wide"] - left) / (len(divisions) + 1)
    most = max(1, min(3, int(across / LINE)))
    names = [thai.shortened(division, theme.WIDEST_WORD // (2 if most == 1 else 1)) for division in divisions]
    longest = max((SIZE * lettering.wide(name) for name in names), default=0)
    # The narrowest lines that are few enough take the least room; no word is broken.
    widest = max((SIZE * lettering.wide(word) for name in names for word in thai.words(name)), default=0)
    for room in range(max(40, int(widest) + 1), int(longest) + 2, 4):
        heads = [list(lettering.lines(name, room, SIZE)) for name in names]
        if max(map(len, heads)) <= most:
            return heads
    return [[name] for name in names]


def _height(heads: list[list[str]]) -> int:
    """What the heads take, upright where they do not fit side by side in the narrowest picture."""
    widest = max((SIZE * lettering.wide(line) for head in heads for line in head), default=0)
    return int(max(widest, LINE * max(map(len, heads), default=1))) + 8


def _axis(places: list[float], heads: list[list[str]]) -> dict[str, Any]:
    names = ["<br>".join(head) for head in heads] + [f"<b>{_('mean')}</b>"] * (len(places) - len(heads))
    return {
        "side": "top",
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "range": [-0.5, (places[-1] if places else 0) + 0.5],
        "tickvals": places,
        "ticktext": names,
        "tickfont": {"size": SIZE},
        "ticks": "",
        # Plotly takes the first at which no head meets the next.
        "autotickangles": [0, -90],
    }


def _labels(questions: pd.DataFrame, tops: dict[int, float], left: int) -> list[dict[str, object]]:
    labels = []
    for row in questions.itertuples():
        size = SIZE if SIZE * lettering.wide(_label(row)) <= left - 10 else BROKEN_SIZE
        text = "<br>".join(lettering.in_two_lines(_label(row), left - 10, size))
        labels.append(note(text, y=tops[row.question_no] + CELL / 2, xshift=-left, font={"size": size}))
    return labels


def _bands(questions: pd.DataFrame, tops: dict[int, float], left: int) -> list[dict[str, object]]:
    """The name of each dimension in the band above its questions."""
    firsts = questions[questions.dimension.notna() & (questions.dimension != questions.dimension.shift())]
    return [
        note(
            f"<b>{thai.shortened(row.dimension, theme.MOST_LETTERS)}</b>",
            y=tops[row.question_no] - GAP,
            xshift=-left,
            yanchor="bottom",
        )
        for row in firsts.itertuples()
    ]


def _means(
    means: Means,
    numbers: list[int],
    divisions: list[str],
    tops: dict[int, float],
    decimals: int,
    left: int,
) -> list[dict[str, object]]:
    """The mean of each question at the right, of each division below, and of all in the corner."""
    across, down = len(divisions) + MEANS, max(tops.values(), default=0) + CELL + BETWEEN + CELL / 2
    texts = []
    if len(divisions) > 1:
        texts += [(across, tops[number] + CELL / 2, means.questions.get(number)) for number in numbers]
    if len(numbers) > 1:
        texts += [(place, down, means.divisions.get(name)) for place, name in enumerate(divisions)]
    if len(divisions) > 1 and len(numbers) > 1:
        texts.append((across, down, means.total))
    middle = {"xref": "x", "yref": "y", "xanchor": "center", "font": {"size": SIZE}}
    notes = [note(f"<b>{thai.number(mean, decimals)}</b>", x=x, y=y, **middle) for x, y, mean in texts]
    if len(numbers) > 1:
        notes.append(note(f"<b>{_('mean')}</b>", y=down, xshift=-left, font={"size": SIZE}))
    return notes
