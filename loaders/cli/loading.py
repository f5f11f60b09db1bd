"""The commands that read files: load and check."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rich.markup import escape

import settings
from loaders.cli.answering import DONE, on_store, plain, print_json, print_problem, progress_bar, shown_on
from loaders.cli.arguments import of_files, options
from loaders.cli.drafts import print_drafts
from loaders.cli.reports import print_effect, print_report
from loaders.draft_letter import tell_approvers
from loaders.drafting import hand_in
from loaders.loading import Plan, dry_run, plan_files, publish
from loaders.people import EVERY, people
from loaders.problem import LoadError, Problem
from loaders.report import Report
from loaders.store.load_drafts import LoadDraft
from vocabulary.command_line import REFUSED, argument, option
from vocabulary.language import N_, _

UNREACHED = (
    "ส่งอีเมลถึงผู้อนุมัตินี้ไม่ได้ เพราะไม่มีที่อยู่ / no letter could be sent to this approver, whose address is not known"
)

_paths = argument(
    "paths", nargs=-1, required=True, type=Path, metavar="PATH...", help=N_("files of text or workbooks")
)


@on_store("load", N_("check files and store those without errors"))
@_paths
@of_files
@option(
    "--without-approval",
    "unapproved",
    is_flag=True,
    help=N_("publish at once where an office wants every load approved by a second person"),
)
def load(paths: tuple[Path, ...], store: Path, as_json: bool, unapproved: bool, **said: Any) -> int:
    """Checks files and stores those without errors; as a draft, where an office wants a second person."""
    # Where storing fails, what was found in the files is told all the same.
    plan = None
    try:
        plan = _planned(paths, store, said)
        if plan.organizations_to_ask and not unapproved:
            return _hand_in(dry_run(plan), as_json=as_json)
        return _report(publish(plan, unapproved=unapproved).reports, as_json=as_json)
    except LoadError as error:
        return _report(plan.reports if plan else [], error.problems, as_json=as_json)


def _hand_in(plan: Plan, *, as_json: bool) -> int:
    """Makes a draft of a plan and tells what publishing it would change, and which approvers no letter
    reaches."""
    draft = None if plan.problems else hand_in(plan)
    made = {"draft": draft.name, "unreached": _tell_approvers(draft, plan.folder)} if draft else {}
    status = _report(plan.reports, plan.problems, as_json=as_json, made=made)
    if draft and not as_json:
        print_drafts([draft])
        for each in made["unreached"]:
            plain().print(f"   [yellow]{UNREACHED}: {escape(each)}[/]")
    return status


def _tell_approvers(draft: LoadDraft, store: Path) -> list[str]:
    table = people(settings.people(store))
    place = ", ".join(draft.organizations).replace(EVERY, _("all organizations"))
    return tell_approvers(draft, table, [draft.drafted_by], place, settings.address())


@on_store("check", N_("check files, store nothing"))
@_paths
@of_files
def check(paths: tuple[Path, ...], store: Path, as_json: bool, **said: Any) -> int:
    """Checks files and tells what storing them would do."""
    try:
        plan = dry_run(_planned(paths, store, said))
    except LoadError as error:
        return _report([], error.problems, as_json=as_json)
    return _report(plan.reports, plan.problems, as_json=as_json)


def _planned(paths: Sequence[Path], store: Path, said: dict[str, Any]) -> Plan:
    with progress_bar() as bar:
        return plan_files(paths, options(said), store, shown_on(bar, len(paths)))


def _report(
    reports: Sequence[Report],
    problems: Sequence[Problem] = (),
    *,
    as_json: bool,
    made: Mapping[str, Any] = MappingProxyType({}),
) -> int:
    """Tells what became of the files, or would, the draft that was `made`, and what is wrong with the
    store."""
    if as_json:
        wrong = {"problems": [problem.as_json() for problem in problems]} if problems else {}
        print_json({"files": [report.as_json() for report in reports], **made, **wrong})
    else:
        for report in reports:
            print_report(report)
            if report.effect:
                print_effect(report.effect)
        for problem in problems:
            print_problem(problem)
    return REFUSED if problems or any(report.refused for report in reports) else DONE
