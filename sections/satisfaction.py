"""What is told of the satisfaction survey: how satisfied people are with each division, question and
dimension, how that changed, and the scores behind it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from charts import satisfaction as draw
from charts import satisfaction_scores as draw_scores
from charts import satisfaction_times as draw_times
from charts.satisfaction_matrix import Means
from queries import overview
from queries import satisfaction as questions
from queries import satisfaction_times as questions_of_times
from sections import satisfaction_tables as paper
from sections.choice import Choice, Chosen, choice, choice_of_rows, most_rows
from sections.documents import Contents
from sections.headlines import Headlines
from sections.small_pictures import of_satisfaction
from sections.subject import Choices, Note, Remarks, Section, Subject, Subjects
from sentences import overview as say_overview
from sentences import satisfaction as say
from sentences import satisfaction_bands as say_bands
from sentences import satisfaction_times as say_times
from vocabulary import thai
from vocabulary.columns import title
from vocabulary.language import N_, _
from vocabulary.paper_tables import of_table, row_of

MEASURED = ("score", "band", "lowest", "highest")
SCORE = ("question_no", "question", "division", "score_percent", "band")
COLUMNS = {"div": "division", "dim": "dimension_no", "ask": "question_no"}
"""By what means are told: name in the address → column."""
_QUESTIONS: dict[str, Callable[..., Any]] = {
    "division": questions.by_division,
    "dimension_no": questions.by_dimension,
    "question_no": questions.by_question,
}
_SENTENCES: dict[str, Callable[[pd.DataFrame], str]] = {
    "division": say.by_division,
    "dimension_no": say.by_dimension,
    "question_no": say.by_question,
}


def criteria(subject: Subject, chosen: Chosen) -> Choice:
    """By which criteria a mean is good."""
    sets = say_bands.names(subject.published.ask(questions.bands))
    return choice(chosen, "bands", _("Criteria"), sets, next(iter(sets)), is_menu=True)


def judged(subject: Subject, chosen: Chosen) -> Subject:
    """The survey as the criteria chosen judge it."""
    return subject.set(criteria(subject, chosen).setting)


def is_withheld(subject: Subject) -> bool:
    """Whether too few people answered for any mean to be shown."""
    return thai.is_missing(subject.first(questions.total).score)


def answer_with_change(subject: Subject, chosen: Chosen) -> str:
    """The mean, and what changed since the year before."""
    total = subject.first(questions.total, criteria(subject, chosen).value)
    before, year = subject.a_year_before(), subject.scope.fiscal_year - 1
    change = say.change(total, before.ask(questions.total) if before else None, year)
    return f"{say.total(total)} {change}".strip()


def _judged(subject: Subject, chosen: Chosen) -> list[tuple[str, str]]:
    """The level that the mean reaches, strengths and weaknesses, each under its name."""
    bands, by = subject.published.ask(questions.bands), criteria(subject, chosen).value
    divisions, asked = subject.ask(questions.by_division, by), subject.ask(questions.by_question, by)
    best, worst = say.strengths(divisions, asked)
    return [
        (title("band"), say_bands.reached(subject.first(questions.total, by), bands, by)),
        (_("Strength"), best),
        (_("To be improved"), worst),
    ]


def attention(subject: Subject, chosen: Chosen) -> Remarks:
    """The level reached, strengths and weaknesses; divisions without any spread, what is withheld, scores
    exactly on a boundary."""
    by = criteria(subject, chosen).value
    total, on_boundary = subject.first(questions.total, by), subject.ask(questions.on_a_boundary, by)
    alike = say.alike(subject.ask(questions.by_division, by))
    lines = _judged(subject, chosen) + [(_("Without any spread"), sentence) for sentence in alike]
    lines.append((_("Withheld"), say.withheld(total)))
    lines.append((_("Exactly on a boundary"), say_bands.boundaries(on_boundary, total.scores)))
    return Remarks(_("What to look at"), tuple(lines))


def method(subject: Subject, chosen: Chosen) -> str:
    """By which criteria a mean is good, and how sure it is."""
    bands, by = subject.published.ask(questions.bands), criteria(subject, chosen).value
    return f"{say_bands.rule(bands, by)}\n\n{say.interval(subject.first(questions.total, by))}"


def means(subject: Subject, chosen: Chosen) -> Section:
    """Means by division, dimension or question, as chosen."""
    by = choice_of_means(subject, chosen)
    column = COLUMNS[by.value]
    rows = choice_of_rows(chosen, len(subject.ask(_QUESTIONS[column], criteria(subject, chosen).value)))
    return means_by(subject.set(rows.setting), chosen, column, by, rows, most=most_rows(rows))


def choice_of_means(subject: Subject, chosen: Chosen) -> Choice:
    """By what means are told: by division, where there are several."""
    names = {"div": _("Division"), "dim": _("Dimension"), "ask": _("Question")}
    # One division alone is told by its questions.
    usual = "div" if len(subject.ask(questions.by_division)) > 1 else "ask"
    return choice(chosen, "by", _("Means by"), names, usual, is_labelled=False)


def means_by(
    subject: Subject, chosen: Chosen, column: str, *choices: Choice, most: int | None = None
) -> Section:
    """The mean of every division, dimension or question."""
    heading, name = {
        "division": (_("By division"), _("Satisfaction by division")),
        "dimension_no": (_("By dimension"), _("Satisfaction by dimension")),
        "question_no": (_("By question"), _("Satisfaction by question")),
    }[column]
    by = criteria(subject, chosen).value
    table, total = subject.ask(_QUESTIONS[column], by), subject.first(questions.total, by)
    respondents = () if thai.is_missing(total.respondents) else ("respondents",)
    # What has a number is known by that and its name; a division by its name alone.
    named = dict.fromkeys((column, column.removesuffix("_no")))
    return judged(subject, chosen).section(
        f"by_{column}",
        heading,
        name,
        f"{_SENTENCES[column](table)} ({say.weighting(total)})",
        table,
        partial(draw.means, table, column, most=most),
        *choices,
        printed=(*named, *MEASURED, *respondents),
    )


def scores(subject: Subject, chosen: Chosen) -> Section:
    """The score of every question in every division, in the order chosen."""
    orders = {
        "source": _("Order of the survey"),
        "lowest": _("Lowest first"),
        "highest": _("Highest first"),
        "spread": _("Spread"),
    }
    label = _("Order of questions and divisions")
    order = choice(chosen, "sort", label, orders, "source", is_menu=True)
    by = criteria(subject, chosen).value
    table = subject.ask(questions.scores, by, order.value)
    means = _means(subject, by)
    return (
        judged(subject, chosen)
        .set(order.setting)
        .section(
            "scores",
            _("Every question in every division"),
            _("Scores of every question in every division"),
            say.scores(table),
            table,
            partial(draw_scores.scores, table, means),
            order,
            printed=SCORE,
        )
    )


def _means(subject: Subject, by: str) -> Means:
    return Means(
        subject.ask(questions.by_question, by).set_index("question_no").score,
        subject.ask(questions.by_division, by).set_index("division").score,
        subject.first(questions.total, by).score,
    )


def profile(subject: Subject, chosen: Chosen) -> Section:
    """One division against all, by dimension: the one in view or chosen, else that with the lowest mean."""
    by = criteria(subject, chosen).value
    divisions, in_view = subject.ask(questions.by_division, by), dict(subject.scope.within).get("division")
    every = {name: name for name in divisions.division}
    lowest = divisions.division[divisions.score.idxmin()]
    division = choice(chosen, "profile", title("division"), every, lowest, is_menu=True)
    # A page narrowed to a division has chosen already.
    own = in_view or division.value
    table, asked = subject.ask(questions.profile, own), subject.ask(questions.by_question, by, own)
    return subject.set("" if in_view else own).section(
        "profile",
        _("One division against all"),
        _("{division} against all divisions, by dimension").format(division=own),
        say.profile(table, asked, own),
        table,
        partial(draw.profile, table, own),
        *(() if in_view else (division,)),
    )


def years(subject: Subject, chosen: Chosen) -> Section | Note:
    """The means over the years; only a sentence where there is but one year."""
    column = COLUMNS[choice_of_means(subject, chosen).value]
    table = subject.ask(questions_of_times.years, column, criteria(subject, chosen).value)
    sentence = say_times.years(table)
    if table.fiscal_year.nunique() < 2:
        return Note(sentence)
    marked = dict(subject.scope.within).get(column, "")
    figure = partial(draw_times.years, table, column, marked or None)
    # All have their line, and one stands out: another picture for each.
    of_years = judged(subject, chosen).without(column).set(marked)
    heading, name = _("Over the years"), _("Satisfaction over the years")
    return of_years.section(f"years_by_{column}", heading, name, sentence, table, figure)


def compared(subject: Subject, chosen: Chosen) -> Section | Choices:
    """The means against those of another year."""
    time, before = subject.choice_of_earlier(chosen), subject.earlier(chosen)
    if before is None:
        return Choices((time,))
    by, column = criteria(subject, chosen).value, COLUMNS[choice_of_means(subject, chosen).value]
    table = subject.ask(questions_of_times.compared, before.scope, column)
    total, then, year = (
        subject.first(questions.total, by),
        before.ask(questions.total),
        before.scope.fiscal_year,
    )
    # Each score of both years is a row of a file that the comparison is made from.
    rows = len(subject.ask(questions.scores, by)) + len(before.ask(questions.scores, by))
    spans = (thai.fiscal_year(year), thai.fiscal_year(subject.scope.fiscal_year))
    return subject.beside(before, rows).section(
        f"compared_by_{column}",
        _("Against another year"),
        _("Satisfaction against {year}").format(year=spans[0]),
        say_times.compared(table, total, then, year, column),
        table,
        partial(draw.compared, table, column, spans),
        time,
    )


def rows(subject: Subject, chosen: Chosen) -> Section:
    """Every score as it was loaded."""
    table = subject.ask(questions.scores, criteria(subject, chosen).value)
    return judged(subject, chosen).rows_behind(say.scores(table), table)


HEADLINES = Headlines(
    urgency=4,
    name=N_("Satisfaction"),
    label=N_("Mean satisfaction"),
    question=questions.total,
    headline=say.headline,
    figure=lambda row: row.score,
    unit="%",
    by_year=overview.satisfaction_by_year,
    sentence=say.total,
    notices=lambda subject: (say_overview.satisfaction(subject.ask(questions.by_division)),),
    worth_knowing=lambda subject: (say.by_division(subject.ask(questions.by_division)),),
    # Where too few answered for any mean, a picture of means would be empty.
    main=lambda subject, chosen: None if is_withheld(subject) else means(subject, chosen),
    answer=answer_with_change,
    picture=of_satisfaction,
)


def report(subjects: Subjects) -> list[Section | None]:
    """A document: the mean of all and of each division, and every score. Where all is withheld, only that it
    is."""
    subject = subjects["satisfaction"]
    total = subject.first(questions.total)
    if is_withheld(subject):
        return [
            subject.remark("total", _("Results of the survey"), f"{say.total(total)} {say.withheld(total)}")
        ]
    return [_results(subject, total), *_every_score(subject)]


def _results(subject: Subject, total: pd.Series) -> Section:
    """The mean of all, with strengths and weaknesses, and the mean of each division."""
    best, worst = say.strengths(subject.ask(questions.by_division), subject.ask(questions.by_question))
    told = ((_("Strength"), best), (_("To be improved"), worst))
    sentences = [say.total(total), *(f"{name}: {each}" for name, each in told if each), say.withheld(total)]
    column = "division" if total.divisions > 1 else "question_no"
    part = means_by(subject, {}, column)
    printed = [name for name in part.printed if name != "band"]
    table = of_table(part.table, printed)
    whole = row_of(total, printed[1:], "total", _("Total"))
    return replace(
        part,
        heading=_("Results of the survey"),
        sentence=" ".join(filter(None, sentences)),
        printed=tuple(printed),
        paper=replace(table, rows=(*table.rows, whole)),
    )


def _every_score(subject: Subject) -> list[Section]:
    """The table of questions and divisions, in parts where there are many divisions."""
    table, means = subject.ask(questions.scores), _means(subject, questions.BANDS)
    dimensions, parts = subject.ask(questions.by_dimension), paper.parts(table)
    heading = _("Every question in every division")
    name = _("Scores of every question in every division (percent)")
    sections = []
    for number, divisions in enumerate(parts, 1):
        marked = _("{heading} ({part} of {parts})").format(
            heading=heading, part=thai.digits(number), parts=thai.digits(len(parts))
        )
        shown = table[table.division.isin(divisions)]
        sections.append(
            subject.section(
                "scores" if number == 1 else f"scores_{number}",
                heading if len(parts) == 1 else marked,
                name,
                say.scores(shown),
                shown,
                paper=paper.matrix(shown, means, dimensions, divisions),
            )
        )
    return sections


DOCUMENTS = {
    "satisfaction": Contents(
        ("satisfaction",),
        report,
        opening=N_(
            "reports the survey of satisfaction with its services in the fiscal year {year} as follows"
        ),
    )
}
