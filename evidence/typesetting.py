"""Typst in a process of its own for each call: it keeps in memory what it learnt of a document, some hundred
megabytes a pack, until its process ends."""

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import fontpkg_sarabun
import typst

FONTS = fontpkg_sarabun.ROOT / "files"


def compiled(template: Path, **options: Any) -> bytes:
    """The PDF of a template; the options are those of typst.compile."""
    pdf: bytes = _called("compile", template, **options)
    return pdf


def measured(template: Path, **options: Any) -> str:
    """What the template says under <heights>, as JSON; the options are those of typst.query."""
    answer: str = _called("query", template, "<heights>", field="value", one=True, **options)
    return answer


def _called(function: str, *values: Any, **options: Any) -> Any:
    # A file and not a module: the process imports nothing of ours but this.
    done = subprocess.run(  # noqa: S603 - this very Python
        [sys.executable, "-I", __file__],
        input=pickle.dumps((function, values, options)),
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return pickle.loads(done.stdout)  # noqa: S301 - written by this module


def _serve() -> None:
    """Answers the one call that stands on standard input."""
    function, values, options = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by this module
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    sys.stdout.buffer.write(pickle.dumps(getattr(typst, function)(*values, font_paths=fonts, **options)))


if __name__ == "__main__":
    _serve()
