"""Letters to the office, through the mail server of PRONGSAI_SMTP (smtp://user:password@host:587, or smtps://)."""

import logging
import os
import smtplib
import ssl
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote, urlsplit

from vocabulary.language import N_, translate

SMTP, SENDER = "PRONGSAI_SMTP", "PRONGSAI_MAIL_FROM"
SECONDS = 20
_log = logging.getLogger(__name__)
# One: a mail server that is slow keeps no page waiting, and letters go in their order.
_postman = ThreadPoolExecutor(1, thread_name_prefix="mail")


class NotSentError(Exception):
    """Why something was not sent: a message of the catalogue and what fills its places."""

    def __init__(self, message: str, **words: str) -> None:
        super().__init__(message.format(**words))
        self.message, self.words = message, words

    def text(self, language: str) -> str:
        """The reason in `language`."""
        return translate(self.message, language).format(**self.words)


def is_set_up() -> bool:
    """Whether letters can be sent at all."""
    return bool(os.environ.get(SMTP) and os.environ.get(SENDER))


def send(receivers: Iterable[str], subject: str, text: str) -> None:
    """Sends a letter soon; where it or the mail server fails, the log says so; the list has it all the
    same."""
    _postman.submit(_deliver, [*receivers], subject, text)


def _deliver(receivers: list[str], subject: str, text: str) -> None:
    try:
        deliver(receivers, subject, text)
    except NotSentError as error:
        _log.warning("A letter was not sent: %s", error)


def deliver(
    receivers: list[str], subject: str, text: str, pictures: Mapping[str, bytes] | None = None
) -> None:
    """Sends a letter now, with pictures (PNG) under their names. Raises NotSentError where it was not
    sent."""
    try:
        letter = EmailMessage()
        letter["From"], letter["To"] = os.environ[SENDER], ", ".join(receivers)
        # A header has one line.
        letter["Subject"] = " ".join(subject.split())
        letter.set_content(text)
        for name, picture in (pictures or {}).items():
            letter.add_attachment(picture, maintype="image", subtype="png", filename=name)
        _hand_over(letter, urlsplit(os.environ[SMTP]))
    except smtplib.SMTPException as error:
        raise NotSentError(N_("the mail server has refused it ({code})"), code=_code(error)) from error
    except OSError as error:
        raise NotSentError(N_("the mail server cannot be reached")) from error
    # What is set wrongly is no address, or no header; its words may hold the password.
    except (KeyError, ValueError) as error:
        message = N_("the mail server is not set up rightly: see {smtp} and {sender}")
        raise NotSentError(message, smtp=SMTP, sender=SENDER) from error


def _code(error: smtplib.SMTPException) -> str:
    """The number with which a mail server refuses; the kind of failure where it gave none."""
    refused = error.recipients.values() if isinstance(error, smtplib.SMTPRecipientsRefused) else ()
    codes = [getattr(error, "smtp_code", None), *(code for code, _words in refused)]
    return next((f"{code}" for code in codes if code), type(error).__name__)


def _hand_over(letter: EmailMessage, server: SplitResult) -> None:
    host, context = server.hostname or "localhost", ssl.create_default_context()
    if server.scheme == "smtps":
        line: smtplib.SMTP = smtplib.SMTP_SSL(host, server.port or 465, timeout=SECONDS, context=context)
    else:
        line = smtplib.SMTP(host, server.port or 587, timeout=SECONDS)
    try:
        # What the server can do is known only once it was greeted.
        line.ehlo_or_helo_if_needed()
        if server.scheme != "smtps" and line.has_extn("starttls"):
            line.starttls(context=context)
        if server.username:
            line.login(unquote(server.username), unquote(server.password or ""))
        line.send_message(letter)
        # It is sent: however the two part, nobody may send it again.
        with suppress(OSError, smtplib.SMTPException):
            line.quit()
    finally:
        line.close()
