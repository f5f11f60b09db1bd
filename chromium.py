"""Where the Chromium of this machine is. Standard library only, because run.py asks before anything is
installed."""

import os
import shutil

BROWSERS = (
    # the same without windows, which nobody sees here: it takes little more than half the time
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)


def find() -> str | None:
    """The program that CHROMIUM names, else the first found; None where there is none."""
    named = os.environ.get("CHROMIUM")
    # which() also answers for a whole path, as those of macOS and Windows above are.
    return next(filter(None, map(shutil.which, [named] if named else BROWSERS)), None)
