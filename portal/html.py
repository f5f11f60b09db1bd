"""Pages without a script: the figures of one data set in one year, and what an organization has."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path

from portal import pictures
from portal.edition import Edition
from portal.packages import ARCHIVE
from portal.place import Place
from portal.sheet import MOST_ROWS, Sheet, places, subject_title
from queries.scope import is_made_up
from sections.subject import Section
from sentences.origin import MADE_UP
from vocabulary import tables, thai
from vocabulary.columns import short_heading
from vocabulary.language import LANGUAGES, _
from vocabulary.values import is_figure

STYLE = "reader.css"
ASSETS = Path(__file__).parents[1] / "assets"
LOOKS = (
    ("narrow-dark.svg", "screen and (max-width: 640px) and (prefers-color-scheme: dark)"),
    ("narrow-light.svg", "screen and (max-width: 640px)"),
    ("wide-dark.svg", "screen and (prefers-color-scheme: dark)"),
)
"""Which chart is shown where, and on paper and everywhere else the wide one in light."""


def page(sheet: Sheet, base: str, dashboard: str) -> bytes:
    """The page of one data set in one year. `base` is the address of the server, `dashboard` that of the page
    of the dashboard with the same figures."""
    place = sheet.place
    place.speak()
    heading = f"{sheet.title} · {sheet.subject.place}"
    body = [
        f"<h1>{_text(sheet.title)}</h1><p class='place'>{_text(sheet.subject.place)}</p>",
        _warning(sheet.subject.scope.organization),
        _headline(sheet),
        _section(sheet),
        f"<p class='source'>{_text(sheet.drawn_from.source)}</p>",
    ]
    links = _foot(sheet, base, dashboard)
    return _document(place, heading, _head(sheet, base, heading), "".join(body), links)


def index(edition: Edition, place: Place, base: str, dashboard: str) -> bytes:
    """What an organization has: its years and data sets, and all of it to take away."""
    place.speak()
    name = edition.data.name(place.organization)
    every = places(edition, place)
    years = "".join(
        f"<section class='year'><h2>{_text(thai.fiscal_year_span(year or 0))}</h2>{_list(of_year)}</section>"
        for year, of_year in groupby(every, key=lambda each: each.year)
    )
    takes = [
        (f"/o/{place.organization}/files/{ARCHIVE}", _("All tables (ZIP)")),
        (f"/datapackage.json?org={place.organization}", _("Description of the tables (Data Package)")),
        ("/openapi.json", _("Programming interface (OpenAPI)")),
        (dashboard, _("Open the dashboard")),
    ]
    body = (
        f"<h1>{_text(name)}</h1><p class='place'>{_text(_('Figures by fiscal year'))}</p>"
        f"{_warning(place.organization)}<div class='years'>{years}</div>"
    )
    own = replace(place, is_embedded=False)
    head = _shared(name, _("Figures by fiscal year"), f"{base}{own.address()}") + _languages(own, base)
    head += f"<link rel='alternate' type='application/json' href='{escape(takes[1][0])}'>"
    return _document(place, name, head, body, f"<ul class='takes'>{_items(takes)}</ul>")


def missing(place: Place, dashboard: str, *, is_known: bool) -> bytes:
    """The page that says that there is none, in the language that was asked for, and where there is
    something: of the organization, where it is known, and of all in the dashboard."""
    place.speak()
    index = replace(place, year=None, data_set="", round_months=None, day="")
    told = _("There are no data of this kind for the organization, year or round that the address names.")
    if not place.organization:
        told = _("The address names no page. Open the dashboard, and choose there.")
    body = f"<h1>{_text(_('There is no such page'))}</h1><p class='sentence'>{_text(told)}</p>"
    ways = [(index.address(), _("Figures by fiscal year"))] if is_known else []
    links = f"<ul class='takes'>{_items([*ways, (dashboard, _('Open the dashboard'))])}</ul>"
    return _document(index, _("There is no such page"), "", body, links)


@cache
def style() -> str:
    """The address of the style sheet, another one when it changes."""
    written = (ASSETS / STYLE).read_bytes()
    return f"/assets/{STYLE}?{hashlib.sha256(written).hexdigest()[:12]}"


def _document(place: Place, title: str, head: str, body: str, links: str) -> bytes:
    # Within another site's page there is no way about, but one out of it.
    top = "" if place.is_embedded or not place.organization else _top(place)
    foot = f"<footer>{links}</footer>" if links else ""
    return (
        f"<!DOCTYPE html><html lang='{place.language}'><head><meta charset='utf-8'>"
        f"<title>{escape(title)} · {_('Prongsai')}</title>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        "<meta name='color-scheme' content='light dark'>"
        f"<link rel='stylesheet' href='{style()}'><link rel='icon' href='/assets/icon.svg'>{head}</head>"
        f"<body{' class=embedded' if place.is_embedded else ''}>{top}<main>{body}</main>{foot}</body></html>"
    ).encode()


def _top(place: Place) -> str:
    """What all has of this organization, the other language and the other digits."""
    index = replace(place, year=None, data_set="", round_months=None, day="")
    digits = replace(place, thai_digits=not place.thai_digits)
    others = {code: replace(place, language=code) for code in LANGUAGES if code != place.language}
    links = [
        f"<a href='{escape(other.address())}' lang='{code}' hreflang='{code}'>{LANGUAGES[code]}</a>"
        for code, other in others.items()
    ]
    links.append(f"<a href='{escape(digits.address())}'>{'0–9' if place.thai_digits else '๐–๙'}</a>")
    home = f"<a class='home' href='{escape(index.address())}'>{_text(_('Prongsai'))}</a>"
    label = escape(_("Language and digits"))
    return f"<header>{home}<nav aria-label='{label}'>{''.join(links)}</nav></header>"


def _text(text: str) -> str:
    return escape(thai.unbroken(text))


def _languages(place: Place, base: str) -> str:
    """Where the page is in each language."""
    every = {code: base + replace(place, language=code).address() for code in LANGUAGES}
    return "".join(
        f"<link rel='alternate' hreflang='{code}' href='{escape(address)}'>"
        for code, address in every.items()
    )


def _head(sheet: Sheet, base: str, heading: str) -> str:
    own = replace(sheet.place, is_embedded=False)
    image = ""
    if pictures.has_chromium() and (drawn := pictures.drawing(sheet, pictures.CARD)):
        address = base + own.file(pictures.mark(*drawn), pictures.CARD)
        image = (
            f"<meta property='og:image' content='{escape(address)}'>"
            "<meta property='og:image:type' content='image/png'>"
            "<meta property='og:image:width' content='1200'><meta property='og:image:height' content='630'>"
            f"<meta property='og:image:alt' content='{escape(f'{sheet.card.label}: {sheet.card.value}')}'>"
            "<meta name='twitter:card' content='summary_large_image'>"
        )
    files = "".join(
        f"<link rel='alternate' type='{kind}' href='{escape(own.address(ending))}'>"
        for ending, kind in ((".json", "application/json"), (".csv", "text/csv"))
    )
    shared = _shared(heading, sheet.sentence, f"{base}{own.address()}")
    return f"{shared}{image}{_languages(own, base)}{files}"


def _shared(title: str, sentence: str, address: str) -> str:
    """What programs show in which a link is sent, such as LINE."""
    told = {
        "og:type": "website",
        "og:site_name": _("Prongsai"),
        "og:title": title,
        "og:description": sentence,
        "og:url": address,
    }
    metas = "".join(f"<meta property='{name}' content='{escape(text)}'>" for name, text in told.items())
    described = f"<meta name='description' content='{escape(sentence)}'>"
    return f"{described}<link rel='canonical' href='{escape(address)}'>{metas}"


def _warning(organization: str) -> str:
    if not is_made_up(organization):
        return ""
    before, loud, after = _(MADE_UP).split("**")
    return f"<p class='made-up'>{_text(before)}<b>{_text(loud)}</b>{_text(after)}</p>"


def _headline(sheet: Sheet) -> str:
    card = sheet.card
    answer = f"<p class='sentence'>{_text(sheet.answer)}</p>" if sheet.answer else ""
    return (
        "<section class='headline'><div class='figure'>"
        f"<p class='value'>{_text(card.value)}</p><p class='label'>{_text(card.label)}</p>"
        f"<p class='status {card.tone}'>{_text(card.status)}</p></div>{answer}</section>"
    )


def _section(sheet: Sheet) -> str:
    section = sheet.section
    if section is None or section.table.empty:
        return ""
    told = f"<p class='told'>{_text(section.sentence)}</p>" if section.sentence != sheet.answer else ""
    drawn = _chart(sheet, section) + told + _table(sheet, section)
    return f"<section><h2>{_text(section.title)}</h2>{drawn}</section>"


def _chart(sheet: Sheet, section: Section) -> str:
    """The chart as a picture for each width and light; nothing where none can be drawn."""
    if section.figure is None or not pictures.has_chromium():
        return ""
    sources = "".join(
        f"<source media='{media}' srcset='{escape(address)}' width='{wide}' height='{high}'>"
        for name, media in LOOKS
        for address, wide, high in [_picture(sheet, name)]
    )
    address, wide, high = _picture(sheet, "wide-light.svg")
    # For those who do not see the picture: what it shows, of whom, and what it says.
    alt = escape(f"{section.title} · {section.place}. {section.sentence}")
    return (
        f"<figure><picture>{sources}<img src='{escape(address)}' width='{wide}' height='{high}'"
        f" alt='{alt}'></picture></figure>"
    )


def _picture(sheet: Sheet, name: str) -> tuple[str, int, int]:
    drawn = pictures.drawing(sheet, name)
    assert drawn
    figure, form = drawn
    return sheet.place.file(pictures.mark(*drawn), name), form.across, figure["layout"]["height"]


def _table(sheet: Sheet, section: Section) -> str:
    names = list(sheet.columns)
    heads = "".join(
        f"<th scope='col'{_side(name)}>{_text(short_heading(name, section.times))}</th>" for name in names
    )
    rows = "".join(_row(names, row) for row in tables.as_text(section.table[names].head(MOST_ROWS)))
    rest = len(section.table) - MOST_ROWS
    more = ""
    if rest > 0:
        told = _("{count} more rows are in the files below.").format(count=thai.number(rest))
        more = f"<p class='told'>{_text(told)}</p>"
    label = escape(_("Table: {title}").format(title=section.title))
    return (
        f"<div class='scroll' tabindex='0' role='region' aria-label='{label}'><table>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{more}"
    )


def _row(names: Sequence[str], row: Sequence[str]) -> str:
    first, *others = zip(names, row, strict=True)
    cells = "".join(f"<td{_side(name)}>{_text(value)}</td>" for name, value in others)
    return f"<tr><th scope='row'{_side(first[0])}>{_text(first[1])}</th>{cells}</tr>"


def _side(name: str) -> str:
    return " class='number'" if is_figure(name) else ""


def _foot(sheet: Sheet, base: str, dashboard: str) -> str:
    own = replace(sheet.place, is_embedded=False)
    if sheet.place.is_embedded:
        address, said = escape(base + own.address()), _text(_("Open the page"))
        return f"<p><a href='{address}' target='_blank' rel='noopener'>{said}</a></p>"
    takes = _items(
        [(own.address(".csv"), "CSV"), (own.address(".json"), "JSON"), (dashboard, _("Open the dashboard"))]
    )
    beside = [(each, subject_title(each.data_set)) for each in sheet.of_year]
    before = [(each, thai.digits(each.year)) for each in sheet.of_other_years]
    return (
        f"<ul class='takes'>{takes}</ul>"
        f"{_others(_('The same year'), beside)}{_others(_('Other fiscal years'), before)}"
    )


def _others(name: str, others: Sequence[tuple[Place, str]]) -> str:
    if not others:
        return ""
    links = _items((each.address(), said) for each, said in others)
    return f"<nav aria-label='{escape(name)}'><h2>{_text(name)}</h2><ul>{links}</ul></nav>"


def _list(every: Iterable[Place]) -> str:
    return f"<ul>{_items((each.address(), subject_title(each.data_set)) for each in every)}</ul>"


def _items(links: Iterable[tuple[str, str]]) -> str:
    return "".join(f"<li><a href='{escape(address)}'>{_text(said)}</a></li>" for address, said in links)
