"""How many complaints an organization received and resolved."""

from queries import complaints as questions
from screen.sections import begin, show, show_rows
from screen.view import current_view
from sections import complaints
from vocabulary.language import _

view = current_view()
subject = begin(view, "complaints", _("Complaints"), questions.combinations)
show(view, subject, complaints.by_kind)
show_rows(view, subject, complaints.rows)
