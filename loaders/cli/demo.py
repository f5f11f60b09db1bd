"""The command demo: write a made-up municipality's files, load it into the store, or take it out."""

from pathlib import Path

from rich.console import Console
from rich.markup import escape

from loaders.cli.answering import DONE, on_store, plain, print_json
from loaders.cli.arguments import whole_number_up_to
from loaders.demo import generator
from vocabulary.command_line import WrongCall, option, whole_number
from vocabulary.language import N_

Done = tuple[str, dict[str, object]]
"""What was done, in words and as JSON."""


@on_store("demo", N_("write a made-up municipality, add it to the store or remove it"))
@option(
    "--organizations",
    type=whole_number_up_to(generator.MOST_ORGANIZATIONS),
    default=1,
    metavar="N",
    help=N_("how many (default: 1)"),
)
@option(
    "--years",
    type=whole_number_up_to(generator.MOST_YEARS),
    default=5,
    metavar="N",
    help=N_("fiscal years (default: 5)"),
)
@option(
    "--seed", type=whole_number, default=1, metavar="N", help=N_("another seed, other figures (default: 1)")
)
@option(
    "--out", type=Path, default=Path("demo"), metavar="DIR", help=N_("folder to write to (default: demo)")
)
@option("--single-file", is_flag=True, help=N_("write the whole budget as one file, demo_budget.csv"))
@option("--add", is_flag=True, help=N_("load it into the store instead of writing files"))
@option("--remove", is_flag=True, help=N_("take every made-up organization out of the store"))
def demo(
    organizations: int,
    years: int,
    seed: int,
    out: Path,
    single_file: bool,
    add: bool,
    remove: bool,
    store: Path,
    as_json: bool,
) -> int:
    """Does what the call wants and tells it."""
    wanted = {"--single-file": single_file, "--add": add, "--remove": remove}
    if len(chosen := [name for name, is_wanted in wanted.items() if is_wanted]) > 1:
        raise WrongCall(N_("{options} do not go together"), options=", ".join(chosen))
    if add:
        said, document = _add(store, organizations, years, seed)
    elif remove:
        said, document = _remove(store)
    else:
        said, document = _written(
            generator.write(out, organizations, years, seed, single_file=single_file), out
        )
    if as_json:
        print_json(document)
    else:
        plain().print(escape(said))
    return DONE


def _written(paths: list[Path], folder: Path) -> Done:
    said = f"เขียนข้อมูลสมมติ {len(paths):,} ไฟล์ใน {folder} / wrote {len(paths):,} files of made-up data"
    return said, {"files": [str(path) for path in paths]}


def _add(store: Path, organizations: int, years: int, seed: int) -> Done:
    with Console(stderr=True).status("กำลังนำเข้าข้อมูลสมมติ / loading made-up data"):
        reports = generator.add(store, organizations, years, seed)
    rows = sum(report.stored.rows for report in reports if report.stored)
    said = f"เพิ่มข้อมูลสมมติ {len(reports):,} ไฟล์ {rows:,} แถว / added {rows:,} rows of made-up data"
    return said, {"files": [report.as_json() for report in reports]}


def _remove(store: Path) -> Done:
    loads = generator.remove(store)
    said = f"นำข้อมูลสมมติออกแล้ว {loads:,} ครั้ง / removed {loads:,} loads of made-up data"
    return said, {"loads": loads, "store": str(store)}
