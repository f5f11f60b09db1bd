"""Links in HTML that is drawn ready: they lead to real addresses, for another tab or before the script is
there, and a plain click opens them within the running program."""

import streamlit as st

from screen import address

_LINKS = st.components.v2.component(
    "prongsai_links",
    html="<span hidden></span>",
    js="""
    export default function ({ parentElement, setTriggerValue }) {
        document.removeEventListener("click", parentElement.followed)
        parentElement.followed = event => {
            const link = event.target.closest(".stHtml a[href]")
            const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
            if (!link || !isPlain) return
            event.preventDefault()
            if (link.origin !== location.origin) return window.open(link.href, "_blank", "noopener")
            setTriggerValue("opened", link.getAttribute("href"))
        }
        document.addEventListener("click", parentElement.followed)
        return () => document.removeEventListener("click", parentElement.followed)
    }
    """,
)


def follow_links() -> None:
    """Lets the links in the page's HTML open what they lead to. To be called before anything that costs is
    drawn: of the page that was left nothing more is needed."""
    opened = _LINKS(key="links", on_opened_change=lambda: None).opened
    if opened:
        address.follow(opened)
