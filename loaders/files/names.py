"""The name of a file that someone else chose: made harmless before it is shown, kept in the register or given
to a download."""

import re
from unicodedata import category, normalize

LONGEST = 180
"""Bytes of UTF-8: a Thai letter takes three, and file systems end at 255."""
NAMELESS = "file"


def clean(name: str) -> str:
    """The last part of a path as a name that can be seen, stored and saved anywhere: without folders, control
    characters, marks that turn the writing around, and what Windows refuses; at most `LONGEST` bytes, with
    the ending kept."""
    last = re.split(r"[/\\]", normalize("NFC", name))[-1]
    seen = "".join(
        # A lone surrogate: a byte of the name that is no text, which UTF-8 could not write.
        "\ufffd" if category(letter) == "Cs" else letter
        for letter in last
        if category(letter) not in ("Cc", "Cf")
    )
    # Windows lets no name end in a space or a dot.
    harmless = re.sub(r'[<>:"|?*]', "_", " ".join(seen.split())).strip(" .")
    stem, dot, ending = harmless.rpartition(".")
    # In “งบ ต.ค.-มี.ค. ปีงบประมาณ 2565” no kind of file follows the last dot.
    if not dot or len(ending) > 8:
        stem = harmless
        ending = ""
    room = LONGEST - len(f".{ending}".encode())
    # The cut may lie within a letter.
    short = stem.encode()[:room].decode(errors="ignore").rstrip(" .") or NAMELESS
    return f"{short}.{ending}" if ending else short
