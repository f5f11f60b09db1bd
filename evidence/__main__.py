"""Evidence without a browser: makes the pack of a year, and checks one.

python -m evidence make --organization 04960201 --year 2565 --out DIR
python -m evidence prepare
python -m evidence verify DIR/ita_04960201_2565.zip
python -m evidence key --organization 04960201
"""

import errno
import hashlib
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress

import chromium
import database
import settings
from evidence import build, paper, prepared, signature, verify
from evidence.dossier import NothingToShowError, gather, published
from evidence.items import Item, items
from evidence.paper import PaperError
from evidence.pictures import PictureError
from queries.scope import Catalogue, Cursor, catalogue
from vocabulary import language, thai
from vocabulary.command_line import (
    REFUSED,
    Choice,
    Command,
    Group,
    argument,
    command,
    option,
    run,
    whole_number,
)
from vocabulary.language import N_, translate

DONE = 0
REASONS = {
    errno.EEXIST: N_("a file is there, where a folder is wanted. Name another folder."),
    errno.ENOTDIR: N_("a file is there, where a folder is wanted. Name another folder."),
    errno.EACCES: N_("the right to it is missing. Name another folder, or give the program the right to it."),
    errno.ENOSPC: N_("the disk is full. Make room on it, or name a folder on another."),
}
"""Why the system could not do something, in our words; others are told in its own."""


class RefusedError(Exception):
    """Why a command is refused: a message of the catalogue and what fills its places."""

    def __init__(self, message: str, **words: object) -> None:
        super().__init__(message)
        self.message, self.words = message, words


class OnEvidence(Command):
    """A command on the published data and on files: what refuses it is told."""

    def invoke(self, ctx: click.Context) -> Any:
        """Carries the command out; gives its exit status."""
        try:
            with database.damage_told():
                return super().invoke(ctx)
        except (RefusedError, PaperError) as error:
            _say(error.message, **error.words)
        except database.NoDatabaseError as error:
            _tell_why_closed(error)
        # Where there is no Chromium at all, documents are made without charts instead.
        except PictureError:
            _say(N_("A chart could not be drawn. Try again."))
        except verify.NoPackError as error:
            said = N_(
                "{file} is not a pack of evidence. {why} Name a ZIP file that python -m evidence make or the"
                " page Documents has made."
            )
            _say(said, file=ctx.params["pack"], why=str(error))
        except BrokenPipeError:  # of our own output
            raise
        except OSError as error:
            why = REASONS.get(error.errno or 0, error.strerror)
            _say(N_("{file} cannot be read or written: {why}"), file=error.filename, why=why)
        return REFUSED


def _tell_why_closed(error: database.NoDatabaseError) -> None:
    """Why there are no data to open, and what helps."""
    match error:
        case database.DamagedDatabaseError():
            print(*error.why.values(), sep="\n", file=sys.stderr)
        case database.OutdatedDatabaseError():
            _say(
                N_(
                    "The data were published by an earlier version. Bring them up to date first:"
                    " python -m loaders findings"
                )
            )
        case _:
            _say(N_("There are no data to open. Load files first: python -m loaders load FILE.csv"))


@command("make", cls=OnEvidence, help=N_("make the pack of a year"))
@option("--organization", required=True, metavar="CODE", help=N_("code of the organization"))
@option("--year", required=True, type=whole_number, metavar="YEAR", help=N_("assessment year, Buddhist era"))
@option("--item", multiple=True, metavar="ITEM", help=N_("only this item; may be repeated"))
@option("--out", required=True, type=Path, metavar="DIR", help=N_("folder for the pack"))
@option("--lang", type=Choice(tuple(language.LANGUAGES)), default="th", help=N_("language (default: th)"))
@option("--digits", type=Choice(("arabic", "thai")), help=N_("digits (default: thai in Thai, else arabic)"))
@option("--cover", type=Choice(("sheet", "memo")), default="sheet", help=N_("cover (default: sheet)"))
def make(
    organization: str,
    year: int,
    item: tuple[str, ...],
    out: Path,
    lang: str,
    digits: str | None,
    cover: build.Cover,
) -> int:
    """Makes the pack of a year."""
    language.use(lang)
    thai.use_thai_digits(digits == "thai" if digits else build.thai_digits_by_default(lang))
    con = database.cursor()
    known = catalogue(con)
    if organization not in known.organizations:
        there = ", ".join(known.organizations)
        said = N_("There are no data of the organization {code}. There are: {codes}")
        raise RefusedError(said, code=organization, codes=there)
    wanted = _chosen(items(con, organization, year), item, year)
    out.mkdir(parents=True, exist_ok=True)
    for name, content in _packed(con, known, wanted, year, cover).items():
        (out / name).write_bytes(content)
        print(f"{out / name}  {hashlib.sha256(content).hexdigest()}")
    _tell_of(con, known, wanted)
    return DONE


def _chosen(every: list[Item], named: Sequence[str], year: int) -> list[Item]:
    """Those of the year's items that the call names; all where it names none."""
    try:
        return build.chosen(every, list(named))
    except KeyError as error:
        there = ", ".join(item.number or item.subject for item in every)
        said = N_("The assessment of {year} has no item {item}. There are: {there}")
        raise RefusedError(said, year=year, item=error.args[0], there=there) from error


def _packed(
    con: Cursor, known: Catalogue, wanted: list[Item], year: int, cover: build.Cover
) -> dict[str, bytes]:
    """The files of the pack, made while a bar on standard error moves on."""
    with Progress(console=Console(stderr=True, emoji=False), transient=True) as bar:
        task = bar.add_task("", total=None)

        def moves_on(doing: str, done: int, of: int) -> None:
            bar.update(task, description=escape(doing), completed=done, total=of)

        try:
            return build.pack(con, known, wanted, thai.today(), moves_on, cover)
        except NothingToShowError as error:
            if not any(item.number for item in wanted):
                said = N_(
                    "No assessment of {year} is known here. Its year is of the Buddhist era, such as 2565."
                )
                raise RefusedError(said, year=year) from error
            lacking = ", ".join(dict.fromkeys(item.number or item.subject for item in wanted))
            said = N_(
                "There are no data yet for these items of the assessment of {year}: {items}. Load them first."
            )
            raise RefusedError(said, year=year, items=lacking) from error


def _tell_of(con: Cursor, known: Catalogue, wanted: list[Item]) -> None:
    """Which items the pack holds and which there are no data for; that it lacks charts."""
    data = published(con, known, thai.today())
    ready = [item for item in wanted if gather(data, item).is_ready]
    lacking = [item for item in wanted if item not in ready]
    _say(N_("Items in the pack: {held}"), held=_numbers(ready))
    if lacking:
        _say(N_("There are no data for: {lacking}"), lacking=_numbers(lacking))
    if chromium.find() is None:
        _say(N_("The documents have no charts: Chromium is not installed (apt-get install chromium)."))


def _numbers(some: list[Item]) -> str:
    # One number may ask for two things: O8 of 2567 for the plan and for the six months.
    return ", ".join(dict.fromkeys(item.number or item.subject for item in some))


@command("prepare", cls=OnEvidence, help=N_("make what the public gets of the published data"))
def prepare() -> int:
    """Makes the packs for the public that are not made yet; the server calls this after each publication."""
    return DONE if prepared.prepare(_opened, _tell_prepared) else REFUSED


def _opened() -> tuple[object, Cursor]:
    published, held = database.opened()
    return published, database.cursor(held)


def _tell_prepared(place: prepared.Place, why_not: str) -> None:
    words = {"code": place.organization, "year": place.year, "language": place.language, "why": why_not}
    failed = N_("Evidence for the public was not made: {code}, {year}, {language}. {why}")
    _say(failed if why_not else N_("Evidence for the public: {code}, {year}, {language}"), **words)


@command("verify", cls=OnEvidence, help=N_("check a pack"))
@argument("pack", type=Path, metavar="PACK.zip", help=N_("a pack that was made earlier"))
@option("--key", type=Path, metavar="FILE.pem", help=N_("public key of the office that signed it"))
def check(pack: Path, key: Path | None) -> int:
    """Tells in what the files of a pack differ from its manifest and from the data, and who signed it."""
    if pack.is_dir():
        said = N_("{file} is a folder. Name the ZIP file of the pack in it, such as {example}")
        raise RefusedError(said, file=pack, example=next(pack.glob("*.zip"), pack / "ita_04960201_2565.zip"))
    if not pack.is_file():
        raise RefusedError(N_("There is no file {file}."), file=pack)
    organization = verify.organization(pack)
    is_believed = _tell_of_signature(signature.of_pack(pack, organization, key), organization, must=bool(key))
    con = database.cursor()
    differences = verify.verify(con, catalogue(con), pack)
    # Differences alone are the answer, which scripts read.
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
    return DONE if is_believed and not differences else REFUSED


def _tell_of_signature(found: signature.Signature | None, organization: str, *, must: bool) -> bool:
    """Who signed a pack; whether that is as it should be."""
    if found is None:
        _say(N_("It is not signed: compare its SHA-256 with the one that was noted when it was made."))
        return not must
    words = {"fingerprint": found.fingerprint, "organization": organization}
    match found.state:
        case "trusted":
            _say(N_("It is signed for organization {organization} by the key {fingerprint}."), **words)
        case "unknown":
            _say(
                N_(
                    "It is signed by a key that is not known here as one of organization {organization}:"
                    " {fingerprint}. Ask the office for its public key."
                ),
                **words,
            )
        case _:
            _say(N_("Its signature is wrong: the manifest is not the one that was signed."))
    return found.state == "trusted"


@command("key", cls=OnEvidence, help=N_("make the key that signs the packs of an office"))
@option("--organization", required=True, metavar="CODE", help=N_("code of the organization"))
def make_key(organization: str) -> int:
    """Makes the key with which the packs of an organization are signed from now on."""
    _refuse_strange_code(organization)
    folder = settings.of_organization(organization)
    try:
        public = signature.make_key(organization)
    except FileExistsError as error:
        said = N_("There is a key already: {file}. To make another, first put both its files aside.")
        raise RefusedError(said, file=folder / signature.PRIVATE) from error
    print(signature.fingerprint(public))
    _say(N_("The secret key, which never leaves this machine: {file}"), file=folder / signature.PRIVATE)
    _say(N_("The public key, to be published with the line above: {file}"), file=folder / signature.PUBLIC)
    return DONE


def _refuse_strange_code(organization: str) -> None:
    # The code names a folder, and must lead to no other.
    if not re.fullmatch(signature.CODE, organization):
        said = N_("{code} is no code of an organization: 4 to 10 digits, such as 04960201.")
        raise RefusedError(said, code=organization)


@command("paper", cls=OnEvidence, help=N_("check the office's own paper"))
@option("--organization", required=True, metavar="CODE", help=N_("code of the organization"))
def look_at_paper(organization: str) -> int:
    """Tells which files of the office's own paper there are, and whether they can be used."""
    # Paper may be there before any data are.
    _refuse_strange_code(organization)
    status = DONE
    for name, read in paper.readers(organization).items():
        try:
            _say(N_("{name}: can be used") if read() else N_("{name}: there is none"), name=name)
        except PaperError as error:
            _say(error.message, **error.words)
            status = REFUSED
    _say(N_("The folder is {folder}."), folder=str(settings.of_organization(organization)))
    return status


def _say(message: str, **words: object) -> None:
    for each in language.LANGUAGES:
        told = {
            name: translate(word, each) if isinstance(word, str) else word for name, word in words.items()
        }
        print(translate(message, each).format(**told), file=sys.stderr)


COMMANDS = Group(
    "evidence",
    help=N_("Evidence for the assessment"),
    commands=[make, prepare, check, make_key, look_at_paper],
)


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; 0: done (verify: nothing differs), 1: refused, or something differs."""
    return run(COMMANDS, "python -m evidence", arguments)


if __name__ == "__main__":
    sys.exit(main())
