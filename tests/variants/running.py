"""One variant from the writing to the verdict, and what the loader owes it."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.variants import Variant
from tests.variants.judging import End, with_findings
from tests.variants.operators import Expect


def owed(expect: Expect) -> tuple[End, ...]:
    """The ends that the loader owes a file."""
    read = (End.RIGHT,)
    return {
        Expect.READ: read,
        Expect.ASK: (*read, End.ACCUSED, End.ANSWERED),
        Expect.MAY: tuple(end for end in End if end.honest),
    }[expect]


def ended(variant: Variant, folder: Path) -> tuple[Variant, End | None, str]:
    """Writes a variant and tells how it ends, no end where its container cannot hold its characters; what falls short is kept."""
    with TemporaryDirectory() as place:
        try:
            path, draft = variant.write(Path(place))
        except UnicodeEncodeError:
            return variant, None, ""
        verdict = with_findings(path, draft, Path(place, "store"))
        short = len(variant.operators) < 2 and verdict.end not in owed(variant.expect)
        if not verdict.end.honest or short:
            kept = folder / verdict.end.replace(" ", "_").replace(",", "")
            kept.mkdir(exist_ok=True)
            shutil.copy(path, kept / f"{variant}{path.suffix}")
        return variant, verdict.end, str(verdict)
