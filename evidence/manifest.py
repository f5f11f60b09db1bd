"""What a pack is made from: for each file its hash, and for each item what was asked, of which day, from
which source files."""

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from evidence import headings
from evidence.contents import SUMMARY
from evidence.items import Item
from evidence.report import Report
from queries.scope import Scope
from sections.subject import Section
from vocabulary import thai
from vocabulary.language import _, current

PROJECT = Path(__file__).parents[1]
FORMAT = "prongsai-evidence-1"
Reports = Sequence[tuple[Item, Report]]


def version() -> str:
    """The version of this program."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def reference() -> str:
    """The SHA-256 of all that data/reference says: targets, levels, items; with others the same data give
    other figures."""
    whole = hashlib.sha256()
    for path in sorted((PROJECT / "data" / "reference").glob("*.csv")):
        # With what stands between, so that a name cannot run into a content.
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def manifest(reports: Reports, missing: Sequence[Item], files: Mapping[str, bytes], today: date) -> bytes:
    """The manifest as JSON. Its one date, made_at, is that of the data: the same data give the same pack."""
    item, report = reports[0]
    content = {
        "format": FORMAT,
        "organization_code": item.organization,
        "organization": report.organization,
        "assessment_year": item.assessment_year,
        "made_at": f"{report.published:%Y-%m-%dT%H:%M:%SZ}",
        "judged_on": f"{today}",
        "software": f"prongsai {version()}",
        "reference": reference(),
        "language": current(),
        "thai_digits": thai.with_thai_digits(),
        "items": [_item(item, report) for item, report in reports],
        "without_data": [
            {"item": item.number, "subject": item.subject, "title": item.title} for item in missing
        ],
        "files": [
            {
                "path": path,
                "sha256": hashlib.sha256(content).hexdigest(),
                "size": len(content),
                "item": _owner(path, reports),
            }
            for path, content in files.items()
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _item(item: Item, report: Report) -> dict[str, Any]:
    return {
        "item": item.number,
        "subject": item.subject,
        "title": item.title,
        "folder": report.file_name,
        "scopes": [_scope(data_set, scope) for data_set, scope in report.scopes],
        # pandas writes days and moments in ISO form.
        "sources": json.loads(_as_json(report.sources)),
        "tables": {part.name: part.title for part in report.parts if len(part.table)},
        "written": written(report),
        "observations": observations(report),
    }


def written(report: Report) -> dict[str, str]:
    """What people wrote for a document, by heading or role, and the pictures that they added, by measure:
    their captions and files."""
    pictures = {
        f"{_(headings.ACTIVITIES)} › {activity.heading}": "\n".join(
            [activity.captions, *(f"{each.sha256}.jpg" for each in activity.photographs)]
        )
        for activity in report.activities
    }
    return dict(report.texts) | dict(report.signed) | pictures


def observations(report: Report) -> list[str]:
    """What does not reconcile in a document, each with what the office says to it."""
    return [
        f"{finding} {_('Explanation: {text}').format(text=explanation)}" if explanation else finding
        for finding, explanation in report.findings
    ]


def _as_json(sources: pd.DataFrame) -> str:
    """The files behind a document; the moments are of UTC, and say so."""
    # DuckDB gives moments without a zone.
    in_utc = sources.assign(loaded_at=sources.loaded_at.dt.tz_localize("UTC"))
    return str(in_utc.to_json(orient="records", date_format="iso", date_unit="s", force_ascii=False))


def _scope(data_set: str, scope: Scope) -> dict[str, Any]:
    return {
        "data_set": data_set,
        "fiscal_year": scope.fiscal_year,
        "round_months": scope.round_months,
        "as_of": scope.as_of and f"{scope.as_of}",
    }


def _owner(path: str, reports: Reports) -> str:
    return next(
        (item.number or SUMMARY for item, report in reports if path.startswith(f"{report.file_name}/")),
        "",
    )


def cover(reports: Reports, files: Mapping[str, bytes]) -> Report:
    """The sheet that lies on top: which items the pack holds, and in which file each is."""
    report = reports[0][1]
    held = pd.DataFrame(
        {
            "pack_item": [thai.digits(each.number) or _("Summary") for each, _report in reports],
            "pack_title": [each.title for each, _report in reports],
            # In the folder of the same name.
            "pack_file": [f"{each.file_name}.pdf" for _item, each in reports],
        }
    )
    name = _("Items of the pack")
    sentence = _("This pack holds {items} documents in {files} files.").format(
        items=thai.number(len(reports)), files=thai.number(len(files))
    )
    sources = pd.concat([each.sources for _item, each in reports])
    return sheet(
        reports,
        "cover",
        _("Pack of evidence for the assessment"),
        [Section("items", name, name, sentence, held, place=report.organization)],
        sources.drop_duplicates(["file_name", "sha256"], ignore_index=True),
    )


def sheet(reports: Reports, name: str, title: str, parts: list[Section], sources: pd.DataFrame) -> Report:
    """A document about the pack itself."""
    item, report = reports[0]
    return Report(
        file_name=name,
        title=title,
        organization=report.organization,
        heads=((_("Assessment of the year"), thai.digits(item.assessment_year)),),
        parts=tuple(parts),
        texts=(),
        findings=(),
        sources=sources,
        signed=(),
        published=report.published,
    )
