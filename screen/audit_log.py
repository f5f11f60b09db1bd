"""Who changed what, for those who may change data: the newest lines, and all of them to take away."""

import pandas as pd
import streamlit as st

from database import store
from loaders import audit
from vocabulary import thai
from vocabulary.formulas import harmless
from vocabulary.language import N_, _

ACTS = {
    "begin": N_("the audit begins"),
    "load": N_("loaded"),
    "undo": N_("undone"),
    "remove": N_("taken out"),
    "rebuild": N_("made again from the originals"),
    "write": N_("written"),
    "draft": N_("handed in for approval"),
    "publish_draft": N_("approved and published"),
    "return_draft": N_("returned"),
    "withdraw_draft": N_("withdrawn"),
    "load_unapproved": N_("loaded without approval"),
    "answer": N_("answered a question"),
    "remove_question": N_("removed a question"),
}
HEADS = (N_("line"), N_("when (UTC)"), N_("who"), N_("from"), N_("what was done"), N_("of what"), N_("hash"))
SHOWN = 100


def show_audit() -> None:
    """Draws the log."""
    lines = list(audit.entries(store()))
    if not lines:
        return
    with st.expander(_("Audit: who changed what"), icon=":material/history_edu:"):
        table = pd.DataFrame(map(_row, lines), columns=[_(head) for head in HEADS])
        st.dataframe(table.tail(SHOWN).iloc[::-1], hide_index=True)
        told = _("{shown} newest of {count} lines. Checked by: python -m loaders audit verify")
        st.caption(told.format(shown=thai.number(min(SHOWN, len(lines))), count=thai.number(len(lines))))
        st.download_button(
            _("All lines (CSV)"), lambda: _csv(table), "audit.csv", "text/csv", icon=":material/download:"
        )


def _row(line: audit.Entry) -> tuple[str | int, ...]:
    about = " · ".join(f"{name}: {value}" for name, value in line.about.items())
    act = _(ACTS[line.act]) if line.act in ACTS else line.act
    return line.number, line.at, line.who, line.address, act, about, line.hash


def _csv(table: pd.DataFrame) -> bytes:
    """As Excel opens it, no cell a formula."""
    texts = table.map(lambda cell: harmless(cell) if isinstance(cell, str) else cell)
    written: str = texts.to_csv(index=False)
    return written.encode("utf-8-sig")
