"""The picture of every single score: a heat map, each cell of which leads to the row behind it."""

from itertools import chain
from math import floor
from typing import Any

import pandas as pd

from charts import theme
from charts.satisfaction import percent
from charts.theme import Figure, Width
from vocabulary import thai
from vocabulary.columns import word
from vocabulary.language import _

QUESTION_WIDTH = 48
"""Columns of a line of a question."""
CELL = 28
"""Height of a cell, in pixels."""
MOST_QUESTIONS = 30
"""Questions in the picture; what is beyond stands in the table."""
FEW_DIVISIONS = 9
"""Up to so many, a score with its decimals fits a cell on a phone; with more it is written without."""


def scores(frame: pd.DataFrame, width: Width) -> Figure:
    """Every question (down) in every division (across) as a coloured cell with its score, in the order of the
    frame; where that is the survey's own, under the name of each dimension."""
    in_order = frame.drop_duplicates("division").sort_values("place_of_division")
    divisions = list(in_order.division.head(theme.MOST_ROWS))
    numbers = list(dict.fromkeys(frame.question_no))[:MOST_QUESTIONS]
    shown = frame[frame.division.isin(divisions) & frame.question_no.isin(numbers)]
    tops, edges, labels = _bands(shown.drop_duplicates("question_no"))
    least = frame.score_percent.min()
    lowest = 0 if thai.is_missing(least) else min(floor(float(least)), 99)
    heads = _heads(divisions)
    decimals = _decimals(shown.score_percent) if len(divisions) <= FEW_DIVISIONS else 0
    above = 8 * max(map(thai.columns_wide, chain(*heads)), default=0) + 4
    return {
        "data": [
            _heat(shown, divisions, list(tops), edges, lowest),
            _cells(shown, divisions, tops, decimals),
        ],
        "layout": {
            "height": edges[-1],
            "meta": theme.Frame(above=above, below=14, key=_key(frame, lowest, decimals)),
            "showlegend": False,
            "hovermode": "closest",
            "hoverdistance": 60,
            "annotations": labels,
            "yaxis": {"visible": False, "range": [edges[-1], 0], "fixedrange": True},
            "xaxis": {
                "side": "top",
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
                "range": [-0.5, max(len(divisions), 1) - 0.5],
                "tickvals": list(range(len(divisions))),
                "ticktext": ["<br>".join(head) for head in heads],
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
            lines.insert(0, f"<b>{thai.shortened(dimension, theme.MOST_LETTERS)}</b>")
        top = edges[-1] + theme.LINE * len(lines) + (22 if heading else 10)
        edges += [top, top + CELL]
        tops[row.question_no] = top
        labels.append(theme.note("<br>".join(lines), y=top, yanchor="bottom", font={"size": 13}))
    return tops, edges, labels


def _heads(divisions: list[str]) -> list[list[str]]:
    """The divisions' names in at most two lines each: on a phone they stand upright, and more would run into
    the next."""
    names = [thai.shortened(division, theme.WIDEST_WORD) for division in divisions]
    # The narrowest lines that are few enough take the least room beside each other.
    narrowest, longest = 9, max(map(thai.columns_wide, names), default=0)
    for width in range(narrowest, longest + 1):
        heads = [theme.in_lines(name, width) for name in names]
        if max(map(len, heads)) <= 2:
            return heads
    return [[name] for name in names]


def _decimals(scores: pd.Series) -> int:
    """How many decimals every score of a picture is written with: as many as the one that needs most, at most
    2."""
    rounded = [thai.rounded(float(score), 2) for score in scores.dropna()]
    return next(places for places in (0, 1, 2) if all(score == round(score, places) for score in rounded))


def _key(frame: pd.DataFrame, lowest: int, decimals: int) -> str:
    lines = [_("orange = {low} (lowest) … blue = 100 (highest), percent").format(low=lowest)]
    if not decimals and (frame.score_percent.dropna() % 1 != 0).any():
        lines.append(_("numbers without decimals; the exact ones stand in the table"))
    lines += [f"* {word(band)}" for band in frame.band[frame.score_percent.isna()].unique()]
    divisions, questions = frame.division.nunique(), frame.question_no.nunique()
    if divisions > theme.MOST_ROWS or questions > MOST_QUESTIONS:
        cells = min(divisions, theme.MOST_ROWS) * min(questions, MOST_QUESTIONS)
        some = _("{shown} of {count} scores in the picture; the others stand in the table")
        lines.append(some.format(shown=thai.number(min(cells, len(frame))), count=thai.number(len(frame))))
    return thai.digits("<br>".join(lines))


def _heat(
    frame: pd.DataFrame, divisions: list[str], numbers: list[int], edges: list[float], lowest: int
) -> Figure:
    known = {
        (row.question_no, row.division): row.score_percent
        for row in frame.dropna(subset="score_percent").itertuples()
    }
    values: list[list[float | None]] = []
    for number in numbers:
        # A row of nothing for the label, then the row of cells.
        row = [known.get((number, division)) for division in divisions]
        values += [[None] * len(divisions), [None if value is None else float(value) for value in row]]
    return {
        "type": "heatmap",
        "name": "score",
        "y": edges,
        "z": values,
        "xgap": 2,
        "zmin": lowest,
        "zmax": 100,
        # From pale orange to deep blue: it survives grey printing, and the value stands in every cell.
        "colorscale": [[0, "#F9DFB8"], [0.5, "#D3E5F1"], [1, "#6FB1DB"]],
        "showscale": False,
        "hoverinfo": "skip",
    }


def _cells(frame: pd.DataFrame, divisions: list[str], tops: dict[int, float], decimals: int) -> Figure:
    """What stands in the cells. They are marks of their own, since Plotly tells of no click on a heat map."""
    places = {division: place for place, division in enumerate(divisions)}
    rows = list(frame.itertuples())
    return {
        "type": "scatter",
        "name": "cells",
        "mode": "markers+text",
        "x": [places[row.division] for row in rows],
        "y": [tops[row.question_no] + CELL / 2 for row in rows],
        "text": [
            "*" if thai.is_missing(row.score_percent) else thai.number(float(row.score_percent), decimals)
            for row in rows
        ],
        "textfont": {"size": 12, "color": [_ink(row.score_percent) for row in rows]},
        "marker": {"size": CELL, "symbol": "square", "color": "rgba(0,0,0,0)"},
        # A click marks its cell; Plotly would make all others pale.
        "unselected": {"textfont": {"color": theme.LIGHT.text}},
        "hoverinfo": "text",
        "hovertext": [_hover(row) for row in rows],
        "customdata": [{"division": row.division, "question_no": f"{row.question_no}"} for row in rows],
    }


def _ink(score: object) -> str:
    """A score stands on its cell's own colour, the sign of a withheld one on the paper, light or dark."""
    return theme.NEUTRAL if thai.is_missing(score) else theme.LIGHT.text


def _hover(row: Any) -> str:
    score = "" if thai.is_missing(row.score_percent) else percent(row.score_percent)
    band = "" if thai.is_missing(row.band) else thai.digits(word(row.band))
    question = _("Question {number}").format(number=thai.digits(row.question_no))
    return f"{question}<br>{row.division}<br><b>{' · '.join(filter(None, (score, band)))}</b>"
