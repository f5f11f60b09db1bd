"""What does not reconcile in the sources, how grave it is, and what the offices say to it."""

from typing import Any

import streamlit as st

from loaders.problem import LoadError
from loaders.store.explanations import LONGEST_TEXT, explain
from queries import findings as questions
from screen import access, address
from screen.sections import answer, plain, show_table
from sentences import findings as say
from vocabulary import thai
from vocabulary.columns import title, word
from vocabulary.findings import SEVERITIES
from vocabulary.language import _, current

MOST_CARDS = 50
LOOKS = {"error": ("red", "error"), "warning": ("orange", "warning"), "note": ("blue", "info")}


def explain_form(row: Any, key: str) -> None:
    """A form to write an explanation beside a finding."""
    with (
        st.popover(_("Explain"), icon=":material/edit_note:"),
        st.form(f"explain_{key}", border=False, enter_to_submit=False),
    ):
        text = st.text_area(title("explanation"), max_chars=LONGEST_TEXT)
        by = st.text_input(_("Who explains (name or position)"))
        if st.form_submit_button(_("Save the explanation"), type="primary"):
            try:
                access.demand()
                explain(row.finding_id, text, by)
            except LoadError as error:
                st.error(plain(error.problems[0].text(current())), icon=":material/error:")
            else:
                st.rerun()


def card(row: Any, key: str, *, may_explain: bool) -> None:
    """One finding: what it says, of which data set, where it stands, and what was explained."""
    with st.container(border=True, gap="small"):
        st.markdown(plain(row.finding))
        if not thai.is_missing(row.explanation):
            who = _("{name}, {day}").format(name=row.explained_by, day=thai.day(row.explained_at))
            said = plain(row.explanation).replace("\n", "  \n")
            st.markdown(f":material/chat: **{title('explanation')}** ({plain(who)})  \n{said}")
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            places = (
                [] if thai.is_missing(row.file_name) else [_("Source: {files}").format(files=row.file_name)]
            )
            places += [] if thai.is_missing(row.fiscal_year) else [thai.fiscal_year(int(row.fiscal_year))]
            st.caption(plain(" · ".join([word(row.data_set), *places])), width="content")
            if may_explain:
                explain_form(row, key)


st.title(_("Findings"), anchor=False)
code, year, today = address.organization(), address.fiscal_year(), thai.today()
place = [
    address.organizations()[code],
    _("Newest of each data set") if year is None else thai.fiscal_year(year),
]
st.caption(plain(" · ".join(place)))

severities = {"": _("Every severity")} | {severity: word(severity) for severity in SEVERITIES}
data_sets = {"": _("Every data set")} | {
    name: word(name) for name in ("budget", "satisfaction", "plan", "measures")
}
chosen = address.choice("set", data_sets, "") or None, address.choice("severity", severities, "") or None
st.markdown(plain(say.total(answer(questions.counts, code, year, today), *chosen)))
address.choose("severity", st.segmented_control, _("Severity"), severities, "", required=True)
address.choose("set", st.segmented_control, _("Data set"), data_sets, "", required=True)
found = say.told(answer(questions.listed, code, year, *chosen, today))

may_explain = access.may_change()
if not may_explain:
    st.caption(
        _(
            "No explanations can be written: changing data is switched off. The page “Data” says how to"
            " switch it on."
        )
    )
if found.empty:
    st.success(_("No findings of this kind."), icon=":material/check_circle:")
    st.stop()
shown = found.head(MOST_CARDS)
for severity in SEVERITIES:
    cards = shown[shown.severity == severity]
    if not cards.empty:
        color, icon = LOOKS[severity]
        st.header(f":{color}[:material/{icon}: {word(severity)}]", anchor=False)
    for row in cards.itertuples():
        card(row, f"{row.Index}_{row.finding_id}", may_explain=may_explain)
if len(found) > MOST_CARDS:
    told = _("The {shown} gravest findings are shown; the table has {count}, gravest first.")
    st.caption(told.format(shown=thai.number(MOST_CARDS), count=thai.number(len(found))))
st.header(_("Table of findings"), anchor=False)
file_name = "_".join(
    filter(
        None,
        (
            "prongsai_findings",
            code,
            "made_up" if address.is_made_up() else "",
            str(year or "newest"),
            *chosen,
        ),
    )
)
show_table(found, "prongsai_findings", file_name, _("Findings"))
