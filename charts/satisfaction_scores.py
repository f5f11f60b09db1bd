"""The picture of every single score: a heat map, each cell of which leads to the row behind it."""

from itertools import chain

import pandas as pd

from charts import satisfaction_cells as cells
from charts import theme
from charts.markup import BREAK, bold
from charts.satisfaction_matrix import Means, matrix
from charts.theme import Figure, Width
from vocabulary import thai

QUESTION_WIDTH = 48
"""Columns of a line of a question."""


def scores(frame: pd.DataFrame, means: Means, width: Width) -> Figure:
    """Every question (down) in every division (across) as a coloured cell with its score, in the order of the
    frame; where that is the survey's own, under the name of each dimension. Wide with the `means` at the
    edges."""
    return matrix(frame, means) if width == "wide" else _narrow(frame)


def _narrow(frame: pd.DataFrame) -> Figure:
    shown, divisions = cells.shown_of(frame)
    tops, edges, labels = _bands(shown.drop_duplicates("question_no"))
    lowest = cells.lowest_of(frame)
    heads = _heads(divisions)
    decimals = cells.decimals_of(shown.score_percent, divisions)
    above = 8 * max(map(thai.columns_wide, chain(*heads)), default=0) + 16
    return {
        "data": [
            cells.heat(shown, divisions, list(tops), edges, lowest),
            cells.cells(shown, divisions, tops, decimals),
        ],
        "layout": {
            "height": edges[-1],
            "meta": theme.Frame(above=above, below=14, key=cells.key(frame, shown, lowest, decimals)),
            "showlegend": False,
            "hovermode": "closest",
            "hoverdistance": 60,
            "annotations": labels,
            "yaxis": {"visible": False, "range": [edges[-1], 0], "fixedrange": True},
            "xaxis": {
                "side": "top",
                "ticks": "",
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
                "range": [-0.5, max(len(divisions), 1) - 0.5],
                "tickvals": list(range(len(divisions))),
                "ticktext": [BREAK.join(head) for head in heads],
            },
        },
    }


def _bands(questions: pd.DataFrame) -> tuple[dict[int, float], list[float], list[dict[str, object]]]:
    """Where the cells of each question begin, all edges from top to bottom, and the labels: a question stands
    in an empty band above its cells; bands and cells together are the heat map's rows."""
    # Sorted by score the questions of a dimension do not stand together, and headings would repeat.
    in_order = questions.question_no.is_monotonic_increasing and questions.dimension_no.nunique() > 1
    tops: dict[int, float] = {}
    edges = [0.0]
    labels: list[dict[str, object]] = []
    dimension = None
    for row in questions.itertuples():
        lines = theme.in_lines(thai.digits(f"{row.question_no}. {row.question}"), QUESTION_WIDTH)
        heading = in_order and row.dimension != dimension and not thai.is_missing(row.dimension)
        if heading:
            dimension = row.dimension
            lines.insert(0, bold(thai.shortened(dimension, theme.MOST_LETTERS)))
        top = edges[-1] + theme.LINE * len(lines) + (22 if heading else 10)
        edges += [top, top + cells.CELL]
        tops[row.question_no] = top
        labels.append(theme.note(BREAK.join(lines), y=top, yanchor="bottom", font={"size": 13}))
    return tops, edges, labels


def _heads(divisions: list[str]) -> list[list[str]]:
    """The divisions' names in at most two lines each, of many in one: on a phone they stand upright, and more
    would run into the next."""
    most = 2 if len(divisions) <= cells.FEW_DIVISIONS else 1
    names = [thai.shortened(division, theme.WIDEST_WORD * most // 2) for division in divisions]
    # The narrowest lines that are few enough take the least room beside each other.
    narrowest, longest = 9, max(map(thai.columns_wide, names), default=0)
    for width in range(narrowest, longest + 1):
        heads = [theme.in_lines(name, width) for name in names]
        if max(map(len, heads)) <= most:
            return heads
    return [[name] for name in names]
