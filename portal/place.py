"""What an address without a session names: which figures, and how they are written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from vocabulary import language, thai
from vocabulary.data_sets import LISTED
from vocabulary.language import LANGUAGES

NEWEST = "newest"
"""In the place of a year: whichever is the newest with data."""
ROUNDS = ("6", "12")
SUBJECTS = {each.name: each for each in LISTED}


@dataclass(frozen=True)
class Place:
    """The figures of one data set of one organization and year (None: the newest), of a round or a day where
    one is named, in a language and its digits; with `data_set` "" the index of the organization, with
    `organization` "" nothing that there can be."""

    organization: str
    year: int | None = None
    data_set: str = ""
    language: str = "th"
    thai_digits: bool = False
    round_months: int | None = None
    day: str = ""
    is_embedded: bool = False
    """Whether it is shown within another site's page."""

    @property
    def of_figures(self) -> Mapping[str, str]:
        """What the address says of which figures and how they are written; its defaults are left out."""
        said = {
            "lang": self.language if self.language != "th" else "",
            "digits": "th" if self.thai_digits else "",
            "round": f"{self.round_months or ''}",
            "at": self.day,
        }
        return {name: value for name, value in said.items() if value}

    @property
    def root(self) -> str:
        """The path, without an ending."""
        subject = f"/{self.year or NEWEST}/{self.data_set}" if self.data_set else ""
        return f"{'/embed' if self.is_embedded else ''}/o/{self.organization}{subject}"

    def address(self, ending: str = "") -> str:
        """The address, of the page itself or with an `ending` of something of it: ".csv"."""
        return with_query(f"{self.root}{ending}", self.of_figures)

    def file(self, mark: str, name: str) -> str:
        """The address of a file of the page, another one where its content is another."""
        return with_query(f"{replace(self, is_embedded=False).root}/{mark}/{name}", self.of_figures)

    def speak(self) -> None:
        """From here on, in this thread, words come in this language and these digits."""
        language.use(self.language)
        thai.use_thai_digits(self.thai_digits)


def with_query(path: str, said: Mapping[str, str]) -> str:
    """A path with what else an address says."""
    return f"{path}?{urlencode(said)}" if said else path


def place_of(path: Mapping[str, str], query: Mapping[str, str], *, is_embedded: bool = False) -> Place:
    """What a request asks for, whose path has a code, and where it is no index, year and subject. A round or
    a day that there cannot be names nothing; an unknown language counts as Thai."""
    year, subject = path.get("year", NEWEST), path.get("subject", "")
    is_year = year == NEWEST or re.fullmatch("[1-9][0-9]{3}", year)
    is_code = path["code"].isascii() and path["code"].isdigit()
    written = nowhere(query, is_embedded=is_embedded)
    months, day = query.get("round", ""), query.get("at", "")
    is_time = months in ("", NEWEST, *ROUNDS) and (not day or _is_day(day))
    if not (is_code and is_year and is_time) or (subject and subject not in SUBJECTS):
        return written
    return replace(
        written,
        organization=path["code"],
        year=None if year == NEWEST else int(year),
        data_set=subject,
        round_months=int(months) if months in ROUNDS else None,
        day=day,
    )


def nowhere(query: Mapping[str, str], *, is_embedded: bool = False) -> Place:
    """Nothing that there can be, in the language and the digits that a request asks for."""
    asked = query.get("lang", "th")
    spoken = asked if asked in LANGUAGES else "th"
    return Place("", language=spoken, thai_digits=query.get("digits") == "th", is_embedded=is_embedded)


def _is_day(asked: str) -> bool:
    """Whether it is a day in ISO form."""
    try:
        return date.fromisoformat(asked).isoformat() == asked
    except ValueError:
        return False
