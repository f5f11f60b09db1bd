"""What one receiver reads of many events: a title, and text with the gravest of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from alerts.events import KINDS, Event
from evidence import links
from vocabulary import thai
from vocabulary.language import N_, _, counted

MOST_LINES = 20
PAGE = "notifications"
"""The page with all of them, for those who have signed in."""


@dataclass(frozen=True)
class Digest:
    """A message about events, in the language of the thread that made it."""

    events: tuple[Event, ...]
    """Gravest first."""
    title: str
    text: str


def digest(events: Sequence[Event], names: Mapping[str, str], longest: int) -> Digest:
    """The message about these events of organizations with these names, of at most so many letters: the
    gravest events, and how many more there are."""
    gravest = tuple(sorted(events, key=lambda event: event.urgency))
    title = _title(gravest, names)
    room = longest - len(title) - len("\n\n")
    texts = (_text(gravest, names, most) for most in range(MOST_LINES, 0, -1))
    fitting = next((text for text in texts if len(text) <= room), None)
    return Digest(gravest, title, fitting or _text(gravest, names, 0)[:room])


def _title(events: Sequence[Event], names: Mapping[str, str]) -> str:
    organizations = {event.organization for event in events}
    if len(organizations) == 1:
        (place,) = (names[code] for code in organizations)
    else:
        place = _("of {count} organizations").format(count=thai.number(len(organizations)))
    said = counted(len(events), N_("Prongsai: {count} new matter"), N_("Prongsai: {count} new matters"))
    return f"{said.format(count=thai.number(len(events)))} · {place}"


def _text(events: Sequence[Event], names: Mapping[str, str], most: int) -> str:
    shown = events[:most]
    # In the order of their gravest; within each the order stays.
    organizations = dict.fromkeys(event.organization for event in shown)
    parts = [
        "\n".join(_lines(names[code], [event for event in shown if event.organization == code]))
        for code in organizations
    ]
    if more := len(events) - len(shown):
        parts.append(_("and {count} more matters").format(count=thai.number(more)))
    if every := links.view(PAGE, {"org": events[0].organization}):
        parts.append(f"{_('All of them, for who has signed in:')} {every}")
    return "\n\n".join(parts)


def _lines(name: str, events: Sequence[Event]) -> Iterator[str]:
    yield name
    # Several in a row may lead to the same page: one link does.
    for link, some in groupby(events, key=lambda event: event.link):
        # A name in a file may have lines of its own, which would pass for ours.
        yield from (f"– {_(KINDS[event.kind])}: {' '.join(event.sentence.split())}" for event in some)
        if link:
            yield f"  {link}"
