"""How satisfied people are with each division, question and dimension."""

import streamlit as st

from charts import satisfaction as draw
from frame import plain, subject_or_stop
from language import _
from queries import satisfaction as questions
from sentences import satisfaction as say

about = subject_or_stop("satisfaction", _("Satisfaction"), questions.combinations)
total = about.ask(questions.total).iloc[0]
st.markdown(plain(say.total(total)))

divisions = about.ask(questions.by_division)
sentence = f"{say.by_division(divisions)} ({say.weighting(total)})"
title = _("Satisfaction by division")
about.section("by_division", _("By division"), title, sentence, divisions, draw.by_division(divisions))

scores = about.ask(questions.scores)
title = _("Scores of every question in every division")
about.section("scores", _("Every question in every division"), title, say.scores(scores), scores, draw.scores(scores))

dimensions = about.ask(questions.by_dimension)
sentence = f"{say.by_dimension(dimensions)} ({say.weighting(total)})"
title = _("Satisfaction by dimension")
about.section("by_dimension", _("By dimension"), title, sentence, dimensions, draw.by_dimension(dimensions))

questions = about.ask(questions.by_question)
sentence = f"{say.by_question(questions)} ({say.weighting(total)})"
title = _("Questions with the lowest satisfaction")
about.section("by_question", _("Weakest questions"), title, sentence, questions, draw.by_question(questions))
