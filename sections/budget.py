"""What is told of the budget: how the money was divided, how much of it is committed and paid, who is behind,
and what the source itself states."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd

from charts import budget as draw
from charts import budget_course as draw_course
from charts import budget_plan as draw_plan
from queries import budget as questions
from queries import budget_course as questions_of_course
from queries import budget_plan as questions_of_plan
from queries import overview
from sections import budget_tables as paper
from sections.choice import Choice, Chosen, choice, choice_of_rows, most_rows
from sections.documents import Contents
from sections.headlines import Headlines
from sections.narrowing import in_words
from sections.small_pictures import of_budget
from sections.subject import Drawing, Note, Section, Subject, Subjects
from sentences import budget as say
from sentences import budget_course as say_course
from sentences import budget_plan as say_plan
from sentences import overview as say_overview
from vocabulary import thai
from vocabulary.columns import title
from vocabulary.language import N_, _
from vocabulary.paper_tables import of_table

MONEY = ("revised", "committed", "disbursed", "remaining", "disbursed_rate", "used_rate")
COURSE = ("as_of", "revised", "disbursed", "disbursed_rate", "even_rate")
ALLOTTED = ("plan", "fund", "expenditure_group", "division")
"""By what an ordinance divides the money."""
TARGETS = "on"
BY_TARGETS = {"expected": "target_amount", "gap": "target_gap", "gap_points": "target_gap_points"}
"""What the columns of a yardstick are called where it is the cabinet's target."""


def yardstick(subject: Subject, chosen: Chosen) -> Choice:
    """What payments are measured against: the pace by date, or where there are some the cabinet's targets."""
    options = {"": _("Pace by date")}
    if not subject.ask(questions.targets).empty:
        options[TARGETS] = _("Cabinet targets")
    return choice(chosen, "targets", _("Measured against"), options, "", is_labelled=False)


def _is_by_targets(subject: Subject, chosen: Chosen) -> bool:
    return yardstick(subject, chosen).value == TARGETS


def _measured(subject: Subject, chosen: Chosen) -> Subject:
    return subject.set("targets" if _is_by_targets(subject, chosen) else "")


def standing_of(subject: Subject, *, by_targets: bool) -> pd.Series:
    """Where the whole stands against the part of the year that has gone by, which headlines ask as well, or
    the cabinet's targets."""
    return subject.first(questions.standing, True) if by_targets else subject.first(questions.pace)


def answer(subject: Subject, chosen: Chosen) -> str:
    """Where the whole stands, or what the page is narrowed to."""
    standing = standing_of(subject, by_targets=_is_by_targets(subject, chosen))
    return say.answer(standing, " › ".join(in_words(subject.scope.within)))


def attention(subject: Subject, chosen: Chosen) -> Section:
    """Lines with the most money left, over the budget or not started; reports that are missing."""
    counts = subject.first(questions.attention_counts)
    missing = subject.ask(questions_of_course.unreported, subject.today)
    kind = _kind_of_attention(chosen, {**counts[["unspent", "over", "not_started"]], "missing": len(missing)})
    if kind.value == "missing":
        lines, sentence = missing, say_course.unreported(missing)
    else:
        lines = subject.ask(questions.attention, kind.value)
        sentence = say.attention(kind.value, counts, lines)
    if kind.value == "unspent":
        sentence = f"{sentence} {say.lapse(subject.first(questions.pace))}".strip()
    heading = _("Needs attention")
    return subject.section(kind.value, heading, heading, sentence, lines, None, kind)


def _kind_of_attention(chosen: Chosen, counts: Mapping[str, int]) -> Choice:
    """What there is of each kind; a kind of which there is nothing stands there only while it is chosen."""
    names = {
        "unspent": _("Most money left ({count})"),
        "over": _("Over the budget ({count})"),
        "not_started": _("Neither paid nor committed ({count})"),
        "missing": _("Reports missing ({count})"),
    }
    default = next((kind for kind in names if counts[kind]), "unspent")
    # An address may name a kind that has been cleared since: it is said that there is none.
    shown = [kind for kind in names if counts[kind] or kind == chosen.get("see", default)]
    kinds = {kind: names[kind].format(count=thai.number(counts[kind])) for kind in shown}
    return choice(chosen, "see", _("What"), kinds, default, is_labelled=False)


def behind(subject: Subject, chosen: Chosen) -> Section:
    """Who is behind: the parts of the level chosen."""
    # Only levels on which lines differ: a picture of one bar compares nothing.
    levels = {level: title(level) for level in subject.ask(questions.levels)}
    level = choice(chosen, "by", _("Broken down by"), levels, next(iter(levels)), is_labelled=False)
    rows = choice_of_rows(chosen, len(subject.ask(questions.by_level, level.value, False)))
    choices = (level, yardstick(subject, chosen), rows)
    heading = _("Disbursement against the budget, by {level}").format(level=title(level.value).lower())
    # The picture of the first rows and that of all must not be saved under one name.
    pictured = subject.set(rows.setting)
    return by_level(pictured, chosen, level.value, heading, *choices, most=most_rows(rows))


def by_level(
    subject: Subject, chosen: Chosen, level: str, heading: str, *choices: Choice, most: int | None = None
) -> Section:
    """Every part of a level (division, plan, expenditure_group, category, item) with what it has paid."""
    with_targets = _is_by_targets(subject, chosen)
    table = subject.ask(questions.by_level, level, with_targets)
    standing = standing_of(subject, by_targets=with_targets)
    name = _("Budget after transfers, committed and paid, by {level}").format(level=title(level).lower())
    sentence = say.by_level(table, level, standing)
    return _measured(subject, chosen).section(
        f"by_{level}",
        heading,
        name,
        sentence,
        table.rename(columns=BY_TARGETS) if with_targets else table,
        partial(draw.by_level, table, level, _yardstick(standing), most=most),
        *choices,
        printed=(level, *MONEY),
    )


def _yardstick(standing: pd.Series) -> draw.Yardstick:
    is_target = bool(standing.is_target)
    # A target is one at the year's end too.
    return draw.Yardstick(
        standing.expected_rate, is_target, is_year_over=say.is_year_over(standing) and not is_target
    )


def course(subject: Subject, chosen: Chosen) -> Section | Note:
    """The course of the year: in percent so far, or in baht a month; only a sentence where there is but one
    date and none of the year before."""
    views = {"": _("Percent so far"), "month": _("Baht per month")}
    view = choice(chosen, "course", _("Shown as"), views, "", is_labelled=False)
    with_targets = _is_by_targets(subject, chosen)
    table, heading = subject.ask(questions_of_course.course), _("Course of the year")
    standing = standing_of(subject, by_targets=with_targets)
    sentence = f"{say_course.course(table)} {say_course.speed(standing)}"
    # One point is no course.
    if table.disbursed.count() < 2:
        return Note(sentence)
    measured = _measured(subject, chosen)
    if view.value == "month":
        periods, name = subject.ask(questions_of_course.periods, with_targets), _("Baht paid per month")
        if say.is_past(standing):  # nothing is ahead any more
            periods = periods[~periods.is_needed]
        if periods.is_needed.any():
            name = _("Baht paid per month, and needed to reach the goal")
        figure = partial(draw_course.periods, periods)
        return measured.section("periods", heading, name, sentence, periods, figure, view)
    targets = subject.ask(questions.targets)
    plan = _plan_of_all(subject)
    figure = partial(draw_course.course, table, targets if with_targets else targets.head(0), plan=plan)
    name = _("Disbursed rate in the course of the year")
    return measured.section("course", heading, name, sentence, table, figure, view)


def _plan_of_all(subject: Subject) -> pd.DataFrame:
    """The plan by quarter; empty where there is none, or lines without one would make it seem too little."""
    plan = subject.ask(questions_of_plan.by_quarter)
    is_whole = not plan.empty and not subject.ask(questions_of_plan.planned, "plan").iloc[-1].lines_unplanned
    return plan if is_whole else plan.head(0)


def rows(subject: Subject, _chosen: Chosen) -> Section:
    """Every line in view, as it was loaded."""
    table = subject.ask(questions.by_item)
    return subject.rows_behind(say.by_item(table), table)


def printed_totals(subject: Subject, _chosen: Chosen) -> Section | None:
    """The totals printed in the source beside the sums of its rows; None where it prints none, or not all
    lines are in view, since a printed total sums all lines."""
    stated = subject.ask(questions.summed_and_stated)
    if stated.empty or subject.scope.within:
        return None
    total, rate = subject.first(questions.total), subject.ask(questions.stated_rate)
    sentence = f"{say.stated(stated, total.disbursed_rate, rate)} {say.remaining(total)}"
    name = _("Totals printed in the source beside the sums of its rows")
    return subject.section("totals", _("Printed totals"), name, sentence, stated)


def _allotted(subject: Subject, level: str) -> Section | None:
    """How the ordinance divides the money by a level; None where the source does not name several parts."""
    table = subject.ask(questions.allotted, level)
    # A table of one row that says the total again would only fill paper.
    if (table[level] == thai.NOTHING).all() or (level in ("plan", "division") and len(table) == 1):
        return None
    name = _("Budget of the ordinance, by {level}").format(level=title(level).lower())
    sums = subject.ask(questions.summed, level)
    printed = paper.without_satang(paper.by_part(sums, level, title(level), ("allocation",)))
    sentence = say_plan.allotted(table, level)
    return subject.section(f"by_{level}", title(level), name, sentence, table, paper=printed)


def _notices(subject: Subject) -> Sequence[say_overview.Notice | None]:
    return (
        say_overview.budget(subject.ask(overview.furthest_behind)),
        say_overview.missing_divisions(subject.ask(overview.missing_divisions)),
        say_overview.printed_total(subject.first(questions.pace), subject.ask(questions.stated_rate)),
    )


def _of_source(subject: Subject) -> Sequence[str]:
    total, printed = subject.first(questions.pace), subject.ask(questions.summed_and_stated)
    rate = subject.ask(questions.stated_rate)
    # Where no totals are printed there is nothing to agree with the rows.
    stated = "" if printed.empty else say.stated(printed, total.disbursed_rate, rate)
    return stated, say.remaining(total)


HEADLINES = Headlines(
    urgency=2,
    name=N_("Budget"),
    label=N_("Disbursed rate"),
    question=questions.pace,
    headline=say.headline,
    figure=lambda row: thai.as_percent(row.disbursed_rate),
    unit="%",
    by_year=overview.disbursed_by_year,
    sentence=say.total,
    notices=_notices,
    worth_knowing=lambda subject: (say.total(subject.first(questions.pace)),),
    main=behind,
    answer=answer,
    missing=overview.missing_quarters,
    of_source=_of_source,
    picture=of_budget,
    judges_measures=False,
)


def ordinance(subjects: Subjects) -> list[Section | None]:
    """A document: the spending plan by quarter where the source has one; how the ordinance divides the money,
    by programme, source of funds, expenditure group and division as far as the source says; every line."""
    subject = subjects["budget"]
    by_quarter, planned = _by_quarter(subject), _level_of_plan(subject)
    # What each part of that level is given stands in the plan by quarter.
    levels = [level for level in ALLOTTED if not (by_quarter and level == planned)]
    parts = [part for level in levels if (part := _allotted(subject, level))]
    if by_quarter:
        return [by_quarter, *parts, _allotted_lines(subject, paper.PLANNED)]
    every = _allotted_lines(subject, ("allocation",))
    if not parts:
        by_item = subject.ask(questions.allotted, "item")
        every = replace(every, sentence=say_plan.allotted(by_item, "item"))
    # The main picture stands with what comes first.
    first, *others = [*parts, every]
    level = first.name.removeprefix("by_") if parts else "item"
    table = subject.ask(questions.allotted, level)
    first = replace(first, figure=partial(draw_plan.allotted, table, level))
    return [first, *others]


def _allotted_lines(subject: Subject, columns: Sequence[str]) -> Section:
    every = _lines(subject, columns)
    return replace(every, paper=every.paper and paper.without_satang(every.paper))


def _level_of_plan(subject: Subject) -> str:
    return "plan" if "plan" in subject.ask(questions.levels) else "division"


def _by_quarter(subject: Subject) -> Section | None:
    """What is to be spent in each quarter; None where the source does not say."""
    level = _level_of_plan(subject)
    sums = subject.ask(questions_of_plan.planned, level)
    if sums.empty:
        return None
    whole = sums.iloc[-1]
    has_other_sum = (sums.planned != sums.allocation).any()
    names = (*paper.PLANNED, "planned") if has_other_sum else paper.PLANNED
    quarters = subject.ask(questions_of_plan.by_quarter)
    return subject.section(
        "by_quarter",
        _("Spending plan by quarter"),
        _("Spending plan by quarter and {level}").format(level=title(level).lower()),
        say_plan.by_quarter(quarters, whole),
        sums[~sums.is_all],
        partial(draw_plan.by_quarter, quarters),
        paper=paper.without_satang(paper.by_part(sums, level, title(level), names)),
    )


def report(subjects: Subjects) -> list[Section | None]:
    """A document: what is paid, by division where there are several; the course of the year; every line in
    the order and the columns of the ordinance."""
    subject = subjects["budget"]
    # By the pace by date: the cabinet's targets bind central agencies only.
    standing = subject.first(questions.pace)
    answer = say.answer(standing, "")
    level = subject.ask(questions.levels)[0]
    figure = by_level(subject, {}, level, "").figure
    every = _lines(subject, paper.columns_of(subject.ask(questions.in_order)))
    # Beside totals in which what is paid and what is left do not come to what was given.
    every = replace(
        every, sentence=f"{every.sentence} {say.unstated(subject.first(questions.total))}".strip()
    )
    if level == "item":  # picture and table are of the same lines
        return [replace(every, heading=_("Results of spending"), sentence=answer, figure=figure)]
    return [_results(subject, level, answer, figure), _course_of_year(subject), every]


def _results(subject: Subject, level: str, answer: str, figure: Drawing | None) -> Section:
    """What is paid of the whole and of each part of a level."""
    table = subject.ask(questions.summed, level)
    name = _("Budget after transfers, committed and paid, by {level}")
    return subject.section(
        f"by_{level}",
        _("Results of spending"),
        name.format(level=title(level).lower()),
        answer,
        table[~table.is_all],
        figure,
        paper=paper.by_part(table, level, title(level), paper.SPENT),
    )


def _course_of_year(subject: Subject) -> Section | None:
    """What was paid by each day that is reported of the year, drawn beside the year before; None where there
    is nothing to compare in time."""
    section = course(subject, {})
    if isinstance(section, Note):
        return None
    table = section.table
    of_year = table[table.fiscal_year == subject.scope.fiscal_year]
    return replace(section, sentence=say_course.course(table), paper=of_table(of_year, COURSE))


def _lines(subject: Subject, columns: Sequence[str]) -> Section:
    """Every line in the order of the ordinance, with the sums of what it stands under."""
    table = subject.ask(questions.in_order)
    # An ordinance sums by programme; a file without programmes at least by division.
    level, sums = "plan" if table.plan.notna().any() else "division", questions.summed
    if columns == paper.PLANNED:
        sums = questions_of_plan.planned
    else:
        table = table.drop(columns=list(paper.PLANNED[1:]))
    printed = paper.of_lines(table, subject.ask(sums, level), level, columns)
    name = _("Every line of the budget")
    return subject.section("lines", name, name, say.in_order(table), table, paper=printed)


DOCUMENTS = {
    "budget_plan": Contents(
        ("budget",),
        ordinance,
        opening=N_("publishes its budget spending plan of the fiscal year {year} as follows"),
    ),
    "budget_6m": Contents(
        ("budget",),
        report,
        6,
        opening=N_(
            "reports its budget spending of the fiscal year {year}, first {months} months{as_of}, as follows"
        ),
    ),
    "budget_year": Contents(
        ("budget",),
        report,
        12,
        opening=N_("reports its budget spending of the fiscal year {year}{as_of} as follows"),
    ),
}
