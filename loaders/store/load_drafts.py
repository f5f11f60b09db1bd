"""Loads that wait for a second person: the files as they would be kept, how they were read, and what
publishing them would have changed when they were handed in. Nothing of it is in the database.

Each is a folder load_drafts/NAME in the store, with draft.json and the files under their SHA-256."""

import hashlib
import json
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from filelock import FileLock

import seal
from loaders import actor, audit
from loaders.actor import Actor
from loaders.files import disk
from loaders.layout.reading import Options
from loaders.problem import LoadError, Problem
from loaders.store import register
from loaders.store.register import usable
from vocabulary.language import N_
from vocabulary.spelling import respelled

FOLDER, FILE = "load_drafts", "draft.json"
MOST, MOST_BYTES = 20, 500 * 1024 * 1024
"""How many drafts of one organization may wait, and how large their files may be together; of those that were
returned as many are kept."""
LONGEST_REMARK = 1_000
HANDED_IN, WRITTEN = "draft", "draft_sha256"
"""What the audit calls the making of a draft, and in that line, the SHA-256 of draft.json."""


@dataclass(frozen=True)
class DraftedFile:
    """One table of a draft: the name of its file, what is kept of it, how it was read (`options`), and what
    publishing it would have changed (`effect`, as `Effect.as_json` gives it; `findings`: how many it would
    have brought)."""

    name: str
    sha256: str
    size: int
    table: str
    options: dict[str, Any]
    effect: dict[str, Any]
    findings: int

    @property
    def how_it_is_read(self) -> Options:
        """All that was said of it when it was checked."""
        return Options(**self.options)


@dataclass(frozen=True)
class LoadDraft:
    """A load that waits, or was returned: whose data it would change (codes, EVERY), who made it and when
    (UTC), with that person's mark; who returned it with which remark. Its files go when it is returned."""

    name: str
    organizations: tuple[str, ...]
    files: tuple[DraftedFile, ...]
    drafted_by: str
    drafted_at: str
    drafter_mark: str = ""
    returned_by: str = ""
    returned_at: str = ""
    remark: str = ""

    @property
    def waits(self) -> bool:
        """Whether it is to be decided; else it was returned."""
        return not self.returned_by

    def is_of(self, who: Actor) -> bool:
        """Whether somebody made it, be it under another name."""
        return who.made(self.drafted_by, self.drafter_mark)

    @property
    def drafter(self) -> Actor:
        """Who made it, as the register of loads names them."""
        return Actor(self.drafted_by, mark=self.drafter_mark)

    @property
    def size(self) -> int:
        """Bytes of its files together."""
        return sum({file.sha256: file.size for file in self.files}.values())


def drafts(folder: Path) -> list[LoadDraft]:
    """All drafts of a store, newest first. Raises LoadError where they cannot be read."""
    with usable(folder):
        every = [draft for path in (folder / FOLDER).glob(f"*/{FILE}") if (draft := _read(path))]
    return sorted(every, key=lambda draft: (draft.drafted_at, draft.name), reverse=True)


def draft(folder: Path, name: str) -> LoadDraft:
    """The draft of that name. Raises LoadError where there is none any more."""
    found = next((each for each in drafts(folder) if each.name == name), None)
    if found is None:
        raise _decided()
    return found


def keep(
    folder: Path, organizations: Sequence[str], files: Sequence[DraftedFile], kept: Mapping[str, Path]
) -> LoadDraft:
    """Keeps a draft by whoever is acting, with its files (SHA-256 → where a copy lies). Raises LoadError
    where too many wait already, they would be too large together, or the store cannot be written."""
    who, moment = actor.current(), f"{register.now():%Y-%m-%dT%H:%M:%SZ}"
    every = tuple(organizations), tuple(files)
    made = LoadDraft(secrets.token_hex(4), *every, who.name, moment, who.mark)
    written = _written(made)
    with _changing(folder):
        _refuse_too_many(folder, made)
        place = folder / FOLDER / made.name
        disk.make_folder(place)
        try:
            for sha256, path in kept.items():
                disk.copy(path, place / sha256)
            # A kill after this leaves a line too many, never a draft of which none tells.
            register.tell(folder, HANDED_IN, _about(made) | {WRITTEN: hashlib.sha256(written).hexdigest()})
            # The last one: without it the folder is no draft.
            disk.write(place / FILE, written)
        except OSError:
            shutil.rmtree(place, ignore_errors=True)
            raise
    # As it is read: what is seen of it later is compared with this.
    return draft(folder, made.name)


def files(folder: Path, draft: LoadDraft) -> list[Path]:
    """Where the files of a draft lie, in the order of its tables. Raises LoadError where the draft or one of
    them is lost or no longer what was handed in."""
    refuse_altered(folder, draft)
    return [_file(folder, draft, kept) for kept in draft.files]


def _file(folder: Path, draft: LoadDraft, kept: DraftedFile) -> Path:
    path = folder / FOLDER / draft.name / kept.sha256
    with usable(folder):
        if seal.sha256(path) == kept.sha256:
            return path
    message = N_("The file {value} of draft {draft} is lost or was altered. Withdraw it, and load it again.")
    raise LoadError(Problem("error", "draft_altered", message, value=kept.name, words={"draft": draft.name}))


def refuse_altered(folder: Path, draft: LoadDraft) -> None:
    """Raises LoadError where the last line of the audit that tells of a draft is not that of its being handed
    in just as it stands, or the audit itself was altered."""
    with usable(folder):
        if faults := audit.faults(folder, None, {}):
            raise LoadError(*faults)
        lines = [line for line in audit.entries(folder) if line.about.get("draft") == draft.name]
    written = hashlib.sha256(_written(draft)).hexdigest()
    if not lines or (lines[-1].act, lines[-1].about.get(WRITTEN)) != (HANDED_IN, written):
        message = N_(
            "Draft {value} is not what the audit says was handed in: it was altered in the store, or a"
            " decision on it was broken off. Return or withdraw it, and load the file again."
        )
        raise LoadError(Problem("error", "draft_altered", message, value=draft.name))


def give_back(folder: Path, draft: LoadDraft, remark: str) -> None:
    """Returns a draft to who made it, with a remark; its files go. Raises LoadError where the remark is empty
    or too long, or the draft was decided meanwhile."""
    remark = respelled(remark).strip()
    if not 0 < len(remark) <= LONGEST_REMARK:
        message = N_("Write a remark of at most {expected} characters: what is to be changed.")
        raise LoadError(Problem("error", "no_remark", message, expected=f"{LONGEST_REMARK:,}"))
    with _changing(folder):
        refuse_decided(folder, draft)
        who, moment = actor.current().name, f"{register.now():%Y-%m-%dT%H:%M:%SZ}"
        place = folder / FOLDER / draft.name
        register.tell(folder, "return_draft", _about(draft) | {"remark": remark})
        returned = replace(draft, returned_by=who, returned_at=moment, remark=remark)
        disk.write(place / FILE, _written(returned))
        for path in place.iterdir():
            if path.name != FILE:
                path.unlink()


def withdraw(folder: Path, draft: LoadDraft) -> None:
    """Takes a draft away. Raises LoadError where it was decided meanwhile."""
    with _changing(folder):
        refuse_decided(folder, draft)
        let_go(folder, draft, "withdraw_draft")


def let_go(folder: Path, draft: LoadDraft, act: str) -> None:
    """Takes a draft away and says in the audit what was done with it. To be called while nobody else changes
    the store."""
    register.tell(folder, act, _about(draft))
    _remove(folder, draft)


def refuse_decided(folder: Path, seen: LoadDraft) -> None:
    """Raises LoadError where a draft is no longer as it was seen. To be called while nobody else changes the
    store."""
    if draft(folder, seen.name) != seen:
        raise _decided()


def _decided() -> LoadError:
    message = N_("This draft was published, returned or withdrawn meanwhile. Nothing was changed.")
    return LoadError(Problem("error", "draft_decided", message))


def _refuse_too_many(folder: Path, made: LoadDraft) -> None:
    every = drafts(folder)
    for organization in made.organizations:
        of_it = [each for each in every if organization in each.organizations]
        waiting = [each for each in of_it if each.waits]
        if len(waiting) >= MOST or sum(each.size for each in (*waiting, made)) > MOST_BYTES:
            message = N_(
                "Too many loads wait for approval: at most {most} drafts of {expected} MB together. Have"
                " some of them published or returned, or withdraw yours, then load again."
            )
            words, expected = {"most": f"{MOST}"}, f"{MOST_BYTES // 1024 // 1024}"
            raise LoadError(Problem("error", "too_many_drafts", message, expected=expected, words=words))
        # Nobody has looked at the oldest of those that were returned for long.
        for old in [each for each in of_it if not each.waits][MOST - 1 :]:
            _remove(folder, old)


def _remove(folder: Path, draft: LoadDraft) -> None:
    place = folder / FOLDER / draft.name
    # First what makes it a draft: a kill in between leaves files that the next change takes away.
    (place / FILE).unlink(missing_ok=True)
    shutil.rmtree(place, ignore_errors=True)


def _about(draft: LoadDraft) -> dict[str, str | int]:
    """What the audit says of a draft."""
    names = ", ".join(dict.fromkeys(file.name for file in draft.files))
    hashes = ", ".join(dict.fromkeys(file.sha256 for file in draft.files))
    return {"draft": draft.name, "drafted_by": draft.drafted_by, "file_name": names, "sha256": hashes}


def _read(path: Path) -> LoadDraft | None:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        files = tuple(DraftedFile(**file) for file in said.pop("files"))
        return LoadDraft(**said | {"files": files, "organizations": tuple(said["organizations"])})
    except FileNotFoundError:  # decided this very moment
        return None
    except (ValueError, KeyError, TypeError) as error:
        message = N_(
            "The draft of a load in {value} cannot be read. Put it back from a backup, or remove it."
        )
        raise LoadError(Problem("error", "draft_altered", message, value=str(path.parent))) from error


def _written(draft: LoadDraft) -> bytes:
    return json.dumps(asdict(draft), ensure_ascii=False, indent=1, default=str).encode()


@contextmanager
def _changing(folder: Path) -> Iterator[None]:
    """One at a time, and not while a load or a backup is being made."""
    with usable(folder):
        disk.make_folder(folder)
        disk.make_folder(folder / FOLDER)
        with FileLock(folder / "lock", mode=disk.mode(folder)):
            for place in (folder / FOLDER).iterdir():
                if not (place / FILE).exists():  # of a kill while it was made
                    with suppress(OSError):
                        shutil.rmtree(place)
            yield
