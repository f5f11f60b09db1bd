"""Pages, pictures and files for readers without a session: what a request asks for, whether this reader may
see it, and whether they have it already."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

import settings
from evidence import links
from evidence.workshop import Workshop
from portal import files, html, pictures
from portal.edition import Edition, edition_now
from portal.place import NEWEST, Place, place_of, with_query
from portal.sheet import Sheet, sheet
from screen import access
from server.files import A_YEAR
from server.headers import ancestors
from server.limits import Turns, address_of
from server.refusals import NOT_NOW, refusal
from vocabulary.data_sets import BY_NAME

turns = Turns(together=4, waiting=40)
_pages: Workshop[bytes | None] = Workshop("public_pages", kept=500, making=64)
HTML, CSV, JSON = "text/html", "text/csv", "application/json"
ENDINGS = {"": HTML, ".csv": CSV, ".json": JSON}
READ_ANYWHERE = {"Access-Control-Allow-Origin": "*"}
"""Programs in other sites' pages may read what anybody may; no cookie goes along."""
NONE = "ไม่พบ / Not found."
HOST = re.compile(r"[\w.-]*(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?")
NO_HOST = "ชื่อเว็บในคำขอไม่ถูกต้อง / The request names no host."
NEEDS = (
    *("default-src 'none'", "img-src 'self'", "style-src 'self'", "font-src 'self'"),
    *("base-uri 'none'", "form-action 'none'"),
)
"""What a page without a script needs, as a policy says it."""


@dataclass(frozen=True)
class Reader:
    """Who asks: how they reach this server, and which organizations they may look at."""

    base: str
    """The address of the server, such as https://data.example.go.th."""
    sees: Callable[[str], bool]
    has: str
    """What they say they have already (If-None-Match)."""

    @property
    def cache(self) -> str:
        """For how long an answer holds; where not all may look, no cache may keep it for others."""
        return f"{_whose()}, max-age=60"

    @property
    def for_a_year(self) -> str:
        """The same of what never changes under its address."""
        return A_YEAR.replace("public", _whose())

    def marked(self, version: str) -> dict[str, str]:
        """The headers of an answer that is asked for anew only where the version is another one."""
        return {"ETag": f'W/"{version}"', "Cache-Control": self.cache}

    def kept(self, version: str) -> bool:
        """Whether they have this version."""
        return any(each.strip().removeprefix("W/") in (f'"{version}"', "*") for each in self.has.split(","))


def _whose() -> str:
    return "public" if settings.is_open_to_visitors() else "private"


Make = Callable[[Edition, Reader], Response]


async def served(request: Request, make: Make) -> Response:
    """What `make` answers, in this reader's turn; or why that cannot be now."""
    headers = request.headers
    if not HOST.fullmatch(headers.get("Host", "")):
        return PlainTextResponse(NO_HOST, 400)
    reader = Reader(base_of(request), access.sees(headers), headers.get("If-None-Match", ""))
    try:
        async with turns.turn(address_of(request.scope)):
            return await run_in_threadpool(lambda: make(edition_now(), reader))
    except NOT_NOW as error:
        return refusal(error)


def base_of(request: Request) -> str:
    """The address under which this server is reached: as the setting says, else as the request does."""
    if public := links.view("", {}).rstrip("/"):
        return public
    # What a web server in front says of the scheme uvicorn heeds, where that is to be believed.
    return f"{request.url.scheme}://{request.headers.get('Host', '')}"


async def subject_page(request: Request) -> Response:
    """The figures of a data set in a year: as a page, as CSV or as JSON."""
    name, ending = split(request.path_params["subject"])
    place = asked_place(request, subject=name)
    return await served(request, lambda edition, reader: _figures(edition, reader, place, ending))


async def index_page(request: Request) -> Response:
    """What an organization has."""
    place = asked_place(request)
    return await served(request, lambda edition, reader: _index(edition, reader, place))


async def picture(request: Request) -> Response:
    """A picture of a page."""
    place, asked = asked_place(request), request.path_params
    return await served(request, lambda edition, reader: _picture(edition, reader, place, asked))


def split(name: str) -> tuple[str, str]:
    """A name in a path and its ending: ("budget", ".csv")."""
    stem, dot, ending = name.partition(".")
    return stem, f"{dot}{ending}"


def asked_place(request: Request, **more: str) -> Place:
    """What a request asks for."""
    is_embedded = request.url.path.startswith("/embed/")
    return place_of({**request.path_params, **more}, request.query_params, is_embedded=is_embedded)


def is_known(edition: Edition, reader: Reader, organization: str) -> bool:
    """Whether there is such an organization that this reader may look at."""
    return organization in edition.data.catalogue.organizations and reader.sees(organization)


def _figures(edition: Edition, reader: Reader, place: Place, ending: str) -> Response:
    if ending not in ENDINGS or not is_known(edition, reader, place.organization):
        return _missing(edition, reader, place, ending)
    version = edition.version(place.organization, edition.data.today)
    headers = reader.marked(version) | _policy(place)
    key = (version, place, ending, reader.base)
    # Made also where they have it: what there is not was never theirs.
    content = _pages.made(key, lambda: _write(edition, place, ending, reader.base))
    if content is None:
        return _missing(edition, reader, place, ending)
    if reader.kept(version):
        return Response(status_code=304, headers=headers)
    if ending:
        headers |= READ_ANYWHERE
    if ending == ".csv":
        months = f"{place.round_months}m" if place.round_months else ""
        parts = (place.data_set, place.organization, f"{place.year or NEWEST}", place.day, months)
        name = "_".join(filter(None, parts))
        headers["Content-Disposition"] = f"attachment; filename={name}.csv"
    return Response(content, media_type=ENDINGS[ending], headers=headers)


def _write(edition: Edition, place: Place, ending: str, base: str) -> bytes | None:
    """The content of a page; None where there are no such figures."""
    found = sheet(edition, place)
    if found is None:
        return None
    if ending == ".csv":
        return files.as_csv(found)
    if ending == ".json":
        return files.as_json(found, base)
    return html.page(found, base, _dashboard(found))


def _dashboard(shown: Sheet) -> str:
    """The page of the dashboard with the same figures, also when there are newer ones."""
    scope = shown.subject.resolved
    said = {"org": scope.organization, "fy": f"{scope.fiscal_year}", **shown.place.of_figures}
    said |= {"at": f"{scope.as_of}"} if scope.as_of else {}
    return _page(BY_NAME[shown.place.data_set].page, said)


def _page(name: str, said: Mapping[str, str]) -> str:
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    return with_query(f"/{base}/{name}" if base else f"/{name}", said)


def _policy(place: Place) -> dict[str, str]:
    """What the browser may do with a page, which needs next to nothing, and within which sites it may be
    shown."""
    shown_in = ancestors(is_embedded=place.is_embedded)
    return {"Content-Security-Policy": "; ".join((*NEEDS, f"frame-ancestors {shown_in}"))}


def _index(edition: Edition, reader: Reader, place: Place) -> Response:
    if not is_known(edition, reader, place.organization):
        return _missing(edition, reader, place)
    version = edition.version(place.organization, edition.data.today)
    headers = reader.marked(version) | _policy(place)
    if reader.kept(version):
        return Response(status_code=304, headers=headers)
    dashboard = _page("", {"org": place.organization, **place.of_figures})
    content = _pages.made(
        (version, place, "index", reader.base), lambda: html.index(edition, place, reader.base, dashboard)
    )
    return Response(content, media_type=HTML, headers=headers)


def _picture(edition: Edition, reader: Reader, place: Place, asked: Mapping[str, str]) -> Response:
    """A picture under the address of what it shows, for a year; under another one the way to it."""
    name = asked["name"]
    is_picture = name == pictures.CARD or name in pictures.CHARTS
    if not is_picture or not is_known(edition, reader, place.organization):
        return PlainTextResponse(NONE, 404)
    found = sheet(edition, place)
    drawn = pictures.drawing(found, name) if found else None
    if drawn is None:
        return PlainTextResponse(NONE, 404)
    mark = pictures.mark(*drawn)
    if mark != asked["mark"]:
        return RedirectResponse(place.file(mark, name), 302, {"Cache-Control": reader.cache})
    headers = {
        "Cache-Control": reader.for_a_year,
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; font-src data:",
    }
    return Response(pictures.made(*drawn), media_type=pictures.TYPES[name[-3:]], headers=headers)


def _missing(edition: Edition, reader: Reader, place: Place, ending: str = "") -> Response:
    """That there is none; in words of the page where a page was asked for."""
    if ending:
        return PlainTextResponse(NONE, 404)
    return not_found(place, is_known=is_known(edition, reader, place.organization))


def not_found(place: Place, *, is_known: bool = False) -> Response:
    """The page that says that there is none."""
    said = html.missing(place, _page("", place.of_figures), is_known=is_known)
    return Response(said, 404, media_type=HTML, headers=_policy(place))
