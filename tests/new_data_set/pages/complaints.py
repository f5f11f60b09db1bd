"""How many complaints an organization received and resolved."""

from functools import partial

from queries import complaints as questions
from screen.sections import begin, end, show_main, show_rows
from screen.tabs import draw_tabs
from screen.view import current_view
from sections import complaints
from vocabulary.language import _

view = current_view()
subject = begin(view, "complaints", _("Complaints"), questions.combinations)
show_main(view, subject, complaints.by_kind)
draw_tabs(view, "complaints", {"rows": (_("All rows"), partial(show_rows, view, subject, complaints.rows))})
end(subject)
