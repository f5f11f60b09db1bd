"""The command line: python -m loaders load | check | status | rebuild | template | demo."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from io import TextIOWrapper
from pathlib import Path

import duckdb
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

import database
from language import N_
from loaders import demo, loading
from loaders.checks import Options
from loaders.datasets import DATASETS
from loaders.loading import Report, check_files, load_files
from loaders.problem import LoadError, Problem
from loaders.store import rebuild, status
from loaders.templates import template

LOADED, REFUSED = 0, 1
_STYLES = {"error": "red", "warning": "yellow", "note": "dim"}


def main(arguments: list[str] | None = None) -> int:
    """Carries out one command; gives the exit status: 0 all loaded, 1 at least one file refused (2: the call was wrong)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Windows would choose a code page without Thai; a file's name may be no text at all.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    call = _parser().parse_args(arguments)
    try:
        exit_status: int = call.run(call)
    except LoadError as error:
        return _refuse(error, call)
    except (OSError, duckdb.IOException) as error:
        message = N_("The store {value} cannot be used: {reason}. Check that the folder exists, is writable and has space.")
        problem = Problem("error", "store_unusable", message, value=str(call.store), words={"reason": str(error)})
        return _refuse(LoadError(problem), call)
    return exit_status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m loaders", description="Loads CSV files into the dashboard's database.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--store", type=Path, default=database.store(), help="folder of the database (default: var/)")
    shared.add_argument("--json", action="store_true", help="print one JSON document and nothing else")

    for name, run, purpose in (
        ("load", _load, "check files and store those without errors"),
        ("check", _check, "check files, store nothing"),
    ):
        command = commands.add_parser(name, parents=[shared], help=purpose, description=purpose)
        command.set_defaults(run=run)
        command.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        command.add_argument("--table", choices=DATASETS, metavar="NAME", help="one of: %(choices)s")
        command.add_argument("--organization", type=_digits, metavar="CODE", help="for files that do not say, e.g. 04960201")
        command.add_argument("--fiscal-year", type=_fiscal_year, metavar="YEAR", help="for files that do not say, e.g. 2568")
        command.add_argument(
            "--as-of", type=date.fromisoformat, metavar="DATE", help="for files that do not say, e.g. 2025-01-21"
        )
        command.add_argument("--round", choices=("6", "12"), help="months, for files that do not say")
        command.add_argument("--map", type=_pair, action="append", default=[], metavar="HEADER=COLUMN")
        command.add_argument("--encumbered", choices=("outstanding", "gross", "ignored"), default="outstanding")

    shown = commands.add_parser("status", parents=[shared], help="what the store holds")
    shown.set_defaults(run=_status)
    again = commands.add_parser("rebuild", parents=[shared], help="make the database again from the kept originals")
    again.set_defaults(run=_rebuild)
    empty = commands.add_parser("template", parents=[shared], help="write an empty CSV file to fill in to standard output")
    empty.set_defaults(run=_template)
    empty.add_argument("table", choices=DATASETS, metavar="TABLE", help="one of: %(choices)s")
    _describe_demo(commands.add_parser("demo", parents=[shared], help="write a made-up municipality, add it or remove it"))
    return parser


def _describe_demo(command: argparse.ArgumentParser) -> None:
    command.set_defaults(run=_demo)
    command.add_argument("--organizations", type=_up_to(demo.MOST_ORGANIZATIONS), default=1, metavar="N", help="default: 1")
    command.add_argument("--years", type=_up_to(demo.MOST_YEARS), default=5, metavar="N", help="fiscal years (default: 5)")
    command.add_argument("--seed", type=int, default=1, metavar="N", help="another seed, other figures (default: 1)")
    command.add_argument("--out", type=Path, default=Path("demo"), metavar="DIR", help="folder to write to (default: demo)")
    what = command.add_mutually_exclusive_group()
    what.add_argument("--single-file", action="store_true", help="write the whole budget as one file, demo_budget.csv")
    what.add_argument("--add", action="store_true", help="load it into the store instead of writing files")
    what.add_argument("--remove", action="store_true", help="take every made-up organization out of the store")


def _up_to(most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {most:,}")
        return int(text)

    return number


def _digits(text: str) -> str:
    if not (text.isascii() and text.isdigit() and 4 <= len(text) <= 10):
        raise argparse.ArgumentTypeError(f"{text!r} is not a code of 4 to 10 digits")
    return text


def _fiscal_year(text: str) -> str:
    if not (text.isascii() and text.isdigit() and 2500 <= int(text) <= 2642):
        raise argparse.ArgumentTypeError(f"{text!r} is not a fiscal year of the Buddhist era, such as 2568")
    return text


def _pair(text: str) -> tuple[str, str]:
    header, _, column = text.rpartition("=")
    if not header.strip() or not any(column == known.name for dataset in DATASETS.values() for known in dataset.columns):
        raise argparse.ArgumentTypeError(f"{text!r} is not HEADER=COLUMN with the name of a column")
    return header, column


def _options(call: argparse.Namespace) -> Options:
    given = {
        "organization_code": call.organization,
        "fiscal_year": call.fiscal_year,
        "as_of": call.as_of and call.as_of.isoformat(),
        "round_months": call.round,
    }
    values = {name: value for name, value in given.items() if value}
    return Options(call.table, values, dict(call.map), call.encumbered)


def _load(call: argparse.Namespace) -> int:
    with _progress() as bar:
        reports = load_files(call.paths, _options(call), call.store, _shown(bar, len(call.paths)))
    return _report(reports, call)


def _check(call: argparse.Namespace) -> int:
    with _progress() as bar:
        reports = check_files(call.paths, _options(call), _shown(bar, len(call.paths)))
    return _report(reports, call)


def _progress() -> Progress:
    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _shown(bar: Progress, files: int) -> loading.Progress:
    task = bar.add_task("", total=files)
    names: list[str] = []

    def progress(name: str, rows: int) -> None:
        if rows == 0:
            names.append(name)
        bar.update(task, completed=len(names) - 1, description=f"{escape(name)} {rows:,}")

    return progress


def _report(reports: list[Report], call: argparse.Namespace) -> int:
    if call.json:
        _print_json({"files": [report.as_json() for report in reports]})
    else:
        for report in reports:
            _print_report(report)
    return REFUSED if any(report.refused for report in reports) else LOADED


def _print_report(report: Report) -> None:
    out = Console(highlight=False, soft_wrap=True)
    name = escape(str(report.path))
    if report.checked is None:
        out.print(f"[red]✗[/] {name}: ไม่รับไฟล์นี้ ไม่มีข้อมูลใดถูกบันทึก / refused, nothing of it was stored")
    elif report.stored is None:
        said = f"{report.checked.rows_read:,} แถว ไม่พบข้อผิดพลาด / rows, no errors"
        out.print(f"[green]✓[/] {name} → {report.checked.dataset.table}: {said}")
    elif report.stored.unchanged:
        out.print(f"[green]=[/] {name}: ไฟล์เดิม ไม่มีอะไรเปลี่ยน / already loaded, nothing changed (load {report.stored.load_id})")
    else:
        out.print(
            f"[green]✓[/] {name} → {report.checked.dataset.table}: "
            f"{report.stored.rows:,} แถว / rows (load {report.stored.load_id})"
        )
        for load_id, rows in report.stored.replaced.items():
            out.print(f"  แทนที่ {rows:,} แถวของการนำเข้าครั้งที่ {load_id} / replaced {rows:,} rows of load {load_id}")
        for load_id, rows in report.stored.left.items():
            out.print(
                f"  [yellow]ยังเหลือ {rows:,} แถวของการนำเข้าครั้งที่ {load_id} ที่ไฟล์นี้ไม่มี เช่น ชื่อหน่วยงานที่เปลี่ยนไป โปรดตรวจว่าไม่ได้นับซ้ำ[/]\n"
                f"  [dim]{rows:,} rows of load {load_id} stay, which this file does not have, such as a division under"
                " another name. Check that nothing is counted twice.[/]"
            )
    for problem in report.problems:
        _print_problem(out, problem)


def _print_problem(out: Console, problem: Problem) -> None:
    style = _STYLES[problem.severity]
    out.print(f"  [{style}]{escape(problem.text('th'))}[/]")
    out.print(f"  [dim]{escape(problem.text('en'))}[/]")


def _refuse(error: LoadError, call: argparse.Namespace) -> int:
    if call.json:
        _print_json({"problems": [problem.as_json() for problem in error.problems]})
    else:
        for problem in error.problems:
            _print_problem(Console(highlight=False, soft_wrap=True), problem)
    return REFUSED


def _status(call: argparse.Namespace) -> int:
    state = status(call.store)
    if call.json:
        _print_json(state)
        return LOADED
    table = Table("ตาราง / table", "แถว / rows", title=f"{call.store} · {state['published_at'] or '–'}")
    for name, rows in state["tables"].items():
        table.add_row(f"{DATASETS[name].title} ({name})", f"{rows:,}")
    Console(highlight=False).print(table)
    return LOADED


def _rebuild(call: argparse.Namespace) -> int:
    with _progress() as bar:
        shown = _shown(bar, 0)
        loads = rebuild(call.store, lambda name: shown(name, 0))
    if call.json:
        _print_json({"loads": loads, "store": str(call.store)})
    else:
        Console(highlight=False, soft_wrap=True).print(f"สร้างฐานข้อมูลใหม่จากไฟล์ต้นฉบับ {loads} ครั้ง / rebuilt from {loads} loads")
    return LOADED


def _demo(call: argparse.Namespace) -> int:
    wanted = call.organizations, call.years, call.seed
    if call.add:
        with _progress() as bar:
            reports = demo.add(call.store, *wanted, _shown(bar, 0))
        return _report(reports, call)
    out = Console(highlight=False, soft_wrap=True)
    if call.remove:
        loads = demo.remove(call.store)
        said = f"นำข้อมูลสมมติออกแล้ว {loads} ครั้ง / removed {loads} loads of made-up data"
        document: dict[str, object] = {"loads": loads, "store": str(call.store)}
    else:
        paths = demo.write(call.out, *wanted, single_file=call.single_file)
        said = f"เขียนข้อมูลสมมติ {len(paths)} ไฟล์ใน {call.out} / wrote {len(paths)} files of made-up data"
        document = {"files": [str(path) for path in paths]}
    _print_json(document) if call.json else out.print(escape(said))
    return LOADED


def _template(call: argparse.Namespace) -> int:
    sys.stdout.buffer.write(template(DATASETS[call.table]))
    return LOADED


def _print_json(document: object) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=2, default=str))


if __name__ == "__main__":
    sys.exit(main())
