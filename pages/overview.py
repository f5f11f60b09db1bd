"""The four headline figures, each with its target in words, its source and a way to its page; and what is worth knowing."""

import streamlit as st

import sentences.budget as say_budget
import sentences.measures as say_measures
import sentences.plan as say_plan
import sentences.satisfaction as say_satisfaction
from frame import headline, plain, subject
from language import _
from queries import budget, measures, plan, satisfaction

st.title(_("Overview"), anchor=False)
cards = st.columns(4)
with cards[0]:
    headline(_("Disbursed rate"), "budget", budget.total, say_budget.headline)
with cards[1]:
    headline(_("Mean satisfaction"), "satisfaction", satisfaction.total, say_satisfaction.headline)
with cards[2]:
    headline(_("Anti-corruption plan carried out"), "plan", plan.chosen_round, say_plan.headline)
with cards[3]:
    headline(_("Measures done"), "measures", measures.total, say_measures.headline)

worth_knowing: list[str] = []
if about := subject("budget"):
    total = about.ask(budget.total).iloc[0]
    stated = about.ask(budget.summed_and_stated)
    rate = about.ask(budget.stated_rate)
    worth_knowing += [say_budget.stated(stated, total.disbursed_rate, rate), say_budget.remaining(total)]
if about := subject("satisfaction"):
    worth_knowing.append(say_satisfaction.by_division(about.ask(satisfaction.by_division)))
if about := subject("plan"):
    now = about.ask(plan.chosen_round).iloc[0]
    worth_knowing += [say_plan.progress(now), say_plan.ranking(about.ask(plan.ranking), now)]
if about := subject("measures"):
    worth_knowing.append(say_measures.total(about.ask(measures.total).iloc[0]))

st.subheader(_("Worth knowing"), anchor=False)
st.markdown("\n".join(f"- {plain(sentence)}" for sentence in worth_knowing if sentence))
