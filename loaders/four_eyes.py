"""Whether an organization wants every load approved by a second person: settings/<code>/loading.toml with
`four_eyes = true`, read anew each time."""

import tomllib
from pathlib import Path

import settings
from loaders.people import EVERY

FILE = "loading.toml"


def are_wanted(organization: str, folder: Path | None = None) -> bool:
    """Whether loads of an organization wait for approval in this program's store, or in the store `folder`;
    what is of none in particular (EVERY), such as a comparison, as soon as one of them wants it."""
    if organization == EVERY:
        return any(_is_said(each) for each in settings.organizations(folder))
    return _is_said(settings.of_organization(organization, folder))


def _is_said(own: Path) -> bool:
    try:
        said = tomllib.loads((own / FILE).read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return False
    # No slip opens a door: what cannot be read wants it.
    except (OSError, ValueError):
        return True
    return said.get("four_eyes") is not False
