"""What was said once of unknown headers (`--map`, or chosen on the page), and what was answered where a file left something open,
is remembered for files with the same header."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from language import N_
from loaders import disk
from loaders.headers import headers
from loaders.problem import Problem
from loaders.reading import Options, Reading, normal
from loaders.rows import Row

FILE_NAME = "mappings.json"

Shape = tuple[str, ...]


@dataclass(frozen=True)
class Remembered:
    """What is known of files with one header: header → column, and key of a question → answer."""

    mapping: dict[str, str]
    answers: dict[str, str]


def recall(folder: Path | None, head: list[Row], options: Options) -> tuple[Options, list[Problem]]:
    """The options with what is remembered for a table that begins with the rows `head`, and a note that says so.

    What the caller says now goes before what was said then."""
    known = _read(folder) if folder else {}
    shape = next((shape for header in headers(head) if (shape := _shape(header.lowest)) in known), None)
    if shape is None:
        return options, []
    entry, notes = known[shape], []
    mapping = {header: name for header, name in entry.mapping.items() if header not in options.mapping}
    of_rows = {key: answer for key, answer in entry.answers.items() if key.startswith("row:")}
    answers = {key: answer for key, answer in entry.answers.items() if key not in of_rows and options.answer(key) is None}
    if mapping:
        message = N_("The columns {value} were read as they were mapped when such a file was loaded before.")
        said = ", ".join(f"“{header}” → {name}" for header, name in mapping.items())
        notes.append(Problem("note", "mapping_recalled", message, value=said))
    mapping |= options.mapping
    return replace(options, mapping=mapping, answers=answers | options.answers, recalled=of_rows), notes


def remember(folder: Path, reading: Reading, options: Options, answers: dict[str, str]) -> None:
    """Remembers what the caller said of the headers of a table that is stored, and what was answered to its questions (key →
    answer). To be called while nobody else publishes."""
    known = _read(folder)
    shape = _shape(reading.header.lowest)
    entry = known.get(shape, Remembered({}, {}))
    there = {normal(name) for name in (*reading.header.lowest, *reading.header.names)}
    # "": this time it is passed over again
    said = {header: name for header, name in options.mapping.items() if name and normal(header) in there}
    new = Remembered(said if options.mapping else entry.mapping, entry.answers | answers)
    if new != entry:
        document = [{"headers": shape, **asdict(each)} for shape, each in (known | {shape: new}).items()]
        disk.write(folder / FILE_NAME, json.dumps(document, ensure_ascii=False, indent=1).encode())


def _shape(names: tuple[str, ...]) -> Shape:
    return tuple(map(normal, names))


def _read(folder: Path) -> dict[Shape, Remembered]:
    with suppress(FileNotFoundError, NotADirectoryError):  # nothing was ever stored there
        document = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        return {tuple(entry["headers"]): Remembered(entry["mapping"], entry.get("answers", {})) for entry in document}
    return {}
