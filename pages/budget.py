"""How the money was divided, how much of it is committed and paid, and what the source itself states."""

import streamlit as st

from charts import budget as draw
from frame import metrics, plain, subject_or_stop
from language import _
from queries import budget as questions
from sentences import budget as say

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

about.rows_behind(say.by_item(items), items)

stated = about.ask(questions.summed_and_stated)
if not (stated.empty or about.scope.within):  # a printed total sums all lines
    sentence = say.stated(stated, total.disbursed_rate, about.ask(questions.stated_rate))
    title = _("Totals printed in the source beside the sums of its rows")
    about.section("totals", _("Printed totals"), title, f"{sentence} {say.remaining(total)}", stated)
