"""What the figures of a province and of the country say."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from sentences.listing import first_of
from vocabulary import thai
from vocabulary.columns import name_of, word
from vocabulary.language import N_, _, counted

MOST_NAMES = 3
WITH = {
    "disbursed_rate": "with_budget",
    "score": "with_score",
    "projects_rate": "with_plan",
    "measures_rate": "with_measures",
}
"""Which count says of how many organizations a measure is."""


def time(fiscal_year: int, round_months: int | None, *more: str) -> str:
    """Of when, and what else narrows it."""
    parts = [thai.fiscal_year(fiscal_year)]
    if round_months:
        parts.append(_("round of {months} months").format(months=thai.digits(round_months)))
    return " · ".join([*parts, *filter(None, more)])


def source(reporting: int, members: int, loaded_at: Any) -> str:
    """How many organizations the figures are from, and when the newest were loaded (UTC)."""
    listed = _("From what {reporting} of {members} organizations known here have published")
    parts = [listed.format(reporting=thai.number(reporting), members=thai.number(members))]
    if not thai.is_missing(loaded_at):
        parts.append(_("newest load {day}").format(day=thai.day(thai.in_thailand(loaded_at))))
    return " · ".join(parts)


def percent_of(column: str, value: float) -> str:
    """A measure as text has it."""
    return thai.percent_in_words(value / 100 if column == "score" else value)


def standing(ranked: pd.DataFrame, column: str, total: pd.Series, short: Callable[[str], str]) -> str:
    """What the area comes to by a measure, of how many organizations, and who stands highest and lowest."""
    count = int(total[WITH[column]])
    if not count:
        return nothing(column)
    whole = {
        "disbursed_rate": N_("Together {rate} of the budget is paid, in {count} of {members} organizations"
                             " known here."),
        "score": N_("The mean of {count} of {members} organizations known here is {rate}, each counted"
                    " once."),
        "projects_rate": N_("Together {rate} of the projects planned are done, in {count} of {members}"
                            " organizations known here; {reached} of them have reached the target of"
                            " {target}."),
        "measures_rate": N_("Together {rate} of the measures are done, in {count} of {members}"
                            " organizations known here."),
    }  # fmt: skip
    sentence = _(whole[column]).format(
        rate=percent_of(column, total[column]), count=thai.number(count), members=thai.number(total.members),
        reached=thai.number(total.at_target), target=thai.percent_in_words(total.target),
    )  # fmt: skip
    if column == "disbursed_rate":
        sentence = " ".join([sentence, *unstated(total.unstated)])
    known = ranked[ranked[column].notna()]
    if len(known) < 2:
        return sentence
    newest = known.as_of.max()
    highest, lowest = (
        f"{short(row.organization)} ({_figure_of(row, column, newest)})"
        for row in (known.iloc[0], known.iloc[-1])
    )
    ends = _("Highest: {highest}. Lowest: {lowest}.").format(highest=highest, lowest=lowest)
    return f"{sentence} {ends}"


def nothing(column: str) -> str:
    """Why there is no figure of a measure."""
    if column == "disbursed_rate":
        return _("No organization has reported a budget with payments yet.")
    if column == "score":
        return _("No organization has reported a score, or too few people have answered to show one.")
    return _("No organization has reported this yet.")


def unstated(baht: Any) -> list[str]:
    """Of how much no payment is stated (baht), where others of it do; nothing where it is none."""
    if thai.is_missing(baht) or not baht:
        return []
    sentence = _("Rates are without {amount}, of which no payment is stated.")
    return [sentence.format(amount=thai.baht(baht))]


def _figure_of(row: pd.Series, column: str, newest: Any) -> str:
    """The figure; of an older report than others have, with its day, since what is paid grows with the
    year."""
    figure = percent_of(column, row[column])
    if column != "disbursed_rate" or row.as_of == newest:
        return figure
    return _("{rate}, as of {day}").format(rate=figure, day=thai.day(row.as_of))


def ranking(count: int, every: int, most: int, words: Sequence[str]) -> str:
    """How many organizations the list has, and how to come to the others."""
    if not every:
        return _("No organization is known here.")
    if not count:
        return _("No organization has “{words}” in its name or code.").format(words=" ".join(words))
    listed = counted(count, N_("{count} organization."), N_("{count} organizations.")).format(
        count=thai.number(count)
    )
    if words:
        listed = _("{found} of {every} with “{words}”.").format(
            found=thai.number(count), every=thai.number(every), words=" ".join(words)
        )
    if count > most:
        more = _("The first {most} are shown; search for others, or take the file, which has all.")
        listed = f"{listed} {more.format(most=thai.number(most))}"
    return listed


def between(low: int, step: int) -> str:
    """A range of percentages; the last ends with 100, and beyond it all are one."""
    if low >= 100:
        return _("more than 100%")
    return thai.digits(f"{low}–{low + step}%")


def distribution(values: pd.Series, column: str, name: str, mine: float | None, rank: int | None) -> str:
    """Where the organization in the middle stands, and one's own."""
    if values.empty:
        return nothing(column)
    middle = percent_of(column, float(values.astype(float).median()))
    sentence = _("The organization in the middle of {count} stands at {middle}.").format(
        count=thai.number(len(values)), middle=middle
    )
    if mine is None or rank is None:
        return sentence
    own = _("{name} stands at {rate}, rank {rank} of {count}.").format(
        name=name,
        rate=thai.percent_in_words(mine / 100),
        rank=thai.number(rank),
        count=thai.number(len(values)),
    )
    return f"{own} {sentence}"


def reports(table: pd.DataFrame) -> str:
    """Which data set most organizations have reported, and which the fewest."""
    if table.empty or not table.members.iloc[0]:
        return _("No organization is known here.")
    ordered = table.sort_values("reporting")
    least, most = ordered.iloc[0], ordered.iloc[-1]
    if least.reporting == most.reporting:
        return _("Each data set has been reported by {count} of {members}.").format(
            count=thai.number(most.reporting), members=thai.number(most.members)
        )
    sentence = _("Most have reported: {most} ({high} of {members}). Fewest: {least} ({low} of {members}).")
    return sentence.format(
        most=word(most.data_set), high=thai.number(most.reporting), least=word(least.data_set),
        low=thai.number(least.reporting), members=thai.number(most.members),
    )  # fmt: skip


def silent(lacking: int, members: int) -> str:
    """How many organizations have not reported all."""
    if not members:
        return _("No organization is known here.")
    if not lacking:
        return _("Every organization known here has reported all data sets of the year.")
    return _("{count} of {members} organizations have not reported all data sets of the year.").format(
        count=thai.number(lacking), members=thai.number(members)
    )


def spending(table: pd.DataFrame, part: str) -> str:
    """On what most may be spent, and where least of it is paid."""
    if table.empty:
        return _("No organization has reported this yet.")
    first = first_of([name_of(value) for value in table[part]], MOST_NAMES)
    sentence = _("Most may be spent under: {names}.").format(names=first)
    sentence = " ".join([sentence, *unstated(table.unstated.sum())])
    known = table[table.disbursed_rate.notna()]
    if known.empty:
        return sentence
    least = known.loc[known.disbursed_rate.astype(float).idxmin()]
    slow = _("Least is paid of {name}: {rate}.").format(
        name=name_of(least[part]), rate=thai.percent_in_words(least.disbursed_rate)
    )
    return f"{sentence} {slow}"


def not_here(name: str, area: str) -> str:
    """That the organization chosen is none of the area's."""
    return _("{name} is not in {area}. Choose an organization of it.").format(name=name, area=area)


def no_peers(fewest: int) -> str:
    """Why an organization has no peers to stand beside."""
    sentence = _(
        "It is told beside others once it and at least {count} others of its province or kind have published"
        " figures of the year."
    )
    return sentence.format(count=thai.number(fewest - 1))


def peers(table: pd.DataFrame, name: str, compared: str) -> str:
    """Where an organization stands among its peers."""
    places = ", ".join(
        _("{measure} rank {rank} of {count}").format(
            measure=row.measured, rank=thai.number(row.rank), count=thai.number(row.organizations)
        )
        for row in table.itertuples()
    )
    return _("{name} among {compared}: {places}.").format(name=name, compared=compared, places=places)
