"""The integrity measures: their state, what is due or lacks evidence, each one on a board, and what
changed."""

import streamlit as st

from queries import measures as questions
from screen import choices
from screen.measures_board import board, show_target
from screen.sections import begin, content, remarks, show, show_answer, show_rows
from screen.tables import metrics
from screen.view import current_view
from sections import measures
from vocabulary.language import _

view = current_view()
words = view.words
subject = begin(view, "measures", _("Measures"), questions.combinations, words)
subject = subject.with_words(words, questions.combinations)
choices.search(view, _("Search the measures"))
if not subject.rows:
    st.info(_("No measure has all these words."), icon=":material/search_off:")
    st.stop()
show_answer(content(view, measures.answer, subject), "measures")
metrics(subject.first(questions.total, subject.today), "done", "not_started", "overdue", "without_evidence")
remarks(content(view, measures.attention, subject))
show_target(view, subject)
st.header(_("Every measure"), anchor=False)
board(view, subject)
show(view, subject, measures.breakdown, measures.due, measures.changes)
show_rows(view, subject, measures.rows)
