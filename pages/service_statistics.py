"""What people come for, how many by e-service and within the standard time, and when most of them come."""

from functools import partial

from queries import service_statistics as questions
from screen.sections import begin, content, end, show, show_answer, show_main, show_rows
from screen.tables import metrics
from screen.tabs import draw_tabs
from screen.view import current_view
from sections import service_statistics
from vocabulary.language import _

view = current_view()
subject = begin(view, "service_statistics", _("Statistics of services"), questions.combinations)
show_answer(content(view, service_statistics.answer, subject), "service_statistics")
metrics(
    subject.first(questions.total), "requests", "by_e_service", "e_service_rate", "within_rate", "services"
)
show_main(view, subject, service_statistics.requests)
draw_tabs(
    view,
    "service_statistics",
    {
        "years": (_("Over the years"), partial(show, view, subject, service_statistics.years)),
        "rows": (_("All rows"), partial(show_rows, view, subject, service_statistics.rows)),
    },
)
end(subject)
