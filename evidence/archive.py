"""Files packed into one, such that the same files give the same bytes, whenever and wherever they are
packed."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP can note."""
# ZIP's number of the system, and its rights in the upper half of the attributes.
UNIX = 3
READABLE = 0o644 << 16


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of the files, name → content, in their order. It tells neither when nor on which system it was
    made."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            entry = ZipInfo(name, FIRST_MOMENT)
            entry.create_system = UNIX
            entry.external_attr = READABLE
            archive.writestr(entry, content, ZIP_DEFLATED)
    return buffer.getvalue()
