"""The command line: python -m loaders load | check | status | history | findings | undo | rebuild | template
| export | demo."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

import database
from loaders import file_check, findings, loading
from loaders.checks.repeats import KEEP
from loaders.checks.units import UNITS
from loaders.cli import arguments, demo
from loaders.cli.arguments import counted, passed_over
from loaders.layout.understanding import understood
from loaders.loading import Plan, dry_run, plan_files, publish
from loaders.problem import LoadError, Problem
from loaders.report import Report
from loaders.schema.datasets import DATASETS
from loaders.schema.templates import template, workbook
from loaders.store.effect import Effect
from loaders.store.export import export
from loaders.store.history import LoadEntry, history
from loaders.store.publishing import Stored, refuse_missing
from loaders.store.register import usable
from loaders.store.replay import rebuild, undo
from loaders.store.status import status
from vocabulary.usage import Parser

LOADED, REFUSED = 0, 1
_STYLES = {"error": "red", "warning": "yellow", "note": "dim"}
_SEVERITIES = {
    "error": "ตัวเลขขัดกัน / figures contradict",
    "warning": "ควรตรวจสอบ / to be checked",
    "note": "เพื่อทราบ / for information",
}


def main(arguments: list[str] | None = None) -> int:
    """Carries out one command; gives the exit status: 0 all loaded, 1 at least one file refused (2: the call
    was wrong)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Windows would choose a code page without Thai; a file's name may be no text at all.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    call = _parser().parse_args(arguments)
    try:
        with usable(call.store):
            exit_status: int = call.run(call)
    except LoadError as error:
        return _refuse(error, call)
    return exit_status


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="python -m loaders", description="Loads tables (CSV, Excel) into the dashboard's database."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    shared = Parser(add_help=False)
    shared.add_argument(
        "--store", type=Path, default=database.store(), help="folder of the database (default: var/)"
    )
    shared.add_argument("--json", action="store_true", help="print one JSON document and nothing else")

    for name, run, purpose in (
        ("load", _load, "check files and store those without errors"),
        ("check", _check, "check files, store nothing"),
    ):
        _describe_loading(commands.add_parser(name, parents=[shared], help=purpose, description=purpose), run)

    commands.add_parser("status", parents=[shared], help="what the store holds").set_defaults(run=_status)
    found = commands.add_parser(
        "findings", parents=[shared], help="what does not reconcile in what is stored"
    )
    found.set_defaults(run=_findings)
    told = commands.add_parser(
        "history", parents=[shared], help="every load, newest first, and what became of it"
    )
    told.set_defaults(run=_history)
    back = commands.add_parser(
        "undo", parents=[shared], help="take a load back; what it had replaced returns"
    )
    back.set_defaults(run=_undo)
    back.add_argument("load_id", type=int, metavar="LOAD_ID", help="a number that history tells")
    again = commands.add_parser(
        "rebuild", parents=[shared], help="make the database again from the kept originals"
    )
    again.set_defaults(run=_rebuild)
    empty = commands.add_parser(
        "template", parents=[shared], help="write an empty file to fill in to standard output"
    )
    empty.set_defaults(run=_template)
    empty.add_argument("table", choices=DATASETS, metavar="TABLE", help="one of: %(choices)s")
    empty.add_argument("--xlsx", action="store_true", help="an Excel workbook instead of CSV")
    given = commands.add_parser(
        "export", parents=[shared], help="write what is published as a Data Package, for others to use"
    )
    given.set_defaults(run=_export)
    given.add_argument(
        "folder", type=Path, metavar="DIR", help="an empty folder, or one of an earlier export"
    )
    given.add_argument("--organization", type=arguments.digits, metavar="CODE", help="of one (default: all)")
    demo.describe(commands.add_parser("demo", parents=[shared], help=demo.PURPOSE))
    return parser


def _describe_loading(command: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    command.set_defaults(run=run)
    command.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    command.add_argument("--table", choices=DATASETS, metavar="NAME", help="one of: %(choices)s")
    command.add_argument(
        "--organization",
        type=arguments.digits,
        metavar="CODE",
        help="for files that do not say, e.g. 04960201",
    )
    command.add_argument(
        "--fiscal-year",
        type=arguments.fiscal_year,
        metavar="YEAR",
        help="for files that do not say, e.g. 2568",
    )
    command.add_argument(
        "--as-of", type=arguments.day, metavar="DATE", help="for files that do not say, e.g. 2025-01-21"
    )
    command.add_argument("--round", choices=("6", "12"), help="months, for files that do not say")
    command.add_argument("--map", type=arguments.pair, action="append", default=[], metavar="HEADER=COLUMN")
    command.add_argument("--division", metavar="NAME", help="for files that name none, e.g. กองคลัง")
    command.add_argument("--unit", choices=tuple(UNITS), help="of the amounts, where the file leaves it open")
    command.add_argument(
        "--decimal", choices=("point", "comma"), help="the decimal mark, where the file leaves it open"
    )
    command.add_argument(
        "--blank",
        choices=("zero", "missing"),
        help="what a blank payment means, where the file leaves it open",
    )
    command.add_argument(
        "--remaining", choices=("keep",), help="remaining amounts are right, though others do not leave them"
    )
    command.add_argument(
        "--scores-of",
        type=arguments.full_score,
        metavar="N",
        help="the best score (1 to 1000), where the file leaves it open",
    )
    command.add_argument(
        "--repeated", choices=(KEEP,), help="lines with the names of earlier ones are lines of their own"
    )
    command.add_argument(
        "--counts-of",
        choices=("people",),
        help="what the cells of levels count, where the file leaves it open",
    )
    first = "; the first row of a question answers for all of it"
    command.add_argument(
        "--total-row",
        type=int,
        action="append",
        default=[],
        metavar="N",
        help=f"row N is a total, not a line{first}",
    )
    command.add_argument(
        "--line-row",
        type=int,
        action="append",
        default=[],
        metavar="N",
        help=f"row N is a line, not a total{first}",
    )
    command.add_argument(
        "--expect",
        type=arguments.expected,
        action="append",
        default=[],
        metavar="COLUMN=SUM",
        help="refuse any other sum",
    )
    command.add_argument("--count", type=counted, action="append", default=[], metavar="HEADER=SCALE")
    command.add_argument("--pass-over", type=passed_over, action="append", default=[], metavar="HEADER")
    command.add_argument("--encumbered", choices=("outstanding", "gross", "ignored"), default="outstanding")
    command.add_argument(
        "--ask-again", action="store_true", help="what was answered for such files before is asked once more"
    )
    command.add_argument("--sheet", metavar="NAME", help="one sheet of a workbook (default: each is a table)")


def _load(call: argparse.Namespace) -> int:
    plan = None
    try:
        plan = _planned(call)
        return _report(publish(plan).reports, call)
    except LoadError as error:
        return _report(plan.reports if plan else [], call, error.problems)


def _check(call: argparse.Namespace) -> int:
    try:
        plan = dry_run(_planned(call))
    except LoadError as error:
        return _report([], call, error.problems)
    return _report(plan.reports, call, plan.problems)


def _planned(call: argparse.Namespace) -> Plan:
    with _progress() as bar:
        return plan_files(call.paths, arguments.options(call), call.store, _shown(bar, len(call.paths)))


def _progress() -> Progress:
    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _shown(bar: Progress, files: int) -> file_check.Progress:
    task = bar.add_task("", total=files)
    names: list[str] = []

    def progress(name: str, rows: int) -> None:
        if rows == 0:
            names.append(name)
        bar.update(task, completed=len(names) - 1, description=f"{escape(name)} {rows:,}")

    return progress


def _report(reports: Sequence[Report], call: argparse.Namespace, problems: Sequence[Problem] = ()) -> int:
    """Tells what became of the files, or would, and what is wrong with the store."""
    if call.json:
        files = [report.as_json() for report in reports]
        _print_json(
            {"files": files} | ({"problems": [problem.as_json() for problem in problems]} if problems else {})
        )
    else:
        for report in reports:
            _print_report(report)
            if report.effect:
                _print_effect(report.effect)
        for problem in problems:
            _print_problem(_plain(), problem)
    return REFUSED if problems or any(report.refused for report in reports) else LOADED


def _plain() -> Console:
    return Console(highlight=False, soft_wrap=True)


def _print_effect(what: Effect) -> None:
    out = _plain()
    out.print(
        f"  ใหม่ {what.new:,} เปลี่ยน {what.changed:,} เหมือนเดิม {what.unchanged:,} หายไป {what.gone:,} แถว"
        f" / rows new {what.new:,}, changed {what.changed:,}, unchanged {what.unchanged:,}, gone {what.gone:,}"
    )
    for total in what.totals:
        mean = " (เฉลี่ย / mean)" if total.is_mean else ""
        before, after = ("–" if value is None else f"{value:,}" for value in (total.before, total.after))
        out.print(f"  [dim]{total.column}{mean}: {before} → {after}[/]")


def _print_report(report: Report) -> None:
    out = _plain()
    name = escape(f"{report.path} [{report.sheet}]" if report.sheet else str(report.path))
    if report.checked is None:
        out.print(f"[red]✗[/] {name}: ไม่รับไฟล์นี้ ไม่มีข้อมูลใดถูกบันทึก / refused, nothing of it was stored")
    elif not report.brings_rows:
        out.print(f"[green]✓[/] {name}: เทียบกันแล้ว ไม่มีข้อมูลที่ต้องบันทึก / compared, nothing to store")
    elif report.stored is None:
        said = f"{report.checked.rows:,} แถว ไม่พบข้อผิดพลาด / rows, no errors"
        out.print(f"[green]✓[/] {name} → {report.checked.dataset.table}: {said}")
    elif report.stored.unchanged:
        out.print(
            f"[green]=[/] {name}: ไฟล์เดิม ไม่มีอะไรเปลี่ยน / already loaded, nothing changed (load {report.stored.load_id})"
        )
    else:
        out.print(
            f"[green]✓[/] {name} → {report.checked.dataset.table}: "
            f"{report.stored.rows:,} แถว / rows (load {report.stored.load_id})"
        )
        _print_replaced(report.stored)
    _print_understanding(report)
    _print_control(report)
    for problem in (*report.problems, *report.findings):
        _print_problem(out, problem)


def _print_replaced(stored: Stored) -> None:
    out = _plain()
    for load_id, rows in stored.replaced.items():
        out.print(f"  แทนที่ {rows:,} แถวของการนำเข้าครั้งที่ {load_id} / replaced {rows:,} rows of load {load_id}")
    for load_id, rows in stored.left.items():
        out.print(
            f"  [yellow]ยังเหลือ {rows:,} แถวของการนำเข้าครั้งที่ {load_id} ที่ไฟล์นี้ไม่มี เช่น ชื่อหน่วยงานที่เปลี่ยนไป โปรดตรวจว่าไม่ได้นับซ้ำ[/]\n"
            f"  [dim]{rows:,} rows of load {load_id} stay, which this file does not have, such as a division under"
            " another name. Check that nothing is counted twice.[/]"
        )


def _print_understanding(report: Report) -> None:
    if report.checked is None:
        return
    told = (
        understood(report.checked.reading, report.sheet, report.checked.encoding, language)
        for language in ("th", "en")
    )
    for thai, english in zip(*told, strict=True):
        _plain().print(f"  {escape(thai)}\n  [dim]{escape(english)}[/]")


def _print_control(report: Report) -> None:
    """What the lines come to, beside the total that the file prints."""
    if report.checked is None:
        return
    out, control = _plain(), report.checked.control
    out.print(f"  [bold]ยอดควบคุม / control totals: {control.lines:,} แถว / rows[/]")
    for name, total in control.sums.items():
        if total is not None:
            printed = f" (ในไฟล์ / printed {control.printed[name]:,})" if name in control.printed else ""
            out.print(f"  {name}: {total:,}{printed}")


def _print_problem(out: Console, problem: Problem) -> None:
    style = _STYLES[problem.severity]
    out.print(f"  [{style}]{escape(problem.text('th'))}[/]")
    out.print(f"  [dim]{escape(problem.text('en'))}[/]")
    if problem.option:
        out.print(f"    [bold]{escape(problem.option)}[/]")
    for choice in problem.question.choices if problem.question else ():
        sums = ", ".join(f"{name} {total:,}" for name, total in choice.sums.items())
        out.print(
            f"    [bold]{escape(choice.option)}[/]  {escape(choice.text('th'))} / {escape(choice.text('en'))}  {escape(sums)}"
        )


def _refuse(error: LoadError, call: argparse.Namespace) -> int:
    if call.json:
        _print_json({"problems": [problem.as_json() for problem in error.problems]})
    else:
        for problem in error.problems:
            _print_problem(_plain(), problem)
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


def _findings(call: argparse.Namespace) -> int:
    refuse_missing(call.store)
    loading.refresh_findings(call.store)
    found = findings.of_store(call.store)
    if call.json:
        _print_json({"findings": [findings.as_json(row) for row in found]})
        return LOADED
    out = Console(highlight=False, soft_wrap=True)
    for severity, title in _SEVERITIES.items():
        of_severity = [findings.as_problem(row) for row in found if row["severity"] == severity]
        if of_severity:
            out.print(f"[bold {_STYLES[severity]}]{title}: {len(of_severity):,}[/]")
        for problem in of_severity:
            _print_problem(out, problem)
    if not found:
        out.print("ไม่พบข้อสังเกต / no findings")
    return LOADED


_STATES = {
    "in_force": "ใช้อยู่ / in force",
    "partly_replaced": "ถูกแทนที่บางส่วน / partly replaced",
    "replaced": "ถูกแทนที่โดยครั้งที่ {replaced_by} / replaced by {replaced_by}",
    "undone": "ยกเลิกแล้ว / undone",
}


def _history(call: argparse.Namespace) -> int:
    loads = history(call.store)
    if call.json:
        _print_json({"loads": [load.as_json() for load in loads]})
        return LOADED
    for load in loads:
        _print_load(load)
    return LOADED


def _print_load(load: LoadEntry) -> None:
    about = " · ".join(
        filter(None, (load.table, load.organization_code, load.fiscal_year, load.as_of, load.round_months))
    )
    state = _STATES[load.state].format(replaced_by=load.replaced_by)
    out = _plain()
    out.print(
        f"{load.load_id}  {escape(load.file_name)} → {about}: {load.rows_in_force:,}/{load.rows_stored:,} แถว / rows · {state}"
    )
    if load.control and (
        sums := [f"{name} {total:,.2f}" for name, total in load.control.sums.items() if total is not None]
    ):
        out.print(f"   ยอดควบคุม / control totals: {' · '.join(sums)}")
    out.print(f"   [dim]{load.loaded_at:%Y-%m-%d %H:%M}Z · {escape(load.loaded_by)}[/]")


def _undo(call: argparse.Namespace) -> int:
    returned = undo(call.store, call.load_id)
    if call.json:
        _print_json({"undone": call.load_id, "returned": returned})
        return LOADED
    _plain().print(f"[green]✓[/] ยกเลิกการนำเข้าครั้งที่ {call.load_id} แล้ว / load {call.load_id} is undone")
    for load_id, rows in returned.items():
        _plain().print(
            f"  {rows:,} แถวของการนำเข้าครั้งที่ {load_id} กลับมา / {rows:,} rows of load {load_id} returned"
        )
    return LOADED


def _rebuild(call: argparse.Namespace) -> int:
    with _progress() as bar:
        shown = _shown(bar, 0)
        loads = rebuild(call.store, lambda name: shown(name, 0))
    if call.json:
        _print_json({"loads": loads, "store": str(call.store)})
    else:
        _plain().print(f"สร้างฐานข้อมูลใหม่จากไฟล์ต้นฉบับ {loads} ครั้ง / rebuilt from {loads} loads")
    return LOADED


def _template(call: argparse.Namespace) -> int:
    make = workbook if call.xlsx else template
    sys.stdout.buffer.write(make(DATASETS[call.table]))
    return LOADED


def _export(call: argparse.Namespace) -> int:
    written = export(call.store, call.folder, call.organization)
    if call.json:
        _print_json({"files": [str(path) for path in written]})
        return LOADED
    for path in written:
        _plain().print(f"[green]✓[/] {escape(str(path))}")
    return LOADED


def _print_json(document: object) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=2, default=str))


if __name__ == "__main__":
    sys.exit(main())
