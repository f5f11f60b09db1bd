"""Programs of others that read again what we hand in."""

import subprocess

from evidence.dossier import gather, published
from queries.scope import catalogue


def text_of(pdf: bytes, *options: str) -> str:
    """The text of a PDF as a reader copies it, by poppler."""
    read = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return read.stdout.decode()


def dossier(con, item, today):
    """An item of the assessment with all that is known of it, judged on a day."""
    return gather(published(con, catalogue(con), today), item)
