"""Pictures of the budget: what may be spent as ground, what is paid and committed before it."""

import pandas as pd

import thai
from charts import theme
from charts.theme import Figure
from language import _
from quantities import title


def _key(frame: pd.DataFrame) -> str:
    colors = {"disbursed": theme.PAID, "committed": theme.COMMITTED, "revised": theme.GROUND}
    return theme.key(*((title(name), color) for name, color in colors.items()), of_rows=len(frame))


def _hover(row: pd.Series, name: str) -> str:
    said = [f"<b>{thai.digits(row[name])}</b>"]
    said += [f"{title(column)}: {thai.number(row[column], 2)}" for column in ("revised", "disbursed", "committed", "remaining")]
    said += [f"{title(column)}: {thai.percent(row[column])}" for column in ("disbursed_rate", "used_rate")]
    return "<br>".join(said)


def by_division(frame: pd.DataFrame) -> Figure:
    """A bar of baht for each division: the budget after transfers, before it what is paid and committed."""
    shown = frame.head(theme.MOST_ROWS)
    texts = [
        _("{rate} paid · {disbursed} of {revised}").format(
            rate=thai.percent(row.disbursed_rate), disbursed=thai.baht(row.disbursed), revised=thai.baht(row.revised)
        )
        for row in shown.itertuples()
    ]
    figure = theme.rows(list(shown.division), texts, theme.Frame(key=_key(frame)))
    hover = [_hover(row, "division") for _index, row in shown.iterrows()]
    leads = [{"division": division} for division in shown.division]
    theme.add_bars(figure, "whole", list(shown.revised), hover=hover, leads=leads)
    theme.add_bars(figure, "disbursed", list(shown.disbursed), color=theme.PAID, hover=hover, leads=leads, thickness=0.6)
    theme.add_bars(
        figure, "committed", list(shown.committed), base=list(shown.disbursed), color=theme.COMMITTED, hover=hover, thickness=0.6
    )  # fmt: skip
    theme.baht_axis(figure, float(max(shown[["revised", "disbursed"]].max().max(), 0)))
    return figure


def by_item(frame: pd.DataFrame) -> Figure:
    """A bar for each of the largest lines, as percent of what it may spend, so that small lines can be read beside large ones.

    Where the ordinance says for which work a line is, so does its label: salaries stand under each."""
    shown = frame.head(theme.MOST_ROWS)
    percents = shown.assign(
        whole=[100.0 if row.revised else None for row in shown.itertuples()],
        paid=[_of(row.disbursed, row.revised) for row in shown.itertuples()],
        open=[_of(row.committed, row.revised) for row in shown.itertuples()],
    )
    texts = [
        _("{rate} paid of {revised}").format(rate=thai.percent(row.disbursed_rate), revised=thai.baht(row.revised))
        for row in shown.itertuples()
    ]
    labels = [row["item"] if thai.is_missing(row.work) else f"{row['item']} · {row.work}" for _index, row in shown.iterrows()]
    figure = theme.rows(labels, texts, theme.Frame(key=_key(frame)))
    hover = [_hover(row, "item") for _index, row in shown.iterrows()]
    theme.add_bars(figure, "whole", list(percents.whole), hover=hover)
    theme.add_bars(figure, "disbursed", list(percents.paid), color=theme.PAID, hover=hover, thickness=0.6)
    base = list(percents.paid.fillna(0))
    theme.add_bars(figure, "committed", list(percents.open), base=base, color=theme.COMMITTED, hover=hover, thickness=0.6)
    highest = float((percents.paid.fillna(0) + percents.open.fillna(0)).max()) if len(percents) else 0
    theme.percent_axis(figure, _("percent of the budget after transfers"), highest=max(100, highest))
    return figure


def _of(part: float, whole: float) -> float | None:
    return part / whole * 100 if whole else None
