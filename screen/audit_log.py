"""Who changed what, for those who may change data: the newest lines, and all of them to take away."""

import json
from dataclasses import asdict
from datetime import datetime

import pandas as pd
import streamlit as st

from database import store
from loaders import audit, user_texts
from loaders.schema.datasets import DATASETS
from screen.upload_words import moment, table_name
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
NAMES = {
    "load": N_("load"),
    "loads": N_("loads"),
    "loads_before": N_("loads before that"),
    "file_name": N_("file"),
    "rows_stored": N_("rows"),
    "table": N_("table"),
    "draft": N_("draft"),
    "drafted_by": N_("handed in by"),
    "organizations": N_("organizations"),
    "organization_code": N_("organization"),
    "remark": N_("remark"),
    "question": N_("question"),
    "file": N_("what was written"),
    "by": N_("written by"),
    "fiscal_year": N_("fiscal year"),
    "assessment_year": N_("assessment year"),
    "measure_no": N_("measure"),
    "source_name": N_("name in the file"),
}
"""What a line says of what was done, in words; all else, such as hashes, stands in the file to take away."""
FILES = {
    user_texts.EXPLANATIONS: N_("explanation of a finding"),
    user_texts.DOCUMENT_TEXTS: N_("text of a document"),
    user_texts.MEASURE_TEXTS: N_("text of a measure"),
    user_texts.PHOTOGRAPHS: N_("picture of an activity"),
    user_texts.READING_NAMES: N_("reading name"),
}
HEADS = (N_("line"), N_("when"), N_("who"), N_("from"), N_("what was done"), N_("of what"))
SHOWN = 100


def show_audit() -> None:
    """Draws the log."""
    lines = list(audit.entries(store()))
    if not lines:
        return
    with st.expander(_("Audit: who changed what"), icon=":material/history_edu:"):
        newest = pd.DataFrame(map(_row, lines[: -SHOWN - 1 : -1]), columns=[_(head) for head in HEADS])
        st.dataframe(newest, hide_index=True, placeholder=thai.NOTHING)
        told = _("{shown} newest of {count} lines. Checked by: python -m loaders audit verify")
        st.caption(told.format(shown=thai.number(min(SHOWN, len(lines))), count=thai.number(len(lines))))
        st.download_button(
            _("All lines (CSV)"), lambda: _csv(lines), "audit.csv", "text/csv", icon=":material/download:"
        )


def _row(line: audit.Entry) -> tuple[str | int | None, ...]:
    about = " · ".join(
        f"{_(NAMES[name])}: {_value(name, line.about[name])}" for name in NAMES if name in line.about
    )
    act = _(ACTS[line.act]) if line.act in ACTS else line.act
    return line.number, moment(datetime.fromisoformat(line.at)), line.who, line.address or None, act, about


def _value(name: str, value: str | int) -> str:
    if name == "table" and value in DATASETS:
        return table_name(DATASETS[str(value)])
    if name == "file" and value in FILES:
        return _(FILES[str(value)])
    return thai.digits(value) if isinstance(value, int) else value


def _csv(lines: list[audit.Entry]) -> bytes:
    """The lines as they are kept, as Excel opens them; no cell a formula."""
    rows = [asdict(line) | {"about": json.dumps(line.about, ensure_ascii=False)} for line in lines]
    texts = pd.DataFrame(rows).map(lambda cell: harmless(cell) if isinstance(cell, str) else cell)
    written: str = texts.to_csv(index=False)
    return written.encode("utf-8-sig")
