"""Pictures of the survey: scores as points on an axis that does not begin at zero, and says so."""

from itertools import chain
from math import floor

import pandas as pd

import thai
from charts import theme
from charts.theme import Figure
from language import _

LINES_OF_QUESTION = 48
CELL = 28
"""Height of a cell of the heat map, in pixels."""


def by_division(frame: pd.DataFrame) -> Figure:
    """Each division's mean as a point between its lowest and highest question, highest mean first."""
    shown = frame.head(theme.MOST_ROWS)
    texts = [
        _("mean {score} · questions from {low} to {high}").format(
            score=f"{thai.number(row.score, 2)}%", low=thai.number(row.lowest, 2), high=thai.number(row.highest, 2)
        )
        for row in shown.itertuples()
    ]
    return _points(shown, list(shown.division), texts, theme.key(of_rows=len(frame)))


def by_question(frame: pd.DataFrame, most: int = 5) -> Figure:
    """The weakest questions' means as points between the lowest and highest division, weakest first."""
    shown = frame.head(most)
    labels = [
        _("Question {number}: {question}").format(number=row.question_no, question=row.question) for row in shown.itertuples()
    ]
    texts = [
        _("mean {score} · divisions from {low} to {high}").format(
            score=f"{thai.number(row.score, 2)}%", low=thai.number(row.lowest, 2), high=thai.number(row.highest, 2)
        )
        for row in shown.itertuples()
    ]
    return _points(shown, labels, texts)


def by_dimension(frame: pd.DataFrame) -> Figure:
    """Each dimension's mean as a point."""
    texts = [
        _("mean {score} over {questions} questions").format(
            score=f"{thai.number(row.score, 2)}%", questions=thai.number(row.questions)
        )
        for row in frame.itertuples()
    ]
    return _points(frame.assign(lowest=frame.score, highest=frame.score), list(frame.dimension), texts)


def _points(frame: pd.DataFrame, labels: list[str], texts: list[str], key: str = "") -> Figure:
    """A point at `score` on a line from `lowest` to `highest`; the axis title says where the axis begins."""
    lowest = max(0, floor((float(frame.lowest.min()) - 1) / 5) * 5)
    figure = theme.rows(labels, texts, theme.Frame(below=48, key=key))
    hover = [f"<b>{thai.digits(label)}</b><br>{text}" for label, text in zip(labels, texts, strict=True)]
    theme.add_bars(figure, "whole", list(frame.highest - frame.lowest), base=list(frame.lowest), hover=hover, thickness=0.45)
    figure["data"].append(
        {
            "type": "scatter",
            "name": "score",
            "mode": "markers",
            "x": list(frame.score),
            "y": list(range(len(frame))),
            "marker": {"size": 15, "color": theme.PAID},
            "hoverinfo": "text",
            "hovertext": hover,
        }
    )
    title = _("percent · the axis shows {low} to 100, not from 0").format(low=lowest)
    theme.percent_axis(figure, title, lowest=lowest, step=5 if lowest >= 60 else 10)
    return figure


def scores(frame: pd.DataFrame) -> Figure:
    """Every question (down, grouped by dimension) in every division (across) as a coloured cell with its score."""
    divisions = list(dict.fromkeys(frame.division))
    heads = _heads(divisions)
    cells = {(row.question_no, row.division): float(row.score_percent) for row in frame.itertuples()}
    lowest = floor(float(frame.score_percent.min()))
    # The question stands in an empty band above its cells; bands and cells together are the heat map's rows.
    edges, labels = [0.0], []
    values, hovers = list[list[float | None]](), list[list[str]]()
    dimension = None
    for row in frame.drop_duplicates("question_no").itertuples():
        text = list(thai.lines(thai.digits(f"{row.question_no}. {row.question}"), LINES_OF_QUESTION))
        if row.dimension != dimension and not thai.is_missing(row.dimension):
            dimension = row.dimension
            text.insert(0, f"<b>{dimension}</b>")
        band = edges[-1] + theme.LINE * len(text) + (22 if len(text) > 1 and text[0].startswith("<b>") else 10)
        edges += [band, band + CELL]
        labels.append(theme.note("<br>".join(text), y=band, yanchor="bottom", font={"size": 13}))
        scored = [cells.get((row.question_no, division)) for division in divisions]
        values += [[None] * len(divisions), scored]
        said = [_cell(row.question_no, division, score) for division, score in zip(divisions, scored, strict=True)]
        hovers += [[""] * len(divisions), said]
    return {
        "data": [_heat(edges, values, hovers, lowest)],
        "layout": {
            "height": edges[-1],
            "meta": theme.Frame(above=8 * max(map(thai.columns_wide, chain(*heads))) + 4, below=14, key=_scale(lowest)),
            "annotations": labels,
            "yaxis": {"visible": False, "range": [edges[-1], 0], "fixedrange": True},
            "xaxis": {
                "side": "top", "showgrid": False, "zeroline": False, "fixedrange": True,
                "tickvals": list(range(len(divisions))),
                "ticktext": ["<br>".join(head) for head in heads],
            },
        },
    }  # fmt: skip


def _heads(divisions: list[str]) -> list[tuple[str, ...]]:
    """The divisions' names in at most two lines each: on a phone they stand upright, and more would run into the next."""
    narrowest, longest = 9, max(map(thai.columns_wide, divisions))
    for width in range(narrowest, longest + 1):
        heads = [thai.lines(division, width) for division in divisions]
        if max(map(len, heads)) <= 2:
            return heads
    return [(division,) for division in divisions]


def _scale(lowest: int) -> str:
    return thai.digits(_("colour from {low} (pale) to 100 (deep), percent").format(low=lowest))


def _heat(edges: list[float], values: list[list[float | None]], hovers: list[list[str]], lowest: int) -> Figure:
    return {
        "type": "heatmap",
        "name": "score",
        "y": edges,
        "z": values,
        "text": [["" if value is None else _short(value) for value in row] for row in values],
        "texttemplate": "%{text}",
        "textfont": {"size": 12, "color": theme.LIGHT.text},
        "xgap": 2,
        "zmin": lowest,
        "zmax": 100,
        # From pale to deep: it survives grey printing, and the value stands in every cell.
        "colorscale": [[0, "#F9DFB8"], [0.5, "#D3E5F1"], [1, "#6FB1DB"]],
        "showscale": False,
        "hoverongaps": False,
        "hoverinfo": "text",
        "hovertext": hovers,
    }


def _short(value: float) -> str:
    """A score as the source writes it: 95, 99.5 or 95.06."""
    return thai.digits(f"{value:.2f}".rstrip("0").rstrip("."))


def _cell(question: int, division: str, value: float | None) -> str:
    said = thai.NOTHING if value is None else f"{thai.number(value, 2)}%"
    return _("Question {number}").format(number=thai.digits(question)) + f"<br>{division}<br><b>{said}</b>"
