"""Pictures of the anti-corruption plan against its target."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts import axes, theme, units
from charts.rows import add_bars, hover, rows, stack
from charts.theme import Figure, Width
from vocabulary import thai
from vocabulary.columns import title, word
from vocabulary.language import _

SPREAD, WIDE_SPREAD = 0.12, 0.3
"""How far the two bars of a pair stand apart, in rows: narrow, where rows are high, and wide."""
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
    return dict(zip(frame.dimension_no, units.known(frame[column]), strict=True))


@dataclass(frozen=True)
class _Said:
    """What is written of each dimension, by its number: a sentence, and the texts of the columns."""

    sentences: dict[int, str]
    columns: dict[str, dict[int, str]]


def _paired(
    times: Sequence[_Time], labels: dict[int, str], written: _Said, width: Width, above: int = 0
) -> Figure:
    """Bars for each dimension, the earlier time above the later one, as percent. A click leads to the
    dimension."""
    # Wide, the headings of the columns are the legend.
    key = theme.key(*((time.name, time.color) for time in times)) if width == "narrow" else ()
    above_bars = [written.sentences.get(number, thai.NOTHING) for number in labels]
    columns = {
        heading: [texts.get(number, thai.NOTHING) for number in labels]
        for heading, texts in written.columns.items()
    }
    figure = rows(list(labels.values()), above_bars, columns, width, theme.Frame(above=above, key=key))
    for position, time in enumerate(times):
        ratios = [time.rates.get(number) for number in labels]
        readings = [f"{time.name}: {thai.percent(ratio)}" for ratio in ratios]
        add_bars(
            figure,
            time.name,
            [None if ratio is None else thai.as_percent(ratio) for ratio in ratios],
            color=time.color,
            thickness=0.5 if len(times) > 1 else 1,
            offset=_apart(figure) * (position - (len(times) - 1) / 2),
            hover=hover(list(labels.values()), readings),
            leads=_leads(labels),
        )
    return figure


def _apart(figure: Figure) -> float:
    """How far the two bars of a pair stand apart, in rows."""
    return SPREAD if figure["layout"]["meta"].width == "narrow" else WIDE_SPREAD


def _in_columns(times: Sequence[_Time]) -> dict[str, dict[int, str]]:
    """The rates of each time, the latest first."""
    return {
        units.headed(theme.colored("■", time.color, time.name.replace(" · ", "<br>")), "%"): {
            number: units.ratio(rate) for number, rate in time.rates.items()
        }
        for time in reversed(times)
    }


def _leads(dimensions: dict[int, str]) -> list[dict[str, str]]:
    """To which rows a click on each dimension leads; on the whole plan (0), to no others."""
    return [{"dimension_no": str(number)} if number else {} for number in dimensions]


def _labels(frame: pd.DataFrame) -> dict[int, str]:
    return {
        number: _("Dimension {number} {name}").format(number=number, name=name)
        for number, name in zip(frame.dimension_no, frame.dimension, strict=True)
    }


def _texts(frame: pd.DataFrame, say: Callable[[Any], str]) -> dict[int, str]:
    """What is written of each dimension: its rounds, one after the other."""
    # Rows come by dimension and round, so that 6 months stand before 12.
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
    both = pd.concat([whole, frame])
    times = _times(both, "projects_rate")
    newest = both[both.round_months == both.round_months.max()]
    columns = _in_columns(times) | {
        _("done of planned"): _by_number(newest, _of),
        _("projects short"): _by_number(newest, _short),
    }
    written = _Said(_texts(whole, _done) | _texts(frame, _done), columns)
    figure = _paired(times, labels, written, width, above=theme.TARGET_NAME)
    _against_the_target(figure, rounds.target)
    return figure


def _by_number(frame: pd.DataFrame, say: Callable[[Any], str]) -> dict[int, str]:
    return {row.dimension_no: say(row) for row in frame.itertuples()}


def _of(row: Any) -> str:
    return f"{thai.number(row.projects_done)}/{thai.number(row.projects_planned)}"


def _short(row: Any) -> str:
    # The target is one for the whole year: half-way through it nothing is short yet.
    return "" if row.round_months == 6 or not row.projects_short else thai.number(row.projects_short)


def _against_the_target(figure: Figure, targets: pd.Series) -> None:
    axes.percent_axis(figure, _("percent of the plan's projects"))
    if not targets.empty:
        target = thai.as_percent(float(targets.iloc[0]))
        axes.target_line(figure, target, _("target {target}%").format(target=thai.number(target)))


def _done(row: Any) -> str:
    done, short = done_of_planned(row), _short(row)
    return f"{done} · {_('{short} projects short').format(short=short)}" if short else done


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
    # Dimensions by number: their names change from one plan period to the next.
    labels = {0: _("Whole plan")} | _labels(frame)
    texts = {0: _change(before.projects_rate, now.projects_rate, change)} | {
        row.dimension_no: _change(row.earlier_rate, row.projects_rate, row.projects_rate_change)
        for row in frame.itertuples()
    }
    whole_before, whole_now = units.known([before.projects_rate, now.projects_rate])
    times = [
        _Time(_time(before), theme.EARLIER, {0: whole_before} | _rates(frame, "earlier_rate")),
        _Time(_time(now), theme.PAID, {0: whole_now} | _rates(frame, "projects_rate")),
    ]
    change = {0: change} | dict(zip(frame.dimension_no, frame.projects_rate_change, strict=True))
    columns = _in_columns(times) | {
        units.headed(_("change"), _("points")): {
            number: units.signed(points, units.percent) for number, points in change.items()
        }
    }
    figure = _paired(times, labels, _Said(texts, columns), width, above=theme.TARGET_NAME)
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
    counted = [{"dimension_no": 0, "dimension": "", **whole}, *frame.to_dict("records")]
    labels = {0: _("Whole plan")} | _labels(frame)
    texts = [
        " · ".join(_counted(row, status) for status, name in STATUSES.items() if row[name]) or thai.NOTHING
        for row in counted
    ]
    marks = {status: (word(status, "project_status"), STATUS_COLORS[status]) for status in STATUSES}
    columns = {_("projects"): [thai.number(row["projects_planned"]) for row in counted]} | {
        theme.colored("■", color, name): units.counts(row[STATUSES[status]] for row in counted)
        for status, (name, color) in marks.items()
    }
    # Wide, the headings of the columns are the legend.
    legend = theme.Frame(key=theme.key(*marks.values()) if width == "narrow" else ())
    names = list(labels.values())
    figure = rows(names, texts, columns, width, legend)
    ends = [0] * len(counted)
    for status, name in STATUSES.items():
        counts = [int(row[name]) for row in counted]
        leads = [lead | {"project_status": status} for lead in _leads(labels)]
        readings = hover(names, [_counted(row, status) for row in counted])
        color = STATUS_COLORS[status]
        ends = stack(figure, name, counts, ends, color=color, hover=readings, leads=leads)
    axes.count_axis(figure, int(whole["projects_planned"]), _("number of projects"))
    return figure


def _counted(row: dict[Any, Any], status: str) -> str:
    return f"{word(status, 'project_status')} {thai.number(row[STATUSES[status]])}"


def budget_by_dimension(frame: pd.DataFrame, width: Width) -> Figure:
    """Spent of the planned budget in each dimension, 6 and 12 months; where nothing was planned, "–" and what
    is printed."""
    times = _times(frame, "spent_of_planned")
    written = _Said(_texts(frame, _spent), _in_columns(times) | _stated(frame))
    figure = _paired(times, _labels(frame), written, width)
    ratio = frame.spent_of_planned.max()  # not a number where nothing was planned
    highest = ratio * 100 if ratio > 1 else 100
    axes.percent_axis(figure, _("percent of the planned budget"), highest=highest)
    return figure


def _stated(frame: pd.DataFrame) -> dict[str, dict[int, str]]:
    """A column of what each round's report prints where nothing was planned."""
    printed = frame[frame.spent_of_planned.isna() & frame.stated_budget_percent.notna()]
    columns: dict[str, dict[int, str]] = {}
    for months in sorted(printed.round_months.unique(), reverse=True):
        rounds = printed[printed.round_months == months]
        heading = units.headed(_("as printed"), f"{_round(months)}<br>%")
        columns[heading] = dict.fromkeys(frame.dimension_no, "") | _by_number(
            rounds, lambda row: units.percent(row.stated_budget_percent)
        )
    return columns


def _spent(row: Any) -> str:
    spent = f"{_round(row.round_months)}: {thai.percent(row.spent_of_planned)}"
    # Both rates, each with what it is of: the ordinance gave another amount than the plan.
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
    legend = theme.Frame(above=theme.TARGET_NAME, key=() if as_reported else (caveat,))
    columns = {
        "%": units.each(units.percent, frame.percent),
        title("level"): [word(level) for level in frame.level],
    }
    names = [
        f"<b>{name}</b>" if own and width == "wide" else name
        for name, own in zip(frame.organization, frame.is_own, strict=True)
    ]
    figure = rows(names, texts, columns, width, legend)
    colors = [theme.PAID if own else theme.EARLIER for own in frame.is_own]
    readings = hover(list(frame.organization), texts)
    add_bars(figure, "percent", list(frame.percent), color=colors, hover=readings)
    highest = max(100, float(frame.percent.max()))  # as published, and that may be more than all
    axes.percent_axis(figure, _("percent, as published"), highest=highest, step=20 if highest <= 100 else 50)
    name = _("level high from {target}%").format(target=thai.number(target * 100))
    axes.target_line(figure, target * 100, name)
    return figure
