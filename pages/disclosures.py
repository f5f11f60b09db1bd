"""What must be public: what is past its due day or has no address, by responsible unit, and how fresh each
is."""

from functools import partial

from queries import disclosures as questions
from screen.sections import begin, content, end, show, show_answer, show_main, show_rows
from screen.tables import metrics
from screen.tabs import draw_tabs
from screen.view import current_view
from sections import disclosures
from vocabulary.language import _

view = current_view()
subject = begin(view, "disclosures", _("What must be public"), questions.combinations)
shown = partial(show, view, subject)
show_answer(content(view, disclosures.answer, subject), "disclosures")
metrics(
    subject.first(questions.total, subject.today),
    "disclosures",
    "past_due",
    "due_this_month",
    "without_address",
)
show_main(view, subject, disclosures.by_unit)
draw_tabs(
    view,
    "disclosures",
    {
        "due": (_("Due and overdue"), partial(shown, disclosures.due)),
        "address": (_("Without an address"), partial(shown, disclosures.without_address)),
        "rows": (_("All rows"), partial(show_rows, view, subject, disclosures.rows)),
    },
)
end(subject)
