"""What was said once of unknown headers (`--map`, or chosen on the page), and what was answered where a file
left something open, is remembered for files with the same header. Whatever of it serves is told."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from loaders import actor
from loaders.checks.units import LABELS
from loaders.files import disk
from loaders.layout.headers import headers
from loaders.layout.reading import Options, Reading, normal
from loaders.layout.survey_questions import NO_QUESTION
from loaders.problem import Problem
from loaders.rows import Row
from vocabulary.language import N_

FILE_NAME = "mappings.json"
ANSWERED_BEFORE = "answered_before"
_SERVED = N_("As was answered when such a file was loaded before: {what}: {said}.")
_KINDS = {
    "unit": N_("the unit of the amounts"),
    "blank": N_("blank payments"),
    "decimal": N_("the decimal mark"),
    "remaining": N_("remaining amounts that the others do not leave"),
    "repeated": N_("lines with the names of earlier ones"),
    "scores": N_("the full score"),
    "counts": N_("what the cells of levels count"),
    "share": N_("the share that is the score"),
}
_SAID = LABELS | {
    "zero": N_("nothing was paid: 0"),
    "missing": N_("not reported yet: left blank"),
    "keep": N_("as they are printed"),
    NO_QUESTION: N_("not used"),
}

Shape = tuple[str, ...]


@dataclass(frozen=True)
class Remembered:
    """What is known of files with one header: header → column, and key of a question → answer."""

    mapping: dict[str, str]
    answers: dict[str, str]
    by: str = field(default="", compare=False)
    """Who said so last; "" where an earlier version kept it."""


def recall(folder: Path | None, head: list[Row], options: Options) -> tuple[Options, list[Problem]]:
    """The options with what is remembered for a table that begins with the rows `head`, and a note that says
    so.

    What the caller says now goes before what was said then."""
    known = _read(folder) if folder else {}
    shape = next((shape for header in headers(head) if (shape := _shape(header.lowest)) in known), None)
    if shape is None:
        return options, []
    entry, notes = known[shape], []
    mapping = {header: name for header, name in entry.mapping.items() if header not in options.mapping}
    before = {} if options.ask_again else entry.answers
    # A number of a row is of one file: it answers only where that row is asked about again.
    of_rows = {key: answer for key, answer in before.items() if key.startswith("row:")}
    answers = {
        key: answer for key, answer in before.items() if key not in of_rows and options.answer(key) is None
    }
    if mapping:
        message = N_("The columns {value} were read as they were mapped when such a file was loaded before.")
        columns = ", ".join(f"“{header}” → {name}" for header, name in mapping.items())
        notes.append(Problem("note", "mapping_recalled", message, value=columns))
    mapping |= options.mapping
    return replace(options, mapping=mapping, answers=answers | options.answers, recalled=of_rows), notes


def served(answered: dict[str, str], options: Options) -> Iterator[Problem]:
    """What to tell of the answers to a table's questions (key → answer): those that are not among what the
    caller said now."""
    for key, answer in answered.items():
        if options.answer(key) is None and not key.startswith("row:"):
            kind, _colon, about = key.partition(":")
            words = {"what": _KINDS.get(kind, f"“{about}”"), "said": _SAID.get(answer, answer)}
            yield Problem("note", ANSWERED_BEFORE, _SERVED, words=words)


def remember(folder: Path, reading: Reading, options: Options, answers: dict[str, str], by: str = "") -> None:
    """Remembers what the caller said of the headers of a table that is stored, and what was answered to its
    questions (key → answer), and who said so ("": who acts now). To be called while nobody else publishes."""
    known = _read(folder)
    shape = _shape(reading.header.lowest)
    entry = known.get(shape, Remembered({}, {}))
    # One call may map headers of several files: each keeps what is its own.
    there = {normal(name) for name in (*reading.header.lowest, *reading.header.names)}
    # "": this time it is passed over again
    mapping = {header: name for header, name in options.mapping.items() if name and normal(header) in there}
    mapping = mapping if options.mapping else entry.mapping
    new = Remembered(mapping, entry.answers | answers, by or actor.current().name)
    if new != entry:
        document = [{"headers": shape, **asdict(each)} for shape, each in (known | {shape: new}).items()]
        disk.write(folder / FILE_NAME, json.dumps(document, ensure_ascii=False, indent=1).encode())


def _shape(names: tuple[str, ...]) -> Shape:
    return tuple(map(normal, names))


def _read(folder: Path) -> dict[Shape, Remembered]:
    with suppress(FileNotFoundError, NotADirectoryError):  # nothing was ever stored there
        document = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        return {
            # An earlier version kept no answers.
            tuple(entry["headers"]): Remembered(
                entry["mapping"], entry.get("answers", {}), entry.get("by", "")
            )
            for entry in document
        }
    return {}
