"""What the layers have in common that change what is answered."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class AnswerLayer:
    """A layer of the server that mends answers on their way to the browser."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, and each part of its answer mended."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def pass_on(message: Message) -> None:
            await send(self.mended(message, scope))

        await self.app(self.asked(scope), receive, pass_on)

    def asked(self, scope: Scope) -> Scope:
        """The request as it is passed on."""
        return scope

    def mended(self, message: Message, scope: Scope) -> Message:
        """The part of an answer as it goes to the browser, for what was asked."""
        raise NotImplementedError


def is_page(scope: Scope) -> bool:
    """Whether what is asked for may be a page of ours, and not a file that somebody downloads: of those no
    byte is another, also where they are pages themselves, such as an office's table saved as HTML."""
    return not scope["path"].startswith("/media/")
