"""Pictures of activities: what the office adds to a measure, made small and bare of all that a camera writes
into a picture besides."""

import hashlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from threading import Lock

from PIL import Image, ImageOps

import database
from loaders import actor, user_texts
from loaders.files import disk
from loaders.problem import LoadError, Problem
from loaders.store.document_texts import Box
from loaders.store.publishing import publishing
from vocabulary.language import N_

LARGEST_MB, MOST_MEGAPIXELS, MOST = 10, 50, 8
"""Of a picture's file, of a picture, and how many there may be for one measure."""
LONGEST_SIDE, QUALITY = 1600, 85
_decoding = Lock()
"""One picture at a time: a large one takes hundreds of megabytes while it is read."""


def add(
    organization: str,
    fiscal_year: int,
    measure_no: int,
    pictures: Sequence[bytes],
    folder: Path | None = None,
) -> None:
    """Keeps pictures of a measure under the SHA-256 of what is kept, and publishes them; those that it has
    already are not added again.

    Raises LoadError where one is none, or too large, or there would be too many: then none is added."""
    folder = folder or database.store()
    if len(pictures) > MOST:  # before time is spent on them
        raise _too_many()
    kept = {hashlib.sha256(small).hexdigest(): small for small in map(made_small, pictures)}
    with publishing(folder) as next_database:
        shown = [
            key[3]
            for key in user_texts.photographs(folder)
            if key[:3] == _of(organization, fiscal_year, measure_no)
        ]
        new = {sha256: small for sha256, small in kept.items() if sha256 not in shown}
        if len(shown) + len(new) > MOST:
            raise _too_many()
        (folder / user_texts.PICTURES).mkdir(exist_ok=True)
        for sha256, small in new.items():
            disk.write(user_texts.picture_path(folder, sha256), small)
        boxes = [
            Box(user_texts.PHOTOGRAPHS, organization, fiscal_year, f"{measure_no}", sha256) for sha256 in new
        ]
        entries = ({**box.place, "text": "", "by": actor.current().name} for box in boxes)
        user_texts.add(folder, user_texts.PHOTOGRAPHS, *entries)
        next_database.changed = next_database.texts_only = bool(new)


def take_away(
    organization: str, fiscal_year: int, measure_no: int, sha256: str, folder: Path | None = None
) -> None:
    """Takes a picture of a measure away, and its file where no other measure shows it."""
    folder = folder or database.store()
    key = (*_of(organization, fiscal_year, measure_no), sha256)
    with publishing(folder) as next_database:
        entry = user_texts.photographs(folder).get(key)
        if entry is None:
            return
        gone = {name: value for name, value in entry.items() if name != "at"}
        user_texts.add(folder, user_texts.PHOTOGRAPHS, gone | {"removed": "yes", "by": actor.current().name})
        next_database.changed = next_database.texts_only = True
        if not any(other[3] == sha256 for other in user_texts.photographs(folder)):
            user_texts.picture_path(folder, sha256).unlink(missing_ok=True)


def _of(organization: str, fiscal_year: int, measure_no: int) -> tuple[str, str, str]:
    return organization, str(fiscal_year), str(measure_no)


def _too_many() -> LoadError:
    message = N_("A measure may have at most {expected} pictures. Take one away first.")
    return LoadError(Problem("error", "too_many_pictures", message, expected=f"{MOST}"))


def made_small(picture: bytes) -> bytes:
    """The picture as JPEG, upright, at most LONGEST_SIDE wide and tall, and nothing but the picture: no EXIF,
    place, profile or comment.

    Raises LoadError where it is no PNG or JPEG, is damaged, or is larger than it may be."""
    if len(picture) > LARGEST_MB * 1_000_000:
        message = N_("The picture has more than {expected} MB. Make it smaller and add it again.")
        raise LoadError(Problem("error", "picture_too_large", message, expected=f"{LARGEST_MB}"))
    try:
        with _decoding:
            return _small(picture)
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, OverflowError) as error:
        message = N_(
            "This is no picture that can be read. Add a PNG or JPEG; open it first to see that it is whole."
        )
        raise LoadError(Problem("error", "no_picture", message)) from error


def _small(picture: bytes) -> bytes:
    with Image.open(BytesIO(picture), formats=("PNG", "JPEG")) as image:
        # Known before a single pixel is unpacked.
        if image.width * image.height > MOST_MEGAPIXELS * 1_000_000:
            raise _too_many_pixels()
        image.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=3)
        upright = ImageOps.exif_transpose(image).convert("RGBA")
    bare = Image.new("RGB", upright.size, "white")
    bare.paste(upright, mask=upright.getchannel("A"))
    content = BytesIO()
    bare.save(content, "JPEG", quality=QUALITY, optimize=True)
    return content.getvalue()


def _too_many_pixels() -> LoadError:
    message = N_("The picture has more than {expected} million pixels. Make it smaller and add it again.")
    return LoadError(Problem("error", "too_many_pixels", message, expected=f"{MOST_MEGAPIXELS}"))
