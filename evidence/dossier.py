"""An item of the assessment with all that is known of it, gathered once: what it can be shown with, what it
lacks, and its report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, partial
from typing import Any, Literal

import pandas as pd

from evidence import paper
from evidence.contents import CONTENTS, SUMMARY
from evidence.items import BOXES, POSTS, Item, in_language
from evidence.items import texts as written_texts
from evidence.report import Report, for_paper
from queries import budget, documents, findings
from queries import scope as ask
from queries.scope import Catalogue, Cursor, Scope
from sections.documents import Contents
from sections.narrowing import day_of
from sections.subject import Published, Section, Subject, Subjects
from sentences import findings as say_findings
from sentences import origin
from vocabulary import thai
from vocabulary.columns import title, word
from vocabulary.data_sets import BY_NAME
from vocabulary.fiscal_calendar import round_end
from vocabulary.language import _

State = Literal["shown", "partly", "missing", "written", "unwritten", "attach"]


class NothingToShowError(Exception):
    """There are no data that this item could be shown with."""


@dataclass(frozen=True)
class Component:
    """Something that an item must show, and whether it can be."""

    name: str
    state: State
    explanation: str
    lacks: str = ""
    """What the document does not show of it."""


def published(con: Cursor, known: Catalogue, today: date) -> Published:
    """The published data as documents ask them, judged on the day `today`."""
    return Published(partial(_answer, con), known, today)


def _answer(con: Cursor, question: Any, *given: Any) -> Any:
    return question(con, *given)


def gather(data: Published, item: Item) -> "Dossier":
    """The item with the data sets of its year and round, as far as there are data; for the summary the newest
    up to its year, and what is told beside of that or the year before."""
    contents, known = CONTENTS[item.subject], data.catalogue
    subjects: dict[str, Subject | None] = {}
    for data_set in (*contents.data_sets, *contents.beside):
        is_beside, years = data_set in contents.beside, [item.fiscal_year]
        if item.subject == SUMMARY or is_beside:
            every = known.fiscal_years(item.organization, data_set)
            years = [year for year in every if year <= item.fiscal_year][:1]
        if years and not (is_beside and years[0] < item.fiscal_year - 1):
            scope = Scope(item.organization, years[0], contents.round_months)
            subjects[data_set] = _of_the_round(data, data_set, scope)
    found = {data_set: subject for data_set, subject in subjects.items() if subject}
    return Dossier(data, item, contents, found)


def _of_the_round(data: Published, data_set: str, asked: Scope) -> Subject | None:
    """A data set at the very time that the scope stands for; None where it has no data of that round."""
    scope = data.catalogue.resolved(asked, data_set)
    if asked.round_months and scope.round_months not in (None, asked.round_months):
        return None
    return data.subject(data_set, scope)


@dataclass(frozen=True)
class Dossier:
    """An item and the data sets that its document is made from."""

    data: Published
    item: Item
    contents: Contents
    subjects: Subjects

    @cached_property
    def texts(self) -> dict[str, str]:
        """What was written for the item, by name of the box or post."""
        texts: dict[str, str] = self.data.ask(written_texts, self.item)
        return texts

    @property
    def is_ready(self) -> bool:
        """Whether there is enough for a document: the data set that it cannot do without; for the summary
        any."""
        if self.item.subject == SUMMARY:
            return bool(self.subjects)
        return self.contents.data_sets[0] in self.subjects

    @cached_property
    def demands(self) -> pd.DataFrame:
        """What the item must show, as `queries.documents.components` answers."""
        table: pd.DataFrame = self.data.ask(
            documents.components, self.item.assessment_year, self.item.subject
        )
        return table

    @cached_property
    def components(self) -> list[Component]:
        """What the item must show and whether the data or the texts show it, in the item's order."""
        return [self._component(row) for row in self.demands.itertuples()]

    @property
    def boxes(self) -> dict[str, str]:
        """What people write for the body of the document: name of the box → its heading, which is the
        component's where the item demands it; what is demanded first."""
        demanded = {
            row.text: in_language(row, "component")
            for row in self.demands[self.demands.text.notna()].itertuples()
        }
        return demanded | {name: _(label) for name, label in BOXES.items() if name not in demanded}

    def report(self) -> Report:
        """The item's document in the language and digits of this thread. Raises NothingToShowError where
        there are no data, PaperError where the office's own paper cannot be used."""
        if not self.is_ready:
            raise NothingToShowError(self.item.subject)
        own = {name: self.subjects[name] for name in self.contents.data_sets if name in self.subjects}
        sections = [for_paper(each) for each in self.contents.sections(self.subjects) if each]
        is_summary = self.item.subject == SUMMARY
        own_paper = paper.of(self.item.organization)
        _load, at = self.data.ask(ask.identity)
        return Report(
            self.item.file_name,
            self.item.title,
            self.data.name(self.item.organization),
            tuple(self._heads(own)),
            tuple(sections),
            tuple((name, self._text(box)) for box, name in self.boxes.items()),
            tuple(self._counts(own) if is_summary else self._findings(own)),
            self._sources(sections),
            tuple((_(role), self.texts.get(post, "")) for post, role in POSTS.items()),
            datetime.fromisoformat(at).astimezone(UTC),
            tuple((data_set, subject.scope) for data_set, subject in self.subjects.items()),
            is_summary,
            tuple(self._lacking()),
            header=own_paper.header,
            template=own_paper.template,
        )

    def _text(self, box: str) -> str:
        is_demanded = box in set(self.demands.text)
        return self.texts.get(box) or (_("(not stated)") if is_demanded else "")

    def _component(self, row: Any) -> Component:
        name = in_language(row, "component")
        if not thai.is_missing(row.text):
            if self.texts.get(row.text):
                return Component(name, "written", _("Written in the box “{box}”").format(box=name))
            return Component(name, "unwritten", _("To be written in the box “{box}”").format(box=name))
        if thai.is_missing(row.data_sets):
            note = _("Not in the data: attach another paper")
            note = note if thai.is_missing(row.note) else in_language(row, "note")
            return Component(name, "attach", note, note)
        wanted = row.data_sets.split()
        subject = next((self.subjects[each] for each in wanted if each in self.subjects), None)
        if subject is None:
            words = {"data_set": word(wanted[-1]), "time": self._time}
            missing = _("There are no data on {data_set} of {time}").format(**words)
            remedy = _("There are no data on {data_set} of {time}: load them on the page Data")
            return Component(name, "missing", remedy.format(**words), missing)
        shown, lacks = f"{word(subject.data_set)}: {subject.place}", self._lacks(row, subject, wanted[0])
        return Component(name, "partly" if lacks else "shown", f"{shown}. {lacks}" if lacks else shown, lacks)

    def _lacks(self, row: Any, subject: Subject, best: str) -> str:
        """What a data set does not show of a component that the `best` one shows whole; nothing where it
        shows all."""
        has_level = not thai.is_missing(row.level)
        if subject.data_set != best:
            return _("By dimension only: for each project the list of projects is needed")
        if has_level and (subject.ask(budget.by_level, row.level, False)[row.level] == thai.NOTHING).all():
            return _("The source does not say the {level} of its lines").format(
                level=title(row.level).lower()
            )
        is_budget = subject.data_set == "budget"
        if is_budget and not has_level and thai.is_missing(subject.first(budget.total).disbursed):
            return _("What is paid is not reported yet")
        if not _reaches_end(subject, self.contents.round_months):
            return _("The figures do not reach the end of the round")
        return ""

    @property
    def _time(self) -> str:
        months = self.contents.round_months
        round_name = [_("round of {months} months").format(months=thai.digits(months))] if months else []
        return " · ".join([thai.fiscal_year(self.item.fiscal_year), *round_name])

    def _heads(self, own: Subjects) -> Iterator[tuple[str, str]]:
        item, year = self.item, thai.digits(self.item.assessment_year)
        if item.number:
            text = _("{item}, assessment of {year}").format(item=thai.digits(item.number), year=year)
            yield _("Item of the assessment"), text
        else:
            yield _("Assessment of the year"), year
        years = dict.fromkeys(subject.scope.fiscal_year for subject in own.values())
        text = ", ".join(map(thai.digits, years))
        if max(years) < item.fiscal_year:
            lacking = _("{years} (there are no data of {year} yet)")
            text = lacking.format(years=text, year=thai.digits(item.fiscal_year))
        yield _("Fiscal year"), text
        if months := self.contents.round_months:
            yield _("Round"), _("{months} months").format(months=thai.digits(months))
        days = [subject.as_of for subject in own.values() if not thai.is_missing(subject.as_of)]
        if item.number and days:
            yield _("Data as of"), thai.day(max(days))

    def _lacking(self) -> Iterator[str]:
        """What the item demands and its document does not show; that its number is not confirmed."""
        for component in self.components:
            if component.lacks:
                yield f"{component.name}: {component.lacks}"
        if not self.item.is_confirmed:
            yield _("The number of this item is not confirmed by a source.")

    def _findings(self, own: Subjects) -> Iterator[str]:
        """What does not reconcile in the years, rounds and as-of dates of the figures, each once, with what
        the office says to it."""
        for data_set, subject in own.items():
            # Those of a list stand among those of the report that sums it.
            owner = BY_NAME[data_set].findings
            if owner != data_set and owner in own:
                continue
            for row in say_findings.table(self._findings_of(subject)).itertuples():
                explanation = ""
                if not thai.is_missing(row.explanation):
                    explanation = _("Explanation: {text}").format(text=row.explanation)
                yield f"{row.finding} {explanation}".strip()

    def _findings_of(self, subject: Subject) -> pd.DataFrame:
        scope, data_set = subject.scope, BY_NAME[subject.data_set].findings
        year = scope.fiscal_year
        listed = self.data.ask(findings.listed, scope.organization, year, data_set, None, self.data.today)
        same_day = listed.as_of.isna() | (
            listed.as_of == pd.Timestamp(subject.as_of) if scope.as_of else True
        )
        same_round = listed.round_months.isna()
        same_round |= listed.round_months == scope.round_months if scope.round_months else True
        return listed[same_day & same_round]

    def _counts(self, own: Subjects) -> Iterator[str]:
        """How many findings each data set of the summary has, which has no room for them."""
        for data_set, subject in own.items():
            year = subject.scope.fiscal_year
            counts = self.data.ask(findings.counts, subject.scope.organization, year, self.data.today)
            yield f"{word(data_set)} · {thai.fiscal_year(year)}: {say_findings.total(counts, data_set)}"

    def _sources(self, sections: Sequence[Section]) -> pd.DataFrame:
        """data_set, file_name, rows_used, as_of, loaded_at, sha256: of the subjects, then of what other times
        came into the sections."""
        own = pd.concat(
            [subject.ask(ask.sources, name).assign(data_set=name) for name, subject in self.subjects.items()]
        ).rename(columns={"rows": "rows_used"})
        tables = (section.table for section in sections if "file_name" in section.table)
        named = {name for table in tables for name in origin.named_files(table)}
        others = self.data.ask(
            documents.files, self.item.organization, tuple(sorted(named - set(own.file_name)))
        )
        every = pd.concat([own, others] if len(others) else [own], ignore_index=True)
        return every[["data_set", "file_name", "rows_used", "as_of", "loaded_at", "sha256"]]


def _reaches_end(subject: Subject, months: int | None) -> bool:
    """Whether the figures reach the end of the round of 6 or 12 months; where the source gives no day, they
    do."""
    day = day_of(subject.as_of)
    if months is None or day is None:
        return True
    return bool(day >= round_end(subject.scope.fiscal_year, months))


def reports(
    con: Cursor, known: Catalogue, items: Sequence[Item], today: date
) -> tuple[list[tuple[Item, Report]], list[Item]]:
    """The items that there are data for, each with its report; and the others."""
    data = published(con, known, today)
    dossiers = [gather(data, item) for item in items]
    made = [(each.item, each.report()) for each in dossiers if each.is_ready]
    return made, [each.item for each in dossiers if not each.is_ready]
