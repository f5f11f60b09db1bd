"""How far the anti-corruption plan is carried out against its target, what it cost, and how others compare."""

import streamlit as st

from charts import plan as draw
from frame import metrics, plain, subject_or_stop
from language import _
from queries import plan as questions
from sentences import plan as say

about = subject_or_stop("plan", _("Anti-corruption plan"))
rounds = about.ask(questions.rounds)
now = about.ask(questions.chosen_round).iloc[0]
st.markdown(plain(say.progress(now)))
metrics(now, "projects_rate", "projects_short", "spent_of_planned", "spent_of_ordinance")

dimensions = about.ask(questions.by_dimension)
sentence = say.by_dimension(dimensions, now.round_months)
title = _("Projects of the anti-corruption plan carried out, against the target")
picture = draw.by_dimension(dimensions, rounds)
rounds_of_year = about.of_every_round()
rounds_of_year.section("by_dimension", _("Projects against the target"), title, sentence, dimensions, picture)

budgets = about.ask(questions.budget_by_dimension)
title = _("Spending of the anti-corruption plan by dimension")
rounds_of_year.section("budget", _("Budget of the plan"), title, say.budget(now), budgets, draw.budget_by_dimension(budgets))

ranking = about.ask(questions.ranking)
if not ranking.empty:
    picture = draw.ranking(ranking, float(now.target))
    published = about.from_table(ranking)
    title = _("Plans carried out by the organizations of the district, as published")
    published.section("ranking", _("Comparison within the district"), title, say.ranking(ranking, now), ranking, picture)
