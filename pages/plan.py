"""How far the anti-corruption plan is carried out against its target, which projects are missing, and how
others compare."""

from functools import partial

import streamlit as st

from charts import plan as draw
from charts import plan_course as draw_course
from queries import plan as questions
from queries import plan_projects as of_projects
from screen import address, filters
from screen.sections import metrics, plain, remarks, show_answer, subject_or_stop
from sentences import plan as say
from sentences import plan_projects as say_projects
from vocabulary import thai
from vocabulary.language import _

about = subject_or_stop("plan", _("Anti-corruption plan"), questions.combinations)
whole = about.whole()
projects = whole.alongside("plan_projects")
now, rounds = about.ask(questions.chosen_round).iloc[0], about.ask(questions.rounds)
year_before = whole.a_year_before()
before = year_before and year_before.ask(questions.chosen_round).iloc[0]
answer = f"{say.answer(now)} {say.since(now, before)}"
show_answer(say.of_the_whole(now, answer) if about.scope.within else answer, "plan_answer")
metrics(now, "projects_rate", "projects_short", "spent_of_planned", "spent_of_ordinance")
st.caption(plain(say.reports(about.ask(questions.reports_awaited, thai.today()))))

reported, listed, in_view = (
    about.ask(questions.report_rows),
    about.ask(of_projects.listed),
    about.alongside("plan_projects"),
)
if about.scope.within:
    counted = say_projects.counted(listed) if in_view else say.rounds_of_dimension(reported)
    chosen = say.narrowed(now, filters.in_words(about.scope.within), counted)
    st.info(plain(chosen), icon=":material/filter_alt:")
    if in_view:
        in_view.from_table(listed).rows_behind(say_projects.listed(listed, now), listed)

if projects:
    missing = about.ask(of_projects.missing)
    title = _("Projects missing to the target, those nearest to completion first")
    sentence = say_projects.missing(missing, now, thai.today())
    projects.section("missing", _("What is missing in the whole plan"), title, sentence, missing)
else:
    st.info(say_projects.not_loaded(), icon=":material/playlist_add:")
    address.link("data.py", _("Load a list of projects"), icon=":material/arrow_forward:")

course = about.ask(questions.course)
title = _("Course of the anti-corruption plan against the target")
of_course = whole.from_table(course)
of_course.section(
    "course", _("Course against the target"), title, say.pace(rounds), course, draw_course.course(course)
)

names = {"projects": _("Projects against the target"), "budget": _("Budget")}
names |= {"status": _("Project status")} if projects else {}
choose = partial(
    address.choose, "by", st.segmented_control, _("Shown by dimension"), names, "projects", required=True
)
by, rounds_of_year = address.choice("by", names, "projects"), whole.of_every_round()
if by == "projects":
    dimensions = about.ask(questions.by_dimension)
    title = _("Projects of the anti-corruption plan carried out, against the target")
    sentence = say.by_dimension(dimensions, now.round_months)
    picture = draw.by_dimension(dimensions, rounds)
    rounds_of_year.section("by_dimension", names[by], title, sentence, dimensions, picture, choose)
elif by == "budget":
    budgets = about.ask(questions.budget_by_dimension)
    title = _("Spending of the anti-corruption plan by dimension")
    picture = draw.budget_by_dimension(budgets)
    rounds_of_year.section(
        "budget", _("Budget of the plan"), title, say.budget(now), budgets, picture, choose
    )
elif projects:
    statuses = about.ask(of_projects.by_dimension)
    title = _("Projects of the anti-corruption plan by status")
    picture = draw.by_status(statuses)
    projects.section(
        "by_status", names[by], title, say_projects.by_status(statuses), statuses, picture, choose
    )

if earlier := whole.earlier():
    then, changes = earlier.ask(questions.chosen_round).iloc[0], about.ask(questions.compared, earlier.scope)
    both = whole.beside(earlier, whole.rows + earlier.rows)
    title = _("Projects of the anti-corruption plan carried out, now and earlier")
    sentence, picture = say.compared(now, then, changes), draw.compared(changes, now, then)
    heading = _("Comparison with an earlier time")
    both.section("compared", heading, title, sentence, changes, picture, whole.choose_earlier)
    fates, listed_then = about.ask(of_projects.changed, earlier.scope), earlier.alongside("plan_projects")
    if projects and listed_then and not fates.empty:
        title = _("Projects new, gone and renamed")
        both_lists = projects.beside(listed_then, projects.rows + listed_then.rows)
        both_lists.section("changed", title, title, say_projects.changed(fates), fates)
else:
    whole.choose_earlier()

ranking = about.ask(questions.ranking)
if not ranking.empty:
    picture = draw.ranking(ranking, float(now.target), as_reported=say.is_as_reported(ranking, now))
    title = _("Plans carried out by the organizations of the district, as published")
    published = rounds_of_year.from_table(ranking)
    published.section(
        "ranking", _("Comparison within the district"), title, say.ranking(ranking, now), ranking, picture
    )

about.of_every_round().without("project_status").from_table(reported).rows_behind(
    say.reported(reported), reported
)
if in_view and not about.scope.within:
    in_view.from_table(listed).rows_behind(say_projects.listed(listed, now), listed)
remarks(_("On the source data"), [(_("Plan"), say_projects.differing(about.ask(of_projects.differing)))])
address.link("findings.py", _("Findings on the plan"), icon=":material/flag:", set="plan")
