"""Pictures as telephones and mischief make them."""

import struct
import zlib
from io import BytesIO

from PIL import Image

ASIDE = 6
"""The orientation of a picture that was taken with the telephone upright."""
SECRET = b"taken by"


def photograph(form="JPEG", size=(3000, 2000), **more):
    """A picture with all that a telephone writes into it: make, place, turned on its side, a comment."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Telephone", ASIDE
    exif.get_ifd(0x8825).update({1: "N", 2: (6.0, 15.0, 32.0), 3: "E", 4: (102.0, 3.0, 11.0)})
    content = BytesIO()
    comment = {"comment": SECRET} if form == "JPEG" else {}
    Image.linear_gradient("L").resize(size).convert("RGB").save(content, form, exif=exif, **comment, **more)
    return content.getvalue()


def png_of(width, height, *chunks):
    """A small file that says it is a picture of this size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    every = [(b"IHDR", head), *chunks, (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in every
    )
