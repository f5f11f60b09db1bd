"""What the overview is made of: a card with the headline figure of each data set, their small pictures, lines
that name what wants attention, and what is worth knowing besides. All but the last is HTML that is drawn once
for all who see the same."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from charts import overview as draw
from queries import findings
from screen import address
from screen.sections import remarks
from screen.view import View
from sections import overview
from sections.kept import until_published
from sections.overview import HEADLINES
from sections.subject import Published, Remarks, Subject, Subjects
from sentences import findings as say_findings
from sentences import overview as say
from sentences.overview import Notice
from vocabulary import thai
from vocabulary.data_sets import BY_NAME, SUBJECTS
from vocabulary.language import _

MOST_LINES, MOST_PRESENTED = 5, 3
"""Lines of what wants attention, on the page and in a presentation; that of the findings is the last."""

Address = Mapping[str, str]
Found = tuple[tuple[str, Subject | None], ...]
"""Every data set, with what is there of it."""


def draw_dashboard(view: View) -> None:
    """Cards of the subjects, pictures and what wants attention, each a link to where more is said of it. A
    subject without data offers the newest year that has some."""
    # As values that can be compared, so that the HTML is made once for all who see the same.
    found = tuple((name, view.subject(name)) for name in HEADLINES)
    newest = tuple((view.years_of(name) or [0])[0] for name in HEADLINES)
    scope = (view.organization, view.fiscal_year, view.asked.today)
    kept = tuple(address.kept(view.address).items())
    st.html(_dashboard(view.edition, view.asked, found, newest, scope, kept, view.is_presenting))


@until_published(256)
def _dashboard(
    _edition: Hashable,
    data: Published,
    found: Found,
    newest: tuple[int, ...],
    scope: tuple[str, int | None, date],
    kept: tuple[tuple[str, str], ...],
    is_presenting: bool,
) -> str:
    counts, address = data.ask(findings.counts, *scope), dict(kept)
    subjects = {name: subject for name, subject in found if subject}
    cards = [
        _card(subject, counts, address) if subject else _without_data(name, year, address)
        for (name, subject), year in zip(found, newest, strict=True)
        if BY_NAME[name] in SUBJECTS
    ]
    further = [each for name, each in subjects.items() if BY_NAME[name].is_further]
    pictures = [
        _picture(subject, address, further if name == "measures" else ())
        for name, subject in subjects.items()
    ]
    most = MOST_PRESENTED if is_presenting else MOST_LINES
    # The last line is kept for the findings: without it a page of many notices would hide them.
    told = [*overview.notices(subjects)[: most - 1], say.found(say_findings.total(counts, None))]
    notices = [_notice(notice, address) for notice in told]
    heading = escape(_("Needs attention"))
    return thai.unbroken(
        f'<div class="dashboard"><ul class="cards">{"".join(cards)}</ul>'
        f'<div class="pictures">{"".join(pictures)}</div>'
        f'<section class="notices"><h2>{heading}</h2><ul>{"".join(notices)}</ul></section></div>'
    )


def _card(subject: Subject, counts: pd.DataFrame, kept: Address) -> str:
    name = subject.data_set
    said, severity = say_findings.badge(counts, name)
    count = counts[counts.data_set == name].findings.sum()
    to_findings = address.reference("findings", {**kept, "set": name})
    badge = draw.badge(to_findings, severity, thai.number(count) if count else "", said)
    return draw.card(overview.card(subject, kept), address.reference(_page(name), kept), badge)


def _page(data_set: str) -> str:
    return BY_NAME[data_set].page


def _without_data(name: str, newest: int, kept: Address) -> str:
    offer = _("Newest: {year}").format(year=thai.fiscal_year(newest)) if newest else ""
    # The year offered may not have the round that was chosen.
    of_year = {each: value for each, value in kept.items() if each != "round"} | {"fy": f"{newest}"}
    label, status = _(HEADLINES[name].label), _("no data for this year")
    return draw.without_data(label, status, offer, address.reference("", of_year))


def _picture(subject: Subject, kept: Address, further: Sequence[Subject]) -> str:
    name, picture = subject.data_set, overview.picture(subject)
    proofs = "".join(_further(each, kept) for each in further)

    def opens(narrowed: draw.Narrowed) -> str:
        return address.reference(_page(name), {**kept, **address.narrowing(name, dict(narrowed))})

    return (
        draw.picture(picture, opens, f'<ul class="further">{proofs}</ul>' if proofs else "")
        if picture
        else ""
    )


def _further(subject: Subject, kept: Address) -> str:
    """The headline figure of data that prove measures, which leads to their page."""
    headlines = HEADLINES[subject.data_set]
    headline = headlines.headline(overview.dated(subject).first(headlines.question))
    link = address.reference(_page(subject.data_set), kept)
    text = f"{_(BY_NAME[subject.data_set].title)} {headline.value}"
    return f'<li><a class="status {headline.tone}" href="{escape(link)}">{escape(text)}</a></li>'


def _notice(notice: Notice, kept: Address) -> str:
    if notice.is_finding:
        more = {"set": notice.data_set} if notice.data_set else {}
        reference = address.reference("findings", {**kept, **more})
    else:
        more = address.narrowing(notice.data_set, dict(notice.narrowed))
        reference = address.reference(_page(notice.data_set), {**kept, **more})
    return f'<li><a class="status {notice.tone}" href="{escape(reference)}">{escape(notice.text)}</a></li>'


@until_published(128)
def _remarks(
    _edition: Hashable, _today: date, subjects: tuple[tuple[str, Subject], ...]
) -> tuple[Remarks, Remarks]:
    return overview.worth_knowing(dict(subjects)), overview.on_the_source(dict(subjects))


def explain_sources(view: View) -> None:
    """What is worth knowing besides, and from which files the figures are."""
    found = {name: view.subject(name) for name in HEADLINES}
    subjects: Subjects = {name: subject for name, subject in found.items() if subject}
    with st.expander(_("More on these figures and their sources"), icon=":material/menu_book:"):
        for each in _remarks(view.edition, view.asked.today, tuple(subjects.items())):
            remarks(each)
