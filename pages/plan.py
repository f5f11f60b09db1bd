"""How far the anti-corruption plan is carried out against its target, which projects are missing, and how
others compare."""

import streamlit as st

from queries import plan as questions
from screen import address
from screen.address import plain
from screen.sections import begin, content, show, show_answer, show_rows
from screen.tables import metrics
from screen.view import current_view
from sections import plan
from sentences import plan_projects as say_projects
from vocabulary.language import _

view = current_view()
subject = begin(view, "plan", _("Anti-corruption plan"), questions.combinations)
show_answer(content(view, plan.answer, subject), "plan_answer")
now = subject.first(questions.chosen_round)
metrics(now, "projects_rate", "projects_short", "spent_of_planned", "spent_of_ordinance")
st.caption(plain(content(view, plan.reports, subject)))
is_narrowed = bool(subject.scope.within)
if is_narrowed:
    st.info(plain(content(view, plan.narrowed, subject)), icon=":material/filter_alt:")
    show_rows(view, subject, plan.projects)
if not plan.projects_of(subject):
    st.info(say_projects.not_loaded(), icon=":material/playlist_add:")
    address.link("data.py", _("Load a list of projects"), icon=":material/arrow_forward:")
show(view, subject, plan.missing, plan.course, plan.by_dimension)
show(view, subject, plan.compared, plan.changed_projects, plan.ranking)
show_rows(view, subject, plan.rows)
if not is_narrowed:
    show_rows(view, subject, plan.projects)
show(view, subject, plan.on_the_source)
address.link("findings.py", _("Findings on the plan"), icon=":material/flag:", set="plan")
