"""The integrity measures: their state, what is due or lacks evidence, each one on a board, and what
changed."""

from functools import partial
from typing import Any

import streamlit as st

from charts import measures as draw
from queries import measures as questions
from queries import plan
from screen import address
from screen.sections import details, metrics, newest_subject, plain, remarks, show_answer, subject_or_stop
from sentences import measures as say
from vocabulary import thai
from vocabulary.columns import word
from vocabulary.language import _

MANY, HEIGHT, MOST, NAME_WIDTH = 6, 600, 60, 60
"""A column of the board with more cards than MANY scrolls, at this height (pixels), and has at most MOST;
columns of a card's name."""
STATUS_ICONS = {
    "not_started": ":red[:material/error:]",
    "ongoing": ":blue[:material/autorenew:]",
    "done": ":green[:material/check_circle:]",
    "no_case": ":gray[:material/remove:]",
    "unknown": ":gray[:material/help:]",
}

words = address.words()
about = subject_or_stop("measures", _("Measures"), questions.combinations, words).with_words(
    words, questions.combinations
)
address.search(_("Search the measures"))
if not about.rows:
    st.info(_("No measure has all these words."), icon=":material/search_off:")
    st.stop()
today, year = thai.today(), about.scope.fiscal_year
total = about.ask(questions.total, today).iloc[0]
every, due, evidence = (
    about.ask(questions.every, today),
    about.ask(questions.due, today),
    about.ask(questions.by_evidence),
)
newest = {name: newest_subject(name, year) for name in ("budget", "plan", "satisfaction")}
# What is older than the year before proves nothing of this year.
proofs = {name: found for name, found in newest.items() if found and found.scope.fiscal_year >= year - 1}
SEE = {
    "budget": _("See the budget figures that prove it"),
    "plan": _("See the figures of the plan that prove it"),
    "satisfaction": _("See the survey that proves it"),
}
EVIDENCE = {
    "yes": f":green-badge[:material/attach_file: {_('has evidence')}]",
    "no": f":orange-badge[:material/link_off: {_('no evidence')}]",
    "unknown": f":gray-badge[:material/help: {_('evidence unknown')}]",
}


def card(row: Any) -> None:
    """A measure: number, name, unit, due date and evidence at a glance; opened, all that the row says and
    what proves it."""
    name, *more = thai.lines(row.measure, NAME_WIDTH)
    unit = plain(" ".join(row.responsible.split())) if row.responsible else thai.NOTHING
    signs = [EVIDENCE[row.evidence]]
    if left := say.days_left(row.days_left):
        signs.insert(0, f":{'red' if row.days_left < 0 else 'gray'}-badge[:material/event: {left}]")
    if row.proof in proofs:
        signs.append(f":blue-badge[:material/monitoring: {word(row.proof)}]")
    label = f"**{thai.digits(row.measure_no)}.** {plain(name)}{'…' if more else ''}  \n:small[{unit}]  \n{' '.join(signs)}"
    with st.expander(label):
        details(row, "measure", "procedure", "result", "suggestion", "due_date", "evidence_url")
        if proof := proofs.get(row.proof):
            address.link(
                f"{row.proof}.py", SEE[row.proof], ":material/monitoring:", fy=str(proof.scope.fiscal_year)
            )


def board() -> None:
    """Every measure in a column for its status; a long column scrolls."""
    columns = {status: rows for status in STATUS_ICONS if len(rows := every[every.status == status])}
    widths = [3 if len(rows) >= MANY else 2 for rows in columns.values()]
    for place, (status, rows) in zip(st.columns(widths), columns.items(), strict=True):
        place.subheader(f"{STATUS_ICONS[status]} {word(status)} ({thai.number(len(rows))})", anchor=False)
        with place.container(height=HEIGHT if len(rows) > MANY else "content", border=False):
            for row in rows.head(MOST).itertuples():
                card(row)
            if len(rows) > MOST:
                said = _("the first {shown} of {rows}; the others stand in the table")
                st.caption(said.format(shown=thai.number(MOST), rows=thai.number(len(rows))))


answer = [say.total(total)]
if before := about.a_year_before():
    answer.append(say.changed(about.ask(questions.changes, before.scope), before.scope.fiscal_year))
show_answer(" ".join(answer), "measures")
metrics(total, "done", "not_started", "overdue", "without_evidence")
told = [
    (_("Due dates"), say.due(total, due)),
    (_("Evidence"), say.evidence(evidence)),
    (_("Suggestions"), say.suggestion(total)),
]
remarks(_("What needs attention"), told)
if (every.proof == "plan").any() and (proof := proofs.get("plan")):
    now = proof.ask(plan.chosen_round).iloc[0]
    st.info(plain(f"{say.target_missed(now)} ({proof.place})"), icon=":material/flag:")
    address.link(
        "plan.py",
        _("See the figures of the plan"),
        ":material/arrow_forward:",
        fy=str(proof.scope.fiscal_year),
    )

st.header(_("Every measure"), anchor=False)
board()

views = {"status": _("By status"), "unit": _("By responsible unit"), "evidence": _("By evidence")}
choose = partial(address.choose, "by", st.segmented_control, _("Picture"), views, "status", required=True)
view = address.choice("by", views, "status")
if view == "unit":
    units = about.ask(questions.by_unit)
    title = _("Integrity measures by responsible unit")
    about.section("by_unit", views[view], title, say.by_unit(units), units, draw.by_unit(units), choose)
elif view == "evidence":
    title = _("Integrity measures by evidence")
    about.section(
        "by_evidence",
        views[view],
        title,
        say.evidence(evidence),
        evidence,
        draw.by_evidence(evidence),
        choose,
    )
else:
    statuses = about.ask(questions.by_status)
    title = _("Integrity measures by status")
    about.section(
        "by_status", views[view], title, say.total(total), statuses, draw.by_status(statuses), choose
    )

if not due.empty:
    about.section("due", _("Due and overdue"), _("Integrity measures by due date"), say.due(total, due), due)
if earlier := about.earlier():
    changes = about.ask(questions.changes, earlier.scope)
    heading = _("Changes since {year}").format(year=thai.fiscal_year(earlier.scope.fiscal_year))
    both = about.beside(earlier, len(every) + len(earlier.ask(questions.every, today)))
    sentence = say.changed(changes, earlier.scope.fiscal_year)
    both.section("changes", heading, heading, sentence, changes, choose=about.choose_earlier)
else:
    about.choose_earlier()
about.rows_behind(say.found(every), every)
