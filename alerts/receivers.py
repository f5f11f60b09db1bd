"""Who is told of what: the table alerts.csv in the folder of settings, which an office edits."""

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path

from alerts import sending
from alerts.events import KINDS, Event
from loaders import settings_table
from loaders.people import CODE, EMAIL, EVERY, written
from loaders.problem import LoadError, Problem
from queries.scope import is_made_up
from vocabulary.language import LANGUAGES, N_

COLUMNS = ("organization", "division", "kinds", "address", "language")
NAME = "alerts"
"""How the names of what is wrong with the table begin."""


@dataclass(frozen=True)
class Row:
    """Of which organization (EVERY: all real ones) and division ("": all) who is told which kinds of things
    (with spaces between; EVERY: all), in which language."""

    organization: str
    division: str
    kinds: str
    address: str
    """An e-mail address, or an address of apprise, such as line://TOKEN/USER: a secret."""
    language: str

    @property
    def receiver(self) -> str:
        """How its address is called where others read it."""
        return masked(self.address)

    def wants(self, event: Event) -> bool:
        """Whether it asks to be told of an event; of a made-up organization only where it names it."""
        is_meant = self.organization == event.organization or (
            self.organization == EVERY and not is_made_up(event.organization)
        )
        return (
            is_meant
            and self.division in ("", event.division)
            and (self.kinds == EVERY or event.kind in self.kinds.split())
        )

    def may_want(self, organization: str) -> bool:
        """Whether it asks for anything of an organization."""
        return organization == self.organization or (
            self.organization == EVERY and not is_made_up(organization)
        )


@dataclass(frozen=True)
class Receiver:
    """One address, with all rows that name it."""

    address: str
    rows: tuple[Row, ...]

    @property
    def language(self) -> str:
        """The language in which it is told."""
        return self.rows[0].language

    @property
    def mark(self) -> str:
        """Under what is kept what it was sent: the address itself stays in the table."""
        return hashlib.sha256(self.address.encode()).hexdigest()

    @property
    def name(self) -> str:
        """How it is called where others read it."""
        return self.rows[0].receiver


def receivers(path: Path) -> list[Receiver]:
    """Who is told, in the order of the table; nobody where there is none. Raises LoadError with each mistake
    of it."""
    if not path.exists():
        return []
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = N_("The table alerts.csv cannot be read. Save it as CSV in UTF-8.")
        raise LoadError(Problem("error", f"{NAME}_unreadable", message)) from error
    rows: dict[str, list[Row]] = {}
    problems: list[Problem] = []
    for number, cells in settings_table.lines(text, COLUMNS, NAME):
        row = _row(cells)
        others = rows.setdefault(row.address, [])
        problems += _mistakes(row, number, others)
        others.append(row)
    if problems:
        raise LoadError(*problems)
    return [Receiver(address, tuple(some)) for address, some in rows.items()]


def masked(address: str) -> str:
    """An address without what is secret in it: of a service only its name and a mark that tells two apart;
    what is neither that nor an e-mail address may be a bare token."""
    scheme, is_service, rest = address.partition("://")
    if is_service:
        return f"{scheme}://…{hashlib.sha256(rest.encode()).hexdigest()[:6]}"
    return address if EMAIL.fullmatch(address) else "…"


def _row(cells: list[str]) -> Row:
    organization, division, kinds, address, language = map(str.strip, cells)
    # Of the address of a service each letter counts.
    address = address if "://" in address else written(address)
    return Row(organization, written(division), kinds, address, language)


def _mistakes(row: Row, number: int, others: list[Row]) -> list[Problem]:
    kinds = row.kinds.split()
    is_reached = (sending.service if "://" in row.address else EMAIL.fullmatch)(row.address)
    wrong: dict[str, tuple[object, str]] = {
        "organization": (not CODE.fullmatch(row.organization), N_("a code of eight digits, or *")),
        "kinds": (
            row.kinds != EVERY and (not kinds or not KINDS.keys() >= {*kinds}),
            f"{', '.join(KINDS)}, {EVERY}",
        ),
        "address": (
            not is_reached,
            N_("an e-mail address in plain Latin letters, or the address of a service, as line://TOKEN/USER"),
        ),
        "language": (
            row.language not in LANGUAGES or any(row.language != other.language for other in others),
            N_("th or en, the same for one address in all rows"),
        ),
    }
    shown = asdict(row) | {"address": masked(row.address)}
    return settings_table.mistakes(shown, wrong, number, NAME)
