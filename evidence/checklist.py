"""The sheet of a pack for those who make it: what each item shows and lacks and what to do, the hashes of its
files, and how it is verified. The papers of the assessment say nothing of it."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import pandas as pd

from evidence import headings
from evidence.dossier import Component, Dossier, State
from evidence.manifest import Reports, observations, sheet, version
from evidence.report import Report
from sections.subject import Section
from vocabulary import thai
from vocabulary.language import N_, _
from vocabulary.paper_tables import PaperTable, Row, column, heading_row, rows

STATES: dict[State, str] = {
    "shown": N_("in the document"),
    "written": N_("written"),
    "partly": N_("partly in the document"),
    "unwritten": N_("to be written"),
    "missing": N_("no data"),
    "attach": N_("to be attached"),
}


def checklist(every: Sequence[Dossier], reports: Reports, files: Mapping[str, bytes]) -> Report:
    """The sheet, for these files of the pack."""
    parts = [_components(every), *_observations(reports), _hashes(files), *_originals(reports)]
    unconfirmed = [thai.digits(each.item.number) for each in every if not each.item.is_confirmed]
    if unconfirmed:
        heading = _("Not confirmed by a source")
        said = _("The numbers of these items are not confirmed by a source: {numbers}.")
        sentence = said.format(numbers=", ".join(dict.fromkeys(unconfirmed)))
        parts.insert(1, Section("unconfirmed", heading, heading, sentence, pd.DataFrame()))
    none = reports[0][1].sources.head(0)
    return sheet(reports, "check", _("Checklist of the pack"), parts, none)


def _components(every: Sequence[Dossier]) -> Section:
    asked = [each for each in every if each.components]
    listed = [row for each in asked for row in (_standing(each), *map(_row, each.components))]
    names = ("component", "component_state", "to_do")
    return _listed("components", _("What each item asks for"), "", names, listed)


def _standing(dossier: Dossier) -> Row:
    number, title = thai.digits(dossier.item.number), thai.digits(dossier.item.title)
    return heading_row(f"{number} {title}: {dossier.standing_in_words}", 3)


def _row(component: Component) -> Row:
    to_do = ". ".join(filter(None, (component.explanation, component.remark)))
    return Row((component.name, _(STATES[component.state]), to_do))


def _listed(name: str, heading: str, sentence: str, columns: Sequence[str], listed: Sequence[Row]) -> Section:
    """A section that is a table of texts, under headings."""
    # A hash is compared whole, and is broken no more than a figure.
    heads = [replace(column(each), is_figure=each == "sha256") for each in columns]
    paper = PaperTable(tuple(heads), tuple(listed))
    return Section(name, heading, heading, sentence, pd.DataFrame(row.cells for row in listed), paper=paper)


def _observations(reports: Reports) -> Iterator[Section]:
    """What does not reconcile, each once, after the numbers of the items that it touches."""
    touched: dict[str, list[str]] = {}
    for item, report in reports:
        for finding in observations(report):
            touched.setdefault(finding, []).append(thai.digits(item.number))
    if touched:
        listed = [Row((", ".join(numbers), finding)) for finding, numbers in touched.items()]
        yield _listed("observations", _(headings.OBSERVATIONS), "", ("pack_item", "finding"), listed)


def _hashes(files: Mapping[str, bytes]) -> Section:
    listed = []
    for folder, paths in groupby(files, lambda path: path.rpartition("/")[0].partition("/")[0]):
        listed += [heading_row(f"{folder}/", 2)] if folder else []
        for path in paths:
            name = path.removeprefix(f"{folder}/")
            listed.append(Row((name, hashlib.sha256(files[path]).hexdigest())))
    told = _("Made with {program}. Check the pack with: python -m evidence verify FILE.zip")
    said = told.format(program=f"prongsai {version()}")
    return _listed("files", _("Files of the pack"), said, ("pack_file", "sha256"), listed)


def _originals(reports: Reports) -> Iterator[Section]:
    sources = pd.concat([report.sources for _item, report in reports])
    table = sources.drop_duplicates(["file_name", "sha256"], ignore_index=True)
    sentence = _("{count} files were loaded.").format(count=thai.number(len(table)))
    names = ("file_name", "sha256")
    yield _listed("sources", _("Files that the figures are from"), sentence, names, rows(table[[*names]]))
