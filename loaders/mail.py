"""Letters to the office, through the mail server of PRONGSAI_SMTP (smtp://user:password@host:587, or smtps://)."""

import logging
import os
import smtplib
import ssl
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote, urlsplit

SMTP, SENDER = "PRONGSAI_SMTP", "PRONGSAI_MAIL_FROM"
SECONDS = 20
_log = logging.getLogger(__name__)
# One: a mail server that is slow keeps no page waiting, and letters go in their order.
_postman = ThreadPoolExecutor(1, thread_name_prefix="mail")


def is_set_up() -> bool:
    """Whether letters can be sent at all."""
    return bool(os.environ.get(SMTP) and os.environ.get(SENDER))


def send(receivers: Iterable[str], subject: str, text: str) -> None:
    """Sends a letter soon; where it or the mail server fails, the log says so; the list has it all the
    same."""
    _postman.submit(_deliver, [*receivers], subject, text)


def _deliver(receivers: list[str], subject: str, text: str) -> None:
    try:
        letter = EmailMessage()
        letter["From"], letter["To"] = os.environ[SENDER], ", ".join(receivers)
        # A header has one line.
        letter["Subject"] = " ".join(subject.split())
        letter.set_content(text)
        _hand_over(letter, urlsplit(os.environ[SMTP]))
    # What is set wrongly is no address, or no header.
    except (OSError, ValueError, smtplib.SMTPException) as error:
        _log.warning("A letter was not sent: %s", error)


def _hand_over(letter: EmailMessage, server: SplitResult) -> None:
    host, context = server.hostname or "localhost", ssl.create_default_context()
    if server.scheme == "smtps":
        line: smtplib.SMTP = smtplib.SMTP_SSL(host, server.port or 465, timeout=SECONDS, context=context)
    else:
        line = smtplib.SMTP(host, server.port or 587, timeout=SECONDS)
    with line:
        if server.scheme != "smtps" and line.has_extn("starttls"):
            line.starttls(context=context)
        if server.username:
            line.login(unquote(server.username), unquote(server.password or ""))
        line.send_message(letter)
