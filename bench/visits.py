"""What a reader sees in a browser: how long the first visit takes and what it fetches, and how soon a choice
is drawn."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, ViewportSize

from bench import servers
from bench.figures import Figure, say
from tests.serving import browser, serving, serving_by_default

A_CHART = ".js-plotly-plot .main-svg .trace"
VIEWPORT: ViewportSize = {"width": 1440, "height": 900}
Chooses = Callable[[Page, int], None]
"""Chooses the division with a number on a page."""
WATCH = """
print => {
    const printed = () => [...document.querySelectorAll(print)].map(
        each => ["d", "width", "height", "y", "transform"].map(name => each.getAttribute(name))
            .concat(each.textContent)).join()
    const begin = () => {
        const began = performance.now(), before = printed()
        window.painted = undefined
        const look = () => {
            if (began !== window.began) return
            if (printed() === before) requestAnimationFrame(look)
            // A frame later it is on the screen.
            else requestAnimationFrame(() => { window.painted = performance.now() - began })
        }
        window.began = began
        requestAnimationFrame(look)
    }
    for (const name of ["click", "change"]) addEventListener(name, begin, true)
}
"""
"""Measures from what the reader did last to the frame in which the charts are others."""
PLOTLY = ".js-plotly-plot .trace path, .js-plotly-plot svg text"


@dataclass(frozen=True)
class Visit:
    """A first visit: seconds to the first chart, and the bytes that crossed the network until then and while
    all came to rest."""

    seconds: float
    fetched: float


def first_visit(store: Path, *, full: bool) -> Iterator[Figure]:
    """The first visit of the budget page, beside a page of two charts that says hello, world."""
    tries = 7 if full else 1
    script = servers.YARDSTICKS / "hello.py"
    ours, hello = [], []
    with serving(store) as address, serving_by_default(script) as beside, browser() as chromium:
        for place in (f"{address}/budget", beside) if full else ():
            _visit(chromium, place)  # the servers have read their own files from then on
        for _try in range(tries):
            ours.append(_visit(chromium, f"{address}/budget"))
            hello.append(_visit(chromium, beside))
            say(f"first chart after {ours[-1].seconds:.2f} s, hello, world {hello[-1].seconds:.2f} s")
    took, other = (median(visit.seconds for visit in each) for each in (ours, hello))
    sent, other_sent = (median(visit.fetched for visit in each) / 1e6 for each in (ours, hello))
    yardstick = "hello, world with two charts"
    yield Figure("first chart", took, "s", yardstick, other, 1.25, of_ratio=True)
    yield Figure("fetched by a first visit", sent, "MB", yardstick, other_sent, 3)


def _visit(chromium: Browser, address: str) -> Visit:
    context = chromium.new_context(viewport=VIEWPORT, bypass_csp=True)
    try:
        page = context.new_page()
        fetched: list[float] = []
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.on("Network.loadingFinished", lambda said: fetched.append(said["encodedDataLength"]))
        line.on("Network.webSocketFrameReceived", lambda said: fetched.append(_length(said["response"])))
        began = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.wait_for_selector(A_CHART, state="attached", timeout=60_000)
        took = time.perf_counter() - began
        page.wait_for_load_state("networkidle")
        return Visit(took, sum(fetched))
    finally:
        context.close()


def _length(frame: dict[str, str]) -> float:
    """Of bytes, which are told in base64, three of four letters."""
    return len(frame["payloadData"]) * 0.75


def filter_to_paint(store: Path, *, full: bool) -> Iterator[Figure]:
    """From the choice of a division to the frame in which the charts show it, beside the same lines in two
    charts of others, who draw nothing else."""
    tries = 12 if full else 2
    with ExitStack() as opened:
        chromium = opened.enter_context(browser())
        ours = opened.enter_context(serving(store))
        took = _choose(chromium, f"{ours}/budget?{servers.OF_LINES}", tries, PLOTLY, _streamlit_chooses)
        say(f"filter to paint: {took:.0f} ms")
        for name, address in (
            ("Dash", opened.enter_context(servers.dash(store))),
            ("Mosaic", opened.enter_context(servers.mosaic(store))),
            ("tuned Streamlit", opened.enter_context(servers.two_charts(store, is_tuned=True))),
            ("Streamlit's defaults", opened.enter_context(servers.two_charts(store, is_tuned=False))),
        ):
            if address is None:
                continue
            print_of = "svg g[aria-label=bar] rect" if name == "Mosaic" else PLOTLY
            choose = {"Dash": _dash_chooses, "Mosaic": _mosaic_chooses}.get(name, _streamlit_chooses)
            beside = _choose(chromium, address, tries, print_of, choose)
            say(f"filter to paint in {name}: {beside:.0f} ms")
            yield Figure("filter to paint", took, "ms", f"two charts in {name}", beside, 200)


def _choose(chromium: Browser, address: str, tries: int, print_of: str, choose: Chooses) -> float:
    """Milliseconds, the median of some choices, each another one; the first two do not count."""
    context = chromium.new_context(viewport=VIEWPORT, bypass_csp=True)
    try:
        page = context.new_page()
        page.goto(address)
        page.locator(print_of).first.wait_for(state="attached", timeout=60_000)
        page.wait_for_load_state("networkidle")
        page.evaluate(WATCH, print_of)
        took = []
        for number in range(tries + 2):
            choose(page, number % 3 + 1)
            page.wait_for_function("window.painted !== undefined", timeout=60_000)
            took.append(float(page.evaluate("window.painted")))
            page.wait_for_timeout(700)  # what else the page draws is drawn
        return median(took[2:])
    finally:
        context.close()


def _streamlit_chooses(page: Page, number: int) -> None:
    main = page.get_by_test_id("stMain")
    main.get_by_test_id("stSelectbox").first.locator("input").click()
    page.get_by_role("option").nth(number).click()


def _dash_chooses(page: Page, number: int) -> None:
    page.locator("#division").click()
    page.locator("[role=option], .dash-dropdown-option").nth(number).click()


def _mosaic_chooses(page: Page, number: int) -> None:
    page.locator("select").select_option(index=number)
