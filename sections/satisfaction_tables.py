"""The survey's table as offices print it: questions down under their dimensions, divisions across, the means
at the edges."""

from collections.abc import Iterator
from math import ceil

import pandas as pd

from charts.satisfaction_matrix import Means
from vocabulary import thai
from vocabulary.language import _
from vocabulary.paper_tables import Column, PaperTable, Row, heading_row
from vocabulary.values import on_paper

MOST_ACROSS = 8
"""Divisions that a page has room for; more stand in several tables of about as many each."""


def parts(scores: pd.DataFrame) -> list[list[str]]:
    """The divisions of each table, in the survey's order."""
    divisions = list(dict.fromkeys(scores.sort_values("place_of_division", kind="stable").division))
    tables = ceil(len(divisions) / MOST_ACROSS)
    # About as many each: nine divisions as 5 and 4, not as 8 and a table of one.
    each = ceil(len(divisions) / tables)
    return [divisions[start : start + each] for start in range(0, len(divisions), each)]


def matrix(scores: pd.DataFrame, means: Means, dimensions: pd.DataFrame, divisions: list[str]) -> PaperTable:
    """The scores of these divisions beside the mean of each question over all of them; `dimensions` as
    `queries.satisfaction.by_dimension` has them."""
    heads = (*(Column(name, is_figure=True) for name in divisions), Column(_("Mean"), is_figure=True))
    rows = tuple(_rows(scores, means, dimensions, divisions))
    of_divisions = [_score(means.divisions[name]) for name in divisions]
    total = Row((_("Mean"), *of_divisions, _score(means.total)), "total")
    return PaperTable((Column(_("Question")), *heads), (*rows, total))


def _rows(
    scores: pd.DataFrame, means: Means, dimensions: pd.DataFrame, divisions: list[str]
) -> Iterator[Row]:
    for dimension in dimensions.itertuples():
        # A survey may have no dimensions; then its questions stand under none.
        asked = (
            scores.dimension_no.isna()
            if thai.is_missing(dimension.dimension_no)
            else (scores.dimension_no == dimension.dimension_no)
        )
        # Questions without a dimension have a heading among others, or they would seem to be of the last.
        if (dimensions.dimension != thai.NOTHING).any():
            mean = _("{dimension} (mean {score})").format(
                dimension=dimension.dimension, score=_score(dimension.score)
            )
            yield heading_row(mean, len(divisions) + 2)
        for number, of_question in scores[asked].groupby("question_no", sort=False):
            by_division = of_question.set_index("division").score_percent
            cells = (_score(by_division.get(name)) for name in divisions)
            name = f"{thai.digits(number)}. {of_question.question.iloc[0]}"
            yield Row((name, *cells, _score(means.questions[number])))


def _score(score: float | None) -> str:
    return on_paper("score", score)
