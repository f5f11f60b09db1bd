"""Writes many variants and tells how each ends: `python -m tests.variants --files 20000 --seed 1`."""

import argparse
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import gettempdir

from tests.variants import Variant, drawn
from tests.variants.draft import chance
from tests.variants.judging import End
from tests.variants.operators import OPERATORS
from tests.variants.running import ended, owed
from tests.variants.tables import TABLES

LISTED = 200
"""How many dishonest files are told one by one."""


def main() -> None:
    """Runs, prints the table of ends and the dishonest files, and keeps those in a folder."""
    options = _options()
    shutil.rmtree(options.folder, ignore_errors=True)
    options.folder.mkdir(parents=True)
    variants = list(_variants(options))
    ends: dict[str, Counter[End]] = defaultdict(Counter)
    whole: Counter[End] = Counter()
    unwritable, listed = 0, 0
    with get_context("spawn").Pool(options.workers) as pool:
        for variant, end, told in pool.imap_unordered(partial(ended, folder=options.folder), variants, chunksize=20):
            if end is None:
                unwritable += 1
                continue
            whole[end] += 1
            for name in variant.operators or ("untouched",):
                ends[name][end] += 1
            short = len(variant.operators) < 2 and end not in owed(variant.expect)
            if (not end.honest or short) and (listed < LISTED or options.alone):
                listed += 1
                print(f"{variant}: {told}", flush=True)
    _print_ends(ends, whole, unwritable)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.variants", description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--alone", action="store_true", help="each operator alone on each of its tables instead, FILES times")
    parser.add_argument("--operator", choices=sorted(OPERATORS), help="only variants with this operator")
    parser.add_argument(
        "--folder", type=Path, default=Path(gettempdir(), "variants"), help="keeps the files that end dishonestly"
    )
    return parser.parse_args()


def _variants(options: argparse.Namespace) -> Iterator[Variant]:
    random = chance(options.seed)
    if options.alone:
        yield from (Variant(table, (), 0) for table in TABLES)
        names = [options.operator] if options.operator else list(OPERATORS)
        yield from (
            Variant(table, (name,), seed) for name in names for table in OPERATORS[name].tables for seed in range(options.files)
        )
        return
    found = 0
    while found < options.files:
        variant = drawn(random)
        if options.operator in (None, *variant.operators):
            found += 1
            yield variant


def _print_ends(ends: dict[str, Counter[End]], whole: Counter[End], unwritable: int) -> None:
    shown = [end for end in End if whole[end]]
    width = max(map(len, ends)) + 7
    print("\n" + " " * width + "".join(f"{number:>7}" for number in range(1, len(shown) + 1)))
    for name in sorted(ends):
        expect = OPERATORS[name].expect.name.lower() if name in OPERATORS else "read"
        print(f"{name:<{width - 6}} {expect:<4} " + "".join(f"{ends[name][end] or '':>7}" for end in shown))
    print(f"{'files':<{width}}" + "".join(f"{whole[end]:>7}" for end in shown))
    for number, end in enumerate(shown, 1):
        print(f"{number:>3} {end}{'' if end.honest else '  (dishonest)'}")
    dishonest = sum(count for end, count in whole.items() if not end.honest)
    print(f"{whole.total()} files through {len(OPERATORS)} operators, {dishonest} of them dishonest.")
    print(f"{unwritable} more could not be written, for their letters are not in the container's code page.")


if __name__ == "__main__":
    main()
