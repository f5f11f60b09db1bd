"""On one screen: the four headline figures, each with how it stands, changed and how fresh it is, and what
needs attention."""

import streamlit as st

import sentences.budget as say_budget
import sentences.measures as say_measures
import sentences.overview as say
import sentences.plan as say_plan
import sentences.satisfaction as say_satisfaction
from queries import budget, measures, plan, satisfaction
from queries import overview as questions
from screen import address
from screen.overview_cards import dress, every_finding, headline, notices
from screen.sections import remarks, row, subject
from vocabulary.language import _

MOST_PRESENTED = 4
"""Lines beside that of the findings which fit under the cards of a presentation."""

dress("overview")
with st.container(horizontal=True, vertical_alignment="center", key="whose"):
    st.title(_("Overview"), anchor=False, width="content")
    st.caption(address.plain(address.place()), width="content")
    if not address.is_presenting():
        why = _("Fills the screen with the headline figures, for a projector. F11 hides the browser too.")
        st.button(
            _("Presentation mode"),
            help=why,
            icon=":material/slideshow:",
            on_click=address.present,
            args=(True,),
        )

with st.container(key="cards"):
    cards = st.columns(4)
with cards[0]:
    headline(_("Disbursed rate"), "budget", budget.total, say_budget.headline, questions.disbursed_by_year)
with cards[1]:
    headline(
        _("Mean satisfaction"),
        "satisfaction",
        satisfaction.total,
        say_satisfaction.headline,
        questions.satisfaction_by_year,
    )
with cards[2]:
    headline(_("Plan projects done"), "plan", plan.chosen_round, say_plan.headline, questions.plan_by_year)
with cards[3]:
    headline(
        _("Measures done (of all)"),
        "measures",
        measures.total,
        say_measures.headline,
        questions.measures_by_year,
    )

worth_knowing: list[tuple[str, str]] = []
of_sources: list[tuple[str, str]] = []
attention: list[say.Notice | None] = []
if about := subject("plan"):
    now = row(plan.chosen_round)
    attention.append(about.say(say.plan, now, questions.most_missing_dimension))
    worth_knowing += [
        (_("Plan"), about.say(say_plan.progress, now)),
        (_("Plan"), about.say(say_plan.ranking, plan.ranking, now)),
    ]
    of_sources.append((_("Plan"), about.source))
if about := subject("budget"):
    total = row(budget.total)
    attention.append(about.say(say.budget, questions.furthest_behind))
    attention.append(about.say(say.missing_divisions, questions.missing_divisions))
    attention.append(about.say(say.printed_total, total, budget.stated_rate))
    worth_knowing.append((_("Budget"), about.say(say_budget.total, total)))
    printed = about.say(say.stated, budget.summed_and_stated, total, budget.stated_rate)
    of_sources += [
        (_("Budget"), text) for text in (about.source, printed, about.say(say_budget.remaining, total))
    ]
if about := subject("measures"):
    total = row(measures.total)
    attention.append(about.say(say.measures, total))
    worth_knowing.append((_("Measures"), about.say(say_measures.total, total)))
    of_sources.append((_("Measures"), about.source))
if about := subject("satisfaction"):
    attention.append(about.say(say.satisfaction, satisfaction.by_division))
    worth_knowing.append(
        (_("Satisfaction"), about.say(say_satisfaction.by_division, satisfaction.by_division))
    )
    of_sources.append((_("Satisfaction"), about.source))
st.header(_("What wants attention"), anchor=False)
notices([*say.by_urgency(attention)[: MOST_PRESENTED if address.is_presenting() else None], every_finding()])

if not address.is_presenting():
    with st.expander(_("More on these figures and their sources"), icon=":material/menu_book:"):
        remarks(_("Worth knowing"), worth_knowing)
        remarks(_("On the source data"), of_sources)
