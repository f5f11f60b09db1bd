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

import database
import language
import thai
from evidence import making, verify
from evidence.items import NothingToShowError
from evidence.pictures import BusyError, PictureError
from language import N_, translate
from queries.scope import catalogue


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; 0: done (verify: nothing differs), 1: refused, or something differs."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # Windows would choose a code page without Thai
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = argparse.ArgumentParser("python -m evidence", description="หลักฐาน ITA / evidence for the assessment")
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("make", help="จัดทำชุดหลักฐาน / make the pack of a year")
    make.add_argument("--organization", required=True, metavar="CODE")
    make.add_argument("--year", required=True, type=int, help="ปีประเมิน พ.ศ. / assessment year, Buddhist era")
    make.add_argument("--item", action="append", metavar="ITEM", help="เฉพาะข้อนี้ / only this item; may be repeated")
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
        _say(N_("{file} is not a pack of evidence. {why}"), file=given.pack, why=error)
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
        _say(N_("There are no data of the organization {code}. There are: {codes}"), code=given.organization, codes=codes)
        return 1
    wanted = making.of_year(con, given.organization, given.year, given.item)
    given.out.mkdir(parents=True, exist_ok=True)
    try:
        with Progress(console=Console(stderr=True)) as bar:
            task = bar.add_task("", total=None)
            files = making.pack(
                con, known, wanted, thai.today(),
                lambda doing, done, of: bar.update(task, description=doing, completed=done, total=of),
            )  # fmt: skip
    except NothingToShowError:
        _say(N_("There are no data for any item of the assessment of {year}."), year=given.year)
        return 1
    for name, content in files.items():
        (given.out / name).write_bytes(content)
        print(f"{given.out / name}  {hashlib.sha256(content).hexdigest()}")
    return 0


def _verify(pack: Path) -> int:
    con = database.cursor()
    differences = verify.verify(con, catalogue(con), pack)
    for difference in differences:
        print(difference.said)
    if not differences:
        _say(N_("{file} is as it was made, and its figures are those of the data."), file=pack)
    elif any(difference.is_of_pack for difference in differences):
        _say(N_("{file} was changed after it was made."), file=pack)
    else:
        _say(N_("{file} is as it was made; the data have changed since."), file=pack)
    return 1 if differences else 0


def _say(message: str, **words: object) -> None:
    for each in language.LANGUAGES:
        print(translate(message, each).format(**words), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
