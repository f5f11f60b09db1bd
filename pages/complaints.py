"""The complaints: how many, about what, by which channel, how long until they were closed, and which are open
for too long."""

from functools import partial

from queries import complaints as questions
from screen.sections import begin, content, end, show, show_answer, show_main, show_rows
from screen.tables import metrics
from screen.tabs import draw_tabs
from screen.view import current_view
from sections import complaints
from vocabulary.language import _

view = current_view()
subject = begin(view, "complaints", _("Complaints"), questions.combinations)
shown = partial(show, view, subject)
show_answer(content(view, complaints.answer, subject), "complaints_answer")
metrics(
    subject.first(questions.total, subject.today),
    "cases",
    "overdue_cases",
    "median_days",
    "ninth_days",
    "corruption",
)
show_main(view, subject, complaints.by_topic)
draw_tabs(
    view,
    "complaints",
    {
        "overdue": (_("Open too long"), partial(shown, complaints.overdue)),
        "channel": (_("By channel"), partial(shown, complaints.by_channel)),
        "unit": (_("By unit"), partial(shown, complaints.by_division)),
        "corruption": (_("About corruption"), partial(shown, complaints.corruption)),
        "rows": (_("All rows"), partial(show_rows, view, subject, complaints.rows)),
    },
)
end(subject)
