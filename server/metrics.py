"""How the server is, for a Prometheus that knows the token."""

import os
from hmac import compare_digest

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, Counter, Gauge, generate_latest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message, Scope
from streamlit.runtime import Runtime
from streamlit.runtime.stats import ACTIVE_SESSIONS_FAMILY, GaugeStat

from server.answers import AnswerLayer

TOKEN = "PRONGSAI_METRICS_TOKEN"  # noqa: S105 - the name of the setting
ANSWERS = Counter("prongsai_answers", "Answers given, by status.", ["status"])
SESSIONS = Gauge("prongsai_sessions", "Pages that are open.")


async def metrics(request: Request) -> Response:
    """What Prometheus reads, for whoever sends the token of the environment; nothing is there for others."""
    token = os.environ.get(TOKEN, "")
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not compare_digest(sent.encode(), token.encode()):
        return PlainTextResponse("Not Found", 404)
    families = Runtime.instance().stats_mgr.get_stats(family_names=[ACTIVE_SESSIONS_FAMILY])
    open_pages = [stat for stats in families.values() for stat in stats]
    SESSIONS.set(sum(stat.value for stat in open_pages if isinstance(stat, GaugeStat)))
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)


class CountedAnswers(AnswerLayer):
    """Counts the answers."""

    def mended(self, message: Message, scope: Scope) -> Message:
        """The answer as it is."""
        if message["type"] == "http.response.start":
            ANSWERS.labels(message["status"]).inc()
        return message
