"""What the environment sets: folders, and numbers, which are checked when the program starts."""

import os
import sys
from pathlib import Path

STORE, SETTINGS = "PRONGSAI_STORE", "PRONGSAI_SETTINGS"
DATA, COPY = "PRONGSAI_DATA", "PRONGSAI_COPY"
VISITORS, GROUPS_CLAIM = "PRONGSAI_VISITORS", "PRONGSAI_GROUPS_CLAIM"
ADDRESS = "PRONGSAI_ADDRESS"
MINIMUM_RESPONDENTS = "PRONGSAI_MINIMUM_N"
PUBLIC_EVIDENCE = "PRONGSAI_PUBLIC_EVIDENCE"
FOLLOWS = "PRONGSAI_FOLLOWS"
PREPARED = "prepared"
"""The folder of the store with the evidence that is made for the public."""


VAR = str(Path(__file__).parent / "var")
LAKE = "ducklake:"
"""How PRONGSAI_STORE begins where what is published lies in a DuckLake."""


def store() -> Path:
    """The folder of the published database and of all that is kept beside it: PRONGSAI_STORE, or var/ beside
    the program; where what is published lies in a lake, PRONGSAI_DATA, which all machines reach."""
    if lake() and not os.environ.get(DATA):
        sys.exit(
            f"{STORE} เป็น DuckLake โปรดตั้ง {DATA} เป็นโฟลเดอร์ที่ทุกเครื่องใช้ร่วมกัน"
            f" / is a DuckLake: set {DATA} to the folder that all machines share"
        )
    return Path(os.environ.get(DATA if lake() else STORE) or VAR)


def lake() -> str:
    """The catalogue of the DuckLake in which what is published lies, such as postgres:dbname=prongsai
    host=db1; "" where it lies in a folder."""
    said = os.environ.get(STORE, "")
    return said.removeprefix(LAKE) if said.startswith(LAKE) else ""


def database_folder() -> str:
    """The folder of the database that readers open: the store; where what is published lies in a lake,
    PRONGSAI_COPY or var/ beside the program, on this machine's own disk."""
    # Asked often: strings, not paths.
    return os.environ.get(COPY if lake() else STORE) or VAR


def of_organization(code: str, folder: Path | None = None) -> Path:
    """The folder of what an organization has of its own, such as its letterhead: named by its code, in that
    of PRONGSAI_SETTINGS or settings/ in the store (`folder`, where it is not this program's)."""
    return _folder(folder) / code


def organizations(folder: Path | None = None) -> list[Path]:
    """The folders of all organizations that have something of their own."""
    return [path for path in _folder(folder).glob("[0-9]*") if path.is_dir()]


def people(folder: Path | None = None) -> Path:
    """The table that says who may do what: people.csv in that folder, of the store `folder` where it is not
    this program's."""
    return _folder(folder) / "people.csv"


def alerts(folder: Path | None = None) -> Path:
    """The table that says who is told of what: alerts.csv in that folder, as with `people`."""
    return _folder(folder) / "alerts.csv"


def provider(name: str) -> Path:
    """What a provider of sign-in says of itself, where it does not publish that: in providers/ of that
    folder."""
    return _folder() / "providers" / f"{name}.json"


def is_open_to_visitors() -> bool:
    """Whether pages may be seen without signing in: unless PRONGSAI_VISITORS is off."""
    return os.environ.get(VISITORS, "on") != "off"


def is_evidence_public() -> bool:
    """Whether evidence is made for those who only look: unless PRONGSAI_PUBLIC_EVIDENCE is off."""
    return os.environ.get(PUBLIC_EVIDENCE, "on") != "off"


def follows() -> bool:
    """Whether the store is a copy of what another machine publishes, in which this one writes no data: where
    PRONGSAI_FOLLOWS is on."""
    return os.environ.get(FOLLOWS) == "on"


def address() -> str:
    """The address under which others reach the dashboard, as PRONGSAI_ADDRESS says; "" where it does not."""
    return os.environ.get(ADDRESS, "").rstrip("/")


def groups_claim() -> str:
    """Under which name a provider says to which groups somebody belongs: PRONGSAI_GROUPS_CLAIM, or
    groups."""
    return os.environ.get(GROUPS_CLAIM) or "groups"


def _folder(folder: Path | None = None) -> Path:
    return Path(os.environ.get(SETTINGS) or (folder or store()) / "settings")


def whole_number(name: str, default: int) -> int:
    """The number that the environment variable holds; `default` where it is not set. Ends the program where
    it holds something else."""
    said = os.environ.get(name) or str(default)
    if not (said.isascii() and said.isdigit()):
        sys.exit(f"{name} ต้องเป็นจำนวนเต็ม เช่น {default} / must be a whole number, such as {default}: {said}")
    return int(said)


def minimum_respondents() -> int:
    """From how many respondents on a score may be shown: PRONGSAI_MINIMUM_N, or 5; 0 or 1 withholds none."""
    return whole_number(MINIMUM_RESPONDENTS, 5)
