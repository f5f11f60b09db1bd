"""The cells of the picture of every single score: their colours, their numbers, and what the legend says of
them."""

from math import floor
from typing import Any

import pandas as pd

from charts import theme
from charts.markup import BREAK, NO_NAME, bold, inked
from charts.satisfaction import percent
from charts.theme import Figure
from vocabulary import thai
from vocabulary.columns import word
from vocabulary.language import _

MOST_QUESTIONS = 30
"""Questions in the picture; what is beyond stands in the table."""
MOST_DIVISIONS = 15
FEW_DIVISIONS = 9
"""Up to so many, a score with its decimals fits a cell; with more it is written without."""
CELL = 28
"""Height of a cell, in pixels."""
# From pale orange to deep blue: it survives grey printing, and the value stands in every cell.
SCALE = ("#F9DFB8", "#E6E2D5", "#D3E5F1", "#A1CBE6", "#6FB1DB")


def shown_of(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The scores that the picture has room for, and their divisions in order."""
    in_order = frame.drop_duplicates("division").sort_values("place_of_division")
    divisions = list(in_order.division.head(MOST_DIVISIONS))
    numbers = list(dict.fromkeys(frame.question_no))[:MOST_QUESTIONS]
    return frame[frame.division.isin(divisions) & frame.question_no.isin(numbers)], divisions


def lowest_of(frame: pd.DataFrame) -> int:
    """Where the colours begin."""
    least = frame.score_percent.min()
    # From the lowest score: most lie above 90, and on a scale from 0 all cells would look alike.
    return 0 if thai.is_missing(least) else min(floor(float(least)), 99)


def decimals_of(scores: pd.Series, divisions: list[str]) -> int:
    """How many decimals every score of a picture is written with: as many as the one that needs most, at most
    2; none where there are many divisions."""
    if len(divisions) > FEW_DIVISIONS:
        return 0
    rounded = [thai.rounded(float(score), 2) for score in scores.dropna()]
    return next(places for places in (0, 1, 2) if all(score == round(score, places) for score in rounded))


def key(frame: pd.DataFrame, shown: pd.DataFrame, lowest: int, decimals: int) -> tuple[str, ...]:
    """The legend: what the colours mean, and what is left to the table."""
    colors = "".join(inked("■", f"color:{color};font-size:18px") for color in SCALE)
    lines = [f"{thai.digits(lowest)}% {colors} {thai.digits(100)}%"]
    if not decimals and (frame.score_percent.dropna() % 1 != 0).any():
        lines.append(_("numbers without decimals; the exact ones stand in the table"))
    lines += [f"* {thai.digits(word(band))}" for band in frame.band[frame.score_percent.isna()].unique()]
    if len(shown) < len(frame):
        some = _("{shown} of {count} scores")
        lines.append(some.format(shown=thai.number(len(shown)), count=thai.number(len(frame))))
    return tuple(lines)


def heat(
    frame: pd.DataFrame, divisions: list[str], numbers: list[int], edges: list[float], lowest: int
) -> Figure:
    """The colours of the cells of each question, which follow a row of nothing; `edges` are where rows of
    nothing and of cells meet."""
    # Not every question is asked in every division; such a cell stays empty.
    known = {
        (row.question_no, row.division): row.score_percent
        for row in frame.dropna(subset="score_percent").itertuples()
    }
    values: list[list[float | None]] = []
    for number in numbers:
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
        "colorscale": [[place / (len(SCALE) - 1), color] for place, color in enumerate(SCALE)],
        "showscale": False,
        "hoverinfo": "skip",
    }


def cells(frame: pd.DataFrame, divisions: list[str], tops: dict[int, float], decimals: int) -> Figure:
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
        "textfont": {"size": 12, "color": _inks(frame.score_percent)},
        "marker": {"size": CELL, "symbol": "square", "color": "rgba(0,0,0,0)"},
        # A click marks its cell; Plotly would make all others pale.
        "unselected": {"textfont": {"color": theme.LIGHT.text}},
        # The division stands on the axis: said for each cell it would be half of what is sent.
        "hovertemplate": f"%{{x}}{BREAK}%{{hovertext}}{NO_NAME}",
        "hovertext": [_hover(row) for row in rows],
        "customdata": [{"division": row.division, "question_no": f"{row.question_no}"} for row in rows],
    }


def _inks(scores: pd.Series) -> str | list[str]:
    """A score stands on its cell's own colour, the sign of a withheld one on the paper, light or dark."""
    if scores.notna().all():
        return theme.LIGHT.text
    return [theme.MUTED if thai.is_missing(score) else theme.LIGHT.text for score in scores]


def _hover(row: Any) -> str:
    score = "" if thai.is_missing(row.score_percent) else percent(row.score_percent)
    band = "" if thai.is_missing(row.band) else thai.digits(word(row.band))
    question = _("Question {number}").format(number=thai.digits(row.question_no))
    return f"{question}{BREAK}{bold(' · '.join(filter(None, (score, band))))}"
