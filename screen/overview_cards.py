"""What the overview is made of: cards with a headline figure each, and lines that name what wants
attention."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from charts import overview as draw
from queries import findings
from queries.overview import missing_quarters
from queries.scope import Scope
from screen import address
from screen.sections import Question, answer, offer_year, plain, reconciled, row, said, subject
from sentences import findings as say_findings
from sentences import overview as say
from sentences.headline import Headline, Tone
from vocabulary import thai
from vocabulary.language import _

_ICONS: dict[Tone, str] = {
    "reached": ":green[:material/check_circle:]",
    "behind": ":red[:material/error:]",
    "neutral": ":gray[:material/info:]",
}


def headline(
    label: str, data_set: str, question: Question, told: Callable[[pd.Series], Headline], by_year: Question
) -> None:
    """A card with one figure: how it stands in words (and colour), what it is made from, how it went over the
    years, how fresh it is, whether it reconciles, and a link to its page. Where it has no data it offers the
    newest year that has some."""
    about = subject(data_set)
    with st.container(border=True, height="stretch", vertical_alignment="distribute", gap="small"):
        if about is None:
            st.html(draw.card(label, thai.NOTHING, "neutral", _("no data for this year")))
            for year in address.fiscal_years(data_set)[:1]:
                offer_year(data_set, year, _("Newest: {year}").format(year=thai.fiscal_year(int(year))))
            return
        scope, alone = address.catalogue().resolved(about.scope, data_set), address.fiscal_year() is not None
        st.html(said(_card, label, data_set, scope, question, told, by_year, thai.today(), alone))
        if not address.is_presenting():
            with st.container(horizontal=True, gap="xsmall"):
                reconciled(about)
                address.link(f"{data_set}.py", _("See the details"), icon=":material/arrow_forward:")


def _card(
    label: str, data_set: str, scope: Scope, question: Question, told: Callable[[pd.Series], Headline], by_year: Question,
    today: date, alone: bool,
) -> str:  # fmt: skip
    total, years = answer(row(question), scope), answer(by_year, scope)
    figure, target = told(total), total.get("target")
    course = draw.sparkline(
        years, say.course(label, years), None if target is None else thai.as_percent(float(target))
    )
    missing = answer(missing_quarters, scope, today) if data_set == "budget" else []
    newest = scope.as_of or scope.round_months
    fresh = say.freshness(data_set, scope.fiscal_year, newest, today, alone=alone, missing=missing)
    return draw.card(
        label, figure.value, figure.tone, figure.status, figure.basis, say.change(years), course, fresh
    )


def notices(told: Sequence[say.Notice]) -> None:
    """What wants attention, a line each, which leads to where more is said of it."""
    with st.container(key="notices", gap=None):
        for notice in told:
            if notice.is_finding:
                page, more = "findings.py", {"set": notice.data_set}
            else:
                page, more = (
                    f"{notice.data_set}.py",
                    address.narrowing(notice.data_set, dict(notice.narrowed)),
                )
            address.link(page, f"{_ICONS[notice.tone]} {plain(notice.text)} :material/chevron_right:", **more)


def every_finding() -> say.Notice:
    """How many findings there are in the scope of the address."""
    found: say.Notice = said(_every_finding, address.organization(), address.fiscal_year(), thai.today())
    return found


def _every_finding(*scope: Any) -> say.Notice:
    return say.found(say_findings.total(answer(findings.counts, *scope), None))


@cache
def _style(name: str) -> str:
    return (
        f"<style>{(Path(__file__).parents[1] / 'assets' / f'{name}.css').read_text(encoding='utf-8')}</style>"
    )


def dress(name: str) -> None:
    """Lets the page wear a style sheet of assets/."""
    st.html(_style(name))
