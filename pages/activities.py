"""What was held for the integrity measures: who has met often enough, what is planned, and its pictures."""

from functools import partial

from queries import activities as questions
from screen.measure_texts import show_pictures
from screen.sections import begin, content, end, show, show_answer, show_main, show_rows
from screen.tables import metrics
from screen.tabs import draw_tabs
from screen.view import current_view
from sections import activities
from vocabulary.language import _

view = current_view()
subject = begin(view, "activities", _("Activities"), questions.combinations)
shown = partial(show, view, subject)
show_answer(content(view, activities.answer, subject), "activities")
total = subject.first(questions.total, subject.today)
metrics(total, "held", "to_come", "participants", "held_without_evidence")
show_main(view, subject, activities.targets)
draw_tabs(
    view,
    "activities",
    {
        "planned": (_("Still to come"), partial(shown, activities.planned)),
        "kind": (_("By kind"), partial(shown, activities.by_kind)),
        "measure": (_("By measure"), partial(shown, activities.by_measure)),
        "pictures": (_("Pictures"), partial(show_pictures, subject, questions.by_measure)),
        "rows": (_("All rows"), partial(show_rows, view, subject, activities.rows)),
    },
    usual="planned" if total.to_come else "kind",
)
end(subject)
