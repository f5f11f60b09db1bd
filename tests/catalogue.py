"""Keeps the Thai catalogue in step with the source: python -m tests.catalogue adds what is new and drops what is gone.

What it leaves for a person: to write the Thai of each message that is new."""

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "locale" / "th" / "LC_MESSAGES" / "prongsai.po"
MARKS = ("_", "N_", "translate")
HEADER = b"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: th\\n"

"""


def sources(root: Path = ROOT) -> list[Path]:
    """The modules whose words a reader may see: those beside app.py and in the rooms."""
    beside = (path for path in root.glob("*.py") if path.name != "run.py")
    in_rooms = (path for path in root.glob("[!.]*/**/*.py") if path.relative_to(root).parts[0] != "tests")
    return sorted((*beside, *in_rooms))


def marked(source: str) -> Iterator[ast.expr]:
    """What stands first in each call of a mark. Babel itself would miss calls inside an f-string on Python 3.11."""
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and call.args:
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", None)
            if name in MARKS:
                yield call.args[0]


def messages(root: Path = ROOT) -> set[str]:
    """All that the source marks for translation, in English as it stands there."""
    return {
        text.value
        for path in sources(root)
        for text in marked(path.read_text(encoding="utf-8"))
        if isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value
    }


def read(catalogue: Path = CATALOGUE) -> Catalog:
    """The catalogue as it stands, with its obsolete entries."""
    with catalogue.open("rb") as po:
        return read_po(po, locale="th")


def entries(catalogue: Catalog) -> dict[str, str]:
    """Each message of the catalogue with its Thai ("" where that is still to be written)."""
    return {str(entry.id): str(entry.string or "") for entry in catalogue if entry.id}


def updated(old: Catalog, wanted: set[str]) -> bytes:
    """The catalogue with just the wanted messages, each with the Thai and the remarks that it had.

    Sorted, unwrapped and without places or dates, so that a difference shows words only."""
    new = Catalog(locale="th")
    for message in wanted:
        known = old.get(message)
        new.add(
            message,
            known.string if known else "",
            flags=known.flags & {"fuzzy"} if known else (),
            user_comments=known.user_comments if known else (),
        )
    written = BytesIO()
    write_po(written, new, width=0, no_location=True, omit_header=True, sort_output=True)
    return HEADER + written.getvalue().strip() + b"\n"


def main() -> None:
    """Writes the catalogue anew and says what changed and what is left to do."""
    old, wanted = read(), messages()
    CATALOGUE.write_bytes(updated(old, wanted))
    known, now = entries(old), entries(read())
    untranslated = sum(not thai for thai in now.values())
    print(f"{len(wanted - known.keys())} added, {len(known.keys() - wanted)} removed, {untranslated} without Thai")


if __name__ == "__main__":
    main()
