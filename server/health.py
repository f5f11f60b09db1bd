"""How the server is, for whoever watches it."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

import database
from loaders.store import lake
from queries import scope


def health() -> tuple[dict[str, Any], int]:
    """200 with the identity of the published data, or 503 when there are none to open, or are damaged."""
    try:
        with database.damage_told():
            load, at = scope.identity(database.cursor())
    except database.DamagedDatabaseError as error:
        return {"status": "damaged", "reason": error.why}, 503
    except database.NoDatabaseError:
        return {"status": "no data"}, 503
    told = {"status": "ok", "newest_load": load, "loaded_at": at}
    # Which publication, where what is published lies in a lake.
    return told if (held := lake.snapshot()) is None else told | {"snapshot": held}, 200


async def healthz(_request: Request) -> Response:
    """How the server is."""
    return JSONResponse(*health())
