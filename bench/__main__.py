"""Measures how fast this is on this machine, each figure beside its yardstick in the same run; prints tables
and writes JSON.

    python3 run.py bench                     a little of everything, in a minute or two
    python3 run.py bench --full              all of it, in half an hour on a quiet machine
    python3 run.py bench filter --full       one measurement (several may be named)
    python3 run.py bench soak --minutes 30   fifty people click at random while data are published

Ratios mean something on any machine, seconds on this one only. Servers of a run are its own, on ports of this
machine, and end with it."""

import os
import shutil
import signal
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import documents, loading, questions, readers, routes, servers, soak, visits
from bench.figures import ROOT, Figure, as_json, print_table, say
from loaders.demo import generator
from loaders.layout.reading import Options
from loaders.loading import load_files

Measure = Callable[..., Iterator[Figure]]
MEASURES: dict[str, tuple[str, Measure]] = {
    "loading": ("Loading", loading.loaded),
    "questions": ("Questions to the data", questions.asked),
    "visit": ("A first visit", visits.first_visit),
    "filter": ("From a choice to its picture", visits.filter_to_paint),
    "reruns": ("Reruns a second", readers.reruns),
    "readers": ("Many readers on one process", readers.two_hundred),
    "routes": ("Read without a session", routes.answered),
    "documents": ("Documents", documents.made),
}


def main(arguments: Sequence[str]) -> int:
    """Carries out what is asked for; gives 1 where a soak found something wrong."""
    described = (__doc__ or "").replace("%", "%%")
    parser = ArgumentParser(
        "python -m bench", description=described, formatter_class=RawDescriptionHelpFormatter
    )
    known = [*MEASURES, "soak"]
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    parser.add_argument("--full", action="store_true", help="as many and as long as the figures deserve")
    parser.add_argument(
        "--json", type=Path, default=ROOT / "bench" / "figures.json", help="where to write them"
    )
    parser.add_argument("--minutes", type=float, default=30, help="of a soak (default: 30)")
    parser.add_argument("--organizations", type=int, help="of the loading: 1,250 are 10 million lines")
    asked = parser.parse_args(arguments)
    # By hand: of no name at all argparse would find that it is none of the choices.
    if unknown := [name for name in asked.names if name not in known]:
        parser.error(f"{', '.join(unknown)}: none of {', '.join(known)}")
    measures = {name: measure for name, (_title, measure) in MEASURES.items()}
    measures["loading"] = partial(loading.loaded, organizations=asked.organizations)
    measures["soak"] = partial(soak.soaked, minutes=asked.minutes)
    measured: dict[str, Sequence[Figure]] = {}
    with TemporaryDirectory() as folder:
        made_up = make_store(Path(folder) / "made_up")
        for number, name in enumerate(asked.names or MEASURES):
            store = Path(shutil.copytree(made_up, Path(folder) / f"{number}" / "store"))
            say(f"── {name}")
            measured[name] = tuple(measures[name](store, full=asked.full))
            print_table(MEASURES[name][0] if name in MEASURES else "Soak", measured[name])
    asked.json.write_text(as_json(measured, ["python3 run.py bench", *arguments]), encoding="utf-8")
    say(f"{asked.json}")
    return int(any(each.is_met is False for each in measured.get("soak", ())))


def make_store(folder: Path) -> Path:
    """A store as a new user has it: a municipality's real tables, and five years of one that is made up."""
    load_files(sorted((ROOT / "data" / "takbai").glob("*.csv")), Options(), folder, lambda name, rows: None)
    generator.add(folder)
    return folder


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(1))  # ends the servers too
    if "install" in sys.argv[1:2]:
        servers.install()
        sys.exit(0)
    os.environ.setdefault("PRONGSAI_DEMO", "off")
    sys.exit(main(sys.argv[1:]))
