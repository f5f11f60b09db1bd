"""A chart as a picture that can be handed in, drawn on the server: a reader's own browser would lose the Thai
font.

One Chromium for the whole process, warm, with Sarabun as its only font; one picture at a time; it is started
again when it dies or takes too long."""

import asyncio
import atexit
import hashlib
import logging
import os
import re
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as TookTooLongError
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from threading import Lock, Thread
from typing import Any
from xml.sax.saxutils import escape

import fontpkg_sarabun
from choreographer.errors import (
    BrowserClosedError,
    BrowserFailedError,
    ChannelClosedError,
    DevtoolsProtocolError,
)
from kaleido import Kaleido
from kaleido.errors import JavascriptError, KaleidoError

import chromium
import scratch
from charts import theme

logging.getLogger("choreographer").setLevel(logging.CRITICAL)
"""It tells of messages that it cannot read and passes over, with a traceback; what fails raises."""
SECONDS = 20
"""How long one picture may take, the start of Chromium apart."""
SECONDS_TO_START = 60
BROKEN = (
    BrowserClosedError,
    BrowserFailedError,
    ChannelClosedError,
    DevtoolsProtocolError,
    JavascriptError,
    KaleidoError,
    CancelledError,  # what is under way when Chromium dies is cancelled
)
Figure = dict[str, Any]


class NoChromiumError(Exception):
    """There is no Chromium on this machine."""


class PictureError(Exception):
    """Chromium failed twice to draw a picture."""


@dataclass(frozen=True)
class Form:
    """What a picture is for: its format, and how many dots wide it is. A chart of many rows is never
    squeezed: its letters become smaller instead."""

    dots: int
    format: str = "png"
    is_slide: bool = True
    """Whether it is 16 by 9; else it is as high as the chart is."""
    across: int = theme.IN_WORD
    """Pixels that it is wide where it is no slide."""

    def framed(self, figure: Figure) -> Figure:
        """The chart as high as a slide: its rows grow by at most half, and what is left then stands above and
        below them. What has an axis from below upwards grows as far as there is room."""
        layout = figure["layout"]
        spare = self.opts(figure)["height"] - layout["height"]
        if spare <= 0 or layout.get("yaxis", {}).get("visible", True):
            return figure
        margin = layout["margin"]
        plot = layout["height"] - margin["t"] - margin["b"]
        above = int(max(spare - plot * MOST_GROWTH, 0)) // 2
        # The band stays at the edges of the slide.
        shifts = {"title": above, "place": above, "source": -above}
        notes = [
            each | {"yshift": each["yshift"] + shifts[each["name"]]} if each.get("name") in shifts else each
            for each in layout["annotations"]
        ]
        margin = margin | {"t": margin["t"] + above, "b": margin["b"] + above}
        size = {"height": layout["height"] + spare, "margin": margin}
        return {**figure, "layout": layout | size | {"annotations": notes}}

    def opts(self, figure: Figure) -> dict[str, Any]:
        """Format, size (pixels of a page) and dots to a pixel, as Kaleido takes them."""
        height = figure["layout"]["height"]
        if self.is_slide:
            # A multiple of 9, so that the width is a whole number of pixels.
            height = 9 * ceil(max(height, LOWEST_SLIDE) / 9)
        width = height // 9 * 16 if self.is_slide else self.across
        scale = (self.dots + 0.5) / width  # dots are rounded down
        return {"format": self.format, "width": width, "height": height, "scale": scale}


LOWEST_SLIDE = 450
MOST_GROWTH = 0.5
"""How much higher the rows of a chart become at most to fill a slide."""
SLIDE = Form(3200)
"""1600 × 900 at double resolution."""
FOR_WORD = Form(1890, is_slide=False)
"""16 cm wide at 300 dots an inch."""
VECTOR = Form(1600, "svg")


class _Draughtsman:
    """A warm Chromium in a thread of its own."""

    def __init__(self) -> None:
        self._at_work = Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._browser: Kaleido | None = None

    def draw(self, figure: Figure, form: Form) -> bytes:
        """The picture, after those that were asked for before. Raises NoChromiumError or PictureError."""
        with self._at_work:
            try:
                return self._draw_once(figure, form)
            except PictureError:  # died, or hangs: once more with a new one
                return self._draw_once(figure, form)

    def _draw_once(self, figure: Figure, form: Form) -> bytes:
        try:
            if self._browser is None:
                self._open()
            assert self._browser is not None
            picture: bytes = self._run(self._browser.calc_fig(figure, opts=form.opts(figure)), SECONDS)
        except (*BROKEN, TookTooLongError) as error:
            # Whatever state it is in, the next picture gets a new one.
            self.close()
            raise PictureError(str(error)) from error
        return picture

    def _open(self) -> None:
        path = chromium.find()
        if path is None:
            raise NoChromiumError
        # Kaleido is asynchronous and lives in one loop; callers come from many threads.
        self._loop = asyncio.new_event_loop()
        # daemon: a picture under way must not keep the process from ending.
        Thread(target=self._loop.run_forever, name="pictures", daemon=True).start()
        with _only_sarabun():
            self._browser = self._run(_start(path), SECONDS_TO_START)

    def _run(self, task: Any, seconds: float) -> Any:
        assert self._loop is not None
        running: Future[Any] = asyncio.run_coroutine_threadsafe(task, self._loop)
        try:
            return running.result(seconds)
        except TookTooLongError:
            running.cancel()
            raise

    def close(self) -> None:
        """Ends Chromium, be it at work or dead; the next picture starts another."""
        browser = self._browser
        loop = self._loop
        self._browser = self._loop = None
        if browser is not None and loop is not None:
            closing: Future[Any] = asyncio.run_coroutine_threadsafe(browser.close(), loop)
            try:
                closing.result(SECONDS)
            except (*BROKEN, TookTooLongError, ProcessLookupError):
                closing.cancel()
            loop.call_soon_threadsafe(loop.stop)


async def _start(path: str) -> Kaleido:
    # One page, as one picture is drawn at a time; MathJax would be fetched from the internet.
    browser = Kaleido(n=1, timeout=SECONDS, mathjax=False, path=path)
    await browser.open()
    return browser


@contextmanager
def _only_sarabun() -> Iterator[None]:
    """While a Chromium starts: its only fonts are ours, so that no letter comes from another face unseen."""
    folder = scratch.own("fonts")
    settings = folder / "fonts.conf"
    fonts = escape(str(fontpkg_sarabun.ROOT / "files"))
    settings.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{fonts}</dir>'
        f"<cachedir>{escape(str(folder))}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    # Chromium reads it when it starts.
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(settings)
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


_draughtsman = _Draughtsman()
atexit.register(_draughtsman.close)


def picture(figure: Figure, form: Form = SLIDE) -> bytes:
    """A finished chart (Plotly's JSON) as PNG or SVG.

    The same chart gives the same bytes. Raises NoChromiumError where nothing can draw it, PictureError
    where it failed twice."""
    framed = form.framed(figure)
    # Without a name of its own each trace would get another one from Plotly each time.
    named = [{**trace, "uid": f"chart{place}"} for place, trace in enumerate(framed["data"])]
    image = _draughtsman.draw({**framed, "data": named}, form)
    return _with_own_names(image) if form.format == "svg" else image


def with_band(figure: Figure, band: theme.Band, form: Form) -> Figure:
    """A chart with its band, set at the width that the picture will have."""
    return theme.finish(figure, band, dark=False, across=form.opts(figure)["width"])


def _with_own_names(svg: bytes) -> bytes:
    """The picture with names for its clippings that follow from what it shows: those that Plotly made up are
    others each time."""
    made_up = re.search(rb"defs-([0-9a-f]{6})", svg)
    if made_up is None:
        return svg
    names = re.compile(rb"(clip|defs-)" + made_up[1])
    own = hashlib.sha256(names.sub(rb"\1", svg)).hexdigest()[:6].encode()
    return names.sub(lambda match: match[1] + own, svg)
