"""An item of the assessment for one organization: what it can be shown with, what it lacks, and its
report."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

import pandas as pd

from evidence.contents import CONTENTS, SUMMARY
from evidence.material import Material, Materials, is_of_whole_round, material, name_of
from evidence.report import Part, Report
from queries import budget, documents, findings
from queries.scope import Catalogue, Cursor, Scope, identity, is_made_up
from sentences import findings as say_findings
from sentences import origin
from vocabulary import thai
from vocabulary.columns import title, word
from vocabulary.language import N_, _, current

State = Literal["shown", "partly", "missing", "written", "unwritten", "attach"]
BOXES = {
    "problems": N_("Problems and obstacles"),
    "suggestions": N_("Suggestions"),
    "commentary": N_("Commentary"),
}
"""What people write for the body of a document, in its order."""
POSTS = {"prepared_by": N_("Prepared by"), "approved_by": N_("Approved by")}
"""Who signs: titles of posts."""


class NothingToShowError(Exception):
    """There are no data that this item could be shown with."""


@dataclass(frozen=True)
class Item:
    """What the assessment of a year asks of an organization, or the executive summary (its `number` is
    "")."""

    organization: str
    assessment_year: int
    subject: str
    number: str
    title: str
    fiscal_year: int
    """The year that its data are of."""
    is_confirmed: bool = True

    @property
    def file_name(self) -> str:
        """Of its files, without an ending."""
        made_up = "_made_up" if is_made_up(self.organization) else ""
        name = "_".join(
            filter(None, (self.number, self.subject, self.organization, str(self.assessment_year)))
        )
        return f"{name}{made_up}"


@dataclass(frozen=True)
class Component:
    """Something that an item must show, and whether it can be."""

    name: str
    state: State
    said: str
    lacks: str = ""
    """What the document does not show of it."""


def items(con: Cursor, organization: str, assessment_year: int) -> list[Item]:
    """All that the year's assessment asks and that our data have to do with, and the summary after them."""
    every = documents.items(con)
    listed = [
        Item(
            organization,
            assessment_year,
            row.subject,
            row.item,
            _spoken(row, "title"),
            int(row.data_fiscal_year),
            bool(row.is_confirmed),
        )
        for row in every[every.assessment_year == assessment_year].itertuples()
        if row.subject in CONTENTS
    ]
    return [
        *listed,
        Item(organization, assessment_year, SUMMARY, "", _("Executive summary"), assessment_year),
    ]


def _spoken(row: Any, name: str) -> str:
    """A text of data/reference in the language of this thread; in Thai where it was not translated."""
    english = getattr(row, f"{name}_en")
    return str(getattr(row, name) if current() == "th" or thai.is_missing(english) else english)


def found(con: Cursor, known: Catalogue, item: Item) -> Materials:
    """The data sets that the item's document is made from, as far as there are data of its year and round;
    for the summary the newest up to its year, and what is told beside of that or the year before."""
    contents = CONTENTS[item.subject]
    wanted: dict[str, Material | None] = {}
    for data_set in (*contents.data_sets, *contents.beside):
        years = [item.fiscal_year]
        if item.subject == SUMMARY or data_set in contents.beside:
            years = [
                year for year in known.fiscal_years(item.organization, data_set) if year <= item.fiscal_year
            ][:1]
        for year in (
            years
            if data_set not in contents.beside
            else (year for year in years if year >= item.fiscal_year - 1)
        ):
            wanted[data_set] = material(
                con, known, data_set, Scope(item.organization, year, contents.round_months)
            )
    return {data_set: about for data_set, about in wanted.items() if about}


def is_ready(here: Materials, item: Item) -> bool:
    """Whether there is enough for a document: the data set that it cannot do without; for the summary any."""
    return bool(here) if item.subject == SUMMARY else CONTENTS[item.subject].data_sets[0] in here


def components(con: Cursor, known: Catalogue, item: Item) -> list[Component]:
    """What the item must show and whether the data or the texts show it, in the item's order."""
    here, written = found(con, known, item), texts(con, item)
    rows = documents.components(con, item.assessment_year, item.subject).itertuples()
    return [_component(row, item, here, written) for row in rows]


def boxes(con: Cursor, item: Item) -> dict[str, str]:
    """What people write for the body of the item's document: name of the box → its heading, which is the
    component's where the item demands it; what is demanded first."""
    asked = documents.components(con, item.assessment_year, item.subject)
    demanded = {row.text: _spoken(row, "component") for row in asked[asked.text.notna()].itertuples()}
    return demanded | {name: _(label) for name, label in BOXES.items() if name not in demanded}


def _component(row: Any, item: Item, here: Materials, written: dict[str, str]) -> Component:
    name = _spoken(row, "component")
    if not thai.is_missing(row.text):
        if written.get(row.text):
            return Component(name, "written", _("Written in the box “{box}”").format(box=name))
        return Component(name, "unwritten", _("To be written in the box “{box}”").format(box=name))
    if thai.is_missing(row.data_sets):
        note = (
            _("Not in the data: attach another paper") if thai.is_missing(row.note) else _spoken(row, "note")
        )
        return Component(name, "attach", note, note)
    wanted = row.data_sets.split()
    about = next((here[each] for each in wanted if each in here), None)
    if about is None:
        there = {"data_set": word(wanted[-1]), "time": _time(item)}
        said = _("There are no data on {data_set} of {time}: load them on the page Data").format(**there)
        return Component(
            name, "missing", said, _("There are no data on {data_set} of {time}").format(**there)
        )
    shown, lacks = f"{word(about.data_set)}: {about.place}", _lacks(row, item, about, wanted[0])
    return Component(name, "partly", f"{shown}. {lacks}", lacks) if lacks else Component(name, "shown", shown)


def _lacks(row: Any, item: Item, about: Material, best: str) -> str:
    """What a data set does not show of a component that the `best` one shows whole; nothing where it shows
    all."""
    has_level = not thai.is_missing(row.level)
    if about.data_set != best:
        return _("By dimension only: for each project the list of projects is needed")
    if has_level and (about.ask(budget.by_level, row.level, False)[row.level] == thai.NOTHING).all():
        return _("The source does not say the {level} of its lines").format(level=title(row.level).lower())
    if about.data_set == "budget" and not has_level and thai.is_missing(about.first(budget.total).disbursed):
        return _("What is paid is not reported yet")
    if not is_of_whole_round(about, CONTENTS[item.subject].round_months):
        return _("The figures do not reach the end of the round")
    return ""


def _time(item: Item) -> str:
    months = CONTENTS[item.subject].round_months
    round_name = [_("round of {months} months").format(months=thai.digits(months))] if months else []
    return " · ".join([thai.fiscal_year(item.fiscal_year), *round_name])


def texts(con: Cursor, item: Item) -> dict[str, str]:
    """What was written for the item, by name of the box or post."""
    asked = documents.texts(con, item.organization, item.assessment_year, item.subject)
    return dict(zip(asked.name, asked.text, strict=True))


def reports(
    con: Cursor, known: Catalogue, wanted: list[Item], today: date
) -> tuple[list[tuple[Item, Report]], list[Item]]:
    """The items that there are data for, each with its report; and the others."""
    ready = [item for item in wanted if is_ready(found(con, known, item), item)]
    return [(item, report(con, known, item, today)) for item in ready], [
        item for item in wanted if item not in ready
    ]


def report(con: Cursor, known: Catalogue, item: Item, today: date) -> Report:
    """The item's document in the language and digits of this thread. Raises NothingToShowError where there
    are no data."""
    contents, here = CONTENTS[item.subject], found(con, known, item)
    if not is_ready(here, item):
        raise NothingToShowError(item.subject)
    own = {data_set: about for data_set, about in here.items() if data_set in contents.data_sets}
    parts, written = contents.parts(here, today), texts(con, item)
    demanded = set(documents.components(con, item.assessment_year, item.subject).text)
    _load, published = identity(con)
    return Report(
        item.file_name,
        item.title,
        name_of(known, item.organization),
        tuple(_heads(item, own)),
        tuple(parts),
        tuple(
            (name, written.get(box) or (_("(not stated)") if box in demanded else ""))
            for box, name in boxes(con, item).items()
        ),
        tuple(_counted(con, own, today) if item.subject == SUMMARY else _findings(con, own, today)),
        _sources(con, here, parts),
        tuple((_(role), written.get(post, "")) for post, role in POSTS.items()),
        datetime.fromisoformat(published).astimezone(UTC),
        tuple((data_set, about.scope) for data_set, about in here.items()),
        item.subject == SUMMARY,
        tuple(_lacking(con, known, item)),
    )


def _heads(item: Item, here: Materials) -> Iterator[tuple[str, str]]:
    if item.number:
        year = thai.digits(item.assessment_year)
        yield (
            _("Item of the assessment"),
            _("{item}, assessment of {year}").format(item=thai.digits(item.number), year=year),
        )
    else:
        yield _("Assessment of the year"), thai.digits(item.assessment_year)
    years = dict.fromkeys(about.scope.fiscal_year for about in here.values())
    told = ", ".join(map(thai.digits, years))
    if max(years) < item.fiscal_year:
        told = _("{years} (there are no data of {year} yet)").format(
            years=told, year=thai.digits(item.fiscal_year)
        )
    yield _("Fiscal year"), told
    if months := CONTENTS[item.subject].round_months:
        yield _("Round"), _("{months} months").format(months=thai.digits(months))
    if item.number and (days := [about.as_of for about in here.values() if not thai.is_missing(about.as_of)]):
        yield _("Data as of"), thai.day(max(days))


def _lacking(con: Cursor, known: Catalogue, item: Item) -> Iterator[str]:
    """What the item demands and its document does not show; that its number is not confirmed."""
    for each in components(con, known, item):
        if each.lacks:
            yield f"{each.name}: {each.lacks}"
    if not item.is_confirmed:
        yield _("The number of this item is not confirmed by a source.")


def _findings(con: Cursor, here: Materials, today: date) -> Iterator[str]:
    """What does not reconcile in the years, rounds and as-of dates of the figures, each once, with what the
    office says to it."""
    for data_set, about in here.items():
        scope = about.scope
        if data_set != "plan_projects" or "plan" not in here:
            asked = findings.listed(
                con, scope.organization, scope.fiscal_year, data_set.partition("_")[0], None, today
            )
            same_day = asked.as_of.isna() | (
                asked.as_of == pd.Timestamp(about.as_of) if scope.as_of else True
            )
            same_round = asked.round_months.isna() | (
                asked.round_months == scope.round_months if scope.round_months else True
            )
            for row in say_findings.told(asked[same_day & same_round]).itertuples():
                said = (
                    ""
                    if thai.is_missing(row.explanation)
                    else _("Explanation: {text}").format(text=row.explanation)
                )
                yield f"{row.finding} {said}".strip()


def _counted(con: Cursor, here: Materials, today: date) -> Iterator[str]:
    """How many findings each data set of the summary has, which has no room for them."""
    for data_set, about in here.items():
        counts = findings.counts(con, about.scope.organization, about.scope.fiscal_year, today)
        yield f"{word(data_set)} · {thai.fiscal_year(about.scope.fiscal_year)}: {say_findings.total(counts, data_set)}"


def _sources(con: Cursor, here: Materials, parts: list[Part]) -> pd.DataFrame:
    """data_set, file_name, rows_used, as_of, loaded_at, sha256: of the scope, then of what other times came
    into the parts."""
    own = pd.concat([about.sources for about in here.values()]).rename(columns={"rows": "rows_used"})
    named = {name for part in parts if "file_name" in part.table for name in origin.named_files(part.table)}
    organization = next(iter(here.values())).scope.organization
    others = documents.files(con, organization, sorted(named - set(own.file_name)))
    every = pd.concat([own, others] if len(others) else [own], ignore_index=True)
    return every[["data_set", "file_name", "rows_used", "as_of", "loaded_at", "sha256"]]
