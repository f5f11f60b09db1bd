"""The API that catalogues and programs know: CKAN's Action API for reading, and what describes all that there
is."""

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

import database
from evidence.jobs import BusyError, Files
from evidence.workshop import Workshop
from loaders.store.export import DESCRIPTION, as_zip
from portal import openapi, packages
from portal.actions import ACTIONS, Asker, RefusedError, answered, read
from portal.edition import Edition
from queries.scope import is_made_up
from server.readers import JSON, NONE, READ_ANYWHERE, Reader, is_known, served

METHODS = ("GET", "HEAD", "POST")
EVERY_METHOD = [*METHODS, "OPTIONS", "PUT", "PATCH", "DELETE"]
"""Which are answered here, be it that they are not allowed: Streamlit would answer them otherwise."""
ALLOWED = {
    "Allow": ", ".join((*METHODS, "OPTIONS")),
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "Content-Type",
}
MOST_BYTES = 64 * 1024
"""Of a request: all that can be asked for takes less."""
TOO_LONG = "คำขอยาวเกินกำหนด / The request is too long."
BROKEN = "คำขอไม่ใช่ JSON ที่เป็นอ็อบเจกต์ / Bad request - JSON Error: no object of JSON"
UNKNOWN = "ไม่มีคำสั่งนี้ / Bad request - Action name not known: {name}"
VERSION = re.compile(r"\d+-[0-9a-f]{16}")
"""How a version is written."""
TYPES = {"csv": "text/csv", "json": JSON, "zip": "application/zip"}
archives: Workshop[Files] = Workshop("public_archives", kept=8, making=16)


async def action(request: Request) -> Response:
    """What one of CKAN's actions answers, in its envelope."""
    name = request.path_params["name"]
    if request.method not in METHODS:
        # Programs in other sites' pages ask first whether they may (OPTIONS).
        is_asked = request.method == "OPTIONS"
        return Response(status_code=204 if is_asked else 405, headers=ALLOWED | READ_ANYWHERE)
    try:
        given = await _given(request)
    except ValueError as error:
        return JSONResponse(f"{error}", 400, READ_ANYWHERE)
    if name not in ACTIONS:
        return JSONResponse(UNKNOWN.format(name=name[:100]), 400, READ_ANYWHERE)
    return await served(request, lambda edition, reader: _answer(name, edition, reader, given))


async def _given(request: Request) -> Mapping[str, Any]:
    """What a request asks for: by its query, or by its body as JSON. Raises ValueError."""
    if request.method != "POST":
        return dict(request.query_params)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise ValueError(TOO_LONG)
    try:
        given = read(body) if body.strip() else {}
    except ValueError as error:
        raise ValueError(BROKEN) from error
    if not isinstance(given, dict):
        raise ValueError(BROKEN)
    return given


def _answer(name: str, edition: Edition, reader: Reader, given: Mapping[str, Any]) -> Response:
    told = f"{reader.base}/api/3/action/help_show?name={name}"
    headers = READ_ANYWHERE | {"Cache-Control": reader.cache}
    try:
        result = answered(name, Asker(edition, reader.sees, reader.base), given)
    except RefusedError as error:
        described = {"__type": error.kind, **error.errors}
        return JSONResponse({"help": told, "success": False, "error": described}, error.status, headers)
    return JSONResponse({"help": told, "success": True, "result": result}, headers=headers)


async def catalogue(request: Request) -> Response:
    """All packages as DCAT, or those of one organization."""
    only = request.query_params.get("org")
    return await served(request, lambda edition, reader: _catalogue(edition, reader, only))


def _catalogue(edition: Edition, reader: Reader, only: str | None) -> Response:
    # What does not exist is described where it is asked for by its code.
    wanted = (lambda code: code == only) if only else (lambda code: not is_made_up(code))
    every = packages.packages(edition, lambda code: reader.sees(code) and wanted(code))
    if only is not None and not every:
        return PlainTextResponse(NONE, 404)
    return _described(reader, packages.catalogue(edition, every, reader.base))


async def data_package(request: Request) -> Response:
    """The Data Package of an organization (?org=), or of the first; its tables under addresses of their
    own."""
    asked = request.query_params.get("org")
    return await served(request, lambda edition, reader: _data_package(edition, reader, asked))


def _data_package(edition: Edition, reader: Reader, asked: str | None) -> Response:
    first = next(filter(reader.sees, edition.data.catalogue.organizations), None)
    code = asked or first
    if code is None or not is_known(edition, reader, code):
        return PlainTextResponse(NONE, 404)
    version = edition.version(code)
    if reader.kept(version):
        return Response(status_code=304, headers=reader.marked(version))
    described = json.loads(_archive(edition, code, version)[DESCRIPTION])
    for resource in described["resources"]:
        resource["path"] = f"{reader.base}/o/{code}/files/{version}/{resource['path']}"
    return _described(reader, described, version)


async def specification(request: Request) -> Response:
    """What can be asked for, and how, as OpenAPI."""

    def describe(edition: Edition, reader: Reader) -> Response:
        example = next(iter(packages.packages(edition, reader.sees)), None)
        return _described(reader, openapi.described(reader.base, example))

    return await served(request, describe)


def _described(reader: Reader, described: Any, version: str = "") -> Response:
    """An answer that is sent again only where it says something else; of a version, where it is known."""
    answer = JSONResponse(described, headers=READ_ANYWHERE)
    version = version or sha256(answer.body).hexdigest()[:16]
    if reader.kept(version):
        return Response(status_code=304, headers=reader.marked(version))
    answer.headers.update(reader.marked(version))
    return answer


async def open_file(request: Request) -> Response:
    """A file of the open data of an organization, or all of them as ZIP: of the newest data, or under the
    address of a version, to be kept for a year."""
    asked = request.path_params
    return await served(request, lambda edition, reader: _file(edition, reader, asked))


def _file(edition: Edition, reader: Reader, asked: Mapping[str, str]) -> Response:
    code, name, version = asked["code"], asked["name"], asked.get("version")
    if not is_known(edition, reader, code):
        return PlainTextResponse(NONE, 404)
    newest = edition.version(code)
    # What was under the address of an earlier version is there no more: the way to what took its place.
    if version and version != newest and VERSION.fullmatch(version):
        return RedirectResponse(f"/o/{code}/files/{name}", 302, {"Cache-Control": reader.cache})
    if version not in (None, newest):
        return PlainTextResponse(NONE, 404)
    headers = reader.marked(newest) | READ_ANYWHERE
    if version:
        headers["Cache-Control"] = reader.for_a_year
    content = _archive(edition, code, newest).get(name)
    if content is None:
        return PlainTextResponse(NONE, 404)
    if reader.kept(newest):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = f"attachment; filename={code}_{name}"
    return Response(content, media_type=TYPES[name.rpartition(".")[2]], headers=headers)


def _archive(edition: Edition, code: str, version: str) -> Files:
    """The files of the open data of an organization by name, and all of them as ZIP. Raises BusyError where a
    load has published meanwhile."""
    made = archives.made((code, version), lambda: _unpacked(as_zip(database.store(), code)))
    # They are read from the published file itself, which may be a newer one by now.
    if database.newest() != edition.published:
        raise BusyError
    return made


def _unpacked(packed: bytes) -> Files:
    with ZipFile(BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()} | {packages.ARCHIVE: packed}
