"""Of what somebody chose the picture comes first, and all else comes once, to the same page as ever."""

import asyncio
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from server.picture_first import HELD, Page

DIVISION = "org=99000001&div=%E0%B8%81%E0%B8%AD%E0%B8%87%E0%B8%84%E0%B8%A5%E0%B8%B1%E0%B8%87"
PROTOCOLS = [Subprotocol("streamlit"), Subprotocol("PLACEHOLDER")]


@contextmanager
def page_opened(address):
    """The page of a visitor, until it is closed: asks for a path with its choices, and gives all that comes of it."""
    stream = f"ws://{urlsplit(address).netloc}/_stcore/stream"
    with connect(stream, subprotocols=PROTOCOLS, origin=Origin(address), max_size=None) as socket:
        known: dict[str, ForwardMsg] = {}

        def ask(page, query):
            wish = BackMsg()
            wish.rerun_script.page_name, wish.rerun_script.query_string = page, query
            socket.send(wish.SerializeToString())
            told: list[ForwardMsg] = []
            while not told or told[-1].WhichOneof("type") != "script_finished":
                message = ForwardMsg.FromString(socket.recv(60))
                if message.ref_hash:  # of what the browser has got already
                    whole = ForwardMsg.FromString(known[message.ref_hash].SerializeToString())
                    whole.metadata.CopyFrom(message.metadata)
                    message = whole
                known[message.hash] = message
                told.append(message)
            return told

        yield ask


@pytest.fixture
def ask(dashboard):
    """Asks for pages one after another, as one visitor."""
    with page_opened(dashboard) as ask:
        yield ask


@pytest.fixture
def afresh(dashboard):
    """Asks for a page as a visitor who opens its link."""

    def afresh(page, query):
        with page_opened(dashboard) as ask:
            return ask(page, query)

    return afresh


def kind(message):
    """What a message brings: the kind of its element, or of itself."""
    element = message.delta.new_element.WhichOneof("type") if message.WhichOneof("type") == "delta" else None
    return element or message.WhichOneof("type")


def page_of(messages):
    """What stands at each place of a page."""
    return {
        tuple(each.metadata.delta_path): each.delta.SerializeToString(deterministic=True)
        for each in messages
        if each.WhichOneof("type") == "delta"
    }


WHOLE = "org=99000001"


def test_a_page_is_the_one_that_opens_by_its_link_whatever_went_ahead(ask, afresh):
    # Back to what was shown before, the browser is told hashes only; a table stands where a picture stood.
    for page, query in (
        ("budget", WHOLE),
        ("budget", DIVISION),
        ("budget", WHOLE),
        ("plan", WHOLE),
        ("plan", f"{WHOLE}&table=done_of_year"),
        ("plan", WHOLE),
        ("findings", WHOLE),
    ):
        told = ask(page, query)
        assert page_of(told) == page_of(afresh(page, query))
        assert [kind(each) for each in told].count("new_session") == 1


def test_pictures_go_ahead_where_pictures_stood_and_all_else_comes_once_in_its_order(afresh):
    sent: list[ForwardMsg] = []

    async def send(message):
        sent.append(ForwardMsg.FromString(message["bytes"]))

    async def tell(page, told):
        sent.clear()
        for each in told:
            await page({"type": "websocket.send", "bytes": each.SerializeToString()})
        async with asyncio.timeout(60):
            while len(sent) < len(told):
                await asyncio.sleep(0)
        return list(sent)

    async def visit():
        page = Page(send)
        budget, chosen, plan = (afresh(*asked) for asked in (("budget", WHOLE), ("budget", DIVISION), ("plan", WHOLE)))
        assert await tell(page, budget) == budget  # nothing stood there before
        for told in (chosen, budget):
            ahead = await tell(page, told)
            assert ahead == sorted(told, key=lambda each: kind(each) != "plotly_chart" and each.WhichOneof("type") in HELD)
        assert await tell(page, plan) == plan  # another page
        # All follows though the run has not ended, lest a picture stand long below words of what was chosen before.
        begun = await tell(page, plan[:-1])
        assert begun == sorted(plan[:-1], key=lambda each: kind(each) != "plotly_chart" and each.WhichOneof("type") in HELD)
        assert await tell(page, plan[-1:]) == plan[-1:]
        page.close()

    asyncio.run(visit())
