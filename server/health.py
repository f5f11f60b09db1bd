"""How the server is, for whoever watches it."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

import database
from loaders.store import lake
from queries import scope


def health() -> tuple[dict[str, Any], int]:
    """200 with the identity of the published data, or 503 when there are none to open, or are damaged; where
    what is published lies in a lake, which snapshot, and since when it cannot be reached."""
    try:
        with database.damage_told():
            load, at = scope.identity(database.cursor())
    except database.DamagedDatabaseError as error:
        return {"status": "damaged", "reason": error.why}, 503
    except database.NoDatabaseError:
        return {"status": "no data"} | _lake(), 503
    told = {"status": "ok", "newest_load": load, "loaded_at": at}
    held = lake.snapshot()
    return told | ({} if held is None else {"snapshot": held}) | _lake(), 200


def _lake() -> dict[str, Any]:
    since = lake.unreachable_since()
    return {"lake_unreachable_since": f"{since:%Y-%m-%dT%H:%M:%SZ}"} if since else {}


async def healthz(_request: Request) -> Response:
    """How the server is."""
    return JSONResponse(*health())
