"""Who may do what: the table people.csv in the folder of settings, one right a row.

A table with a single mistake gives nobody a right, so that no slip opens a door."""

import csv
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, astuple, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any, Literal, get_args
from unicodedata import normalize

from filelock import FileLock

from loaders import actor, settings_table
from loaders.files import disk
from loaders.problem import LoadError, Problem
from vocabulary.language import N_

Act = Literal["view", "load", "undo", "explain", "write", "approve", "administer"]
EVERY = "*"
"""Every organization: a right to it, or what concerns all, such as rebuilding the database."""
COLUMNS = ("person", "organization", "division", "role")
_EDITS: frozenset[Act] = frozenset({"view", "load", "undo", "explain", "write"})
ROLES: dict[str, frozenset[Act]] = {
    "viewer": frozenset({"view"}),
    "editor": _EDITS,
    "approver": frozenset({"view", "approve"}),
    "admin": frozenset(get_args(Act)),
}
CHANGES = "people_changes.jsonl"
"""Beside the table: who changed what of it on the page, one change a line."""
EMAIL = re.compile(r"[!-?A-~]+@[a-z0-9.-]+\.[a-z]{2,}")
"""An address as the table of people takes one: in plain Latin letters."""
_OTHER = re.compile(r"[a-z0-9-]+:\S.*")
CODE = re.compile(r"[0-9]{8}|\*")
"""Of an organization, or every one."""


@dataclass(frozen=True, order=True)
class Grant:
    """A right of one person (an e-mail address, group:NAME, or PROVIDER:ID) to one organization (or EVERY),
    limited to a division ("": all of them)."""

    person: str
    organization: str
    division: str
    role: str

    @property
    def acts(self) -> frozenset[Act]:
        """What its role may do."""
        return ROLES[self.role]

    def allows(self, act: Act, organization: str, division: str | None) -> bool:
        """Whether it allows an act in an organization (EVERY: in all) and a division (None: in all)."""
        return (
            act in self.acts
            and self.organization in (EVERY, organization)
            and self.division in ("", division)
        )


@dataclass(frozen=True)
class People:
    """What the table says, or what is wrong with it; then it gives no right."""

    grants: tuple[Grant, ...] = ()
    problems: tuple[Problem, ...] = ()

    def of(self, keys: Iterable[str]) -> list[Grant]:
        """The rights of who is known under these names."""
        known = set(keys)
        return [grant for grant in self.grants if grant.person in known]

    def approvers(self, organizations: Iterable[str], own: Iterable[str] = ()) -> list[str]:
        """Who may approve what concerns all of these organizations, as the table names them; without those
        whom it names like one of `own`."""
        asked, known = list(organizations), set(own)
        return [
            person
            for person in dict.fromkeys(grant.person for grant in self.grants if grant.person not in known)
            if all(
                any(grant.person == person and grant.allows("approve", each, None) for grant in self.grants)
                for each in asked
            )
        ]


def written(text: str) -> str:
    """A name as it is compared: an e-mail address in small letters, any other in one form of Unicode."""
    text = normalize("NFC", text.strip())
    return text.lower() if text.isascii() and "@" in text else text


def people(path: Path) -> People:
    """What the table says now; nothing where there is none. Read anew when the file changes."""
    try:
        status = path.stat()
    except OSError:
        return People()
    return _read(path, (status.st_ino, status.st_mtime_ns, status.st_size))


@lru_cache(maxsize=4)
def _read(path: Path, _state: tuple[int, ...]) -> People:
    try:
        return parsed(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        message = N_("The table of people cannot be read. Save it as CSV in UTF-8.")
        return People(problems=(Problem("error", "people_unreadable", message),))


def parsed(text: str) -> People:
    """What a table says, or each of its mistakes with row, column and value."""
    try:
        lines = settings_table.lines(text, COLUMNS, "people")
    except LoadError as error:
        return People(problems=error.problems)
    grants = [(number, Grant(*map(written, row))) for number, row in lines]
    problems = tuple(problem for number, grant in grants for problem in mistakes(grant, number))
    return People(problems=problems) if problems else People(tuple(grant for _number, grant in grants))


def mistakes(grant: Grant, row: int) -> list[Problem]:
    """What is wrong with a row of the table."""
    person = EMAIL.fullmatch(grant.person) or ("@" not in grant.person and _OTHER.fullmatch(grant.person))
    wrong = {
        "person": (not person, N_("an e-mail address in plain Latin letters, group:NAME, or PROVIDER:ID")),
        "organization": (not CODE.fullmatch(grant.organization), N_("a code of eight digits, or *")),
        "division": (
            bool(grant.division) and grant.role not in ("editor", ""),
            N_("nothing: only an editor is limited to a division"),
        ),
        "role": (grant.role not in ROLES, ", ".join(ROLES)),
    }
    return settings_table.mistakes(asdict(grant), wrong, row, "people")


def save(path: Path, seen: Sequence[Grant], wanted: Sequence[Grant]) -> None:
    """Writes the table anew and notes who changed what of it. Raises LoadError where what is wanted has
    mistakes or leaves nobody to give rights, or the table is no longer what was `seen`."""
    wanted = [Grant(*map(written, astuple(grant))) for grant in wanted]
    problems = [problem for row, grant in enumerate(wanted, start=1) for problem in mistakes(grant, row)]
    if problems:
        raise LoadError(*problems)
    if not any(grant.role == "admin" and grant.organization == EVERY for grant in wanted):
        message = N_("Keep at least one person who is admin of every organization (*).")
        raise LoadError(Problem("error", "people_no_admin", message))
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_name(f"{path.name}.lock"), mode=disk.mode(path.parent)):
        if set(people(path).grants) != set(seen):
            message = N_("The table of people has changed meanwhile. Look at it again, then change it.")
            raise LoadError(Problem("error", "people_changed", message))
        _note(path.with_name(CHANGES), set(seen), set(wanted))
        table = StringIO()
        csv.writer(table).writerows([COLUMNS, *map(astuple, dict.fromkeys(wanted))])
        disk.write(path, table.getvalue().encode())


def _note(path: Path, before: set[Grant], after: set[Grant]) -> None:
    if before == after:
        return
    who = actor.current()
    change = {
        "at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "by": who.name,
        "address": who.address,
        "added": [astuple(grant) for grant in sorted(after - before)],
        "removed": [astuple(grant) for grant in sorted(before - after)],
    }
    with path.open("a", encoding="utf-8") as notes:
        notes.write(json.dumps(change, ensure_ascii=False) + "\n")


def changes(path: Path) -> list[dict[str, Any]]:
    """What was changed of the table at `path` on the page, newest first."""
    notes = path.with_name(CHANGES)
    lines = notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []
    return [json.loads(line) for line in reversed(lines)]
