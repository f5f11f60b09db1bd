"""The commands that read files: load and check."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from loaders.cli.answering import DONE, on_store, print_json, print_problem, progress_bar, shown_on
from loaders.cli.arguments import of_files, options
from loaders.cli.reports import print_effect, print_report
from loaders.loading import Plan, dry_run, plan_files, publish
from loaders.problem import LoadError, Problem
from loaders.report import Report
from vocabulary.command_line import REFUSED, argument
from vocabulary.language import N_

_paths = argument(
    "paths", nargs=-1, required=True, type=Path, metavar="PATH...", help=N_("files of text or workbooks")
)


@on_store("load", N_("check files and store those without errors"))
@_paths
@of_files
def load(paths: tuple[Path, ...], store: Path, as_json: bool, **said: Any) -> int:
    """Checks files and stores those without errors."""
    # Where storing fails, what was found in the files is told all the same.
    plan = None
    try:
        plan = _planned(paths, store, said)
        return _report(publish(plan).reports, as_json=as_json)
    except LoadError as error:
        return _report(plan.reports if plan else [], error.problems, as_json=as_json)


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


def _report(reports: Sequence[Report], problems: Sequence[Problem] = (), *, as_json: bool) -> int:
    """Tells what became of the files, or would, and what is wrong with the store."""
    if as_json:
        wrong = {"problems": [problem.as_json() for problem in problems]} if problems else {}
        print_json({"files": [report.as_json() for report in reports]} | wrong)
    else:
        for report in reports:
            print_report(report)
            if report.effect:
                print_effect(report.effect)
        for problem in problems:
            print_problem(problem)
    return REFUSED if problems or any(report.refused for report in reports) else DONE
