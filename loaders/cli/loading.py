"""The commands that read files: load and check."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from loaders.cli.answering import DONE, on_store, print_json, print_problem, progress_bar, shown_on
from loaders.cli.arguments import of_files, options
from loaders.cli.reports import print_effect, print_report
from loaders.loading import Report, check_files, foresee, store_files
from loaders.problem import LoadError, Problem
from loaders.store.effect import Effect, effect
from loaders.store.register import UNUSABLE, unusable
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
    reports: list[Report] = []
    problems: Sequence[Problem] = ()
    try:
        with progress_bar() as bar:
            reports = check_files(paths, options(said), shown_on(bar, len(paths)), store)
            store_files(reports, store)
    except LoadError as error:
        problems = error.problems
    except UNUSABLE as error:
        problems = [unusable(store, error)]
    return _report(reports, problems, as_json=as_json)


@on_store("check", N_("check files, store nothing"))
@_paths
@of_files
def check(paths: tuple[Path, ...], store: Path, as_json: bool, **said: Any) -> int:
    """Checks files and tells what storing them would do."""
    reports: list[Report] = []
    effects: Sequence[Effect | None] = ()
    problems: Sequence[Problem] = ()
    try:
        with progress_bar() as bar:
            reports = check_files(paths, options(said), shown_on(bar, len(paths)), store)
        foreseen = [
            effect(store, report.checked) if report.checked and report.brings_rows else None
            for report in reports
        ]
        foresee(reports, store)
        effects = foreseen
    except LoadError as error:
        problems = error.problems
    except UNUSABLE as error:
        problems = [unusable(store, error)]
    return _report(reports, problems, effects, as_json=as_json)


def _report(
    reports: Sequence[Report],
    problems: Sequence[Problem],
    effects: Sequence[Effect | None] = (),
    *,
    as_json: bool,
) -> int:
    """Tells what became of the files (with `effects`: what would), and what is wrong with the store."""
    foreseen = effects or [None] * len(reports)
    if as_json:
        files = [
            report.as_json() | ({"effect": each.as_json()} if each else {})
            for report, each in zip(reports, foreseen, strict=True)
        ]
        wrong = {"problems": [problem.as_json() for problem in problems]} if problems else {}
        print_json({"files": files} | wrong)
    else:
        for report, each in zip(reports, foreseen, strict=True):
            print_report(report)
            if each:
                print_effect(each)
        for problem in problems:
            print_problem(problem)
    return REFUSED if problems or any(report.refused for report in reports) else DONE
