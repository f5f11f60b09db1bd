"""How satisfied people are with each division, question and dimension."""

import streamlit as st

from charts import satisfaction as draw
from frame import cursor, plain, subject_or_stop
from language import _
from queries import satisfaction as ask
from sentences import satisfaction as say

st.title(_("Satisfaction"), anchor=False)
about = subject_or_stop("satisfaction")
total = ask.total(cursor(), about.scope).iloc[0]
st.markdown(plain(say.total(total)))

divisions = ask.by_division(cursor(), about.scope)
sentence = f"{say.by_division(divisions)} ({say.weighting(total)})"
title = _("Satisfaction by division")
about.section("by_division", _("By division"), title, sentence, divisions, draw.by_division(divisions))

scores = ask.scores(cursor(), about.scope)
title = _("Scores of every question in every division")
about.section("scores", _("Every question in every division"), title, say.scores(scores), scores, draw.scores(scores))

dimensions = ask.by_dimension(cursor(), about.scope)
sentence = f"{say.by_dimension(dimensions)} ({say.weighting(total)})"
title = _("Satisfaction by dimension")
about.section("by_dimension", _("By dimension"), title, sentence, dimensions, draw.by_dimension(dimensions))

questions = ask.by_question(cursor(), about.scope)
sentence = f"{say.by_question(questions)} ({say.weighting(total)})"
title = _("Questions with the lowest satisfaction")
about.section("by_question", _("Weakest questions"), title, sentence, questions, draw.by_question(questions))
