"""What does not reconcile in the sources, how grave it is, and what the offices say to it."""

import streamlit as st

from queries import findings as questions
from screen import access, choices
from screen.address import plain
from screen.finding_cards import draw_cards
from screen.sections import draw
from screen.view import PageEnded, current_view
from sections.choice import choice
from sections.subject import Section
from sentences import findings as say
from vocabulary.columns import word
from vocabulary.data_sets import LISTED
from vocabulary.findings import SEVERITIES
from vocabulary.language import _

view = current_view()
st.title(_("Findings"), anchor=False)
st.caption(plain(view.place))
severities = {"": _("Every severity")} | {name: word(name) for name in SEVERITIES}
severity = choice(view.address, "severity", _("Severity"), severities, "")
data_sets = {"": _("Every data set")} | {each.name: word(each.name) for each in LISTED}
data_set = choice(view.address, "set", _("Data set"), data_sets, "")
scope, chosen = (view.organization, view.fiscal_year), (data_set.value or None, severity.value or None)
# Some findings hold only until or from a day, such as a quarter that is not due yet.
today = view.asked.today
st.markdown(plain(say.total(view.asked.ask(questions.counts, *scope, today), *chosen)))
choices.draw(severity)
choices.draw(data_set)
findings = say.table(view.asked.ask(questions.listed, *scope, *chosen, today))

may_explain = access.may_somewhere("explain", view.organization)
if not may_explain:
    st.caption(f"{_('No explanations can be written here.')} {access.why_closed()}")
if findings.empty:
    st.success(_("No findings of this kind."), icon=":material/check_circle:")
    raise PageEnded
draw_cards(findings, may_explain=may_explain)
# A saved list must say by its name alone of whom, of when and of which kind it is.
made_up, year = "made_up" if view.is_made_up else "", f"{view.fiscal_year or 'newest'}"
mark = "_".join(filter(None, (view.organization, made_up, year, *chosen)))
heading = _("Table of findings")
draw(view, Section("findings", heading, _("Findings"), "", findings, place=view.place, file_mark=mark))
