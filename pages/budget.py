"""How the money was divided, how much of it is committed and paid, who is behind, and what the source itself
states."""

from functools import partial

import streamlit as st

from queries import budget as questions
from screen.address import plain
from screen.sections import begin, content, end, show, show_answer, show_main, show_rows
from screen.tables import metrics
from screen.tabs import draw_tabs
from screen.view import current_view
from sections import budget, budget_changes
from sentences import budget as say
from vocabulary.language import _

view = current_view()
subject = begin(view, "budget", _("Budget"), questions.combinations)
has_targets = budget.yardstick(subject, view.address).value == budget.TARGETS
standing = budget.standing_of(subject, by_targets=has_targets)
shown = partial(show, view, subject)

show_answer(content(view, budget.answer, subject), "budget_answer")
metrics(standing, "revised", "disbursed", "disbursed_rate", "used_rate", "remaining")
show_main(view, subject, budget.behind)
# They bind central agencies only, so whoever measures by them is told so.
if has_targets:
    targets = subject.ask(questions.targets)
    st.caption(plain(say.targets(targets, standing)), help=plain(say.source_of_targets(targets)))
draw_tabs(
    view,
    "budget",
    {
        "attention": (_("Needs attention"), partial(shown, budget.attention)),
        "course": (_("Course of the year"), partial(shown, budget.course)),
        "changes": (_("What changed"), partial(shown, budget_changes.changes, budget_changes.names)),
        "transfers": (_("Transfers"), partial(shown, budget_changes.transfers)),
        "totals": (_("Printed totals"), partial(shown, budget.printed_totals)),
        "rows": (_("All rows"), partial(show_rows, view, subject, budget.rows)),
    },
)
end(subject)
