"""Pictures of the anti-corruption plan against its target."""

import pandas as pd

import thai
from charts import theme
from charts.theme import Figure
from language import _
from quantities import title


SPREAD = 0.12
"""How far the bars of two rounds stand apart, in rows."""


def _round(months: int) -> str:
    return _("{months} months").format(months=thai.digits(months))


def _color(months: int) -> str:
    return theme.PAID if months == 12 else theme.EARLIER


def _rounds_key(frame: pd.DataFrame) -> str:
    return theme.key(*((_round(months), _color(months)) for months in sorted(frame.round_months.unique())))


def _paired(frame: pd.DataFrame, labels: dict[int, str], texts: dict[int, str], column: str, above: int = 0) -> Figure:
    """A pair of bars for each dimension, the 6-month round above the 12-month one, as percent."""
    figure = theme.rows(list(labels.values()), list(texts.values()), theme.Frame(above=above, key=_rounds_key(frame)))
    months = sorted(frame.round_months.unique())
    for position, round_months in enumerate(months):
        part = frame[frame.round_months == round_months].set_index("dimension_no").reindex(list(labels))
        values = [None if pd.isna(ratio) else thai.as_percent(ratio) for ratio in part[column]]
        theme.add_bars(
            figure, _round(round_months), values, color=_color(round_months), thickness=0.5 if len(months) > 1 else 1,
            offset=SPREAD * (position - (len(months) - 1) / 2),
            hover=[f"{labels[number]}<br>{_round(round_months)}: {thai.percent(ratio)}" for number, ratio in part[column].items()],
        )  # fmt: skip
    return figure


def _dimension(row: pd.Series) -> str:
    return _("Dimension {number} {name}").format(number=row.dimension_no, name=row.dimension)


def by_dimension(frame: pd.DataFrame, rounds: pd.DataFrame) -> Figure:
    """Projects done of planned in each dimension and in the whole plan, 6 and 12 months, against the target line."""
    whole = rounds.assign(dimension_no=0, dimension="")
    both = pd.concat(
        [
            whole[["dimension_no", "dimension", "round_months", "projects_planned", "projects_done", "projects_rate"]],
            frame,
        ]
    )
    labels = {0: _("Whole plan")} | {row.dimension_no: _dimension(row) for row in frame.itertuples()}
    texts = {
        number: " · ".join(
            _("{months} months: {done} of {planned} ({rate})").format(
                months=thai.digits(row.round_months), done=thai.number(row.projects_done),
                planned=thai.number(row.projects_planned), rate=thai.percent(row.projects_rate),
            )
            for row in both[both.dimension_no == number].sort_values("round_months").itertuples()
        )
        for number in labels
    }  # fmt: skip
    figure = _paired(both, labels, texts, "projects_rate", above=theme.TARGET_NAME)
    target = thai.as_percent(float(rounds.target.iloc[0]))
    theme.percent_axis(figure, _("percent of the plan's projects"))
    theme.target_line(figure, target, _("target {target}%").format(target=thai.number(target)))
    return figure


def budget_by_dimension(frame: pd.DataFrame) -> Figure:
    """Spent of the planned budget in each dimension, 6 and 12 months; where nothing was planned "–" and what the source prints."""
    labels = {row.dimension_no: _dimension(row) for row in frame.itertuples()}
    texts = {
        number: " · ".join(
            f"{_round(row.round_months)}: {thai.percent(row.spent_of_planned)}{_printed(row)}"
            for row in frame[frame.dimension_no == number].sort_values("round_months").itertuples()
        )
        for number in labels
    }
    figure = _paired(frame, labels, texts, "spent_of_planned")
    highest = float(frame.spent_of_planned.max()) * 100 if frame.spent_of_planned.notna().any() else 0
    theme.percent_axis(figure, _("percent of the planned budget"), highest=max(100, highest))
    return figure


def _printed(row: pd.Series) -> str:
    """What the source prints where we have no rate, because nothing was planned."""
    if not pd.isna(row.spent_of_planned) or pd.isna(row.stated_budget_percent):
        return ""
    return " " + _("(printed {stated})").format(stated=thai.number(row.stated_budget_percent, 2))


def ranking(frame: pd.DataFrame, target: float) -> Figure:
    """Each organization's percentage as given, highest first, the own one marked, against the target line."""
    texts = [
        f"{thai.number(row.percent, 2)}% · {title('level')} {row.level}"
        + (f" · <b>◀ {_('this organization')}</b>" if row.is_own else "")
        for row in frame.itertuples()
    ]
    figure = theme.rows(list(frame.organization), texts, theme.Frame(above=theme.TARGET_NAME))
    colors = [theme.PAID if own else theme.EARLIER for own in frame.is_own]
    hover = [f"<b>{name}</b><br>{text}" for name, text in zip(frame.organization, texts, strict=True)]
    theme.add_bars(figure, "percent", list(frame.percent), color=colors, hover=hover)
    highest = max(100, float(frame.percent.max()))
    theme.percent_axis(figure, _("percent, as published"), highest=highest, step=20 if highest <= 100 else 50)
    theme.target_line(figure, target * 100, _("target {target}%").format(target=thai.number(target * 100)))
    return figure
