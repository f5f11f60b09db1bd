"""Files that pages show or fetch: pictures and tables of sections, fonts and scripts, what providers of
sign-in say of themselves."""

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

import database
import settings
from evidence import section_files
from server.limits import Turns, address_of
from server.refusals import NOT_NOW, refusal

A_YEAR = "public, max-age=31536000, immutable"

LONGEST_NAME = 64
"""Letters of a provider's name: a file system refuses longer ones."""

turns = Turns(together=4, waiting=40)


async def section_file(request: Request) -> Response:
    """A picture or the table of a section that a page has shown."""
    asked = request.path_params
    try:
        database.identity()
        async with turns.turn(address_of(request.scope)):
            made, kind, name = await run_in_threadpool(section_files.made, asked["token"], asked["form"])
    except KeyError:
        return PlainTextResponse(
            "ไม่พบไฟล์นี้ โปรดเปิดหน้าเดิมอีกครั้ง / Not known any more: open the page again.", 404
        )
    except NOT_NOW as error:
        return refusal(error)
    # Thai letters of a name must be written as bytes in a header.
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(made, media_type=kind, headers=headers)


async def provider(request: Request) -> Response:
    """What a provider of sign-in says of itself, from the folder of settings: for one that does not publish
    that."""
    name = request.path_params["name"]
    path = settings.provider(name)
    is_name = len(name) <= LONGEST_NAME and name.isascii() and name.isalnum()
    if not (is_name and path.is_file()):
        return PlainTextResponse("ไม่พบ / Not found.", 404)
    return Response(path.read_bytes(), media_type="application/json")


class KeptFiles(StaticFiles):
    """Files that never change under one address: Sarabun's, and those of assets/."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, to be kept for a year."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = A_YEAR
        return response
