"""In which language a page is: Streamlit's own page always claims English."""

from urllib.parse import parse_qs

from starlette.types import Message, Scope

from server.answers import AnswerLayer, is_page

CLAIMED = b'<html lang="en"'


class PageLanguage(AnswerLayer):
    """Says it in each page of HTML."""

    def asked(self, scope: Scope) -> Scope:
        """The request without leave to compress: pages are read here, and compressed further out."""
        headers = [header for header in scope["headers"] if header[0] != b"accept-encoding"]
        return {**scope, "headers": headers}

    def mended(self, message: Message, scope: Scope) -> Message:
        """The page with the language that its address asks for. Both have two letters: its length stays."""
        is_body = message["type"] == "http.response.body"
        if not is_body or not is_page(scope) or CLAIMED not in message["body"]:
            return message
        is_english = parse_qs(scope["query_string"].decode("latin-1")).get("lang") == ["en"]
        language = CLAIMED if is_english else b'<html lang="th"'
        return {**message, "body": message["body"].replace(CLAIMED, language, 1)}
