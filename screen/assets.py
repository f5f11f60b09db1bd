"""What the browser fetches once and keeps, from assets/: Streamlit would send it anew with each rerun."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

ASSETS = Path(__file__).parents[1] / "assets"


@cache
def address_of(name: str) -> str:
    """The address of a file of assets/, another one when any of them has changed: scripts fetch others."""
    return f"assets/{name}?{_mark()}"


@cache
def _mark() -> str:
    written = b"".join(path.read_bytes() for path in sorted(ASSETS.glob("*.[cj]s*")))
    return hashlib.sha256(written).hexdigest()[:12]


def dress(name: str) -> None:
    """Lets the page wear a style sheet of assets/."""
    st.html(f'<style>@import url("{address_of(f"{name}.css")}");</style>')


def component(name: str, html: str) -> Any:
    """A component of Streamlit's that looks as assets/NAME.css and does as assets/NAME.js says."""
    # What has more than one line Streamlit takes for content, else for the name of a file.
    style = f'@import\nurl("{address_of(f"{name}.css")}");'
    script = (
        # Imported, not written out: Streamlit would send the whole script with each rerun.
        "export default async given => (await import(\n"
        f'new URL("{address_of(f"{name}.js")}", document.baseURI))).default(given)'
    )
    return st.components.v2.component(f"prongsai_{name}", html=html, css=style, js=script)
