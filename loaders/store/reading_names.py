"""How a name that is garbled in its file is to be read. The file's own name stays what tells lines apart; all
versions of what was written stay in reading_names.json."""

import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

import database
from loaders import actor, user_texts
from loaders.problem import LoadError, Problem
from loaders.schema.datasets import DATASETS
from loaders.schema.kinds import NAME
from loaders.store.publishing import publishing
from loaders.store.register import opened
from vocabulary.data_sets import BY_TABLE
from vocabulary.language import N_

LONGEST_NAME = 400
COLUMNS = {
    table: names
    for table, dataset in DATASETS.items()
    if not BY_TABLE[table].by_district
    and (names := tuple(column.name for column in dataset.columns if column.kind is NAME))
}
"""The columns of names, by table. A comparison is of several organizations: none of them names it."""


def write(
    organization: str, table: str, column: str, names: Mapping[str, str], folder: Path | None = None
) -> int:
    """Has names of a column (by the file's own name) read as they are written here, or by "" or that name
    itself as the file has them; gives how many of these are new.

    Raises LoadError where one is too long, or there is no such name."""
    folder = folder or database.store()
    written = {source: _accepted(source, name) for source, name in names.items()}
    with publishing(folder) as next_database:
        # Within the lock: a load may just have taken a name away.
        _refuse_gone(next_database.path, organization, table, column, written)
        known = user_texts.newest(folder, user_texts.READING_NAMES)
        entries = []
        for source, name in written.items():
            place = (organization, table, column, source)
            if name != known.get(place, {"text": ""})["text"]:
                keys = user_texts.PLACES[user_texts.READING_NAMES]
                of_place = dict(zip(keys, place, strict=True))
                entries.append({**of_place, "text": name, "by": actor.current().name})
        if entries:
            user_texts.add(folder, user_texts.READING_NAMES, *entries)
            next_database.changed = next_database.texts_only = True
    return len(entries)


def _accepted(source: str, name: str) -> str:
    """A reading name as it is kept; "" where it says what the file says."""
    name = cleaned(name)
    if len(name) > LONGEST_NAME:
        message = N_("Write at most {expected} characters in one box.")
        raise LoadError(Problem("error", "text_too_long", message, expected=f"{LONGEST_NAME:,}"))
    return "" if name == source else name


def cleaned(name: str) -> str:
    """A name as it is kept: in one line, without what cannot be seen."""
    seen = (" " if letter.isspace() else letter for letter in unicodedata.normalize("NFC", name))
    return " ".join("".join(letter for letter in seen if unicodedata.category(letter)[0] != "C").split())


def _refuse_gone(path: Path, organization: str, table: str, column: str, names: Iterable[str]) -> None:
    there = set()
    if column in COLUMNS.get(table, ()):
        with opened(path) as connection:
            asked = f"SELECT DISTINCT {column} FROM {table} WHERE organization_code = ?"
            there = {name for (name,) in connection.execute(asked, [organization]).fetchall()}
    for name in names:
        if name not in there:
            message = N_("There is no name “{value}” here any more: its data have changed.")
            raise LoadError(Problem("error", "name_gone", message, value=name))
