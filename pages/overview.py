"""The four headline figures, each with its target in words, its source and a way to its page; and what is worth knowing."""

import streamlit as st

import sentences.budget as say_budget
import sentences.measures as say_measures
import sentences.plan as say_plan
import sentences.satisfaction as say_satisfaction
from frame import headline, remarks, subject
from language import _
from queries import budget, measures, plan, satisfaction

st.title(_("Overview"), anchor=False)
cards = st.columns(4)
with cards[0]:
    headline(_("Disbursed rate"), "budget", budget.total, say_budget.headline)
with cards[1]:
    headline(_("Mean satisfaction"), "satisfaction", satisfaction.total, say_satisfaction.headline)
with cards[2]:
    headline(_("Plan projects done"), "plan", plan.chosen_round, say_plan.headline)
with cards[3]:
    headline(_("Measures done (of all)"), "measures", measures.total, say_measures.headline)

worth_knowing: list[tuple[str, str]] = []
of_sources: list[tuple[str, str]] = []
if about := subject("plan"):
    now, ranking = about.ask(plan.chosen_round).iloc[0], about.ask(plan.ranking)
    worth_knowing += [(_("Plan"), say_plan.progress(now)), (_("Plan"), say_plan.ranking(ranking, now))]
if about := subject("measures"):
    worth_knowing.append((_("Measures"), say_measures.total(about.ask(measures.total).iloc[0])))
if about := subject("satisfaction"):
    worth_knowing.append((_("Satisfaction"), say_satisfaction.by_division(about.ask(satisfaction.by_division))))
if about := subject("budget"):
    total, stated = about.ask(budget.total).iloc[0], about.ask(budget.summed_and_stated)
    worth_knowing.append((_("Budget"), say_budget.total(total)))
    of_sources.append((_("Budget"), say_budget.stated(stated, total.disbursed_rate, about.ask(budget.stated_rate))))
    of_sources.append((_("Budget"), say_budget.remaining(total)))

remarks(_("Worth knowing"), worth_knowing)
remarks(_("On the source data"), of_sources)
