"""The choices of a visitor live in the address, and nowhere else: reload, Back, a bookmark and a copied link
show the same. What is changed here shows in the next rerun.

Values that are the default are left out of it."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from vocabulary import thai
from vocabulary.data_sets import BY_NAME, LISTED

KEPT = ("org", "fy", "round", "lang", "digits", "show", "every", "width")
"""The choices that go along when the page changes."""
NEWEST = "newest"
ROUNDS = ("6", "12")


def keep(name: str, value: str | None, default: str) -> None:
    """Writes a choice to the address; the default takes its name out of it."""
    if value in (default, None):
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value


def show_year(year: int) -> None:
    """Chooses a fiscal year, of whatever round."""
    keep("fy", str(year), NEWEST)
    # The year offered may lack the round that was chosen for another.
    keep("round", NEWEST, NEWEST)


def present(on: bool) -> None:
    """Begins or ends the presentation."""
    keep("show", "present" if on else "", "")
    # A presentation begins standing still, whatever the last one did.
    keep("every", None, "")


def link(page: Any, label: str | None = None, icon: str | None = None, **more: str) -> None:
    """A link to a page that keeps the address's choices and makes some `more` (those that are not empty)."""
    made = {name: value for name, value in more.items() if value}
    st.page_link(page, label=label, icon=icon, query_params=kept(st.query_params.to_dict()) | made)


def kept(address: Mapping[str, str]) -> dict[str, str]:
    """Of an address, what goes along when the page changes."""
    return {name: value for name, value in address.items() if name in KEPT}


def reference(page: str, address: Mapping[str, str]) -> str:
    """The address of a page ("": the overview) as a link in HTML names it."""
    return f"{page or './'}?{urlencode(address)}" if address else page or "./"


def follow(reference: str) -> None:
    """Opens what a link in HTML leads to, without loading the page anew; nothing where it is no page of
    figures."""
    parts = urlsplit(reference)
    page = parts.path.removeprefix("./") or "overview"
    if page in {"overview", "findings", *(each.page for each in LISTED)}:
        st.switch_page(f"{page}.py", query_params=dict(parse_qsl(parts.query)))


def narrow(data_set: str, to: Mapping[str, object]) -> None:
    """Narrows the lines of a data set further, to these values of columns."""
    st.query_params.update(narrowing(data_set, to))


def narrowing(data_set: str, to: Mapping[str, object]) -> dict[str, str]:
    """What the address says where a page is narrowed to these values of columns, or opened at a tab."""
    return BY_NAME[data_set].narrowing(to)


def widen(data_set: str, *columns: str) -> None:
    """Narrows the lines of a data set no more by these columns; by none at all where none are named."""
    filters = BY_NAME[data_set].filters
    dropped = {name for name, column in filters.items() if column in (columns or filters.values())}
    asked = st.query_params.to_dict()
    st.query_params.from_dict({name: value for name, value in asked.items() if name not in dropped})


_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|$~&]|^[-+=]", re.MULTILINE)
"""What Markdown takes for its own, at the beginning of a line also what would begin a list or a heading."""
_WORDS = re.compile(
    r":(?=[\w+-])|(?<=https)(?=:)|(?<=http)(?=:)|(?<=ftp)(?=:)|(?<=www)(?=\.)|(?=@)"
    r"|(?<=<)(?=[-=])|(?<=[->=~])(?=[-=>])",
    re.IGNORECASE,
)
"""Where Streamlit would read an icon, an emoji, an address, or an arrow: no backslash keeps it from that."""


def plain(text: str) -> str:
    """`text` such that Markdown shows it letter by letter, and does not break what belongs together."""
    return literal(thai.unbroken(text))


def literal(text: str) -> str:
    """`text` such that Markdown shows it letter by letter."""
    # Spaces at the beginning of a line would make it code, at its end begin another line.
    lines = re.sub(r"^[ \t]+|[ \t]+$", "", text, flags=re.MULTILINE)
    joined = _WORDS.sub(rf"\g<0>{thai.JOINER}", lines)
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", _MARKUP.sub(r"\\\g<0>", joined), flags=re.MULTILINE)
