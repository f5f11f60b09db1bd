"""How satisfied people are with each division, question and dimension, how that changed, and the scores
behind it."""

from functools import partial

import streamlit as st

from charts import satisfaction as draw
from charts import satisfaction_scores as draw_scores
from charts import satisfaction_times as draw_times
from queries import satisfaction as questions
from queries import satisfaction_times as times
from screen import address
from screen.sections import answer, metrics, plain, remarks, show_answer, subject_or_stop
from sentences import satisfaction as say
from sentences import satisfaction_bands as say_bands
from sentences import satisfaction_times as say_times
from vocabulary.language import _
from vocabulary.thai import fiscal_year, is_missing

whole = subject_or_stop("satisfaction", _("Satisfaction"), questions.combinations)
within, year = dict(whole.scope.within), whole.scope.fiscal_year
bands = answer(questions.bands)
sets = say_bands.names(bands)
first = next(iter(sets))
chosen = address.choice("bands", sets, first)
about = whole.set("" if chosen == first else chosen)
total, divisions = about.ask(questions.total, chosen).iloc[0], about.ask(questions.by_division, chosen)
asked, last_year = about.ask(questions.by_question, chosen), about.a_year_before()
before = last_year.ask(questions.total) if last_year else None
said = (say.total(total), say.change(total, before, year - 1), say_bands.reached(total, bands, chosen))
show_answer(" ".join(filter(None, (*said, say.strengths(divisions, asked)))), "satisfaction_answer")
metrics(total, "score", "lowest", "highest")

on_a_boundary = say_bands.boundaries(about.ask(questions.on_a_boundary, chosen), total.scores)
attention = [(_("Without any spread"), sentence) for sentence in say.alike(divisions)]
attention += [(_("Withheld"), say.withheld(total)), (_("Exactly on a boundary"), on_a_boundary)]
remarks(_("What to look at"), attention)
address.choose("bands", st.selectbox, _("Criteria"), sets, first, width=320)
with st.expander(_("Criteria and method")):
    st.markdown(plain(f"{say_bands.rule(bands, chosen)}\n\n{say.interval(total)}"))

if is_missing(total.score):
    rows = about.ask(questions.scores, chosen)
    about.rows_behind(say.scores(rows), rows)
    st.stop()

names = {"div": _("Division"), "dim": _("Dimension"), "ask": _("Question")}
usual = "div" if len(divisions) > 1 else "ask"
choose = partial(address.choose, "by", st.segmented_control, _("Means by"), names, usual, required=True)
by = address.FILTERS["satisfaction"][address.choice("by", names, usual)]
heading, title, ask, tell, picture = {
    "division": (
        _("By division"),
        _("Satisfaction by division"),
        questions.by_division,
        say.by_division,
        draw.by_division,
    ),
    "dimension_no": (
        _("By dimension"),
        _("Satisfaction by dimension"),
        questions.by_dimension,
        say.by_dimension,
        draw.by_dimension,
    ),
    "question_no": (
        _("By question"),
        _("Satisfaction by question"),
        questions.by_question,
        say.by_question,
        draw.by_question,
    ),
}[by]
means = about.ask(ask, chosen)
about.section(
    f"by_{by}", heading, title, f"{tell(means)} ({say.weighting(total)})", means, picture(means), choose
)

orders = {
    "source": _("Order of the survey"),
    "lowest": _("Lowest first"),
    "highest": _("Highest first"),
    "spread": _("Spread"),
}
choose = partial(
    address.choose, "sort", st.selectbox, _("Order of questions and divisions"), orders, "source", width=320
)
order = address.choice("sort", orders, "source")
scores = about.ask(questions.scores, chosen, order)
title = _("Scores of every question in every division")
heading, drawn = _("Every question in every division"), draw_scores.scores(scores)
ordered = about.set("" if order == "source" else order)
ordered.section("scores", heading, title, say.scores(scores), scores, drawn, choose)

lowest = divisions.division[divisions.score.idxmin()]
every = {name: name for name in divisions.division}
own = within.get("division") or address.choice("profile", every, lowest)
choose = partial(address.choose, "profile", st.selectbox, _("Division"), every, lowest, width=320)
profile = about.ask(questions.profile, own)
sentence = say.profile(profile, about.ask(questions.by_question, chosen, own), own)
title = _("{division} against all divisions, by dimension").format(division=own)
drawn, choosable = draw.profile(profile, own), None if "division" in within else choose
of_one = whole if "division" in within else whole.set(own)
of_one.section("profile", _("One division against all"), title, sentence, profile, drawn, choosable)

course = about.ask(times.years, by, chosen)
if course.fiscal_year.nunique() > 1:
    lines = draw_times.years(course, by, within.get(by))
    of_years = about.without(by).from_table(course)
    of_years.section(
        f"years_by_{by}",
        _("Over the years"),
        _("Satisfaction over the years"),
        say_times.years(course),
        course,
        lines,
    )
else:
    st.caption(say_times.years(course))

if earlier := about.earlier():
    then = earlier.ask(questions.total)
    compared = about.ask(times.compared, earlier.scope, by)
    sentence = say_times.compared(compared, total, then, earlier.scope.fiscal_year, by)
    title = _("Satisfaction against {year}").format(year=fiscal_year(earlier.scope.fiscal_year))
    spans = (fiscal_year(earlier.scope.fiscal_year), fiscal_year(year))
    rows = len(about.ask(questions.scores, chosen)) + len(earlier.ask(questions.scores, chosen))
    both = whole.beside(earlier, rows)
    drawn = draw.compared(compared, by, spans)
    both.section(
        f"compared_by_{by}", _("Against another year"), title, sentence, compared, drawn, about.choose_earlier
    )
else:
    about.choose_earlier()

rows = about.ask(questions.scores, chosen)
about.rows_behind(say.scores(rows), rows)
