"""How many street lights were reported and repaired."""

from functools import partial

from queries import streetlights as questions
from screen.sections import begin, end, show_main, show_rows
from screen.tabs import draw_tabs
from screen.view import current_view
from sections import streetlights
from vocabulary.language import _

view = current_view()
subject = begin(view, "streetlights", _("Street lights"), questions.combinations)
show_main(view, subject, streetlights.by_kind)
draw_tabs(view, "streetlights", {"rows": (_("All rows"), partial(show_rows, view, subject, streetlights.rows))})
end(subject)
