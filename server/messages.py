"""What browsers say on an open page: Streamlit writes a traceback of a hundred lines for each message of a
component that is no JSON, which anybody can send without end."""

import json
import sys

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from server.limits import address_of

JSON = ("json_value", "json_trigger_value")
"""In which fields of a message components of pages say something."""
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
    # Brackets in brackets without end are no JSON of ours either.
    except (DecodeError, ValueError, RecursionError):
        return False
    return True
