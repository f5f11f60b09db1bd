"""The sections about the budget."""

from datetime import date

import pandas as pd

from charts import budget as draw
from charts import budget_course as draw_course
from evidence.material import Material, Materials
from evidence.report import Part
from queries import budget as questions
from queries import budget_course as questions_of_course
from sentences import budget as say
from sentences import budget_course as say_course
from vocabulary import thai
from vocabulary.columns import title
from vocabulary.language import _

MONEY = ("revised", "committed", "disbursed", "remaining", "disbursed_rate", "used_rate")
ALLOTTED = ("allocation", "transfer_in", "transfer_out", "revised", "lines")
COURSE = ("fiscal_year", "as_of", "revised", "disbursed", "disbursed_rate", "even_rate")
LINE = ("item", "division", "revised", "committed", "disbursed", "remaining", "disbursed_rate")


def plan(found: Materials, _today: date) -> list[Part]:
    """How the ordinance divides the money: by expenditure group, programme, division and line, as far as the
    source says."""
    about, parts = found["budget"], []
    for level in ("expenditure_group", "plan", "division", "item"):
        table = about.ask(questions.allotted, level)
        if not (table[level] == thai.NOTHING).all():
            name = _("Budget of the ordinance, by {level}").format(level=title(level).lower())
            parts.append(
                about.part(
                    f"by_{level}", title(level), name, say.allotted(table, level), table, (level, *ALLOTTED)
                )
            )
    return parts


def report(found: Materials, _today: date) -> list[Part]:
    """The whole; by division, programme and group; the course of the year; every line; and the totals as
    printed."""
    about = found["budget"]
    table, heading = about.ask(questions.standing, False), _("The whole budget")
    total = table.iloc[0]
    levels = _by_level(about, total, ("division", "plan", "expenditure_group"), MONEY)
    whole = about.part("total", heading, heading, say.answer(total, ""), table, ("allocation", *MONEY))
    return [whole, *levels, _course(about, total), *_lines(about)]


def _by_level(
    about: Material, total: pd.Series, levels: tuple[str, ...], printed: tuple[str, ...]
) -> list[Part]:
    parts = []
    for level in levels:
        table = about.ask(questions.by_level, level, False)
        if len(table) > 1 or level == "division":
            name = _("Budget after transfers, committed and paid, by {level}").format(
                level=title(level).lower()
            )
            sentence, figure = say.by_level(table, level, total), draw.by_level(table, level)
            parts.append(
                about.part(f"by_{level}", title(level), name, sentence, table, (level, *printed), figure)
            )
    return parts


def _course(about: Material, total: pd.Series) -> Part:
    table, no_targets = about.ask(questions_of_course.course), about.ask(questions.targets).head(0)
    sentence = f"{say_course.course(table)} {say_course.speed(total)}"
    name = _("Disbursed rate in the course of the year")
    return about.part(
        "course",
        _("Course of the year"),
        name,
        sentence,
        table,
        COURSE,
        draw_course.course(table, no_targets),
    )


def _telling_apart(lines: pd.DataFrame) -> tuple[str, ...]:
    """What is printed of lines: where several have one name, with the programme and the work that they stand
    under."""
    if not lines.item.duplicated().any():
        return LINE
    under = [name for name in ("plan", "work") if lines[name].notna().any()]
    return (LINE[0], *under, *LINE[1:])


def _lines(about: Material) -> list[Part]:
    lines, name = about.ask(questions.by_item), _("Every line of the budget")
    parts = [about.part("lines", name, name, say.by_item(lines), lines, _telling_apart(lines))]
    stated, total = about.ask(questions.summed_and_stated), about.first(questions.total)
    if not stated.empty:
        sentence = f"{say.stated(stated, total.disbursed_rate, about.ask(questions.stated_rate))} {say.remaining(total)}"
        name = _("Totals printed in the source beside the sums of its rows")
        parts.append(about.part("totals", _("Printed totals"), name, sentence, stated))
    return parts
