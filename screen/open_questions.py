"""What a file leaves open, on the page ข้อมูล: its questions with their readings, and headers that stand for
no known column."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import streamlit as st

from loaders.checks.totals import RECALLED
from loaders.checks.units import ASKED as UNIT_ASKED
from loaders.checks.unknown_columns import UNKNOWN_AMOUNTS
from loaders.layout.survey_matrix import MATRIX
from loaders.loading import Report
from loaders.problem import Problem
from loaders.schema.dataset import Dataset
from loaders.store.mappings import ANSWERED_BEFORE
from screen.address import plain
from screen.upload_words import column_name, sentence, written
from vocabulary import thai
from vocabulary.language import _, current

ANSWERED = (ANSWERED_BEFORE, RECALLED)
"""Rules that tell what was answered for such files before."""
MOST_SUMS = 3


@dataclass(frozen=True)
class Said:
    """What the visitor says of one file: `mapping` takes the columns chosen for unknown headers, `answers`
    what is answered where the file leaves something open; `ask_again` has all asked that was answered for
    such files before."""

    mapping: dict[str, str]
    answers: dict[str, str]
    ask_again: Callable[[], None]


def ask(report: Report, dataset: Dataset | None, said: Said, key: str) -> None:
    """What the file leaves open, all in one place: each question with its readings and what would then be
    stored. What was answered stays in sight, to be changed."""
    current_ones = {problem.question.key: problem for problem in report.problems if problem.question}
    before: dict[str, Problem] = st.session_state.setdefault("asked", {}).get(key, {})
    kept = {name: problem for name, problem in before.items() if name in current_ones or name in said.answers}
    asked = kept | current_ones
    st.session_state["asked"][key] = asked
    recalled = [problem for problem in report.problems if problem.rule in ANSWERED]
    if not asked and not recalled:
        return
    with st.container(border=True, key=f"questions_{key}"):
        if asked:
            label = _("Left open by this file: {count}. Your answers are remembered for files of this form.")
            st.markdown(f"**{label.format(count=thai.number(len(asked)))}**")
        for name, problem in asked.items():
            _ask_one(problem, report, dataset, said, f"{key}_{name}", is_open=name in current_ones)
        if any(problem.rule == UNIT_ASKED for problem in current_ones.values()) and len(current_ones) > 1:
            st.caption(_("Answer the unit first: only then can the sums be told."))
        elif asked and not current_ones:
            st.caption(_("All is answered. Look at the totals below, then confirm."))
        if recalled:
            st.markdown("\n".join(f"- {plain(sentence(problem))}" for problem in recalled))
            st.button(
                _("Ask again"), icon=":material/replay:", key=f"ask_again_{key}", on_click=said.ask_again
            )


def _ask_one(
    problem: Problem, report: Report, dataset: Dataset | None, said: Said, key: str, *, is_open: bool
) -> None:
    assert problem.question
    name, choices = problem.question.key, {choice.answer: choice for choice in problem.question.choices}

    def remember() -> None:
        said.answers[name] = st.session_state[f"answer_{key}"]

    index = list(choices).index(said.answers[name]) if said.answers.get(name) in choices else None
    # What is answered may have changed the sums of others.
    sums = [plain(_sums(choice.sums, dataset)) for choice in choices.values()] if is_open else []
    st.radio(
        plain(sentence(problem)), list(choices), index, lambda answer: plain(choices[answer].text(current())), f"answer_{key}",
        captions=sums if len(set(sums)) > 1 else None, on_change=remember,
    )  # fmt: skip
    reading, header = report.reading, problem.value
    if is_open and problem.rule == UNKNOWN_AMOUNTS and dataset and reading and header in reading.header.names:
        _offer_columns(
            header, _columns(dataset), None, said.mapping, key, _("or it is the column"), _("choose a column")
        )


def _columns(dataset: Dataset) -> dict[str, str]:
    return {column.name: column_name(dataset, column.name) for column in dataset.columns}


def _sums(sums: Mapping[str, Decimal], dataset: Dataset | None) -> str:
    """What would be stored: the first sums, each with its column and unit."""
    told = []
    for name, total in sums.items():
        if total and dataset:
            column = dataset.column(name)
            unit = f"\u00a0{_('baht')}" if column.kind.spelling == "money" else ""
            told.append(f"{column_name(dataset, name)}\u00a0{written(column, total)}{unit}")
    return " · ".join(told[:MOST_SUMS])


def offer_mapping(
    report: Report, dataset: Dataset | None, likely: tuple[str, ...], chosen: dict[str, str], key: str
) -> None:
    """For each header that no column is known for (where no header was found, the `likely` ones), the columns
    to choose from; a choice is checked at once. What was chosen for such a file before is chosen already."""
    reading = report.reading
    if dataset is None or (reading and reading.layout not in ("tidy", MATRIX)):
        return  # all columns of a form mean something, or are dropped
    said = report.options.mapping | chosen
    found = (
        [name for name in reading.header.names if name in reading.unknown or name in said]
        if reading
        else likely
    )
    asked = {problem.value for problem in report.problems if problem.rule == UNKNOWN_AMOUNTS}
    headers = [name for name in dict.fromkeys(found) if name and name not in asked]
    if not headers:
        return
    names = _columns(dataset)
    open_ones = sum(said.get(header) not in names for header in headers)
    label = _("Headers that are not known ({count})").format(count=thai.number(open_ones))
    with st.expander(label, icon=":material/rule:", expanded=report.refused or bool(chosen)):
        st.caption(
            _(
                "Choose the column that a header stands for, or leave it: then it is passed over. What you"
                " choose is remembered"
                " for files with the same headers."
            )
        )
        for header in headers:
            _offer_columns(header, names, said.get(header), chosen, f"{key}_{header}", header, _("pass over"))


def _offer_columns(
    header: str,
    names: dict[str, str],
    said: str | None,
    chosen: dict[str, str],
    key: str,
    label: str,
    placeholder: str,
) -> None:
    def remember() -> None:
        # An empty name, not none: what was chosen for such a file before shall not return.
        chosen[header] = st.session_state[f"map_{key}"] or ""

    index = list(names).index(said) if said in names else None
    st.selectbox(
        plain(label),
        names,
        index,
        names.__getitem__,
        f"map_{key}",
        placeholder=placeholder,
        on_change=remember,
    )
