"""The terms of the figures and the checks of findings, for whoever asks what a word means."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import streamlit as st

from loaders import findings
from screen.assets import dress
from vocabulary import thai
from vocabulary.columns import QUANTITIES, title, word
from vocabulary.data_sets import BY_NAME, LISTED
from vocabulary.findings import RULES
from vocabulary.language import N_, _
from vocabulary.meanings import MEANINGS, TERMS, meaning

UNITS = {"baht": N_("baht"), "points": N_("percentage points")}
"""In what a term is counted, where its title does not say that."""
GENERAL, COMMON = "general", "common"
"""What holds for every data set: its terms, and the file of its rules."""


@dataclass(frozen=True)
class Group:
    """Of a data set, or of all: terms with their meanings, and the checks of its findings with their
    severities; each in the words of a reader."""

    terms: tuple[tuple[str, str], ...]
    checks: tuple[tuple[str, str], ...]


def groups(words: str = "") -> dict[str, Group]:
    """What is told of each data set (GENERAL: of all) in which each of these words occurs; all without
    words."""
    wanted = words.casefold().split()

    def fits(pair: tuple[str, str]) -> bool:
        text = " ".join(pair).casefold()
        return all(each in text for each in wanted)

    rules = findings.rules()
    every = {}
    for name in (GENERAL, *(each.name for each in LISTED)):
        data_set = COMMON if name == GENERAL else name
        terms = ((_term(each), _(text)) for each, text in TERMS.get(name, {}).items())
        own = (each for each, question in rules.items() if question.data_set == data_set)
        checks = ((word(RULES[each].severity), _(RULES[each].check)) for each in own)
        every[name] = Group(tuple(filter(fits, terms)), tuple(filter(fits, checks)))
    return {name: group for name, group in every.items() if group.terms or group.checks}


def draw_term(name: str) -> None:
    """What one term means, above all others; nothing where there is no such term."""
    if name in MEANINGS:
        with st.container(border=True):
            st.html(_definitions([(_term(name), meaning(name) or "")]))


def draw_group(name: str, group: Group) -> None:
    """The terms of a data set, and what is checked of it."""
    st.header(_("General") if name == GENERAL else _(BY_NAME[name].title), anchor=False)
    dress("glossary")
    if group.terms:
        st.html(_definitions(group.terms))
    if group.checks:
        st.html(f"<h3>{escape(_('What is checked'))}</h3>{_definitions(group.checks)}")


def _term(name: str) -> str:
    unit = UNITS.get(QUANTITIES[name].unit)
    return f"{title(name)} ({_(unit)})" if unit else title(name)


def _definitions(pairs: Iterable[tuple[str, str]]) -> str:
    lines = ((escape(thai.digits(term)), escape(thai.digits(text))) for term, text in pairs)
    listed = "".join(f"<dt>{term}</dt><dd>{text}</dd>" for term, text in lines)
    return thai.unbroken(f'<dl class="glossary">{listed}</dl>')
