"""An item of the assessment with all that is known of it, gathered once: what it can be shown with, what it
lacks, and its report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, partial
from typing import Any, Literal

import pandas as pd

from evidence import headings, paper
from evidence.activities import activities
from evidence.contents import CONTENTS, SUMMARY
from evidence.items import BOXES, POSTS, Item, in_language
from evidence.items import texts as written_texts
from evidence.names_read import names_read
from evidence.report import Report, for_paper
from queries import budget, budget_plan, documents, findings, satisfaction
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
from vocabulary.findings import fact
from vocabulary.fiscal_calendar import round_end
from vocabulary.language import _

State = Literal["shown", "partly", "missing", "written", "unwritten", "attach"]
DONE: tuple[State, ...] = ("shown", "written")
"""States of a component that lacks nothing."""
Standing = Literal["whole", "lacking", "no_data"]


class NothingToShowError(Exception):
    """There are no data that this item could be shown with."""


@dataclass(frozen=True)
class Component:
    """Something that an item must show, and whether it can be."""

    name: str
    state: State
    explanation: str
    """Where it is, or what to do."""
    remark: str = ""
    """What an assessor may ask for besides."""


def published(con: Cursor, known: Catalogue, today: date) -> Published:
    """The published data as documents ask them, judged on the day `today`."""
    return Published(partial(_answer, con), known, today)


def _answer(con: Cursor, question: Any, *given: Any) -> Any:
    return question(con, *given)


def gather(data: Published, item: Item) -> "Dossier":
    """The item with the data sets of its year and round, as far as there are data; for the summary the newest
    up to its year, and what is told beside of that or the year before."""
    contents, subjects = CONTENTS[item.subject], dict[str, Subject | None]()
    for data_set in (*contents.data_sets, *contents.beside):
        is_beside = data_set in contents.beside
        years = [item.fiscal_year]
        if item.subject == SUMMARY or is_beside:
            every = data.catalogue.fiscal_years(item.organization, data_set)
            years = [year for year in every if year <= item.fiscal_year][:1]
        if years and not (is_beside and years[0] < item.fiscal_year - 1):
            asked = Scope(item.organization, years[0], contents.round_months)
            subjects[data_set] = _of_the_round(data, data_set, asked)
    found = {data_set: subject for data_set, subject in subjects.items() if subject}
    is_told = contents.data_sets[0] not in found or contents.has_rows(found)
    return Dossier(data, item, contents, found if is_told else {})


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
    def lacking(self) -> list[Component]:
        """The components that are not whole: unwritten, not in the data, or only partly."""
        return [each for each in self.components if each.state not in DONE]

    @property
    def unwritten(self) -> list[str]:
        """The names of the components that are texts which nobody has written yet."""
        return [each.name for each in self.components if each.state == "unwritten"]

    @cached_property
    def unexplained(self) -> int:
        """How much of what does not reconcile the office has not explained yet."""
        return sum(not explanation for _finding, explanation in self._observations())

    def _observations(self) -> Iterator[tuple[str, str]]:
        """What does not reconcile in the years, rounds and as-of dates of the figures, each once, with what
        the office says to it."""
        for data_set, subject in self._own.items():
            # Those of a list stand among those of the report that sums it.
            owner = BY_NAME[data_set].findings
            if owner != data_set and owner in self._own:
                continue
            for row in self._findings_of(subject).to_dict("records"):
                yield fact(row), "" if thai.is_missing(row["explanation"]) else row["explanation"]

    @property
    def _own(self) -> Subjects:
        """The data sets that the item is about, without those told beside."""
        return {name: self.subjects[name] for name in self.contents.data_sets if name in self.subjects}

    @property
    def standing(self) -> Standing:
        """How the item stands; what has an unwritten text or lacks a component is never whole."""
        if not self.is_ready:
            return "no_data"
        return "lacking" if self.lacking else "whole"

    @property
    def standing_in_words(self) -> str:
        """How the item stands, as lists say it."""
        words = {
            "whole": _("complete"),
            "lacking": _("{count} parts lacking").format(count=thai.number(len(self.lacking))),
            "no_data": _("no data"),
        }
        return words[self.standing]

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
        own = self._own
        sections = [for_paper(each) for each in self.contents.sections(self.subjects) if each]
        is_summary = self.item.subject == SUMMARY
        own_paper = paper.of(self.item.organization)
        _load, at = self.data.ask(ask.identity)
        if is_summary:
            sections.append(self._counts(own))
        elif read := names_read(sections):
            sections.append(read)
        return Report(
            file_name=self.item.file_name,
            title=self.item.title,
            organization=self.data.name(self.item.organization),
            heads=tuple(self._heads(own)),
            parts=tuple(sections),
            texts=tuple((name, self.texts.get(box, "")) for box, name in self.boxes.items()),
            # One page has no room for the findings of every data set.
            findings=() if is_summary else tuple(self._observations()),
            sources=self._sources(sections),
            signed=tuple((_(role), self.texts.get(post, "")) for post, role in POSTS.items()),
            published=datetime.fromisoformat(at).astimezone(UTC),
            scopes=tuple((data_set, subject.scope) for data_set, subject in self.subjects.items()),
            is_one_page=is_summary,
            opening="" if is_summary else self._opening(own),
            activities=tuple(activities(own["measures"])) if self.contents.has_pictures else (),
            header=own_paper.header,
            template=own_paper.template,
        )

    def _opening(self, own: Subjects) -> str:
        """By whose demand the office reports what."""
        subject = own[self.contents.data_sets[0]]
        day = day_of(subject.as_of)
        as_of = _(" (data as of {day})").format(day=thai.day_in_full(day)) if day else ""
        reports = _(self.contents.opening).format(
            year=thai.digits(subject.scope.fiscal_year),
            months=thai.digits(self.contents.round_months or ""),
            as_of=as_of,
        )
        return _(
            "The Integrity and Transparency Assessment (ITA) of the fiscal year {year} (item {item}) asks"
            " organizations to publish: {title}. {organization} {reports}:"
        ).format(
            year=thai.digits(self.item.assessment_year),
            item=thai.digits(self.item.number),
            title=thai.digits(self.item.title),
            organization=self.data.name(self.item.organization),
            reports=reports,
        )

    def _component(self, row: Any) -> Component:
        name = in_language(row, "component")
        # What people must write, no data can show.
        if not thai.is_missing(row.text):
            if self.texts.get(row.text):
                return Component(name, "written", _("Written in the box “{box}”").format(box=name))
            return Component(name, "unwritten", _("To be written in the box “{box}”").format(box=name))
        if thai.is_missing(row.data_sets):
            note = _("Not in the data: attach another paper")
            return Component(name, "attach", note if thai.is_missing(row.note) else in_language(row, "note"))
        wanted = row.data_sets.split()
        subject = next((self.subjects[each] for each in wanted if each in self.subjects), None)
        if subject is None:
            remedy = _("There are no data on {data_set} of {time}: load them on the page Data")
            return Component(name, "missing", remedy.format(data_set=word(wanted[-1]), time=self._time))
        if not thai.is_missing(row.level) and self._is_unnamed(subject, row.level):
            return Component(name, "missing", _to_load(row.level))
        shown, lacks = f"{word(subject.data_set)}: {subject.place}", self._lacks(row, subject, wanted[0])
        if lacks:
            return Component(name, "partly", f"{shown}. {lacks}")
        return Component(name, "shown", shown, self._remark(subject))

    def _is_unnamed(self, subject: Subject, level: str) -> bool:
        """Whether no line of the budget says what it is of this level, or what is planned by quarter."""
        if level == "quarter":
            return bool(subject.ask(budget_plan.by_quarter).empty)
        return bool((subject.ask(budget.allotted, level)[level] == thai.NOTHING).all())

    def _remark(self, subject: Subject) -> str:
        """What the data leave open that an assessor may ask for; nothing where they do not."""
        if subject.data_set != "satisfaction":
            return ""
        if thai.is_missing(subject.first(satisfaction.total).respondents):
            return _(
                "The data have no number of respondents, method or period of the survey: where they are"
                " known, write them in the box “{box}”"
            ).format(box=_(BOXES["commentary"]))
        return _(
            "The data have no method or period of the survey: where they are known, write them in the box"
            " “{box}”"
        ).format(box=_(BOXES["commentary"]))

    def _lacks(self, row: Any, subject: Subject, best: str) -> str:
        """What a data set does not show of a component that the `best` one shows whole; nothing where it
        shows all."""
        if subject.data_set != best:
            return _("By dimension only: for each project the list of projects is needed")
        if row.level == "quarter":
            unplanned = subject.ask(budget_plan.planned, "plan").iloc[-1].lines_unplanned
            text = _("Lines without a plan: {count}.").format(count=thai.number(int(unplanned)))
            return text if unplanned else ""
        is_budget = subject.data_set == "budget"
        if (
            is_budget
            and thai.is_missing(row.level)
            and thai.is_missing(subject.first(budget.total).disbursed)
        ):
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
        months = self.contents.round_months  # figures of March are none of twelve months
        if months and all(_reaches_end(subject, months) for subject in own.values()):
            yield _("Round"), _("{months} months").format(months=thai.digits(months))
        days = [subject.as_of for subject in own.values() if not thai.is_missing(subject.as_of)]
        if item.number and days:
            yield _("Data as of"), thai.day(max(days))

    def _findings_of(self, subject: Subject) -> pd.DataFrame:
        scope, data_set = subject.scope, BY_NAME[subject.data_set].findings
        year = scope.fiscal_year
        listed = self.data.ask(findings.listed, scope.organization, year, data_set, None, self.data.today)
        # What is of no day or no round is of the whole year.
        same_day = listed.as_of.isna() | (
            listed.as_of == pd.Timestamp(subject.as_of) if scope.as_of else True
        )
        same_round = listed.round_months.isna()
        same_round |= listed.round_months == scope.round_months if scope.round_months else True
        return listed[same_day & same_round]

    def _counts(self, own: Subjects) -> Section:
        """How many findings each data set of the summary has, which has no room for them."""
        lines = []
        for data_set, subject in own.items():
            year = subject.scope.fiscal_year
            counts = self.data.ask(findings.counts, subject.scope.organization, year, self.data.today)
            lines.append(
                f"{word(data_set)} · {thai.fiscal_year(year)}: {say_findings.total(counts, data_set)}"
            )
        heading = _(headings.OBSERVATIONS)
        return Section("findings", heading, heading, "\n".join(lines), pd.DataFrame())

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
        # pandas warns where a table that is joined has no rows.
        every = pd.concat([own, others] if len(others) else [own], ignore_index=True)
        return every[["data_set", "file_name", "rows_used", "as_of", "loaded_at", "sha256"]]


def _to_load(level: str) -> str:
    """What to do where the source does not say what an item asks its lines for."""
    if level == "quarter":
        return _(
            "The data have no spending plan by quarter: load a file with the columns of the quarters, or"
            " attach the plan"
        )
    remedy = _(
        "The source does not say the {level} of its lines: load a file with this column, or attach the whole"
        " plan"
    )
    return remedy.format(level=title(level).lower())


def _reaches_end(subject: Subject, months: int | None) -> bool:
    """Whether the figures reach the end of the round of 6 or 12 months; where the source gives no day, they
    do."""
    day = day_of(subject.as_of)
    if months is None or day is None:
        return True
    return bool(day >= round_end(subject.scope.fiscal_year, months))


def dossiers(con: Cursor, known: Catalogue, items: Sequence[Item], today: date) -> list[Dossier]:
    """All that is known of each item, judged on the day `today`."""
    data = published(con, known, today)
    return [gather(data, item) for item in items]


def reports(every: Sequence[Dossier]) -> tuple[list[tuple[Item, Report]], list[Item]]:
    """The items that there are data for, each with its report; and the others."""
    made = [(each.item, each.report()) for each in every if each.is_ready]
    return made, [each.item for each in every if not each.is_ready]
