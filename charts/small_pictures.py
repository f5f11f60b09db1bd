"""What the small pictures of the overview show: one figure of each division, dimension or question on one
axis, and how many measures stand how."""

from collections.abc import Sequence
from math import ceil, floor
from typing import Any

import pandas as pd

from charts import theme, units
from charts.measures import STATUS_COLORS
from charts.overview import MOST_ROWS, Kind, Mark, Part, Picture, Row
from vocabulary import thai
from vocabulary.columns import name_of, title, word
from vocabulary.language import _

WHOLE = 100.0
TO_DUE = ("tab", "due")
"""Where what is due is listed: no column of the measures tells that, but the day on which they are read."""
WIDEST_AXIS = 200.0
"""Percent up to which an axis goes: who paid more is written in full."""


def disbursed(frame: pd.DataFrame, level: str, expected_rate: float) -> Picture:
    """How much each part of a level has paid of what it may spend, as `frame` orders them, against the part
    of the year that has gone by (ratio; nothing to compare with once the year is over)."""
    is_over = expected_rate >= 1
    rates = [None if pd.isna(rate) else thai.as_percent(rate) for rate in frame.disbursed_rate]
    highest = max((rate for rate in rates if rate is not None), default=WHOLE)
    end = min(max(ceil(highest / 20) * 20, WHOLE), WIDEST_AXIS)
    # The unit is that of the rows drawn: a large one far below would make all of these zero.
    first = frame.head(MOST_ROWS)
    unit, write = units.of_baht([*first.disbursed, *first.revised])
    rows = [
        Row(
            name_of(str(part)),
            thai.percent(ratio),
            f"{write(disbursed)} / {write(revised)}",
            () if rate is None else (_bar(rate / end, is_behind=gap < 0 and not is_over),),
            ((level, str(part)),),
        )
        for part, ratio, rate, disbursed, revised, gap in zip(
            frame[level], frame.disbursed_rate, rates, frame.disbursed, frame.revised, frame.gap, strict=True
        )
    ]
    key = [(_bar(1, is_behind=False), _("paid"))]
    if not is_over:
        line = Mark("line", thai.as_percent(expected_rate) / end * WHOLE)
        gone_by = _("pace by date {rate}").format(rate=thai.percent(expected_rate))
        key += [(_bar(1, is_behind=True), _("behind the pace by date")), (line, gone_by)]
    name = _("Paid out of the budget, by {level}").format(level=title(level).lower())
    return Picture(name, rows, key, _percents(0, end), ("", unit))


def _bar(ratio: float, *, is_behind: bool) -> Mark:
    return Mark("bar", ratio * WHOLE, color=theme.BEHIND if is_behind else theme.PAID)


def _percents(low: float, high: float) -> tuple[str, str]:
    return thai.digits(f"{low:g}%"), thai.digits(f"{high:g}%")


def means(frame: pd.DataFrame, column: str, labels: Sequence[str], mean: float, name: str) -> Picture:
    """Each mean as a dot between the lowest and the highest of its scores, on an axis that begins where they
    do; the line is the mean of all."""
    low = float(floor(min(frame.lowest.min(), 90) / 10) * 10)

    def place(percent: float) -> float:
        return (percent - low) / (WHOLE - low) * WHOLE

    rows = [
        Row(label, _score(row.score), "", _dot(row, place), ((column, str(getattr(row, column))),))
        for label, row in zip(labels, frame.itertuples(), strict=True)
    ]
    key = [
        (Mark("dot", color=theme.PAID), _("mean")),
        (Mark("range", WHOLE, color=theme.GROUND), _("lowest–highest")),
        (Mark("line", place(mean)), _("mean of all {score}").format(score=_score(mean))),
    ]
    return Picture(name, rows, key, _percents(low, WHOLE))


def _dot(row: Any, place: Any) -> tuple[Mark, ...]:
    if pd.isna(row.score):
        return ()
    span = Mark("range", place(row.highest), place(row.lowest), theme.GROUND)
    return span, Mark("dot", place(row.score), color=theme.PAID)


def _score(percent: float) -> str:
    return thai.NOTHING if pd.isna(percent) else f"{thai.number(percent, 2)}%"


def dimensions(frame: pd.DataFrame, rounds: pd.DataFrame, target: float) -> Picture:
    """The whole plan and each dimension with the projects done of those planned (percent), as a ring after 6
    months and a dot at the year's end, against the target (ratio)."""
    whole = rounds.assign(dimension_no=0, dimension="")
    every = pd.concat([whole, frame[frame.round_months.isin(rounds.round_months)]])
    rows = [_dimension(number, of_one, target) for number, of_one in every.groupby("dimension_no")]
    key = [
        (Mark("ring" if months == 6 else "dot"), _("{months} months").format(months=thai.digits(months)))
        for months in sorted(rounds.round_months)
    ]
    named = _("target {target}").format(target=thai.digits(f"{thai.as_percent(target):g}%"))
    key.append((Mark("line", thai.as_percent(target)), named))
    return Picture(_("Plan projects against the target"), rows, key, _percents(0, WHOLE), ("", _("projects")))


def _dimension(number: Any, rounds: pd.DataFrame, target: float) -> Row:
    places = {
        row.round_months: thai.as_percent(row.projects_rate)
        for row in rounds.itertuples()
        if not pd.isna(row.projects_rate)
    }
    newest = rounds.sort_values("round_months").iloc[-1]
    marks = []
    if len(places) == 2:
        marks.append(Mark("range", max(places.values()), min(places.values()), theme.GROUND))
    for months, percent in sorted(places.items()):
        reached = theme.REACHED if percent >= thai.as_percent(target) else theme.BEHIND
        color = theme.PAID if months == 6 else reached
        marks.append(Mark("ring" if months == 6 else "dot", percent, color=color))
    done = f"{thai.number(newest.projects_done)} / {thai.number(newest.projects_planned)}"
    if not number:
        return Row(_("The whole plan"), thai.percent(newest.projects_rate), done, tuple(marks), kind="whole")
    label = _("Dimension {number} {name}").format(number=thai.digits(number), name=newest.dimension)
    narrowed = (("dimension_no", str(number)),)
    return Row(label, thai.percent(newest.projects_rate), done, tuple(marks), narrowed)


def measures(statuses: pd.DataFrame, total: pd.Series) -> Picture:
    """How many measures stand how, in one bar, and beneath it what is due or lacks evidence."""
    parts = [
        Part(word(row.status), int(row.measures), STATUS_COLORS[row.status], (("status", row.status),))
        for row in statuses.itertuples()
        # A part of nothing could neither be seen nor clicked.
        if row.measures
    ]
    days = thai.number(total.soon_days)
    rows = [
        *_counted(_("Overdue"), total.overdue, TO_DUE, is_behind=True),
        *_counted(_("Due within {days} days").format(days=days), total.due_soon, TO_DUE),
        *_counted(_("Not finished, without a due date"), total.without_due, TO_DUE),
        *_counted(_("Without evidence"), total.without_evidence, ("evidence", "no"), is_behind=True),
        *_counted(_("Unknown whether there is evidence"), total.evidence_unknown, ("evidence", "unknown")),
    ]
    return Picture(_("Integrity measures by status"), rows, parts=parts)


def _counted(label: str, count: Any, to: tuple[str, str], *, is_behind: bool = False) -> list[Row]:
    """A row of how many measures those are, where there are any, that leads `to` where they stand."""
    if thai.is_missing(count) or not count:
        return []
    kind: Kind = "behind" if is_behind else ""
    unit = _("item") if count == 1 else _("items")
    return [Row(label, thai.number(count), unit, (), (to,), kind)]
