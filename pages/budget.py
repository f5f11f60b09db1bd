"""How the money was divided, how much of it is committed and paid, and what the source itself states."""

import streamlit as st

from charts import budget as draw
from charts import budget_changes as draw_changes
from filters import choose_part
from frame import metrics, plain, remarks, subject_or_stop
from language import _
from queries import budget as questions
from queries import budget_changes as changes
from sentences import budget as say
from sentences import budget_changes as say_changes

about = subject_or_stop("budget", _("Budget"), questions.combinations)
total = about.ask(questions.total).iloc[0]
st.markdown(plain(say.total(total)))
metrics(total, "revised", "disbursed", "disbursed_rate", "used_rate")

divisions = about.ask(questions.by_division)
title = _("Budget after transfers, committed and paid, by division")
about.section("by_division", _("By division"), title, say.by_division(divisions), divisions, draw.by_division(divisions))

items = about.ask(questions.by_item)
title = _("Budget after transfers, committed and paid, by item")
about.section("by_item", _("By item"), title, say.by_item(items), items, draw.by_item(items))

with st.container(horizontal=True):
    before = about.choose_earlier()
    part = choose_part("change_by", changes.parts(about.scope)) if before else ""
if before:
    change = about.ask(changes.total, before.scope).iloc[0]
    both = about.beside(before, change.lines_before + change.lines)
    parts = about.ask(changes.by_part, before.scope, part)
    sentence, picture = say_changes.changes(change, parts, part), draw_changes.by_part(parts, part)
    both.section("changes", _("What changed"), _("Change in disbursed between two times"), sentence, parts, picture)

    names = about.ask(changes.names, before.scope)
    title = _("Divisions and lines that only one of two times has")
    both.section("names", _("New, vanished and renamed"), title, say_changes.names(names), names)

moved = about.ask(changes.transfers_total).iloc[0]
sentence = say_changes.transfers(moved, about.ask(changes.transfers_by_division), whole=not about.scope.within)
if moved.lines_moved:
    part = choose_part("moved_by", ("division", "item") if moved.divisions_moved > 1 else ("item",))
    transfers = about.ask(changes.transfers, part)
    title, picture = _("Transfers in and out"), draw_changes.transfers(transfers, part)
    about.section("transfers", _("Transfers"), title, sentence, transfers, picture)
else:
    remarks(_("Transfers"), [(_("Transfers"), sentence)])

about.rows_behind(say.by_item(items), items)

stated = about.ask(questions.summed_and_stated)
if not (stated.empty or about.scope.within):  # a printed total sums all lines
    sentence = say.stated(stated, total.disbursed_rate, about.ask(questions.stated_rate))
    title = _("Totals printed in the source beside the sums of its rows")
    about.section("totals", _("Printed totals"), title, f"{sentence} {say.remaining(total)}", stated)
