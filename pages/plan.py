"""How far the anti-corruption plan is carried out against its target, which projects are missing, and how
others compare."""

from functools import partial

import streamlit as st

from queries import plan as questions
from screen import address
from screen.address import plain
from screen.sections import begin, content, end, show, show_answer, show_main, show_rows
from screen.tables import metrics
from screen.tabs import draw_tabs
from screen.view import current_view
from sections import plan
from sentences import plan_projects as say_projects
from vocabulary.language import _

view = current_view()
subject = begin(view, "plan", _("Anti-corruption plan"), questions.combinations)
shown, listed = partial(show, view, subject), partial(show_rows, view, subject)


def draw_projects() -> None:
    """Which projects are missing to the target, how each stands, which are new; how to load their list."""
    if plan.projects_of(subject):
        shown(plan.missing, plan.by_status, plan.changed_projects)
        listed(plan.projects)
    else:
        # The report counts projects and names none: which are missing only the list can say.
        st.info(say_projects.not_loaded(), icon=":material/playlist_add:")
        address.link("data.py", _("Load a list of projects"), icon=":material/arrow_forward:")


show_answer(content(view, plan.answer, subject), "plan_answer")
metrics(
    subject.first(questions.in_view),
    "projects_rate",
    "projects_short",
    "spent_of_planned",
    "spent_of_ordinance",
)
if subject.scope.within:
    st.caption(plain(content(view, plan.narrowed, subject)))
show_main(view, subject, plan.done_of_year)
draw_tabs(
    view,
    "plan",
    {
        "progress": (_("Progress"), partial(shown, plan.course, plan.compared, plan.on_the_source)),
        "budget": (_("Budget"), partial(shown, plan.spent_of_year)),
        "projects": (_("Projects"), draw_projects),
        "district": (_("District"), partial(shown, plan.ranking)),
        "rows": (_("All rows"), partial(listed, plan.rows)),
    },
    # What narrows the plan are its projects, so their tab is open.
    usual="projects" if subject.scope.within else "progress",
)
st.caption(plain(content(view, plan.reports, subject)))
end(subject)
