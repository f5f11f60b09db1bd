"""How a message reaches a receiver: as a letter through the house's mail server, or through a service that
apprise knows."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from apprise import Apprise, AppriseAsset, AppriseAttachment
from apprise.attachment.memory import AttachMemory
from apprise.common import NotifyFormat

from loaders import mail
from loaders.mail import NotSentError
from vocabulary.language import N_

PICTURE = "prongsai.png"
LONGEST_LETTER = 100_000
LETTERS = ("mailto", "mailtos")
"""Addresses of apprise that would need the mail server's password in the table: letters have one way."""
_ASSET = AppriseAsset(
    app_id="Prongsai",
    async_mode=False,
    # Else services fetch pictures of apprise from a foreign host.
    image_url_mask="",
    image_url_logo="",
)
_log = logging.getLogger("apprise")
# It would write addresses with their secrets to standard error.
_log.propagate = False
_log.addHandler(logging.NullHandler())


@dataclass(frozen=True)
class Channel:
    """The way to a receiver."""

    longest: int
    """Letters that a message may have, its title counted."""
    takes_pictures: bool
    send: Callable[[str, str, bytes | None], None]
    """Sends title, text and picture (PNG). Raises NotSentError where nothing was sent."""


def channel(address: str) -> Channel:
    """The way to an address that the table of receivers takes."""
    if "://" not in address:
        return Channel(LONGEST_LETTER, True, partial(_write, address))
    found = service(address)
    assert found is not None, "the table was checked"
    return Channel(found.body_maxlen, bool(found.attachment_support), partial(_notify, address))


def service(address: str) -> Any:
    """The service that an address of apprise names; None where there is none, or it is one for letters."""
    if address.partition("://")[0].lower() in LETTERS:
        return None
    return Apprise.instantiate(address, asset=_ASSET)


def _write(address: str, title: str, text: str, picture: bytes | None) -> None:
    mail.deliver([address], title, text, {PICTURE: picture} if picture else {})


def _notify(address: str, title: str, text: str, picture: bytes | None) -> None:
    attached = None
    if picture:
        attached = AppriseAttachment(asset=_ASSET)
        attached.add(AttachMemory(picture, PICTURE, "image/png"))  # type: ignore[no-untyped-call]  # of apprise's
    sender = Apprise(asset=_ASSET)
    sender.add(address)
    with _answers() as codes:
        is_taken = sender.notify(text, title, body_format=NotifyFormat.TEXT, attach=attached)
    if not is_taken and codes:
        raise NotSentError(N_("the service has refused it ({code})"), code=codes[-1])
    if not is_taken:
        raise NotSentError(N_("the service cannot be reached"))


@contextmanager
def _answers() -> Iterator[list[str]]:
    """The numbers with which services refuse what is sent meanwhile; of apprise's own words nothing else is
    told, since they name receivers."""
    codes: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            codes.extend(re.findall(r"error=(\d+)", record.getMessage()))

    listener = Listener()
    _log.addHandler(listener)
    try:
        yield codes
    finally:
        _log.removeHandler(listener)
