"""How satisfied people are with each division, question and dimension, how that changed, and the scores
behind it."""

import streamlit as st

from queries import satisfaction as questions
from screen import choices
from screen.address import plain
from screen.sections import begin, content, remarks, show, show_answer, show_rows
from screen.tables import metrics
from screen.view import current_view
from sections import satisfaction
from vocabulary.language import _

view = current_view()
subject = begin(view, "satisfaction", _("Satisfaction"), questions.combinations)
criteria = satisfaction.criteria(subject, view.address)
show_answer(content(view, satisfaction.answer_with_change, subject), "satisfaction_answer")
metrics(subject.first(questions.total, criteria.value), "score", "lowest", "highest")
remarks(content(view, satisfaction.attention, subject))
choices.draw(criteria)
with st.expander(_("Criteria and method")):
    st.markdown(plain(content(view, satisfaction.method, subject)))
if not satisfaction.is_withheld(subject):
    show(view, subject, satisfaction.means, satisfaction.scores, satisfaction.profile)
    show(view, subject, satisfaction.years, satisfaction.compared)
show_rows(view, subject, satisfaction.rows)
