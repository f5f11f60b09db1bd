"""How the money was divided, how much of it is committed and paid, who is behind, and what the source itself
states."""

from functools import partial

import streamlit as st

from charts import budget as draw
from charts import budget_changes as draw_changes
from charts import budget_course as draw_course
from queries import budget as questions
from queries import budget_changes as changes
from queries import budget_course as questions_of_course
from screen import address
from screen.filters import choose_part, in_words
from screen.sections import metrics, plain, remarks, show_answer, subject_or_stop
from sentences import budget as say
from sentences import budget_changes as say_changes
from sentences import budget_course as say_course
from vocabulary import thai
from vocabulary.columns import title
from vocabulary.language import _

about = subject_or_stop("budget", _("Budget"), questions.combinations)
known_targets = about.ask(questions.targets)
yardsticks = {"": _("Even spending")} | ({} if known_targets.empty else {"on": _("Cabinet targets")})
with_targets = address.choice("targets", yardsticks, "") == "on"
standing = about.ask(questions.standing, with_targets).iloc[0]

show_answer(say.answer(standing, " › ".join(in_words(about.scope.within))), "budget_answer")
metrics(standing, "revised", "disbursed", "disbursed_rate", "used_rate", "remaining")
address.choose(
    "targets", st.segmented_control, _("Measured against the yardstick"), yardsticks, "", required=True
)
if with_targets:
    st.caption(plain(say.targets(known_targets, standing)))

counts = about.ask(questions.attention_counts).iloc[0]
missing = about.ask(questions_of_course.unreported, thai.today())
kinds = {
    "unspent": _("Most money left ({count})").format(count=thai.number(counts.unspent)),
    "over": _("Over the budget ({count})").format(count=thai.number(counts.over)),
    "not_started": _("Not started ({count})").format(count=thai.number(counts.not_started)),
    "missing": _("Reports missing ({count})").format(count=thai.number(len(missing))),
}
kind = address.choice("see", kinds, "unspent")
lines = missing if kind == "missing" else about.ask(questions.attention, kind)
sentence = say_course.unreported(missing) if kind == "missing" else say.attention(kind, counts, lines)
choose = partial(
    address.choose,
    "see",
    st.segmented_control,
    _("What"),
    kinds,
    "unspent",
    required=True,
    label_visibility="collapsed",
)
about.section(kind, _("Needs attention"), _("Needs attention"), sentence, lines, choose=choose)

levels = {level: title(level) for level in about.ask(questions.levels)}
first = next(iter(levels))
level = address.choice("by", levels, first)
parts = about.ask(questions.by_level, level, with_targets)
name = _("Budget after transfers, committed and paid, by {level}").format(level=title(level).lower())
choose = partial(
    address.choose, "by", st.segmented_control, _("Broken down by"), levels, first, required=True
)
sentence, figure = say.by_level(parts, level, standing), draw.by_level(parts, level)
measured = about.set("targets" if with_targets else "")
measured.section(
    f"by_{level}", _("Who is behind"), name, sentence, parts, figure, choose if len(levels) > 1 else None
)

views = {"": _("Percent so far"), "month": _("Baht per month")}
choose = partial(
    address.choose,
    "course",
    st.segmented_control,
    _("Shown as"),
    views,
    "",
    required=True,
    label_visibility="collapsed",
)
course, heading = about.ask(questions_of_course.course), _("Course of the year")
sentence = f"{say_course.course(course)} {say_course.speed(standing)}"
if address.choice("course", views, "") == "month":
    periods = about.ask(questions_of_course.periods, with_targets)
    name = _("Baht paid per month, and needed to reach the goal")
    measured.from_table(periods).section(
        "periods", heading, name, sentence, periods, draw_course.periods(periods), choose
    )
else:
    name, drawn_targets = (
        _("Disbursed rate in the course of the year"),
        known_targets if with_targets else known_targets.head(0),
    )
    measured.from_table(course).section(
        "course", heading, name, sentence, course, draw_course.course(course, drawn_targets), choose
    )

items = about.ask(questions.by_item)

if before := about.earlier():
    columns = changes.parts(about.scope)
    part = address.choice("change_by", columns, columns[0])

    def choose_change() -> None:
        """With what to compare, and by what to tell it."""
        with st.container(horizontal=True):
            about.choose_earlier()
            choose_part("change_by", columns)

    change = about.ask(changes.total, before.scope).iloc[0]
    both = about.beside(before, change.lines_before + change.lines)
    parts = about.ask(changes.by_part, before.scope, part)
    sentence, picture = say_changes.changes(change, parts, part), draw_changes.by_part(parts, part)
    both.section(
        f"changes_by_{part}",
        _("What changed"),
        _("Change in disbursed between two times"),
        sentence,
        parts,
        picture,
        choose_change,
    )

    names = about.ask(changes.names, before.scope)
    name = _("Divisions and lines that only one of two times has")
    both.section("names", _("New, vanished and renamed"), name, say_changes.names(names), names)
else:
    about.choose_earlier()

moved = about.ask(changes.transfers_total).iloc[0]
sentence = say_changes.transfers(
    moved, about.ask(changes.transfers_by_division), whole=not about.scope.within
)
if moved.lines_moved:
    columns = ("division", "item") if moved.divisions_moved > 1 else ("item",)
    part, choose = address.choice("moved_by", columns, columns[0]), partial(choose_part, "moved_by", columns)
    transfers = about.ask(changes.transfers, part)
    name, picture = _("Transfers in and out"), draw_changes.transfers(transfers, part)
    about.section(f"transfers_by_{part}", _("Transfers"), name, sentence, transfers, picture, choose)
else:
    remarks(_("Transfers"), [(_("Transfers"), sentence)])

about.rows_behind(say.by_item(items), items)

stated = about.ask(questions.summed_and_stated)
if not (stated.empty or about.scope.within):  # a printed total sums all lines
    total = about.ask(questions.total).iloc[0]
    sentence = say.stated(stated, total.disbursed_rate, about.ask(questions.stated_rate))
    name = _("Totals printed in the source beside the sums of its rows")
    about.section("totals", _("Printed totals"), name, f"{sentence} {say.remaining(total)}", stated)
