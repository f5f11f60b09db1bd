"""Pictures of every page, wide and narrow, light and dark, in Thai and English: for looking at, and some for the README.

python -m tests.screenshots [--out DIR]    into screenshots/, named page-language-device-scheme.png; in Thai also the pages of the
                                           made-up municipality (demo-page) and, narrowed, its data sets (narrowed-page)
python -m tests.screenshots --readme       those that README shows, into docs/screenshots/"""

import argparse
import signal
import sys
from io import BytesIO
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page

from tests.pages.test_asking_page import OPEN
from tests.serving import PAGES, ROOT, browser, serving

DEVICES = {"desktop": 1440, "phone": 390}
LANGUAGES = ("th", "en")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
HEIGHT, SMALL = 900, 960
DEMO = "?org=99000001"
NARROWED = {"budget": "div=กองช่าง", "satisfaction": "dim=1", "plan": "dim=1", "measures": "status=ongoing"}
"""One choice for the page of each data set."""
IN_THAI = {f"demo-{name}": f"{path}{DEMO}" for name, path in PAGES.items()} | {
    f"narrowed-{name}": f"{name}{DEMO}&{choice}" for name, choice in NARROWED.items()
}
"""More views, of the made-up municipality: name and address."""

IS_DRAWN = """() => {
    const app = document.querySelector("[data-testid=stApp]")
    const charts = [...document.querySelectorAll("[data-testid=stPlotlyChart]")]
    return app?.dataset.testScriptState === "notRunning"
        && document.querySelector("[data-testid=stMain] h1") !== null
        && document.querySelector("[data-testid=stSkeleton], [data-stale=true]") === null
        && document.fonts.status === "loaded"
        && charts.filter(chart => chart.checkVisibility()).every(chart => chart.querySelector(".main-svg .trace, .main-svg .hm"))
}"""
"""Whether the page's script has ended and everything that it shows is on the screen."""


def main() -> None:
    """Takes the pictures that the call wants, on data of their own."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, help="folder to write to (default: screenshots, with --readme docs/screenshots)")
    parser.add_argument("--readme", action="store_true", help="only the small pictures that README shows")
    call = parser.parse_args()
    folder = call.out or ROOT / ("docs/screenshots" if call.readme else "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory() as store,
        serving(Path(store), demo=not call.readme, editing=True) as address,
        browser() as chromium,
    ):
        (for_readme if call.readme else every_page)(chromium, address, folder)


def every_page(chromium: Browser, address: str, folder: Path) -> None:
    """Every page in every guise, in full."""
    for language, device, scheme in product(LANGUAGES, DEVICES, SCHEMES):
        context = chromium.new_context(
            viewport={"width": DEVICES[device], "height": HEIGHT}, color_scheme=scheme, bypass_csp=True
        )
        page = context.new_page()
        for name, path in (PAGES | (IN_THAI if language == "th" else {})).items():
            show(page, f"{address}/{path}{'&' if '?' in path else '?'}lang={language}")
            grow(page)
            save(page.screenshot(), folder / f"{name}-{language}-{device}-{scheme}.png")
        show(page, f"{address}/data?lang={language}")
        preview(page)
        save(page.screenshot(), folder / f"preview-{language}-{device}-{scheme}.png")
        show(page, f"{address}/data?lang={language}")
        questions(page)
        save(page.screenshot(), folder / f"questions-{language}-{device}-{scheme}.png")
        context.close()


def preview(page: Page) -> None:
    """On the page of data: drops a file whose figures do not reconcile, and waits for what is told of it."""
    page.locator("input[type=file]").set_input_files([ROOT / "data" / "takbai" / "budget_2565_6m.csv"])
    page.locator("[class*=st-key-preview_]").wait_for()
    grow(page)


def questions(page: Page) -> None:
    """On the page of data: drops a file that leaves open what it means, and waits for what is asked."""
    file = FilePayload(name="budget.csv", mimeType="text/csv", buffer=OPEN.format(year=2566).encode())
    page.locator("input[type=file]").set_input_files([file])
    page.locator("[class*=st-key-questions_]").wait_for()
    grow(page)


def for_readme(chromium: Browser, address: str, folder: Path) -> None:
    """What a visitor sees first of each page: in Thai, wide and light."""
    context = chromium.new_context(
        viewport={"width": DEVICES["desktop"], "height": HEIGHT}, color_scheme="light", bypass_csp=True
    )
    page = context.new_page()
    for name, path in PAGES.items():
        show(page, f"{address}/{path}")
        save(small(page.screenshot()), folder / f"{name}.png")
    context.close()


def show(page: Page, address: str) -> None:
    """Opens an address and waits until all of it is drawn."""
    page.goto(address)
    settle(page)


def grow(page: Page) -> None:
    """Makes the window as high as its page, so that a picture of the window shows the whole of it.

    Twice, because the scroll bar that goes leaves more width, which may change the height."""
    for _time in range(2):
        width = page.evaluate("innerWidth")
        page.set_viewport_size(
            {"width": width, "height": page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")}
        )
        settle(page)


def settle(page: Page) -> None:
    """Waits until everything is drawn and nothing has moved for a moment."""
    page.wait_for_function(IS_DRAWN, timeout=60_000)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)


def small(picture: bytes) -> bytes:
    """A picture for a README: narrower, and in 256 colours, chosen so that rare ones (a target line) stay what they are."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    image = image.resize((SMALL, image.height * SMALL // image.width), Image.Resampling.LANCZOS)
    written = BytesIO()
    image.quantize(256, Image.Quantize.MAXCOVERAGE).save(written, "PNG", optimize=True)
    return written.getvalue()


def save(picture: bytes, path: Path) -> None:
    """Writes a picture and tells where."""
    path.write_bytes(picture)
    print(f"{path} ({len(picture) // 1024} kB)", file=sys.stderr)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(1))  # ends the servers too
    main()
