"""What was said once of unknown headers (`--map`, or chosen on the page) is remembered for files with the same header."""

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from language import N_
from loaders import disk
from loaders.headers import headers
from loaders.problem import Problem
from loaders.reading import Options, Reading, normal
from loaders.text import Row

FILE_NAME = "mappings.json"

Shape = tuple[str, ...]


def recall(folder: Path | None, head: list[Row], options: Options) -> tuple[Options, list[Problem]]:
    """The options with what is remembered for a table that begins with the rows `head`, and a note that says so.

    What the caller says now goes before what was said then."""
    known = _read(folder) if folder else {}
    shape = next((shape for header in headers(head) if (shape := _shape(header.lowest)) in known), None)
    new = {} if shape is None else {header: name for header, name in known[shape].items() if header not in options.mapping}
    if not new:
        return options, []
    message = N_("The columns {value} were read as they were mapped when such a file was loaded before.")
    said = ", ".join(f"“{header}” → {name}" for header, name in new.items())
    return replace(options, mapping=new | options.mapping), [Problem("note", "mapping_recalled", message, value=said)]


def remember(folder: Path, reading: Reading, options: Options) -> None:
    """Remembers what the caller said of the headers of a table that is stored. To be called while nobody else publishes."""
    if options.mapping:
        there = {normal(name) for name in (*reading.header.lowest, *reading.header.names)}
        # "": this time it is passed over again
        said = {header: name for header, name in options.mapping.items() if name and normal(header) in there}
        known = _read(folder) | {_shape(reading.header.lowest): said}
        document = [{"headers": shape, "mapping": mapping} for shape, mapping in known.items()]
        disk.write(folder / FILE_NAME, json.dumps(document, ensure_ascii=False, indent=1).encode())


def _shape(names: tuple[str, ...]) -> Shape:
    return tuple(map(normal, names))


def _read(folder: Path) -> dict[Shape, dict[str, str]]:
    with suppress(FileNotFoundError, NotADirectoryError):  # nothing was ever stored there
        document = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        return {tuple(entry["headers"]): entry["mapping"] for entry in document}
    return {}
