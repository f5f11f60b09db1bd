"""What the overview says beside its figures: how they changed, how fresh the data are, and what falls
behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sentences.headline import Tone
from sentences.plan import target
from sentences.satisfaction import score
from vocabulary import thai
from vocabulary.data_sets import BY_NAME
from vocabulary.fiscal_calendar import buddhist_year, plan_report_due, quarter_due, round_end
from vocabulary.language import N_, _, counted

OLD_AFTER: dict[str, int] = {"as_of": 7, "round": 15, "year": 24}
"""Months after which data of a quarter, a round or a year are old, for two reports should have come since."""


@dataclass(frozen=True)
class Notice:
    """Something that wants a look: what is behind (tone "behind") or to be known (neutral), and where more is
    said of it."""

    tone: Tone
    text: str
    data_set: str
    narrowed: tuple[tuple[str, str], ...] = ()
    """Columns and their values, to which the data set's page is narrowed, or the tab at which it opens."""
    is_finding: bool = False
    """The findings of the data set say more than its page does ("": the findings of all)."""


def change(years: pd.DataFrame, *, is_named: bool = False) -> str:
    """The last year's percent beside that of the year before, in points, and itself where it `is_named`,
    since the headline is of something else; nothing where they cannot be compared."""
    # Only the very year before: over a gap a change would be taken for that of one year.
    percents = dict(zip(years.fiscal_year, years.percent, strict=True))
    newest = max(percents, default=0)
    if any(thai.is_missing(percents.get(year)) for year in (newest, newest - 1)):
        return ""
    points = float(thai.rounded(percents[newest] - percents[newest - 1], 2))
    if points == 0:
        return _("the same as the year before")
    arrow = "▲" if points > 0 else "▼"
    changed = _("{change} points year on year").format(change=f"{arrow} {thai.number(abs(points), 2)}")
    return f"{score(percents[newest])} · {changed}" if is_named else changed


def course(label: str, years: pd.DataFrame) -> str:
    """A figure of every year, for those who do not see its picture."""
    values = (f"{thai.fiscal_year(row.fiscal_year)} {score(row.percent)}" for row in years.itertuples())
    return f"{label}: {', '.join(values)}"


def freshness(
    data_set: str,
    fiscal_year: int,
    newest: date | int | None,
    today: date,
    *,
    alone: bool,
    missing: Sequence[int] = (),
) -> str:
    """Of when a data set is, and what is due by `today` and is not there; nothing due is said of years that
    were not asked for (`alone`). `newest`: the budget's as-of date, or the plan's round of 6 or 12 months.
    `missing`: the budget's quarters that are due and have no data."""
    # Who asks for an old year knows that it is old.
    old = "" if alone else age(data_set, fiscal_year, newest, today)
    statements, due = [_of_when(fiscal_year, newest), old], ""
    if missing:
        due = _("quarter {number}").format(number=", ".join(map(thai.digits, missing)))
    elif BY_NAME[data_set].times == "round" and newest == 6 and plan_report_due(fiscal_year, 12) < today:
        due = _("round of {months} months").format(months=thai.digits(12))
    if due:
        statements.append(_("due and not there yet: {what}").format(what=due))
    # The fiscal year that begins in October bears the next year's number.
    later = range(fiscal_year + 1, buddhist_year(today.year) + 2)
    awaited = [year for year in later if not alone and _first_due(data_set, year) < today]
    if awaited and not old:  # of old data nobody expects later years
        statements.append(_("no data yet of {years}").format(years=_years(awaited[0], awaited[-1])))
    return " · ".join(filter(None, statements))


def age(data_set: str, fiscal_year: int, newest: date | int | None, today: date) -> str:
    """How old the newest data are, where that must stand out: older than the report that should have
    replaced them; else nothing. `newest` as in `freshness`."""
    # A survey or a round counts as of its last day.
    day = newest if isinstance(newest, date) else round_end(fiscal_year, newest or 12)
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    if months < OLD_AFTER[BY_NAME[data_set].times]:
        return ""
    if months < 24:
        return _("{months} months old").format(months=thai.number(months))
    return _("{years} years old").format(years=thai.number(months // 12))


def _years(first: int, last: int) -> str:
    if first == last:
        return thai.fiscal_year(first)
    return _("FY {year}").format(year=thai.digits(f"{first}–{last}"))


def _of_when(fiscal_year: int, newest: date | int | None) -> str:
    if isinstance(newest, date):
        return _("data as of {day}").format(day=thai.day(newest))
    parts = [_("data of {year}").format(year=thai.fiscal_year(fiscal_year))]
    if newest:
        parts.append(_("round of {months} months").format(months=thai.digits(newest)))
    return ", ".join(parts)


def _first_due(data_set: str, fiscal_year: int) -> date:
    """When the first figures of a year are due: of the first quarter, the first round, or of the whole
    year."""
    times = BY_NAME[data_set].times
    if times == "round":
        return plan_report_due(fiscal_year, 6)
    return quarter_due(fiscal_year, 1 if times == "as_of" else 4)


def missing_divisions(names: Sequence[str]) -> Notice | None:
    """Which divisions the year before had and this one has not, so that the total may lack them; None where
    all are there."""
    if not names:
        return None
    text = _("Budget: no lines of {divisions}, which had some a year before; the total may not be complete")
    return Notice("behind", text.format(divisions=", ".join(names)), "budget")


def found(sentence: str) -> Notice:
    """How many findings there are, with the way to them."""
    return Notice("neutral", sentence, "", is_finding=True)


def plan(row: pd.Series, most_missing: pd.DataFrame) -> Notice | None:
    """How many projects are missing to the target, and where most are still to do; None where it is
    reached."""
    # What is reached wants no attention; its card says so.
    if row.projects_short == 0:
        return None
    one = N_("Plan: {short} project short of the target of {target}")
    more = N_("Plan: {short} projects short of the target of {target}")
    text = counted(row.projects_short, one, more).format(
        short=thai.number(row.projects_short), target=target(row.target)
    )
    narrowed: tuple[tuple[str, str], ...] = ()
    for dimension in most_missing.itertuples():
        text += " · " + _("most in dimension {number} ({done} of {planned} done)").format(
            number=thai.digits(dimension.dimension_no),
            done=thai.number(dimension.projects_done),
            planned=thai.number(dimension.projects_planned),
        )
        narrowed = (("dimension_no", str(dimension.dimension_no)),)
    return Notice("neutral" if row.round_months == 6 else "behind", text, "plan", narrowed)


def measures(row: pd.Series) -> Notice | None:
    """How many measures are overdue, have not begun or have no evidence, or else are not finished; None
    where all are."""
    lacking = (
        (row.overdue, _("{count} overdue"), (("tab", "due"),)),
        (row.not_started, _("{count} not started"), (("status", "not_started"),)),
        (row.without_evidence, _("{count} without evidence"), (("evidence", "no"),)),
    )
    # Without any due date it is not known how many are overdue.
    statements = [each for each in lacking if not thai.is_missing(each[0]) and each[0]]
    if statements:
        counts = " · ".join(words.format(count=thai.number(count)) for count, words, _narrowed in statements)
        # A page cannot be narrowed to what is one or the other: it opens at the gravest, which comes first.
        return Notice("behind", _("Measures: {counts}").format(counts=counts), "measures", statements[0][2])
    if row.ongoing:
        text = _("Measures: {ongoing} are ongoing").format(ongoing=thai.number(row.ongoing))
        return Notice("neutral", text, "measures", (("status", "ongoing"),))
    return None


def budget(furthest: pd.DataFrame) -> Notice | None:
    """Which division is furthest behind the pace by date and by how many baht, or after the year's end what
    it has not paid; None where none is. What stands alone is not named."""
    if furthest.empty:
        return None
    row = furthest.iloc[0]
    # After its end the year has no pace, only what was left.
    if row.elapsed < 1:
        message = _("Budget: {division}{rate} paid · {behind} behind the pace by date")
    else:
        message = _("Budget: {division}{rate} paid in the whole year · {behind} not paid")
    text = message.format(
        division="" if row.is_alone else f"{row.division} ",
        rate=thai.percent_in_words(row.disbursed_rate),
        behind=thai.baht(row.behind),
    )
    return Notice("behind", text, "budget", (("division", row.division),))


def printed_total(row: pd.Series, stated: float | None) -> Notice | None:
    """What the disbursed rate would be by the totals that the source prints; None where it prints none, or
    the same."""
    computed = row.disbursed_rate
    # As printed: a difference that nobody can see would only puzzle.
    if stated is None or thai.percent(stated) == thai.percent(computed):
        return None
    text = _("Budget: the rows give {computed}, the totals printed in the source would give {stated}").format(
        computed=thai.percent_in_words(computed), stated=thai.percent_in_words(stated)
    )
    return Notice("neutral", text, "budget", is_finding=True)


def satisfaction(divisions: pd.DataFrame) -> Notice | None:
    """The division with the lowest mean, where they differ."""
    lowest = divisions.iloc[-1]
    # The divisions come highest first.
    if lowest.score == divisions.score.iloc[0]:
        return None
    text = _("Satisfaction: lowest is {division} with {score}").format(
        division=lowest.division, score=score(lowest.score)
    )
    return Notice("neutral", text, "satisfaction", (("division", lowest.division),))


def by_urgency(notices: Sequence[Notice | None]) -> list[Notice]:
    """What is behind first, what is only to be known after it, else in the order given; what there is not is
    left out."""
    # A stable sort: within each group the order stays.
    return sorted((notice for notice in notices if notice), key=lambda notice: notice.tone != "behind")
