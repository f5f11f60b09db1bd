"""Pictures of the anti-corruption plan against its target."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts import theme
from charts.theme import Figure, Width
from vocabulary import thai
from vocabulary.columns import title, word
from vocabulary.language import _

SPREAD = 0.12
"""How far the two bars of a pair stand apart, in rows."""
STATUSES = {"done": "completed", "ongoing": "in_progress", "waiting": "waiting", "cannot": "cannot"}
"""Status of a project → the column that counts it."""
STATUS_COLORS = {
    "done": theme.REACHED,
    "ongoing": theme.PAID,
    "waiting": theme.NEUTRAL,
    "cannot": theme.BEHIND,
}


@dataclass(frozen=True)
class _Time:
    """One of two times that stand side by side: its name, its colour, and its ratio in each dimension (0: the
    whole plan)."""

    name: str
    color: str
    rates: dict[int, float | None]


def _times(frame: pd.DataFrame, column: str) -> list[_Time]:
    """The rounds of a year, the earlier one first, with what `column` says of each dimension."""
    return [
        _Time(
            _round(months),
            theme.PAID if months == 12 else theme.EARLIER,
            _rates(frame[frame.round_months == months], column),
        )
        for months in sorted(frame.round_months.unique())
    ]


def _round(months: int) -> str:
    return _("{months} months").format(months=thai.digits(months))


def _rates(frame: pd.DataFrame, column: str) -> dict[int, float | None]:
    return {number: _ratio(value) for number, value in zip(frame.dimension_no, frame[column], strict=True)}


def _ratio(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _paired(times: Sequence[_Time], labels: dict[int, str], texts: dict[int, str], above: int = 0) -> Figure:
    """Bars for each dimension, the earlier time above the later one, as percent. A click leads to the
    dimension."""
    key = theme.key(*((time.name, time.color) for time in times))
    above_bars = [texts.get(number, thai.NOTHING) for number in labels]
    figure = theme.rows(list(labels.values()), above_bars, theme.Frame(above=above, key=key))
    for position, time in enumerate(times):
        ratios = [time.rates.get(number) for number in labels]
        readings = [f"{time.name}: {thai.percent(ratio)}" for ratio in ratios]
        theme.add_bars(
            figure,
            time.name,
            [None if ratio is None else thai.as_percent(ratio) for ratio in ratios],
            color=time.color,
            thickness=0.5 if len(times) > 1 else 1,
            offset=SPREAD * (position - (len(times) - 1) / 2),
            hover=theme.hover(list(labels.values()), readings),
            leads=_leads(labels),
        )
    return figure


def _leads(dimensions: dict[int, str]) -> list[dict[str, str]]:
    """To which rows a click on each dimension leads; on the whole plan (0), to no others."""
    return [{"dimension_no": str(number)} if number else {} for number in dimensions]


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
    return {number: " · ".join(statements) for number, statements in texts.items()}


def by_dimension(frame: pd.DataFrame, rounds: pd.DataFrame, width: Width) -> Figure:
    """Projects done of planned in the whole plan and in each dimension, 6 and 12 months, against the target
    line."""
    # The whole plan is drawn as one more dimension, number 0.
    whole = rounds.assign(dimension_no=0)
    labels = {0: _("Whole plan")} | _labels(frame)
    texts = _texts(whole, _done) | _texts(frame, _done)
    both = pd.concat([whole, frame])
    figure = _paired(_times(both, "projects_rate"), labels, texts, above=theme.TARGET_NAME)
    _against_the_target(figure, rounds.target)
    return figure


def _against_the_target(figure: Figure, targets: pd.Series) -> None:
    theme.percent_axis(figure, _("percent of the plan's projects"))
    if not targets.empty:
        target = thai.as_percent(float(targets.iloc[0]))
        theme.target_line(figure, target, _("target {target}%").format(target=thai.number(target)))


def _done(row: Any) -> str:
    done = done_of_planned(row)
    # The target is one for the whole year: half-way through it nothing is short yet.
    if row.round_months == 6 or not row.projects_short:
        return done
    return f"{done} · {_('{short} projects short').format(short=thai.number(row.projects_short))}"


def done_of_planned(row: Any) -> str:
    """Projects done of planned in a round: "6 months: 14 of 52 (26.92%)"."""
    return _("{months} months: {done} of {planned} ({rate})").format(
        months=thai.digits(row.round_months),
        done=thai.number(row.projects_done),
        planned=thai.number(row.projects_planned),
        rate=thai.percent(row.projects_rate),
    )


def compared(frame: pd.DataFrame, now: pd.Series, before: pd.Series, width: Width) -> Figure:
    """Projects done of planned in the whole plan and in each dimension, now and at an earlier time, with the
    change."""
    change = 100 * (now.projects_rate - before.projects_rate)
    labels = {0: _("Whole plan")} | _labels(frame)
    texts = {0: _change(before.projects_rate, now.projects_rate, change)} | {
        row.dimension_no: _change(row.earlier_rate, row.projects_rate, row.projects_rate_change)
        for row in frame.itertuples()
    }
    rates_before = {0: _ratio(before.projects_rate)} | _rates(frame, "earlier_rate")
    rates_now = {0: _ratio(now.projects_rate)} | _rates(frame, "projects_rate")
    times = [
        _Time(_time(before), theme.EARLIER, rates_before),
        _Time(_time(now), theme.PAID, rates_now),
    ]
    figure = _paired(times, labels, texts, above=theme.TARGET_NAME)
    _against_the_target(figure, pd.Series([now.target]))
    return figure


def _time(row: pd.Series) -> str:
    return f"{thai.fiscal_year(row.fiscal_year)} · {_round(row.round_months)}"


def _change(before: float | None, now: float | None, points: float | None) -> str:
    from_to = f"{thai.percent(before)} → {thai.percent(now)}"
    if points is None or pd.isna(points):
        return from_to
    sign = "+" if points > 0 else ""
    return f"{from_to} · {_('{points} points').format(points=sign + thai.number(points, 2))}"


def by_status(frame: pd.DataFrame, width: Width) -> Figure:
    """How many projects of each dimension have which status, one bar a dimension. A click leads to those
    projects."""
    # The whole plan stands above its dimensions, as the sum of them.
    whole = {column: frame[column].sum() for column in (*STATUSES.values(), "projects_planned")}
    rows = [{"dimension_no": 0, "dimension": "", **whole}, *frame.to_dict("records")]
    labels = {0: _("Whole plan")} | _labels(frame)
    texts = [
        " · ".join(_counted(row, status) for status, name in STATUSES.items() if row[name]) or thai.NOTHING
        for row in rows
    ]
    key = theme.key(*((word(status, "project_status"), STATUS_COLORS[status]) for status in STATUSES))
    names = list(labels.values())
    figure = theme.rows(names, texts, theme.Frame(key=key))
    ends = [0] * len(rows)
    for status, name in STATUSES.items():
        counts = [int(row[name]) for row in rows]
        leads = [lead | {"project_status": status} for lead in _leads(labels)]
        hover = theme.hover(names, [_counted(row, status) for row in rows])
        color = STATUS_COLORS[status]
        ends = theme.stack(figure, name, counts, ends, color=color, hover=hover, leads=leads)
    theme.count_axis(figure, int(whole["projects_planned"]), _("number of projects"))
    return figure


def _counted(row: dict[Any, Any], status: str) -> str:
    return f"{word(status, 'project_status')} {thai.number(row[STATUSES[status]])}"


def budget_by_dimension(frame: pd.DataFrame, width: Width) -> Figure:
    """Spent of the planned budget in each dimension, 6 and 12 months; where nothing was planned, "–" and what
    is printed."""
    figure = _paired(_times(frame, "spent_of_planned"), _labels(frame), _texts(frame, _spent))
    ratio = frame.spent_of_planned.max()  # not a number where nothing was planned
    highest = ratio * 100 if ratio > 1 else 100
    theme.percent_axis(figure, _("percent of the planned budget"), highest=highest)
    return figure


def _spent(row: Any) -> str:
    spent = f"{_round(row.round_months)}: {thai.percent(row.spent_of_planned)}"
    if not pd.isna(row.spent_of_planned):
        of_ordinance = _("{rate} of the ordinance").format(rate=thai.percent(row.spent_of_ordinance))
        return f"{spent} ({of_ordinance})"
    if pd.isna(row.stated_budget_percent):
        return spent
    # Where nothing was planned the report prints 100.00: it stands beside our "–", not in its place.
    printed = f"{thai.number(row.stated_budget_percent, 2)}%"
    return f"{spent} {_('(printed {stated})').format(stated=printed)}"


def ranking(frame: pd.DataFrame, target: float, as_reported: bool, width: Width) -> Figure:
    """Each organization's percentage as given, highest first, the own one marked, against the target line;
    unless the own one is `as_reported`, with the note that it is another figure than that of the
    organization's report."""
    texts = [
        f"{thai.number(row.percent, 2)}% · {title('level')} {word(row.level)}"
        + (f" · <b>◀ {_('this organization')}</b>" if row.is_own else "")
        for row in frame.itertuples()
    ]
    # Twice the same percentage is no surprise; two that differ are, and want an explanation.
    caveat = _("another denominator than the organization's own report, not comparable")
    key = "" if as_reported else "<br>".join(theme.in_lines(caveat, theme.TEXT_WIDTH))
    figure = theme.rows(list(frame.organization), texts, theme.Frame(above=theme.TARGET_NAME, key=key))
    colors = [theme.PAID if own else theme.EARLIER for own in frame.is_own]
    hover = theme.hover(list(frame.organization), texts)
    theme.add_bars(figure, "percent", list(frame.percent), color=colors, hover=hover)
    highest = max(100, float(frame.percent.max()))  # as published, and that may be more than all
    theme.percent_axis(figure, _("percent, as published"), highest=highest, step=20 if highest <= 100 else 50)
    name = _("level high from {target}%").format(target=thai.number(target * 100))
    theme.target_line(figure, target * 100, name)
    return figure
