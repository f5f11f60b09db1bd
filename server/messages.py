"""What browsers say on an open page: Streamlit writes a traceback of a hundred lines for each message of a
component or chart that is no JSON of its kind, which anybody can send without end."""

import json
import re
import sys
from typing import Any

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from screen.sections import CHARTS
from server.limits import address_of

JSON = ("json_value", "json_trigger_value")
"""In which fields of a message components of pages say something."""
CHART = re.compile(rf"\$\$ID-[^-]*-{CHARTS}")
"""How Streamlit names a chart, which says in a text what was clicked."""
PROTOCOL_ERROR = 1002
BROKEN = "ปิดหน้าที่ส่งข้อความผิดรูป / A page sent a broken message and was closed: {address}"


class WholeMessages:
    """Closes a page that sends what no browser would, and says so in one line of the log."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what is whole."""

        async def hear() -> Message:
            message = await receive()
            if message["type"] != "websocket.receive" or is_whole(message.get("bytes") or b""):
                return message
            print(BROKEN.format(address=address_of(scope)), file=sys.stderr)
            await send({"type": "websocket.close", "code": PROTOCOL_ERROR})
            return {"type": "websocket.disconnect", "code": PROTOCOL_ERROR}

        await self.app(scope, hear if scope["type"] == "websocket" else receive, send)


def is_whole(content: bytes) -> bool:
    """Whether a message is one of Streamlit's, and what components say in it is JSON."""
    try:
        message = BackMsg.FromString(content)
        for widget in message.rerun_script.widget_states.widgets:
            if (field := widget.WhichOneof("value")) in JSON:
                json.loads(getattr(widget, field))
            elif field == "string_value" and CHART.match(widget.id):
                _demand_points(json.loads(widget.string_value)["selection"])
    # Brackets in brackets without end are no JSON of ours either.
    except (DecodeError, LookupError, TypeError, ValueError, RecursionError):
        return False
    return True


def _demand_points(selection: Any) -> None:
    """Raises ValueError, or another error of what is no selection in a chart, where one of its points does
    not say which it is."""
    for point in selection["points"]:
        if any(type(point[name]) is not int or point[name] < 0 for name in ("curve_number", "point_index")):
            raise ValueError(point)
