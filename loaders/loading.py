"""Loading files, as the command line, the page and the first start of the dashboard do it: all are read and
checked, each by itself and together; what comes of it is a plan, and the plan is what is published."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import gettempdir

import duckdb

import seal
from loaders import cubes, findings, four_eyes, macros, sources
from loaders.checks.check import Checked
from loaders.file_check import Progress, check_file
from loaders.files.original import sweep
from loaders.layout.reading import Options
from loaders.limits import IN_MEMORY
from loaders.overlaps import Files, refuse_overlaps
from loaders.people import EVERY
from loaders.problem import LoadError, Problem
from loaders.report import Report
from loaders.store import load_drafts, mappings, register
from loaders.store.effect import effect
from loaders.store.load_drafts import LoadDraft
from loaders.store.publishing import Identity, follow, identity, publishing, rehearsal, store
from loaders.store.register import opened, usable
from vocabulary.language import N_

CHANGED_MEANWHILE = "changed_meanwhile"
Place = tuple[str, str | None]
"""An organization (EVERY: the table is of none), and its division (None: all of it)."""


@dataclass(frozen=True)
class Plan:
    """What loading these files together into a store would do, with the checked rows that would be stored."""

    folder: Path
    files: Files
    published: Identity
    """The published data beside which the files were checked."""
    is_rehearsed: bool = False
    """Whether it tells what would change: then it is published on no other data than these."""
    problems: Sequence[Problem] = ()
    """What is wrong with the store; nothing can be published then."""

    @property
    def reports(self) -> list[Report]:
        """The reports of all files, in their order."""
        return [report for file in self.files for report in file]

    @property
    def accepted(self) -> list[tuple[Report, Checked]]:
        """The tables that would be stored, and their rows."""
        return [(report, report.checked) for report in self.reports if report.checked and report.brings_rows]

    @property
    def places(self) -> list[Place]:
        """Whose data would be replaced."""
        return sorted({place for _report, checked in self.accepted for place in places(checked)}, key=str)

    @property
    def organizations_to_ask(self) -> list[str]:
        """The organizations concerned that want every load approved by a second person."""
        every = dict.fromkeys(organization for organization, _division in self.places)
        return [each for each in every if four_eyes.are_wanted(each, self.folder)]

    @property
    def may_be_published(self) -> bool:
        """Whether there is anything to store, and a store to hold it."""
        return bool(self.accepted) and not self.problems

    def close(self) -> None:
        """Lets go of all rows, and of the private copies of the files."""
        for report in self.reports:
            report.close()

    def _with(self, change: Callable[[Report], Report]) -> Files:
        return tuple(tuple(map(change, file)) for file in self.files)


def places(checked: Checked) -> list[Place]:
    """Whose data the rows of a file would replace."""
    # What is not told apart by division replaces the rows of all.
    told = (
        name if name in checked.dataset.replaces else "NULL" for name in ("organization_code", "division")
    )
    pairs = checked.connection.execute(f"SELECT DISTINCT {', '.join(told)} FROM checked").fetchall()
    return sorted({(organization or EVERY, division) for organization, division in pairs}, key=str)


def check_each(
    files: Sequence[tuple[Path, Options]], progress: Progress, folder: Path | None
) -> list[list[Report]]:
    """Reads and checks files, each by itself with its options; stores nothing. Raises LoadError where the
    store `folder`, or the disk, cannot be used."""

    def check_one(file: tuple[Path, Options]) -> list[Report]:
        return check_file(*file, progress, folder)

    with usable(folder or Path(gettempdir())):
        if folder:
            sweep(seal.database(folder).parent)
        # Small files wait more than they work; large ones need the memory for themselves.
        if len(files) == 1 or not all(_is_small(path) for path, _options in files):
            return [check_one(file) for file in files]
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(check_one, files))


def plan_files(paths: Iterable[Path], options: Options, folder: Path, progress: Progress) -> Plan:
    """The plan of loading files with the same options into the store `folder`."""
    # Before the files are checked: what is published meanwhile is then noticed.
    published = identity(folder)
    return plan_together(check_each([(path, options) for path in paths], progress, folder), folder, published)


def plan_together(files: Sequence[Sequence[Report]], folder: Path, published: Identity) -> Plan:
    """The plan of loading files that were each checked beside these published data."""
    return Plan(folder, refuse_overlaps(files), published)


def dry_run(plan: Plan) -> Plan:
    """The plan that tells what publishing it would change, and which findings its rows would bring; in a copy
    of the database elsewhere, so that the store may be read-only or busy."""
    if not plan.accepted:
        return replace(plan, is_rehearsed=True)
    try:
        effects = {report: effect(plan.folder, checked) for report, checked in plan.accepted}
        with rehearsal(plan.folder) as next_database:
            loads = {
                report: store(next_database, checked, report.options) for report, checked in plan.accepted
            }
            with opened(next_database.path) as connection:
                macros.use(connection)
                findings.compute(connection, plan.folder, follow(next_database, connection))
                brought = findings.of_loads(connection, [load.load_id for load in loads.values()])
    except LoadError as error:
        return replace(plan, problems=error.problems)

    def rehearsed(report: Report) -> Report:
        found = brought[loads[report].load_id] if report in loads else ()
        return replace(report, effect=effects.get(report), findings=found)

    return replace(plan, files=plan._with(rehearsed), is_rehearsed=True)


def publish(plan: Plan, draft: LoadDraft | None = None, *, unapproved: bool = False) -> Plan:
    """Publishes the checked rows of a plan, all or none; gives the plan with what was stored. A file with an
    error stores nothing, the others are published together. The plan may be that of a `draft`, which is then
    no longer there.

    Raises LoadError where the store cannot be used, where other data are published than those on which the
    plan has told its effect, where the draft is no longer there or was altered, or where there is none and an
    organization wants one; `unapproved`: whoever administers the server loads without one."""
    if not plan.accepted:
        return plan
    drafter = draft.drafter if draft else None
    answered_by = draft.drafted_by if draft else ""
    with publishing(plan.folder) as next_database:
        if draft:
            load_drafts.refuse_decided(plan.folder, draft)
            load_drafts.refuse_altered(plan.folder, draft)
            # A kill before this leaves a draft of what is loaded already, which changes nothing any more.
            next_database.afterwards = partial(load_drafts.let_go, plan.folder, draft, "publish_draft")
        else:
            _refuse_unapproved(plan, unapproved=unapproved)
        # Within the lock: nobody can publish between the look and the deed.
        if plan.is_rehearsed and identity(plan.folder) != plan.published:
            raise LoadError(Problem("error", CHANGED_MEANWHILE, _CHANGED_MEANWHILE))
        loads = {
            report: store(next_database, checked, report.options, drafter=drafter)
            for report, checked in plan.accepted
        }
        for report, checked in plan.accepted:
            # Only of what is stored, and while nobody else publishes.
            mappings.remember(plan.folder, checked.reading, report.options, checked.answered, answered_by)
        next_database.looked_into = [load.load_id for load in loads.values()]
    brought = next_database.findings
    if not next_database.changed:  # these very files were loaded before
        with usable(plan.folder), opened(seal.database(plan.folder), read_only=True) as connection:
            brought = findings.of_loads(connection, next_database.looked_into)

    def published(report: Report) -> Report:
        load = loads.get(report)
        return replace(report, stored=load, findings=brought[load.load_id] if load else ())

    return replace(plan, files=plan._with(published))


def _refuse_unapproved(plan: Plan, *, unapproved: bool) -> None:
    if asked := plan.organizations_to_ask:
        if not unapproved:
            raise LoadError(Problem("error", "unapproved", _UNAPPROVED))
        register.tell(plan.folder, "load_unapproved", {"organizations": ", ".join(asked)})


_UNAPPROVED = N_(
    "Nothing was stored: since these files were checked, the office has begun to want every load approved by"
    " a second person. Drop the files again: they are then handed in for approval."
)
_CHANGED_MEANWHILE = N_(
    "The published data have changed meanwhile. Nothing was stored. Look at what the files would change"
    " now, then confirm again."
)


def load_files(paths: Iterable[Path], options: Options, folder: Path, progress: Progress) -> list[Report]:
    """Loads files into the store for whoever administers the server: a file with an error stores nothing, the
    others are published together. Gives their reports; their rows are let go of."""
    plan = plan_files(paths, options, folder, progress)
    try:
        return publish(plan, unapproved=True).reports
    finally:
        plan.close()


def refresh_findings(folder: Path) -> None:
    """Computes the findings of a store anew where rules or reference tables have changed since, or where an
    earlier version has published it without a seal; a database that cannot be opened is left to whoever opens
    it next, who will say so."""
    try:
        with duckdb.connect(str(seal.database(folder)), read_only=True) as connection:
            current = all(
                known(connection) for known in (findings.is_current, sources.is_counted, cubes.is_current)
            )
            current = current and seal.read(folder) is not None
    except duckdb.Error:
        return
    if not current:
        with publishing(folder) as next_database:
            # Publishing computes them.
            next_database.changed = True


def _is_small(path: Path) -> bool:
    with suppress(OSError):  # what cannot even be asked for is refused when it is read
        return path.stat().st_size <= IN_MEMORY
    return False
