"""Buttons with which a visitor takes something away: a text, or the view."""

from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import segno
import streamlit as st

from evidence import links
from portal.place import Place
from screen.assets import component
from screen.view import View
from sections.subject import Subject
from vocabulary.data_sets import BY_NAME
from vocabulary.language import _

LONGEST_LINK = 900
"""Letters of an address of which a QR code is made at most."""

# The button is hidden until its script has named it.
_COPY = component(
    "copy",
    "<button type='button' hidden><span class='icon' aria-hidden='true'></span><span"
    " class='label'></span></button>",
)


_SHARE = component(
    "share",
    "<button type='button' class='open' aria-haspopup='dialog' hidden></button>"
    "<div class='menu' popover='auto' role='dialog'></div>",
)


def copy_text(text: str, key: str) -> None:
    """Draws a small button that copies `text`."""
    words = {"text": text, "name": _("Copy this text"), "done": _("Copied")}
    _COPY(data=words, key=key, width="content", height="content")


def share_view(view: View, subject: Subject) -> None:
    """Draws the menu with which a view is passed on: its link, its QR code, to another program of the phone,
    and on paper. The code is of the address that shows the same when there are newer data."""
    words = {
        "share": _("Share"),
        "copy": _("Copy the link to this page"),
        "done": _("Copied"),
        "send": _("Send (LINE, e-mail …)"),
        "print": _("Print on one page"),
        "scan": _("Scan to open this view"),
        "code": _("QR code of this view"),
        "light": _("Page with a picture for LINE"),
        "lightly": _reader(view, subject).address(),
    }
    _SHARE(data=words | _code(_pinned(view, subject)), key="share", width="content", height="content")


def _reader(view: View, subject: Subject) -> Place:
    """The page without a session that has the figures of this page, whatever it is narrowed to."""
    scope = subject.resolved
    day = f"{scope.as_of or ''}"
    own = Place(scope.organization, scope.fiscal_year, subject.data_set, view.language, view.thai_digits)
    return replace(own, round_months=subject.scope.round_months, day=day)


def _pinned(view: View, subject: Subject) -> str:
    chosen = view.pinned(subject)
    # By the public address where one is set: others cannot open the one of this machine.
    here = links.view(BY_NAME[subject.data_set].page, chosen)
    return here or f"{st.context.url or ''}?{urlencode(chosen)}"


@lru_cache(maxsize=256)
def _code(link: str) -> dict[str, Any]:
    """The QR code of a link, which the browser draws: how many squares wide, and which are dark, as bits.
    Nothing where the code would be too fine for a phone's camera."""
    if len(link) > LONGEST_LINK:
        return {"wide": 0, "dark": ""}
    # The lowest correction makes the fewest squares: a phone's camera must tell them apart.
    rows = segno.make(link, error="l", micro=False).matrix
    bits = "".join(str(bit) for row in rows for bit in row)
    return {"wide": len(rows), "dark": f"{int(bits, 2):x}".zfill(-(-len(bits) // 4))}
