"""The charts that pages have shown lately, so that the picture of one can be asked for by an address of its
own."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from charts import theme
from evidence.links import view, with_link
from evidence.pictures import FOR_WORD, SLIDE, VECTOR, picture, with_band
from evidence.typeface import with_typeface
from sections.subject import Drawing
from vocabulary import language, thai

MOST = 500
"""How many charts are remembered; the oldest are forgotten, and come back when their page is shown again."""
FORMS = {"slide.png": SLIDE, "word.png": FOR_WORD, "vector.svg": VECTOR}


@dataclass(frozen=True)
class Shown:
    """A chart as a page has it: not yet finished, with its band; of which data, in which view, how written,
    for which file."""

    drawing: Drawing
    band: theme.Band
    published: object
    page: str
    choices: tuple[tuple[str, str], ...]
    language: str
    thai_digits: bool
    file_name: str


_shown: OrderedDict[str, Shown] = OrderedDict()
_lock = Lock()


def lay_out(shown: Shown) -> str:
    """Remembers a chart; gives the name under which its pictures are asked for, the same for the same
    chart."""
    # The figure itself is left out: it follows from the rest, and writing it out would take long.
    written = (shown.language, shown.thai_digits, shown.file_name, shown.band)
    identity = (shown.published, shown.page, shown.choices, *written)
    token = hashlib.sha256(repr(identity).encode()).hexdigest()[:24]
    with _lock:
        _shown[token] = shown
        _shown.move_to_end(token)
        while len(_shown) > MOST:
            _shown.popitem(last=False)
    return token


def drawn(token: str, form: str) -> tuple[bytes, str]:
    """The picture of a chart in one of FORMS, in light colours, and the file's name.

    Raises KeyError where the chart or the form is not known, and what `pictures.picture` raises."""
    with _lock:
        shown = _shown[token]
    # The address is asked for by a request of its own, which knows nothing of the visitor's choices.
    language.use(shown.language)
    thai.use_thai_digits(shown.thai_digits)
    wanted = FORMS[form]
    figure = with_band(shown.drawing("wide"), shown.band, wanted)
    link = view(shown.page, dict(shown.choices))
    image = picture(with_link(figure, wanted, link) if link else figure, wanted)
    return with_typeface(image) if wanted.format == "svg" else image, f"{shown.file_name}_{form}"
