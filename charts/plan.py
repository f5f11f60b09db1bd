"""Pictures of the anti-corruption plan against its target."""

from collections.abc import Callable
from typing import Any

import pandas as pd

import thai
from charts import theme
from charts.theme import Figure
from language import _
from quantities import title, word

SPREAD = 0.12
"""How far the bars of two rounds stand apart, in rows."""


def _round(months: int) -> str:
    return _("{months} months").format(months=thai.digits(months))


def _color(months: int) -> str:
    return theme.PAID if months == 12 else theme.EARLIER


Rates = dict[int, dict[int, float | None]]
"""Dimension (0: the whole plan) → round in months → ratio."""


def _rates(frame: pd.DataFrame, column: str) -> Rates:
    rates: Rates = {}
    for number, months, ratio in zip(frame.dimension_no, frame.round_months, frame[column], strict=True):
        rates.setdefault(number, {})[months] = None if pd.isna(ratio) else float(ratio)
    return rates


def _paired(rates: Rates, labels: dict[int, str], texts: dict[int, str], above: int = 0) -> Figure:
    """A pair of bars for each dimension, the 6-month round above the 12-month one, as percent."""
    rounds = sorted({months for by_round in rates.values() for months in by_round})
    key = theme.key(*((_round(months), _color(months)) for months in rounds))
    figure = theme.rows(list(labels.values()), [texts[number] for number in labels], theme.Frame(above=above, key=key))
    for position, months in enumerate(rounds):
        ratios = [rates[number].get(months) for number in labels]
        theme.add_bars(
            figure,
            _round(months),
            [None if ratio is None else thai.as_percent(ratio) for ratio in ratios],
            color=_color(months),
            thickness=0.5 if len(rounds) > 1 else 1,
            offset=SPREAD * (position - (len(rounds) - 1) / 2),
            hover=[
                f"<b>{label}</b><br>{_round(months)}: {thai.percent(ratio)}"
                for label, ratio in zip(labels.values(), ratios, strict=True)
            ],
        )
    return figure


def _labels(frame: pd.DataFrame) -> dict[int, str]:
    return {
        number: _("Dimension {number} {name}").format(number=number, name=name)
        for number, name in zip(frame.dimension_no, frame.dimension, strict=True)
    }


def _texts(frame: pd.DataFrame, say: Callable[[Any], str]) -> dict[int, str]:
    """What is said of each dimension: its rounds, one after the other."""
    texts: dict[int, list[str]] = {}
    for row in frame.itertuples():
        texts.setdefault(row.dimension_no, []).append(say(row))
    return {number: " · ".join(said) for number, said in texts.items()}


def by_dimension(frame: pd.DataFrame, rounds: pd.DataFrame) -> Figure:
    """Projects done of planned in the whole plan and in each dimension, 6 and 12 months, against the target line."""
    whole = rounds.assign(dimension_no=0)
    labels = {0: _("Whole plan")} | _labels(frame)
    texts = _texts(whole, _done) | _texts(frame, _done)
    rates = _rates(whole, "projects_rate") | _rates(frame, "projects_rate")
    figure = _paired(rates, labels, texts, above=theme.TARGET_NAME)
    target = thai.as_percent(float(rounds.target.iloc[0]))
    theme.percent_axis(figure, _("percent of the plan's projects"))
    theme.target_line(figure, target, _("target {target}%").format(target=thai.number(target)))
    return figure


def _done(row: Any) -> str:
    return _("{months} months: {done} of {planned} ({rate})").format(
        months=thai.digits(row.round_months),
        done=thai.number(row.projects_done),
        planned=thai.number(row.projects_planned),
        rate=thai.percent(row.projects_rate),
    )


def budget_by_dimension(frame: pd.DataFrame) -> Figure:
    """Spent of the planned budget in each dimension, 6 and 12 months; where nothing was planned, "–" and what is printed."""
    rates = _rates(frame, "spent_of_planned")
    figure = _paired(rates, _labels(frame), _texts(frame, _spent))
    highest = max((ratio for by_round in rates.values() for ratio in by_round.values() if ratio is not None), default=0)
    theme.percent_axis(figure, _("percent of the planned budget"), highest=max(100, highest * 100))
    return figure


def _spent(row: Any) -> str:
    said = f"{_round(row.round_months)}: {thai.percent(row.spent_of_planned)}"
    if not pd.isna(row.spent_of_planned) or pd.isna(row.stated_budget_percent):
        return said
    printed = f"{thai.number(row.stated_budget_percent, 2)}%"
    return f"{said} {_('(printed {stated})').format(stated=printed)}"


def ranking(frame: pd.DataFrame, target: float) -> Figure:
    """Each organization's percentage as given, highest first, the own one marked, against the target line."""
    texts = [
        f"{thai.number(row.percent, 2)}% · {title('level')} {word(row.level)}"
        + (f" · <b>◀ {_('this organization')}</b>" if row.is_own else "")
        for row in frame.itertuples()
    ]
    caveat = _("another denominator than the organization's own report, not comparable")
    figure = theme.rows(list(frame.organization), texts, theme.Frame(above=theme.TARGET_NAME, key=caveat))
    colors = [theme.PAID if own else theme.EARLIER for own in frame.is_own]
    hover = [f"<b>{name}</b><br>{text}" for name, text in zip(frame.organization, texts, strict=True)]
    theme.add_bars(figure, "percent", list(frame.percent), color=colors, hover=hover)
    highest = max(100, float(frame.percent.max()))
    theme.percent_axis(figure, _("percent, as published"), highest=highest, step=20 if highest <= 100 else 50)
    theme.target_line(figure, target * 100, _("level high from {target}%").format(target=thai.number(target * 100)))
    return figure
