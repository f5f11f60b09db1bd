"""Where an organization stands among those alike: of its province, of its kind, of about its size; only among
those that have published."""

from dataclasses import replace
from functools import partial

import pandas as pd

from charts import area as draw
from queries import area as questions
from queries.area import COUNTRY, MADE_UP, Area
from queries.scope import is_made_up
from sections.area import EXACT, FEWEST, MEASURES, AreaSubject, _percent
from sections.choice import Choice, Chosen, choice
from sections.subject import Section
from sentences import area as say
from vocabulary.columns import title
from vocabulary.language import _

HALF, TWICE = 0.5, 2
"""What budget an organization of about the same size has, as a part of one's own. How many people live in
each is not known here."""
HERE, OF_KIND = ("kind", "province"), ("kind", "size", "country")
"""Groups of peers in one's own province, and of one's own kind."""


def peers(subject: AreaSubject, chosen: Chosen) -> Section:
    """One's own figures of the year beside those of its peers, where it is of the area that is shown and
    enough of them have published any. What is told is of the peers, wherever they are."""
    wide = replace(subject.area, code=MADE_UP if is_made_up(subject.own) else COUNTRY, kind="")
    everyone = replace(subject, area=wide).standings()
    mine = everyone[everyone.organization_code == subject.own]
    if subject.own not in set(subject.standings().organization_code):
        return _none(subject, say.not_here(subject.published.name(subject.own), subject.name))
    own = mine.iloc[0]
    every = _groups(everyone, own)
    groups = {name: table for name, group in every.items() if len(table := _table(group, own))}
    if not groups:
        return _none(subject, say.no_peers(FEWEST))
    alike = _choice(chosen, tuple(groups), subject.kind_name(own.organization_kind or ""))
    table = groups[alike.value]
    name = subject.short(own.organization)
    return replace(subject, area=_area_of(alike.value, wide, own, subject)).section(
        "peers",
        _("Beside its peers"),
        say.peers(table, name, alike.options[alike.value]),
        table,
        partial(draw.peers, table, name),
        alike,
    )


def _area_of(group: str, wide: Area, own: pd.Series, subject: AreaSubject) -> Area:
    """Where the peers of a group are, and of which kind."""
    places = subject.published.ask(questions.places)
    (kind,) = places.kind[places.organization_code == subject.own]
    here = own.province_code if group in HERE else None
    return replace(wide, code=here or wide.code, kind=(kind or "") if group in OF_KIND else "")


def _none(subject: AreaSubject, why: str) -> Section:
    return subject.section("peers", _("Beside its peers"), why, pd.DataFrame())


def _groups(everyone: pd.DataFrame, own: pd.Series) -> dict[str, pd.DataFrame]:
    is_same_kind = everyone.organization_kind == own.organization_kind
    here = everyone.province_code == own.province_code
    is_as_large = everyone.revised.between(HALF * own.revised, TWICE * own.revised)
    return {
        "kind": everyone[is_same_kind & here],
        "province": everyone[here],
        "size": everyone[is_same_kind & is_as_large],
        "country": everyone[is_same_kind],
    }


def _choice(chosen: Chosen, groups: tuple[str, ...], kind: str) -> Choice:
    names = {
        "kind": _("{kind} of the province").format(kind=kind),
        "province": _("all of the province"),
        "size": _("{kind} with a budget from half to twice as large, in the country").format(kind=kind),
        "country": _("{kind} of the country").format(kind=kind),
    }
    options = {name: names[name] for name in groups}
    return choice(chosen, "peers", _("Compared with"), options, groups[0], is_menu=True)


def _table(group: pd.DataFrame, own: pd.Series) -> pd.DataFrame:
    """A row for each measure that one's own and enough of the group have."""
    lines = []
    for column in MEASURES.values():
        values = [_percent(column, value) for value in group[column]]
        known, mine = (
            pd.Series([value for value in values if value is not None]),
            _percent(column, own[column]),
        )
        if mine is None or len(known) < FEWEST:
            continue
        rank = int((known.round(EXACT) > round(mine, EXACT)).sum()) + 1
        lines.append((title(column), mine, known.median(), known.min(), known.max(), rank, len(known)))
    names = ["measured", "own_percent", "median", "least", "most", "rank", "organizations"]
    return pd.DataFrame(lines, columns=names)
