"""How satisfied people are with each division, question and dimension, how that changed, and the scores
behind it."""

from functools import partial

import streamlit as st

from queries import satisfaction as questions
from screen import choices
from screen.address import plain
from screen.sections import begin, content, end, remarks, show, show_answer, show_main, show_rows
from screen.tables import metrics
from screen.tabs import Tab, draw_tabs
from screen.view import current_view
from sections import satisfaction
from vocabulary.language import _

view = current_view()
subject = begin(view, "satisfaction", _("Satisfaction"), questions.combinations)
criteria = satisfaction.criteria(subject, view.address)
shown, listed = partial(show, view, subject), partial(show_rows, view, subject)


def draw_method() -> None:
    """What is worth a look, by which criteria a mean is good, and how sure it is."""
    remarks(content(view, satisfaction.attention, subject))
    choices.draw(criteria)
    with st.expander(_("Criteria and method in detail"), icon=":material/rule:"):
        st.markdown(plain(content(view, satisfaction.method, subject)))


show_answer(content(view, satisfaction.answer_with_change, subject), "satisfaction_answer")
metrics(subject.first(questions.total, criteria.value), "score", "lowest", "highest")
tabs: dict[str, Tab] = {
    "method": (_("Responses and method"), draw_method),
    "rows": (_("All rows"), partial(listed, satisfaction.rows)),
}
# Where too few answered for any mean, pictures of means would be empty.
if not satisfaction.is_withheld(subject):
    show_main(view, subject, satisfaction.means)
    tabs = {
        "scores": (_("All questions"), partial(shown, satisfaction.scores)),
        "profile": (_("One division"), partial(shown, satisfaction.profile)),
        "years": (_("Over the years"), partial(shown, satisfaction.years, satisfaction.compared)),
        **tabs,
    }
draw_tabs(view, "satisfaction", tabs)
end(subject)
