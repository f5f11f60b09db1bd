"""How the money was divided, how much of it is committed and paid, who is behind, and what the source itself
states."""

import streamlit as st

from queries import budget as questions
from screen import choices
from screen.address import plain
from screen.sections import begin, show, show_answer, show_rows
from screen.tables import metrics
from screen.view import current_view
from sections import budget, budget_changes
from sections.narrowing import in_words
from sentences import budget as say
from vocabulary.language import _

view = current_view()
subject = begin(view, "budget", _("Budget"), questions.combinations)
yardstick = budget.yardstick(subject, view.address)
has_targets = yardstick.value == budget.TARGETS
standing = subject.first(questions.standing, has_targets)

show_answer(say.answer(standing, " › ".join(in_words(subject.scope.within))), "budget_answer")
metrics(standing, "revised", "disbursed", "disbursed_rate", "used_rate", "remaining")
choices.draw(yardstick)
if has_targets:
    st.caption(plain(say.targets(subject.ask(questions.targets), standing)))
show(view, subject, budget.attention, budget.behind, budget.course)
show(view, subject, budget_changes.changes, budget_changes.names, budget_changes.transfers)
show_rows(view, subject, budget.rows)
show(view, subject, budget.printed_totals)
