"""Why a file or a page without a session cannot be given now, in both languages: what is fetched has no
other."""

from starlette.responses import PlainTextResponse, Response

import database
from evidence.jobs import BusyError
from evidence.pictures import NoChromiumError, PictureError
from server.limits import TOO_MANY

NOT_NOW = (database.NoDatabaseError, BusyError, NoChromiumError, PictureError)
"""What keeps an answer from being given that may be given later."""
NO_DATA = (
    "ยังไม่มีข้อมูลที่เปิดได้ หน้าแดชบอร์ดบอกว่าต้องทำอย่างไร"
    " / There are no data that can be opened; the dashboard says what to do."
)
NO_DRAWING = "เครื่องแม่ข่ายยังไม่ได้ติดตั้ง Chromium / Chromium is not installed on the server."
FAILED = "วาดภาพไม่สำเร็จ โปรดลองใหม่ / The picture failed: try again."


def refusal(error: Exception) -> Response:
    """The answer for one of NOT_NOW, which nobody keeps: 429 where too many ask, else 503."""
    match error:
        case database.DamagedDatabaseError():
            told = "\n".join(error.why.values())
        case database.NoDatabaseError():
            told = NO_DATA
        case BusyError():
            return PlainTextResponse(TOO_MANY, 429, {"Cache-Control": "no-store", "Retry-After": "5"})
        case NoChromiumError():
            told = NO_DRAWING
        case _:
            told = FAILED
    return PlainTextResponse(told, 503, {"Cache-Control": "no-store"})
