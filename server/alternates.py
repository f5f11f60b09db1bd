"""Where the figures of a page of the dashboard are to be read without a session, told with the page."""

from urllib.parse import parse_qsl

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Scope

from portal.place import place_of
from server.answers import AnswerLayer
from vocabulary.data_sets import LISTED

PAGES = {each.page: each.name for each in LISTED}
"""Page of the dashboard → what it is of."""
NAMES = {"org": "code", "fy": "year"}


class Alternates(AnswerLayer):
    """Names it in a header (RFC 8288), which whoever fetches the page for a machine reads: what stands on it
    comes only with a session."""

    def mended(self, message: Message, scope: Scope) -> Message:
        """The answer with the header, where its address names whose figures of which year these are."""
        data_set = PAGES.get(scope["path"].strip("/").rpartition("/")[2])
        if data_set is None or message["type"] != "http.response.start":
            return message
        query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        if not NAMES.keys() <= query.keys():
            return message
        named = {path: query[name] for name, path in NAMES.items()}
        place = place_of({**named, "subject": data_set}, query)
        if place.organization:
            headers = MutableHeaders(scope=message)
            headers.append("Link", f'<{place.address()}>; rel="alternate"; type="text/html"')
        return message
