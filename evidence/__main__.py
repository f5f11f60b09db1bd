"""Evidence without a browser: makes the pack of a year, and checks one.

python -m evidence make --organization 04960201 --year 2565 --out DIR
python -m evidence verify DIR/ita_04960201_2565.zip
"""

import argparse
import hashlib
import sys
from io import TextIOWrapper
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

import chromium
import database
from evidence import build, verify
from evidence.dossier import NothingToShowError, gather, published
from evidence.items import Item, items
from evidence.pictures import BusyError, PictureError
from queries.scope import Catalogue, Cursor, catalogue
from vocabulary import language, thai
from vocabulary.language import N_, translate
from vocabulary.usage import Parser


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; 0: done (verify: nothing differs), 1: refused, or something differs."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # Windows would choose a code page without Thai
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = Parser("python -m evidence", description="หลักฐาน ITA / evidence for the assessment")
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("make", help="จัดทำชุดหลักฐาน / make the pack of a year")
    make.add_argument("--organization", required=True, metavar="CODE")
    make.add_argument("--year", required=True, type=int, help="ปีประเมิน พ.ศ. / assessment year, Buddhist era")
    make.add_argument(
        "--item", action="append", metavar="ITEM", help="เฉพาะข้อนี้ / only this item; may be repeated"
    )
    make.add_argument("--out", required=True, type=Path, metavar="DIR")
    make.add_argument("--lang", choices=list(language.LANGUAGES), default="th")
    make.add_argument("--digits", choices=["arabic", "thai"], default="arabic")
    check = commands.add_parser("verify", help="ตรวจชุดหลักฐาน / check a pack")
    check.add_argument("pack", type=Path, metavar="PACK.zip")
    given = parser.parse_args(arguments)
    try:
        return _make(given) if given.command == "make" else _verify(given.pack)
    except database.NoDatabaseError:
        _say(N_("There are no data to open. Load files first: python -m loaders load FILE.csv"))
    except (BusyError, PictureError):
        _say(N_("A chart could not be drawn. Try again."))
    except verify.NoPackError as error:
        _say(N_("{file} is not a pack of evidence. {why}"), file=given.pack, why=str(error))
    except OSError as error:
        _say(N_("{file} cannot be read or written: {why}"), file=error.filename, why=error.strerror)
    return 1


def _make(given: argparse.Namespace) -> int:
    language.use(given.lang)
    thai.use_thai_digits(given.digits == "thai")
    con = database.cursor()
    known = catalogue(con)
    if given.organization not in known.organizations:
        codes = ", ".join(known.organizations)
        _say(
            N_("There are no data of the organization {code}. There are: {codes}"),
            code=given.organization,
            codes=codes,
        )
        return 1
    every = items(con, given.organization, given.year)
    try:
        wanted = build.chosen(every, given.item or [])
    except KeyError as error:
        there = ", ".join(item.number or item.subject for item in every)
        _say(
            N_("The assessment of {year} has no item {item}. There are: {there}"),
            year=given.year,
            item=error.args[0],
            there=there,
        )
        return 1
    given.out.mkdir(parents=True, exist_ok=True)
    try:
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=None)
            files = build.pack(
                con, known, wanted, thai.today(),
                lambda doing, done, of: bar.update(task, description=doing, completed=done, total=of),
            )  # fmt: skip
    except NothingToShowError:
        _say(N_("There are no data for any item of the assessment of {year}."), year=given.year)
        return 1
    for name, content in files.items():
        (given.out / name).write_bytes(content)
        print(f"{given.out / name}  {hashlib.sha256(content).hexdigest()}")
    _tell_of(con, known, wanted)
    return 0


def _tell_of(con: Cursor, known: Catalogue, wanted: list[Item]) -> None:
    """Which items the pack holds and which there are no data for; that it lacks charts."""
    data = published(con, known, thai.today())
    ready = [item for item in wanted if gather(data, item).is_ready]
    held, lacking = (
        ", ".join(
            dict.fromkeys(item.number or item.subject for item in some)
        )  # one number may ask for two things
        for some in (ready, [item for item in wanted if item not in ready])
    )
    _say(N_("Items in the pack: {held}"), held=held)
    if lacking:
        _say(N_("There are no data for: {lacking}"), lacking=lacking)
    if chromium.find() is None:
        _say(N_("The documents have no charts: Chromium is not installed (apt-get install chromium)."))


def _verify(pack: Path) -> int:
    if not pack.is_file():
        _say(N_("There is no file {file}."), file=pack)
        return 1
    con = database.cursor()
    differences = verify.verify(con, catalogue(con), pack)
    print(f"{pack}  {hashlib.sha256(pack.read_bytes()).hexdigest()}", file=sys.stderr)
    for difference in differences:
        print(difference.said)
    if not differences:
        _say(
            N_("Every file of {file} is as its manifest says, and the figures are those of the data."),
            file=pack,
        )
    elif any(difference.is_of_pack for difference in differences):
        _say(N_("{file} was changed after it was made."), file=pack)
    else:
        _say(N_("Every file of {file} is as its manifest says; the data have changed since."), file=pack)
    return 1 if differences else 0


def _say(message: str, **words: object) -> None:
    for each in language.LANGUAGES:
        told = {
            name: translate(word, each) if isinstance(word, str) else word for name, word in words.items()
        }
        print(translate(message, each).format(**told), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
