"""The command `python -m loaders demo`: write a made-up municipality's files, load it into the store, or take
it out."""

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from loaders.demo import generator

PURPOSE = "write a made-up municipality, add it to the store or remove it"
Done = tuple[str, dict[str, object]]
"""What was done, in words and as JSON."""


def describe(command: ArgumentParser) -> None:
    """Gives the command its options and what it runs."""
    command.set_defaults(run=run)
    command.add_argument(
        "--organizations",
        type=_up_to(generator.MOST_ORGANIZATIONS),
        default=1,
        metavar="N",
        help="default: 1",
    )
    command.add_argument(
        "--years", type=_up_to(generator.MOST_YEARS), default=5, metavar="N", help="fiscal years (default: 5)"
    )
    command.add_argument(
        "--seed", type=int, default=1, metavar="N", help="another seed, other figures (default: 1)"
    )
    command.add_argument(
        "--out", type=Path, default=Path("demo"), metavar="DIR", help="folder to write to (default: demo)"
    )
    what = command.add_mutually_exclusive_group()
    what.add_argument(
        "--single-file", action="store_true", help="write the whole budget as one file, demo_budget.csv"
    )
    what.add_argument("--add", action="store_true", help="load it into the store instead of writing files")
    what.add_argument(
        "--remove", action="store_true", help="take every made-up organization out of the store"
    )


def run(call: Namespace) -> int:
    """Does what the call wants and tells it; the exit status is 0."""
    said, document = _add(call) if call.add else _remove(call) if call.remove else _write(call)
    if call.json:
        print(json.dumps(document, ensure_ascii=False, indent=2, default=str))
    else:
        Console(highlight=False, soft_wrap=True).print(escape(said))
    return 0


def _write(call: Namespace) -> Done:
    paths = generator.write(call.out, call.organizations, call.years, call.seed, single_file=call.single_file)
    said = f"เขียนข้อมูลสมมติ {len(paths):,} ไฟล์ใน {call.out} / wrote {len(paths):,} files of made-up data"
    return said, {"files": [str(path) for path in paths]}


def _add(call: Namespace) -> Done:
    with Console(stderr=True).status("กำลังนำเข้าข้อมูลสมมติ / loading made-up data"):
        reports = generator.add(call.store, call.organizations, call.years, call.seed)
    rows = sum(report.stored.rows for report in reports if report.stored)
    said = f"เพิ่มข้อมูลสมมติ {len(reports):,} ไฟล์ {rows:,} แถว / added {rows:,} rows of made-up data"
    return said, {"files": [report.as_json() for report in reports]}


def _remove(call: Namespace) -> Done:
    loads = generator.remove(call.store)
    said = f"นำข้อมูลสมมติออกแล้ว {loads:,} ครั้ง / removed {loads:,} loads of made-up data"
    return said, {"loads": loads, "store": str(call.store)}


def _up_to(most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
            raise ArgumentTypeError(f"{text!r} is not a number from 1 to {most:,}")
        return int(text)

    return number
