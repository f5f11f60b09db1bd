"""How an office is reached: settings/<code>/contact.toml, read anew when it changes."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import settings

FILE = "contact.toml"


@dataclass(frozen=True)
class Contact:
    """The unit to turn to, how, and the e-mail addresses to which questions go; `fault`: why the file cannot
    be read."""

    name: str = ""
    phone: str = ""
    email: str = ""
    questions_to: tuple[str, ...] = ()
    fault: str = ""


def contact(organization: str) -> Contact:
    """That of an organization; empty where its folder has none."""
    path = settings.of_organization(organization) / FILE
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else Contact()


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> Contact:
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        receivers = written.get("questions_to", [])
        if not isinstance(receivers, list) or not all(isinstance(each, str) for each in receivers):
            return Contact(fault='questions_to = ["…@…"]')
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return Contact(fault=str(error))
    texts = {name: str(written.get(name, "")) for name in ("name", "phone", "email")}
    return Contact(**texts, questions_to=tuple(receivers))
