"""What was bought and hired, how, from whom and for how much; and in which large purchases a community
representative took part."""

from functools import partial

from queries import procurements as questions
from screen.sections import begin, content, end, show, show_answer, show_main, show_rows
from screen.tables import metrics
from screen.tabs import draw_tabs
from screen.view import current_view
from sections import procurements
from vocabulary.language import _

view = current_view()
subject = begin(view, "procurements", _("Procurement"), questions.combinations)
show_answer(content(view, procurements.answer, subject), "procurements")
metrics(
    subject.first(questions.total), "purchases", "purchase_limit", "agreed_price", "large", "large_without"
)
show_main(view, subject, procurements.amounts)
draw_tabs(
    view,
    "procurements",
    {
        "large": (_("Large purchases"), partial(show, view, subject, procurements.large)),
        "rows": (_("All rows"), partial(show_rows, view, subject, procurements.rows)),
    },
)
end(subject)
