"""What every command of the loaders shares: the store it works on, how it is told to a reader or as JSON, and
what refuses it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

import database
from loaders import file_check
from loaders.problem import LoadError, Problem
from loaders.store import lake
from loaders.store.register import usable
from vocabulary.command_line import REFUSED, Command, option
from vocabulary.language import N_

DONE = 0
MAKING = ("rebuild", "restore")
"""Commands that make what is published again, and read nothing of it."""
STYLES = {"error": "red", "warning": "yellow", "note": "dim"}
Run = Callable[..., int]
"""What a command does; gives its exit status."""


class OnStore(Command):
    """A command on the store: what refuses it is told."""

    def invoke(self, ctx: click.Context) -> Any:
        """Carries the command out; gives its exit status."""
        try:
            # What the system refuses on the way, as a full disk does, becomes a sentence.
            with usable(ctx.params["store"]):
                if self.name not in MAKING:
                    lake.follow(ctx.params["store"])
                return super().invoke(ctx)
        except LoadError as error:
            if ctx.params["as_json"]:
                print_json({"problems": [problem.as_json() for problem in error.problems]})
            else:
                for problem in error.problems:
                    print_problem(problem)
            return REFUSED


_SHARED = (
    option("--json", "as_json", is_flag=True, help=N_("print one JSON document and nothing else")),
    option(
        "--store",
        type=Path,
        default=database.store,
        metavar="DIR",
        help=N_("folder of the database (default: var/)"),
    ),
)


def on_store(name: str, purpose: str) -> Callable[[Run], OnStore]:
    """Makes a function a command on the store."""

    def described(run: Run) -> OnStore:
        for add in _SHARED:
            run = add(run)
        return click.command(name, cls=OnStore, help=purpose)(run)

    return described


def print_problem(problem: Problem) -> None:
    """Tells of one problem in both languages, with what may be answered to it."""
    out, style = plain(), STYLES[problem.severity]
    out.print(f"  [{style}]{escape(problem.text('th'))}[/]")
    out.print(f"  [dim]{escape(problem.text('en'))}[/]")
    if problem.option:
        out.print(f"    [bold]{escape(problem.option)}[/]")
    for choice in problem.question.choices if problem.question else ():
        sums = ", ".join(f"{name} {total:,}" for name, total in choice.sums.items())
        named = f"{escape(choice.text('th'))} / {escape(choice.text('en'))}"
        out.print(f"    [bold]{escape(choice.option)}[/]  {named}  {escape(sums)}")


def print_json(document: object) -> None:
    """Writes the one JSON document that `--json` asks for."""
    # Decimals and days leave as text: as floats amounts would be rounded.
    print(json.dumps(document, ensure_ascii=False, indent=2, default=str))


def plain() -> Console:
    """Standard output, in colours only on a terminal."""
    # Rich would colour every number, and break lines at the terminal's width even in a pipe.
    # Nor is :smile: of a file an emoji.
    return Console(highlight=False, soft_wrap=True, emoji=False)


def progress_bar() -> Progress:
    """A bar on standard error."""
    # On standard error, so that standard output stays what scripts read.
    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    return Progress(*columns, console=Console(stderr=True, emoji=False), transient=True)


def shown_on(bar: Progress, files: int) -> file_check.Progress:
    """Moves the bar on as files are read."""
    task = bar.add_task("", total=files)
    names: list[str] = []

    def progress(name: str, rows: int) -> None:
        # A file that begins is told with 0 rows (file_check.check_file).
        if rows == 0:
            names.append(name)
        bar.update(task, completed=len(names) - 1, description=f"{escape(name)} {rows:,}")

    return progress
