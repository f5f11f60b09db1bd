"""The words a visitor reads: English in the code, Thai from the catalogue, chosen anew for each run of a
page."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = {"th": "ไทย", "en": "English"}
CATALOGUES = Path(__file__).parents[1] / "locale"

# Each thread has its own: visitors read two languages at the same moment.
_current: ContextVar[str] = ContextVar("language", default="th")


def use(language: str) -> None:
    """From here on, in this thread, words come in `language` ("th" or "en")."""
    _current.set(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within this block words come in `language`, whatever the run's own."""
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


def current() -> str:
    """The language words come in: "th" or "en"."""
    return _current.get()


@cache
def _catalogue(language: str) -> GNUTranslations:
    # The .po itself is what is installed: there is no step of compiling that could be forgotten.
    compiled = BytesIO()
    with (CATALOGUES / language / "LC_MESSAGES" / "prongsai.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def translate(message: str, language: str) -> str:
    """`message` in `language`; English is what the code holds."""
    # gettext("") would answer with the catalogue's own head.
    return message if language == "en" or not message else _catalogue(language).gettext(message)


def _(message: str) -> str:
    """`message` in the language of this run."""
    return translate(message, current())


def counted(count: float, one: str, more: str) -> str:
    """The message for one thing or, in languages that tell them apart, for so many."""
    message = one if count == 1 else more
    return _(message)


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Marks `message` for the catalogue where it is defined; `_` translates it where it is shown."""
    return message
