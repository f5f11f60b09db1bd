"""What a file leaves open, on the page ข้อมูล: its questions with their readings, and headers that stand for
no known column."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

import streamlit as st

from loaders.checks.totals import RECALLED
from loaders.checks.units import ASKED as UNIT_ASKED
from loaders.checks.unknown_columns import UNKNOWN_AMOUNTS
from loaders.layout.reading import Options
from loaders.layout.survey_matrix import MATRIX
from loaders.problem import Problem
from loaders.report import Report
from loaders.schema.dataset import Dataset
from loaders.store.mappings import ANSWERED_BEFORE
from screen.address import plain
from screen.upload_words import column_name, sentence, written
from vocabulary import thai
from vocabulary.language import _, current

ANSWERED = (ANSWERED_BEFORE, RECALLED)
"""Rules that tell what was answered for such files before."""
MOST_SUMS = 3


@dataclass
class UploadAnswers:
    """What the visitor says of one file."""

    mapping: dict[str, str] = field(default_factory=dict)
    """The columns chosen for unknown headers."""
    answers: dict[str, str] = field(default_factory=dict)
    """What is answered where the file leaves something open."""
    asks_again: bool = False
    """Whether all is asked, also what was answered for such files before."""
    asked: dict[str, dict[str, Problem]] = field(default_factory=dict)
    """Of each table the questions that were shown, answered or not."""

    def ask_again(self) -> None:
        """Has all asked that was answered for such files before."""
        self.asks_again = True

    def options(self, shared: Options) -> Options:
        """How the file is read: what is said of all files, and what of this one."""
        return replace(
            shared, mapping=dict(self.mapping), answers=dict(self.answers), ask_again=self.asks_again
        )


def ask(report: Report, dataset: Dataset | None, answers: UploadAnswers, key: str) -> None:
    """What the file leaves open, all in one place: each question with its readings and what would then be
    stored. What was answered stays in sight, to be changed."""
    open_ones = {problem.question.key: problem for problem in report.problems if problem.question}
    before = answers.asked.get(key, {})
    # A question that was answered is no problem of the file any more, but must stay to be changed.
    kept = {name: each for name, each in before.items() if name in open_ones or name in answers.answers}
    asked = answers.asked[key] = kept | open_ones
    recalled = [problem for problem in report.problems if problem.rule in ANSWERED]
    if not asked and not recalled:
        return
    with st.container(border=True, key=f"questions_{key}"):
        if asked:
            label = _("Left open by this file: {count}. Your answers are remembered for files of this form.")
            st.markdown(f"**{label.format(count=thai.number(len(asked)))}**")
        for name, problem in asked.items():
            _ask_one(problem, report, dataset, answers, f"{key}_{name}", is_open=name in open_ones)
        if any(problem.rule == UNIT_ASKED for problem in open_ones.values()) and len(open_ones) > 1:
            st.caption(_("Answer the unit first: only then can the sums be told."))
        elif asked and not open_ones:
            st.caption(_("All is answered. Look at the totals below, then confirm."))
        if recalled:
            st.markdown("\n".join(f"- {plain(sentence(problem))}" for problem in recalled))
            label, icon = _("Ask again"), ":material/replay:"
            st.button(label, icon=icon, key=f"ask_again_{key}", on_click=answers.ask_again)


def _ask_one(
    problem: Problem,
    report: Report,
    dataset: Dataset | None,
    answers: UploadAnswers,
    key: str,
    *,
    is_open: bool,
) -> None:
    assert problem.question
    name, choices = problem.question.key, {choice.answer: choice for choice in problem.question.choices}

    def remember() -> None:
        answers.answers[name] = st.session_state[f"answer_{key}"]

    answer = answers.answers.get(name)
    # None is chosen in advance: an answer that nobody gave would be taken for one.
    index = list(choices).index(answer) if answer in choices else None
    # What is answered may have changed the sums of others.
    sums = [plain(_sums(choice.sums, dataset)) for choice in choices.values()] if is_open else []
    st.radio(
        plain(sentence(problem)),
        list(choices),
        index,
        lambda answer: plain(choices[answer].text(current())),
        f"answer_{key}",
        captions=sums if len(set(sums)) > 1 else None,
        on_change=remember,
    )
    reading, header = report.reading, problem.value
    if is_open and problem.rule == UNKNOWN_AMOUNTS and dataset and reading and header in reading.header.names:
        label, placeholder = _("or it is the column"), _("choose a column")
        _offer_columns(header, _columns(dataset), None, answers.mapping, key, label, placeholder)


def _columns(dataset: Dataset) -> dict[str, str]:
    return {column.name: column_name(dataset, column.name) for column in dataset.columns}


def _sums(sums: Mapping[str, Decimal], dataset: Dataset | None) -> str:
    """What would be stored: the first sums, each with its column and unit."""
    written_sums = []
    for name, total in sums.items():
        if total and dataset:
            column = dataset.column(name)
            unit = f"\u00a0{_('baht')}" if column.kind.spelling == "money" else ""
            written_sums.append(f"{column_name(dataset, name)}\u00a0{written(column, total)}{unit}")
    return " · ".join(written_sums[:MOST_SUMS])


def offer_mapping(report: Report, dataset: Dataset | None, chosen: dict[str, str], key: str) -> None:
    """For each header that no column is known for (where no header was found, the likely ones), the columns
    to choose from; a choice is checked at once. What was chosen for such a file before is chosen already."""
    reading = report.reading
    if dataset is None or (reading and reading.layout not in ("tidy", MATRIX)):
        return  # all columns of a form mean something, or are dropped
    mapping = report.options.mapping | chosen
    candidates = (
        [name for name in reading.header.names if name in reading.unknown or name in mapping]
        if reading
        else report.likely_headers
    )
    asked = {problem.value for problem in report.problems if problem.rule == UNKNOWN_AMOUNTS}
    headers = [name for name in dict.fromkeys(candidates) if name and name not in asked]
    if not headers:
        return
    names = _columns(dataset)
    open_ones = sum(mapping.get(header) not in names for header in headers)
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
            _offer_columns(
                header, names, mapping.get(header), chosen, f"{key}_{header}", header, _("pass over")
            )


def _offer_columns(
    header: str,
    names: dict[str, str],
    column: str | None,
    chosen: dict[str, str],
    key: str,
    label: str,
    placeholder: str,
) -> None:
    def remember() -> None:
        # An empty name, not none: what was chosen for such a file before shall not return.
        chosen[header] = st.session_state[f"map_{key}"] or ""

    index = list(names).index(column) if column in names else None
    st.selectbox(
        plain(label),
        names,
        index,
        names.__getitem__,
        f"map_{key}",
        placeholder=placeholder,
        on_change=remember,
    )
