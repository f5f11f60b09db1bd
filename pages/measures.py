"""The integrity measures: their state, who answers for them, and each one with its result and evidence."""

import streamlit as st

import address
import thai
from charts import measures as draw
from frame import details, newest_subject, plain, subject_or_stop
from language import _
from quantities import word
from queries import measures as questions
from queries import plan
from sentences import measures as say

ICONS = {
    "done": ":material/check_circle:",
    "ongoing": ":material/autorenew:",
    "not_started": ":material/error:",
    "no_case": ":material/remove:",
    "unknown": ":material/help:",
}

about = subject_or_stop("measures", _("Measures"), questions.combinations)
total = about.ask(questions.total).iloc[0]
statuses = about.ask(questions.by_status)
title = _("Integrity measures by status")
about.section("by_status", _("By status"), title, say.total(total), statuses, draw.by_status(statuses))
st.markdown(plain(say.evidence(total)))
if proof := newest_subject("plan", about.scope.fiscal_year):
    now = proof.ask(plan.chosen_round).iloc[0]
    st.info(plain(f"{say.target_missed(now)} ({proof.place})"), icon=":material/flag:")

units = about.ask(questions.by_unit)
title = _("Integrity measures by responsible unit")
about.section("by_unit", _("By responsible unit"), title, say.by_unit(units), units, draw.by_unit(units))

st.header(_("Every measure"), anchor=False)
found = about.ask(questions.search, address.search(_("Search the measures")))
st.caption(say.found(found, total))
for row in found.itertuples():
    name = thai.digits(f"{row.measure_no}. {row.measure}")
    with st.expander(f"**{word(row.status)}** · {plain(name)}", icon=ICONS[row.status]):
        details(row, "responsible", "procedure", "result", "suggestion", "evidence")
about.section("list", _("As a table"), _("Integrity measures"), say.found(found, total), found)
