"""Programs of others that read again what we hand in."""

import subprocess


def text_of(pdf: bytes, *options: str) -> str:
    """The text of a PDF as a reader copies it, by poppler."""
    read = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return read.stdout.decode()
