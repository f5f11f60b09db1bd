"""From a plan to a draft that a second person decides on, and back: the draft is planned anew beside the
present data, and what then differs from what was handed in is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import scratch
from loaders import actor
from loaders.files.names import clean
from loaders.loading import Plan, publish
from loaders.problem import LoadError, Problem
from loaders.report import Report
from loaders.store import load_drafts
from loaders.store.load_drafts import DraftedFile, LoadDraft
from vocabulary.language import N_

COUNTS = ("new", "changed", "unchanged", "gone")
"""What an effect counts: rows."""


@dataclass(frozen=True)
class Difference:
    """How a table of a draft would be stored otherwise than when it was handed in: rows by what becomes of
    them (COUNTS), then and now (None: it cannot be stored any more), whether its own rows are read otherwise,
    and whether other values would be replaced."""

    file: str
    before: dict[str, int]
    now: dict[str, int] | None
    rows_differ: bool
    data_differ: bool


def hand_in(plan: Plan) -> LoadDraft:
    """Keeps what a plan that was tried out (`dry_run`) would store as a draft, by whoever is acting; nothing
    is published. Raises LoadError where too much waits already or the store cannot be written."""
    organizations = [organization for organization, _division in plan.places]
    files = [_drafted(report) for report, _checked in plan.accepted]
    kept = {checked.original.sha256: checked.original.copy for _report, checked in plan.accepted}
    return load_drafts.keep(plan.folder, list(dict.fromkeys(organizations)), files, kept)


def _drafted(report: Report) -> DraftedFile:
    assert report.checked
    assert report.effect
    original = report.checked.original
    # Of answers of respondents the kept original has the answers alone, and these options belong to it.
    return DraftedFile(
        original.name,
        original.sha256,
        original.size,
        report.checked.dataset.table,
        asdict(report.options),
        report.effect.as_json(),
        len(report.findings),
    )


def differences(draft: LoadDraft, plan: Plan) -> list[Difference]:
    """In what the plan made of a draft now differs from what was handed in: nothing where the very same rows
    would replace the very same values."""
    now = zip(draft.files, plan.reports, strict=True)
    return [_difference(file, report) for file, report in now if _is_other(file, report)]


def _is_other(file: DraftedFile, report: Report) -> bool:
    return report.effect is None or _compared(file.effect) != _compared(report.effect.as_json())


def _compared(effect: dict[str, Any]) -> tuple[str, str]:
    return effect["replaced_digest"], effect["stored_digest"]


def _difference(file: DraftedFile, report: Report) -> Difference:
    now = report.effect.as_json() if report.effect else {}
    name = f"{file.name} ({report.sheet})" if report.sheet else file.name
    counts = {kind: now[kind] for kind in COUNTS} if now else None
    rows, data = (
        bool(now) and file.effect[each] != now[each] for each in ("stored_digest", "replaced_digest")
    )
    return Difference(name, {kind: file.effect[kind] for kind in COUNTS}, counts, rows, data)


def is_whole(draft: LoadDraft, plan: Plan) -> bool:
    """Whether all of a draft, and nothing else, may be stored: it is published whole or not at all."""
    planned = [checked.original.sha256 for _report, checked in plan.accepted]
    return plan.may_be_published and planned == [file.sha256 for file in draft.files]


def publish_draft(draft: LoadDraft, plan: Plan, *, unapproved: bool = False) -> Plan:
    """Publishes the plan that was made of a draft now and seen; the register names who made it and who does
    this. Gives the plan with what was stored.

    Raises LoadError where whoever is acting made it (`unapproved`: and does not administer the server), a
    part of it cannot be stored, or as `publish` does."""
    if draft.is_of(actor.current()) and not unapproved:
        raise LoadError(own_draft())
    if not is_whole(draft, plan):
        message = N_("A part of this draft cannot be stored any more. Return it, with the reason.")
        raise LoadError(Problem("error", "draft_refused", message))
    return publish(plan, draft)


def own_draft() -> Problem:
    """Nobody approves a load of their own."""
    message = N_("You made this draft: someone else with the right to approve publishes or returns it.")
    return Problem("error", "own_draft", message)


@contextmanager
def files_of(folder: Path, draft: LoadDraft) -> Iterator[list[Path]]:
    """The files of a draft under the names that they had, in the order of its tables, until the block ends.
    Raises LoadError where one is lost or altered."""
    with TemporaryDirectory(dir=scratch.own("drafts")) as elsewhere:
        paths = []
        kept = load_drafts.files(folder, draft)
        for number, (file, copy) in enumerate(zip(draft.files, kept, strict=True)):
            path = Path(elsewhere) / f"{number}" / clean(file.name)
            path.parent.mkdir()
            path.write_bytes(copy.read_bytes())
            paths.append(path)
        yield paths
