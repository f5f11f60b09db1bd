"""What is still to be sent to whom, and the sending: one message a receiver, and nothing twice."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import database
import seal
import settings
from alerts import record, sending
from alerts.digest import Digest, digest
from alerts.events import Event, events, section
from alerts.receivers import Receiver, Row
from evidence import dossier, links
from evidence.pictures import Form, NoChromiumError, PictureError
from loaders.mail import NotSentError
from loaders.people import EVERY
from loaders.problem import LoadError, Problem
from loaders.store.publishing import refuse_missing
from queries import alerts as questions
from queries.scope import catalogue
from sections.subject import Published
from vocabulary import thai
from vocabulary.data_sets import DATA_SETS
from vocabulary.language import LANGUAGES, N_, speaking

FORM = Form(1600)


@dataclass(frozen=True)
class Message:
    """What a receiver gets, or was to get and did not."""

    receiver: Receiver
    digest: Digest
    is_sent: bool = False
    fault: NotSentError | None = None

    def as_json(self) -> dict[str, Any]:
        """The message as the command line's `--json` gives it."""
        faults = {f"fault_{each}": self.fault.text(each) for each in LANGUAGES} if self.fault else {}
        about = {"to": self.receiver.name, "language": self.receiver.language, "is_sent": self.is_sent}
        with speaking(self.receiver.language):
            told = [asdict(event) | {"link": event.link} for event in self.digest.events]
        return about | faults | {"title": self.digest.title, "text": self.digest.text, "events": told}


def tried(store: Path, receivers: Sequence[Receiver]) -> Iterator[Message]:
    """What each receiver would get now; nothing is sent."""
    outbox = Outbox(store)
    for receiver in receivers:
        if unsent := outbox.unsent(receiver):
            yield Message(receiver, unsent)


def sent(store: Path, receivers: Sequence[Receiver]) -> Iterator[Message]:
    """Sends to each receiver what is new to them, and keeps that it was sent as soon as it was; what fails is
    sent again by the next call. Raises LoadError where the store cannot be used."""
    if settings.follows():
        message = N_("This machine follows another, which tells people itself. Nothing was sent.")
        raise LoadError(Problem("error", "follows", message))
    refuse_missing(store)
    with record.turn(store):
        outbox = Outbox(store)
        for receiver in receivers:
            if unsent := outbox.unsent(receiver):
                yield outbox.send(receiver, unsent)


def unknown(store: Path, receivers: Sequence[Receiver]) -> list[Row]:
    """The rows that name an organization or a division of which nothing is published, though other things
    are."""
    data = _published(store)
    return [row for each in receivers for row in each.rows if data and not _is_known(data, row)]


def _is_known(data: Published, row: Row) -> bool:
    if row.division:
        return any(
            data.ask(questions.has_unit, row.organization, each.table, each.unit, row.division)
            for each in DATA_SETS
            if each.unit
        )
    return row.organization == EVERY or row.organization in data.catalogue.organizations


class Outbox:
    """The published data of a store, and what was sent of them already."""

    def __init__(self, store: Path) -> None:
        self._store, self._data = store, _published(store)
        self._sent = record.kept(store, record.SENT)
        self._events = cache(self._asked)
        self._picture = cache(self._drawn)

    def unsent(self, receiver: Receiver) -> Digest | None:
        """The message of what a receiver asks for and was not sent; None where there is nothing."""
        if self._data is None:
            return None
        with speaking(receiver.language):
            new = self._new(self._data, receiver)
            names = {event.organization: self._data.name(event.organization) for event in new}
            return digest(new, names, sending.channel(receiver.address).longest) if new else None

    def _new(self, data: Published, receiver: Receiver) -> list[Event]:
        sent = self._sent.get(receiver.mark, frozenset())
        wanted = (
            event
            for code in data.catalogue.organizations
            if any(row.may_want(code) for row in receiver.rows)
            for event in self._events(code, receiver.language)
            if event.identifier not in sent and any(row.wants(event) for row in receiver.rows)
        )
        # What was found in a file of several organizations is told once.
        return [*{event.identifier: event for event in wanted}.values()]

    def _asked(self, organization: str, language: str) -> list[Event]:
        assert self._data
        with speaking(language):
            return events(self._data, organization)

    def send(self, receiver: Receiver, unsent: Digest) -> Message:
        """Sends a message and keeps that it was sent."""
        channel = sending.channel(receiver.address)
        picture = self._picture(unsent.events[0], receiver.language) if channel.takes_pictures else None
        # Whether it can be kept at all that it was sent must be known before.
        record.add(self._store, record.SENT, receiver.mark, ())
        try:
            channel.send(unsent.title, unsent.text, picture)
        except NotSentError as error:
            return Message(receiver, unsent, fault=error)
        every = (event.identifier for event in unsent.events)
        record.add(self._store, record.SENT, receiver.mark, every)
        return Message(receiver, unsent, is_sent=True)

    def _drawn(self, event: Event, language: str) -> bytes | None:
        """The picture of what an event is about; None where there is none, or none can be drawn."""
        assert self._data
        with speaking(language):
            shown = section(self._data, event)
            if shown is None or shown.figure is None or shown.subject is None:
                return None
            try:
                return links.picture_of(shown, FORM, links.view_of(shown.subject))
            except (NoChromiumError, PictureError):
                return None


def _published(store: Path) -> Published | None:
    """The published data of a store; None where nothing was published yet. Raises LoadError where they cannot
    be read."""
    refuse_missing(store)
    if not seal.database(store).exists():
        return None
    try:
        con = database.cursor()
    except database.OutdatedDatabaseError as error:
        message = N_(
            "The data were published by an earlier version. Bring them up to date first:"
            " python -m loaders findings"
        )
        raise LoadError(Problem("error", "outdated", message)) from error
    except database.NoDatabaseError as error:
        raise LoadError(Problem("error", "damaged", database.DAMAGED)) from error
    return dossier.published(con, catalogue(con), thai.today())
