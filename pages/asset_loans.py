"""The loans of the office's property: what is out, what is overdue, how often each thing is used, and by
whom."""

from functools import partial

from queries import asset_loans as questions
from screen.sections import begin, content, end, show, show_answer, show_main, show_rows
from screen.tables import metrics
from screen.tabs import draw_tabs
from screen.view import current_view
from sections import asset_loans
from vocabulary.language import _

view = current_view()
subject = begin(view, "asset_loans", _("Loans of property"), questions.combinations)
shown = partial(show, view, subject)
show_answer(content(view, asset_loans.answer, subject), "asset_loans_answer")
metrics(
    subject.first(questions.total, subject.today),
    "loans",
    "assets",
    "on_loan",
    "overdue_loans",
    "returned_late",
)
show_main(view, subject, asset_loans.by_asset)
draw_tabs(
    view,
    "asset_loans",
    {
        "out": (_("Out and overdue"), partial(shown, asset_loans.out)),
        "unit": (_("By unit"), partial(shown, asset_loans.by_unit)),
        "rows": (_("All rows"), partial(show_rows, view, subject, asset_loans.rows)),
    },
)
end(subject)
