"""The integrity measures: their state, what is due or lacks evidence, each one on a board, and what
changed."""

from functools import partial

from queries import measures as questions
from screen.measures_board import board, show_target
from screen.sections import begin, content, end, show, show_answer, show_main, show_rows
from screen.tables import metrics
from screen.tabs import draw_tabs
from screen.view import current_view
from sections import measures
from vocabulary.language import _

view = current_view()
search = _("Search the measures")
subject = begin(view, "measures", _("Measures"), questions.combinations, search)
shown = partial(show, view, subject)
show_answer(content(view, measures.answer, subject), "measures")
metrics(
    subject.first(questions.total, subject.today),
    "done",
    "ongoing",
    "not_started",
    "overdue",
    "without_evidence",
)
# The board says what the chart says, and more; paper and files have the chart.
show_main(view, subject, measures.by_status, partial(board, view, subject))
show_target(view, subject)
draw_tabs(
    view,
    "measures",
    {
        "due": (_("Due"), partial(shown, measures.due_dates, measures.due)),
        "unit": (_("By unit"), partial(shown, measures.by_unit)),
        "evidence": (_("Evidence"), partial(shown, measures.by_evidence)),
        "changes": (_("What changed"), partial(shown, measures.changes)),
        "rows": (_("All rows"), partial(show_rows, view, subject, measures.rows)),
    },
)
end(subject)
