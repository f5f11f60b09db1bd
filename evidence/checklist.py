"""The sheet of a pack for those who make it: what each item shows and lacks and what to do, the hashes of its
files, and how it is verified. The papers of the assessment say nothing of it."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from evidence.dossier import Component, Dossier, State
from evidence.manifest import Reports, observations, sheet, version
from evidence.report import Report
from sections.subject import Section
from vocabulary import thai
from vocabulary.language import N_, _

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
    table = pd.DataFrame(
        [_row(each, component) for each in asked for component in each.components],
        columns=["pack_item", "component", "component_state", "to_do"],
    )
    standings = "\n".join(
        f"{thai.digits(each.item.number)} {thai.digits(each.item.title)}: {each.standing_in_words}"
        for each in asked
    )
    heading = _("What each item asks for")
    return Section("components", heading, heading, standings, table)


def _row(dossier: Dossier, component: Component) -> dict[str, str]:
    return {
        "pack_item": dossier.item.number,
        "component": component.name,
        "component_state": _(STATES[component.state]),
        "to_do": ". ".join(filter(None, (component.explanation, component.remark))),
    }


def _observations(reports: Reports) -> Iterator[Section]:
    """What does not reconcile, each once, after the numbers of the items that it touches."""
    touched: dict[str, list[str]] = {}
    for item, report in reports:
        for finding in observations(report):
            touched.setdefault(finding, []).append(thai.digits(item.number))
    if touched:
        heading = _("What does not reconcile")
        said = "\n".join(f"{', '.join(numbers)}: {finding}" for finding, numbers in touched.items())
        yield Section("observations", heading, heading, said, pd.DataFrame())


def _hashes(files: Mapping[str, bytes]) -> Section:
    table = pd.DataFrame(
        {
            "pack_file": list(files),
            "sha256": [hashlib.sha256(content).hexdigest() for content in files.values()],
        }
    )
    heading = _("Files of the pack")
    told = _("Made with {program}. Check the pack with: python -m evidence verify FILE.zip")
    return Section("files", heading, heading, told.format(program=f"prongsai {version()}"), table)


def _originals(reports: Reports) -> Iterator[Section]:
    sources = pd.concat([report.sources for _item, report in reports])
    table = sources.drop_duplicates(["file_name", "sha256"], ignore_index=True)
    heading = _("Files that the figures are from")
    sentence = _("{count} files were loaded.").format(count=thai.number(len(table)))
    yield Section("sources", heading, heading, sentence, table[["file_name", "sha256"]])
