"""Links in HTML that is drawn ready: they lead to real addresses, for another tab or before the script is
there, and a plain click opens them within the running program."""

from screen import address
from screen.assets import component

_LINKS = component("links", "<span hidden></span>")


def follow_links() -> None:
    """Lets the links in the page's HTML open what they lead to. To be called before anything that costs is
    drawn: of the page that was left nothing more is needed."""
    opened = _LINKS(key="links", on_opened_change=lambda: None).opened
    if opened:
        address.follow(opened)
