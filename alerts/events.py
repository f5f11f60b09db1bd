"""What there is to tell of an organization: what is overdue, falls behind, was found, was undone."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from evidence import links
from queries import alerts as questions
from queries import reading_names
from sections.overview import HEADLINES, URGENT
from sections.subject import Published, Section, Subject
from sentences.overview import Notice
from vocabulary import thai
from vocabulary.columns import word
from vocabulary.data_sets import BY_NAME, BY_TABLE, DATA_SETS
from vocabulary.findings import RULES, SEVERITIES, sentence
from vocabulary.language import N_, _, current
from vocabulary.wording import Severity

Kind = Literal["overdue", "behind", "finding", "undone"]
KINDS: dict[Kind, str] = {
    "overdue": N_("Overdue"),
    "behind": N_("Behind"),
    "finding": N_("Finding"),
    "undone": N_("Load undone"),
}
"""What is told of, the more urgent before the less, and what it is called."""


@dataclass(frozen=True)
class Event:
    """One thing to tell, in the language in which it was asked for."""

    identifier: str
    """The same in every language, tomorrow, and after the database was made again."""
    kind: Kind
    severity: Severity
    organization: str
    division: str
    """The unit that it is about, as files name it; "" where it is about none."""
    since: date | None
    """The day from which on it holds: when it became due, or its figures were loaded."""
    sentence: str
    data_set: str
    fiscal_year: int | None
    page: str
    """Where more is said of it, with these choices of the address."""
    choices: tuple[tuple[str, str], ...]

    @property
    def link(self) -> str:
        """The address of that page, as others reach it; "" where it is not known."""
        language = {"lang": current()} if current() != "th" else {}
        return links.view(self.page, dict(self.choices) | language)

    @property
    def urgency(self) -> tuple[int, int]:
        """Where it stands among others: the grave before the slight, and nothing overdue is slight."""
        gravity = SEVERITIES.index(self.severity)
        return min(gravity, 1) if self.kind == "overdue" else gravity, [*KINDS].index(self.kind)


def events(data: Published, organization: str) -> list[Event]:
    """All that there is to tell of an organization today, gravest first, in the language of this thread."""
    every = *_found(data, organization), *_behind(data, organization), *_undone(data, organization)
    return sorted(every, key=lambda event: event.urgency)


def section(data: Published, event: Event) -> Section | None:
    """The section whose picture shows what an event is about; None where there is nothing to see."""
    subject = _newest(data, event.organization, event.data_set, event.fiscal_year)
    return HEADLINES[event.data_set].main(subject, {}) if subject else None


def _newest(data: Published, organization: str, name: str, year: int | None = None) -> Subject | None:
    scope = data.scope(organization, name, year, None, "")
    return data.subject(name, scope) if scope else None


def _found(data: Published, organization: str) -> Iterator[Event]:
    units = {
        each.table: data.ask(questions.units, organization, each.table, each.unit)
        for each in DATA_SETS
        if each.unit
    }
    names = {name for rows in units.values() for name in rows.values()}
    for row in data.ask(questions.findings, organization, data.today).to_dict("records"):
        # What is found of a unit as a whole stands in no row of its own, and names it.
        unit = row["subject"] if row["subject"] in names else ""
        year = None if thai.is_missing(row["fiscal_year"]) else int(row["fiscal_year"])
        days = (day for day in (_day(row["loaded_at"]), _day(row["holds_from"])) if day)
        choices = {"org": organization, "fy": f"{year or ''}", "set": row["data_set"]}
        yield Event(
            row["finding_id"],
            "overdue" if RULES[row["rule"]].is_due else "finding",
            row["severity"],
            organization,
            units.get(row["table"], {}).get((row["load_id"], row["source_row"]), unit),
            max(days, default=None),
            sentence(row) if thai.is_missing(row["file_name"]) else f"{sentence(row)} ({row['file_name']})",
            row["data_set"],
            year,
            "findings",
            _chosen(choices | {"severity": row["severity"]}),
        )


def _behind(data: Published, organization: str) -> Iterator[Event]:
    """What the overview says falls behind in the newest report of each data set."""
    for name in URGENT:
        if subject := _newest(data, organization, name):
            for place, notice in enumerate(HEADLINES[name].notices(subject)):
                # Findings are told one by one.
                if notice and notice.tone == "behind" and not notice.is_finding:
                    yield _behind_in(subject, notice, place)


def _behind_in(subject: Subject, notice: Notice, place: int) -> Event:
    scope, data_set, narrowed = subject.resolved, BY_NAME[notice.data_set], dict(notice.narrowed)
    unit = narrowed.get(data_set.unit, "")
    sources = subject.published.ask(reading_names.sources, scope.organization, data_set.table)
    report = [notice.data_set, scope.fiscal_year, scope.round_months, scope.as_of]
    choices = {
        "org": scope.organization,
        "fy": f"{scope.fiscal_year}",
        "round": f"{scope.round_months or ''}",
        "at": f"{scope.as_of or ''}",
    }
    return Event(
        # Once a report: from day to day only its words may change.
        _identifier("behind", scope.organization, *report, place),
        "behind",
        "warning",
        scope.organization,
        sources.get(data_set.unit, {}).get(unit, unit),
        _day(subject.loaded_at),
        notice.text,
        notice.data_set,
        scope.fiscal_year,
        data_set.page,
        _chosen(choices | data_set.narrowing(narrowed)),
    )


def _undone(data: Published, organization: str) -> Iterator[Event]:
    for row in data.ask(questions.undone, organization).to_dict("records"):
        name, day = BY_TABLE[row["table"]].findings, _day(row["undone_at"])
        text = _("{file} ({data_set}) was undone on {day}: its figures count no more.")
        yield Event(
            _identifier("undone", organization, row["load_id"], row["sha256"]),
            "undone",
            "note",
            organization,
            "",
            day,
            text.format(file=row["file_name"], data_set=word(name), day=thai.day(day)),
            name,
            None,
            "data",
            _chosen({"org": organization}),
        )


def _identifier(*of: object) -> str:
    return hashlib.md5(json.dumps(of, default=str).encode(), usedforsecurity=False).hexdigest()


def _chosen(choices: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in choices.items() if value)


def _day(moment: Any) -> date | None:
    """The day of a moment of UTC, as calendars in Thailand show it; a day stays that day."""
    if thai.is_missing(moment):
        return None
    day: date = thai.in_thailand(moment).date()
    return day
